// The one place where the C libraries differ.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// What a signal handler looks like.
typealias SignalHandler =
  @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

/// Installs a handler and returns what was there before.
func install(_ handler: SignalHandler, for signal: Int32, flags: Int32) -> sigaction {
  var action = sigaction()
  #if canImport(Glibc)
    action.__sigaction_handler.sa_sigaction = handler
  #else
    action.__sigaction_u.__sa_sigaction = handler
  #endif
  sigemptyset(&action.sa_mask)
  action.sa_flags = flags | Int32(SA_SIGINFO)
  var before = sigaction()
  sigaction(signal, &action, &before)
  return before
}

/// Sets a signal to its default action, or to be ignored.
func setDisposition(_ signal: Int32, isIgnored: Bool = false) -> sigaction {
  var action = sigaction()
  #if canImport(Glibc)
    action.__sigaction_handler.sa_handler = isIgnored ? SIG_IGN : SIG_DFL
  #else
    action.__sigaction_u.__sa_handler = isIgnored ? SIG_IGN : SIG_DFL
  #endif
  sigemptyset(&action.sa_mask)
  var before = sigaction()
  sigaction(signal, &action, &before)
  return before
}

/// Whether an action is to ignore the signal.
func isIgnored(_ action: sigaction) -> Bool {
  #if canImport(Glibc)
    let handler = action.__sigaction_handler.sa_handler
  #else
    let handler = action.__sigaction_u.__sa_handler
  #endif
  // SAFETY: both are pointers of one size, compared as numbers and never called.
  return unsafeBitCast(handler, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
}

/// Whether a signal that arrived was raised by the processor, so that returning faults again. Others that
/// the kernel sends itself, as for a key, do not come again.
func isFault(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?) -> Bool {
  switch signal {
  case SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP:
    // SAFETY: the kernel hands a valid `siginfo_t` to a handler installed with SA_SIGINFO.
    info.map { $0.pointee.si_code > 0 } ?? false
  default: false
  }
}

/// The size of the terminal behind a descriptor; nil where it is unknown.
func windowSize(of descriptor: Int32) -> winsize? {
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
    return nil
  }
  return size
}

/// Whether the characters of the locale in force are UTF-8.
func isLocaleUTF8() -> Bool {
  // SAFETY: `nl_langinfo` returns a string of the C library that lasts until `setlocale` is called.
  guard let name = nl_langinfo(nl_item(CODESET)) else { return false }
  return String(cString: name).uppercased() == "UTF-8"
}
