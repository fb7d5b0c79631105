/// Writes a finished scope as a line of wire format version 1, but for its end: `src`, `seq` and the
/// closing brace belong to whoever sends it.
///
/// Keys and tags of metrics are rendered once and kept in the metric, so that a warm line copies
/// bytes and formats numbers, and allocates nothing.
enum LineEncoder {
  /// The tags of a scope that are read by those who receive it.
  static let tagsMax = 64

  /// - Parameters:
  ///   - endMicroseconds: when it finished, since 1970.
  ///   - weight: how many scopes the line stands for.
  ///   - byteCountMax: how long the line may get. Past that, the smallest metrics are left out.
  /// - Returns: false if even a line without metrics is too long.
  static func encode(
    _ header: borrowing ScopeHeader, durationNanoseconds: UInt64, endMicroseconds: UInt64,
    weight: Double = 1, _ metrics: inout MetricTable, into line: inout LineWriter,
    byteCountMax: Int
  ) -> Bool {
    line.clear()
    line.append(#"{"v":1,"scope":"#)
    line.append(quoted: header.name.isEmpty ? "unnamed" : header.name)
    line.append(#","dur":"#)
    line.append(secondsOfNanoseconds: durationNanoseconds)
    line.append(#","end":"#)
    line.append(secondsOfMicroseconds: endMicroseconds)
    if let id = header.id { append(#","id":"#, id, to: &line) }
    if let error = header.error { append(#","error":"#, error, to: &line) }
    if weight != 1 {
      line.append(#","weight":"#)
      line.append(weight)
    }
    if !header.tags.isEmpty {
      line.append(#","tags":"#)
      append(header.tags, to: &line)
    }
    let headerCount = line.count
    append(&metrics, leavingOut: [], trimmed: metrics.leftOut, to: &line)
    if line.count <= byteCountMax { return true }
    guard headerCount <= byteCountMax else { return false }
    trim(&metrics, in: &line, after: headerCount, byteCountMax: byteCountMax)
    return line.count <= byteCountMax
  }

  private static func append(
    _ field: StaticString, _ text: String, to line: inout LineWriter
  ) {
    line.append(field)
    line.append(quoted: text)
  }

  /// Written out tag by tag: an iterator over the tags would copy each of them.
  static func append(_ tags: borrowing Tags, to line: inout LineWriter) {
    line.append(UInt8(ascii: "{"))
    if tags.count > 0 { append(tags.key0, tags.value0, to: &line) }
    if tags.count > 1 {
      line.append(UInt8(ascii: ","))
      append(tags.key1, tags.value1, to: &line)
    }
    if tags.count > 2 {
      for tag in tags.rest.prefix(tagsMax - 2) {
        line.append(UInt8(ascii: ","))
        append(tag.key, tag.value, to: &line)
      }
    }
    line.append(UInt8(ascii: "}"))
  }

  private static func append(_ key: String, _ value: TagValue, to line: inout LineWriter) {
    line.append(quoted: key)
    line.append(UInt8(ascii: ":"))
    switch value {
    case .string(let text): line.append(quoted: text)
    case .bool(let isTrue): line.append(isTrue ? "true" : "false")
    case .int(let number): line.append(number)
    case .double(let number) where number.isFinite: line.append(number)
    case .double(let number): line.append(quoted: String(number))
    }
  }
}
