"""From reports to events: merge the reports that a change bears on, and keep what they amount to.

An event is called after the lineage of its report that was born first, so its id outlives later
reports, readings, merges and splits. Corrections of any of its reports are corrections of it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from geo import merge
from geo.merge import Merged, Reason
from geo.records import Meeting, Movement, event_from_json
from geo.store import corrections, rows
from geo.store.connect import chunks
from geo.store.schema import events, report_keys, reports

_PARSED = 8_000
"""Reports kept parsed: bodies never change, and those of a busy month are compared again and again."""


def settle(connection: Connection, now: dt.datetime, lineages: Collection[str]) -> None:
    """Make anew the events that these reports bear on; of a report that ended, those it bore on."""
    if not lineages:
        return
    changed = _latest(connection, lineages)
    before = {row.event for row in changed}
    involved = _involved(connection, [*changed, *_members(connection, before)])
    before |= {row.event for row in involved}
    pairs = _pairs(connection, involved)
    merged = merge.merge([_report(row) for row in involved], **pairs)
    by_lineage = {row.lineage: row for row in involved}
    names = {one.event.id: _name(one, by_lineage) for one in merged}
    made = corrections.by_subject(connection, by_lineage)
    versions: dict[str, dict[str, Any] | None] = dict.fromkeys(before)
    moved: list[dict[str, Any]] = []
    for one in merged:
        members = [by_lineage[lineage] for lineage in one.event.reports]
        event = corrections.apply(
            _named(one, names, by_lineage), corrections.in_order(made, one.event.reports)
        )
        moved += [{"of_row": row.row, "new_event": event.id} for row in members if row.event != event.id]
        versions[event.id] = _columns(event, one, members)
    _move(connection, moved)
    _put_versions(connection, now, versions)


def as_said_by(connection: Connection, day: dt.date, event_id: str) -> list[Movement | Meeting]:
    """What the reports of an event that had appeared by a day amounted to, later ones unread."""
    said = [row for row in _members(connection, [event_id]) if row.said_on <= day]
    by_lineage = {row.lineage: row for row in said}
    merged = merge.merge([_report(row) for row in said], **_pairs(connection, said))
    names = {one.event.id: _name(one, by_lineage) for one in merged}
    made = corrections.by_subject(connection, by_lineage)
    return [
        corrections.apply(_named(one, names, by_lineage), corrections.in_order(made, one.event.reports))
        for one in merged
    ]


def _latest(connection: Connection, lineages: Collection[str]) -> list[Row[Any]]:
    """The last row of each lineage, in force or ended."""
    latest: dict[str, Row[Any]] = {}
    for part in chunks(lineages):
        chosen = select(reports).where(reports.c.lineage.in_(part)).order_by(reports.c.row)
        latest.update({row.lineage: row for row in connection.execute(chosen)})
    return list(latest.values())


def _members(connection: Connection, event_ids: Collection[str]) -> list[Row[Any]]:
    return [
        row
        for part in chunks(event_ids)
        for row in connection.execute(
            select(reports).where(reports.c.event.in_(part), reports.c.recorded_to.is_(None))
        )
    ]


def _involved(connection: Connection, start: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The reports in force whose merging those of ``start`` bear on."""
    by_lineage = {row.lineage: row for row in start}

    rooms: dict[str, list[Movement | Meeting]] = {}

    def fetch(keys: frozenset[str]) -> Mapping[str, Sequence[Movement | Meeting]]:
        missing = keys - rooms.keys()
        rooms.update({key: [] for key in missing})
        for key, row in _rows_of_keys(connection, missing):
            rooms[key].append(_report(by_lineage.setdefault(row.lineage, row)))
        return rooms

    linked = corrections.of_subjects(connection, by_lineage, "together")
    partners = _latest(connection, [other for correction in linked for other in correction.value])
    by_lineage.update({row.lineage: row for row in partners})
    around = merge.neighbourhood([_report(row) for row in by_lineage.values()], fetch)
    chosen = (by_lineage[report.id] for report in around)
    return [row for row in chosen if row.recorded_to is None]


def _rows_of_keys(connection: Connection, keys: Collection[str]) -> Iterator[tuple[str, Row[Any]]]:
    """The reports in force of each of these keys."""
    for part in chunks(keys):
        chosen = (
            select(reports, report_keys.c.key)
            .join(report_keys, report_keys.c.report == reports.c.row)
            .where(report_keys.c.key.in_(part), reports.c.recorded_to.is_(None))
        )
        for row in connection.execute(chosen):
            yield row.key, row


def _pairs(connection: Connection, involved: Sequence[Row[Any]]) -> dict[str, list[frozenset[str]]]:
    """What analysts said of pairs of these reports: that they are one event, or are not."""
    made = corrections.of_subjects(connection, [row.lineage for row in involved], "together", "apart")
    pairs: dict[str, list[frozenset[str]]] = {"together": [], "apart": []}
    for correction in made:
        pairs[correction.action] += [frozenset((correction.subject, other)) for other in correction.value]
    return pairs


def _report(row: Row[Any]) -> Movement | Meeting:
    """The report of a row, called by its lineage, which no other article's report has."""
    return _parsed(row.lineage, row.body)


@lru_cache(maxsize=_PARSED)
def _parsed(lineage: str, body: str) -> Movement | Meeting:
    return replace(event_from_json(json.loads(body)), id=lineage)


def _name(merged: Merged, by_lineage: Mapping[str, Row[Any]]) -> str:
    return min(merged.event.reports, key=lambda lineage: by_lineage[lineage].born)


def _named(
    merged: Merged, names: Mapping[str, str], by_lineage: Mapping[str, Row[Any]]
) -> Movement | Meeting:
    """The event under its id, its links under theirs, its reports under those that they were given."""
    event = merged.event
    links = tuple(replace(link, event=names[link.event]) for link in event.links if link.event in names)
    told = tuple(by_lineage[lineage].id for lineage in event.reports)
    return replace(event, id=names[event.id], links=links, reports=told)


def _told(reason: Reason, ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "report": ids[reason.report],
        "agrees_with": ids[reason.agrees_with],
        "odds": reason.odds,
        "agreements": [{"field": one.field, "weight": one.weight} for one in reason.agreements],
    }


def _move(connection: Connection, moved: Sequence[Mapping[str, Any]]) -> None:
    """Note which event reports are now of."""
    if moved:
        of_row = update(reports).where(reports.c.row == bindparam("of_row"))
        connection.execute(of_row.values(event=bindparam("new_event")), moved)


def _columns(event: Movement | Meeting, merged: Merged, members: Sequence[Row[Any]]) -> dict[str, Any]:
    said = [row.said_on for row in members]
    ids = {row.lineage: row.id for row in members}
    return {
        **rows.event_columns(event),
        "reasons": rows.dump([_told(reason, ids) for reason in merged.reasons]),
        "said_from": min(said),
        "said_to": max(said),
    }


def _put_versions(
    connection: Connection, now: dt.datetime, versions: Mapping[str, Mapping[str, Any] | None]
) -> None:
    """Close the versions in force that differ from these, and open these; None = the event ends."""
    old = {
        row.id: row
        for names in chunks(versions)
        for row in connection.execute(
            select(events).where(events.c.id.in_(names), events.c.recorded_to.is_(None))
        )
    }
    changed = {
        event_id: columns
        for event_id, columns in versions.items()
        if (event_id in old or columns)
        and not (columns and event_id in old and _holds(old[event_id], columns))
    }
    closed = [old[event_id].row for event_id in changed if event_id in old]
    for part in chunks(closed):
        connection.execute(update(events).where(events.c.row.in_(part)).values(recorded_to=now))
    opened = [{**columns, "recorded_from": now} for columns in changed.values() if columns]
    if opened:
        connection.execute(events.insert(), opened)


def _holds(row: Row[Any], columns: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())
