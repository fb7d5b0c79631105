/// A datagram of twenty lines in which every name, tag, key and sender is new each time.
///
/// The lines are made once; a number in them, of nine digits, is written over.
struct Flood {
  private(set) var datagram: [UInt8] = []
  private var places: [Int] = []
  private var number = 0
  private static let placesPerLine = 7

  init() {
    let line = """
      {"scope":"GET /#########","dur":0.012,"tags":{"user":"u#########","k#########":"v#########"},\
      "counters":{"c#########":1},"timers":{"t#########":{"count":1,"total_dur":0.0001}},\
      "src":"s#########","seq":1}\n
      """
    datagram = Array(String(repeating: line, count: 20).utf8)
    let mark = UInt8(ascii: "#")
    places = datagram.indices.filter { index in
      datagram[index] == mark && datagram[index - 1] != mark
    }
    precondition(places.count == 20 * Self.placesPerLine, "BUG: a number is missing")
  }

  mutating func advance() {
    for (index, place) in places.enumerated() {
      if index % Self.placesPerLine == 0 { number += 1 }
      var rest = number
      for digit in stride(from: place + 8, through: place, by: -1) {
        datagram[digit] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
  }
}
