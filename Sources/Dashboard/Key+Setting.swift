import TextUI

/// Keys as a settings file spells them.
extension Key {
  /// `x`, `G`, `space`, `page-up`, `ctrl-l`, `f3`.
  package var settingName: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(" "): "ctrl-space"
    case .control(let letter): "ctrl-\(letter)"
    case .function(let number): "f\(number)"
    default: Self.named.first { $0.key == self }?.name ?? ""
    }
  }

  /// Reads what `settingName` writes, in small letters or capitals where that makes no difference.
  /// Keys that a terminal cannot tell apart are the same key: `ctrl-m` is Enter.
  package init?(settingName text: String) {
    let name = text.lowercased()
    if text.count == 1, let character = text.first {
      guard TextWidth.of(text) > 0 else { return nil }
      self = .character(character)
    } else if name == "space" {
      self = .character(" ")
    } else if let key = Self.named.first(where: { $0.name == name })?.key ?? Self.others[name] {
      self = key
    } else if name.hasPrefix("ctrl-"), let key = Self.controlKey(name.dropFirst(5)) {
      self = key
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), 1...63 ~= number {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static func controlKey(_ rest: Substring) -> Key? {
    switch rest {
    case "space": .control(" ")
    case "h": .backspace
    case "i": .tab
    case "j", "m": .enter
    case "[": .escape
    default:
      rest.count == 1
        ? rest.first.flatMap { "abcdefghijklmnopqrstuvwxyz\\]^_".contains($0) ? .control($0) : nil }
        : nil
    }
  }

  private static let named: [(name: String, key: Key)] = [
    ("enter", .enter), ("escape", .escape), ("backspace", .backspace), ("delete", .delete),
    ("insert", .insert), ("tab", .tab), ("shift-tab", .backTab), ("up", .up), ("down", .down),
    ("left", .left), ("right", .right), ("page-up", .pageUp), ("page-down", .pageDown),
    ("home", .home), ("end", .end), ("shift-up", .shiftUp), ("shift-down", .shiftDown),
    ("shift-left", .shiftLeft), ("shift-right", .shiftRight),
  ]

  /// Other spellings that people will try.
  private static let others: [String: Key] = [
    "return": .enter, "esc": .escape, "del": .delete, "ins": .insert, "pgup": .pageUp,
    "pgdn": .pageDown, "backtab": .backTab,
  ]
}
