/// The scalars of UTF-8 that is known to be well formed, as that of a string is.
///
/// A string's own view of them costs several times as much, and a frame looks at each text twice.
struct UTF8Scalars: Sequence, IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  @inline(__always)
  mutating func next() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let first = UInt32(take())
    if first < 0x80 { return Unicode.Scalar(UInt8(first)) }
    if first < 0xe0 { return Unicode.Scalar((first & 0x1f) << 6 | continuation()) }
    if first < 0xf0 {
      return Unicode.Scalar((first & 0x0f) << 12 | continuation() << 6 | continuation())
    }
    let high = (first & 0x07) << 18 | continuation() << 12
    return Unicode.Scalar(high | continuation() << 6 | continuation())
  }

  private mutating func take() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func continuation() -> UInt32 { UInt32(take() & 0x3f) }
}
