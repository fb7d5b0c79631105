import Intake

/// What a filter can ask for by name. Cost: proportional to the catalog.
extension Catalog {
  /// The names that scopes have had.
  var scopeNames: Set<String> { Set(Set(series.lazy.map(\.name)).map { self[$0] }) }

  /// The values that a tag has had, of scopes or of metrics; none where there is no such tag.
  func values(ofTag key: String) -> Set<String> {
    guard let id = id(of: key) else { return [] }
    return Set(Set(tagSets.joined().lazy.filter { $0.key == id }.map(\.value)).map { self[$0] })
  }
}
