"""A folder of signed reports to a polars frame of their findings, and the same from plain unsigned JSON.

folder.py FOLDER: one round for each line of stdin, answered with wall times in nanoseconds.
folder.py --peak FOLDER: once, answered with the memory that it took at most and that of the frame, in bytes.
"""

import json
import os
import pathlib
import resource
import sys
import time

import polars

import betterwork

COLUMNS = ("question", "global_question", "text", "kind", "basis", "legal_references", "tags", "result", "value")


def signed(folder):
    """Verifies every report and makes the frame."""
    trust = betterwork.TrustList.open(folder / "trust.json")
    at = (folder / "at.txt").read_text(encoding="utf-8")
    found = betterwork.read_tables(folder / "signed", trust, at=at, status=folder / "status.jwt", tables=["findings"], progress=False)
    if found.refused:
        raise SystemExit(str(found.refused[0]))
    return polars.DataFrame(found.findings)


def plain(folder):
    """Reads every report, unsigned, and makes a frame of the same rows and columns."""
    columns = {name: [] for name in ("report", "number", "cluster", "compliance_point", *COLUMNS, "is_public")}
    for name in sorted(os.listdir(folder / "plain")):
        with open(folder / "plain" / name, "rb") as file:
            document = json.load(file)
        number = 0
        for point in document["report"]["compliance_points"]:
            for is_public, findings in ((True, point.get("public_findings", ())), (False, point.get("findings", ()))):
                for finding in findings:
                    columns["report"].append(document["jti"])
                    columns["number"].append(number)
                    columns["cluster"].append(point["cluster"])
                    columns["compliance_point"].append(point["id"])
                    columns["is_public"].append(is_public)
                    for column in COLUMNS:
                        value = finding.get(column)
                        columns[column].append(json.dumps(value) if isinstance(value, (dict, list)) else value)
                    number += 1
    return polars.DataFrame(columns)


def took(make, folder):
    """The wall time of one run."""
    start = time.perf_counter_ns()
    frame = make(folder)
    return time.perf_counter_ns() - start, len(frame)


def peak(folder):
    """Memory beyond what the interpreter with its libraries had before."""
    polars.DataFrame({"warm": ["up"]})
    before = resident()
    frame = signed(folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"peak": most - before, "frame": frame.estimated_size()}


def resident():
    """The memory of this process now, as Linux counts it."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


if sys.argv[1] == "--peak":
    print(json.dumps(peak(pathlib.Path(sys.argv[2]))))
else:
    folder = pathlib.Path(sys.argv[1])
    for _ in sys.stdin:
        (ours, rows), (theirs, their_rows) = took(signed, folder), took(plain, folder)
        print(json.dumps({"signed": ours, "plain": theirs, "rows": rows, "plain_rows": their_rows}), flush=True)
