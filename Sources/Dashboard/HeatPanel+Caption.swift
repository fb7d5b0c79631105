import Intake
import Store
import TextUI

extension Model {
  /// The row below the map: what the shades stand for, where the title had no room for it, and what is
  /// under the cursor.
  func drawCaption(
    of page: ScopePage, layout: PanelLayout<ScopePage.Panel>, title: String,
    into screen: inout Screen
  ) {
    guard let caption = layout.caption, let map = layout.rects[.map] else { return }
    let heat = page.heat
    var place = Point(row: caption.origin.row, column: caption.origin.column + 1)
    var width = caption.size.columns - 2
    let legend = heat.shades.legend(glyphs: screen.glyphs)
    let texts = captions(of: page, glyphs: screen.glyphs)
    let shortest = texts.last.map { TextWidth.of($0) } ?? 0
    let isInTitle = heat.hasLegend(besides: title, in: map, glyphs: screen.glyphs)
    if !isInTitle, heat.grid?.ranksInUse != nil, shortest + legend.width + 3 <= width {
      screen.put(legend, at: place)
      place.column += legend.width + 3
      width -= legend.width + 3
    }
    if let text = texts.first(where: { TextWidth.of($0) <= width }) ?? texts.last {
      screen.put(text, at: place, width: width)
    }
  }

  /// What is said of a box in whose time scopes are held as summaries.
  private func summaryNote(of box: LatencyBox) -> String {
    guard let reach, reach.hasSummaries, reach.exactSince.map({ box.start < $0 }) ?? true else {
      return ""
    }
    return reach.exactSince.map { box.end <= $0 } ?? true ? ", summed up" : ", partly summed up"
  }

  /// The sentence about the cursor or the box, the longest first.
  private func captions(of page: ScopePage, glyphs: Glyphs) -> [String] {
    let heat = page.heat
    let isFocused = page.focus == .map
    guard isFocused || heat.hasBox, let (box, weight) = heat.selected else { return [] }
    func clock(_ moment: Timestamp) -> String {
      Show.clock(moment, utcOffsetSeconds: options.utcOffsetSeconds)
    }
    let count = weight > 0 ? Figure.counted(weight, "scope") : "no scopes"
    let range = Show.range(box.shortest, box.longest)
    let tail = "\(range): \(count)" + (weight > 0 ? summaryNote(of: box) : "")
    let sentence = "\(clock(box.start)) to \(clock(box.end)), \(tail)"
    var hints: [String] = []
    if isFocused, weight > 0, let key = keyMap.keyName(of: .open, in: .map, glyphs: glyphs) {
      hints.append(weight < 1.5 ? "\(key) opens it" : "\(key) opens them")
    }
    if heat.hasBox, weight > 0, let key = keyMap.keyName(of: .why, in: .map, glyphs: glyphs) {
      hints.append("\(key) asks why")
    }
    if isFocused, heat.isExtending, let key = keyMap.keyName(of: .box, in: .map, glyphs: glyphs) {
      hints.append("arrows widen the box, \(key) ends it")
    }
    let length = Show.round(box.end.since(box.start))
    return (0..<hints.count).reversed().map {
      "\(sentence) (\(hints[...$0].joined(separator: "; ")))"
    } + [sentence, "\(clock(box.start)) +\(length), \(tail)", "\(clock(box.start)), \(tail)"]
  }
}
