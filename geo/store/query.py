"""Ask the store: what it holds now, and what it held or what was said by a day."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select

from geo.errors import SettingsError
from geo.merge import Agreement, Reason
from geo.records import Article, Meeting, Movement
from geo.store import grouping, rows
from geo.store.rows import Box
from geo.store.schema import articles, event_flows, events, events_tree, reports


@dataclass(frozen=True, slots=True)
class Query:
    """Which events to give; a part that is None asks for nothing.

    Attributes:
        first_day, last_day: those that take place, or may, within these days, both inclusive.
        open_days: an interval that is open at one end counts for this many days.
        box: those with a place inside.
        recorded_by: as the store held them at that moment, UTC.
        said_by: as the articles that had appeared by that day tell them (corrections hold all the
            same); not together with ``recorded_by``.
        rejected: give those that an analyst rejected too.
    """

    first_day: dt.date | None = None
    last_day: dt.date | None = None
    open_days: int = 30
    box: Box | None = None
    recorded_by: dt.datetime | None = None
    said_by: dt.date | None = None
    rejected: bool = False

    def __post_init__(self) -> None:
        if self.recorded_by and self.said_by:
            raise SettingsError(
                "expected recorded_by or said_by, got both: known by record, or by publication"
            )


def find(connection: Connection, query: Query) -> Iterator[Movement | Meeting]:
    """The events that a query asks for, by first day (undated last), then id."""
    if query.said_by:
        yield from sorted(_said_by(connection, query, query.said_by), key=_in_order)
        return
    chosen = select(events.c.body).where(
        _in_force(query.recorded_by), *_indexed(connection, query), *_conditions(query)
    )
    ordered = chosen.order_by(events.c.first_day.is_(None), events.c.first_day, events.c.id)
    for (body,) in connection.execution_options(yield_per=1000).execute(ordered):
        yield rows.event_from_body(body)


def _said_by(connection: Connection, query: Query, day: dt.date) -> Iterator[Movement | Meeting]:
    """Events all of whose reports had appeared as they are; of others, what the earlier reports made."""
    whole = select(events.c.body).where(_in_force(None), events.c.said_to <= day, *_conditions(query))
    for (body,) in connection.execute(whole).all():
        yield rows.event_from_body(body)
    # Fewer reports know less: their event may lie in a window or rectangle that the whole event left.
    part = select(events.c.id).where(_in_force(None), events.c.said_from <= day, events.c.said_to > day)
    for event_id in connection.execute(part).scalars().all():
        yield from (e for e in grouping.as_said_by(connection, day, event_id) if _matches(e, query))


@dataclass(frozen=True, slots=True)
class Flow:
    """How many movements into a country begin on one day.

    Attributes:
        sender: whose forces: alpha-2 of a state, or an organisation's code.
        destination: alpha-2.
        day: the first on which they may; None = unknown.
    """

    sender: str
    destination: str
    day: dt.date | None
    events: int


def flows(connection: Connection, first_day: dt.date | None, last_day: dt.date | None) -> list[Flow]:
    """Movements in force by sender, country of destination and first day, between two days."""
    chosen = select(event_flows).where(event_flows.c.events > 0)
    if first_day:
        chosen = chosen.where(event_flows.c.first_day >= first_day)
    if last_day:
        chosen = chosen.where(event_flows.c.first_day <= last_day)
    single: list[Flow] = []
    shared: Counter[tuple[str, str, dt.date | None]] = Counter()
    for sender, destinations, day, number in connection.execute(chosen):
        if "," in destinations:
            shared.update({(sender, destination, day): number for destination in destinations.split(",")})
        else:
            single.append(Flow(sender, destinations, day, number))
    if not shared:
        return single
    added = [
        replace(flow, events=flow.events + shared.pop((flow.sender, flow.destination, flow.day), 0))
        for flow in single
    ]
    return added + [Flow(*pair, number) for pair, number in shared.items()]


def version(connection: Connection) -> str:
    """A short text that differs whenever the articles or events do."""
    parts = (
        select(func.max(articles.c.id)),
        select(func.max(events.c.row)),
        select(func.max(events.c.recorded_to)),
    )
    return "/".join(str(connection.execute(part).scalar() or 0) for part in parts)


def last_recorded(connection: Connection) -> dt.datetime | None:
    """The time of the last change of any event, UTC; None in an empty store."""
    parts = (select(func.max(events.c.recorded_from)), select(func.max(events.c.recorded_to)))
    return max(filter(None, (connection.execute(part).scalar() for part in parts)), default=None)


def find_articles(connection: Connection) -> Iterator[Article]:
    """Every article, in the order of record."""
    for row in connection.execution_options(yield_per=100).execute(select(articles).order_by(articles.c.id)):
        yield rows.article_from_row(row)


def find_article(connection: Connection, source: str) -> Article | None:
    """The article of a source, the last one recorded; None where there is none."""
    chosen = select(articles).where(articles.c.source == source).order_by(articles.c.id.desc())
    row = connection.execute(chosen).first()
    return rows.article_from_row(row) if row else None


def find_reports(connection: Connection, event_id: str) -> Iterator[Movement | Meeting]:
    """The reports in force of an event as they were extracted or added, in the order of record."""
    chosen = select(reports.c.body).where(reports.c.event == event_id, reports.c.recorded_to.is_(None))
    for (body,) in connection.execute(chosen.order_by(reports.c.born)):
        yield rows.event_from_body(body)


def find_event(connection: Connection, event_id: str) -> Movement | Meeting | None:
    """The event that an id names or, where it was merged into another, that other; else None."""
    now = select(reports.c.event).where(reports.c.lineage == event_id, reports.c.recorded_to.is_(None))
    current = connection.execute(now).scalar() or event_id
    chosen = select(events.c.body).where(events.c.id == current, events.c.recorded_to.is_(None))
    body = connection.execute(chosen).scalar()
    return rows.event_from_body(body) if body else None


def find_reasons(connection: Connection, event_id: str) -> tuple[Reason, ...]:
    """Why the reports of an event are held to tell of one; reports under the ids that they were given."""
    chosen = select(events.c.reasons).where(events.c.id == event_id, events.c.recorded_to.is_(None))
    kept = connection.execute(chosen).scalar()
    return tuple(
        Reason(
            reason["report"],
            reason["agrees_with"],
            reason["odds"],
            tuple(Agreement(**agreement) for agreement in reason["agreements"]),
        )
        for reason in json.loads(kept or "[]")
    )


def lineage_of(connection: Connection, among: Sequence[str], report_id: str) -> str | None:
    """Which of these lineages a report in force has; None where it has none of them."""
    chosen = select(reports.c.lineage).where(
        reports.c.id == report_id, reports.c.lineage.in_(among), reports.c.recorded_to.is_(None)
    )
    return connection.execute(chosen).scalar()


def lineages(connection: Connection, event_id: str) -> tuple[str, ...]:
    """What the reports in force of an event are called through every reading, the first one first."""
    chosen = select(reports.c.lineage).where(reports.c.event == event_id, reports.c.recorded_to.is_(None))
    return tuple(connection.execute(chosen.order_by(reports.c.born)).scalars())


def _in_force(moment: dt.datetime | None) -> ColumnElement[bool]:
    if moment is None:
        return events.c.recorded_to.is_(None)
    closed = or_(events.c.recorded_to.is_(None), events.c.recorded_to > moment)
    return and_(events.c.recorded_from <= moment, closed)


def _in_order(event: Movement | Meeting) -> tuple[bool, dt.date, str]:
    first = event.date.start if event.date else None
    return first is None, first or dt.date.max, event.id


def _matches(event: Movement | Meeting, query: Query) -> bool:
    """What :func:`_conditions` asks, of an event that no row holds."""
    reach = dt.timedelta(days=query.open_days)
    first, last = (event.date.start, event.date.end) if event.date else (None, None)
    if event.review == "rejected" and not query.rejected:
        return False
    earliest = first or (last - reach if last else None)
    latest = last or (first + reach if first else None)
    if query.first_day and not (latest and latest >= query.first_day):
        return False
    if query.last_day and not (earliest and earliest <= query.last_day):
        return False
    bounds = rows.bounds(event)
    return query.box is None or (bounds is not None and query.box.touches(bounds))


def _conditions(query: Query) -> Iterator[ColumnElement[bool]]:
    if not query.rejected:
        yield events.c.review.is_distinct_from("rejected")
    first, last = events.c.first_day, events.c.last_day
    reach = dt.timedelta(days=query.open_days)
    if query.first_day:
        yield or_(last >= query.first_day, and_(last.is_(None), first >= query.first_day - reach))
    if query.last_day:
        yield or_(first <= query.last_day, and_(first.is_(None), last <= query.last_day + reach))
    if query.box:
        yield events.c.south <= query.box.north
        yield events.c.north >= query.box.south
        east_of = events.c.east >= query.box.west
        west_of = events.c.west <= query.box.east
        yield and_(east_of, west_of) if query.box.west <= query.box.east else or_(east_of, west_of)


def _indexed(connection: Connection, query: Query) -> Iterator[ColumnElement[bool]]:
    """What the index of events in force can answer of :func:`_conditions`: never less than these leave."""
    if not (query.first_day or query.last_day or query.box) or query.recorded_by:
        return
    reach = dt.timedelta(days=query.open_days)
    low = (query.first_day - reach) if query.first_day else None
    high = (query.last_day + reach) if query.last_day else None
    box = query.box if query.box and query.box.west <= query.box.east else None
    if connection.dialect.name == "postgresql":
        if low or high:
            days = func.daterange(
                func.coalesce(events.c.first_day, events.c.last_day),
                func.coalesce(events.c.last_day, events.c.first_day),
                literal_column("'[]'"),
            )
            yield days.op("&&")(func.daterange(low, high, "[]"))
        if box:
            sides = (events.c.west, events.c.south, events.c.east, events.c.north)
            place = func.ST_MakeEnvelope(*sides, literal_column("4326"))
            yield place.op("&&")(func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326))
    else:
        tree = [events_tree.c.to_day >= func.julianday(low)] if low else []
        tree += [events_tree.c.from_day <= func.julianday(high), events_tree.c.from_day > 0] if high else []
        if box:
            tree += [events_tree.c.south <= box.north, events_tree.c.north >= box.south]
            tree += [events_tree.c.west <= box.east, events_tree.c.east >= box.west]
        yield events.c.row.in_(select(events_tree.c.row).where(*tree))
