import Intake

/// What could stand at the cursor in a filter: tag keys, values of the key before the operator,
/// keys of counters and timers, names of scopes.
package struct Completion: Sendable, Hashable {
  /// What is offered, as it would stand in the filter, quoted where it needs quotes. A key comes
  /// with the operator that it is mostly used with.
  package var text: String
  /// What it is, in a word or two, dim beside it: "tag", "timer", "value of service".
  package var note: String
  /// The characters of the filter's text that it replaces.
  package var range: Range<Int>
}

extension Catalog {
  /// Completions for the term at the cursor, best first, at most `limit`.
  ///
  /// Those that begin with what is typed come before those that contain it, upper and lower case
  /// alike; then keys before names, then by the alphabet. Cost: proportional to the catalog.
  ///
  /// - Parameter cursor: an offset in characters.
  package func completions(of text: String, cursor: Int, limit: Int = 8) -> [Completion] {
    let typed = TypedTerm(text, cursor: cursor)
    var candidates = CompletionCandidates(typed: typed.word)
    switch typed.part {
    case .key(let isAbsence): offerKeys(isAbsence, typed, &candidates)
    case .value(let key, let isQuoted):
      offerValues(of: key, isQuoted: isQuoted, &candidates)
    case .other: break
    }
    return candidates.best(limit).map {
      Completion(text: $0.text, note: $0.note, range: typed.range)
    }
  }

  /// Whether the term at the end of a filter's text is only the begin of something known: of a key,
  /// and of no scope's name, or of a tag's value. Such a term holds for nothing, and is about to
  /// become another one. Cost: proportional to the catalog.
  package func isHalfTyped(_ text: String) -> Bool {
    let count = text.count
    let typed = TypedTerm(text, cursor: count)
    let begin = text.dropFirst(typed.range.lowerBound)
    guard typed.range.upperBound == count, !typed.word.isEmpty, begin.first != "\"" else {
      return false
    }
    switch typed.part {
    case .key(isAbsence: false):
      let word = typed.word.lowercased()
      let isName = series.contains { self[$0.name].lowercased().contains(word) }
      return !isName && isKeyBegin(typed.word)
    case .value(let key, let isQuoted):
      let values = values(of: key, isQuoted: isQuoted)
      return !values.contains(typed.word) && values.contains { $0.hasPrefix(typed.word) }
    default: return false
    }
  }

  /// Whether a key of the filter language, of a tag or of a metric begins with a word.
  private func isKeyBegin(_ word: String) -> Bool {
    if word == "error" { return false }
    return Filter.ownKeys.contains { $0.hasPrefix(word) }
      || tagKeys.contains { self[$0].hasPrefix(word) }
      || metrics.contains { self[$0.key].hasPrefix(word) }
  }

  private func offerKeys(
    _ isAbsence: Bool, _ typed: TypedTerm, _ candidates: inout CompletionCandidates
  ) {
    let needsSign = !isAbsence && !typed.isBeforeOperator
    for key in tagKeys {
      candidates.offer(
        self[key], as: Filter.quotedKey(self[key]) + (needsSign ? "=" : ""), rank: 0, "tag")
    }
    guard needsSign else { return }
    candidates.offer("error", as: "error", rank: 1, "scopes that failed")
    candidates.offer("dur", as: "dur>", rank: 1, "duration")
    candidates.offer("scope", as: "scope=", rank: 1, "name")
    candidates.offer("id", as: "id=", rank: 1, "request id")
    for kind in [Metric.Kind.counter, .timer] {
      for key in Set(metrics.lazy.filter { $0.kind == kind }.map(\.key)) {
        candidates.offer(
          self[key], as: Filter.quotedKey(self[key]) + ">", rank: 2,
          kind == .counter ? "counter" : "timer")
      }
    }
    for name in scopeNames {
      candidates.offer(name, as: Filter.quotedIfNeeded(name), rank: 3, "scope")
    }
  }

  private func offerValues(
    of key: String, isQuoted: Bool, _ candidates: inout CompletionCandidates
  ) {
    let note = key == "scope" && !isQuoted ? "scope" : "value of \(key)"
    for value in values(of: key, isQuoted: isQuoted) {
      candidates.offer(value, as: Filter.quotedIfNeeded(value), rank: 0, note)
    }
  }

  /// What a key of a filter can be held against; of durations, ids and errors that is not known.
  private func values(of key: String, isQuoted: Bool) -> Set<String> {
    if isQuoted || !Filter.ownKeys.contains(key) { return values(ofTag: key) }
    return key == "scope" ? scopeNames : []
  }

  /// The keys of all tags, of scopes and of metrics. Cost: one look at each distinct set of tags.
  var tagKeys: Set<StringID> {
    // The set that full tables fold into is there from the start, whether anything folds or not.
    let folds = series.contains { $0.tags == .other } || metrics.contains { $0.tags == .other }
    var keys: Set<StringID> = []
    for (number, tags) in tagSets.enumerated() where folds || number != TagSetID.other.rawValue {
      for tag in tags { keys.insert(tag.key) }
    }
    return keys
  }
}

/// What fits to what is typed, and how well.
private struct CompletionCandidates {
  struct Candidate {
    var order: (fit: Int, rank: Int, plain: String)
    var text: String
    var note: String
  }

  private let typed: String
  private var candidates: [Candidate] = []

  init(typed: String) { self.typed = typed.lowercased() }

  mutating func offer(_ plain: String, as text: String, rank: Int, _ note: String) {
    let lowered = plain.lowercased()
    let fit = lowered.hasPrefix(typed) ? 0 : lowered.contains(typed) ? 1 : 2
    guard fit < 2 else { return }
    candidates.append(Candidate(order: (fit, rank, plain), text: text, note: note))
  }

  func best(_ limit: Int) -> ArraySlice<Candidate> {
    candidates.sorted { $0.order < $1.order }.prefix(max(0, limit))
  }
}
