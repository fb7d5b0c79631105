import Intake
import ScopedStats

/// All recordings of a report as one stream of blocks of whole lines, handed out one after the other
/// to whoever asks: as much memory for a gigabyte as for a page.
///
/// A block ends where a line ends. What follows its last line is kept for the next block, which gets
/// it in front:
///
///     file     ──────line│──────line│──────li|ne│────line│──li|ne│───
///     blocks   [──────line│──────line│)       [ne … line│)      [ …
///                                    └ kept ───┘
///
/// A line that fills a block is given once, cut, and the rest of it is moved over.
final class LineStream: Sendable {
  /// A block of whole lines, in the buffer that was lent for it.
  struct Block: Sendable {
    /// Blocks are numbered from 0.
    let number: Int
    /// The file that it is from.
    let file: Int
    let byteCount: Int
    /// How much of all files was read up to here, as they lie there; nil where that is not known.
    let position: Int?
  }

  private struct State: ~Copyable {
    var file: InputFile?
    /// How many files were opened.
    var opened = 0
    var number = 0
    /// What was read of the next block, at the begin of a buffer.
    var rest: [UInt8] = []
    var isInsideLongLine = false
    /// The size of the files that were read to their end.
    var doneBytes: Int? = 0
    var failure: InputFailure?
  }

  let paths: [String]
  private let state = Guarded(State())

  init(_ paths: [String]) { self.paths = paths }

  /// Fills a buffer with the next lines. Nil at the end, and when reading fails.
  ///
  /// - Parameter buffer: longer than the longest line that is taken.
  func next(into buffer: inout [UInt8]) -> Block? {
    var lent: [UInt8] = []
    swap(&lent, &buffer)
    defer { swap(&lent, &buffer) }
    return state.withLock { state in
      guard state.failure == nil else { return nil }
      do throws(InputFailure) {
        return try next(&state, into: &lent)
      } catch {
        state.failure = error
        return nil
      }
    }
  }

  /// Why the stream ended before its time.
  var failure: InputFailure? { state.withLock { $0.failure } }

  private func next(
    _ state: inout State, into buffer: inout [UInt8]
  ) throws(InputFailure) -> Block? {
    while true {
      guard try openNext(&state) else { return nil }
      var filled = state.rest.count
      buffer.replaceSubrange(0..<filled, with: state.rest)
      state.rest.removeAll(keepingCapacity: true)
      let isLast = try fill(&buffer, &filled, &state)
      let file = state.opened - 1
      let position = state.doneBytes.flatMap { done in state.file?.position.map { $0 + done } }
      if isLast { try close(&state) }
      let end = isLast ? filled : split(buffer, filled, &state)
      guard end > 0 else { continue }
      defer { state.number += 1 }
      return Block(number: state.number, file: file, byteCount: end, position: position)
    }
  }

  /// Sees to it that a file is open. Returns false when there is none left.
  private func openNext(_ state: inout State) throws(InputFailure) -> Bool {
    if state.file != nil { return true }
    guard state.opened < paths.count else { return false }
    state.file = try InputFile.open(paths[state.opened])
    state.opened += 1
    return true
  }

  private func close(_ state: inout State) throws(InputFailure) {
    let position = state.file?.position
    try state.file?.finish()
    state.file = nil
    state.doneBytes = state.doneBytes.flatMap { done in position.map { $0 + done } }
    state.isInsideLongLine = false
  }

  /// Reads until the buffer is full or the file at its end, which it returns.
  private func fill(
    _ buffer: inout [UInt8], _ filled: inout Int, _ state: inout State
  ) throws(InputFailure) -> Bool {
    while filled < buffer.count {
      let count = try state.file?.read(into: &buffer, from: filled) ?? 0
      if count == 0 { return true }
      guard state.isInsideLongLine else {
        filled += count
        continue
      }
      // Nothing was kept of the line that goes on here.
      guard let feed = buffer[filled..<filled + count].firstIndex(of: UInt8(ascii: "\n")) else {
        continue
      }
      state.isInsideLongLine = false
      let rest = Array(buffer[feed + 1..<filled + count])
      buffer.replaceSubrange(filled..<filled + rest.count, with: rest)
      filled += rest.count
    }
    return false
  }

  /// Keeps what follows the last whole line. Returns where that ends; of a line that fills the
  /// buffer, the buffer's end.
  private func split(_ buffer: [UInt8], _ filled: Int, _ state: inout State) -> Int {
    guard let feed = buffer[..<filled].lastIndex(of: UInt8(ascii: "\n")) else {
      state.isInsideLongLine = true
      return filled
    }
    state.rest.append(contentsOf: buffer[feed + 1..<filled])
    return feed + 1
  }
}
