"""Stores of verified reports, and the exchanges that keep them up to date."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import _native
from ._analysis import scope
from ._arguments import Day, Document, Instant, instant
from ._many import Refused, _Bar, _source, _sources, workers_of
from ._record import Frozen, Record, keep, many
from ._record import instant as read_instant
from ._report import VerifiedReport, verify
from ._status import Status, checked, documents, held
from ._tables import Table
from ._trust import TrustList

if TYPE_CHECKING:
    import datetime
    from typing import Any, Literal, NoReturn

    from ._documents import Rates
    from ._many import Progress

TOKEN = "BETTERWORK_TOKEN"
"""The environment variable with the token, where none is given."""


class ImportSummary(Record):
    """What an import did."""

    __match_args__ = ("imported", "enriched", "unchanged", "statements", "progress_reports", "quarantined", "withdrawn")
    __slots__ = (*__match_args__, "unreadable")
    _members = tuple((name, name, None, 0) for name in __match_args__)

    imported: int
    """Reports that are new to the store."""
    enriched: int
    """Reports of which this copy showed more than the store had."""
    unchanged: int
    """Reports that were there already, with all that this copy shows."""
    statements: int
    """Statements that are new to the store."""
    progress_reports: int
    """Progress reports that are new to the store."""
    quarantined: int
    """Documents that were refused, now or in an earlier run: see `Store.quarantine`."""
    withdrawn: int
    """Held reports that the trust list no longer lets stand: they are in quarantine now."""
    unreadable: tuple[Refused, ...]
    """Files that could not be read."""


class SyncFault(Record):
    """What is wrong with a file of an exchange: it was not used, and the next sync looks again."""

    __match_args__ = ("code", "message", "digest")
    __slots__ = __match_args__
    _members = tuple((name, name, None, None) for name in __match_args__)

    code: str
    """`missing`, `unreadable`, `replaced`, `not_logged`, `partial`, or a code of the format."""
    message: str
    """What is wrong, in a sentence."""
    digest: str | None
    """The document, as the subscriber's list names it; None for a status list."""


class SyncSummary(Record):
    """What a sync did."""

    __match_args__ = (
        "origin",
        "size",
        "entries",
        "imported",
        "enriched",
        "statements",
        "progress_reports",
        "quarantined",
        "withdrawn",
        "standing_changed",
        "requests",
        "bytes",
        "log_bytes",
        "root",
        "faults",
        "warnings",
    )
    __slots__ = __match_args__
    _members = (
        *((name, name, None, 0) for name in __match_args__[1:13]),
        ("origin", "origin", None, ""),
        ("root", "root", None, ""),
        ("faults", "faults", many(SyncFault), ()),
        ("warnings", "warnings", many(None), ()),
    )

    origin: str
    """The log."""
    size: int
    """How many entries the log has."""
    root: str
    """Its root hash."""
    entries: int
    """Entries of the log that were read."""
    imported: int
    """Reports that are new to the store."""
    enriched: int
    """Reports of which this copy showed more than the store had."""
    statements: int
    """Statements that are new to the store."""
    progress_reports: int
    """Progress reports that are new to the store."""
    quarantined: int
    """Documents that were refused."""
    withdrawn: int
    """Reports that the trust list no longer lets stand."""
    standing_changed: int
    """Reports that have another standing now."""
    requests: int
    """Files that were asked for."""
    bytes: int
    """Bytes that came, as they came over the wire."""
    log_bytes: int
    """Those of them that are of the log."""
    faults: tuple[SyncFault, ...]
    """What is wrong with documents of the exchange; they were not imported."""
    warnings: tuple[str, ...]
    """What else is worth knowing."""


class Quarantined(Record):
    """A document that a store refused."""

    __match_args__ = ("source", "code", "reason", "received_at", "byte_count", "digest", "sha256")
    __slots__ = __match_args__
    _members = tuple((name, name, read_instant if name == "received_at" else None, None) for name in __match_args__)

    source: str
    """The file, or where else it came from."""
    code: str
    """The reason, for programs."""
    reason: str
    """The reason, in a sentence."""
    received_at: datetime.datetime
    """When it came."""
    byte_count: int
    """Its length in bytes."""
    digest: str | None
    """What would be its digest as a report; None where it has none."""
    sha256: str
    """SHA-256 of its bytes."""


class Store(Frozen):
    """A store of verified reports: an SQLite file, or a PostgreSQL database; the same as that of the program `betterwork`.

    `Store("reports.db")` makes the file where there is none; `Store("postgres://USER@HOST/DATABASE")` takes what is left out from the
    environment (`PGHOST`, `PGPASSWORD`, …). Only what was verified becomes rows; everything else is in `quarantine`, with its reason.
    Several threads may use a store; it is closed at the end of a `with`. Other programs may have it open too, but while it is open here,
    ask it through this object: Python's `sqlite3` in the same process would loosen the locks that keep writers apart.

    >>> with Store("doc.db") as store:
    ...     summary = store.add(pathlib.Path("reports"), trust, at=at)
    ...     (summary.imported, summary.quarantined, [refused.code for refused in store.quarantine])
    (1, 1, ['bad_signature'])
    """

    __slots__ = ("_handle", "name", "read_only")
    _handle: _native.Store
    name: str
    """Its file, or its address without the password."""
    read_only: bool
    """Whether it only answers questions."""

    def __init__(self, place: str | os.PathLike[str], *, read_only: bool = False) -> None:
        named = os.fspath(place)
        if not isinstance(named, str):
            raise TypeError(f"a store is named by a path or an address, not by {type(named).__name__}")
        if read_only and "://" not in named and not os.path.exists(named.removeprefix("sqlite:")):
            import errno

            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), named)
        keep(self, "_handle", _native.Store(named, read_only))
        keep(self, "name", str(_native.Store.name_of(named)))
        keep(self, "read_only", read_only)

    def add(
        self,
        data: Iterable[Document] | os.PathLike[str],
        trust: TrustList,
        *,
        at: Instant = None,
        status: Status = None,
        workers: int | None = None,
        progress: Progress = True,
    ) -> ImportSummary:
        """Verifies documents and stores them: a folder, or bytes, tokens and paths in any iterable; the same again changes nothing.

        Assessment reports, progress reports and statements come in any order. What is refused goes to `quarantine`; nothing is raised for
        one bad document. Ctrl-C stops it, and what is stored stays.
        """
        sources, total = _sources(data, (".sdjwt", ".jwt"))
        threads, as_of, given = workers_of(workers), instant(at), documents(status)
        lists = held(status, given, checked(trust), as_of)
        everything = [_source(one) for one in sources]
        with _Bar(progress, total, "imported", "documents") as bar:
            summary, unreadable = self._handle.add(everything, trust._handle, lists, as_of, threads, bar.progress)
        made = ImportSummary(json.loads(summary))
        keep(made, "unreadable", tuple(Refused(str(everything[place]), error) for place, error in unreadable))
        return made

    def _table(self, name: str) -> Table:
        return Table._of(name, _native.store_columns(name), (self._handle.rows([name]),))

    @property
    def reports(self) -> Table:
        """A row for each revision of a report, with what is known of its standing."""
        return self._table("reports")

    @property
    def compliance_points(self) -> Table:
        """A row for each point of a report."""
        return self._table("compliance_points")

    @property
    def findings(self) -> Table:
        """A row for each visible finding."""
        return self._table("findings")

    @property
    def evidence(self) -> Table:
        """A row for each visible piece of evidence."""
        return self._table("evidence")

    @property
    def improvement_items(self) -> Table:
        """A row for each item of a factory's improvement plan."""
        return self._table("improvement_items")

    @property
    def changes(self) -> Table:
        """A row for each change of the store, in their order: what an ERP has not taken over yet."""
        return self._table("changes")

    @property
    def quarantine(self) -> tuple[Quarantined, ...]:
        """The documents that were refused, in the order in which they came."""
        return tuple(Quarantined(row) for row in json.loads(self._handle.quarantine()))

    def token(self, digest: str) -> bytes:
        """Returns the signed bytes of a report; KeyError where the store has none of this digest."""
        token = self._handle.token(digest)
        if token is None:
            raise KeyError(digest)
        return token

    def verify(self, digest: str, trust: TrustList, *, at: Instant = None, status: Status = None) -> VerifiedReport:
        """Verifies a report of the store again, from its signed bytes."""
        return verify(self.token(digest), trust, at=at, status=status)

    def rates(
        self,
        *,
        by: Literal["country", "cycle", "tool_version", "year"] | None = None,
        from_on: Day = None,
        to_on: Day = None,
        country: str | None = None,
        cycle: int | None = None,
        panel: int | None = None,
        questions: bool = True,
    ) -> Rates:
        """Counts non-compliance over the store's reports, as `rates` does over verified ones, however many they are."""
        from ._documents import Rates

        return Rates(json.loads(self._handle.rates(scope(by, from_on, to_on, country, cycle, panel, questions))))

    def close(self) -> None:
        """Closes it; afterwards it answers nothing."""
        self._handle.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a store is neither copied nor pickled: open it again, by its name")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store {self.name}>"


def sync(
    exchange: str | os.PathLike[str],
    store: Store,
    *,
    trust: TrustList,
    subscriber: str,
    token: str | None = None,
    token_header: str | None = None,
    at: Instant = None,
    parallel: int = 8,
    progress: Progress = True,
) -> SyncSummary:
    """Brings a store up to date with an exchange: only what is new, and nothing that is not proven.

    `exchange` is an address or a folder, `trust` the list from which that of the exchange is followed, `subscriber` whose documents are
    fetched. The token comes from `BETTERWORK_TOKEN` where none is given, goes to the exchange's own host only, and is never shown. A log
    that was rolled back or split raises `SyncError`, and both checkpoints are kept as evidence. After a failure, Ctrl-C or a kill the same
    call finishes the work.
    """
    if not isinstance(store, Store):
        raise TypeError(f"the store is a betterwork.Store, not {type(store).__name__}; open it with Store(…)")
    if parallel < 1:
        raise ValueError(f"`parallel` is at least 1, not {parallel}")
    given = token if token is not None else os.environ.get(TOKEN, "").strip() or None
    as_of, handle = instant(at), checked(trust)._handle
    with _Bar(progress, None, "fetched", "documents") as bar:
        place = os.fspath(exchange)
        said = _native.sync(place, store._handle, handle, subscriber, given, token_header, as_of, parallel, bar.progress)
    return SyncSummary(json.loads(said))
