import Intake
import Store

/// The tables of each screen, as they are written out.
extension ScopePage {
  var timerSheet: Sheet {
    let columns = ["calls", "per_call", "per_scope", "share"]
    var rows = timers.map { line in
      [.text(line.name.title), .number(line.count), .seconds(line.total), Sheet.Cell(line.max)]
        + line.typical.cells + (line.slow?.cells ?? [.none, .none, .none, .none])
    }
    if let unaccounted {
      rows.append(
        [.text("in no timer"), .none, .none, .none] + unaccounted.typical.cells
          + (unaccounted.slow?.cells ?? [.none, .none, .none, .none]))
    }
    return Sheet(
      "timers",
      ["timer", "count", "total_dur", "max_dur"] + columns.map { "typical_" + $0 }
        + columns.map { "slow_" + $0 }, rows: rows)
  }

  var counterSheet: Sheet {
    Sheet(
      "counters", ["counter", "sum", "per_scope", "typical_per_scope", "slow_per_scope"],
      rows: counters.map {
        [
          .text($0.name.title), .number($0.sum), .number($0.perScope),
          .number($0.typicalPerScope), Sheet.Cell($0.slowPerScope),
        ]
      })
  }

  var tagSheet: Sheet { Sheet("tags", facets: profile.facets) }
}

extension TagsPage {
  var sheet: Sheet { Sheet("tags", facets: facets) }
}

extension WhyPage {
  var sheet: Sheet {
    Sheet(
      "findings", ["finding", "amount", "details", "slow_scopes"],
      rows: lines.map {
        [
          .text($0.what), .text($0.sentence), .text($0.details.joined(separator: "; ")),
          Sheet.Cell($0.support),
        ]
      })
  }
}

extension ComparePage {
  var sheet: Sheet {
    let names = ["count", "p50", "p99"]
    return Sheet(
      "changes",
      ["scope"] + query.groupBy + ["change", "factor"] + names.map { "then_" + $0 }
        + names.map { "now_" + $0 } + ["extra"],
      rows: changes.map { change in
        let tags = change.key.values.map { Sheet.Cell($0) }
        let (word, factor) = change.kind.words
        return [.text(change.key.scope)] + tags + [.text(word), Sheet.Cell(factor)]
          + Self.cells(change.then) + Self.cells(change.now) + [.seconds(change.extra)]
      })
  }

  private static func cells(_ row: RankingRow?) -> [Sheet.Cell] {
    [Sheet.Cell(row?.count), Sheet.Cell(row?.p50), Sheet.Cell(row?.p99)]
  }
}

extension MomentComparison.Kind {
  /// What happened, in a word, and by which factor.
  var words: (word: String, factor: Double?) {
    switch self {
    case .new: ("new", nil)
    case .gone: ("gone", nil)
    case .slower(let factor): ("slower", factor)
    case .faster(let factor): ("faster", factor)
    }
  }
}

extension ProblemsPage {
  /// All kinds, those that did not occur too.
  static func sheet(of tally: IntakeTally) -> Sheet {
    Sheet(
      "problems", ["kind", "count", "share", "last_seen", "last_sender", "last_sample"],
      rows: lines(of: tally).map { line in
        let problem = line.problem
        return [
          .text(line.title), .number(Double(problem.count)),
          line.share.map { .share($0) } ?? .none, problem.lastSeen.map { .time($0) } ?? .none,
          Sheet.Cell(problem.lastSender.isEmpty ? nil : problem.lastSender),
          Sheet.Cell(problem.lastSample.isEmpty ? nil : problem.lastSample),
        ]
      })
  }
}

extension Sheet {
  init(_ name: String, facets: [Facet]) {
    self.init(
      name, ["tag", "value", "count", "p99", "errors"],
      rows: facets.flatMap { facet in
        facet.values.map {
          [
            .text(facet.key), .text($0.value), .number($0.count), .seconds($0.p99),
            .number($0.errors),
          ]
        }
      })
  }

  init(_ name: String, instances: [Instance]) {
    self.init(
      name, ["id", "finished", "dur", "error", "tags"],
      rows: instances.map { instance in
        [
          Cell(instance.id), .time(instance.end), .seconds(instance.duration),
          Cell(instance.error),
          .text(instance.tags.map { "\($0.key)=\($0.value)" }.joined(separator: " ")),
        ]
      })
  }
}

extension Instance {
  var sheets: [Sheet] {
    let whole: [Sheet.Cell] = [
      .text(scope), Sheet.Cell(id), .time(end), .seconds(duration), Sheet.Cell(error),
      .number(weight), .seconds(unaccounted),
    ]
    return [
      Sheet(
        "scope", ["scope", "id", "finished", "dur", "error", "weight", "in_no_timer"],
        rows: [whole]),
      Sheet("tags", ["tag", "value"], rows: tags.map { [.text($0.key), .text($0.value)] }),
      Sheet(
        "timers", ["timer", "count", "total_dur", "max_dur"],
        rows: timers.map {
          [
            .text($0.name.title), .number(Double($0.count)), .seconds($0.total), Sheet.Cell($0.max),
          ]
        }),
      Sheet(
        "counters", ["counter", "value"],
        rows: counters.map { [.text($0.name.title), .number($0.value)] }),
    ]
  }
}

extension TimerLine.Part {
  fileprivate var cells: [Sheet.Cell] {
    [.number(callsPerScope), .seconds(perCall), .seconds(perScope), .share(share)]
  }
}

extension UnaccountedLine.Part {
  fileprivate var cells: [Sheet.Cell] { [.none, .none, .seconds(perScope), .share(share)] }
}
