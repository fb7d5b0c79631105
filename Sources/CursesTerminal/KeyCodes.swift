import CNcurses
import TextUI

/// What ncurses reads, as keys.
enum KeyCodes {
  /// A key that is no character, by ncurses's code; nil for one nobody here has a use for.
  static func key(code: Int32) -> Key? {
    if code > KEY_F0, code <= KEY_F0 + 63 { return .function(Int(code - KEY_F0)) }
    return named[code]
  }

  /// A key that is a character; nil for what no keyboard sends.
  static func key(scalar value: UInt32) -> Key? {
    switch value {
    case 0: return .control(" ")
    case 8, 127: return .backspace
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    case 1...31: return control(value)
    case 0x80..<0xa0: return nil
    default: return Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  /// Tells ncurses the sequences that terminals send though their descriptions leave them out.
  static func defineMissing() {
    for (sequence, code) in sequences where key_defined(sequence) == 0 {
      define_key(sequence, code)
    }
  }

  /// Tells ncurses how a mouse's report begins.
  static func defineMouse() {
    define_key("\u{1b}[<", mouseCode)
    define_key("\u{1b}[M", olderMouseCode)
  }

  /// The form of the report that a code begins; nil for all other codes.
  static func mouseForm(code: Int32) -> MouseReport.Form? {
    switch code {
    case mouseCode: .sgr
    case olderMouseCode: .older
    default: nil
    }
  }

  /// Codes of our own, beyond those that ncurses gives to the keys of a terminal's description.
  private static let mouseCode = KEY_MAX + 3_001
  private static let olderMouseCode = KEY_MAX + 3_002

  private static func control(_ value: UInt32) -> Key? {
    let letter = Unicode.Scalar(value + 0x40).map { Character($0) }
    return letter.map { .control(Character($0.lowercased())) }
  }

  private static let named: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_SR: .shiftUp,
    KEY_SF: .shiftDown, KEY_SLEFT: .shiftLeft, KEY_SRIGHT: .shiftRight, KEY_PPAGE: .pageUp,
    KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end, KEY_A1: .home, KEY_C1: .end,
    KEY_A3: .pageUp, KEY_C3: .pageDown, KEY_BTAB: .backTab, KEY_ENTER: .enter,
    KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert,
  ]

  /// As xterm, rxvt, tmux and the Linux console send them.
  private static let sequences: [(String, Int32)] = [
    ("\u{1b}[1;2A", KEY_SR), ("\u{1b}[1;2B", KEY_SF), ("\u{1b}[1;2D", KEY_SLEFT),
    ("\u{1b}[1;2C", KEY_SRIGHT), ("\u{1b}[a", KEY_SR), ("\u{1b}[b", KEY_SF),
    ("\u{1b}[d", KEY_SLEFT), ("\u{1b}[c", KEY_SRIGHT), ("\u{1b}[A", KEY_UP),
    ("\u{1b}[B", KEY_DOWN), ("\u{1b}[C", KEY_RIGHT), ("\u{1b}[D", KEY_LEFT),
    ("\u{1b}OA", KEY_UP), ("\u{1b}OB", KEY_DOWN), ("\u{1b}OC", KEY_RIGHT), ("\u{1b}OD", KEY_LEFT),
    ("\u{1b}[H", KEY_HOME), ("\u{1b}[F", KEY_END), ("\u{1b}OH", KEY_HOME), ("\u{1b}OF", KEY_END),
    ("\u{1b}[1~", KEY_HOME), ("\u{1b}[4~", KEY_END), ("\u{1b}[7~", KEY_HOME),
    ("\u{1b}[8~", KEY_END), ("\u{1b}[Z", KEY_BTAB), ("\u{1b}OM", KEY_ENTER),
  ]
}
