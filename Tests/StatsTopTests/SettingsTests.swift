import Dashboard
import Foundation
import Store
import TextUI
import Testing

@testable import stats_top

@Suite("Settings come from a file, and mistakes in it have their place")
struct SettingsTests {
  static func read(_ text: String) throws(SettingsFault) -> Settings {
    try Settings(parsing: Array(text.utf8))
  }

  @Test("the file that is printed reads back as the settings it was printed from")
  func defaultsReadBack() throws {
    var settings = try Self.read(Settings().fileText)
    // Every action stands there, with the keys that it has anyway.
    #expect(settings.keys.count == KeyMap.standard.lines.count)
    for line in KeyMap.standard.lines { #expect(settings.keys[line.name] == line.keys) }
    #expect(try settings.keyMap().lines == KeyMap.standard.lines)
    settings.keys = [:]
    #expect(settings == Settings())
  }

  @Test("settings that are not the standard ones read back too")
  func othersReadBack() throws {
    var settings = Settings()
    settings.listen = [.ipv4(0, port: 9), .unix(path: "/run/a \"b\"\\c.sock")]
    settings.allow = [try #require(NetworkArgument(argument: "10.0.0.0/8"))]
    settings.receivers = 4
    settings.filter = "path~^/a\\d \"two words\""
    settings.groupBy = ["host", "ü"]
    settings.window = .everything
    settings.sort = .errors
    settings.slowAbove = .seconds(2)
    settings.refresh = .milliseconds(1_500)
    settings.memoryBytes = 3 << 30
    settings.theme = .highContrast
    settings.isASCII = true
    settings.colour = .never
    settings.hasMouse = false
    settings.keys = ["freeze": [.function(2), .character("\"")], "copy": []]
    let read = try Self.read(settings.fileText)
    #expect(read.keys["freeze"] == settings.keys["freeze"])
    #expect(read.keys["copy"] == [])
    settings.keys = read.keys
    #expect(read == settings)
  }

  @Test("every setting and every action has a comment")
  func everythingExplained() {
    for setting in Setting.all { #expect(setting.comment.contains { !$0.isEmpty }) }
    for line in Settings().fileText.split(separator: "\n") { #expect(line.count < 140, "\(line)") }
  }

  @Test(
    "a mistake is one sentence with its line and column",
    arguments: [
      ("windw = \"1m\"", "1:1", "there is no setting windw; did you mean window?"),
      (
        "\n  zebra = 1", "2:3",
        "there is no setting zebra; stats-top config --print-default lists all."
      ),
      ("window = 5", "1:10", "window has to be a text in quotes, and this is a number."),
      ("mouse = \"no\"", "1:9", "mouse has to be true or false, and this is a text."),
      ("theme = \"drak\"", "1:9", "there is no theme drak; did you mean dark?"),
      (
        "listen = [\"127.0.0.1:1\", 5]", "1:26",
        "listen has to be a list of texts in quotes, and this is a number."
      ),
      ("filter = \"a~(\"", "1:10", "the filter does not parse: "),
      ("receivers = 0", "1:13", "receivers is a number from 1 to 64."),
      ("receivers = true", "1:13", "receivers has to be a text in quotes, and this is "),
      ("memory = \"1M\"", "1:10", "memory is at least 8M."),
      ("keys = 3", "1:8", "keys has to be a table, [keys], and this is a number."),
      ("a = \"x", "1:7", "this is not TOML: "),
      ("a = \"x\nb = 1", "1:7", "this is not TOML: a text does not end on its line"),
      ("ascii = true\nascii = true", "2:9", "this is not TOML: "),
      ("refresh = \"1ms\"", "1:11", "refresh is from 100ms to 5s."),
      ("[keys]\nfrieze = [\"x\"]", "2:1", "there is no action frieze; did you mean freeze?"),
      ("[keys]\ncopy = [\"y\", \"ctrl-ü\"]", "2:14", "there is no key ctrl-ü; "),
      (
        "[keys]\ncopy = [\"q\"]", "2:1",
        "the key q would do two things in scopes: "
      ),
      ("[keys]\nquit = []\nclose = []", "3:1", "neither close nor quit has a key"),
    ])
  func mistakes(_ text: String, _ place: String, _ sentence: String) {
    do throws(SettingsFault) {
      _ = try Self.read(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.text(file: "f").hasPrefix("f:\(place): \(sentence)"), "\(error)")
      #expect(error.sentence.hasSuffix(".") || error.sentence.hasSuffix("?"))
      #expect(!error.sentence.contains("\n"))
    }
  }

  @Test("two actions may change places")
  func keysSwapped() throws {
    let settings = try Self.read("[keys]\nfreeze = [\"t\"]\ntags = [\"space\", \"p\"]")
    #expect(try settings.keyMap().lines.first { $0.name == "tags" }?.keys.first == .character(" "))
  }

  @Test("what is no settings file at all is told, not trapped on", arguments: 1...4)
  func rubbish(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let text = Array(
      "[keys]\na.\"b\" = [{ c = 'd' }, 1.5e3, true]\n[[t]]\nx = \"\"\"\\u00e9\"\"\"\n".utf8)
    let signs = Array("[]{}=.,\"'\\#\n \0é-+_0".utf8)
    for _ in 0..<2_000 {
      var bytes = Array(text[..<Int(random.next() % UInt64(text.count + 1))])
      for _ in 0..<4 {
        let sign = signs[Int(random.next() % UInt64(signs.count))]
        bytes.insert(sign, at: Int(random.next() % UInt64(bytes.count + 1)))
      }
      #expect(throws: SettingsFault.self) { try Settings(parsing: bytes + Array("\n=".utf8)) }
    }
  }

  @Test(
    "broken heads of tables are mistakes like any other", arguments: ["[[[a]]]", "[[=", "[[[]]"])
  func brokenHeads(_ text: String) {
    #expect(throws: SettingsFault.self) { try Self.read(text) }
  }
}

@Suite("The settings file is found, and flags win over it")
struct SettingsFileTests {
  static func run(_ arguments: [String], home: TemporaryFolder) throws -> Command {
    try Command(
      "env", ["XDG_CONFIG_HOME=\(home.url.path)", Repository.program.path] + arguments)
  }

  @Test("a file that is named has to be there")
  func missingFile() throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    let run = try Self.run(["live", "--config", "/nowhere/x.toml"], home: home)
    #expect(run.status == 66)
    #expect(run.errors == "Cannot read /nowhere/x.toml: No such file or directory.\n")
    let check = try Self.run(["config"], home: home)
    #expect(check.status == 0)
    #expect(check.output.hasPrefix("There is no \(home.url.path)/stats-top/config.toml"))
  }

  @Test("a mistake in the standard file ends the program with a sentence and 65")
  func mistakeInFile() throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    try FileManager.default.createDirectory(
      at: home.url.appending(path: "stats-top"), withIntermediateDirectories: true)
    let file = home.file("stats-top/config.toml", "window = \"1m\"\nmuose = true\n")
    for command in ["live", "config"] {
      let run = try Self.run([command], home: home)
      #expect(run.status == 65)
      #expect(
        run.errors == "\(file.path):2:1: there is no setting muose; did you mean mouse?\n")
    }
  }

  @Test("--print-default prints a file that config finds right")
  func printDefault() throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    let printed = try Self.run(["config", "--print-default"], home: home)
    #expect(printed.status == 0)
    let file = home.file("c.toml", printed.output)
    let check = try Self.run(["config", "--config", file.path], home: home)
    #expect(check.output == "\(file.path) is right.\n")
  }

  @Test("what is typed wins over the file, and what is not typed stays as the file says")
  func flagsWin() throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    let file = home.file(
      "c.toml", "window = \"5m\"\nsort = \"max\"\nascii = true\nno-color = true\nfilter = \"a\"")
    let live = try Live.parse([
      "--config", file.path, "--window", "90s", "--no-ascii", "--color", "--filter", "",
    ])
    let settings = try live.screen.settings(with: live.query)
    #expect(settings.window.text == "90s")
    #expect(settings.sort == .max)
    #expect(!settings.isASCII)
    #expect(settings.colour == .always)
    #expect(settings.filter.isEmpty)
    #expect(settings.hasMouse)
  }

  @Test("keys and the filter of the file are in force on the screen")
  func fileInForce() async throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    let file = home.file("c.toml", "filter = \"host=a\"\n[keys]\nfreeze = [\"K\"]\n")
    let terminal = try Tmux()
    defer { terminal.close() }
    _ = try await terminal.startLive("--config '\(file.path)'")
    try await terminal.wait(for: "host=a")
    try terminal.type("K")
    try await terminal.wait(for: "FROZEN")
  }
}
