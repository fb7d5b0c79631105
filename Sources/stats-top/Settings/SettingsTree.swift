import CTOML

/// A settings file as it was written: names, values, and the place of each.
struct SettingsTree {
  /// A line and a column, both from 1; columns are characters.
  struct Place: Hashable, Comparable, Sendable {
    var line: Int
    var column: Int

    static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
  }

  struct Value {
    indirect enum Content {
      case text(String)
      case whole(Int64)
      case number(Double)
      case flag(Bool)
      case list([Value])
      case table([Member])
      case date
    }

    let content: Content
    let place: Place
  }

  struct Member {
    let name: String
    let place: Place
    let value: Value
  }

  /// In the order of the file.
  let members: [Member]

  /// Reads TOML.
  ///
  /// - Throws: `SettingsFault`, with the place, for what is not TOML.
  init(parsing text: [UInt8]) throws(SettingsFault) {
    let document = text.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { ctoml_read($0.baseAddress, $0.count) }
    }
    defer { ctoml_release(document) }
    var (line, column) = (UInt32(0), UInt32(0))
    if let mistake = ctoml_mistake(document, &line, &column) {
      throw SettingsFault(
        Self.sentence(String(cString: mistake)), at: Place(line: Int(line), column: Int(column)))
    }
    let parts = (0..<ctoml_count(document)).map { ctoml_part(document, $0) }
    var index = 0
    members = Self.members(parts, &index, depth: 0)
  }

  /// toml++ begins with what it was about to do: its reader is told what is wrong.
  private static func sentence(_ mistake: String) -> String {
    let text = mistake.firstRange(of: ": ").map { mistake[$0.upperBound...] } ?? mistake[...]
    // An end of line is a control character to it.
    let isOpen = text.hasPrefix("unescaped control characters")
    return "this is not TOML: "
      + (isOpen ? "a text does not end on its line, or has a control character in it." : "\(text).")
  }

  private static func members(
    _ parts: [CTOMLPart], _ index: inout Int, depth: Int32
  ) -> [Member] {
    var members: [Member] = []
    while index < parts.count, parts[index].depth == depth {
      let part = parts[index]
      let name = String(part.key, part.keyLength)
      let place = Place(line: Int(part.keyLine), column: Int(part.keyColumn))
      members.append(Member(name: name, place: place, value: value(parts, &index)))
    }
    return members.sorted { $0.place < $1.place }
  }

  private static func value(_ parts: [CTOMLPart], _ index: inout Int) -> Value {
    let part = parts[index]
    index += 1
    let content: Value.Content =
      switch part.kind {
      case CTOMLText: .text(String(part.text, part.textLength))
      case CTOMLWhole: .whole(part.whole)
      case CTOMLNumber: .number(part.number)
      case CTOMLFlag: .flag(part.flag)
      case CTOMLTable: .table(members(parts, &index, depth: part.depth + 1))
      case CTOMLList: .list(elements(parts, &index, depth: part.depth + 1))
      default: .date
      }
    return Value(content: content, place: Place(line: Int(part.line), column: Int(part.column)))
  }

  private static func elements(
    _ parts: [CTOMLPart], _ index: inout Int, depth: Int32
  ) -> [Value] {
    var elements: [Value] = []
    while index < parts.count, parts[index].depth == depth { elements.append(value(parts, &index)) }
    return elements
  }
}

/// What is wrong with a settings file, and where.
struct SettingsFault: Error, Hashable {
  /// Begins small, as it follows the place, and ends with a full stop.
  let sentence: String
  let place: SettingsTree.Place?

  init(_ sentence: String, at place: SettingsTree.Place?) {
    self.sentence = sentence
    self.place = place
  }

  /// After the file's name: `config.toml:3:1: there is no setting…`.
  func text(file: String) -> String {
    let at = place.map { "\(file):\($0.line):\($0.column)" } ?? file
    return "\(at): \(sentence)"
  }
}

extension String {
  /// Text that a C library holds, UTF-8 and not ended by a zero.
  fileprivate init(_ start: UnsafePointer<CChar>?, _ count: Int) {
    let bytes = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
    self = bytes.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
  }
}
