import HTTPTypes
import Hummingbird
import Logging
import NIOEmbedded
import ScopedStats
import Synchronization
import Testing

@testable import Bookshop

/// A small shop whose scopes are heard here, without a socket on either side.
final class ShopWithEars: Sendable {
  let shop: ShopInAFolder
  private let heard: Heard
  private let emitter: Emitter
  private let responder: RouterResponder<BasicRequestContext>

  init() throws {
    let heard = Heard()
    shop = try ShopInAFolder()
    emitter = Emitter { heard.add($0) }
    responder = shop.shop.makeRouter(host: "here", emitter: emitter).buildResponder()
    self.heard = heard
  }

  /// Sends a request to the shop, and returns the scope that came of it.
  func scope(
    of method: HTTPRequest.Method, _ path: String, servedBy host: String? = nil, body: String = ""
  ) async throws -> HeardScope {
    var head = HTTPRequest(method: method, scheme: "http", authority: "shop", path: path)
    if let host, let name = HTTPField.Name("X-Served-By") { head.headerFields[name] = host }
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
    var logger = Logger(label: "shop")
    logger[metadataKey: "hb.request.id"] = "5f5853c68daa1a5868f7571f4117a200"
    let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger)
    _ = try await responder.respond(to: request, context: BasicRequestContext(source: source))
    emitter.flush()
    return try #require(try heard.takeScopes().last)
  }
}

/// The lines that an emitter sent, until they are taken.
private final class Heard: Sendable {
  private let lines = Mutex<[UInt8]>([])

  func add(_ span: RawSpan) {
    lines.withLock { lines in
      span.withUnsafeBytes { lines.append(contentsOf: $0) }
    }
  }

  func takeScopes() throws -> [HeardScope] {
    let text = lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
    return try text.split(separator: UInt8(ascii: "\n")).map(HeardScope.init(line:))
  }
}
