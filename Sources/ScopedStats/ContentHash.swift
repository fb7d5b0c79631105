/// The hash of texts and tags in metric tables: short, and with a seed of the process, so that
/// nobody who chooses tag values can make a table slow.
enum ContentHash {
  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  static func of(_ text: String, seed: UInt64) -> UInt64 {
    let hash = text.utf8.withContiguousStorageIfAvailable {
      of(UnsafeRawBufferPointer($0), seed: seed)
    }
    return hash ?? Array(text.utf8).withUnsafeBytes { of($0, seed: seed) }
  }

  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    var offset = 0
    while bytes.count - offset >= 8 {
      hash = fold(
        hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
      offset += 8
    }
    var tail: UInt64 = 0
    if bytes.count >= 8, offset < bytes.count {
      tail = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    } else if bytes.count - offset >= 4 {
      let start = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      let end = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
      tail = UInt64(start) << 32 | UInt64(end)
    } else if offset < bytes.count {
      tail =
        UInt64(bytes[offset]) << 16 | UInt64(bytes[(offset + bytes.count) / 2]) << 8
        | UInt64(bytes[bytes.count - 1])
    }
    return fold(hash ^ tail, 0xD6E8_FEB8_6659_FD93)
  }

  /// Of the values alone: metrics of one key mostly have the same keys of tags. The order of the
  /// tags does not matter.
  static func of(_ tags: borrowing Tags, seed: UInt64) -> UInt64 {
    var sum: UInt64 = 0
    if tags.count > 0 { sum = of(tags.value0, seed: seed) }
    if tags.count > 1 { sum &+= of(tags.value1, seed: seed) }
    if tags.count > 2 { for tag in tags.rest { sum &+= of(tag.value, seed: seed) } }
    return sum
  }

  @inline(__always)
  static func of(_ value: TagValue, seed: UInt64) -> UInt64 {
    switch value {
    case .string(let text): of(text, seed: seed)
    case .bool(let isTrue): isTrue ? seed : ~seed
    case .int(let number): fold(UInt64(bitPattern: Int64(number)) ^ seed, 0xA076_1D64_78BD_642F)
    case .double(let number): fold(number.bitPattern ^ seed, 0xE703_7ED1_A0B4_28DB)
    }
  }
}
