import TextUI

/// Keys by the names under which a settings file sets them.
///
/// A name is that of the action. Where an action has other keys in another place, as Enter opens a
/// scope and chooses in a menu, that place stands before it: `open`, `menu-open`.
extension KeyMap {
  /// What a settings file can set: a name, its keys, what they do.
  package struct Line: Hashable, Sendable {
    package let name: String
    package let section: String
    package let keys: [Key]
    package let help: String
  }

  /// Every name once, section by section as in help.
  package var lines: [Line] {
    var seen = Set<String>()
    return Binding.Section.allCases.flatMap { section in
      zip(names, bindings).filter { $1.section == section }.compactMap { name, binding in
        guard seen.insert(name).inserted else { return nil }
        return Line(
          name: name, section: section.rawValue, keys: binding.keys, help: binding.help)
      }
    }
  }

  /// These keys with some actions on others.
  ///
  /// - Parameter keys: by name; an empty list leaves an action without any.
  /// - Throws: `KeyMapFault` for a name that there is none of, a key that would do two things in one
  ///   place, and a map that there is no way out of.
  package func rebinding(_ keys: [String: [Key]]) throws(KeyMapFault) -> KeyMap {
    let names = names
    let known = Set(names)
    if let unknown = keys.keys.sorted().first(where: { !known.contains($0) }) {
      throw KeyMapFault(names: [unknown], sentence: "there is no action \(unknown).")
    }
    var bindings = bindings
    for index in bindings.indices {
      guard let new = keys[names[index]] else { continue }
      bindings[index].keys = new
    }
    let map: KeyMap
    do throws(KeyClash) {
      map = try KeyMap(checking: bindings)
    } catch {
      throw KeyMapFault(error, names: error.bindings.map { names[$0] })
    }
    let waysOut: Set<Action> = [.quit, .close]
    guard bindings.contains(where: { waysOut.contains($0.action) && !$0.keys.isEmpty }) else {
      throw KeyMapFault(
        names: waysOut.map(\.name).sorted(),
        sentence: "neither close nor quit has a key, so there would be no way out.")
    }
    return map
  }

  /// By binding: the name that sets its keys.
  var names: [String] {
    var first: [Action: [Key]] = [:]
    return bindings.map { binding in
      let name = binding.action.name
      guard let keys = first[binding.action] else {
        first[binding.action] = binding.keys
        return name
      }
      guard keys != binding.keys else { return name }
      let place = KeyContext.allCases.first { binding.contexts.contains($0) }
      return (place?.rawValue.kebabCase ?? "") + "-" + name
    }
  }
}

/// Why keys cannot be bound so.
package struct KeyMapFault: Error, Hashable {
  /// The names of the actions concerned.
  package let names: [String]
  /// What is wrong, in one sentence.
  package let sentence: String
}

extension KeyMapFault {
  init(_ clash: KeyClash, names: [String]) {
    let (key, place) = (clash.key.settingName, clash.context.rawValue.kebabCase)
    self.init(
      names: names,
      sentence: "the key \(key) would do two things in \(place): "
        + names.joined(separator: " and ") + ".")
  }
}
