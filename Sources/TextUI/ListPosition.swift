/// Where a list is: which row is selected, and which is the first to be seen.
///
/// The offset moves only when the selection would leave the view, so that a list whose rows change
/// places does not jump about.
package struct ListPosition: Hashable, Sendable {
  package var selected: Int
  package private(set) var offset: Int

  package init(selected: Int = 0, offset: Int = 0) {
    self.selected = selected
    self.offset = offset
  }

  /// Brings selection and offset back inside a list of so many rows, so many of them to be seen.
  package mutating func settle(count: Int, visible: Int) {
    selected = max(0, min(selected, count - 1))
    let visible = max(1, visible)
    if selected < offset { offset = selected }
    if selected >= offset + visible { offset = selected - visible + 1 }
    offset = max(0, min(offset, count - visible))
  }

  /// The rows to be seen.
  package func range(count: Int, visible: Int) -> Range<Int> {
    let start = max(0, min(offset, count))
    return start..<max(start, min(count, start + max(0, visible)))
  }
}
