import Intake

extension Profile {
  /// Latency over time in the window, up to the cell that holds the running second.
  ///
  /// Cells are as short as the room for them allows. Everything held always takes up all the room,
  /// so that its cells only change when they have to get longer. Scopes dated after now have no
  /// place on the axis until their time has come. Cost: one pass over the group's scopes when the
  /// cells' length changes, else the grid's size.
  /// - Parameter cellsMax: how many cells there is room for.
  package func heatGrid(cellsMax: Int) -> HeatGrid? {
    guard let moment, cellsMax > 0 else { return nil }
    let now = moment.now.second
    let oldest = answers.inside.first?.second ?? now
    let held = max(0, now - oldest) + 1
    var (length, count) = HeatCells.fitting(query.window.seconds ?? held, cellsMax: cellsMax)
    if query.window.seconds == nil { count = cellsMax }
    if heat?.cellSeconds != length { makeHeat(cellSeconds: length) }
    return heat?.grid(endingWith: now, cells: count)
  }

  private func makeHeat(cellSeconds: Int64) {
    var map = HeatMap(cellSeconds: cellSeconds)
    for answer in answers.inside { map.add(rows(in: answer), of: answer.chunk) }
    heat = map
  }

  /// The group's rows in a chunk.
  func rows(in answer: ChunkAnswer) -> ArraySlice<UInt32> {
    guard let group, let place = answer.index.place(of: UInt32(group)) else { return [] }
    return answer.index.rows[answer.index.range(at: place)]
  }

  /// The scopes of the window that lie in a box, slowest first.
  ///
  /// Cost: the rows of the chunks that the box's time touches.
  /// - Parameter limit: how many instances to make at most; all are counted.
  package func instances(in box: LatencyBox, limit: Int) -> BoxedInstances {
    var best = SlowestRows(limit: limit)
    var boxed = BoxedInstances()
    var chunks: [UInt64: Chunk] = [:]
    for answer in answers.inside {
      let chunk = answer.chunk
      guard chunk.latest >= box.start, chunk.earliest < box.end else { continue }
      for row in rows(in: answer) {
        let row = Int(row)
        let nanoseconds = chunk.durationNanoseconds[row]
        if chunk.precision == .summary {
          boxed.addFolded(row, of: chunk, in: box)
          continue
        }
        let end = Timestamp(microseconds: chunk.endMicroseconds[row])
        guard box.contains(end: end, duration: .nanoseconds(nanoseconds)) else { continue }
        boxed.rows += 1
        boxed.weight += chunk.weight(ofRow: row)
        let isAmongSlowest = best.offer(
          SlowestRows.Row(
            nanoseconds: nanoseconds, endMicroseconds: end.microseconds, chunk: chunk.id, row: row))
        if isAmongSlowest { chunks[chunk.id] = chunk }
      }
    }
    guard let catalog = moment?.catalog else { return boxed }
    boxed.instances = best.rows.compactMap { row in
      chunks[row.chunk].map { Instance(row: row.row, of: $0, catalog: catalog) }
    }
    return boxed
  }
}

/// The scopes of a group that lie in a box.
package struct BoxedInstances: Sendable {
  /// Slowest first, as many as were asked for.
  package internal(set) var instances: [Instance] = []
  /// How many there are in all, and how many scopes they stand for.
  package internal(set) var rows = 0
  package internal(set) var weight = 0.0
  /// How many of them only summaries tell of, so that they are not among the instances.
  package internal(set) var foldedWeight = 0.0

  /// Counts what a row of a summary has in a box.
  fileprivate mutating func addFolded(_ row: Int, of chunk: Chunk, in box: LatencyBox) {
    let duration = Duration.nanoseconds(chunk.durationNanoseconds[row])
    guard duration >= box.shortest, duration < box.longest else { return }
    let end = Timestamp(microseconds: chunk.endMicroseconds[row])
    let part =
      chunk.isSpread(row)
      ? chunk.part(from: box.start, to: box.end) : box.start <= end && end < box.end ? 1 : 0
    weight += chunk.weight[row] * part
    foldedWeight += chunk.weight[row] * part
  }
}
