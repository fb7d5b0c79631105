/// The line that everything is measured with: 370 bytes, four counters and four timers.
enum SampleLine {
  static let text = """
    {"scope":"GET /users","dur":0.01234,"end":1763800000.123,"id":"b1f0","tags":{"service":"api",\
    "host":"web-1"},"counters":{"requests":1,"rows":12,"hits":7,"cache.misses":[{"value":3,"tags":\
    {"type":"redis"}}]},"timers":{"render":{"count":1,"total_dur":0.0031},"auth":{"count":1,\
    "total_dur":0.0004},"json":{"count":1,"total_dur":0.0002},"db":{"count":3,"total_dur":0.0081}}}
    """

  static func datagram(lines: Int) -> [UInt8] {
    Array(String(repeating: text + "\n", count: lines).utf8)
  }
}
