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

  /// Most texts have one piece or two, as a figure has with its unit: those take no memory of their own.
  private var first: Span?
  private var second: Span?
  private var rest: [Span] = []

  package var spans: [Span] { [first, second].compactMap(\.self) + rest }

  package init(_ spans: [Span] = []) {
    first = spans.first
    second = spans.dropFirst().first
    rest = Array(spans.dropFirst(2))
  }
  package init(_ text: String, _ role: Role = .plain) { first = Span(text, Style(role)) }
  package init(stringLiteral text: String) { self.init(text) }

  /// A figure for a column: its unit is dim and padded, so that the numbers line up.
  package init(_ figure: Figure, _ role: Role = .plain) {
    let unit = figure.paddedUnit
    first = Span(figure.number, Style(role))
    // A unit that hangs on its number without a space reads as one word with it.
    if !unit.isEmpty { second = Span(unit, Style(figure.isSpaced ? .dim : role)) }
  }

  /// The cells it takes.
  package var width: Int {
    var width = 0
    forEach { width += TextWidth.of($0.text) }
    return width
  }

  /// Its text without the styles.
  package var text: String { spans.map(\.text).joined() }

  package mutating func append(_ text: String, _ role: Role = .plain) {
    append(Span(text, Style(role)))
  }

  private mutating func append(_ span: Span) {
    if first == nil {
      first = span
    } else if second == nil {
      second = span
    } else {
      rest.append(span)
    }
  }

  fileprivate func forEach(_ body: (Span) -> Void) {
    if let first { body(first) }
    if let second { body(second) }
    for span in rest { body(span) }
  }

  /// Sets every place apart where the text holds another one, which is in lower case.
  package mutating func mark(_ sought: String) {
    let characters = spans.flatMap { span in span.text.map { ($0, span.style) } }
    let lowered = characters.map { $0.0.lowercased() }
    let wanted = sought.map { String($0) }
    guard !wanted.isEmpty, lowered.count >= wanted.count else { return }
    var isMarked = [Bool](repeating: false, count: lowered.count)
    var start = 0
    while start + wanted.count <= lowered.count {
      if lowered[start..<start + wanted.count].elementsEqual(wanted) {
        for index in start..<start + wanted.count { isMarked[index] = true }
        start += wanted.count
      } else {
        start += 1
      }
    }
    guard isMarked.contains(true) else { return }
    var marked: [Span] = []
    for (index, (character, style)) in characters.enumerated() {
      var style = style
      if isMarked[index] { style.role = .match }
      if marked.last?.style == style {
        marked[marked.count - 1].text.append(character)
      } else {
        marked.append(Span(String(character), style))
      }
    }
    self = StyledText(marked)
  }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    right.forEach { sum.append($0) }
    return sum
  }
}

extension Screen {
  /// Writes the pieces one after another; see `put(_:at:style:width:)`.
  @discardableResult
  package mutating func put(_ text: StyledText, at point: Point, width: Int = .max) -> Int {
    var used = 0
    if width == .max || text.width <= width {
      text.forEach { span in
        let place = Point(row: point.row, column: point.column + used)
        used += put(span.text, at: place, style: span.style)
      }
      return used
    }
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
      rest -= taken
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
