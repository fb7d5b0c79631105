import Testing

@testable import Store

@Suite struct LongestDurationsTests {
  @Test(
    "the longest is the one of the chunks that are in, or is said to be lacking", arguments: 1...20)
  func longest(_ seed: UInt64) {
    var random = Seeded(seed)
    var table = LongestDurations()
    table.extend(to: 2)
    var inside: [UInt64] = []
    var lacks = 0
    for _ in 0..<2_000 {
      // Chunks leave in any order, as they do when a screen steps back in time.
      if inside.count < 3 || inside.count < 40 && random.next() % 2 == 0 {
        // Now and then several come at once, of which the longest alone is told.
        let count = random.next() % 12 == 0 ? Int(random.next() % 9) + 1 : 1
        let nanoseconds = (0..<count).map { _ in random.next() % 30 }
        inside += nanoseconds
        if count == 1 {
          table.add(nanoseconds[0], to: 1)
        } else {
          table.add(nanoseconds.max() ?? 0, ofParts: UInt32(count), to: 1)
        }
      } else {
        table.remove(inside.remove(at: Int(random.next() % UInt64(inside.count))), from: 1)
      }
      if table.lacks(1) {
        lacks += 1
        table.clear(1)
        for nanoseconds in inside { table.add(nanoseconds, to: 1) }
      }
      #expect(table.longest(of: 1) == inside.max())
    }
    #expect(table.longest(of: 0) == 0)
    #expect(!table.lacks(0))
    // Each lookup makes up for at least eight that left, unless several have come meanwhile.
    #expect(lacks < 2_000 / 8)
  }

  @Test("a group of up to eight chunks never lacks its longest duration")
  func few() {
    var table = LongestDurations()
    table.extend(to: 1)
    for nanoseconds in 1...8 { table.add(UInt64(nanoseconds), to: 0) }
    for nanoseconds in (1...8).reversed() {
      #expect(table.longest(of: 0) == UInt64(nanoseconds))
      table.remove(UInt64(nanoseconds), from: 0)
      #expect(!table.lacks(0))
    }
    #expect(table.longest(of: 0) == 0)
  }
}

@Suite struct DurationRangeTests {
  private static let comparisons: [Comparison] = [
    .greater, .greaterOrEqual, .less, .lessOrEqual, .equal,
  ]

  @Test("a range leaves the durations that the comparison leaves", arguments: comparisons)
  func agrees(_ comparison: Comparison) {
    for bound in [-1, 0, 0.5, 1, 2, 2.25, 3, 9_007_199_254_740_991] {
      for isTurned in [false, true] {
        guard let range = DurationRange(comparison, bound, isTurned: isTurned) else {
          #expect(comparison == .equal && isTurned)
          continue
        }
        let durations: [UInt64] = [
          0, 1, 2, 3, 4, 9_007_199_254_740_991, 9_007_199_254_740_992, .max,
        ]
        for nanoseconds in durations {
          #expect(
            range.contains(nanoseconds)
              == (comparison.holds(Double(nanoseconds), bound) != isTurned),
            "\(nanoseconds) \(comparison.rawValue) \(bound), turned: \(isTurned)")
        }
      }
    }
  }

  @Test("what a Double cannot tell is left to the comparison")
  func large() {
    #expect(DurationRange(.greater, 9_007_199_254_740_992, isTurned: false) == nil)
  }

  @Test("terms that leave nothing together let no scope pass")
  func empty() throws {
    var world = World()
    world.take((1...9).map { PlainScope(name: "a", nanoseconds: UInt64($0) * 1_000) })
    func count(_ filter: String) throws -> Double {
      try world.ranking(filter).rows(by: .count, .descending).first?.count ?? 0
    }
    #expect(try count("dur>5us dur<3us") == 0)
    #expect(try count("dur>3us dur<=5us") == 2)
    #expect(try count("dur>=3us dur!=5us") == 6)
  }
}
