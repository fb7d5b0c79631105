/// The counters and timers of one recording: a hash table whose entries outlive their figures.
///
///     slots    [ 0 ][ 3 ][ 0 ][ 1 ][ 2 ]…      index + 1, found by hash, linear probing
///     metrics  [ m₀ ][ m₁ ][ m₂ ]…             dense; never moved within, never removed one by one
///     heads    [ 0 ][ 1 ][ 3 ][ 0 ]…           the same for the first metric of each kind and key
///     live     [ 2 ][ 0 ]…                     those touched since the last `reset`, in that order
///
/// A table is used again for the next recording, which mostly counts the same things: `reset` only
/// starts a new epoch, and a metric whose epoch is an old one starts from nought when it is touched.
/// So a warm recording neither allocates nor clears. A table that has met too many metrics, because
/// tag values never repeat, is emptied, so that it does not grow for ever.
///
/// One thread at a time uses it: whoever holds its shard. It owns its memory.
struct MetricTable: ~Copyable {
  /// Metrics with tags in one recording. Those of further tag sets count into the key without tags,
  /// so that sums stay exact.
  static let taggedMetricsMax = 3_072
  /// Metrics in one recording. Those of further keys are left out, and counted.
  static let metricsMax = 4_096
  /// A table with more than that is emptied before its next use.
  static let keptMax = 256
  /// So is one whose keys and tags are longer than that together, and as they stand in a line: bytes.
  static let keptTextBytesMax = 65_536

  private(set) var metrics: UnsafeMutablePointer<Metric>
  private(set) var live: UnsafeMutablePointer<Int32>
  private var slots: UnsafeMutablePointer<Int32>
  private var heads: UnsafeMutablePointer<Int32>
  private var slotShift: UInt64
  private(set) var count = 0
  private var capacity: Int
  /// How many were touched since the last `reset`.
  private(set) var liveCount = 0
  /// How many additions were left out since the last `reset`.
  private(set) var leftOut = 0
  private var epoch: UInt64 = 1
  private var textBytes = 0
  /// Whether any two metrics have the same kind and key, and so are one field of a line.
  private(set) var hasGroups = false
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    capacity = 8
    metrics = .allocate(capacity: capacity)
    live = .allocate(capacity: capacity)
    slots = .allocate(capacity: capacity * 2)
    slots.initialize(repeating: 0, count: capacity * 2)
    heads = .allocate(capacity: capacity * 2)
    heads.initialize(repeating: 0, count: capacity * 2)
    slotShift = 64 - 4
  }

  deinit {
    for index in 0..<count { metrics[index].rendered?.start.deallocate() }
    metrics.deinitialize(count: count)
    metrics.deallocate()
    live.deallocate()
    slots.deallocate()
    heads.deallocate()
  }

  /// Forgets all figures, and keeps what was counted for the next use.
  mutating func reset() {
    if count > Self.keptMax || textBytes > Self.keptTextBytesMax {
      self = MetricTable(seed: seed)
      return
    }
    epoch += 1
    liveCount = 0
    leftOut = 0
  }

  /// Renders what is not rendered yet of the metrics that were touched.
  mutating func renderTexts() {
    for position in 0..<liveCount {
      let metric = metrics + Int(live[position])
      if metric.pointee.rendered == nil {
        let text = RenderedText(metric.pointee)
        metric.pointee.rendered = text
        textBytes &+= text.byteCount
      }
    }
  }

  @inline(__always)
  mutating func add(_ amount: Double, to key: StaticString) {
    guard let index = find(.counter, key) else { return leaveOut() }
    touch(index)
    metrics[index].count &+= 1
    metrics[index].sum += amount
  }

  @inline(__always)
  mutating func add(
    _ amount: Double, to key: StaticString, _ tagKey: String, _ tagValue: TagValue
  ) {
    guard let index = find(.counter, key, tagKey, tagValue) else { return leaveOut() }
    touch(index)
    metrics[index].count &+= 1
    metrics[index].sum += amount
  }

  @inline(__always)
  mutating func add(
    nanoseconds: UInt64, to key: StaticString, _ tagKey: String, _ tagValue: TagValue
  ) {
    guard let index = find(.timer, key, tagKey, tagValue) else { return leaveOut() }
    addCall(nanoseconds, at: index)
  }

  mutating func add(_ amount: Double, to key: StaticString, tags: borrowing Tags) {
    guard let index = find(.counter, key, tags) else { return leaveOut() }
    touch(index)
    metrics[index].count &+= 1
    metrics[index].sum += amount
  }

  mutating func add(_ amount: Double, to key: String, tags: borrowing Tags) {
    guard let index = find(.counter, key, tags) else { return leaveOut() }
    touch(index)
    metrics[index].count &+= 1
    metrics[index].sum += amount
  }

  @inline(__always)
  mutating func add(nanoseconds: UInt64, to key: StaticString) {
    guard let index = find(.timer, key) else { return leaveOut() }
    addCall(nanoseconds, at: index)
  }

  mutating func add(nanoseconds: UInt64, to key: StaticString, tags: borrowing Tags) {
    guard let index = find(.timer, key, tags) else { return leaveOut() }
    addCall(nanoseconds, at: index)
  }

  mutating func add(nanoseconds: UInt64, to key: String, tags: borrowing Tags) {
    guard let index = find(.timer, key, tags) else { return leaveOut() }
    addCall(nanoseconds, at: index)
  }

  mutating func add(_ amount: Double, to metric: borrowing MetricName) {
    guard let index = find(metric) else { return leaveOut() }
    touch(index)
    metrics[index].count &+= 1
    metrics[index].sum += amount
  }

  mutating func add(nanoseconds: UInt64, to metric: borrowing MetricName) {
    guard let index = find(metric) else { return leaveOut() }
    addCall(nanoseconds, at: index)
  }

  /// Adds all that another recording counted.
  mutating func add(_ other: borrowing MetricTable) {
    leftOut += other.leftOut
    for position in 0..<other.liveCount {
      let source = other.metrics + Int(other.live[position])
      guard let index = find(source) else {
        leaveOut()
        continue
      }
      touch(index)
      metrics[index].count &+= source.pointee.count
      // Bounded first: of two infinities of different signs no number would remain.
      metrics[index].sum = metrics[index].boundedSum + source.pointee.boundedSum
      metrics[index].addTime(source.pointee.nanoseconds)
      metrics[index].longestNanoseconds = max(
        metrics[index].longestNanoseconds, source.pointee.longestNanoseconds)
    }
  }

  @inline(__always)
  private mutating func addCall(_ nanoseconds: UInt64, at index: Int) {
    touch(index)
    metrics[index].count &+= 1
    metrics[index].addTime(nanoseconds)
    if nanoseconds > metrics[index].longestNanoseconds {
      metrics[index].longestNanoseconds = nanoseconds
    }
  }

  private mutating func leaveOut() { leftOut &+= 1 }

  @inline(__always)
  private mutating func touch(_ index: Int) {
    if metrics[index].epoch != epoch { revive(index) }
  }

  private mutating func revive(_ index: Int) {
    metrics[index].epoch = epoch
    metrics[index].count = 0
    metrics[index].sum = 0
    metrics[index].nanoseconds = 0
    metrics[index].longestNanoseconds = 0
    live[liveCount] = Int32(truncatingIfNeeded: index)
    liveCount += 1
  }
}

// Finding, and making what is not found.
extension MetricTable {
  @inline(__always)
  private static func hash(_ kind: Metric.Kind, _ literal: UnsafePointer<UInt8>) -> UInt64 {
    (UInt64(UInt(bitPattern: literal)) << 1 | UInt64(kind.rawValue)) &* 0x9E37_79B9_7F4A_7C15
  }

  private var slotMask: Int { capacity &* 2 &- 1 }

  @inline(__always)
  private mutating func find(_ kind: Metric.Kind, _ key: StaticString) -> Int? {
    guard key.hasPointerRepresentation else { return find(kind, key.description, [:]) }
    let literal = key.utf8Start
    let hash = Self.hash(kind, literal)
    let mask = slotMask
    var slot = Int(truncatingIfNeeded: hash &>> slotShift)
    while true {
      let index = Int(slots[slot]) &- 1
      if index < 0 { break }
      // A hash of a literal without tags is of nothing else but its address and kind.
      if metrics[index].identity.hash == hash, metrics[index].identity.literal == literal,
        metrics[index].identity.byteCount == key.utf8CodeUnitCount, metrics[index].tags.isEmpty
      {
        return index
      }
      slot = (slot &+ 1) & mask
    }
    let identity = Metric.Identity(
      kind: kind, literal: literal, byteCount: key.utf8CodeUnitCount, hash: hash)
    return insert(identity, key.description, [:])
  }

  /// The same as with a set of one tag.
  @inline(__always)
  private mutating func find(
    _ kind: Metric.Kind, _ key: StaticString, _ tagKey: String, _ tagValue: TagValue
  ) -> Int? {
    guard key.hasPointerRepresentation else {
      return find(kind, key.description, Tags(count: 1, tagKey, tagValue, "", false))
    }
    let literal = key.utf8Start
    let hash = Self.hash(kind, literal) ^ ContentHash.of(tagValue, seed: seed)
    let mask = slotMask
    var slot = Int(truncatingIfNeeded: hash &>> slotShift)
    while true {
      let index = Int(slots[slot]) &- 1
      if index < 0 { break }
      let found = metrics + index
      if found.pointee.identity.hash == hash, found.pointee.identity.literal == literal,
        found.pointee.identity.kind == kind,
        found.pointee.identity.byteCount == key.utf8CodeUnitCount, found.pointee.tags.count == 1,
        found.pointee.tags.key0 == tagKey, found.pointee.tags.value0 == tagValue
      {
        return index
      }
      slot = (slot &+ 1) & mask
    }
    return find(kind, key, Tags(count: 1, tagKey, tagValue, "", false))
  }

  private mutating func find(
    _ kind: Metric.Kind, _ key: StaticString, _ tags: borrowing Tags
  ) -> Int? {
    guard key.hasPointerRepresentation else { return find(kind, key.description, tags) }
    if tags.isEmpty { return find(kind, key) }
    let identity = Self.identity(kind, key, tags, seed: seed)
    if let index = search(identity, "", tags) { return index }
    return insert(identity, key.description, tags)
  }

  private mutating func find(_ kind: Metric.Kind, _ key: String, _ tags: borrowing Tags) -> Int? {
    find(Self.identity(kind, key, tags, seed: seed), key, tags)
  }

  /// - Precondition: the key has a pointer.
  static func identity(
    _ kind: Metric.Kind, _ key: StaticString, _ tags: borrowing Tags, seed: UInt64
  ) -> Metric.Identity {
    Metric.Identity(
      kind: kind, literal: key.utf8Start, byteCount: key.utf8CodeUnitCount,
      hash: hash(kind, key.utf8Start) ^ ContentHash.of(tags, seed: seed))
  }

  static func identity(
    _ kind: Metric.Kind, _ key: String, _ tags: borrowing Tags, seed: UInt64
  ) -> Metric.Identity {
    Metric.Identity(
      kind: kind, literal: nil, byteCount: key.utf8.count,
      hash: ContentHash.of(key, seed: seed &+ UInt64(kind.rawValue))
        ^ ContentHash.of(tags, seed: seed))
  }

  /// - Precondition: the identity was made with the seed of all tables.
  private mutating func find(
    _ identity: Metric.Identity, _ key: String, _ tags: borrowing Tags
  ) -> Int? {
    search(identity, key, tags) ?? insert(identity, key, tags)
  }

  /// The metric that a handle names: told by the handle's own number where that was seen before, else
  /// by key and tags.
  @inline(__always)
  private mutating func find(_ name: borrowing MetricName) -> Int? {
    let mask = slotMask
    var slot = Int(truncatingIfNeeded: name.identity.hash &>> slotShift)
    while true {
      let index = Int(slots[slot]) &- 1
      if index < 0 { break }
      if metrics[index].handle == name.handle { return index }
      slot = (slot &+ 1) & mask
    }
    return findAnew(name)
  }

  @inline(never)
  private mutating func findAnew(_ name: borrowing MetricName) -> Int? {
    guard let index = find(name.identity, name.key, name.tags) else { return nil }
    // Not where it counts into the key without tags, for want of room.
    if metrics[index].identity.hash == name.identity.hash { metrics[index].handle = name.handle }
    return index
  }

  /// The metric that is told by the same as one of another table.
  private mutating func find(_ other: UnsafeMutablePointer<Metric>) -> Int? {
    let hash = other.pointee.identity.hash
    var slot = Int(truncatingIfNeeded: hash &>> slotShift)
    while true {
      let index = Int(slots[slot]) &- 1
      if index < 0 { return insert(other.pointee.identity, other.pointee.key, other.pointee.tags) }
      if metrics[index].identity.hash == hash, (metrics + index).isSame(as: other) { return index }
      slot = (slot &+ 1) & slotMask
    }
  }

  @inline(__always)
  private func search(_ identity: Metric.Identity, _ key: String, _ tags: borrowing Tags) -> Int? {
    let mask = slotMask
    var slot = Int(truncatingIfNeeded: identity.hash &>> slotShift)
    while true {
      let index = Int(slots[slot]) &- 1
      if index < 0 { return nil }
      let found = metrics + index
      if found.pointee.identity.hash == identity.hash,
        found.pointee.identity.literal == identity.literal,
        found.pointee.identity.byteCount == identity.byteCount,
        found.pointee.identity.kind == identity.kind,
        identity.literal != nil || found.pointee.key == key, found.pointee.tags == tags
      {
        return index
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// Makes a metric. At the limit of tag sets it is the one without tags; nil when full.
  private mutating func insert(
    _ identity: Metric.Identity, _ key: String, _ tags: borrowing Tags
  ) -> Int? {
    if !tags.isEmpty, liveCount >= Self.taggedMetricsMax {
      return find(identity.kind, key, [:])
    }
    guard liveCount < Self.metricsMax else { return nil }
    if count == capacity { grow() }
    let index = count
    let groupHash = ContentHash.of(key, seed: seed &+ UInt64(identity.kind.rawValue))
    let group = groupHead(identity.kind, key, groupHash) ?? index
    (metrics + index).initialize(
      to: Metric(
        identity: identity, key: key, tags: copy tags, groupHash: groupHash, group: Int32(group)))
    count += 1
    if group != index { hasGroups = true }
    textBytes &+= key.utf8.count
    for tag in copy tags { textBytes &+= tag.key.utf8.count &+ tag.value.textBytes }
    occupySlots(of: index)
    return index
  }

  /// The first metric of the same kind and key.
  private func groupHead(_ kind: Metric.Kind, _ key: String, _ groupHash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: groupHash &>> slotShift)
    while true {
      let index = Int(heads[slot]) - 1
      if index < 0 { return nil }
      if metrics[index].groupHash == groupHash, metrics[index].identity.kind == kind,
        metrics[index].key == key
      {
        return index
      }
      slot = (slot + 1) & slotMask
    }
  }

  private mutating func occupySlots(of index: Int) {
    var slot = Int(truncatingIfNeeded: metrics[index].identity.hash &>> slotShift)
    while slots[slot] != 0 { slot = (slot + 1) & slotMask }
    slots[slot] = Int32(index) + 1
    guard metrics[index].group == Int32(index) else { return }
    slot = Int(truncatingIfNeeded: metrics[index].groupHash &>> slotShift)
    while heads[slot] != 0 { slot = (slot + 1) & slotMask }
    heads[slot] = Int32(index) + 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Metric>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: metrics, count: count)
    metrics.deallocate()
    metrics = larger
    let list = UnsafeMutablePointer<Int32>.allocate(capacity: capacity * 2)
    list.update(from: live, count: liveCount)
    live.deallocate()
    live = list
    slots.deallocate()
    capacity *= 2
    slots = .allocate(capacity: capacity * 2)
    slots.initialize(repeating: 0, count: capacity * 2)
    heads.deallocate()
    heads = .allocate(capacity: capacity * 2)
    heads.initialize(repeating: 0, count: capacity * 2)
    slotShift -= 1
    for index in 0..<count { occupySlots(of: index) }
  }
}

extension TagValue {
  /// The length of its text, if it is one.
  var textBytes: Int { if case .string(let text) = self { text.utf8.count } else { 0 } }
}

extension UnsafeMutablePointer<Metric> {
  fileprivate func isSame(as other: Self) -> Bool {
    pointee.identity.literal == other.pointee.identity.literal
      && pointee.identity.byteCount == other.pointee.identity.byteCount
      && pointee.identity.kind == other.pointee.identity.kind
      && (pointee.identity.literal != nil || pointee.key == other.pointee.key)
      && pointee.tags.count == other.pointee.tags.count
      && (pointee.tags.count == 0 || pointee.tags == other.pointee.tags)
  }
}
