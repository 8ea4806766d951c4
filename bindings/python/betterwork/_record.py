"""What the classes of the documents have in common: made of JSON, frozen, compared by what they say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, NoReturn

    Convert = Callable[[Any], object]


def day(text: str) -> datetime.date:
    """Reads a day."""
    return datetime.date.fromisoformat(text)


def instant(text: str) -> datetime.datetime:
    """Reads an instant, in UTC."""
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


def many(convert: Convert | None) -> Convert:
    """Returns what reads a list."""
    if convert is None:
        return tuple
    return lambda items: tuple(map(convert, items))


def words(consent: Convert, text: Convert) -> Convert:
    """Returns what reads the body of a statement: a consent has a subscriber, which is no language."""
    return lambda body: (consent if "subscriber" in body else text)(body)


def copy(json: Any) -> Any:
    """Copies JSON, so that nobody changes ours."""
    if isinstance(json, dict):
        return {name: copy(value) for name, value in json.items()}
    if isinstance(json, list):
        return [copy(value) for value in json]
    return json


class Frozen:
    """An object that nobody changes."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"`{type(self).__name__}` is frozen: `{name}` cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"`{type(self).__name__}` is frozen: `{name}` cannot be deleted")


keep = object.__setattr__
"""Sets what a frozen object is made with."""


class Record(Frozen):
    """A part of a document. What a later version may say beside what is known here is in `to_dict()`."""

    __slots__ = ("_json",)
    _json: dict[str, Any]
    _members: tuple[tuple[str, str, Convert | None, object], ...] = ()

    def __init__(self, json: dict[str, Any], /) -> None:
        keep(self, "_json", json)
        for attribute, member, convert, absent in self._members:
            value = json.get(member)
            if value is None:
                value = absent
            elif convert is not None:
                value = convert(value)
            keep(self, attribute, value)

    def to_dict(self) -> dict[str, Any]:
        """Returns it as it stands in JSON."""
        made: dict[str, Any] = copy(self._json)
        return made

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, attribute) for attribute, *_ in self._members)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._json == other._json

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._json,)

    def __repr__(self) -> str:
        said = zip((attribute for attribute, *_ in self._members), self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in said if value is not None and value != ())})"


class LanguageMap(Frozen, Mapping[str, str]):
    """A text in one or more languages: language tag to text."""

    __slots__ = ("_texts",)
    _texts: dict[str, str]

    def __init__(self, texts: Mapping[str, str], /) -> None:
        keep(self, "_texts", dict(texts))

    def best(self, *languages: str) -> str:
        """Returns the text in the first of these languages that is there, else English, else the first."""
        for language in (*languages, "en"):
            if language in self._texts:
                return self._texts[language]
        return next(iter(self._texts.values()), "")

    def to_dict(self) -> dict[str, str]:
        """Returns it as it stands in JSON."""
        return dict(self._texts)

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return LanguageMap, (self._texts,)

    def __repr__(self) -> str:
        return f"LanguageMap({self._texts!r})"
