"""Statements: what a factory, the programme, a committee or a buyer says of a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Document, Instant, document, instant
from ._record import Frozen, keep
from ._report import VerifiedReport
from ._status import checked
from ._trust import TrustList

if TYPE_CHECKING:
    from typing import Any

    from ._documents import Statement


class VerifiedStatement(Frozen):
    """A statement that was verified against the report that it is about."""

    __slots__ = ("_facts", "_handle", "_question")
    __match_args__ = ("role", "statement")
    _facts: dict[str, Any]
    _handle: _native.Statement
    _question: tuple[bytes, VerifiedReport, TrustList, str]

    def __init__(self) -> None:
        raise TypeError("only verification makes a verified statement: betterwork.verify_statement(data, report, trust)")

    @property
    def digest(self) -> str:
        """SHA-256 over the signing input, in hexadecimal."""
        digest: str = self._facts["digest"]
        return digest

    @property
    def role(self) -> str:
        """Who says it: `facility`, `programme`, `committee` or `buyer`."""
        role: str = self._facts["role"]
        return role

    @property
    def finding_withheld(self) -> bool:
        """Whether it is about a finding that the view of the report withholds: then never show or publish it with that view."""
        withheld: bool = self._facts["finding_withheld"]
        return withheld

    @property
    def statement(self) -> Statement:
        """What it says."""
        from ._documents import Statement

        return Statement(self._facts["statement"])

    def to_dict(self) -> dict[str, Any]:
        """Returns the verified statement as JSON has it."""
        result: dict[str, Any] = json.loads(self._handle.json())
        return result

    def __eq__(self, other: object) -> bool:
        return self._facts == other._facts if isinstance(other, VerifiedStatement) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, self._question

    def __repr__(self) -> str:
        return f"<VerifiedStatement {self._facts['statement']['kind']} of the {self.role}>"


def verify_statement(data: Document, report: VerifiedReport, trust: TrustList, *, at: Instant = None) -> VerifiedStatement:
    """Verifies a statement about a report.

    >>> said = verify_statement(pathlib.Path("statement.jwt"), report, trust, at=at)
    >>> said.role, said.statement.kind
    ('programme', 'remediation_verified')
    """
    if not isinstance(report, VerifiedReport):
        raise TypeError(f"a statement is verified against a VerifiedReport, not {type(report).__name__}")
    given, as_of = document(data, "a statement"), instant(at)
    return _again(given, report, checked(trust), as_of)


def _again(given: bytes, report: VerifiedReport, trust: TrustList, at: str) -> VerifiedStatement:
    handle = _native.verify_statement(given, report._handle, trust._handle, at)
    made = object.__new__(VerifiedStatement)
    keep(made, "_handle", handle)
    keep(made, "_facts", json.loads(handle.json()))
    keep(made, "_question", (given, report, trust, at))
    return made
