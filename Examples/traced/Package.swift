// swift-tools-version: 6.2
import PackageDescription

/// The same rules as in the package that this example is there to show.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "traced",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "stats-top", path: "../..", traits: ["Tracing"]),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(
      name: "Traced",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "traced-server",
      dependencies: [
        "Traced",
        .product(name: "ScopedStats", package: "stats-top"),
        .product(name: "ScopedStatsTracing", package: "stats-top"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TracedTests",
      dependencies: [
        "traced-server",
        .product(name: "ScopedStats", package: "stats-top"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
