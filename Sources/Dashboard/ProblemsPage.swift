import Intake
import TextUI

/// Every kind of loss and rejection, with what is known about it, and where the memory goes.
struct ProblemsPage: Sendable {
  /// One kind of trouble.
  struct Line: Sendable {
    let title: String
    /// What it is that is counted, and what it means.
    let explanation: String
    /// What to do about it, where that is not plain.
    var advice = ""
    let problem: Problem
    /// How much it is of all that came or should have come; nil where it is no part of that.
    var share: Double?
    let role: Role
  }

  private(set) var cursor = ListCursor<LineID>()

  /// The page with the first kind selected that did occur.
  init(_ tally: IntakeTally) {
    let lines = Self.lines(of: tally)
    guard let first = lines.firstIndex(where: { $0.problem.count > 0 }) else { return }
    cursor.move(by: first, count: lines.count, page: lines.count) { .line($0) }
  }

  /// How many rows the sentence and the sample below the list take, their rule included.
  static func detailRows(in size: Size) -> Int { size.rows < 16 ? 2 : size.rows < 30 ? 3 : 7 }

  /// How many rows there are for memory above the list.
  static func memoryRows(in size: Size) -> Int { size.rows < 16 ? 1 : 3 }

  /// How many kinds of trouble are in view.
  static func pageRows(in size: Size) -> Int {
    max(1, size.rows - 3 - memoryRows(in: size) - detailRows(in: size))
  }

  /// All kinds, whether they occurred or not, so that none is a surprise.
  static func lines(of tally: IntakeTally) -> [Line] {
    let lost = Loss.allCases.map {
      Line(
        title: "lost: " + $0.title, explanation: $0.explanation(tally), advice: $0.advice,
        problem: tally.lost[$0] ?? Problem(), share: tally.share(of: $0), role: .danger)
    }
    let rejected = LineRejection.allCases.map {
      let problem = tally.rejected[$0] ?? Problem()
      // Keys of a sender, which must not hide the reason.
      let place = TextWidth.cut(problem.lastPlace, to: 40)
      return Line(
        title: "rejected: " + $0.title,
        explanation: "Not taken"
          + (place.isEmpty ? "" : ", the last for \(place)")
          + ": \($0.explanation).",
        problem: problem, share: share(of: problem, in: tally), role: .warning)
    }
    return lost + rejected + folded(tally) + refused(tally)
  }

  /// The share of a problem that lines can have, once each.
  private static func share(of problem: Problem, in tally: IntakeTally) -> Double {
    tally.lines == 0 ? 0 : Double(problem.count) / Double(tally.lines)
  }

  private static func folded(_ tally: IntakeTally) -> [Line] {
    [
      Line(
        title: "folded into …other",
        explanation: "A table of names or series was full; further ones are counted together.",
        problem: tally.folded, role: .warning),
      Line(
        title: "cut or left out",
        explanation: "Text past 256 bytes was cut; tags and metrics past their limit left out.",
        problem: tally.cut, role: .warning),
      Line(
        title: "newer format",
        explanation: "Lines of a later version, read as far as they were understood.",
        problem: tally.newer, share: share(of: tally.newer, in: tally), role: .warning),
      Line(
        title: "clock off",
        explanation: "\"end\" was over a minute off the clock here: the time of arrival was used.",
        problem: tally.skewed, share: share(of: tally.skewed, in: tally), role: .warning),
    ]
  }

  /// Only where it occurred: without --allow it cannot.
  private static func refused(_ tally: IntakeTally) -> [Line] {
    guard tally.refused.count > 0 else { return [] }
    return [
      Line(
        title: "not allowed",
        explanation: "Datagrams from outside the networks of --allow: not looked into.",
        problem: tally.refused, role: .warning)
    ]
  }

  mutating func prepare(size: Size, count: Int) {
    cursor.settle(count: count, page: Self.pageRows(in: size)) { .line($0) }
  }

  mutating func move(by lines: Int, size: Size, count: Int) {
    cursor.move(by: lines, count: count, page: Self.pageRows(in: size)) { .line($0) }
  }

  mutating func moveToFirst() { cursor.moveToFirst() }
}

extension Model {
  /// A key on the screen of problems, which is off the stack while it acts.
  mutating func act(on page: ProblemsPage, _ action: Action) {
    var page = page
    let count = ProblemsPage.lines(of: store.tally).count
    let height = ProblemsPage.pageRows(in: size)
    if let lines = action.lines(page: height) { page.move(by: lines, size: size, count: count) }
    if action == .first { page.moveToFirst() }
    pages.append(.problems(page))
  }
}

extension Loss {
  fileprivate var title: String {
    switch self {
    case .gap: "gap in numbers"
    case .sender: "sender dropped"
    case .kernel: "kernel dropped"
    case .shed: "shed unread"
    }
  }

  /// Begins with the unit.
  fileprivate func explanation(_ tally: IntakeTally) -> String {
    switch self {
    case .gap: "Lines that are missing in a sender's numbers: they were lost on the way."
    case .sender: "Scopes that a sender says it dropped itself: it could not send in time."
    case .kernel: "Datagrams that found the socket's buffer full: they came too fast to be read."
    case .shed where tally.shedBytes > 0:
      "Datagrams, \(Figure.bytes(Int(clamping: tally.shedBytes)).text), thrown away unread: "
        + "the screen did not keep up."
    case .shed: "Datagrams thrown away unread, because the screen did not keep up."
    }
  }

  fileprivate var advice: String {
    switch self {
    case .gap: "Those of datagrams that were dropped or shed here are among them."
    case .sender: "Let it sample, or send to a port of this machine."
    case .kernel: "Sample at the sender, start with --receivers 2, or raise net.core.rmem_max."
    case .shed: "Sample at the sender, group by fewer tags, or refresh more slowly with -."
    }
  }
}

extension LineRejection {
  fileprivate var title: String {
    switch self {
    case .notJSON: "not JSON"
    case .notUTF8: "not UTF-8"
    case .missingScope: "no scope"
    case .missingDuration: "no dur"
    case .wrongType: "wrong type"
    case .outOfRange: "out of range"
    case .tooDeep: "too deep"
    case .cut: "cut"
    }
  }
}
