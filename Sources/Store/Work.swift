/// How much was looked at so far, counted in things: by it one can tell what an answer costs on any
/// machine.
///
/// A frame's share must depend on what is new and what is in view, and not on how many scopes are held.
/// Not counted are what costs the same for each frame (cells, columns in force) and lists that are
/// copied as a whole, such as that of the chunks held.
package struct Work: Equatable, Sendable {
  /// Rows of chunks that were read, or taken in or out of figures.
  package var rows = 0
  /// Looks at a chunk, and looks for a group in one.
  package var lookups = 0

  /// What both looked at together.
  package static func + (a: Work, b: Work) -> Work {
    Work(rows: a.rows + b.rows, lookups: a.lookups + b.lookups)
  }

  /// What was looked at since.
  package static func - (a: Work, b: Work) -> Work {
    Work(rows: a.rows - b.rows, lookups: a.lookups - b.lookups)
  }
}
