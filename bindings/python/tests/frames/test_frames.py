"""The tables, as polars, pandas, pyarrow and DuckDB take them; each of them is the released one."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import duckdb  # noqa: E402
import pandas  # noqa: E402
import polars  # noqa: E402
import pyarrow  # noqa: E402

import betterwork  # noqa: E402
from support import trust_of, vector, write_examples  # noqa: E402

GIVEN = vector("standing-valid")
TRUST, AT = trust_of(GIVEN), GIVEN["at"]
NAMES = ("reports", "compliance_points", "findings", "evidence")


def tables_of(count=300):
    """The tables of so many reports."""
    return betterwork.read_tables([GIVEN["token"].encode()] * count, TRUST, at=AT, status=GIVEN["status"], workers=2)


class Frames(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tables = tables_of()

    def test_every_library_has_every_row_of_every_table(self):
        for name in NAMES:
            with self.subTest(name):
                table = table_ = getattr(self.tables, name)  # DuckDB finds a variable by its name
                self.assertEqual(pyarrow.table(table).num_rows, len(table))
                self.assertEqual(len(polars.DataFrame(table)), len(table))
                self.assertEqual(len(pandas.DataFrame.from_arrow(table)), len(table))
                self.assertEqual(duckdb.sql("select count(*) from table_").fetchall()[0][0], len(table))

    def test_types_are_those_of_the_columns(self):
        schema = polars.DataFrame(self.tables.reports).schema
        self.assertEqual(schema["started_on"], polars.Date)
        self.assertEqual(schema["iat"], polars.Datetime("us", "UTC"))
        self.assertEqual((schema["digest"], schema["cycle"], schema["is_test"]), (polars.String, polars.Int64, polars.Boolean))
        self.assertEqual(tuple(schema), self.tables.reports.column_names)

    def test_values_are_those_of_the_report(self):
        report = betterwork.verify(GIVEN["token"], TRUST, at=AT, status=GIVEN["status"])
        row = polars.DataFrame(self.tables.reports).row(0, named=True)
        self.assertEqual((row["digest"], row["facility_name"], row["cycle"]), (report.digest, report.facility.name, report.assessment.cycle))
        self.assertEqual((row["started_on"], row["verified_at"]), (report.assessment.started_on, report.verified_at))
        finding = polars.DataFrame(self.tables.findings).row(0, named=True)
        point = report.compliance_points[0]
        self.assertEqual(finding["question"], (point.public_findings + point.findings)[0].question)

    def test_a_table_can_be_read_twice(self):
        self.assertTrue(polars.DataFrame(self.tables.findings).equals(polars.DataFrame(self.tables.findings)))

    def test_no_rows_are_a_table_too(self):
        empty = betterwork.tables([])
        self.assertEqual(polars.DataFrame(empty.findings).shape, (0, len(empty.findings.column_names)))

    def test_rows_come_in_the_order_of_the_files(self):
        with tempfile.TemporaryDirectory() as folder:
            names = write_examples(pathlib.Path(folder))
            files = [pathlib.Path(folder, name) for name in ("report.sdjwt", "earlier.sdjwt")] * 200
            found = betterwork.read_tables(files, names["trust"], at=names["at"], workers=2)
            digests = polars.DataFrame(found.reports)["digest"].to_list()
            self.assertEqual(digests, [names["report"].digest, names["earlier"].digest] * 200)

    def test_what_is_refused_is_told(self):
        found = betterwork.read_tables([b"no token", GIVEN["token"].encode(), pathlib.Path("nowhere.sdjwt")], TRUST, at=AT)
        self.assertEqual([(one.source, one.code) for one in found.refused], [(0, "malformed"), ("nowhere.sdjwt", "unreadable")])
        self.assertEqual(len(found.reports), 1)

    def test_only_the_tables_that_are_asked_for_are_kept(self):
        found = betterwork.read_tables([GIVEN["token"].encode()] * 3, TRUST, tables=["findings"], at=AT)
        self.assertEqual(len(found.findings), len(self.tables.findings) // 100)
        with self.assertRaisesRegex(ValueError, "`reports` was not asked for"):
            found.reports  # noqa: B018
        for wrong in (["findngs"], [], "findng"):
            with self.assertRaisesRegex(ValueError, "there are reports, compliance_points, findings, evidence"):
                betterwork.read_tables([], TRUST, tables=wrong)

    def test_a_frame_is_no_list_of_reports(self):
        frame = polars.DataFrame({"token": [GIVEN["token"]], "other": [1]})
        with self.assertRaisesRegex(TypeError, "pass the column"):
            betterwork.verify_many(frame, TRUST, at=AT)
        self.assertEqual(len(betterwork.verify_many(frame["token"], TRUST, at=AT).reports), 1)
        self.assertEqual(len(betterwork.verify_many(pandas.Series([GIVEN["token"]]), TRUST, at=AT).reports), 1)
        wrong = betterwork.verify_many(pandas.Series(["a", "b"]), TRUST, at=AT)
        self.assertEqual([one.code for one in wrong.refused], ["malformed", "malformed"])
