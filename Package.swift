// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

/// Every target is held to the same rules: language mode 6, and no warning is left standing.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// What the library's extras need. Each has a trait of its own, all of them off by default, and what
/// is behind a trait that is off is not even fetched.
let extras: [Package.Dependency] = [
  .package(url: "https://github.com/swiftlang/swift-syntax", "600.0.1"..<"700.0.0"),
  .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
  .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
]

func syntax(_ product: String) -> Target.Dependency {
  .product(name: product, package: "swift-syntax", condition: .when(traits: ["Macros"]))
}

func tracing(_ product: String) -> Target.Dependency {
  .product(
    name: product, package: "swift-distributed-tracing", condition: .when(traits: ["Tracing"]))
}

func metrics(_ product: String) -> Target.Dependency {
  .product(name: product, package: "swift-metrics", condition: .when(traits: ["Metrics"]))
}

let package = Package(
  name: "stats-top",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ScopedStats", targets: ["ScopedStats"]),
    .library(name: "ScopedStatsTesting", targets: ["ScopedStatsTesting"]),
    .library(name: "ScopedStatsTracing", targets: ["ScopedStatsTracing"]),
    .library(name: "ScopedStatsMetrics", targets: ["ScopedStatsMetrics"]),
    .executable(name: "stats-top", targets: ["stats-top"]),
  ],
  traits: [
    .trait(
      name: "Macros", description: "@Timed, at the price of fetching and building swift-syntax."),
    .trait(name: "Tracing", description: "ScopedStatsTracing, for swift-distributed-tracing."),
    .trait(name: "Metrics", description: "ScopedStatsMetrics, for swift-metrics."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ] + extras,
  targets: [
    // What programs add to themselves. It depends on nothing outside this package.
    .target(
      name: "ScopedStats",
      dependencies: [
        "Datagram", .target(name: "ScopedStatsMacros", condition: .when(traits: ["Macros"])),
      ],
      swiftSettings: strict),
    .macro(
      name: "ScopedStatsMacros",
      dependencies: [
        syntax("SwiftCompilerPlugin"), syntax("SwiftDiagnostics"), syntax("SwiftSyntax"),
        syntax("SwiftSyntaxBuilder"), syntax("SwiftSyntaxMacros"),
      ],
      swiftSettings: strict),
    .target(name: "ScopedStatsTesting", dependencies: ["ScopedStats"], swiftSettings: strict),
    .target(
      name: "ScopedStatsTracing",
      dependencies: ["ScopedStats", tracing("Instrumentation"), tracing("Tracing")],
      swiftSettings: strict),
    .target(
      name: "ScopedStatsMetrics", dependencies: ["ScopedStats", metrics("CoreMetrics")],
      swiftSettings: strict),

    // The two edges and the wiring between them: the only code that talks to the system.
    .target(name: "CDatagram"),
    .target(name: "Datagram", dependencies: ["CDatagram"], swiftSettings: strict),
    // What wraps toml++, which reads the settings file, for Swift. Its header is the system's.
    .target(name: "CTOML"),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CNcurses",
      providers: [.apt(["libncursesw5-dev"]), .brew(["ncurses"])]
    ),
    .target(name: "CursesTerminal", dependencies: ["CNcurses", "TextUI"], swiftSettings: strict),
    .executableTarget(
      name: "stats-top",
      dependencies: [
        "CMalloc", "CTOML", "ScopedStats", "Datagram", "Intake", "Store", "TextUI", "Dashboard",
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
    .executableTarget(name: "measured-run", path: "Benchmarks/measured-run"),
    .executableTarget(
      name: "stats-top-bench",
      dependencies: [
        "CMalloc", "CYardstick", "Datagram", "Intake", "Store", "TextUI", "Dashboard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/stats-top-bench", swiftSettings: strict),

    .testTarget(
      name: "ScopedStatsTests", dependencies: ["ScopedStats", "ScopedStatsTesting", "Datagram"],
      swiftSettings: strict),
    // It must not depend on the macro itself: all tests would then be built for the host, as a part of
    // it, and SwiftPM forgets there that StatsTopTests waits for stats-top.
    .testTarget(
      name: "ScopedStatsMacrosTests", dependencies: ["ScopedStats"], swiftSettings: strict),
    .testTarget(
      name: "ScopedStatsAdapterTests",
      dependencies: [
        "ScopedStats", "ScopedStatsTesting", "ScopedStatsTracing", "ScopedStatsMetrics",
        tracing("Instrumentation"), tracing("Tracing"), metrics("CoreMetrics"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "BenchTests", dependencies: ["stats-top-bench", "Intake"], swiftSettings: strict),
    .testTarget(name: "DatagramTests", dependencies: ["Datagram"], swiftSettings: strict),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(
      name: "IntakeTests", dependencies: ["CAllocations", "Intake"], swiftSettings: strict),
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
      name: "StatsTopTests",
      dependencies: ["stats-top", "Dashboard", "Datagram", "Intake", "Store", "TextUI"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// A program that depends on this package gets the library alone: the tool, its tests, and what they
// depend on are then neither fetched nor looked at. While versions are chosen, the manifest is read
// out of the repository, and has no folder; after that, out of the checkout.
let folder = Context.packageDirectory
if ["/.build/checkouts/", "/SourcePackages/checkouts/"].contains(where: folder.contains)
  || folder == "/"
{
  let library: Set<String> = [
    "ScopedStats", "ScopedStatsMacros", "ScopedStatsMetrics", "ScopedStatsTesting",
    "ScopedStatsTracing", "Datagram", "CDatagram",
  ]
  package.products.removeAll { !library.contains($0.name) }
  package.targets.removeAll { !library.contains($0.name) }
  package.dependencies = extras
}
