extension TimeTally.Sum {
  mutating func add(
    _ amount: Double, calls: Double, _ duration: Double, _ weight: Double
  ) {
    rows += 1
    self.weight += weight
    let weighted = amount * weight
    self.amount += weighted
    squares += weighted * amount
    byDuration += weighted * duration
    self.calls += calls * weight
    callSquares += calls * calls * weight
  }
}

extension TimeTally.Scopes {
  mutating func add(_ duration: Double, unaccounted: Double, _ weight: Double) {
    rows += 1
    self.weight += weight
    weightSquares += weight * weight
    nanoseconds += duration * weight
    nanosecondSquares += duration * duration * weight
    self.unaccounted.add(unaccounted, calls: 0, duration, weight)
  }

  /// The mean duration.
  var mean: Double { weight > 0 ? nanoseconds / weight : 0 }

  /// A sum per scope of this side.
  func each(_ sum: Double) -> Double { weight > 0 ? sum / weight : 0 }

  /// How many equally weighted scopes they are worth (Kish 1965).
  var effectiveCount: Double { weightSquares > 0 ? weight * weight / weightSquares : 0 }

  /// Mean and variance of an amount per scope, less a part of the scope's duration.
  func spread(of sum: TimeTally.Sum, less part: Double = 0) -> Spread {
    let square =
      each(sum.squares) - 2 * part * each(sum.byDuration) + part * part * each(nanosecondSquares)
    return spread(mean: each(sum.amount) - part * mean, square: square)
  }

  /// Mean and variance of the calls per scope.
  func callSpread(of sum: TimeTally.Sum) -> Spread {
    spread(mean: each(sum.calls), square: each(sum.callSquares))
  }

  private func spread(mean: Double, square: Double) -> Spread {
    let count = effectiveCount
    // What rounding leaves of a variance that is none must not look like one.
    let variance = square - mean * mean
    let isNone = variance <= square * 1e-12
    return Spread(
      count: count, mean: mean,
      variance: isNone ? 0 : variance * (count > 1 ? count / (count - 1) : 1))
  }
}
