import CursesTerminal
import Dashboard
import Datagram
import Intake
import TextUI

/// The main thread's loop: keys and ticks go to the model, frames go to the terminal.
struct LiveLoop: ~Copyable {
  /// How the dashboard came to its end.
  enum Ending {
    /// Its user left, or the terminal went away.
    case left
    /// A signal asked for it; it is raised again once the terminal is restored.
    case signal(Int32)
  }

  /// Keys that wait are all handled before the next frame, but a flood of them is not let in whole.
  private static let keysBetweenFrames = 64
  /// What the intake threads hand over is taken in at least this often, however rarely figures move:
  /// the box between the threads has room for about a second of a flood.
  private static let takeEvery = Duration.milliseconds(250)

  private var model: Model
  private var terminal: CursesTerminal
  private let glyphs: Glyphs
  private var nextTick = ContinuousClock.now
  private var isOver = false

  /// - Parameter glyphs: what every screen is drawn with, whatever the model writes into it.
  init(model: Model, terminal: consuming CursesTerminal, glyphs: Glyphs) {
    self.model = model
    self.glyphs = glyphs
    self.terminal = terminal
  }

  /// Runs until the dashboard's end.
  ///
  /// - Throws: `DatagramError` when the sockets failed.
  mutating func run(with intake: borrowing IntakeThreads) throws(DatagramError) -> Ending {
    _ = model.update(.resized(terminal.size))
    while !isOver {
      if ContinuousClock.now >= nextTick { try tick(intake) }
      draw()
      try handleEvents(intake)
    }
    return terminal.closingSignal.map { .signal($0) } ?? .left
  }

  /// - Parameter wait: how long it is until the next tick.
  private mutating func take(
    _ intake: borrowing IntakeThreads, wait: Duration
  ) throws(DatagramError) {
    let microseconds = Int(min(wait, Self.takeEvery) / .microseconds(1))
    let deliveries = try intake.takeAll(nextTake: System.uptimeMicroseconds + microseconds)
    _ = model.update(.delivered(deliveries))
  }

  private mutating func tick(_ intake: borrowing IntakeThreads) throws(DatagramError) {
    try take(intake, wait: model.refresh)
    _ = model.update(.tick(System.now))
    nextTick = ContinuousClock.now.advanced(by: model.refresh)
  }

  private mutating func draw() {
    var screen = Screen(size: terminal.size, glyphs: glyphs)
    model.draw(into: &screen)
    terminal.draw(screen)
  }

  /// Waits for the next event, until the next tick, and handles it and those behind it.
  private mutating func handleEvents(_ intake: borrowing IntakeThreads) throws(DatagramError) {
    guard let first = try awaitEvent(intake) else { return }
    handle(first)
    for _ in 1..<Self.keysBetweenFrames {
      guard !isOver, let next = terminal.nextEvent(within: .zero) else { return }
      handle(next)
    }
  }

  /// The next event, or nil when the next tick is due before it.
  private mutating func awaitEvent(
    _ intake: borrowing IntakeThreads
  ) throws(DatagramError) -> TerminalEvent? {
    while true {
      let wait = max(.zero, nextTick - ContinuousClock.now)
      if let event = terminal.nextEvent(within: min(wait, Self.takeEvery)) { return event }
      if wait <= Self.takeEvery { return nil }
      try take(intake, wait: nextTick - ContinuousClock.now)
    }
  }

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): for effect in model.update(.key(key)) { carryOut(effect) }
    case .mouse(let mouse): for effect in model.update(.mouse(mouse)) { carryOut(effect) }
    case .resized(let size): _ = model.update(.resized(size))
    case .closed: isOver = true
    }
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: isOver = true
    case .suspend: System.send(System.suspendSignal)
    case .redraw: terminal.redraw()
    case .copy(let text): terminal.copy(text)
    case .export(let file): _ = model.update(.exported(file, System.write(file)))
    }
  }
}
