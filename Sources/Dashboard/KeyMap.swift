import TextUI

/// Where a key is pressed: a screen, or what is laid over it.
enum KeyContext: String, Hashable, Sendable, CaseIterable {
  case scopes, scope, instance, why, tags, compare, problems, help
  /// A scope's map is in focus: what is not bound here works as on the rest of its screen.
  case map
  /// The scopes of a map's box.
  case box
  /// A menu is open.
  case menu
  /// The menu of columns is open.
  case columns
  /// A text to find is being typed: keys that are not bound are text.
  case find
  /// A filter is being typed: keys that are not bound are text.
  case filter

  /// What it is called in a sentence.
  var name: String {
    switch self {
    case .scopes: "the ranking"
    case .scope: "a scope"
    case .instance: "an instance"
    case .why: "why slow"
    case .tags: "tags"
    case .compare: "the comparison"
    case .problems: "problems"
    case .help: "help"
    case .map: "a scope's map"
    case .box: "a box"
    case .menu: "a menu"
    case .columns: "the menu of columns"
    case .find: "a text to find"
    case .filter: "a filter"
    }
  }

  /// Whether text is typed here, so that characters never are keys.
  var isTyping: Bool { self == .filter || self == .find }

  /// The place whose keys work here too, unless they are bound here.
  var base: KeyContext? { self == .map ? .scope : nil }
}

/// One line of the key map: these keys do this there.
struct Binding: Sendable {
  /// Headings of the help screen, in its order.
  enum Section: String, CaseIterable, Sendable {
    case moving = "MOVING"
    case looking = "LOOKING"
    case map = "IN LATENCY OVER TIME"
    case filtering = "FILTERING"
    case ordering = "ORDERING"
    case program = "PROGRAM"
    case typing = "WHILE A FILTER IS TYPED"
    case finding = "WHILE A TEXT TO FIND IS TYPED"
    case menu = "IN A MENU"
    case columns = "IN THE MENU OF COLUMNS"
  }

  /// The first one stands for all of them in the footer. None, where a settings file says so.
  var keys: [Key]
  let action: Action
  let contexts: Set<KeyContext>
  let section: Section
  /// What it does, for the help screen.
  let help: String
  /// What it does, in a word, for the footer; nil keeps it out of there.
  let hint: String?

  /// The keys that work in a context: where text is typed, characters are text.
  func keys(in context: KeyContext) -> [Key] {
    guard context.isTyping else { return keys }
    return keys.filter { if case .character = $0 { false } else { true } }
  }
}

/// Which key does what where: the one place that says so.
///
/// Keys are looked up in it, the footer and the help screen are written from it, so they cannot
/// disagree.
package struct KeyMap: Sendable {
  /// In the order in which the footer and the help screen show them.
  let bindings: [Binding]
  private let actions: [KeyContext: [Key: Action]]
  /// The bindings that the footer of a screen may show, most needed first: asked for each frame.
  private var hints: [KeyContext: [Binding]] = [:]

  /// The keys as they are shipped: a clash among them is a programmer's error.
  init(_ bindings: [Binding]) {
    do throws(KeyClash) {
      try self.init(checking: bindings)
    } catch {
      preconditionFailure("BUG: \(error)")
    }
  }

  /// - Throws: `KeyClash`, where a key would do two things in one place.
  init(checking bindings: [Binding]) throws(KeyClash) {
    self.bindings = bindings
    var actions: [KeyContext: [Key: Action]] = [:]
    for (index, binding) in bindings.enumerated() {
      for context in KeyContext.allCases where binding.contexts.contains(context) {
        for key in binding.keys(in: context) {
          let old = actions[context, default: [:]].updateValue(binding.action, forKey: key)
          guard old != nil else { continue }
          let first = bindings.firstIndex {
            $0.contexts.contains(context) && $0.keys(in: context).contains(key)
          }
          throw KeyClash(key: key, context: context, bindings: [first ?? index, index])
        }
      }
    }
    self.actions = actions
    for context in KeyContext.allCases {
      hints[context] = bindings.filter { binding in
        guard binding.hint != nil, let key = binding.keys(in: context).first else { return false }
        let isBound =
          binding.contexts.contains(context)
          || context.base.map(binding.contexts.contains) ?? false
        return isBound && action(for: key, in: context) == binding.action
      }
    }
  }

  /// What a key does somewhere, or nil where it does nothing.
  func action(for key: Key, in context: KeyContext) -> Action? {
    actions[context]?[key] ?? context.base.flatMap { actions[$0]?[key] }
  }

  /// The screens in which a key works, in words; empty where there is none. Text that is typed is no
  /// place to go to.
  func places(of key: Key) -> String {
    let names = KeyContext.allCases.filter { !$0.isTyping && actions[$0]?[key] != nil }.map(\.name)
    return names.count < 2
      ? names.joined()
      : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  /// The bindings that the footer of a screen may show, most needed first.
  func hints(in context: KeyContext) -> [Binding] { hints[context] ?? [] }
}

/// A key that would do two things in one place.
struct KeyClash: Error, Hashable {
  let key: Key
  let context: KeyContext
  /// Which bindings of the map, by index.
  let bindings: [Int]
}
