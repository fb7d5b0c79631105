import TextUI

/// Where a key is pressed: a screen, or what is laid over it.
enum KeyContext: Hashable, Sendable, CaseIterable {
  case scopes, scope, instance, why, tags, compare, problems, help
  /// A scope's map is in focus: what is not bound here works as on the rest of its screen.
  case map
  /// The scopes of a map's box.
  case box
  /// A menu is open.
  case menu
  /// A filter is being typed: keys that are not bound are text.
  case filter

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
    case menu = "IN A MENU"
  }

  /// The first one stands for all of them in the footer.
  let keys: [Key]
  let action: Action
  let contexts: Set<KeyContext>
  let section: Section
  /// What it does, for the help screen.
  let help: String
  /// What it does, in a word, for the footer; nil keeps it out of there.
  let hint: String?
}

/// Which key does what where: the one place that says so.
///
/// Keys are looked up in it, the footer and the help screen are written from it, so they cannot
/// disagree.
struct KeyMap: Sendable {
  /// In the order in which the footer and the help screen show them.
  let bindings: [Binding]
  private let actions: [KeyContext: [Key: Action]]

  init(_ bindings: [Binding]) {
    self.bindings = bindings
    var actions: [KeyContext: [Key: Action]] = [:]
    for binding in bindings {
      for context in binding.contexts {
        for key in binding.keys {
          let old = actions[context, default: [:]].updateValue(binding.action, forKey: key)
          precondition(old == nil, "BUG: \(key) is bound twice in \(context)")
        }
      }
    }
    self.actions = actions
  }

  /// What a key does somewhere, or nil where it does nothing.
  func action(for key: Key, in context: KeyContext) -> Action? {
    actions[context]?[key] ?? context.base.flatMap { actions[$0]?[key] }
  }

  /// The bindings that the footer of a screen may show, most needed first.
  func hints(in context: KeyContext) -> [Binding] {
    bindings.filter { binding in
      guard binding.hint != nil, let key = binding.keys.first else { return false }
      let isBound =
        binding.contexts.contains(context)
        || context.base.map(binding.contexts.contains) ?? false
      return isBound && action(for: key, in: context) == binding.action
    }
  }
}
