/// How many cells text takes on a terminal.
///
/// It goes scalar by scalar, as terminals do that know nothing of grapheme clusters: a base takes
/// one cell or two, marks ride on it, and controls take none because they are never shown.
package enum TextWidth {
  /// What a scalar does to the line it stands on.
  enum Kind: UInt32 {
    case narrow, wide
    /// It is drawn over the scalar before.
    case mark
    /// A control, or something else that must not reach a terminal.
    case dropped
  }

  /// The cells of one grapheme cluster: 0, 1 or 2, and more for the few clusters that terminals
  /// show side by side (a family emoji, a conjunct of letters).
  package static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii < 0x7f ? 1 : 0 }
    return measured(character.unicodeScalars)
  }

  /// The cells of a text on one row.
  package static func of(_ text: some StringProtocol) -> Int {
    text.utf8.withContiguousStorageIfAvailable(narrowCount).flatMap(\.self)
      ?? measured(text.unicodeScalars)
  }

  /// How many characters well-formed UTF-8 has, where each is a base that takes one cell; nil where one
  /// is not. As many as there are bytes, where it is ASCII.
  static func narrowCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var count = 0
    while count < bytes.count, 0x20..<0x7f ~= bytes[count] { count += 1 }
    for scalar in UTF8Scalars(UnsafeBufferPointer(rebasing: bytes[count...])) {
      guard kind(of: scalar) == .narrow else { return nil }
      count += 1
    }
    return count
  }

  /// The longest beginning that fits, ended by `…` (in ASCII `~`) where something was left out.
  ///
  /// What cannot be shown is left out without a sign.
  package static func cut(_ text: String, to width: Int, isASCII: Bool = false) -> String {
    guard width > 0 else { return "" }
    if isPrintableASCII(text), text.utf8.count <= width { return text }
    var result = ""
    var used = 0
    // The text as it was when there was still room for the sign of a cut.
    var shortened = ""
    for cell in TextCells(text) {
      used += cell.width
      if used > width { return shortened + (isASCII ? "~" : "…") }
      result += cell.glyph.text
      if used <= width - 1 { shortened = result }
    }
    return result
  }

  /// The longest beginning that fits, of a text that goes on elsewhere: one character at least.
  package static func prefix(of text: String, width: Int) -> Substring {
    var (end, used) = (text.startIndex, 0)
    while end < text.endIndex {
      used += of(text[end])
      if used > width, end > text.startIndex { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }

  /// The kind of a scalar by the table; ten comparisons, or one look where its neighbours are of the
  /// same kind.
  static func kind(of scalar: Unicode.Scalar) -> Kind {
    if 0x20..<0x7f ~= scalar.value { return .narrow }
    let block = Int(scalar.value >> 6)
    if block < kindsOfBlocks.count, let kind = kindsOfBlocks[block] { return kind }
    return kind(ofRun: run(of: scalar.value))
  }

  /// By sixty-four scalars, from 0 on: their kind, nil where they are not of one run. It ends with the
  /// scalars of 16 bits, which nearly all text is made of.
  private static let kindsOfBlocks: [Kind?] = (UInt32(0)..<1_024).map { block in
    let first = run(of: block << 6)
    return first == run(of: block << 6 + 63) ? kind(ofRun: first) : nil
  }

  /// How many boundaries of the table there are up to a scalar.
  private static func run(of value: UInt32) -> Int {
    let boundaries = WidthTable.boundaries
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] >> 2 <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func kind(ofRun run: Int) -> Kind {
    run > 0 ? Kind(rawValue: WidthTable.boundaries[run - 1] & 3) ?? .dropped : .dropped
  }

  /// Whether every byte is a cell of its own, as nearly all text is.
  static func isPrintableASCII(_ text: some StringProtocol) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(isPrintableASCII)
      ?? text.utf8.allSatisfy { 0x20..<0x7f ~= $0 }
  }

  static func isPrintableASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isPrintable = true
    for byte in bytes { isPrintable = isPrintable && 0x20..<0x7f ~= byte }
    return isPrintable
  }

  private static func measured(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
    var width = 0
    var splitter = CellSplitter()
    for scalar in scalars {
      if case .base(let cells) = splitter.take(scalar) { width += cells }
    }
    return width
  }
}
