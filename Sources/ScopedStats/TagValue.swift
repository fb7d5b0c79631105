/// What a tag says: text, a truth value or a number.
public enum TagValue: Hashable, Sendable {
  /// Text.
  case string(String)
  /// Yes or no.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number that need not be whole.
  case double(Double)

  /// Whether kind and value are the same: `.int(1)` is not `.double(1)`. A number that is none is the
  /// same as itself, lest each call with it be a metric of its own.
  @inlinable
  public static func == (a: TagValue, b: TagValue) -> Bool {
    switch (a, b) {
    case (.string(let a), .string(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
    default: false
    }
  }

  /// The value as text. Filters compare this, so `200` and `"200"` are found by the same filter.
  public var text: String {
    switch self {
    case .string(let value): value
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): String(value)
    }
  }
}

extension TagValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral
{
  /// Text, as it stands.
  @inlinable public init(stringLiteral value: String) { self = .string(value) }
  /// `true` or `false`.
  @inlinable public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  @inlinable public init(integerLiteral value: Int) { self = .int(value) }
  /// A number that need not be whole.
  @inlinable public init(floatLiteral value: Double) { self = .double(value) }
}

/// What may stand as a tag's value: strings, truth values and numbers, and any enum over them:
///
///     enum Plan: String, TagConvertible { case free, paid }
///     incr("signups", tags: ["plan": Plan.paid])
public protocol TagConvertible {
  /// What the tag says.
  var tagValue: TagValue { get }
}

extension TagConvertible where Self: RawRepresentable, RawValue: TagConvertible {
  /// The raw value's.
  public var tagValue: TagValue { rawValue.tagValue }
}

extension TagConvertible where Self: BinaryInteger {
  /// Integers beyond 64 bits are clamped.
  @inlinable public var tagValue: TagValue { .int(Int(clamping: self)) }
}

extension TagValue: TagConvertible {
  /// The value itself.
  @inlinable public var tagValue: TagValue { self }
}

extension String: TagConvertible {
  /// Its text.
  @inlinable public var tagValue: TagValue { .string(self) }
}

extension Substring: TagConvertible {
  /// Its text.
  @inlinable public var tagValue: TagValue { .string(String(self)) }
}

extension StaticString: TagConvertible {
  /// Its text.
  @inlinable public var tagValue: TagValue { .string(description) }
}

extension Bool: TagConvertible {
  /// `true` or `false`.
  @inlinable public var tagValue: TagValue { .bool(self) }
}

extension Double: TagConvertible {
  /// The number.
  @inlinable public var tagValue: TagValue { .double(self) }
}

extension Float: TagConvertible {
  /// The number.
  @inlinable public var tagValue: TagValue { .double(Double(self)) }
}

extension Int: TagConvertible {}
extension Int8: TagConvertible {}
extension Int16: TagConvertible {}
extension Int32: TagConvertible {}
extension Int64: TagConvertible {}
extension UInt: TagConvertible {}
extension UInt8: TagConvertible {}
extension UInt16: TagConvertible {}
extension UInt32: TagConvertible {}
extension UInt64: TagConvertible {}
