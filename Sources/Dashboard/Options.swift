import Intake
import Store
import TextUI

/// What the dashboard is started with: all that the command line decides, and the rest of the world
/// that a pure target cannot ask for.
package struct Options: Sendable {
  /// Where scopes are listened for, as shown: `udp 127.0.0.1:8127`.
  package var addresses: [String]
  /// Whether an address can be reached from other machines.
  package var isOpenToNetwork: Bool
  /// What scopes, names and answers may take together.
  package var memoryBytes: Int
  /// The query to begin with.
  package var query: Query
  package var sort: SortKey
  package var order: SortOrder
  /// The table's columns beside that of the names, in order.
  package var columns = RankingColumn.standard
  /// How often figures move; held between 100 ms and 5 s.
  package var refresh: Duration
  /// For how long from the start there is no rate of intake: scopes of the past come in then.
  package var meterDelay = Duration.zero
  package var glyphs: Glyphs
  /// How far local time is ahead of UTC, for times of day.
  package var utcOffsetSeconds: Int
  /// The keys in force.
  package var keyMap: KeyMap

  package init(
    addresses: [String] = ["udp 127.0.0.1:8127"], isOpenToNetwork: Bool = false,
    memoryBytes: Int = 256 << 20, query: Query = Query(), sort: SortKey = .p99,
    order: SortOrder = .descending, refresh: Duration = .milliseconds(250),
    glyphs: Glyphs = .unicode, utcOffsetSeconds: Int = 0, keyMap: KeyMap = .standard
  ) {
    self.addresses = addresses
    self.isOpenToNetwork = isOpenToNetwork
    self.memoryBytes = memoryBytes
    self.query = query
    self.sort = sort
    self.order = order
    self.refresh = refresh
    self.glyphs = glyphs
    self.utcOffsetSeconds = utcOffsetSeconds
    self.keyMap = keyMap
  }
}
