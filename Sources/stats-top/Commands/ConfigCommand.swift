import ArgumentParser

/// `stats-top config`: which settings file is read and whether it is right, or one to begin with.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check the settings file, or print one to begin with.",
    discussion: """
      For example:
        mkdir -p ~/.config/stats-top
        stats-top config --print-default > ~/.config/stats-top/config.toml
      """)

  @Flag(help: "Print a file with every setting and every key as they are without one.")
  var printDefault = false

  @Option(help: ArgumentHelp("The settings file to check.", valueName: "file"))
  var config: String?

  func validate() throws {
    if printDefault, config != nil {
      throw ValidationError("Name either --print-default or --config, not both.")
    }
  }

  func run() throws {
    let text = printDefault ? Settings().fileText : try check()
    guard System.print(text) else {
      throw ExitStatus.inputOutput.saying("The settings could not be written.")
    }
  }

  private func check() throws -> String {
    guard let path = config ?? SettingsFile.standardPath else {
      return "There is no home folder to look for settings in.\n"
    }
    return try SettingsFile.readIfThere(named: config) == nil
      ? "There is no \(path): everything is as it is without settings.\n" : "\(path) is right.\n"
  }
}
