import ArgumentParser
import Datagram

/// Addresses as typed on the command line.
enum Addresses {
  static let standardText = DatagramAddress.standard.description

  /// - Throws: usage, with the sentence that says what an address looks like.
  static func parse(_ text: String) throws -> DatagramAddress {
    do {
      return try DatagramAddress(parsing: text)
    } catch {
      throw ExitStatus.usage.saying(error.description)
    }
  }

  static func parse(_ texts: [String]) throws -> [DatagramAddress] {
    try texts.isEmpty ? [.standard] : texts.map(parse)
  }
}
