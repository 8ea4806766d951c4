"""Status lists: whether a report still stands."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Union

from . import _native
from ._arguments import Document, Instant, document, instant, optional_instant
from ._record import Frozen, keep
from ._record import instant as read_instant
from ._trust import TrustList

if TYPE_CHECKING:
    from typing import Any


class StatusList(Frozen):
    """A status list that its issuer signed and that was fresh when it was opened."""

    __slots__ = ("_at", "_document", "_facts", "_handle", "_trust")
    _at: str
    _document: bytes
    _facts: dict[str, Any]
    _handle: _native.StatusLists
    _trust: TrustList

    def __init__(self) -> None:
        raise TypeError("a status list is opened: StatusList.open(pathlib.Path(…), trust)")

    @classmethod
    def open(
        cls, data: Document, trust: TrustList, *, at: Instant = None, uri: str | None = None, remembered: Instant = None
    ) -> StatusList:
        """Opens a status list.

        `uri` is the address from which it came, `remembered` the newest `as_of_at` of it that you have seen: an older list is refused.

        >>> StatusList.open(pathlib.Path("status.jwt"), trust, at=at).get(report.document.status.status_list.idx)
        'valid'
        """
        given, as_of = document(data, "a status list"), instant(at)
        made = object.__new__(cls)
        handle = _native.StatusLists.open(given, checked(trust)._handle, uri, optional_instant(remembered), as_of)
        for name, value in (("_handle", handle), ("_document", given), ("_trust", trust), ("_at", as_of)):
            keep(made, name, value)
        keep(made, "_facts", json.loads(handle.facts()))
        return made

    @property
    def uri(self) -> str:
        """The address of the list."""
        uri: str = self._facts["uri"]
        return uri

    @property
    def issuer(self) -> str:
        """The entity that signed it."""
        issuer: str = self._facts["issuer"]
        return issuer

    @property
    def as_of_at(self) -> datetime.datetime:
        """When it was signed: what it says was so then."""
        return read_instant(self._facts["as_of_at"])

    @property
    def expires_at(self) -> datetime.datetime:
        """The first instant at which it must no longer be used."""
        return read_instant(self._facts["expires_at"])

    def get(self, index: int) -> str | None:
        """Returns an entry, `valid`, `revoked`, `suspended` or `superseded`; None beyond the end."""
        return self._handle.value(index)

    def __len__(self) -> int:
        length: int = self._facts["length"]
        return length

    def __eq__(self, other: object) -> bool:
        return self._facts == other._facts if isinstance(other, StatusList) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._facts["digest"])

    def __reduce__(self) -> tuple[object, ...]:
        return _reopen, (self._document, self._trust, self._at)

    def __repr__(self) -> str:
        return f"<StatusList {self.uri} as of {self._facts['as_of_at']}>"


Status = Union[StatusList, Document, Iterable[Union[StatusList, Document]], None]


def _reopen(given: bytes, trust: TrustList, at: str) -> StatusList:
    return StatusList.open(given, trust, at=at)


def checked(trust: TrustList) -> TrustList:
    """Returns the trust list, where it is one."""
    if not isinstance(trust, TrustList):
        raise TypeError(f"the trust list is a betterwork.TrustList, not {type(trust).__name__}; open it with TrustList.open(…)")
    return trust


def documents(status: Status) -> tuple[bytes, ...]:
    """Returns the documents of none, one or several status lists."""
    if status is None:
        return ()
    if isinstance(status, StatusList):
        return (status._document,)
    if isinstance(status, Iterable) and not isinstance(status, (str, bytes, bytearray, memoryview)):
        return tuple(given for one in status for given in documents(one))
    return (document(status, "a status list"),)


NONE: tuple[bytes, ...] = ()
"""No status list."""


def held(status: Status, given: tuple[bytes, ...], trust: TrustList, at: str) -> _native.StatusLists:
    """Returns the lists of a question, whose documents are `given`; what cannot be opened answers why a standing is unknown."""
    # One that is open already is asked as it is: whether it has expired since is seen with each question.
    if isinstance(status, StatusList) and status._facts["as_of_at"] <= at and status._trust == trust:
        return status._handle
    return _native.StatusLists.hold(list(given), trust._handle, at)
