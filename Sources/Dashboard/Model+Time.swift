import Intake
import Store
import TextUI

extension Model {
  /// Freezes the screen at this moment, or lets it go on.
  mutating func toggleFreeze() {
    freeze = freeze == nil ? freezeOfNow : nil
    advanceAnswers()
  }

  private var freezeOfNow: Freeze {
    Freeze(store.moment(at: now), accepted: store.tally.accepted, window: window)
  }

  /// Shows another moment while figures are frozen, and freezes anew where it is later than the freeze.
  mutating func step(to moment: Timestamp) {
    guard var freeze, freeze.now.second != moment.second else { return }
    if moment > freeze.began { freeze = freezeOfNow }
    _ = freeze.step(by: moment.second - freeze.now.second)
    self.freeze = freeze
    advanceAnswers()
  }

  /// Looks through another window, and says so.
  mutating func look(through window: Window) {
    self.window = window
    say(window == .everything ? "everything held" : "the last \(window.text)")
    applyQuery()
  }

  /// How far back scopes are held.
  private var held: Duration {
    reach.map { moment.now.since($0.earliest) } ?? .zero
  }

  /// Halves the window, or nearly.
  mutating func zoomIn() {
    guard let next = window.zoomedIn(held: held) else {
      say(
        window == .everything
          ? "too little is held to zoom in to" : "\(window.text) is the closest that z comes")
      return
    }
    look(through: next)
  }

  /// Doubles the window, or nearly.
  mutating func zoomOut() {
    guard let next = window.zoomedOut(held: held) else {
      say("everything held is in the window")
      return
    }
    look(through: next)
  }

  /// Parts of a window that it takes to step through it.
  private static let stepsPerWindow: Int64 = 10

  /// Shows an earlier moment, a tenth of the window before this one or the whole of it. While figures
  /// are live, it freezes them first.
  mutating func stepBack(wholeWindow: Bool) {
    let wasLive = freeze == nil
    if wasLive { toggleFreeze() }
    let seconds = stepSeconds(wholeWindow: wholeWindow)
    let hasRoom = freeze?.step(by: -seconds) ?? false
    if !hasRoom {
      let reach = Show.reach(freeze?.reach ?? .zero)
      say("no older scope is held: this is \(reach) before the freeze")
    } else if wasLive {
      let back = keyName(of: .stepForward)
      let goOn = keyName(of: .freeze)
      say("frozen and stepped back: \(back) forward, \(goOn) go on")
    }
    advanceAnswers()
  }

  /// Shows a later moment, up to that of the freeze.
  mutating func stepForward(wholeWindow: Bool) {
    let step = stepSeconds(wholeWindow: wholeWindow)
    guard let freeze, freeze.isSteppedBack else {
      let goOn = keyName(of: .freeze)
      say(
        freeze == nil
          ? "figures are live: nothing is later"
          : "this is the moment of the freeze: \(goOn) goes on")
      return
    }
    _ = self.freeze?.step(by: step)
    advanceAnswers()
  }

  private func stepSeconds(wholeWindow: Bool) -> Int64 {
    let length = window.seconds ?? (freeze?.reach ?? held).components.seconds
    return max(1, wholeWindow ? length : length / Self.stepsPerWindow)
  }
}

extension Model {
  /// How the key is written that does something where keys go now, or on the screen below;
  /// `(no key)` where none does.
  func keyName(of action: Action) -> String {
    let places = [context, page?.context ?? .scopes]
    return places.lazy.compactMap {
      keyMap.keyName(of: action, in: $0, glyphs: options.glyphs)
    }.first ?? "(no key)"
  }
}

extension KeyMap {
  /// How the first key is written that does something somewhere; nil where none does.
  func keyName(of action: Action, in context: KeyContext, glyphs: Glyphs) -> String? {
    let places = [context, context.base].compactMap(\.self)
    let here = bindings.filter { $0.action == action && !$0.contexts.isDisjoint(with: places) }
    return here.lazy.compactMap { $0.keys(in: context).first }.first?.name(glyphs: glyphs)
  }
}
