/// What came in so far and what became of it: running totals since the start.
///
/// Every figure of the header, of Problems and of a report's `intake` is here, so that they cannot
/// contradict each other.
package struct IntakeTally: Sendable, Equatable {
  package var datagrams: UInt64 = 0
  package var bytes: UInt64 = 0
  /// The bytes of the datagrams that were shed. They are in none of the other figures.
  package var shedBytes: UInt64 = 0
  /// Lines that were not blank: `accepted` plus all rejections.
  package var lines: UInt64 = 0
  package var accepted: UInt64 = 0
  /// How many scopes the accepted lines stand for by their `weight`, in parts of `weightUnit`. It goes
  /// round at its end, so only differences mean something, and one great weight does not drown what
  /// comes after it.
  package var weight: UInt64 = 0
  /// Accepted lines that don't say when their scope finished: the time of arrival was used.
  package var undated: UInt64 = 0
  package var rejected: [LineRejection: Problem] = [:]
  /// What is known to be lost, by how it is known, each in its own unit: `Loss.unit`.
  package var lost: [Loss: Problem] = [:]
  /// Names, keys, values, tag sets, series or metrics folded into `…other` by a full table.
  package var folded = Problem()
  /// Names, keys and values cut at 256 bytes, and tags and metrics left out past their limit.
  package var cut = Problem()
  /// Lines of a version above 1, read as far as they were understood.
  package var newer = Problem()
  /// Lines whose `end` was more than a minute off the clock: the time of arrival was used.
  package var skewed = Problem()
  /// Datagrams from senders that are not to be heard; what is in them is not looked at.
  package var refused = Problem()
  /// Senders heard from of late: those that name themselves by `src`, else by address. A sender that
  /// several receivers heard counts once for each.
  package var senders = 0
  /// What the tables of names take on the intake's side, in bytes, near enough for a budget.
  package var nameBytes = 0

  /// What `weight` counts for one scope: fractions of a scope are kept to that part.
  package static let weightUnit = 1024.0

  package init() {}

  package var rejectedCount: UInt64 { rejected.values.total }

  /// All losses together, held against what came.
  package var shortfall: Shortfall {
    var shortfall = Shortfall()
    shortfall.lines = lines
    shortfall.datagrams = datagrams
    shortfall.lostDatagrams = lostDatagrams
    shortfall.missingLines = count(of: .gap)
    shortfall.droppedScopes = count(of: .sender)
    return shortfall
  }

  /// How much of all that came or should have come one kind of loss is, from 0 to 1, in its own unit.
  package func share(of loss: Loss) -> Double {
    let count = Double(count(of: loss))
    guard count > 0 else { return 0 }
    return switch loss.unit {
    case .datagrams: count / (Double(datagrams) + Double(lostDatagrams))
    case .lines, .scopes: count / (Double(lines) + count)
    }
  }

  /// Datagrams that came from senders who are to be heard, and were not taken.
  private var lostDatagrams: UInt64 {
    var count = count(of: .kernel)
    count.addSaturating(self.count(of: .shed))
    return count
  }

  private func count(of loss: Loss) -> UInt64 { lost[loss]?.count ?? 0 }
}

extension Sequence<Problem> {
  /// All counts together, the greatest number where they do not fit.
  fileprivate var total: UInt64 {
    var total: UInt64 = 0
    for problem in self { total.addSaturating(problem.count) }
    return total
  }
}

/// How it is known that something was lost.
package enum Loss: CaseIterable, Sendable {
  /// What a loss is counted in.
  package enum Unit: String, Sendable { case lines, scopes, datagrams }

  /// A gap in a sender's running numbers.
  case gap
  /// The sender said that it dropped them itself.
  case sender
  /// The kernel dropped datagrams because the socket's buffer was full. What a sender handed over in
  /// one piece, by segmentation offload, it may count as one.
  case kernel
  /// The main thread did not keep up, so datagrams were thrown away before they were looked into.
  case shed

  package var unit: Unit {
    switch self {
    case .gap: .lines
    case .sender: .scopes
    case .kernel, .shed: .datagrams
    }
  }

  var place: Int {
    switch self {
    case .gap: 0
    case .sender: 1
    case .kernel: 2
    case .shed: 3
    }
  }
}

/// One kind of trouble: how often, who sent it last, and what it looked like.
package struct Problem: Sendable, Equatable {
  package var count: UInt64 = 0
  /// The last sender, as `src` or an address; empty where it is not known.
  package var lastSender = ""
  /// The last sample, cleaned of control characters and cut at `Limits.sampleBytes`.
  package var lastSample = ""
  /// The keys on the way to what was wrong in it, `timers.db`; empty where that is not known.
  package var lastPlace = ""
  package var lastSeen: Timestamp?

  package init() {}
}
