"""The projection of a figure, chosen for what it shows; never Mercator.

Conic (Lambert's conformal) for a region of middle latitudes, azimuthal (Lambert's equal-area) near the
equator and the poles and for a continent or an ocean, Equal Earth for the world: the usual choice after
Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), p. 34.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pyproj
from numpy.typing import NDArray

from geo.cartography import LatLon, Projection

Family = Literal["conic", "azimuthal", "world"]

_GEOD = pyproj.Geod(ellps="WGS84")
# Reach from the centre, in degrees of arc, up to which each family serves.
_CONIC_REACH_DEG, _AZIMUTHAL_REACH_DEG = 28.0, 80.0
# Centres of these latitudes, in degrees from the equator, suit a cone.
_CONIC_LATS_DEG = (18.0, 68.0)
_KM_PER_DEG = 111.2


@dataclass(frozen=True)
class MapProjection:
    """A projection to a plane in metres.

    Attributes:
        family: which name it has on the map.
        lat, lon: of its centre, degrees.
        parallels: standard parallels of a cone, degrees; empty for others.
    """

    family: Family
    lat: float
    lon: float
    parallels: tuple[float, ...]

    def forward(self, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of (lon, lat) in degrees to rows of (x, y) in metres."""
        x, y = self._transformer().transform(lon_lat[:, 0], lon_lat[:, 1])
        return np.column_stack([x, y])

    def inverse(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of (x, y) in metres to rows of (lon, lat) in degrees; ``inf`` off the globe."""
        lon, lat = self._transformer().transform(xy[:, 0], xy[:, 1], direction="INVERSE")
        return np.column_stack([lon, lat])

    @property
    def plane(self) -> Projection:
        """For the curves of :mod:`geo.cartography`."""
        return Projection(self._point_forward, self._point_inverse)

    def _point_forward(self, point: LatLon) -> tuple[float, float]:
        x, y = self.forward(np.array([[point.lon, point.lat]]))[0]
        return (float(x), float(y))

    def _point_inverse(self, xy: tuple[float, float]) -> LatLon:
        lon, lat = self.inverse(np.array([xy]))[0]
        return LatLon(float(lat), float(lon))

    def _transformer(self) -> pyproj.Transformer:
        return _transformer(_definition(self))


def choose(points: Sequence[LatLon]) -> MapProjection:
    """The projection for a map of these points, at least one."""
    lat, lon = _centre(points)
    reach_deg = max(distance_km(LatLon(lat, lon), point) for point in points) / _KM_PER_DEG
    lat, lon = float(round(lat)), float(round(lon))
    if reach_deg > _AZIMUTHAL_REACH_DEG:
        return MapProjection("world", 0.0, lon, ())
    low, high = _CONIC_LATS_DEG
    if reach_deg > _CONIC_REACH_DEG or not low <= abs(lat) <= high:
        return MapProjection("azimuthal", lat, lon, ())
    half = max(3.0, round(reach_deg * 2 / 3))
    return MapProjection("conic", lat, lon, (lat - half, lat + half))


def distance_km(start: LatLon, end: LatLon) -> float:
    """Geodesic distance, kilometres (WGS 84)."""
    _, _, metres = _GEOD.inv(start.lon, start.lat, end.lon, end.lat)
    return float(metres) / 1000


def towards(start: LatLon, bearing_deg: float, km: float) -> LatLon:
    """The point that far from ``start``; its longitude within 180° of it."""
    lon, lat, _ = _GEOD.fwd(start.lon, start.lat, bearing_deg, km * 1000)
    return LatLon(float(lat), start.lon + math.remainder(float(lon) - start.lon, 360))


def _centre(points: Sequence[LatLon]) -> tuple[float, float]:
    """The middle of the points' box, its longitudes counted from their mean direction."""
    lon_rad = [math.radians(point.lon) for point in points]
    mean = math.degrees(math.atan2(sum(map(math.sin, lon_rad)), sum(map(math.cos, lon_rad))))
    turns = [math.remainder(point.lon - mean, 360) for point in points]
    lats = [point.lat for point in points]
    lon = mean + (min(turns) + max(turns)) / 2
    return ((min(lats) + max(lats)) / 2, math.remainder(lon, 360))


def _definition(projection: MapProjection) -> str:
    lat, lon = projection.lat, projection.lon
    match projection.family:
        case "conic":
            first, second = projection.parallels
            return f"+proj=lcc +lat_0={lat} +lon_0={lon} +lat_1={first} +lat_2={second} +ellps=WGS84"
        case "azimuthal":
            return f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84"
        case "world":
            return f"+proj=eqearth +lon_0={lon} +ellps=WGS84"


@cache
def _transformer(definition: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", definition, always_xy=True)
