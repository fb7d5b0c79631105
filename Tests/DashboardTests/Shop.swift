import Intake
import Store
import TextUI

@testable import Dashboard

/// A made-up shop, the same in every run: what the goldens show.
///
/// 130 seconds of it up to 14:02:11. Checkout turns slow on one shard in the last 25 seconds, a
/// report is new in the last 20, and a nightly job has run six times.
struct Shop {
  /// 14:02:11 UTC.
  static let now = Timestamp(microseconds: 1_763_820_131_250_000)

  private var random = SplitMix(seed: 7)
  private(set) var feed = Feed()
  private(set) var model: Model
  private(set) var now: Timestamp

  init(_ options: Options = Options(), size: Size = Size(rows: 24, columns: 80)) {
    now = Timestamp(microseconds: Self.now.microseconds - 131_000_000)
    model = Model(options: options, now: now)
    feed.count { $0.senders = 6 }
    _ = model.update(.resized(size))
  }

  /// A shop with its 130 seconds behind it.
  static func busy(_ options: Options = Options(), size: Size) -> Shop {
    var shop = Shop(options, size: size)
    shop.run(seconds: 131)
    return shop
  }

  /// What a shop of few seconds was sent, made once.
  private static let briefly: (feed: Feed, deliveries: [Delivery]) = {
    var shop = Shop()
    var deliveries: [Delivery] = []
    for age in [66, 65, 64, 63, 62, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] as [Int64] {
      shop.now = Timestamp(microseconds: now.microseconds - age * 1_000_000)
      shop.second()
      deliveries.append(shop.feed.seal())
    }
    return (shop.feed, deliveries)
  }()

  /// A shop with 17 of those seconds behind it, some of them a minute old, all taken in at once: for tests that need
  /// many.
  static func brief(_ options: Options = Options(), size: Size) -> Shop {
    var shop = Shop(options, size: size)
    shop.feed = briefly.feed
    shop.now = now
    _ = shop.model.update(.delivered(briefly.deliveries))
    shop.tick()
    return shop
  }

  /// A copy at the same moment, whatever other copies did since: models share their living answers,
  /// which are brought back to it.
  func copied() -> Shop {
    var copy = self
    copy.model.advanceAnswers()
    copy.model.showExtras()
    copy.model.prepare()
    return copy
  }

  /// Lets time pass in which nothing happens.
  mutating func rest(seconds: Int) {
    now = now.advanced(by: .seconds(seconds))
    tick()
  }

  /// Lets a second after the other pass, each with its scopes and its tick.
  mutating func run(seconds: Int) {
    for _ in 0..<seconds {
      now = now.advanced(by: .seconds(1))
      second()
      deliver()
      tick()
    }
  }

  /// Lets seconds pass in which answers take all the memory, so that scopes have an eighth of it:
  /// how far they reach does not depend on what answers really take.
  mutating func run(crampedSeconds seconds: Int) {
    for _ in 0..<seconds {
      run(seconds: 1)
      model.store.advance(to: now, queryBytes: 1 << 40)
    }
    tick()
  }

  mutating func tick() { _ = model.update(.tick(now)) }

  mutating func deliver() { _ = model.update(.delivered([feed.seal()])) }

  mutating func count(_ change: (inout IntakeTally) -> Void) {
    feed.count(change)
    deliver()
    tick()
  }

  mutating func tell(_ message: Message) -> [Effect] { model.update(message) }

  mutating func resize(_ size: Size) { _ = model.update(.resized(size)) }

  mutating func add(_ line: Feed.Line) { feed.add(line) }

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { model.update(.key($0)) }
  }

  @discardableResult
  mutating func mouse(_ action: Mouse.Action, at point: Point) -> [Effect] {
    model.update(.mouse(Mouse(action, at: point)))
  }

  /// Presses a key for each character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { model.update(.key(.character($0))) }
  }

  func screen(_ size: Size, glyphs: Glyphs = .unicode) -> Screen {
    var screen = Screen(size: size, glyphs: glyphs)
    model.draw(into: &screen)
    return screen
  }

  private mutating func second() {
    let age = Self.now.since(now).components.seconds
    for _ in 0..<10 { add(request("POST /checkout", median: 0.041, isSlow: age < 25)) }
    for _ in 0..<18 { add(request("GET /search", median: 0.012, isSlow: false)) }
    for _ in 0..<6 { add(request("GET /products/{id}", median: 0.0064, isSlow: false)) }
    for _ in 0..<3 { add(request("POST /login", median: 0.085, isSlow: false)) }
    if age < 20 { add(request("GET /report", median: 0.32, isSlow: false)) }
    if age % 20 == 7 { add(job()) }
  }

  private mutating func request(_ name: String, median: Double, isSlow: Bool) -> Feed.Line {
    let shard = String(Int(random.below(4)) + 1)
    let isHit = isSlow && shard == "2"
    let calls = isHit ? 30 + random.below(30) : 1 + random.below(5)
    let each = (isHit ? 0.02 : 0.0045) * (0.6 + random.unit())
    let database = Double(calls) * each * median / 0.041
    let render = median * 0.25 * (0.7 + 0.6 * random.unit())
    let other = median * 0.35 * (0.4 + random.unit() * random.unit() * 2)
    let isFailed = isHit && random.below(12) == 0
    let host = "web-\(random.below(3) + 1)"
    return Feed.Line(
      scope: name, seconds: database + render + other, end: finish(),
      tags: [
        ("service", name == "GET /report" ? "reports" : "api"), ("host", host),
        ("status", isFailed ? "500" : "200"),
      ],
      counters: [
        ("db.queries", Double(calls), []), ("requests", 1, []),
        ("cache.hits", Double(random.below(6)), [("type", "memory")]),
        ("cache.misses", isHit ? Double(random.below(3)) : 0, [("type", "redis")]),
      ],
      timers: [
        ("db.query", calls, database, [("shard", shard)]), ("render", 1, render, []),
      ],
      id: String(random.next() >> 32, radix: 16), error: isFailed ? "Timeout" : nil)
  }

  private mutating func job() -> Feed.Line {
    Feed.Line(
      scope: "job: nightly-digest", seconds: 4 + 6 * random.unit(), end: finish(),
      tags: [("service", "jobs")], timers: [("mail", 200, 3.1, [])])
  }

  /// A moment within the last second.
  private mutating func finish() -> Timestamp {
    Timestamp(microseconds: now.microseconds - Int64(random.below(900_000)))
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers in every run and on every machine.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
