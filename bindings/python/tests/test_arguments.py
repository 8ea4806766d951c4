"""Wrong arguments and hostile input: Python's own exceptions, never a panic."""

import datetime
import pathlib
import tempfile
import unittest

import betterwork
from support import trust_of, vector

GIVEN = vector("standing-valid")
TRUST = trust_of(GIVEN)
AT = GIVEN["at"]


class Frame:
    """A data frame, as far as it matters."""

    columns = ("token",)

    def __iter__(self):
        return iter(self.columns)


class Arguments(unittest.TestCase):
    def test_a_path_that_does_not_exist(self):
        with self.assertRaises(FileNotFoundError):
            betterwork.verify(pathlib.Path("nowhere.sdjwt"), TRUST, at=AT)
        with self.assertRaises(FileNotFoundError):
            betterwork.verify_many(pathlib.Path("nowhere"), TRUST, at=AT)
        with self.assertRaises(OSError):
            betterwork.verify(pathlib.Path(tempfile.gettempdir()), TRUST, at=AT)

    def test_a_str_that_names_a_file_says_so(self):
        for name in ("nowhere.sdjwt", __file__, "a/b/trust.json"):
            with self.assertRaisesRegex(ValueError, "names a file.*pathlib.Path"):
                betterwork.verify(name, TRUST, at=AT)
        with self.assertRaisesRegex(ValueError, "pathlib.Path"):
            betterwork.TrustList.open("trust.json")
        with self.assertRaisesRegex(ValueError, "pathlib.Path"):
            betterwork.verify_many("reports", TRUST, at=AT)
        with self.assertRaisesRegex(ValueError, "pathlib.Path"):
            betterwork.verify_many(["report.sdjwt"], TRUST, at=AT)

    def test_what_is_no_report_is_malformed(self):
        pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40
        for data in (pdf, b"", "", "\ud800", b"\xff\xfe", "a.b.c~", "<!doctype html>"):
            with self.assertRaises(betterwork.Malformed) as caught:
                betterwork.verify(data, TRUST, at=AT)
            self.assertEqual(caught.exception.code, "malformed")
            self.assertRegex(str(caught.exception), r"^[^A-Z].*[^.]$")
            self.assertTrue(caught.exception.advice)

    def test_fifty_megabytes_are_too_large(self):
        for ask in (lambda data: betterwork.verify(data, TRUST, at=AT), betterwork.TrustList.open):
            with self.assertRaises(betterwork.TooLarge):
                ask(b"a" * 50_000_000)

    def test_wrong_types_are_a_type_error(self):
        for wrong in (None, 7, {}, [], object(), GIVEN["token"].split(".")):
            with self.assertRaises(TypeError):
                betterwork.verify(wrong, TRUST, at=AT)
            with self.assertRaises(TypeError):
                betterwork.verify(GIVEN["token"], wrong, at=AT)
        with self.assertRaises(TypeError):
            betterwork.verify(GIVEN["token"], TRUST, at=AT, status=7)
        with self.assertRaises(TypeError):
            betterwork.diff(GIVEN["token"], GIVEN["token"])
        with self.assertRaisesRegex(TypeError, "pass the column"):
            betterwork.verify_many(Frame(), TRUST, at=AT)
        with self.assertRaises(TypeError):
            betterwork.verify_many(GIVEN["token"].encode(), TRUST, at=AT)

    def test_an_instant_has_a_time_zone(self):
        with self.assertRaisesRegex(ValueError, "no time zone"):
            betterwork.verify(GIVEN["token"], TRUST, at=datetime.datetime(2026, 2, 20))
        with self.assertRaises(TypeError):
            betterwork.verify(GIVEN["token"], TRUST, at=datetime.date(2026, 2, 20))
        with self.assertRaises(betterwork.Malformed):
            betterwork.verify(GIVEN["token"], TRUST, at="yesterday")

    def test_every_time_zone_means_the_same_instant(self):
        ahead = datetime.timezone(datetime.timedelta(hours=7))
        at = datetime.datetime(2026, 2, 20, 7, 0, 0, 999_999, tzinfo=ahead)
        self.assertEqual(betterwork.verify(GIVEN["token"], TRUST, at=at), betterwork.verify(GIVEN["token"], TRUST, at=AT))

    def test_rates_are_divided_by_what_is_known(self):
        with self.assertRaisesRegex(ValueError, "tool_version"):
            betterwork.rates([], by="month")

    def test_an_error_of_the_random_source_is_not_signed_over(self):
        from betterwork import _native
        import json

        signing = vector("issue")
        with self.assertRaises(ZeroDivisionError):
            _native.issue(json.dumps(signing["report"]), json.dumps(signing["key"]), lambda count: 1 / 0)
        with self.assertRaises(ValueError):
            _native.issue(json.dumps(signing["report"]), json.dumps(signing["key"]), lambda count: b"")
