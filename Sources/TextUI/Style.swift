/// What a piece of text is for. A theme says what that looks like; a screen never names a colour.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case plain
  /// What does not need attention: units, rules, figures that rest on little.
  case dim
  /// What the eye should find first: a screen's title, the name of a scope.
  case strong
  /// The one accent: the selection's mark, the sorted column, keys in the footer.
  case accent
  /// Needs a look: amber.
  case warning
  /// Needs action: red.
  case danger
  /// All is well, or: live.
  case good
  /// Column heads.
  case heading
  /// Thin rules between panels, with their titles.
  case rule
  /// A filter's term that includes, and one that excludes.
  case chip
  case chipExcluding
  /// What a search or a completion matched.
  case match
  /// Bars and sparklines.
  case graph
  /// A heat map's four shades, lightest first.
  case heat1, heat2, heat3, heat4
}

/// How a cell looks: its role, and whether its line is selected.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var isSelected: Bool
  package var isUnderlined: Bool

  package init(_ role: Role = .plain, isSelected: Bool = false, isUnderlined: Bool = false) {
    self.role = role
    self.isSelected = isSelected
    self.isUnderlined = isUnderlined
  }

  /// All of it in ten bits, and back.
  var bits: UInt64 {
    UInt64(role.rawValue) | (isSelected ? 1 << 8 : 0) | (isUnderlined ? 1 << 9 : 0)
  }

  init(bits: UInt64) {
    role = Role(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .plain
    isSelected = bits & 1 << 8 != 0
    isUnderlined = bits & 1 << 9 != 0
  }

  package static let plain = Style(.plain)
  package static let dim = Style(.dim)
}
