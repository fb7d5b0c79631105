import Testing

@testable import Store

@Suite("Sums come to the same in any order")
struct ExactSumTests {
  private static func sum(_ numbers: [Double]) -> ExactSum {
    numbers.reduce(into: ExactSum()) { $0.add($1) }
  }

  @Test(
    "what can be told exactly is told exactly",
    arguments: [
      ([], 0), ([1, 2, 3], 6), ([0.5, 0.25, -0.75], 0), ([-1, -2], -3), ([0x1p60, 1, -0x1p60], 1),
      ([1e300, 1, -1e300], 1), ([0x1p-1074, 0x1p-1074], 0x1p-1073),
      ([0x1p1000, 0x1p-1000, -0x1p1000], 0x1p-1000), ([-0.5, 0x1p53, 0x1p53], 0x1p54),
      ([-0.1, 0.1], 0), ([-3.5, 1], -2.5), ([0.1], 0.1), ([-1e-300], -1e-300),
    ] as [([Double], Double)])
  func exact(_ numbers: [Double], _ sum: Double) {
    #expect(Self.sum(numbers).value == sum)
    #expect(Self.sum(numbers.reversed()).value == sum)
  }

  @Test("whole numbers past 64 bits do not overflow")
  func whole() {
    var sum = ExactSum()
    for _ in 0..<5 { sum.add(UInt64.max) }
    #expect(sum.value == 5 * 0x1p64)
    sum.add(-5 * 0x1p64)
    #expect(sum.value == -5)
  }

  @Test("any order and any parts come to the same bits", arguments: 0..<20 as Range<UInt64>)
  func orders(seed: UInt64) {
    var random = Seeded(seed)
    var numbers = (0..<400).map { _ in
      let number = Double(
        sign: Bool.random(using: &random) ? .plus : .minus,
        exponent: Int.random(in: -60...90, using: &random),
        significand: Double.random(in: 1..<2, using: &random))
      return Int.random(in: 0..<2, using: &random) == 0 ? number.rounded() : number
    }
    let expected = Self.sum(numbers).value
    for _ in 0..<10 {
      numbers.shuffle(using: &random)
      #expect(Self.sum(numbers).value == expected)
      let cut = Int.random(in: 0...numbers.count, using: &random)
      var parts = Self.sum(Array(numbers[..<cut]))
      parts.add(Self.sum(Array(numbers[cut...])))
      #expect(parts.value == expected)
    }
  }

  @Test("a sum is within a rounding of the truth", arguments: 0..<10 as Range<UInt64>)
  func rounding(seed: UInt64) {
    var random = Seeded(seed &+ 100)
    // Parts of 2^-40 of numbers below 2^20: their sum is a whole number of those parts.
    let parts = (0..<1_000).map { _ in Int64.random(in: -(1 << 60)...(1 << 60), using: &random) }
    let exact = parts.reduce(Int128(0)) { $0 + Int128($1) }
    let sum = Self.sum(parts.map { Double($0 >> 8) * 0x1p-40 })
    let truth = Double(parts.reduce(Int128(0)) { $0 + Int128($1 >> 8) }) * 0x1p-40
    #expect(abs(sum.value - truth) <= truth.ulp)
    #expect(exact != 0)
  }
}
