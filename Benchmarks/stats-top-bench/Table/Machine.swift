import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What the figures were measured on, as far as the system tells.
struct Machine: Codable, CustomStringConvertible {
  var system: String
  var processor: String
  var cores: Int
  var memoryBytes: UInt64
  var swift: String
  /// When measuring began.
  var load: Double?

  /// - Parameter swift: the compiler's version, in its own words.
  init(swift: String) {
    var names = utsname()
    uname(&names)
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    system = "\(text(names.sysname)) \(text(names.release)) \(text(names.machine))"
    processor = Self.processorName(in: Self.contents(of: "/proc/cpuinfo"))
    cores = ProcessInfo.processInfo.activeProcessorCount
    memoryBytes = ProcessInfo.processInfo.physicalMemory
    self.swift = swift
    load = Self.load
  }

  /// The model as Linux names it; `unknown processor` elsewhere.
  static func processorName(in text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last
    return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
  }

  /// How many programs wanted a core, over the last minute.
  static var load: Double? {
    var loads = [0.0]
    return getloadavg(&loads, 1) == 1 ? loads[0] : nil
  }

  var description: String {
    let memory = Figure.text(Double(memoryBytes) / 1_073_741_824)
    return """
      \(processor), \(cores) cores, \(memory) GiB, \(system), \(swift), \
      load \(load.map(Figure.text) ?? "unknown")
      """
  }

  private static func contents(of path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
