/// Why an address, or a socket on it, is not to be had: one sentence that says what to do.
package struct DatagramError: Error, Equatable, CustomStringConvertible {
  /// What kind of trouble it is, for a program that has an exit code for each.
  package enum Kind: Sendable {
    /// The text is no address. The caller corrects the text.
    case address
    /// Somebody else has the address, or this machine does not have it, or may not use it.
    case unavailable
    /// The socket failed while it was in use.
    case system
  }

  package let kind: Kind
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
