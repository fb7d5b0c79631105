/// Tag objects: found by their raw bytes where they were read before, and taken apart where not.
extension LineDecoder {
  @inline(__always)
  mutating func readScopeTags(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    row.tags = try readTags(bytes, at: &position)
  }

  /// From the `{` of a tag object past its `}`. A null is as good as no tags.
  @inline(never)
  mutating func readTags(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> TagSetID {
    guard try bytes.startsObject(at: &position) else { return .empty }
    if let (id, end) = knownTags(bytes, from: position) {
      position = end
      return id
    }
    return try readNewTags(bytes, at: &position)
  }

  /// Looks up what lies between the brace and each `}` that may be the object's own.
  ///
  /// No object is the beginning of another one, so bytes that are equal to an object read before
  /// are that object, wherever they stand.
  @inline(__always)
  private mutating func knownTags(_ bytes: RawSpan, from start: Int) -> (TagSetID, end: Int)? {
    var position = start
    while position &- start < TagSetTable.rawBytesMax {
      let word = bytes.word(at: position)
      let braces = Word.zeroBytes(word ^ Word.all(UInt8(ascii: "}")))
      // A zero byte comes past the end; in a line it is an error, to be found by reading it.
      guard braces != 0 else {
        if Word.zeroBytes(word) != 0 { return nil }
        position &+= 8
        continue
      }
      position &+= Word.firstByte(braces) &+ 1
      let next = bytes.byte(at: position)
      // Within a text, as in "/users/{id}", something else follows.
      guard next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next <= 0x20 else { continue }
      let key = interner.tagSets.raw.key(bytes, from: start, length: position &- start)
      if let id = interner.tagSets.raw.find(key, in: bytes) {
        return (TagSetID(rawValue: id), position)
      }
    }
    return nil
  }

  @inline(never)
  private mutating func readNewTags(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> TagSetID {
    let start = position
    let lostBefore = row.cutCount &+ interner.foldedCount
    tags.removeAll(keepingCapacity: true)
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      try readTag(bytes, at: &position)
      isMember = try bytes.nextMember(at: &position)
    }
    let id = interner.tagSet(&tags)
    if row.cutCount &+ interner.foldedCount == lostBefore {
      let key = interner.tagSets.raw.key(bytes, from: start, length: position &- start)
      if interner.tagSets.raw.find(key, in: bytes) == nil {
        interner.tagSets.remember(key, in: bytes, as: id)
      }
    }
    return id
  }

  /// One tag. A key that comes again replaces what it was before.
  private mutating func readTag(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    let quoted = try bytes.readQuoted(at: &position)
    try bytes.skipColon(at: &position)
    let (value, kind) = try Self.readTagValue(bytes, at: &position)
    let tag = Tag(
      key: intern(quoted, in: bytes), value: intern(value, in: bytes), kind: kind)
    if let index = tags.firstIndex(where: { $0.key == tag.key }) {
      tags[index] = tag
    } else if tags.count < limits.tagsPerSet {
      tags.append(tag)
    } else {
      noteCut(quoted)
    }
  }

  /// A string, a number or a Boolean, by its text as it was sent.
  private static func readTagValue(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> (RawSpan.Quoted, TagValueKind) {
    if bytes.byte(at: position) == UInt8(ascii: "\"") {
      return (try bytes.readQuoted(at: &position), .string)
    }
    let start = position
    if bytes.skip(.yes, at: &position) || bytes.skip(.no, at: &position) {
      return (RawSpan.Quoted(start: start, end: position, isPlain: true), .boolean)
    }
    _ = try bytes.readNumber(at: &position)
    return (RawSpan.Quoted(start: start, end: position, isPlain: true), .number)
  }
}
