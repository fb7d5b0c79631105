import Intake

/// The p99 of groups in the window before, against which those of the window are held.
///
/// It is asked for the groups in view, which are few, or for all, where the ranking is ordered by it.
/// Figures of a few are made when they are asked for; from then on they are kept up, as those of all
/// are while all are asked for.
struct EarlierWindow {
  private struct Known {
    var figures: GroupFigures
    /// Whether the chunk with the longest duration has left, so that the figures still tell of it.
    var lostLongest = false
  }

  private var answers: [ChunkAnswer] = []
  private var known = RecentGroups<Known>()
  private var followed: FigureSums?
  /// Without that of the figures of all groups while they are followed.
  private var ownWork = Work()

  var byteCount: Int {
    known.values.reduce(followed?.byteCount ?? 0) { $0 + $1.figures.byteCount + 200 }
  }

  var work: Work { ownWork + (followed?.work ?? Work()) }

  mutating func change(_ change: ChunkAnswers.Change, to answers: [ChunkAnswer], groupCount: Int) {
    self.answers = answers
    known.beginTurn()
    if !change.leaving.isEmpty || !change.entering.isEmpty {
      known.update { group, kept in Self.keepUp(&kept, of: group, change, &ownWork) }
    }
    followed?.change(
      leaving: change.leaving, entering: change.entering, staying: change.staying,
      groupCount: groupCount)
  }

  /// Follows all groups from here on. Cost: the rows of that window, where none were followed.
  mutating func followAll(groupCount: Int) {
    guard followed == nil else { return }
    var sums = FigureSums()
    sums.change(leaving: [], entering: answers, staying: [], groupCount: groupCount)
    followed = sums
  }

  mutating func stopFollowing() {
    ownWork = work
    followed = nil
  }

  /// Makes the figures of groups that are going to be asked for, of those that are not known, together.
  /// Cost: a look for each of them in every chunk of that window.
  mutating func look(for groups: [UInt32]) {
    guard followed == nil else { return }
    let unknown = groups.filter { !known.contains($0) }
    for (group, figures) in zip(unknown, makeFigures(of: unknown)) {
      known.put(Known(figures: figures), for: group)
    }
  }

  /// The p99 of a group, nil where it has fewer than 20 scopes. Cost: a look for it in every chunk of
  /// that window, unless it is known or followed.
  mutating func p99Nanoseconds(of group: Int) -> UInt64? {
    if followed != nil { return followed?.p99NanosecondsOfMany(group) }
    look(for: [UInt32(group)])
    guard var kept = known.take(UInt32(group)) else { return nil }
    let p99 = kept.figures.isFew ? nil : kept.figures.p99Nanoseconds()
    known.put(kept, for: UInt32(group))
    return p99
  }

  private mutating func makeFigures(of groups: [UInt32]) -> [GroupFigures] {
    var figures = [GroupFigures](repeating: GroupFigures(), count: groups.count)
    guard !groups.isEmpty else { return figures }
    ownWork.lookups += answers.count * groups.count
    for answer in answers {
      for (number, group) in groups.enumerated() {
        guard let place = answer.index.place(of: group) else { continue }
        figures[number].add(answer.index, at: place)
        ownWork.rows += answer.index.range(at: place).count
      }
    }
    return figures
  }

  /// Keeps up a group's figures. Returns whether they can still be told from what is left.
  private static func keepUp(
    _ kept: inout Known, of group: UInt32, _ change: ChunkAnswers.Change, _ work: inout Work
  ) -> Bool {
    work.lookups += change.leaving.count + change.entering.count
    for answer in change.leaving {
      guard let place = answer.index.place(of: group) else { continue }
      let isLongest =
        answer.index.longestNanoseconds[place] == kept.figures.longestNanoseconds
      kept.figures.remove(answer.index, at: place)
      if kept.figures.lacksSamples { return false }
      kept.lostLongest = kept.figures.rows > 0 && (kept.lostLongest || isLongest)
    }
    for answer in change.entering {
      guard let place = answer.index.place(of: group) else { continue }
      if answer.index.longestNanoseconds[place] >= kept.figures.longestNanoseconds {
        kept.lostLongest = false
      }
      kept.figures.add(answer.index, at: place)
    }
    // Where the longest duration has gone, it matters only if p99 lies in its bucket.
    return !kept.lostLongest || kept.figures.isFew || !kept.figures.isP99InTopBucket
  }
}

extension FigureSums {
  /// A group's p99, nil where it has fewer than 20 scopes.
  fileprivate mutating func p99NanosecondsOfMany(_ group: Int) -> UInt64? {
    figures[group].isFew ? nil : p99Nanoseconds(of: group)
  }
}
