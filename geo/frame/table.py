"""Events as a table: one row per event, in their order, indexed by ``id``, in EPSG:4326.

Every event has a row, those that no map can show too: ``undrawable`` says why. The one swap from the
records' (lat, lon) to the (lon, lat) of shapely and GeoJSON is here.

================  ====================================================================================
column            what it holds
================  ====================================================================================
type, kind        as in the event format
status            as in the event format
actor             who, for the reader: the force's name, or those who talk
country, org      of the force: ISO 3166-1 alpha-2, or the organisation; None for talks
unit              of the force, or None
quantity_min      Int64, inclusive; <NA> = open or not told
quantity_max      Int64, inclusive; <NA> = open or not told
quantity_text     the words, or None where the text gives no number
what              personnel, aircraft, ship, vehicle…, or None
origin            Place or None
destinations      tuple of Place
place             Place of talks, or None
participants      tuple of Participant; empty for movements
seats             tuple of Place: capitals and seats of those who talk at a distance, else empty
level             of talks, or None
cameo, confidence as in the event format
date, reported    DateInterval or None
evidence          tuple of Evidence, never empty
review            what an analyst made of it, or None
shown_from        datetime.date, first day on the map; None where ``undrawable``
shown_to          datetime.date, last day on the map, inclusive; None where ``undrawable``
certain           False where it fell on some day of ``date`` that the text does not tell
undrawable        None, or ``denied``, ``no_date``, ``no_place``
geometry          lon, lat: lines from the origin to each destination, straight; points where one end is
                  known or the forces stand; lines between seats for talks at a distance; None = no place
================  ====================================================================================
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import EventError
from geo.frame.visibility import Span, spans
from geo.records import (
    DateInterval,
    EventType,
    Evidence,
    Meeting,
    Movement,
    Participant,
    Place,
    Status,
)
from geo.settings import Settings

CRS = "EPSG:4326"

UNDRAWABLE = ("denied", "no_date", "no_place")
_AT_A_DISTANCE = ("phone", "video", "unspecified")

# Column → the type of its cells; None is allowed where the docstring says so.
COLUMNS: dict[str, tuple[type, ...]] = {
    "type": (str,),
    "kind": (str,),
    "status": (str,),
    "actor": (str,),
    "country": (str, type(None)),
    "org": (str, type(None)),
    "unit": (str, type(None)),
    "quantity_min": (int, type(None)),
    "quantity_max": (int, type(None)),
    "quantity_text": (str, type(None)),
    "what": (str, type(None)),
    "origin": (Place, type(None)),
    "destinations": (tuple,),
    "place": (Place, type(None)),
    "participants": (tuple,),
    "seats": (tuple,),
    "level": (str, type(None)),
    "cameo": (str, type(None)),
    "confidence": (float,),
    "date": (DateInterval, type(None)),
    "reported": (DateInterval, type(None)),
    "evidence": (tuple,),
    "review": (str, type(None)),
    "shown_from": (dt.date, type(None)),
    "shown_to": (dt.date, type(None)),
    "certain": (bool,),
    "undrawable": (str, type(None)),
    "geometry": (BaseGeometry, type(None)),
}
_DTYPES = {"quantity_min": "Int64", "quantity_max": "Int64", "confidence": "float64", "certain": "bool"}


# (country, org) → the capital of a state or the seat of an organisation; None where it is not known.
SeatOf = Callable[[str | None, str | None], Place | None]

# What is drawn of an event: (lon, lat) of a point, or of both ends of a line, for each part.
Parts = list[list[tuple[float, float]]]


class EventRow(Protocol):
    """A row of the table as :func:`rows` gives it: its cells under the names of their columns."""

    Index: str
    type: EventType
    kind: str
    status: Status
    actor: str
    country: str | None
    org: str | None
    unit: str | None
    quantity_min: Any
    quantity_max: Any
    quantity_text: str | None
    what: str | None
    origin: Place | None
    destinations: tuple[Place, ...]
    place: Place | None
    participants: tuple[Participant, ...]
    seats: tuple[Place, ...]
    level: str | None
    cameo: str | None
    confidence: float
    date: DateInterval | None
    reported: DateInterval | None
    evidence: tuple[Evidence, ...]
    review: str | None
    shown_from: dt.date | None
    shown_to: dt.date | None
    certain: bool
    undrawable: str | None


def rows(frame: gpd.GeoDataFrame) -> Iterator[EventRow]:
    """The rows of a table of events, in order; ``quantity_min`` and ``_max`` are <NA> where open."""
    return cast("Iterator[EventRow]", frame.itertuples(name="EventRow"))


def bounds(row: EventRow) -> tuple[int | None, int | None]:
    """The number of a row, least and most, both inclusive; None = open or not told."""
    low, high = row.quantity_min, row.quantity_max
    return (None if pd.isna(low) else int(low), None if pd.isna(high) else int(high))


def to_frame(
    events: Sequence[Movement | Meeting], *, seat_of: SeatOf, settings: Settings | None = None
) -> gpd.GeoDataFrame:
    """The table of the module's docstring, of any events with distinct ids.

    Args:
        events: in the order the rows shall have.
        seat_of: where talks at a distance are drawn between; called once for each participant.
        settings: for the days after which an open end fades; the defaults where None.

    Raises:
        EventError: two events have one id.
    """
    repeated = [event_id for event_id, times in Counter(event.id for event in events).items() if times > 1]
    if repeated:
        raise EventError(
            f"expected events with distinct ids, got several of {repeated[:3]}: merge them first"
        )
    shown = spans(events, settings or Settings())
    cells_of = [_row(event, span, seat_of) for event, span in zip(events, shown, strict=True)]
    index = pd.Index([event.id for event in events], name="id", dtype=object)
    cells = {
        name: pd.Series([row[name] for row in cells_of], index=index, dtype=_DTYPES.get(name, object))
        for name in COLUMNS
        if name != "geometry"
    }
    geometry = gpd.GeoSeries(_geometries([row["parts"] for row in cells_of]), index=index, crs=CRS)
    return gpd.GeoDataFrame(cells, geometry=geometry, index=index, crs=CRS)


def validate(frame: gpd.GeoDataFrame) -> None:
    """Check a table against the module's docstring.

    Raises:
        EventError: names everything that is wrong, at once.
    """
    problems = [f"column {name!r} is missing" for name in COLUMNS if name not in frame.columns]
    if isinstance(frame, gpd.GeoDataFrame) and "geometry" in frame.columns:
        if frame.crs is None or frame.crs.to_epsg() != 4326:  # noqa: PLR2004  EPSG:4326, as CRS
            problems.append(f"expected CRS {CRS}, got {frame.crs}")
    else:
        problems.append(f"expected a GeoDataFrame with a geometry, got {type(frame).__name__}")
    if not frame.index.is_unique:
        problems.append("the index has repeated ids")
    for name, types in COLUMNS.items():
        if name in frame.columns and name not in _DTYPES:
            problems += _wrong_cells(frame[name], types)
    if not problems:
        problems += _wrong_rows(frame)
    if problems:
        raise EventError("not a table of events: " + "; ".join(problems))


def _wrong_cells(column: pd.Series, types: tuple[type, ...]) -> list[str]:
    for event_id, cell in column.items():
        if not isinstance(cell, types):
            expected = " or ".join(kind.__name__ for kind in types)
            return [f"{column.name!r} of {event_id!r}: expected {expected}, got {cell!r}"]
    return []


def _wrong_rows(frame: gpd.GeoDataFrame) -> list[str]:
    problems = []
    for event_id, first, last, reason in zip(
        frame.index, frame["shown_from"], frame["shown_to"], frame["undrawable"], strict=True
    ):
        if reason is not None and reason not in UNDRAWABLE:
            problems.append(f"'undrawable' of {event_id!r}: expected one of {UNDRAWABLE}, got {reason!r}")
        if (reason is None) != (first is not None) or (first is None) != (last is None):
            problems.append(f"{event_id!r}: expected days on the map exactly where it is drawable")
        elif first is not None and last < first:
            problems.append(f"{event_id!r}: leaves the map on {last}, before it comes on {first}")
    return problems


def _row(event: Movement | Meeting, span: Span | None, seat_of: SeatOf) -> dict[str, Any]:
    specific = _movement_cells(event) if isinstance(event, Movement) else _meeting_cells(event, seat_of)
    parts = (
        _movement_parts(event)
        if isinstance(event, Movement)
        else _meeting_parts(event.place, specific["seats"])
    )
    undrawable = _undrawable(event, span, parts)
    return specific | {
        "type": event.type,
        "kind": event.kind,
        "status": event.status,
        "cameo": event.cameo,
        "confidence": float(event.confidence),
        "date": event.date,
        "reported": event.reported,
        "evidence": event.evidence,
        "review": event.review,
        "shown_from": span.first if span and not undrawable else None,
        "shown_to": span.last if span and not undrawable else None,
        "certain": _is_certain(event.date),
        "undrawable": undrawable,
        "parts": parts,
    }


def _movement_cells(event: Movement) -> dict[str, Any]:
    number = event.force.quantity
    return {
        "actor": event.force.name,
        "country": event.force.country,
        "org": event.force.org,
        "unit": event.force.unit,
        "quantity_min": number.min if number else None,
        "quantity_max": number.max if number else None,
        "quantity_text": number.text if number else None,
        "what": number.what if number else None,
        "origin": event.origin,
        "destinations": event.destinations,
        "place": None,
        "participants": (),
        "seats": (),
        "level": None,
    }


def _meeting_cells(event: Meeting, seat_of: SeatOf) -> dict[str, Any]:
    return {
        "actor": " – ".join(dict.fromkeys(who.name for who in event.participants)),
        "country": None,
        "org": None,
        "unit": None,
        "quantity_min": None,
        "quantity_max": None,
        "quantity_text": None,
        "what": None,
        "origin": None,
        "destinations": (),
        "place": event.place,
        "participants": event.participants,
        "seats": _seats(event.participants, seat_of) if _is_at_a_distance(event) else (),
        "level": event.level,
    }


def _is_at_a_distance(event: Meeting) -> bool:
    return event.place is None and event.kind in _AT_A_DISTANCE


def _seats(participants: tuple[Participant, ...], seat_of: SeatOf) -> tuple[Place, ...]:
    """The distinct seats of those who talk, in their order; of one side alone, none: nothing is between."""
    found = (seat_of(who.country, who.org) for who in participants)
    seats = tuple({(seat.lat, seat.lon): seat for seat in found if seat}.values())
    return seats if len(seats) > 1 else ()


def _undrawable(event: Movement | Meeting, span: Span | None, parts: Parts) -> str | None:
    if event.status == "denied":
        return "denied"
    if span is None:
        return "no_date"
    return None if parts else "no_place"


def _is_certain(date: DateInterval | None) -> bool:
    return date is None or date.extent == "throughout" or date.end is None or date.start == date.end


def _movement_parts(event: Movement) -> Parts:
    if event.kind in ("transfer", "withdrawal") and event.origin and event.destinations:
        return [[_lon_lat(event.origin), _lon_lat(place)] for place in event.destinations]
    if event.destinations:
        return [[_lon_lat(place)] for place in event.destinations]
    return [[_lon_lat(event.origin)]] if event.origin and event.kind != "alert" else []


def _meeting_parts(place: Place | None, seats: tuple[Place, ...]) -> Parts:
    if place:
        return [[_lon_lat(place)]]
    return [[_lon_lat(seats[0]), _lon_lat(seat)] for seat in seats[1:]]


def _geometries(parts_of: Sequence[Parts]) -> list[BaseGeometry | None]:
    """The geometry of each event's parts, all points and all lines made at once."""
    parts = [part for parts in parts_of for part in parts]
    points = iter(shapely.points([part[0] for part in parts if len(part) == 1] or np.empty((0, 2))))
    lines = iter(shapely.linestrings([part for part in parts if len(part) > 1] or np.empty((0, 2, 2))))
    made = []
    for own in parts_of:
        shapes = [next(lines if len(part) > 1 else points) for part in own]
        several = shapely.multilinestrings if own and len(own[0]) > 1 else shapely.multipoints
        made.append(several(shapes) if len(shapes) > 1 else shapes[0] if shapes else None)
    return made


def _lon_lat(place: Place) -> tuple[float, float]:
    """The one swap from (lat, lon) to the (lon, lat) of shapely."""
    return (place.lon, place.lat)
