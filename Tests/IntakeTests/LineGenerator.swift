/// Makes up lines of the wire format, in every spelling that JSON allows, and spoils them.
struct LineGenerator {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let texts = [
    "a", "requests", "db.query", "GET /users/{id}", "é", "日本語", "e\u{301}", "😀", "tab\\t", "q\\\"q",
    "\\u00e9", "\\ud83d\\ude00", "\\u0000", "exactly8", "exactly-sixteen!",
    "more than sixteen bytes",
    "\u{7F}", "\u{202E}", "{}", "[],:", "calls.f", "f", "",
  ]
  /// Texts that stay different once they are unescaped, cleaned and compared as Swift does.
  private static let keys = texts.filter {
    !["\\u0000", "\u{202E}", "é", "e\u{301}", "😀"].contains($0)
  }
  private static let numbers = [
    "0", "1", "3", "41", "-1", "0.5", "0.0031", "1.25e2", "1E-3", "12345678", "123456789.123456789",
    "0.012340000000000001", "1763800000.123", "-0.25", "1e15", "9007199254740992", "2.0", "0.1",
    "7.00", "3e0", "99999999",
  ]

  private mutating func pick(_ list: [String]) -> String {
    list[Int(random.next() % UInt64(list.count))]
  }
  private mutating func blank() -> String {
    random.chance(10) ? pick([" ", "\t", "  ", "\r"]) : ""
  }
  private mutating func text() -> String { "\"\(pick(Self.texts))\"" }

  private mutating func number(isPositive: Bool = true, isWhole: Bool = false) -> String {
    while true {
      let number = pick(Self.numbers)
      if isPositive, number.hasPrefix("-") { continue }
      if isWhole, number.contains("."), !["2.0", "7.00"].contains(number) { continue }
      if isWhole, number.contains("E") { continue }
      return number
    }
  }

  private mutating func object(_ members: [String]) -> String {
    "{" + blank() + members.map { $0 + blank() }.joined(separator: "," + blank()) + "}"
  }

  private mutating func array(_ elements: [String]) -> String {
    "[" + blank() + elements.map { $0 + blank() }.joined(separator: "," + blank()) + "]"
  }

  private mutating func member(_ key: String, _ value: String) -> String {
    "\"\(key)\"" + blank() + ":" + blank() + value
  }

  /// Members with keys that are all different, so that both readers see the same ones.
  private mutating func members(_ most: Int, value: (inout Self) -> String) -> String {
    let keys = Set((0..<Int.random(in: 0...most, using: &random)).map { _ in pick(Self.keys) })
    let list = keys.sorted().map { key in
      let value = value(&self)
      return member(key, value)
    }
    return object(list)
  }

  private mutating func tags() -> String {
    members(4) { $0.random.chance(70) ? $0.text() : $0.pick(["1", "1.5", "true", "false", "-2"]) }
  }

  private mutating func counters() -> String {
    members(4) { generator in
      guard generator.random.chance(40) else { return generator.number(isPositive: false) }
      let entries = (0..<Int.random(in: 0...2, using: &generator.random)).map { _ in
        var entry = [generator.member("value", generator.number(isPositive: false))]
        if generator.random.chance(60) { entry.append(generator.member("tags", generator.tags())) }
        if generator.random.chance(10) { entry.append(generator.member("x", generator.junk(2))) }
        return generator.object(entry.shuffled(using: &generator.random))
      }
      return generator.array(entries)
    }
  }

  private mutating func timer() -> String {
    var entry = [
      member("count", number(isWhole: true)), member("total_dur", number()),
    ]
    if random.chance(30) { entry.append(member("max_dur", number())) }
    if random.chance(40) { entry.append(member("tags", tags())) }
    return object(random.chance(30) ? entry.shuffled(using: &random) : entry)
  }

  private mutating func timers() -> String {
    members(4) { generator in
      guard generator.random.chance(40) else { return generator.timer() }
      let entries = (0..<Int.random(in: 0...2, using: &generator.random)).map { _ in
        generator.timer()
      }
      return generator.array(entries)
    }
  }

  private mutating func stats() -> String {
    var list = [member("total_recording_duration", number())]
    for key in ["requests", "calls.f", "g"] where random.chance(60) {
      if random.chance(80) { list.append(member("\(key).count", number(isWhole: true))) }
      if random.chance(80) { list.append(member("\(key).total_dur", number())) }
      if random.chance(30) { list.append(member(key, number(isPositive: false))) }
    }
    return object(list.shuffled(using: &random))
  }

  private mutating func junk(_ depth: Int) -> String {
    switch random.next() % (depth > 0 ? 6 : 4) {
    case 0: return text()
    case 1: return number(isPositive: false)
    case 2: return pick(["true", "false"])
    case 3: return "null"
    case 4: return array((0..<2).map { _ in junk(depth - 1) })
    default: return object([member("a", junk(depth - 1)), member("b", junk(depth - 1))])
    }
  }

  /// A line that is right, with its fields in any order.
  mutating func line() -> String {
    var fields = [member("scope", "\"s\(pick(Self.texts))\"")]
    let hasStats = random.chance(20)
    if hasStats { fields.append(member("stats", stats())) }
    if !hasStats || random.chance(50) { fields.append(member("dur", number())) }
    if random.chance(60) { fields.append(member("tags", tags())) }
    if random.chance(60) { fields.append(member("counters", counters())) }
    if random.chance(60) { fields.append(member("timers", timers())) }
    if random.chance(40) { fields.append(member("end", number())) }
    if random.chance(30) { fields.append(member("id", text())) }
    if random.chance(10) { fields.append(member("error", text())) }
    if random.chance(10) { fields.append(member("weight", pick(["1", "2.5", "1e2", "10"]))) }
    if random.chance(30) { fields.append(member("v", pick(["1", "2", "1.0"]))) }
    if random.chance(30) { fields.append(member("src", text())) }
    if random.chance(30) { fields.append(member("seq", number(isWhole: true))) }
    if random.chance(10) { fields.append(member("dropped", number(isWhole: true))) }
    if random.chance(20) { fields.append(member("what", junk(3))) }
    if random.chance(10) { fields.append(member(pick(["id2", "scop", "durs", "tagss"]), junk(1))) }
    if random.chance(5) { fields.append(member(pick(["error", "end", "tags2"]) + "0", "null")) }
    return object(fields.shuffled(using: &random)) + blank()
  }

  /// A line with one to three bytes or stretches changed. No line feeds.
  mutating func mutated(_ line: [UInt8]) -> [UInt8] {
    let alphabet =
      Array("{}[]\",:0123456789.-+eE\\utnraflsN \u{7F}".utf8) + [0x00, 0x09, 0x80, 0xC3, 0xFF]
    var bytes = line
    for _ in 0...Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch random.next() % 6 {
      case 0: bytes[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
      case 1: bytes.insert(alphabet[Int(random.next() % UInt64(alphabet.count))], at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 4: bytes.removeSubrange(place..<min(place + Int(random.next() % 8), bytes.count))
      default:
        let end = min(place + Int(random.next() % 12), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return bytes.map { $0 == 0x0A ? 0x20 : $0 }
  }
}
