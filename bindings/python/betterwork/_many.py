"""Many reports: verified on all processors, and none of them stops the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from itertools import islice
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Document, Instant, document, instant, looks_like_a_path, not_a_path
from ._record import Frozen, keep
from ._refusal import VerificationError
from ._report import VerifiedReport
from ._status import Status, checked, documents, held
from ._trust import TrustList

if TYPE_CHECKING:
    from typing import Union

    Progress = Union[bool, Callable[[int, int | None], object]]

BATCH = 64
"""So many reports are verified between two looks at the keyboard: some hundredths of a second."""


class Refused(Frozen):
    """A report that was refused or could not be read: which one, and why."""

    __slots__ = ("code", "error", "source")
    __match_args__ = ("source", "code", "error")
    source: str | int
    """The file, or the place in what was given, from 0."""
    code: str
    """The reason, for programs; `unreadable` where the file could not be read."""
    error: VerificationError | OSError
    """The exception that `verify` would have raised."""

    def __init__(self, source: str | int, error: VerificationError | OSError) -> None:
        keep(self, "source", source)
        keep(self, "error", error)
        keep(self, "code", error.code if isinstance(error, VerificationError) else "unreadable")

    def to_dict(self) -> dict[str, object]:
        """Returns it as a row of a table."""
        return {"source": self.source, "code": self.code, "message": str(self.error)}

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Refused) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.source, self.code))

    def __reduce__(self) -> tuple[object, ...]:
        return Refused, (self.source, self.error)

    def __repr__(self) -> str:
        return f"Refused({self.source!r}, {self.code!r}, {str(self.error)!r})"


class VerifiedMany(Frozen):
    """What became of many reports: `reports`, and in `refused` the others."""

    __slots__ = ("refused", "reports")
    __match_args__ = ("reports", "refused")
    reports: tuple[VerifiedReport, ...]
    """The verified ones, in their order."""
    refused: tuple[Refused, ...]
    """The others, in their order."""

    def __init__(self, reports: Iterable[VerifiedReport], refused: Iterable[Refused]) -> None:
        keep(self, "reports", tuple(reports))
        keep(self, "refused", tuple(refused))

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        yield self.reports
        yield self.refused

    def __eq__(self, other: object) -> bool:
        return (self.reports, self.refused) == (other.reports, other.refused) if isinstance(other, VerifiedMany) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.reports, self.refused))

    def __reduce__(self) -> tuple[object, ...]:
        return VerifiedMany, (self.reports, self.refused)

    def __repr__(self) -> str:
        return f"<VerifiedMany {len(self.reports)} verified, {len(self.refused)} refused>"


def verify_many(
    data: Iterable[Document] | os.PathLike[str],
    trust: TrustList,
    *,
    at: Instant = None,
    status: Status = None,
    workers: int | None = None,
    progress: Progress = True,
) -> VerifiedMany:
    """Verifies many reports, on all processors: a folder with its folders (`*.sdjwt`), or bytes, tokens and paths in any iterable.

    Never raises for one bad report: `refused` says which and why. `progress` shows a bar where somebody watches; a function is called
    with how many are done, and of how many where that is known. Ctrl-C stops it at once.

    >>> many = verify_many(pathlib.Path("reports"), trust, at=at)
    >>> many
    <VerifiedMany 2 verified, 1 refused>
    >>> [(refused.source.split("/")[-1], refused.code) for refused in many.refused]
    [('changed.sdjwt', 'bad_signature')]
    """
    sources, total = _sources(data)
    threads, as_of, given = workers_of(workers), instant(at), documents(status)
    lists = held(status, given, checked(trust), as_of)
    reports: list[VerifiedReport] = []
    refused: list[Refused] = []
    done = 0
    with _Bar(progress, total) as bar:
        while batch := [_source(one) for one in islice(sources, BATCH)]:
            for place, (source, outcome) in enumerate(
                zip(batch, _native.verify_batch(batch, trust._handle, lists, as_of, threads), strict=True), done
            ):
                if isinstance(outcome, _native.Report):
                    reports.append(VerifiedReport._of(outcome, (source if isinstance(source, bytes) else None, trust, given, as_of)))
                else:
                    refused.append(Refused(place if isinstance(source, bytes) else source, outcome))
            done += len(batch)
            bar.show(done)
    return VerifiedMany(reports, refused)


def workers_of(workers: int | None) -> int:
    """Returns how many threads work: as many as there are processors, where nothing is said."""
    threads = os.cpu_count() or 1 if workers is None else workers
    if threads < 1:
        raise ValueError(f"`workers` is at least 1, not {workers}")
    return threads


def _sources(data: Iterable[Document] | os.PathLike[str], endings: tuple[str, ...] = (".sdjwt",)) -> tuple[Iterator[Document], int | None]:
    if isinstance(data, os.PathLike):
        files = list(_files(os.fspath(data), endings))
        return iter(files), len(files)
    if isinstance(data, str):
        raise ValueError(f"to verify a folder, pass pathlib.Path({data!r})" if len(data) < 1024 else "one token is verified with `verify`")
    if isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError("one token is verified with `verify`; `verify_many` takes several")
    if hasattr(data, "columns"):
        raise TypeError(f"of a {type(data).__name__}, pass the column with the tokens, for example frame['token']")
    if not isinstance(data, Iterable):
        raise TypeError(f"reports are a folder (os.PathLike) or an iterable of documents, not {type(data).__name__}")
    return iter(data), len(data) if isinstance(data, Sized) else None


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[os.PathLike[str]]:
    from pathlib import Path

    def fail(error: OSError) -> None:
        raise error

    for above, folders, files in os.walk(folder, onerror=fail):
        folders.sort()
        yield from (Path(above, file) for file in sorted(files) if file.endswith(endings))


def _source(one: Document) -> bytes | str:
    """A token as bytes, or a file as str."""
    if isinstance(one, os.PathLike):
        return os.fspath(one)
    if isinstance(one, str):
        # Of a column that holds something else, each value is refused; a list of names is a slip of whoever calls.
        if looks_like_a_path(one):
            raise not_a_path(one)
        return one.encode(errors="surrogatepass")
    return document(one, "a report")


def _in_a_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and "kernel" in type(ipython.get_ipython()).__module__


class _Bar:
    """A line on the terminal or in a notebook, as tqdm draws it."""

    def __init__(self, progress: Progress, total: int | None, done: str = "verified", things: str = "reports") -> None:
        self._call = progress if callable(progress) else None
        self._total = total
        self._words = (done, things)
        self._drawn = progress is True and sys.stderr is not None and (sys.stderr.isatty() or _in_a_notebook())

    def __enter__(self) -> _Bar:
        import time

        self._clock = time.monotonic
        self._began, self._last = self._clock(), 0.0
        return self

    @property
    def progress(self) -> Callable[[int, int], None] | None:
        """What the border calls with how many are done, and of how many where that is known; None where nobody looks."""
        return self._told if self._drawn or self._call is not None else None

    def _told(self, done: int, total: int) -> None:
        self._total = total or self._total
        self.show(done)

    def show(self, done: int) -> None:
        """Says how many are done."""
        if self._call is not None:
            self._call(done, self._total)
        now = self._clock()
        if self._drawn and (now - self._last > 0.1 or done == self._total):
            self._last = now
            a_second = done / max(now - self._began, 1e-9)
            of = f"/{self._total}" if self._total is not None else ""
            verb, things = self._words
            sys.stderr.write(f"\r{verb} {done}{of} [{a_second:,.0f} {things}/s] ")
            sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._drawn and self._last:
            sys.stderr.write("\n")
