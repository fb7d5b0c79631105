import Intake

/// A chunk with a query's partial answer for it, and where in the query's window it lies.
final class ChunkAnswer {
  /// Which part of time a chunk falls into.
  enum Zone { case inside, before, outside }

  let chunk: Chunk
  let index: ChunkIndex
  var zone = Zone.outside
  /// The zone at the moment that is being advanced to, and that advance's number.
  var nextZone = Zone.outside
  var stamp: UInt64 = 0

  init(_ chunk: Chunk, _ index: ChunkIndex) {
    self.chunk = chunk
    self.index = index
  }

  /// The second by which the chunk is told to be in a window or in a cell.
  var second: Int64 { chunk.earliest.second }

  /// Appends the durations of the rows at a place of the index.
  func appendSamples(at place: Int, to samples: inout [Sample]) {
    for position in index.range(at: place) {
      let row = Int(index.rows[position])
      samples.append(
        Sample(nanoseconds: chunk.durationNanoseconds[row], weight: chunk.weight(ofRow: row)))
    }
  }
}
