import ScopedStats
import Synchronization

/// The pages of the books that were asked for lately.
///
/// It holds at most `capacity` pages. When there is one more, the half that was not asked for
/// longest is dropped, so that the sort is paid for once in `capacity / 2` misses.
final class BookCache: Sendable {
  private struct Entry {
    let page: BookPage
    var lastUse: UInt64
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var uses: UInt64 = 0
  }

  private let capacity: Int
  private let state = Mutex(State())

  init(capacity: Int) {
    precondition(capacity > 1, "BUG: a cache that holds nothing")
    self.capacity = capacity
  }

  /// The page of a book, if it is held. Counts a hit or a miss.
  func page(ofBook id: Int) -> BookPage? {
    let page: BookPage? = state.withLock { state in
      state.uses += 1
      state.entries[id]?.lastUse = state.uses
      return state.entries[id]?.page
    }
    incr(page == nil ? "cache.misses" : "cache.hits", tags: ["cache": "books", "type": "memory"])
    return page
  }

  /// Holds a page, and drops others when there are too many.
  func keep(_ page: BookPage, ofBook id: Int) {
    state.withLock { state in
      state.uses += 1
      state.entries[id] = Entry(page: page, lastUse: state.uses)
      guard state.entries.count > capacity else { return }
      let oldestKept = state.entries.values.map(\.lastUse).sorted()[capacity / 2]
      state.entries = state.entries.filter { $0.value.lastUse >= oldestKept }
    }
  }

  /// Forgets a book whose stock or price has changed.
  func forget(book id: Int) {
    state.withLock { _ = $0.entries.removeValue(forKey: id) }
  }
}
