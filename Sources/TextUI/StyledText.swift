/// A line of text in pieces, each with a style of its own.
package struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A piece of it.
  package struct Span: Hashable, Sendable {
    package var text: String
    package var style: Style
    package init(_ text: String, _ style: Style) {
      self.text = text
      self.style = style
    }
  }

  package var spans: [Span]

  package init(_ spans: [Span] = []) { self.spans = spans }
  package init(_ text: String, _ role: Role = .plain) { spans = [Span(text, Style(role))] }
  package init(stringLiteral text: String) { self.init(text) }

  /// A figure for a column: its unit is dim and padded, so that the numbers line up.
  package init(_ figure: Figure, _ role: Role = .plain) {
    let unit = String(figure.padded.dropFirst(figure.number.count))
    spans = [Span(figure.number, Style(role))]
    // A unit that hangs on its number without a space reads as one word with it.
    if !unit.isEmpty { spans.append(Span(unit, Style(figure.isSpaced ? .dim : role))) }
  }

  /// The cells it takes.
  package var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }

  /// Its text without the styles.
  package var text: String { spans.map(\.text).joined() }

  package mutating func append(_ text: String, _ role: Role = .plain) {
    spans.append(Span(text, Style(role)))
  }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }
}

extension Screen {
  /// Writes the pieces one after another; see `put(_:at:style:width:)`.
  @discardableResult
  package mutating func put(_ text: StyledText, at point: Point, width: Int = .max) -> Int {
    var used = 0
    var rest = width
    for (index, span) in text.spans.enumerated() where rest > 0 {
      let length = TextWidth.of(span.text)
      let isCut = length > rest || (length == rest && text.hasMore(after: index))
      let shown =
        isCut ? TextWidth.cut(span.text + "  ", to: rest, isASCII: glyphs.isASCII) : span.text
      let taken = put(
        shown, at: Point(row: point.row, column: point.column + used), style: span.style)
      used += taken
      if isCut { break }
      rest -= rest == .max ? 0 : taken
    }
    return used
  }
}

extension StyledText {
  /// Whether anything is to be seen after a piece.
  fileprivate func hasMore(after index: Int) -> Bool {
    spans[(index + 1)...].contains { TextWidth.of($0.text) > 0 }
  }
}
