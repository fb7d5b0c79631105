/// Values of the kinds that fields have. Each reads from the first character past the last.
extension LineDecoder {
  /// A string, or nil for null.
  @inline(__always)
  func readOptionalText(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> RawSpan.Quoted? {
    if bytes.byte(at: position) == UInt8(ascii: "\"") {
      return try bytes.readQuoted(at: &position)
    }
    if bytes.skip(.null, at: &position) { return nil }
    throw bytes.mismatch(at: position)
  }

  /// A number. What is no number is told apart: another type, not finite, or no JSON.
  @inline(__always)
  func readNumeral(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> Numeral {
    let byte = bytes.byte(at: position)
    guard byte ^ UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") else {
      throw bytes.mismatch(at: position)
    }
    return try bytes.readNumeral(at: &position)
  }

  /// A number, or nil for null.
  @inline(__always)
  func readOptionalNumeral(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> Numeral? {
    if bytes.skip(.null, at: &position) { return nil }
    return try readNumeral(bytes, at: &position)
  }

  /// A duration in seconds, as whole nanoseconds; nil for null.
  @inline(never)
  func readOptionalSeconds(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> UInt64? {
    guard let numeral = try readOptionalNumeral(bytes, at: &position) else { return nil }
    return try nanoseconds(numeral)
  }

  @inline(__always)
  func nanoseconds(_ numeral: Numeral) throws(LineRejection) -> UInt64 {
    guard !numeral.isBelowZero else { throw .outOfRange }
    return numeral.scaled(by: 9)
  }

  /// A whole number that is not negative; nil for null.
  @inline(never)
  func readOptionalWhole(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> UInt64? {
    guard let numeral = try readOptionalNumeral(bytes, at: &position) else { return nil }
    return try whole(numeral)
  }

  @inline(__always)
  func whole(_ numeral: Numeral) throws(LineRejection) -> UInt64 {
    guard let whole = numeral.whole else { throw .wrongType }
    guard !numeral.isBelowZero else { throw .outOfRange }
    return whole
  }

  /// The value of a counter, which saturates at 2^53 on either side.
  func value(_ numeral: Numeral, in bytes: RawSpan) -> Double {
    max(-MetricWord.valueMax, min(bytes.double(of: numeral), MetricWord.valueMax))
  }
}

extension [UInt8] {
  /// Appends part of a line.
  @inline(__always)
  mutating func append(_ bytes: RawSpan, from start: Int, length: Int) {
    bytes.extracting(start..<(start &+ length)).withUnsafeBytes { append(contentsOf: $0) }
  }
}
