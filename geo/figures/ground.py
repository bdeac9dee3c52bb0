"""The base map of a figure: land, borders and disputed lines of a view, on the sheet.

Layers are ``data/basemap/{countries,borders}_{50m,10m}.fgb``, EPSG:4326, made by ``data/build.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio.errors
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from geo import cartography
from geo.cartography import Area, LatLon
from geo.errors import DataError
from geo.figures import projections
from geo.figures.pens import AREA_ALPHA
from geo.figures.views import View

LineStyle = str | tuple[float, tuple[float, ...]]

PAPER = cartography.SHEETS["light"]
# Lines on paper are seen from afar: darker than on a screen.
_BORDER, _DISPUTED = "#9b978c", "#6f4f4f"

# From this many metres a unit on, the smaller scale is as good.
_SMALL_SCALE_M = 7_000.0
# Straight edges longer than this, in degrees, are bent by the projection.
_STEP_DEG = 1.0
# Beyond the view, degrees; what a view at the edge of the globe shows at most on each side of its centre.
_MARGIN_DEG = 2.0
_HALF_TURN_DEG = 179.9
# A country narrower than this on the sheet, units, bears no name.
_LEAST_WIDTH = 62.0
# … nor does one of which fewer points of the view's grid are seen.
_LEAST_SEEN = 9
_METRES_PER_DEG = 111_200.0
_LINES = ("LineString", "LinearRing")
# A region or sea has no outline that all agree on: its disc fades towards its radius.
_FADING = (1.0, 0.88, 0.76, 0.64, 0.52, 0.4)


@dataclass(frozen=True, slots=True)
class CountryName:
    """The name of a country where it may stand: ``rank`` 1 first."""

    code: str
    fr: str
    en: str
    lat: float
    lon: float
    rank: int


@dataclass(frozen=True, slots=True)
class _Window:
    """Longitudes and latitudes that a view shows; ``west`` and ``east`` may pass ±180."""

    west: float
    south: float
    east: float
    north: float


_Shape = tuple[str | None, shapely.Geometry]
_Lines = Sequence[NDArray[np.float64]]


@dataclass(frozen=True)
class _Shapes:
    """What a view shows.

    Attributes:
        countries: by code, in degrees.
        land: all of them on the sheet; None where there is only sea.
        borders, disputed: lines on the sheet.
    """

    countries: tuple[_Shape, ...]
    land: Outline | None
    borders: _Lines
    disputed: _Lines


def draw(
    axes: Axes,
    view: View,
    data_dir: Path,
    areas: Sequence[Area],
    points_per_unit: float,
    *,
    zorder: float = 0.0,
) -> None:
    """Draws sea, land, borders and disputed lines, and how far the marks' places reach.

    Raises:
        DataError: a layer is missing or cannot be read.
    """
    _Ground(axes, view, data_dir, points_per_unit, zorder).draw(frozenset(areas))


class _Ground:
    def __init__(self, axes: Axes, view: View, data_dir: Path, points_per_unit: float, zorder: float) -> None:
        self._axes, self._view, self._data_dir = axes, view, data_dir
        self._points, self._zorder = points_per_unit, zorder
        box = view.box
        self._frame = Rectangle((box.left, box.bottom), box.width, box.height)

    def draw(self, areas: frozenset[Area]) -> None:
        self._axes.add_artist(self._frame)
        self._frame.set(facecolor=PAPER.sea, edgecolor="none", zorder=self._zorder)
        shapes = _shapes(self._view, self._data_dir)
        # The land of all covers the inner half of each country's outline: what stays is the coast.
        self._fill(shapes.land, PAPER.coast, outline=2.8)
        self._fill(shapes.land, PAPER.land)
        self._reach(areas, shapes.countries)
        self._stroke(shapes.borders, _BORDER, 1.8)
        self._stroke(shapes.disputed, _DISPUTED, 2.4, (0, (4, 2.5)))

    def _reach(self, areas: frozenset[Area], countries: Sequence[_Shape]) -> None:
        """The extent of places that are no points: a country's outline, else a circle of the radius."""
        whole = {area.country for area in areas if area.kind == "country"}
        for area in sorted(areas, key=lambda area: (area.kind, area.point.lat, area.point.lon)):
            if area.kind not in ("country", "border"):
                for share in _FADING:
                    disc = _disc(self._view, area, area.radius_km * share)
                    self._paint(disc, PAPER.area, AREA_ALPHA / (2 * len(_FADING)))
        path = _path(self._view, [shape for code, shape in countries if code in whole])
        self._fill(path, PAPER.area, AREA_ALPHA)

    def _fill(self, path: Outline | None, colour: str, alpha: float = 1.0, *, outline: float = 0.0) -> None:
        if path is not None:
            self._paint(path, colour, alpha, outline)

    def _paint(self, path: Outline, colour: str, alpha: float, outline: float = 0.0) -> None:
        self._zorder += 0.01
        edge = colour if outline else "none"
        width = outline * self._points
        patch = PathPatch(
            path, facecolor=colour, alpha=alpha, edgecolor=edge, linewidth=width, zorder=self._zorder
        )
        self._axes.add_artist(patch)
        patch.set_clip_path(self._frame)

    def _stroke(self, lines: _Lines, colour: str, width: float, style: LineStyle = "-") -> None:
        self._zorder += 0.01
        collection = LineCollection(
            lines, colors=colour, linewidths=width * self._points, linestyles=style, zorder=self._zorder
        )
        self._axes.add_collection(collection, autolim=False)
        collection.set_clip_path(self._frame)


def country_names(data_dir: Path, view: View) -> tuple[CountryName, ...]:
    """The names of the countries that are in the view and wide enough there, the widest first.

    A country whose usual place for its name is beyond the edge has it in the middle of what is seen of it.
    """
    labels = _labels(data_dir / "basemap" / "labels.json")["labels"]
    widths = _widths_m(data_dir / "basemap" / "countries_50m.fgb")
    wide = [label for label in labels if widths.get(label["code"], 0) / view.metres_per_unit > _LEAST_WIDTH]
    inside = [CountryName(**label) for label in wide if view.holds(LatLon(label["lat"], label["lon"]))]
    named = {name.code for name in inside}
    cut = {label["code"]: label for label in wide if label["code"] not in named}
    moved = [
        CountryName(**cut[code] | {"lat": point.lat, "lon": point.lon})
        for code, point in _middles(view, data_dir, cut.keys())
    ]
    return tuple(sorted((*inside, *moved), key=lambda name: (-widths[name.code], name.code)))


def _middles(view: View, data_dir: Path, codes: Collection[str]) -> Iterator[tuple[str, LatLon]]:
    """The middle of the part of each country that the view shows, where that is large enough for a name."""
    lon_lat = view.degrees(margin=1)
    lon_lat = lon_lat[np.isfinite(lon_lat).all(axis=1)]
    turned = view.projection.lon + (lon_lat[:, 0] - view.projection.lon + 180) % 360 - 180
    for code, shape in _shapes(view, data_dir).countries:
        if code and code in codes:
            seen = lon_lat[shapely.contains_xy(shape, turned, lon_lat[:, 1])]
            if len(seen) >= _LEAST_SEEN:
                on_sheet = view.to_sheet(seen)
                lon, lat = seen[np.argmin(np.linalg.norm(on_sheet - on_sheet.mean(axis=0), axis=1))]
                yield code, LatLon(float(lat), float(lon))


def policy(data_dir: Path, lang: str) -> str:
    """The sentence on borders that every figure bears."""
    return str(_labels(data_dir / "basemap" / "labels.json")["policy"][lang])


@cache
def _widths_m(file: Path) -> dict[str, float]:
    """The side of a square as large as the largest piece of each country."""
    layer = _layer(file)
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in layer.geometry]
    return {
        code: math.sqrt(shapely.area(piece) * math.cos(math.radians(piece.centroid.y))) * _METRES_PER_DEG
        for code, piece in zip(layer["code"], largest, strict=True)
    }


@cache
def _labels(file: Path) -> dict[str, Any]:
    try:
        labels: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise DataError(
            f"{file}: expected the labels of the base map, got {problem}; run data/build.py basemap"
        ) from problem
    return labels


def _window(view: View) -> _Window:
    """What the view shows, with a margin: all longitudes where it holds a pole or the globe's edge."""
    degrees = view.degrees()
    on_globe = degrees[np.isfinite(degrees).all(axis=1)]
    turns = np.array([math.remainder(lon - view.projection.lon, 360) for lon in on_globe[:, 0]])
    south, north = on_globe[:, 1].min() - _MARGIN_DEG, on_globe[:, 1].max() + _MARGIN_DEG
    west, east = turns.min() - _MARGIN_DEG, turns.max() + _MARGIN_DEG
    for pole in (-90.0, 90.0):
        if _holds(view, pole):
            west, east = -_HALF_TURN_DEG, _HALF_TURN_DEG
            south, north = min(south, pole), max(north, pole)
    if len(on_globe) < len(degrees):
        west, east, south, north = -_HALF_TURN_DEG, _HALF_TURN_DEG, -90.0, 90.0
    west, east = max(west, -_HALF_TURN_DEG), min(east, _HALF_TURN_DEG)
    lon = view.projection.lon
    return _Window(lon + west, max(south, -90.0), lon + east, min(north, 90.0))


def _holds(view: View, pole: float) -> bool:
    x, y = view.to_sheet(np.array([[view.projection.lon, pole]]))[0]
    box = view.box
    return bool(box.left <= x <= box.right and box.bottom <= y <= box.top)


@lru_cache(maxsize=6)
def _shapes(view: View, data_dir: Path) -> _Shapes:
    """Kept, as the pictures of a deck or an animation have one view."""
    window = _window(view)
    scale = "50m" if view.metres_per_unit > _SMALL_SCALE_M else "10m"
    countries = _read(data_dir, f"countries_{scale}", window)
    lines = _read(data_dir, f"borders_{scale}", window, "disputed")
    agreed, disputed = (
        _on_sheet(
            view, list(_parts([shape for why, shape in lines if isinstance(why, str) == is_disputed], _LINES))
        )
        for is_disputed in (False, True)
    )
    return _Shapes(tuple(countries), _path(view, [shape for _, shape in countries]), agreed, disputed)


def _read(data_dir: Path, layer: str, window: _Window, column: str = "code") -> list[_Shape]:
    """The layer's shapes in the window, cut at its edges, each with the value of a column."""
    file = data_dir / "basemap" / f"{layer}.fgb"
    found: list[_Shape] = []
    for turn in (-360.0, 0.0, 360.0):
        west, east = max(window.west + turn, -180.0), min(window.east + turn, 180.0)
        if west >= east:
            continue
        box = (west, window.south, east, window.north)
        rows = _layer(file).cx[west:east, window.south : window.north]
        for value, shape in zip(rows[column], rows.geometry, strict=True):
            cut = shapely.clip_by_rect(shape, *box)
            if not cut.is_empty:
                found.append((value, shapely.transform(cut, lambda lon_lat, turn=turn: lon_lat - [turn, 0])))
    return found


@cache
def _layer(file: Path) -> gpd.GeoDataFrame:
    try:
        return gpd.read_file(file)
    except (OSError, pyogrio.errors.DataSourceError) as problem:
        raise DataError(
            f"{file}: expected a layer of the base map, got {problem}; run data/build.py basemap"
        ) from problem


def _path(view: View, shapes: Sequence[shapely.Geometry]) -> Outline | None:
    """Polygons as one path on the sheet, holes turned against their shells."""
    polygons = shapely.orient_polygons(list(_parts(shapes, ("Polygon",))))
    rings = _on_sheet(view, shapely.get_rings(polygons))
    if not rings:
        return None
    ends = np.cumsum([len(ring) for ring in rings])
    codes = np.full(ends[-1], Outline.LINETO)
    codes[ends - 1] = Outline.CLOSEPOLY
    codes[[0, *ends[:-1]]] = Outline.MOVETO
    return Outline(np.concatenate(rings), codes)


def _parts(shapes: Sequence[shapely.Geometry], kinds: tuple[str, ...]) -> Iterator[shapely.Geometry]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if part.geom_type in kinds and not part.is_empty:
                yield part


def _disc(view: View, area: Area, radius_km: float) -> Outline:
    """All that lies within that distance of a place, on the sheet."""
    circle = [projections.towards(area.point, bearing, radius_km) for bearing in range(0, 360, 5)]
    rim = view.to_sheet(np.array([[point.lon, point.lat] for point in circle]))
    return Outline(rim[np.isfinite(rim).all(axis=1)], closed=False)


def _on_sheet(view: View, lines: Sequence[shapely.Geometry]) -> list[NDArray[np.float64]]:
    """Lines in degrees as polylines in units, bent as the projection bends them."""
    dense = shapely.segmentize(np.array(lines, dtype=object), _STEP_DEG)
    lon_lat, owner = shapely.get_coordinates(dense, return_index=True)
    if not len(lon_lat):
        return []
    return np.split(view.to_sheet(lon_lat), np.flatnonzero(np.diff(owner)) + 1)
