import Intake

/// A request of the made-up shop as a line of the wire format.
struct ShopLine {
  private let request: ShopRequest
  private let end: Timestamp
  private let source: String
  private let sequence: Int

  init(_ request: ShopRequest, end: Timestamp, source: String, sequence: Int) {
    self.request = request
    self.end = end
    self.source = source
    self.sequence = sequence
  }

  /// Appends the line with its end. All names in the shop are plain ASCII, so none needs escaping.
  func append(to lines: inout [UInt8]) {
    let isJob = request.name.hasPrefix("job:")
    let status = request.error == nil ? 200 : 500
    var text = #"{"v":1,"scope":"\#(request.name)","dur":\#(seconds(request.totalMilliseconds))"#
    text += #","end":\#(end.microseconds / 1_000_000).\#(sixDigits(end.microseconds % 1_000_000))"#
    text += #","id":"\#(request.id)","tags":{"service":"\#(request.service)""#
    for tag in request.tags { text += #","\#(tag.key)":"\#(tag.value)""# }
    text += isJob ? "}" : #","status":\#(status)}"#
    if let error = request.error { text += #","error":"\#(error)""# }
    text += #","counters":{"# + object(request.counters.map { ($0.key, $0.tags, counter($0)) })
    text += #"},"timers":{"# + object(request.timers.map { ($0.key, $0.tags, timer($0)) })
    text += #"},"src":"\#(source)","seq":\#(sequence)}"#
    lines.append(contentsOf: text.utf8)
    lines.append(UInt8(ascii: "\n"))
  }

  private func object(_ entries: [(key: String, tags: [String: String], body: String)]) -> String {
    entries.map { entry in
      let tags = entry.tags.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
      let suffix = tags.isEmpty ? "" : #","tags":{\#(tags)}"#
      return #""\#(entry.key)":[{\#(entry.body)\#(suffix)}]"#
    }.joined(separator: ",")
  }

  private func counter(_ counter: (key: String, tags: [String: String], value: Double)) -> String {
    #""value":\#(Int(counter.value))"#
  }

  private func timer(_ timer: ShopRequest.Timer) -> String {
    #""count":\#(Int(timer.calls)),"total_dur":\#(seconds(timer.totalMilliseconds))"#
  }

  /// Milliseconds as seconds with six digits after the point.
  private func seconds(_ milliseconds: Double) -> String {
    let microseconds = Int64((milliseconds * 1_000).rounded())
    return "\(microseconds / 1_000_000).\(sixDigits(microseconds % 1_000_000))"
  }

  private func sixDigits(_ number: Int64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
