"""Tables of many reports, as Apache Arrow: polars, pandas, pyarrow and DuckDB take them as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Document, Instant, instant
from ._many import Refused, _Bar, _source, _sources, workers_of
from ._record import Frozen, keep
from ._report import VerifiedReport
from ._status import Status, checked, documents, held
from ._trust import TrustList

if TYPE_CHECKING:
    from ._many import Progress

BATCH = 128
"""So many reports for each worker are laid out between two looks at the keyboard."""

NAMES = ("reports", "compliance_points", "findings", "evidence")


class Table(Frozen):
    """A table, as the Arrow PyCapsule interface has it: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`.

    Columns are the words of the format, and those of a store (`docs/store.md`). Text is `string_view`, counts are 64-bit integers, days
    `date32`, instants microseconds in UTC; a list is a JSON array. What is withheld and what was never said are both null.

    >>> tables(report for _ in range(2)).findings.column_names[:3]
    ('digest', 'number', 'cluster')
    """

    __slots__ = ("_columns", "_rows", "name")
    _columns: _native.Columns
    _rows: tuple[_native.Rows, ...]
    name: str
    """Its name."""

    def __init__(self) -> None:
        raise TypeError("tables are made of reports: betterwork.tables(reports), betterwork.read_tables(folder, trust)")

    @classmethod
    def _of(cls, name: str, columns: _native.Columns, rows: tuple[_native.Rows, ...]) -> Table:
        made = object.__new__(cls)
        keep(made, "name", name)
        keep(made, "_columns", columns)
        keep(made, "_rows", rows)
        return made

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self._columns.describe())

    @property
    def schema(self) -> dict[str, str]:
        """The columns with their Arrow types."""
        return dict(self._columns.describe())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as a stream of the Arrow C interface; another schema than the table's own is not made."""
        return self._columns.stream(list(self._rows))

    def __len__(self) -> int:
        return self._columns.count(list(self._rows))

    def __repr__(self) -> str:
        return f"<Table {self.name}, {len(self)} rows>"


class Tables(Frozen):
    """The tables of many reports, which share the column `digest`, and in `refused` what could not be read or verified."""

    __slots__ = ("_names", "_rows", "refused")
    _names: tuple[str, ...]
    _rows: tuple[_native.Rows, ...]
    refused: tuple[Refused, ...]
    """The others, in their order."""

    def __init__(self) -> None:
        raise TypeError("tables are made of reports: betterwork.tables(reports), betterwork.read_tables(folder, trust)")

    @classmethod
    def _of(cls, names: Iterable[str], rows: Iterable[_native.Rows], refused: Iterable[Refused]) -> Tables:
        made = object.__new__(cls)
        keep(made, "_names", tuple(names))
        keep(made, "_rows", tuple(rows))
        keep(made, "refused", tuple(refused))
        return made

    def _table(self, name: str) -> Table:
        if name not in self._names:
            raise ValueError(f"`{name}` was not asked for: read_tables(…, tables={[*self._names, name]})")
        return Table._of(name, _native.columns_of(name), self._rows)

    @property
    def reports(self) -> Table:
        """A row for each report, with the answers on every axis."""
        return self._table("reports")

    @property
    def compliance_points(self) -> Table:
        """A row for each point of a report, with the result that follows from its visible findings."""
        return self._table("compliance_points")

    @property
    def findings(self) -> Table:
        """A row for each visible finding; `is_public` marks those that nobody can withhold."""
        return self._table("findings")

    @property
    def evidence(self) -> Table:
        """A row for each visible piece of evidence."""
        return self._table("evidence")

    def __repr__(self) -> str:
        counts = "".join(f"{len(self._table(name))} {name.replace('_', ' ')}, " for name in self._names if name in ("reports", "findings"))
        return f"<Tables of {counts}{len(self.refused)} refused>"


def tables(reports: Iterable[VerifiedReport]) -> Tables:
    """Lays out reports that are verified already.

    >>> tables([report, earlier])
    <Tables of 2 reports, 10 findings, 0 refused>
    """
    given = list(reports)
    for one in given:
        if not isinstance(one, VerifiedReport):
            raise TypeError(f"tables are made of what was verified: a VerifiedReport, not {type(one).__name__}; see `read_tables`")
    return Tables._of(NAMES, [_native.rows_of([one._handle for one in given])], ())


def read_tables(
    data: Iterable[Document] | os.PathLike[str],
    trust: TrustList,
    *,
    tables: Iterable[str] = NAMES,
    at: Instant = None,
    status: Status = None,
    workers: int | None = None,
    progress: Progress = True,
) -> Tables:
    """Verifies many reports, as `verify_many` does, and keeps their rows alone: for more reports than memory would hold.

    `tables` names those that are wanted, `["findings"]` for example; the others take no memory.

    >>> found = read_tables(pathlib.Path("reports"), trust, at=at)
    >>> len(found.reports), [refused.code for refused in found.refused]
    (2, ['bad_signature'])
    """
    names = _named(tables)
    sources, total = _sources(data)
    threads, as_of, given = workers_of(workers), instant(at), documents(status)
    lists = held(status, given, checked(trust), as_of)
    rows: list[_native.Rows] = []
    refused: list[Refused] = []
    done = 0
    with _Bar(progress, total) as bar:
        for batch in _batches(sources, BATCH * threads):
            laid, others = _native.verify_rows(batch, list(names), trust._handle, lists, as_of, threads)
            rows.extend(laid)
            for place, error in others:
                source = batch[place]
                refused.append(Refused(done + place if isinstance(source, bytes) else source, error))
            done += len(batch)
            bar.show(done)
    return Tables._of(names, rows, refused)


def _named(tables: Iterable[str]) -> tuple[str, ...]:
    asked = {tables} if isinstance(tables, str) else set(tables)
    unknown = sorted(asked.difference(NAMES))
    if unknown or not asked:
        wrong = f"there is no table `{unknown[0]}`" if unknown else "at least one table is asked for"
        raise ValueError(f"{wrong}; there are {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in asked)


def _batches(sources: Iterator[Document], count: int) -> Iterator[list[bytes | str]]:
    while batch := [_source(one) for one in islice(sources, count)]:
        yield batch
