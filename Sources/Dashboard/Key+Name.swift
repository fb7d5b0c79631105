import TextUI

extension Key {
  /// The key as help and footer write it.
  func name(glyphs: Glyphs) -> String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let letter): "ctrl-\(letter)"
    case .enter: glyphs.isASCII ? "enter" : glyphs.enterKey
    case .escape: "esc"
    case .backspace: "backspace"
    case .delete: "del"
    case .insert: "ins"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .up: glyphs.isASCII ? "up" : "↑"
    case .down: glyphs.isASCII ? "down" : "↓"
    case .left: glyphs.isASCII ? "left" : "←"
    case .right: glyphs.isASCII ? "right" : "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "home"
    case .end: "end"
    case .shiftUp: "shift-up"
    case .shiftDown: "shift-down"
    case .shiftLeft: "shift-left"
    case .shiftRight: "shift-right"
    case .function(let number): "F\(number)"
    }
  }
}
