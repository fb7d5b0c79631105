import Datagram
import Intake
import Testing

@testable import stats_top

/// What the intake thread does, step by step, without sockets and without a thread.
@Suite("The intake loop")
struct IntakeLoopTests {
  /// What the main thread has taken over.
  private final class Taken {
    var rows = 0
    var tally = IntakeTally()
    var catalog = Catalog()
    var names: [String] = []
    /// In microseconds of Unix time.
    var ends: [Int64] = []

    func take(_ deliveries: [Delivery]) {
      for delivery in deliveries {
        catalog.append(delivery.additions)
        tally = delivery.tally
        for series in delivery.chunk?.series ?? [] {
          names.append(catalog[catalog[SeriesID(rawValue: series)].name])
        }
        rows += delivery.chunk?.count ?? 0
        ends += delivery.chunk?.endMicroseconds ?? []
      }
    }
  }

  /// Runs a script to its end, over a box that is full as soon as it holds one chunk if nothing else is
  /// said.
  private static func run(
    allow: [NetworkArgument] = [], byteLimit: Int = Handover.deliveryBytes,
    waitingBytes: @escaping () -> Int? = { nil },
    _ script: (Taken, Handover) -> [ScriptedInlet.Step]
  ) throws -> Taken {
    let handover = Handover(byteLimit: byteLimit)
    let taken = Taken()
    var limits = Limits()
    limits.chunkRows = 2
    var loop = IntakeLoop(
      inlet: ScriptedInlet(
        script(taken, handover), thenStopping: handover, waitingBytes: waitingBytes),
      allow: AllowList(networks: allow), handover: handover, limits: limits)
    defer { taken.take(handover.takeAll()) }
    try loop.run()
    return taken
  }

  private static func lines(_ names: String...) -> ScriptedInlet.Step {
    .lines(names.map { "{\"scope\":\"\($0)\",\"dur\":1}\n" })
  }

  @Test("a scope without an end is of the time at which its datagram came")
  func arrival() throws {
    let came = System.now.microseconds - 7_000_000
    let taken = try Self.run { _, _ in
      [.lines(["{\"scope\":\"a\",\"dur\":1}"], arrivedMicroseconds: came), Self.lines("b")]
    }
    #expect(taken.ends.count == 2)
    #expect(taken.ends.first == came)
    #expect(taken.ends.last.map { abs($0 - came - 7_000_000) < 5_000_000 } == true)
  }

  @Test("while the main thread does not come by, datagrams are shed whole, and counted")
  func sheds() throws {
    let taken = try Self.run { taken, handover in
      [
        Self.lines("a", "b"), Self.lines("shed", "shed", "shed"), Self.lines("shed"),
        .meanwhile { taken.take(handover.takeAll()) }, Self.lines("c", "d"), Self.lines("shed"),
      ]
    }
    #expect(taken.names == ["a", "b", "c", "d"])
    #expect(taken.tally.accepted == 4)
    #expect(taken.tally.datagrams == 4)
    #expect(taken.tally.lost[.shed]?.count == 5)
    #expect(taken.tally.shedBytes == UInt64(5 * #"{"scope":"shed","dur":1}_"#.utf8.count))
    #expect(taken.tally.rejectedCount == 0)
    // What is shed brings no names either.
    #expect(taken.catalog.id(of: "shed") == nil)
  }

  @Test("however the main thread comes by, taken and lost are together what was sent")
  func addsUp() throws {
    for seed in 0..<20 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var sent = 0
      let taken = try Self.run { taken, handover in
        (0..<40).map { _ in
          let count = Int.random(in: 1...5, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: return .meanwhile { taken.take(handover.takeAll()) }
          case 1:
            sent += count
            return .drops(UInt64(count))
          default:
            sent += count
            return .lines(Array(repeating: "{\"scope\":\"s\",\"dur\":1}", count: count))
          }
        }
      }
      #expect(taken.rows == Int(taken.tally.accepted))
      #expect(taken.rows + Int(taken.tally.shortfall.lostDatagrams) == sent)
    }
  }

  @Test(
    "a little that waits is left until it is more, while the main thread is not about to come by")
  func leavesLittle() throws {
    var answers = [1, 1_000, 2_000, 1 << 20]
    let taken = try Self.run(
      byteLimit: 1 << 20, waitingBytes: { answers.isEmpty ? nil : answers.removeFirst() }
    ) { _, handover in
      _ = handover.takeAll(nextTake: System.uptimeMicroseconds + 3_600_000_000)
      return [Self.lines("a"), .meanwhile { #expect(answers.isEmpty) }, Self.lines("b")]
    }
    #expect(answers.isEmpty)
    #expect(taken.names == ["a", "b"])
  }

  @Test("however little waits, it is read and handed over just before the main thread comes by")
  func readsInTime() throws {
    let nextTake = System.uptimeMicroseconds + 60_000
    let taken = try Self.run(byteLimit: 1 << 20, waitingBytes: { 1 }) { taken, handover in
      _ = handover.takeAll(nextTake: nextTake)
      return [
        Self.lines("a"), Self.lines("b"),
        .meanwhile {
          // It may come too late on a busy machine, but not before.
          #expect(System.uptimeMicroseconds >= nextTake - 10_000)
          taken.take(handover.takeAll())
          #expect(taken.names == ["a", "b"])
        },
      ]
    }
    #expect(taken.tally.accepted == 2)
  }

  @Test("what waits at the end is taken, but of a flood no more than so much")
  func lastBatches() throws {
    let taken = try Self.run(byteLimit: 1 << 20) { _, handover in
      [.meanwhile { handover.stop() }] + Array(repeating: Self.lines("a"), count: 100)
    }
    #expect(taken.names.count == 16)
  }

  @Test("what the kernel drops last, before a silence and the end, is told")
  func lastDrops() throws {
    let taken = try Self.run { _, _ in [Self.lines("a"), .drops(7)] }
    #expect(taken.tally.lost[.kernel]?.count == 7)
    #expect(taken.rows == 1)
  }

  @Test("who is not allowed is refused and not shed, full or not")
  func refuses() throws {
    let network = try #require(NetworkArgument(argument: "10.0.0.0/8"))
    let taken = try Self.run(allow: [network]) { _, handover in
      [
        Self.lines("a"),
        .meanwhile {
          var intake = LineIntake(seed: 1)
          let line = Array(#"{"scope":"x","dur":1}"#.utf8)
          intake.take(datagram: line.span.bytes, from: "", at: Timestamp(microseconds: 0))
          handover.put(intake.seal())
        }, Self.lines("b", "c"),
      ]
    }
    #expect(taken.tally.refused.count == 3)
    #expect(taken.tally.lost.isEmpty)
  }

  @Test("when the sockets fail, it ends and says so")
  func fails() throws {
    #expect(throws: DatagramError.self) {
      _ = try Self.run { _, _ in [Self.lines("a"), .failure] }
    }
  }
}
