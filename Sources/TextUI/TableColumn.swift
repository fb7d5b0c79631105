/// One column of a table: its head, how wide it may be, and when it gives way.
package struct TableColumn: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case left, right }

  package var title: String
  package var alignment: Alignment
  /// 0 stays for ever; of the others the highest falls away first as the table narrows.
  package var priority: Int
  /// The cells it needs.
  package var widthMin: Int
  /// The cells it takes at most when there is room to spare; `.max` for all of it.
  package var widthMax: Int

  package init(
    _ title: String, _ alignment: Alignment = .right, priority: Int = 0, width: Int,
    upTo widthMax: Int? = nil
  ) {
    self.title = title
    self.alignment = alignment
    self.priority = priority
    widthMin = width
    self.widthMax = max(width, widthMax ?? width)
  }
}

/// Which columns of a table are shown, and where.
package struct TableLayout: Hashable, Sendable {
  /// A column that is shown.
  package struct Place: Hashable, Sendable {
    /// Which of the table's columns.
    package var index: Int
    /// Its first cell, counted from the table's left edge.
    package var start: Int
    package var width: Int
  }

  package private(set) var places: [Place] = []

  /// The cells before the first column: the selection's mark and a blank.
  package static let markWidth = 2
  /// The blank cells between columns.
  package static let gap = 2

  /// Drops columns until the rest fits, then gives what is left over to those that take more.
  package init(_ columns: [TableColumn], width: Int) {
    var shown = Array(columns.indices)
    while Self.needed(shown.map { columns[$0].widthMin }) > width {
      let victim = shown.indices.max { left, right in
        (columns[shown[left]].priority, left) < (columns[shown[right]].priority, right)
      }
      guard let victim, columns[shown[victim]].priority > 0 else { break }
      shown.remove(at: victim)
    }
    let widths = Self.stretched(shown.map { columns[$0] }, width: width)
    var start = Self.markWidth
    for (index, columnWidth) in zip(shown, widths) {
      let fitting = min(columnWidth, width - start)
      guard fitting > 0 else { break }
      places.append(Place(index: index, start: start, width: fitting))
      start += columnWidth + Self.gap
    }
  }

  private static func needed(_ widths: [Int]) -> Int {
    markWidth + widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  /// Shares spare cells evenly, and again what a full column could not take. What fits nowhere of
  /// columns that may not fall away is taken from the first, which is the name as a rule.
  private static func stretched(_ columns: [TableColumn], width: Int) -> [Int] {
    var widths = columns.map(\.widthMin)
    var spare = width - needed(widths)
    if spare < 0, let first = widths.first { widths[0] = max(min(first, 4), first + spare) }
    while spare > 0 {
      let open = widths.indices.filter { widths[$0] < columns[$0].widthMax }
      if open.isEmpty { break }
      let share = max(1, spare / open.count)
      for index in open where spare > 0 {
        let taken = min(share, spare, columns[index].widthMax - widths[index])
        widths[index] += taken
        spare -= taken
      }
    }
    return widths
  }
}
