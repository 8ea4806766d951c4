"""Pictures of verified reports, drawn by matplotlib (`pip install betterwork[plot]`).

Each function returns a figure: `figure.savefig("profile.png")`, `figure.savefig("profile.svg")`; a notebook shows it by itself. Colours can be
told apart by everybody and in print, every picture says of what and as of when, and what is withheld is drawn as withheld, never as good.

>>> betterwork.plot.profile([earlier, report]).savefig("profile.svg")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ._analysis import rates as rates_of
from ._report import VerifiedReport

if TYPE_CHECKING:
    from typing import Any

    from ._documents import Decision, Group, Rates

__all__ = ["portfolio", "profile", "rates"]

INK, SOFT, LINE, PAPER = "#1a1a1a", "#595959", "#d9d9d9", "#ffffff"
BAD, WITHHELD, GOOD = "#b35806", "#f1a340", "#998ec3"
"""Orange and violet are told apart by everybody (ColorBrewer PuOr)."""

OUTCOMES = {
    "accept": ("no audit", "#542788"),
    "top_up": ("a short visit for what the report lacks", "#998ec3"),
    "follow_up": ("a follow-up of non-compliance", "#f1a340"),
    "full_audit": ("a full audit", "#b35806"),
}
"""The answers of a decision, from the least to the most work."""


def profile(reports: Iterable[VerifiedReport], *, title: str | None = None) -> Any:
    """Draws a factory's non-compliant points by cluster, visit by visit: its reports in any order.

    The length of a bar is the share of a cluster's points that are non-compliant, the numbers say how many of how many. Hatched is what
    could be non-compliant too, as it is withheld or was not assessed.
    """
    visits = sorted(_checked(reports), key=lambda report: (report.assessment.started_on, report.report.revision))
    facilities = {report.document.sub for report in visits}
    if len(facilities) != 1:
        raise ValueError(f"a profile is of one factory; these reports are of {len(facilities)}: give those of one `document.sub`")
    columns = [rates_of([visit], questions=False).groups for visit in visits]
    if not all(columns):
        raise ValueError("a revoked report has no profile: leave it out")
    groups = [groups[0] for groups in columns]
    clusters = list(dict.fromkeys(rate.cluster for group in groups for rate in group.clusters))
    figure, axes = _figure(1, len(visits), width=3.2 + 2.1 * len(visits), height=1.9 + 0.42 * len(clusters), sharey=True)
    for ax, visit, group in zip(axes, visits, groups, strict=True):
        found = {rate.cluster: rate for rate in group.clusters}
        _bars(ax, clusters, found)
        standing = "" if visit.standing.value in ("valid", "unknown") else f"\n{visit.standing.value}"
        ax.set_title(f"cycle {visit.assessment.cycle}, {visit.assessment.started_on}{standing}", fontsize=9, color=INK)
    newest = visits[-1]
    said = title or f"{newest.facility.name}, {newest.facility.country}: non-compliant points"
    notes = [f"as of {newest.verified_at:%Y-%m-%d}", f"standing of the latest: {newest.standing.value}"]
    return _finish(figure, said, notes, visits)


def rates(rates: Rates, *, top: int = 20, title: str | None = None) -> Any:
    """Draws non-compliance rates by compliance point, the highest first, grouped by cluster; of several groups the change as well.

    `rates` is what `betterwork.rates` counts. A dot is the share of assessments that are non-compliant at a point; a line goes on to what it
    could be at most, where findings are withheld. With several groups (`by="cycle"`), the first is a ring, the last a dot, and a line joins them.
    """
    if not rates.groups:
        raise ValueError("no report was counted: there is nothing to draw")
    if top < 1:
        raise ValueError(f"`top` is at least 1, not {top}")
    first, last = rates.groups[0], rates.groups[-1]
    shares = {(rate.cluster, rate.compliance_point): rate for rate in last.points if rate.total_count}
    before = {(rate.cluster, rate.compliance_point): rate for rate in first.points if rate.total_count}
    highest = sorted(shares, key=lambda point: -shares[point].non_compliant_count / shares[point].total_count)[:top]
    # By cluster in the order of the taxonomy, the highest first in each.
    order = list(dict.fromkeys(rate.cluster for rate in last.clusters))
    highest.sort(key=lambda point: (order.index(point[0]), -shares[point].non_compliant_count / shares[point].total_count))
    figure, axes = _figure(1, 1, width=9, height=1.9 + 0.3 * len(highest) + 0.22 * len({cluster for cluster, _ in highest}))
    ax, line, labels = axes[0], 0.0, []
    cluster = None
    for point in highest:
        if point[0] != cluster:
            cluster = point[0]
            line += 0.35
            ax.text(-0.01, line, words(cluster), transform=ax.get_yaxis_transform(), ha="right", va="center", weight="bold", fontsize=9, color=INK)
            line += 0.85
        now, then = shares[point], before.get(point) if first is not last else None
        share, most = now.non_compliant_count / now.total_count, now.highest_non_compliant_count / now.total_count
        if most > share:
            ax.plot([share, most], [line, line], color=WITHHELD, linewidth=5, alpha=0.6, solid_capstyle="butt")
        if then is not None:
            old = then.non_compliant_count / then.total_count
            ax.plot([old, share], [line, line], color=BAD if share > old else GOOD, linewidth=1.6, zorder=2)
            ax.plot([old], [line], "o", markerfacecolor=PAPER, markeredgecolor=SOFT, markersize=6, zorder=3)
        ax.plot([share], [line], "o", color=INK, markersize=6, zorder=4)
        labels.append((line, f"{words(point[1])}  ({now.non_compliant_count} of {now.total_count})"))
        line += 1
    ax.set_yticks([at for at, _ in labels], [label for _, label in labels], fontsize=8)
    ax.set_ylim(line, -0.2)
    ax.set_xlim(-0.02, 1.02)
    _percent(ax)
    ax.grid(axis="x", color=LINE, linewidth=0.6)
    notes = [_group(last) if first is last else f"○ {_group(first)}   ● {_group(last)}"]
    if any(rate.highest_non_compliant_count > rate.non_compliant_count for rate in shares.values()):
        notes.append("a broad line: what it could be at most, as findings are withheld")
    if rates.reports.test_count:
        notes.append("test data")
    figure.suptitle(title or f"Non-compliance rates, the {len(highest)} highest", x=0.01, ha="left", fontsize=12, weight="bold", color=INK)
    figure.text(0.01, 0.012, "; ".join(notes), fontsize=8, color=SOFT)
    return figure


def portfolio(decisions: Mapping[str, Decision] | Iterable[Decision], *, title: str | None = None) -> Any:
    """Draws how many suppliers need what: the answers of `betterwork.decide`, one for each supplier, with the reasons for each answer."""
    given = list(decisions.values() if isinstance(decisions, Mapping) else decisions)
    if not given:
        raise ValueError("there is no decision to draw")
    for one in given:
        if not hasattr(one, "outcome"):
            raise TypeError(f"a portfolio is made of decisions, not {type(one).__name__}: see betterwork.decide")
    reasons: dict[str, dict[str, int]] = {outcome: {} for outcome in OUTCOMES}
    for one in given:
        counted = reasons.setdefault(one.outcome, {})
        counted[one.reason] = counted.get(one.reason, 0) + 1
    figure, axes = _figure(1, 1, width=9, height=1.6 + 0.75 * len(reasons))
    ax = axes[0]
    for place, (outcome, counted) in enumerate(reasons.items()):
        name, colour = OUTCOMES.get(outcome, (words(outcome), SOFT))
        count = sum(counted.values())
        ax.barh(place, count, height=0.52, color=colour)
        said = ", ".join(f"{words(reason)} {number}" for reason, number in sorted(counted.items(), key=lambda item: -item[1])[:4])
        ax.text(count, place, f"  {count}", va="center", ha="left", fontsize=11, weight="bold", color=INK)
        ax.text(0, place + 0.4, f" {said}", va="center", ha="left", fontsize=7.5, color=SOFT)
    labels = [OUTCOMES.get(outcome, (words(outcome), ""))[0] for outcome in reasons]
    ax.set_yticks(range(len(reasons)), labels, fontsize=9)
    ax.set_ylim(len(reasons) - 0.4, -0.5)
    ax.set_xlim(0, max(sum(counted.values()) for counted in reasons.values()) * 1.12)
    ax.set_xticks([])
    ax.spines["left"].set_visible(True)
    ax.spines["bottom"].set_visible(False)
    avoided = sum(one.outcome == "accept" for one in given)
    said = title or f"{avoided} of {len(given)} audits avoided"
    figure.suptitle(_plain(said), x=0.01, ha="left", fontsize=12, weight="bold", color=INK)
    instants = sorted({one.decided_at for one in given})
    figure.text(0.01, 0.012, f"decided as of {instants[-1]}", fontsize=8, color=SOFT)
    return figure


def words(code: str) -> str:
    """Returns a code of the format as words."""
    return code.replace("_", " ").replace("non compli", "non-compli")


def _plain(text: str) -> str:
    """Text of a report is never read as a formula."""
    return text.replace("$", r"\$")


def _bars(ax: Any, clusters: list[str], found: Mapping[str, Any]) -> None:
    for place, cluster in enumerate(clusters):
        rate = found.get(cluster)
        if rate is None or not rate.total_count:
            ax.text(0.02, place, "not assessed", va="center", fontsize=8, color=SOFT, style="italic")
            continue
        share, most = rate.non_compliant_count / rate.total_count, rate.highest_non_compliant_count / rate.total_count
        ax.barh(place, 1, height=0.62, color="#f5f5f5", zorder=1)
        ax.barh(place, share, height=0.62, color=BAD, zorder=2)
        if most > share:
            ax.barh(place, most - share, left=share, height=0.62, color=PAPER, edgecolor=WITHHELD, hatch="////", linewidth=0, zorder=2)
        count = f"{rate.non_compliant_count}" if most == share else f"{rate.non_compliant_count} to {rate.highest_non_compliant_count}"
        ax.text(1.03, place, f"{count} of {rate.total_count}", va="center", ha="left", fontsize=8, color=INK)
    ax.set_yticks(range(len(clusters)), [words(cluster) for cluster in clusters], fontsize=8.5)
    ax.set_ylim(len(clusters) - 0.4, -0.6)
    ax.set_xlim(0, 1.42)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def _percent(ax: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.tick_params(axis="x", labelsize=8, colors=SOFT)


def _group(group: Group) -> str:
    name = f"{group.key}: " if group.key else ""
    return f"{name}{group.factories_count} {'factory' if group.factories_count == 1 else 'factories'}, {group.first_on} to {group.last_on}"


def _figure(rows: int, columns: int, *, width: float, height: float, sharey: bool = False) -> tuple[Any, list[Any]]:
    try:
        from ._picture import Picture
    except ImportError as error:
        raise ImportError("pictures are drawn by matplotlib: pip install 'betterwork[plot]'") from error
    figure = Picture(figsize=(width, height), layout="constrained", facecolor=PAPER)
    figure.get_layout_engine().set(rect=(0, 0.06, 1, 0.94))  # type: ignore[union-attr, call-arg]
    axes = [figure.add_subplot(rows, columns, 1)]
    axes += [figure.add_subplot(rows, columns, number + 1, sharey=axes[0] if sharey else None) for number in range(1, rows * columns)]
    for ax in axes:
        ax.tick_params(length=0)
        for side in ("top", "right", "left"):
            ax.spines[side].set_visible(False)
        ax.spines["bottom"].set_color(LINE)
        if sharey and ax is not axes[0]:
            ax.tick_params(labelleft=False)
    return figure, axes


def _finish(figure: Any, title: str, notes: list[str], visits: list[VerifiedReport]) -> Any:
    if any(visit.disclosure.findings for visit in visits):
        notes.append("hatched: could be non-compliant too, as findings are withheld")
    if any(visit.signer.test for visit in visits):
        notes.append("test data")
    figure.suptitle(_plain(title), x=0.01, ha="left", fontsize=12, weight="bold", color=INK)
    figure.text(0.01, 0.012, "; ".join(notes), fontsize=8, color=SOFT)
    return figure


def _checked(reports: Iterable[VerifiedReport]) -> list[VerifiedReport]:
    given = list(reports)
    if not given:
        raise ValueError("there is no report to draw")
    for one in given:
        if not isinstance(one, VerifiedReport):
            raise TypeError(f"only what was verified is drawn: a VerifiedReport, not {type(one).__name__}")
    return given
