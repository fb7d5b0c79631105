import Testing

@testable import stats_top

@Suite("When an intake thread hands over")
struct DeliveryTimesTests {
  private static let (every, ahead) = (DeliveryTimes.every, DeliveryTimes.ahead)

  @Test("from time to time, where the main thread did not say when it comes by")
  func unknown() {
    let times = DeliveryTimes(last: 1_000)
    #expect(times.next(before: nil) == 1_000 + Self.every)
    #expect(!times.isDue(at: 1_000 + Self.every - 1, before: nil, moreWaits: false))
    #expect(times.isDue(at: 1_000 + Self.every, before: nil, moreWaits: false))
  }

  @Test("once just before the main thread comes by, and from time to time while that is late")
  func known() {
    let nextTake = 500_000
    let due = nextTake - Self.ahead
    #expect(DeliveryTimes(last: 0).next(before: nextTake) == due)
    #expect(DeliveryTimes(last: due - 1).next(before: nextTake) == due)
    #expect(DeliveryTimes(last: due).next(before: nextTake) == nextTake + Self.every)
    #expect(
      DeliveryTimes(last: nextTake + 7).next(before: nextTake) == nextTake + 7 + Self.every)
  }

  @Test("with all that waits, as far as there is time to read it")
  func moreWaits() {
    let times = DeliveryTimes(last: 0)
    let due = 500_000 - Self.ahead
    #expect(times.isDue(at: due, before: 500_000, moreWaits: false))
    #expect(!times.isDue(at: due, before: 500_000, moreWaits: true))
    #expect(times.isDue(at: due + Self.ahead / 2, before: 500_000, moreWaits: true))
  }

  @Test("nothing is waited for past the next time")
  func waits() {
    let times = DeliveryTimes(last: 0)
    let due = 500_000 - Self.ahead
    #expect(times.wait(at: 0, before: 500_000) == Self.every)
    #expect(times.wait(at: due - 3, before: 500_000) == 3)
    #expect(times.wait(at: due + 3, before: 500_000) == 0)
  }
}
