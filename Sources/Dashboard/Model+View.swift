import Intake
import Store
import TextUI

extension Model {
  /// What is seen, whole: what there was no room for on the screen too. Nil where there is nothing
  /// to write.
  func view() -> View? {
    switch page {
    case nil: totals.groupsShown > 0 ? scopesView : nil
    case .scope(let page): page.figures.map { view(of: page, $0) }
    case .box(let page): page.instances.isEmpty ? nil : view(of: page)
    case .instance(let page): view(of: page.instance)
    case .why(let page): page.explanation.map { view(of: page, $0) }
    case .compare(let page): view(of: page)
    case .tags(let page): page.facets.isEmpty ? nil : view(of: page)
    case .problems: problemsView
    case .help: nil
    }
  }

  private var scopesView: View {
    let all = totals.groupsShown
    return View(
      name: "scopes", what: Figure.counted(all, groupBy.isEmpty ? "scope" : "line"),
      title: "Scopes", json: { self.json(of: self.rankingRows) },
      sheets: { [self.sheet(of: self.rankingRows, named: "scopes")] })
  }

  private var rankingRows: [RankingRow] { scopes.rows(of: ranking, limit: nil) }

  private func view(of page: ScopePage, _ figures: RankingRow) -> View {
    View(
      name: "scope", what: "the figures of \(page.key.scope)",
      title: page.key.title(groupBy: groupBy, glyphs: .unicode),
      json: { self.json(of: page, isWhole: true) },
      clipboard: { self.json(of: page, isWhole: false) },
      sheets: {
        [
          self.sheet(of: [figures], named: "scope"), page.timerSheet, page.counterSheet,
          page.tagSheet, Sheet("slowest", instances: page.slowest),
        ]
      })
  }

  private func view(of page: BoxPage) -> View {
    View(
      name: "box", what: Figure.counted(page.instances.count, "scope"),
      title: page.key.title(groupBy: groupBy, glyphs: .unicode), json: { self.json(of: page) },
      sheets: { [Sheet("scopes", instances: page.instances)] })
  }

  private func view(of instance: Instance) -> View {
    View(
      name: "instance", what: "one scope of \(instance.scope)",
      title: instance.id.map { "\(instance.scope) \($0)" } ?? instance.scope,
      json: { instance.wireJSON }, sheets: { instance.sheets })
  }

  private func view(of page: WhyPage, _ explanation: Explanation) -> View {
    View(
      name: "why",
      what: page.lines.isEmpty ? "the answer" : Figure.counted(page.lines.count, "finding"),
      title: "Why is \(page.key.title(groupBy: groupBy, glyphs: .unicode)) slow?",
      json: { self.json(of: explanation) },
      sheets: { [page.sheet] })
  }

  private func view(of page: ComparePage) -> View {
    View(
      name: "compare", what: Figure.counted(page.changes.count, "change"),
      title: "What changed", json: { page.json }, sheets: { [page.sheet] })
  }

  private func view(of page: TagsPage) -> View {
    let sheet = page.sheet
    return View(
      name: "tags", what: Figure.counted(sheet.rows.count, "tag value"), title: "Tags",
      json: {
        var whole = JSONWriter()
        whole.object { json in
          self.writeQuery(to: &json)
          if page.progress < 1 { json.member("counted_share", page.progress) }
          json.key("tags")
          sheet.write(to: &json)
        }
        return whole.text
      }, sheets: { [sheet] })
  }

  private var problemsView: View {
    let sheet = ProblemsPage.sheet(of: store.tally)
    return View(
      name: "problems", what: Figure.counted(sheet.rows.count, "kind") + " of problem",
      title: "Problems",
      json: {
        var whole = JSONWriter()
        whole.object { json in
          json.member("at", seconds: .microseconds(self.viewed.microseconds))
          json.key("problems")
          sheet.write(to: &json)
        }
        return whole.text
      }, sheets: { [sheet] })
  }

  private func json(of page: BoxPage) -> String {
    var whole = JSONWriter()
    whole.object { json in
      writeQuery(to: &json)
      json.member("scope", page.key.scope)
      json.member("from", seconds: .microseconds(page.box.start.microseconds))
      json.member("to", seconds: .microseconds(page.box.end.microseconds))
      json.member("shortest", seconds: page.box.shortest)
      if page.box.longest < .seconds(Int64.max) {
        json.member("longest", seconds: page.box.longest)
      }
      json.member("count", page.boxed.weight)
      json.key("scopes")
      json.array { list in page.instances.forEach { list.value(json: $0.wireJSON) } }
    }
    return whole.text
  }

  /// Rows of the ranking: the scope, the tags that it is grouped by, the figures, and what the columns
  /// have besides.
  private func sheet(of rows: [RankingRow], named name: String) -> Sheet {
    Sheet(
      name, ["scope"] + groupBy + RankingRow.figureNames + ranking.extras.map(\.name),
      rows: rows.map { row in
        [.text(row.key.scope)] + row.key.values.map { Sheet.Cell($0) } + row.figureCells
          + ranking.extras.indices.map { Sheet.Cell($0 < row.extras.count ? row.extras[$0] : nil) }
      })
  }
}
