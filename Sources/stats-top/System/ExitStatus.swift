import ArgumentParser
import Datagram

/// The exit codes of sysexits that stats-top uses, beside 0.
enum ExitStatus {
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
