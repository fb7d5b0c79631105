/// What a mouse did over the screen, as a terminal can tell it. Only the left button and the wheel
/// are told of: the others are the terminal's own.
package struct Mouse: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case press, release
    /// Moved to another cell with the button down.
    case drag
    case wheelUp, wheelDown
  }

  package var action: Action
  /// The cell under the pointer; it may lie outside of a screen that has just shrunk.
  package var point: Point

  package init(_ action: Action, at point: Point) {
    self.action = action
    self.point = point
  }
}
