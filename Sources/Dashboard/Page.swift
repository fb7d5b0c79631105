import Intake
import Store

/// A screen on top of Scopes, with its state.
enum Page {
  case scope(ScopePage)
  case box(BoxPage)
  case instance(InstancePage)
  case why(WhyPage)
  case tags(TagsPage)
  case compare(ComparePage)
  case problems(ProblemsPage)
  case help(HelpPage)

  var context: KeyContext {
    switch self {
    case .scope(let page): page.focus == .map && page.count(.map) > 0 ? .map : .scope
    case .box: .box
    case .instance: .instance
    case .why: .why
    case .tags: .tags
    case .compare: .compare
    case .problems: .problems
    case .help: .help
    }
  }

  /// What its answers take, in bytes.
  var byteCount: Int {
    switch self {
    case .scope(let page): page.profile.byteCount
    case .tags(let page): page.index.byteCount
    case .box, .instance, .why, .compare, .problems, .help: 0
    }
  }

  /// Whether it still has scopes of the moment to look at.
  var isCounting: Bool {
    if case .tags(let page) = self { return page.progress < 1 }
    return false
  }

  /// Brings its answers to a moment.
  mutating func advance(to moment: Moment) {
    switch self {
    case .scope(let page): page.profile.advance(to: moment)
    case .tags(var page):
      page.advance(to: moment)
      self = .tags(page)
    case .why(var page):
      page.answer(at: moment)
      self = .why(page)
    case .box, .instance, .compare, .problems, .help: break
    }
  }

  /// Asks the same about another query. Figures come with the next `advance`.
  ///
  /// - Parameter ranking: of that query.
  mutating func ask(_ query: Query, of ranking: Ranking) {
    switch self {
    case .scope(var page):
      page.profile = Profile(of: page.key, in: ranking)
      self = .scope(page)
    case .tags(var page):
      page.index = FacetIndex(query)
      page.progress = 0
      self = .tags(page)
    case .why(var page):
      page.askAnew(query)
      self = .why(page)
    case .box, .instance, .compare, .problems, .help: break
    }
  }
}
