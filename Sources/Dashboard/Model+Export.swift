import Intake
import Store
import TextUI

extension Model {
  /// Asks in which format to write what is seen.
  mutating func chooseExport() {
    guard view() != nil else {
      say("there is nothing to write here yet")
      return
    }
    menu = Chooser(
      title: "write as",
      items: ExportFormat.allCases.map {
        Chooser.Item(choice: .export($0), label: $0.note, isChosen: false)
      })
  }

  /// Asks the program around for a file with what is seen.
  mutating func export(as format: ExportFormat, _ effects: inout [Effect]) {
    guard let view = view() else { return }
    let text = view.text(
      format, facts: exportFacts, utcOffsetSeconds: options.utcOffsetSeconds)
    let time = Show.fileTime(now, utcOffsetSeconds: options.utcOffsetSeconds)
    effects.append(
      .export(
        ExportFile(
          stem: "stats-top-\(view.name)-\(time)", suffix: format.suffix, text: text,
          what: view.what)))
  }

  /// Says what became of a file.
  mutating func finish(_ file: ExportFile, _ outcome: ExportOutcome) {
    switch outcome {
    case .written(let name): say("wrote \(file.what) to ./\(name)")
    case .failed(let reason):
      say("could not write \(file.stem).\(file.suffix): \(reason)", .warning)
    }
  }

  /// What the figures of a file rest on.
  private var exportFacts: [String] {
    let time = Show.date(viewed, utcOffsetSeconds: options.utcOffsetSeconds)
    if case .problems = page { return ["Of all since the start, up to \(time)."] }
    let span = window == .everything ? "all that was held" : "the \(window.text)"
    var facts = "Of \(span) up to \(time)."
    if !query.filter.isEmpty { facts += " Filter: \(query.filter.text)." }
    return [facts] + sentences
  }

  /// The moment that the screen's figures are of: an answer stands at that of its question, and problems
  /// are those of now, whatever is frozen.
  var viewed: Timestamp {
    switch page {
    case .why(let page): page.explanation?.now ?? shown
    case .compare(let page): page.now
    case .problems: now
    case nil, .scope, .box, .instance, .tags, .help: shown
    }
  }

  /// What the screen says in words beside its tables.
  private var sentences: [String] {
    switch page {
    case .compare(let page):
      let windows = windows(of: page, glyphs: .unicode).pieces.map(\.text.text)
      return (windows + page.sentences(glyphs: .unicode))
        .map { $0.hasSuffix(".") ? $0 : $0 + "." }
    case .why(let page):
      guard let explanation = page.explanation else { return [] }
      let words = WhyWords(explanation, options: options)
      let remark = explanation.findings.isEmpty ? nil : words.remark
      return words.question + words.extra + words.verdict + [remark].compactMap(\.self)
    default: return []
    }
  }
}

extension Show {
  /// A date and a time of day: `2026-11-22 14:02:11`.
  static func date(_ moment: Timestamp, utcOffsetSeconds: Int) -> String {
    let (year, month, day) = civilDate(moment, utcOffsetSeconds: utcOffsetSeconds)
    let clock = clock(moment, utcOffsetSeconds: utcOffsetSeconds)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) \(clock)"
  }

  /// The same for the name of a file: `20261122-140211`.
  static func fileTime(_ moment: Timestamp, utcOffsetSeconds: Int) -> String {
    date(moment, utcOffsetSeconds: utcOffsetSeconds).filter { $0 != "-" && $0 != ":" }
      .replacing(" ", with: "-")
  }

  /// Year, month and day in the Gregorian calendar, by Howard Hinnant's `civil_from_days`: days are
  /// counted from the first of March of a year 0, so that leap days come last.
  private static func civilDate(
    _ moment: Timestamp, utcOffsetSeconds: Int
  ) -> (year: Int64, month: Int64, day: Int64) {
    let second = moment.second + Int64(utcOffsetSeconds)
    let days = second.flooredQuotient(by: 86_400) + 719_468
    let era = days.flooredQuotient(by: 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }
}
