"""Open a database: SQLite in WAL mode (readers never wait for the writer), or any other by its URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from geo.errors import StoreError

_WAIT_S = 30
_MOST_PARAMETERS = 10_000
_WRITE = "sitmap_write"
_WRITER_LOCK = 5_170_221
"""Key of the PostgreSQL advisory lock that writers take in turn; any number does."""


def open_engine(url: str) -> Engine:
    """An engine for a store's URL; makes the folder of an SQLite file.

    Raises:
        StoreError: the URL is none, or names a database that this installation cannot speak to.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": _WAIT_S})
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as problem:
        raise _no_url(url, problem) from problem
    except OSError as problem:
        raise StoreError(f"{url}: its folder cannot be made ({problem.strerror})") from problem
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_missing_file(url: str) -> bool:
    """Whether a URL names an SQLite file that is not there; True for one in memory too.

    Raises:
        StoreError: the URL is none.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as problem:
        raise _no_url(url, problem) from problem
    name = parsed.database or ":memory:"
    return parsed.get_backend_name() == "sqlite" and not Path(name).expanduser().is_file()


def _no_url(url: str, problem: Exception) -> StoreError:
    return StoreError(
        f"{url!r}: expected a database URL, such as sqlite:///sitmap.db or postgresql+psycopg://… ({problem})"
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout.

    Raises:
        StoreError: the database cannot be reached or read.
    """
    with _translated(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer runs beside: all of it is kept, or nothing.

    Raises:
        StoreError: the database cannot be reached or written; nothing was kept.
    """
    with _translated(engine), engine.connect() as raw:
        if engine.dialect.name == "postgresql":
            # What a writer sees must be newer than its turn: the snapshot of the whole transaction is not.
            connection = raw.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
                yield connection
        else:
            connection = raw.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection


Value = TypeVar("Value")


def chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists short enough for one statement's parameters."""
    listed = list(values)
    for start in range(0, len(listed), _MOST_PARAMETERS):
        yield listed[start : start + _MOST_PARAMETERS]


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as problem:
        where = engine.url.render_as_string(hide_password=True)
        raise StoreError(f"{where}: {problem.orig}; nothing was changed") from problem
    except SQLAlchemyError as problem:
        where = engine.url.render_as_string(hide_password=True)
        raise StoreError(f"{where}: {problem}; nothing was changed") from problem


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (a DBAPI connection)
    connection.isolation_level = None  # SQLAlchemy begins transactions, see below
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
