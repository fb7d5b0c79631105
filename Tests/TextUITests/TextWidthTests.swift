import Testing

@testable import TextUI

@Suite("Width of text")
struct TextWidthTests {
  @Test(
    "text takes the cells that terminals give it",
    arguments: [
      ("", 0), ("a", 1), ("GET /users", 10), ("µs", 2), ("é", 1), ("e\u{301}", 1), ("日本", 4),
      ("ｱ", 1), ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11ab}", 2), ("😀", 2), ("⌚", 2),
      ("❤\u{fe0f}", 1), ("👍\u{1f3fd}", 2), ("\u{1f1e9}\u{1f1ea}", 2),
      ("👨\u{200d}👩\u{200d}👧", 6), ("क\u{94d}ष", 2), ("▌", 1), ("█", 1), ("❚", 1), ("⏎", 1),
      ("\u{301}", 0), ("a\u{200b}b", 2), ("a\tb\n", 2), ("\u{1b}[31mred", 7), ("\r\n", 0),
    ])
  func widths(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
    #expect(text.reduce(0) { $0 + TextWidth.of($1) } == width)
    #expect(TextCells(text).reduce(0) { $0 + $1.width } == width)
  }

  @Test("scalars of UTF-8 are those of the string, for every length and every leading byte")
  func scalars() {
    let values =
      (0..<0x1_1000).map { $0 * 16 + 13 } + [0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10ffff]
    var text = ""
    text.unicodeScalars.append(contentsOf: values.compactMap { Unicode.Scalar(UInt32($0)) })
    let scalars = text.utf8.withContiguousStorageIfAvailable { Array(UTF8Scalars($0)) }
    #expect(scalars == Array(text.unicodeScalars))
  }

  @Test(
    "text that is too long ends in a sign of the cut",
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("abcd", 0, ""), ("abcd", -1, ""),
      ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
      ("日", 1, "…"), ("e\u{301}tude", 3, "e\u{301}t…"), ("a\nb", 2, "ab"),
      ("ab\u{200b}", 2, "ab"), ("", 4, ""),
    ])
  func cuts(text: String, width: Int, expected: String) {
    #expect(TextWidth.cut(text, to: width) == expected)
  }

  @Test("in ASCII the sign of the cut is a tilde")
  func cutInASCII() {
    #expect(TextWidth.cut("abcd", to: 3, isASCII: true) == "ab~")
  }

  @Test("a cut text never takes more than it may, and as much as it can")
  func cutsExhaustively() {
    for text in Self.words(of: ["a", "日", "e\u{301}", "\u{7}"], upTo: 5) {
      for width in 0...8 {
        let cut = TextWidth.cut(text, to: width)
        #expect(TextWidth.of(cut) <= width)
        if TextWidth.of(text) <= width {
          #expect(TextWidth.of(cut) == TextWidth.of(text))
        } else if width > 0 {
          #expect(cut.hasSuffix("…") && TextWidth.of(cut) >= width - 1)
        }
      }
    }
  }

  @Test("a beginning takes as much as it can, and one character at least")
  func prefixes() {
    for text in Self.words(of: ["a", "日", "e\u{301}", "\u{7}"], upTo: 4) where !text.isEmpty {
      for width in 0...8 {
        let part = TextWidth.prefix(of: text, width: width)
        #expect(text.hasPrefix(part) && !part.isEmpty)
        #expect(TextWidth.of(part) <= width || part.count == 1)
        if part.count < text.count {
          #expect(TextWidth.of(text.prefix(part.count + 1)) > width)
        }
      }
    }
  }

  @Test("the table agrees with the Unicode properties of the standard library")
  func tableAgrees() {
    var wrong: [String] = []
    for scalar in Self.everyScalar where !Self.isNewer(scalar) {
      let properties = scalar.properties
      let kind = TextWidth.kind(of: scalar)
      if Self.isForbidden(scalar) != (kind == .dropped) { wrong.append("\(scalar.value) \(kind)") }
      if kind != .dropped {
        let isMark = [.nonspacingMark, .enclosingMark].contains(properties.generalCategory)
        if isMark, kind != .mark { wrong.append("\(scalar.value) \(kind)") }
        let isFlagLetter = (0x1f1e6...0x1f1ff).contains(scalar.value)
        if properties.isEmojiPresentation, !isFlagLetter, kind != .wide {
          wrong.append("\(scalar.value) \(kind)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("the table's boundaries rise, and each changes the kind")
  func tableIsSorted() {
    let boundaries = WidthTable.boundaries
    for (one, next) in zip(boundaries, boundaries.dropFirst()) {
      #expect(one >> 2 < next >> 2)
      #expect(one & 3 != next & 3)
    }
  }

  @Test("no more marks than a cell holds are kept on one base")
  func marksAreLimited() {
    let glyphs = Array(TextCells("a" + String(repeating: "\u{301}", count: 50) + "b"))
    #expect(glyphs.map(\.width) == [1, 1])
    #expect(glyphs[0].glyph.scalars.count == 1 + CellSplitter.marksMax)
  }

  static let everyScalar = (UInt32(0)...0x10ffff).compactMap(Unicode.Scalar.init)

  /// Controls, separators and whatever Unicode says to ignore: what no cell may hold.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default:
      scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
    }
  }

  /// Whether a later Unicode than the table's has assigned it.
  static func isNewer(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.properties.age?.major ?? 0) > 17
  }

  /// Every text of up to so many of the letters.
  static func words(of letters: [String], upTo length: Int) -> [String] {
    var all = [""]
    var longest = [""]
    for _ in 0..<length {
      longest = longest.flatMap { word in letters.map { word + $0 } }
      all += longest
    }
    return all
  }
}
