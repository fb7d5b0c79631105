import CProbe

/// Somebody who listens on a free port of this machine, and a socket to send to it from.
struct Receiver {
  let port: UInt16
  let sender: Int32

  init() throws(BenchError) {
    var port: UInt16 = 0
    guard probe_receive(&port) == 0 else {
      throw BenchError(description: "There is no port to receive on.")
    }
    self.port = port
    sender = probe_open()
    guard sender >= 0 else { throw BenchError(description: "There is no socket to send from.") }
  }

  /// How many datagrams came.
  var received: UInt64 { probe_received() }
}

/// Why nothing could be measured.
struct BenchError: Error, CustomStringConvertible {
  let description: String
}
