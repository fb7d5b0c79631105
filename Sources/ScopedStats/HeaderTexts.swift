/// How the names and tags of recent scopes stand in a line, so that a scope like one before is
/// written by copying.
///
///     {"v":1,"scope":"GET /users","dur": │ ,"tags":{"service":"api"}
///     └─────────── nameCount ──────────┘   └────── tagsCount ──────┘
///
/// Both parts begin at a multiple of sixteen bytes, see `LineCursor.put(kept:count:)`.
///
/// Places are in sets of four, told by the length of the name; where a set is full, a new text takes
/// the place of one of the four in turn. What is longer than a place is not kept. So memory is
/// bounded, and names or tags that never repeat cost a few comparisons each.
///
/// `@unchecked Sendable`: it is the only owner of its memory, and cannot be copied.
struct HeaderTexts: ~Copyable, @unchecked Sendable {
  /// One that is kept.
  struct Text {
    var name = ""
    var tags = Tags()
    /// Both 0 where nothing is kept.
    var nameCount = 0
    var tagsCount = 0
    let start: UnsafeMutablePointer<UInt8>

    @inline(__always)
    var tagsStart: UnsafeMutablePointer<UInt8> { start + (nameCount &+ 15) & ~15 }
  }

  /// The most that name and tags of one take together.
  static let textBytesMax = 512
  private static let setCount = 8
  private static let waysCount = 4

  private let texts: UnsafeMutablePointer<Text>
  private let bytes: UnsafeMutablePointer<UInt8>
  private var turn = 0

  init() {
    let count = Self.setCount * Self.waysCount
    // One more than needed, for the last one's copy may reach past its end.
    bytes = .allocate(capacity: count * Self.textBytesMax + 16)
    bytes.initialize(repeating: 0, count: count * Self.textBytesMax + 16)
    texts = .allocate(capacity: count)
    for index in 0..<count {
      (texts + index).initialize(to: Text(start: bytes + index * Self.textBytesMax))
    }
  }

  deinit {
    texts.deinitialize(count: Self.setCount * Self.waysCount)
    texts.deallocate()
    bytes.deallocate()
  }

  /// The place of a name and tags, or nil where they are not kept.
  @inline(__always)
  func find(_ header: borrowing ScopeHeader) -> UnsafeMutablePointer<Text>? {
    let set = set(of: header)
    for way in 0..<Self.waysCount where (set + way).isOf(header) { return set + way }
    return nil
  }

  /// Keeps what was just written of a name and tags, if there is room for it.
  ///
  /// - Parameters:
  ///   - name: positions in the line.
  ///   - tags: the same; empty where there are none.
  mutating func keep(
    _ header: borrowing ScopeHeader, name: Range<Int>, tags: Range<Int>,
    of line: borrowing LineWriter
  ) {
    guard name.count + 15 + tags.count <= Self.textBytesMax, Self.isShort(header) else { return }
    turn &+= 1
    let text = set(of: header) + turn % Self.waysCount
    text.pointee.name = header.name
    text.pointee.tags = header.tags
    text.pointee.nameCount = name.count
    text.pointee.tagsCount = tags.count
    line.bytes.withMemoryRebound(to: UInt8.self) { written in
      guard let source = written.baseAddress else { return }
      text.pointee.start.update(from: source + name.lowerBound, count: name.count)
      text.pointee.tagsStart.update(from: source + tags.lowerBound, count: tags.count)
    }
  }

  private func set(of header: borrowing ScopeHeader) -> UnsafeMutablePointer<Text> {
    texts + (header.name.utf8.count & (Self.setCount - 1)) &* Self.waysCount
  }

  /// Whether the line has all its tags and its texts uncut, so that what is kept is short, too.
  private static func isShort(_ header: borrowing ScopeHeader) -> Bool {
    let most = LineWriter.textBytesMax
    return header.tags.count <= LineEncoder.tagsMax && header.name.utf8.count <= most
      && header.tags.allSatisfy { $0.key.utf8.count <= most && $0.value.textBytes <= most }
  }
}

extension UnsafeMutablePointer<HeaderTexts.Text> {
  /// Lengths are compared first, for a comparison of unlike strings is a call.
  @inline(__always)
  fileprivate func isOf(_ header: borrowing ScopeHeader) -> Bool {
    guard pointee.nameCount != 0, pointee.name.utf8.count == header.name.utf8.count,
      pointee.name == header.name, pointee.tags.count == header.tags.count
    else { return false }
    if header.tags.count > 0 {
      guard pointee.tags.key0 == header.tags.key0, pointee.tags.value0 == header.tags.value0
      else { return false }
    }
    if header.tags.count > 1 {
      guard pointee.tags.key1 == header.tags.key1, pointee.tags.value1 == header.tags.value1
      else { return false }
    }
    return header.tags.count < 3 || pointee.tags.rest == header.tags.rest
  }
}
