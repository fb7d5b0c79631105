/// Where in a line something is: the keys on the way there, as in `timers.db.query.count`.
enum LinePath {
  /// - Parameters:
  ///   - line: as it came, zeros behind it.
  ///   - stop: how far it was read.
  /// - Returns: the keys as they came, with dots between them; not cleaned.
  static func bytes(of line: RawSpan, upTo stop: Int) -> [UInt8] {
    // By depth: the last key there.
    var keys: [Range<Int>] = []
    var position = 0
    while position < stop {
      switch line.byte(at: position) {
      case UInt8(ascii: "{"), UInt8(ascii: "["): keys.append(0..<0)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = keys.popLast()
      case UInt8(ascii: "\""):
        let text = string(in: line, from: position, upTo: stop)
        position = text.upperBound
        var next = position + 1
        line.skipBlanks(at: &next)
        let isKey = next < line.byteCount && line.byte(at: next) == UInt8(ascii: ":")
        if isKey, !keys.isEmpty { keys[keys.count - 1] = text }
      default: break
      }
      position += 1
    }
    return Array(
      keys.filter { !$0.isEmpty }.map { key in key.map { line.byte(at: $0) } }
        .joined(separator: [UInt8(ascii: ".")]))
  }

  /// What is between the quotes of the string that begins at a position.
  private static func string(in line: RawSpan, from start: Int, upTo stop: Int) -> Range<Int> {
    var end = start + 1
    while end < stop, line.byte(at: end) != UInt8(ascii: "\"") {
      end += line.byte(at: end) == UInt8(ascii: "\\") ? 2 : 1
    }
    return start + 1..<max(start + 1, min(end, stop))
  }
}
