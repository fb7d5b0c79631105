/// When an intake thread hands over what it has: just before the main thread comes by, where that is
/// known, and else from time to time.
///
/// All times are in whole microseconds of uptime.
struct DeliveryTimes {
  /// How long a chunk stays open, unless it is full before, where the main thread did not say when it
  /// comes by, or is late.
  static let every = 100_000
  /// How long before the main thread comes by a delivery is due: time to read and to decode what little
  /// waited, on a machine that has other things to do.
  static let ahead = 10_000

  /// The last delivery.
  var last: Int

  /// When the next one is due.
  ///
  /// - Parameter nextTake: when the main thread comes by; nil where it did not say.
  func next(before nextTake: Int?) -> Int {
    guard let nextTake else { return last + Self.every }
    let due = nextTake - Self.ahead
    return last < due ? due : max(nextTake, last) + Self.every
  }

  /// How long the first datagram may be waited for, so that what is at hand is not kept too long.
  func wait(at now: Int, before nextTake: Int?) -> Int {
    max(0, min(next(before: nextTake) - now, Self.every))
  }

  /// Whether it is time for the next one. Where more waits to be read, that is let in first, as far as
  /// there is time.
  func isDue(at now: Int, before nextTake: Int?, moreWaits: Bool) -> Bool {
    now >= next(before: nextTake) + (moreWaits ? Self.ahead / 2 : 0)
  }
}
