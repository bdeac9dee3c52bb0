"""Events as marks: what stands where, in which form, and what it says, for a screen and for paper alike.

One mark an event. What draws it reads :class:`Mark` and the tables of :mod:`geo.cartography.style`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import geopandas as gpd

from geo import frame as frames
from geo.cartography import curves, layout, style, texts
from geo.cartography.curves import Flow, LatLon
from geo.frame import EventRow
from geo.records import Place, PlaceKind, Status

Shape = Literal["flow", "arrival", "departure", "circle", "ring", "sign", "call"]

# Places of these kinds have an extent that is shown; a city and a base are points.
_WIDE: tuple[PlaceKind, ...] = ("country", "admin1", "region", "sea", "area", "border")


@dataclass(frozen=True, slots=True)
class Area:
    """How far a place reaches: a country by its outline, a border by its line, the rest by a radius."""

    kind: PlaceKind
    country: str | None
    point: LatLon
    radius_km: float


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn.

    Attributes:
        id: of the event.
        shape: ``flow`` an arrow with both ends; ``arrival`` and ``departure`` stubs at the known end;
            ``circle`` a presence, ``ring`` an alert; ``sign`` talks at a place, ``call`` at a distance.
        first, last: days on the map, inclusive.
        certain: False where it fell on some day of these.
        size_px: width of a line, radius of a circle or sign.
        counted: whether the text gives a number; what it does not is drawn paler.
        flows: of a ``flow``, one; of a ``call``, one from the first seat to each other.
        points: where the other shapes stand: one for each place.
        bearing_deg: of a stub, where its open end lies, clockwise from the top of the sheet.
        label: the number in the reader's language, or None.
        areas: extents of the places that are no points.
        likeness: what marks have in common that may be drawn as one with a count where there is little room:
            shape, kind, status and countries.
        review: what an analyst made of it, or None.
        tip: lines for the reader: who and what, how many, from where to where, when, how sure.
    """

    id: str
    shape: Shape
    kind: str
    status: Status
    first: dt.date
    last: dt.date
    certain: bool
    size_px: float
    counted: bool
    flows: tuple[Flow, ...]
    points: tuple[LatLon, ...]
    bearing_deg: float
    label: str | None
    areas: tuple[Area, ...]
    likeness: tuple[str, ...]
    review: str | None
    tip: tuple[str, ...]


def marks(frame: gpd.GeoDataFrame, lang: texts.Lang = "fr") -> tuple[Mark, ...]:
    """The mark of each event of the frame that can be drawn, in its order.

    Raises:
        EventError: the frame is not a table of events (:func:`geo.frame.validate`).
    """
    frames.validate(frame)
    rows = [row for row in frames.rows(frame) if row.undrawable is None]
    spans = [span_of(row) for row in rows]
    shapes = [shape_of(row) for row in rows]
    routes = [_route(row, shape) for row, shape in zip(rows, shapes, strict=True)]
    flows = [
        _flows(shape, route, bow)
        for shape, route, bow in zip(shapes, routes, layout.bows(routes, spans), strict=True)
    ]
    stubs = [_stub(row, shape) for row, shape in zip(rows, shapes, strict=True)]
    bearings = layout.bearings(stubs, chain.from_iterable(flows), spans)
    said = texts.words(lang)
    return tuple(
        _mark(row, shape, own_flows, bearing, said)
        for row, shape, own_flows, bearing in zip(rows, shapes, flows, bearings, strict=True)
    )


def sides(row: EventRow, said: texts.Words) -> str:
    """Whose forces, or who talks: states and organisations in the reader's language, all others as named."""
    if row.type == "meeting":
        return " – ".join(dict.fromkeys(said.party(who) for who in row.participants))
    return said.state(row.country) or (said.organisation(row.actor) if row.org else row.actor)


def _mark(row: EventRow, shape: Shape, flows: tuple[Flow, ...], bearing: float, said: texts.Words) -> Mark:
    low, high = frames.bounds(row)
    first, last = span_of(row)
    return Mark(
        id=str(row.Index),
        shape=shape,
        kind=row.kind,
        status=row.status,
        first=first,
        last=last,
        certain=row.certain,
        size_px=size_of(row, shape),
        counted=is_counted(row),
        flows=flows,
        points=tuple(_point(place) for place in _stands(row, shape)),
        bearing_deg=bearing,
        label=texts.quantity(low, high, row.what, said),
        areas=tuple(_area(place) for place in places_of(row) if place.kind in _WIDE),
        likeness=(shape, row.kind, row.status, *(place.country or place.name for place in places_of(row))),
        review=row.review,
        tip=_tip(row, said),
    )


def span_of(row: EventRow) -> tuple[dt.date, dt.date]:
    """Its days on the map, both inclusive; the row can be drawn."""
    assert row.shown_from is not None
    assert row.shown_to is not None
    return (row.shown_from, row.shown_to)


def is_counted(row: EventRow) -> bool:
    """Whether the text gives a number, where there is something to count."""
    return row.type == "meeting" or frames.bounds(row) != (None, None)


def shape_of(row: EventRow) -> Shape:
    """The form of its mark."""
    if row.type == "meeting":
        return "sign" if row.place is not None else "call"
    if row.kind == "presence":
        return "circle"
    if row.kind == "alert":
        return "ring"
    if row.origin is not None and row.destinations:
        return "flow"
    return "arrival" if row.destinations else "departure"


def size_of(row: EventRow, shape: Shape) -> float:
    """The width of its line, or the radius of its circle or sign, px."""
    number = _middle(*frames.bounds(row))
    if shape in ("circle", "ring"):
        return style.radius_px(number, row.what)
    if shape == "sign":
        return style.SIGN_RADIUS_PX
    return style.CALL_WIDTH_PX if shape == "call" else style.line_width_px(number, row.what)


def _route(row: EventRow, shape: Shape) -> tuple[LatLon, ...]:
    """What a flow joins: its origin, then its destinations; the seats of a call. Empty for other shapes."""
    if shape == "flow" and row.origin:
        start, ends = row.origin, row.destinations
    elif shape == "call":
        start, *rest = row.seats
        ends = tuple(rest)
    else:
        return ()
    return (_point(start), *(curves.short_way(_point(start), _point(end)) for end in ends))


def _flows(shape: Shape, route: tuple[LatLon, ...], bow: float) -> tuple[Flow, ...]:
    if not route:
        return ()
    start, *ends = route
    if shape == "call":
        return tuple(Flow(start, (end,), bow) for end in ends)
    return (Flow(start, tuple(ends), bow),)


def _stub(row: EventRow, shape: Shape) -> tuple[layout.Way, LatLon] | None:
    if shape not in ("arrival", "departure"):
        return None
    return (shape, _point(_stands(row, shape)[0]))


def _stands(row: EventRow, shape: Shape) -> tuple[Place, ...]:
    """The places a mark stands on, of the shapes that stand."""
    if shape == "sign":
        return (row.place,) if row.place else ()
    if shape == "departure":
        return (row.origin,) if row.origin else ()
    return row.destinations if shape in ("arrival", "circle", "ring") else ()


def places_of(row: EventRow) -> tuple[Place, ...]:
    """All places that an event names, and the seats of a call."""
    return tuple(place for place in (row.origin, *row.destinations, row.place, *row.seats) if place)


def _middle(low: int | None, high: int | None) -> float | None:
    known = [bound for bound in (low, high) if bound is not None]
    return sum(known) / len(known) if known else None


def _point(place: Place) -> LatLon:
    return LatLon(place.lat, place.lon)


def _area(place: Place) -> Area:
    return Area(place.kind, place.country, _point(place), place.radius_km)


def _tip(row: EventRow, said: texts.Words) -> tuple[str, ...]:
    who = sides(row, said)
    head = " · ".join((who, said.get("kinds", row.kind), said.get("statuses", row.status)))
    sure = said.get("tooltip", "confidence", percent=said.percent(row.confidence))
    sources = said.counted("tooltip", "articles", len({piece.source for piece in row.evidence}))
    lines = (
        head,
        _tip_number(row, said),
        route_of(row, said),
        texts.dates(row.date, said) if row.date else "",
        f"{sure} · {sources}",
    )
    review = said.get("reviews", row.review) if row.review else ""
    return tuple(line for line in (*lines, review) if line)


def _tip_number(row: EventRow, said: texts.Words) -> str:
    if row.type == "meeting":
        return ""
    low, high = frames.bounds(row)
    number = texts.quantity(low, high, row.what, said) or said.get("numbers", "unknown")
    if row.what == "personnel" and low is None is high:
        number = said.get("numbers", "unknown")
    elif row.what == "personnel":
        number = f"{number} {said.get('what', 'personnel')}"
    return " · ".join(part for part in (number, row.unit) if part)


def route_of(row: EventRow, said: texts.Words) -> str:
    """Its places in words: «Fort Bragg → Pologne»."""
    if row.type == "meeting":
        return said.place(row.place) if row.place else ""
    ends = ", ".join(said.place(place) for place in row.destinations)
    if row.kind in ("presence", "alert"):
        return ends
    start = said.place(row.origin) if row.origin else said.get("places", "from_unknown")
    return f"{start} → {ends or said.get('places', 'to_unknown')}"
