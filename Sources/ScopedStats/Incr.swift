/// Adds to a counter of the recording that is open here, and of none if none is.
///
///     incr("requests")
///     incr("bytes", by: body.count)
///     incr("cache.hits", tags: ["type": "redis"])
///
/// While nothing is recorded in the process it costs one load, and `tags` is not even evaluated. An
/// amount that is not a number, or infinite, is ignored.
@inlinable
public func incr(_ key: StaticString, by amount: Double = 1) {
  if Recorded.isAnywhere { Recorded.add(amount, key) }
}

/// Adds to a counter, by a whole number.
@inlinable
public func incr(_ key: StaticString, by amount: Int) {
  if Recorded.isAnywhere { Recorded.add(Double(amount), key) }
}

/// Adds to a counter that tags tell from others of its key.
@inlinable
public func incr(_ key: StaticString, by amount: Double = 1, tags: @autoclosure () -> LiteralTags) {
  if Recorded.isAnywhere { Recorded.add(amount, key, tags().tags) }
}

/// Adds to a counter that tags tell from others of its key.
@_disfavoredOverload
@inlinable
public func incr(_ key: StaticString, by amount: Double = 1, tags: @autoclosure () -> Tags) {
  if Recorded.isAnywhere { Recorded.add(amount, key, tags()) }
}

/// Adds to a counter that tags tell from others of its key, by a whole number.
@inlinable
public func incr(_ key: StaticString, by amount: Int, tags: @autoclosure () -> LiteralTags) {
  if Recorded.isAnywhere { Recorded.add(Double(amount), key, tags().tags) }
}

/// Adds to a counter that tags tell from others of its key, by a whole number.
@_disfavoredOverload
@inlinable
public func incr(_ key: StaticString, by amount: Int, tags: @autoclosure () -> Tags) {
  if Recorded.isAnywhere { Recorded.add(Double(amount), key, tags()) }
}

// The amounts below are generic for the compiler's sake: among overloads it goes for the one that
// takes a literal's own type, and `incr("rows", by: 12)` would not use the key's being a literal.

/// Adds to a counter whose key is made while the program runs. A literal key is faster.
@_disfavoredOverload
@inlinable
public func incr(_ key: @autoclosure () -> String, tags: @autoclosure () -> Tags = [:]) {
  if Recorded.isAnywhere { Recorded.add(1, key(), tags()) }
}

/// Adds to a counter whose key is made while the program runs. A literal key is faster.
@_disfavoredOverload
@inlinable
public func incr(
  _ key: @autoclosure () -> String, by amount: some BinaryFloatingPoint,
  tags: @autoclosure () -> Tags = [:]
) {
  if Recorded.isAnywhere { Recorded.add(Double(amount), key(), tags()) }
}

/// Adds to a counter whose key is made while the program runs, by a whole number.
@_disfavoredOverload
@inlinable
public func incr(
  _ key: @autoclosure () -> String, by amount: some BinaryInteger,
  tags: @autoclosure () -> Tags = [:]
) {
  if Recorded.isAnywhere { Recorded.add(Double(amount), key(), tags()) }
}
