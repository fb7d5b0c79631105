/// Digits by integer arithmetic: the pure targets have no formatter to lean on.
extension Figure {
  /// To the nearest multiple, halves up; it cannot overflow.
  static func rounded(_ value: UInt64, to unit: UInt64) -> UInt64 {
    value / unit + (value % unit >= unit - unit / 2 ? 1 : 0)
  }

  /// `1234` with two decimals is `12.34`.
  static func decimal(_ scaled: UInt64, decimals: Int) -> String {
    digits(of: scaled, atLeast: decimals + 1) { $0 == decimals ? UInt8(ascii: ".") : nil }
  }

  /// A number with so many decimals; its magnitude stays below 10^15.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scale: Double = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
    let scaled = (abs(value) * scale).rounded()
    precondition(scaled < 0x1p63, "BUG: too large for fixed decimals")
    let digits = decimal(UInt64(scaled), decimals: decimals)
    return value < 0 && scaled > 0 ? "-" + digits : digits
  }

  /// Two or three digits and a letter: `0.1`, `9.5`, `12`, `1.2k`, `12.4k`, `102k`, `3.1M`.
  static func compact(_ value: Double) -> String {
    var size = value
    var letter = ""
    for next in thousands where abs(size) >= 999.5 {
      size /= 1000
      letter = next
    }
    if abs(size) >= 1e15 { return size < 0 ? "-∞" : "∞" }
    let decimals = abs(size) < (letter.isEmpty ? 9.95 : 99.95) ? 1 : 0
    return fixed(size, decimals: decimals) + letter
  }

  /// Digits in groups of three: `6,126`.
  static func grouped(_ value: UInt64) -> String {
    digits(of: value) { $0 % 3 == 0 ? UInt8(ascii: ",") : nil }
  }

  private static let thousands = ["k", "M", "G", "T", "P", "E"]

  /// A number's digits, with signs between them.
  /// - Parameters:
  ///   - least: how many digits there are at least, zeros before them.
  ///   - sign: what stands before the last so many of them.
  private static func digits(
    of value: UInt64, atLeast least: Int = 1, _ sign: (_ digits: Int) -> UInt8?
  ) -> String {
    // 20 digits, each with a sign before it.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { bytes in
      var start = bytes.endIndex
      var (rest, count) = (value, 0)
      repeat {
        if count > 0, let sign = sign(count) {
          start -= 1
          bytes.initializeElement(at: start, to: sign)
        }
        start -= 1
        bytes.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
        count += 1
      } while rest > 0 || count < least
      // SAFETY: all from `start` on has been set, from the end backwards.
      return String(decoding: bytes[start...], as: UTF8.self)
    }
  }
}
