import TextUI

extension HelpPage {
  /// What moves in a line that is typed and deletes from it, as in a shell. The key map comes first: a
  /// key that it binds there does that.
  static let editing: [(keys: [Key], help: String)] = [
    ([.left, .control("b")], "to the left"),
    ([.right, .control("f")], "to the right"),
    ([.shiftLeft], "a word to the left"),
    ([.shiftRight], "a word to the right"),
    ([.home, .control("a")], "to the begin"),
    ([.end, .control("e")], "to the end"),
    ([.backspace, .control("h")], "delete what is before the cursor"),
    ([.delete, .control("d")], "delete what is under it"),
    ([.control("w")], "delete the word before it"),
    ([.control("u")], "delete all before it"),
    ([.control("k")], "delete all from it on"),
  ]

  static func editingSection(_ keyMap: KeyMap, glyphs: Glyphs) -> [Line] {
    let lines = editing.compactMap { line -> Line? in
      let keys = line.keys.filter { key in
        [KeyContext.filter, .find].contains { keyMap.action(for: key, in: $0) == nil }
      }
      let names = keys.map { $0.name(glyphs: glyphs) }
      return keys.isEmpty ? nil : .entry(names.joined(separator: " "), line.help)
    }
    return [.heading("WHILE ANYTHING IS TYPED")] + lines + [.blank]
  }
}
