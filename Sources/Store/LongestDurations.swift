/// The longest durations of each group, chunk by chunk, so that the longest of all is still known
/// when the chunk that had it leaves.
///
/// Of each chunk with scopes of a group, the group's longest duration there is a candidate. The eight
/// longest candidates are kept, the longest first; a duration needs no chunk to go with it, for equal
/// ones stand for each other.
///
///     group        0                 1                        …
///     values       9 8 8 5 4 3 3 2   7 6 · · · · · ·
///     kept         8                 2
///     parts        31                2          chunks with scopes of it: when as many are kept, none
///                                               is missing
///
/// Candidates that come between the kept ones join them, so those that leave are made up for, and a
/// group lacks its longest (`lacks`) only about once in the time that its chunks take to change.
/// Cost: one comparison for most candidates.
struct LongestDurations {
  /// How many are kept: a line of the processor's cache.
  private static let limit = 8

  private var values: [UInt64] = []
  private var kept: [UInt8] = []
  private var parts: [UInt32] = []

  var byteCount: Int { values.capacity * 8 + kept.capacity + parts.capacity * 4 }

  /// Makes room for so many groups.
  mutating func extend(to groupCount: Int) {
    let missing = max(0, groupCount - kept.count)
    values.append(contentsOf: repeatElement(0, count: missing * Self.limit))
    kept.append(contentsOf: repeatElement(0, count: missing))
    parts.append(contentsOf: repeatElement(0, count: missing))
  }

  /// The longest duration of a group; 0 where there is none, or it is lacking.
  func longest(of group: Int) -> UInt64 { kept[group] > 0 ? values[group &* Self.limit] : 0 }

  /// Whether a group's longest duration has to be looked up in its chunks.
  func lacks(_ group: Int) -> Bool { kept[group] == 0 && parts[group] > 0 }

  /// Begins a group anew, of which all candidates are added again.
  mutating func clear(_ group: Int) { (kept[group], parts[group]) = (0, 0) }

  /// Adds a chunk's longest duration of a group.
  mutating func add(_ nanoseconds: UInt64, to group: Int) {
    change { Self.add(nanoseconds, to: group, &$0, &$1, &$2) }
  }

  /// Adds the longest durations of several chunks, of which the longest of all is known alone. Shorter
  /// ones are kept no longer: those that are not known may lie between.
  mutating func add(_ nanoseconds: UInt64, ofParts count: UInt32, to group: Int) {
    let start = group &* Self.limit
    var number = 0
    while number < kept[group], values[start &+ number] >= nanoseconds { number &+= 1 }
    let isBelowOthers = number == kept[group] && kept[group] < parts[group]
    parts[group] &+= count
    if number == Self.limit || isBelowOthers { return }
    values[start &+ number] = nanoseconds
    kept[group] = UInt8(truncatingIfNeeded: number &+ 1)
  }

  /// Takes away what was added before.
  mutating func remove(_ nanoseconds: UInt64, from group: Int) {
    change { Self.remove(nanoseconds, from: group, &$0, &$1, &$2) }
  }

  /// Adds the longest durations of a chunk's groups.
  mutating func add(_ index: ChunkIndex) {
    change { values, kept, parts in
      let (groups, longest) = (index.groups, index.longestNanoseconds)
      for place in groups.indices {
        Self.add(longest[place], to: Int(groups[place]), &values, &kept, &parts)
      }
    }
  }

  /// Takes away what was added before.
  mutating func remove(_ index: ChunkIndex) {
    change { values, kept, parts in
      let (groups, longest) = (index.groups, index.longestNanoseconds)
      for place in groups.indices {
        Self.remove(longest[place], from: Int(groups[place]), &values, &kept, &parts)
      }
    }
  }

  /// Lends the tables. Two spans of one value cannot be had at once, but spans of tables on their own
  /// can.
  @inline(__always)
  private mutating func change(
    _ body: (
      inout MutableSpan<UInt64>, inout MutableSpan<UInt8>, inout MutableSpan<UInt32>
    ) -> Void
  ) {
    var (allValues, allKept, allParts) = (values, kept, parts)
    (values, kept, parts) = ([], [], [])
    var valueSpan = allValues.mutableSpan
    var keptSpan = allKept.mutableSpan
    var partSpan = allParts.mutableSpan
    body(&valueSpan, &keptSpan, &partSpan)
    (values, kept, parts) = (allValues, allKept, allParts)
  }
}

extension LongestDurations {
  @inline(__always)
  private static func add(
    _ nanoseconds: UInt64, to group: Int, _ values: inout MutableSpan<UInt64>,
    _ kept: inout MutableSpan<UInt8>, _ parts: inout MutableSpan<UInt32>
  ) {
    let count = Int(kept[group])
    let isWhole = count == Int(parts[group])
    parts[group] &+= 1
    let start = group &* limit
    if count == limit {
      guard nanoseconds > values[start &+ count &- 1] else { return }
    } else if !isWhole {
      guard count > 0, nanoseconds >= values[start &+ count &- 1] else { return }
    }
    var place = start &+ min(count, limit &- 1)
    while place > start, values[place &- 1] < nanoseconds {
      values[place] = values[place &- 1]
      place &-= 1
    }
    values[place] = nanoseconds
    kept[group] = UInt8(truncatingIfNeeded: min(count &+ 1, limit))
  }

  @inline(__always)
  private static func remove(
    _ nanoseconds: UInt64, from group: Int, _ values: inout MutableSpan<UInt64>,
    _ kept: inout MutableSpan<UInt8>, _ parts: inout MutableSpan<UInt32>
  ) {
    let count = Int(kept[group])
    parts[group] &-= 1
    let start = group &* limit
    guard count > 0, nanoseconds >= values[start &+ count &- 1] else { return }
    var place = start
    while place < start &+ count, values[place] != nanoseconds { place &+= 1 }
    precondition(place < start &+ count, "BUG: what was never added is taken away")
    while place < start &+ count &- 1 {
      values[place] = values[place &+ 1]
      place &+= 1
    }
    kept[group] = UInt8(truncatingIfNeeded: count &- 1)
  }
}
