/// An interned string: a name, a key, a tag value or a kind of error.
///
/// Ids are dense and given in order of arrival, so that a table indexed by them is an array.
package struct StringID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32
  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// What stands for every string that came after the table was full.
  package static let other = StringID(rawValue: 0)
}

/// An interned set of tags, in canonical order: sorted by the bytes of the key.
package struct TagSetID: Hashable, Sendable {
  package let rawValue: UInt32
  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No tags at all.
  package static let empty = TagSetID(rawValue: 0)
  /// What stands for every tag set that came after the table was full: one tag, `…other=…other`.
  package static let other = TagSetID(rawValue: 1)
}

/// A series: all scopes of one name and one set of scope tags.
package struct SeriesID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32
  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A counter or a timer, with its own tags. At most `MetricWord.idLimit` of them exist.
///
/// Public as `MetricSample` is, which names it.
public struct MetricID: Hashable, Comparable, Sendable {
  /// Where it stands among all metrics, from 0.
  public let rawValue: UInt32
  /// The metric of a number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// In order of arrival.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What a tag's value was in JSON. Filters compare the text alone; the kind is for writing it back.
package enum TagValueKind: UInt8, Hashable, Sendable {
  case string, number, boolean
}

/// One tag of a scope or of a metric.
package struct Tag: Hashable, Sendable {
  package let key: StringID
  package let value: StringID
  package let kind: TagValueKind

  package init(key: StringID, value: StringID, kind: TagValueKind = .string) {
    self.key = key
    self.value = value
    self.kind = kind
  }
}

/// What a series id stands for.
package struct Series: Hashable, Sendable {
  package let name: StringID
  package let tags: TagSetID

  package init(name: StringID, tags: TagSetID) {
    self.name = name
    self.tags = tags
  }
}

/// What a metric id stands for. The tags are the metric's own, without its scope's.
package struct Metric: Hashable, Sendable {
  /// What is measured: a sum, or calls and their time.
  package enum Kind: UInt8, Hashable, Sendable { case counter, timer }

  package let kind: Kind
  package let key: StringID
  package let tags: TagSetID

  package init(kind: Kind, key: StringID, tags: TagSetID) {
    self.kind = kind
    self.key = key
    self.tags = tags
  }
}
