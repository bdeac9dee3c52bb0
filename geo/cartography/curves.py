"""The geometry of flows: quadratic Béziers in a plane, their heads, and how flows make room for each other.

Everything here works in a plane with metres, x to the right and y up. Which plane is a parameter: a
:class:`Projection`, by default Web Mercator (EPSG:3857), in which a browser's map scales a curve
without bending it. A figure passes its own.

After Jenny et al. 2018, "Design principles for origin-destination flow maps" (doi
10.1080/15230406.2016.1262280): curves instead of straight lines, long flows curved more than short
ones, flows there and back bent apart, spread around a node they share.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Radius of the sphere of EPSG:3857, metres; its square ends at this latitude.
_MERCATOR_RADIUS_M = 6_378_137.0
_MERCATOR_MAX_LAT = 85.0511

# Sideways reach of the control point, as a share of the flow's length: the first flow of a pair, the next…
BOWS = (0.20, 0.34, 0.07, 0.47, -0.10)
# A flow of this length or more, in metres of the plane, bends fully; a short one 40 % less.
_LONG_M = 5_000_000.0
_SHORT_SHARE = 0.6

# Where stubs lie, in degrees clockwise from the top of the sheet. Arrivals come from above and departures
# leave below whatever the compass says: the side a stub lies on tells nothing, as nothing is known of it.
ARRIVAL_BEARINGS_DEG = (-30.0, 30.0, 0.0, -60.0, 60.0, -88.0, 88.0)
DEPARTURE_BEARINGS_DEG = (150.0, 210.0, 180.0, 120.0, 240.0)

# Destinations seen from the origin within this angle make one forked arrow with a common trunk.
_FORK_ANGLE_DEG = 50.0

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LatLon:
    """A point in degrees, WGS 84. ``lon`` may pass ±180 where a flow takes the short way across it."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Projection:
    """To a plane in metres and back."""

    to_plane: Callable[[LatLon], XY]
    to_degrees: Callable[[XY], LatLon]


def _to_mercator(point: LatLon) -> XY:
    lat = max(-_MERCATOR_MAX_LAT, min(_MERCATOR_MAX_LAT, point.lat))
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (_MERCATOR_RADIUS_M * math.radians(point.lon), _MERCATOR_RADIUS_M * y)


def _from_mercator(xy: XY) -> LatLon:
    lat = 2 * math.atan(math.exp(xy[1] / _MERCATOR_RADIUS_M)) - math.pi / 2
    return LatLon(math.degrees(lat), math.degrees(xy[0] / _MERCATOR_RADIUS_M))


WEB_MERCATOR = Projection(_to_mercator, _from_mercator)


@dataclass(frozen=True, slots=True)
class Bezier:
    """A quadratic Bézier in the plane: from ``start`` to ``end``, drawn towards ``control``."""

    start: XY
    control: XY
    end: XY

    def at(self, t: float) -> XY:
        """The point at ``t`` in 0..1."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        (x0, y0), (x1, y1), (x2, y2) = self.start, self.control, self.end
        return (a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2)

    def points(self, count: int = 33) -> list[XY]:
        """``count`` points from start to end, at even steps of ``t``."""
        return [self.at(step / (count - 1)) for step in range(count)]

    def head(self, length: float, width: float) -> tuple[XY, XY, XY]:
        """The arrow head: its tip (the curve's end) and two corners, ``length`` back along the curve."""
        base = self._back_from_end(length)
        dx, dy = self.end[0] - base[0], self.end[1] - base[1]
        norm = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / norm * width / 2, dx / norm * width / 2
        return (self.end, (base[0] + nx, base[1] + ny), (base[0] - nx, base[1] - ny))

    def _back_from_end(self, length: float) -> XY:
        """The point at which a head of that length begins: the start where the curve is shorter."""
        low, high = 0.0, 1.0
        for _ in range(24):
            middle = (low + high) / 2
            if math.dist(self.at(middle), self.end) > length:
                low = middle
            else:
                high = middle
        return self.at(low)


@dataclass(frozen=True, slots=True)
class Flow:
    """One origin, its destinations, and how far the flow bows to the left of its way."""

    start: LatLon
    ends: tuple[LatLon, ...]
    bow: float


def beziers(flow: Flow, projection: Projection = WEB_MERCATOR) -> tuple[Bezier, ...]:
    """A curve for each destination; those of a fork leave the origin in one direction."""
    start = projection.to_plane(flow.start)
    ends = [projection.to_plane(end) for end in flow.ends]
    if len(ends) > 1 and _is_fork(start, ends):
        middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
        control = _control(start, middle, flow.bow)
        return tuple(Bezier(start, control, end) for end in ends)
    return tuple(Bezier(start, _control(start, end, flow.bow), end) for end in ends)


def short_way(start: LatLon, end: LatLon) -> LatLon:
    """``end``, moved by 360° where the way across the 180° meridian is the shorter."""
    if end.lon - start.lon > 180:  # noqa: PLR2004  half the world
        return LatLon(end.lat, end.lon - 360)
    if end.lon - start.lon < -180:  # noqa: PLR2004  half the world
        return LatLon(end.lat, end.lon + 360)
    return end


def slots(spans: Sequence[tuple[dt.date, dt.date]], count: int) -> list[int]:
    """A place in 0..count-1 for each of the spans: those that share a day get different ones while they last.

    The place left longest ago is taken first, so that a wide window of time shows them apart too.
    """
    busy_until: list[dt.date | None] = [None] * count
    taken = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda i: spans[i]):
        slot = min(range(count), key=lambda s: (busy_until[s] or dt.date.min, s))
        taken[index] = slot
        busy_until[slot] = spans[index][1]
    return taken


def spread(count: int) -> list[XY]:
    """Where signs that share a point stand: the first on it, the others around, in units of one sign.

    Six around the first, twelve around these, and so on: no two are nearer than one sign.
    """
    places: list[XY] = [(0.0, 0.0)]
    ring = 1
    while len(places) < count:
        places += [
            (ring * math.cos(math.tau * k / (6 * ring)), ring * math.sin(math.tau * k / (6 * ring)))
            for k in range(6 * ring)
        ]
        ring += 1
    return places[:count]


def _control(start: XY, end: XY, bow: float) -> XY:
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = bow * (_SHORT_SHARE + (1 - _SHORT_SHARE) * min(1.0, math.hypot(dx, dy) / _LONG_M))
    return ((start[0] + end[0]) / 2 - dy * reach * 2, (start[1] + end[1]) / 2 + dx * reach * 2)


def _is_fork(start: XY, ends: Sequence[XY]) -> bool:
    headings = [math.atan2(y - start[1], x - start[0]) for x, y in ends]
    turns = [math.remainder(heading - headings[0], math.tau) for heading in headings]
    return math.degrees(max(turns) - min(turns)) <= _FORK_ANGLE_DEG
