"""Spark itself, two workers on this machine; and batches as Ray and Dask hand them on."""

import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

# The workers are this interpreter, and nothing is asked of a network.
os.environ.update(PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")

import pyarrow  # noqa: E402
import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import betterwork  # noqa: E402
import betterwork.spark  # noqa: E402
from support import changed, trust_of, vector  # noqa: E402

GIVEN = vector("standing-valid")
TRUST, AT = trust_of(GIVEN), GIVEN["at"]
TOKEN, CHANGED = GIVEN["token"], changed(GIVEN["token"])
ASKED = {"at": AT, "status": GIVEN["status"]}
REPORT = betterwork.verify(TOKEN, TRUST, **ASKED)
FINDINGS = len(betterwork.tables([REPORT]).findings)


class Batches(unittest.TestCase):
    def batch(self, tokens, kind=pyarrow.RecordBatch):
        return kind.from_pydict({"supplier": [f"V{place}" for place in range(len(tokens))], "token": tokens})

    def test_a_row_for_each_token(self):
        made = betterwork.spark.verify_arrow(self.batch([TOKEN, CHANGED, None, TOKEN]), TRUST, keep=["supplier"], **ASKED)
        self.assertIsInstance(made, pyarrow.RecordBatch)
        rows = made.to_pylist()
        self.assertEqual([row["supplier"] for row in rows], ["V0", "V1", "V2", "V3"])
        self.assertEqual([row["code"] for row in rows], [None, "bad_signature", "malformed", None])
        self.assertEqual([row["digest"] for row in rows], [REPORT.digest, None, None, REPORT.digest])
        self.assertEqual((rows[0]["started_on"], rows[0]["standing"]), (REPORT.assessment.started_on, "valid"))

    def test_other_tables_have_the_rows_of_the_verified_ones(self):
        # The same report twice: each row knows of which token it is.
        made = betterwork.spark.verify_arrow(self.batch([TOKEN, CHANGED, TOKEN], pyarrow.Table), TRUST, table="findings", keep="supplier", **ASKED)
        self.assertIsInstance(made, pyarrow.Table)
        self.assertEqual(made.column("supplier").to_pylist(), ["V0"] * FINDINGS + ["V2"] * FINDINGS)
        self.assertNotIn("code", made.schema.names)

    def test_an_empty_batch_is_one_too(self):
        for table in ("reports", "findings"):
            made = betterwork.spark.verify_arrow(self.batch([TOKEN])[:0], TRUST, table=table, **ASKED)
            self.assertEqual((made.num_rows, made.schema.names), (0, list(betterwork.spark.columns(table))))

    def test_the_types_are_those_that_are_promised(self):
        words = {"string": pyarrow.string(), "bigint": pyarrow.int64(), "boolean": pyarrow.bool_(), "date": pyarrow.date32()}
        for table in ("reports", "compliance_points", "findings", "evidence"):
            made = betterwork.spark.verify_arrow(self.batch([TOKEN, CHANGED]), TRUST, table=table, **ASKED)
            told = [words.get(kind, pyarrow.timestamp("us", "UTC")) for kind in betterwork.spark.columns(table).values()]
            self.assertEqual(made.schema.types, told)

    def test_a_wrong_column_is_named(self):
        with self.assertRaisesRegex(ValueError, "no column `jwt`; there are `supplier`, `token`"):
            betterwork.spark.verify_arrow(self.batch([TOKEN]), TRUST, column="jwt")
        with self.assertRaisesRegex(ValueError, "no table `findngs`"):
            betterwork.spark.verify_arrow(self.batch([TOKEN]), TRUST, table="findngs")


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1", "spark.log.level": "ERROR"}
        builder = SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        cls.spark = builder.getOrCreate()
        cls.addClassCleanup(cls.spark.stop)

    def frame(self, tokens, partitions=4):
        rows = [(f"V{place}", token) for place, token in enumerate(tokens)]
        return self.spark.createDataFrame(rows, "supplier string, token string").repartition(partitions)

    def test_a_bad_partition_among_good_ones(self):
        good, bad = [TOKEN] * 60, [CHANGED, "no token", None, ""] * 5
        frame = self.frame(good, 3).union(self.frame(bad, 1))
        self.assertEqual(frame.rdd.getNumPartitions(), 4)
        verified = betterwork.spark.verify(frame, TRUST, keep=["supplier"], **ASKED)
        counts = {row["code"]: row["count"] for row in verified.groupBy("code").count().collect()}
        self.assertEqual(counts, {None: 60, "bad_signature": 5, "malformed": 15})
        row = verified.filter("code is null").first()
        self.assertEqual((row["digest"], row["started_on"], row["cycle"]), (REPORT.digest, REPORT.assessment.started_on, REPORT.assessment.cycle))
        self.assertEqual(verified.columns, ["supplier", *betterwork.spark.columns()])

    def test_findings_of_many(self):
        found = betterwork.spark.verify(self.frame([TOKEN, CHANGED] * 10), TRUST, table="findings", keep=["supplier"], **ASKED)
        self.assertEqual(found.count(), 10 * FINDINGS)
        self.assertEqual(found.select("supplier").distinct().count(), 10)

    def test_tokens_may_be_binary(self):
        frame = self.spark.createDataFrame([(bytearray(TOKEN, "ascii"),)], "token binary")
        self.assertEqual(betterwork.spark.verify(frame, TRUST, **ASKED).first()["digest"], REPORT.digest)

    def test_mistakes_are_told_before_the_job_begins(self):
        frame = self.frame([TOKEN])
        with self.assertRaisesRegex(ValueError, "no column `jwt`"):
            betterwork.spark.verify(frame, TRUST, column="jwt")
        with self.assertRaisesRegex(ValueError, "`digest` is a column of the result already"):
            betterwork.spark.verify(frame.withColumnRenamed("supplier", "digest"), TRUST, keep=["digest"])
        with self.assertRaisesRegex(TypeError, "holds int"):
            betterwork.spark.verify(self.spark.createDataFrame([(1,)], "token int"), TRUST)
        with self.assertRaises(TypeError):
            betterwork.spark.verify(frame, "trust.json")


if __name__ == "__main__":
    print(pyspark.__version__)
    unittest.main()
