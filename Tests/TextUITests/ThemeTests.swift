import Foundation
import Testing

@testable import TextUI

/// The tables of colours, held against what eyes need.
@Suite("Themes")
struct ThemeTests {
  /// A theme with a background that it is for.
  struct Case: CustomTestStringConvertible {
    let theme: Theme
    let background: Colour
    let textMin: Double
    let dimMin: Double
    var testDescription: String { "\(theme) on \(background)" }
  }

  static let black = Colour(red: 0, green: 0, blue: 0)
  static let white = Colour(red: 255, green: 255, blue: 255)

  static let cases = [
    Case(theme: .dark, background: black, textMin: 4.5, dimMin: 3),
    Case(theme: .dark, background: Colour(234), textMin: 4.5, dimMin: 3),
    Case(theme: .light, background: white, textMin: 4.5, dimMin: 3),
    Case(theme: .light, background: Colour(254), textMin: 4.5, dimMin: 3),
    Case(theme: .highContrast, background: white, textMin: 7, dimMin: 7),
    Case(theme: .auto, background: black, textMin: 3, dimMin: 3),
    Case(theme: .auto, background: white, textMin: 3, dimMin: 3),
    Case(theme: .colourBlind, background: black, textMin: 3, dimMin: 3),
    Case(theme: .colourBlind, background: white, textMin: 3, dimMin: 3),
  ]

  @Test("every role of 256 colours has the contrast that its theme promises", arguments: cases)
  func contrast(_ item: Case) {
    for role in Role.allCases {
      for isSelected in [false, true] {
        let ink = item.theme.ink(of: role, isSelected: isSelected, depth: .many)
        // The terminal's own text on its own background is the terminal's affair.
        guard let text = ink.text else { continue }
        let background = ink.background.map(Colour.init) ?? item.background
        // A selected line and a chip bring both colours along, so there is no excuse.
        let isOwn = ink.background != nil
        let isDim = [.dim, .heading, .rule, .graph, .heat1, .heat2, .heat3, .heat4].contains(role)
        let least = isDim ? item.dimMin : isOwn ? max(4.5, item.textMin) : item.textMin
        let contrast = Colour(text).contrast(to: background)
        #expect(contrast >= least, "\(role) \(isSelected ? "selected" : ""): \(contrast)")
      }
    }
  }

  @Test("with xterm's 16 colours text reads as well", arguments: [ColourDepth.eight, .sixteen])
  func fewColours(_ depth: ColourDepth) {
    for (theme, background) in [
      (Theme.dark, Self.black), (.light, Self.white), (.highContrast, Self.white),
    ] {
      for role in Role.allCases where ![.dim, .rule, .heading].contains(role) {
        let ink = theme.ink(of: role, isSelected: false, depth: depth)
        guard let text = ink.text else { continue }
        let contrast = Colour(text).contrast(to: ink.background.map(Colour.init) ?? background)
        #expect(contrast >= 3.5, "\(theme) \(role): \(contrast)")
      }
    }
  }

  @Test("no theme uses a colour that the terminal lacks", arguments: Theme.allCases)
  func depths(_ theme: Theme) {
    for (depth, count) in [(ColourDepth.none, 0), (.eight, 8), (.sixteen, 16), (.many, 256)] {
      for role in Role.allCases {
        for isSelected in [false, true] {
          let ink = theme.ink(of: role, isSelected: isSelected, depth: depth)
          for colour in [ink.text, ink.background].compactMap({ $0 }) {
            #expect(Int(colour) < count, "\(role) at \(depth)")
          }
        }
      }
    }
    #expect(ColourDepth(count: 1 << 24) == .eight)
    #expect(ColourDepth(count: 88) == .sixteen)
    #expect(ColourDepth(count: 2) == .none)
  }

  @Test("without colours, what needs attention differs from plain text, selected or not")
  func monochrome() {
    for theme in Theme.allCases {
      func ink(_ role: Role) -> Ink { theme.ink(of: role, isSelected: false, depth: .none) }
      for role in [Role.danger, .warning, .chip, .chipExcluding, .match, .accent] {
        #expect(ink(role) != ink(.plain), "\(role)")
      }
      #expect(ink(.danger) != ink(.warning))
      #expect(ink(.chip) != ink(.chipExcluding))
      for role in Role.allCases {
        let selected = theme.ink(of: role, isSelected: true, depth: .none)
        #expect(selected.attributes.contains(.reverse))
      }
    }
  }

  @Test(
    "to eyes without red or green, good differs from bad in the colour-blind theme",
    arguments: Colour.Deficiency.allCases)
  func colourBlind(_ deficiency: Colour.Deficiency) {
    func seen(_ number: UInt8?) throws -> Colour { Colour(try #require(number)).seen(deficiency) }
    let colours = Theme.colourBlind.ofMany
    for (one, other) in [
      (colours.good, colours.danger), (colours.good, colours.warning),
      (colours.chip?.background, colours.chipExcluding?.background),
    ] {
      #expect(throws: Never.self) {
        let distance = try seen(one).distance(to: try seen(other))
        #expect(distance > 40, "\(one ?? 0) and \(other ?? 0): \(distance)")
      }
    }
    // Only an underline tells the two kinds of trouble apart for sure.
    #expect(colours.underlinesDanger)
  }
}

/// A colour of xterm's palette, and how eyes take it.
struct Colour: Hashable, CustomStringConvertible {
  enum Deficiency: CaseIterable { case deuteranopia, protanopia }

  let red: Double
  let green: Double
  let blue: Double

  var description: String { "(\(Int(red)), \(Int(green)), \(Int(blue)))" }

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  init(_ number: UInt8) {
    let first: [(Double, Double, Double)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
      (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
      (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    switch Int(number) {
    case ..<16: (red, green, blue) = first[Int(number)]
    case ..<232:
      let levels: [Double] = [0, 95, 135, 175, 215, 255]
      let index = Int(number) - 16
      (red, green, blue) = (levels[index / 36], levels[index / 6 % 6], levels[index % 6])
    default:
      let grey = Double(8 + 10 * (Int(number) - 232))
      (red, green, blue) = (grey, grey, grey)
    }
  }

  private static func linear(_ value: Double) -> Double {
    let part = value / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  private var linear: (Double, Double, Double) {
    (Self.linear(red), Self.linear(green), Self.linear(blue))
  }

  /// By WCAG 2.1, "relative luminance".
  var luminance: Double { 0.2126 * linear.0 + 0.7152 * linear.1 + 0.0722 * linear.2 }

  /// By WCAG 2.1, "contrast ratio".
  func contrast(to other: Colour) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// As seen with a deficiency at its fullest: Machado, Oliveira and Fernandes (2009).
  func seen(_ deficiency: Deficiency) -> Colour {
    let matrix: [[Double]] =
      switch deficiency {
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      }
    func channel(_ row: [Double]) -> Double {
      let value = min(max(0, row[0] * linear.0 + row[1] * linear.1 + row[2] * linear.2), 1)
      return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055)
    }
    return Colour(red: channel(matrix[0]), green: channel(matrix[1]), blue: channel(matrix[2]))
  }

  /// The distance in CIE L*a*b* (1976): about 2 can just be told apart.
  func distance(to other: Colour) -> Double {
    let (one, two) = (lab, other.lab)
    return zip(one, two).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  private var lab: [Double] {
    let (r, g, b) = linear
    func curve(_ value: Double) -> Double {
      value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
    let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    let y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b)
    let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }
}
