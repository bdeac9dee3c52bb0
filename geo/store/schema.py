"""The store's tables, as they are after the last migration.

``articles`` keep each text once, by its hash. ``reports`` are what the reader made of an article (or
what an ``author`` added by hand), ``events`` what the reports amount to. Rows of both are versions:
``recorded_to`` is None for the one in force, and no body is ever overwritten. A report's ``lineage``
names it through every reading of its article; ``born`` is the row it first had; ``event`` is the
lineage of the report that its event is called after, the one born first; ``report_keys`` find those that
may tell of one event. ``said_on`` is the day by which the article had appeared, ``said_from`` and
``said_to`` the first and the last of an event's reports. ``corrections`` are what analysts said, kept
beside what was extracted. ``event_flows`` counts the movements in force, by triggers on ``events``. A body
is the event contract's JSON; the columns beside it serve queries.
Times are UTC; days are ISO dates; degrees are WGS 84.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    column,
    table,
)

metadata = MetaData()

migrations = Table(
    "migrations",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("applied_at", DateTime, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("title", Text),
    Column("lang", String(2)),
    Column("published", Text),
    Column("given", Text, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("article", Integer, ForeignKey("articles.id"), nullable=False),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("said_on", Date),
    Column("recorded_from", DateTime, nullable=False),
    Column("recorded_to", DateTime),
    Column("lineage", Text),
    Column("born", Integer),
    Column("author", Text),
)

events = Table(
    "events",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("type", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("south", Float),
    Column("west", Float),
    Column("north", Float),
    Column("east", Float),
    Column("sender", String(40)),
    Column("destination", Text),
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_from", DateTime, nullable=False),
    Column("recorded_to", DateTime),
    Column("review", String(10)),
    Column("reasons", Text),
    Column("said_from", Date),
    Column("said_to", Date),
)

report_keys = Table(
    "report_keys",
    metadata,
    Column("report", Integer, ForeignKey("reports.row"), nullable=False),
    Column("key", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("action", String(10), nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", DateTime),
)

event_flows = Table(
    "event_flows",
    metadata,
    Column("sender", String(40), nullable=False),
    Column("destination", Text, nullable=False),
    Column("first_day", Date),
    Column("events", Integer, nullable=False),
)

events_tree = table(
    "events_tree",
    *(column(name) for name in ("row", "from_day", "to_day", "south", "north", "west", "east")),
)
"""SQLite's R*-tree of the events in force: Julian days and degrees; PostgreSQL has an index instead."""
