import Testing

@testable import Store

@Suite struct FilterObstacleTests {
  @Test(
    "a term that asks for what nobody has sent is explained",
    arguments: [
      ("service=api type=redis users cache.hits>100 db.query>5 db.query>1s dur>1h", []),
      ("service=api,web host!=x !canary id=7 error service~^w", []),
      (
        "status>=500",
        ["status is a tag, and tags are no numbers: status=500,503 or status~^5 asks for it."]
      ),
      ("scope=\"GET /users\" scope!=x", []),
      ("scope=nosuch,\"b c\"", ["No scope has the name nosuch or \"b c\"."]),
      (
        "dur=50ms",
        [
          "dur=50ms asks for scopes that took just that, to the nanosecond: dur> or dur< asks for more."
        ]
      ),
      ("nosuch>5", ["There is no counter and no timer nosuch."]),
      (
        "cache.hits>5ms",
        ["cache.hits is a counter: without a unit, as cache.hits>10, it is asked for."]
      ),
      ("host=a \"my tag\"~b", ["There is no tag host.", "There is no tag \"my tag\"."]),
      ("service=web,\"a b\"", ["No scope has service=web or service=\"a b\"."]),
      (
        "users or orders",
        [
          "\"or\" is taken as a part of names: terms side by side all have to hold, and status=500,503 is either of two.",
          "No scope has \"orders\" in its name.",
        ]
      ),
    ])
  func obstacles(_ text: String, _ expected: [String]) throws {
    #expect(
      try Filter(parsing: text).obstacles(in: CompletionTests.world.moment.catalog) == expected)
  }
}
