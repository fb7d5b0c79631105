/// One counter or timer of a recording, with its tags: what a table holds.
struct Metric {
  enum Kind: UInt8, Sendable { case counter, timer }

  /// What it is told by. A key that is a literal is told by its address, one that is made while the
  /// program runs by its text.
  ///
  /// `@unchecked Sendable`: the pointer is to a literal, which nobody writes to and which stays.
  struct Identity: @unchecked Sendable {
    let kind: Kind
    /// Where the literal lies, or nil for a text.
    let literal: UnsafePointer<UInt8>?
    let byteCount: Int
    /// Of key, kind and tags.
    let hash: UInt64
  }

  let identity: Identity
  let key: String
  let tags: Tags
  /// Of kind and key, by their text.
  let groupHash: UInt64
  /// The first metric of the table with the same kind and key, itself included: one key is one
  /// field of a line.
  let group: Int32

  /// The use of the table in which it was last touched; else its figures are of an earlier one.
  var epoch: UInt64 = 0
  /// Calls of a timer; how often a counter was added to.
  var count: Int = 0
  /// The sum of a counter.
  var sum: Double = 0
  /// A timer's total, in nanoseconds.
  var nanoseconds: UInt64 = 0
  /// A timer's longest call, in nanoseconds.
  var longestNanoseconds: UInt64 = 0

  /// While a line is written: whether its field begins here, the next touched metric of the group,
  /// and, in the group's first metric, the last one so far; both plus one, 0 for none.
  var isGroupStart = false
  var next: Int32 = 0
  var groupEnd: Int32 = 0
  /// How it stands in a line; nil until first written. The table frees it.
  var rendered: RenderedText?
  /// The handle that was last found to name this metric; 0 for none.
  var handle: UInt64 = 0

  /// The sum, kept within what a number on the wire can be.
  var boundedSum: Double { min(max(sum, -Self.sumMax), Self.sumMax) }
  static let sumMax = 1.7e308

  /// Adds to the total, which stays at the greatest there is: 584 years.
  @inline(__always)
  mutating func addTime(_ more: UInt64) {
    let (total, isOver) = nanoseconds.addingReportingOverflow(more)
    nanoseconds = isOver ? .max : total
  }
}

/// What stands in a line before and behind a metric's figures, rendered once. Plain memory and not an
/// array, so that writing a line counts no references.
///
///     "cache.hits":[{"value": │ ,"tags":{"type":"redis"}}],      a counter with tags
///     "render":{"count":      │ },                               a timer without
///     └ keyCount ┘
///     └─── prefixCount ────┘   └────── suffixCount ──────┘
///
/// Both parts begin at a multiple of sixteen bytes and are filled up to the next, for they are copied
/// sixteen at a time.
///
/// `@unchecked Sendable`: nobody writes to it once it is made.
struct RenderedText: @unchecked Sendable {
  let start: UnsafeMutablePointer<UInt8>
  let keyCount: Int32
  let prefixCount: Int32
  let suffixCount: Int32

  @inline(__always)
  private static func filledUp(_ count: Int32) -> Int { (Int(count) &+ 15) & ~15 }

  var suffix: UnsafeMutablePointer<UInt8> { start + Self.filledUp(prefixCount) }
  var byteCount: Int { Self.filledUp(prefixCount) &+ Self.filledUp(suffixCount) }

  init(_ metric: borrowing Metric) {
    var text = LineWriter()
    text.append(quoted: metric.key)
    text.append(UInt8(ascii: ":"))
    keyCount = Int32(text.count)
    if !metric.tags.isEmpty { text.append("[") }
    switch metric.identity.kind {
    case .counter: if !metric.tags.isEmpty { text.append(#"{"value":"#) }
    case .timer: text.append(#"{"count":"#)
    }
    prefixCount = Int32(text.count)
    if !metric.tags.isEmpty {
      text.append(#","tags":"#)
      LineEncoder.append(metric.tags, to: &text)
      text.append("}]")
    } else if metric.identity.kind == .timer {
      text.append("}")
    }
    text.append(",")
    suffixCount = Int32(text.count) - prefixCount
    start = .allocate(capacity: Self.filledUp(prefixCount) + Self.filledUp(suffixCount))
    start.initialize(repeating: 0, count: byteCount)
    let (prefixCount, suffixCount) = (Int(prefixCount), Int(suffixCount))
    text.bytes.withMemoryRebound(to: UInt8.self) { bytes in
      guard let source = bytes.baseAddress else { return }
      start.update(from: source, count: prefixCount)
      suffix.update(from: source + prefixCount, count: suffixCount)
    }
  }
}
