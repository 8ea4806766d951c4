"""What a verified report is: frozen, comparable, hashable, picklable, readable."""

import copy
import datetime
import json
import pathlib
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest

import betterwork
from support import changed, trust_of, vector, write_examples

GIVEN = vector("standing-valid")
TRUST = trust_of(GIVEN)
AT = GIVEN["at"]


def verified(**more):
    return betterwork.verify(GIVEN["token"], TRUST, **{"at": AT, "status": GIVEN["status"], **more})


class Reports(unittest.TestCase):
    def test_axes_and_tree_are_objects(self):
        report = verified()
        self.assertEqual((report.standing.value, report.disclosure.value, report.signer.test), ("valid", "complete", True))
        self.assertIsInstance(report.age.since_on, datetime.date)
        self.assertEqual(report.verified_at, datetime.datetime(2026, 2, 20, tzinfo=datetime.timezone.utc))
        finding = (report.compliance_points[0].public_findings + report.compliance_points[0].findings)[0]
        self.assertIsInstance(finding.text.best("vi"), str)

    def test_a_word_of_python_has_an_underscore(self):
        report = verified()
        self.assertEqual(report.report.publication.to_dict().get("from"), getattr(report.report.publication.from_, "isoformat", lambda: None)())

    def test_bytes_text_path_and_views_are_the_same_document(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "report.sdjwt")
            path.write_text(GIVEN["token"], encoding="utf-8")
            raw = GIVEN["token"].encode()
            forms = [raw, GIVEN["token"], bytearray(raw), memoryview(raw), path]
            self.assertEqual({betterwork.verify(form, TRUST, at=AT) for form in forms}, {betterwork.verify(raw, TRUST, at=AT)})

    def test_nothing_can_be_changed(self):
        report = verified()
        for thing in (report, report.standing, report.facility, report.facility.identifiers, TRUST):
            with self.assertRaises((AttributeError, TypeError)):
                thing.name = "another"
        report.to_dict()["digest"] = "another"
        report.facility.to_dict()["name"] = "another"
        self.assertEqual(report, verified())

    def test_only_verification_makes_a_report(self):
        for kind in (betterwork.VerifiedReport, betterwork.TrustList, betterwork.StatusList, betterwork.VerifiedStatement):
            with self.assertRaises(TypeError):
                kind()
        with self.assertRaises(TypeError):
            betterwork._native.Report()

    def test_equal_reports_are_one_in_a_set(self):
        self.assertEqual(len({verified(), verified(), verified(status=None)}), 2)
        self.assertNotEqual(verified(), verified(status=None))

    def test_a_pickled_report_is_the_same(self):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            for thing in (verified(), verified().standing, verified().facility, TRUST, verified().report):
                self.assertEqual(pickle.loads(pickle.dumps(thing, protocol)), thing)
        self.assertEqual(copy.deepcopy(verified()), verified())

    def test_a_pickled_exception_is_the_same(self):
        with self.assertRaises(betterwork.Inconsistent) as caught:
            given = vector("point-twice")
            betterwork.verify(given["token"], trust_of(given), at=given["at"])
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((type(again), str(again), again.path), (betterwork.Inconsistent, str(caught.exception), "report.compliance_points[1]"))

    def test_public_names_are_those_of_the_package(self):
        modules = {getattr(betterwork, name).__module__ for name in betterwork.__all__}
        self.assertEqual(modules, {"betterwork"})

    def test_reports_match_by_their_parts(self):
        match verified():
            case betterwork.VerifiedReport(standing=standing):
                self.assertEqual(type(standing).__match_args__[0], "value")

    def test_a_status_list_that_cannot_be_opened_says_why(self):
        self.assertEqual(verified(status="nonsense").standing.reason, "malformed")

    def test_a_status_list_opened_before_is_the_same(self):
        opened = betterwork.StatusList.open(GIVEN["status"][0], TRUST, at=AT)
        self.assertEqual(verified(status=opened), verified())
        self.assertEqual(pickle.loads(pickle.dumps(opened)), opened)

    def test_a_status_list_opened_before_expires_like_its_document(self):
        opened = betterwork.StatusList.open(GIVEN["status"][0], TRUST, at=AT)
        signed = opened.as_of_at
        for at in (signed, opened.expires_at - datetime.timedelta(seconds=1), opened.expires_at):
            said = [betterwork.verify(GIVEN["token"], TRUST, at=at, status=status).standing for status in (opened, GIVEN["status"][0])]
            self.assertEqual(said[0], said[1], at)
        self.assertEqual(said[0].reason, "status_stale")

    def test_statements_and_progress_are_picklable(self):
        with tempfile.TemporaryDirectory() as folder:
            names = write_examples(pathlib.Path(folder))
            self.assertEqual(pickle.loads(pickle.dumps(names["said"])), names["said"])
            progress = betterwork.verify_progress_report(pathlib.Path(folder, "progress.sdjwt"), names["trust"], at=AT)
            self.assertEqual(pickle.loads(pickle.dumps(progress)), progress)

    def test_a_statement_says_whether_the_view_withholds_its_finding(self):
        given = vector("decisions/remediation-of-another")
        trust, at = trust_of(given), given["at"]
        for view, withheld in (("full", False), ("public", True)):
            report = betterwork.verify(betterwork.redact(given["token"], view), trust, at=at)
            self.assertIs(betterwork.verify_statement(given["statements"][0], report, trust, at=at).finding_withheld, withheld)

    def test_a_notebook_shows_text_and_never_markup(self):
        signing = vector("issue")
        signing["report"]["report"]["facility"]["name"] = "<script>alert(1)</script>"
        report = betterwork.verify(betterwork.issue(signing["report"], signing["key"]), TRUST, at=AT)
        shown = report._repr_html_()
        self.assertIn("&lt;script&gt;", shown)
        self.assertNotIn("<script", shown)
        self.assertIn("test data", shown)
        self.assertIn("unknown (none_held)", shown)

    def test_threads_verify_side_by_side(self):
        found = []
        threads = [threading.Thread(target=lambda: found.extend(verified() for _ in range(20))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(found), len(set(found))), (80, 1))


class Many(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def fill(self, good, bad):
        for number in range(good):
            (self.folder / f"{number:04}.sdjwt").write_text(GIVEN["token"], encoding="utf-8")
        for number, text in enumerate(bad):
            (self.folder / f"bad-{number}.sdjwt").write_text(text, encoding="utf-8")

    def test_three_bad_files_of_a_thousand(self):
        self.fill(997, ["", "%PDF-1.7", changed(GIVEN["token"])])
        seen = []
        many = betterwork.verify_many(self.folder, TRUST, at=AT, progress=lambda done, total: seen.append((done, total)))
        self.assertEqual((len(many.reports), len(set(many.reports))), (997, 1))
        self.assertEqual([refused.code for refused in many.refused], ["malformed", "malformed", "bad_signature"])
        self.assertEqual(seen[-1], (1000, 1000))
        self.assertEqual(json.loads(json.dumps([refused.to_dict() for refused in many.refused]))[0]["source"], str(self.folder / "bad-0.sdjwt"))

    def test_a_report_of_a_file_keeps_its_signed_bytes(self):
        self.fill(1, [])
        (report,) = betterwork.verify_many(self.folder, TRUST, at=AT).reports
        (self.folder / "0000.sdjwt").unlink()
        self.assertEqual(report.token, GIVEN["token"].encode())
        self.assertEqual(pickle.loads(pickle.dumps(report)), report)

    def test_a_file_that_is_gone_is_refused_and_the_rest_is_not(self):
        reports, refused = betterwork.verify_many([self.folder / "gone.sdjwt", GIVEN["token"].encode(), GIVEN["token"]], TRUST, at=AT, workers=2)
        self.assertEqual(len(reports), 2)
        self.assertIsInstance(refused[0].error, FileNotFoundError)
        self.assertEqual(refused[0].code, "unreadable")

    def test_in_the_order_given(self):
        many = betterwork.verify_many(["no token", GIVEN["token"], "nor this", b""], TRUST, at=AT, workers=3)
        self.assertEqual([refused.source for refused in many.refused], [0, 2, 3])

    def test_a_generator_that_raises_raises(self):
        def generator():
            yield GIVEN["token"]
            raise ZeroDivisionError("the generator's own")

        with self.assertRaisesRegex(ZeroDivisionError, "own"):
            betterwork.verify_many(generator(), TRUST, at=AT)

    def test_ctrl_c_stops_at_once_and_the_process_goes_on(self):
        program = """
import itertools, os, pathlib, signal, sys, threading, time, betterwork
sys.path.insert(0, sys.argv[1])
from support import trust_of, vector
given = vector("standing-valid")
# Whoever starts this in the background has it ignore the key.
signal.signal(signal.SIGINT, signal.default_int_handler)
def progress(done, total):
    if done == 128:
        os.kill(os.getpid(), signal.SIGINT)
try:
    betterwork.verify_many(itertools.repeat(given["token"]), trust_of(given), at=given["at"], progress=progress)
except KeyboardInterrupt:
    print(betterwork.verify(given["token"], trust_of(given), at=given["at"]).disclosure.value)
"""
        done = subprocess.run([sys.executable, "-c", program, str(pathlib.Path(__file__).parent)], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.stdout.strip(), done.returncode), ("complete", 0), done.stderr)
