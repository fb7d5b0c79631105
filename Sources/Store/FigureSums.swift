import Intake

/// The figures of all groups over a set of chunks, to which chunks are added and from which they
/// are taken. What a change costs depends on the rows that come and go, not on those that stay.
struct FigureSums {
  private(set) var figures: [GroupFigures] = []
  /// How many chunks hold rows of each group, passing or not.
  private var presence: [UInt32] = []
  /// Groups with rows that pass, and groups with any rows.
  private(set) var groupsShown = 0
  private(set) var groupsAll = 0
  /// Weighted scopes that pass, and all.
  private(set) var shown = 0.0
  private(set) var all = 0.0
  private(set) var totalNanoseconds = 0.0
  private var lacking: [UInt32] = []
  private(set) var figureBytes = 0
  /// Beyond which durations count as time above.
  private let threshold: UInt64

  init(_ query: Query) { threshold = query.slowAboveNanoseconds }

  var byteCount: Int {
    figureBytes + figures.capacity * MemoryLayout<GroupFigures>.stride + presence.capacity * 4
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
    for answer in leaving { remove(answer) }
    settle(staying)
    for answer in entering { add(answer) }
  }

  mutating func quantiles(of group: Int) -> Quantile { figures[group].quantiles() }

  private mutating func add(_ answer: ChunkAnswer) {
    let index = answer.index
    all += index.weight
    for group in index.others { enter(Int(group)) }
    for place in index.groups.indices {
      let group = Int(index.groups[place])
      enter(group)
      groupsShown += figures[group].rows == 0 ? 1 : 0
      update(group) { [threshold] in
        $0.add(index, at: place, of: answer.chunk, above: threshold)
      }
    }
  }

  private mutating func remove(_ answer: ChunkAnswer) {
    let index = answer.index
    all -= index.weight
    for group in index.others { leave(Int(group)) }
    for place in index.groups.indices {
      let group = Int(index.groups[place])
      leave(group)
      update(group) { [threshold] in
        $0.remove(index, at: place, of: answer.chunk, above: threshold)
      }
      groupsShown -= figures[group].rows == 0 ? 1 : 0
      if figures[group].lacksLongest || figures[group].lacksSamples {
        lacking.append(UInt32(group))
      }
    }
    if groupsShown == 0 { (shown, totalNanoseconds) = (0, 0) }
  }

  /// Changes a group's figures and, by as much, those of all groups together.
  private mutating func update(_ group: Int, _ change: (inout GroupFigures) -> Void) {
    let (count, total) = (figures[group].count, figures[group].totalNanoseconds)
    let bytes = figures[group].byteCount
    change(&figures[group])
    shown += figures[group].count - count
    totalNanoseconds += figures[group].totalNanoseconds - total
    figureBytes += figures[group].byteCount - bytes
  }

  private mutating func enter(_ group: Int) {
    groupsAll += presence[group] == 0 ? 1 : 0
    presence[group] += 1
  }

  private mutating func leave(_ group: Int) {
    presence[group] -= 1
    groupsAll -= presence[group] == 0 ? 1 : 0
  }

  /// Looks up the longest durations that went, and the durations of groups of which few rows are
  /// left. Cost: groups in question × chunks, a few ns each where they are many.
  private mutating func settle(_ staying: [ChunkAnswer]) {
    let groups = Set(lacking).filter { figures[Int($0)].rows > 0 }.sorted()
    lacking.removeAll(keepingCapacity: true)
    guard !groups.isEmpty else { return }
    let lacksSamples = groups.map { figures[Int($0)].lacksSamples }
    var longest = [UInt64](repeating: 0, count: groups.count)
    var samples = [[Sample]](repeating: [], count: groups.count)
    for answer in staying {
      var from = 0
      for number in groups.indices {
        guard let place = answer.index.place(of: groups[number], from: &from) else { continue }
        longest[number] = max(longest[number], answer.index.longestNanoseconds[place])
        if lacksSamples[number] { answer.appendSamples(at: place, to: &samples[number]) }
      }
    }
    for number in groups.indices {
      update(Int(groups[number])) {
        $0.settle(
          longestNanoseconds: longest[number], samples: lacksSamples[number] ? samples[number] : nil
        )
      }
    }
  }
}
