"""`python -m betterwork`: verify, show, redact, decide and sync, where the program `betterwork` is not at hand.

Exit codes are those of the program: 0 done, 1 not verified, 2 wrong arguments, 3 a file that cannot be read or written, 4 genuine but superseded,
suspended or revoked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import Store, StoreError, SyncError, TrustList, VerificationError, __version__, decide, redact, sync, verify
from ._report import VerifiedReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

WITHDRAWN = ("superseded", "suspended", "revoked")
SYNCED = ("imported", "enriched", "statements", "progress_reports", "standing_changed", "withdrawn", "quarantined")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads our output has gone: nothing is left to say, and to nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except VerificationError as error:
        return _fail(options, 1, error.code, str(error), error.advice)
    except SyncError as error:
        return _fail(options, 1 if error.code in ("log_rolled_back", "log_forked") else 3, error.code, str(error), None)
    except StoreError as error:
        return _fail(options, 3, error.code, str(error), None)
    except OSError as error:
        return _fail(options, 3, "unreadable", f"{error.strerror or error}: {error.filename}" if error.filename else str(error), None)
    except (TypeError, ValueError) as error:
        return _fail(options, 2, "usage", str(error), None)
    return code


def _verify(options: argparse.Namespace) -> int:
    report = _report(options)
    if options.json:
        _print_json(report.to_dict())
    else:
        print("\n".join(_axes(report)))
    return _exit_of(report)


def _show(options: argparse.Namespace) -> int:
    report = _report(options)
    if options.json:
        _print_json(report.to_dict()["document"])
        return _exit_of(report)
    print("\n".join(_axes(report)))
    print(f"\n{len(report.compliance_points)} compliance points; those with something to say:")
    for point in report.compliance_points:
        seen = point.public_findings + (point.findings or ())
        bad = [finding for finding in seen if finding.result == "non_compliant"]
        hidden = max(point.question_count - len(seen), 0)
        if not bad and not hidden:
            continue
        withheld = f", {hidden} not shown" if hidden else ""
        print(f"{_line(point.cluster)} / {_line(point.id)}: {len(bad)} of {point.question_count} non-compliant{withheld}")
        for finding in bad:
            print(f"  {_line(finding.question)}  {_line(_in_words(finding.text, report.report.language))}")
    return _exit_of(report)


def _redact(options: argparse.Namespace) -> int:
    view = redact(_input(options.file), options.view)
    if options.out is None:
        print(view)
        return 0
    with open(options.out, "x", encoding="utf-8") as file:
        file.write(view)
    return 0


def _decide(options: argparse.Namespace) -> int:
    report = _report(options)
    decision = decide(report, options.policy, options.crosswalk)
    if options.json:
        _print_json(decision.to_dict())
        return 0
    print(f"{_line(report.facility.name)}: {decision.outcome.replace('_', ' ')} ({decision.reason.replace('_', ' ')})")
    for clause in decision.clauses:
        print(f"  {_line(clause.clause)}  {clause.outcome.replace('_', ' ')} ({clause.reason.replace('_', ' ')})")
    return 0


def _sync(options: argparse.Namespace) -> int:
    trust = TrustList.open(options.trust)
    with Store(options.store) as store:
        done = sync(options.exchange, store, trust=trust, subscriber=options.subscriber, at=options.at, progress=not options.json)
    if options.json:
        _print_json(done.to_dict())
    else:
        counts = [(count, name.replace("_", " ")) for name in SYNCED if (count := getattr(done, name))]
        print(f"{_line(done.origin)}: {', '.join(f'{count} {name}' for count, name in counts) or 'nothing new: the store is up to date'}")
        for said in (*done.warnings, *(f"{fault.message} [{fault.code}]" for fault in done.faults)):
            print(f"  {_line(said)}")
    return 1 if done.faults or done.quarantined else 0


def _report(options: argparse.Namespace) -> VerifiedReport:
    status = [path for given in options.status for path in (sorted(given.iterdir()) if given.is_dir() else [given])]
    return verify(_input(options.file), TrustList.open(options.trust), at=options.at, status=status)


def _input(file: Path) -> Path | bytes:
    return sys.stdin.buffer.read() if str(file) == "-" else file


def _axes(report: VerifiedReport) -> list[str]:
    signer, standing, disclosure, publication = report.signer, report.standing, report.disclosure, report.publication
    lines = {
        "factory": f"{report.facility.name}, {report.facility.country}",
        "signed by": f"{signer.name} ({signer.entity}); the signature was checked here",
        "test data": "the trust list is a test list: this is not a real report" if signer.test else "",
        "assessed": f"{report.age.since_on}, {report.age.days} days before {report.verified_at:%Y-%m-%d}",
        "standing": standing.value + (f", as of {standing.as_of_at:%Y-%m-%dT%H:%M:%SZ}" if standing.as_of_at else f": {standing.reason}" if standing.reason else ""),
        "disclosure": disclosure.value + (f": {disclosure.findings} findings are not shown" if disclosure.findings else ""),
        "publication": "public" if publication.public else f"not public: {publication.reason}",
        "digest": report.digest,
    }
    return [f"{name:<12} {_line(said)}" for name, said in lines.items() if said]


def _in_words(text: Any, language: str) -> str:
    said = dict(text)
    return str(said.get(language) or next(iter(said.values()), ""))


def _line(text: object) -> str:
    """Text of a report on one line, without what steers a terminal."""
    return "".join(character if character.isprintable() else " " for character in str(text))


def _exit_of(report: VerifiedReport) -> int:
    return 4 if report.standing.value in WITHDRAWN else 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _fail(options: argparse.Namespace, code: int, word: str, message: str, advice: str | None) -> int:
    if getattr(options, "json", False):
        said = {"code": word, "message": message, **({"advice": advice} if advice else {})}
        _print_json({"error": said})
    else:
        print(f"error: {_line(message)}" + (f" [{word}]" if code == 1 else ""), file=sys.stderr)
        if advice:
            print(f"help: {advice}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    described = "Verifies factory labour-standards reports that carry their own proof, and asks what follows from them."
    parser = argparse.ArgumentParser("python -m betterwork", description=described)
    parser.add_argument("--version", action="version", version=f"betterwork {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, said in (
        ("verify", _verify, "check that a report is genuine, and say everything else that matters about it"),
        ("show", _show, "print a report for a reader, after verifying it"),
        ("decide", _decide, "decide whether the factory must still be audited, and if so, what exactly"),
        ("redact", _redact, "make a view of a report with less in it; its signature still verifies"),
    ):
        command = commands.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
        command.set_defaults(run=run)
        command.add_argument("file", type=Path, metavar="FILE", help="the report; `-` reads standard input")
        if name == "redact":
            command.add_argument("--view", required=True, help="`full`, `public`, or members separated by commas")
            command.add_argument("--out", type=Path, metavar="FILE", help="where to write it; an existing file is never overwritten")
            continue
        command.add_argument("--trust", type=Path, required=True, metavar="FILE", help="the trust list")
        command.add_argument("--status", type=Path, action="append", default=[], metavar="FILE|DIR", help="status lists; may be repeated")
        command.add_argument("--at", metavar="INSTANT", help="the instant for which it is verified, such as 2026-02-03T08:30:00Z (default: now)")
        command.add_argument("--json", action="store_true", help="answer in JSON, in the words of the format; failures too")
        if name == "decide":
            command.add_argument("--policy", type=Path, required=True, metavar="FILE", help="when a report is accepted in place of an audit")
            command.add_argument("--crosswalk", type=Path, required=True, metavar="FILE", help="which findings stand for which clause")
    command = commands.add_parser("sync", help="bring a store up to date with an exchange: only what is new, each document proven")
    command.description = (
        "Bring a store up to date with an exchange: only what is new, each document proven. The token comes from BETTERWORK_TOKEN, goes "
        "to the exchange's own host only, and is never printed."
    )
    command.set_defaults(run=_sync)
    command.add_argument("exchange", metavar="URL|DIR", help="the exchange: an address, or a folder")
    command.add_argument("--store", required=True, metavar="DB", help="an SQLite file, or the address of a PostgreSQL database")
    command.add_argument("--trust", type=Path, required=True, metavar="FILE", help="the trust list from which that of the exchange is followed")
    command.add_argument("--subscriber", required=True, metavar="NAME", help="whose documents are fetched")
    command.add_argument("--at", metavar="INSTANT", help="the instant for which everything is checked (default: now)")
    command.add_argument("--json", action="store_true", help="answer in JSON; failures too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
