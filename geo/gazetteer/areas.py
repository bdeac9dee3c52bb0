"""Places made from others: «l'est de l'Europe», «à 30 km au nord de Goma»."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geopy.distance import geodesic

from geo.errors import DataError
from geo.folding import fold
from geo.gazetteer.entry import Entry

BEARINGS: Mapping[str, float | None] = {
    "nord": 0.0, "nord est": 45.0, "est": 90.0, "sud est": 135.0, "sud": 180.0, "sud ouest": 225.0,
    "ouest": 270.0, "nord ouest": 315.0, "centre": None,
}  # fmt: skip
"""Direction -> degrees clockwise from north; None = the middle."""

_ALIASES = {
    alias: direction
    for direction, aliases in {
        "nord": "septentrional septentrionale north northern",
        "nord est": "northeast northeastern",
        "est": "oriental orientale east eastern",
        "sud est": "southeast southeastern",
        "sud": "meridional meridionale south southern",
        "sud ouest": "southwest southwestern",
        "ouest": "occidental occidentale west western",
        "nord ouest": "northwest northwestern",
        "centre": "central centrale coeur center middle",
    }.items()
    for alias in aliases.split()
}

_ENGLISH = {
    "nord": "north", "nord est": "north-east", "est": "east", "sud est": "south-east", "sud": "south",
    "sud ouest": "south-west", "ouest": "west", "nord ouest": "north-west", "centre": "centre",
}  # fmt: skip

_MADE = re.compile(r"(?P<whole>.+) \((?:(?P<km>[\d.]+) km, )?(?P<direction>[\w-]+)\)")

_SHIFT = 0.55
"""How far out, in radii, the middle of a part of a round place lies."""

_PART_RADIUS = 0.6
_OFFSET_ERROR = 0.2
"""A distance told in a text is good to a fifth of it."""


def direction_of(words: str) -> str:
    """The key of :data:`BEARINGS` for a direction in French or English («Nord-Est», «orientale»).

    Raises:
        DataError: the words name no direction.
    """
    parts = [_ALIASES.get(word, word) for word in fold(words).split() if word != "extreme"]
    key = " ".join(parts)
    if key not in BEARINGS:
        raise DataError(f"expected a direction of {', '.join(BEARINGS)}, got {words!r}")
    return key


def part(entry: Entry, direction: str, outline: Mapping[str, Sequence[float]]) -> Entry:
    """The part of a place in a direction, of kind ``region``.

    Args:
        entry: the whole.
        direction: as :func:`direction_of` takes it.
        outline: direction («nord-est») -> (lat, lon, radius_km) where the place's shape is known, else
            empty: the place then counts as round.
    """
    key = direction_of(direction)
    known = outline.get(key.replace(" ", "-"))
    if known is not None:
        lat, lon, radius_km = known
    else:
        bearing = BEARINGS[key]
        lat, lon = (
            (entry.lat, entry.lon) if bearing is None else _travel(entry, _SHIFT * entry.radius_km, bearing)
        )
        radius_km = _PART_RADIUS * entry.radius_km
    return replace(
        entry,
        name=f"{entry.name} ({key.replace(' ', '-')})",
        name_en=f"{entry.name_en} ({_ENGLISH[key]})",
        kind="region",
        lat=lat,
        lon=lon,
        radius_km=radius_km,
        geonameid=None,
        population=0,
        feature_code="RGN",
    )


def offset(entry: Entry, km: float, direction: str) -> Entry:
    """The point ``km`` kilometres from a place in a direction, along the geodesic, of kind ``area``.

    Raises:
        DataError: the direction is none («centre» has no bearing), or the distance is negative.
    """
    key = direction_of(direction)
    bearing = BEARINGS[key]
    if bearing is None or km < 0:
        raise DataError(f"expected a distance in km and a point of the compass, got {km} and {direction!r}")
    lat, lon = _travel(entry, km, bearing)
    return replace(
        entry,
        name=f"{entry.name} ({km:g} km, {key.replace(' ', '-')})",
        name_en=f"{entry.name_en} ({km:g} km {_ENGLISH[key]})",
        kind="area",
        lat=lat,
        lon=lon,
        radius_km=max(5.0, _OFFSET_ERROR * km),
        geonameid=None,
        population=0,
        feature_code="AREA",
    )


def parse(name: str) -> tuple[str, float | None, str] | None:
    """What a name of :func:`part` or :func:`offset` was made from: whole, km (None: a part), direction."""
    made = _MADE.fullmatch(name)
    if made is None or fold(made["direction"]) not in BEARINGS:
        return None
    return made["whole"], float(made["km"]) if made["km"] else None, made["direction"]


def _travel(entry: Entry, km: float, bearing: float) -> tuple[float, float]:
    """(lat, lon) after ``km`` from the entry's point."""
    point = geodesic(kilometers=km).destination((entry.lat, entry.lon), bearing)
    return round(point.latitude, 4), round(point.longitude, 4)
