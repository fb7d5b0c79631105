import CNcurses
import TextUI

/// What each style looks like on the terminal at hand: a theme's inks, as ncurses wants them.
struct Palette {
  /// How a cell is drawn: attributes, and a colour pair.
  struct Look {
    var attributes: attr_t = 0
    var pair: Int16 = 0
  }

  /// By role, plain and selected in turn.
  private let looks: [Look]

  /// - Parameter colors: how many the terminal has; 0 for none to be used.
  init(_ theme: Theme, colors: Int32) {
    let depth = ColourDepth(count: Int(colors))
    var looks: [Look] = []
    for role in Role.allCases {
      for isSelected in [false, true] {
        let ink = theme.ink(of: role, isSelected: isSelected, depth: depth)
        var look = Look(attributes: Self.attributes(of: ink))
        if ink.text != nil || ink.background != nil {
          look.pair = Int16(looks.count + 1)
          init_pair(look.pair, ink.text.map(Int16.init) ?? -1, ink.background.map(Int16.init) ?? -1)
        }
        looks.append(look)
      }
    }
    self.looks = looks
  }

  /// The look of a style.
  func look(of style: Style) -> Look {
    var look = looks[Int(style.role.rawValue) * 2 + (style.isSelected ? 1 : 0)]
    if style.isUnderlined { look.attributes |= cncurses_underline() }
    return look
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
