/// How sure a difference between two sets of scopes is, in nats: the logarithm of how many times
/// likelier the figures are if the sets differ than if they are alike.
///
/// By Wilks and Chernoff, `x` nats come up by chance with a probability of about `exp(-x)` or less.
/// So of `n` differences that were looked at, one that nobody caused passes `needed(amongst: n)`
/// rarely: looking at more of them needs more evidence for each.
enum Evidence {
  /// How often chance alone may lead to a claim.
  enum Chance: Double {
    /// Once in so many questions, where being sure is all that a claim needs.
    case rare = 1_000
    /// Where it needs a large effect besides: few scopes can show one.
    case low = 100
  }

  /// What a difference needs to be claimed, one of so many that were looked at.
  static func needed(amongst count: Int, _ chance: Chance = .rare) -> Double {
    naturalLog(Double(max(1, count)) * chance.rawValue)
  }

  /// For shares: the log-likelihood ratio of two binomials (Dunning 1993).
  ///
  /// - Parameters:
  ///   - share: the part of `count` scopes that have something, 0 to 1.
  ///   - count: how many scopes the part is worth; of weighted ones, their effective number.
  static func ofShares(
    _ share: Double, of count: Double, against other: Double, of otherCount: Double
  ) -> Double {
    guard count > 0, otherCount > 0 else { return 0 }
    let pooled = (share * count + other * otherCount) / (count + otherCount)
    return count * divergence(share, pooled) + otherCount * divergence(other, pooled)
  }

  /// For means: the likelihood ratio of Welch's t-test.
  static func ofMeans(_ one: Spread, against other: Spread) -> Double {
    guard one.count > 1, other.count > 1 else { return 0 }
    let (a, b) = (one.variance / one.count, other.variance / other.count)
    let difference = one.mean - other.mean
    guard a + b > 0 else { return difference == 0 ? 0 : .infinity }
    let freedom =
      (a + b) * (a + b) / (a * a / (one.count - 1) + b * b / (other.count - 1))
    let squared = difference * difference / (a + b)
    return (freedom + 1) / 2 * naturalLog(1 + squared / freedom)
  }

  /// Kullback and Leibler's divergence of two shares.
  private static func divergence(_ share: Double, _ from: Double) -> Double {
    func part(_ a: Double, _ b: Double) -> Double { a > 0 ? a * naturalLog(a / b) : 0 }
    return max(0, part(share, from) + part(1 - share, 1 - from))
  }

  /// The natural logarithm, to ten digits. The standard library has none, and this target imports
  /// nothing that does.
  static func naturalLog(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value > 0 ? .infinity : -.infinity }
    var (exponent, significand) = (Double(value.exponent), value.significand)
    if significand > 1.414_213_562 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 17.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
    return exponent * 0.693_147_180_559_945_3 + 2 * ratio * sum
  }
}

/// Mean and variance of a figure over scopes.
struct Spread {
  /// How many equally weighted scopes the weighted ones are worth.
  var count: Double
  var mean: Double
  var variance: Double

  var deviation: Double { variance.squareRoot() }
}
