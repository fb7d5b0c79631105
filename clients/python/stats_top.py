"""Sends scopes to stats-top: one file, no dependency.

With the *scopedstats* library, send what its recorder has:

    import scopedstats, stats_top

    recorder = scopedstats.Recorder()
    with recorder.record():
        handle(request)
    stats_top.send("GET /users", recorder.get_result(), tags={"host": "web-1"})

Without it, say what is known of a scope:

    stats_top.send("backup", duration=3.2, counters={"files": 1200},
                   timers={"copy": (1200, 2.9)}, tags={"host": "a"})

Nothing here waits for the receiver, and nothing raises when there is none: a scope that the
system would not take, or that JSON cannot say, is dropped, and the next one says so.
"""

import json
import os
import secrets
import socket
import threading
import time
import warnings

__all__ = ["Sender", "send"]
__version__ = "1.0.0"

#: The longest line that fits a UDP datagram.
LINE_BYTES_MAX = 65_507


class Sender:
    """Sends scopes to one address: ``"127.0.0.1:8127"``, ``"[::1]:8127"`` or ``"unix:/path"``.

    One sender may be used by many threads. A process that forks should make a new one after it.
    """

    def __init__(self, to="127.0.0.1:8127"):
        self._family, self._address = _parse(to)
        self._socket = socket.socket(self._family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._lock = threading.Lock()
        self._source = secrets.token_hex(6)
        self._sequence = 0
        self.dropped = 0

    def send(self, scope, result=None, *, duration=None, tags=None, counters=None, timers=None,
             error=None, id=None, weight=None, end=None):
        """Sends one finished scope. Returns whether the system took it.

        - ``result``: what ``get_result()`` of the scopedstats library returns, as it is.
        - ``duration``: in seconds; needed where ``result`` does not bring it.
        - ``counters``: key to number, or to a list of ``{"value": …, "tags": {…}}``.
        - ``timers``: key to ``(count, seconds)``, to ``(count, seconds, longest)``, or to what the
          wire format says.
        - ``error``: the kind of error that the scope failed with.
        - ``weight``: how many scopes this one stands for, where the program samples.
        """
        try:
            line = _line(scope, result, duration, tags, counters, timers, error, id, weight, end)
        except Exception:
            line = None  # A field of another type than it may have, or one that cannot be told.
        return self._send(line)

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _send(self, line):
        with self._lock:
            if line is not None and self._attempt(line):
                self._sequence += 1
                return True
            self.dropped += 1
            return False

    def _attempt(self, line):
        line["src"] = self._source
        line["seq"] = self._sequence + 1
        if self.dropped:
            line["dropped"] = self.dropped
        try:
            data = json.dumps(line, separators=(",", ":"), allow_nan=False, default=_plain).encode()
            if len(data) + 1 > LINE_BYTES_MAX:
                return False
            self._socket.sendto(data + b"\n", self._address)
            return True
        except (ConnectionRefusedError, FileNotFoundError):
            return True  # Nobody listens, which is no fault of this program.
        except Exception:
            return False  # The system did not take it, or a value cannot be written.


def _line(scope, result, duration, tags, counters, timers, error, id, weight, end):
    line = {"v": 1, "scope": str(scope), "end": time.time() if end is None else end}
    if duration is not None:
        line["dur"] = duration
    if result:
        line["stats"] = dict(result)
    for key, value in (("id", id), ("error", error)):
        if value is not None:
            line[key] = str(value)
    if weight is not None:
        line["weight"] = weight
    if tags:
        line["tags"] = {str(key): _tag(value) for key, value in tags.items()}
    if counters:
        line["counters"] = counters
    if timers:
        line["timers"] = {key: _timer(value) for key, value in timers.items()}
    return line


def send(scope, result=None, **fields):
    """Sends one finished scope to 127.0.0.1:8127, or to ``STATS_TOP`` of the environment.

    Where ``STATS_TOP`` is no address, that is told once as a warning, and nothing is sent.
    """
    if _shared is None:
        _make_shared()
    return bool(_shared) and _shared.send(scope, result, **fields)


#: The sender of this process; False where none can be made.
_shared = None
_shared_lock = threading.Lock()


def _make_shared():
    global _shared
    with _shared_lock:
        if _shared is not None:
            return
        try:
            _shared = Sender(os.environ.get("STATS_TOP", "127.0.0.1:8127"))
        except (OSError, ValueError) as error:
            _shared = False
            warnings.warn(f"stats_top sends nothing: {error}", RuntimeWarning, stacklevel=3)


def _forget_shared():
    """A forked process is a sender of its own, and whoever held the lock is not in it."""
    global _shared, _shared_lock
    if _shared:
        _shared.close()
    _shared, _shared_lock = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_shared)


def _parse(address):
    if address.startswith("unix:"):
        return socket.AF_UNIX, address[len("unix:"):]
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise ValueError(f"{address!r} is no address: write HOST:PORT, [IPV6]:PORT or unix:PATH")
    host = host.strip("[]") or "127.0.0.1"
    found = socket.getaddrinfo(host, int(port), type=socket.SOCK_DGRAM)
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)
    return found[0][0], found[0][4]


def _tag(value):
    return value if isinstance(value, (str, bool, int, float)) else str(value)


def _timer(value):
    if not isinstance(value, tuple):
        return value
    return dict(zip(("count", "total_dur", "max_dur"), value))


def _plain(value):
    """Numbers of other libraries as numbers, anything else as text."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
