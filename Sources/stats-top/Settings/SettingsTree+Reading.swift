/// Values as the kinds that settings have; each throws a sentence that says what was expected.
extension SettingsTree.Value {
  /// A text; where a number is natural, the number as it is written.
  func text(orNumber takesNumber: Bool = false, of name: String) throws(SettingsFault) -> String {
    switch content {
    case .text(let text): return text
    case .whole(let number) where takesNumber: return "\(number)"
    case .number(let number) where takesNumber: return "\(number)"
    default: throw wrongKind(name, "a text in quotes")
    }
  }

  func flag(of name: String) throws(SettingsFault) -> Bool {
    guard case .flag(let flag) = content else { throw wrongKind(name, "true or false") }
    return flag
  }

  /// A list of texts with their places; a single one may stand without brackets.
  func texts(of name: String) throws(SettingsFault) -> [(text: String, place: SettingsTree.Place)] {
    switch content {
    case .text(let text): return [(text, place)]
    case .list(let values):
      var texts: [(String, SettingsTree.Place)] = []
      for value in values {
        guard case .text(let text) = value.content else {
          throw value.wrongKind(name, "a list of texts in quotes")
        }
        texts.append((text, value.place))
      }
      return texts
    default: throw wrongKind(name, "a list of texts in quotes")
    }
  }

  func members(of name: String) throws(SettingsFault) -> [SettingsTree.Member] {
    guard case .table(let members) = content else { throw wrongKind(name, "a table, [\(name)]") }
    return members
  }

  private func wrongKind(_ name: String, _ expected: String) -> SettingsFault {
    SettingsFault("\(name) has to be \(expected), and this is \(kind).", at: place)
  }

  private var kind: String {
    switch content {
    case .text: "a text"
    case .whole, .number: "a number"
    case .flag: "true or false"
    case .list: "a list"
    case .table: "a table"
    case .date: "a date or a time"
    }
  }
}
