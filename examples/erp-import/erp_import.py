"""A nightly job: what changed in the factory reports becomes vendor certifications of an ERP.

It syncs a store with an exchange, asks for the changes since the last run, and writes a row for each supplier that they are
about: a certification where a report stands, `withdrawn` where it no longer does. The rows and the number of the last change
are written in one transaction, so that a run which is interrupted anywhere is simply run again.

The ERP here is an SQLite file with one table; put your own in the place of `Erp`. The program needs `betterwork` and the
standard library of Python 3.10, and nothing else.

    python3 erp_import.py --exchange https://exchange.example/ --store reports.db --trust trust.json --subscriber brand-1 --erp erp.db
"""

import argparse
import json
import sqlite3
import subprocess
import sys

PAGE = 500
"""How many changes are worked through at a time."""

TABLES = """
CREATE TABLE IF NOT EXISTS vendor_certification (
    vendor_account TEXT PRIMARY KEY,
    certification_number TEXT NOT NULL,
    certification_type TEXT NOT NULL,
    certifying_organization TEXT NOT NULL,
    certification_date TEXT NOT NULL,
    effective_date TEXT NOT NULL,
    expiration_date TEXT,
    status TEXT NOT NULL,
    comments TEXT NOT NULL,
    report_digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS import_position (store TEXT PRIMARY KEY, change_id INTEGER NOT NULL);
"""


class Erp:
    """The side that you replace: where vendor certifications are kept."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.executescript(TABLES)

    def position(self, store):
        """The number of the last change that was worked through."""
        found = self.connection.execute("SELECT change_id FROM import_position WHERE store = ?", [store]).fetchone()
        return found[0] if found else 0

    def write(self, store, change_id, certifications, withdrawn):
        """Writes certifications, withdraws those of other suppliers, and the new position: all of it, or nothing."""
        with self.connection:
            for account in withdrawn:
                comments = "no report is held any more"
                sql = "UPDATE vendor_certification SET status = 'withdrawn', comments = ? WHERE vendor_account = ?"
                self.connection.execute(sql, [comments, account])
            for row in certifications:
                names = ", ".join(row)
                places = ", ".join(f":{name}" for name in row)
                self.connection.execute(f"INSERT OR REPLACE INTO vendor_certification ({names}) VALUES ({places})", row)
            self.connection.execute("INSERT OR REPLACE INTO import_position VALUES (?, ?)", [store, change_id])


class Betterwork:
    """The program, asked on its command line; every answer is JSON."""

    def __init__(self, program):
        self.program = program

    def ask(self, *arguments, accepted=(0,)):
        done = subprocess.run([self.program, *arguments, "--json"], capture_output=True, text=True, check=False)
        answer = json.loads(done.stdout) if done.stdout else {"error": {"code": "no answer", "message": done.stderr}}
        if isinstance(answer, dict) and "error" in answer:
            error = answer["error"]
            raise SystemExit(f"betterwork {arguments[0]} ended with {done.returncode}: {error['message']} [{error['code']}]")
        if done.returncode not in accepted:
            raise SystemExit(f"betterwork {arguments[0]} ended with {done.returncode}: {done.stdout}")
        return answer


def certification(supplier):
    """The row of a supplier, as `betterwork query supplier_status` says that it stands."""
    stands = supplier["standing"] in ("valid", "unknown")
    comments = [f"{supplier['non_compliant_points_count']} non-compliant points", f"standing {supplier['standing']} as of {supplier['standing_as_of_at']}"]
    if supplier["findings_withheld_count"]:
        comments.append(f"{supplier['findings_withheld_count']} findings withheld")
    if supplier["is_test"]:
        comments.append("test data")
    if supplier["flag"]:
        comments.append(f"to be looked at: {supplier['flag']}")
    return {
        "vendor_account": supplier["supplier_number"],
        "certification_number": supplier["assessment_id"],
        "certification_type": "Better Work assessment",
        "certifying_organization": supplier["signer_name"],
        "certification_date": supplier["started_on"],
        "effective_date": supplier["iat"][:10],
        "expiration_date": supplier["exp"] and supplier["exp"][:10],
        "status": "active" if stands else "withdrawn",
        "comments": "; ".join(comments),
        "report_digest": supplier["digest"],
    }


def main():
    parser = argparse.ArgumentParser(description="Writes what changed in the factory reports into an ERP.")
    for name in ("exchange", "store", "trust", "subscriber", "erp"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--betterwork", default="betterwork", help="the program (default: the one in the PATH)")
    parser.add_argument("--at", default="now", help="the instant for which everything is checked (default: now)")
    parser.add_argument("--all", action="store_true", help="write every linked supplier, as after linking new ones")
    options = parser.parse_args()

    betterwork, erp = Betterwork(options.betterwork), Erp(options.erp)
    at = [] if options.at == "now" else ["--at", options.at]
    # 1: some documents were refused, which the store's quarantine shows; the others are there.
    summary = betterwork.ask(
        "sync", options.exchange, "--store", options.store, "--trust", options.trust, "--subscriber", options.subscriber, *at, accepted=(0, 1)
    )
    position, written = 0 if options.all else erp.position(options.store), 0
    while changes := betterwork.ask("query", "changes", "--store", options.store, "--since", str(position), "--limit", str(PAGE)):
        facilities = {(change["iss"], change["sub"]) for change in changes}
        position = changes[-1]["change_id"]
        # A change says where to look; how things stand is asked of the store.
        suppliers = betterwork.ask("query", "supplier_status", "--store", options.store)
        suppliers = [row for row in suppliers if options.all or (row["iss"], row["sub"]) in facilities]
        rows = [certification(row) for row in suppliers if row["digest"]]
        erp.write(options.store, position, rows, [row["supplier_number"] for row in suppliers if not row["digest"]])
        written += len(rows)
    print(f"{summary['imported']} new reports, {written} certifications written, up to change {position}")
    for fault in summary["faults"]:
        print(f"{fault['message']} [{fault['code']}]", file=sys.stderr)
    if summary["quarantined"]:
        print(f"{summary['quarantined']} documents were refused: betterwork query quarantine --store {options.store}", file=sys.stderr)


if __name__ == "__main__":
    main()
