/// Values of the kinds that fields have. Each step reads from the first character past the last.
extension RawSpan {
  /// A string, or nil for null.
  @inline(__always)
  func readOptionalText(at position: inout Int) throws(LineRejection) -> Quoted? {
    if byte(at: position) == UInt8(ascii: "\"") { return try readQuoted(at: &position) }
    if skip(.null, at: &position) { return nil }
    throw mismatch(at: position)
  }

  /// A number. What is none is told apart: another type, not finite, or no JSON.
  @inline(__always)
  func readNumber(at position: inout Int) throws(LineRejection) -> Numeral {
    let byte = byte(at: position)
    guard byte ^ UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") else {
      throw mismatch(at: position)
    }
    return try readNumeral(at: &position)
  }

  /// A number, or nil for null.
  @inline(__always)
  func readOptionalNumber(at position: inout Int) throws(LineRejection) -> Numeral? {
    if byte(at: position) == UInt8(ascii: "n"), skip(.null, at: &position) { return nil }
    return try readNumber(at: &position)
  }

  /// What stands for null where a whole number or a duration was asked for: both end at 2^63 − 1.
  static let none = UInt64.max

  /// A duration in seconds, as whole nanoseconds; `none` for null.
  @inline(__always)
  func readSeconds(at position: inout Int) throws(LineRejection) -> UInt64 {
    // Most are one digit, a point and up to seven more. Those seven, with zeros after them to make
    // eight, are tens of nanoseconds.
    let word = word(at: position)
    let first = (word & 0xFF) ^ UInt64(UInt8(ascii: "0"))
    if first < 10, Word.byte(word, at: 1) == UInt8(ascii: ".") {
      let fraction = self.word(at: position &+ 2)
      let digits = fraction ^ Word.all(UInt8(ascii: "0"))
      let stops = Digits.stops(digits)
      let count = Word.firstByte(stops)
      if stops != 0, count > 0, Word.byte(fraction, at: count) | 0x20 != UInt8(ascii: "e") {
        position &+= count &+ 2
        return first &* 1_000_000_000 &+ Digits.number(digits & Word.below(stops)) &* 10
      }
    }
    return try readOddSeconds(at: &position)
  }

  @inline(never)
  private func readOddSeconds(at position: inout Int) throws(LineRejection) -> UInt64 {
    guard isNumber(at: position) else { return try readNull(at: &position) }
    let number = try readNumeral(at: &position)
    return try number.nanoseconds()
  }

  /// A whole number that is not negative; `none` for null.
  @inline(__always)
  func readWhole(at position: inout Int) throws(LineRejection) -> UInt64 {
    if let whole = readShortWhole(at: &position) { return whole }
    return try readOddWhole(at: &position)
  }

  /// A whole number of up to seven digits, or nil for whatever else stands there.
  @inline(__always)
  func readShortWhole(at position: inout Int) -> UInt64? {
    let word = word(at: position)
    let digits = word ^ Word.all(UInt8(ascii: "0"))
    let stops = Digits.stops(digits)
    let count = Word.firstByte(stops)
    let next = Word.byte(word, at: count)
    // No digits, eight of them, a zero before others, and a fraction or an exponent are for others.
    guard stops != 0, count > 0, digits & 0xFF != 0 || count == 1,
      next == UInt8(ascii: ",") || next == UInt8(ascii: "}")
    else { return nil }
    position &+= count
    return Digits.number(Digits.first(count, of: digits))
  }

  @inline(never)
  private func readOddWhole(at position: inout Int) throws(LineRejection) -> UInt64 {
    guard isNumber(at: position) else { return try readNull(at: &position) }
    let number = try readNumeral(at: &position)
    return try number.count()
  }

  @inline(__always)
  private func isNumber(at position: Int) -> Bool {
    let byte = byte(at: position)
    return byte ^ UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-")
  }

  @inline(never)
  private func readNull(at position: inout Int) throws(LineRejection) -> UInt64 {
    guard skip(.null, at: &position) else { throw mismatch(at: position) }
    return Self.none
  }

  /// Whether an object begins here. A null, which is as good as none, is moved over.
  @inline(__always)
  func startsObject(at position: inout Int) throws(LineRejection) -> Bool {
    if byte(at: position) == UInt8(ascii: "{") { return true }
    if skip(.null, at: &position) { return false }
    throw mismatch(at: position)
  }

  /// The value of a counter, which saturates at 2^53 on either side.
  @inline(__always)
  func counterValue(of number: Numeral) -> Double {
    max(-MetricWord.valueMax, min(double(of: number), MetricWord.valueMax))
  }
}

extension Numeral {
  /// Seconds as nanoseconds.
  @inline(__always)
  func nanoseconds() throws(LineRejection) -> UInt64 {
    guard !isBelowZero else { throw .outOfRange }
    return scaled(by: 9)
  }

  /// A whole number that is not negative.
  @inline(__always)
  func count() throws(LineRejection) -> UInt64 {
    guard let whole else { throw .wrongType }
    guard !isBelowZero else { throw .outOfRange }
    return whole
  }
}

extension UInt64 {
  @inline(__always)
  var unlessNone: UInt64? { self == RawSpan.none ? nil : self }
}

extension [UInt8] {
  /// Appends part of a line.
  @inline(__always)
  mutating func append(_ bytes: RawSpan, from start: Int, length: Int) {
    bytes.extracting(start..<(start &+ length)).withUnsafeBytes { append(contentsOf: $0) }
  }
}
