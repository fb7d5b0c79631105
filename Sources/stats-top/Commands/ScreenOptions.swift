import ArgumentParser
import Dashboard
import Store
import TextUI

/// The options of the dashboard that `demo` has too. What is not typed is as the settings file says.
struct ScreenOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How far back figures look, such as 90s, 2m, 1h or all (default: 1m).", valueName: "window"),
    transform: window)
  var window: Window?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What scopes, names and answers may take (default: 256M).", valueName: "size"))
  var memory: ByteCount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How often figures move (default: 250ms).", valueName: "duration"))
  var refresh: Span?

  @Flag(inversion: .prefixedNo, help: "Draw with ASCII only.")
  var ascii: Bool?

  @Option(
    help: ArgumentHelp(
      "The colours: auto, the default, reads on dark and light; dark and light are for such a "
        + "background; high-contrast paints its own black; colour-blind is blue against orange; terminal "
        + "uses the terminal's own eight.",
      valueName: "name"), transform: Theme.named)
  var theme: Theme?

  @Flag(
    inversion: .prefixedNo,
    help: "Draw with colours, or without as with NO_COLOR in the environment.")
  var color: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Answer the mouse, or leave it to the terminal, so that it selects text as ever.")
  var mouse: Bool?

  @Option(
    help: ArgumentHelp(
      "The settings file (default: ~/.config/stats-top/config.toml).", valueName: "file"))
  var config: String?

  /// A window as typed.
  ///
  /// - Throws: usage, in one sentence.
  private static func window(_ text: String) throws -> Window {
    guard let window = Window(text: text) else { throw ValidationError(Window.complaint) }
    return window
  }

  func validate() throws {
    if let memory, memory.bytes < Settings.memoryMinBytes {
      throw ValidationError("--memory is at least 8M.")
    }
    if let refresh, !Model.refreshRange.contains(refresh.duration) {
      throw ValidationError("--refresh is from 100ms to 5s.")
    }
  }

  /// The settings file with what was typed laid over it.
  ///
  /// - Throws: `ExitCode`, after a sentence, when the file cannot be read or has a mistake.
  func settings(with query: QueryOptions) throws -> Settings {
    var settings = try SettingsFile.read(named: config)
    query.overlay(on: &settings)
    if let window { settings.window = window }
    if let memory { settings.memoryBytes = memory.bytes }
    if let refresh { settings.refresh = refresh.duration }
    if let ascii { settings.isASCII = ascii }
    if let theme { settings.theme = theme }
    if let color { settings.colour = color ? .always : .never }
    if let mouse { settings.hasMouse = mouse }
    return settings
  }
}
