/// What a line has said so far about its scope. Nothing of it counts before the line is whole.
struct ScopeRow {
  var name: StringID?
  var tags = TagSetID.empty
  var durationNanoseconds: UInt64?
  /// `stats.total_recording_duration`, which counts where there is no `dur`.
  var recordingNanoseconds: UInt64?
  var endMicroseconds: Int64?
  var weight = 1.0
  var error: StringID?
  var version: UInt64 = 1
  var sequence: UInt64?
  var dropped: UInt64?
  /// Where the text of `src` stands in the line; both 0 where there is none.
  var sourceStart = 0
  var sourceEnd = 0
  var metricCount = 0
  /// Some metric came twice, and has to be added up.
  var hasRepeats = false
  /// Texts cut, tags and metrics left out.
  var cutCount: UInt64 = 0
  /// Where the last text stands that was cut or folded.
  var troubleStart = 0
  var troubleEnd = 0

  var hasSource: Bool { sourceEnd > sourceStart }
}
