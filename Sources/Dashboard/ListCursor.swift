import TextUI

/// The selected line of a list, and the part of the list that is in view.
///
/// A list whose order changes under the reader must not move the selection to another line. So the
/// cursor remembers *which* line is selected, and where it was only for when that line is gone.
/// Until it has been moved it stays on the first line, whichever that is: the slowest.
///
///     top ──▶ ┌──────────┐
///             │          │
///     index ─▶│▌selected │  always in view
///             └──────────┘ top + page
struct ListCursor<ID: Hashable & Sendable>: Sendable {
  /// The line that is held on to; nil while the cursor stays on the first line.
  private(set) var anchor: ID?
  /// The selected line, counted from the first of the list.
  private(set) var index = 0
  /// The first line in view.
  private(set) var top = 0

  /// Finds the selected line again in a list that may have changed.
  ///
  /// Cost: one comparison while the line stays where it was, else one a line.
  /// - Parameter page: how many lines are in view.
  mutating func settle(count: Int, page: Int, id: (Int) -> ID) {
    if let anchor {
      if index >= count || id(index) != anchor {
        index = (0..<count).first { id($0) == anchor } ?? min(index, max(0, count - 1))
      }
      self.anchor = count > 0 ? id(index) : anchor
    } else {
      index = 0
      top = 0
    }
    bringIntoView(count: count, page: page)
  }

  /// Selects another line, as far as the list reaches.
  mutating func move(by lines: Int, count: Int, page: Int, id: (Int) -> ID) {
    guard count > 0 else { return }
    index = min(max(0, index + min(max(-count, lines), count)), count - 1)
    anchor = id(index)
    bringIntoView(count: count, page: page)
  }

  /// Lets go of the selected line: from here on, the first one is selected, whichever it is.
  mutating func moveToFirst() {
    anchor = nil
    index = 0
    top = 0
  }

  /// The line and the first one in view for a table, whose page may have another length than at the
  /// last `settle`.
  func position(count: Int, page: Int) -> ListPosition {
    var copy = self
    copy.bringIntoView(count: count, page: page)
    return ListPosition(selected: copy.index, offset: copy.top)
  }

  private mutating func bringIntoView(count: Int, page: Int) {
    let page = max(1, page)
    top = min(top, index)
    if index >= top + page { top = index - page + 1 }
    top = max(0, min(top, count - page))
  }
}
