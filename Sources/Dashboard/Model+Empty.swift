import Intake
import Store
import TextUI

extension Model {
  /// Why there is nothing to rank, and what to do about it.
  func drawEmpty(into screen: inout Screen, in body: Rect) {
    let margin = body.size.columns < 60 ? 1 : 3
    let width = body.size.columns - 2 * margin
    let isFirstRun = store.tally.accepted == 0
    let lines =
      isFirstRun ? firstRunLines(Size(rows: body.size.rows, columns: width)) : emptyLines(width)
    let top = body.origin.row + Swift.max(0, (body.size.rows - lines.count) / 3)
    for (offset, line) in lines.prefix(body.size.rows).enumerated() {
      screen.put(line, at: Point(row: top + offset, column: margin), width: width)
    }
  }

  /// Why no scope is shown, and the way out.
  func emptyLines(_ width: Int) -> [StyledText] { emptyLines.flatMap { $0.wrapped(to: width) } }

  private var emptyLines: [StyledText] {
    if !query.filter.isEmpty, totals.groupsAll > 0 {
      let head = StyledText("No scope matches the filter.", .strong)
      // While it is typed, keys are text; and what is wrong with the text is said above.
      if filterLine.editing?.error != nil { return [head] }
      let obstacles = scopes.obstacles.map { StyledText($0) }
      return [head] + obstacles
        + (filterLine.editing == nil ? ["", StyledText(filterWayOut)] : [])
    }
    guard window != .everything else { return [StyledText("No scopes are held.", .strong)] }
    let when = freeze.map {
      let time = Show.clock($0.now, utcOffsetSeconds: options.utcOffsetSeconds)
      return "in the \(window.text) up to \(time)"
    }
    return [
      StyledText("No scope finished \(when ?? "in the last \(window.text)").", .strong), "",
      "\(keyName(of: .nextWindow)) looks further back.",
    ]
  }

  /// What to do about a filter that hides everything.
  private var filterWayOut: String {
    "\(keyName(of: .toggleFilters)) switches the filter off, \(keyName(of: .editFilter)) changes it."
  }

  /// What to do before anything has come in. Every command may be pasted as it stands; where there
  /// are few rows the blank ones go first, then what is said last.
  private func firstRunLines(_ size: Size) -> [StyledText] {
    var blocks = [[StyledText("Nothing has come in yet. Listening on", .strong)]]
    blocks[0] += options.addresses.map { StyledText("  " + $0) }
    if store.tally.rejectedCount > 0 {
      let key = keyName(of: .problems)
      blocks.append([
        StyledText("! Lines came, but none could be taken: \(key) says why.", .warning)
      ])
    }
    if store.tally.refused.count > 0 {
      let sender = store.tally.refused.lastSender
      blocks.append([
        StyledText("! Datagrams came from \(sender), which --allow leaves out.", .warning)
      ])
    } else if let test = testLines(width: size.columns) {
      blocks.append(test)
    }
    blocks += [libraryLines(width: size.columns), demoLines]
    let wrapped = blocks.map { $0.flatMap { $0.wrapped(to: size.columns) } }
    let airy = Array(wrapped.joined(separator: [""]))
    return airy.count <= size.rows ? airy : Array(wrapped.joined())
  }

  private func testLines(width: Int) -> [StyledText]? {
    if let (echo, target) = options.addresses.lazy.compactMap(Self.bashTest).first {
      return ["Try it, from bash:"] + Self.command([echo, target], width: width)
    }
    guard let socket = options.addresses.first(where: { $0.hasPrefix("unix:") }) else { return nil }
    let quoted = socket.contains { !($0.isLetter || $0.isNumber || "/._-:".contains($0)) }
    let path = quoted ? "'" + socket.replacing("'", with: "'\\''") + "'" : socket
    return ["Try it, from a shell:"]
      + Self.command(["stats-top emit backup --dur 3.2s", "--to \(path)"], width: width)
  }

  /// A command; broken where it has no room, so that it still works when it is pasted.
  private static func command(_ parts: [String], width: Int) -> [StyledText] {
    let whole = "  " + parts.joined(separator: " ")
    if TextWidth.of(whole) <= width { return [StyledText(whole, .accent)] }
    return parts.enumerated().map { index, part in
      StyledText((index > 0 ? "  " : "") + part + (index < parts.count - 1 ? " \\" : ""), .accent)
    }
  }

  /// How a program sends its scopes. Where there is room, as it is typed into a Swift program.
  private func libraryLines(width: Int) -> [StyledText] {
    guard width >= 64 else {
      return [
        StyledText("A program: withScope(\"backup\") { … } of the library ScopedStats.", .dim)
      ]
    }
    return [
      "From a Swift program, with the product ScopedStats of this package:",
      StyledText("  .package(url: \"…/stats-top\", from: \"0.1.0\")", .accent),
      StyledText("  try await withScope(\"backup\") { … }", .accent),
      StyledText("From any other: one line of JSON for each scope, by UDP.", .dim),
    ]
  }

  private var demoLines: [StyledText] {
    ["See it at work: " + StyledText("stats-top demo", .accent)]
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
    return text.wrapped(to: width).map { StyledText([Span($0, style)]) }
  }
}
