// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: language mode 6, and no warning is left standing.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "stats-top",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ScopedStats", targets: ["ScopedStats"]),
    .library(name: "ScopedStatsTesting", targets: ["ScopedStatsTesting"]),
    .executable(name: "stats-top", targets: ["stats-top"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // What programs add to themselves. It depends on nothing outside this package.
    .target(name: "ScopedStats", dependencies: ["Datagram"], swiftSettings: strict),
    .target(name: "ScopedStatsTesting", dependencies: ["ScopedStats"], swiftSettings: strict),

    // The two edges and the wiring between them: the only code that talks to the system.
    .target(name: "CDatagram"),
    .target(name: "Datagram", dependencies: ["CDatagram"], swiftSettings: strict),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CNcurses",
      providers: [.apt(["libncursesw5-dev"]), .brew(["ncurses"])]
    ),
    .target(name: "CursesTerminal", dependencies: ["CNcurses", "TextUI"], swiftSettings: strict),
    .executableTarget(
      name: "stats-top",
      dependencies: [
        "CMalloc", "ScopedStats", "Datagram", "Intake", "Store", "TextUI", "Dashboard",
        "CursesTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),

    // The pure middle: no clock, no environment, no terminal, no socket.
    .target(name: "Intake", swiftSettings: strict),
    .target(name: "Store", dependencies: ["Intake"], swiftSettings: strict),
    .target(name: "TextUI", swiftSettings: strict),
    .target(
      name: "Dashboard", dependencies: ["Intake", "Store", "TextUI"], swiftSettings: strict),

    // What `make bench` runs: not built by anything else.
    .target(name: "CYardstick", path: "Benchmarks/CYardstick"),
    .executableTarget(
      name: "stats-top-bench",
      dependencies: [
        "CYardstick", "Datagram", "Intake", "Store", "TextUI", "Dashboard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/stats-top-bench", swiftSettings: strict),

    .testTarget(
      name: "ScopedStatsTests", dependencies: ["ScopedStats", "ScopedStatsTesting", "Datagram"],
      swiftSettings: strict),
    .testTarget(name: "DatagramTests", dependencies: ["Datagram"], swiftSettings: strict),
    .testTarget(name: "IntakeTests", dependencies: ["Intake"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["Store", "Intake"], swiftSettings: strict),
    .testTarget(name: "TextUITests", dependencies: ["TextUI"], swiftSettings: strict),
    // What its tests run on a terminal of their own.
    .executableTarget(
      name: "terminal-probe", dependencies: ["CursesTerminal", "TextUI"],
      path: "Tests/TerminalProbe", swiftSettings: strict),
    .testTarget(
      name: "CursesTerminalTests", dependencies: ["terminal-probe"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests", dependencies: ["Dashboard", "Intake", "Store", "TextUI"],
      exclude: ["Goldens"],
      swiftSettings: strict),
    .testTarget(
      name: "StatsTopTests", dependencies: ["stats-top", "Datagram", "Intake"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// A program that depends on this package gets the library alone: the tool, its tests, and what they
// depend on are then neither fetched nor looked at. While versions are chosen, the manifest is read
// out of the repository, and has no folder; after that, out of the checkout.
let folder = Context.packageDirectory
if ["/.build/checkouts/", "/SourcePackages/checkouts/"].contains(where: folder.contains)
  || folder == "/"
{
  let library: Set<String> = ["ScopedStats", "ScopedStatsTesting", "Datagram", "CDatagram"]
  package.products.removeAll { !library.contains($0.name) }
  package.targets.removeAll { !library.contains($0.name) }
  package.dependencies = []
}
