import TextUI

/// One row of text in pieces, of which the least needed fall away where the row is too short.
///
/// Header and filter line are made of it: neither may wrap, nor be cut in the middle of a figure.
struct Strip {
  struct Piece {
    let text: StyledText
    /// 0 never falls away; the piece with the highest number goes first.
    let priority: Int
    let width: Int
  }

  private(set) var pieces: [Piece] = []
  /// Blank cells between two pieces.
  let gap: Int

  init(gap: Int = 2) { self.gap = gap }

  mutating func add(_ text: String, _ role: Role = .plain, priority: Int) {
    add(StyledText(text, role), priority: priority)
  }

  mutating func add(_ text: StyledText, priority: Int) {
    let width = text.width
    if width > 0 { pieces.append(Piece(text: text, priority: priority, width: width)) }
  }

  mutating func add(_ other: Strip) { pieces += other.pieces }

  /// The cells that all pieces take together.
  var width: Int {
    pieces.reduce(0) { $0 + $1.width } + gap * max(0, pieces.count - 1)
  }

  /// The strip without the least needed pieces, as many of them as it takes for the rest to fit.
  func fitted(to width: Int) -> Strip {
    var strip = self
    while strip.width > width {
      guard let last = strip.pieces.map(\.priority).max(), last > 0,
        let index = strip.pieces.lastIndex(where: { $0.priority == last })
      else { break }
      strip.pieces.remove(at: index)
    }
    return strip
  }

  /// Writes what fits from a place to the right, and cuts what never falls away.
  ///
  /// - Returns: how many cells it took.
  @discardableResult
  func draw(into screen: inout Screen, at point: Point, width: Int) -> Int {
    var column = point.column
    let end = point.column + width
    for piece in fitted(to: width).pieces {
      if column > point.column { column += gap }
      guard column < end else { break }
      column += screen.put(
        piece.text, at: Point(row: point.row, column: column), width: end - column)
    }
    return min(column, end) - point.column
  }
}
