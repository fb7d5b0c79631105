import Foundation
import Synchronization
import Testing

@testable import Datagram
@testable import ScopedStats

@Suite("Emitter")
struct EmitterTests {
  /// Reads lines until there are as many as said, or nothing came for ten seconds.
  private func lines(_ count: Int, from receiver: inout DatagramReceiver) throws -> [String] {
    var lines: [String] = []
    while lines.count < count {
      let received = try receiver.receive(timeout: .seconds(10)) { datagram, _, _ in
        let text = datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        lines += text.split(separator: "\n").map(String.init)
      }
      if received == 0 { break }
    }
    return lines
  }

  @Test(
    "scopes arrive by UDP and by Unix socket",
    arguments: ["127.0.0.1:0", "[::1]:0", "unix:/tmp/scopedstats-\(UInt32.random(in: 0 ... .max))"])
  func arrives(address: String) throws {
    var receiver = try DatagramReceiver(listeningOn: [DatagramAddress(parsing: address)])
    let emitter = try Emitter(to: receiver.addresses[0].description)
    for _ in 0..<50 { withScope("GET /users", emitter: emitter) { incr("requests") } }
    emitter.flush()
    let received = try lines(50, from: &receiver)
    #expect(received.count == 50)
    #expect(received.allSatisfy { $0.hasPrefix(#"{"v":1,"scope":"GET /users","dur":0.0"#) })
    #expect(emitter.droppedCount == 0)
  }

  @Test("a program that goes quiet has its last scopes sent without asking")
  func quiet() throws {
    var receiver = try DatagramReceiver(listeningOn: [DatagramAddress(parsing: "127.0.0.1:0")])
    let emitter = try Emitter(to: receiver.addresses[0].description)
    for _ in 0..<3 {
      withScope("once", emitter: emitter) {}
      #expect(try lines(1, from: &receiver).count == 1)
    }
  }

  @Test("an emitter that goes away sends what it still has")
  func goingAway() {
    let collected = Collected()
    do {
      let emitter = collected.emitter()
      withScope("last", emitter: emitter) {}
    }
    #expect(collected.lines.count == 1)
  }

  @Test("a program that ends by itself sends what is packed")
  func atExit() async throws {
    let path = "/tmp/scopedstats-exit-\(ProcessInfo.processInfo.processIdentifier)"
    var receiver = try DatagramReceiver(listeningOn: [.unix(path: path)])
    await #expect(processExitsWith: .exitCode(0)) {
      // The process that runs this is the child of the test's.
      let emitter = try Emitter(to: "unix:/tmp/scopedstats-exit-\(getppid())")
      withScope("last words", emitter: emitter) {}
      withExtendedLifetime(emitter) { exit(0) }
    }
    let line = try #require(try lines(1, from: &receiver).first)
    #expect(line.contains("last words"))
  }

  @Test("a receiver that is away for long makes nothing grow")
  func away() throws {
    let emitter = try Emitter(to: "unix:/tmp/scopedstats-none-\(UInt32.random(in: 0 ... .max))")
    func emit(_ scopes: Int) {
      for index in 0..<scopes {
        withScope("s", tags: ["id": index], emitter: emitter) { incr("k", tags: ["id": index]) }
      }
    }
    emit(1_000)
    let before = emitter.packedBytesHeld
    emit(50_000)
    #expect(emitter.packedBytesHeld <= max(before, 2 * 8_192))
  }

  @Test("nobody listening costs nothing visible")
  func nobody() throws {
    let address: String
    do {
      let receiver = try DatagramReceiver(listeningOn: [DatagramAddress(parsing: "127.0.0.1:0")])
      address = receiver.addresses[0].description
    }
    let emitter = try Emitter(to: address)
    for _ in 0..<1_000 { withScope("s", emitter: emitter) {} }
    emitter.flush()
    #expect(emitter.droppedCount == 0)
  }

  @Test("what the system would not take is counted, told, and leaves no gap")
  func dropping() throws {
    let path = "/tmp/scopedstats-\(UInt32.random(in: 0 ... .max))"
    var receiver = try DatagramReceiver(listeningOn: [.unix(path: path)])
    let emitter = try Emitter(to: "unix:\(path)")
    while emitter.droppedCount == 0 {
      withScope("s", emitter: emitter) {}
      emitter.flush()
    }
    let before = try receivedNow(&receiver)
    withScope("after", emitter: emitter) {}
    emitter.flush()
    let after = try #require(try lines(1, from: &receiver).first)
    #expect(after.contains(#""seq":\#(before + 1),"dropped":\#(emitter.droppedCount)}"#))
  }

  @Test("lines that come after a datagram the system would not take have its numbers")
  func droppingFullDatagrams() throws {
    let path = "/tmp/scopedstats-\(UInt32.random(in: 0 ... .max))"
    var receiver = try DatagramReceiver(listeningOn: [DatagramAddress(parsing: "unix:\(path)")])
    let emitter = try Emitter(to: "unix:\(path)")
    let long = String(repeating: "n", count: 200)
    var emitted = 0
    while emitter.droppedCount == 0 {
      withScope(long, emitter: emitter) {}
      emitted += 1
    }
    var received = ""
    while try receiver.receive(
      timeout: .zero,
      {
        datagram, _, _ in
        received += datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      }) > 0
    {}
    // What waited may have been dropped meanwhile: the emitter sends by itself, too.
    withScope(long, emitter: emitter) {}
    emitted += 1
    emitter.flush()
    while try receiver.receive(
      timeout: .milliseconds(100),
      {
        datagram, _, _ in
        received += datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      }) > 0
    {}
    let sequence = try received.split(separator: "\n").map {
      try #require(
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])["seq"] as? Int
    }
    #expect(sequence == Array(1...sequence.count))
    #expect(sequence.count + emitter.droppedCount == emitted)
    #expect(received.contains(#","dropped":\#(emitter.droppedCount)}"#))
  }

  private func receivedNow(_ receiver: inout DatagramReceiver) throws -> Int {
    var count = 0
    while true {
      let received = try receiver.receive(timeout: .zero) { _, _, _ in }
      if received == 0 { return count }
      count += received
    }
  }

  @Test("an address that is none is refused with one sentence")
  func badAddress() {
    let error = #expect(throws: EmitterError.self) { try Emitter(to: "nowhere:port") }
    #expect(error?.description.contains("“port”") == true)
  }

  @Test("port 0 is refused, and the sentence says which ports there are")
  func portZero() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
      let error = #expect(throws: EmitterError.self) { try Emitter(to: address) }
      #expect(
        error?.description
          == "Nothing can be sent to port 0 of \(address): write a port from 1 to 65535.")
    }
  }

  @Test("each sender has a name of its own")
  func source() throws {
    let collected = Collected()
    for _ in 0..<2 { withScope("s", emitter: collected.emitter()) {} }
    let names = try collected.objects().compactMap { $0["src"] as? String }
    #expect(names.count == 2 && names[0] != names[1])
  }

  @Test("the scope inside says what it is, and says nothing once it has ended")
  func scopeHandle() throws {
    let collected = Collected()
    let emitter = collected.emitter()
    let kept = withScope("early", tags: ["a": 1], emitter: emitter) { () -> Scope? in
      Scope.current?.name = "late"
      #expect(Scope.current?.name == "late")
      #expect(Scope.current?.tags == ["a": 1])
      #expect(Scope.current?.id == nil)
      return Scope.current
    }
    kept?.name = "too late"
    kept?.tag("too", "late")
    #expect(kept?.name == "")
    emitter.flush()
    #expect(try collected.objects().first?["scope"] as? String == "late")
  }
}
