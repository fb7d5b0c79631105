import Dashboard
import Datagram
import Store
import TextUI

/// One name of the settings file: what it says, how it is read, how it is written.
struct Setting {
  let name: String
  /// What it is for, in lines of a comment.
  let comment: [String]
  let read: (SettingsTree.Value, inout Settings) throws(SettingsFault) -> Void
  /// The value as TOML.
  let text: (Settings) -> String

  /// In the order in which they are printed. `[keys]` is apart: it is a table.
  static var all: [Setting] { intake + query + screen }

  private static var intake: [Setting] {
    [
      Setting(
        name: "listen", comment: ["Where to listen: \"HOST:PORT\", \"unix:PATH\", or several."],
        read: { value, settings throws(SettingsFault) in
          let addresses = try value.each(of: "listen") { try DatagramAddress(parsing: $0) }
          if addresses.isEmpty { throw SettingsFault("listen names no address.", at: value.place) }
          settings.listen = addresses
        }, text: { list($0.listen.map(\.description)) }),
      Setting(
        name: "allow",
        comment: [
          "Hear only senders in these networks, such as \"10.0.0.0/8\"; empty: everybody who can",
          "reach the address.",
        ],
        read: { value, settings throws(SettingsFault) in
          settings.allow = try value.each(of: "allow") { text in
            guard let network = NetworkArgument(argument: text) else {
              throw Unread("\(text) is not a network such as 10.0.0.0/8.")
            }
            return network
          }
        }, text: { list($0.allow.map(\.text)) }),
      Setting(
        name: "receivers",
        comment: [
          "How many sockets with a thread each share an address, 1 to \(ReceiverCount.max): more take in",
          "more, where there are cores for them. On Linux; elsewhere there is one.",
        ],
        read: { value, settings throws(SettingsFault) in
          let text = try value.text(orNumber: true, of: "receivers")
          guard let receivers = ReceiverCount(argument: text) else {
            throw SettingsFault(
              "receivers is a number from 1 to \(ReceiverCount.max).", at: value.place)
          }
          settings.receivers = receivers.count
        }, text: { "\($0.receivers)" }),
      Setting(
        name: "memory", comment: ["What scopes, names and answers may take, at least 8M."],
        read: { value, settings throws(SettingsFault) in
          let text = try value.text(orNumber: true, of: "memory")
          guard let size = ByteCount(argument: text) else {
            throw SettingsFault("memory is a size such as 256M or 2G.", at: value.place)
          }
          guard size.bytes >= Settings.memoryMinBytes else {
            throw SettingsFault("memory is at least 8M.", at: value.place)
          }
          settings.memoryBytes = size.bytes
        }, text: { quoted(ByteCount(bytes: $0.memoryBytes).text) }),
    ]
  }

  private static var query: [Setting] {
    [
      Setting(
        name: "filter", comment: ["The filter to begin with, such as \"service=api dur>50ms\"."],
        read: { value, settings throws(SettingsFault) in
          let text = try value.text(of: "filter")
          do throws(FilterError) {
            _ = try Filter(parsing: text)
          } catch {
            throw SettingsFault("the filter does not parse: \(error.message)", at: value.place)
          }
          settings.filter = text
        }, text: { quoted($0.filter) }),
      Setting(
        name: "group-by", comment: ["Tags to group by as well as by name, such as [\"host\"]."],
        read: { value, settings throws(SettingsFault) in
          settings.groupBy = try value.texts(of: "group-by").map(\.text)
        }, text: { list($0.groupBy) }),
      Setting(
        name: "window", comment: ["How far back figures look: \"90s\", \"2m\", \"1h\", \"all\"."],
        read: { value, settings throws(SettingsFault) in
          guard let window = Window(text: try value.text(of: "window")) else {
            throw SettingsFault(Window.complaint, at: value.place)
          }
          settings.window = window
        }, text: { quoted($0.window.text) }),
      Setting(
        name: "sort", comment: ["The column to order by: \(names(SortKey.allCases))."],
        read: { value, settings throws(SettingsFault) in
          settings.sort = try value.oneOf(SortKey.self, of: "sort")
        }, text: { quoted($0.sort.rawValue) }),
      Setting(
        name: "columns",
        comment: [
          "The table's columns in order; also \"tag:KEY\", \"counter:KEY\", \"timer:KEY\"."
        ],
        read: { value, settings throws(SettingsFault) in
          var columns: [RankingColumn] = []
          for text in try value.texts(of: "columns") {
            guard let column = RankingColumn(name: text.text) else {
              throw SettingsFault(RankingColumn.complaint, at: text.place)
            }
            if !columns.contains(column) { columns.append(column) }
          }
          settings.columns = columns
        }, text: { list($0.columns.map(\.name)) }),
      Setting(
        name: "slow-above",
        comment: ["What a scope takes longer than this counts as harm, for the sort by above."],
        read: { value, settings throws(SettingsFault) in
          settings.slowAbove = try value.duration(of: "slow-above")
        }, text: { quoted(Span($0.slowAbove).text) }),
    ]
  }

  private static var screen: [Setting] {
    [
      Setting(
        name: "refresh", comment: ["How often figures move, 100ms to 5s."],
        read: { value, settings throws(SettingsFault) in
          settings.refresh = try value.duration(of: "refresh")
          guard Model.refreshRange.contains(settings.refresh) else {
            throw SettingsFault("refresh is from 100ms to 5s.", at: value.place)
          }
        }, text: { quoted(Span($0.refresh).text) }),
      Setting(
        name: "theme", comment: ["The colours: \(names(Theme.allCases))."],
        read: { value, settings throws(SettingsFault) in
          let isOtherEnglish = try value.text(of: "theme") == "color-blind"
          settings.theme =
            isOtherEnglish ? .colourBlind : try value.oneOf(Theme.self, of: "theme")
        }, text: { quoted($0.theme.rawValue) }),
      flag("ascii", "Draw with ASCII only.", \.isASCII),
      Setting(
        name: "no-color",
        comment: [
          "No colours, as with NO_COLOR in the environment, which counts where this is false."
        ],
        read: { value, settings throws(SettingsFault) in
          settings.colour = try value.flag(of: "no-color") ? .never : .asEnvironmentSays
        }, text: { "\($0.colour == .never)" }),
      flag("mouse", "Answer the mouse, or leave it to the terminal.", \.hasMouse),
    ]
  }

  private static func flag(
    _ name: String, _ comment: String, _ path: WritableKeyPath<Settings, Bool>
  ) -> Setting {
    Setting(
      name: name, comment: [comment],
      read: { value, settings throws(SettingsFault) in
        settings[keyPath: path] = try value.flag(of: name)
      }, text: { "\($0[keyPath: path])" })
  }

  private static func names<Name: RawRepresentable>(_ all: [Name]) -> String
  where Name.RawValue == String {
    all.map(\.rawValue).joined(separator: ", ")
  }

  /// A text as TOML.
  static func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.value(text)
    return json.text
  }

  /// A list of texts as TOML.
  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }
}

/// Why a text is not what a setting takes.
private struct Unread: Error {
  let description: String
  init(_ description: String) { self.description = description }
}

extension SettingsTree.Value {
  /// A list of what each of its texts stands for.
  fileprivate func each<Element>(
    of name: String, _ read: (String) throws -> Element
  ) throws(SettingsFault) -> [Element] {
    var elements: [Element] = []
    for (text, place) in try texts(of: name) {
      do {
        elements.append(try read(text))
      } catch let error as DatagramError {
        throw SettingsFault(error.description, at: place)
      } catch let error as Unread {
        throw SettingsFault(error.description, at: place)
      } catch {
        throw SettingsFault("\(name) cannot be \(text).", at: place)
      }
    }
    return elements
  }

  /// A length of time above zero; a bare number is seconds.
  fileprivate func duration(of name: String) throws(SettingsFault) -> Duration {
    let text = try text(orNumber: true, of: name)
    guard let span = Span(argument: text), span.duration > .zero else {
      throw SettingsFault("\(name) is a time such as 250ms or 1s, above zero.", at: place)
    }
    return span.duration
  }

  /// One of a few names.
  fileprivate func oneOf<Name: RawRepresentable & CaseIterable>(
    _ type: Name.Type, of setting: String
  ) throws(SettingsFault) -> Name where Name.RawValue == String {
    let text = try text(of: setting)
    if let name = Name(rawValue: text) { return name }
    let names = Name.allCases.map(\.rawValue)
    let meant = Spelling.nearest(to: text, among: names).map { "; did you mean \($0)?" }
    let choices = "; there are " + names.joined(separator: ", ") + "."
    throw SettingsFault("there is no \(setting) \(text)" + (meant ?? choices), at: place)
  }
}
