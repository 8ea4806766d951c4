"""What the tests share: the vectors, and a folder with one document of each kind. All of it is synthetic."""

import copy
import json
import pathlib
import re

import betterwork

ROOT = pathlib.Path(__file__).resolve().parents[3]
VECTORS = ROOT / "tests/vectors"
DEMO = ROOT / "target/python/demo"


def demo():
    """The folder that `betterwork demo` made for these tests."""
    if not (DEMO / "exchange/checkpoint").is_file():
        raise FileNotFoundError(f"{DEMO} is not there: cargo xtask test python makes it")
    return DEMO


def demo_at():
    """The instant as of which the demo works: noon of the day that its README names."""
    day = re.search(r"--at (\d{4}-\d\d-\d\d)", (demo() / "README.md").read_text(encoding="utf-8"))
    return f"{day[1]}T12:00:00Z"


def vectors(folder="."):
    """Every vector of a folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((VECTORS / folder).glob("*.json"))]


def vector(name):
    """The vector of this name."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def trust_of(vector):
    """The trust list that a vector holds."""
    return betterwork.TrustList.open(json.dumps(vector["trust"]))


def changed(token):
    """The token with one character of its signed payload changed."""
    at = token.index(".") + 40
    return token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]


def earlier_report(report, facility):
    """An unsigned report of this facility's cycle before."""
    earlier = copy.deepcopy(report)
    earlier.update(sub=facility, jti="urn:uuid:1f1c2a90-7c1e-4b57-9a53-0d9b3c5e8f20", iat=report["iat"] - 86_400)
    earlier["report"]["assessment"].update(id="40412", cycle=2, started_on="2026-01-05", ended_on="2026-01-06")
    return earlier


def write_examples(folder):
    """Writes the files that the examples of the documentation read, and returns what their code finds in place."""
    standing, decision, signing = vector("standing-valid"), vector("decisions/remediation-verified"), vector("issue")
    key = json.dumps(signing["key"])
    facility = betterwork.verify(decision["token"], trust_of(decision), at=decision["at"]).document.sub
    files = {
        "trust.json": json.dumps(decision["trust"]),
        "report.sdjwt": decision["token"],
        "status.jwt": decision["status"][0],
        "progress.sdjwt": vector("progress-report")["token"],
        "statement.jwt": decision["statements"][0],
        "unsigned.json": json.dumps(signing["report"]),
        "key.json": key,
        "policy.json": decision["policy"],
        "crosswalk.json": decision["crosswalk"],
        "earlier.sdjwt": betterwork.issue(earlier_report(signing["report"], facility), key),
        "reports/2026/good.sdjwt": standing["token"],
        "reports/changed.sdjwt": changed(standing["token"]),
        "reports/good.sdjwt": standing["token"],
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    at, trust = standing["at"], trust_of(decision)
    status = folder / "status.jwt"
    found = {name: betterwork.verify(folder / f"{name}.sdjwt", trust, at=at, status=status) for name in ("report", "earlier")}
    said = betterwork.verify_statement(folder / "statement.jwt", found["report"], trust, at=at)
    return {"at": at, "trust": trust, "said": said, "betterwork": betterwork, "pathlib": pathlib, **found}
