/// Why there is no screen to draw on, in a sentence for the user.
package enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard output goes elsewhere.
  case notATerminal
  /// `TERM` is empty, or names a type that this system has no description of.
  case unknownType(String)
  /// The terminal cannot do what a full screen needs.
  case unfit(String)
  /// There is no keyboard: standard input goes elsewhere, and there is no controlling terminal.
  case noKeyboard

  package var description: String {
    switch self {
    case .notATerminal:
      "Standard output is not a terminal; use 'stats-top report' for text that can be piped."
    case .unknownType(""):
      "The variable TERM is not set; set it to your terminal's type, such as xterm-256color."
    case .unknownType(let name):
      "The terminal type '\(name)' is unknown here; set TERM to another, such as xterm-256color, "
        + "or use 'stats-top report'."
    case .unfit(let name):
      "A terminal of type '\(name)' cannot show a full screen; use 'stats-top report'."
    case .noKeyboard:
      "There is no terminal to read keys from; use 'stats-top report'."
    }
  }
}
