"""Signing: for issuers, and for those who reply."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Document, text

if TYPE_CHECKING:
    from typing import Any


def issue(report: Mapping[str, Any] | Document, key: Mapping[str, Any] | Document) -> str:
    """Signs an assessment report: the unsigned document as a mapping or JSON, every member in the clear.

    `key` is the secret key of the issuer, in PEM or JWK. Every member that can be withheld gets a fresh salt of the operating system.

    >>> token = issue(pathlib.Path("unsigned.json"), pathlib.Path("key.json"))
    >>> verify(token, trust, at=at).facility.name
    'Synthetic Garments 412'
    """
    return _native.issue(text(report, "a report"), text(key, "a key"), os.urandom)


def issue_progress_report(report: Mapping[str, Any] | Document, key: Mapping[str, Any] | Document) -> str:
    """Signs a progress report, as `issue` does an assessment report."""
    return _native.issue_progress_report(text(report, "a progress report"), text(key, "a key"), os.urandom)


def issue_statement(statement: Mapping[str, Any] | Document, key: Mapping[str, Any] | Document) -> str:
    """Signs a statement about a report.

    >>> token = issue_statement(said.statement.to_dict(), pathlib.Path("key.json"))
    >>> token.count(".")
    2
    """
    return _native.issue_statement(text(statement, "a statement"), text(key, "a key"))
