import Intake

/// Whether something is being lost just now, and what part of all: over the last five seconds.
///
/// It reads the running totals at each tick. Where ticks are as far apart as that, it is the time since
/// the tick before.
struct LossMeter: Sendable {
  static let span = Duration.seconds(5)

  private struct Sample {
    let moment: Timestamp
    let shortfall: Shortfall
  }

  /// Oldest first: all of the span, and the last one before it.
  private var samples: [Sample]

  init(start: Timestamp) { samples = [Sample(moment: start, shortfall: Shortfall())] }

  /// Notes the running totals.
  mutating func record(_ shortfall: Shortfall, at now: Timestamp) {
    samples.append(Sample(moment: now, shortfall: shortfall))
    let within = samples.firstIndex { now.since($0.moment) < Self.span } ?? samples.endIndex
    samples.removeFirst(max(0, min(within, samples.endIndex - 1) - 1))
  }

  /// How many totals it keeps.
  var sampleCount: Int { samples.count }

  /// The part of all lines that is being lost, or nil while nothing is.
  var share: Double? {
    guard let first = samples.first, let last = samples.last else { return nil }
    let recent = last.shortfall.since(first.shortfall)
    return recent.lostLines > 0 ? recent.share : nil
  }
}
