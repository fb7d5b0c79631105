/// What one cell shows: a base character and the marks on it.
///
/// It is plain bits, sixteen bytes of them of which some are free for a style, so that a screen full of
/// cells is filled, compared and copied without a look at anything else.
package struct Glyph: Hashable, Sendable, ExpressibleByUnicodeScalarLiteral {
  private static let bits: UInt64 = 21
  private static let mask: UInt64 = 1 << bits - 1

  /// The base and two marks, 21 bits each, the base lowest; 0 where there is none.
  private(set) var low: UInt64
  /// Two more marks, in the lowest 42 bits.
  private(set) var high: UInt64

  package init(_ base: Unicode.Scalar) { self.init(low: UInt64(base.value)) }
  package init(unicodeScalarLiteral base: Unicode.Scalar) { self.init(base) }

  init(low: UInt64, high: UInt64 = 0) {
    self.low = low
    self.high = high
  }

  package static let blank: Glyph = " "
  /// The second half of a wide character.
  package static let continuation = Glyph(low: 0)

  /// Whether this is the second half of a wide character.
  package var isContinuation: Bool { low == 0 }

  /// The character, where there are no marks on it.
  package var bare: Unicode.Scalar? {
    low > Self.mask || high != 0 || low == 0 ? nil : Unicode.Scalar(UInt32(low))
  }

  /// Puts one more mark on it; there is room for four, and what comes after them is left out.
  mutating func add(mark: Unicode.Scalar) {
    let value = UInt64(mark.value)
    if low >> Self.bits == 0 {
      low |= value << Self.bits
    } else if low >> (2 * Self.bits) == 0 {
      low |= value << (2 * Self.bits)
    } else if high == 0 {
      high = value
    } else if high >> Self.bits == 0 {
      high |= value << Self.bits
    }
  }

  /// The base, then its marks; none of a continuation.
  package var scalars: [Unicode.Scalar] {
    let parts = [low, low >> Self.bits, low >> (2 * Self.bits), high, high >> Self.bits]
    return parts.compactMap { part in
      let value = UInt32(part & Self.mask)
      return value == 0 ? nil : Unicode.Scalar(value)
    }
  }

  /// It as text; empty for a continuation.
  package var text: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
