"""PyJWT, joserfc, jwcrypto and sd-jwt accept every report that betterwork accepts, and no forged one."""

import json
import unittest
import warnings

import jwt
from joserfc import jws
from joserfc.jwk import OKPKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.verifier import SDJWTVerifier
from vectors import accepted_reports

# joserfc prefers RFC 9864's name of the same algorithm.
warnings.filterwarnings("ignore", message="EdDSA is deprecated")

# The vectors have days of their own; here it is about signatures and disclosures.
ANY_TIME = {f"verify_{claim}": False for claim in ("exp", "iat", "nbf", "aud", "iss")}


def by_pyjwt(token, jwk):
    return jwt.decode(token.partition("~")[0], jwt.PyJWK(jwk, algorithm="EdDSA"), algorithms=["EdDSA"], options=ANY_TIME)


def by_joserfc(token, jwk):
    return json.loads(jws.deserialize_compact(token.partition("~")[0], OKPKey.import_key(jwk), algorithms=["EdDSA"]).payload)


def by_jwcrypto(token, jwk):
    signed = JWS()
    signed.deserialize(token.partition("~")[0], JWK(**jwk))
    return json.loads(signed.payload)


def by_sd_jwt(token, jwk):
    return SDJWTVerifier(token, lambda issuer, header: JWK(**jwk)).get_verified_payload()


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reports = accepted_reports()

    def each(self, check):
        self.assertTrue(self.reports, "tests/vectors has no accepted report")
        for name, report in self.reports.items():
            with self.subTest(name):
                check(report)

    def accepts(self, verify):
        self.each(lambda report: self.assertEqual(verify(report.token, report.jwk)["jti"], report.document["jti"]))

    def refuses(self, verify):
        def check(report):
            with self.assertRaises(Exception):
                verify(report.forged(), report.jwk)

        self.each(check)

    def test_pyjwt_accepts_every_report(self):
        self.accepts(by_pyjwt)

    def test_pyjwt_refuses_a_forged_report(self):
        self.refuses(by_pyjwt)

    def test_joserfc_accepts_every_report(self):
        self.accepts(by_joserfc)

    def test_joserfc_refuses_a_forged_report(self):
        self.refuses(by_joserfc)

    def test_jwcrypto_accepts_every_report(self):
        self.accepts(by_jwcrypto)

    def test_jwcrypto_refuses_a_forged_report(self):
        self.refuses(by_jwcrypto)

    def test_sd_jwt_puts_the_same_document_together(self):
        def check(report):
            document = by_sd_jwt(report.token, report.jwk)
            self.assertEqual(document, report.document)

        self.maxDiff = 2_000
        self.each(check)

    def test_sd_jwt_refuses_a_forged_report(self):
        self.refuses(by_sd_jwt)


if __name__ == "__main__":
    unittest.main()
