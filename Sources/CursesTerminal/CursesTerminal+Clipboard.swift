import CNcurses
import TextUI

extension CursesTerminal {
  /// Paints every cell anew at the next frame, whatever the terminal is believed to show.
  package mutating func redraw() {
    forgetShown()
    cncurses_redraw_all()
  }

  /// Puts text on the clipboard of the machine that the terminal is on, which over ssh is not this
  /// one, by the sequence OSC 52 (xterm's control sequences, "Manipulate Selection Data").
  ///
  /// No terminal says whether it did so: some have to be told that they may, and most take no more
  /// than about 75 kB. See `Multiplexer` for what stands between us and the terminal.
  package func copy(_ text: String) {
    let sequence = "\u{1B}]52;c;\(Base64.encode(text.utf8))\u{7}"
    send(Multiplexer.inForce.wrapped(sequence))
  }
}

/// A program between us and the terminal, which takes sequences that it does not know for its own.
enum Multiplexer {
  case none
  /// With `set-clipboard` it takes the plain sequence itself and hands it on; with
  /// `allow-passthrough` it takes a wrapped one, which also reaches a tmux around it.
  case tmux
  /// Hands on what is wrapped in a device control string, unread, and gives up on long ones.
  case screen

  /// The longest piece that every GNU screen takes: 256 bytes before 2014, 768 since, less its frame.
  private static let screenPieceBytes = 248

  /// The innermost one. Variables of both are set where one runs inside the other: then `TERM` tells.
  static var inForce: Multiplexer {
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    if getenv("TMUX") != nil, getenv("STY") == nil || type.hasPrefix("tmux") { return .tmux }
    return getenv("STY") == nil ? .none : .screen
  }

  func wrapped(_ sequence: String) -> String {
    switch self {
    case .none: return sequence
    case .tmux: return sequence + "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\"
    case .screen:
      var result = ""
      var rest = Substring(sequence)
      while !rest.isEmpty {
        result += "\u{1B}P\(rest.prefix(Self.screenPieceBytes))\u{1B}\\"
        rest = rest.dropFirst(Self.screenPieceBytes)
      }
      return result
    }
  }
}

/// Base64 by RFC 4648.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)

  static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var group: UInt32 = 0
    var count = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        append(group, digits: 4, to: &text)
        (group, count) = (0, 0)
      }
    }
    if count > 0 {
      append(group << UInt32(8 * (3 - count)), digits: count + 1, to: &text)
      text.append(contentsOf: repeatElement("=", count: 3 - count))
    }
    return String(text)
  }

  /// Appends the first digits of a group of 24 bits.
  private static func append(
    _ group: UInt32, digits count: Int, to text: inout String.UnicodeScalarView
  ) {
    for index in 0..<count { text.append(digits[Int(group >> UInt32(18 - 6 * index)) & 63]) }
  }
}
