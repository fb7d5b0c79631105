import Synchronization

/// Whose turn it is to write. SQLite takes one writer at a time.
///
/// GRDB would queue the writers by itself, but then the wait would be part of somebody's query.
/// Taken here, first come first served, the wait has a timer of its own, and it is known for whom
/// one waits.
final class WriterLock: Sendable {
  private struct Turn {
    let name: String
    let begin: CheckedContinuation<Void, Never>
  }

  private struct State {
    var holder: String?
    var waiting: [Turn] = []
  }

  private let state = Mutex(State())

  /// Who is writing, if anybody.
  var holder: String? { state.withLock { $0.holder } }

  /// How many wait for their turn.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Waits for its turn. Whoever returns from here has to call `release()`.
  func acquire(for name: String) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.holder != nil else {
          state.holder = name
          return true
        }
        state.waiting.append(Turn(name: name, begin: continuation))
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Gives the turn to the one who has waited longest.
  func release() {
    let next: Turn? = state.withLock { state in
      precondition(state.holder != nil, "BUG: released a lock that nobody holds")
      let next = state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      state.holder = next?.name
      return next
    }
    next?.begin.resume()
  }
}
