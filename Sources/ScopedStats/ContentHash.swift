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
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return fold(hash ^ tail, 0xD6E8_FEB8_6659_FD93)
  }

  /// The order of the tags does not matter.
  static func of(_ tags: borrowing Tags, seed: UInt64) -> UInt64 {
    var sum: UInt64 = 0
    if let tag = tags.first { sum = of(tag, seed: seed) }
    if let tag = tags.second { sum &+= of(tag, seed: seed) }
    if !tags.rest.isEmpty { for tag in tags.rest { sum &+= of(tag, seed: seed) } }
    return sum
  }

  static func of(_ tag: Tags.Tag, seed: UInt64) -> UInt64 {
    let key = of(tag.key, seed: seed)
    let value =
      switch tag.value {
      case .string(let text): of(text, seed: seed)
      case .bool(let isTrue): isTrue ? seed : ~seed
      case .int(let number): UInt64(bitPattern: Int64(number))
      case .double(let number): number.bitPattern
      }
    return fold(key ^ 0xA076_1D64_78BD_642F, value &+ 0xE703_7ED1_A0B4_28DB)
  }
}
