import Intake
import Store

/// How far back what is held reaches: scopes that are held whole, and summaries of older ones.
struct Reach: Equatable, Sendable {
  /// When the oldest scope finished that is held, or that a summary tells of.
  let earliest: Timestamp
  /// From when on all scopes are held whole; nil where only summaries are left.
  let exactSince: Timestamp?

  /// Nil where nothing is held.
  init?(_ moment: Moment) {
    guard let earliest = moment.earliest else { return nil }
    self.earliest = earliest
    exactSince = moment.exactSince
  }

  /// Whether older scopes than those that are held whole are told of by summaries.
  var hasSummaries: Bool { exactSince.map { earliest < $0 } ?? true }

  /// Whether a window that ends at a moment looks further back than scopes are held whole.
  func isSummarised(_ window: Window, at now: Timestamp) -> Bool {
    guard hasSummaries, let exactSince else { return hasSummaries }
    return window.duration.map { now.since(exactSince) < $0 } ?? true
  }

  /// How far exact scopes reach back from a moment: `12 s`; nil where none is held.
  func exactText(at now: Timestamp) -> String? { exactSince.map { Show.reach(now.since($0)) } }

  /// How far back everything reaches from a moment, the longest wording first.
  func texts(at now: Timestamp) -> [String] {
    let all = Show.reach(now.since(earliest))
    guard hasSummaries else { return ["\(all) held"] }
    guard let exact = exactText(at: now) else { return ["summaries \(all)"] }
    return ["exact \(exact), summaries \(all)", "exact \(exact) of \(all)", "exact \(exact)"]
  }

  /// The same where the filter can only be decided on scopes that are held whole.
  func filteredTexts(at now: Timestamp) -> [String] {
    guard let exact = exactText(at: now) else {
      return ["! the filter sees no summaries", "! no exact scopes"]
    }
    let all = Show.reach(now.since(earliest))
    return [
      "! the filter sees only the exact \(exact) of \(all)", "! filter sees exact \(exact) only",
      "! exact \(exact) only",
    ]
  }
}

extension Model {
  /// The moment that figures are of when nobody has stepped back.
  var newest: Timestamp { freeze?.began ?? now }

  /// The moment that figures are of.
  var shown: Timestamp { freeze?.now ?? now }

  /// Whether the window looks further back than scopes are held whole.
  var isSummarised: Bool { reach?.isSummarised(window, at: shown) ?? false }

  /// What a head of figures that only exact scopes tell says besides: `, exact 12 s`.
  var exactNote: String {
    guard isSummarised, let reach else { return "" }
    return reach.exactText(at: newest).map { ", exact \($0)" } ?? ", none exact"
  }
}
