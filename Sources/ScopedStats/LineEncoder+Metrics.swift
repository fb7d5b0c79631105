// The counters and timers of a line. One key is one field, so metrics of one key are brought
// together first: each group's first metric is written, and the rest follow by their `next`.
extension LineEncoder {
  /// - Parameter leftOut: positions in `live` that are not written.
  static func append(
    _ metrics: inout MetricTable, leavingOut leftOut: Set<Int>, trimmed: Int,
    to line: inout LineWriter
  ) {
    metrics.renderTexts()
    metrics.linkGroups(leavingOut: leftOut)
    append(.counter, #","counters":{"#, metrics, to: &line)
    append(.timer, #","timers":{"#, metrics, to: &line)
    if trimmed > 0 {
      line.append(#","trimmed":"#)
      line.append(trimmed)
    }
  }

  private static func append(
    _ kind: Metric.Kind, _ field: StaticString, _ metrics: borrowing MetricTable,
    to line: inout LineWriter
  ) {
    var isFirst = true
    for position in 0..<metrics.liveCount {
      let metric = metrics.metrics + Int(metrics.live[position])
      guard metric.pointee.isGroupStart, metric.pointee.identity.kind == kind else { continue }
      if isFirst { line.append(field) } else { line.append(UInt8(ascii: ",")) }
      isFirst = false
      if let text = metric.pointee.rendered { line.append(text.start, count: text.keyCount) }
      if metric.pointee.next == 0, metric.pointee.tags.isEmpty {
        append(bare: metric, to: &line)
      } else {
        append(list: metric, of: metrics, to: &line)
      }
    }
    if !isFirst { line.append(UInt8(ascii: "}")) }
  }

  private static func append(bare metric: UnsafeMutablePointer<Metric>, to line: inout LineWriter) {
    switch metric.pointee.identity.kind {
    case .counter:
      line.append(metric.pointee.boundedSum)
    case .timer:
      line.append(#"{"count":"#)
      appendCalls(of: metric, to: &line)
      line.append(UInt8(ascii: "}"))
    }
  }

  private static func append(
    list first: UnsafeMutablePointer<Metric>, of metrics: borrowing MetricTable,
    to line: inout LineWriter
  ) {
    line.append(UInt8(ascii: "["))
    var metric = first
    while true {
      switch metric.pointee.identity.kind {
      case .counter:
        line.append(#"{"value":"#)
        line.append(metric.pointee.boundedSum)
      case .timer:
        line.append(#"{"count":"#)
        appendCalls(of: metric, to: &line)
      }
      if let text = metric.pointee.rendered, text.tagsCount > 0 {
        line.append(#","tags":"#)
        line.append(text.start + text.keyCount, count: text.tagsCount)
      }
      line.append(UInt8(ascii: "}"))
      if metric.pointee.next == 0 { break }
      line.append(UInt8(ascii: ","))
      metric = metrics.metrics + Int(metric.pointee.next - 1)
    }
    line.append(UInt8(ascii: "]"))
  }

  private static func appendCalls(
    of metric: UnsafeMutablePointer<Metric>, to line: inout LineWriter
  ) {
    line.append(UInt64(metric.pointee.count))
    line.append(#","total_dur":"#)
    line.append(secondsOfNanoseconds: metric.pointee.nanoseconds)
    guard metric.pointee.count > 1 else { return }
    line.append(#","max_dur":"#)
    line.append(secondsOfNanoseconds: metric.pointee.longestNanoseconds)
  }

  /// Leaves out metrics, the smallest first, until the line is short enough: timers by their total,
  /// counters by their sum, and counters before timers, for time is what slowness is about.
  static func trim(
    _ metrics: inout MetricTable, in line: inout LineWriter, after headerCount: Int,
    byteCountMax: Int
  ) {
    let order = metrics.positionsBySize()
    var fewest = 0
    var most = order.count
    // As few as it takes, found by halving.
    while fewest < most {
      let middle = (fewest + most) / 2
      line.truncate(to: headerCount)
      append(
        &metrics, leavingOut: Set(order.prefix(middle)), trimmed: metrics.leftOut + middle,
        to: &line)
      if line.count <= byteCountMax { most = middle } else { fewest = middle + 1 }
    }
    line.truncate(to: headerCount)
    append(
      &metrics, leavingOut: Set(order.prefix(most)), trimmed: metrics.leftOut + most, to: &line)
  }
}

extension MetricTable {
  /// Renders what is not rendered yet.
  mutating func renderTexts() {
    for position in 0..<liveCount {
      let metric = metrics + Int(live[position])
      if metric.pointee.rendered == nil { metric.pointee.rendered = Self.render(metric) }
    }
  }

  private static func render(_ metric: UnsafeMutablePointer<Metric>) -> RenderedText {
    var text = LineWriter()
    text.append(quoted: metric.pointee.key)
    text.append(UInt8(ascii: ":"))
    let keyCount = text.count
    if !metric.pointee.tags.isEmpty { LineEncoder.append(metric.pointee.tags, to: &text) }
    let start = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count)
    UnsafeMutableRawBufferPointer(start: start, count: text.count).copyMemory(from: text.bytes)
    return RenderedText(start: start, keyCount: keyCount, tagsCount: text.count - keyCount)
  }

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
