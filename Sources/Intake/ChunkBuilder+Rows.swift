extension ChunkBuilder {
  /// Makes room for so many more rows and metric words, so that a merge grows each column once.
  package mutating func reserve(rows: Int, words: Int) {
    series.reserveCapacity(series.count + rows)
    endMicroseconds.reserveCapacity(endMicroseconds.count + rows)
    durationNanoseconds.reserveCapacity(durationNanoseconds.count + rows)
    bucket.reserveCapacity(bucket.count + rows)
    metricsEnd.reserveCapacity(metricsEnd.count + rows)
    metrics.reserve(words)
  }

  /// Copies rows of a sealed chunk, column by column, which takes a fraction of what copying them
  /// one by one does.
  package mutating func append(rows: Range<Int>, of chunk: Chunk) {
    guard !rows.isEmpty else { return }
    appendSparseColumns(rows, of: chunk)
    let words = chunk.metricsRange(ofRow: rows.lowerBound).lowerBound
    let shift = UInt32(metrics.count) &- UInt32(words)
    metrics.append(contentsOf: chunk.metrics[words..<Int(chunk.metricsEnd[rows.upperBound - 1])])
    metricsEnd.append(contentsOf: chunk.metricsEnd[rows].lazy.map { $0 &+ shift })
    series.append(contentsOf: chunk.series[rows])
    endMicroseconds.append(contentsOf: chunk.endMicroseconds[rows])
    durationNanoseconds.append(contentsOf: chunk.durationNanoseconds[rows])
    bucket.append(contentsOf: chunk.bucket[rows])
  }

  /// Copies some rows of a sealed chunk, column by column.
  package mutating func append(_ rows: [Int], of chunk: Chunk) {
    guard !rows.isEmpty else { return }
    let words = rows.map { chunk.metricsRange(ofRow: $0) }
    // Of later ones the columns grow by more than they need, and so more rarely.
    if isEmpty { reserve(rows: rows.count, words: words.reduce(0) { $0 + $1.count }) }
    if !weight.isEmpty || !chunk.weight.isEmpty {
      weight.append(contentsOf: repeatElement(1, count: count - weight.count))
      weight.append(contentsOf: rows.lazy.map { chunk.weight(ofRow: $0) })
    }
    if !error.isEmpty || !chunk.error.isEmpty {
      error.append(contentsOf: repeatElement(0, count: count - error.count))
      error.append(contentsOf: rows.lazy.map { chunk.error.isEmpty ? 0 : chunk.error[$0] })
    }
    if !idEnd.isEmpty || !chunk.idEnd.isEmpty {
      idEnd.append(contentsOf: repeatElement(0, count: count - idEnd.count))
      for row in rows { appendID(ofRow: row, of: chunk) }
    }
    var end = metrics.count
    for range in words {
      end += range.count
      metricsEnd.append(UInt32(end))
    }
    metrics.append(words, of: chunk.metrics)
    series.append(contentsOf: rows.lazy.map { chunk.series[$0] })
    endMicroseconds.append(contentsOf: rows.lazy.map { chunk.endMicroseconds[$0] })
    durationNanoseconds.append(contentsOf: rows.lazy.map { chunk.durationNanoseconds[$0] })
    bucket.append(contentsOf: rows.lazy.map { chunk.bucket[$0] })
  }

  private mutating func appendID(ofRow row: Int, of chunk: Chunk) {
    if !chunk.idEnd.isEmpty {
      let start = row == 0 ? 0 : Int(chunk.idEnd[row - 1])
      idBytes.append(contentsOf: chunk.idBytes[start..<Int(chunk.idEnd[row])])
    }
    idEnd.append(UInt32(idBytes.count))
  }

  /// The columns that are empty where no row needs them. Runs while `count` is still the old one.
  private mutating func appendSparseColumns(_ rows: Range<Int>, of chunk: Chunk) {
    if !weight.isEmpty || !chunk.weight.isEmpty {
      weight.append(contentsOf: repeatElement(1, count: count - weight.count))
      if chunk.weight.isEmpty {
        weight.append(contentsOf: repeatElement(1, count: rows.count))
      } else {
        weight.append(contentsOf: chunk.weight[rows])
      }
    }
    if !error.isEmpty || !chunk.error.isEmpty {
      error.append(contentsOf: repeatElement(0, count: count - error.count))
      if chunk.error.isEmpty {
        error.append(contentsOf: repeatElement(0, count: rows.count))
      } else {
        error.append(contentsOf: chunk.error[rows])
      }
    }
    appendIDs(rows, of: chunk)
  }

  private mutating func appendIDs(_ rows: Range<Int>, of chunk: Chunk) {
    guard !idEnd.isEmpty || !chunk.idEnd.isEmpty else { return }
    idEnd.append(contentsOf: repeatElement(0, count: count - idEnd.count))
    guard !chunk.idEnd.isEmpty else {
      idEnd.append(contentsOf: repeatElement(UInt32(idBytes.count), count: rows.count))
      return
    }
    let start = rows.lowerBound == 0 ? 0 : chunk.idEnd[rows.lowerBound - 1]
    let shift = UInt32(idBytes.count) &- start
    idBytes.append(contentsOf: chunk.idBytes[Int(start)..<Int(chunk.idEnd[rows.upperBound - 1])])
    idEnd.append(contentsOf: chunk.idEnd[rows].lazy.map { $0 &+ shift })
  }
}
