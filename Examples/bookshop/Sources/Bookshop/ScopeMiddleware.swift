import HTTPTypes
import Hummingbird
import ScopedStats

/// Makes one scope of each request: named by method and route pattern, tagged with what one filters
/// by.
///
/// The pattern and not the path, because `GET /books/{id}` can be ranked and 34,520 paths can't.
struct ScopeMiddleware<Context: RequestContext>: RouterMiddleware {
  let service: String
  /// The host that a request is served by, unless the balancer in front says it: see `hostHeader`.
  let host: String
  let emitter: Emitter

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let method = request.method.rawValue
    let tags: Tags = ["method": method, "service": service, "host": servedBy(request)]
    let name = "\(method) \(context.endpointPath ?? "(no such route)")"
    return try await withScope(name, tags: tags, emitter: emitter) {
      // The first half of the server's own ids is the same for all requests.
      Scope.current?.id = String(context.id.suffix(8))
      let response = try await answer(request, context: context, next: next)
      Scope.current?.tag("status", response.status.code)
      return response
    }
  }

  /// A request that can't be fulfilled is an answer like others. Only what the shop itself got
  /// wrong fails the scope.
  private func answer(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as any HTTPResponseError {
      return try error.response(from: request, context: context)
    } catch {
      Scope.current?.fail("\(type(of: error))")
      return Response(status: .internalServerError)
    }
  }

  private func servedBy(_ request: Request) -> String {
    hostHeader.flatMap { request.headers[$0] } ?? host
  }
}

/// Where the balancer in front of the shop says which of its hosts serves a request.
private let hostHeader = HTTPField.Name("X-Served-By")
