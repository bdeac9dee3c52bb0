"""Gold: the events that a careful coder finds in a text, as ``tests/gold/README.md`` describes its files.

Every field of an event holds the answers that count as right. A field that is None is not scored; the
answer None among others says that no value is right too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from geopy.distance import great_circle

from geo.errors import DataError
from geo.records import DateInterval, EventType, Place, Quantity

Answer = TypeVar("Answer")
_TOLERANCE_KM = 30.0


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A country of ``countries`` (alpha-2), or any place within ``tol_km`` of a point (degrees, WGS 84)."""

    countries: frozenset[str] = frozenset()
    lat: float = 0.0
    lon: float = 0.0
    tol_km: float = _TOLERANCE_KM

    def accepts(self, place: Place) -> bool:
        """Whether the place is the right one."""
        if self.countries:
            return place.kind == "country" and place.country in self.countries
        return place.kind != "country" and self.reaches(place)

    def reaches(self, place: Place) -> bool:
        """Whether the place's point lies within ``tol_km``."""
        return bool(great_circle((self.lat, self.lon), (place.lat, place.lon)).km <= self.tol_km)


@dataclass(frozen=True, slots=True)
class GoldDate:
    """An interval of days (None = open), right within ``tol_days``; its end only where it is coded."""

    start: dt.date | None
    end: dt.date | None
    has_end: bool
    tol_days: int

    def accepts(self, date: DateInterval) -> bool:
        """Whether the interval is the right one."""
        return self._near(self.start, date.start) and (not self.has_end or self._near(self.end, date.end))

    def _near(self, a: dt.date | None, b: dt.date | None) -> bool:
        return a == b if a is None or b is None else abs((a - b).days) <= self.tol_days


@dataclass(frozen=True, slots=True)
class Bounds:
    """A quantity: inclusive, None = open."""

    min: int | None
    max: int | None

    def accepts(self, quantity: Quantity) -> bool:
        """Whether the quantity is the right one."""
        return (self.min, self.max) == (quantity.min, quantity.max)


Spot = tuple[GoldPlace | None, ...]
"""One place: the answers taken as right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event as it should be read; fields as in the event format, each with its right answers.

    Attributes:
        optional: it may be found or not.
        participants: for each side, the codes of which one is asked.
        also_ok: participants that cost nothing.
        destinations_ok: destinations that cost nothing.
    """

    type: EventType
    quote: str
    optional: bool
    kind: tuple[str, ...] | None
    status: tuple[str, ...] | None
    date: tuple[GoldDate | None, ...] | None
    force: tuple[str | None, ...] | None
    quantity: tuple[Bounds | None, ...] | None
    origin: Spot | None
    destinations: tuple[Spot, ...] | None
    participants: tuple[frozenset[str], ...] | None
    place: Spot | None
    also_ok: frozenset[str] = field(default_factory=frozenset)
    destinations_ok: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one text.

    Attributes:
        text: path of the text.
        traps: where no event may lie.
    """

    text: Path
    events: tuple[GoldEvent, ...]
    traps: tuple[GoldPlace, ...]


def load(path: Path) -> Gold:
    """The gold of a file; ``doc`` in it is the text's path, counted from the file's folder.

    Raises:
        DataError: the file is not of the format, or its text is absent.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        gold = Gold(
            path.parent / fields["doc"],
            tuple(map(_event, fields["events"])),
            tuple(GoldPlace(lat=lat, lon=lon, tol_km=km) for lat, lon, km in fields.get("traps", ())),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise DataError(f"{path}: not a gold file (see tests/gold/README.md): {problem!r}") from problem
    if not gold.text.is_file():
        raise DataError(f"{path}: expected its text at {gold.text}")
    return gold


def _event(fields: dict[str, Any]) -> GoldEvent:
    def answers(name: str, read: Callable[[Any], Answer]) -> tuple[Answer | None, ...] | None:
        if name not in fields:
            return None
        return tuple(None if value is None else read(value) for value in _listed(fields[name]))

    def words(name: str) -> tuple[str, ...] | None:
        return tuple(_listed(fields[name])) if name in fields else None

    quantity = fields.get("quantity")
    if quantity and not isinstance(quantity[0], list):
        fields = fields | {"quantity": [quantity]}
    return GoldEvent(
        type=fields["type"],
        quote=fields.get("quote", ""),
        optional=fields.get("optional", False),
        kind=words("kind"),
        status=words("status"),
        date=answers("date", _date),
        force=answers("force", str),
        quantity=answers("quantity", lambda bounds: Bounds(*bounds)),
        origin=_spot(fields["origin"]) if "origin" in fields else None,
        destinations=_spots(fields.get("destinations")),
        participants=_sides(fields.get("participants")),
        place=_spot(fields["place"]) if "place" in fields else None,
        also_ok=frozenset(fields.get("also_ok") or ()),
        destinations_ok=_spots(fields.get("destinations_ok")) or (),
    )


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 (a value of JSON)
    return value if isinstance(value, list) else [value]


def _date(fields: dict[str, Any]) -> GoldDate:
    start, end = fields.get("start"), fields.get("end")
    return GoldDate(
        dt.date.fromisoformat(start) if start else None,
        dt.date.fromisoformat(end) if end else None,
        "end" in fields,
        fields.get("tol_days", 0),
    )


def _spot(value: Any) -> Spot:  # noqa: ANN401 (a value of JSON)
    places: list[GoldPlace | None] = []
    for fields in _listed(value):
        if fields is None:
            places.append(None)
            continue
        if fields.get("kind") == "country":
            places.append(GoldPlace(countries=frozenset(_listed(fields["country"]))))
        elif "lat" in fields:
            places.append(
                GoldPlace(lat=fields["lat"], lon=fields["lon"], tol_km=fields.get("tol_km", _TOLERANCE_KM))
            )
        places += _spot(fields.get("alt") or [])
    return tuple(places)


def _spots(values: list[Any] | None) -> tuple[Spot, ...] | None:
    return None if values is None else tuple(map(_spot, values))


def _sides(values: list[Any] | None) -> tuple[frozenset[str], ...] | None:
    return None if values is None else tuple(frozenset(_listed(value)) for value in values)
