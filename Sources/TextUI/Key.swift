/// A key press, as a terminal can tell it.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// Control and a letter, lower case: `.control("c")`.
  case control(Character)
  case enter, escape, backspace, delete, insert, tab, backTab
  case up, down, left, right, pageUp, pageDown, home, end
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case function(Int)
}

/// What a terminal has to say.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  case resized(Size)
  /// The terminal is gone, or somebody asked the program to end.
  case closed
}
