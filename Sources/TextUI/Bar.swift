/// A part of a whole as a bar.
package enum Bar {
  /// A bar from the left, in eighths of a cell; whatever is more than nothing shows.
  /// - Parameter fraction: from 0 to 1; what lies outside counts as the nearer end.
  /// - Returns: as many cells as the bar fills, no blanks after them.
  package static func text(_ fraction: Double, width: Int, glyphs: Glyphs) -> String {
    guard fraction > 0, width > 0 else { return "" }
    let steps = glyphs.bars.count
    let filled = max(1, Int((min(fraction, 1) * Double(width * steps)).rounded()))
    let whole = String(repeating: glyphs.bars[steps - 1], count: filled / steps)
    return filled % steps == 0 ? whole : whole + glyphs.bars[filled % steps - 1]
  }
}
