import Testing

@testable import ScopedStats

@Suite("Literal keys")
struct LiteralKeyTests {
  @Test("a literal key is found by its address, whatever is added to it")
  func literals() {
    let many = 3
    Recorder().record {
      incr("k")
      incr("k", by: 12)
      incr("k", by: 0.5)
      incr("k", by: many)
      incr("k", tags: ["type": "redis"])
      incr("k", by: 12, tags: ["type": "redis"])
      incr("k", by: 0.5, tags: ["type": "redis"])
      timer("k") {}
      timer("k", tags: ["type": "redis"]) {}
      ScopeReference.current?.write { metrics in
        #expect(metrics.liveCount == 4)
        for position in 0..<metrics.liveCount {
          let metric = metrics.metrics[Int(metrics.live[position])]
          #expect(metric.identity.literal != nil)
        }
      }
    }
  }

  @Test("a key made while the program runs takes amounts of every type")
  func dynamic() {
    let key = "k" + String("x")
    let recorder = Recorder()
    recorder.record {
      incr(key)
      incr(key, by: 2)
      incr(key, by: 0.5)
      incr(key, by: UInt8(4))
      incr(key, by: Float(0.25))
      incr(key, by: 8, tags: [:])
    }
    #expect(recorder.result()["kx"] == 15.75)
  }
}
