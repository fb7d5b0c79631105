import CYardstick

/// The bare sender and receiver, in Swift's words.
enum Yardstick {
  /// Returns how many datagrams were sent. A rate of 0 is as fast as it goes.
  static func send(
    _ datagram: [UInt8], to port: UInt16, seconds: Double, perSecond: Double
  ) -> UInt64 {
    datagram.withUnsafeBufferPointer {
      yardstick_send(port, $0.baseAddress, $0.count, seconds, perSecond)
    }
  }

  /// Receives what another thread sends and throws it away. Returns datagrams a second.
  static func receive(
    _ datagram: [UInt8], seconds: Double
  ) -> (received: UInt64, sent: UInt64, perSecond: Double) {
    var port: UInt16 = 0
    let descriptor = yardstick_open(&port)
    guard descriptor >= 0 else { return (0, 0, 0) }
    let sender = Sender(datagram, to: port, seconds: seconds)
    var taken = 0.0
    let received = yardstick_receive(descriptor, &taken)
    return (received, sender.finish(), Double(received) / taken)
  }
}
