import Intake

/// One cell of a group's p99 over time, filled chunk by chunk.
struct HistoryCell {
  private var samples: [Sample] = []
  private var histogram = Histogram()
  private var longestNanoseconds: UInt64 = 0

  var byteCount: Int { samples.capacity * MemoryLayout<Sample>.stride + histogram.byteCount }

  /// Adds the rows of a group at a place of a chunk's index.
  mutating func add(_ answer: ChunkAnswer, at place: Int) {
    longestNanoseconds = max(longestNanoseconds, answer.index.longestNanoseconds[place])
    let range = answer.index.range(at: place)
    if histogram.total == 0, samples.count + range.count < Quantile.exactBelowRows {
      answer.index.appendSamples(at: place, to: &samples)
      return
    }
    startHistogram()
    histogram.add(answer.index, in: range)
  }

  /// Adds a single row, or a part of what it stands for.
  mutating func add(row: Int, of chunk: Chunk, part: Double = 1) {
    guard part > 0 else { return }
    let weight = chunk.weight(ofRow: row) * part
    let nanoseconds = chunk.durationNanoseconds[row]
    longestNanoseconds = max(longestNanoseconds, nanoseconds)
    if histogram.total == 0, samples.count + 1 < Quantile.exactBelowRows {
      samples.append(Sample(nanoseconds: nanoseconds, weight: weight))
      return
    }
    startHistogram()
    histogram.add(weight, toBucket: chunk.bucket[row])
  }

  private mutating func startHistogram() {
    for sample in samples {
      histogram.add(
        sample.weight, toBucket: DurationScale.bucket(ofNanoseconds: sample.nanoseconds))
    }
    samples.removeAll(keepingCapacity: true)
  }

  /// The cell's p99, nil where nothing was added.
  var p99: Duration? {
    if histogram.total > 0 {
      return .nanoseconds(
        Quantile(histogram, longestNanoseconds: longestNanoseconds).p99Nanoseconds)
    }
    return samples.isEmpty ? nil : .nanoseconds(Quantile(samples).p99Nanoseconds)
  }
}

extension Window {
  /// Lengths that cells of everything held may have, so that they change seldom.
  private static let cellLengths: [Int64] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400,
  ]

  /// How long a cell is when the window is cut into so many.
  func cellSeconds(_ cells: Int, from oldest: Int64, to now: Int64) -> Int64 {
    let cells = Int64(cells)
    if let seconds { return max(1, (seconds + cells - 1) / cells) }
    let needed = max(1, (max(0, now - oldest) + cells) / cells)
    // One more, since neither the first nor the last cell need be whole.
    return Self.cellLengths.first { $0 * (cells - 1) >= needed * cells - cells }
      ?? (needed * cells / max(1, cells - 1) + 1)
  }
}
