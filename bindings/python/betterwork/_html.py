"""How a report looks in a notebook: text of a report is never markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._report import VerifiedReport


def report_html(report: VerifiedReport) -> str:
    """Writes what was verified as a table."""
    facility, standing, disclosure = report.facility, report.standing, report.disclosure
    withheld = f", {disclosure.findings} findings withheld" if disclosure.findings else ""
    why = f" ({standing.reason})" if standing.reason else ""
    rows = {
        "factory": f"{facility.name}, {facility.country}",
        "assessment": f"cycle {report.assessment.cycle}, visited {report.age.since_on}, {report.age.days} days before {report.verified_at:%Y-%m-%d}",
        "signed by": f"{report.signer.name} ({report.signer.role})",
        "standing": standing.value + why,
        "shown": disclosure.value + withheld,
        "public": "yes" if report.publication.public else f"no ({report.publication.reason})",
        "digest": report.digest,
    }
    if report.signer.test:
        rows = {"test data": "about no real factory", **rows}
    cells = "".join(
        f'<tr><th scope="row" style="text-align:start">{escape(name)}</th><td style="text-align:start">{escape(said)}</td></tr>'
        for name, said in rows.items()
    )
    points = "".join(_point(report, number) for number in range(len(report.compliance_points)))
    head = "<tr><th>cluster</th><th>compliance point</th><th>non-compliant</th><th>questions</th><th>withheld</th></tr>"
    return (
        f"<table>{cells}</table><details><summary>{len(report.compliance_points)} compliance points</summary>"
        f"<table><thead>{head}</thead><tbody>{points}</tbody></table></details>"
    )


def _point(report: VerifiedReport, number: int) -> str:
    point = report.compliance_points[number]
    seen = point.public_findings + (point.findings or ())
    bad = sum(finding.result == "non_compliant" for finding in seen)
    cells = (point.cluster, point.id, bad, point.question_count, max(point.question_count - len(seen), 0))
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
