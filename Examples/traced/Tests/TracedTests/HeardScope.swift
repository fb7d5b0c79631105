/// A line of the wire format, as far as these tests look at it.
struct HeardScope: Decodable {
  struct Timer: Decodable {
    let count: Int
  }

  struct Tags: Decodable {
    let method: String?
    let route: String?
    let status: Int?

    enum CodingKeys: String, CodingKey {
      case method = "http.request.method"
      case route = "http.route"
      case status = "http.response.status_code"
    }
  }

  let scope: String
  let dur: Double
  let id: String
  let error: String?
  let tags: Tags
  let timers: [String: Timer]?
  let src: String
  let seq: Int
  let dropped: Int?

  /// The number in the request's path, which its trace id carries as well.
  var number: Int { Int(id.suffix(16), radix: 16) ?? 0 }

  /// The calls of each timer.
  var calls: [String: Int] { (timers ?? [:]).mapValues(\.count) }
}
