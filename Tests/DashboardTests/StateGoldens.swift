import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

/// Every screen in every state, as far as no other suite has a golden of it: what each has to say there
/// is said on all of them, or is seen to be missing.
@Suite("Every screen looks as it should in every state")
struct StateGoldens {
  enum State: String, CaseIterable, CustomTestStringConvertible {
    /// Two terms, one of which leaves out.
    case filtered
    /// For some seconds, during which scopes came.
    case frozen
    /// Lines are missing, just now.
    case losing
    /// For an hour nothing came.
    case idle

    var testDescription: String { rawValue }

    /// The screens in question.
    var places: [KeyContext] {
      switch self {
      case .filtered: [.scope, .map, .box, .instance, .why, .tags, .compare]
      case .frozen: [.box, .problems, .help]
      case .losing: [.map, .box, .instance, .why, .tags, .compare, .help]
      case .idle: [.scopes, .scope, .map, .box, .instance, .why, .tags, .compare]
      }
    }

    /// What comes before a screen is opened.
    func begin(_ shop: inout Shop) {
      switch self {
      case .filtered:
        shop.type("/dur>20ms status!=500")
        shop.press(.enter)
      case .frozen: shop.type(" ")
      case .losing: shop.count { $0.lost[.gap, default: Problem()].count = 57 }
      case .idle: break
      }
    }

    /// What happens while it is open.
    func goOn(_ shop: inout Shop) {
      switch self {
      case .filtered, .losing: break
      case .frozen: shop.run(seconds: 4)
      case .idle:
        shop.rest(seconds: 3_600)
        // These answers stand until they are asked for anew.
        if shop.model.context == .why { shop.type("x") }
        if shop.model.context == .compare { shop.type("d") }
        // What a key said is gone by then, and the footer is back.
        shop.rest(seconds: 5)
      }
    }
  }

  @Test("what it is like to look at a screen then", arguments: State.allCases)
  func screens(_ state: State) throws {
    // Its 131 seconds take a while, so all screens of a state begin with copies of one shop.
    let busy = Shop.busy(size: sizes[0])
    for size in sizes {
      for (place, keys) in KeyTests.ways where state.places.contains(place) {
        var shop = busy.copied()
        shop.resize(size)
        state.begin(&shop)
        for key in keys { shop.press(key) }
        #expect(shop.model.context == place)
        state.goOn(&shop)
        let name = "\(place.rawValue)-\(state.rawValue)-\(size.testDescription)"
        try expectGolden(shop.screen(size), named: name)
      }
    }
  }

  @Test("what is slower, new, gone and faster has a line each, with a sign", arguments: sizes)
  func changes(_ size: Size) throws {
    var shop = Shop(Options(query: Query(window: Window(seconds: 15))), size: size)
    func run(seconds: Int, _ medians: [(scope: String, seconds: Double)]) {
      for _ in 0..<seconds {
        shop.rest(seconds: 1)
        for (scope, seconds) in medians {
          for step in 0..<10 {
            // All over the second that is just over.
            let end = shop.now.advanced(by: .milliseconds(-260 - 90 * step))
            let factor = 0.8 + 0.04 * Double(step)
            shop.add(Feed.Line(scope: scope, seconds: seconds * factor, end: end))
          }
        }
        shop.deliver()
        shop.tick()
      }
    }
    let same = [("POST /login", 0.085), ("GET /products/{id}", 0.0064)]
    run(
      seconds: 15,
      same + [("POST /checkout", 0.041), ("GET /search", 0.9), ("GET /search/legacy", 1.3)])
    run(
      seconds: 14,
      same + [("POST /checkout", 0.61), ("GET /search", 0.012), ("GET /report", 0.32)])
    shop.type("d")
    try expectGolden(shop.screen(size), named: "compare-changes-\(size.testDescription)")
  }
}
