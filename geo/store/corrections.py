"""What analysts say of events and articles, kept beside what was extracted: who, when, and undone or not.

A correction is about a subject: the lineage of a report (so it follows the event through every
re-reading, merge and split) or the digest of an article. Those in force are applied in the order
in which they were made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Row, select, update

from geo.errors import StoreError
from geo.records import (
    Article,
    Meeting,
    Movement,
    Review,
    event_from_json,
    event_to_json,
    interval_from_json,
)
from geo.store import rows
from geo.store.connect import chunks
from geo.store.schema import corrections

Action = Literal["confirm", "reject", "edit", "add", "date", "apart", "together"]

FIXED_FIELDS = frozenset({"id", "type", "evidence", "reports", "conflicts", "links", "review"})
"""Fields of an event that no edit changes."""

_REVIEWS: dict[str, Review] = {"confirm": "confirmed", "reject": "rejected", "edit": "edited", "add": "added"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that an analyst said.

    Attributes:
        subject: lineage of a report, or digest of an article (``date``).
        field: of an ``edit``: a field of the event format, dotted inside an object (``force.unit``).
        value: JSON: the new value of an ``edit``, the interval of a ``date``, the list of the other
            subjects of ``apart`` and ``together``.
        undone_by, undone_at: None while it is in force. Times are UTC.
    """

    id: int
    subject: str
    action: Action
    field: str | None
    value: Any
    author: str
    made_at: dt.datetime
    undone_by: str | None
    undone_at: dt.datetime | None


def make(
    connection: Connection,
    now: dt.datetime,
    author: str,
    subject: str,
    action: Action,
    *,
    field: str | None = None,
    value: object = None,
) -> int:
    """Keep a correction; its id."""
    new = corrections.insert().values(
        subject=subject, action=action, field=field, value=rows.dump(value), author=author, made_at=now
    )
    return int(connection.execute(new.returning(corrections.c.id)).scalar_one())


def undo(connection: Connection, now: dt.datetime, author: str, correction_id: int) -> Correction:
    """Take a correction back; one that was taken back stays so.

    Raises:
        StoreError: there is none of that id.
    """
    chosen = corrections.c.id == correction_id
    still = chosen & corrections.c.undone_at.is_(None)
    connection.execute(update(corrections).where(still).values(undone_by=author, undone_at=now))
    row = connection.execute(select(corrections).where(chosen)).first()
    if row is None:
        raise StoreError(f"no correction {correction_id} in this store")
    return _from_row(row)


def of_subjects(connection: Connection, subjects: Iterable[str], *actions: Action) -> tuple[Correction, ...]:
    """The corrections in force of these subjects, oldest first; of these actions, or of all."""
    found: list[Correction] = []
    for part in chunks(subjects):
        chosen = select(corrections).where(corrections.c.subject.in_(part), corrections.c.undone_at.is_(None))
        if actions:
            chosen = chosen.where(corrections.c.action.in_(actions))
        found += map(_from_row, connection.execute(chosen))
    return tuple(sorted(found, key=lambda correction: correction.id))


def by_subject(connection: Connection, subjects: Iterable[str]) -> dict[str, list[Correction]]:
    """The corrections in force of each of these subjects that has any."""
    found: dict[str, list[Correction]] = {}
    for correction in of_subjects(connection, subjects):
        found.setdefault(correction.subject, []).append(correction)
    return found


def in_order(made: Mapping[str, Sequence[Correction]], subjects: Iterable[str]) -> list[Correction]:
    """Those of some subjects, oldest first."""
    found = [correction for subject in subjects for correction in made.get(subject, ())]
    return sorted(found, key=lambda correction: correction.id)


def history(connection: Connection, subjects: Iterable[str] | None = None) -> Iterator[Correction]:
    """Every correction, undone ones too, the last made first; of these subjects, or of all."""
    chosen = select(corrections).order_by(corrections.c.id.desc())
    if subjects is not None:
        chosen = chosen.where(corrections.c.subject.in_(list(subjects)))
    yield from map(_from_row, connection.execute(chosen))


def apply(event: Movement | Meeting, made: Iterable[Correction]) -> Movement | Meeting:
    """The event as analysts corrected it; the last word on each field and on the whole counts.

    Raises:
        EventError: an edit gives a field a value that the event format does not know.
    """
    fields = event_to_json(event)
    review: Review | None = None
    for correction in made:
        review = _REVIEWS.get(correction.action, review)
        if correction.action == "edit" and correction.field:
            _set(fields, correction.field, correction.value)
    return replace(event_from_json(fields), review=review)


def check_field(event: Movement | Meeting, field: str) -> None:
    """Raise StoreError where the event has no such field, or one that no edit changes."""
    target: Any = event_to_json(event)
    for part in field.split("."):
        if not isinstance(target, dict) or part not in target or field in FIXED_FIELDS:
            raise StoreError(f"event {event.id}: expected a field that can be edited, got {field!r}")
        target = target[part]


def redated(connection: Connection, article: Article, digest: str) -> Article:
    """The article with the date that an analyst gave it, where one did."""
    given = of_subjects(connection, [digest], "date")
    return replace(article, published=interval_from_json(given[-1].value)) if given else article


def _set(fields: dict[str, Any], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for part in parents:
        fields = fields[part]
    fields[last] = value


def _from_row(row: Row[Any]) -> Correction:
    return Correction(
        row.id,
        row.subject,
        row.action,
        row.field,
        json.loads(row.value),
        row.author,
        row.made_at,
        row.undone_by,
        row.undone_at,
    )
