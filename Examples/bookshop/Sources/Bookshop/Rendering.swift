import Foundation
import Hummingbird
import ScopedStats

/// The answer that holds `value` as JSON. Making it is the timer `render`.
func rendered(
  _ value: some Encodable, status: HTTPResponse.Status = .ok
) throws -> Response {
  let body = try timer("render") { try JSONEncoder().encode(value) }
  incr("response.bytes", by: body.count)
  return Response(
    status: status,
    headers: [.contentType: "application/json; charset=utf-8"],
    body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
}
