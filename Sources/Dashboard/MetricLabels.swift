import Store
import TextUI

/// The names of a list's metrics, in so many cells, and told apart as long as that can be.
///
/// A name that does not fit loses the keys of its tags first, for it is the values that tell which
/// metric it is: `db.query statement=rating of book` becomes `db.query rating of book`. So do all
/// names of its key, for the lines to look alike. What still does not fit is cut at its end; and
/// where that makes lines the same, within what they share: `db.query rat…book editions`.
struct MetricLabels {
  private let labels: [String]

  /// - Parameter names: all those of the list, so that a label does not change as the list scrolls.
  init(_ names: [MetricName], width: Int, isASCII: Bool) {
    var labels = names.map(\.title)
    let long = Set(zip(names, labels).filter { TextWidth.of($1) > width }.map(\.0.key))
    guard !long.isEmpty else {
      self.labels = labels
      return
    }
    for (index, name) in names.enumerated() where long.contains(name.key) {
      labels[index] = name.shortTitle
    }
    // Values alone can be the same where keys are not.
    for indices in Self.same(labels) { for index in indices { labels[index] = names[index].title } }
    let whole = labels
    labels = whole.map { TextWidth.cut($0, to: width, isASCII: isASCII) }
    for indices in Self.same(labels) {
      let apart = Self.cutApart(indices.map { whole[$0] }, to: width, isASCII: isASCII)
      for (index, label) in zip(indices, apart) { labels[index] = label }
    }
    self.labels = labels
  }

  subscript(index: Int) -> String { labels[index] }

  /// The places of labels that are there more than once.
  private static func same(_ labels: [String]) -> [[Int]] {
    var places: [String: [Int]] = [:]
    for (index, label) in labels.enumerated() { places[label, default: []].append(index) }
    return places.values.filter { $0.count > 1 }
  }

  /// Cuts texts that begin alike so that each shows where it parts from the one most like it.
  private static func cutApart(_ texts: [String], to width: Int, isASCII: Bool) -> [String] {
    // Sorted, the one most like a text is next to it.
    let order = texts.indices.sorted { texts[$0] < texts[$1] }
    var shared = [Int](repeating: 0, count: texts.count)
    for (left, right) in zip(order, order.dropFirst()) {
      let length = zip(texts[left], texts[right]).prefix { $0 == $1 }.count
      shared[left] = max(shared[left], length)
      shared[right] = max(shared[right], length)
    }
    return zip(texts, shared).map { cut($0, keepingFrom: $1, to: width, isASCII: isASCII) }
  }

  /// Cuts a text before its part that begins with a character, or with the word it is in.
  private static func cut(
    _ text: String, keepingFrom position: Int, to width: Int, isASCII: Bool
  ) -> String {
    let word = text.prefix(position).reversed().prefix { $0 != " " }.count
    let start = word < min(position, width / 2) ? position - word : position
    let tail = String(text.dropFirst(start))
    let room = max(1, width - TextWidth.of(tail))
    return TextWidth.cut(String(text.prefix(start)), to: room, isASCII: isASCII)
      + TextWidth.cut(tail, to: width - room, isASCII: isASCII)
  }
}

extension MetricName {
  /// `cache.misses type=redis`.
  var title: String { tags.reduce(key) { $0 + " \($1.key)=\($1.value)" } }

  /// `cache.misses redis`. What says nothing without its key keeps it: `db.query shard=2`.
  fileprivate var shortTitle: String {
    tags.reduce(key) { title, tag in
      let isClear = tag.kind == .string && tag.value.contains(where: \.isLetter)
      return title + " " + (isClear ? tag.value : "\(tag.key)=\(tag.value)")
    }
  }
}
