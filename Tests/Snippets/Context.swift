// What the Swift in the documents speaks of without saying where it comes from: a database, a
// request, a log. The tests compile each block beside this file; it is part of no target.

import Dispatch
import ScopedStats

struct Request: Sendable {
  var id = "b1f0"
  var path = "/users"
}

struct Response: Sendable {
  var status = 200
}

struct Route: Sendable {
  let pattern: String
  func respond(to request: Request) async throws -> Response { Response() }
}

struct Router: Sendable {
  func route(for request: Request) throws -> Route { Route(pattern: "/users/{id}") }
}

let router = Router()

struct User: Sendable {}
struct Book: Sendable {}

struct Database: Sendable {
  func users() async throws -> [User] { [] }
  func books() async throws -> [Book] { [] }
  func books(author: Int) async throws -> [Book] { [] }
}

struct Log: Sendable {
  func warning(_ line: String) {}
}

struct Customer: Sendable {
  let plan: String
}

/// What a library's callback tells.
struct Event: Sendable {
  let duration: Duration
}

let (db, database) = (Database(), Database())
let (request, response) = (Request(), Response())
let (kind, name, host) = ("redis", "main", "web-1")
let isWarm = true
let body: [UInt8] = []
let books: [Book] = []
let customers: [Customer] = []
let event = Event(duration: .zero)
let log = Log()
let queue = DispatchQueue(label: "jobs")
let recorder = Recorder()

func handle(_ request: Request) -> Response { Response() }
func respond(to request: Request) async throws -> Response { Response() }
func serve(_ request: Request) async throws -> Response { Response() }
func serve() async throws {}
func render(_ books: [Book]) -> String { "" }
func rebuild() {}
func headlines() async -> [String] { [] }
func forecast() async -> String { "" }
func makeThumbnails() async {}
func invoice(_ customer: Customer) async {}
func append(_ bytes: UnsafeRawBufferPointer, to file: String) {}

struct Cart: Sendable {}
struct Receipt: Sendable {}

struct Till: Sendable {
  func charge(_ cart: Cart) async throws -> Receipt { Receipt() }
}

let till = Till()

struct Index: Sendable {
  func books(with words: [String]) -> [Book] { [] }
}

#if Metrics
  import CoreMetrics

  let backendThatIsThereAlready = NOOPMetricsHandler.instance
#endif
