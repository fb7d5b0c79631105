import Testing

@testable import Store

@Suite struct PatternTests {
  @Test(
    "a pattern matches as everyone expects",
    arguments: [
      ("users", "/users/1", true), ("^users", "/users", false), ("^/users", "/users/1", true),
      ("1$", "/users/1", true), ("^$", "", true), ("^$", "a", false), ("", "a", true),
      ("a.c", "abc", true), ("a.c", "a\nc", false), ("a.c", "aéc", true), ("^a.c$", "a🙂c", true),
      ("[a-c]+", "xxb", true), ("^[^a-c]+$", "xyz", true), ("^[^a-c]+$", "xbz", false),
      ("[]a]", "]", true), ("[a-]", "-", true), ("[\\d-]", "-", true), ("[\\]]", "]", true),
      ("[^\\d]", "1", false), ("[\\D]", "1", false), ("[\\Wx]", "x", true),
      ("^\\d{3}$", "200", true), ("^\\d{3}$", "2000", false), ("^\\d{2,}$", "2", false),
      ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false), ("^a{0}$", "", true),
      ("^(GET|POST) /", "POST /pay", true), ("^(GET|POST) /", "PUT /pay", false),
      ("^(?:a|ab)(c|bcd)$", "abcd", true), ("colou?r", "color", true), ("a|", "b", true),
      ("^(a*)*$", "aaab", false), ("^(a|b)*?$", "abba", true), ("\\bcat\\b", "a cat.", true),
      ("\\bcat\\b", "concat", false), ("\\Bcat", "concat", true), ("a\\.b", "axb", false),
      ("\\\\", "a\\b", true), ("\\s\\S\\w\\W", " ab-", true), ("(?i)USERS", "/Users", true),
      ("(?i)[a-z]É", "Xé", true), ("users", "Users", false), ("\\(x\\)", "(x)", true),
    ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test(
    "what is no pattern is refused with a sentence",
    arguments: [
      "(", ")", "a)", "[", "[]", "[a", "*", "+a", "a**", "a{", "a{x}", "a{2,1}", "a{9999}", "a{,2}",
      "(?=a)", "(?<n>a)", "(?", "\\", "\\q", "\\1", "[z-a]", "[a-\\d]", "((a{1000}){1000}){1000}",
      "(((){1000}){1000}){1000}",
    ])
  func refused(_ pattern: String) {
    let fault = #expect(throws: Pattern.Fault.self) { try Pattern(pattern) }
    #expect(fault?.message.hasSuffix(".") == true)
  }

  @Test("patterns that take other engines years are answered at once")
  func hostile() throws {
    let text = String(repeating: "a", count: 255) + "!"
    for pattern in [
      "(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*a){20}$", "a*a*a*a*a*a*a*b", "(a?){99}$b",
    ] {
      #expect(try !Pattern(pattern).matches(text))
    }
  }

  @Test("any pattern that both know matches what the standard library's engine matches")
  func differential() throws {
    var random = Seeded(11)
    let pieces = ["a", "b", ".", "a*", "b+", "(a|b)", "[ab]", "[^a]", "^", "$", "a?", "(ab)*", "|"]
    var compared = 0
    for _ in 0..<1_500 {
      let text = (0..<Int.random(in: 1..<6, using: &random)).map { _ in random.one(of: pieces) }
        .joined()
      guard let standard = try? Regex(text), let ours = try? Pattern(text) else { continue }
      for _ in 0..<4 {
        let subject = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
          random.one(of: ["a", "b", "c"])
        }.joined()
        let expected = (try? standard.firstMatch(in: subject)) != nil
        #expect(ours.matches(subject) == expected, "\(text) on \(subject)")
        compared += 1
      }
    }
    #expect(compared > 4_000)
  }
}
