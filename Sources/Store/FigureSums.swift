import Intake

/// The figures of all groups over a set of chunks, to which chunks are added and from which they
/// are taken. What a change costs depends on the rows that come and go, not on those that stay.
struct FigureSums {
  private(set) var figures: [GroupFigures] = []
  private var longest = LongestDurations()
  /// How many chunks hold rows of each group, passing or not.
  private var presence: [UInt32] = []
  /// Groups with rows that pass, and groups with any rows.
  private(set) var groupsShown = 0
  private(set) var groupsAll = 0
  /// Weighted scopes that pass, and all.
  private(set) var shown = 0.0
  private(set) var all = 0.0
  private(set) var totalNanoseconds = 0.0
  private var batch = GroupBatch()
  /// Groups that lack what the sums alone can't tell.
  private var lacking: [UInt32] = []
  private(set) var figureBytes = 0
  private(set) var work = Work()

  var byteCount: Int {
    figureBytes + figures.capacity * MemoryLayout<GroupFigures>.stride + presence.capacity * 4
      + longest.byteCount + batch.byteCount
  }

  /// Takes some chunks out and puts others in.
  ///
  /// - Parameter staying: the chunks that were in and stay, in which to look up what the sums alone
  ///   can't tell.
  mutating func change(
    leaving: [ChunkAnswer], entering: [ChunkAnswer], staying: [ChunkAnswer], groupCount: Int
  ) {
    let missing = max(0, groupCount - figures.count)
    figures.append(contentsOf: repeatElement(GroupFigures(), count: missing))
    presence.append(contentsOf: repeatElement(0, count: missing))
    longest.extend(to: groupCount)
    work.rows += (leaving + entering).reduce(0) { $0 + $1.index.rows.count }
    if !leaving.isEmpty {
      remove(leaving)
      settle(in: staying)
    }
    add(entering)
  }

  mutating func quantiles(of group: Int) -> Quantile { figures[group].quantiles() }

  mutating func p99Nanoseconds(of group: Int) -> UInt64 { figures[group].p99Nanoseconds() }

  private mutating func add(_ answers: [ChunkAnswer]) {
    for answer in answers {
      all += answer.index.weight
      shown += answer.index.shown
      totalNanoseconds += answer.index.totalNanoseconds
      for group in answer.index.others { enter(Int(group)) }
      for group in answer.index.groups { enter(Int(group)) }
    }
    add(answers.map(\.index))
  }

  private mutating func remove(_ answers: [ChunkAnswer]) {
    for answer in answers {
      all -= answer.index.weight
      shown -= answer.index.shown
      totalNanoseconds -= answer.index.totalNanoseconds
      for group in answer.index.others { leave(Int(group)) }
      for group in answer.index.groups { leave(Int(group)) }
    }
    remove(answers.map(\.index))
    if groupsShown == 0 { (shown, totalNanoseconds) = (0, 0) }
  }

  /// Adds the rows of some chunks, group by group.
  private mutating func add(_ indexes: [ChunkIndex]) {
    var batch = takeBatch()
    batch.begin(indexes, groupCount: figures.count) { group, rows in
      figures[group].rows + rows >= Quantile.exactBelowRows
    }
    if indexes.count < Self.manyIndexes {
      for index in indexes {
        batch.take(index, in: index.groups.indices) { group, place in
          change(group) { $0.add(index, at: place) }
        }
        longest.add(index)
      }
      for group in batch.groups { add(Int(group), of: batch) }
    } else {
      addMany(indexes, &batch)
    }
    self.batch = batch
  }

  /// From so many chunks on, what is known of a group's longest durations is the longest of all of them:
  /// it costs less to look the others up when that one leaves.
  private static let manyIndexes = 12
  /// Of many chunks so many groups at a time are looked at, so that what is known of them stays near the
  /// processor: some 60 bytes each, and their rows.
  private static let groupsAtATime: UInt32 = 512

  private mutating func addMany(_ indexes: [ChunkIndex], _ batch: inout GroupBatch) {
    var begins = [Int](repeating: 0, count: indexes.count)
    var longestOfTile = [UInt64](repeating: 0, count: Int(Self.groupsAtATime))
    var partsOfTile = [UInt32](repeating: 0, count: Int(Self.groupsAtATime))
    var groups = batch.groups[...]
    while let first = groups.first {
      let tile = groups.prefix { $0 - first < Self.groupsAtATime }
      for (number, index) in indexes.enumerated() {
        let places = index.groups[begins[number]...]
          .prefix { $0 - first < Self.groupsAtATime }.indices
        begins[number] = places.upperBound
        batch.take(index, in: places) { group, place in
          change(group) { $0.add(index, at: place) }
        }
        Self.note(index, in: places, from: first, &longestOfTile, &partsOfTile)
      }
      for group in tile {
        let number = Int(group - first)
        longest.add(longestOfTile[number], ofParts: partsOfTile[number], to: Int(group))
        (longestOfTile[number], partsOfTile[number]) = (0, 0)
        add(Int(group), of: batch)
      }
      groups = groups.dropFirst(tile.count)
    }
  }

  /// Notes the longest durations of some of an index's groups, and that it has them, by how far each group
  /// is from the first.
  private static func note(
    _ index: ChunkIndex, in places: Range<Int>, from first: UInt32, _ longest: inout [UInt64],
    _ parts: inout [UInt32]
  ) {
    let (allGroups, allDurations) = (index.groups, index.longestNanoseconds)
    let (groups, durations) = (allGroups.span, allDurations.span)
    var longest = longest.mutableSpan
    var parts = parts.mutableSpan
    for place in places {
      let group = Int(groups[place] &- first)
      longest[group] = max(longest[group], durations[place])
      parts[group] &+= 1
    }
  }

  private mutating func add(_ group: Int, of batch: borrowing GroupBatch) {
    change(group) { $0.add(batch, group) }
    figures[group].longestNanoseconds = longest.longest(of: group)
  }

  private mutating func remove(_ indexes: [ChunkIndex]) {
    var batch = takeBatch()
    batch.begin(indexes, groupCount: figures.count) { group, _ in !figures[group].isFew }
    for index in indexes {
      batch.take(index, in: index.groups.indices) { group, place in
        change(group) { $0.remove(index, at: place) }
      }
      longest.remove(index)
    }
    for group in batch.groups {
      let group = Int(group)
      change(group) { $0.remove(batch, group) }
      figures[group].longestNanoseconds = longest.longest(of: group)
      if figures[group].lacksSamples || longest.lacks(group) { lacking.append(UInt32(group)) }
    }
    self.batch = batch
  }

  /// The tables that one batch after the other is made in: none is made anew.
  private mutating func takeBatch() -> GroupBatch {
    defer { batch = GroupBatch() }
    return batch
  }

  /// Changes a group's figures, and what all groups take and how many are shown by as much.
  @inline(__always)
  private mutating func change(_ group: Int, _ body: (inout GroupFigures) -> Void) {
    let (bytes, wasShown) = (figures[group].byteCount, figures[group].rows > 0)
    body(&figures[group])
    figureBytes += figures[group].byteCount - bytes
    let isShown = figures[group].rows > 0
    if isShown != wasShown { groupsShown += isShown ? 1 : -1 }
  }

  private mutating func enter(_ group: Int) {
    groupsAll += presence[group] == 0 ? 1 : 0
    presence[group] += 1
  }

  private mutating func leave(_ group: Int) {
    presence[group] -= 1
    groupsAll -= presence[group] == 0 ? 1 : 0
  }

  /// Looks up the longest durations of groups that lack them, and the durations of groups of which few
  /// rows are left. Cost: groups in question × chunks, a few ns each where they are many.
  private mutating func settle(in answers: [ChunkAnswer]) {
    let groups = Set(lacking).filter { figures[Int($0)].rows > 0 }.sorted()
    lacking.removeAll(keepingCapacity: true)
    guard !groups.isEmpty else { return }
    for group in groups { longest.clear(Int(group)) }
    work.lookups += groups.count * answers.count
    var samples = [[Sample]](repeating: [], count: groups.count)
    for answer in answers {
      var from = 0
      for number in groups.indices {
        guard let place = answer.index.place(of: groups[number], from: &from) else { continue }
        let group = Int(groups[number])
        longest.add(answer.index.longestNanoseconds[place], to: group)
        if figures[group].lacksSamples {
          answer.index.appendSamples(at: place, to: &samples[number])
        }
      }
    }
    for number in groups.indices { settle(Int(groups[number]), samples[number]) }
  }

  private mutating func settle(_ group: Int, _ samples: [Sample]) {
    let bytes = figures[group].byteCount
    figures[group].longestNanoseconds = longest.longest(of: group)
    if figures[group].lacksSamples { figures[group].settle(samples: samples) }
    figureBytes += figures[group].byteCount - bytes
  }
}
