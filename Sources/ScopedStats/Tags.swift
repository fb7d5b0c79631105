/// A few keys with values that say which kind of a thing was counted:
///
///     incr("cache.hits", tags: ["type": "redis", "warm": isWarm])
///
/// Two sets of tags are equal when they say the same, in whatever order. The first two tags lie in
/// the value itself, so that the usual set costs no allocation; further ones are in an array.
public struct Tags: Sendable {
  /// One key with its value.
  public struct Tag: Hashable, Sendable {
    /// What the tag is about.
    public let key: String
    /// What it says of it.
    public let value: TagValue

    /// A tag.
    @inlinable
    public init(key: String, value: TagValue) {
      self.key = key
      self.value = value
    }
  }

  @usableFromInline var tagCount: Int
  @usableFromInline var key0: String
  @usableFromInline var value0: TagValue
  @usableFromInline var key1: String
  @usableFromInline var value1: TagValue
  @usableFromInline var rest: [Tag]

  /// No tags.
  @inlinable
  public init() {
    self.init(count: 0, "", false, "", false)
  }

  @inlinable
  init(
    count: Int, _ key0: String, _ value0: TagValue, _ key1: String, _ value1: TagValue
  ) {
    tagCount = count
    self.key0 = key0
    self.value0 = value0
    self.key1 = key1
    self.value1 = value1
    rest = []
  }

  /// How many tags there are.
  @inlinable public var count: Int { tagCount }

  /// Whether there are none.
  @inlinable public var isEmpty: Bool { tagCount == 0 }

  /// The value of a key. Setting it to nil takes the tag away.
  public subscript(key: String) -> TagValue? {
    get {
      if count > 0, key0 == key { return value0 }
      if count > 1, key1 == key { return value1 }
      return count > 2 ? rest.first { $0.key == key }?.value : nil
    }
    set {
      if let newValue {
        set(key, newValue)
      } else if self[key] != nil {
        self = Tags(tags: filter { $0.key != key })
      }
    }
  }

  /// Adds a tag; a key that is there gets the new value.
  @usableFromInline
  mutating func set(_ key: String, _ value: TagValue) {
    if count > 0, key0 == key {
      value0 = value
    } else if count > 1, key1 == key {
      value1 = value
    } else if let index = rest.firstIndex(where: { $0.key == key }) {
      rest[index] = Tag(key: key, value: value)
    } else {
      append(key, value)
    }
  }

  private mutating func append(_ key: String, _ value: TagValue) {
    switch count {
    case 0: (key0, value0) = (key, value)
    case 1: (key1, value1) = (key, value)
    default: rest.append(Tag(key: key, value: value))
    }
    tagCount += 1
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
  ///
  /// Written so that the compiler sees through it: of a literal of one tag nothing remains but the
  /// tag itself.
  @inlinable
  @inline(__always)
  public init(dictionaryLiteral elements: (String, any TagConvertible)...) {
    switch elements.count {
    case 0: self.init()
    case 1: self.init(count: 1, elements[0].0, elements[0].1.tagValue, "", false)
    default: self.init(elements)
    }
  }

  @usableFromInline
  init(_ elements: [(String, TagValue)]) {
    self.init()
    for (key, value) in elements { set(key, value) }
  }

  @usableFromInline
  init(_ elements: [(String, any TagConvertible)]) {
    self.init()
    for (key, value) in elements { set(key, value.tagValue) }
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
  /// Gives the tags in the order in which they were set.
  public struct Iterator: IteratorProtocol {
    let tags: Tags
    var index = 0

    /// The next tag, or nil after the last.
    public mutating func next() -> Tag? {
      defer { index += 1 }
      guard index < tags.count else { return nil }
      switch index {
      case 0: return Tag(key: tags.key0, value: tags.value0)
      case 1: return Tag(key: tags.key1, value: tags.value1)
      default: return tags.rest[index - 2]
      }
    }
  }

  /// Goes through the tags in the order in which they were set.
  public func makeIterator() -> Iterator { Iterator(tags: self) }
}

extension Tags: Hashable {
  /// Whether both say the same, in whatever order. Values are equal when their kinds are, too:
  /// `200` is not `"200"` here, unlike in ``matches(_:)``.
  public static func == (a: Tags, b: Tags) -> Bool {
    guard a.count == b.count else { return false }
    let isSameStart =
      (a.count < 1 || a.key0 == b.key0 && a.value0 == b.value0)
      && (a.count < 2 || a.key1 == b.key1 && a.value1 == b.value1)
    return isSameStart && a.rest == b.rest || a.allSatisfy { b[$0.key] == $0.value }
  }

  /// Hashes the tags without regard to their order.
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
