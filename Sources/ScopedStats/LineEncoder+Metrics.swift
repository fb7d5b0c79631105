// The counters and timers of a line. One key is one field, so metrics of one key are brought
// together first: each group's first metric is written, and the rest follow by their `next`. Mostly
// each is a group of its own, and then nothing has to be brought together.
extension LineEncoder {
  /// - Parameter leftOut: positions in `live` that are not written.
  static func append(
    _ metrics: inout MetricTable, leavingOut leftOut: Set<Int>, trimmed: Int,
    to line: inout LineWriter
  ) {
    metrics.renderTexts()
    let isLinked = metrics.hasGroups || !leftOut.isEmpty
    if isLinked { metrics.linkGroups(leavingOut: leftOut) }
    append(.counter, #","counters":{"#, metrics, isLinked: isLinked, to: &line)
    append(.timer, #","timers":{"#, metrics, isLinked: isLinked, to: &line)
    if trimmed > 0 {
      line.append(#","trimmed":"#)
      line.append(trimmed)
    }
  }

  /// Every entry ends with a comma, in whose place the last one gets the field's end.
  private static func append(
    _ kind: Metric.Kind, _ field: StaticString, _ metrics: borrowing MetricTable, isLinked: Bool,
    to line: inout LineWriter
  ) {
    let before = line.count
    line.append(field)
    let first = line.count
    for position in 0..<metrics.liveCount {
      let metric = metrics.metrics + Int(metrics.live[position])
      guard metric.pointee.identity.kind == kind, let text = metric.pointee.rendered else {
        continue
      }
      if isLinked {
        guard metric.pointee.isGroupStart else { continue }
        if metric.pointee.next != 0 {
          append(list: metric, text, of: metrics, to: &line)
          continue
        }
      }
      append(alone: metric, text, to: &line)
    }
    if line.count == first {
      line.truncate(to: before)
    } else {
      line.replaceLast(with: UInt8(ascii: "}"))
    }
  }

  @inline(__always)
  private static func append(
    alone metric: UnsafeMutablePointer<Metric>, _ text: RenderedText, to line: inout LineWriter
  ) {
    line.write(upTo: text.byteCount &+ figuresBytesMax) { cursor in
      cursor.put(kept: text.start, count: Int(text.prefixCount))
      put(figuresOf: metric, into: &cursor)
      cursor.put(kept: text.suffix, count: Int(text.suffixCount))
    }
  }

  private static func append(
    list first: UnsafeMutablePointer<Metric>, _ text: RenderedText,
    of metrics: borrowing MetricTable, to line: inout LineWriter
  ) {
    line.write(upTo: text.byteCount) { cursor in
      cursor.put(kept: text.start, count: Int(text.keyCount))
    }
    line.append(UInt8(ascii: "["))
    var metric = first
    while true {
      if let text = metric.pointee.rendered { append(entry: metric, text, to: &line) }
      if metric.pointee.next == 0 { break }
      line.append(UInt8(ascii: ","))
      metric = metrics.metrics + Int(metric.pointee.next - 1)
    }
    line.append("],")
  }

  /// One of a list: its tags are the text behind its figures but for the list's end, `],`.
  private static func append(
    entry metric: UnsafeMutablePointer<Metric>, _ text: RenderedText, to line: inout LineWriter
  ) {
    line.write(upTo: text.byteCount &+ figuresBytesMax) { cursor in
      switch metric.pointee.identity.kind {
      case .counter: cursor.put(#"{"value":"#)
      case .timer: cursor.put(#"{"count":"#)
      }
      put(figuresOf: metric, into: &cursor)
      if metric.pointee.tags.isEmpty {
        cursor.put(UInt8(ascii: "}"))
      } else {
        cursor.put(kept: text.suffix, count: Int(text.suffixCount) &- 2)
      }
    }
  }

  /// Three numbers, and what is between them.
  private static let figuresBytesMax = 3 * LineCursor.numberBytesMax + 40

  @inline(__always)
  private static func put(
    figuresOf metric: UnsafeMutablePointer<Metric>, into cursor: inout LineCursor
  ) {
    switch metric.pointee.identity.kind {
    case .counter:
      cursor.put(metric.pointee.boundedSum)
    case .timer:
      cursor.put(UInt64(truncatingIfNeeded: metric.pointee.count))
      cursor.put(#","total_dur":"#)
      cursor.put(secondsOfNanoseconds: metric.pointee.nanoseconds)
      guard metric.pointee.count > 1 else { return }
      cursor.put(#","max_dur":"#)
      cursor.put(secondsOfNanoseconds: metric.pointee.longestNanoseconds)
    }
  }

  /// Leaves out metrics, the smallest first, until the line is short enough: timers by their total,
  /// counters by their sum, and counters before timers, for time is what slowness is about.
  ///
  /// - Parameters:
  ///   - headerEnd: the position behind all that is not a metric.
  ///   - end: the position that the line must not reach beyond.
  static func trim(
    _ metrics: inout MetricTable, in line: inout LineWriter, after headerEnd: Int, end: Int
  ) {
    let order = metrics.positionsBySize()
    var fewest = 0
    var most = order.count
    // As few as it takes, found by halving.
    while fewest < most {
      let middle = (fewest + most) / 2
      line.truncate(to: headerEnd)
      append(
        &metrics, leavingOut: Set(order.prefix(middle)), trimmed: metrics.leftOut + middle,
        to: &line)
      if line.count <= end { most = middle } else { fewest = middle + 1 }
    }
    line.truncate(to: headerEnd)
    append(
      &metrics, leavingOut: Set(order.prefix(most)), trimmed: metrics.leftOut + most, to: &line)
  }
}

extension MetricTable {
  /// Chains the touched metrics of each kind and key, the first touched one first.
  mutating func linkGroups(leavingOut leftOut: Set<Int>) {
    for position in 0..<liveCount {
      let metric = metrics + Int(live[position])
      metric.pointee.next = 0
      metric.pointee.isGroupStart = false
      metrics[Int(metric.pointee.group)].groupEnd = 0
    }
    for position in 0..<liveCount where leftOut.isEmpty || !leftOut.contains(position) {
      let index = live[position]
      let head = metrics + Int(metrics[Int(index)].group)
      if head.pointee.groupEnd == 0 {
        metrics[Int(index)].isGroupStart = true
      } else {
        metrics[Int(head.pointee.groupEnd - 1)].next = index + 1
      }
      head.pointee.groupEnd = index + 1
    }
  }

  /// Positions in `live`, the least important metric first.
  func positionsBySize() -> [Int] {
    let sizes = (0..<liveCount).map { position -> (Int, Double) in
      let metric = metrics[Int(live[position])]
      switch metric.identity.kind {
      case .counter: return (0, abs(metric.sum))
      case .timer: return (1, Double(metric.nanoseconds))
      }
    }
    return (0..<liveCount).sorted { sizes[$0] < sizes[$1] }
  }
}
