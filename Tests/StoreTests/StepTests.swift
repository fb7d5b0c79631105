import Intake
import Testing

@testable import Store

/// How a busy second leaves the window over several steps, and that nothing is lost or stays by it.
@Suite("Leaving in steps")
struct StepTests {
  /// A world of busy seconds, in each of which three chunks of eight scopes came: too few to be merged.
  private static func busy(seconds: ClosedRange<Int>) -> World {
    var world = World()
    for second in seconds {
      for part in 0..<3 {
        let end = Double(second) + Double(part) * 0.3
        world.take((0..<8).map { PlainScope(name: "scope \($0 % 3)", end: end) })
      }
    }
    world.advance(to: Double(seconds.upperBound) + 0.9)
    return world
  }

  private static func ranking(rowsPerStep: Int = 4) -> Ranking {
    Ranking(Query(window: .tenSeconds), rowsPerStep: rowsPerStep)
  }

  @Test("a busy second leaves over some steps, the oldest first")
  func severalSteps() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking()
    ranking.advance(to: world.moment, inSteps: true)
    #expect(ranking.totals.shown == 240)
    var shown: [Double] = []
    for step in 0..<5 {
      world.advance(to: 10 + Double(step) * 0.2)
      ranking.advance(to: world.moment, inSteps: true)
      shown.append(ranking.totals.shown)
    }
    #expect(shown == [232, 224, 216, 216, 216])
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("while some of it is left, the span is longer by as much, so that rates are right")
  func span() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking()
    ranking.advance(to: world.moment, inSteps: true)
    world.advance(to: 10.2)
    ranking.advance(to: world.moment, inSteps: true)
    #expect(ranking.totals.shown == 232)
    #expect(ranking.totals.span == .milliseconds(9_900))
  }

  @Test("of a second that is not busy nothing stays behind")
  func quiet() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking(rowsPerStep: 24)
    ranking.advance(to: world.moment, inSteps: true)
    world.advance(to: 10)
    ranking.advance(to: world.moment, inSteps: true)
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("without steps, what is left of it goes at once, though the moment is the same")
  func atOnce() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking()
    ranking.advance(to: world.moment, inSteps: true)
    world.advance(to: 10)
    ranking.advance(to: world.moment, inSteps: true)
    #expect(ranking.totals != Self.fresh(world))
    ranking.advance(to: world.moment)
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("where seconds go by between steps, older ones leave at once")
  func late() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking()
    ranking.advance(to: world.moment, inSteps: true)
    world.advance(to: 10)
    ranking.advance(to: world.moment, inSteps: true)
    world.advance(to: 12)
    ranking.advance(to: world.moment, inSteps: true)
    // Of the seconds 0 and 1 nothing is left; of second 2 two thirds are.
    #expect(ranking.totals.shown == 240 - 3 * 24 + 16)
  }

  @Test("a profile that shares the ranking has the same scopes")
  func profile() {
    var world = Self.busy(seconds: 0...9)
    let ranking = Self.ranking()
    ranking.advance(to: world.moment, inSteps: true)
    let key = GroupKey(scope: "scope 0")
    let profile = Profile(of: key, in: ranking)
    for step in 0..<5 {
      world.advance(to: 10 + Double(step) * 0.2)
      ranking.advance(to: world.moment, inSteps: true)
      profile.advance(to: world.moment)
      #expect(profile.figures?.count == ranking.row(of: key)?.count)
    }
    #expect(ranking.totals == Self.fresh(world))
  }

  private static func fresh(_ world: World) -> RankingTotals {
    let ranking = ranking()
    ranking.advance(to: world.moment)
    return ranking.totals
  }
}
