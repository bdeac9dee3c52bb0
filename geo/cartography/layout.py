"""How flows and stubs make room for each other: which way each bows, on which side each stub lies."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

from geo.cartography import curves
from geo.cartography.curves import Flow, LatLon

Way = Literal["arrival", "departure"]
Days = tuple[dt.date, dt.date]

_BEARINGS_DEG: dict[Way, tuple[float, ...]] = {
    "arrival": curves.ARRIVAL_BEARINGS_DEG,
    "departure": curves.DEPARTURE_BEARINGS_DEG,
}
# A stub keeps this far from a flow that comes to, or leaves, the same place.
_CLEAR_DEG = 24.0
# Places this near are one: 0.1 degree, some 10 km.
_NEAR_DECIMALS = 1


def bows(routes: Sequence[tuple[LatLon, ...]], days: Sequence[Days]) -> list[float]:
    """For each route the bow of its flow, other than those of its like on the same days; 0 for an empty one.

    Args:
        routes: each from its start to its ends; empty where an event has none.
        days: first and last day of each.
    """
    keys = [tuple(_near(point) for point in route) or None for route in routes]
    return _among_their_like(keys, days, lambda _key: curves.BOWS)


def bearings(
    stubs: Sequence[tuple[Way, LatLon] | None], flows: Iterable[Flow], days: Sequence[Days]
) -> list[float]:
    """For each stub where its open end lies: clear of its like on the same days and of its place's flows.

    Args:
        stubs: which way, and the known end; None where an event has none.
        flows: all that are drawn beside them.
        days: first and last day of each.
    """
    taken = _headings(flows)

    def free(key: Hashable) -> Sequence[float]:
        assert isinstance(key, tuple)
        way, place = key
        choice = _BEARINGS_DEG[way]
        clear = [
            one for one in choice if all(_turn(one, other) >= _CLEAR_DEG for other in taken.get(place, ()))
        ]
        return clear or choice

    keys = [(stub[0], _near(stub[1])) if stub else None for stub in stubs]
    return _among_their_like(keys, days, free)


def _among_their_like(
    keys: Sequence[Hashable], days: Sequence[Days], choice: Callable[[Hashable], Sequence[float]]
) -> list[float]:
    """For each key a value of its choice, other than those that like keys have on the same days."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is not None:
            groups[key].append(index)
    chosen = [0.0] * len(keys)
    for key, indices in groups.items():
        values = choice(key)
        taken = curves.slots([days[index] for index in indices], len(values))
        for index, slot in zip(indices, taken, strict=True):
            chosen[index] = values[slot]
    return chosen


def _headings(flows: Iterable[Flow]) -> dict[Hashable, list[float]]:
    """For each place the bearings at which flows come to it or leave it."""
    found: dict[Hashable, list[float]] = defaultdict(list)
    for flow in flows:
        for end, curve in zip(flow.ends, curves.beziers(flow), strict=True):
            found[_near(flow.start)].append(_bearing(curve.start, curve.control))
            found[_near(end)].append(_bearing(curve.end, curve.control))
    return found


def _bearing(start: curves.XY, end: curves.XY) -> float:
    """Degrees clockwise from the top of the sheet."""
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1]))


def _turn(one: float, other: float) -> float:
    return abs(math.remainder(one - other, 360))


def _near(point: LatLon) -> tuple[float, float]:
    return (round(point.lat, _NEAR_DECIMALS), round(point.lon, _NEAR_DECIMALS))
