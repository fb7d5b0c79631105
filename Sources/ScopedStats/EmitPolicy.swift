import Synchronization

/// Which scopes are sent. What is not sent is not even encoded.
///
///     // Every slow one, every failed one, and one in a hundred of the rest.
///     let policy: EmitPolicy =
///       .slower(than: .milliseconds(100)).or(.failed).or(.sampled(1, in: 100))
///
/// A policy gives each scope a probability to be sent, and a scope that is sent carries the inverse
/// as its weight: how many scopes it stands for. So counts, rates and percentiles at the receiver
/// stay unbiased as long as no scope's probability is 0 (D. G. Horvitz and D. J. Thompson, 1952).
/// `.slower` and `.failed` alone do leave scopes out, and then only those sent are counted.
public struct EmitPolicy: Sendable {
  private indirect enum Rule: Sendable {
    case constant(Double)
    case slower(thanNanoseconds: UInt64)
    case failed
    case either(Rule, Rule)
    case both(Rule, Rule)

    func probability(durationNanoseconds: UInt64, hasFailed: Bool) -> Double {
      func of(_ rule: Rule) -> Double {
        rule.probability(durationNanoseconds: durationNanoseconds, hasFailed: hasFailed)
      }
      switch self {
      case .constant(let probability): return probability
      case .slower(let bound): return durationNanoseconds > bound ? 1 : 0
      case .failed: return hasFailed ? 1 : 0
      case .either(let a, let b):
        let first = of(a)
        return first + (1 - first) * of(b)
      case .both(let a, let b): return of(a) * of(b)
      }
    }
  }

  private let rule: Rule
  private let isAlways: Bool

  private init(_ rule: Rule) {
    self.rule = rule
    if case .constant(1) = rule { isAlways = true } else { isAlways = false }
  }

  /// Every scope.
  public static let always = EmitPolicy(.constant(1))
  /// No scope.
  public static let never = EmitPolicy(.constant(0))
  /// Scopes that took longer. Longer than a time below zero is every scope.
  public static func slower(than duration: Duration) -> EmitPolicy {
    if duration < .zero { return .always }
    return EmitPolicy(.slower(thanNanoseconds: duration.nanosecondsClamped))
  }
  /// Scopes that failed: by an error thrown, or by `Scope.fail`.
  public static let failed = EmitPolicy(.failed)
  /// Some scopes, chosen by chance: `.sampled(1, in: 100)`. Nothing below 0 or above all of them.
  public static func sampled(_ count: Int, in total: Int) -> EmitPolicy {
    EmitPolicy(.constant(total <= 0 ? 1 : min(1, max(0, Double(count) / Double(total)))))
  }

  /// What this policy sends, and of the rest what the other one sends.
  public func or(_ other: EmitPolicy) -> EmitPolicy { EmitPolicy(.either(rule, other.rule)) }
  /// What both policies send; of two that sample, the product.
  public func and(_ other: EmitPolicy) -> EmitPolicy { EmitPolicy(.both(rule, other.rule)) }

  /// The weight that a scope is sent with, or nil where it is not sent.
  ///
  /// - Parameter chance: a number from 0 up to, but not including, 1; asked only where it decides.
  func weight(
    durationNanoseconds: UInt64, hasFailed: Bool, chance: () -> Double = EmitPolicy.chance
  ) -> Double? {
    if isAlways { return 1 }
    let probability = rule.probability(
      durationNanoseconds: durationNanoseconds, hasFailed: hasFailed)
    if probability >= 1 { return 1 }
    if probability <= 0 { return nil }
    return chance() < probability ? 1 / probability : nil
  }

  private static let turn = Atomic<UInt64>(UInt64.random(in: .min ... .max))

  /// A number from 0 up to, but not including, 1: SplitMix64 over a counter, which takes a few
  /// nanoseconds where the system's generator takes a system call.
  private static func chance() -> Double {
    chance(of: turn.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue)
  }

  /// What SplitMix64 makes of a state (G. L. Steele, D. Lea and C. H. Flood, 2014).
  static func chance(of state: UInt64) -> Double {
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}
