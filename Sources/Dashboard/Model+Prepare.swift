import Store
import TextUI

extension Model {
  /// Reads what the screen in view needs from the answers, so that drawing only has to write it.
  ///
  /// Cost: what is in view, as far as the answers allow. Screens below the visible one keep what
  /// they had until they are seen again.
  mutating func prepare() {
    guard let page = pages.popLast() else {
      scopes.prepare(from: ranking, size: size)
      findObstacles()
      return
    }
    switch page {
    case .scope(var page):
      page.prepare(size: size)
      pages.append(.scope(page))
    case .box(var page):
      page.prepare(size: size)
      pages.append(.box(page))
    case .instance(var page):
      page.prepare(size: size)
      pages.append(.instance(page))
    case .why(var page):
      page.prepare()
      pages.append(.why(page))
    case .tags(var page):
      page.prepare(size: size)
      findObstacles()
      pages.append(.tags(page))
    case .compare(var page):
      page.prepare(size: size)
      pages.append(.compare(page))
    case .problems(var page):
      page.prepare(size: size, count: ProblemsPage.lines(of: store.tally).count)
      pages.append(.problems(page))
    case .help(var page):
      page.prepare(size: size, keyMap: keyMap, glyphs: options.glyphs)
      pages.append(.help(page))
    }
  }

  /// Finds out why no scope is shown, where none is.
  private mutating func findObstacles() {
    guard totals.groupsShown == 0 else { return }
    scopes.findObstacles(of: query.filter, in: store.catalog)
  }
}
