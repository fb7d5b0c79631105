import ArgumentParser
import CursesTerminal
import Dashboard
import Datagram
import Store
import TextUI

/// One life of the dashboard: from binding the sockets to giving the terminal back.
struct LiveSession {
  var settings: Settings
  /// What else is to run beside the dashboard, told where it listens; it ends by itself.
  var onStart: (DatagramAddress) throws -> Void = { _ in }
  /// For how long what `onStart` began sends scopes of the past: no measure of how many come a second.
  var meterDelay = Duration.zero

  /// Shows the dashboard until its user or a signal ends it.
  ///
  /// - Throws: `ExitCode`, after a sentence on standard error, when the terminal or an address is
  ///   not to be had.
  func run() throws {
    System.tuneAllocator()
    guard System.outputIsTerminal else {
      throw ExitStatus.unavailable.saying(
        "stats-top needs a terminal. Without one, use: "
          + "stats-top report --listen \(settings.listen[0]) --for 10s")
    }
    // A signal ends the program as it would have without the dashboard, once all is put back.
    if case .signal(let number) = try show(try settings.makeQuery()) { System.dieOf(number) }
  }

  private func show(_ query: Query) throws -> LiveLoop.Ending {
    do {
      let intake = try IntakeThreads.start(
        listeningOn: settings.listen, receivers: settings.receivers,
        allow: AllowList(networks: settings.allow), memoryBytes: settings.memoryBytes)
      // Stopping it closes the sockets, and takes a Unix socket's file away.
      let ending = Result { () throws -> LiveLoop.Ending in
        try onStart(intake.addresses[0])
        return try show(query, intake)
      }
      intake.stop()
      return try ending.get()
    } catch let error as DatagramError {
      throw ExitStatus.of(error).saying(error.description)
    } catch let error as TerminalError {
      throw ExitStatus.unavailable.saying(error.description)
    }
  }

  private func show(
    _ query: Query, _ intake: borrowing IntakeThreads
  ) throws -> LiveLoop.Ending {
    let terminal = try CursesTerminal(
      colour: colour, theme: settings.theme, hasMouse: settings.hasMouse)
    let isASCII = settings.isASCII || !terminal.canShowUnicode
    var options = Options(
      addresses: intake.addresses.map { $0.isUnix ? "\($0)" : "udp \($0)" },
      isOpenToNetwork: !intake.addresses.allSatisfy(\.isLocal),
      memoryBytes: settings.memoryBytes, query: query, sort: settings.sort,
      order: settings.sort.naturalOrder, refresh: settings.refresh,
      glyphs: isASCII ? .ascii : .unicode, utcOffsetSeconds: System.utcOffsetSeconds,
      keyMap: try settings.keyMap())
    options.columns = settings.columns
    options.meterDelay = meterDelay
    var loop = LiveLoop(
      model: Model(options: options, now: System.now), terminal: terminal, glyphs: options.glyphs)
    return try loop.run(with: intake)
  }

  private var colour: CursesTerminal.Colour {
    switch settings.colour {
    case .always: .full
    case .never: .none
    case .asEnvironmentSays: System.environment("NO_COLOR") == nil ? .full : .none
    }
  }
}

extension DatagramAddress {
  fileprivate var isUnix: Bool {
    if case .unix = self { true } else { false }
  }
}
