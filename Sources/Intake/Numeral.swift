/// A number as it is written: `mantissa × 10^exponent`, not yet a Double.
///
/// Durations become whole nanoseconds in integers from here, without a detour over binary fractions
/// that would turn 0.07 s into 70,000,000.00000001 ns.
struct Numeral {
  var mantissa: UInt64
  var exponent: Int
  var isNegative: Bool
  /// Where the number stands in its line.
  var start: Int
  var end: Int

  @inline(__always) var isBelowZero: Bool { isNegative && mantissa != 0 }

  /// `value × 10^digits` as a whole number, rounded to the nearest, halves up. Saturates at 2^63 − 1.
  @inline(__always)
  func scaled(by digits: Int) -> UInt64 {
    let shift = exponent &+ digits
    if shift == 0 { return min(mantissa, Self.wholeMax) }
    return shift > 0 ? multiplied(by: shift) : divided(by: 0 &- shift)
  }

  @inline(__always)
  private func multiplied(by digits: Int) -> UInt64 {
    if mantissa == 0 { return 0 }
    guard digits < 20 else { return Self.wholeMax }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: powerOfTen(digits))
    return overflow ? Self.wholeMax : min(product, Self.wholeMax)
  }

  @inline(__always)
  private func divided(by digits: Int) -> UInt64 {
    guard digits < 20 else { return 0 }
    let divisor = powerOfTen(digits)
    // Below 10^19 plus half of 10^19: no overflow.
    return min((mantissa &+ divisor / 2) / divisor, Self.wholeMax)
  }

  /// The value as a whole number, or nil where it is none. Saturates at 2^63 − 1.
  @inline(__always)
  var whole: UInt64? {
    if exponent >= 0 { return scaled(by: 0) }
    if mantissa == 0 { return 0 }
    guard exponent > -20 else { return nil }
    let divisor = powerOfTen(0 &- exponent)
    return mantissa % divisor == 0 ? min(mantissa / divisor, Self.wholeMax) : nil
  }

  static let wholeMax = UInt64(Int64.max)
}

extension RawSpan {
  /// From the first character of a number past its last.
  ///
  /// Up to 19 digits without an exponent are read eight at a time; anything else goes the slow way.
  @inline(__always)
  func readNumeral(at position: inout Int) throws(LineRejection) -> Numeral {
    let start = position
    let isNegative = byte(at: start) == UInt8(ascii: "-")
    var end = isNegative ? start &+ 1 : start
    let leading = byte(at: end)
    let firstDigit = end
    var mantissa = readDigits(at: &end, after: 0)
    let wholeDigits = end &- firstDigit
    guard wholeDigits > 0, wholeDigits < 19, leading != UInt8(ascii: "0") || wholeDigits == 1 else {
      return try readOddNumeral(at: &position)
    }
    var exponent = 0
    if byte(at: end) == UInt8(ascii: ".") {
      end &+= 1
      let fraction = end
      mantissa = readDigits(at: &end, after: mantissa)
      exponent = fraction &- end
      guard exponent < 0, wholeDigits &- exponent <= 19 else {
        return try readOddNumeral(at: &position)
      }
    }
    if byte(at: end) | 0x20 == UInt8(ascii: "e") { return try readOddNumeral(at: &position) }
    position = end
    return Numeral(
      mantissa: mantissa, exponent: exponent, isNegative: isNegative, start: start, end: end)
  }

  /// Appends a run of digits to a number, eight at a time. Wraps past 19 digits.
  @inline(__always)
  private func readDigits(at position: inout Int, after number: UInt64) -> UInt64 {
    var number = number
    while true {
      // Digits become 0...9, and everything else has a top bit after adding 0x76.
      let digits = word(at: position) ^ Word.all(UInt8(ascii: "0"))
      let count = Word.firstByte(Digits.stops(digits))
      if count == 0 { return number }
      position &+= count
      number = number &* powerOfTen(count) &+ Digits.number(Digits.first(count, of: digits))
      if count < 8 { return number }
    }
  }

  /// A number with an exponent, with many digits, or none at all.
  @inline(never)
  private func readOddNumeral(at position: inout Int) throws(LineRejection) -> Numeral {
    if isNotFinite(at: position) { throw .outOfRange }
    var numeral = Numeral(
      mantissa: 0, exponent: 0, isNegative: false, start: position, end: position)
    if skip("-", at: &numeral.end) { numeral.isNegative = true }
    let firstDigit = numeral.end
    try readOddDigits(of: &numeral, areFraction: false)
    let isPadded = byte(at: firstDigit) == UInt8(ascii: "0") && numeral.end > firstDigit + 1
    guard !isPadded else { throw .notJSON }
    if skip(".", at: &numeral.end) { try readOddDigits(of: &numeral, areFraction: true) }
    if skip("e", at: &numeral.end) || skip("E", at: &numeral.end) { try readExponent(of: &numeral) }
    position = numeral.end
    guard double(of: numeral).isFinite else { throw .outOfRange }
    return numeral
  }

  private func skip(_ character: Unicode.Scalar, at position: inout Int) -> Bool {
    guard byte(at: position) == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Digits past the nineteenth that counts only move the exponent.
  private func readOddDigits(
    of numeral: inout Numeral, areFraction: Bool
  ) throws(LineRejection) {
    let start = numeral.end
    while case let digit = byte(at: numeral.end) ^ UInt8(ascii: "0"), digit < 10 {
      numeral.end += 1
      if numeral.mantissa < 1_000_000_000_000_000_000 {
        numeral.mantissa = numeral.mantissa * 10 + UInt64(digit)
        if areFraction { numeral.exponent -= 1 }
      } else if !areFraction {
        numeral.exponent += 1
      }
    }
    guard numeral.end > start else { throw .notJSON }
  }

  private func readExponent(of numeral: inout Numeral) throws(LineRejection) {
    let isNegative = skip("-", at: &numeral.end)
    if !isNegative { _ = skip("+", at: &numeral.end) }
    let start = numeral.end
    var exponent = 0
    while case let digit = byte(at: numeral.end) ^ UInt8(ascii: "0"), digit < 10 {
      numeral.end += 1
      exponent = min(exponent * 10 + Int(digit), 1_000_000)
    }
    guard numeral.end > start else { throw .notJSON }
    numeral.exponent += isNegative ? -exponent : exponent
  }

  /// The Double nearest to a number. Exact without help while mantissa and power are (Clinger 1990).
  @inline(__always)
  func double(of numeral: Numeral) -> Double {
    if numeral.mantissa <= 1 &<< 53, numeral.exponent <= 0, numeral.exponent > -19 {
      let value = Double(numeral.mantissa) / Double(powerOfTen(0 &- numeral.exponent))
      return numeral.isNegative ? -value : value
    }
    return oddDouble(of: numeral)
  }

  @inline(never)
  private func oddDouble(of numeral: Numeral) -> Double {
    var text = ""
    for offset in numeral.start..<numeral.end {
      text.unicodeScalars.append(Unicode.Scalar(byte(at: offset)))
    }
    return Double(text) ?? .infinity
  }
}

/// Eight digits in a word, the most significant one in the lowest byte, after `0` was taken off them.
enum Digits {
  /// Bytes that were no digits. Digits are 0...9 now, and all else has a top bit after adding 0x76.
  @inline(__always)
  static func stops(_ digits: UInt64) -> UInt64 {
    ((digits &+ Word.all(0x76)) | digits) & Word.tops
  }

  /// Only the first digits, 1...8 of them, with zeros before them.
  @inline(__always)
  static func first(_ count: Int, of digits: UInt64) -> UInt64 {
    digits &<< UInt64(truncatingIfNeeded: 64 &- count &* 8)
  }

  /// The number that eight digits make: pairs, then fours, then all, in three multiplications.
  @inline(__always)
  static func number(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ (digits &>> 8)
    let mask: UInt64 = 0x0000_00FF_0000_00FF
    let high = (pairs & mask) &* 0x000F_4240_0000_0064
    let low = ((pairs &>> 16) & mask) &* 0x0000_2710_0000_0001
    return (high &+ low) &>> 32
  }
}

/// 10 to the power of 0...19.
@inline(__always)
func powerOfTen(_ exponent: Int) -> UInt64 {
  switch exponent {
  case 0: 1
  case 1: 10
  case 2: 100
  case 3: 1_000
  case 4: 10_000
  case 5: 100_000
  case 6: 1_000_000
  case 7: 10_000_000
  case 8: 100_000_000
  case 9: 1_000_000_000
  case 10: 10_000_000_000
  case 11: 100_000_000_000
  case 12: 1_000_000_000_000
  case 13: 10_000_000_000_000
  case 14: 100_000_000_000_000
  case 15: 1_000_000_000_000_000
  case 16: 10_000_000_000_000_000
  case 17: 100_000_000_000_000_000
  case 18: 1_000_000_000_000_000_000
  default: 10_000_000_000_000_000_000
  }
}
