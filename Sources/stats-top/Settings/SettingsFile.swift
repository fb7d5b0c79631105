import ArgumentParser

/// Where settings are read from.
enum SettingsFile {
  /// A file longer than this is none of settings.
  private static let bytesMax = 1 << 20

  /// The file that is read where none is named: nil where there is no home to look in. A path that is
  /// not absolute is to be left out of account, by the XDG Base Directory Specification.
  static var standardPath: String? {
    if let folder = System.environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/stats-top/config.toml"
    }
    return System.environment("HOME").map { $0 + "/.config/stats-top/config.toml" }
  }

  /// The settings of a file that was named, or of the standard one; without any, the standard ones.
  ///
  /// - Throws: as `readIfThere`.
  static func read(named name: String?) throws -> Settings {
    try readIfThere(named: name) ?? Settings()
  }

  /// The settings of a file that was named, which has to be there, or of the standard one; nil where
  /// that is not there.
  ///
  /// - Throws: `ExitCode`, after a sentence, when it cannot be read or has a mistake.
  static func readIfThere(named name: String?) throws -> Settings? {
    guard let path = name ?? standardPath else { return nil }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try System.contents(ofFile: path, bytesMax: bytesMax)
    } catch {
      if name == nil, error.isMissingFile { return nil }
      throw ExitStatus.noInput.saying("Cannot read \(path): \(error.text).")
    }
    do throws(SettingsFault) {
      return try Settings(parsing: bytes)
    } catch {
      throw ExitStatus.badInput.saying(error.text(file: path))
    }
  }
}
