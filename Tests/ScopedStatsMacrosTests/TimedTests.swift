#if Macros
  import ScopedStats
  import Testing

  private struct Missing: Error, Equatable {}

  @Timed
  private func plain(_ number: Int) -> Int { number + 1 }

  @Timed("custom", tags: ["shard": 2])
  private func tagged() {}

  @Timed(tags: ["kind": "x"])
  private func throwing(_ isMissing: Bool) throws(Missing) -> String {
    if isMissing { throw Missing() }
    return "here"
  }

  @Timed
  private func generic<Element: Comparable>(_ elements: [Element]) async throws -> Element? {
    await Task.yield()
    defer { incr("left") }
    guard let first = elements.first else { return nil }
    return elements.reduce(first, max)
  }

  @Timed
  private func opaque() -> some Sequence<Int> {
    let numbers = [1, 2]
    return numbers.map { $0 * 2 }
  }

  @Timed
  private func changing(_ number: inout Int) { number += 1 }

  @Timed
  private func never() throws(Never) -> Int { 3 }

  @Timed
  private func unwrapped() -> Int! { 4 }

  @Timed
  private func rethrowing<Failure: Error>(
    _ body: () async throws(Failure) -> Int
  ) async throws(Failure) -> Int { try await body() }

  @Timed
  private func halved(_ number: inout Int) async throws(Missing) -> Int {
    await Task.yield()
    guard number > 1 else { throw Missing() }
    number /= 2
    return number
  }

  private func outer() -> Int {
    @Timed
    func inner(_ number: Int) -> Int { number > 0 ? inner(number - 1) + 1 : 0 }
    return inner(2)
  }

  extension Array where Element == Int {
    @Timed
    fileprivate func total() -> Int { reduce(0, +) }
  }

  @MainActor
  private final class Window {
    var draws = 0

    @Timed
    func draw() { draws += 1 }

    @Timed
    class func redraw(_ window: Window) async -> Int {
      window.draw()
      await Task.yield()
      window.draw()
      return window.draws
    }
  }

  private struct Shop {
    var sold = 0

    @Timed
    mutating func sell(_ count: Int) -> Self {
      sold += count
      return self
    }

    enum Till {
      @Timed
      static func open() async -> Int { await Task { 3 }.value }
    }
  }

  extension Shop {
    @Timed
    func `repeat`() -> Int { sold }
  }

  private actor Stock {
    var count = 0

    @Timed
    func add() async -> Int {
      count += 1
      await Task.yield()
      return count
    }
  }

  @Suite("@Timed")
  struct TimedTests {
    @Test("functions of all kinds return and throw what they did, and are timed by their names")
    func allKinds() async throws {
      let recorder = Recorder()
      try await recorder.record { () async throws in
        #expect(plain(1) == 2)
        tagged()
        #expect(try throwing(false) == "here")
        #expect(throws: Missing()) { try throwing(true) }
        #expect(try await generic([1, 3, 2]) == 3)
        #expect(try await generic([String]()) == nil)
        #expect(Array(opaque()) == [2, 4])
        var number = 1
        changing(&number)
        #expect(number == 2)
        var shop = Shop()
        #expect(shop.sell(2).sold == 2)
        #expect(shop.repeat() == 2)
        #expect(await Shop.Till.open() == 3)
        #expect(await Stock().add() == 1)
      }
      let result = recorder.result()
      #expect(
        Dictionary(uniqueKeysWithValues: result.timers.map { ($0.key, $0.calls.count) }) == [
          "calls.plain": 1, "custom": 1, "calls.throwing": 2, "calls.generic": 2,
          "calls.opaque": 1, "calls.changing": 1, "calls.Shop.sell": 1, "calls.Shop.repeat": 1,
          "calls.Shop.Till.open": 1, "calls.Stock.add": 1,
        ])
      #expect(result[timer: "custom", ["shard": 2]]?.count == 1)
      #expect(result[timer: "calls.throwing", ["kind": "x"]]?.count == 2)
      #expect(result["left"] == 2)
    }

    @Test("typed errors, parameters that change, recursion and actors are as they were")
    func subtleKinds() async throws {
      let recorder = Recorder()
      try await recorder.record { () async throws in
        #expect(never() == 3)
        #expect(unwrapped() == 4)
        #expect(await rethrowing { 5 } == 5)
        await #expect(throws: Missing()) {
          try await rethrowing { () throws(Missing) in throw Missing() }
        }
        var number = 2
        #expect(try await halved(&number) == 1)
        await #expect(throws: Missing()) { _ = try await halved(&number) }
        #expect(number == 1)
        #expect(outer() == 2)
        #expect([1, 2].total() == 3)
        #expect(await Window.redraw(Window()) == 2)
      }
      #expect(
        Dictionary(uniqueKeysWithValues: recorder.result().timers.map { ($0.key, $0.calls.count) })
          == [
            "calls.never": 1, "calls.unwrapped": 1, "calls.rethrowing": 2, "calls.halved": 2,
            "calls.outer.inner": 3, "calls.Array.total": 1, "calls.Window.draw": 2,
            "calls.Window.redraw": 1,
          ])
    }

    @Test("outside of a recording a timed function is only called")
    func outside() {
      #expect(plain(1) == 2)
    }
  }
#endif
