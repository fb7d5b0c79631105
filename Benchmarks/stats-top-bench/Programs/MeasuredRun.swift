import Foundation

/// A program that was run to its end, and what it took, as `measured-run` says.
struct MeasuredRun {
  let status: Int
  let wallSeconds: Double
  /// Of all its threads.
  let processorSeconds: Double
  /// The most memory that it had.
  let peakBytes: Double
  /// What it wrote.
  let output: Data

  /// - Parameters:
  ///   - words: the program, by its path or as found in PATH, and its arguments.
  ///   - cores: how many cores it may use.
  init(_ words: [String], cores: Int) throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "stats-top-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "measured-run")
    process.arguments = ["\(cores)", file.path] + words
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let figures = said.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard figures.count == 4 else { throw MeasuredRunError(program: words[0], status: nil) }
    status = Int(figures[0])
    guard status == 0 else { throw MeasuredRunError(program: words[0], status: status) }
    (wallSeconds, processorSeconds, peakBytes) = (figures[1], figures[2], figures[3])
    self.output = try Data(contentsOf: file)
  }
}

/// A program that could not be run, or failed.
struct MeasuredRunError: Error, CustomStringConvertible {
  let program: String
  let status: Int?

  var description: String {
    status.map { "\(program) ended with status \($0)." } ?? "\(program) could not be run."
  }
}
