import Store
import TextUI

/// A finding in words: what, how much, the figures behind it, and on how many scopes it rests.
struct WhyLine: Sendable {
  /// `db.query with shard=2`, `db.query mostly shard=2`.
  let what: String
  /// `+1.79 s (79%)`, `8.8× as common`.
  let amount: String
  /// The same with more words: `+1.79 s, 79% of the extra`.
  let sentence: String
  /// One thing each: a row is broken between them only.
  private(set) var details: [String]
  /// How many slow scopes it rests on; nil where there is but one.
  let support: Double?

  init(_ finding: Finding, isInstance: Bool) {
    support = isInstance ? nil : finding.support
    switch finding.what {
    case .timer(let timer):
      let place = timer.place.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      let link = timer.isElsewhereToo ? " mostly " : " with "
      what = timer.name.title + (place.isEmpty ? "" : link + place)
      (amount, sentence) = Self.extra(timer.extra, timer.share)
      details = timer.details
    case .unaccounted(let typical, let slow, let share):
      what = "in no timer"
      (amount, sentence) = Self.extra(slow - typical, share)
      details = ["\(Figure.duration(typical).text) → \(Figure.duration(slow).text) a scope"]
    case .tags(let tag):
      what = tag.tags.map { "\($0.key)=\($0.value)" }.joined(separator: " and ")
      amount = tag.isRarity ? "rare" : Self.times(tag.lift, "as common")
      sentence = amount
      details = [
        Self.shares(
          tag.isRarity ? nil : tag.slowShare, tag.typicalShare, isInstance: isInstance)
      ]
    case .counter(let name, let typical, let slow):
      what = name.title
      amount = typical > 0 ? "\(Figure.factor(slow / typical).text) as many" : "none elsewhere"
      sentence = amount
      details = ["\(Figure.amount(typical).text) → \(Figure.amount(slow).text) a scope"]
    case .errors(let typical, let slow, let isRarity):
      what = "failed"
      let lift = typical > 0 ? slow / typical : nil
      amount = isRarity ? "rare" : Self.times(lift, "as often")
      sentence = amount
      details = [Self.shares(isRarity ? nil : slow, typical, isInstance: isInstance)]
    }
  }

  /// Without arrows where those would be signs of comparison.
  func spelt(for glyphs: Glyphs) -> WhyLine {
    var line = self
    if glyphs.isASCII { line.details = details.map { $0.replacing("→", with: glyphs.arrow) } }
    return line
  }

  private static func extra(_ duration: Duration, _ share: Double) -> (String, String) {
    // Where other things got faster, one can explain more than all.
    let (time, part) = (Show.signed(duration), share < 1 ? Figure.share(share).text : "all")
    return ("\(time) (\(part))", "\(time), \(part) of the extra")
  }

  private static func times(_ lift: Double?, _ word: String) -> String {
    lift.map { "\(Figure.factor($0).text) \(word)" } ?? "none elsewhere"
  }

  /// How common among the slow and among the others. Of one instance, the slow are those of its group.
  private static func shares(_ slow: Double?, _ typical: Double, isInstance: Bool) -> String {
    let others = Figure.share(typical).text + " of the others"
    let set = isInstance ? "the slowest 5%" : "the slow"
    return slow.map { "\(Figure.share($0).text) of \(set), \(others)" } ?? others
  }
}

extension TimerFinding {
  /// What more calls and slower calls come to; a part that is next to nothing is left out.
  fileprivate var details: [String] {
    func part(_ more: String, _ less: String, _ change: String, _ duration: Duration) -> String? {
      guard duration.magnitude * 200 > extra else { return nil }
      return "\(duration < .zero ? less : more) calls \(change): \(Show.signed(duration))"
    }
    let calls = "\(Figure.factor(typicalCalls).number) → \(Figure.factor(slowCalls).number)"
    let typical = Figure.duration(typicalPerCall)
    let slow = Figure.duration(slowPerCall)
    let first = typical.unit == slow.unit ? typical.number : typical.text
    return [
      part("more", "fewer", calls, moreCalls),
      part("slower", "faster", "\(first) → \(slow.text)", slowerCalls),
    ].compactMap(\.self)
  }
}

extension Show {
  /// A span of time with its sign: `+1.79 s`.
  fileprivate static func signed(_ duration: Duration) -> String {
    (duration < .zero ? "−" : "+") + Figure.duration(duration.magnitude).text
  }
}
