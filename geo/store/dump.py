"""The whole store as one file, and back: every version, correction and time, on any database.

JSON Lines, UTF-8, packed by gzip where the name ends in ``.gz``. The first line says what it is::

    {"format": "sitmap store", "migrations": ["001 …", …], "rows": {"articles": 12, …}}

Every other line is a row, ``["articles", {"id": 1, "source": "a.txt", …}]``, under the names of
:mod:`geo.store.schema`: tables in the order of the first line, rows in that of their keys; days and
times (UTC) as ISO 8601, the rest as JSON has it. What is made of the rows (indexes, ``event_flows``,
``report_keys``) is left out. Two stores that hold the same give the same lines.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, Literal

from sqlalchemy import Column, Connection, Date, DateTime, MetaData, Table, func, inspect, select

from geo.errors import StoreError
from geo.store import rows
from geo.store.migrations import MIGRATIONS, keep_keys, migrate
from geo.store.schema import articles, corrections, events, migrations, reports

FORMAT = "sitmap store"
_TABLES = (articles, reports, events, corrections)
_AT_ONCE = 1000


def write(connection: Connection, path: Path) -> int:
    """Write the file, whole or not at all; how many rows it holds.

    Raises:
        StoreError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(path, partial, "wt") as stream:
            for number, line in enumerate(lines(connection)):  # noqa: B007  (counts the rows behind the head)
                stream.write(line + "\n")
        partial.replace(path)
    except OSError as problem:
        raise StoreError(f"{path}: cannot be written ({problem.strerror or problem}); make room") from problem
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return number


def read(path: Path) -> Iterator[str]:
    """The lines of a file.

    Raises:
        StoreError: it cannot be read, or not to its end.
    """
    try:
        with _opened(path, path, "rt") as stream:
            yield from stream
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as problem:
        raise StoreError(f"{path}: cannot be read ({problem}); is it whole?") from problem


def _opened(path: Path, actual: Path, mode: Literal["rt", "wt"]) -> IO[str]:
    if path.suffix == ".gz":
        # Without a name or a time in it, so that equal stores give equal files.
        packed = gzip.GzipFile("", mode.replace("t", "b"), 6, actual.open(mode.replace("t", "b")), mtime=0)
        return io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
    return actual.open(mode, encoding="utf-8", newline="\n")


def lines(connection: Connection) -> Iterator[str]:
    """The lines of a store, without line ends."""
    seen = list(connection.execute(select(migrations.c.name).order_by(migrations.c.name)).scalars())
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar() for table in _TABLES
    }
    yield rows.dump({"format": FORMAT, "migrations": seen, "rows": counts})
    for table in _TABLES:
        ordered = select(table).order_by(*table.primary_key.columns)
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(ordered).mappings():
            yield rows.dump([table.name, {name: _plain(value) for name, value in row.items()}])


def load(connection: Connection, now: dt.datetime, source: Iterable[str]) -> int:
    """Fill a database that holds nothing yet with the lines of :func:`lines`; how many rows there were.

    Lines of an earlier version are brought up to date.

    Raises:
        StoreError: the database holds something, or the lines are none of a store, of a newer version, or
            end too early; then the caller's transaction must not be kept.
    """
    remaining = iter(source)
    head = _head(next(remaining, ""))
    _must_be_new(connection, head["migrations"])
    migrate(connection, now, head["migrations"])
    tables = {name: Table(name, MetaData(), autoload_with=connection) for name in head["rows"]}
    left = dict(head["rows"])
    parsed = (_row(line, number, tables) for number, line in enumerate(remaining, start=2))
    for name, group in groupby(parsed, key=itemgetter(0)):
        while batch := [row for _, row in islice(group, _AT_ONCE)]:
            connection.execute(tables[name].insert(), batch)
            left[name] -= len(batch)
    if any(left.values()):
        raise StoreError("the file is not whole: rows are missing at its end; export the store again")
    _count_on(connection, tables.values())
    migrate(connection, now)
    keep_keys(connection)
    return sum(head["rows"].values())


def _must_be_new(connection: Connection, seen: Sequence[str]) -> None:
    """Raise where the database holds a store, but for an empty one of the file's own version."""
    if not inspect(connection).has_table(migrations.name):
        return
    held = connection.execute(select(func.count()).select_from(articles)).scalar()
    if held or set(connection.execute(select(migrations.c.name)).scalars()) != set(seen):
        raise StoreError(
            f"expected a database without a store, got one of {held} articles; name a new --store"
        )


def _head(line: str) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(f"expected a first line with the format {FORMAT!r}, got {line[:60].strip()!r}")
    if unknown := sorted(set(head["migrations"]) - {name for name, _ in MIGRATIONS}):
        raise StoreError(f"exported by a newer version (it has {', '.join(unknown)}); update Sitmap")
    return head


def _row(line: str, number: int, tables: dict[str, Table]) -> tuple[str, dict[str, Any]]:
    try:
        name, fields = json.loads(line)
        columns = tables[name].columns
        return name, {key: _value(columns[key], value) for key, value in fields.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise StoreError(f"line {number}: not a row of a store ({problem}); is the file whole?") from problem


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _value(column: Column[Any], value: Any) -> Any:  # noqa: ANN401  (of any column)
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if isinstance(column.type, Date) else value


def _count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """PostgreSQL's counters of row numbers go on behind the rows that were given theirs."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for key in table.primary_key.columns:
            last = connection.execute(select(func.max(key))).scalar()
            if isinstance(last, int):
                sequence = func.pg_get_serial_sequence(table.name, key.name)
                connection.execute(select(func.setval(sequence, last)))
