import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

/// That a frame costs what is new and not what is held, counted in things and not in time.
@Suite("What a frame looks at")
struct WorkTests {
  private static let scopesPerFrame = 40
  private static let frames = 40

  /// A dashboard with so many seconds of steady scopes behind it, and a moment's more.
  private struct Stream {
    var model: Model
    private var feed = Feed()
    private var now = Timestamp(microseconds: 1_763_820_000_000_000)

    init() {
      model = Model(options: Options(), now: now)
      _ = model.update(.resized(Size(rows: 40, columns: 120)))
    }

    /// A quarter of a second, or some.
    mutating func frame(quarters: Int = 1) {
      // The same in each, so that it is not a matter of luck which scopes are in view.
      for number in 0..<WorkTests.scopesPerFrame * quarters {
        feed.add(
          Feed.Line(
            scope: "scope \(number % 20)", seconds: Double(number / 20 % 2 + 1) / 10,
            end: now, counters: [("rows", 3, [])]))
      }
      _ = model.update(.delivered([feed.seal()]))
      now = now.advanced(by: .milliseconds(250 * quarters))
      _ = model.update(.tick(now))
      var screen = Screen(size: Size(rows: 40, columns: 120))
      model.draw(into: &screen)
    }

    mutating func run(seconds: Int) { for _ in 0..<seconds { frame(quarters: 4) } }

    /// What some frames look at: the answers, and the store.
    mutating func work() -> (answers: Work, store: Work) {
      let (answers, store) = (model.ranking.work, model.store.work)
      for _ in 0..<WorkTests.frames { frame() }
      return (model.ranking.work - answers, model.store.work - store)
    }
  }

  private static func isAbout(_ a: Int, _ b: Int) -> Bool {
    Double(abs(a - b)) <= 0.02 * Double(max(a, b))
  }

  @Test("a frame looks at as much with two minutes held as with ten")
  func frameDoesNotDependOnWhatIsHeld() {
    var short = Stream()
    short.run(seconds: 150)
    let shortHeld = short.model.store.scopeCount
    let few = short.work()
    // Eight minutes from measurement to measurement, so that cells and slots are as far on.
    short.run(seconds: 480 - Self.frames / 4)
    #expect(short.model.store.scopeCount > 3 * shortHeld)
    let many = short.work()
    #expect(few.answers.rows == many.answers.rows)
    #expect(Self.isAbout(few.answers.lookups, many.answers.lookups), "\(few) \(many)")
    #expect(few.store == many.store)
    // Each scope is told apart once, comes into the window, and leaves it.
    let came = Self.scopesPerFrame * Self.frames
    #expect(many.answers.rows >= 3 * came)
    // Besides, sparklines look again at the scopes of their last cell, which has some seconds; but
    // nothing looks again at those of the window, of which there are 240 times as many as in a frame.
    #expect(many.answers.rows < 60 * came, "\(many)")
    #expect(many.store.rows >= came)
  }
}
