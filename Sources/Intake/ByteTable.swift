/// Byte strings, each with a number: what names and raw tag objects are looked up in.
///
/// Open addressing, at most half full, probed one slot after the other. A slot holds the hash, the
/// length, the number, and the first and last eight bytes, so that a name of up to 16 bytes is
/// told in the slot itself; only longer ones are compared in the arena too. A hit allocates nothing.
///
///     slots   │ hash │ first 8 │ last 8 │ length, value + 1 │ offset │ …      0 where free
///     arena   …bytes of one after the other…
struct ByteTable: Sendable {
  private struct Slot {
    var hash: UInt64 = 0
    var first: UInt64 = 0
    var last: UInt64 = 0
    /// Length in the upper half, the value plus one in the lower; 0 in a free slot.
    var head: UInt64 = 0
    var offset = 0
  }

  /// Bytes to be looked up, with what a slot holds of them.
  struct Key {
    let start: Int
    let length: Int
    let hash: UInt64
    let first: UInt64
    let last: UInt64
  }

  private var slots: [Slot]
  private var arena: [UInt8] = []
  /// Where each entry begins in the arena, in order of insertion.
  private var starts: [Int] = []
  private(set) var count = 0
  let hash: SeededHash

  init(hash: SeededHash) {
    self.hash = hash
    slots = Array(repeating: Slot(), count: Self.slotsMin)
  }

  private static let slotsMin = 256

  /// What the table takes, in bytes, near enough for a bound.
  var byteCount: Int {
    slots.count * MemoryLayout<Slot>.stride + arena.capacity
      + starts.capacity * MemoryLayout<Int>.stride
  }

  /// The bytes of all entries together.
  var arenaByteCount: Int { arena.count }

  @inline(__always)
  func key(_ bytes: RawSpan, from start: Int, length: Int) -> Key {
    if length <= 16 {
      return shortKey(
        from: start, length: length, first: Word.low(bytes.word(at: start), bytes: length),
        last: length <= 8 ? 0 : bytes.word(at: start &+ length &- 8))
    }
    return Key(
      start: start, length: length, hash: hash(bytes, from: start, length: length),
      first: bytes.word(at: start), last: bytes.word(at: start &+ length &- 8))
  }

  /// A key of up to 16 bytes, by its first and, past eight, its last eight.
  @inline(__always)
  func shortKey(from start: Int, length: Int, first: UInt64, last: UInt64) -> Key {
    let sum = hash(first, last ^ UInt64(truncatingIfNeeded: length))
    return Key(start: start, length: length, hash: sum, first: first, last: last)
  }

  /// The number of a byte string of up to 16 bytes, which its words and its length tell.
  @inline(__always)
  func findShort(_ key: Key) -> UInt32? {
    var index = Int(truncatingIfNeeded: key.hash) & (slots.count &- 1)
    while true {
      let head = slots[index].head
      if slots[index].first == key.first, slots[index].last == key.last,
        head &>> 32 == UInt64(truncatingIfNeeded: key.length), head != 0
      {
        return UInt32(truncatingIfNeeded: head) &- 1
      }
      if head == 0 { return nil }
      index = (index &+ 1) & (slots.count &- 1)
    }
  }

  /// The number of a byte string, or nil where it is not in the table.
  @inline(__always)
  func find(_ key: Key, in bytes: RawSpan) -> UInt32? {
    var index = Int(truncatingIfNeeded: key.hash) & (slots.count &- 1)
    while true {
      let slot = slots[index]
      if slot.head == 0 { return nil }
      if slot.hash == key.hash, slot.head &>> 32 == UInt64(truncatingIfNeeded: key.length),
        slot.first == key.first, slot.last == key.last,
        key.length <= 16 || isMiddleEqual(slot.offset, key, in: bytes)
      {
        return UInt32(truncatingIfNeeded: slot.head) &- 1
      }
      index = (index &+ 1) & (slots.count &- 1)
    }
  }

  /// Compares what lies between the first and the last eight bytes.
  @inline(__always)
  private func isMiddleEqual(_ offset: Int, _ key: Key, in bytes: RawSpan) -> Bool {
    let stored = arena.span.bytes
    var index = 8
    // The last word ends before the key does: the bytes from `length - 8` on are in the slot.
    while index < key.length &- 8 {
      if stored.word(at: offset &+ index) != bytes.word(at: key.start &+ index) {
        return false
      }
      index &+= 8
    }
    return true
  }

  /// Adds a byte string that is not in the table. Cost: now and then a table twice the size.
  mutating func insert(_ key: Key, in bytes: RawSpan, value: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    let offset = arena.count
    for index in 0..<key.length { arena.append(bytes.byte(at: key.start + index)) }
    starts.append(offset)
    let slot = Slot(
      hash: key.hash, first: key.first, last: key.last,
      head: UInt64(key.length) << 32 | UInt64(value + 1), offset: offset)
    place(slot)
    count += 1
  }

  private mutating func place(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    while slots[index].head != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.head != 0 { place(slot) }
  }

  /// Whether one entry's bytes come before another's. Entries are counted in order of insertion.
  func isOrdered(_ a: UInt32, before b: UInt32) -> Bool {
    bytes(of: a).lexicographicallyPrecedes(bytes(of: b))
  }

  private func bytes(of entry: UInt32) -> ArraySlice<UInt8> {
    let next = Int(entry) + 1
    return arena[starts[Int(entry)]..<(next < starts.count ? starts[next] : arena.count)]
  }

  /// Forgets everything, and keeps the memory.
  mutating func removeAll() {
    for index in slots.indices { slots[index] = Slot() }
    arena.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    count = 0
  }
}
