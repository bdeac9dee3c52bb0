"""How well two places agree: the same, one within the other, or two places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geopy.distance import great_circle

from geo.records import Place

_POINT_KM = 60.0
"""A place known this closely is a point."""
_SAME_KM = 40.0
_SAME_POINT, _SAME_AREA, _SAME_COUNTRY = 3.0, 1.8, 1.2
_POINT_WITHIN, _AREA_WITHIN = 0.8, 0.4
_APART, _ABROAD = -3.0, -5.0
_ONE_MORE = -0.7
"""A destination that only one of two reports names."""


def agreement(one: Place, other: Place) -> float:
    """Log odds that two reports with these places tell of one event; negative where both cannot be right."""
    points = is_point(one) and is_point(other)
    if points:
        return _SAME_POINT if _distance_km(one, other) <= _SAME_KM else _elsewhere(one, other)
    if one.kind == other.kind == "country":
        return _SAME_COUNTRY if one.country == other.country else _ABROAD
    if one.kind == other.kind and (one.name == other.name or _same_id(one, other)):
        return _SAME_AREA
    if within(one, other) or within(other, one):
        return _POINT_WITHIN if is_point(one) or is_point(other) else _AREA_WITHIN
    return _elsewhere(one, other)


def within(inner: Place, outer: Place) -> bool:
    """Whether a place lies in a larger one: by its country, else by the larger one's radius."""
    if inner.radius_km > outer.radius_km:
        return False
    if outer.kind == "country" and inner.country:
        return inner.country == outer.country
    return _distance_km(inner, outer) <= outer.radius_km + (inner.radius_km if is_point(inner) else 0)


def is_point(place: Place) -> bool:
    """Whether a place is known closely enough to be told apart from its neighbours."""
    return place.radius_km <= _POINT_KM


def lists(some: Sequence[Place], others: Sequence[Place]) -> float | None:
    """:func:`agreement` of two lists of destinations; None where either names none."""
    if not some or not others:
        return None
    if len(some) == len(others):
        return min(_covered(some, others), _covered(others, some))
    fewer, more = sorted((some, others), key=len)
    return _covered(fewer, more) + _ONE_MORE * (len(more) - len(fewer))


def _covered(places: Sequence[Place], candidates: Sequence[Place]) -> float:
    """How well each of the places agrees with the best of the candidates, on average."""
    return sum(max(agreement(place, other) for other in candidates) for place in places) / len(places)


def sharpest(places: Sequence[Place]) -> list[Place]:
    """The places without those that another lies within, points first, then by name."""
    ordered = sorted(places, key=lambda place: (place.radius_km, place.name, place.lat, place.lon))
    kept: list[Place] = []
    for place in ordered:
        if all(agreement(place, chosen) < 0 for chosen in kept):
            kept.append(place)
    return kept


def _elsewhere(one: Place, other: Place) -> float:
    return _APART if one.country and one.country == other.country else _ABROAD


def _same_id(one: Place, other: Place) -> bool:
    return one.geonameid is not None and one.geonameid == other.geonameid


def _distance_km(one: Place, other: Place) -> float:
    return _points_km(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=100_000)
def _points_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(great_circle((lat, lon), (other_lat, other_lon)).km)
