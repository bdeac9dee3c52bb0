"""The base map that ships: whose a place is, which lines are dashed, and that shared borders are shared."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import geopandas
import pytest
import shapely

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "basemap"
SCALES = ("50m", "10m")


@pytest.fixture(scope="module", params=SCALES)
def countries(request: pytest.FixtureRequest) -> geopandas.GeoDataFrame:
    return geopandas.read_file(FOLDER / f"countries_{request.param}.fgb")


@pytest.fixture(scope="module", params=SCALES)
def lines(request: pytest.FixtureRequest) -> geopandas.GeoDataFrame:
    return geopandas.read_file(FOLDER / f"borders_{request.param}.fgb")


@pytest.fixture(scope="module")
def page() -> dict:
    script = (ROOT / "static" / "sitmap_base.js").read_text("utf-8")
    assert script.startswith("window.SITMAP_BASE=")
    return json.loads(script.removeprefix("window.SITMAP_BASE=").removesuffix(";\n"))


WHOSE = [
    pytest.param(44.95, 34.10, "UA", id="Simferopol, Crimea"),
    pytest.param(44.60, 33.53, "UA", id="Sevastopol, Crimea"),
    pytest.param(45.25, 36.40, "UA", id="Kerch, Crimea"),
    pytest.param(48.00, 37.80, "UA", id="Donetsk"),
    pytest.param(33.00, 35.78, "SY", id="Golan"),
    pytest.param(32.82, 35.76, "SY", id="Southern Golan"),
    pytest.param(42.66, 21.16, "XK", id="Pristina, Kosovo"),
    pytest.param(42.89, 20.87, "XK", id="Mitrovica, Kosovo"),
    pytest.param(43.32, 21.90, "RS", id="Nish, Serbia"),
    pytest.param(27.13, -13.16, "EH", id="Laayoune, Western Sahara"),
    pytest.param(26.74, -11.67, "EH", id="Smara, Western Sahara"),
    pytest.param(28.50, -10.00, "MA", id="Morocco"),
    pytest.param(31.90, 35.20, "PS", id="Ramallah"),
    pytest.param(31.45, 34.40, "PS", id="Gaza"),
    pytest.param(23.70, 120.90, "TW", id="Taiwan"),
    pytest.param(9.56, 44.06, "SO", id="Hargeisa"),
    pytest.param(35.30, 33.20, "CY", id="Northern Cyprus"),
    pytest.param(42.22, 43.97, "GE", id="Tskhinvali"),
    pytest.param(46.84, 29.55, "MD", id="Tiraspol"),
    pytest.param(49.95, 36.25, "UA", id="Kharkiv"),
    pytest.param(9.70, 28.40, None, id="Abyei, undetermined"),
]


@pytest.mark.parametrize(("lat", "lon", "country"), WHOSE)
def test_a_point_lies_in_the_country_of_the_policy(
    countries: geopandas.GeoDataFrame, lat: float, lon: float, country: str | None
) -> None:
    holding = countries[countries.contains(shapely.Point(lon, lat))]
    assert [code if isinstance(code, str) else None for code in holding.code] == [country]


@pytest.mark.parametrize(("lat", "lon", "country"), WHOSE)
def test_the_browser_has_the_same_countries(page: dict, lat: float, lon: float, country: str | None) -> None:
    holding = [
        feature["properties"]["code"]
        for feature in page["countries"]["features"]
        if shapely.geometry.shape(feature["geometry"]).contains(shapely.Point(lon, lat))
    ]
    assert holding == [country]


def test_neighbours_share_their_border_without_gap_or_overlap(countries: geopandas.GeoDataFrame) -> None:
    assert countries.geometry.is_valid.all()
    assert shapely.coverage_is_valid(countries.geometry.values)


@pytest.mark.parametrize("pair", [("FR", "ES"), ("PL", "UA"), ("RU", "UA"), ("RO", "UA"), ("MD", "UA")])
def test_a_border_is_the_very_edge_of_both_neighbours(
    countries: geopandas.GeoDataFrame, pair: tuple[str, str]
) -> None:
    first, second = (countries[countries.code == code].geometry.iloc[0] for code in pair)
    shared = shapely.intersection(first.boundary, second.boundary)
    near = shapely.intersection(first.boundary, shapely.buffer(shared, 0.02))
    assert shapely.length(shared) > 0.9 * shapely.length(near)


def test_no_land_is_left_blank_between_neighbours(countries: geopandas.GeoDataFrame) -> None:
    land = shapely.coverage_union_all(countries.geometry.values)
    blanks = [
        shapely.Polygon(hole)
        for part in shapely.get_parts(land)
        for hole in part.interiors
        if countries.intersects(hole).sum() > 1  # a bay that simplifying closed has one country around it
    ]
    waters = [shapely.Point(50.8, 41.8), shapely.Point(14.2, 53.85)]  # the Caspian; the Szczecin lagoon
    assert [blank for blank in blanks if not any(blank.contains(water) for water in waters)] == []


DASHED = {"crimea", "golan-west", "golan-east", "kosovo", "western-sahara", "palestine", "kashmir", "korea"}


def test_disputed_lines_are_apart_named_and_sourced(lines: geopandas.GeoDataFrame) -> None:
    dashed = lines[lines.disputed.notna()]
    assert set(dashed.disputed) >= DASHED
    told = json.loads((FOLDER / "disputed_sources.geojson").read_text("utf-8"))["features"]
    assert set(dashed.disputed) == {feature["properties"]["id"] for feature in told}
    assert dashed[["name_fr", "name_en", "source"]].map(lambda words: len(words) > 5).all(axis=None)
    assert not dashed.geometry.is_empty.any()


def test_no_solid_line_runs_under_a_disputed_one(lines: geopandas.GeoDataFrame) -> None:
    solid = shapely.union_all(lines[lines.disputed.isna()].geometry.values)
    for row in lines[lines.disputed.notna()].itertuples():
        assert shapely.length(shapely.intersection(solid, row.geometry)) < 1e-6, row.disputed


def test_no_border_line_runs_between_crimea_and_ukraine_or_golan_and_syria(
    lines: geopandas.GeoDataFrame,
) -> None:
    solid = lines[lines.disputed.isna()]
    assert not solid.intersects(shapely.box(33.2, 44.3, 36.3, 46.25)).any()
    assert not solid.intersects(shapely.box(35.7, 32.8, 36.0, 33.2)).any()


def test_the_browser_file_is_small_and_whole(page: dict) -> None:
    assert (ROOT / "static" / "sitmap_base.js").stat().st_size <= 1_200_000
    assert set(page) == {"policy", "labels", "capitals", "countries", "borders", "disputed"}
    assert set(page["policy"]) == {"fr", "en"}
    assert all(feature["properties"]["between"] for feature in page["borders"]["features"])
    assert all(feature["properties"]["source"] for feature in page["disputed"]["features"])


def test_policy_names_what_it_decides() -> None:
    policy = json.loads((FOLDER / "labels.json").read_text("utf-8"))["policy"]
    for word in ("Crimée", "Golan", "Kosovo", "Sahara occidental", "Natural Earth"):
        assert word in policy["fr"]


def test_labels_stand_on_their_country() -> None:
    countries = geopandas.read_file(FOLDER / "countries_10m.fgb").set_index("code")
    labels = json.loads((FOLDER / "labels.json").read_text("utf-8"))["labels"]
    assert {label["code"] for label in labels} == {code for code in countries.index if isinstance(code, str)}
    off = [
        label["code"]
        for label in labels
        if countries.geometry[label["code"]].distance(shapely.Point(label["lon"], label["lat"])) > 0.5
    ]
    assert off == []


def test_capitals_stand_in_their_country() -> None:
    countries = geopandas.read_file(FOLDER / "countries_10m.fgb").set_index("code")
    with (FOLDER / "capitals.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row["country"] for row in rows}) == len(rows) > 190
    off = [
        row["country"]
        for row in rows
        if countries.geometry[row["country"]].distance(shapely.Point(float(row["lon"]), float(row["lat"])))
        > 0.15
    ]
    assert off == []


def test_every_built_file_has_the_hash_of_the_manifest() -> None:
    manifest = json.loads((ROOT / "data" / "MANIFEST.json").read_text("utf-8"))["basemap"]
    assert len(manifest) == 6
    for path, expected in manifest.items():
        file = (ROOT / "data" / path).resolve()
        assert hashlib.sha256(file.read_bytes()).hexdigest() == expected, path
