// swift-tools-version: 6.2
import PackageDescription

// What the histogram is held against is fetched here, and by nobody who uses the library.
let package = Package(
  name: "histogram-yardstick",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0")
  ],
  targets: [
    .executableTarget(
      name: "hdr-yardstick",
      dependencies: [.product(name: "Histogram", package: "hdrhistogram-swift")],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
