import Intake
import TextUI

extension Model {
  /// What was lost, in the fewest words that are true: the share while it goes on, else how many since
  /// the start. Nil where nothing was.
  var lossText: StyledText? {
    if let share = losses.share {
      return StyledText("! losing \(Figure.share(share).text)", .danger)
    }
    let shortfall = store.tally.shortfall
    guard !shortfall.isNone else { return nil }
    // Nobody looked into datagrams that were dropped, so what was in them is an estimate.
    let count = Figure.count(shortfall.lostLines).text
    return StyledText("! lost " + (shortfall.isEstimate ? "about " : "") + count, .danger)
  }
}
