/// The tables of colours. `ThemeTests` works out their contrast by WCAG 2.1 against the background
/// that each theme is for: text 4.5 : 1, what is dim or a graph 3 : 1. The themes for both kinds of
/// background promise 3 : 1 on either: no colour reaches 4.6 : 1 on black and on white.
extension Theme {
  /// For terminals of 256 colours.
  var ofMany: ThemeColours {
    switch self {
    case .auto:
      ThemeColours(
        dim: 243, rule: 243, accent: 32, warning: 136, danger: 196, good: 28, graph: 67,
        heat: [69, 31, 29, 100],
        chip: .init(text: 231, background: 24), chipExcluding: .init(text: 231, background: 131),
        selection: Self.onBlue)
    case .dark:
      ThemeColours(
        dim: 246, rule: 242, accent: 75, warning: 214, danger: 203, good: 114, graph: 74,
        heat: [69, 74, 114, 221],
        chip: .init(text: 231, background: 24), chipExcluding: .init(text: 231, background: 88),
        selection: Self.onBlue)
    case .light:
      ThemeColours(
        dim: 241, rule: 243, accent: 25, warning: 94, danger: 124, good: 22, graph: 31,
        heat: [66, 61, 55, 53],
        chip: .init(text: 231, background: 25), chipExcluding: .init(text: 231, background: 124),
        selection: .init(
          background: 189, text: 16, dim: 240, accent: 18, warning: 58, danger: 88, good: 22))
    case .highContrast:
      ThemeColours(
        ground: .init(text: 231, background: 16), dim: 252, rule: 250, accent: 51, warning: 226,
        danger: 210, good: 46, graph: 51, heat: [39, 87, 195, 231],
        chip: .init(text: 16, background: 51),
        chipExcluding: .init(text: 16, background: 214),
        selection: .init(
          background: 226, text: 16, dim: 16, accent: 16, warning: 16, danger: 16, good: 16),
        underlinesDanger: true)
    case .colourBlind:
      ThemeColours(
        dim: 243, rule: 243, accent: 32, warning: 136, danger: 166, good: 32, graph: 67,
        heat: [67, 32, 136, 166],
        chip: .init(text: 231, background: 25), chipExcluding: .init(text: 231, background: 130),
        selection: .init(
          background: 24, text: 231, dim: 252, accent: 153, warning: 221, danger: 223, good: 153),
        underlinesDanger: true)
    case .terminal: ofEight
    }
  }

  /// For terminals of 16 colours, which each user may have set to others.
  var ofSixteen: ThemeColours {
    switch self {
    case .dark:
      ThemeColours(accent: 14, warning: 11, danger: 9, good: 10, graph: 6, heat: [6, 14, 10, 11])
    case .highContrast:
      ThemeColours(
        ground: .init(text: 15, background: 0), dim: 15, rule: 15, accent: 14, warning: 11,
        danger: 9, good: 10, graph: 14, heat: [14, 14, 11, 15],
        chip: .init(text: 0, background: 14),
        chipExcluding: .init(text: 0, background: 11),
        selection: .init(
          background: 11, text: 0, dim: 0, accent: 0, warning: 0, danger: 0, good: 0),
        underlinesDanger: true)
    case .auto, .light, .colourBlind, .terminal: ofEight
    }
  }

  /// For terminals of eight colours, which the terminal's own theme has chosen to be legible.
  var ofEight: ThemeColours {
    switch self {
    case .auto, .dark, .terminal:
      ThemeColours(accent: 6, warning: 3, danger: 1, good: 2, graph: 6, heat: [6, 6, 2, 3])
    case .light:
      // Yellow, green and cyan are too pale on white wherever nobody has changed them.
      ThemeColours(accent: 4, warning: 5, danger: 1, good: 4, graph: 4, heat: [4, 4, 5, 1])
    case .highContrast:
      ThemeColours(
        ground: .init(text: 7, background: 0), dim: 7, rule: 7, accent: 6, warning: 3, danger: 7,
        good: 2, graph: 6, heat: [6, 6, 3, 7], chip: .init(text: 0, background: 6),
        chipExcluding: .init(text: 0, background: 3),
        selection: .init(
          background: 3, text: 0, dim: 0, accent: 0, warning: 0, danger: 0, good: 0),
        underlinesDanger: true)
    case .colourBlind:
      ThemeColours(
        accent: 6, warning: 3, danger: 3, good: 6, graph: 6, heat: [6, 6, 3, 3],
        underlinesDanger: true)
    }
  }

  /// The selected line of the themes that are not for a light background alone.
  private static let onBlue = ThemeColours.Selection(
    background: 24, text: 231, dim: 252, accent: 153, warning: 221, danger: 224, good: 157)
}
