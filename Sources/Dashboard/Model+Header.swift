import Intake
import Store
import TextUI

extension Model {
  /// The first row of the first screen: where scopes come from, how many, what became of them, and
  /// whether figures move.
  func drawHeader(into screen: inout Screen) {
    let glyphs = screen.glyphs
    let tally = store.tally
    let taken = drawState(into: &screen)
    var strip = Strip()
    strip.add("stats-top", .strong, priority: 9)
    strip.add(options.addresses.joined(separator: ", "), .dim, priority: 8)
    if options.isOpenToNetwork { strip.add("! open to the network", .warning, priority: 2) }
    let senders =
      tally.senders == 1 ? "1 sender" : "\(Figure.count(UInt64(tally.senders)).text) senders"
    strip.add(senders, .dim, priority: 7)
    strip.add(rateText(glyphs: glyphs, columns: screen.size.columns), priority: 1)
    if let lossText {
      strip.add(lossText, priority: 0)
    } else {
      strip.add("lost 0", .dim, priority: 6)
    }
    if tally.rejectedCount > 0 {
      let count = Figure.count(tally.rejectedCount).text
      strip.add("! rejected \(count)", .warning, priority: 2)
    } else {
      strip.add("rejected 0", .dim, priority: 6)
    }
    if tally.refused.count > 0 {
      strip.add("! not allowed \(Figure.count(tally.refused.count).text)", .warning, priority: 2)
    }
    strip.add(memoryText, .dim, priority: 5)
    strip.add(windowText, .plain, priority: 3)
    strip.draw(
      into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
  }

  /// LIVE, or which moment is shown, how far from now that is and how many scopes came since, at the
  /// right of the first row.
  /// Inner screens have no header, so what was lost is said here too: it spoils their figures.
  ///
  /// - Returns: how many cells it took.
  @discardableResult
  func drawState(into screen: inout Screen) -> Int {
    let glyphs = screen.glyphs
    let tally = store.tally
    var strip = Strip()
    if page != nil, let lossText {
      // The sign at least: its key says the rest.
      strip.add(screen.size.columns >= 60 ? lossText : StyledText("!", .danger), priority: 0)
    }
    if let freeze {
      let time = Show.clock(freeze.now, utcOffsetSeconds: options.utcOffsetSeconds)
      let came = Figure.count(freeze.countSince(accepted: tally.accepted)).text
      let isShort = screen.size.columns < 80
      strip.add(glyphs.frozen + (isShort ? " " : " FROZEN ") + time, .warning, priority: 0)
      if now.second > freeze.now.second {
        let age = "−" + Show.age(.seconds(now.second - freeze.now.second))
        strip.add(age, freeze.isSteppedBack ? .warning : .dim, priority: 0)
      }
      if screen.size.columns >= 60 {
        strip.add("+\(came)" + (isShort ? "" : " since"), priority: 0)
      }
    } else {
      strip.add(glyphs.live + " LIVE", .good, priority: 0)
    }
    let column = screen.size.columns - strip.width - 1
    return strip.draw(into: &screen, at: Point(row: 0, column: column), width: strip.width)
  }

  /// The cells of a rate's number, but for those from 10 to 100 thousand, which have one more.
  private static let rateWidth = 4

  private func rateText(glyphs: Glyphs, columns: Int) -> StyledText {
    let rate = meter.ratePerSecond ?? (store.tally.accepted == 0 ? 0 : nil)
    let number = Figure.rate(perSecond: rate).number
    // What follows stays where it is while the rate moves between 997 and 1.0k, where there is room.
    let spare = columns < 60 ? 0 : max(0, Self.rateWidth - TextWidth.of(number))
    let blanks = String(repeating: " ", count: spare)
    // What comes in goes on while the figures stand still.
    var text = StyledText((freeze == nil ? "" : "now ") + number + " scopes/s" + blanks)
    if columns >= 100 {
      text.append(" " + Sparkline.text(meter.history, width: 10, glyphs: glyphs), .graph)
    }
    return text
  }

  /// Everything that scopes, names, answers and a freeze take, of what they may.
  var memoryBytes: Int { store.byteCount + answerBytes + (freeze?.ownBytes ?? 0) }

  /// What is used of the limit, mostly in whole MiB: `38 of 256 MiB`.
  var memoryText: String {
    let limit = Figure.bytes(options.memoryBytes)
    let used = Figure.bytes(memoryBytes)
    return limit.unit == "MiB" && used.unit != "GiB"
      ? "\(Self.mebibytes(memoryBytes)) of \(limit.text)" : "\(used.text) of \(limit.text)"
  }

  /// Whole MiB, a begun one counted.
  static func mebibytes(_ bytes: Int) -> Int { (bytes + 1_048_575) >> 20 }

  private var windowText: String {
    window == .everything ? "all held" : "last \(window.text)"
  }
}
