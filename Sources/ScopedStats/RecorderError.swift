/// What `Recorder.result` throws.
public enum RecorderError: Error, Hashable, CustomStringConvertible {
  /// A recording was required and there was none: `record` was never called.
  case noRecording

  /// The case as a sentence.
  public var description: String { "Nothing was recorded: call record before result." }
}
