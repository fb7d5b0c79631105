import CNcurses
import TextUI

/// What each style looks like on the terminal at hand: a theme's inks, as ncurses wants them.
struct Palette {
  /// How a cell is drawn: attributes, and a colour pair.
  struct Look {
    var attributes: attr_t = 0
    var pair: Int16 = 0
  }

  /// By the number of a style.
  private let looks: [Look]
  /// What ncurses takes for a letter of each style, and for a blank: a role's underline is for its
  /// letters, and only that of a fault marks blanks too.
  private let letters: [cchar_t]
  private let blanks: [cchar_t]

  /// - Parameter colors: how many the terminal has; 0 for none to be used.
  init(_ theme: Theme, colors: Int32) {
    let depth = ColourDepth(count: Int(colors))
    var looks = [Look](repeating: Look(), count: Role.allCases.count * 4)
    var pairs: Int16 = 0
    for role in Role.allCases {
      for isSelected in [false, true] {
        let ink = theme.ink(of: role, isSelected: isSelected, depth: depth)
        var look = Look(attributes: Self.attributes(of: ink))
        if ink.text != nil || ink.background != nil {
          pairs += 1
          look.pair = pairs
          init_pair(look.pair, ink.text.map(Int16.init) ?? -1, ink.background.map(Int16.init) ?? -1)
        }
        looks[Self.number(of: Style(role, isSelected: isSelected))] = look
        look.attributes |= cncurses_underline()
        looks[Self.number(of: Style(role, isSelected: isSelected, isUnderlined: true))] = look
      }
    }
    self.looks = looks
    letters = looks.map { Self.cell($0) }
    blanks = looks.indices.map { number in
      var look = looks[number]
      if !Self.isUnderlined(number) { look.attributes &= ~cncurses_underline() }
      return Self.cell(look)
    }
  }

  /// The look of a style.
  func look(of style: Style) -> Look { looks[Self.number(of: style)] }

  /// A character without marks, as ncurses takes it.
  func cell(of character: Unicode.Scalar, _ style: Style) -> cchar_t {
    let number = Self.number(of: style)
    if character == " " { return blanks[number] }
    var cell = letters[number]
    cncurses_set_character(&cell, wchar_t(character.value))
    return cell
  }

  private static func number(of style: Style) -> Int {
    Int(style.role.rawValue) * 4 + (style.isSelected ? 2 : 0) + (style.isUnderlined ? 1 : 0)
  }

  private static func isUnderlined(_ number: Int) -> Bool { number & 1 == 1 }

  private static func cell(_ look: Look) -> cchar_t {
    var cell = cchar_t()
    setcchar(&cell, [wchar_t(UInt8(ascii: " ")), 0], look.attributes, look.pair, nil)
    return cell
  }

  private static func attributes(of ink: Ink) -> attr_t {
    var attributes: attr_t = 0
    if ink.attributes.contains(.bold) { attributes |= cncurses_bold() }
    if ink.attributes.contains(.dim) { attributes |= cncurses_dim() }
    if ink.attributes.contains(.underline) { attributes |= cncurses_underline() }
    if ink.attributes.contains(.reverse) { attributes |= cncurses_reverse() }
    return attributes
  }
}
