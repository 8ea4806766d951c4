"""Reports as plain JSON into the rows of a store with pandas, as one who knows pandas would write it: nothing is verified.

Into SQLite with the settings of a store; it does not keep the documents, which a store does. Prints the CPU seconds of its
process, its imports aside, and how many rows it wrote.
"""

import json
import sqlite3
import sys
import time

import pandas as pd

META = ["report_id", "cluster", "id"]
FINDING = ["row_id", "cluster", "id", "question", "text.en", "kind", "basis", "legal_references", "tags", "result", "value", "is_public"]


def read(source):
    with open(source, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def numbered(frame):
    frame["row_id"] = frame["report_id"] * 2**20 + frame.groupby("report_id").cumcount() + 1
    return frame


def as_json(frame, columns):
    for column in columns:
        frame[column] = frame[column].map(lambda value: json.dumps(value) if isinstance(value, list) else "[]")
    return frame


def flat(points, path):
    return pd.json_normalize(points, record_path=path, meta=META)


def main(source, made):
    began = time.process_time()
    documents = read(source)
    reports = pd.json_normalize(documents, max_level=4).drop(columns=["report.compliance_points"])
    reports.insert(0, "report_id", range(1, len(reports) + 1))
    lists = [column for column in reports.columns if reports[column].map(lambda value: isinstance(value, (list, dict))).any()]
    reports = as_json(reports, lists)

    points = []
    for report_id, document in enumerate(documents, 1):
        for point in document["report"]["compliance_points"]:
            point["report_id"] = report_id
            points.append(point)
    public, others = flat(points, "public_findings"), flat(points, "findings")
    public["is_public"], others["is_public"] = True, False
    findings = pd.concat([public, others]).sort_values("report_id", kind="stable")
    findings = as_json(numbered(findings).reindex(columns=FINDING), ["legal_references", "tags"])
    evidence = as_json(numbered(flat(points, "evidence")), ["sources"]).drop(columns=["report_id"])
    frame = pd.DataFrame.from_records(points, columns=["report_id", "cluster", "id", "question_count", "findings", "public_findings"])
    results = [{finding.get("result") for finding in (*one, *other)} for one, other in zip(frame["findings"], frame["public_findings"])]
    frame["result"] = ["non_compliant" if "non_compliant" in held else "unknown" if "not_assessed" in held else "compliant" for held in results]
    frame = numbered(frame)[["row_id", "cluster", "id", "question_count", "result"]]

    connection = sqlite3.connect(made)
    connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    reports.set_index("report_id").to_sql("reports", connection)
    for name, rows in [("compliance_point_rows", frame), ("finding_rows", findings), ("evidence_rows", evidence)]:
        rows.set_index("row_id").to_sql(name, connection)
    connection.commit()
    connection.close()
    print(json.dumps({"seconds": time.process_time() - began, "rows": len(findings) + len(frame) + len(evidence)}))


main(*sys.argv[1:])
