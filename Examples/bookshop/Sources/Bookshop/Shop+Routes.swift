public import Hummingbird
public import ScopedStats

extension Shop {
  /// The shop's routes. Each request is one scope, and goes to `emitter`.
  public func makeRouter(host: String, emitter: Emitter) -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: ScopeMiddleware(service: "bookshop", host: host, emitter: emitter))
    addLookingRoutes(to: router)
    addBuyingRoutes(to: router)
    return router
  }

  private func addLookingRoutes(to router: Router<BasicRequestContext>) {
    router.get("/health") { _, _ in HTTPResponse.Status.ok }
    router.get("/bestsellers") { _, _ in
      try rendered(await catalogue.bestsellers())
    }
    router.get("/books/{id}") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      return try rendered(found(await catalogue.bookPage(id: id)))
    }
    router.get("/books/{id}/reviews") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      return try rendered(await catalogue.reviews(ofBook: id))
    }
    router.get("/authors/{id}") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      return try rendered(found(await catalogue.authorPage(id: id)))
    }
    router.get("/search") { request, _ in
      let term = try searchTerm(of: request)
      Scope.current?.tag("by", term.kind)
      return try rendered(await catalogue.search(term))
    }
  }

  private func addBuyingRoutes(to router: Router<BasicRequestContext>) {
    router.get("/cart/{id}") { _, context in
      try rendered(await till.lines(ofCart: context.parameters.require("id")))
    }
    router.post("/cart") { request, context in
      try await till.add(request.decode(as: CartWish.self, context: context))
      return Response(status: .noContent)
    }
    router.post("/checkout") { request, context in
      let paying = try await request.decode(as: PayingCart.self, context: context)
      do {
        return try rendered(await till.checkOut(cart: paying.cart), status: .created)
      } catch let refusal as TillRefusal {
        throw HTTPError(.conflict, message: "\(refusal)")
      }
    }
    router.get("/orders/{id}") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      return try rendered(found(await till.order(id: id)))
    }
  }

  private func searchTerm(of request: Request) throws -> SearchTerm {
    let parameters = request.uri.queryParameters
    if let isbn = parameters["isbn"] { return .isbn(String(isbn).filter { $0 != "-" }) }
    if let words = parameters["q"] { return .words(String(words)) }
    throw HTTPError(.badRequest, message: "Say what to search for: ?q=WORDS or ?isbn=NUMBER.")
  }
}

/// The body of `POST /checkout`.
struct PayingCart: Codable, Sendable {
  let cart: String
}

/// What was looked for, or the answer that there is no such thing.
func found<Thing>(_ thing: Thing?) throws -> Thing {
  guard let thing else { throw HTTPError(.notFound) }
  return thing
}
