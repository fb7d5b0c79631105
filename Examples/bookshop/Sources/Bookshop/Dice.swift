/// Chance that falls the same way each time, so that every shop has the same books.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of the words.
  mutating func pick(_ words: [String]) -> String {
    words[Int.random(in: words.indices, using: &self)]
  }

  /// A number from 1 to `last`, low ones far more often: what sells well sells very well.
  mutating func popular(upTo last: Int) -> Int {
    let chance = Double.random(in: 0..<1, using: &self)
    return 1 + Int(Double(last) * chance * chance * chance)
  }
}
