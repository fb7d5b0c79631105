import Intake

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A made-up web shop: what `stats-top demo` shows, and what its pictures are taken of.
///
/// Most of its requests are well. Four things are wrong with it, each of the kind that a server has:
///
/// - `POST /checkout`: carts on `shard=2` wait for a database that has lost an index, in bursts;
/// - `GET /recommendations`: one query an item, so that large carts make dozens;
/// - `GET /search`: what is not in the cache is looked up in the index, which is slow;
/// - `job: nightly-digest`: waits for a lock, which no timer sees.
///
/// The same seed makes the same shop.
struct Shop {
  private var random: SplitMix64
  private let source: String
  private var sequence = 0

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    source = String(seed % 0xFFFFFF, radix: 16)
  }

  /// Appends the line of a scope that finished at a moment, its end of line included.
  mutating func appendScope(finishedAt end: Timestamp, to lines: inout [UInt8]) {
    let request = makeRequest(at: end)
    sequence += 1
    ShopLine(request, end: end, source: source, sequence: sequence).append(to: &lines)
  }

  private mutating func makeRequest(at end: Timestamp) -> ShopRequest {
    let pick = Double.random(in: 0..<1, using: &random)
    var request: ShopRequest
    switch pick {
    case ..<0.30: request = search()
    case ..<0.48: request = product()
    case ..<0.57: request = recommendations()
    case ..<0.63: request = checkout(at: end)
    case ..<0.9999: request = plain(pickRoute())
    default: request = nightlyDigest()
    }
    request.tags.append(("host", ["web-1", "web-2", "web-3"].randomElement(using: &random) ?? ""))
    request.id = String(random.next() >> 32, radix: 16)
    return request
  }

  /// A figure around a median, with the long tail that durations have.
  private mutating func around(_ median: Double, spread: Double = 0.35) -> Double {
    // Box and Muller's way from two even numbers to one of a normal distribution.
    let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random)))
      .squareRoot()
    let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &random)
    return median * exp(spread * radius * cos(angle))
  }

  private mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < share
  }

  /// A route with nothing wrong: how many of a hundred such requests are its own, its median, and
  /// the table that it reads.
  private typealias Route = (
    name: String, share: Double, milliseconds: Double, table: String?, service: String
  )

  private static let routes: [Route] = [
    ("GET /users/{id}", 22, 6, "users", "api"), ("GET /health", 14, 0.3, nil, "api"),
    ("PUT /cart/{id}", 13, 11, "carts", "api"), ("GET /cart/{id}", 12, 4, "carts", "api"),
    ("GET /orders/{id}", 9, 9, "orders", "api"), ("POST /login", 8, 74, "users", "auth"),
    ("GET /reviews/{product}", 7, 13, "reviews", "api"), ("POST /reviews", 3, 21, "reviews", "api"),
    ("GET /shipping/quote", 4, 38, nil, "api"), ("POST /token/refresh", 4, 2.4, nil, "auth"),
    ("job: send-mail", 2, 95, "mails", "worker"), ("job: thumbnail", 1.5, 140, nil, "worker"),
    ("GET /admin/report", 0.5, 210, "orders", "api"),
  ]

  private mutating func pickRoute() -> Route {
    let total = Self.routes.reduce(0) { $0 + $1.share }
    var rest = Double.random(in: 0..<total, using: &random)
    for route in Self.routes {
      if rest < route.share { return route }
      rest -= route.share
    }
    return Self.routes[0]
  }

  private mutating func plain(_ route: Route) -> ShopRequest {
    var request = ShopRequest(
      name: route.name, service: route.service, ownMilliseconds: around(route.milliseconds * 0.4))
    let rest = around(route.milliseconds * 0.6)
    if let table = route.table {
      request.addTimer("db.query", calls: 1, each: rest, ["table": table])
      request.counters.append(("db.rows", [:], Double.random(in: 1...12, using: &random).rounded()))
    } else {
      request.addTimer("handler", calls: 1, each: rest, [:])
    }
    return request
  }

  private mutating func product() -> ShopRequest {
    var request = ShopRequest(name: "GET /products/{id}", ownMilliseconds: around(1.2))
    let isHit = chance(0.9)
    request.counters.append((isHit ? "cache.hits" : "cache.misses", ["type": "memory"], 1))
    if !isHit { request.addTimer("db.query", calls: 2, each: around(4), ["table": "products"]) }
    request.addTimer("render", calls: 1, each: around(3), [:])
    return request
  }

  private mutating func search() -> ShopRequest {
    var request = ShopRequest(name: "GET /search", ownMilliseconds: around(3))
    let isMiss = chance(0.03)
    request.counters.append((isMiss ? "cache.misses" : "cache.hits", ["type": "redis"], 1))
    if isMiss {
      request.addTimer("search.index", calls: 1, each: around(320, spread: 0.4), [:])
    } else {
      request.addTimer("cache.get", calls: 1, each: around(1.4), [:])
    }
    request.addTimer("render", calls: 1, each: around(7), [:])
    return request
  }

  private mutating func recommendations() -> ShopRequest {
    let items = min(120, max(1, around(4, spread: 1.1).rounded()))
    var request = ShopRequest(name: "GET /recommendations", ownMilliseconds: around(4))
    request.addTimer("db.query", calls: items, each: around(5.5), ["table": "products"])
    request.addTimer("render", calls: 1, each: around(2.5), [:])
    request.counters.append(("db.queries", [:], items))
    return request
  }

  private mutating func checkout(at end: Timestamp) -> ShopRequest {
    let shard = Int.random(in: 1...8, using: &random)
    // The trouble comes in bursts: six seconds in every forty, and a little in between.
    let isBurst = end.second % 40 < 6
    let isSick = shard == 2 && chance(isBurst ? 0.9 : 0.15)
    let calls = isSick ? around(40, spread: 0.2).rounded() : 3
    var request = ShopRequest(name: "POST /checkout", ownMilliseconds: around(14))
    request.addTimer(
      "db.query", calls: calls, each: around(isSick ? 38 : 5.9, spread: 0.15),
      ["shard": String(shard)])
    request.addTimer("render", calls: 1, each: around(9), [:])
    request.addTimer("payment", calls: 1, each: around(12), ["provider": "acme"])
    request.counters.append(("db.queries", [:], calls))
    if isSick, chance(0.3) { request.error = "Timeout" }
    return request
  }

  private mutating func nightlyDigest() -> ShopRequest {
    var request = ShopRequest(
      name: "job: nightly-digest", service: "worker", ownMilliseconds: around(400, spread: 0.3))
    request.addTimer("db.query", calls: 12, each: around(20), ["table": "orders"])
    request.addTimer("mail.send", calls: 40, each: around(9), [:])
    request.counters.append(("mails", [:], 40))
    return request
  }
}

/// One request of the made-up shop: what it did, and so how long it took.
struct ShopRequest {
  typealias Timer = (key: String, tags: [String: String], calls: Double, totalMilliseconds: Double)

  var name: String
  var service: String
  /// Time that no timer accounts for.
  var ownMilliseconds: Double
  var tags: [(key: String, value: String)] = []
  var id = ""
  var error: String?
  var timers: [Timer] = []
  var counters: [(key: String, tags: [String: String], value: Double)] = []

  init(name: String, service: String = "api", ownMilliseconds: Double) {
    self.name = name
    self.service = service
    self.ownMilliseconds = ownMilliseconds
  }

  var totalMilliseconds: Double {
    timers.reduce(ownMilliseconds) { $0 + $1.totalMilliseconds }
  }

  mutating func addTimer(
    _ key: String, calls: Double, each milliseconds: Double, _ tags: [String: String]
  ) {
    timers.append((key, tags, calls, calls * milliseconds))
  }
}
