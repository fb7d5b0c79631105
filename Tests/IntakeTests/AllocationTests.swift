import CAllocations
import Testing

@testable import Intake

/// That decoding a line allocates nothing once its names are known, on which its speed rests.
@Suite(
  "No allocation per line",
  .enabled(if: callocations_are_counted() != 0, "allocations are counted with glibc alone"))
struct AllocationTests {
  /// How many allocations a second pass over the same lines makes, after a chunk was sealed.
  ///
  /// All of them are one datagram, since to go from one array to the next allocates by itself where
  /// code is not optimised.
  private static func allocations(taking lines: [String]) -> (warm: UInt64, accepted: UInt64) {
    var intake = LineIntake(seed: 1)
    let bytes = Array(lines.joined(separator: "\n").utf8)
    func pass() {
      intake.take(datagram: bytes.span.bytes, from: "10.0.0.1:5000", senderKey: 1, at: Sink.now)
    }
    pass()
    _ = intake.seal()
    let before = callocations_of_this_thread()
    pass()
    return (callocations_of_this_thread() - before, intake.seal().tally.accepted)
  }

  @Test(
    "once warm, not one line of a thousand allocates",
    arguments: [
      "plain": { i in
        #"{"v":1,"scope":"GET /\#(i % 40)","dur":0.0\#(i % 89 + 10),"end":1763800000.25}"#
      },
      "everything": { i in
        #"{"v":1,"scope":"GET /books/\#(i % 40)","src":"web","seq":\#(i),"end":1763800000.25,"#
          + #""dur":0.0\#(i % 89 + 10),"tags":{"endpoint":"/books","shard":\#(i % 4)},"#
          + #""id":"request-\#(i + 1000)","error":"Timeout","weight":2.5,"#
          + #""counters":{"rows":[{"value":\#(i % 100)},{"value":2,"tags":{"table":"t\#(i % 3)"}}],"#
          + #""bytes":[{"value":1234567}]},"#
          + #""timers":{"db":[{"count":3,"total_dur":0.0042,"max_dur":0.002,"#
          + #""tags":{"table":"t\#(i % 3)"}}],"render":[{"count":1,"total_dur":0.001}]}}"#
      },
    ] as KeyValuePairs<String, @Sendable (Int) -> String>)
  func warmLinesAllocateNothing(_ kind: (key: String, value: @Sendable (Int) -> String)) {
    let result = Self.allocations(taking: (0..<1_000).map(kind.value))
    #expect(result.accepted == 2_000)
    #expect(result.warm == 0, "\(kind.key)")
  }
}
