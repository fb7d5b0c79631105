import Datagram
import Intake

/// The intake threads, seen from the main thread: where they listen, what they have handed over.
///
/// There is one, unless several receivers were asked for. Several share the internet addresses, on a
/// socket each, and a registry that gives out the ids; Unix sockets are the first one's alone.
struct IntakeThreads: ~Copyable {
  /// The addresses, each as bound.
  let addresses: [DatagramAddress]
  private let handover: Handover
  /// Gives out the ids; nil where the only thread does.
  private let registry: Registry?
  private let threads: [IntakeThread]

  /// How many receivers there will be for addresses: as many as asked for where they can share one.
  static func receivers(_ count: Int, on addresses: [DatagramAddress]) -> Int {
    let canShare = DatagramReceiver.canShareAddresses && addresses.contains { $0.port != nil }
    return canShare ? max(count, 1) : 1
  }

  /// Binds the addresses and starts the threads.
  ///
  /// - Parameter receivers: how many threads; fewer where the addresses or the system cannot have them.
  /// - Throws: `DatagramError` when an address or a thread is not to be had.
  static func start(
    listeningOn addresses: [DatagramAddress], receivers: Int = 1, allow: AllowList,
    memoryBytes: Int = 256 << 20
  ) throws(DatagramError) -> IntakeThreads {
    let count = Self.receivers(receivers, on: addresses)
    let limits = Limits(memoryBytes: memoryBytes, receivers: count)
    let handover = Handover(threads: count)
    let registry =
      count > 1 ? Registry(limits: limits, seed: UInt64.random(in: .min ... .max)) : nil
    let first = try DatagramReceiver(listeningOn: addresses)
    let bound = first.addresses
    var threads: [IntakeThread] = []
    func start(_ receiver: consuming sending DatagramReceiver) throws(DatagramError) {
      let waker = receiver.waker
      let loop = IntakeLoop(
        inlet: receiver, allow: allow, handover: handover, thread: threads.count, limits: limits,
        registry: registry)
      threads.append(try IntakeThread(running: loop, wokenBy: waker))
    }
    do throws(DatagramError) {
      for _ in 1..<count { try start(try first.makeTwin()) }
      try start(first)
    } catch {
      handover.stop()
      for thread in threads { thread.join() }
      throw error
    }
    return IntakeThreads(
      addresses: bound, handover: handover, registry: registry, threads: threads)
  }

  /// What came in since the last call, in order.
  ///
  /// - Parameter nextTake: when the next call will be, in microseconds of uptime, if that is known.
  /// - Throws: `DatagramError` when sockets failed; nothing comes in on them any more.
  func takeAll(nextTake: Int? = nil) throws(DatagramError) -> [Delivery] {
    for thread in threads {
      if let error = thread.error { throw error }
    }
    return takeDeliveries(nextTake: nextTake)
  }

  /// Ends the threads, waits for them, and hands over what they still had.
  @discardableResult
  consuming func stop() -> [Delivery] {
    handover.stop()
    for thread in threads { thread.join() }
    return takeDeliveries()
  }

  /// Chunks first and names after them, so that the names of all that is in the chunks are there.
  private func takeDeliveries(nextTake: Int? = nil) -> [Delivery] {
    var deliveries = handover.takeAll(nextTake: nextTake)
    guard let registry, var total = deliveries.last?.tally else { return deliveries }
    deliveries[0] = deliveries[0].adding(names: registry.takeAdditions())
    total.nameBytes += registry.byteCount
    return deliveries.map { $0.with(tally: total) }
  }
}
