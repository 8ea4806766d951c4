"""Every vector of tests/vectors, answered by the installed package."""

import json
import unittest

import betterwork
from betterwork import _native
from support import trust_of, vectors


def document(given):
    """The bytes in question: a text, or pieces to repeat and join."""
    if isinstance(given, str):
        return given.encode(errors="surrogatepass")
    return "".join(piece["repeat"] * piece["times"] for piece in given).encode(errors="surrogatepass")


def verify(given):
    return betterwork.verify(document(given["token"]), trust_of(given), at=given["at"], status=given.get("status")).to_dict()


def verify_progress_report(given):
    return betterwork.verify_progress_report(document(given["token"]), trust_of(given), at=given["at"], status=given.get("status")).to_dict()


def redact(given):
    return {"token": betterwork.redact(document(given["token"]), given["view"])}


def issue(given):
    import base64

    salts = iter(given.get("salts", ()))
    random = lambda count: base64.urlsafe_b64decode(next(salts) + "==")[:count]  # noqa: E731
    return {"token": _native.issue(json.dumps(given["report"]), json.dumps(given["key"]), random)}


def trust_list(opened):
    return {"version": opened.version, "digest": opened.digest, "root_fingerprint": opened.root_fingerprint, "test": opened.test}


def open_trust_list(given):
    remembered = given.get("remembered_version")
    return trust_list(betterwork.TrustList.open(document(given["document"]), given.get("pin"), remembered_version=remembered))


def update_trust_list(given):
    return trust_list(trust_of(given).update(document(given["document"]), at=given["at"]))


def open_status_list(given):
    opened = betterwork.StatusList.open(
        document(given["token"]), trust_of(given), at=given["at"], uri=given.get("uri"), remembered=given.get("remembered_at")
    )
    first = [opened.get(index) for index in range(16)]
    facts = {name: opened._facts[name] for name in ("uri", "issuer", "as_of_at", "expires_at")}
    return {**facts, "length": len(opened), "first_values": [value for value in first if value is not None]}


def open_checkpoint(given):
    return betterwork.open_checkpoint(document(given["document"]), origin=given["origin"], keys=given["keys"]).to_dict()


def verify_inclusion_proof(given):
    return betterwork.verify_inclusion_proof(document(given["document"]), origin=given["origin"], keys=given["keys"]).to_dict()


def decide(given):
    trust, at = trust_of(given), given["at"]
    token, statements = given.get("token"), given.get("statements", [])
    report = None if token is None else betterwork.verify(document(token), trust, at=at, status=given.get("status"))
    said = [betterwork.verify_statement(statement, report, trust, at=at) for statement in statements]
    progress = [betterwork.verify_progress_report(one, trust, at=at) for one in given.get("progress_reports", [])]
    return betterwork.decide(
        report,
        given["policy"],
        given["crosswalk"],
        statements=said,
        progress_reports=progress,
        last_blocking_on=given.get("last_blocking_on"),
        at=at,
    ).to_dict()


def outcome(ask, given, name="result"):
    """What comes of a vector, in the form of its `expected`; the class of an exception is that of its code."""
    try:
        return {name: ask(given)}
    except betterwork.VerificationError as error:
        assert type(error).__name__ == "".join(word.capitalize() for word in error.code.split("_"))
        return {"error": error.code}


class Vectors(unittest.TestCase):
    maxDiff = 4000

    def test_every_vector_has_its_answer(self):
        for given in vectors():
            with self.subTest(given["name"]):
                self.assertEqual(outcome(globals()[given["verb"]], given), given["expected"])

    def test_every_decision_is_the_same(self):
        for given in vectors("decisions"):
            with self.subTest(given["name"]):
                found = outcome(decide, given, "decision")
                self.assertEqual(json.dumps(found), json.dumps(given["expected"]))
