import Intake

/// The figures of all groups over a set of chunks, to which chunks are added and from which they
/// are taken. What a change costs depends on the rows that come and go, not on those that stay.
struct FigureSums {
  /// When a longest duration is looked up that has left.
  enum Lookup { case atOnce, whenAsked }

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
  /// The chunks that are in.
  private var held: [ChunkAnswer] = []
  /// Groups of which few rows are left, whose durations have to be looked up at once.
  private var lackingSamples: [UInt32] = []
  /// Groups whose longest duration went: it is not needed for most percentiles.
  private var lackingLongest: [UInt32] = []
  private(set) var figureBytes = 0
  private let lookup: Lookup
  /// Beyond which durations count as time above.
  private let threshold: UInt64

  init(_ query: Query, longest lookup: Lookup = .atOnce) {
    threshold = query.slowAboveNanoseconds
    self.lookup = lookup
  }

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
    remove(leaving)
    settle(lackingSamples, in: staying)
    lackingSamples.removeAll(keepingCapacity: true)
    add(entering)
    held = staying + entering
    switch lookup {
    case .atOnce: settleLongest()
    case .whenAsked:
      if lackingLongest.count > 2 * groupCount { lackingLongest = Array(Set(lackingLongest)) }
    }
  }

  mutating func quantiles(of group: Int) -> Quantile {
    if figures[group].needsLongest { settle([UInt32(group)], in: held) }
    return figures[group].quantiles()
  }

  mutating func p99Nanoseconds(of group: Int) -> UInt64 {
    if figures[group].needsLongest { settle([UInt32(group)], in: held) }
    return figures[group].p99Nanoseconds()
  }

  /// A group's figures with nothing lacking.
  mutating func settled(_ group: Int) -> GroupFigures {
    if figures[group].lacksLongest { settle([UInt32(group)], in: held) }
    return figures[group]
  }

  /// Looks up all longest durations that are lacking.
  mutating func settleLongest() {
    settle(lackingLongest.filter { figures[Int($0)].lacksLongest }, in: held)
    lackingLongest.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ answers: [ChunkAnswer]) {
    for answer in answers {
      all += answer.index.weight
      for group in answer.index.others { enter(Int(group)) }
      for group in answer.index.groups { enter(Int(group)) }
    }
    sweep(answers) { figures, answer, place, threshold in
      figures.add(answer.index, at: place, of: answer.chunk, above: threshold)
    }
  }

  private mutating func remove(_ answers: [ChunkAnswer]) {
    for answer in answers {
      all -= answer.index.weight
      for group in answer.index.others { leave(Int(group)) }
      for group in answer.index.groups { leave(Int(group)) }
    }
    sweep(answers) { figures, answer, place, threshold in
      figures.remove(answer.index, at: place, of: answer.chunk, above: threshold)
    }
    if groupsShown == 0 { (shown, totalNanoseconds) = (0, 0) }
  }

  /// Changes the figures of all groups of some chunks, group by group.
  @inline(__always)
  private mutating func sweep(
    _ answers: [ChunkAnswer], _ change: (inout GroupFigures, ChunkAnswer, Int, UInt64) -> Void
  ) {
    for start in stride(from: 0, to: answers.count, by: GroupSweep.chunkLimit) {
      let some = answers[start..<min(start + GroupSweep.chunkLimit, answers.count)]
      var groups = GroupSweep(some)
      while let group = groups.advance() {
        groupsShown -= figures[group].rows == 0 ? 0 : 1
        let hadLongest = !figures[group].lacksLongest
        update(group) { [threshold] figures in
          for hit in groups.hits { change(&figures, some[start + hit.chunk], hit.place, threshold) }
        }
        groupsShown += figures[group].rows == 0 ? 0 : 1
        if figures[group].lacksSamples {
          lackingSamples.append(UInt32(group))
        } else if hadLongest, figures[group].lacksLongest {
          lackingLongest.append(UInt32(group))
        }
      }
    }
  }

  /// Changes a group's figures and, by as much, those of all groups together.
  @inline(__always)
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
  private mutating func settle(_ lacking: some Sequence<UInt32>, in answers: [ChunkAnswer]) {
    let groups = Set(lacking).filter { figures[Int($0)].rows > 0 }.sorted()
    guard !groups.isEmpty else { return }
    let lacksSamples = groups.map { figures[Int($0)].lacksSamples }
    var longest = [UInt64](repeating: 0, count: groups.count)
    var samples = [[Sample]](repeating: [], count: groups.count)
    for answer in answers {
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
