/// Why a line was not taken. The raw value is its name in reports.
package enum LineRejection: String, Error, CaseIterable {
  case notJSON = "not_json"
  case notUTF8 = "not_utf8"
  case missingScope = "missing_scope"
  case missingDuration = "missing_dur"
  case wrongType = "wrong_type"
  case outOfRange = "out_of_range"
  case tooDeep = "too_deep"
  case cut = "cut"

  var place: Int {
    switch self {
    case .notJSON: 0
    case .notUTF8: 1
    case .missingScope: 2
    case .missingDuration: 3
    case .wrongType: 4
    case .outOfRange: 5
    case .tooDeep: 6
    case .cut: 7
    }
  }

  /// One sentence for people.
  package var explanation: String {
    switch self {
    case .notJSON: "the line is not a JSON object"
    case .notUTF8: "the line is not UTF-8"
    case .missingScope: "the line has no scope, or an empty one"
    case .missingDuration: "the line has no dur"
    case .wrongType: "a field has the wrong type or lacks a part"
    case .outOfRange: "a number is negative, not finite or out of its range"
    case .tooDeep: "the line nests deeper than 16 levels"
    case .cut: "the datagram was cut, or the line is longer than 65,535 bytes"
    }
  }
}
