import Store
import TextUI

extension Model {
  /// Opens the line in which a text is typed that lines are to have.
  mutating func beginFind() {
    guard let list = searchedList() else {
      say("there is no list to look through here")
      return
    }
    find = Find(origin: list.isAtFirst ? nil : list.selected)
  }

  /// A key with a meaning of its own while a text is typed.
  mutating func actOnFind(_ action: Action) {
    switch action {
    case .keepFind where find?.text.isEmpty == false: find?.editor = nil
    case .keepFind, .dropFind: dropFind()
    case .findNext: goToFound(step: 1)
    case .findPrevious: goToFound(step: -1)
    default: break
    }
  }

  /// Any other key while a text is typed.
  mutating func typeFind(_ key: Key) {
    if key == .backspace, find?.text.isEmpty == true { return dropFind() }
    guard find?.type(key) == true, let find, let list = searchedList() else { return }
    let line = list.line(with: find.sought, from: find.origin ?? 0, step: 1)
    self.find?.isMissing = line == nil
    if let line, !find.text.isEmpty { select(line: line, in: list) } else { goToOrigin() }
  }

  /// Goes to the next line with the text, or to the one before.
  mutating func goToFound(step: Int) {
    guard let find, !find.text.isEmpty else {
      say("nothing is looked for: \(keyName(of: .find)) finds")
      return
    }
    guard let list = searchedList(), list.count > 0 else {
      say("there is no line here to find")
      return
    }
    let start = list.selected + step
    guard let line = list.line(with: find.sought, from: start, step: step) else {
      say("no line has \u{201C}\(find.text)\u{201D}".plainQuotes(options.glyphs), .warning)
      return
    }
    if line == list.selected {
      say("this is the only line that has it")
    } else if step > 0 ? line < start : line > start {
      say(step > 0 ? "past the last one: on from the top" : "past the first one: on from the end")
    }
    select(line: line, in: list)
  }

  /// Marks nothing any more; while it was typed, goes back to where that began.
  mutating func dropFind() {
    guard let find else {
      say("this is the first screen: \(keyName(of: .close)) quits")
      return
    }
    if find.editor != nil { goToOrigin() }
    self.find = nil
  }

  private mutating func goToOrigin() {
    guard let list = searchedList() else { return }
    if let origin = find?.origin {
      select(line: min(origin, max(0, list.count - 1)), in: list)
    } else {
      selectFirst()
    }
  }

  /// The line of the last row in which a text is typed.
  func drawFind(_ find: Find, into screen: inout Screen, at place: Point, width: Int) {
    guard let editor = find.editor else { return }
    let label = screen.put("find  ", at: place, style: Style(.accent))
    let missing = find.isMissing ? "no line has it" : ""
    let taken = missing.isEmpty ? 0 : missing.count + 2
    screen.put(
      missing, at: Point(row: place.row, column: place.column + width - missing.count),
      style: Style(.warning))
    editor.draw(
      into: &screen, at: Point(row: place.row, column: place.column + label),
      width: Swift.max(1, width - label - taken))
  }
}

extension Model {
  /// The list that has the focus; nil where there is none. Cost: of the ranking, all of its lines.
  private mutating func searchedList() -> SearchedList? {
    switch page {
    case nil:
      scopes.loadAll(from: ranking)
      let keys = scopes.keys
      return SearchedList(
        count: keys.count, selected: scopes.cursor.index, isAtFirst: scopes.cursor.anchor == nil
      ) { index in
        ([keys[index].scope] + keys[index].values.compactMap { $0 }).joined(separator: " ")
      }
    case .tags(let page): return page.searched
    case .scope(let page): return page.searched
    default: return nil
    }
  }

  private mutating func select(line: Int, in list: SearchedList) {
    let step = line - list.selected
    switch page {
    case nil: scopes.move(by: step, in: ranking, size: size)
    case .tags(var page):
      page.move(by: step, size: size)
      pages[pages.count - 1] = .tags(page)
    case .scope(var page):
      page.move(by: step, size: size)
      pages[pages.count - 1] = .scope(page)
    default: break
    }
  }

  private mutating func selectFirst() {
    switch page {
    case nil: scopes.cursor.moveToFirst()
    case .tags(var page):
      page.moveToFirst()
      pages[pages.count - 1] = .tags(page)
    case .scope(var page):
      page.moveToFirst()
      pages[pages.count - 1] = .scope(page)
    default: break
    }
  }
}

extension TagsPage {
  fileprivate var searched: SearchedList {
    switch focus {
    case .keys:
      return SearchedList(
        count: facets.count, selected: keys.index, isAtFirst: keys.anchor == nil
      ) { facets[$0].key }
    case .values:
      let list = facet?.values ?? []
      return SearchedList(
        count: list.count, selected: values.index, isAtFirst: values.anchor == nil
      ) { list[$0].value }
    }
  }
}

extension ScopePage {
  fileprivate var searched: SearchedList? {
    guard focus != .map, count(focus) > 0 else { return nil }
    let cursor = cursor(focus)
    return SearchedList(
      count: count(focus), selected: cursor.index, isAtFirst: cursor.anchor == nil
    ) { index in
      switch id(index, in: focus) {
      case .metric(let name): Self.text(name.key, name.tags)
      case .tag(let key, let value): "\(key)=\(value)"
      case .instance: Self.text(slowest[index].id ?? "", slowest[index].tags)
      case .unaccounted: "in no timer"
      case .moreOfTag(let key): key
      case .line: ""
      }
    }
  }

  private static func text(_ name: String, _ tags: [TagText]) -> String {
    tags.reduce(name) { "\($0) \($1.key)=\($1.value)" }
  }
}

extension String {
  /// With straight quotes where the screen is ASCII.
  fileprivate func plainQuotes(_ glyphs: Glyphs) -> String {
    glyphs.isASCII ? String(map { "\u{201C}\u{201D}".contains($0) ? "\"" : $0 }) : self
  }
}
