import Intake
import Store
import TextUI

/// What an explanation says besides its findings: the question, and the sentence where there is no
/// cause to name.
struct WhyWords {
  private let explanation: Explanation
  private let offset: Int

  init(_ explanation: Explanation, options: Options) {
    self.explanation = explanation
    offset = options.utcOffsetSeconds
  }

  /// Of which scopes it was asked, how many they are, and against how many others.
  var question: [String] {
    let others = Figure.count(explanation.otherCount).text
    switch explanation.slowSet {
    case .slowest:
      guard let from = explanation.slowFrom else { return [] }
      let share = explanation.slowCount / max(1, explanation.slowCount + explanation.otherCount)
      let slow = Figure.counted(explanation.slowCount, "scope")
      return [
        "The slowest \(Figure.share(share).text): \(slow) of \(Figure.duration(from).text) and "
          + "more, against \(others) others."
      ]
    case .box(let box):
      let start = Show.clock(box.start, utcOffsetSeconds: offset)
      let end = Show.clock(box.end, utcOffsetSeconds: offset)
      let (least, most) = (Figure.duration(box.shortest).text, Figure.duration(box.longest).text)
      return [
        "The box from \(start) to \(end), \(least) to \(most): "
          + "\(Figure.counted(explanation.slowCount, "scope")), against \(others) others."
      ]
    case .instance(let instance):
      let end = Show.fineClock(instance.end, utcOffsetSeconds: offset)
      return [
        "The one of \(Figure.duration(instance.duration).text) that finished at \(end), "
          + "against \(others) typical ones."
      ]
    }
  }

  /// From when on scopes were looked at, where older ones in the window are held as summaries.
  private var exactOnly: [String] {
    guard let until = explanation.summarisedUntil else { return [] }
    let time = Show.clock(until, utcOffsetSeconds: offset)
    return ["Only exact scopes tell: those up to \(time) are held as summaries, and left out."]
  }

  /// How much longer they took, and which were left out.
  var extra: [String] { difference + exactOnly }

  private var difference: [String] {
    guard explanation.slowRows > 0, explanation.otherRows > 0 else { return [] }
    let slow = Figure.duration(explanation.slowMean).text
    let other = Figure.duration(explanation.otherMean).text
    let extra = Figure.duration(explanation.extra).text
    let isMore = explanation.extra > .zero
    if explanation.slowSet.isInstance {
      return [
        "It took \(slow), the others \(other) on average" + (isMore ? ": \(extra) extra." : ".")
      ]
    }
    return [
      "They take \(slow) on average, the others \(other)" + (isMore ? ": \(extra) extra." : ".")
    ]
  }

  /// The head of the findings.
  var title: String {
    explanation.findings.isEmpty
      ? "no cause to name"
      : "what is different about \(explanation.slowSet.isInstance ? "it" : "them")"
  }

  /// What to know about the figures above; nil where there is nothing.
  var remark: String? {
    let shares = explanation.findings.reduce(0) { sum, finding in
      switch finding.what {
      case .timer(let timer): sum + timer.share
      case .unaccounted(_, _, let share): sum + share
      default: sum
      }
    }
    if explanation.slowSet.isInstance {
      return "Facts about this one scope: one alone does not prove what made it slow."
    }
    return shares > 1.05 ? "Timers that run inside others count twice: shares exceed 100%." : nil
  }

  /// Why there are no findings, and what can be done about it.
  var verdict: [String] {
    let needed = Explanation.scopesMin
    switch explanation.verdict {
    case .explained: return []
    case .nothingDiffers: return nothingDiffers
    case .noScopes: return ["None of its scopes is in the window.", further]
    case .onlySummaries:
      return [
        "Of these scopes only summaries are held, and those do not tell why.",
        "The slowest of them are held whole: opened, each shows what it did.",
      ]
    case .tooFewSlow where isBox && explanation.slowRows == 0:
      return ["None of its scopes is in the box.", further]
    case .tooFewSlow:
      return [
        explanation.slowFrom == nil && !isBox
          ? "Only \(Figure.counted(all, "scope")) in the window: too few to call some of them slow."
          : "Only \(Figure.counted(explanation.slowRows, "scope")) this slow: "
            + "nothing is claimed on fewer than \(needed)."
      ] + mostTime + [further]
    case .tooFewOthers:
      return [
        "Only \(Figure.counted(explanation.otherRows, "scope")) to hold them against: "
          + "it takes \(needed) others to tell what is different."
      ] + mostTime + [further]
    case .allAlike:
      return ["All of them took nearly the same time: there are no slow ones to ask about."]
        + mostTime
    case .notSlower:
      let subject = explanation.slowSet.isInstance ? "It was" : "They were"
      return ["\(subject) no slower than the others, and nothing else is different."]
    case .gone: return ["It is no longer held, so it cannot be looked at again."]
    }
  }

  private var nothingDiffers: [String] {
    if explanation.slowSet.isInstance {
      return ["Nothing about it is unusual but how long it took."]
    }
    let few = Figure.counted(explanation.slowRows, "scope")
    return [
      "Nothing tells them from the others.",
      "Timers, calls, counters and tags are as one would expect of scopes that take longer as a "
        + "whole.",
    ] + mostTime
      + (explanation.slowRows < 20
        ? ["There are only \(few) to judge by. \(further)"] : [])
  }

  /// Where the time of all of them goes.
  private var mostTime: [String] {
    guard let most = explanation.mostTime else { return [] }
    let share = Figure.share(most.share).text
    let place = most.timer?.title ?? "no timer"
    return ["Of all their time, \(share) is in \(place)."]
  }

  private var all: Int { explanation.slowRows + explanation.otherRows }

  private var isBox: Bool { if case .box = explanation.slowSet { true } else { false } }

  /// What would bring more of them.
  private var further: String {
    isBox ? "A larger box holds more of them." : "On the screen before, w looks further back."
  }
}

extension SlowSet {
  /// What stands for it where it can be chosen.
  var name: String {
    switch self {
    case .slowest: "slowest 5%"
    case .box: "box"
    case .instance: "this instance"
    }
  }
}
