/// Why an emitter could not be made: one sentence.
public struct EmitterError: Error, Hashable, CustomStringConvertible {
  public let description: String
}
