import Foundation

/// Made-up recordings: lines of about 365 bytes with three tags and eight metrics, the same in each
/// run.
struct Recording {
  /// Distinct names; each has three hosts, so there are three times as many series.
  private let names: Int
  private var random = SplitMix(seed: 88)
  private var number = 0

  init(names: Int = 40) { self.names = names }

  enum Ending {
    case told, onArrival
  }

  /// The next line, its end included. Durations of a name spread over a factor of a hundred.
  ///
  /// - Parameter ending: whether it says when its scope finished, a thousand of them a second. Else
  ///   it is the moment of arrival.
  mutating func line(_ ending: Ending) -> String {
    let (name, drawn) = (number % names, random.next())
    let micros = 200 + UInt64(name % 997) * 90 + drawn % 1_000 * (1 + drawn >> 10 % 20)
    let milliseconds = 1_763_800_000_000 + number
    let end =
      switch ending {
      case .onArrival: ""
      case .told:
        """
        "end":\(milliseconds / 1_000).\(Self.digits(UInt64(milliseconds % 1_000), 3)),
        """
      }
    defer { number += 1 }
    return """
      {"scope":"GET /route/\(name)","dur":0.\(Self.digits(micros, 6)),\(end)\
      "id":"\(String(number, radix: 16))","tags":{"service":"api","host":"web-\(number % 3)"},\
      "counters":{"requests":1,"rows":\(drawn >> 15 % 50),"hits":7,\
      "cache.misses":[{"value":3,"tags":{"type":"redis"}}]},"timers":{\
      "render":{"count":1,"total_dur":0.0031},"auth":{"count":1,"total_dur":0.0004},\
      "json":{"count":1,"total_dur":0.0002},"db":{"count":3,"total_dur":0.0081}}}\n
      """
  }

  /// Lines as datagrams of twenty, to be taken in over and over: they finish on arrival.
  static func datagrams(lines: Int) -> [[UInt8]] {
    var recording = Recording()
    return (0..<lines / 20).map { _ in
      (0..<20).flatMap { _ in Array(recording.line(.onArrival).utf8) }
    }
  }

  private static func digits(_ number: UInt64, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  /// A file of so many lines in a folder, made if it is not there yet.
  static func file(lines: Int, in folder: URL) throws -> URL {
    let file = folder.appending(path: "recording-\(lines).jsonl")
    if FileManager.default.fileExists(atPath: file.path) { return file }
    // Whole or not at all: a file that was cut short would be measured ever after.
    let half = folder.appending(path: "recording-\(lines).half")
    _ = FileManager.default.createFile(atPath: half.path, contents: nil)
    let handle = try FileHandle(forWritingTo: half)
    var (recording, block) = (Recording(), Data())
    for number in 1...lines {
      block.append(contentsOf: recording.line(.told).utf8)
      guard block.count > 1 << 20 || number == lines else { continue }
      try handle.write(contentsOf: block)
      block.removeAll(keepingCapacity: true)
    }
    try handle.close()
    try FileManager.default.moveItem(at: half, to: file)
    return file
  }
}
