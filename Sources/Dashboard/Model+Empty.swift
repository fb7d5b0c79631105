import Intake
import Store
import TextUI

extension Model {
  /// Why there is nothing to rank, and what to do about it.
  func drawEmpty(into screen: inout Screen, in body: Rect) {
    let margin = body.size.columns < 60 ? 1 : 3
    let width = body.size.columns - 2 * margin
    let lines = (store.tally.accepted == 0 ? firstRunLines(width: width) : emptyLines)
      .flatMap { $0.wrapped(to: width) }
    let top = body.origin.row + Swift.max(0, (body.size.rows - lines.count) / 3)
    for (offset, line) in lines.prefix(body.size.rows).enumerated() {
      screen.put(line, at: Point(row: top + offset, column: margin), width: width)
    }
  }

  private var emptyLines: [StyledText] {
    if !query.filter.isEmpty, totals.groupsAll > 0 {
      return [
        StyledText("No scope matches the filter.", .strong), "",
        "f switches it off, / changes it.",
      ]
    }
    guard window != .everything else { return [StyledText("No scopes are held.", .strong)] }
    let when = freeze.map {
      let time = Show.clock($0.now, utcOffsetSeconds: options.utcOffsetSeconds)
      return "in the \(window.text) up to \(time)"
    }
    return [
      StyledText("No scope finished \(when ?? "in the last \(window.text)").", .strong), "",
      "w looks further back.",
    ]
  }

  private func firstRunLines(width: Int) -> [StyledText] {
    var lines = [StyledText("Nothing has come in yet. Listening on", .strong)]
    lines += options.addresses.map { StyledText("  " + $0) }
    if store.tally.rejectedCount > 0 {
      lines += ["", StyledText("! Lines came, but none could be taken: ! says why.", .warning)]
    }
    let commands = options.addresses.lazy.compactMap { Self.bashTest(address: $0) }
    if let (echo, target) = commands.first {
      lines += ["", "Try it, from bash:"]
      // A line that has to be broken still works when it is pasted.
      let whole = "  \(echo) \(target)"
      lines +=
        TextWidth.of(whole) <= width
        ? [StyledText(whole, .accent)]
        : [StyledText("\(echo) \\", .accent), StyledText("  \(target)", .accent)]
    }
    let how = "A program sends one line of JSON for each scope it finishes, by UDP: "
    return lines + ["", StyledText(how + "the library ScopedStats does, any language can.", .dim)]
  }

  /// The shortest useful line, and how bash alone sends it to an address; nil for one that it can't.
  static func bashTest(address: String) -> (echo: String, target: String)? {
    let words = address.split(separator: " ")
    guard words.count == 2, words[0] == "udp", let colon = words[1].lastIndex(of: ":") else {
      return nil
    }
    var host = words[1][..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    // What listens everywhere is reached at this machine.
    let target = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
    let port = words[1][words[1].index(after: colon)...]
    return ("echo '{\"scope\":\"backup\",\"dur\":3.2}'", ">/dev/udp/\(target)/\(port)")
  }
}

extension StyledText {
  /// The text on as many rows as it takes, broken at blanks. Of several pieces, all in the style of
  /// the first.
  fileprivate func wrapped(to width: Int) -> [StyledText] {
    guard self.width > width, let style = spans.first?.style else { return [self] }
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if TextWidth.of(last) + 1 + TextWidth.of(word) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { StyledText([Span($0, style)]) }
  }
}
