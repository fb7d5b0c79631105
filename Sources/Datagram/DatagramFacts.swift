/// What the kernel says of a datagram besides its bytes and its sender.
package struct DatagramFacts: Hashable, Sendable {
  /// Whether the end is missing, since the datagram was longer than what is read.
  package let isCut: Bool
  /// When it came to this machine, in microseconds of Unix time; nil where the kernel does not tell. One
  /// may have waited a while to be read.
  package let arrivedMicroseconds: Int64?

  package init(isCut: Bool = false, arrivedMicroseconds: Int64? = nil) {
    self.isCut = isCut
    self.arrivedMicroseconds = arrivedMicroseconds
  }
}
