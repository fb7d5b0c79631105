/// What roles look like. A screen names roles; which colours they have is a theme's alone.
///
/// A theme has four forms, by how many colours the terminal has; without any, bold, dim, underline
/// and reverse say the same in all of them. But for `highContrast`, which paints its own black, a
/// theme leaves text and background as the terminal has them, so each says which it is for.
package enum Theme: String, CaseIterable, Sendable {
  /// Middling colours that read on a dark background and on a light one.
  case auto
  /// For a dark background, and for a light one.
  case dark, light
  /// White and bright on black, whatever the terminal's own colours are.
  case highContrast = "high-contrast"
  /// Blue against orange, never red against green; on dark and light.
  case colourBlind = "colour-blind"
  /// The terminal's own first eight colours and nothing else.
  case terminal

  /// The look of a role.
  package func ink(of role: Role, isSelected: Bool, depth: ColourDepth) -> Ink {
    colours(depth).ink(of: role, isSelected: isSelected)
  }

  func colours(_ depth: ColourDepth) -> ThemeColours {
    switch depth {
    case .none: .none
    case .eight: ofEight
    case .sixteen: ofSixteen
    case .many: ofMany
    }
  }
}

/// The colours of a theme on terminals of one depth.
struct ThemeColours: Sendable {
  /// Two colours that go together.
  struct Pair: Hashable, Sendable {
    var text: UInt8
    var background: UInt8
  }

  /// The colours on the selected line.
  struct Selection: Sendable {
    var background: UInt8
    var text: UInt8
    var dim: UInt8
    var accent: UInt8
    var warning: UInt8
    var danger: UInt8
    var good: UInt8
  }

  /// What the theme paints everything on; nil leaves the terminal's own colours.
  var ground: Pair?
  /// Nil: what the terminal makes of dim text.
  var dim: UInt8?
  var rule: UInt8?
  var accent: UInt8?
  var warning: UInt8?
  var danger: UInt8?
  var good: UInt8?
  var graph: UInt8?
  /// The shades of a heat map, lightest first; without them its glyphs tell all.
  var heat: [UInt8] = []
  /// Nil: reversed.
  var chip: Pair?
  var chipExcluding: Pair?
  /// Nil: reversed, and without colours, for reverse turns them round.
  var selection: Selection?
  /// Whether danger is underlined as well: where its colour does not tell it from a warning.
  var underlinesDanger = false

  /// No colour at all.
  static let none = ThemeColours(underlinesDanger: true)

  func ink(of role: Role, isSelected: Bool) -> Ink {
    guard isSelected else { return plainInk(of: role) }
    switch role {
    case .chip where chip != nil, .chipExcluding where chipExcluding != nil:
      return plainInk(of: role)
    default: break
    }
    guard let selection else {
      // Dim on reverse is hard to read on most terminals.
      return Ink(attributes: attributes(of: role).subtracting(.dim).union(.reverse))
    }
    let text = selection.text(of: role)
    // Where bold means bright, bold black is grey.
    let unfit: Ink.Attributes = text == 0 ? [.dim, .reverse, .bold] : [.dim, .reverse]
    return Ink(
      text: text, background: selection.background,
      attributes: attributes(of: role).subtracting(unfit))
  }

  private func plainInk(of role: Role) -> Ink {
    var ink = Ink(
      text: ground?.text, background: ground?.background, attributes: attributes(of: role))
    switch role {
    case .plain, .strong: break
    case .dim, .heading: ink.paint(dim)
    case .rule: ink.paint(rule)
    case .accent, .match: ink.paint(accent)
    case .warning: ink.paint(warning)
    case .danger: ink.paint(danger)
    case .good: ink.paint(good)
    case .graph: ink.paint(graph)
    case .heat1, .heat2, .heat3, .heat4:
      ink.paint(heat.isEmpty ? nil : heat[Int(role.rawValue - Role.heat1.rawValue)])
    case .chip: ink.paint(chip)
    case .chipExcluding: ink.paint(chipExcluding)
    }
    return ink
  }

  /// What the role says without a colour.
  private func attributes(of role: Role) -> Ink.Attributes {
    switch role {
    case .plain, .graph, .heat1, .heat2, .heat3, .heat4: []
    case .dim, .heading: dim == nil ? .dim : []
    case .rule: rule == nil ? .dim : []
    case .strong, .accent, .warning, .good: .bold
    case .danger: underlinesDanger ? [.bold, .underline] : .bold
    case .chip: chip == nil ? .reverse : []
    case .chipExcluding: chipExcluding == nil ? [.reverse, .underline] : []
    case .match: [.bold, .underline]
    }
  }
}

extension ThemeColours.Selection {
  fileprivate func text(of role: Role) -> UInt8 {
    switch role {
    case .plain, .strong, .chip, .chipExcluding, .heat1, .heat2, .heat3, .heat4: text
    case .dim, .heading, .rule: dim
    case .accent, .match, .graph: accent
    case .warning: warning
    case .danger: danger
    case .good: good
    }
  }
}

extension Ink {
  fileprivate mutating func paint(_ colour: UInt8?) {
    if let colour { text = colour }
  }

  fileprivate mutating func paint(_ pair: ThemeColours.Pair?) {
    guard let pair else { return }
    text = pair.text
    background = pair.background
  }
}
