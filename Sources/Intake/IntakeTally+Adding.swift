/// Totals of several intake threads as one.
extension IntakeTally {
  /// Adds what another thread has counted.
  package mutating func add(_ other: IntakeTally) {
    datagrams.addSaturating(other.datagrams)
    bytes.addSaturating(other.bytes)
    shedBytes.addSaturating(other.shedBytes)
    lines.addSaturating(other.lines)
    accepted.addSaturating(other.accepted)
    weight &+= other.weight
    undated.addSaturating(other.undated)
    rejected.merge(other.rejected) { $0.adding($1) }
    lost.merge(other.lost) { $0.adding($1) }
    folded = folded.adding(other.folded)
    cut = cut.adding(other.cut)
    newer = newer.adding(other.newer)
    skewed = skewed.adding(other.skewed)
    refused = refused.adding(other.refused)
    senders += other.senders
    nameBytes += other.nameBytes
  }
}

extension Problem {
  /// Both counts, with what the one looked like that was seen last.
  func adding(_ other: Problem) -> Problem {
    let isOlder = (lastSeen?.microseconds ?? .min) < (other.lastSeen?.microseconds ?? .min)
    var sum = isOlder ? other : self
    sum.count = count
    sum.count.addSaturating(other.count)
    return sum
  }
}
