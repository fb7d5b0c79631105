import CMalloc
import Dashboard
import Intake
import TextUI

#if canImport(Glibc)
  import Glibc
#endif

/// The program's intake and its model in a process of their own, whose clock is made up: so that
/// hours pass in minutes, and memory can be told that is nobody else's.
struct Simulation: ~Copyable {
  /// What comes in.
  enum Kind: String, CaseIterable, Sendable {
    /// Scopes of a hundred series.
    case steady
    /// Names, tags, keys and senders that are never the same twice.
    case flood
  }

  static let memoryBytes = 256 << 20
  private static let linesPerFrame = 50_000
  private static let interval = Duration.milliseconds(250)

  private let kind: Kind
  private let steady: [[UInt8]]
  private var flood = Flood()
  private var intake: LineIntake
  private var model: Model
  private var now = Timestamp(seconds: 1_763_800_000)

  init(_ kind: Kind) {
    // As the program does when it starts.
    cmalloc_return_blocks_from(128 << 10)
    self.kind = kind
    steady = kind == .steady ? Recording.datagrams(lines: Self.linesPerFrame) : []
    intake = LineIntake(limits: Limits(memoryBytes: Self.memoryBytes), seed: 7)
    model = Model(options: Options(memoryBytes: Self.memoryBytes), now: now)
    _ = model.update(.resized(Size(rows: 40, columns: 120)))
  }

  /// Takes in so many lines. Returns the memory that the process had after a tenth of them, after
  /// half of them, and at the end.
  mutating func run(lines: Int) -> [Int] {
    let frames = max(10, lines / Self.linesPerFrame)
    var marks: [Int] = []
    for number in 1...frames {
      frame()
      if [frames / 10, frames / 2, frames].contains(number) { marks.append(Self.residentBytes) }
    }
    return marks
  }

  private mutating func frame() {
    var deliveries: [Delivery] = []
    for number in 0..<Self.linesPerFrame / 20 {
      let datagram = nextDatagram(number)
      intake.take(datagram: datagram.span.bytes, from: "bench", at: now)
      if intake.openRows >= 16_384 { deliveries.append(intake.seal()) }
    }
    deliveries.append(intake.seal())
    _ = model.update(.delivered(deliveries))
    _ = model.update(.tick(now))
    var screen = Screen(size: Size(rows: 40, columns: 120))
    model.draw(into: &screen)
    now = now.advanced(by: Self.interval)
  }

  private mutating func nextDatagram(_ number: Int) -> [UInt8] {
    switch kind {
    case .steady: return steady[number]
    case .flood:
      flood.advance()
      return flood.datagram
    }
  }

  /// What the system says; 0 where it does not.
  private static var residentBytes: Int {
    #if canImport(Glibc)
      guard let file = fopen("/proc/self/statm", "r") else { return 0 }
      defer { fclose(file) }
      var text = [CChar](repeating: 0, count: 128)
      guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
      let line = String(
        decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let pages = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return pages * Int(getpagesize())
    #else
      return 0
    #endif
  }
}
