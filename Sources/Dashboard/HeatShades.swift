import TextUI

/// Which weights the shades of a heat map stand for: four, on a log scale.
///
/// The weights move with every frame; were the shades cut to fit them, the whole map would flicker.
/// So the heaviest weight is rounded up to a step of 1, 2, 5, and the shades change only when that
/// is passed, or is five times too much.
struct HeatShades: Hashable, Sendable {
  /// The least weight of each shade, lightest first.
  private(set) var weights: [Double] = [1, 2, 3, 4]
  private var top = 4.0

  static let roles: [Role] = [.heat1, .heat2, .heat3, .heat4]

  /// Takes the heaviest weight of all cells into account.
  mutating func settle(heaviest: Double) {
    guard heaviest > top || heaviest < top / 5 else { return }
    top = Self.roundedUp(heaviest)
    let factor = top.squareRoot().squareRoot()
    weights = top < 10 ? [1, 2, 3, 4] : [0, 1, 2, 3].map { Self.oneDigit(power(factor, $0)) }
  }

  /// The shade of a weight, lightest 0; nil where there is nothing.
  func shade(of weight: Double) -> Int? {
    guard weight > 0 else { return nil }
    return max(0, (weights.firstIndex { $0 > weight } ?? weights.count) - 1)
  }

  /// The shades with their weights: `░ 1  ▒ 4  ▓ 20  █ 90`.
  func legend(glyphs: Glyphs) -> StyledText {
    var text = StyledText.empty
    for (index, weight) in weights.enumerated() {
      if index > 0 { text.append("  ") }
      text.append(glyphs.shades[index], Self.roles[index])
      let number = weight < 1_000 ? Figure.count(weight).text : Figure.factor(weight).number
      text.append(" " + number, .dim)
    }
    return text
  }

  /// The next of 4, 10, 20, 50, 100, 200 …
  private static func roundedUp(_ weight: Double) -> Double {
    guard weight > 4 else { return 4 }
    var decade = 10.0
    while decade * 5 < weight, decade < 1e18 { decade *= 10 }
    return [1, 2, 5].lazy.map { $0 * decade }.first { $0 >= weight } ?? decade * 5
  }

  private static func oneDigit(_ value: Double) -> Double {
    var decade = 1.0
    while decade * 10 <= value { decade *= 10 }
    return (value / decade).rounded() * decade
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
