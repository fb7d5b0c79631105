import Dashboard
import TextUI

extension Settings {
  /// Settings as a file has them, what it leaves out being as it is without one.
  ///
  /// - Throws: `SettingsFault`: the first mistake in the file.
  init(parsing text: [UInt8]) throws(SettingsFault) {
    self.init()
    let known = Setting.all
    for member in try SettingsTree(parsing: text).members {
      if member.name == "keys" {
        try readKeys(try member.value.members(of: "keys"))
      } else if let setting = known.first(where: { $0.name == member.name }) {
        try setting.read(member.value, &self)
      } else {
        throw Self.unknown("setting", member, among: known.map(\.name) + ["keys"])
      }
    }
  }

  /// The keys in force.
  func keyMap() throws(KeyMapFault) -> KeyMap { try KeyMap.standard.rebinding(keys) }

  private mutating func readKeys(_ members: [SettingsTree.Member]) throws(SettingsFault) {
    let names = KeyMap.standard.lines.map(\.name)
    for member in members {
      guard names.contains(member.name) else {
        throw Self.unknown("action", member, among: names)
      }
      var bound: [Key] = []
      for (text, place) in try member.value.texts(of: member.name) {
        guard let key = Key(settingName: text) else {
          throw SettingsFault(
            "there is no key \(text); keys are x, G, space, enter, f3, ctrl-l, page-up….",
            at: place)
        }
        if !bound.contains(key) { bound.append(key) }
      }
      keys[member.name] = bound
    }
    do throws(KeyMapFault) {
      _ = try keyMap()
    } catch {
      let concerned = members.last { error.names.contains($0.name) }
      throw SettingsFault(error.sentence, at: (concerned ?? members.last)?.place)
    }
  }

  private static func unknown(
    _ what: String, _ member: SettingsTree.Member, among names: [String]
  ) -> SettingsFault {
    let meant = Spelling.nearest(to: member.name, among: names)
    let rest =
      meant.map { "; did you mean \($0)?" } ?? "; stats-top config --print-default lists all."
    return SettingsFault("there is no \(what) \(member.name)" + rest, at: member.place)
  }

  /// A file with every setting and every key as they are here, each with a comment.
  var fileText: String {
    var lines = [
      "# Settings of stats-top. What the command line says wins over them.",
      "# They are read from $XDG_CONFIG_HOME/stats-top/config.toml, or where that is not set from",
      "# ~/.config/stats-top/config.toml, or from the file that --config names.",
      "",
    ]
    for setting in Setting.all {
      lines += setting.comment.map { "# " + $0 }
      lines += ["\(setting.name) = \(setting.text(self))", ""]
    }
    lines += [
      "# Keys, by what they do. A character stands for itself, capitals included; others are called",
      "# space, enter, escape, tab, up, page-down, shift-left, f3, ctrl-l. [] leaves an action",
      "# without a key.",
      "[keys]",
    ]
    var section = ""
    for line in KeyMap.standard.lines {
      if line.section != section { lines += ["", "# \(line.section)"] }
      section = line.section
      let bound = keys[line.name] ?? line.keys
      lines.append("\(line.name) = \(Setting.list(bound.map(\.settingName)))  # \(line.help)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
