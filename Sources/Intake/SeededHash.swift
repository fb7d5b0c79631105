/// A hash that nobody can aim at: its secrets come from a random seed.
///
/// Two words are folded by a full 64 × 64 bit product, its halves laid over each other, as wyhash
/// does it (github.com/wangyi-fudan/wyhash, in the public domain). Not for cryptography.
struct SeededHash: Sendable {
  let first: UInt64
  let second: UInt64

  init(seed: UInt64) {
    first = Self.scattered(seed) | 1
    second = Self.scattered(seed &+ 1) | 1
  }

  /// One step of SplitMix64, so that seeds close to each other give secrets far apart.
  private static func scattered(_ seed: UInt64) -> UInt64 {
    var z = seed &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  func callAsFunction(_ a: UInt64, _ b: UInt64 = 0) -> UInt64 {
    Self.fold(a ^ first, b ^ second)
  }

  /// The hash of a run of bytes, eight at a time, the last ones padded with zeros.
  @inline(__always)
  func callAsFunction(_ bytes: RawSpan, from start: Int, length: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: length)
    var offset = start
    let end = start &+ length
    while offset &+ 8 <= end {
      hash = self(bytes.word(at: offset), hash)
      offset &+= 8
    }
    if offset < end { hash = self(Word.low(bytes.word(at: offset), bytes: end &- offset), hash) }
    return Self.fold(hash ^ second, first)
  }
}
