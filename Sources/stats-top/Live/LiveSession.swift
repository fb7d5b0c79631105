import ArgumentParser
import CursesTerminal
import Dashboard
import Datagram
import Intake
import Store
import TextUI

/// One life of the dashboard: from binding the sockets to giving the terminal back.
struct LiveSession {
  var addresses: [DatagramAddress]
  var allow = AllowList(networks: [])
  var query: Query
  var sort: SortKey
  var screen: ScreenOptions
  /// What else is to run beside the dashboard, told where it listens; it ends by itself.
  var onStart: (DatagramAddress) throws -> Void = { _ in }

  /// Shows the dashboard until its user or a signal ends it.
  ///
  /// - Throws: `ExitCode`, after a sentence on standard error, when the terminal or an address is
  ///   not to be had.
  func run() throws {
    System.tuneAllocator()
    guard System.outputIsTerminal else {
      throw ExitStatus.unavailable.saying(
        "stats-top needs a terminal. Without one, use: "
          + "stats-top report --listen \(addresses[0]) --for 10s")
    }
    // A signal ends the program as it would have without the dashboard, once all is put back.
    if case .signal(let number) = try show() { System.dieOf(number) }
  }

  private func show() throws -> LiveLoop.Ending {
    do {
      let intake = try IntakeThread.start(
        listeningOn: addresses, allow: allow, limits: Limits(memoryBytes: screen.memory.bytes))
      // Stopping it closes the sockets, and takes a Unix socket's file away.
      let ending = Result { () throws -> LiveLoop.Ending in
        try onStart(intake.addresses[0])
        return try show(intake)
      }
      intake.stop()
      return try ending.get()
    } catch let error as DatagramError {
      let status = error.kind == .system ? ExitStatus.inputOutput : ExitStatus.unavailable
      throw status.saying(error.description)
    } catch let error as TerminalError {
      throw ExitStatus.unavailable.saying(error.description)
    }
  }

  private func show(_ intake: borrowing IntakeThread) throws -> LiveLoop.Ending {
    let terminal = try CursesTerminal(
      colour: colour, theme: screen.theme, hasMouse: !screen.noMouse)
    let isASCII = screen.ascii || !terminal.canShowUnicode
    let options = Options(
      addresses: intake.addresses.map { $0.isUnix ? "\($0)" : "udp \($0)" },
      isOpenToNetwork: !intake.addresses.allSatisfy(\.isLocal),
      memoryBytes: screen.memory.bytes, query: query, sort: sort, order: sort.naturalOrder,
      refresh: screen.refresh.duration, glyphs: isASCII ? .ascii : .unicode,
      utcOffsetSeconds: System.utcOffsetSeconds)
    var loop = LiveLoop(
      model: Model(options: options, now: System.now), terminal: terminal, glyphs: options.glyphs)
    return try loop.run(with: intake)
  }

  private var colour: CursesTerminal.Colour {
    screen.noColor || System.environment("NO_COLOR") != nil ? .none : .full
  }
}

extension DatagramAddress {
  fileprivate var isUnix: Bool {
    if case .unix = self { true } else { false }
  }
}
