import Datagram
import Testing

@Suite("Addresses")
struct AddressTests {
  @Test(
    "an address is read, and what is left out takes its default",
    arguments: [
      ("127.0.0.1:8127", "127.0.0.1:8127"),
      ("127.0.0.1", "127.0.0.1:8127"),
      (":9000", "127.0.0.1:9000"),
      ("9000", "127.0.0.1:9000"),
      ("0.0.0.0:0", "0.0.0.0:0"),
      ("255.254.253.252:65535", "255.254.253.252:65535"),
      ("localhost:8127", "127.0.0.1:8127"),
      ("[::1]:8127", "[::1]:8127"),
      ("[::1]", "[::1]:8127"),
      ("::1", "[::1]:8127"),
      ("[::]:1", "[::]:1"),
      ("[2001:DB8:0:0:1:0:0:1]:53", "[2001:db8::1:0:0:1]:53"),
      ("[2001:db8:1:2:3:4:5:6]:53", "[2001:db8:1:2:3:4:5:6]:53"),
      ("[1:0:2:0:3:0:4:0]:53", "[1:0:2:0:3:0:4:0]:53"),
      ("[fe80::]:7", "[fe80::]:7"),
      ("[::ffff:10.1.2.3]:7", "[::ffff:10.1.2.3]:7"),
      ("unix:/tmp/a b.sock", "unix:/tmp/a b.sock"),
    ])
  func parses(text: String, expected: String) throws {
    let address = try DatagramAddress(parsing: text)
    #expect(address.description == expected)
    #expect(try DatagramAddress(parsing: address.description) == address)
  }

  @Test(
    "what is no address is refused with one sentence that names it",
    arguments: [
      ("", "“”"), ("127.0.0.1:port", "“port”"), ("127.0.0.1:65536", "“65536”"),
      ("127.0.0.1:-1", "“-1”"), ("127.0.0.1:", "“”"), ("[::1", "“[::1”"), ("[]:1", "“[]:1”"),
      ("[::1]8127", "“[::1]8127”"), ("1.2.3.4.5:1", "“1.2.3.4.5”"), ("unix:", "unix:"),
      ("unix:/" + String(repeating: "a", count: 200), "too long"), ("12345678", "“12345678”"),
    ])
  func refuses(text: String, names: String) {
    let error = #expect(throws: DatagramError.self) { try DatagramAddress(parsing: text) }
    #expect(error?.kind == .address)
    #expect(error?.description.contains(names) == true)
    #expect(error?.description.hasSuffix(".") == true)
  }

  @Test(
    "datagrams are small where they cross a network",
    arguments: [
      ("127.0.0.1", true), ("127.8.9.10", true), ("::1", true), ("[::ffff:127.0.0.1]:1", true),
      ("unix:/tmp/x", true), ("10.0.0.1", false), ("0.0.0.0", false), ("2001:db8::1", false),
    ])
  func locality(text: String, isLocal: Bool) throws {
    let address = try DatagramAddress(parsing: text)
    #expect(address.isLocal == isLocal)
    #expect(address.payloadBytes == (isLocal ? 8_192 : 1_432))
  }
}
