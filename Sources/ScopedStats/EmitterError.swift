/// Why an emitter could not be made: one sentence.
public struct EmitterError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and with which address.
  public let description: String
}
