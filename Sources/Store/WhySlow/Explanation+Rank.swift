extension Explanation {
  /// From this part on, a cause is the main one.
  fileprivate static let mainPart = 0.5

  /// Puts the likeliest cause first.
  ///
  /// A timer says where the time goes, a tag says whose it is. Both are true together, so:
  ///
  /// 1. A timer that explains most of the extra time and names the tags that it is spent with
  ///    (`db.query with shard=2`) says both, and comes first. The tag itself follows it.
  /// 2. Else a tag, or a pair of them, that accounts for most of the slow scopes comes first: it is
  ///    what can be acted upon, and what happens there is the next line. But not one that says how
  ///    scopes ended (`status=504`): of those nearly all failed.
  /// 3. Then come timers and the time in none by the part of the extra time that they explain, and
  ///    tags by the part of the slow scopes that they account for, a little behind.
  /// 4. Failures and counters explain no time: they come last.
  ///
  /// So `score` goes from 3 down to 0.
  static func rank(_ findings: inout [Finding], symptoms: Set<[TagText]>) {
    let named = findings.lazy.compactMap(\.mainPlace).first
    for index in findings.indices {
      let score = findings[index].score
      switch findings[index].what {
      case .timer(let timer) where !timer.place.isEmpty && timer.share >= mainPart:
        findings[index].score = 3 + score
      case .timer, .unaccounted: findings[index].score = 1 + score
      case .tags(let tag) where symptoms.contains(tag.tags): findings[index].score = 0.5 * score
      case .tags(let tag) where named.map { Set($0).isSuperset(of: tag.tags) } ?? false:
        findings[index].score = 2.9
      case .tags where score >= mainPart: findings[index].score = 2 + score
      case .tags: findings[index].score = 1 + 0.8 * score
      case .errors: findings[index].score = 0.4 * score
      case .counter: break
      }
    }
    findings.sort { $0.score > $1.score }
    // Several tags that the timer names are one thing, and said by then.
    if let named, named.count > 1 {
      findings.removeAll {
        if case .tags(let tag) = $0.what { Set(named).isSuperset(of: tag.tags) } else { false }
      }
    }
  }
}

extension Finding {
  /// The tags that a timer names which explains most of the extra time.
  fileprivate var mainPlace: [TagText]? {
    guard case .timer(let timer) = what, timer.share >= Explanation.mainPart,
      !timer.place.isEmpty
    else {
      return nil
    }
    return timer.place
  }
}
