/// A set of characters in a regular expression, as ranges of Unicode scalars.
struct CharacterSet {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false
  /// Whether upper and lower case are alike.
  var ignoresCase = false

  static let digit = CharacterSet(ranges: [48...57])
  static let word = CharacterSet(ranges: [48...57, 65...90, 95...95, 97...122])
  static let blank = CharacterSet(ranges: [9...13, 32...32, 0x85...0x85, 0xA0...0xA0])
  /// What `.` stands for: all but the end of a line.
  static let any = CharacterSet(ranges: [10...10, 13...13], isNegated: true)

  func contains(_ scalar: Unicode.Scalar) -> Bool { isListed(scalar) != isNegated }

  private func isListed(_ scalar: Unicode.Scalar) -> Bool {
    if lists(scalar.value) { return true }
    guard ignoresCase else { return false }
    let (lower, upper) = (scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping)
    return lists(lower) || lists(upper)
  }

  private func lists(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }

  private func lists(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.count == 1 && scalars.first.map { lists($0.value) } == true
  }

  /// All characters of this set, and those of another one.
  mutating func formUnion(_ other: CharacterSet) {
    ranges += other.isNegated ? other.complement : other.ranges
  }

  private var complement: [ClosedRange<UInt32>] {
    var start: UInt32 = 0
    var gaps: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > start { gaps.append(start...range.lowerBound - 1) }
      start = max(start, range.upperBound + 1)
    }
    if start <= 0x10FFFF { gaps.append(start...0x10FFFF) }
    return gaps
  }
}
