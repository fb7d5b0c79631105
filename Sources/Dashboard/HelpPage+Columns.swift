import Store
import TextUI

extension HelpPage {
  /// What the heads of all tables stand for.
  static func columnSection(_ query: Query, glyphs: Glyphs) -> [Line] {
    let ranking = RankingColumn.all.map { Line.entry($0.title(query), $0.help) }
    return [.heading("COLUMNS"), .entry("SCOPE", "the name; grouped: with its tags")] + ranking
      + otherColumns + [
        .entry("THEN \(glyphs.arrow) NOW", "a figure at both moments"), .blank,
      ]
  }

  private static let otherColumns: [Line] = [
    .entry("a tag", RankingColumn.extra(.tag("")).help),
    .entry("a counter", RankingColumn.extra(.counter("")).help),
    .entry("a timer", RankingColumn.extra(.timer("")).help),
    .entry("OF ALL OF SLOW", "how common among all, the slowest 5 %"),
    .entry("TYPICAL", "all but the slowest 5 %, on average"),
    .entry("SLOW", "the slowest 5 %, on average"),
    .entry("THIS", "this one scope"),
    .entry("PER SCOPE", "on average, with it or without"),
    .entry("TOTAL", "the sum over all scopes"),
    .entry("TOOK", "how long it took"),
    .entry("MOST TIME IN", "its longest timer"),
    .entry("ID", "as its sender calls it"),
    .entry("TAGS VALUES", "what it bears; how many values"),
    .entry("EXTRA TIME", "what the change costs in all"),
    .entry("SHARE", "of all that was sent"),
    .entry("LAST FROM", "when it last occurred, who sent it"),
    .entry("LAST SAMPLE", "what was sent"),
  ]
}

extension RankingColumn {
  /// What it says, for help.
  var help: String {
    switch self {
    case .figure(.scope): "the name; grouped: with its tags"
    case .figure(.rate): "scopes a second"
    case .figure(.count): "scopes in the window"
    case .figure(.p50): "half of them took no longer"
    case .figure(.p90): "9 of 10 took no longer"
    case .figure(.p99): "99 of 100 took no longer"
    case .figure(.max): "the longest one"
    case .figure(.mean): "the average"
    case .figure(.total): "its share of the time of all scopes"
    case .figure(.above): "time beyond this, summed up"
    case .figure(.change): "p99 against the window before"
    case .figure(.errors): "how many failed"
    case .extra(.tag): "the value of all its scopes, or how many"
    case .extra(.counter): "its mean of a scope"
    case .extra(.timer): "its mean time in a scope"
    case .history: "p99 over the window, now at the right"
    }
  }
}
