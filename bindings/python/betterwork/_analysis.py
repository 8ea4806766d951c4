"""What follows from verified reports: differences, rates, decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Day, Document, Instant, instant, optional_day, text
from ._report import VerifiedProgressReport, VerifiedReport
from ._statement import VerifiedStatement

if TYPE_CHECKING:
    from typing import Any, Literal

    from ._documents import Decision, Diff, Rates


def diff(*reports: VerifiedReport) -> Diff:
    """Compares the last two of a facility's reports, the oldest first; those before tell since when a finding persists.

    >>> diff(earlier, report).counts.gone_count
    3
    """
    from ._documents import Diff

    return Diff(json.loads(_native.diff(_handles(reports, VerifiedReport))))


def rates(
    reports: Iterable[VerifiedReport],
    *,
    by: Literal["country", "cycle", "tool_version", "year"] | None = None,
    from_on: Day = None,
    to_on: Day = None,
    country: str | None = None,
    cycle: int | None = None,
    panel: int | None = None,
    questions: bool = True,
) -> Rates:
    """Counts non-compliance over many assessments, what is withheld beside it: counts, never a percentage.

    Only assessments between two days, in a country, of a cycle, or of the panel of factories with so many cycles; in groups, `by`.

    >>> rates([report, earlier], by="cycle").groups[0].factories_count
    1
    """
    from ._documents import Rates

    handles = _handles(reports, VerifiedReport)
    return Rates(json.loads(_native.rates(handles, scope(by, from_on, to_on, country, cycle, panel, questions))))


def scope(
    by: str | None, from_on: Day, to_on: Day, country: str | None, cycle: int | None, panel: int | None, questions: bool
) -> dict[str, object]:
    """Returns what rates are asked for, as the border takes it."""
    return {
        "by": by,
        "from_on": optional_day(from_on),
        "to_on": optional_day(to_on),
        "country": country,
        "cycle": cycle,
        "panel": panel,
        "questions": questions,
    }


def decide(
    report: VerifiedReport | None,
    policy: Document | Mapping[str, Any],
    crosswalk: Document | Mapping[str, Any],
    *,
    statements: Iterable[VerifiedStatement] = (),
    progress_reports: Iterable[VerifiedProgressReport] = (),
    last_blocking_on: Day = None,
    at: Instant = None,
) -> Decision:
    """Decides whether a factory must still be audited, and if so, what exactly; without a report the answer is a full audit.

    `at` is the instant as of which the report was verified, where it is absent. The same inputs give the same decision everywhere.

    >>> decide(report, pathlib.Path("policy.json"), pathlib.Path("crosswalk.json")).outcome
    'follow_up'
    >>> decide(report, pathlib.Path("policy.json"), pathlib.Path("crosswalk.json"), statements=[said]).outcome
    'accept'
    """
    from ._documents import Decision

    as_of = report._question[3] if at is None and report is not None else instant(at)
    handle = None if report is None else _handles([report], VerifiedReport)[0]
    said, progress = _handles(statements, VerifiedStatement), _handles(progress_reports, VerifiedProgressReport)
    rules = text(policy, "a policy"), text(crosswalk, "a crosswalk")
    return Decision(json.loads(_native.decide(handle, *rules, said, progress, optional_day(last_blocking_on), as_of)))


def _handles(verified: Iterable[Any], kind: type[Any]) -> list[Any]:
    given = list(verified)
    for one in given:
        if not isinstance(one, kind):
            raise TypeError(f"only what was verified is asked: a {kind.__name__}, not {type(one).__name__}")
    return [one._handle for one in given]
