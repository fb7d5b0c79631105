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

  var defaultValueDescription: String { "\(bytes >> 20)M" }
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

  var defaultValueDescription: String {
    let milliseconds = duration / .milliseconds(1)
    return milliseconds < 1_000 ? "\(Int(milliseconds))ms" : "\(Int(milliseconds / 1_000))s"
  }
}

/// `KEY=VALUE` as typed. The key ends at the first equals sign and may not be empty.
struct KeyValue: ExpressibleByArgument {
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
  var filter = ""

  @Option(
    help: ArgumentHelp("Group by these tags as well as by name.", valueName: "tag,…"))
  var groupBy = ""

  @Option(help: ArgumentHelp("The column to order by.", valueName: "column"))
  var sort = SortKey.p99

  @Option(
    help: ArgumentHelp(
      "What a scope takes longer than this counts as harm, for --sort above.",
      valueName: "duration"))
  var slowAbove = Span(Query.slowAboveStandard)

  /// The query that the options ask for.
  ///
  /// - Throws: usage, when the filter does not parse.
  func makeQuery(window: Window) throws -> Query {
    let keys = groupBy.split(separator: ",").map(String.init)
    do {
      return Query(
        filter: try Filter(parsing: filter), groupBy: keys, window: window,
        slowAbove: slowAbove.duration)
    } catch {
      throw ExitStatus.usage.saying("The filter \(filter) does not parse: \(error.message)")
    }
  }
}
