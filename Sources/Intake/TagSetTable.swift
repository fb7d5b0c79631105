/// Tag sets, twice: by their canonical form, which says what is the same, and by the raw JSON of the
/// objects that they were read from, which is what usually finds them.
///
/// The raw table is no more than a memory of what was read before. It is emptied when it is full.
struct TagSetTable {
  /// Raw objects by their bytes. Only those that lost nothing on the way are in it.
  private(set) var raw: ByteTable
  /// Sets by the hash of their words; where two have the same hash, the next free one after it.
  private var canonical: WordTable
  /// All sets one after the other, two words a tag: key, then value and kind.
  private var words: [UInt32] = []
  /// Where each set ends in `words`.
  private var ends: [Int] = []
  private let hash: SeededHash
  private let rawCountMax: Int
  private let rawTotalBytesMax: Int

  /// Longer objects are read anew each time.
  static let rawBytesMax = 1_024

  init(hash: SeededHash, limits: Limits) {
    self.hash = hash
    rawCountMax = limits.rawTagSets
    rawTotalBytesMax = limits.rawTagSetBytes
    raw = ByteTable(hash: hash)
    canonical = WordTable(hash: hash)
  }

  var count: Int { ends.count }

  /// What the tables take, in bytes, near enough for a budget.
  var byteCount: Int {
    raw.byteCount + canonical.byteCount + words.capacity * MemoryLayout<UInt32>.stride
      + ends.capacity * MemoryLayout<Int>.stride
  }

  /// The tags of all sets together.
  var tagCount: Int { words.count / 2 }

  /// The two sets that are always there: no tags, and `…other=…other`.
  mutating func insertPreset(otherKey: StringID) {
    _ = insert([])
    _ = insert([Tag(key: otherKey, value: otherKey)])
  }

  /// The id of a set whose tags are in canonical order, or nil where it is new.
  func find(_ tags: [Tag]) -> TagSetID? {
    var key = hash(of: tags)
    while let id = canonical.find(key) {
      if isEqual(id, tags) { return TagSetID(rawValue: id) }
      key &+= 1
    }
    return nil
  }

  mutating func insert(_ tags: [Tag]) -> TagSetID {
    let id = UInt32(count)
    for tag in tags {
      words.append(tag.key.rawValue)
      words.append(Self.word(tag))
    }
    ends.append(words.count)
    var key = hash(of: tags)
    while canonical.find(key) != nil { key &+= 1 }
    canonical.insert(key, value: id)
    return TagSetID(rawValue: id)
  }

  /// Remembers the raw JSON that a set was read from.
  mutating func remember(_ key: ByteTable.Key, in bytes: RawSpan, as id: TagSetID) {
    guard key.length <= Self.rawBytesMax else { return }
    if raw.count >= rawCountMax || raw.arenaByteCount > rawTotalBytesMax {
      raw.removeAll()
    }
    raw.insert(key, in: bytes, value: id.rawValue)
  }

  /// String ids stay far below 2^30, so the kind has room above them.
  private static func word(_ tag: Tag) -> UInt32 {
    tag.value.rawValue | UInt32(tag.kind.rawValue) << 30
  }

  private func hash(of tags: [Tag]) -> UInt64 {
    tags.reduce(UInt64(tags.count)) { sum, tag in
      hash(UInt64(tag.key.rawValue) << 32 | UInt64(Self.word(tag)), sum)
    }
  }

  private func isEqual(_ id: UInt32, _ tags: [Tag]) -> Bool {
    let start = id == 0 ? 0 : ends[Int(id) - 1]
    guard ends[Int(id)] - start == tags.count * 2 else { return false }
    return tags.indices.allSatisfy {
      words[start + $0 * 2] == tags[$0].key.rawValue
        && words[start + $0 * 2 + 1] == Self.word(tags[$0])
    }
  }
}
