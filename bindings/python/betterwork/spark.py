"""Verification inside an existing engine: Spark, and anything that hands on batches of Apache Arrow (Ray, Dask, DuckDB).

Each batch is verified where it is; nothing is shipped to a server, and one bad report does not stop a job: its row says why.

    verified = betterwork.spark.verify(frame, trust, column="token", keep=["supplier"])
    verified.filter("code is not null").select("supplier", "code", "message")

Spark itself is an extra: `pip install 'betterwork[spark]'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from . import _native
from ._arguments import Instant, instant
from ._status import Status, checked, documents, held
from ._tables import NAMES, Table
from ._trust import TrustList

if TYPE_CHECKING:
    from typing import Any

__all__ = ["columns", "verify", "verify_arrow"]

REFUSAL = {"code": "string", "message": "string"}
"""The columns beside those of a report: why it was refused; null where it was verified."""

TYPES = {"Utf8View": "string", "Int64": "bigint", "Boolean": "boolean", "Date32": "date"}
"""Types of Spark, by those of Arrow; everything else is an instant."""


def verify(
    frame: Any,
    trust: TrustList,
    *,
    column: str = "token",
    table: str = "reports",
    keep: Iterable[str] = (),
    at: Instant = None,
    status: Status = None,
) -> Any:
    """Verifies a column of tokens of a Spark DataFrame, in the executors.

    `table="reports"` has a row for each token, in the columns of `betterwork.Table` and `code` and `message`, which say why a token was
    refused. `"compliance_points"`, `"findings"` and `"evidence"` have the rows of the verified ones alone. Columns of `frame` named in
    `keep` stand before them. All of a job is verified as of one instant, that at which it was called.
    """
    kept = _names(keep)
    there = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
    _check(there, column, kept, table)
    if there[column] not in ("string", "binary"):
        raise TypeError(f"column `{column}` holds {there[column]}: tokens are string or binary")
    as_of, lists = instant(at), documents(status)
    checked(trust)
    told = {**{name: there[name] for name in kept}, **columns(table)}
    schema = ", ".join(f"`{name}` {kind}" for name, kind in told.items())

    def batches(given: Iterator[Any]) -> Iterator[Any]:
        for batch in given:
            yield verify_arrow(batch, trust, column=column, table=table, keep=kept, at=as_of, status=lists)

    return frame.select(column, *(name for name in kept if name != column)).mapInArrow(batches, schema)


def verify_arrow(
    batch: Any,
    trust: TrustList,
    *,
    column: str = "token",
    table: str = "reports",
    keep: Iterable[str] = (),
    at: Instant = None,
    status: Status = None,
    workers: int = 1,
) -> Any:
    """Verifies a column of tokens of a `pyarrow.RecordBatch` or `pyarrow.Table`; the result is of the same kind. See `verify`.

    For Ray: `dataset.map_batches(verify_arrow, batch_format="pyarrow", fn_kwargs={"trust": trust})`.
    """
    import pyarrow

    kept = _names(keep)
    _check(batch.schema.names, column, kept, table)
    as_of = instant(at)
    lists = held(status, documents(status), checked(trust), as_of)
    given = batch if isinstance(batch, pyarrow.Table) else pyarrow.Table.from_batches([batch])
    # What is no token at all is refused as one that cannot be read.
    tokens = [_bytes(one) for one in given.column(column).to_pylist()]
    made = _native.columns_of(table)

    def laid_out(some: list[bytes]) -> tuple[list[_native.Rows], dict[int, Any]]:
        laid, refused = _native.verify_rows(list(some), [table], trust._handle, lists, as_of, workers)
        return laid, dict(refused)

    if table == "reports":
        laid, bad = laid_out(tokens)
        rows = _with_refusals(_plain(Table._of(table, made, tuple(laid))), bad, len(tokens))
        origin = list(range(len(tokens)))
    elif kept:
        # One after the other, so that each row knows of which token it is.
        each = [laid_out([token])[0] for token in tokens]
        rows = _plain(Table._of(table, made, tuple(chain.from_iterable(each))))
        origin = [place for place, laid in enumerate(each) for _ in range(made.count(laid))]
    else:
        rows, origin = _plain(Table._of(table, made, tuple(laid_out(tokens)[0]))), []
    for place, name in enumerate(kept):
        rows = rows.add_column(place, name, given.column(name).take(pyarrow.array(origin, pyarrow.int64())))
    if batch is given:
        return rows
    batches = rows.combine_chunks().to_batches()
    return batches[0] if batches else pyarrow.RecordBatch.from_pylist([], rows.schema)


def columns(table: str = "reports") -> dict[str, str]:
    """Returns the columns of what `verify` makes, with their Spark types.

    >>> import betterwork.spark
    >>> list(betterwork.spark.columns("compliance_points").items())[:2]
    [('digest', 'string'), ('number', 'bigint')]
    """
    if table not in NAMES:
        raise ValueError(f"there is no table `{table}`; there are {', '.join(NAMES)}")
    told = {name: TYPES.get(kind, "timestamp") for name, kind in _native.columns_of(table).describe()}
    return {**told, **REFUSAL} if table == "reports" else told


def _names(keep: Iterable[str]) -> tuple[str, ...]:
    return (keep,) if isinstance(keep, str) else tuple(keep)


def _check(there: Iterable[str], column: str, kept: tuple[str, ...], table: str) -> None:
    made, names = columns(table), list(there)
    for name in (column, *kept):
        if name not in names:
            raise ValueError(f"there is no column `{name}`; there are {', '.join(f'`{name}`' for name in names)}")
    for name in kept:
        if name in made:
            raise ValueError(f"`{name}` is a column of the result already: rename the one that is kept")


def _bytes(token: object) -> bytes:
    if isinstance(token, str):
        return token.encode(errors="surrogatepass")
    return token if isinstance(token, bytes) else b""


def _plain(table: Table) -> Any:
    """Returns the rows with text as every engine takes it."""
    import pyarrow

    rows = pyarrow.table(table)
    # Where a token is refused, no column has a value.
    fields = [field.with_nullable(True) for field in rows.schema]
    return rows.cast(pyarrow.schema([field.with_type(pyarrow.string()) if field.type == pyarrow.string_view() else field for field in fields]))


def _with_refusals(rows: Any, bad: dict[int, Any], count: int) -> Any:
    """Returns a row for each of so many tokens: that of its report, or an empty one and why it was refused."""
    import pyarrow

    numbers = iter(range(count))
    order = [None if place in bad else next(numbers) for place in range(count)]
    rows = rows.take(pyarrow.array(order, pyarrow.int64()))
    for name, said in (("code", lambda error: error.code), ("message", str)):
        texts = [said(bad[place]) if place in bad else None for place in range(count)]
        rows = rows.append_column(name, pyarrow.array(texts, pyarrow.string()))
    return rows
