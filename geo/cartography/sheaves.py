"""Marks of many events, sent as few: those alike in all but day and number share what is drawn of them.

A hundred thousand events are tied to some thousands of ways and places. What costs most (curves, outlines, words)
is made once for each of these; of the single event remain its id, its days, its size and its number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import geopandas as gpd

from geo import frame as frames
from geo.cartography import texts
from geo.cartography.marks import (
    Mark,
    is_counted,
    marks,
    places_of,
    route_of,
    shape_of,
    sides,
    size_of,
    span_of,
)
from geo.frame import EventRow


@dataclass(frozen=True, slots=True)
class Member:
    """What an event of a sheaf has for itself; as in :class:`geo.cartography.Mark`."""

    id: str
    first: dt.date
    last: dt.date
    size_px: float
    label: str | None


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Events of the same force or sides, kind, status and places.

    Attributes:
        lead: the mark of the largest, which the others look like.
        route: its places in words.
        members: all of them, in the order of the frame.
    """

    lead: Mark
    route: str
    members: tuple[Member, ...]


def sheaves(frame: gpd.GeoDataFrame, lang: texts.Lang = "fr") -> tuple[Sheaf, ...]:
    """The sheaves of the events of the frame that can be drawn, in the order of their first events.

    Raises:
        EventError: the frame is not a table of events (:func:`geo.frame.validate`).
    """
    frames.validate(frame)
    said = texts.words(lang)
    alike: dict[tuple[object, ...], list[tuple[EventRow, Member]]] = defaultdict(list)
    for row in frames.rows(frame):
        if row.undrawable is None:
            alike[_key(row, said)].append((row, _member(row, said)))
    largest = [max(pairs, key=lambda pair: (pair[1].size_px, pair[1].id))[0] for pairs in alike.values()]
    leads = marks(frame.loc[[row.Index for row in largest]], lang)
    return tuple(
        Sheaf(lead, route_of(row, said), tuple(member for _, member in pairs))
        for lead, row, pairs in zip(leads, largest, alike.values(), strict=True)
    )


def _key(row: EventRow, said: texts.Words) -> tuple[object, ...]:
    """What is drawn alike: the form, the sides, and the places to the point."""
    places = tuple((place.name, place.lat, place.lon) for place in places_of(row))
    looks = (shape_of(row), row.kind, row.status, row.certain, row.review, is_counted(row))
    return (*looks, sides(row, said), places)


def _member(row: EventRow, said: texts.Words) -> Member:
    low, high = frames.bounds(row)
    first, last = span_of(row)
    return Member(
        str(row.Index),
        first,
        last,
        size_of(row, shape_of(row)),
        texts.quantity(low, high, row.what, said),
    )
