/// How many cells text takes on a terminal.
package enum TextWidth {
  /// The cells of one grapheme cluster: 0, 1 or 2.
  package static func of(_ character: Character) -> Int { fatalError("BUG: not built") }
  package static func of(_ text: some StringProtocol) -> Int { fatalError("BUG: not built") }
  /// The longest beginning that fits, ended by `…` (in ASCII `~`) where something was left out.
  package static func cut(_ text: String, to width: Int, isASCII: Bool = false) -> String {
    fatalError("BUG: not built")
  }
}
