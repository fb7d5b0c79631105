import Foundation
import Testing

@testable import Datagram

/// Where this machine lets a socket be bound for a test.
enum Place: String, CaseIterable, Sendable {
  case ipv4, ipv6, unix

  /// A free address; for Unix, a path that nothing is at.
  func address() throws -> DatagramAddress {
    switch self {
    case .ipv4: return try DatagramAddress(parsing: "127.0.0.1:0")
    case .ipv6: return try DatagramAddress(parsing: "[::1]:0")
    case .unix:
      return .unix(path: NSTemporaryDirectory() + "d\(UInt32.random(in: 0 ... .max)).sock")
    }
  }
}

extension DatagramReceiver {
  /// Reads until there were as many datagrams as said, or nothing came for five seconds.
  mutating func texts(_ count: Int) throws -> [String] {
    var texts: [String] = []
    while texts.count < count {
      let before = texts.count
      _ = try receive(timeout: .seconds(5)) { datagram, _, _ in
        texts.append(datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
      }
      if texts.count == before { break }
    }
    return texts
  }

  /// How much waits, once it is more than so much; nil where it is not within ten seconds. A datagram may
  /// arrive a while after it was sent.
  mutating func waitForMore(than bytes: Int?) -> Int? {
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while ContinuousClock.now < end {
      if let waiting = askWaitingBytes(), waiting > bytes ?? .max { return waiting }
    }
    return nil
  }
}

extension DatagramSender {
  func send(_ text: String) -> Outcome {
    let bytes = Array(text.utf8)
    return send(bytes.span.bytes)
  }
}

@Suite("Sockets")
struct SocketTests {
  @Test(
    "what is sent arrives, whole and in order", arguments: Place.allCases,
    [DatagramReceiver.Reading.batched, .single])
  func roundTrip(place: Place, reading: DatagramReceiver.Reading) throws {
    var receiver = try DatagramReceiver(listeningOn: [place.address()], reading: reading)
    let sender = try DatagramSender(to: receiver.addresses[0])
    let sent = (0..<200).map { "line \($0)\n" } + ["", String(repeating: "x", count: 8_192)]
    var received: [String] = []
    for text in sent {
      #expect(sender.send(text) == .sent)
      received += try receiver.texts(1)
    }
    #expect(received == sent)
    #expect(receiver.kernelDropCount == 0)
  }

  @Test("more datagrams than a batch holds all arrive", arguments: Place.allCases)
  func manyDatagrams(place: Place) throws {
    var receiver = try DatagramReceiver(listeningOn: [place.address()])
    let sender = try DatagramSender(to: receiver.addresses[0])
    var sent = 0
    for index in 0..<500 where sender.send("\(index)") == .sent { sent += 1 }
    #expect(try receiver.texts(sent) == (0..<sent).map(String.init))
  }

  @Test("several sockets are read in one wait")
  func severalSockets() throws {
    var receiver = try DatagramReceiver(listeningOn: Place.allCases.map { try $0.address() })
    for address in receiver.addresses {
      #expect(try DatagramSender(to: address).send("hello") == .sent)
    }
    #expect(try receiver.texts(3) == ["hello", "hello", "hello"])
  }

  @Test("a socket that is never quiet does not silence the others")
  func fairness() throws {
    var receiver = try DatagramReceiver(
      listeningOn: [Place.ipv4.address(), Place.ipv6.address()])
    let busy = try DatagramSender(to: receiver.addresses[0])
    let quiet = try DatagramSender(to: receiver.addresses[1])
    for _ in 0..<200 { _ = busy.send("busy") }
    _ = quiet.send("quiet")
    var texts: [String] = []
    _ = try receiver.receive(timeout: .seconds(5)) { datagram, _, _ in
      texts.append(datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
    }
    #expect(texts.contains("quiet"))
    #expect(texts.count == ReceiveBatch.countMax + 1)
  }

  @Test("the sender's address is told")
  func senderAddress() throws {
    for (place, prefix) in [(Place.ipv4, "127.0.0.1:"), (.ipv6, "[::1]:"), (.unix, "unix")] {
      var receiver = try DatagramReceiver(listeningOn: [place.address()])
      let sender = try DatagramSender(to: receiver.addresses[0])
      _ = sender.send("x")
      var source = ""
      _ = try receiver.receive(timeout: .seconds(5)) { _, from, _ in source = "\(from)" }
      #expect(source.hasPrefix(prefix))
    }
  }

  @Test("an IPv4 sender heard on an IPv6 socket is named as IPv4")
  func mappedSender() {
    let source = DatagramSource(address: .ipv6(0xFFFF_0A01_0203, port: 9))
    #expect(source.description == "10.1.2.3:9")
  }

  @Test(
    "a datagram longer than what is read is marked as cut", arguments: Place.allCases,
    [DatagramReceiver.Reading.batched, .single])
  func cutDatagram(place: Place, reading: DatagramReceiver.Reading) throws {
    var receiver = try DatagramReceiver(
      listeningOn: [place.address()], datagramBytesMax: 100, reading: reading)
    let sender = try DatagramSender(to: receiver.addresses[0])
    var seen: [(Int, Bool)] = []
    for count in [99, 100, 101, 5_000, 3] {
      _ = sender.send(String(repeating: "a", count: count))
      _ = try receiver.receive(timeout: .seconds(5)) { seen.append(($0.byteCount, $2.isCut)) }
    }
    #expect(seen.map(\.0) == [99, 100, 100, 100, 3])
    #expect(seen.map(\.1) == [false, false, true, true, false])
  }

  #if os(Linux)
    @Test("a datagram says when it came, though it is read later", arguments: Place.allCases)
    func arrival(place: Place) throws {
      var receiver = try DatagramReceiver(listeningOn: [place.address()])
      let sender = try DatagramSender(to: receiver.addresses[0])
      // The kernel begins to note times a moment after it is asked to, so the first may be that of reading.
      var isTold = false
      for _ in 0..<1_000 where !isTold {
        let before = Date.now.timeIntervalSince1970
        #expect(sender.send("a") == .sent)
        let waits = place == .unix || receiver.waitForMore(than: 0) != nil
        #expect(waits)
        let waiting = Date.now.timeIntervalSince1970
        while Date.now.timeIntervalSince1970 < waiting + 0.001 {}
        var arrived: Int64?
        _ = try receiver.receive(timeout: .seconds(5)) { arrived = $2.arrivedMicroseconds }
        let seconds = Double(try #require(arrived)) / 1e6
        #expect(before - 1e-5 <= seconds)
        isTold = seconds <= waiting
      }
      #expect(isTold)
    }
  #endif

  @Test("the longest UDP datagram is read whole")
  func longestDatagram() throws {
    var receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address()])
    let sender = try DatagramSender(to: receiver.addresses[0])
    let text = String(repeating: "z", count: 65_507)
    #expect(sender.send(text) == .sent)
    #expect(sender.send(text + "z") == .dropped)
    #expect(try receiver.texts(1) == [text])
  }

  @Test("what the kernel drops is counted, also when nothing follows it")
  func kernelDrops() throws {
    var receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address()], bufferBytes: 4_096)
    let sender = try DatagramSender(to: receiver.addresses[0])
    let sent = 1_000
    for _ in 0..<sent { _ = sender.send(String(repeating: "a", count: 300)) }
    var received = 0
    while true {
      let count = try receiver.receive(timeout: .zero) { _, _, _ in }
      if count == 0 { break }
      received += count
    }
    #expect(received < sent)
    #if os(Linux)
      #expect(receiver.kernelDropCount == UInt64(sent - received))
    #endif
  }

  #if os(Linux)
    @Test("how much waits is told without reading it, but not of a Unix socket")
    func waitingBytes() throws {
      var receiver = try DatagramReceiver(
        listeningOn: [Place.ipv4.address(), Place.ipv4.address()])
      // A variable of each answer: the macros cannot call what changes the receiver.
      let none = receiver.askWaitingBytes()
      let sender = try DatagramSender(to: receiver.addresses[1])
      let text = String(repeating: "a", count: 3_000)
      #expect(sender.send(text) == .sent)
      let one = receiver.waitForMore(than: 0)
      #expect(sender.send(text) == .sent)
      let two = receiver.waitForMore(than: one)
      let texts = try receiver.texts(2)
      let nothing = receiver.askWaitingBytes()
      #expect(texts == [text, text])
      #expect(one ?? 0 > text.utf8.count)
      #expect([none, two, nothing] == [0, one.map { 2 * $0 }, 0])
      var other = try DatagramReceiver(
        listeningOn: [Place.ipv4.address(), Place.unix.address()])
      let unknown = other.askWaitingBytes()
      #expect(unknown == nil)
    }

    @Test("segments that a sender handed over in one piece arrive one by one")
    func segmentationOffload() throws {
      var receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address()])
      let socket = makeSocket(family: AF_INET)
      defer { close(socket) }
      // UDP_SEGMENT, from linux/udp.h.
      guard setOption(of: socket, Int32(IPPROTO_UDP), 103, 100) else { return }
      let segments =
        (0..<20).map { String(repeating: Character(UnicodeScalar(UInt8(97 + $0))), count: 100) } + [
          "end"
        ]
      let bytes = Array(segments.joined().utf8)
      let sent = SocketAddress(receiver.addresses[0]).withPointer {
        sendto(socket, bytes, bytes.count, 0, $0, $1)
      }
      #expect(sent == bytes.count)
      #expect(try receiver.texts(segments.count) == segments)
    }
  #endif

  #if os(Linux)
    @Test("of twins on one address each gets a share, and all that one sender sends comes to one")
    func twins() throws {
      var receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address(), Place.unix.address()])
      var twin = try receiver.makeTwin()
      #expect(twin.addresses == [receiver.addresses[0]])
      var senders: [[Int]] = [[], []]
      for sender in 0..<40 {
        let socket = try DatagramSender(to: receiver.addresses[0])
        for _ in 0..<3 { #expect(socket.send("\(sender)") == .sent) }
      }
      var texts: [[String]] = [[], []]
      while texts[0].count + texts[1].count < 120 {
        let before = texts
        _ = try receiver.receive(timeout: .milliseconds(100)) { datagram, _, _ in
          texts[0].append(datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        }
        _ = try twin.receive(timeout: .milliseconds(100)) { datagram, _, _ in
          texts[1].append(datagram.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        }
        if texts == before { break }
      }
      senders = texts.map { Set($0.compactMap { Int($0) }).sorted() }
      #expect(texts[0].count + texts[1].count == 120)
      #expect(!senders[0].isEmpty && !senders[1].isEmpty)
      #expect(Set(senders[0]).isDisjoint(with: senders[1]))
    }

    @Test("an address that twins share is refused to everybody else")
    func twinsAlone() throws {
      let receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address()])
      let twin = try receiver.makeTwin()
      #expect(throws: DatagramError.self) {
        _ = try DatagramReceiver(listeningOn: twin.addresses)
      }
    }
  #endif

  @Test("a wake ends a wait, one that comes first included")
  func wakes() async throws {
    var receiver = try DatagramReceiver(listeningOn: [Place.ipv4.address()])
    let waker = receiver.waker
    waker.wake()
    waker.wake()
    #expect(try receiver.receive(timeout: .seconds(600)) { _, _, _ in } == 0)
    let thread = Thread { waker.wake() }
    thread.start()
    #expect(try receiver.receive(timeout: .seconds(600)) { _, _, _ in } == 0)
  }

  @Test("a waker outlives its receiver")
  func lateWake() throws {
    let waker = try DatagramReceiver(listeningOn: [Place.ipv4.address()]).waker
    waker.wake()
  }

  @Test("an address that is taken is refused with a sentence", arguments: Place.allCases)
  func addressInUse(place: Place) throws {
    let receiver = try DatagramReceiver(listeningOn: [place.address()])
    let error = #expect(throws: DatagramError.self) {
      _ = try DatagramReceiver(listeningOn: [receiver.addresses[0]])
    }
    #expect(error?.kind == .unavailable)
    #expect(error?.description.contains("another program has it") == true)
  }

  @Test("a sender needs no receiver, and finds one that comes later", arguments: Place.allCases)
  func lateReceiver(place: Place) throws {
    var address = try place.address()
    do {
      let receiver = try DatagramReceiver(listeningOn: [address])
      address = receiver.addresses[0]
    }
    let sender = try DatagramSender(to: address)
    for _ in 0..<3 { #expect(sender.send("to nobody") == .sent) }
    var receiver = try DatagramReceiver(listeningOn: [address])
    #expect(sender.send("to somebody") == .sent)
    #expect(try receiver.texts(1) == ["to somebody"])
  }

  @Test("a full Unix socket drops, and never blocks")
  func fullSocket() throws {
    let receiver = try DatagramReceiver(listeningOn: [Place.unix.address()])
    let sender = try DatagramSender(to: receiver.addresses[0])
    let text = String(repeating: "a", count: 8_192)
    let outcomes = (0..<5_000).map { _ in sender.send(text) }
    #expect(outcomes.last == .dropped)
  }
}

@Suite("Unix socket paths")
struct UnixPathTests {
  private func path(of address: DatagramAddress) -> String {
    if case .unix(let path) = address { path } else { "" }
  }

  @Test("the path is removed on close")
  func removed() throws {
    let address = try Place.unix.address()
    do { _ = try DatagramReceiver(listeningOn: [address]) }
    #expect(!FileManager.default.fileExists(atPath: path(of: address)))
  }

  @Test("a socket left behind by a crash is replaced")
  func stale() throws {
    let address = try Place.unix.address()
    let abandoned = makeSocket(family: address.family)
    _ = SocketAddress(address).withPointer { bind(abandoned, $0, $1) }
    close(abandoned)
    #expect(FileManager.default.fileExists(atPath: path(of: address)))
    var receiver = try DatagramReceiver(listeningOn: [address])
    #expect(try DatagramSender(to: address).send("x") == .sent)
    #expect(try receiver.texts(1) == ["x"])
  }

  @Test("a file that is no socket is left alone")
  func ordinaryFile() throws {
    let address = try Place.unix.address()
    let file = path(of: address)
    _ = FileManager.default.createFile(atPath: file, contents: Data("precious".utf8))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let error = #expect(throws: DatagramError.self) {
      _ = try DatagramReceiver(listeningOn: [address])
    }
    #expect(error?.description.contains("no socket") == true)
    #expect(FileManager.default.contents(atPath: file) == Data("precious".utf8))
  }

  @Test("a path that somebody else took over is left alone on close")
  func takenOver() throws {
    let address = try Place.unix.address()
    let file = path(of: address)
    defer { try? FileManager.default.removeItem(atPath: file) }
    do {
      let receiver = try DatagramReceiver(listeningOn: [address])
      #expect(receiver.addresses == [address])
      try FileManager.default.removeItem(atPath: file)
      _ = FileManager.default.createFile(atPath: file, contents: Data("precious".utf8))
    }
    #expect(FileManager.default.contents(atPath: file) == Data("precious".utf8))
  }
}
