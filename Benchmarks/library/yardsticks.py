"""What the library is held against in Python: prints a JSON object of name to nanoseconds a run.

    yardsticks.py RUNS PORT

The original library, scopedstats, is measured where it can be imported. It is not on PyPI: put a
copy of github.com/kcons/scopedstats on PYTHONPATH. So is orjson, where it is installed.
"""

import json
import socket
import sys
import time

SCOPE = {
    "v": 1, "scope": "GET /users", "dur": 0.01234, "end": 1763800000.123456, "id": "b1f0",
    "tags": {"service": "api", "host": "web-1"},
    "counters": {"requests": 1, "rows": 12, "hits": 7,
                 "cache.misses": [{"value": 3, "tags": {"type": "redis"}}]},
    "timers": {"render": {"count": 1, "total_dur": 0.0031}, "auth": {"count": 1, "total_dur": 0.0004},
               "json": {"count": 1, "total_dur": 0.0002},
               "db.query": {"count": 1, "total_dur": 0.0081}},
    "src": "1f0c8e5d2a7b", "seq": 123456,
}


def measure(runs, calls, body):
    """Nanoseconds of processor time a call, once for each run."""
    body(calls // 5)
    figures = []
    for _ in range(runs):
        start = time.thread_time()
        body(calls)
        figures.append((time.thread_time() - start) * 1e9 / calls)
    return figures


def original(runs, results):
    try:
        from scopedstats import Recorder, incr, timer
    except ImportError:
        return
    recorder = Recorder()

    @timer
    def nothing():
        pass

    def count(calls):
        for _ in range(calls):
            incr("requests")

    def count_tagged(calls):
        for _ in range(calls):
            incr("cache.hits", tags={"type": "redis"})

    def time_nothing(calls):
        for _ in range(calls):
            nothing()

    def recording(body):
        def record(calls):
            with recorder.record():
                body(calls)
        return record

    def fill():
        incr("requests")
        incr("rows", amount=12)
        incr("cache.hits")
        incr("cache.misses")
        incr("bytes", amount=512)
        nothing()
        nothing()

    def record(calls):
        for _ in range(calls):
            with recorder.record():
                fill()

    inner = Recorder()

    def nested(calls):
        for _ in range(calls):
            with recorder.record():
                with inner.record():
                    fill()

    results["incr"] = measure(runs, 100_000, recording(count))
    results["incr with one tag"] = measure(runs, 50_000, recording(count_tagged))
    results["timer"] = measure(runs, 50_000, recording(time_nothing))
    results["incr, not recording"] = measure(runs, 100_000, count)
    results["timer, not recording"] = measure(runs, 100_000, time_nothing)
    results["record"] = measure(runs, 5_000, record)
    results["record within record"] = measure(runs, 5_000, nested)


def encoders(runs, port, results):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def send(calls):
        for _ in range(calls):
            udp.sendto(json.dumps(SCOPE, separators=(",", ":")).encode(), ("127.0.0.1", port))

    results["json and sendto"] = measure(runs, 5_000, send)
    try:
        import orjson
    except ImportError:
        return

    def dump(calls):
        for _ in range(calls):
            orjson.dumps(SCOPE)

    results["orjson"] = measure(runs, 50_000, dump)


if __name__ == "__main__":
    found = {}
    original(int(sys.argv[1]), found)
    encoders(int(sys.argv[1]), int(sys.argv[2]), found)
    print(json.dumps(found))
