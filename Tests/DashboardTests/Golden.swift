import Foundation
import Testing
import TextUI

/// Holds a screen against its golden, a text file beside the tests: what it says, then its styles.
///
/// A golden that is missing is written and fails, so that it is looked at before it counts. To draw
/// one anew, delete it and run the tests twice.
func expectGolden(
  _ screen: Screen, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/\(name).txt")
  let text = screen.goldenText
  guard let golden = try? String(contentsOf: url, encoding: .utf8) else {
    try text.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("\(name) had no golden: written, to be looked at", sourceLocation: sourceLocation)
    return
  }
  guard golden != text else { return }
  let difference = zip(golden.split(separator: "\n"), text.split(separator: "\n"))
    .first { $0 != $1 }.map { "was  \($0)\nis   \($1)" }
  Issue.record(
    "\(name) looks different:\n\(difference ?? "another length")\n\n\(text)",
    sourceLocation: sourceLocation)
}

let sizes = [
  Size(rows: 12, columns: 40), Size(rows: 24, columns: 80), Size(rows: 40, columns: 120),
]

extension Size: CustomTestStringConvertible {
  package var testDescription: String { "\(columns)x\(rows)" }
}
