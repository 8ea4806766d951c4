"""The vectors and the keys in their trust lists, as other people's libraries need them."""

import base64
import json
from pathlib import Path

from jwcrypto.jwk import JWK

ROOT = Path(__file__).resolve().parents[3]


def decoded(part):
    """JSON from base64url."""
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def accepted_vectors():
    """The vectors of reports that betterwork accepts, by name."""
    vectors = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "tests/vectors").rglob("*.json"))}
    return {name: vector for name, vector in vectors.items() if "document" in result_of(vector)}


def result_of(vector):
    """What betterwork answers, if it is no error."""
    return vector.get("expected", {}).get("result") or {}


class Report:
    """A report that betterwork accepts: its parts and the key it was signed with."""

    def __init__(self, vector):
        self.token = vector["token"]
        self.jws = self.token.partition("~")[0]
        self.header = decoded(self.jws.partition(".")[0])
        self.document = result_of(vector)["document"]
        self.jwk = next(jwk for jwk in _keys(vector["trust"]) if JWK(**jwk).thumbprint() == self.header["kid"])

    def forged(self):
        """The report with one character in the middle of its payload changed."""
        start = self.jws.index(".") + 1
        at = (start + self.jws.index(".", start)) // 2
        return self.token[:at] + ("A" if self.token[at] != "A" else "B") + self.token[at + 1 :]


def accepted_reports():
    """The reports that betterwork accepts, by the name of their vector."""
    reports = {name: Report(vector) for name, vector in accepted_vectors().items()}
    # Older libraries do not know RFC 9864's name of the same algorithm; betterwork signs with the name they know.
    return {name: report for name, report in reports.items() if report.header["alg"] == "EdDSA"}


def trust_payload(vector):
    """What the trust list of a vector says."""
    return decoded(vector["trust"]["payload"])


def _keys(trust):
    return [key["jwk"] for entity in decoded(trust["payload"])["entities"] for key in entity["keys"]]
