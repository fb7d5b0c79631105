import Intake

/// A chunk with a query's partial answer for it, and where in the query's window it lies.
final class ChunkAnswer {
  /// Which part of time a chunk falls into.
  enum Zone { case inside, before, outside }

  let index: ChunkIndex
  var zone = Zone.outside
  /// The zone at the moment that is being advanced to, and that advance's number.
  var nextZone = Zone.outside
  var stamp: UInt64 = 0

  init(_ index: ChunkIndex) { self.index = index }

  var chunk: Chunk { index.chunk }
  var id: UInt64 { index.chunk.id }

  /// The second by which the chunk is told to be in a window or in a cell.
  var second: Int64 { chunk.earliest.second }
}
