"""Factory labour-standards reports that carry their own proof: verified, and questioned.

>>> import pathlib, betterwork
>>> trust = betterwork.TrustList.open(pathlib.Path("trust.json"))
>>> report = betterwork.verify(pathlib.Path("report.sdjwt"), trust)
>>> report.facility.name, report.standing.value, report.disclosure.value
('Synthetic Garments 1', 'unknown', 'complete')
"""

from ._analysis import decide, diff, rates
from ._errors import (
    BadDisclosure,
    BadSignature,
    Inconsistent,
    KeyNotValid,
    Malformed,
    NotAuthorised,
    NotYetValid,
    StatusMismatch,
    StatusRollback,
    StatusStale,
    TooLarge,
    TrustExpired,
    TrustRollback,
    UnknownKey,
    UnsupportedAlgorithm,
    UnsupportedVersion,
    WrongDocument,
)
from ._log import Checkpoint, Inclusion, open_checkpoint, verify_inclusion_proof
from ._many import Refused, VerifiedMany, verify_many
from ._refusal import StoreError, SyncError, VerificationError
from ._report import VerifiedProgressReport, VerifiedReport, redact, verify, verify_progress_report
from ._signing import issue, issue_progress_report, issue_statement
from ._statement import VerifiedStatement, verify_statement
from ._status import StatusList
from ._store import ImportSummary, Quarantined, Store, SyncFault, SyncSummary, sync
from ._tables import Table, Tables, read_tables, tables
from ._trust import TrustList

__version__ = "0.1.0"

__all__ = [
    "BadDisclosure",
    "BadSignature",
    "Checkpoint",
    "ImportSummary",
    "Inclusion",
    "Inconsistent",
    "KeyNotValid",
    "Malformed",
    "NotAuthorised",
    "NotYetValid",
    "Quarantined",
    "Refused",
    "StatusList",
    "StatusMismatch",
    "StatusRollback",
    "StatusStale",
    "Store",
    "StoreError",
    "SyncError",
    "SyncFault",
    "SyncSummary",
    "Table",
    "Tables",
    "TooLarge",
    "TrustExpired",
    "TrustList",
    "TrustRollback",
    "UnknownKey",
    "UnsupportedAlgorithm",
    "UnsupportedVersion",
    "VerificationError",
    "VerifiedMany",
    "VerifiedProgressReport",
    "VerifiedReport",
    "VerifiedStatement",
    "WrongDocument",
    "decide",
    "diff",
    "issue",
    "issue_progress_report",
    "issue_statement",
    "open_checkpoint",
    "rates",
    "read_tables",
    "redact",
    "sync",
    "tables",
    "verify",
    "verify_inclusion_proof",
    "verify_many",
    "verify_progress_report",
    "verify_statement",
]

# In a traceback and in a pickle, each has the name under which people know it.
for _name in __all__:
    globals()[_name].__module__ = __name__
