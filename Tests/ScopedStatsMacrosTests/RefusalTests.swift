#if Macros
  import Testing

  @Suite("Where @Timed cannot be used")
  struct RefusalTests {
    @Test(
      "the compiler says what to do in its place",
      arguments: [
        ("struct S { @Timed init() {} }", "goes on a function"),
        ("class C { @Timed deinit {} }", "goes on a function"),
        ("protocol P { @Timed func f() }", "needs a body"),
        ("@Timed func f(_ g: () throws -> Void) rethrows { try g() }", "rethrows"),
        ("@Timed func f(_ a: consuming [Int]) -> Int { a.count }", "consuming"),
        ("@Timed func f(_ a: borrowing [Int]) -> Int { 1 }", "borrowing"),
        ("struct S { @Timed borrowing func f() {} }", "borrowing self"),
      ])
    func refusals(source: String, words: String) throws {
      let errors = try Compiler.errors(in: source)
      #expect(errors.count == 1)
      #expect(errors.first?.contains("@Timed") == true)
      #expect(errors.first?.contains(words) == true)
    }

    @Test(
      "it goes on nothing that has no body",
      arguments: [
        "struct S { @Timed var n = 1 }", "@Timed struct S {}",
        "struct S { @Timed var n: Int { 1 } }",
        "struct S { var n: Int { @Timed get { 1 } } }",
        "struct S { @Timed subscript(n: Int) -> Int { n } }",
      ])
    func elsewhere(source: String) throws {
      #expect(try !Compiler.errors(in: source).isEmpty)
    }

    @Test(
      "it says nothing where it can be used, and the expansion has no warning",
      arguments: [
        "@Timed func f() async throws -> Int { 1 }",
        "@Timed func f() throws(Never) -> Int { 1 }",
        "@Timed func f() -> Int! { nil }",
        "@Timed func f() -> Never { fatalError() }",
        "@Timed func f() { /* nothing */ }",
        "@Timed @discardableResult func f() -> Int { 1 }",
        "@Timed func f(_ n: Int) -> String { if n > 0 { \"a\" } else { \"b\" } }",
        "@Timed func f<each T>(_ t: repeat each T) -> (repeat each T) { (repeat each t) }",
        "@Timed func f<E: Error>(_ g: () throws(E) -> Int) throws(E) -> Int { try g() }",
        "struct S { var n = 1; @Timed consuming func f() -> S { n += 1; return self } }",
        "struct S: ~Copyable { var n = 1; @Timed mutating func f() { n += 1 } }",
        "class C { @Timed func f() -> Self { self } }",
        "struct S { @Timed static func + (a: S, b: S) -> S { a } }",
      ])
    func silence(source: String) throws {
      #expect(try Compiler.errors(in: source) == [])
    }
  }
#endif
