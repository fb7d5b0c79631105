import Dispatch
import ScopedStats
import Synchronization

extension CallRows {
  /// Four child tasks that count into one recording, beside four that count into one table under a
  /// lock: the time of all of it by the number of calls.
  func fromChildTasks() -> Row {
    let recorder = Recorder()
    let table = SharedTable()
    let ours = Contender(calls: 1_000_000, isWall: true) { calls in
      Self.wait { await Self.count(calls, into: recorder) }
    }
    let locked = Contender("Mutex and a table", calls: 1_000_000, isWall: true) { calls in
      Self.wait {
        await Self.inFour { for _ in 0..<(calls / 4) { table.add("requests") } }
      }
    }
    return contest.row("incr from four child tasks", target: 30, ours, beside: [locked])
  }

  private static func count(_ calls: Int, into recorder: Recorder) async {
    await recorder.record {
      await inFour { for _ in 0..<(calls / 4) { incr("requests") } }
    }
  }

  private static func inFour(_ body: @escaping @Sendable () -> Void) async {
    await withTaskGroup { group in
      for _ in 0..<4 { group.addTask { body() } }
    }
  }

  /// The measured loops are synchronous: this thread waits.
  private static func wait(for body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await body()
      done.signal()
    }
    done.wait()
  }
}

/// What one would write without the library.
private final class SharedTable: Sendable {
  private let sums = Mutex<[String: Double]>([:])

  func add(_ key: String) { sums.withLock { $0[key, default: 0] += 1 } }
}
