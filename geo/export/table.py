"""Events as a flat table that any tool reads: numbers, texts and ISO days, one geometry a row.

The geometry is that of the map: the curve of a flow (EPSG:4326, lon and lat, cut at the 180° meridian),
points elsewhere; None where no map can show the event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import cartography
from geo import frame as frames
from geo.cartography import WEB_MERCATOR, Flow, Mark
from geo.frame import EventRow
from geo.records import DateInterval, Place

_DECIMALS = 5
COLUMNS = (
    "id",
    "type",
    "kind",
    "status",
    "actor",
    "country",
    "org",
    "unit",
    "quantity_min",
    "quantity_max",
    "quantity_text",
    "what",
    "origin",
    "origin_country",
    "destinations",
    "destination_countries",
    "place",
    "participants",
    "participant_states",
    "level",
    "radius_km",
    "date_start",
    "date_end",
    "date_precision",
    "date_extent",
    "date_text",
    "reported_start",
    "reported_end",
    "reported_precision",
    "reported_extent",
    "reported_text",
    "shown_from",
    "shown_to",
    "certain",
    "undrawable",
    "shape",
    "width_px",
    "confidence",
    "cameo",
    "sources",
    "quotes",
)
_NUMBERS = ("quantity_min", "quantity_max")


def table(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The flat table of a table of events (:func:`geo.frame.to_frame`), in its order.

    Raises:
        EventError: the frame is not a table of events.
    """
    marks = {mark.id: mark for mark in cartography.marks(frame)}
    rows = [_cells(row, marks.get(row.Index)) for row in frames.rows(frame)]
    flat = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in _NUMBERS:
        flat[name] = flat[name].astype("Int64")
    geometry = [_geometry(marks.get(row.Index)) for row in frames.rows(frame)]
    return gpd.GeoDataFrame(flat, geometry=gpd.GeoSeries(geometry, crs=frames.CRS), crs=frames.CRS)


def _cells(row: EventRow, mark: Mark | None) -> dict[str, Any]:
    return {
        "id": row.Index,
        "type": row.type,
        "kind": row.kind,
        "status": row.status,
        "actor": row.actor,
        "country": row.country,
        "org": row.org,
        "unit": row.unit,
        "quantity_min": None if pd.isna(row.quantity_min) else int(row.quantity_min),
        "quantity_max": None if pd.isna(row.quantity_max) else int(row.quantity_max),
        "quantity_text": row.quantity_text,
        "what": row.what,
        "origin": row.origin.name if row.origin else None,
        "origin_country": row.origin.country if row.origin else None,
        "destinations": _joined(place.name for place in row.destinations),
        "destination_countries": _joined(place.country or "" for place in row.destinations),
        "place": row.place.name if row.place else None,
        "participants": _joined(who.name for who in row.participants),
        "participant_states": _joined(who.country or who.org or "" for who in row.participants),
        "level": row.level,
        "radius_km": max((place.radius_km for place in _places(row)), default=None),
        **_days("date", row.date),
        **_days("reported", row.reported),
        "shown_from": _iso(row.shown_from),
        "shown_to": _iso(row.shown_to),
        "certain": bool(row.certain),
        "undrawable": row.undrawable,
        "shape": mark.shape if mark else None,
        "width_px": mark.size_px if mark else None,
        "confidence": round(row.confidence, 3),
        "cameo": row.cameo,
        "sources": _joined(dict.fromkeys(piece.source for piece in row.evidence)),
        "quotes": " ¶ ".join(piece.quote for piece in row.evidence),
    }


def _places(row: EventRow) -> list[Place]:
    return [place for place in (row.origin, *row.destinations, row.place) if place]


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(words) or None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _days(name: str, date: DateInterval | None) -> dict[str, str | None]:
    return {
        f"{name}_start": _iso(date.start) if date else None,
        f"{name}_end": _iso(date.end) if date else None,
        f"{name}_precision": date.precision if date else None,
        f"{name}_extent": date.extent if date else None,
        f"{name}_text": date.text if date else None,
    }


def _geometry(mark: Mark | None) -> shapely.Geometry | None:
    if mark is None:
        return None
    if not mark.flows:
        points = [shapely.Point(round(p.lon, _DECIMALS), round(p.lat, _DECIMALS)) for p in mark.points]
        return points[0] if len(points) == 1 else shapely.MultiPoint(points)
    lines = [line for flow in mark.flows for line in _curves(flow)]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _curves(flow: Flow) -> list[shapely.LineString]:
    """The curves of a flow in degrees, as RFC 7946 wants them at the 180° meridian: in two pieces."""
    lines = []
    for curve in cartography.beziers(flow):
        points = [WEB_MERCATOR.to_degrees(xy) for xy in curve.points()]
        line = shapely.LineString([(point.lon, point.lat) for point in points])
        for turn in (-360, 0, 360):
            inside = shapely.clip_by_rect(line, turn - 180, -90, turn + 180, 90)
            home = shapely.transform(inside, lambda lon_lat, turn=turn: lon_lat - [turn, 0])
            pieces = shapely.get_parts(shapely.set_precision(home, 10**-_DECIMALS, mode="pointwise"))
            lines += [piece for piece in pieces if piece.length > 0]
    return lines
