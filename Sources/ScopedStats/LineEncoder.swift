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

  static func append(_ tags: Tags, to line: inout LineWriter) {
    line.append(UInt8(ascii: "{"))
    var isFirst = true
    for tag in tags.prefix(tagsMax) {
      if !isFirst { line.append(UInt8(ascii: ",")) }
      isFirst = false
      line.append(quoted: tag.key)
      line.append(UInt8(ascii: ":"))
      switch tag.value {
      case .string(let text): line.append(quoted: text)
      case .bool(let isTrue): line.append(isTrue ? "true" : "false")
      case .int(let number): line.append(number)
      case .double(let number) where number.isFinite: line.append(number)
      case .double(let number): line.append(quoted: String(number))
      }
    }
    line.append(UInt8(ascii: "}"))
  }
}
