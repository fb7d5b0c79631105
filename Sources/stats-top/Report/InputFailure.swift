import ArgumentParser

/// Why a recording could not be read.
enum InputFailure: Error {
  case notReadable(String, SystemError)
  case notRead(String, SystemError)
  case noTool(String, Compression, SystemError)
  case broken(String)
  /// A file of so many lines, none of which is a scope, and what is wrong with them.
  case noScope(String, UInt64, String)

  /// What sentences call a path.
  static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  var exitCode: ExitCode {
    switch self {
    case .notReadable: ExitStatus.noInput
    case .notRead: ExitStatus.inputOutput
    case .noTool: ExitStatus.unavailable
    case .broken, .noScope: ExitStatus.badInput
    }
  }

  /// What to tell the user.
  var sentence: String {
    switch self {
    case .notReadable(let name, let error): "Cannot read \(name): \(error.text)."
    case .notRead(let name, let error): "Reading \(name) failed: \(error.text)."
    case .noTool(let name, let compression, let error) where error.isMissingFile:
      "\(name) is compressed, and \(compression.rawValue), which unpacks it, is not there: install "
        + "the package \(compression.rawValue)."
    case .noTool(let name, let compression, let error):
      "\(compression.rawValue), which unpacks \(name), could not be started: \(error.text)."
    case .broken(let name): "\(name) is a broken or cut archive: it cannot be unpacked to its end."
    case .noScope(let name, let count, let complaint):
      "There is no scope in the \(count) lines of \(name): \(complaint)."
    }
  }
}
