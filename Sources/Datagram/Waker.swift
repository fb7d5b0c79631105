#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Ends a wait of a receiver from another thread. It outlives its receiver if somebody still holds
/// it, so a late wake does nothing, and never writes to a descriptor that is somebody else's now.
package final class Waker: Sendable {
  let readDescriptor: Int32
  /// What to write eight bytes to: for signal handlers, which may not call `wake()`.
  package let writeDescriptor: Int32

  package init() throws(DatagramError) {
    guard let ends = makeWakeDescriptors() else {
      throw DatagramError(.system, "There is no descriptor left: \(errorText(errno)).")
    }
    (readDescriptor, writeDescriptor) = ends
  }

  deinit {
    close(readDescriptor)
    if writeDescriptor != readDescriptor { close(writeDescriptor) }
  }

  /// Makes the receiver's wait return, the present one or else the next.
  package func wake() {
    var one: UInt64 = 1
    // A full counter or pipe has a wake in it already.
    _ = write(writeDescriptor, &one, MemoryLayout<UInt64>.size)
  }

  /// Waits until woken, for ever where no time is said. A wake that came before counts.
  package func wait(milliseconds: Int?) {
    var entry = pollfd(fd: readDescriptor, events: Int16(POLLIN), revents: 0)
    if poll(&entry, 1, Int32(clamping: milliseconds ?? -1)) > 0 { clear() }
  }

  func clear() {
    var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    _ = read(readDescriptor, &bytes, MemoryLayout.size(ofValue: bytes))
  }
}
