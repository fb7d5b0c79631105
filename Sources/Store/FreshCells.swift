import Intake

/// The cells of some groups' histories that are to be worked out anew.
struct FreshCells {
  let groups: [UInt32]
  /// The numbers of all cells, worked out anew or not.
  let numbers: ClosedRange<Int64>
  /// By group and cell: its place in `cells`, -1 where it is known.
  private var places: [Int32]
  private var cells: [HistoryCell] = []
  /// By cell: the groups that lack it, by their place in `groups`.
  private var lacking: [[Int]]
  /// The groups that lack any.
  private(set) var membersLacking: [Int] = []

  init(_ groups: [UInt32], from first: Int64, count: Int) {
    self.groups = groups
    numbers = first...first + Int64(count) - 1
    places = Array(repeating: -1, count: groups.count * count)
    lacking = Array(repeating: [], count: count)
  }

  /// The first cell that any group lacks.
  var earliest: Int64? {
    lacking.firstIndex { !$0.isEmpty }.map { numbers.lowerBound + Int64($0) }
  }

  /// A cell; nil where it was not to be worked out.
  func cell(_ number: Int64, of member: Int) -> HistoryCell? {
    place(number, member).map { cells[$0] }
  }

  /// A cell is to be worked out anew. Groups come in order.
  mutating func begin(_ number: Int64, of member: Int) {
    places[index(number, member)] = Int32(cells.count)
    cells.append(HistoryCell())
    lacking[Int(number - numbers.lowerBound)].append(member)
    if membersLacking.last != member { membersLacking.append(member) }
  }

  /// Whether what lies between two cells lies in one: the last of all holds what is dated later.
  func isOneCell(_ first: Int64, _ last: Int64) -> Bool {
    min(first, numbers.upperBound) == min(last, numbers.upperBound)
  }

  /// Whether any group lacks a cell from one to another.
  func lacksAny(_ first: Int64, _ last: Int64) -> Bool {
    let (from, to) = (max(first, numbers.lowerBound), min(last, numbers.upperBound))
    return from <= to && (from...to).contains { !members(lacking: $0).isEmpty }
  }

  /// The groups that lack a cell.
  func members(lacking number: Int64) -> [Int] {
    guard number >= numbers.lowerBound else { return [] }
    return lacking[Int(min(number, numbers.upperBound) - numbers.lowerBound)]
  }

  /// Adds the rows of a chunk that lies in one cell. Returns how many there are.
  mutating func add(_ answer: ChunkAnswer, to number: Int64) -> Int {
    var rows = 0
    for member in members(lacking: number) {
      guard let place = answer.index.place(of: groups[member]),
        let cell = self.place(number, member)
      else { continue }
      cells[cell].add(answer, at: place)
      rows += answer.index.range(at: place).count
    }
    return rows
  }

  /// Adds a row, or a part of what it stands for.
  mutating func add(row: Int, of chunk: Chunk, _ part: Double, to number: Int64, of member: Int) {
    guard number >= numbers.lowerBound, let cell = place(number, member) else { return }
    cells[cell].add(row: row, of: chunk, part: part)
  }

  private func place(_ number: Int64, _ member: Int) -> Int? {
    let place = places[index(number, member)]
    return place < 0 ? nil : Int(place)
  }

  private func index(_ number: Int64, _ member: Int) -> Int {
    member * lacking.count + Int(min(number, numbers.upperBound) - numbers.lowerBound)
  }
}
