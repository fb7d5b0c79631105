import Intake

/// How many scopes come in a second: the header's figure, and its sparkline of whole seconds.
///
/// A line counts for as many scopes as its weight says, as in the table's rates. It reads the running
/// total at each tick. Ticks may be as far apart as five seconds; what came
/// between two of them is then spread over the seconds between them.
struct IntakeMeter: Sendable {
  /// How many seconds the sparkline shows.
  static let secondsShown = 20

  /// Scopes in each whole second, oldest first; the last entry is the second that is running.
  private var seconds: [Double] = [0]
  private var lastSecond: Int64
  private var lastWeight: UInt64 = 0
  private var lastMoment: Timestamp
  private let start: Timestamp

  /// - Parameter start: what came in up to then is not counted.
  init(start: Timestamp) {
    self.start = start
    lastMoment = start
    lastSecond = start.second
  }

  /// Notes the running total of the accepted lines' weight, as `IntakeTally` has it.
  mutating func record(weight: UInt64, at now: Timestamp) {
    guard now > lastMoment else {
      if now <= start { lastWeight = weight }
      return
    }
    let came = Double(weight &- lastWeight) / IntakeTally.weightUnit
    let elapsed = Double(now.microseconds &- lastMoment.microseconds)
    let steps = min(now.second - lastSecond, Int64(Self.secondsShown) + 1)
    if steps <= 0 {
      seconds[seconds.count - 1] += came
    } else {
      // The part before the second's end belongs to it; what is left, to the seconds since.
      let untilEnd = Double((lastSecond + 1) * 1_000_000 &- lastMoment.microseconds)
      seconds[seconds.count - 1] += came * untilEnd / elapsed
      for _ in 1..<max(1, steps) { seconds.append(came * 1e6 / elapsed) }
      let running = Double(now.microseconds &- now.second * 1_000_000)
      seconds.append(came * running / elapsed)
      seconds.removeFirst(max(0, seconds.count - Self.secondsShown - 1))
      lastSecond = now.second
    }
    lastWeight = weight
    lastMoment = now
  }

  /// The whole seconds so far, oldest first.
  var history: [Double] { Array(seconds.dropLast()) }

  /// Scopes a second over the last two whole seconds and the one that is running; nil before the start.
  var ratePerSecond: Double? {
    let last = seconds.suffix(3)
    let whole = Double(last.count - 1) * 1e6
    let running = Double(lastMoment.microseconds &- lastSecond * 1_000_000)
    let sinceStart = Double(lastMoment.microseconds &- start.microseconds)
    let elapsed = min(whole + running, sinceStart)
    return elapsed <= 0 ? nil : last.reduce(0, +) * 1e6 / elapsed
  }
}
