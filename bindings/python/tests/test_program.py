"""`python -m betterwork`, as a shell sees it: what it prints, and how it ends."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import write_examples


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.at = write_examples(cls.folder)["at"]

    def run_it(self, *arguments, given=None):
        """Runs a command in the folder of the examples."""
        command = [sys.executable, "-I", "-m", "betterwork", *arguments]
        return subprocess.run(command, cwd=self.folder, input=given, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"})

    def asked(self, verb, file, *more, given=None):
        """Asks something of a report under the trust list of the examples."""
        return self.run_it(verb, file, "--trust", "trust.json", "--at", self.at, *more, given=given)

    def test_a_genuine_report_is_described_and_ends_with_0(self):
        done = self.asked("verify", "report.sdjwt", "--status", "status.jwt")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        for word in ("Synthetic Garments 1", "the signature was checked here", "valid", "complete"):
            self.assertIn(word, done.stdout.decode())

    def test_standard_input_is_read_for_a_dash(self):
        done = self.asked("verify", "-", given=(self.folder / "report.sdjwt").read_bytes())
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_changed_report_ends_with_1_and_what_to_do(self):
        done = self.asked("show", "reports/changed.sdjwt")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertRegex(done.stderr.decode(), r"^error: .* \[bad_signature\]\nhelp: ")

    def test_failures_are_json_where_json_is_asked_for(self):
        done = self.asked("verify", "reports/changed.sdjwt", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["error"]["code"]), (1, "bad_signature"))

    def test_what_cannot_be_read_ends_with_3(self):
        for name in ("nothing.sdjwt", "reports"):
            done = self.asked("verify", name)
            self.assertEqual((done.returncode, done.stdout), (3, b""), name)
            self.assertIn(name, done.stderr.decode())

    def test_wrong_arguments_end_with_2(self):
        self.assertEqual(self.run_it("verify").returncode, 2)
        done = self.asked("redact", "report.sdjwt")
        self.assertEqual(done.returncode, 2)

    def test_a_view_verifies_and_is_never_written_over_another_file(self):
        view = self.folder / "view.sdjwt"
        self.addCleanup(view.unlink)
        for code in (0, 3):
            self.assertEqual(self.run_it("redact", "report.sdjwt", "--view", "public", "--out", "view.sdjwt").returncode, code)
        shown = self.asked("show", "view.sdjwt").stdout.decode()
        self.assertIn("findings are not shown", shown)
        self.assertIn("not shown", shown.split("those with something to say:")[1])

    def test_a_decision_says_its_reasons(self):
        done = self.asked("decide", "report.sdjwt", "--status", "status.jwt", "--policy", "policy.json", "--crosswalk", "crosswalk.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("follow up", done.stdout.decode().splitlines()[0])

    def test_help_names_every_command(self):
        said = self.run_it("--help").stdout.decode()
        for name in ("verify", "show", "decide", "redact"):
            self.assertIn(name, said)
