import Intake

extension Chunk {
  /// The chunk in pieces, earliest first, of which none holds rows from both before and after the
  /// begin of one of these seconds.
  ///
  /// - Parameter seconds: ascending.
  func cut(at seconds: [Int64]) -> [Chunk] {
    let microseconds = seconds.map { $0 * 1_000_000 }
    var builders = (0...seconds.count).map { _ in ChunkBuilder() }
    if precision == .summary {
      for row in 0..<count { spread(row, at: microseconds, over: &builders) }
    } else {
      cut(at: microseconds, into: &builders)
    }
    return builders.indices.compactMap { piece in
      builders[piece].seal(
        precision, of: precision == .exact ? nil : span(ofPiece: piece, at: microseconds))
    }
  }

  private func cut(at microseconds: [Int64], into builders: inout [ChunkBuilder]) {
    func part(_ row: Int) -> Int { Self.piece(of: endMicroseconds[row], at: microseconds) }
    var row = 0
    while row < count {
      let piece = part(row)
      var end = row + 1
      while end < count, part(end) == piece { end += 1 }
      builders[piece].append(rows: row..<end, of: self)
      row = end
    }
  }

  private static func piece(of microseconds: Int64, at starts: [Int64]) -> Int {
    starts.reduce(0) { $1 <= microseconds ? $0 + 1 : $0 }
  }

  private func span(ofPiece piece: Int, at starts: [Int64]) -> ClosedRange<Timestamp> {
    let first = piece == 0 ? earliest.microseconds : max(earliest.microseconds, starts[piece - 1])
    let last =
      piece == starts.count ? latest.microseconds : min(latest.microseconds, starts[piece] - 1)
    return Timestamp(microseconds: first)...Timestamp(microseconds: max(first, last))
  }

  /// Puts a row of a summary into pieces: a single scope where it finished, others by how much of the
  /// summary's time is the piece's.
  private func spread(_ row: Int, at starts: [Int64], over builders: inout [ChunkBuilder]) {
    let weight = weight[row]
    func put(_ part: Double, into piece: Int, endingAt end: Int64) {
      builders[piece].append(
        summaryOf: series[row], endMicroseconds: end,
        durationNanoseconds: durationNanoseconds[row], weight: part,
        error: error.isEmpty ? 0 : error[row])
    }
    guard isSpread(row) else {
      let end = endMicroseconds[row]
      put(weight, into: Self.piece(of: end, at: starts), endingAt: end)
      return
    }
    for piece in builders.indices {
      let span = span(ofPiece: piece, at: starts)
      let part = part(from: span.lowerBound, to: span.upperBound.advanced(by: .microseconds(1)))
      put(weight * part, into: piece, endingAt: span.upperBound.microseconds)
    }
  }

  /// Which part of its time lies in a span, 0 to 1.
  ///
  /// - Parameter end: excluded.
  func part(from start: Timestamp, to end: Timestamp) -> Double {
    let first = max(start.microseconds, earliest.microseconds)
    let last = min(end.microseconds - 1, latest.microseconds)
    guard first <= last else { return 0 }
    return Double(last - first + 1) / Double(latest.microseconds - earliest.microseconds + 1)
  }

  /// How many of its scopes finished after a moment; of a summary about as many, by its time.
  package func count(after moment: Timestamp) -> Double {
    guard latest > moment else { return 0 }
    if earliest > moment, precision != .summary { return Double(count) }
    let part = part(
      from: moment.advanced(by: .microseconds(1)), to: latest.advanced(by: .microseconds(1)))
    return (0..<count).reduce(0) { sum, row in
      if isSpread(row) { return sum + weight[row] * part }
      return endMicroseconds[row] > moment.microseconds ? sum + 1 : sum
    }
  }

  /// Whether a row stands for several scopes of which no more is known than in which time they
  /// finished, so that it is taken to be spread over it.
  func isSpread(_ row: Int) -> Bool { precision == .summary && weight[row] != 1 }
}
