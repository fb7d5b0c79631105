/// Digits by integer arithmetic: the pure targets have no formatter to lean on.
extension Figure {
  /// To the nearest multiple, halves up; it cannot overflow.
  static func rounded(_ value: UInt64, to unit: UInt64) -> UInt64 {
    value / unit + (value % unit >= unit - unit / 2 ? 1 : 0)
  }

  /// `1234` with two decimals is `12.34`.
  static func decimal(_ scaled: UInt64, decimals: Int) -> String {
    guard decimals > 0 else { return String(scaled) }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals)
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
    for next in ["k", "M", "G", "T", "P", "E"] where abs(size) >= 999.5 {
      size /= 1000
      letter = next
    }
    if abs(size) >= 1e15 { return size < 0 ? "-∞" : "∞" }
    let decimals = abs(size) < (letter.isEmpty ? 9.95 : 99.95) ? 1 : 0
    return fixed(size, decimals: decimals) + letter
  }

  /// Digits in groups of three: `6,126`.
  static func grouped(_ value: UInt64) -> String {
    var result = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }
}
