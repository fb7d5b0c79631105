import Intake
import Store
import TextUI

/// The filter: the one in force, whether it is on, and the line in which it is being typed.
///
/// While it is typed, the last text that parses is in force already, so that the figures follow; but
/// for a last term that is only the begin of a key or of a value, which would hide everything.
/// What cannot happen: a filter in force that does not parse.
struct FilterLine: Sendable {
  /// The cells of the word before the line.
  static let labelWidth = 8

  /// The last filter that parsed.
  private(set) var applied: Filter
  /// Whether it is in force, or set aside for a while.
  private(set) var isOn = true
  /// Nil while nobody types.
  private(set) var editing: Editing?
  /// Why the last term was not added, if it was not.
  private(set) var lastError: FilterError?

  /// A filter that is being typed.
  struct Editing: Sendable {
    var editor: LineEditor
    /// What Escape goes back to, and the line of the ranking that was selected.
    let before: Filter
    let selected: ListCursor<GroupKey>
    let wasOn: Bool
    /// What is wrong with the text, if anything is.
    var error: FilterError?
    /// What could stand at the cursor, best first.
    var completions: [Completion] = []
    /// The completion that the arrows have chosen.
    var choice: Int?
  }

  init(_ filter: Filter) { applied = filter }

  /// Whether there is a filter, set aside.
  var isOff: Bool { !isOn && !applied.isEmpty }

  /// The filter that queries use.
  var inForce: Filter { isOn ? applied : .all }

  mutating func toggle() { isOn.toggle() }

  /// Opens the line, the filter's text in it and the cursor behind it.
  ///
  /// - Parameter selected: the ranking's cursor, which Escape puts back.
  mutating func beginEditing(catalog: Catalog, selected: ListCursor<GroupKey>) {
    // A blank to stand on: the next term can be typed, and completed, at once.
    let text = applied.isEmpty ? "" : applied.text + " "
    var editing = Editing(
      editor: LineEditor(text), before: applied, selected: selected, wasOn: isOn)
    editing.complete(from: catalog)
    self.editing = editing
    isOn = true
  }

  /// Puts a key's text into the line. Returns whether the filter in force is another one now.
  mutating func type(_ key: Key, catalog: Catalog) -> Bool {
    guard var editing else { return false }
    if editing.editor.text.isEmpty, key == .backspace {
      return end(keeping: true)
    }
    guard editing.editor.handle(key) else { return false }
    editing.complete(from: catalog)
    self.editing = editing
    return applyText(catalog)
  }

  /// Whether anything could stand at the cursor.
  var hasCompletions: Bool { editing?.completions.isEmpty == false }

  /// Takes over the chosen completion, or the first one.
  mutating func takeCompletion(catalog: Catalog) -> Bool {
    guard var editing, !editing.completions.isEmpty else { return false }
    let completion = editing.completions[editing.choice ?? 0]
    editing.editor.replace(completion.range, with: completion.text)
    editing.complete(from: catalog)
    self.editing = editing
    return applyText(catalog)
  }

  /// Moves the choice among the completions, past either end to none.
  mutating func choose(_ step: Int) {
    guard let editing, !editing.completions.isEmpty else { return }
    let count = editing.completions.count
    let next = (editing.choice ?? (step > 0 ? -1 : count)) + step
    self.editing?.choice = (0..<count).contains(next) ? next : nil
  }

  /// Empties the line.
  mutating func clear(catalog: Catalog) -> Bool {
    guard var editing else { return false }
    editing.editor.clear()
    editing.complete(from: catalog)
    self.editing = editing
    return applyText(catalog)
  }

  /// Closes the line. Returns whether the filter in force is another one now.
  mutating func end(keeping: Bool) -> Bool {
    guard let editing else { return false }
    self.editing = nil
    if keeping {
      applied = (try? Filter(parsing: editing.editor.text.trimmed)) ?? applied
    } else {
      applied = editing.before
      isOn = editing.wasOn
    }
    return true
  }

  /// Adds a term to the filter, and switches it on.
  ///
  /// - Parameter opposite: a term that gives way to it.
  mutating func add(_ term: String, insteadOf opposite: String? = nil) {
    lastError = nil
    isOn = true
    do throws(FilterError) {
      applied = try applied.appending(term, insteadOf: opposite)
    } catch {
      lastError = error
    }
  }

  /// Takes the typed text for the filter, if it parses.
  private mutating func applyText(_ catalog: Catalog) -> Bool {
    guard let text = editing?.editor.text else { return false }
    do throws(FilterError) {
      var filter = try Filter(parsing: text.trimmed)
      if !filter.isEmpty, catalog.isHalfTyped(text) {
        filter = filter.removing(termAt: filter.terms.count - 1)
      }
      editing?.error = nil
      guard filter != applied else { return false }
      applied = filter
      return true
    } catch {
      editing?.error = error
      return false
    }
  }
}

extension FilterLine.Editing {
  /// Asks the catalog what could stand at the cursor.
  mutating func complete(from catalog: Catalog) {
    completions = catalog.completions(of: editor.text, cursor: editor.cursor)
    choice = nil
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
