import Dashboard
import Datagram
import Store
import TextUI

/// All that can be set: by the settings file, and over it by the command line.
///
/// It knows nothing about either. `Setting.all` says how each is called and written in the file.
struct Settings: Equatable {
  var listen: [DatagramAddress] = [.standard]
  /// Who is heard; nobody named is everybody.
  var allow: [NetworkArgument] = []
  /// How many sockets and threads share the addresses.
  var receivers = 1
  var filter = ""
  var groupBy: [String] = []
  var window = Window.oneMinute
  var sort = SortKey.p99
  var columns = RankingColumn.standard
  var slowAbove = Query.slowAboveStandard
  var refresh = Duration.milliseconds(250)
  var memoryBytes = 256 << 20
  var theme = Theme.auto
  var isASCII = false
  var colour = Colour.asEnvironmentSays
  var hasMouse = true
  /// Keys that are not the standard ones, by the name of what they do.
  var keys: [String: [Key]] = [:]

  /// Whether there are colours, where the terminal has them.
  enum Colour {
    /// Unless NO_COLOR is set.
    case asEnvironmentSays
    case always, never
  }

  /// Below this there is no room for what one second of a busy program sends.
  static let memoryMinBytes = 8 << 20

  /// The query to begin with.
  ///
  /// - Parameter window: how far back it looks, where not as set.
  /// - Throws: usage, when the filter does not parse.
  func makeQuery(window: Window? = nil) throws -> Query {
    do {
      return Query(
        filter: try Filter(parsing: filter), groupBy: groupBy, window: window ?? self.window,
        slowAbove: slowAbove)
    } catch {
      throw ExitStatus.usage.saying("The filter \(filter) does not parse: \(error.message)")
    }
  }
}
