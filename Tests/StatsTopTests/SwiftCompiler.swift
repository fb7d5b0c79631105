import Foundation
import Testing

/// The compiler of the toolchain that `swift` in the path belongs to, set to what was built with them.
enum SwiftCompiler {
  private static let program = "swiftc"

  /// Where the toolchain keeps its libraries, those for manifests among them.
  private static func resources() throws -> URL {
    let information = try JSONSerialization.jsonObject(
      with: Data(try Command(program, ["-print-target-info"]).output.utf8))
    let paths = (information as? [String: Any])?["paths"] as? [String: Any]
    return URL(filePath: try #require(paths?["runtimeResourcePath"] as? String))
  }

  /// The folder with what was built beside the tests.
  private static let products = Repository.program.deletingLastPathComponent()

  /// Says what is wrong with the files, as one module; nothing where nothing is.
  static func complaints(about files: [URL], options: [String]) throws -> String {
    let arguments =
      [
        "-typecheck", "-wmo", "-parse-as-library", "-swift-version", "6", "-suppress-warnings",
        // What one file imports must not help another: they are programs of their own.
        "-enable-upcoming-feature", "MemberImportVisibility",
      ]
      + ["-module-cache-path", products.appending(path: "ModuleCache").path]
      + options + files.map(\.path)
    let run = try Command(program, arguments)
    return run.status == 0 ? "" : run.output + run.errors + "\nstatus \(run.status)"
  }

  /// What makes the package's modules, and of its macros those that are on, known to the compiler.
  static func packageOptions() throws -> [String] {
    var options = ["-I", products.appending(path: "Modules").path]
    // What was built for the macros, and not for the program, is the same modules once more.
    for folder in try FileManager.default.contentsOfDirectory(atPath: products.path).sorted()
    where !folder.hasSuffix("-tool.build") {
      let map = products.appending(path: "\(folder)/module.modulemap").path
      if folder.hasSuffix(".build"), FileManager.default.fileExists(atPath: map) {
        options += ["-Xcc", "-fmodule-map-file=\(map)"]
      }
    }
    for trait in Snippet.PackageTrait.allCases where trait.isOn {
      options.append("-D\(trait.rawValue)")
    }
    if Snippet.PackageTrait.macros.isOn {
      let plugin = products.appending(path: "ScopedStatsMacros-tool").path
      options += ["-load-plugin-executable", "\(plugin)#ScopedStatsMacros"]
    }
    return options
  }

  /// What makes manifests known to it.
  static func manifestOptions() throws -> [String] {
    let interface = try resources().appending(path: "pm/ManifestAPI").path
    return ["-I", interface, "-package-description-version", "6.2.0"]
  }
}
