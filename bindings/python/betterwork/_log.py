"""The transparency log: that everyone sees the same."""

from __future__ import annotations

import json
from collections.abc import Iterable

from . import _native
from ._arguments import Document, document, text
from ._record import Record


class Checkpoint(Record):
    """What a log signed: how many records it has, and the root over them."""

    __match_args__ = ("origin", "size", "root", "extensions")
    __slots__ = __match_args__
    _members = (
        ("origin", "origin", None, None),
        ("size", "size", None, None),
        ("root", "root", None, None),
        ("extensions", "extensions", tuple, ()),
    )

    origin: str
    """The name of the log."""
    size: int
    """How many records it has."""
    root: str
    """The root over them, in hexadecimal."""
    extensions: tuple[str, ...]
    """Further lines."""


class Inclusion(Record):
    """Proof that a log holds a record: the checkpoint, and what the record says in `to_dict()["event"]`."""

    __match_args__ = ("checkpoint",)
    __slots__ = __match_args__
    _members = (("checkpoint", "checkpoint", Checkpoint, None),)

    checkpoint: Checkpoint
    """The checkpoint in which the record is."""


def open_checkpoint(note: Document, *, origin: str, keys: Iterable[str]) -> Checkpoint:
    """Opens a checkpoint of the log with this origin; `keys` are its verifier keys (C2SP signed-note)."""
    return Checkpoint(json.loads(_native.open_checkpoint(document(note, "a checkpoint"), origin, _keys(keys))))


def verify_inclusion_proof(proof: Document, *, origin: str, keys: Iterable[str]) -> Inclusion:
    """Checks, offline, that the log with this origin holds a record."""
    return Inclusion(json.loads(_native.verify_inclusion_proof(text(proof, "a proof"), origin, _keys(keys))))


def _keys(keys: Iterable[str]) -> list[str]:
    if isinstance(keys, str):
        raise TypeError("`keys` is a list of verifier keys, not one str")
    return list(keys)
