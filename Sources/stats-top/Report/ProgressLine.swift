import TextUI

/// How far a long report has come, in one line that is written over again and again.
///
/// It appears after a second, so that what is quick says nothing, and needs nothing of the terminal
/// but that a carriage return goes to the begin of the line.
struct ProgressLine: Sendable {
  /// How many bytes there are in all; nil where that is not known.
  private let total: Int?
  private var shown: Duration?
  private var width = 0

  private static let first = Duration.seconds(1)
  private static let pause = Duration.milliseconds(200)

  init(total: Int?) { self.total = total }

  /// What to write now; nil when nothing is due.
  ///
  /// - Parameters:
  ///   - bytes: how many were read; nil where that is not known.
  ///   - now: the time since the beginning.
  mutating func text(bytes: Int?, lines: UInt64, at now: Duration) -> String? {
    guard now >= shown.map({ $0 + Self.pause }) ?? Self.first else { return nil }
    shown = now
    return overwriting(Self.line(bytes: bytes, of: total, lines: lines, at: now))
  }

  /// What takes the line away; nil when there is none.
  mutating func erased() -> String? {
    guard width > 0 else { return nil }
    return overwriting("") + "\r"
  }

  /// A line in place of the one before, of which nothing is left.
  private mutating func overwriting(_ line: String) -> String {
    let rest = String(repeating: " ", count: max(0, width - TextWidth.of(line)))
    width = TextWidth.of(line)
    return "\r" + line + rest
  }

  private static func line(bytes: Int?, of total: Int?, lines: UInt64, at now: Duration) -> String {
    let seconds = now / .seconds(1)
    let speed = Figure.rate(perSecond: Double(lines) / seconds).text
    let taken = "\(Figure.shortCount(Double(lines)).text) lines, \(speed)"
    guard let bytes, let total, total > 0, bytes > 0 else { return taken }
    let part = min(1, Double(bytes) / Double(total))
    let left = Figure.duration(seconds: (seconds * (1 / part - 1)).rounded()).text
    let read = "\(Figure.bytes(bytes).text) of \(Figure.bytes(total).text)"
    return "\(Figure.share(part).text), \(read), \(taken), \(left) left"
  }
}
