import CNcurses
import TextUI

/// What each role looks like on the terminal at hand.
///
/// The terminal keeps its own background and text colour, so the colours on it are of a middling
/// lightness that reads on black and on white. The selection brings both its colours along. Where
/// there are few colours or none, bold, dim, underline and reverse say the same.
struct Palette {
  /// How a cell is drawn: attributes, and a colour pair.
  struct Look {
    var attributes: attr_t = 0
    var pair: Int16 = 0
  }

  /// A role's colours: -1 is the terminal's own.
  private struct Ink {
    var text: Int16 = -1
    var background: Int16 = -1
    var attributes: attr_t = 0
  }

  /// By role, plain and selected in turn.
  private let looks: [Look]

  /// - Parameter colors: how many the terminal has; 0 for none to be used.
  init(colors: Int32) {
    var looks: [Look] = []
    for role in Role.allCases {
      for isSelected in [false, true] {
        let ink = Self.ink(of: role, isSelected: isSelected, colors: colors)
        var look = Look(attributes: ink.attributes)
        if ink.text >= 0 || ink.background >= 0 {
          look.pair = Int16(looks.count + 1)
          init_pair(look.pair, ink.text, ink.background)
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

  private static func ink(of role: Role, isSelected: Bool, colors: Int32) -> Ink {
    switch colors {
    // With direct colour the numbers past 7 mean red, green and blue, so it counts as eight.
    case 256...32_767: isSelected ? selectedOf256(role) : of256(role)
    case 8...: ofEight(role, isSelected: isSelected)
    default: monochrome(role, isSelected: isSelected)
    }
  }

  private static func of256(_ role: Role) -> Ink {
    let bold = cncurses_bold()
    return switch role {
    case .plain: Ink()
    case .dim, .heading: Ink(text: 244)
    case .strong: Ink(attributes: bold)
    case .accent: Ink(text: 32, attributes: bold)
    case .warning: Ink(text: 172, attributes: bold)
    case .danger: Ink(text: 196, attributes: bold)
    case .good: Ink(text: 34, attributes: bold)
    case .rule: Ink(text: 242)
    case .chip: Ink(text: 231, background: 30)
    case .chipExcluding: Ink(text: 231, background: 131)
    case .match: Ink(text: 32, attributes: bold | cncurses_underline())
    case .graph: Ink(text: 67)
    case .heat1: Ink(text: 61)
    case .heat2: Ink(text: 68)
    case .heat3: Ink(text: 37)
    case .heat4: Ink(text: 142)
    }
  }

  private static func selectedOf256(_ role: Role) -> Ink {
    let bold = cncurses_bold()
    let background: Int16 = 24
    return switch role {
    case .plain: Ink(text: 255, background: background)
    case .dim, .heading, .rule: Ink(text: 250, background: background)
    case .strong: Ink(text: 231, background: background, attributes: bold)
    case .accent: Ink(text: 117, background: background, attributes: bold)
    case .warning: Ink(text: 221, background: background, attributes: bold)
    case .danger: Ink(text: 217, background: background, attributes: bold)
    case .good: Ink(text: 157, background: background, attributes: bold)
    case .chip: Ink(text: 231, background: 30)
    case .chipExcluding: Ink(text: 231, background: 131)
    case .match: Ink(text: 117, background: background, attributes: bold | cncurses_underline())
    case .graph: Ink(text: 117, background: background)
    case .heat1, .heat2, .heat3, .heat4: Ink(text: 231, background: background)
    }
  }

  /// The eight colours, which the terminal's own theme has chosen to be legible.
  private static func ofEight(_ role: Role, isSelected: Bool) -> Ink {
    var ink = monochrome(role, isSelected: isSelected)
    // Reverse turns the colours round, which a selection of many colours does not survive.
    if isSelected { return ink }
    switch role {
    case .accent, .match, .graph, .heat1, .heat2: ink.text = 6
    case .heat3: ink.text = 2
    case .heat4: ink.text = 3
    case .warning: ink.text = 3
    case .danger:
      ink.text = 1
      ink.attributes = cncurses_bold()
    case .good: ink.text = 2
    default: break
    }
    return ink
  }

  private static func monochrome(_ role: Role, isSelected: Bool) -> Ink {
    let bold = cncurses_bold()
    let attributes: attr_t =
      switch role {
      case .plain, .graph, .heat1, .heat2, .heat3, .heat4: 0
      case .dim, .heading, .rule: cncurses_dim()
      case .strong, .accent, .warning, .good: bold
      case .danger: bold | cncurses_underline()
      case .chip: cncurses_reverse()
      case .chipExcluding: cncurses_reverse() | cncurses_underline()
      case .match: bold | cncurses_underline()
      }
    guard isSelected else { return Ink(attributes: attributes) }
    // Dim on reverse is hard to read on most terminals.
    return Ink(attributes: (attributes & ~cncurses_dim()) | cncurses_reverse())
  }
}
