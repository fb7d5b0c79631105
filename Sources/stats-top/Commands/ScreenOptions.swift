import ArgumentParser
import Store
import TextUI

/// The options of the dashboard that `demo` has too.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How far back figures look, such as 90s, 2m, 1h or all (default: 1m).", valueName: "window"),
    transform: window)
  var window = Window.oneMinute

  @Option(help: ArgumentHelp("What scopes, names and answers may take.", valueName: "size"))
  var memory = ByteCount(bytes: 256 << 20)

  @Option(help: ArgumentHelp("How often figures move.", valueName: "duration"))
  var refresh = Span(.milliseconds(250))

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "The colours: auto, the default, reads on dark and light; dark and light are for such a "
        + "background; high-contrast paints its own black; colour-blind is blue against orange; terminal "
        + "uses the terminal's own eight.",
      valueName: "name"), transform: Theme.named)
  var theme = Theme.auto

  @Flag(help: "Draw without colours, as with NO_COLOR in the environment.")
  var noColor = false

  @Flag(help: "Leave the mouse to the terminal, so that it selects text as ever.")
  var noMouse = false

  /// A window as typed.
  ///
  /// - Throws: usage, in one sentence.
  private static func window(_ text: String) throws -> Window {
    guard let window = Window(text: text) else { throw ValidationError(Window.complaint) }
    return window
  }

  /// Below this there is no room for what one second of a busy program sends.
  private static let memoryMin = 8 << 20

  func validate() throws {
    if memory.bytes < Self.memoryMin { throw ValidationError("--memory is at least 8M.") }
    if refresh.duration <= .zero { throw ValidationError("--refresh is more than zero.") }
  }
}
