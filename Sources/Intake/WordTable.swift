/// Numbers by 64-bit keys: series by name and tags, metrics by key and tags, senders by fingerprint.
///
/// Open addressing, at most half full, probed one slot after the other. Removal moves the entries
/// behind the gap up into it (Knuth 6.4, algorithm R), so that no slot is ever marked as dead.
struct WordTable: Sendable {
  private struct Slot {
    var key: UInt64 = 0
    /// The value plus one; 0 in a free slot.
    var value: UInt64 = 0
  }

  private var slots = Array(repeating: Slot(), count: 64)
  private(set) var count = 0
  private let hash: SeededHash

  init(hash: SeededHash) { self.hash = hash }

  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }

  @inline(__always)
  private func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: hash(key)) & (slots.count &- 1)
  }

  /// The value of a key, or nil where it has none.
  @inline(__always)
  func find(_ key: UInt64) -> UInt32? {
    var index = home(of: key)
    while true {
      let slot = slots[index]
      if slot.value == 0 { return nil }
      if slot.key == key { return UInt32(truncatingIfNeeded: slot.value &- 1) }
      index = (index &+ 1) & (slots.count &- 1)
    }
  }

  /// Adds a key that has no value yet.
  mutating func insert(_ key: UInt64, value: UInt32) {
    if (count + 1) * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: old.count * 2)
      for slot in old where slot.value != 0 { place(slot) }
    }
    place(Slot(key: key, value: UInt64(value) + 1))
    count += 1
  }

  private mutating func place(_ slot: Slot) {
    var index = home(of: slot.key)
    while slots[index].value != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  /// Takes a key out, if it is there.
  mutating func remove(_ key: UInt64) {
    let mask = slots.count - 1
    var gap = home(of: key)
    while slots[gap].value != 0, slots[gap].key != key { gap = (gap + 1) & mask }
    guard slots[gap].value != 0 else { return }
    count -= 1
    var next = (gap + 1) & mask
    while slots[next].value != 0 {
      // An entry may move up unless its home lies behind the gap.
      if (next - home(of: slots[next].key)) & mask >= (next - gap) & mask {
        slots[gap] = slots[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    slots[gap] = Slot()
  }
}
