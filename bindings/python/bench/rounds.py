"""The installed package against other people's libraries: rounds.py GIVEN.json; one round for each line of stdin.

Each line of stdout is the thread's CPU time of one call of each, in nanoseconds. The host that counts rounds runs native code
between them.
"""

import json
import pathlib
import sys
import time

import jwt
from joserfc import jws
from joserfc.jwk import OKPKey
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

import betterwork

BATCH_NS = 20_000_000

given = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
token, clear, at = given["token"], given["clear"], given["at"]
data = token.encode()
trust = betterwork.TrustList.open(given["trust_list"])
status = betterwork.StatusList.open(given["status_list"], trust, at=at)
for_jwcrypto, for_joserfc, for_pyjwt = JWK(**given["jwk"]), OKPKey.import_key(given["jwk"]), jwt.PyJWK(given["jwk"], "EdDSA")
# What PyJWT checks beside the signature would depend on the day.
UNCHECKED = {name: False for name in ("verify_exp", "verify_nbf", "verify_iat", "verify_aud", "verify_sub", "verify_jti")}

CASES = {
    "verify": lambda: betterwork.verify(data, trust, at=at, status=status),
    "sd_jwt": lambda: SDJWTVerifier(token, lambda issuer, header: for_jwcrypto).get_verified_payload(),
    "joserfc": lambda: json.loads(jws.deserialize_compact(clear, for_joserfc, algorithms=["EdDSA", "Ed25519"]).payload),
    "pyjwt": lambda: jwt.decode(clear, for_pyjwt, algorithms=["EdDSA"], options=UNCHECKED),
}


def took(run, times):
    """The thread's CPU time of one run, of so many."""
    start = time.thread_time_ns()
    for _ in range(times):
        run()
    return (time.thread_time_ns() - start) / times


batches = {name: max(1, round(BATCH_NS / took(run, 10))) for name, run in CASES.items()}
names = list(CASES)
for number, _ in enumerate(sys.stdin):
    turns = [names[(turn + number) % len(names)] for turn in range(len(names))]
    print(json.dumps({name: took(CASES[name], batches[name]) for name in turns}), flush=True)
