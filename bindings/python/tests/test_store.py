"""Stores and exchanges: what `betterwork demo` published, followed from Python."""

import copy
import functools
import http.server
import json
import os
import pathlib
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import betterwork
from support import demo, demo_at, trust_of, vector, write_examples

GIVEN = vector("standing-valid")
TRUST, AT = trust_of(GIVEN), GIVEN["at"]
AT_OF_DEMO = demo_at()


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


class Stores(Folder):
    def setUp(self):
        super().setUp()
        names = write_examples(self.folder)
        self.trust, self.at, self.report = names["trust"], names["at"], names["report"]
        self.store = betterwork.Store(self.folder / "reports.db")
        self.addCleanup(self.store.close)

    def test_a_folder_becomes_rows(self):
        seen = []
        progress = lambda done, total: seen.append((done, total))  # noqa: E731
        done = self.store.add(self.folder / "reports", self.trust, at=self.at, progress=progress)
        self.assertEqual((done.imported, done.quarantined, done.unreadable), (1, 1, ()))
        self.assertEqual(seen[-1], (3, 3))
        again = self.store.add(self.folder / "reports", self.trust, at=self.at)
        self.assertEqual((again.imported, again.unchanged), (0, 2))
        self.assertEqual(len(self.store.reports), 1)
        self.assertEqual([one.code for one in self.store.quarantine], ["bad_signature"])
        self.assertIn("changed.sdjwt", self.store.quarantine[0].source)

    def test_a_statement_may_come_before_its_report(self):
        files = [self.folder / name for name in ("statement.jwt", "report.sdjwt")]
        done = self.store.add(files, self.trust, at=self.at)
        self.assertEqual((done.imported, done.statements, done.quarantined), (1, 1, 0))

    def test_what_cannot_be_read_is_told_and_stops_nothing(self):
        done = self.store.add([self.folder / "nowhere.sdjwt", GIVEN["token"].encode()], TRUST, at=AT)
        self.assertEqual((done.imported, [(one.code, pathlib.Path(one.source).name) for one in done.unreadable]), (1, [("unreadable", "nowhere.sdjwt")]))
        self.assertIsInstance(done.unreadable[0].error, FileNotFoundError)

    def test_a_held_report_is_verified_again(self):
        self.store.add([self.folder / "report.sdjwt"], self.trust, at=self.at)
        self.assertEqual(self.store.verify(self.report.digest, self.trust, at=self.at).facility, self.report.facility)
        self.assertEqual(self.store.rates().reports.counted_count, 1)
        with self.assertRaises(KeyError):
            self.store.token("0" * 64)

    def test_a_question_to_a_closed_store_is_an_error(self):
        with self.store:
            self.assertEqual(len(self.store.findings), 0)
        with self.assertRaisesRegex(ValueError, "closed"):
            self.store.quarantine  # noqa: B018

    def test_what_is_there_and_is_no_store_says_so(self):
        for name, data in (("a.pdf", b"%PDF-1.7\n" + b"x" * 9000), ("text.db", b"hello" * 900)):
            (self.folder / name).write_bytes(data)
            with self.assertRaises(betterwork.StoreError) as caught:
                betterwork.Store(self.folder / name)
            self.assertEqual(caught.exception.code, "not_a_store")
            self.assertEqual((self.folder / name).read_bytes(), data)
        with self.assertRaises(FileNotFoundError):
            betterwork.Store(self.folder / "nowhere.db", read_only=True)
        with self.assertRaises(TypeError):
            betterwork.Store(7)

    def test_a_store_for_questions_only_takes_nothing(self):
        self.store.add([self.folder / "report.sdjwt"], self.trust, at=self.at)
        with betterwork.Store(self.folder / "reports.db", read_only=True) as held:
            self.assertEqual(len(held.reports), 1)
            with self.assertRaises(betterwork.StoreError) as caught:
                held.add([self.folder / "earlier.sdjwt"], self.trust, at=self.at)
            self.assertEqual(caught.exception.code, "unwritable")

    def test_another_writer_is_waited_for_and_then_named(self):
        # Another process: two copies of SQLite in one do not see each other's locks.
        program = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("writing", flush=True)
sys.stdin.read()
"""
        command = [sys.executable, "-I", "-c", program, str(self.folder / "reports.db")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            self.assertEqual(other.stdout.readline(), "writing\n")
            with self.assertRaises(betterwork.StoreError) as caught:
                self.store.add([self.folder / "report.sdjwt"], self.trust, at=self.at)
        self.assertEqual(caught.exception.code, "store_busy")
        self.assertEqual(self.store.add([self.folder / "report.sdjwt"], self.trust, at=self.at).imported, 1)

    def test_threads_share_a_store(self):
        self.store.add([self.folder / "report.sdjwt"], self.trust, at=self.at)
        counts = []
        threads = [threading.Thread(target=lambda: counts.append(len(self.store.findings))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(counts, [len(betterwork.tables([self.report]).findings)] * 8)

    def test_an_exception_of_progress_is_raised_and_what_is_stored_stays(self):
        def stop(done, total):
            raise RuntimeError("enough")

        with self.assertRaisesRegex(RuntimeError, "enough"):
            self.store.add([GIVEN["token"].encode()], TRUST, at=AT, progress=stop)
        self.assertEqual(len(self.store.reports), 1)

    def test_the_password_of_an_address_is_never_told(self):
        for address in ("postgres://erp:geheim@127.0.0.1:1/reports", "mysql://erp:geheim@127.0.0.1:1/reports"):
            with self.assertRaises(betterwork.StoreError) as caught:
                betterwork.Store(address)
            self.assertIn("127.0.0.1", str(caught.exception))
            self.assertNotIn("geheim", repr(caught.exception) + str(caught.exception))

    def test_a_store_is_neither_copied_nor_pickled(self):
        for ask in (copy.copy, pickle.dumps):
            with self.assertRaisesRegex(TypeError, "open it again"):
                ask(self.store)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves an exchange to whoever has the token."""

    token, pause = "", 0.0

    def do_GET(self):
        if self.token and self.headers["Authorization"] != f"Bearer {self.token}":
            return self.send_error(401)
        if "documents" in self.path:
            time.sleep(self.pause)
        return super().do_GET()

    def log_message(self, *_):
        """Nobody reads this."""


class Exchanges(Folder):
    def setUp(self):
        super().setUp()
        self.demo = demo()
        self.trust = betterwork.TrustList.open(self.demo / "trust.json")
        self.at = AT_OF_DEMO
        self.store = betterwork.Store(self.folder / "reports.db")
        self.addCleanup(self.store.close)

    def sync(self, exchange, **more):
        return betterwork.sync(exchange, self.store, **{"trust": self.trust, "subscriber": "demo", "at": self.at, **more})

    def serve(self, **settings):
        """Serves the demo's exchange on loopback, and returns the address."""
        kind = type("Served", (Handler,), settings)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind, directory=self.demo / "exchange"))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), server.server_close(), thread.join()))
        return f"http://127.0.0.1:{server.server_port}/"

    def test_a_folder_is_followed_and_then_nothing_is_new(self):
        seen = []
        done = self.sync(self.demo / "exchange", progress=lambda *far: seen.append(far))
        self.assertGreater(done.imported, 50)
        self.assertEqual((len(self.store.reports), done.quarantined, done.faults), (done.imported, 0, ()))
        self.assertEqual(seen[-1][0], seen[-1][1])
        again = self.sync(self.demo / "exchange")
        self.assertEqual((again.imported, again.requests), (0, 1))

    def test_over_http_with_a_token(self):
        address = self.serve(token="let-me-in")
        with self.assertRaises(betterwork.SyncError) as caught:
            self.sync(address)
        self.assertEqual(caught.exception.code, "forbidden")
        self.assertIn("no token was sent", str(caught.exception))
        with self.assertRaises(betterwork.SyncError) as caught:
            self.sync(address, token="wrong-and-secret")
        self.assertNotIn("secret", str(caught.exception))
        self.assertGreater(self.sync(address, token="let-me-in").imported, 50)

    def test_the_token_comes_from_the_environment(self):
        address = self.serve(token="let-me-in")
        os.environ["BETTERWORK_TOKEN"] = "let-me-in"
        self.addCleanup(os.environ.pop, "BETTERWORK_TOKEN")
        self.assertGreater(self.sync(address).imported, 50)

    def test_a_changed_document_is_not_imported(self):
        copy = self.folder / "exchange"
        shutil.copytree(self.demo / "exchange", copy)
        victim = max((copy / "subscribers/demo/documents").iterdir(), key=lambda path: path.stat().st_size)
        data = bytearray(victim.read_bytes())
        data[200] ^= 1
        victim.write_bytes(data)
        done = self.sync(copy)
        self.assertEqual(len(done.faults) + done.quarantined, 1)
        self.assertEqual(len(self.store.reports), done.imported)

    def test_another_trust_list_is_refused(self):
        with self.assertRaises((betterwork.VerificationError, betterwork.SyncError)):
            self.sync(self.demo / "exchange", trust=TRUST)
        self.assertEqual(len(self.store.reports), 0)

    def test_what_is_no_exchange_says_so(self):
        for exchange, code in ((self.folder, "not_an_exchange"), (self.folder / "nowhere", "bad_address"), ("http://127.0.0.1:1/", "unreachable")):
            with self.assertRaises(betterwork.SyncError) as caught:
                self.sync(exchange)
            self.assertEqual(caught.exception.code, code)
        with self.assertRaises(betterwork.SyncError) as caught:
            self.sync(self.demo / "exchange", subscriber="somebody-else")
        self.assertEqual(caught.exception.code, "no_subscriber")
        with self.assertRaisesRegex(ValueError, "`parallel` is at least 1"):
            self.sync(self.demo / "exchange", parallel=0)
        with self.assertRaises(TypeError):
            betterwork.sync(self.demo / "exchange", "reports.db", trust=self.trust, subscriber="demo")

    @unittest.skipIf(sys.platform == "win32", "there is no such signal")
    def test_ctrl_c_returns_soon_and_the_next_sync_finishes(self):
        program = """
import betterwork, pathlib, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
folder, address, store, at = sys.argv[1:]
trust = betterwork.TrustList.open(pathlib.Path(folder, "trust.json"))
def begun(done, total):
    if total:
        print("begun", flush=True)
with betterwork.Store(store) as held:
    try:
        betterwork.sync(address, held, trust=trust, subscriber="demo", at=at, progress=begun)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    print(sum([1, 2]), flush=True)
"""
        address, store = self.serve(pause=0.5), str(self.folder / "interrupted.db")
        command = [sys.executable, "-I", "-c", program, str(self.demo), address, store, self.at]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            self.assertEqual(running.stdout.readline(), "begun\n")
            running.send_signal(signal.SIGINT)
            rest, _ = running.communicate(timeout=60)
        self.assertEqual((rest.replace("begun\n", ""), running.returncode), ("interrupted\n3\n", 0))
        with betterwork.Store(store) as held:
            betterwork.sync(self.demo / "exchange", held, trust=self.trust, subscriber="demo", at=self.at)
            done = self.sync(self.demo / "exchange")
            self.assertEqual(len(held.reports), done.imported)

    def test_the_program_syncs_as_well(self):
        def run(*more):
            arguments = [self.demo / "exchange", "--store", self.folder / "p.db", "--trust", self.demo / "trust.json", "--at", self.at, *more]
            return subprocess.run([sys.executable, "-I", "-m", "betterwork", "sync", *map(str, arguments)], capture_output=True, text=True, check=False)

        done = run("--subscriber", "demo")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^\S+: \d+ imported")
        self.assertIn("nothing new", run("--subscriber", "demo").stdout)
        refused = run("--subscriber", "nobody", "--json")
        self.assertEqual((refused.returncode, json.loads(refused.stdout)["error"]["code"]), (3, "no_subscriber"))
