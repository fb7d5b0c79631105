import ArgumentParser
import Datagram
import Store

/// `stats-top emit`: sends one scope, for scripts and for trying things out.
struct Emit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send one scope.",
    discussion: "For example: stats-top emit backup --dur 3.2s --tag host=a --timer copy=12:2.9s")

  @Argument(help: "The name of the scope.")
  var name: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long it took, for example 120ms.", valueName: "duration"),
    transform: {
      try Span(argument: $0).orInvalid("it is a length of time such as 120ms, 3.2s or 2m.")
    })
  var dur: Span

  @Option(
    help: ArgumentHelp("A tag of the scope.", valueName: "key=value"),
    transform: { try KeyValue(argument: $0).orInvalid("a tag is key=value, such as host=a.") })
  var tag: [KeyValue] = []

  @Option(
    help: ArgumentHelp("A counter.", valueName: "key=number"),
    transform: {
      try CounterArgument(argument: $0).orInvalid("a counter is key=number, such as files=120.")
    })
  var count: [CounterArgument] = []

  @Option(
    help: ArgumentHelp("A timer.", valueName: "key=calls:total"),
    transform: {
      try TimerArgument(argument: $0)
        .orInvalid("a timer is key=calls:total, such as db.query=3:8.1ms.")
    })
  var timer: [TimerArgument] = []

  @Option(help: ArgumentHelp("The scope failed, with this kind of error.", valueName: "kind"))
  var error: String?

  @Option(help: ArgumentHelp("A request id.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("Where to send it.", valueName: "host:port"))
  var to = Addresses.standardText

  func validate() throws {
    if name.isEmpty { throw ValidationError("A scope needs a name that is not empty.") }
  }

  func run() throws {
    let address = try Addresses.parse(to)
    do {
      let sender = try DatagramSender(to: address)
      guard sender.send(Array(line.utf8).span.bytes) == .sent else {
        throw ExitStatus.inputOutput.saying("The scope could not be sent to \(address).")
      }
    } catch let error as DatagramError {
      throw ExitStatus.unavailable.saying(error.description)
    }
  }

  /// The scope as one line of the wire format.
  var line: String {
    var json = JSONWriter()
    json.object { json in
      json.member("v", 1)
      json.member("scope", name)
      json.member("dur", seconds: dur.duration)
      if let id { json.member("id", id) }
      if let error { json.member("error", error) }
      members("tags", tag, of: &json) { json, tag in json.member(tag.key, tag.value) }
      members("counters", count, of: &json) { json, count in
        json.member(count.key, count.number)
      }
      members("timers", timer, of: &json) { json, timer in
        json.key(timer.key)
        json.object { json in
          json.member("count", timer.calls)
          json.member("total_dur", seconds: timer.total)
        }
      }
    }
    return json.text + "\n"
  }

  private func members<Element>(
    _ key: String, _ elements: [Element], of json: inout JSONWriter,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    json.key(key)
    json.object { json in
      for element in elements { write(&json, element) }
    }
  }
}

extension Optional {
  /// What was typed, read.
  ///
  /// - Throws: what it should have been, where it could not be.
  fileprivate func orInvalid(_ sentence: String) throws -> Wrapped {
    guard let self else { throw ValidationError(sentence) }
    return self
  }
}

/// `KEY=NUMBER` as typed.
struct CounterArgument {
  let key: String
  let number: Double

  init?(argument: String) {
    guard let pair = KeyValue(argument: argument), let number = Double(pair.value),
      number.isFinite
    else { return nil }
    key = pair.key
    self.number = number
  }
}

/// `KEY=CALLS:TOTAL` as typed, for example `db.query=3:8.1ms`.
struct TimerArgument {
  let key: String
  let calls: UInt64
  let total: Duration

  init?(argument: String) {
    guard let pair = KeyValue(argument: argument) else { return nil }
    let parts = pair.value.split(separator: ":")
    guard parts.count == 2, let calls = UInt64(parts[0]),
      let total = Span(argument: String(parts[1]))?.duration
    else { return nil }
    key = pair.key
    self.calls = calls
    self.total = total
  }
}
