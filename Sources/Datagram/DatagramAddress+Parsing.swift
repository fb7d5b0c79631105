extension DatagramAddress {
  /// Reads `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`. What is left out takes its default, 127.0.0.1
  /// and 8127, so `:9000`, `9000` and `::1` are whole addresses too.
  ///
  /// A host name is looked up here, once, which may take the time that the resolver takes; of
  /// several addresses the first IPv4 one is taken, so that both ends agree on `localhost`.
  ///
  /// - Throws: `DatagramError` of kind `address`, whose text says what was wrong.
  package init(parsing text: String) throws(DatagramError) {
    if text.hasPrefix("unix:") {
      self = try Self.parsePath(String(text.dropFirst(5)))
      return
    }
    let (host, port) = try Self.split(text)
    let number = try port.map { port throws(DatagramError) in
      try Self.parsePort(port, of: text)
    }
    self = try resolve(
      host: host.isEmpty ? "127.0.0.1" : host, port: number ?? Self.defaultPort)
  }

  private static func parsePath(_ path: String) throws(DatagramError) -> DatagramAddress {
    if path.isEmpty || path.utf8.contains(0) {
      throw DatagramError(
        .address, "“unix:” needs the path of a socket, as in unix:/tmp/stats.sock.")
    }
    if path.utf8.count > unixPathBytesMax {
      throw DatagramError(
        .address, "The path \(path) is too long for a socket: \(unixPathBytesMax) bytes at most.")
    }
    return .unix(path: path)
  }

  /// The host and the port, where there is one. A bare IPv6 address has colons but no port.
  private static func split(
    _ text: String
  ) throws(DatagramError) -> (host: String, port: Substring?) {
    if text.isEmpty { throw malformed(text) }
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw malformed(text) }
      let host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      if host.isEmpty || !(rest.isEmpty || rest.hasPrefix(":")) { throw malformed(text) }
      return (host, rest.isEmpty ? nil : rest.dropFirst())
    }
    guard let colon = text.lastIndex(of: ":") else {
      return text.utf8.allSatisfy { 48...57 ~= $0 } ? ("", text[...]) : (text, nil)
    }
    if text.firstIndex(of: ":") != colon { return (text, nil) }
    return (String(text[..<colon]), text[text.index(after: colon)...])
  }

  private static func parsePort(
    _ digits: Substring, of text: String
  ) throws(DatagramError) -> UInt16 {
    guard digits.utf8.allSatisfy({ 48...57 ~= $0 }), let port = UInt16(digits) else {
      throw DatagramError(
        .address, "“\(digits)” in “\(text)” is no port: it has to be a number from 0 to 65535.")
    }
    return port
  }

  private static func malformed(_ text: String) -> DatagramError {
    DatagramError(
      .address, "“\(text)” is no address: write HOST, HOST:PORT, [IPV6]:PORT or unix:PATH.")
  }
}
