import CProbe
import ScopedStats

/// Whether a program grows that sends scopes with tags that are never the same twice.
struct GrowthRow {
  let scopes: Int

  func row() -> Row {
    let emitter = Emitter { (_: RawSpan) in }
    var random = SystemRandomNumberGenerator()
    emit(200_000, to: emitter, &random)
    let before = Self.residentMebibytes
    emit(scopes, to: emitter, &random)
    let after = Self.residentMebibytes
    return Row(
      what: "growth by \(scopes / 1_000_000) M scopes of random tags", unit: "MiB",
      runs: [after - before],
      note: "\(Self.tenths(before)) MiB before, \(Self.tenths(after)) MiB after", target: 1)
  }

  /// Values of 16 digits: too long to lie in the string itself.
  private func emit(
    _ count: Int, to emitter: Emitter, _ random: inout SystemRandomNumberGenerator
  ) {
    for _ in 0..<count {
      let user = String(random.next() | 1 << 63, radix: 16)
      let session = String(random.next() | 1 << 63, radix: 16)
      withScope("GET /users", tags: ["user": user], emitter: emitter) {
        incr("requests")
        incr("cache.hits", tags: ["session": session])
        timer("render", tags: ["session": session]) {}
      }
    }
  }

  private static var residentMebibytes: Double { Double(probe_resident_bytes()) / 1_048_576 }

  private static func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
