"""Python's jsonschema accepts the schemas, and the vectors' documents against them."""

import json
import unittest

from jsonschema import Draft202012Validator
from vectors import ROOT, accepted_vectors, decoded, result_of, trust_payload

SCHEMAS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "schemas").glob("*.json"))}


class Schemas(unittest.TestCase):
    def validate(self, name, document):
        validator = Draft202012Validator(SCHEMAS[name], format_checker=Draft202012Validator.FORMAT_CHECKER)
        self.assertEqual([f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)], [])

    def each_result(self, check):
        vectors = accepted_vectors()
        self.assertTrue(vectors, "tests/vectors has no accepted report")
        for name, vector in vectors.items():
            with self.subTest(name):
                check(vector, result_of(vector))

    def test_every_schema_is_one(self):
        self.assertTrue(SCHEMAS, "schemas/ is empty")
        for name, schema in SCHEMAS.items():
            with self.subTest(name):
                Draft202012Validator.check_schema(schema)

    def test_every_accepted_report_is_a_view(self):
        self.each_result(lambda _, result: self.validate(f"{kind_of(result)}-1.view", result["document"]))

    def test_every_complete_report_is_full(self):
        def check(_, result):
            if result["disclosure"]["value"] == "complete":
                self.validate(f"{kind_of(result)}-1.full", result["document"])

        self.each_result(check)

    def test_every_result_of_an_assessment_report_is_one(self):
        def check(_, result):
            if kind_of(result) == "assessment-report":
                self.validate("verification-result-1", result)

        self.each_result(check)

    def test_every_trust_list_of_an_accepted_report_is_one(self):
        self.each_result(lambda vector, _: self.validate("trust-list-1", trust_payload(vector)))

    def test_every_status_list_of_an_accepted_report_is_one(self):
        def check(vector, result):
            # Where there are more lists than one, some may be there to be refused.
            if result["standing"]["value"] != "unknown" and len(vector["status"]) == 1:
                self.validate("status-list-1", decoded(vector["status"][0].split(".")[1]))

        self.each_result(check)


def kind_of(result):
    return result["document"]["vct"].split("/")[-2]


if __name__ == "__main__":
    unittest.main()
