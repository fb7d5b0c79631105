/// How a cell is drawn: its colours by number, and what else a terminal can do with text.
///
/// Colours 0 to 7 are those of every colour terminal, 8 to 15 their bright forms, and 16 to 255 the
/// fixed ones of xterm: a cube of 6 × 6 × 6, then 24 greys. Nil is the terminal's own.
package struct Ink: Hashable, Sendable {
  /// What a terminal can do without colours.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
  }

  package var text: UInt8?
  package var background: UInt8?
  package var attributes: Attributes

  package init(text: UInt8? = nil, background: UInt8? = nil, attributes: Attributes = []) {
    self.text = text
    self.background = background
    self.attributes = attributes
  }
}

/// How many colours a terminal has, as far as a theme makes a difference.
package enum ColourDepth: CaseIterable, Sendable {
  case none, eight, sixteen, many

  /// - Parameter count: as the terminal's description has it. With direct colour the numbers past 7
  ///   mean red, green and blue, so it counts as eight.
  package init(count: Int) {
    self =
      switch count {
      case 256...32_767: .many
      case 16..<256: .sixteen
      case 8...: .eight
      default: .none
      }
  }
}
