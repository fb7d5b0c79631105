import Intake
import TextUI

/// A short sentence in place of the footer: what a key has just done, or why it could not.
struct Notice: Hashable, Sendable {
  /// How long it stays, unless the next key comes first.
  static let stay = Duration.seconds(4)

  let text: String
  let role: Role
  let until: Timestamp
}

extension Model {
  /// Says something until the next key, or for a few seconds.
  mutating func say(_ text: String, _ role: Role = .plain) {
    notice = Notice(text: text, role: role, until: now.advanced(by: Notice.stay))
  }
}
