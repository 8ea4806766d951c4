"""Trust lists: who may sign what."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Document, Instant, document, instant, text
from ._record import Frozen, keep
from ._record import instant as read_instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ._documents import Root


class TrustList(Frozen):
    """A trust list that its root signed: whose keys may sign reports, for which countries, and when."""

    __slots__ = ("_document", "_facts", "_handle")
    _document: bytes
    _facts: dict[str, Any]
    _handle: _native.TrustList

    def __init__(self) -> None:
        raise TypeError("a trust list is opened: TrustList.open(pathlib.Path(…))")

    @classmethod
    def open(cls, data: Document, pin: TrustList | Mapping[str, Any] | None = None, *, remembered_version: int | None = None) -> TrustList:
        """Opens a first trust list.

        `pin` is the root that must have signed it: `{"keys": […], "threshold": …}`, or a list that you hold. Without it the list's own
        root counts: leave it out only where a person named the file, never for a list that came with a report or a page.
        `remembered_version` is the newest version that you have seen; an older one is refused.

        >>> TrustList.open(pathlib.Path("trust.json")).version
        1
        """
        given = document(data, "a trust list")
        root = None if pin is None else pin._handle.root() if isinstance(pin, TrustList) else text(pin, "a pin")
        return cls._of(_native.TrustList.open(given, root, remembered_version), given)

    @classmethod
    def _of(cls, handle: _native.TrustList, given: bytes) -> TrustList:
        made = object.__new__(cls)
        keep(made, "_handle", handle)
        keep(made, "_document", given)
        keep(made, "_facts", json.loads(handle.facts()))
        return made

    def update(self, data: Document, *, at: Instant = None) -> TrustList:
        """Takes the next list: exactly one version on, and signed by this list's root and its own.

        >>> trust.update(pathlib.Path("trust.json"), at=at) == trust
        True
        """
        given = document(data, "a trust list")
        return self._of(self._handle.update(given, instant(at)), given)

    @property
    def version(self) -> int:
        """The version."""
        version: int = self._facts["version"]
        return version

    @property
    def digest(self) -> str:
        """SHA-256 over the base64url payload, in hexadecimal."""
        digest: str = self._facts["digest"]
        return digest

    @property
    def root_fingerprint(self) -> str:
        """SHA-256 of the root, for people to compare."""
        fingerprint: str = self._facts["root_fingerprint"]
        return fingerprint

    @property
    def expires_at(self) -> datetime.datetime:
        """The first instant at which it must no longer be used."""
        return read_instant(self._facts["expires_at"])

    @property
    def test(self) -> bool:
        """Whether its reports are test data."""
        test: bool = self._facts["test"]
        return test

    @property
    def root(self) -> Root:
        """The root: the pin for the list after this one."""
        from ._documents import Root

        return Root(json.loads(self._handle.root()))

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, TrustList) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[object, ...]:
        return TrustList.open, (self._document,)

    def __repr__(self) -> str:
        return f"<TrustList version {self.version}, expires {self._facts['expires_at']}{', test data' if self.test else ''}>"
