import Intake
import Testing

@testable import Store

@Suite struct WindowTests {
  @Test(
    "histories of several groups are those of each, known before or not, and of an unknown one none"
  )
  func historiesTogether() {
    var world = World()
    let together = Ranking(Query(window: .tenSeconds))
    let keys = ["b", "none", "a"].map { GroupKey(scope: $0) }
    var random = Seeded(9)
    for second in 0..<40 {
      world.now = Double(second)
      world.take(
        (0..<6).map { number in
          // Some are dated later than now, so that they are first in the last cell and then in another.
          PlainScope(
            name: number % 2 == 0 ? "a" : "b",
            end: world.now - Double(number) / 3 + (number > 3 && second % 7 == 0 ? 4 : 0),
            nanoseconds: .random(in: 1_000_000...900_000_000, using: &random))
        })
      world.advance(to: world.now)
      together.advance(to: world.moment)
      // Of some turns one group alone is known.
      if second % 3 == 0 { _ = together.history(of: keys[2], cells: 5) }
      let histories = together.histories(of: keys, cells: 5)
      for (key, history) in zip(keys, histories) {
        let fresh = Ranking(Query(window: .tenSeconds))
        fresh.advance(to: world.moment)
        #expect(history == fresh.history(of: key, cells: 5), "\(key.scope), second \(second)")
      }
      #expect(histories[1] == [nil, nil, nil, nil, nil])
      #expect(histories[0] != histories[2])
    }
  }

  @Test("a window is the running second and those before it, by the time scopes finished")
  func tenSeconds() throws {
    let world = World(["a": "1-1-1-1-1-1-1-1"])
    #expect(try world.ranking(window: .tenSeconds).counts == ["a": 5])
    #expect(try world.ranking(window: .oneMinute).counts == ["a": 8])
  }

  @Test(
    "a window is written in the longest unit it has a whole number of, and read in any",
    arguments: [
      ("90s", "90s"), ("120s", "2m"), ("1.5m", "90s"), ("60m", "1h"), ("1h", "1h"), ("1s", "1s"),
      ("7s", "7s"), ("all", "all"), ("8760h", "8760h"),
    ])
  func text(_ typed: String, _ text: String) {
    #expect(Window(text: typed)?.text == text)
  }

  @Test(
    "what is no window of whole seconds is refused",
    arguments: [
      "", "0s", "-5s", "90", "1.5s", "500ms", "everything", "8761h", "1e99h", "s", "10 s", "nan",
    ])
  func noWindow(_ text: String) {
    #expect(Window(text: text) == nil)
  }

  @Test(
    "from any length the presets are a step away, the ends joined",
    arguments: [
      ("1m", "5m", "10s"), ("10s", "1m", "all"), ("all", "10s", "15m"), ("90s", "5m", "1m"),
      ("5s", "10s", "all"), ("1h", "all", "15m"),
    ])
  func presets(_ window: String, _ next: String, _ previous: String) {
    #expect(Window(text: window)?.nextPreset.text == next)
    #expect(Window(text: window)?.previousPreset.text == previous)
  }

  @Test(
    "zooming halves and doubles the window in friendly steps, within what is held",
    arguments: [
      ("1m", 7_200, "30s", "2m"), ("5s", 60, nil, "10s"), ("7s", 60, "5s", "10s"),
      ("90s", 7_200, "1m", "2m"), ("1m", 20, "30s", "all"), ("all", 130, "2m", nil),
      ("all", 3, nil, nil), ("24h", 90_000, "12h", "all"), ("5m", 301, "2m", "10m"),
    ] as [(String, Int, String?, String?)])
  func zoom(_ window: String, _ held: Int, _ closer: String?, _ wider: String?) throws {
    let window = try #require(Window(text: window))
    #expect(window.zoomedIn(held: .seconds(held))?.text == closer)
    #expect(window.zoomedOut(held: .seconds(held))?.text == wider)
  }

  @Test("a scope leaves the window when its second does, with nothing coming in")
  func leaves() {
    var world = World(["a": "2"])
    let ranking = Ranking(Query(window: .tenSeconds))
    world.advance(to: 9.9)
    ranking.advance(to: world.moment)
    #expect(ranking.totals.shown == 1)
    world.advance(to: 10)
    ranking.advance(to: world.moment)
    #expect(ranking.totals == RankingTotals(span: .seconds(9)))
    #expect(ranking.rows(by: .p99, .descending).isEmpty)
  }

  @Test("a late scope counts in the second in which it finished")
  func late() {
    var world = World(["a": "1---------"])
    let ranking = Ranking(Query(window: .tenSeconds))
    ranking.advance(to: world.moment)
    world.take([PlainScope(name: "a", end: 0.2), PlainScope(name: "a", end: 5)])
    ranking.advance(to: world.moment)
    #expect(ranking.counts == ["a": 3])
    world.advance(to: 10)
    ranking.advance(to: world.moment)
    #expect(ranking.counts == ["a": 1])
  }

  @Test("a scope dated ahead of now counts in every window")
  func ahead() throws {
    var world = World(["a": "1"])
    world.take([PlainScope(name: "a", end: 50)])
    for window in Window.presets {
      #expect(try world.ranking(window: window).counts == ["a": 2])
    }
  }

  @Test("a query may look at an earlier moment and come back")
  func back() {
    var world = World(["a": "1111"])
    let ranking = Ranking(Query(window: .tenSeconds))
    let early = world.moment
    world.play(["a": "111111111111"])
    for _ in 0..<2 {
      ranking.advance(to: world.moment)
      #expect(ranking.counts == ["a": 10])
      ranking.advance(to: early)
      #expect(ranking.counts == ["a": 4])
    }
  }

  @Test("a moment that is rewound lacks the seconds after it")
  func rewound() {
    let world = World(["a": "111111"])
    let ranking = Ranking(Query(window: .everything))
    ranking.advance(to: world.moment.rewound(to: Source.time(2.4)))
    #expect(ranking.counts == ["a": 3])
  }

  @Test(
    "a rate is over what is held of the window, and at least a second",
    arguments: [(0.4, 20.0), (2.0, 20.0 / 1.9), (30.0, 20.0 / 29.9), (60.0, 20.0 / 59)])
  func rate(_ now: Double, _ expected: Double) throws {
    var world = World()
    world.take((0..<10).map { _ in PlainScope(name: "a", end: 0.1, weight: 2) })
    world.take([PlainScope(name: "b", end: 1)])
    world.advance(to: now)
    // At 60 s, what finished in second 0 is no longer in the minute: only the span is of interest.
    let ranking = try world.ranking(window: .oneMinute)
    let span = ranking.totals.span / .seconds(1)
    #expect(abs(20 / span - expected) < 1e-9)
    if now < 60 { #expect(ranking.rows(by: .rate, .descending)[0].ratePerSecond == 20 / span) }
  }

  @Test("history has one p99 a cell, cut at fixed moments, nothing where nothing finished")
  func history() {
    let world = World(["a": "12-3----41", "b": "1111111111"])
    let ranking = world.ranking(Query(window: .tenSeconds))
    #expect(
      ranking.history(of: GroupKey(scope: "a"), cells: 10)
        == [10, 20, nil, 30, nil, nil, nil, nil, 40, 10].map { $0.map { .milliseconds($0) } })
    #expect(
      ranking.history(of: GroupKey(scope: "a"), cells: 5)
        == [20, 30, nil, nil, 40].map { $0.map { .milliseconds($0) } })
    #expect(ranking.history(of: GroupKey(scope: "none"), cells: 3) == [nil, nil, nil])
    #expect(ranking.history(of: GroupKey(scope: "a"), cells: 0).isEmpty)
  }

  @Test("as time goes on, the cells of a history move as a whole")
  func fixedCells() {
    var world = World(["a": "123456789"])
    let ranking = Ranking(Query(window: .oneMinute))
    var seen: [[Duration?]] = []
    for _ in 0..<5 {
      ranking.advance(to: world.moment)
      seen.append(ranking.history(of: GroupKey(scope: "a"), cells: 12).filter { $0 != nil })
      world.play(["a": "-"])
    }
    // Five seconds a cell: 0 to 4 and 5 to 9, whatever now is.
    #expect(seen.allSatisfy { $0 == [.milliseconds(50), .milliseconds(90)] })
  }

  @Test("the history of everything covers all that is held", arguments: [1, 7, 100, 5_000])
  func historyOfEverything(_ seconds: Int) {
    var world = World()
    world.take([
      PlainScope(name: "a", end: 0.5), PlainScope(name: "a", end: Double(seconds) - 0.5),
    ])
    world.advance(to: Double(seconds) - 0.1)
    let ranking = world.ranking(Query(window: .everything))
    let history = ranking.history(of: GroupKey(scope: "a"), cells: 12)
    #expect(history.count == 12)
    #expect(history.compactMap(\.self).count == (seconds == 1 ? 1 : 2))
  }
}
