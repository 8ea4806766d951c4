"""Reports: verified, and their views."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Union

from . import _native
from ._arguments import Document, Instant, document, instant
from ._record import Frozen, keep
from ._record import instant as read_instant
from ._status import Status, checked, documents, held
from ._trust import TrustList

if TYPE_CHECKING:
    from typing import Any

    from ._documents import (
        Against,
        Age,
        Assessment,
        AssessmentBody,
        AssessmentReport,
        CompliancePoint,
        Disclosure,
        Facility,
        ProgressBody,
        ProgressReport,
        PublicationState,
        ReportWarning,
        Signer,
        Standing,
    )

Handle = Union[_native.Report, _native.ProgressReport]
Question = tuple[Union[bytes, None], TrustList, tuple[bytes, ...], str]
"""What was asked, so that it can be asked again elsewhere: token (where the handle has not got it), trust list, status lists, instant."""


class _Verified(Frozen):
    __slots__ = ("_axes", "_handle", "_held", "_question")
    __match_args__ = ("signer", "standing", "age", "disclosure", "publication")
    _axes: dict[str, Any]
    _handle: Any
    _held: Any
    _question: Question

    def __init__(self) -> None:
        raise TypeError("only verification makes a verified report: betterwork.verify(data, trust)")

    @classmethod
    def _of(cls, handle: Handle, question: Question) -> Any:
        made = object.__new__(cls)
        keep(made, "_handle", handle)
        keep(made, "_question", question)
        return made

    def _axis(self, name: str) -> Any:
        # Converted where somebody asks: verification itself stays as quick as it is.
        try:
            axes = self._axes
        except AttributeError:
            axes = self._read_axes()
            keep(self, "_axes", axes)
        return axes[name]

    def _read_axes(self) -> dict[str, Any]:
        from . import _documents as made

        axes: dict[str, Any] = json.loads(self._handle.axes())
        kinds = {
            "signer": made.Signer,
            "standing": made.Standing,
            "age": made.Age,
            "disclosure": made.Disclosure,
            "publication": made.PublicationState,
            "against": made.Against,
        }
        for name, kind in kinds.items():
            axes[name] = kind(axes[name])
        axes["warnings"] = tuple(map(made.ReportWarning, axes["warnings"]))
        axes["verified_at"] = read_instant(axes["verified_at"])
        return axes

    @property
    def token(self) -> bytes:
        """The signed bytes, as they came: what is kept and passed on."""
        token = self._question[0]
        if token is None:
            read: bytes = self._handle.token()
            return read
        return token

    @property
    def digest(self) -> str:
        """SHA-256 over the signing input, in hexadecimal: the report's identity, the same for every view."""
        digest: str = self._handle.digest()
        return digest

    @property
    def signer(self) -> Signer:
        """Who signed it."""
        signer: Signer = self._axis("signer")
        return signer

    @property
    def standing(self) -> Standing:
        """Whether it still stands."""
        standing: Standing = self._axis("standing")
        return standing

    @property
    def age(self) -> Age:
        """How old it is."""
        age: Age = self._axis("age")
        return age

    @property
    def disclosure(self) -> Disclosure:
        """How much of it is shown."""
        disclosure: Disclosure = self._axis("disclosure")
        return disclosure

    @property
    def publication(self) -> PublicationState:
        """Whether it may be shown publicly."""
        publication: PublicationState = self._axis("publication")
        return publication

    @property
    def warnings(self) -> tuple[ReportWarning, ...]:
        """What is worth knowing but no reason to refuse it."""
        warnings: tuple[ReportWarning, ...] = self._axis("warnings")
        return warnings

    @property
    def against(self) -> Against:
        """The lists on which the answers rest."""
        against: Against = self._axis("against")
        return against

    @property
    def verified_at(self) -> datetime.datetime:
        """The instant for which the answers hold."""
        at: datetime.datetime = self._axis("verified_at")
        return at

    def to_dict(self) -> dict[str, Any]:
        """Returns the verification result, as `schemas/verification-result-1.json` describes it."""
        result: dict[str, Any] = json.loads(self._handle.json())
        return result

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        if self._handle is other._handle:
            return True
        return bool(self.digest == other.digest and self._handle.json() == other._handle.json())

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.token, *self._question[1:])


class VerifiedReport(_Verified):
    """A verified assessment report: a separate answer to each question, and what the report says.

    There is no single yes or no: a genuine report may be old, partial or withdrawn. Only verification makes one. It is frozen; a copy in
    another process is verified there again, as of the same instant.

    >>> match report:
    ...     case betterwork.VerifiedReport(standing=standing) if standing.value in ("revoked", "suspended"):
    ...         print("do not rely on it")
    ...     case betterwork.VerifiedReport(disclosure=disclosure):
    ...         print(disclosure.value)
    complete
    """

    __slots__ = ()
    _handle: _native.Report

    @property
    def document(self) -> AssessmentReport:
        """The report with its envelope; what is withheld is None."""
        try:
            found: AssessmentReport = self._held
        except AttributeError:
            from ._documents import AssessmentReport

            found = AssessmentReport(json.loads(self._handle.document()))
            keep(self, "_held", found)
        return found

    @property
    def report(self) -> AssessmentBody:
        """What the report says."""
        return self.document.report

    @property
    def facility(self) -> Facility:
        """The factory."""
        return self.report.facility

    @property
    def assessment(self) -> Assessment:
        """The visit."""
        return self.report.assessment

    @property
    def compliance_points(self) -> tuple[CompliancePoint, ...]:
        """What was found, point by point."""
        return self.report.compliance_points

    def __repr__(self) -> str:
        said = f"{self.facility.name}, {self.standing.value}, {self.disclosure.value}, {self.age.days} days old"
        return f"<VerifiedReport {said}{', test data' if self.signer.test else ''}>"

    def _repr_html_(self) -> str:
        from ._html import report_html

        return report_html(self)


class VerifiedProgressReport(_Verified):
    """A verified progress report: what became of the findings of an assessment report."""

    __slots__ = ()
    _handle: _native.ProgressReport

    @property
    def document(self) -> ProgressReport:
        """The progress report with its envelope."""
        try:
            found: ProgressReport = self._held
        except AttributeError:
            from ._documents import ProgressReport

            found = ProgressReport(json.loads(self._handle.document()))
            keep(self, "_held", found)
        return found

    @property
    def report(self) -> ProgressBody:
        """What the progress report says."""
        return self.document.report

    def __repr__(self) -> str:
        return f"<VerifiedProgressReport {self.digest[:12]}, {self.standing.value}>"


def verify(data: Document, trust: TrustList, *, at: Instant = None, status: Status = None) -> VerifiedReport:
    """Verifies an assessment report: bytes, the token as str, or a path.

    `at` is the time of the question, now where it is absent. `status` is a `StatusList`, a document, or several; without one the standing
    is unknown. A document of it that cannot be opened is no error: `standing.reason` says why.

    Raises the subclass of `VerificationError` of the first check that fails. Other threads go on meanwhile.

    >>> report = verify(pathlib.Path("report.sdjwt"), trust, at=at, status=pathlib.Path("status.jwt"))
    >>> report.standing.value
    'valid'
    >>> report.compliance_points[0].cluster
    'working_time'
    """
    token, lists, as_of = document(data, "a report"), documents(status), instant(at)
    handle = _native.verify(token, checked(trust)._handle, held(status, lists, trust, as_of), as_of)
    made: VerifiedReport = VerifiedReport._of(handle, (token, trust, lists, as_of))
    return made


def verify_progress_report(
    data: Document, trust: TrustList, *, about: VerifiedReport | None = None, at: Instant = None, status: Status = None
) -> VerifiedProgressReport:
    """Verifies a progress report, and where a report is given, that it is about that one.

    >>> verify_progress_report(pathlib.Path("progress.sdjwt"), trust, at=at).report.number
    1
    """
    token, lists, as_of = document(data, "a progress report"), documents(status), instant(at)
    report = None if about is None else about._handle
    handle = _native.verify_progress_report(token, report, checked(trust)._handle, held(status, lists, trust, as_of), as_of)
    made: VerifiedProgressReport = VerifiedProgressReport._of(handle, (token, trust, lists, as_of))
    return made


def redact(data: Document | VerifiedReport | VerifiedProgressReport, view: str | Iterable[str]) -> str:
    """Makes a view of a report, to be passed on; the signature still fits. Whoever gets it verifies it.

    `view` is `full`, `public` (nothing that can be withheld), or the names of the members that are shown, such as
    `compliance_points.findings`, `compliance_points[working_time/overtime].findings` or `facility.address`.

    >>> view = redact(report, ["facility.address", "compliance_points.findings"])
    >>> verify(view, trust, at=at).disclosure.value
    'partial'
    """
    token = data.token if isinstance(data, _Verified) else document(data, "a report")
    return _native.redact(token, view if isinstance(view, str) else ",".join(view))


def _again(kind: type[_Verified], token: bytes, trust: TrustList, lists: tuple[bytes, ...], at: str) -> _Verified:
    ask = verify if kind is VerifiedReport else verify_progress_report
    return ask(token, trust, at=at, status=lists)
