/// Knows the ids: names, tag sets, series and metrics.
///
/// What is new it gives an id, each kind at most as many as the limits say. A table that is full folds
/// what is new into `…other` and says so; what it knows stays known. New entries wait in `additions`
/// for the next delivery. Where several threads have to agree, each one's interner asks their registry
/// instead, and remembers the answer.
struct Interner {
  private let limits: Limits
  /// Who gives out the ids; nil where this interner does.
  private let registry: Registry?
  var strings: ByteTable
  private var series: WordTable
  private var seriesCount: UInt32 = 0
  private var taggedMetrics: WordTable
  /// Metrics without tags, twice the string id plus 1 for a timer: the metric's id plus 1, or 0.
  private var plainMetrics: [UInt32] = []
  private var metricCount: UInt32 = 0
  private var otherMetrics: [UInt32?] = [nil, nil]
  var tagSets: TagSetTable
  /// What is new since the last delivery.
  private(set) var additions = CatalogAdditions()
  /// How often something was folded into `…other`.
  private(set) var foldedCount: UInt64 = 0

  init(limits: Limits, seed: UInt64, registry: Registry? = nil) {
    let hash = SeededHash(seed: seed)
    self.limits = limits
    self.registry = registry
    strings = ByteTable(hash: hash)
    series = WordTable(hash: hash)
    taggedMetrics = WordTable(hash: hash)
    tagSets = TagSetTable(hash: hash, limits: limits)
    let other = Array("…other".utf8)
    _ = string(other.span.bytes, from: 0, length: other.count)
    guard registry == nil else { return }
    let key = StringID.other
    additions.tagSets = [[], [Tag(key: key, value: key)]]
    tagSets.insertPreset(otherKey: key)
  }

  /// What the tables take, in bytes, near enough for a budget.
  var byteCount: Int {
    strings.byteCount + series.byteCount + taggedMetrics.byteCount + tagSets.byteCount
      + plainMetrics.capacity * MemoryLayout<UInt32>.stride
  }

  mutating func takeAdditions() -> CatalogAdditions {
    defer { additions = CatalogAdditions() }
    return additions
  }

  /// The id of a string of at most `Limits.textBytes`, clean already.
  @inline(__always)
  mutating func string(_ bytes: RawSpan, from start: Int, length: Int) -> StringID {
    let key = strings.key(bytes, from: start, length: length)
    if let id = strings.find(key, in: bytes) { return StringID(rawValue: id) }
    return newString(key, in: bytes)
  }

  /// The id of a plain string of up to 16 bytes that is known, or nil.
  @inline(__always)
  func knownString(length: Int, first: UInt64, last: UInt64) -> StringID? {
    let key = strings.shortKey(from: 0, length: length, first: first, last: last)
    return strings.findShort(key).map { StringID(rawValue: $0) }
  }

  @inline(never)
  private mutating func newString(_ key: ByteTable.Key, in bytes: RawSpan) -> StringID {
    guard let id = makeStringID(key, in: bytes) else {
      foldedCount &+= 1
      return .other
    }
    strings.insert(key, in: bytes, value: id.rawValue)
    let missing = (Int(id.rawValue) + 1) * 2 - plainMetrics.count
    if missing > 0 { plainMetrics.append(contentsOf: repeatElement(0, count: missing)) }
    return id
  }

  /// Nil where the table is full.
  private mutating func makeStringID(_ key: ByteTable.Key, in bytes: RawSpan) -> StringID? {
    if let registry {
      let answer = registry.string(bytes, from: key.start, length: key.length)
      return answer.isFolded ? nil : answer.id
    }
    guard strings.count < limits.strings,
      strings.arenaByteCount + key.length <= limits.stringBytes
    else { return nil }
    additions.strings.append(bytes.text(from: key.start, length: key.length))
    return StringID(rawValue: UInt32(strings.count))
  }

  @inline(__always)
  mutating func seriesID(name: StringID, tags: TagSetID) -> SeriesID {
    let key = UInt64(name.rawValue) &<< 32 | UInt64(tags.rawValue)
    if let id = series.find(key) { return SeriesID(rawValue: id) }
    return newSeries(name: name, tags: tags)
  }

  /// Past the limit there is room for a sixteenth more: each name's series of `…other=…other`.
  @inline(never)
  private mutating func newSeries(name: StringID, tags: TagSetID) -> SeriesID {
    if let registry {
      let answer = registry.series(name: name, tags: tags)
      if isNew(answer) { note(Series(name: name, tags: tags), as: answer.id) }
      return answer.id
    }
    if seriesCount < limits.series { return addSeries(name: name, tags: tags) }
    foldedCount &+= 1
    if let id = knownSeries(name: name, tags: .other) { return id }
    if seriesCount < limits.series + limits.series / 16 {
      return addSeries(name: name, tags: .other)
    }
    return knownSeries(name: .other, tags: .other) ?? addSeries(name: .other, tags: .other)
  }

  private func knownSeries(name: StringID, tags: TagSetID) -> SeriesID? {
    series.find(UInt64(name.rawValue) << 32 | UInt64(tags.rawValue)).map(SeriesID.init)
  }

  private mutating func addSeries(name: StringID, tags: TagSetID) -> SeriesID {
    let id = SeriesID(rawValue: seriesCount)
    seriesCount += 1
    additions.series.append(Series(name: name, tags: tags))
    note(Series(name: name, tags: tags), as: id)
    return id
  }

  private mutating func note(_ new: Series, as id: SeriesID) {
    series.insert(
      UInt64(new.name.rawValue) << 32 | UInt64(new.tags.rawValue), value: id.rawValue)
  }

  /// Whether the registry gave an id to what was asked for, and not what it is folded into.
  private mutating func isNew<ID>(_ answer: Registry.Answer<ID>) -> Bool {
    if answer.isFolded { foldedCount &+= 1 }
    return !answer.isFolded
  }

  @inline(__always)
  mutating func metricID(_ kind: Metric.Kind, key: StringID, tags: TagSetID) -> MetricID {
    if tags == .empty {
      let id = plainMetrics[Int(key.rawValue) &* 2 &+ Int(kind.rawValue)]
      if id != 0 { return MetricID(rawValue: id &- 1) }
    } else if let id = taggedMetrics.find(Self.word(kind, key, tags)) {
      return MetricID(rawValue: id)
    }
    return newMetric(Metric(kind: kind, key: key, tags: tags))
  }

  @inline(__always)
  private static func word(_ kind: Metric.Kind, _ key: StringID, _ tags: TagSetID) -> UInt64 {
    UInt64(kind.rawValue) &<< 63 | UInt64(key.rawValue) &<< 32 | UInt64(tags.rawValue)
  }

  @inline(never)
  private mutating func newMetric(_ metric: Metric) -> MetricID {
    if let registry {
      let answer = registry.metric(metric)
      if isNew(answer) { note(metric, as: answer.id) }
      return answer.id
    }
    guard metricCount >= limits.metrics else { return addMetric(metric) }
    foldedCount &+= 1
    let kind = Int(metric.kind.rawValue)
    if let id = otherMetrics[kind] { return MetricID(rawValue: id) }
    // One of each kind comes on top of the limit, unless somebody sent it before.
    let other = Metric(kind: metric.kind, key: .other, tags: .empty)
    let known = plainMetrics[kind]
    let id = known != 0 ? MetricID(rawValue: known - 1) : addMetric(other)
    otherMetrics[kind] = id.rawValue
    return id
  }

  private mutating func addMetric(_ metric: Metric) -> MetricID {
    let id = MetricID(rawValue: metricCount)
    metricCount += 1
    additions.metrics.append(metric)
    note(metric, as: id)
    return id
  }

  private mutating func note(_ new: Metric, as id: MetricID) {
    if new.tags == .empty {
      plainMetrics[Int(new.key.rawValue) * 2 + Int(new.kind.rawValue)] = id.rawValue + 1
    } else {
      taggedMetrics.insert(Self.word(new.kind, new.key, new.tags), value: id.rawValue)
    }
  }

  /// The id of a set of tags: at most one a key, in any order.
  mutating func tagSet(_ tags: inout [Tag]) -> TagSetID {
    guard !tags.isEmpty else { return .empty }
    if let registry {
      let answer = registry.tagSet(tags)
      if answer.isFolded { foldedCount &+= 1 }
      return answer.id
    }
    tags.sort { strings.isOrdered($0.key.rawValue, before: $1.key.rawValue) }
    if let id = tagSets.find(tags) { return id }
    guard tagSets.count < limits.tagSets, tagSets.tagCount + tags.count <= limits.tagsInSets else {
      foldedCount &+= 1
      return .other
    }
    additions.tagSets.append(tags)
    return tagSets.insert(tags)
  }
}

extension RawSpan {
  /// Bytes that are known to be UTF-8, as a string.
  func text(from start: Int, length: Int) -> String {
    extracting(start..<(start + length)).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
