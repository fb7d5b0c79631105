import Intake
import Store

/// What it takes to say why scopes are slow: 100,000 of one name, each with eight metrics and four
/// tags, one shard of them slow.
struct WhyBench {
  private static let scopes = 100_000

  let runs: Int

  func measurements() -> [Measurement] {
    let moment = makeMoment()
    let query = Query(window: .everything)
    let key = GroupKey(scope: "POST /checkout")
    var times: [Double] = []
    var found = ""
    for _ in 0..<max(3, runs) {
      times.append(
        Stopwatch.milliseconds {
          let explanation = Explanation(of: key, in: query, slow: .slowest, at: moment)
          found = "\(explanation.findings.count) findings"
        })
    }
    let taken = times.median
    let bareTimes = bareScan(moment)
    let bare = bareTimes.median
    return [
      Measurement(
        what: "why slow over 100,000 scopes, 8 metrics each",
        ours: "\(Figure.text(taken)) ms, \(found)",
        yardstick: "reading the metrics once: \(Figure.text(bare)) ms", ratio: bare / taken,
        target: "≤ 150 ms", isMet: taken <= 150,
        runs: [Runs("ours", "ms", times), Runs("reading once", "ms", bareTimes)])
    ]
  }

  private func bareScan(_ moment: Moment) -> [Double] {
    var times: [Double] = []
    var sum = 0.0
    for _ in 0..<max(3, runs) {
      times.append(Stopwatch.milliseconds { sum += timerNanoseconds(of: moment) })
    }
    precondition(sum > 0, "BUG: there is nothing to read")
    return times
  }

  private func timerNanoseconds(of moment: Moment) -> Double {
    var sum = 0.0
    for chunk in moment.chunks {
      let metrics = chunk.metrics
      let words = metrics.span
      var position = 0
      while position < words.count {
        let sample = MetricSample(reading: words, at: &position)
        if case .timer(_, let total, _) = sample.value { sum += Double(total) }
      }
    }
    return sum
  }

  private func makeMoment() -> Moment {
    var intake = LineIntake(seed: 7)
    let now = Timestamp(seconds: 1_763_800_000)
    var store = Store(budgetBytes: 1 << 30)
    var lines: [UInt8] = []
    var random = SplitMix(seed: 88)
    for index in 0..<Self.scopes {
      lines += line(index, random.next()).utf8
      guard lines.count > 32_000 || index == Self.scopes - 1 else { continue }
      intake.take(datagram: lines.span.bytes, from: "bench", at: now)
      lines.removeAll(keepingCapacity: true)
      if intake.openRows >= 8_192 || index == Self.scopes - 1 { store.take(intake.seal()) }
    }
    store.advance(to: now)
    return store.moment(at: now)
  }

  private func line(_ index: Int, _ random: UInt64) -> String {
    let shard = random % 16
    let isSick = shard == 2 && random / 16 % 4 != 0
    let micros = 5_000 + random / 64 % 4_000
    func seconds(_ micros: UInt64) -> String {
      "\(micros / 1_000_000).\(String(1_000_000 + micros % 1_000_000).dropFirst())"
    }
    let query = isSick ? micros * 60 : micros
    let end = seconds(1_763_799_940_000_000 + UInt64(index) * 500)
    return """
      {"scope":"POST /checkout","dur":\(seconds(query + 3 * micros)),"end":\(end),"tags":\
      {"service":"api","host":"web-\(random / 256 % 8)","plan":"p\(random / 2_048 % 4)",\
      "status":200},"counters":{"db.queries":3,"db.rows":\(random / 8_192 % 50),"requests":1,\
      "cache.hits":[{"value":2,"tags":{"type":"redis"}}]},"timers":{"db.query":[{"count":3,\
      "total_dur":\(seconds(query)),"tags":{"shard":"\(shard)"}}],"render":{"count":1,\
      "total_dur":\(seconds(micros))},"auth":{"count":1,"total_dur":\(seconds(micros / 2))},\
      "payment":[{"count":1,"total_dur":\(seconds(micros)),"tags":{"provider":"acme"}}]}}\n
      """
  }
}
