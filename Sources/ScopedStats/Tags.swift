/// A few keys with values that say which kind of a thing was counted:
///
///     incr("cache.hits", tags: ["type": "redis", "warm": isWarm])
///
/// Two sets of tags are equal when they say the same, in whatever order. The first two tags lie in
/// the value itself, so that the usual set costs no allocation; further ones are in an array.
public struct Tags: Sendable {
  /// One key with its value.
  public struct Tag: Hashable, Sendable {
    public let key: String
    public let value: TagValue

    @inlinable
    public init(key: String, value: TagValue) {
      self.key = key
      self.value = value
    }
  }

  @usableFromInline var first: Tag?
  @usableFromInline var second: Tag?
  @usableFromInline var rest: [Tag]

  /// No tags.
  @inlinable
  public init() {
    first = nil
    second = nil
    rest = []
  }

  @inlinable public var isEmpty: Bool { first == nil }

  public var count: Int { (first == nil ? 0 : 1) + (second == nil ? 0 : 1) + rest.count }

  /// The value of a key. Setting it to nil takes the tag away.
  public subscript(key: String) -> TagValue? {
    get {
      if let first, first.key == key { return first.value }
      if let second, second.key == key { return second.value }
      return rest.first { $0.key == key }?.value
    }
    set {
      if let newValue {
        set(key, newValue)
      } else {
        self = Tags(tags: filter { $0.key != key })
      }
    }
  }

  /// Adds a tag; a key that is there gets the new value.
  @usableFromInline
  mutating func set(_ key: String, _ value: TagValue) {
    let tag = Tag(key: key, value: value)
    if first == nil || first?.key == key {
      first = tag
    } else if second == nil || second?.key == key {
      second = tag
    } else if let index = rest.firstIndex(where: { $0.key == key }) {
      rest[index] = tag
    } else {
      rest.append(tag)
    }
  }

  init(tags: some Sequence<Tag>) {
    self.init()
    for tag in tags { set(tag.key, tag.value) }
  }

  /// These tags with others laid over them: where both have a key, the other's value counts.
  public func overlaid(with others: Tags) -> Tags {
    if others.isEmpty { return self }
    if isEmpty { return others }
    var result = self
    for tag in others { result.set(tag.key, tag.value) }
    return result
  }

  /// Whether every tag of the filter is here, with the same text for its value.
  public func matches(_ filter: Tags) -> Bool {
    filter.allSatisfy { self[$0.key]?.text == $0.value.text }
  }
}

extension Tags: ExpressibleByDictionaryLiteral {
  /// A key that is there twice has the value given last.
  @inlinable
  public init(dictionaryLiteral elements: (String, any TagConvertible)...) {
    self.init()
    switch elements.count {
    case 0: break
    case 1: first = Tag(key: elements[0].0, value: elements[0].1.tagValue)
    default: for (key, value) in elements { set(key, value.tagValue) }
    }
  }

  /// Tags whose keys are known only when the program runs.
  public init(_ values: [String: any TagConvertible]) {
    self.init()
    for key in values.keys.sorted() {
      if let value = values[key] { set(key, value.tagValue) }
    }
  }
}

extension Tags: Sequence {
  public struct Iterator: IteratorProtocol {
    let tags: Tags
    var index = 0

    public mutating func next() -> Tag? {
      defer { index += 1 }
      switch index {
      case 0: return tags.first
      case 1: return tags.second
      default: return index - 2 < tags.rest.count ? tags.rest[index - 2] : nil
      }
    }
  }

  public func makeIterator() -> Iterator { Iterator(tags: self) }
}

extension Tags: Hashable {
  public static func == (a: Tags, b: Tags) -> Bool {
    if a.first == b.first, a.second == b.second {
      return a.rest.isEmpty && b.rest.isEmpty || sameRest(a, b)
    }
    return a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
  }

  private static func sameRest(_ a: Tags, _ b: Tags) -> Bool {
    a.rest.count == b.rest.count && a.rest.allSatisfy { b[$0.key] == $0.value }
  }

  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for tag in self { sum &+= tag.hashValue }
    hasher.combine(sum)
  }
}

extension Tags: CustomStringConvertible {
  /// `type=redis warm=true`, sorted by key.
  public var description: String {
    sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }.joined(separator: " ")
  }
}
