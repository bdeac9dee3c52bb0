"""What a figure looks at: a projection, and the part of its plane that fills a box of the sheet.

Where a few far points would shrink all the others, the main view leaves them out (their arrows come in
over its edge) and an overview beside it shows everything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cartography import Bezier, Flow, LatLon, Mark, beziers
from geo.figures import projections
from geo.figures.projections import MapProjection
from geo.figures.sheets import Box

# Room around the points, as a share of the view; and the least a view is wide.
_PADDING = 0.13
_LEAST_WIDTH_M = 2_000_000.0
# A gap this many times as wide as all that lies within it, beyond this distance, divides near from far.
_FAR_TIMES = 2.0
_FAR_LEAST_KM = 900.0
_NEAR_SHARE = 0.5
# A view is divided only where more than this share of the marks lie near as a whole.
_WHOLE_SHARE = 0.5
# Where nothing is to be seen: Europe.
_EMPTY_VIEW = (LatLon(36.0, -8.0), LatLon(60.0, 45.0))


@dataclass(frozen=True)
class View:
    """A plane on the sheet.

    Attributes:
        projection: to metres of the plane.
        box: where it stands on the sheet, units.
        left, bottom: metres of the plane at the lower left corner of the box.
        metres_per_unit: of the plane.
    """

    projection: MapProjection
    box: Box
    left: float
    bottom: float
    metres_per_unit: float

    def to_sheet(self, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of (lon, lat) in degrees to rows of units of the sheet."""
        return self.plane_to_sheet(self.projection.forward(lon_lat))

    def plane_to_sheet(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of metres of the plane to rows of units of the sheet."""
        corner = np.array([self.left, self.bottom])
        on_sheet: NDArray[np.float64] = (xy - corner) / self.metres_per_unit + np.array(
            [self.box.left, self.box.bottom]
        )
        return on_sheet

    def point(self, point: LatLon) -> tuple[float, float]:
        """A point on the sheet, units."""
        x, y = self.to_sheet(np.array([[point.lon, point.lat]]))[0]
        return (float(x), float(y))

    def to_degrees(self, xy: NDArray[np.float64]) -> LatLon:
        """The place of one row of units of the sheet."""
        corner = np.array([self.box.left, self.box.bottom])
        plane = (xy - corner) * self.metres_per_unit + np.array([self.left, self.bottom])
        lon, lat = self.projection.inverse(plane)[0]
        return LatLon(float(lat), float(lon))

    def curves(self, flow: Flow) -> list[Bezier]:
        """The curves of a flow on the sheet, units."""
        return [self._scaled(curve) for curve in beziers(flow, self.projection.plane)]

    def holds(self, point: LatLon) -> bool:
        """Whether a point lies in the view."""
        x, y = self.point(point)
        return self.box.left <= x <= self.box.right and self.box.bottom <= y <= self.box.top

    def edge(self) -> NDArray[np.float64]:
        """Its outline as rows of (lon, lat), degrees."""
        return self.projection.inverse(self._grid()[_EDGE])

    def degrees(self, margin: int = 0) -> NDArray[np.float64]:
        """A grid of its points as rows of (lon, lat), degrees; ``inf`` off the globe.

        Args:
            margin: how many rows and columns along each edge are left out.
        """
        inner = slice(margin, _GRID - margin)
        return self.projection.inverse(self._grid()[inner, inner].reshape(-1, 2))

    def _grid(self) -> NDArray[np.float64]:
        x = np.linspace(self.left, self.left + self.box.width * self.metres_per_unit, _GRID)
        y = np.linspace(self.bottom, self.bottom + self.box.height * self.metres_per_unit, _GRID)
        return np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1)

    def _scaled(self, curve: Bezier) -> Bezier:
        start, control, end = self.plane_to_sheet(np.array([curve.start, curve.control, curve.end])).tolist()
        return Bezier(tuple(start), tuple(control), tuple(end))


_GRID = 25
_RIM = range(_GRID)
_LAST = _GRID - 1
_EDGE = (
    [0] * _GRID + list(_RIM) + [_LAST] * _GRID + list(reversed(_RIM)),
    list(_RIM) + [_LAST] * _GRID + list(reversed(_RIM)) + [0] * _GRID,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which points the main view shows, and all of them where that is not the same."""

    near: tuple[LatLon, ...]
    everything: tuple[LatLon, ...]

    @property
    def is_divided(self) -> bool:
        """Whether an overview is needed."""
        return len(self.near) < len(self.everything)


def scope(marks: Sequence[Mark]) -> Scope:
    """What a figure of these marks shows; Europe where there are none."""
    points = [point for mark in marks for point in points_of(mark)] or list(_EMPTY_VIEW)
    near = set(_near(points))
    whole = sum(near.issuperset(points_of(mark)) for mark in marks)
    if whole <= _WHOLE_SHARE * len(marks):
        return Scope(tuple(points), tuple(points))
    return Scope(tuple(point for point in points if point in near), tuple(points))


def points_of(mark: Mark) -> list[LatLon]:
    """Where a mark begins, ends and stands."""
    ends = [point for flow in mark.flows for point in (flow.start, *flow.ends)]
    return [*ends, *mark.points]


def view(points: Sequence[LatLon], box: Box, flows: Sequence[Flow] = ()) -> View:
    """The view of these points, at least one, and of whole flows, in a box of the sheet."""
    projection = projections.choose(points)
    plane = projection.forward(np.array([[point.lon, point.lat] for point in points]))
    bends = [xy for flow in flows for curve in beziers(flow, projection.plane) for xy in curve.points(9)]
    plane = np.vstack([plane, np.array(bends).reshape(-1, 2)])
    low, high = plane.min(axis=0), plane.max(axis=0)
    width = max((high[0] - low[0]) * (1 + 2 * _PADDING), _LEAST_WIDTH_M)
    height = max((high[1] - low[1]) * (1 + 2 * _PADDING), _LEAST_WIDTH_M * box.height / box.width)
    metres_per_unit = float(max(width / box.width, height / box.height))
    middle = (low + high) / 2
    return View(
        projection,
        box,
        float(middle[0] - box.width * metres_per_unit / 2),
        float(middle[1] - box.height * metres_per_unit / 2),
        metres_per_unit,
    )


def _near(points: list[LatLon]) -> list[LatLon]:
    """The points without those that lie far from most, or all of them where none does."""
    centre = _median(points)
    ordered = sorted(points, key=lambda point: projections.distance_km(centre, point))
    reach_km = [projections.distance_km(centre, point) for point in ordered]
    for count in range(max(2, math.ceil(len(points) * _NEAR_SHARE)), len(points)):
        within = max(reach_km[count - 1], _FAR_LEAST_KM)
        if reach_km[count] > _FAR_TIMES * within:
            return ordered[:count]
    return points


def _median(points: Sequence[LatLon]) -> LatLon:
    """The point of the set from which the others are nearest in sum."""
    if len(points) > _MANY:
        points = points[:: math.ceil(len(points) / _MANY)]
    return min(points, key=lambda one: sum(projections.distance_km(one, other) for other in points))


_MANY = 60
