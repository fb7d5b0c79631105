/// Writes JSON text: the one way in which scopes, figures and reports become JSON.
///
/// Members stand in the order in which they are written. Everything that a terminal could take for
/// a command or for invisible text is escaped, so that a report may be shown as it is.
package struct JSONWriter: Sendable {
  package private(set) var text = ""
  private var needsComma = false

  package init() {}

  /// Writes an object whose members the closure writes.
  package mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try bracketed("{", "}", members)
  }

  /// Writes an array whose elements the closure writes.
  package mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    try bracketed("[", "]", elements)
  }

  /// Begins a member. Its value has to be written next.
  package mutating func key(_ key: String) {
    value(key)
    text += ":"
    needsComma = false
  }

  package mutating func value(_ string: String) {
    separate()
    text += "\""
    for scalar in string.unicodeScalars { appendEscaped(scalar) }
    text += "\""
  }

  /// A number: whole ones without a point, others as short as reads back the same. What is not
  /// finite has no form in JSON and becomes `null`.
  package mutating func value(_ number: Double) {
    separate()
    if number.magnitude < 9_007_199_254_740_992, number == number.rounded() {
      text += String(Int64(number))
    } else {
      text += number.isFinite ? "\(number)" : "null"
    }
  }

  package mutating func value(_ number: some BinaryInteger) {
    separate()
    text += String(number)
  }

  package mutating func value(_ flag: Bool) {
    separate()
    text += flag ? "true" : "false"
  }

  /// A duration as seconds, to the nanosecond and without zeros at the end.
  package mutating func value(seconds duration: Duration) {
    separate()
    text += duration.secondsText
  }

  /// Text that is JSON already.
  package mutating func value(json: String) {
    separate()
    text += json
  }

  package mutating func member(_ key: String, _ value: String) {
    self.key(key)
    self.value(value)
  }

  package mutating func member(_ key: String, _ value: Double) {
    self.key(key)
    self.value(value)
  }

  package mutating func member(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    self.value(value)
  }

  package mutating func member(_ key: String, seconds duration: Duration) {
    self.key(key)
    value(seconds: duration)
  }

  private mutating func bracketed(
    _ open: String, _ close: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    text += open
    needsComma = false
    try body(&self)
    text += close
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text += "," }
    needsComma = true
  }

  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Duration {
  /// The seconds as a decimal number, to the nanosecond and without zeros at the end: `0.0031`.
  package var secondsText: String {
    let (seconds, attoseconds) = components
    let nanoseconds = (attoseconds / 1_000_000_000).magnitude
    let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
    if nanoseconds == 0 { return "\(sign)\(seconds.magnitude)" }
    var digits = String(nanoseconds)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(seconds.magnitude).\(digits)"
  }
}
