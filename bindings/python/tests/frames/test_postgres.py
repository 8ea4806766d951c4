"""A store in PostgreSQL, on a server of the tests' own."""

import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

import polars  # noqa: E402

import betterwork  # noqa: E402
from support import ROOT, demo, demo_at  # noqa: E402


class Postgres(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if "BETTERWORK_TEST_POSTGRES" not in os.environ:
            raise unittest.SkipTest("PostgreSQL is not installed: cargo xtask setup rust")
        command = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--package", "conformance", "--example", "postgres"]
        server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(server.wait, 60)
        cls.addClassCleanup(server.stdout.close)
        cls.addClassCleanup(server.stdin.close)
        cls.address = server.stdout.readline().strip()

    def test_an_exchange_is_followed_into_postgres(self):
        trust = betterwork.TrustList.open(demo() / "trust.json")
        with betterwork.Store(self.address) as store:
            done = betterwork.sync(demo() / "exchange", store, trust=trust, subscriber="demo", at=demo_at())
            self.assertGreater(done.imported, 50)
            self.assertEqual(betterwork.sync(demo() / "exchange", store, trust=trust, subscriber="demo", at=demo_at()).imported, 0)
            frame = polars.DataFrame(store.reports)
            self.assertEqual((len(frame), frame.schema["iat"], frame.schema["is_test"]), (done.imported, polars.Datetime("us", "UTC"), polars.Boolean))
            self.assertEqual(store.verify(frame["digest"][0], trust, at=demo_at()).digest, frame["digest"][0])
            with betterwork.Store(":memory:") as local:
                local.add(demo() / "reports", trust, at=demo_at())
                self.assertEqual(store.rates().groups[0].points, local.rates().groups[0].points)


if __name__ == "__main__":
    unittest.main()
