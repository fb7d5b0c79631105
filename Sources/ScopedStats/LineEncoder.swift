/// Writes a finished scope as a line of wire format version 1, but for its end: `src`, `seq` and the
/// closing brace belong to whoever sends it.
///
/// Keys and tags of metrics are rendered once and kept in the metric, so that a warm line copies
/// bytes and formats numbers, and allocates nothing.
enum LineEncoder {
  /// The tags of a scope that are read by those who receive it.
  static let tagsMax = 64

  /// Appends a line to those that are there; if that cannot be, nothing is appended.
  ///
  /// - Parameters:
  ///   - endMicroseconds: when it finished, since 1970.
  ///   - weight: how many scopes the line stands for.
  ///   - texts: how recent names and tags stand in a line.
  ///   - byteCountMax: how long the line may get. Past that, the smallest metrics are left out.
  /// - Returns: false if even a line without metrics is too long.
  static func encode(
    _ header: borrowing ScopeHeader, durationNanoseconds: UInt64, endMicroseconds: UInt64,
    weight: Double = 1, _ metrics: inout MetricTable, _ texts: inout HeaderTexts,
    into line: inout LineWriter, byteCountMax: Int
  ) -> Bool {
    let start = line.count
    if let text = texts.find(header) {
      append(header, kept: text, durationNanoseconds, endMicroseconds, weight, to: &line)
    } else {
      append(header, durationNanoseconds, endMicroseconds, weight, keptIn: &texts, to: &line)
    }
    let headerEnd = line.count
    let end = start + byteCountMax
    append(&metrics, leavingOut: [], trimmed: metrics.leftOut, to: &line)
    if line.count > end, headerEnd <= end {
      trim(&metrics, in: &line, after: headerEnd, end: end)
    }
    if line.count <= end { return true }
    line.truncate(to: start)
    return false
  }

  /// A header whose name and tags are known from before.
  private static func append(
    _ header: borrowing ScopeHeader, kept text: UnsafeMutablePointer<HeaderTexts.Text>,
    _ durationNanoseconds: UInt64, _ endMicroseconds: UInt64, _ weight: Double,
    to line: inout LineWriter
  ) {
    line.write(upTo: HeaderTexts.textBytesMax &+ timesBytesMax) { cursor in
      cursor.put(kept: text.pointee.start, count: text.pointee.nameCount)
      put(durationNanoseconds, endMicroseconds, into: &cursor)
    }
    append(particularsOf: header, weight, to: &line)
    line.write(upTo: HeaderTexts.textBytesMax) { cursor in
      cursor.put(kept: text.pointee.tagsStart, count: text.pointee.tagsCount)
    }
  }

  /// A header whose name and tags are new.
  private static func append(
    _ header: borrowing ScopeHeader, _ durationNanoseconds: UInt64, _ endMicroseconds: UInt64,
    _ weight: Double, keptIn texts: inout HeaderTexts, to line: inout LineWriter
  ) {
    let start = line.count
    line.append(#"{"v":1,"scope":"#)
    line.append(quoted: header.name.isEmpty ? "unnamed" : header.name)
    line.append(#","dur":"#)
    let nameEnd = line.count
    line.write(upTo: timesBytesMax) { put(durationNanoseconds, endMicroseconds, into: &$0) }
    append(particularsOf: header, weight, to: &line)
    let tagsStart = line.count
    if !header.tags.isEmpty {
      line.append(#","tags":"#)
      append(header.tags, to: &line)
    }
    texts.keep(header, name: start..<nameEnd, tags: tagsStart..<line.count, of: line)
  }

  /// Two numbers, and what is between them.
  private static let timesBytesMax = 2 * LineCursor.numberBytesMax + 16

  @inline(__always)
  private static func put(
    _ durationNanoseconds: UInt64, _ endMicroseconds: UInt64, into cursor: inout LineCursor
  ) {
    cursor.put(secondsOfNanoseconds: durationNanoseconds)
    cursor.put(#","end":"#)
    cursor.put(secondsOfMicroseconds: endMicroseconds)
  }

  /// What is another in each scope, or is mostly not there.
  @inline(__always)
  private static func append(
    particularsOf header: borrowing ScopeHeader, _ weight: Double, to line: inout LineWriter
  ) {
    if let id = header.id { append(#","id":"#, id, to: &line) }
    if let error = header.error { append(#","error":"#, error, to: &line) }
    if weight != 1 {
      line.append(#","weight":"#)
      line.append(weight)
    }
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
