extension ChunkBuilder {
  /// The rows of a summary as columns of one length; `error` may be empty.
  package init(
    summaryOf series: [UInt32], endMicroseconds: [Int64], durationNanoseconds: [UInt64],
    weight: [Double], error: [UInt32]
  ) {
    self.init()
    self.series = series
    self.endMicroseconds = endMicroseconds
    self.durationNanoseconds = durationNanoseconds
    bucket = durationNanoseconds.map { DurationScale.bucket(ofNanoseconds: $0) }
    self.weight = weight
    self.error = error
  }

  /// Closes a row of a summary, which has neither metrics nor an id.
  ///
  /// - Parameters:
  ///   - end: when the last of its scopes finished.
  ///   - weight: how many scopes it stands for, above 0.
  ///   - error: the kind of error that all of them failed with, as a string id plus one; 0 for none.
  package mutating func append(
    summaryOf series: UInt32, endMicroseconds end: Int64, durationNanoseconds: UInt64,
    weight: Double, error: UInt32
  ) {
    if error != 0 || !self.error.isEmpty {
      if self.error.isEmpty { self.error.append(contentsOf: repeatElement(0, count: count)) }
      self.error.append(error)
    }
    self.series.append(series)
    endMicroseconds.append(end)
    self.durationNanoseconds.append(durationNanoseconds)
    bucket.append(DurationScale.bucket(ofNanoseconds: durationNanoseconds))
    self.weight.append(weight)
  }
}
