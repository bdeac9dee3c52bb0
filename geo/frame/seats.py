"""Where talks at a distance are drawn between: capitals of states, headquarters of organisations."""

from __future__ import annotations

from geo.actors import Actors
from geo.frame.table import SeatOf
from geo.gazetteer import Entry, Gazetteer
from geo.records import Place


def seats(gazetteer: Gazetteer, actors: Actors) -> SeatOf:
    """Finds the capital of a state, the headquarters of an organisation."""

    def seat_of(country: str | None, org: str | None) -> Place | None:
        if country is None:
            return actors.seat(org) if org else None
        capital = gazetteer.capital(country)
        if capital is None:
            return None
        return place_of(capital, text=capital.name)

    return seat_of


def place_of(entry: Entry, *, text: str, reason: str | None = None) -> Place:
    """An entry of the gazetteer as a place, with the words it stands for and why."""
    return Place(
        text=text,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius_km,
        geonameid=entry.geonameid,
        reason=reason,
    )
