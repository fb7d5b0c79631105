import TextUI

/// Puts together what a terminal says of its mouse, character by character.
///
/// The form is xterm's "SGR" (private mode 1006): `ESC [ < button ; column ; row M`, and `m` when a
/// button is let go. It has no largest column, and it is text, which a UTF-8 reader cannot garble.
/// ncurses's own decoding is left alone: it turns presses into clicks by a timer, and knows the wheel
/// and the SGR form only where the terminal's description says so. A terminal that lacks mode 1006
/// answers in the older form, `ESC [ M` and three characters, each 32 more than what it says.
struct MouseReport {
  enum Form { case sgr, older }

  enum Step {
    case more
    /// The report is whole; nil for what nobody here has a use for.
    case whole(Mouse?)
    /// That is no report: the character is to be taken for a key.
    case broken
  }

  /// No screen is larger; whatever says more is no report.
  private static let numberMax = 100_000

  private let form: Form
  private var numbers = [0]

  init(_ form: Form) {
    self.form = form
    if form == .older { numbers = [] }
  }

  mutating func take(_ scalar: UInt32) -> Step {
    form == .sgr ? takeSGR(scalar) : takeOlder(scalar)
  }

  private mutating func takeSGR(_ scalar: UInt32) -> Step {
    switch scalar {
    case 0x30...0x39:
      let number = numbers[numbers.count - 1] * 10 + Int(scalar - 0x30)
      guard number < Self.numberMax else { return .broken }
      numbers[numbers.count - 1] = number
      return .more
    case 0x3b where numbers.count < 3:
      numbers.append(0)
      return .more
    case 0x4d where numbers.count == 3: return .whole(mouse(isRelease: false))
    case 0x6d where numbers.count == 3: return .whole(mouse(isRelease: true))
    default: return .broken
    }
  }

  private mutating func takeOlder(_ scalar: UInt32) -> Step {
    numbers.append(max(0, Int(scalar) - 32))
    guard numbers.count == 3 else { return .more }
    let isRelease = numbers[0] & 3 == 3 && numbers[0] < 64
    // It does not say which button was let go: it is taken for the left one.
    if isRelease { numbers[0] = 0 }
    return .whole(mouse(isRelease: isRelease))
  }

  /// The button's number has bits for Shift (4), Alt (8), Control (16), motion (32), the wheel (64).
  private func mouse(isRelease: Bool) -> Mouse? {
    let button = numbers[0] & ~(4 | 8 | 16)
    let action: Mouse.Action
    switch button {
    case 0: action = isRelease ? .release : .press
    case _ where isRelease: return nil
    case 32: action = .drag
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return Mouse(action, at: Point(row: max(0, numbers[2] - 1), column: max(0, numbers[1] - 1)))
  }
}
