/// A sum of numbers that comes to the same whatever the order in which they are added.
///
/// Whole numbers, which are nearly all, are added as such. Others go where no bit is lost: into a
/// fixed-point number wide enough for every `Double`, of which only the part in use is kept. Rounding
/// happens once, when the sum is read. So two workers that add up halves of a recording, each in its
/// own order, come to what one would.
///
///     bit        … 32 (base + 1) … 32 base
///     limbs        │ signed, carries pending │ …        value = Σ limb × 2^(32 (base + i) − 1074)
///
/// After R. M. Neal, "Fast exact summation using small and large superaccumulators" (2015).
struct ExactSum: Sendable {
  private var whole: UInt64 = 0
  private var limbs: [Int64] = []
  private var base: Int32 = 0
  private var additions: UInt32 = 0

  /// The exponent of the least bit of all.
  private static let exponentMin = -1074
  /// A limb takes this many 32-bit additions before its carries have to go up.
  private static let additionsMax: UInt32 = 1 << 30

  /// Adds a whole number.
  @inline(__always)
  mutating func add(_ number: UInt64) {
    let (sum, isOver) = whole.addingReportingOverflow(number)
    if isOver {
      spill()
      whole = number
    } else {
      whole = sum
    }
  }

  /// Adds any finite number.
  mutating func add(_ number: Double) {
    if number >= 0, number < 0x1p53, number == number.rounded(.towardZero) {
      add(UInt64(number))
    } else if number.isFinite {
      addBits(of: number)
    }
  }

  mutating func add(_ other: ExactSum) {
    add(other.whole)
    guard !other.limbs.isEmpty else { return }
    var other = other
    other.carry()
    carry()
    let first = Int(other.base)
    makeRoom(from: first, to: first + other.limbs.count)
    for index in other.limbs.indices { limbs[first - Int(base) + index] += other.limbs[index] }
    additions = 2
  }

  /// The sum, rounded once.
  var value: Double {
    guard !limbs.isEmpty else { return Double(whole) }
    var sum = self
    sum.spill()
    sum.carry()
    let isNegative = sum.limbs.last.map { $0 < 0 } ?? false
    if isNegative {
      for index in sum.limbs.indices { sum.limbs[index].negate() }
      sum.carry()
    }
    var value = 0.0
    for index in sum.limbs.indices.reversed() where sum.limbs[index] != 0 {
      value += Double(
        sign: .plus, exponent: 32 * (Int(sum.base) + index) + Self.exponentMin,
        significand: Double(sum.limbs[index]))
    }
    return isNegative ? -value : value
  }

  /// Moves what was added as whole numbers to the rest.
  private mutating func spill() {
    addBits(of: Double(whole >> 32) * 0x1p32)
    addBits(of: Double(whole & 0xFFFF_FFFF))
    whole = 0
  }

  private mutating func addBits(of number: Double) {
    guard number != 0 else { return }
    let isNormal = number.exponentBitPattern > 0
    let significand = number.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let place = Int(number.exponentBitPattern) - (isNormal ? 1 : 0)
    let bits = UInt128(significand) << UInt128(place % 32)
    makeRoom(from: place / 32, to: place / 32 + 3)
    for index in 0..<3 {
      let part = Int64(UInt32(truncatingIfNeeded: bits >> UInt128(32 * index)))
      limbs[place / 32 - Int(base) + index] += number < 0 ? -part : part
    }
    additions += 1
    if additions >= Self.additionsMax { carry() }
  }

  private mutating func makeRoom(from first: Int, to end: Int) {
    if limbs.isEmpty { base = Int32(first) }
    if first < Int(base) {
      limbs.insert(contentsOf: repeatElement(0, count: Int(base) - first), at: 0)
      base = Int32(first)
    }
    let missing = end - Int(base) - limbs.count
    if missing > 0 { limbs.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// Brings every limb but the last into 0..<2^32, and that into what 32 bits hold with a sign.
  private mutating func carry() {
    additions = 1
    guard var top = limbs.popLast() else { return }
    for index in limbs.indices.dropFirst() {
      limbs[index] += limbs[index - 1] >> 32
      limbs[index - 1] &= 0xFFFF_FFFF
    }
    if let last = limbs.last {
      top += last >> 32
      limbs[limbs.count - 1] = last & 0xFFFF_FFFF
    }
    guard top != Int64(Int32(truncatingIfNeeded: top)) else { return limbs.append(top) }
    limbs += [top & 0xFFFF_FFFF, top >> 32]
  }
}
