"""What is hard about a coded event, by its gold alone: what its number, places, date and sides are like."""

from __future__ import annotations

from collections.abc import Iterator

from geo.evaluation.gold import Bounds, GoldDate, GoldEvent, GoldPlace, Spot

_MANY = 3
_WIDE_KM = 100.0
"""From this tolerance on a point stands for a region or a sea."""


def of(event: GoldEvent) -> Iterator[str]:
    """The phenomena of a coded event; where a field has several answers, the first counts."""
    if event.type == "movement":
        yield from _of_movement(event)
    else:
        yield from _of_meeting(event)
    if event.date is not None:
        yield f"date: {_date(event.date[0] if event.date else None)}"


def _of_movement(event: GoldEvent) -> Iterator[str]:
    quantity = event.quantity[0] if event.quantity else None
    if event.quantity is not None:
        yield f"number: {_number(quantity, event.quote)}"
    ends = event.destinations or ()
    if event.origin is not None or event.destinations is not None:
        origin = any(event.origin or ())
        yield f"places: {_ends(origin=origin, destinations=len(ends))}"
    for spot in ends:
        yield f"goal: {_extent(spot)}"
    if event.force is not None:
        yield f"force: {_owner(event.force[0] if event.force else None)}"


def _of_meeting(event: GoldEvent) -> Iterator[str]:
    if event.participants is not None:
        sides = len(event.participants)
        yield f"sides: {sides if sides < _MANY else 'three or more'}"
    if event.place is not None:
        yield f"held: {_extent(event.place)}"


def _number(bounds: Bounds | None, quote: str) -> str:
    if bounds is None:
        return "none"
    if bounds.min != bounds.max:
        return "a range or a bound"
    return "in digits" if any(c.isdigit() for c in quote) else "in words, or told elsewhere"


def _ends(*, origin: bool, destinations: int) -> str:
    if not origin and not destinations:
        return "none"
    if not origin:
        return "one goal" if destinations == 1 else "several goals"
    return "from and to" if destinations else "only from"


def _extent(spot: Spot) -> str:
    place: GoldPlace | None = spot[0] if spot else None
    if place is None:
        return "no place"
    if place.countries:
        return "a country"
    return "a town or a base" if place.tol_km < _WIDE_KM else "a region, a sea, a border"


def _owner(code: str | None) -> str:
    if code is None:
        return "nobody's"
    return (
        "a state's"
        if len(code) == len("FR") and code not in ("EU", "UN")
        else "an organisation's or a group's"
    )


def _date(date: GoldDate | None) -> str:
    if date is None:
        return "none"
    if date.start is None or (date.has_end and date.end is None):
        return "open"
    return "a day" if not date.has_end or date.start == date.end else "several days"
