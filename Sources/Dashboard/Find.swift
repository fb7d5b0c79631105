import Store
import TextUI

/// What is looked for in the lists, and where that began.
///
///     F3 ─▶ typed: the line follows ─▶ Enter: n and N go on
///                     └─▶ Escape: back to where it began, no marks
struct Find: Sendable {
  /// The line in which it is typed; nil once it is kept.
  var editor: LineEditor?
  private(set) var text = ""
  /// The line that was selected when typing began; nil where that was the first one, whichever it is.
  var origin: Int?
  /// Whether no line of the list has it.
  var isMissing = false

  init(origin: Int?) {
    editor = LineEditor()
    self.origin = origin
  }

  /// What lines are held against, upper and lower case alike.
  var sought: String { text.lowercased() }

  /// Puts a key's text into the line. Returns whether something else is looked for now.
  mutating func type(_ key: Key) -> Bool {
    guard editor?.handle(key) == true, let typed = editor?.text, typed != text else { return false }
    text = typed
    return true
  }
}

/// A list as far as it is looked through: what its lines say, and which one is selected.
struct SearchedList {
  let count: Int
  let selected: Int
  /// Whether the selection stays on the first line, whichever that is.
  let isAtFirst: Bool
  let text: (Int) -> String

  /// The first line with a text, from one on in a direction, the ends joined; nil where there is none.
  func line(with sought: String, from start: Int, step: Int) -> Int? {
    (0..<count).lazy
      .map { ((start + step * $0) % count + count) % count }
      .first { text($0).lowercased().contains(sought) }
  }
}
