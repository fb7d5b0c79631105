// swift-tools-version: 6.2
import PackageDescription

/// The same rules as in the package that is measured.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// What the library is held against is fetched here, and never by those who use the library.
let package = Package(
  name: "library-bench",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "stats-top", path: "../.."),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
  ],
  targets: [
    .target(name: "CProbe"),
    .executableTarget(
      name: "library-bench",
      dependencies: [
        "CProbe",
        .product(name: "ScopedStats", package: "stats-top"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
