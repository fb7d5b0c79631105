import Store

/// Columns by the names under which settings list them: `p99`, `history`, `tag:host`,
/// `counter:db.queries`, `timer:db.query`.
extension RankingColumn {
  /// What is wrong with a name that there is no column of, as a sentence.
  package static let complaint =
    "a column is \(all.map(\.name).joined(separator: ", ")), tag:KEY, counter:KEY or timer:KEY."

  /// Its name.
  package var name: String {
    switch self {
    case .figure(let key): key.rawValue
    case .history: "history"
    case .extra(.tag(let key)): "tag:" + key
    case .extra(.counter(let key)): "counter:" + key
    case .extra(.timer(let key)): "timer:" + key
    }
  }

  /// The column of a name; nil where there is none.
  package init?(name: String) {
    if let column = Self.all.first(where: { $0.name == name }) {
      self = column
      return
    }
    guard let colon = name.firstIndex(of: ":") else { return nil }
    let key = String(name[name.index(after: colon)...])
    guard !key.isEmpty else { return nil }
    switch name[..<colon] {
    case "tag": self = .extra(.tag(key))
    case "counter": self = .extra(.counter(key))
    case "timer": self = .extra(.timer(key))
    default: return nil
    }
  }
}
