import ArgumentParser
import Datagram

/// The exit codes that stats-top uses, beside 0: those of sysexits, and one of its own.
enum ExitStatus {
  /// A condition that was to be checked did not pass.
  static let failure = ExitCode(1)
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let inputOutput = ExitCode(74)

  /// That of sockets: an address that is not to be had, or a failure of the system.
  static func of(_ error: DatagramError) -> ExitCode {
    error.kind == .system ? inputOutput : unavailable
  }
}

extension ExitCode {
  /// Says one sentence on standard error, and hands back the code to be thrown.
  func saying(_ sentence: String) -> ExitCode {
    System.complain(sentence)
    return self
  }
}
