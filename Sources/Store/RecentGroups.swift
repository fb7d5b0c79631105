/// Something that is kept for each of the groups that were asked for lately: those in view, and those
/// that were a while ago.
///
/// What nobody has asked for in the last turns is forgotten. Where more groups are asked for than there
/// is room for, as when somebody leafs through all of many, all are forgotten and it begins anew.
struct RecentGroups<Value> {
  /// Groups at most, at some kilobytes each.
  private static var limit: Int { 512 }
  /// For so many turns a group is kept that nobody asks for: some seconds of frames.
  private static var turnsKept: Int { 32 }

  private struct Entry {
    var value: Value
    /// The turn in which it was asked for last.
    var turn: Int
  }

  private var entries: [UInt32: Entry] = [:]
  private var turn = 0

  var isEmpty: Bool { entries.isEmpty }
  var values: some Sequence<Value> { entries.values.lazy.map(\.value) }

  mutating func beginTurn() {
    turn += 1
    let limit = turn - Self.turnsKept
    guard entries.values.contains(where: { $0.turn < limit }) else { return }
    entries = entries.filter { $0.value.turn >= limit }
  }

  func contains(_ group: UInt32) -> Bool { entries[group] != nil }

  /// The value of a group that is asked for.
  mutating func value(of group: UInt32) -> Value? {
    guard let index = entries.index(forKey: group) else { return nil }
    entries.values[index].turn = turn
    return entries.values[index].value
  }

  /// Takes a group's value out, to be changed and put back.
  mutating func take(_ group: UInt32) -> Value? { entries.removeValue(forKey: group)?.value }

  /// Puts in the value of a group that is asked for.
  mutating func put(_ value: Value, for group: UInt32) {
    if entries.count >= Self.limit { entries.removeAll() }
    entries[group] = Entry(value: value, turn: turn)
  }

  /// Changes every value.
  ///
  /// - Parameter body: returns whether the group is still to be kept.
  mutating func update(_ body: (UInt32, inout Value) -> Bool) {
    var dropped: [UInt32] = []
    var index = entries.startIndex
    while index != entries.endIndex {
      if !body(entries.keys[index], &entries.values[index].value) {
        dropped.append(entries.keys[index])
      }
      entries.formIndex(after: &index)
    }
    for group in dropped { entries.removeValue(forKey: group) }
  }

  mutating func removeAll() { entries.removeAll() }
}
