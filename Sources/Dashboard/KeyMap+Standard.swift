import TextUI

extension KeyMap {
  /// The keys as they are shipped.
  package static let standard = KeyMap(
    opening + mapping + filtering + looking + ordering + moving + program + finding + typing
      + choosing)

  private static let screens = Set(KeyContext.allCases).subtracting([
    .menu, .columns, .filter, .find,
  ])
  private static let lists = screens.union([.menu, .columns])
  private static let figures: Set<KeyContext> = [.scopes, .scope, .tags]

  private static func on(
    _ contexts: Set<KeyContext>, _ section: Binding.Section, _ keys: [Key], _ action: Action,
    _ help: String, hint: String? = nil
  ) -> Binding {
    Binding(
      keys: keys, action: action, contexts: contexts, section: section, help: help, hint: hint)
  }

  private static let opening: [Binding] = [
    on(
      [.scopes, .scope, .box, .compare], .looking, [.enter], .open, "open; on a tag: filter by it",
      hint: "open"),
    on(
      [.scopes, .scope, .box, .instance], .looking, [.character("x")], .why,
      "why slow: what tells it from others", hint: "why slow"),
    on([.why], .filtering, [.enter], .include, "on a finding: filter by it", hint: "filter by it"),
    on(
      [.why], .looking, [.right, .tab], .nextSlowSet, "why slow: ask of other slow ones",
      hint: "slow set"),
    on([.why], .looking, [.character("x")], .why, "why slow: ask anew", hint: "ask anew"),
    on([.why], .looking, [.left, .backTab], .previousSlowSet, "the same, the other way round"),
    on(
      [.tags], .filtering, [.enter, .character("i")], .include,
      "on a value: only scopes with it; on a key: to its values", hint: "only this"),
    on(
      [.tags], .filtering, [.character("o"), .delete], .exclude,
      "on a value: only scopes without it; on a key: without any",
      hint: "without it"),
    on(
      [.scope, .instance, .tags], .moving, [.tab, .right], .nextPanel, "next panel",
      hint: "panel"),
    on(
      [.scope, .box, .instance, .why, .tags, .compare, .problems, .help], .looking,
      [.escape, .backspace], .back, "back", hint: "back"),
  ]

  private static let mapping: [Binding] = [
    on(
      [.map], .map, [.character("v")], .box, "box: arrows stretch it; again: no box",
      hint: "box"),
    on([.map], .map, [.left], .left, "earlier"),
    on([.map], .map, [.right], .right, "later"),
    on([.map], .map, [.shiftUp], .widenUp, "move the box's corner to slower scopes"),
    on([.map], .map, [.shiftDown], .widenDown, "move the box's corner to faster scopes"),
    on([.map], .map, [.shiftLeft], .widenLeft, "move the box's corner to earlier scopes"),
    on([.map], .map, [.shiftRight], .widenRight, "move the box's corner to later scopes"),
  ]

  private static let filtering: [Binding] = [
    on(
      figures, .filtering, [.character("/"), .function(4)], .editFilter, "edit the filter",
      hint: "filter"),
    on(
      figures, .filtering, [.character("f")], .toggleFilters, "filters off, and on again"),
  ]

  private static let searched: Set<KeyContext> = [.scopes, .scope, .tags]

  private static let finding: [Binding] = [
    on(searched, .looking, [.function(3)], .find, "find a line by its text", hint: "find"),
    on(searched, .looking, [.character("n")], .findNext, "next line with that text"),
    on(searched, .looking, [.character("N")], .findPrevious, "line before with that text"),
    on([.scopes], .looking, [.escape, .backspace], .dropFind, "mark nothing any more"),
    on([.find], .finding, [.enter], .keepFind, "stay there: n and N go on", hint: "stay"),
    on([.find], .finding, [.escape], .dropFind, "back to where it began", hint: "as before"),
    on([.find], .finding, [.down, .function(3)], .findNext, "next line with it", hint: "next"),
    on([.find], .finding, [.up], .findPrevious, "line before with it", hint: "before"),
  ]

  private static let looking: [Binding] = [
    on(
      screens.subtracting([.tags, .problems, .help]), .looking, [.character("t")], .tags,
      "tags and their values", hint: "tags"),
    on(
      screens, .looking, [.character(" "), .character("p")], .freeze,
      "freeze the screen; again: go on", hint: "freeze"),
    on(
      figures, .looking, [.character("[")], .stepBack,
      "freeze, step back a tenth of the window", hint: "earlier"),
    on(
      figures, .looking, [.character("]")], .stepForward,
      "step forward, as far as to the freeze", hint: "later"),
    on(figures, .looking, [.character("{")], .windowBack, "step back a whole window"),
    on(figures, .looking, [.character("}")], .windowForward, "step forward a whole window"),
    on(
      screens.subtracting([.help]), .looking, [.character("y")], .copy,
      "copy what is seen as JSON", hint: "copy"),
    on(
      screens.subtracting([.help]), .looking, [.character("e")], .export,
      "write what is seen to a file", hint: "write"),
    on(
      screens.subtracting([.problems, .help]), .looking, [.character("!")], .problems,
      "problems: losses, rejections, memory"),
  ]

  private static let ordering: [Binding] = [
    on(
      [.scopes], .ordering, [.character("s"), .function(6)], .sortMenu, "choose the sort column",
      hint: "sort"),
    on([.scopes], .ordering, [.character("<")], .sortLeft, "sort by the column to the left"),
    on([.scopes], .ordering, [.character(">")], .sortRight, "sort by the column to the right"),
    on([.scopes], .ordering, [.character("I")], .invertSort, "turn the order round"),
    on(
      figures, .ordering, [.character("w")], .nextWindow,
      "further back; from the longest window, to the shortest",
      hint: "window"),
    on(
      figures, .ordering, [.character("W")], .previousWindow,
      "less far back; from the shortest, to the longest"),
    on(figures, .ordering, [.character("z")], .zoomIn, "zoom in: a shorter window, down to 5 s"),
    on(figures, .ordering, [.character("Z")], .zoomOut, "zoom out: a longer one, up to a day"),
    on([.tags], .filtering, [.character("b")], .groupBy, "on a tag: group by it", hint: "group"),
    on(
      [.scopes, .scope], .ordering, [.character("b")], .groupMenu,
      "group by a tag; again: ungroup", hint: "group"),
    on(
      [.scopes, .scope], .looking, [.character("d")], .compare,
      "what is new, gone, slower or faster now", hint: "compare"),
    on(
      [.compare], .looking, [.character("d")], .compare, "what changed: compare anew",
      hint: "compare anew"),
    on(
      [.scopes], .ordering, [.character("c")], .columnMenu,
      "columns: on, off, order; tags and metrics too", hint: "columns"),
  ]

  private static let moving: [Binding] = [
    on(lists, .moving, [.up, .character("k")], .up, "line up"),
    on(lists, .moving, [.down, .character("j")], .down, "line down"),
    on(lists, .moving, [.pageUp, .control("b")], .pageUp, "page up"),
    on(lists, .moving, [.pageDown, .control("f")], .pageDown, "page down"),
    on(lists, .moving, [.character("g"), .home], .first, "first line"),
    on(lists, .moving, [.character("G"), .end], .last, "last line"),
    on(
      [.scope, .instance, .tags], .moving, [.backTab, .left], .previousPanel, "previous panel"),
  ]

  private static let program: [Binding] = [
    on(
      screens.subtracting([.help]), .program, [.character("?"), .function(1)], .help, "this help",
      hint: "help"),
    on(screens, .program, [.character("+"), .character("=")], .refreshSlower, "refresh slower"),
    on(screens, .program, [.character("-")], .refreshFaster, "refresh faster"),
    on(
      screens, .program, [.character("q")], .close, "quit; from an inner screen: back",
      hint: "quit"),
    on(Set(KeyContext.allCases), .program, [.control("l")], .redraw, "paint the screen anew"),
    on(Set(KeyContext.allCases), .program, [.control("z")], .suspend, "to the shell (fg returns)"),
    on(Set(KeyContext.allCases), .program, [.control("c")], .quit, "quit at once"),
  ]

  private static let typing: [Binding] = [
    on(
      [.filter], .typing, [.enter], .keepFilter, "keep it; take the completion chosen",
      hint: "keep"),
    on([.filter], .typing, [.escape], .dropEdit, "as it was before", hint: "as before"),
    on([.filter], .typing, [.tab], .complete, "take the completion", hint: "complete"),
    on([.filter], .typing, [.down], .choiceDown, "next completion", hint: "choose"),
    on([.filter], .typing, [.up, .backTab], .choiceUp, "previous completion"),
    on([.filter], .typing, [.control("u")], .clearLine, "empty the line", hint: "clear"),
  ]

  private static let choosing: [Binding] = [
    on([.menu], .menu, [.enter, .character(" ")], .open, "choose", hint: "choose"),
    on(
      [.menu], .menu, [.escape, .backspace, .character("q")], .back, "leave things as they are",
      hint: "back"),
    on(
      [.columns], .columns, [.character(" "), .character("x")], .open,
      "show the column; again: hide it",
      hint: "on, off"),
    on(
      [.columns], .columns, [.character("<"), .shiftUp], .columnEarlier, "move it to the left",
      hint: "left"),
    on(
      [.columns], .columns, [.character(">"), .shiftDown], .columnLater, "move it to the right",
      hint: "right"),
    on(
      [.columns], .columns, [.enter, .escape, .backspace, .character("q"), .character("c")], .back,
      "done", hint: "done"),
  ]
}
