/// A row of values as a row of heights.
package enum Sparkline {
  /// One glyph a value, the last at the right edge; a missing value is a blank.
  ///
  /// Heights start at 0. Without a given top the largest value fills the cell, unless it is less
  /// than twice the middle one: a steady series stands at half height, so that full height says
  /// something.
  /// - Parameter width: the cells to fill: of more values the last ones are shown.
  package static func text(
    _ values: [Double?], width: Int, top: Double? = nil, glyphs: Glyphs
  ) -> String {
    let shown = values.suffix(max(0, width))
    let scale = top ?? ownTop(shown)
    let blanks = max(0, width) - shown.count
    return String(unsafeUninitializedCapacity: blanks + shown.count * glyphBytesMax) { bytes in
      bytes[..<blanks].initialize(repeating: UInt8(ascii: " "))
      var end = blanks
      for value in shown {
        // SAFETY: a scalar has `glyphBytesMax` bytes at most, and there is room for one a value.
        for byte in glyph(for: value, top: scale, glyphs).utf8 {
          bytes[end] = byte
          end += 1
        }
      }
      return end
    }
  }

  /// So many bytes UTF-8 has for a scalar at most.
  private static let glyphBytesMax = 4

  private static func glyph(for value: Double?, top: Double, _ glyphs: Glyphs) -> Unicode.Scalar {
    guard let value, !value.isNaN else { return " " }
    let levels = glyphs.sparks.count
    guard top > 0, value > 0 else { return glyphs.sparks[0] }
    let level = (min(value / top, 1) * Double(levels)).rounded(.up)
    return glyphs.sparks[max(1, min(levels, Int(level))) - 1]
  }

  private static func ownTop(_ values: ArraySlice<Double?>) -> Double {
    var finite: [Double] = []
    finite.reserveCapacity(values.count)
    for case let value? in values where value.isFinite { finite.append(value) }
    finite.sort()
    guard let largest = finite.last else { return 0 }
    return max(largest, 2 * finite[(finite.count - 1) / 2])
  }
}
