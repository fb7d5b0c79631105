/// What a finding becomes in a filter: terms as they would be typed.
enum FilterTerms {
  static func tags(_ tags: [TagText]) -> [String] {
    tags.map { Filter.term(.includes, key: $0.key, value: $0.value) }
  }

  /// Scopes with more time in a timer than the middle of both figures, which are nanoseconds.
  static func timer(_ key: String, typical: Double, slow: Double) -> [String] {
    let middle = typical > 0 ? (typical * slow).squareRoot() : slow / 4
    return [Filter.quotedKey(key) + ">" + text(nanoseconds: middle, digits: 2)]
  }

  /// Scopes that count more than the middle of both figures, with the counter's own tags.
  static func counter(_ name: MetricName, typical: Double, slow: Double) -> [String] {
    let middle = slow < 2 ? 0 : cut(max(1, typical * slow).squareRoot(), digits: 2).rounded(.down)
    return tags(name.tags) + [Filter.quotedKey(name.key) + ">\(Int(min(middle, 1e15)))"]
  }

  /// Scopes of a name, of at least so many nanoseconds: of other names, that says nothing.
  static func duration(of scope: String, from nanoseconds: Double) -> [String] {
    ["scope=" + Filter.quotedIfNeeded(scope), "dur>=" + text(nanoseconds: nanoseconds, digits: 3)]
  }

  /// A length of time, rounded down to a few digits: `180ms`, `1.2s`.
  static func text(nanoseconds: Double, digits: Int) -> String {
    let units = [("ns", 1.0), ("us", 1e3), ("ms", 1e6), ("s", 1e9)]
    let value = cut(max(1, nanoseconds), digits: digits)
    let (name, size) = units.last { $0.1 <= value } ?? units[0]
    let thousandths = Int64((value / size * 1_000).rounded())
    var text = "\(thousandths / 1_000)"
    if thousandths % 1_000 != 0 {
      var decimals = String(thousandths % 1_000 + 1_000).dropFirst()
      while decimals.last == "0" { decimals.removeLast() }
      text += "." + decimals
    }
    return text + name
  }

  /// The number with all but its first digits 0.
  private static func cut(_ value: Double, digits: Int) -> Double {
    var scale = 1.0
    while value / scale >= (digits == 2 ? 100 : 1_000) { scale *= 10 }
    // A number of nanoseconds has no parts to cut.
    return (value / scale * (1 + 1e-12)).rounded(.down) * scale
  }
}
