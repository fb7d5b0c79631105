/// The bounds on what intake takes, each with what happens at it.
package struct Limits: Sendable {
  /// Distinct names, keys, values and kinds of error. Further ones fold into `…other`.
  package var strings = 100_000
  /// The bytes of those strings. Further ones fold into `…other`.
  package var stringBytes = 64 << 20
  /// Distinct tag sets. Further ones become the set `…other=…other`.
  package var tagSets = 200_000
  /// Tags in all of those sets together: sets of 64 would take ten times what usual ones do. Further
  /// sets become `…other=…other`.
  package var tagsInSets = 2_000_000
  /// Tag objects remembered as they were written, so that they need not be taken apart again, and
  /// their bytes. Where there are more, the memory of them begins anew.
  package var rawTagSets = 200_000
  package var rawTagSetBytes = 16 << 20
  /// Distinct series. A further one becomes its name's series of `…other=…other`, or `…other`'s.
  package var series = 200_000
  /// Distinct metrics. Further ones become the metric `…other` of their kind.
  package var metrics = 100_000
  /// The length of a name, key or value. Longer ones are cut at a character.
  package var textBytes = 256
  /// Tags on a scope or on a metric. The rest are left out.
  package var tagsPerSet = 64
  /// Metrics on a scope. The rest are left out.
  package var metricsPerScope = 4_096
  /// Levels of nesting. A deeper line is rejected.
  package var depth = 16
  /// Senders remembered. The least recently seen is forgotten.
  package var senders = 4_096
  /// How much of a rejected line is kept to be shown.
  package var sampleBytes = 200
  /// How far `end` may be from the clock before the time of arrival is used instead.
  package var skewMax = Duration.seconds(60)
  /// Rows in a chunk before it is sealed without waiting for its time.
  package var chunkRows = 16_384
  /// Words of metrics in a chunk, 4 MiB of them, before it is sealed likewise: rows of thousands of
  /// metrics would else make a chunk of a gigabyte.
  package var chunkMetricWords = 1 << 20

  /// The length of a line. A longer one is rejected as cut: no datagram can bring it whole.
  package static let lineBytes = 65_535

  package init() {}

  /// The limits under a budget of memory: below 256 MiB for each receiver there are fewer names in
  /// proportion, for each intake thread keeps what names stand for, and the main thread too.
  package init(memoryBytes: Int, receivers: Int = 1) {
    let share = min(1, Double(memoryBytes) / Double(receivers) / Double(256 << 20))
    strings = Int(Double(strings) * share)
    stringBytes = Int(Double(stringBytes) * share)
    tagSets = Int(Double(tagSets) * share)
    tagsInSets = Int(Double(tagsInSets) * share)
    rawTagSets = Int(Double(rawTagSets) * share)
    rawTagSetBytes = Int(Double(rawTagSetBytes) * share)
    series = Int(Double(series) * share)
    metrics = Int(Double(metrics) * share)
  }
}
