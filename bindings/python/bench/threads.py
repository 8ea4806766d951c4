"""What a second thread gains: threads.py FOLDER; one round for each line of stdin, answered with wall times of `verify_many`."""

import json
import pathlib
import sys
import time

import betterwork

folder = pathlib.Path(sys.argv[1])
trust = betterwork.TrustList.open(folder / "trust.json")
at = (folder / "at.txt").read_text(encoding="utf-8")
status = betterwork.StatusList.open(folder / "status.jwt", trust, at=at)
tokens = [path.read_bytes() for path in sorted((folder / "signed").iterdir())[:64]]
tokens = [tokens[number % len(tokens)] for number in range(400)]


def took(workers):
    """The wall time of a round's reports."""
    start = time.perf_counter_ns()
    many = betterwork.verify_many(tokens, trust, at=at, status=status, workers=workers, progress=False)
    end = time.perf_counter_ns()
    if many.refused:
        raise SystemExit(str(many.refused[0]))
    return end - start


took(2)
for _ in sys.stdin:
    print(json.dumps({"one": took(1), "two": took(2)}), flush=True)
