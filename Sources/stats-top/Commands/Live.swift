import ArgumentParser
import Datagram
import Store

/// `stats-top live`, which is also `stats-top` alone: the dashboard.
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch scopes live in the terminal (the default).")

  @Option(
    help: ArgumentHelp(
      "Where to listen, more than once for several addresses (default: \(Addresses.standardText)).",
      valueName: "host:port|unix:path"))
  var listen: [String] = []

  @Option(
    help: ArgumentHelp(
      "Hear only senders in this network, more than once for several (default: everybody who can reach the address).",
      valueName: "cidr"))
  var allow: [NetworkArgument] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(ReceiverCount.help, valueName: "number"))
  var receivers: ReceiverCount?

  @OptionGroup var query: QueryOptions
  @OptionGroup var screen: ScreenOptions

  /// Words that no option takes. As the default command it is given those that are no command.
  @Argument(help: .hidden)
  var words: [String] = []

  func run() throws {
    try refuseWords()
    var settings = try screen.settings(with: query)
    if !listen.isEmpty { settings.listen = try Addresses.parse(listen) }
    if !allow.isEmpty { settings.allow = allow }
    if let receivers { settings.receivers = receivers.count }
    try LiveSession(settings: settings).run()
  }

  /// Refuses `words`; not while they are parsed, so that a misspelt option is told of, and not its value.
  private func refuseWords() throws {
    guard let word = words.first else { return }
    let names = StatsTop.configuration.subcommands.map {
      $0.configuration.commandName ?? "\($0)".lowercased()
    }
    throw ValidationError(
      "\"\(word)\" is no command and no option: the commands are \(names.joined(separator: ", ")); "
        + "an address comes after --listen.")
  }
}
