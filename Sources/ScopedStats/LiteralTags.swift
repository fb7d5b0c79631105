/// Tags that stand in the code as they are, like `["type": "redis", "shard": 2]`: what the compiler
/// can turn into the bare values, so that counting with one tag costs little more than without.
///
/// Nobody has to name this type. Where a value is not a literal, `Tags` is used in its place.
public struct LiteralTags: ExpressibleByDictionaryLiteral, Sendable {
  @usableFromInline let tags: Tags

  /// The tags of a literal; of a key that is there twice the last value counts.
  @inlinable
  @inline(__always)
  public init(dictionaryLiteral elements: (String, TagValue)...) {
    switch elements.count {
    case 1: tags = Tags(count: 1, elements[0].0, elements[0].1, "", false)
    case 2 where elements[0].0 != elements[1].0:
      tags = Tags(count: 2, elements[0].0, elements[0].1, elements[1].0, elements[1].1)
    default: tags = Tags(elements)
    }
  }
}
