"""The store: articles, their reports and the events they amount to, every version kept.

SQLite by default (one file, readers never wait for the writer), or what an SQLAlchemy URL names.
:func:`open_store` brings the schema up to date. Writing is all or nothing per article, and adding
the same reading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from geo.errors import StoreError
from geo.merge import Reason
from geo.records import Article, DateInterval, Meeting, Movement, interval_to_json
from geo.store import corrections, dump, grouping, query, rows, write
from geo.store.connect import is_missing_file, open_engine, reading, writing
from geo.store.corrections import Action, Correction
from geo.store.migrations import MIGRATIONS, migrate, pending
from geo.store.query import Flow, Query
from geo.store.rows import Box
from geo.store.write import Entry

__all__ = [
    "Box",
    "Correction",
    "Entry",
    "Flow",
    "Query",
    "Store",
    "import_store",
    "open_existing",
    "open_store",
]

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The time of record: UTC, without a zone, as the store keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def open_store(url: str, *, clock: Clock = utc_now) -> Store:
    """The store of an SQLAlchemy URL (``sqlite:///sitmap.db``), made or migrated where it must be.

    Raises:
        StoreError: the database cannot be reached, is no store, or was made by a newer version.
    """
    engine = open_engine(url)
    with reading(engine) as connection:
        behind = pending(connection)
    if behind:
        with writing(engine) as connection:
            migrate(connection, clock())
    return Store(engine, clock)


def open_existing(url: str, *, clock: Clock = utc_now) -> Store:
    """As :func:`open_store`, but of a store that is there: a mistyped URL makes no empty one.

    Raises:
        StoreError: as there, or no store is there.
    """
    if is_missing_file(url):
        raise _no_store(url)
    engine = open_engine(url)
    with reading(engine) as connection:
        is_new = len(pending(connection)) == len(MIGRATIONS)
    engine.dispose()
    if is_new:
        raise _no_store(repr(engine.url))
    return open_store(url, clock=clock)


def _no_store(where: str) -> StoreError:
    return StoreError(f"{where}: no store is there; read articles into it first (ingest), or name another")


def import_store(url: str, path: str | Path, *, clock: Clock = utc_now) -> int:
    """Make a store of a file that :meth:`Store.export` wrote, on any database; how many rows it held.

    Raises:
        StoreError: there is a store already, or the file is none, not whole, or of a newer version;
            nothing was changed.
    """
    engine = open_engine(url)
    with writing(engine) as connection:
        number = dump.load(connection, clock(), dump.read(Path(path)))
    engine.dispose()
    return number


class Store:
    """An open store; made by :func:`open_store`. Any number of threads may use one.

    Every method raises StoreError where the database cannot be reached; then nothing was changed.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def export(self, path: str | Path) -> int:
        """Write the whole store into one file, as it is at this moment; how many rows it holds.

        The format is in :mod:`geo.store.dump`; ``.gz`` at the end of the name packs it.
        """
        with reading(self._engine) as connection:
            return dump.write(connection, Path(path))

    def version(self) -> str:
        """A short text that differs whenever the articles or events do: a key for caches."""
        with reading(self._engine) as connection:
            return query.version(connection)

    def unread(self, articles: Sequence[Article]) -> list[Article]:
        """Those whose words were not read before, or with another date or language given for them."""
        with reading(self._engine) as connection:
            return write.unread(connection, articles)

    def recall(self, articles: Sequence[Article]) -> list[Article]:
        """Articles as they are to be read: words known already as they are kept, an analyst's date."""
        with reading(self._engine) as connection:
            return write.recall(connection, articles)

    def add(
        self, article: Article, reports: Sequence[Movement | Meeting], *, asked: Article | None = None
    ) -> None:
        """Keep a reading of an article: all of it, or nothing. A later reading takes its place.

        Args:
            article: as :meth:`recall` gave it, with what the reader learnt of its date.
            reports: what the reader found in it.
            asked: the article as it was given, so that :meth:`unread` knows it again; None leaves
                what was given before (of a new article: the article itself).
        """
        self.add_all([Entry(article, reports, asked)])

    def add_all(self, entries: Iterable[Entry]) -> None:
        """Keep many readings at once: all of them, or nothing. Their reports are merged in one go."""
        with self._writing() as (connection, now):
            grouping.settle(connection, now, write.keep_readings(connection, now, list(entries)))

    def events(self, query_: Query = Query()) -> Iterator[Movement | Meeting]:  # noqa: B008 (frozen)
        """The events that a query asks for, by first day (undated last), then id."""
        with reading(self._engine) as connection:
            yield from query.find(connection, query_)

    def flows(self, first_day: dt.date | None = None, last_day: dt.date | None = None) -> list[Flow]:
        """Movements counted by sender, country of destination and first day, between two days."""
        with reading(self._engine) as connection:
            return query.flows(connection, first_day, last_day)

    def reports(self, event_id: str) -> Iterator[Movement | Meeting]:
        """The reports of an event, in the order of record."""
        with reading(self._engine) as connection:
            yield from query.find_reports(connection, event_id)

    def reasons(self, event_id: str) -> tuple[Reason, ...]:
        """Why the reports of an event are held to tell of one: one reason a report but the first."""
        with reading(self._engine) as connection:
            return query.find_reasons(connection, event_id)

    def articles(self) -> Iterator[Article]:
        """Every article, in the order of record."""
        with reading(self._engine) as connection:
            yield from query.find_articles(connection)

    def article(self, source: str) -> Article | None:
        """The article of a source, the last recorded one; None where there is none."""
        with reading(self._engine) as connection:
            return query.find_article(connection, source)

    def event(self, event_id: str) -> Movement | Meeting | None:
        """The event that an id names, or that it was merged into; None where there is none."""
        with reading(self._engine) as connection:
            return query.find_event(connection, event_id)

    def confirm(self, event_id: str, *, by: str) -> int:
        """Say that an event is right; the id of the correction."""
        return self._correct(event_id, by, "confirm")

    def reject(self, event_id: str, *, by: str) -> int:
        """Say that an event is none; the id of the correction."""
        return self._correct(event_id, by, "reject")

    def edit(self, event_id: str, field: str, value: object, *, by: str) -> int:
        """Give a field of an event another value; the id of the correction.

        Args:
            event_id: of the event.
            field: of the event format, dotted inside an object: ``date``, ``force.unit``.
            value: as the event format writes it in JSON.
            by: who says so.

        Raises:
            StoreError: no such event or field.
            EventError: no value that the field can have; nothing was changed.
        """
        return self._correct(event_id, by, "edit", field, value)

    def join(self, event_id: str, other_id: str, *, by: str) -> int:
        """Say that two events are one; the id of the correction."""
        with self._writing() as (connection, now):
            one, other = (self._lineages(connection, name) for name in (event_id, other_id))
            made = corrections.make(connection, now, by, one[0], "together", value=[other[0]])
            grouping.settle(connection, now, [one[0], other[0]])
            return made

    def separate(self, event_id: str, report_id: str, *, by: str) -> int:
        """Say that a report does not tell of the event that it was merged into; the id of the correction.

        Raises:
            StoreError: no such event, or no such report among those that it was merged from.
        """
        with self._writing() as (connection, now):
            members = self._lineages(connection, event_id)
            lineage = query.lineage_of(connection, members, report_id)
            if lineage is None or len(members) == 1:
                raise StoreError(f"event {event_id!r} is not merged from a report {report_id!r} and others")
            others = [other for other in members if other != lineage]
            made = corrections.make(connection, now, by, lineage, "apart", value=others)
            grouping.settle(connection, now, members)
            return made

    def add_by_hand(self, event: Movement | Meeting, *, by: str) -> int:
        """Add an event with its sentence, of an article of the store; the id of the correction.

        Raises:
            StoreError: the evidence names no article of the store, or is not a slice of its text.
        """
        with self._writing() as (connection, now):
            lineage = write.keep_by_hand(connection, now, event, by)
            made = corrections.make(connection, now, by, lineage, "add")
            grouping.settle(connection, now, [lineage])
            return made

    def to_read(self, source: str) -> Article:
        """The article of a source as it is to be read again: as it was given, with an analyst's date.

        Raises:
            StoreError: no such article.
        """
        with reading(self._engine) as connection:
            return write.to_read(connection, source)

    def set_date(self, source: str, published: DateInterval | None, *, by: str) -> Article:
        """Say when an article appeared; the article as it must now be read and added again.

        Raises:
            StoreError: no such article.
        """
        with self._writing() as (connection, now):
            subject = rows.digest(write.to_read(connection, source))
            value = interval_to_json(published)
            corrections.make(connection, now, by, subject, "date", value=value)
            return write.to_read(connection, source)

    def undo(self, correction_id: int, *, by: str) -> Correction:
        """Take a correction back. After that of a ``date`` the article must be read and added again.

        Raises:
            StoreError: there is none of that id.
        """
        with self._writing() as (connection, now):
            undone = corrections.undo(connection, now, by, correction_id)
            if undone.action == "add":
                write.end_by_hand(connection, now, undone.subject)
            if undone.action in {"apart", "together"}:
                grouping.settle(connection, now, [undone.subject, *undone.value])
            elif undone.action != "date":
                grouping.settle(connection, now, [undone.subject])
            return undone

    def corrections(self, event_id: str | None = None) -> tuple[Correction, ...]:
        """Corrections of an event, or all, undone ones too; the last made first."""
        with reading(self._engine) as connection:
            subjects = None if event_id is None else query.lineages(connection, event_id)
            return tuple(corrections.history(connection, subjects))

    def _correct(
        self, event_id: str, by: str, action: Action, field: str | None = None, value: object = None
    ) -> int:
        with self._writing() as (connection, now):
            subject = self._lineages(connection, event_id)[0]
            event = query.find_event(connection, event_id)
            if event and field is not None:
                corrections.check_field(event, field)
            made = corrections.make(connection, now, by, subject, action, field=field, value=value)
            grouping.settle(connection, now, [subject])
            return made

    @staticmethod
    def _lineages(connection: Connection, event_id: str) -> tuple[str, ...]:
        event = query.find_event(connection, event_id)
        if event is None:
            raise StoreError(f"no event {event_id!r} in this store")
        return query.lineages(connection, event.id)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, dt.datetime]]:
        """A write transaction and its time: the clock's, never before the last record."""
        with writing(self._engine) as connection:
            last = query.last_recorded(connection)
            now = self._clock()
            yield connection, max(now, last + dt.timedelta(microseconds=1)) if last else now
