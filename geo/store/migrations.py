"""Named, appended, transactional changes of the schema. A migration that was released is never edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from sqlalchemy import Connection, inspect, select

from geo import merge
from geo.errors import StoreError
from geo.store import rows
from geo.store.schema import migrations, report_keys, reports

Migration = Callable[[Connection], None]
MIGRATIONS: list[tuple[str, Migration]] = []


def migration(name: str) -> Callable[[Migration], Migration]:
    """Append a migration under a name that never changes."""

    def append(function: Migration) -> Migration:
        MIGRATIONS.append((name, function))
        return function

    return append


def pending(connection: Connection) -> list[tuple[str, Migration]]:
    """The migrations that this store has not seen.

    Raises:
        StoreError: the store has seen one that this version does not know.
    """
    if not inspect(connection).has_table(migrations.name):
        return list(MIGRATIONS)
    done = set(connection.execute(migrations.select()).scalars())
    if unknown := sorted(done - {name for name, _ in MIGRATIONS}):
        raise StoreError(
            f"this store was made by a newer version (it has {', '.join(unknown)}); "
            "update Sitmap, or name another store: --store or SITMAP_STORE"
        )
    return [(name, function) for name, function in MIGRATIONS if name not in done]


def migrate(connection: Connection, now: dt.datetime, wanted: Collection[str] | None = None) -> None:
    """Bring the schema up to date, or as far as ``wanted``, inside the caller's transaction: all or nothing."""
    for name, function in pending(connection):
        if wanted is None or name in wanted:
            function(connection)
            connection.execute(migrations.insert().values(name=name, applied_at=now))


def keep_keys(connection: Connection) -> None:
    """Keep the keys of the reports in force anew."""
    connection.execute(report_keys.delete())
    in_force = select(reports.c.row, reports.c.body).where(reports.c.recorded_to.is_(None))
    for row, body in connection.execute(in_force).all():
        keys = [{"report": row, "key": key} for key in sorted(merge.keys(rows.event_from_body(body)))]
        connection.execute(report_keys.insert(), keys)


def _ddl(connection: Connection, *statements: str) -> None:
    """Run statements in which the types that differ between databases are named in braces."""
    on_postgresql = connection.dialect.name == "postgresql"
    types = {
        "serial": "BIGSERIAL PRIMARY KEY" if on_postgresql else "INTEGER PRIMARY KEY",
        "integer": "BIGINT" if on_postgresql else "INTEGER",
        "time": "TIMESTAMP" if on_postgresql else "DATETIME",
        "float": "DOUBLE PRECISION" if on_postgresql else "FLOAT",
    }
    for statement in statements:
        connection.exec_driver_sql(statement.format(**types))


@migration("001 articles, reports, events")
def _first(connection: Connection) -> None:
    _ddl(
        connection,
        "CREATE TABLE migrations (name VARCHAR(100) PRIMARY KEY, applied_at {time} NOT NULL)",
        """CREATE TABLE articles (
            id {serial}, digest VARCHAR(64) NOT NULL UNIQUE, source TEXT NOT NULL, text TEXT NOT NULL,
            body_start INTEGER NOT NULL, title TEXT, lang VARCHAR(2), published TEXT, given TEXT NOT NULL,
            recorded_at {time} NOT NULL)""",
        "CREATE INDEX articles_source ON articles (source)",
        """CREATE TABLE reports (
            row {serial}, id TEXT NOT NULL, article {integer} NOT NULL REFERENCES articles (id),
            event TEXT NOT NULL, body TEXT NOT NULL, said_on DATE,
            recorded_from {time} NOT NULL, recorded_to {time})""",
        "CREATE INDEX reports_id ON reports (id)",
        "CREATE INDEX reports_article ON reports (article)",
        "CREATE INDEX reports_event ON reports (event)",
        """CREATE TABLE events (
            row {serial}, id TEXT NOT NULL, type VARCHAR(10) NOT NULL, kind VARCHAR(20) NOT NULL,
            status VARCHAR(10) NOT NULL, first_day DATE, last_day DATE,
            south {float}, west {float}, north {float}, east {float},
            sender VARCHAR(40), destination TEXT, said_on DATE, confidence {float} NOT NULL,
            body TEXT NOT NULL, recorded_from {time} NOT NULL, recorded_to {time})""",
        "CREATE UNIQUE INDEX events_current ON events (id) WHERE recorded_to IS NULL",
        "CREATE INDEX events_id ON events (id, recorded_from)",
        "CREATE INDEX events_recorded ON events (recorded_from)",
        "CREATE INDEX events_closed ON events (recorded_to)",
        "CREATE INDEX events_days ON events (first_day, last_day) WHERE recorded_to IS NULL",
    )


@migration("002 corrections, and reports that outlive a reading")
def _corrections(connection: Connection) -> None:
    _ddl(
        connection,
        "ALTER TABLE reports ADD COLUMN lineage TEXT",
        "ALTER TABLE reports ADD COLUMN born {integer}",
        "ALTER TABLE reports ADD COLUMN author TEXT",
        "UPDATE reports SET lineage = event, born = row",
        "CREATE INDEX reports_lineage ON reports (lineage)",
        "ALTER TABLE events ADD COLUMN review VARCHAR(10)",
        """CREATE TABLE corrections (
            id {serial}, subject TEXT NOT NULL, action VARCHAR(10) NOT NULL, field TEXT, value TEXT,
            author TEXT NOT NULL, made_at {time} NOT NULL, undone_by TEXT, undone_at {time})""",
        "CREATE INDEX corrections_subject ON corrections (subject)",
    )


@migration("003 merging: keys of reports, reasons, days of publication")
def _merging(connection: Connection) -> None:
    _ddl(
        connection,
        "CREATE TABLE report_keys (report {integer} NOT NULL REFERENCES reports (row), key TEXT NOT NULL)",
        "CREATE INDEX report_keys_key ON report_keys (key)",
        "ALTER TABLE events ADD COLUMN reasons TEXT",
        "ALTER TABLE events ADD COLUMN said_from DATE",
        "ALTER TABLE events ADD COLUMN said_to DATE",
        "UPDATE events SET said_from = said_on, said_to = said_on",
        "ALTER TABLE events DROP COLUMN said_on",
    )
    keep_keys(connection)


@migration("004 windows, rectangles and flows")
def _windows(connection: Connection) -> None:
    """An index of the events in force in time and space; a side that is open counts as the other one."""
    _ddl(
        connection,
        """CREATE INDEX events_flows ON events (sender, destination, first_day, review)
            WHERE recorded_to IS NULL AND sender IS NOT NULL AND destination IS NOT NULL""",
    )
    if connection.dialect.name == "postgresql":
        _ddl(connection, *_ON_POSTGRESQL)
    else:
        _ddl(connection, *_ON_SQLITE)


# Columns alone, no values from outside.
_IN_TREE = """{new}.row,
    coalesce(julianday({new}.first_day), julianday({new}.last_day), 0),
    coalesce(julianday({new}.last_day), julianday({new}.first_day), 0),
    coalesce({new}.south, 1000), coalesce({new}.north, 1000),
    coalesce({new}.west, 1000), coalesce({new}.east, 1000)"""

_ON_SQLITE = (
    "CREATE VIRTUAL TABLE events_tree USING rtree (row, from_day, to_day, south, north, west, east)",
    f"INSERT INTO events_tree SELECT {_IN_TREE.format(new='events')} FROM events WHERE recorded_to IS NULL",  # noqa: S608
    f"""CREATE TRIGGER events_come AFTER INSERT ON events WHEN new.recorded_to IS NULL
        BEGIN INSERT INTO events_tree SELECT {_IN_TREE.format(new="new")}; END""",
    """CREATE TRIGGER events_end AFTER UPDATE OF recorded_to ON events WHEN new.recorded_to IS NOT NULL
        BEGIN DELETE FROM events_tree WHERE row = old.row; END""",
)

_ON_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS postgis",
    """CREATE INDEX events_tree ON events USING gist (
        daterange(coalesce(first_day, last_day), coalesce(last_day, first_day), '[]'),
        ST_MakeEnvelope(west, south, east, north, 4326)) WHERE recorded_to IS NULL""",
    # What QGIS opens as layers: one geometry type each, a key, and the fields to filter by.
    """CREATE FUNCTION sitmap_point(place jsonb) RETURNS geometry IMMUTABLE LANGUAGE sql AS $$
        SELECT ST_SetSRID(ST_MakePoint((place->>'lon')::float8, (place->>'lat')::float8), 4326) $$""",
    """CREATE VIEW event_points AS
        SELECT row_number() OVER () AS key, row, id, type, kind, status, first_day, last_day, sender,
            destination, confidence, review, place->>'name' AS place,
            sitmap_point(place)::geometry(Point, 4326) AS geom
        FROM events, LATERAL (
            SELECT jsonb_path_query(body::jsonb, '$.destinations[*]') UNION ALL
            SELECT jsonb_path_query(body::jsonb, '$.origin') UNION ALL
            SELECT jsonb_path_query(body::jsonb, '$.place')) AS places (place)
        WHERE recorded_to IS NULL AND jsonb_typeof(place) = 'object'""",
    """CREATE VIEW event_lines AS
        SELECT row_number() OVER () AS key, row, id, type, kind, status, first_day, last_day, sender,
            destination, confidence, review,
            ST_MakeLine(sitmap_point(body::jsonb->'origin'), sitmap_point(place))::geometry(LineString, 4326)
                AS geom
        FROM events, LATERAL jsonb_path_query(body::jsonb, '$.destinations[*]') AS place
        WHERE recorded_to IS NULL AND jsonb_typeof(body::jsonb->'origin') = 'object'""",
)


_ANY_DAY = "coalesce({row}first_day, {day}'0001-01-01')"
"""A day that is not known has a place in the key too."""


@migration("005 flows are counted as they come")
def _flows(connection: Connection) -> None:
    """A table of the counts, kept by the database itself: counting a million events anew takes too long."""
    on_postgresql = connection.dialect.name == "postgresql"
    day = "DATE " if on_postgresql else ""
    key = f"sender, destination, {_ANY_DAY.format(row='', day=day)}"
    counted = "{row}.sender IS NOT NULL AND {row}.destination IS NOT NULL AND {row}.review IS DISTINCT FROM 'rejected'"
    if not on_postgresql:
        counted = counted.replace("IS DISTINCT FROM", "IS NOT")
    come = f"""INSERT INTO event_flows VALUES (new.sender, new.destination, new.first_day, 1)
        ON CONFLICT ({key}) DO UPDATE SET events = event_flows.events + 1"""  # noqa: S608
    end = f"""UPDATE event_flows SET events = events - 1
        WHERE sender = old.sender AND destination = old.destination
        AND {_ANY_DAY.format(row="", day=day)} = {_ANY_DAY.format(row="old.", day=day)}"""  # noqa: S608
    comes = f"new.recorded_to IS NULL AND {counted.format(row='new')}"
    ends = f"old.recorded_to IS NULL AND new.recorded_to IS NOT NULL AND {counted.format(row='old')}"
    _ddl(
        connection,
        "DROP INDEX events_flows",
        """CREATE TABLE event_flows (
            sender VARCHAR(40) NOT NULL, destination TEXT NOT NULL, first_day DATE, events {integer} NOT NULL)""",
        f"CREATE UNIQUE INDEX event_flows_key ON event_flows ({key})",
        f"""INSERT INTO event_flows SELECT sender, destination, first_day, count(*) FROM events
            WHERE recorded_to IS NULL AND {counted.format(row="events")}
            GROUP BY sender, destination, first_day""",  # noqa: S608
        *_triggers("event_flows_come", "INSERT", comes, come, on_postgresql=on_postgresql),
        *_triggers("event_flows_end", "UPDATE OF recorded_to", ends, end, on_postgresql=on_postgresql),
    )


def _triggers(name: str, after: str, when: str, act: str, *, on_postgresql: bool) -> list[str]:
    """A trigger on ``events`` that runs one statement for a row."""
    if not on_postgresql:
        return [f"CREATE TRIGGER {name} AFTER {after} ON events WHEN {when} BEGIN {act}; END"]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {act}; RETURN NULL; END $$",
        f"""CREATE TRIGGER {name} AFTER {after} ON events FOR EACH ROW WHEN ({when})
            EXECUTE FUNCTION {name}()""",
    ]


@migration("006 layers with an index")
def _layers(connection: Connection) -> None:
    """The shapes of the events in force as rows of their own, so that a GIS finds those in view by an index."""
    if connection.dialect.name != "postgresql":
        return
    new, stored = (
        _shapes("new.row, new.body::jsonb", ""),
        _shapes("events.row, events.body::jsonb", _IN_FORCE),
    )
    _ddl(
        connection,
        "DROP VIEW event_points, event_lines",
        *_layer("event_points", "Point"),
        *_layer("event_lines", "LineString"),
        *stored,
        *_triggers(
            "event_shapes_come", "INSERT", "new.recorded_to IS NULL", "; ".join(new), on_postgresql=True
        ),
        *_triggers(
            "event_shapes_end",
            "UPDATE OF recorded_to",
            "new.recorded_to IS NOT NULL",
            "DELETE FROM event_points_shapes WHERE row = old.row; DELETE FROM event_lines_shapes WHERE row = old.row",
            on_postgresql=True,
        ),
    )


_IN_FORCE = "FROM events WHERE events.recorded_to IS NULL"


def _layer(name: str, kind: str) -> list[str]:
    """A table of shapes, and the view of them that QGIS opens: one geometry type, a key, fields to filter by."""
    return [
        f"""CREATE TABLE {name}_shapes (
            key {{serial}}, row BIGINT NOT NULL REFERENCES events (row), place TEXT,
            geom geometry({kind}, 4326) NOT NULL)""",
        f"CREATE INDEX {name}_shapes_geom ON {name}_shapes USING gist (geom)",
        f"CREATE INDEX {name}_shapes_row ON {name}_shapes (row)",
        f"""CREATE VIEW {name} AS
            SELECT key, row, id, type, kind, status, first_day, last_day, sender, destination, confidence, review,
                place, geom
            FROM {name}_shapes JOIN events USING (row)""",  # noqa: S608
    ]


def _shapes(columns: str, source: str) -> list[str]:
    """Statements that add the shapes of events: points of all places, lines from the origin to each destination."""
    event = f"(SELECT {columns} {source}) AS event (row, body)"
    return [
        f"""INSERT INTO event_points_shapes (row, place, geom)
            SELECT row, place->>'name', sitmap_point(place) FROM {event}, LATERAL (
                SELECT jsonb_path_query(body, '$.destinations[*]') UNION ALL
                SELECT jsonb_path_query(body, '$.origin') UNION ALL
                SELECT jsonb_path_query(body, '$.place')) AS places (place)
            WHERE jsonb_typeof(place) = 'object'""",  # noqa: S608
        f"""INSERT INTO event_lines_shapes (row, place, geom)
            SELECT row, place->>'name', ST_MakeLine(sitmap_point(body->'origin'), sitmap_point(place))
            FROM {event}, LATERAL jsonb_path_query(body, '$.destinations[*]') AS place
            WHERE jsonb_typeof(body->'origin') = 'object'""",  # noqa: S608
    ]
