import ArgumentParser
import Store
import TextUI

/// A number of bytes as typed: `268435456`, `512K`, `256M`, `2G`, by powers of 1,024.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let digits = argument.prefix(while: \.isNumber)
    let units = ["": 0, "b": 0, "k": 10, "m": 20, "g": 30]
    let unit = argument.dropFirst(digits.count).lowercased()
    let letter = unit.hasSuffix("ib") ? unit.dropLast(2) : unit[...]
    guard let number = Int(digits), let shift = units[String(letter)] else { return nil }
    guard number <= Int.max >> shift else { return nil }
    bytes = number << shift
  }

  /// As it may be typed, in the largest unit that it is a whole number of.
  var text: String {
    let units = [(30, "G"), (20, "M"), (10, "K")]
    let unit = units.first { bytes > 0 && bytes % (1 << $0.0) == 0 } ?? (0, "")
    return "\(bytes >> unit.0)\(unit.1)"
  }

  var defaultValueDescription: String { text }
}

/// How many receivers share the addresses, as typed.
struct ReceiverCount: ExpressibleByArgument {
  /// More are a mistake: each takes a thread, and memory.
  static let max = 64
  static let help =
    "How many sockets with a thread each share an address, where one does not keep up and there are "
    + "cores for more; on Linux (default: 1)."

  let count: Int

  init?(argument: String) {
    guard let count = Int(argument), 1...Self.max ~= count else { return nil }
    self.count = count
  }
}

/// A length of time as typed: `250ms`, `1.5s`, `1m`; a bare number is seconds, as on the wire.
struct Span: ExpressibleByArgument {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard let duration = Duration(text: argument) ?? Duration(text: argument + "s") else {
      return nil
    }
    self.duration = duration
  }

  /// As it may be typed.
  var text: String {
    let milliseconds = duration / .milliseconds(1)
    if milliseconds < 1_000, milliseconds == milliseconds.rounded() {
      return "\(Int(milliseconds))ms"
    }
    return duration.secondsText + "s"
  }

  var defaultValueDescription: String { text }
}

/// `KEY=VALUE` as typed. The key ends at the first equals sign and may not be empty.
struct KeyValue {
  let key: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    key = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

extension SortKey: ExpressibleByArgument {}

extension Theme {
  /// The theme of a name, spelt in either English.
  ///
  /// - Throws: a sentence with all the names.
  static func named(_ name: String) throws -> Theme {
    if let theme = Theme(rawValue: name == "color-blind" ? "colour-blind" : name) { return theme }
    let names = Theme.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("the themes are \(names).")
  }
}

/// The options that say which scopes to look at, the same for the screens and for reports.
struct QueryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show only the scopes that this filter holds for.",
      discussion: "For example: service=api dur>50ms",
      valueName: "expression"))
  var filter: String?

  @Option(
    help: ArgumentHelp("Group by these tags as well as by name.", valueName: "tag,…"))
  var groupBy: String?

  @Option(help: ArgumentHelp("The column to order by (default: p99).", valueName: "column"))
  var sort: SortKey?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What a scope takes longer than this counts as harm, for --sort above (default: \(Span(Query.slowAboveStandard).text)).",
      valueName: "duration"))
  var slowAbove: Span?

  /// Lays what was typed over other settings.
  func overlay(on settings: inout Settings) {
    if let filter { settings.filter = filter }
    if let groupBy { settings.groupBy = groupBy.split(separator: ",").map(String.init) }
    if let sort { settings.sort = sort }
    if let slowAbove { settings.slowAbove = slowAbove.duration }
  }

  /// What the options ask for by themselves, whatever the settings file says.
  var alone: Settings {
    var settings = Settings()
    overlay(on: &settings)
    return settings
  }
}
