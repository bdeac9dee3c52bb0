"""Events for tests, written as stories: ``transfer("US", "Fort Bragg", "Pologne", quantity=2000)``.

Places are named; their points are in ``PLACES``. Days are ISO strings: ``"2022-02-02"`` for one day,
``"2022-01-10/2022-01-20"`` for an interval, ``"2022-01-10/"`` for an open end, None for no date.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, get_args

from geo.records import (
    DateInterval,
    Evidence,
    Force,
    Level,
    Meeting,
    MeetingKind,
    Movement,
    MovementKind,
    Participant,
    Place,
    PlaceKind,
    Quantity,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACES: tuple[tuple[str, PlaceKind, str | None, float, float, float], ...] = (
    ("Fort Bragg", "base", "US", 35.139, -79.006, 5),
    ("Ramstein", "base", "DE", 49.437, 7.600, 5),
    ("Cincu", "base", "RO", 45.912, 24.804, 5),
    ("Allemagne", "country", "DE", 51.0, 10.0, 450),
    ("Pologne", "country", "PL", 52.0, 20.0, 350),
    ("Roumanie", "country", "RO", 46.0, 25.0, 350),
    ("Ukraine", "country", "UA", 49.0, 32.0, 600),
    ("Biélorussie", "country", "BY", 53.0, 28.0, 300),
    ("Mali", "country", "ML", 17.0, -4.0, 700),
    ("États-Unis", "country", "US", 39.76, -98.5, 2300),
    ("Afghanistan", "country", "AF", 33.0, 65.0, 600),
    ("Japon", "country", "JP", 36.0, 138.0, 900),
    ("Caroline du Nord", "admin1", "US", 35.6, -79.4, 300),
    ("Hawaï", "admin1", "US", 20.8, -156.3, 300),
    ("Kiev", "city", "UA", 50.4547, 30.5238, 15),
    ("Kharkiv", "city", "UA", 49.9808, 36.2527, 15),
    ("Moscou", "city", "RU", 55.7522, 37.6156, 15),
    ("Smolensk", "city", "RU", 54.7818, 32.0401, 15),
    ("Paris", "city", "FR", 48.8534, 2.3488, 15),
    ("Genève", "city", "CH", 46.2022, 6.1457, 15),
    ("Rzeszów", "city", "PL", 50.0413, 21.999, 15),
    ("Bamako", "city", "ML", 12.65, -8.0, 15),
    ("Niamey", "city", "NE", 13.5137, 2.1098, 15),
    ("Londres", "city", "GB", 51.5085, -0.1257, 15),
    ("Berlin", "city", "DE", 52.5244, 13.4105, 15),
    ("Rome", "city", "IT", 41.8919, 12.5113, 15),
    ("Washington", "city", "US", 38.8951, -77.0364, 15),
    ("Bruxelles", "city", "BE", 50.8505, 4.3488, 15),
    ("Frontière Russie-Ukraine", "border", None, 50.3, 37.5, 450),
    ("Europe de l’Est", "region", None, 50.0, 25.0, 900),
    ("Pays baltes", "region", None, 57.0, 25.0, 250),
    ("Mer Noire", "sea", None, 43.0, 34.0, 500),
    ("Donbass", "area", "UA", 48.3, 38.0, 150),
)
PLACES = {
    name: Place(name, name, kind, country, lat, lon, radius_km)
    for name, kind, country, lat, lon, radius_km in _PLACES
}

CAPITALS = {
    "US": "Washington",
    "RU": "Moscou",
    "FR": "Paris",
    "GB": "Londres",
    "DE": "Berlin",
    "IT": "Rome",
    "UA": "Kiev",
    "ML": "Bamako",
}
NAMES = {
    "US": "États-Unis",
    "RU": "Russie",
    "FR": "France",
    "GB": "Royaume-Uni",
    "DE": "Allemagne",
    "IT": "Italie",
    "UA": "Ukraine",
    "ML": "Mali",
    "NATO": "OTAN",
    "EU": "UE",
}
ORGANISATIONS = {"NATO": "Bruxelles", "EU": "Bruxelles"}


def seat_of(country: str | None, org: str | None) -> Place | None:
    """The seats of a few states and organisations, None for all others."""
    name = CAPITALS.get(country or "") or ORGANISATIONS.get(org or "")
    return PLACES[name] if name else None


def place(name: str | Place | None) -> Place | None:
    """The place of that name; a Place or None as it is."""
    return PLACES[name] if isinstance(name, str) else name


def interval(days: str | None, *, extent: str = "within", text: str | None = None) -> DateInterval | None:
    """``2022-02-02``, ``2022-01-10/2022-01-20``, ``2022-01-10/``, ``/2022-01-20`` or None as an interval."""
    if days is None:
        return None
    start, slash, end = days.partition("/")
    first = dt.date.fromisoformat(start) if start else None
    last = dt.date.fromisoformat(end) if end else None
    precision = "range" if slash and first != last else "day"
    return DateInterval(first, last if slash else first, precision, extent, text)  # type: ignore[arg-type]


def quantity(number: int | tuple[int | None, int | None] | None, what: str = "personnel") -> Quantity | None:
    """A number, a (min, max) pair with None for open, or None."""
    if number is None:
        return None
    low, high = number if isinstance(number, tuple) else (number, number)
    return Quantity(low, high, str(high if low is None else low), what)


def evidence(quote: str, source: str = "article.txt", start: int = 0) -> tuple[Evidence, ...]:
    """One sentence of an article."""
    return (Evidence(source, start, start + len(quote), quote),)


def movement(  # noqa: PLR0913  an event has that many fields
    kind: MovementKind,
    who: str,
    origin: str | Place | None,
    destinations: Sequence[str | Place],
    *,
    number: int | tuple[int | None, int | None] | None = None,
    what: str = "personnel",
    unit: str | None = None,
    day: str | None = "2022-02-02",
    extent: str = "within",
    reported: str | None = "2022-02-02",
    status: Status = "occurred",
    quote: str | None = None,
    name: str | None = None,
    confidence: float = 0.9,
    id: str | None = None,  # noqa: A002  the field's own name
) -> Movement:
    """A movement of the forces of a state (two letters) or organisation; its id follows from its words."""
    said = (
        quote
        or f"{NAMES.get(who, who)} : {kind}, {number}, {origin} → {', '.join(map(str, destinations))} ({day})."
    )
    is_org = len(who) > 2 or who in ORGANISATIONS
    return Movement(
        id=id or _stable_id(said, status, str(day)),
        status=status,
        date=interval(day, extent=extent),
        reported=interval(reported),
        cameo=None,
        confidence=confidence,
        evidence=evidence(said),
        kind=kind,
        force=Force(
            None if is_org else who,
            who if is_org else None,
            name or NAMES.get(who, who),
            unit,
            quantity(number, what),
        ),
        origin=place(origin),
        destinations=tuple(found for found in map(place, destinations) if found),
    )


def transfer(who: str, origin: str | Place | None, *destinations: str | Place, **details: object) -> Movement:
    """``transfer("US", "Fort Bragg", "Allemagne", "Pologne", number=2000, status="announced")``."""
    return movement("transfer", who, origin, destinations, **details)  # type: ignore[arg-type]


def withdrawal(
    who: str, origin: str | Place | None, *destinations: str | Place, **details: object
) -> Movement:
    """``withdrawal("FR", "Mali", number=2400)``; mostly without a destination."""
    return movement("withdrawal", who, origin, destinations, **details)  # type: ignore[arg-type]


def presence(who: str, *where: str | Place, **details: object) -> Movement:
    """``presence("RU", "Frontière Russie-Ukraine", number=(100000, None), day="2021-12-01/")``."""
    return movement("presence", who, None, where, **details)  # type: ignore[arg-type]


def alert(who: str, *where: str | Place, **details: object) -> Movement:
    """``alert("US", "États-Unis", number=(None, 8500))``."""
    return movement("alert", who, None, where, **details)  # type: ignore[arg-type]


def meeting(  # noqa: PLR0913  an event has that many fields
    who: Sequence[str | Participant],
    where: str | Place | None = None,
    *,
    kind: MeetingKind = "in_person",
    day: str | None = "2022-02-02",
    extent: str = "within",
    reported: str | None = "2022-02-02",
    status: Status = "occurred",
    level: Level | None = "leaders",
    quote: str | None = None,
    confidence: float = 0.9,
    id: str | None = None,  # noqa: A002  the field's own name
) -> Meeting:
    """``meeting(["US", "RU"], "Genève")``; ``meeting(["FR", "RU"], kind="phone")``."""
    if kind not in get_args(MeetingKind):
        raise ValueError(f"expected a kind of meeting, got {kind!r}")
    people = tuple(_participant(one) for one in who)
    said = quote or f"{', '.join(one.name for one in people)} : {kind}, {where} ({day})."
    return Meeting(
        id=id or _stable_id(said, status, str(day)),
        status=status,
        date=interval(day, extent=extent),
        reported=interval(reported),
        cameo=None,
        confidence=confidence,
        evidence=evidence(said),
        kind=kind,
        participants=people,
        place=place(where),
        level=level,
    )


def call(who: Sequence[str | Participant], **details: object) -> Meeting:
    """``call(["FR", "RU"], day="2022-01-28")``: talks by telephone."""
    return meeting(who, None, **{"kind": "phone", **details})  # type: ignore[arg-type]


def _participant(who: str | Participant) -> Participant:
    if isinstance(who, Participant):
        return who
    is_org = len(who) > 2 or who in ORGANISATIONS
    return Participant(NAMES.get(who, who), None if is_org else who, who if is_org else None)


def _stable_id(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
