import Intake

/// How far back a figure looks: a number of whole seconds, or everything held.
///
/// N seconds are the running second and the N − 1 before it, by the time at which scopes finished.
/// Chunks older than 2 minutes cover 5 seconds, those older than 20 minutes 60, and such a chunk is
/// in a window when it begins in it: the far edge of a long window is sharp to 5 seconds, that of one
/// beyond 20 minutes to 60, and that of one over summaries to one of their slots (see `Summaries`).
/// A moment that was stepped back to is cut at its window's edges, and sharp
/// to the second (see `Moment.rewound`). Of more than 32,768 scopes/s, those of the second that leaves
/// last do so over the next one, in a live ranking (see `Ranking.Pace`). Scopes dated after now, by a clock that is ahead, are in
/// every window of now.
package struct Window: Hashable, Sendable {
  /// The length in seconds, or nil for everything held.
  package let seconds: Int64?

  /// The longest window that can be asked for by its length: a year.
  package static let secondsMax: Int64 = 365 * 86_400

  private init(_ seconds: Int64?) { self.seconds = seconds }

  /// A window of a length, held between a second and a year.
  package init(seconds: Int64) { self.seconds = min(max(1, seconds), Self.secondsMax) }

  package static let everything = Window(nil)
  package static let tenSeconds = Window(seconds: 10)
  package static let oneMinute = Window(seconds: 60)
  package static let fiveMinutes = Window(seconds: 300)
  package static let fifteenMinutes = Window(seconds: 900)

  /// The windows that have a key of their own, shortest first, everything last.
  package static let presets = [
    tenSeconds, oneMinute, fiveMinutes, fifteenMinutes, everything,
  ]

  /// The length, or nil for everything held.
  package var duration: Duration? {
    seconds.map { .seconds($0) }
  }

  /// The first second that is in the window.
  func firstSecond(at now: Timestamp) -> Int64 {
    seconds.map { now.second - $0 + 1 } ?? .min
  }

  /// The first second of the window before this one; there is none before everything.
  func firstSecondBefore(at now: Timestamp) -> Int64 {
    seconds.map { now.second - 2 * $0 + 1 } ?? .min
  }

  /// How long the window is in truth: from its begin, or the oldest scope held, to now. A chunk over
  /// its begin is not in the window, so neither is its time.
  func span(in moment: Moment) -> Duration {
    guard let oldest = moment.chunks.first?.earliest else { return .zero }
    var start = oldest
    if seconds != nil {
      let first = firstSecond(at: moment.now)
      let place = moment.chunks.partitioningIndex { $0.earliest.second >= first }
      let over = place > 0 ? moment.chunks[place - 1].latest.second + 1 : first
      let begin = max(first, min(over, moment.now.second))
      start = max(start, Timestamp(microseconds: begin * 1_000_000))
    }
    return max(.seconds(1), moment.now.since(start))
  }
}

extension Window: Comparable {
  /// By length: everything is the longest.
  package static func < (a: Window, b: Window) -> Bool {
    (a.seconds ?? .max) < (b.seconds ?? .max)
  }

  /// The next longer preset; of the longest one, the shortest.
  package var nextPreset: Window { Self.presets.first { $0 > self } ?? Self.tenSeconds }

  /// The next shorter preset; of the shortest one, the longest.
  package var previousPreset: Window { Self.presets.last { $0 < self } ?? .everything }

  /// Lengths that zooming goes through: each about half of the next.
  private static let zoomSteps: [Window] = [
    5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400,
  ].map { Window(seconds: $0) }

  /// The next shorter window to zoom in to; nil where there is none.
  ///
  /// - Parameter held: how far back scopes are held: from everything, zooming goes to the longest
  ///   window that is shorter than that.
  package func zoomedIn(held: Duration) -> Window? {
    let longest = seconds ?? held.components.seconds + 1
    return Self.zoomSteps.last { ($0.seconds ?? .max) < longest }
  }

  /// The next longer window to zoom out to, everything once that holds no more; nil from
  /// everything.
  ///
  /// - Parameter held: how far back scopes are held.
  package func zoomedOut(held: Duration) -> Window? {
    guard let seconds else { return nil }
    guard .seconds(seconds) < held, let next = Self.zoomSteps.first(where: { $0 > self }) else {
      return .everything
    }
    return next
  }
}

extension Window {
  /// The length as it is typed, in the longest unit that it has a whole number of: `90s`, `2m`, `1h`.
  package var text: String {
    guard let seconds else { return "all" }
    if seconds % 3_600 == 0 { return "\(seconds / 3_600)h" }
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  /// What is wrong with a window that cannot be read, as a sentence.
  package static let complaint =
    "a window is a whole number of seconds, minutes or hours, such as 90s, 2m or 1h, or all."

  /// Reads `90s`, `2m`, `1h` and `all`; nil for everything else.
  package init?(text: String) {
    if text == "all" {
      self = .everything
      return
    }
    guard case .nanoseconds(let nanoseconds)? = Quantity(text) else { return nil }
    let seconds = nanoseconds / 1e9
    guard seconds == seconds.rounded(), 1...Double(Self.secondsMax) ~= seconds else { return nil }
    self.init(seconds: Int64(seconds))
  }
}
