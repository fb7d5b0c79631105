/// The sample scope as six lines of statsd's text, which is what a program sends that has no scopes:
/// its duration, three counters and two timers, each with the scope's tags.
enum StatsdLines {
  static let contender = Contender("six statsd lines", calls: 100_000) { calls in
    var text: [UInt8] = []
    text.reserveCapacity(1_024)
    var check = 0
    for call in 0..<calls {
      text.removeAll(keepingCapacity: true)
      write(call, into: &text)
      check &+= text.count
    }
    precondition(check > 0, "BUG: nothing was written")
  }

  private static func write(_ call: Int, into text: inout [UInt8]) {
    append("GET_users.requests:", 1, "|c", to: &text)
    append("GET_users.rows:", 12 + call % 2, "|c", to: &text)
    append("GET_users.hits:", 7, "|c", to: &text)
    append("GET_users.dur:", 12 + call % 3, "|ms", to: &text)
    append("GET_users.render:", 3, "|ms", to: &text)
    append("GET_users.db.query:", 8, "|ms", to: &text)
  }

  private static func append(
    _ name: StaticString, _ number: Int, _ kind: StaticString, to text: inout [UInt8]
  ) {
    append(name, to: &text)
    if number >= 10 { text.append(UInt8(truncatingIfNeeded: number / 10 + 48)) }
    text.append(UInt8(truncatingIfNeeded: number % 10 + 48))
    append(kind, to: &text)
    append("|#service:api,host:web-1\n", to: &text)
  }

  private static func append(_ part: StaticString, to text: inout [UInt8]) {
    part.withUTF8Buffer { text.append(contentsOf: $0) }
  }
}
