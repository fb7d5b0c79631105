import Foundation

/// What Python measured a moment ago: the library that this one is modelled on, orjson, and `json`
/// with `sendto`. Those that are not installed are missing.
struct PythonYardsticks {
  private var runs: [String: [Double]] = [:]

  /// Nothing.
  init() {}

  /// Runs the script with an interpreter.
  ///
  /// - Parameter port: where its datagrams go.
  init(interpreter: String, script: String, runs count: Int, port: UInt16) throws {
    let process = Process()
    process.executableURL = URL(filePath: interpreter)
    process.arguments = [script, String(count), String(port)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchError(description: "\(script) failed.")
    }
    runs = try JSONDecoder().decode([String: [Double]].self, from: text)
  }

  subscript(name: String) -> Row.Yardstick? {
    runs[name].map { Row.Yardstick(name: "Python \(name)", runs: $0) }
  }
}
