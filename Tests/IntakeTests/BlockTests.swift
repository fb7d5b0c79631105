import Testing

@testable import Intake

@Suite("Blocks of a file, cut anywhere")
struct BlockTests {
  /// Reads bytes as a file's reader does: blocks of a size, what was not taken put before the next.
  private static func read(
    _ file: [UInt8], blockBytes: Int, limits: Limits = Limits()
  ) -> (rows: [Int], tally: IntakeTally, restMax: Int) {
    var intake = LineIntake(limits: limits, clock: .recorded, seed: 1)
    var rows: [Int] = []
    var buffer: [UInt8] = []
    var restMax = 0
    var offset = 0
    repeat {
      let end = min(offset + blockBytes, file.count)
      buffer += file[offset..<end]
      offset = end
      repeat {
        if intake.isFull { rows.append(intake.seal().chunk?.count ?? 0) }
        let taken = intake.take(
          block: buffer.span.bytes, from: "file", at: Sink.now, isLast: offset == file.count)
        buffer.removeFirst(taken)
      } while intake.isFull
      restMax = max(restMax, buffer.count)
    } while offset < file.count
    let last = intake.seal()
    return (rows + [last.chunk?.count ?? 0], last.tally, restMax)
  }

  private static let lines = (0..<50).map { "{\"scope\":\"s\($0)\",\"dur\":\($0)}\n" }.joined()

  @Test(
    "whatever the size of a block, each line is read once", arguments: [1, 2, 7, 8, 9, 64, 4_000])
  func everySize(blockBytes: Int) {
    for tail in ["", "{\"scope\":\"last\",\"dur\":1}"] {
      let (rows, tally, rest) = Self.read(Array((Self.lines + tail).utf8), blockBytes: blockBytes)
      #expect(rows.reduce(0, +) == (tail.isEmpty ? 50 : 51))
      #expect(tally.lines == (tail.isEmpty ? 50 : 51))
      #expect(tally.bytes == UInt64((Self.lines + tail).utf8.count))
      #expect(rest < 40)
    }
  }

  @Test("a full chunk stops the block, and the rest is taken after it was sealed")
  func full() {
    var limits = Limits()
    limits.chunkRows = 8
    let (rows, tally, _) = Self.read(Array(Self.lines.utf8), blockBytes: 500, limits: limits)
    #expect(rows == [8, 8, 8, 8, 8, 8, 2])
    #expect(tally.accepted == 50)
  }

  @Test("a line without end is moved over, and takes no more memory than one that is too long")
  func endlessLine() {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
    let file = Array(Self.lines.utf8) + long + [0x0A] + Array(Self.lines.utf8)
    let (rows, tally, rest) = Self.read(file, blockBytes: 10_000)
    #expect(rows.reduce(0, +) == 100)
    #expect(tally.rejected[.cut]?.count == 1)
    #expect(tally.lines == 101)
    #expect(rest <= Limits.lineBytes)
  }
}
