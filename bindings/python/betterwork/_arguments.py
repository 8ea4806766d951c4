"""What callers give, made into what the border takes: bytes of a document, an instant, JSON."""

from __future__ import annotations

import datetime
import json
import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Union

from . import _native

if TYPE_CHECKING:
    from typing import Any

Document = Union[bytes, bytearray, memoryview, str, "os.PathLike[str]"]
Instant = Union[datetime.datetime, str, None]
Day = Union[datetime.date, str, None]

LONGEST = _native.longest_input()
LONGEST_NAME = 1024
ENDINGS = (".sdjwt", ".json", ".jwt", ".txt", ".pem", ".pdf")


def document(data: Document, what: str = "a document") -> bytes:
    """Returns the bytes of a document: bytes, the document itself as text, or the file that holds it."""
    if isinstance(data, bytes):
        return data
    if isinstance(data, str):
        if names_a_file(data):
            raise not_a_path(data)
        return data.encode(errors="surrogatepass")
    if isinstance(data, (bytearray, memoryview)):
        return bytes(data)
    if isinstance(data, os.PathLike):
        with open(data, "rb") as file:
            return file.read(LONGEST)
    raise TypeError(f"{what} is bytes, str or os.PathLike, not {type(data).__name__}")


def not_a_path(name: str) -> ValueError:
    """Makes the error about a path that was given as text."""
    return ValueError(f"`{name}` names a file; to read it, pass pathlib.Path({name!r}): a str is the document itself")


def names_a_file(text: str) -> bool:
    """Whether a text is a path: it looks like one, or a file has this name."""
    return looks_like_a_path(text) or (0 < len(text) <= LONGEST_NAME and "\0" not in text and os.path.exists(text))


def looks_like_a_path(text: str) -> bool:
    """Whether a text is rather a path than a document: no document is as short and has such an ending."""
    return len(text) <= LONGEST_NAME and text.endswith(ENDINGS) and not text.lstrip().startswith("{")


def instant(at: Instant) -> str:
    """Returns an instant as the format writes it; now where none is given."""
    if at is None:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    if isinstance(at, str):
        return at
    if not isinstance(at, datetime.datetime):
        raise TypeError(f"an instant is a datetime with a time zone, or text such as `2026-02-03T08:30:00Z`, not {type(at).__name__}")
    if at.utcoffset() is None:
        raise ValueError("the datetime has no time zone; say which one is meant, for example with `.replace(tzinfo=datetime.timezone.utc)`")
    # Of a fraction of a second the format knows nothing; what is not reached yet does not count.
    at = at.astimezone(datetime.timezone.utc)
    return f"{at.year:04}-{at.month:02}-{at.day:02}T{at.hour:02}:{at.minute:02}:{at.second:02}Z"


def optional_instant(at: Instant) -> str | None:
    """Returns an instant, or nothing."""
    return None if at is None else instant(at)


def optional_day(on: Day) -> str | None:
    """Returns a day, or nothing."""
    if on is None or isinstance(on, str):
        return on
    if isinstance(on, datetime.datetime) or not isinstance(on, datetime.date):
        raise TypeError(f"a day is a datetime.date, or text such as `2026-02-03`, not {type(on).__name__}")
    return on.isoformat()


def text(data: Document | Mapping[str, Any], what: str) -> str:
    """Returns a document as text: JSON of a mapping, else the document itself."""
    if isinstance(data, Mapping):
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return document(data, what).decode(errors="replace")
