/// A text taken apart into what each cell shows: a base and the marks on it.
///
/// No glyph holds a control, a joiner, a direction mark or a variation selector, whatever the text
/// holds: they are left out here, so nothing that is built on this can let one through.
struct TextCells: Sequence, IteratorProtocol {
  /// What one cell shows, or two when it is wide.
  struct Cell: Equatable {
    var glyph: Glyph
    var width: Int
  }

  private var scalars: String.UnicodeScalarView.Iterator
  private var splitter = CellSplitter()
  /// The base that ended the glyph before, with its width.
  private var pending: Cell?

  init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
  }

  mutating func next() -> Cell? {
    var current = pending
    pending = nil
    while let scalar = scalars.next() {
      switch splitter.take(scalar) {
      case .base(let width):
        let base = Cell(glyph: Glyph(scalar), width: width)
        guard let current else {
          current = base
          continue
        }
        pending = base
        return current
      case .mark:
        current?.glyph.add(mark: scalar)
      case .nothing:
        continue
      }
    }
    return current
  }
}

/// Decides, scalar by scalar, what starts a cell, what rides on it and what is left out.
struct CellSplitter {
  /// More marks on one base than this are left out: it is what a cell of ncurses holds, and a glyph.
  static let marksMax = 4

  enum Part: Equatable {
    case base(width: Int)
    case mark
    case nothing
  }

  private var marks = CellSplitter.marksMax
  private var takesModifier = false

  /// - Returns: what this scalar is, given those before it.
  mutating func take(_ scalar: Unicode.Scalar) -> Part {
    let kind = TextWidth.kind(of: scalar)
    switch kind {
    case .dropped:
      return .nothing
    case .mark:
      // Also true before the first base: there is nothing to put the mark on.
      if marks >= Self.marksMax { return .nothing }
      marks += 1
      return .mark
    case .narrow, .wide:
      // Terminals disagree whether a skin tone has cells of its own after a hand, so it goes.
      if takesModifier, scalar.properties.isEmojiModifier { return .nothing }
      takesModifier = kind == .wide && scalar.properties.isEmojiModifierBase
      marks = 0
      return .base(width: kind == .wide ? 2 : 1)
    }
  }
}
