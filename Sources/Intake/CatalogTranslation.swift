/// What the ids of one catalog are in another one.
package struct CatalogTranslation: Sendable {
  package fileprivate(set) var strings: [StringID] = []
  package fileprivate(set) var tagSets: [TagSetID] = []
  package fileprivate(set) var series: [SeriesID] = []
  package fileprivate(set) var metrics: [MetricID] = []
}

extension Catalog {
  /// Takes in what another intake gave ids to, and says which ids it has here.
  ///
  /// Strings are the same when their bytes are: `==` would take a letter with its accent for the two
  /// signs that it can be written as. Cost: proportional to both catalogs.
  package mutating func absorb(_ other: Catalog) -> CatalogTranslation {
    var translation = CatalogTranslation()
    var additions = CatalogAdditions()
    var bytes = Numbering(strings.map { Array($0.utf8) })
    for string in other.strings {
      let (id, isNew) = bytes.number(of: Array(string.utf8))
      if isNew { additions.strings.append(string) }
      translation.strings.append(StringID(rawValue: id))
    }
    var sets = Numbering(tagSets)
    for set in other.tagSets {
      let translated = set.map { tag in
        Tag(
          key: translation.strings[Int(tag.key.rawValue)],
          value: translation.strings[Int(tag.value.rawValue)], kind: tag.kind)
      }
      let (id, isNew) = sets.number(of: translated)
      if isNew { additions.tagSets.append(translated) }
      translation.tagSets.append(TagSetID(rawValue: id))
    }
    absorbSeries(of: other, &translation, &additions)
    append(additions)
    return translation
  }

  private func absorbSeries(
    of other: Catalog, _ translation: inout CatalogTranslation, _ additions: inout CatalogAdditions
  ) {
    var known = Numbering(series)
    for series in other.series {
      let translated = Series(
        name: translation.strings[Int(series.name.rawValue)],
        tags: translation.tagSets[Int(series.tags.rawValue)])
      let (id, isNew) = known.number(of: translated)
      if isNew { additions.series.append(translated) }
      translation.series.append(SeriesID(rawValue: id))
    }
    var measured = Numbering(metrics)
    for metric in other.metrics {
      let translated = Metric(
        kind: metric.kind, key: translation.strings[Int(metric.key.rawValue)],
        tags: translation.tagSets[Int(metric.tags.rawValue)])
      let (id, isNew) = measured.number(of: translated)
      if isNew { additions.metrics.append(translated) }
      translation.metrics.append(MetricID(rawValue: id))
    }
  }

  /// Whether a single intake with these limits would have had to fold some of this into `…other`.
  package func exceeds(_ limits: Limits) -> Bool {
    strings.count > limits.strings
      || strings.reduce(0) { $0 + $1.utf8.count } > limits.stringBytes
      || tagSets.count > limits.tagSets
      || tagSets.reduce(0) { $0 + $1.count } > limits.tagsInSets
      || series.count > limits.series || metrics.count > limits.metrics
  }
}

/// Gives numbers to elements, in order, each the same number again.
private struct Numbering<Element: Hashable> {
  private var numbers: [Element: UInt32] = [:]

  init(_ elements: [Element]) {
    for (number, element) in elements.enumerated() { numbers[element] = UInt32(number) }
  }

  mutating func number(of element: Element) -> (number: UInt32, isNew: Bool) {
    if let number = numbers[element] { return (number, false) }
    let number = UInt32(numbers.count)
    numbers[element] = number
    return (number, true)
  }
}
