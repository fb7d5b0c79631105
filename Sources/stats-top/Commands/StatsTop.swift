import ArgumentParser

/// The command line's root. Without a subcommand it is `live`.
@main
struct StatsTop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats-top",
    abstract: "See which of your programs' requests are slow right now, and why.",
    discussion: """
      Programs send one line of JSON per finished request to UDP port 8127. Try it:

        echo '{"scope":"backup","dur":3.2}' >/dev/udp/127.0.0.1/8127

      Without a subcommand it is the dashboard: 'stats-top help live' lists its options, as
      --listen, --window, --filter and --theme.
      """,
    version: "0.1.0",
    subcommands: [Live.self, ReportCommand.self, Emit.self, Demo.self, ConfigCommand.self],
    defaultSubcommand: Live.self)
}
