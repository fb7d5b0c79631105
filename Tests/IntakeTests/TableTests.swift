import Testing

@testable import Intake

@Suite("The tables behind the ids")
struct TableTests {
  @Test("names of every length are found, and only those that were put in")
  func byteTable() {
    var table = ByteTable(hash: SeededHash(seed: 5))
    // Each length thrice, with the difference at the front, in the middle and at the end.
    var names: [[UInt8]] = []
    for length in 0...70 {
      let name = [UInt8](repeating: 0x61, count: length)
      names.append(name)
      for place in Set([0, length / 2, length - 1]) where length > 0 {
        var other = name
        other[place] = 0x62
        names.append(other)
      }
    }
    for (index, name) in names.enumerated() {
      let padded = name + [UInt8](repeating: 0x7A, count: 8)
      let bytes = padded.span.bytes
      let key = table.key(bytes, from: 0, length: name.count)
      #expect(table.find(key, in: bytes) == nil)
      table.insert(key, in: bytes, value: UInt32(index))
    }
    for (index, name) in names.enumerated() {
      // What stands around the name must not matter.
      let padded = [0x20, 0x20, 0x20] + name + [UInt8](repeating: 0, count: 8)
      let bytes = padded.span.bytes
      let key = table.key(bytes, from: 3, length: name.count)
      #expect(table.find(key, in: bytes) == UInt32(index))
      if name.count <= 16 { #expect(table.findShort(key) == UInt32(index)) }
    }
    #expect(table.count == names.count)
  }

  @Test(
    "numbers are put in, found and taken out as in a dictionary", arguments: 0..<8 as Range<UInt64>)
  func wordTable(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var table = WordTable(hash: SeededHash(seed: seed))
    var model: [UInt64: UInt32] = [:]
    for step in 0..<3_000 as Range<UInt32> {
      let key = random.next() % 200
      if model[key] == nil, random.chance(60) {
        model[key] = step
        table.insert(key, value: step)
      } else if random.chance(50) {
        model[key] = nil
        table.remove(key)
      }
      #expect(table.find(key) == model[key])
    }
    #expect(table.count == model.count)
    #expect((0..<200 as Range<UInt64>).allSatisfy { table.find($0) == model[$0] })
  }

  @Test("other seeds scatter the same names in other ways")
  func seeds() {
    #expect(SeededHash(seed: 1)(42) != SeededHash(seed: 2)(42))
    let name = Array("a name of more than sixteen bytes".utf8)
    let hashes = Set(
      (0..<100).map { SeededHash(seed: $0)(name.span.bytes, from: 0, length: name.count) })
    #expect(hashes.count == 100)
  }
}
