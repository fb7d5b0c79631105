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

  /// Ten busy seconds, and a ranking that has all of them in its window.
  private static func started(rowsPerStep: Int = 4) -> (World, Ranking) {
    let world = busy(seconds: 0...9)
    let ranking = ranking(rowsPerStep: rowsPerStep)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    return (world, ranking)
  }

  @Test("a busy second leaves over some steps, the oldest first")
  func severalSteps() {
    let (busy, ranking) = Self.started()
    var world = busy
    #expect(ranking.totals.shown == 240)
    var shown: [Double] = []
    for step in 0..<5 {
      world.advance(to: 10 + Double(step) * 0.2)
      ranking.advance(to: world.moment, pace: .inSteps(4))
      shown.append(ranking.totals.shown)
    }
    #expect(shown == [232, 224, 216, 216, 216])
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("while some of it is left, the span is longer by as much, so that rates are right")
  func span() {
    let (busy, ranking) = Self.started()
    var world = busy
    world.advance(to: 10.2)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    #expect(ranking.totals.shown == 232)
    #expect(ranking.totals.span == .milliseconds(9_900))
  }

  @Test("of a second that is not busy nothing stays behind")
  func quiet() {
    let (busy, ranking) = Self.started(rowsPerStep: 24)
    var world = busy
    world.advance(to: 10)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("without steps, what is left of it goes at once, though the moment is the same")
  func atOnce() {
    let (busy, ranking) = Self.started()
    var world = busy
    world.advance(to: 10)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    #expect(ranking.totals != Self.fresh(world))
    ranking.advance(to: world.moment)
    #expect(ranking.totals == Self.fresh(world))
  }

  @Test("where seconds go by between steps, older ones leave at once")
  func late() {
    let (busy, ranking) = Self.started()
    var world = busy
    world.advance(to: 10)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    world.advance(to: 12)
    ranking.advance(to: world.moment, pace: .inSteps(4))
    // Of the seconds 0 and 1 nothing is left; of second 2 two thirds are.
    #expect(ranking.totals.shown == 240 - 3 * 24 + 16)
  }

  @Test("a second leaves over as many steps as are told, in equal parts", arguments: 1...4)
  func steps(_ steps: Int) {
    let stream = Stream()
    let ranking = Self.ranking()
    ranking.advance(to: stream.moment(at: 9.9), pace: .inSteps(steps))
    var left: [Double] = []
    for step in 0..<5 {
      ranking.advance(to: stream.moment(at: 10 + Double(step) / 5), pace: .inSteps(steps))
      left.append(ranking.totals.shown - 9 * 24)
    }
    let parts = [
      1: [0.0, 0, 0, 0, 0], 2: [12, 0, 0, 0, 0], 3: [16, 8, 0, 0, 0], 4: [18, 12, 6, 0, 0],
    ]
    #expect(left == parts[steps])
  }

  @Test("a chunk that lingers and is merged with others leaves at once, and the span with it")
  func merged() {
    var stream = Stream()
    let ranking = Self.ranking()
    ranking.advance(to: stream.moment(at: 9.9), pace: .inSteps(4))
    ranking.advance(to: stream.moment(at: 10), pace: .inSteps(4))
    #expect(ranking.totals.shown == 9 * 24 + 18)
    stream.mergeFirstSecond()
    ranking.advance(to: stream.moment(at: 10.2), pace: .inSteps(4))
    #expect(ranking.totals.shown == 9 * 24)
    #expect(ranking.totals.span == .milliseconds(9_200))
  }

  @Test("a late scope of the second that lingers does not count, and nothing leaves twice")
  func lateScope() {
    var stream = Stream()
    let ranking = Self.ranking()
    ranking.advance(to: stream.moment(at: 9.9), pace: .inSteps(4))
    stream.add(second: 0, scopes: 6)
    let moment = stream.moment(at: 10)
    ranking.advance(to: moment, pace: .inSteps(4))
    #expect(ranking.totals.shown == 9 * 24 + 18)
    ranking.advance(to: moment, pace: .inSteps(4))
    #expect(ranking.totals.shown == 9 * 24 + 18)
  }

  @Test("back in time, all is there again")
  func back() {
    let stream = Stream()
    let ranking = Self.ranking()
    ranking.advance(to: stream.moment(at: 9.9), pace: .inSteps(4))
    ranking.advance(to: stream.moment(at: 10), pace: .inSteps(4))
    ranking.advance(to: stream.moment(at: 9.9), pace: .inSteps(4))
    #expect(ranking.totals.shown == 240)
    ranking.advance(to: stream.moment(at: 10.9))
    #expect(ranking.totals.shown == 9 * 24)
  }

  /// Ten seconds of 24 scopes, in chunks of two, as no store would leave them.
  private struct Stream {
    private var source = Source()
    private var chunks: [Chunk] = []
    private var catalog = Catalog()

    init() {
      for second in 0..<10 { for _ in 0..<12 { add(second: second, scopes: 2) } }
    }

    /// Adds a chunk behind all others of its second.
    mutating func add(second: Int, scopes: Int) {
      for number in 0..<scopes {
        source.add(PlainScope(name: "scope \(number)", end: Double(second)))
      }
      let delivery = source.deliver()
      catalog.append(delivery.additions)
      guard let chunk = delivery.chunk else { return }
      let place = chunks.partitioningIndex { $0.earliest.second > chunk.earliest.second }
      chunks.insert(chunk, at: place)
    }

    mutating func mergeFirstSecond() {
      chunks.removeAll { $0.earliest == Source.time(0) }
      add(second: 0, scopes: 24)
    }

    func moment(at now: Double) -> Moment {
      Moment(
        now: Source.time(now), chunks: chunks, catalog: catalog,
        seriesSince: catalog.series.map { _ in Source.time(0).second })
    }
  }

  @Test("a profile that shares the ranking has the same scopes")
  func profile() {
    let (busy, ranking) = Self.started()
    var world = busy
    let key = GroupKey(scope: "scope 0")
    let profile = Profile(of: key, in: ranking)
    for step in 0..<5 {
      world.advance(to: 10 + Double(step) * 0.2)
      ranking.advance(to: world.moment, pace: .inSteps(4))
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
