import Synchronization

/// The collectors that no recording uses just now. They are never freed, see `Collector`.
enum CollectorPool {
  /// `@unchecked Sendable`: whoever takes a collector out is the only one to open it, and others
  /// touch it by the rules at `Collector` alone.
  private struct Idle: @unchecked Sendable {
    let collector: UnsafeMutablePointer<Collector>
  }

  private static let idle = Guarded<[Idle]>([])
  /// One for all tables, so that what one has hashed another one finds.
  static let seed = UInt64.random(in: .min ... .max)

  static func take() -> UnsafeMutablePointer<Collector> {
    if let idle = idle.withLock({ $0.popLast() }) { return idle.collector }
    let collector = UnsafeMutablePointer<Collector>.allocate(capacity: 1)
    collector.initialize(to: Collector(seed: seed))
    return collector
  }

  static func give(_ collector: UnsafeMutablePointer<Collector>) {
    let entry = Idle(collector: collector)
    idle.withLock { $0.append(entry) }
  }
}
