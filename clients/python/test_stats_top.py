"""Tests of the client: python3 -m unittest, in this folder."""

import decimal
import json
import os
import socket
import tempfile
import threading
import unittest
import warnings

import stats_top


def listen():
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    receiver.settimeout(10)
    return receiver, "127.0.0.1:%d" % receiver.getsockname()[1]


class SenderTests(unittest.TestCase):
    def setUp(self):
        self.receiver, self.address = listen()
        self.sender = stats_top.Sender(self.address)

    def tearDown(self):
        self.sender.close()
        self.receiver.close()

    def line(self):
        data = self.receiver.recv(65_535)
        self.assertTrue(data.endswith(b"}\n"))
        return json.loads(data)

    def test_a_flat_result_goes_as_it_is(self):
        result = {"requests": 1, "calls.f.count": 2, "calls.f.total_dur": 0.123,
                  "total_recording_duration": 0.125}
        self.assertTrue(self.sender.send("GET /users", result, tags={"host": "a", "n": 1}))
        line = self.line()
        self.assertEqual(line["scope"], "GET /users")
        self.assertEqual(line["stats"], result)
        self.assertEqual(line["tags"], {"host": "a", "n": 1})
        self.assertNotIn("dur", line)

    def test_all_that_is_known_of_a_scope_is_said(self):
        self.sender.send("backup", duration=3.2, counters={"files": 1200}, error="Full", id="x",
                         timers={"copy": (3, 2.9), "check": (2, 0.5, 0.4)}, weight=10, end=5.5)
        line = self.line()
        self.assertEqual(line["dur"], 3.2)
        self.assertEqual(line["end"], 5.5)
        self.assertEqual(line["counters"], {"files": 1200})
        self.assertEqual(line["timers"], {"copy": {"count": 3, "total_dur": 2.9},
                                          "check": {"count": 2, "total_dur": 0.5, "max_dur": 0.4}})
        self.assertEqual((line["error"], line["id"], line["weight"]), ("Full", "x", 10))

    def test_lines_are_numbered(self):
        for _ in range(3):
            self.sender.send("s", duration=1)
        lines = [self.line() for _ in range(3)]
        self.assertEqual([line["seq"] for line in lines], [1, 2, 3])
        self.assertEqual(len({line["src"] for line in lines}), 1)

    def test_threads_may_share_a_sender(self):
        threads = [threading.Thread(target=lambda: [self.sender.send("s", duration=1)
                                                    for _ in range(20)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        numbers = sorted(self.line()["seq"] for _ in range(160))
        self.assertEqual(numbers, list(range(1, 161)))

    def test_what_cannot_be_sent_is_dropped_counted_and_told(self):
        self.assertFalse(self.sender.send("s", duration=1, counters={"k" * 70_000: 1}))
        self.assertFalse(self.sender.send("s", duration=float("nan")))
        self.assertTrue(self.sender.send("s", duration=1))
        line = self.line()
        self.assertEqual((line["seq"], line["dropped"]), (1, 2))

    def test_values_that_json_has_not_become_text(self):
        self.sender.send("s", duration=1, tags={"where": object})
        self.assertIsInstance(self.line()["tags"]["where"], str)

    def test_what_is_of_a_wrong_type_is_dropped_and_does_not_raise(self):
        for fields in ({"counters": {("a", "b"): 1}}, {"timers": 3}, {"tags": "text"}):
            self.assertFalse(self.sender.send("s", duration=1, **fields))
        self.assertFalse(self.sender.send("s", {"k": float("inf")}, duration=1))
        self.assertFalse(self.sender.send("s", 7))
        self.assertEqual(self.sender.dropped, 5)

    def test_a_value_that_cannot_be_told_is_dropped_and_does_not_raise(self):
        class Mute:
            def __str__(self):
                raise RuntimeError

        for fields in ({"tags": {"k": Mute()}}, {"counters": {"k": Mute()}}):
            self.assertFalse(self.sender.send("s", duration=1, **fields))
        self.assertFalse(self.sender.send(Mute(), duration=1))

    def test_numbers_of_other_libraries_stay_numbers(self):
        self.sender.send("s", duration=decimal.Decimal("0.5"), counters={"k": decimal.Decimal(3)})
        line = self.line()
        self.assertEqual((line["dur"], line["counters"]), (0.5, {"k": 3}))

    def test_a_closed_sender_drops(self):
        self.sender.close()
        self.assertFalse(self.sender.send("s", duration=1))

    def test_nobody_listening_is_no_error(self):
        self.receiver.close()
        for _ in range(5):
            self.assertTrue(self.sender.send("s", duration=1))


class AddressTests(unittest.TestCase):
    def test_unix_sockets(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
                receiver.bind(path)
                with stats_top.Sender("unix:" + path) as sender:
                    self.assertTrue(sender.send("s", duration=1))
                self.assertEqual(json.loads(receiver.recv(65_535))["scope"], "s")

    def test_what_is_no_address_is_refused(self):
        for address in ("", "localhost", "127.0.0.1:port", "127.0.0.1:0", "127.0.0.1:99999", "[::1]:" + "9" * 20):
            with self.assertRaises(ValueError):
                stats_top.Sender(address)


class SharedTests(unittest.TestCase):
    def setUp(self):
        stats_top._forget_shared()

    def tearDown(self):
        os.environ.pop("STATS_TOP", None)
        stats_top._forget_shared()

    def test_it_goes_where_the_environment_says(self):
        receiver, address = listen()
        with receiver:
            os.environ["STATS_TOP"] = address
            self.assertTrue(stats_top.send("s", duration=1))
            self.assertEqual(json.loads(receiver.recv(65_535))["scope"], "s")

    def test_where_that_is_no_address_it_warns_once_and_sends_nothing(self):
        os.environ["STATS_TOP"] = "nowhere"
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            for _ in range(3):
                self.assertFalse(stats_top.send("s", duration=1))
        self.assertEqual(len(caught), 1)
        self.assertIn("nowhere", str(caught[0].message))

    @unittest.skipUnless(hasattr(os, "fork"), "this system has no fork")
    def test_a_forked_process_is_another_sender(self):
        receiver, address = listen()
        with receiver:
            os.environ["STATS_TOP"] = address
            stats_top.send("s", duration=1)
            child = os.fork()
            if child == 0:
                stats_top.send("s", duration=1)
                os._exit(0)
            os.waitpid(child, 0)
            lines = [json.loads(receiver.recv(65_535)) for _ in range(2)]
        self.assertEqual([line["seq"] for line in lines], [1, 1])
        self.assertNotEqual(lines[0]["src"], lines[1]["src"])


if __name__ == "__main__":
    unittest.main()
