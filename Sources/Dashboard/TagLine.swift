import Store
import TextUI

extension ScopePage {
  /// A tag of the scope with one of its values, or how many more values there are.
  struct TagLine {
    enum Content {
      /// A value, and whether it is much slower than the tag's others are.
      case value(FacetValue, isSlow: Bool)
      case more(Int)
    }

    let key: String
    let isOnMetrics: Bool
    let content: Content
  }
}

extension ScopePage.TagLine {
  /// How many values of a tag stand here: the screen of tags has them all.
  private static let valuesMax = 6

  /// Cells of a key that is told from others by them.
  private static let keyWidthMin = 10

  /// Of fewer scopes nothing is claimed.
  private static let scopesMin = 5.0

  var id: LineID {
    switch content {
    case .value(let value, _): .tag(key: key, value: value.value)
    case .more: .moreOfTag(key: key)
    }
  }

  /// A few values of a tag, and how many there are besides: the slowest ones where it matters to a
  /// scope's duration which one it has, else the most frequent ones.
  static func lines(of facet: Facet) -> [Self] {
    func line(_ content: Content) -> Self {
      Self(key: facet.key, isOnMetrics: facet.isOnMetrics, content: content)
    }
    let values = facet.values
    let known = values.filter { $0.count >= scopesMin }
    let times = known.map(\.p99).sorted()
    let shown: [FacetValue]
    if let fastest = times.first, let slowest = times.last, slowest > fastest * 2 {
      // Values of a few scopes come last, however slow these were.
      let few = values.filter { $0.count < scopesMin }
      shown = Array((known.sorted { $0.p99 > $1.p99 } + few).prefix(valuesMax))
    } else {
      shown = Array(values.prefix(valuesMax))
    }
    let more = values.count - shown.count + facet.otherValues
    // The middle one of the others, where their number is even the faster of the two.
    let usual = times.count < 2 ? nil : times[(times.count - 2) / 2]
    return shown.map { value in
      let isSlow = usual.map { value.count >= scopesMin && value.p99 >= $0 * 2 } ?? false
      return line(.value(value, isSlow: isSlow))
    } + (more > 0 ? [line(.more(more))] : [])
  }

  /// `host=web-3`, or `host… 12 more`. Where there is no room it is rather the key that is cut.
  func title(width: Int, glyphs: Glyphs) -> StyledText {
    func cut(_ text: String, to width: Int) -> String {
      TextWidth.cut(text, to: width, isASCII: glyphs.isASCII)
    }
    switch content {
    case .value(let value, _):
      let room = max(min(Self.keyWidthMin, width / 2), width - TextWidth.of(value.value) - 1)
      return StyledText(cut(key, to: room) + "=", .dim)
        + StyledText(value.value, isOnMetrics ? .plain : .strong)
    case .more(let count):
      let more = " \(Figure.count(UInt64(count)).text) more"
      return StyledText(cut(key + glyphs.ellipsis, to: width - TextWidth.of(more)) + more, .dim)
    }
  }
}
