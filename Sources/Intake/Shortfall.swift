/// What did not come to be counted of all that was sent, and how much that is of the whole.
///
/// It is known in two units. Senders tell lines: by their running numbers those that are missing, by
/// `dropped` those that they never sent. The kernel and the intake threads count whole datagrams that
/// nobody looked into; their lines are taken to be as many as in those that came. A sender that numbers
/// its lines shows the same datagrams once more, as a gap, so of the two the greater counts and not
/// their sum: the share is never more than what was lost.
package struct Shortfall: Sendable, Equatable {
  /// Lines that came, the rejected ones among them, and the datagrams that brought them.
  package var lines: UInt64 = 0
  package var datagrams: UInt64 = 0
  /// Datagrams that the kernel dropped, or that were shed.
  package var lostDatagrams: UInt64 = 0
  /// Lines that are missing in senders' numbers.
  package var missingLines: UInt64 = 0
  /// Scopes that senders dropped themselves. They never had a number.
  package var droppedScopes: UInt64 = 0

  package init() {}

  /// What came and was lost since an earlier moment.
  package func since(_ earlier: Shortfall) -> Shortfall {
    var difference = Shortfall()
    difference.lines = lines.less(earlier.lines)
    difference.datagrams = datagrams.less(earlier.datagrams)
    difference.lostDatagrams = lostDatagrams.less(earlier.lostDatagrams)
    difference.missingLines = missingLines.less(earlier.missingLines)
    difference.droppedScopes = droppedScopes.less(earlier.droppedScopes)
    return difference
  }

  package var isNone: Bool { lostDatagrams == 0 && missingLines == 0 && droppedScopes == 0 }

  /// Whether datagrams are among it, so that nobody knows how many lines they had.
  package var isEstimate: Bool { lostDatagrams > 0 }

  /// Lines that were lost, about, where `isEstimate`.
  package var lostLines: UInt64 {
    let lost = max(Double(missingLines), linesOfLostDatagrams) + Double(droppedScopes)
    return UInt64(exactly: lost.rounded()) ?? .max
  }

  private var linesOfLostDatagrams: Double {
    let linesEach = datagrams == 0 ? 1 : max(1, Double(lines) / Double(datagrams))
    return Double(lostDatagrams) * linesEach
  }

  /// The part of all lines that was lost, from 0 to 1.
  package var share: Double {
    let lost = Double(lostLines)
    return lost == 0 ? 0 : lost / (Double(lines) + lost)
  }
}

extension UInt64 {
  /// The difference, or 0 where it would be negative: a line that came late takes back a loss.
  fileprivate func less(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }
}
