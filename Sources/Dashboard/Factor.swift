import TextUI

/// How many times as much as is typical: a figure, with a sign where it should be looked at.
enum Factor {
  /// Below this a difference is not worth a sign.
  static let noticeable = 2.0

  /// `▲ 15×`; the sign alone where there is none in what is typical, empty where nothing is.
  static func text(_ value: Double?, against typical: Double?, glyphs: Glyphs) -> StyledText {
    guard let value, let typical, value.isFinite else { return .empty }
    guard typical > 0 else { return value > 0 ? StyledText(glyphs.up, .warning) : .empty }
    let factor = value / typical
    let text = Figure.factor(factor).text
    return factor >= noticeable
      ? StyledText("\(glyphs.up) \(text)", .warning) : StyledText(text, .dim)
  }

  static func text(_ value: Duration, against typical: Duration?, glyphs: Glyphs) -> StyledText {
    text(value.secondsValue, against: typical?.secondsValue, glyphs: glyphs)
  }
}

extension Duration {
  /// The duration as a number of seconds.
  var secondsValue: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  var magnitude: Duration { self < .zero ? .zero - self : self }
}
