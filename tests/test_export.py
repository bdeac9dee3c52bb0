"""Exports: what other tools read back is what went in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from builders import alert, call, meeting, presence, seat_of, transfer, withdrawal
from hypothesis import given
from hypothesis import strategies as st

from geo import cartography, export
from geo.errors import ExportError
from geo.export import kml
from geo.frame import to_frame
from geo.records import Place

PACIFIC = Place("Vladivostok", "Vladivostok", "city", "RU", 43.1, 131.9, 15)
ALASKA = Place("Anchorage", "Anchorage", "city", "US", 61.2, -149.9, 15)
EVENTS = (
    transfer("US", "Fort Bragg", "Pologne", "Allemagne", number=2000, status="announced"),
    transfer(
        "US", ALASKA, PACIFIC, number=(1000, None), quote='=cmd|"/c calc"!A1 <b>&amp; ${x} `y` 🚀 العراق'
    ),
    transfer("RU", None, "Biélorussie", day="2022-01-18/2022-02-09", name="@SUM(1+1)"),
    presence("RU", "Frontière Russie-Ukraine", number=(100000, None), day="2021-12-01/"),
    alert("US", "États-Unis", number=(None, 8500), day="2022-01-24/"),
    withdrawal("FR", "Mali", number=2400, status="possible", day="2022-02-01/"),
    meeting(["US", "RU"], "Genève", day="2022-01-21"),
    call(["FR", "RU"], day="2022-01-28", quote="\x01\x0bMacron\ufffe appelle\r\nPoutine."),
    call(["FR", "RU"], day=None),
    transfer("DE", None, "Pays baltes", number=350, status="denied"),
)


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return to_frame(EVENTS, seat_of=seat_of)


def same(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame, columns: tuple[str, ...] = export.COLUMNS) -> bool:
    """Whether two tables hold the same cells, empty ones alike whatever their sign."""
    for column in columns:
        for left, right in zip(one[column], other[column], strict=True):
            if pd.isna(left) and pd.isna(right):
                continue
            if str(left).removesuffix(" 00:00:00") != str(right).removesuffix(" 00:00:00") and left != right:
                raise AssertionError(f"{column}: {left!r} != {right!r}")
    return True


def test_geojson_is_read_back_equal(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    content = export.to_geojson(frame)
    flat = export.table(frame)
    features = json.loads(content)["features"]
    assert [feature["properties"]["id"] for feature in features] == list(flat["id"])
    read = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    assert same(flat, read)
    file = export.write(tmp_path / "events.geojson", content)
    again = gpd.read_file(file)
    assert len(again) == len(EVENTS)
    drawn = flat.geometry.notna()
    assert shapely.equals_exact(flat.geometry[drawn].values, again.geometry[drawn].values, 1e-9).all()


def test_geojson_is_the_same_bytes_each_time(frame: gpd.GeoDataFrame) -> None:
    assert export.to_geojson(frame) == export.to_geojson(to_frame(EVENTS, seat_of=seat_of))


def test_geopackage_has_layers_a_gis_opens_with_their_styles(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = export.write(tmp_path / "events.gpkg", export.to_geopackage(frame))
    flat = export.table(frame).set_index("id")
    read = {layer: gpd.read_file(file, layer=layer) for layer in export.LAYERS}
    assert sum(map(len, read.values())) == len(EVENTS)
    assert set(read["lines"].geom_type) == {"MultiLineString"}
    assert set(read["points"].geom_type) == {"MultiPoint"}
    for rows in read.values():
        assert same(flat.loc[list(rows["id"])].reset_index(), rows)
    stored = gpd.read_file(file, layer="layer_styles")
    assert dict(zip(stored.f_table_name, stored.styleQML, strict=True)) == {
        "lines": export.lines_qml(),
        "points": export.points_qml(),
    }


def test_geoparquet_is_read_back_equal(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    read = gpd.read_parquet(export.write(tmp_path / "events.parquet", export.to_geoparquet(frame)))
    assert read.crs.to_epsg() == 4326
    assert same(export.table(frame), read)


def test_kml_has_a_time_span_for_each_mark_and_a_reader_opens_it(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    content = export.to_kml(frame)
    root = ET.fromstring(content)  # noqa: S314  ours
    name = {"k": kml.NAMESPACE}
    marks = cartography.marks(frame)
    spans = [
        (span.findtext("k:begin", "", name), span.findtext("k:end", "", name))
        for span in root.iterfind(".//k:Placemark/k:TimeSpan", name)
    ]
    assert spans == [(mark.first.isoformat(), mark.last.isoformat()) for mark in marks]
    styles = {f"#{style.get('id')}" for style in root.iterfind(".//k:Style", name)}
    assert {url.text for url in root.iterfind(".//k:styleUrl", name)} <= styles
    read = gpd.read_file(export.write(tmp_path / "events.kml", content))
    assert len(read) == len(marks)
    flat = export.table(frame).set_index("id")
    for mark, shape in zip(marks, read.geometry, strict=True):
        assert shapely.hausdorff_distance(shape, flat.geometry[mark.id]) < 1e-4


ORDER_IN_KML = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData"]


def test_kml_keeps_the_order_of_the_schema(frame: gpd.GeoDataFrame) -> None:
    """OGC 07-147r2: a feature's elements stand in this order, its geometry last."""
    root = ET.fromstring(export.to_kml(frame))  # noqa: S314  ours
    for placemark in root.iter(f"{{{kml.NAMESPACE}}}Placemark"):
        tags = [child.tag.split("}")[1] for child in placemark]
        assert tags[:-1] == ORDER_IN_KML
        assert tags[-1] in {"LineString", "Point", "MultiGeometry"}


def test_csv_is_read_back_equal_with_formulas_defused(frame: gpd.GeoDataFrame) -> None:
    content = export.to_csv(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    flat = export.table(frame)
    for row, (_, cells) in zip(rows, flat.iterrows(), strict=True):
        for name in export.COLUMNS:
            told = "" if pd.isna(cells[name]) else str(cells[name])
            assert row[name].removeprefix("'") == told.removeprefix("'")
    every = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in every if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert any(cell.startswith("'=cmd") for cell in every)
    assert any(cell.startswith("'@SUM") for cell in every)


@given(st.text())
def test_no_cell_starts_a_formula(cell: str) -> None:
    safe = export.defused(cell)
    assert isinstance(safe, str)
    assert safe.removeprefix("'").removeprefix("'") == cell.removeprefix("'") or safe == cell
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_cameo_table_has_a_row_an_event_and_the_codes_of_both_ontologies() -> None:
    events = (replace(EVENTS[0], cameo="154"), replace(EVENTS[7], cameo="041"))
    rows = list(
        csv.DictReader(io.StringIO(export.to_cameo(to_frame(events, seat_of=seat_of)).decode("utf-8-sig")))
    )
    assert [(row["cameo_root"], row["plover_type"]) for row in rows] == [
        ("15", "MOBILIZE"),
        ("04", "CONSULT"),
    ]
    assert rows[0]["actor1_codes"] == "US MIL"
    assert tuple(rows[0]) == export.CAMEO_COLUMNS


def test_flows_across_the_antimeridian_are_cut_there(frame: gpd.GeoDataFrame) -> None:
    shape = export.table(frame).geometry.iloc[1]
    assert shape.geom_type == "MultiLineString"
    lons = shapely.get_coordinates(shape)[:, 0]
    assert lons.min() >= -180
    assert lons.max() <= 180
    assert all(abs(part.bounds[2] - part.bounds[0]) < 180 for part in shape.geoms)


@pytest.mark.parametrize("qml", [export.lines_qml(), export.points_qml()], ids=["lines", "points"])
def test_a_style_has_a_rule_with_its_symbol_for_each_kind_and_status(qml: str) -> None:
    root = ET.fromstring(qml.split("\n", 1)[1])  # noqa: S314  ours
    rules = list(root.iter("rule"))
    symbols = {symbol.get("name") for symbol in root.iterfind("renderer-v2/symbols/symbol")}
    assert {rule.get("symbol") for rule in rules} == symbols
    filters = " ".join(rule.get("filter", "") for rule in rules)
    assert all(f"'{status}'" in filters for status in cartography.FORMS)
    announced = [rule.get("symbol") for rule in rules if "'announced'" in rule.get("filter", "")]
    dashed = [
        symbol.get("name")
        for symbol in root.iterfind("renderer-v2/symbols/symbol")
        for option in symbol.iter("Option")
        if (option.get("name"), option.get("value")) in {("use_custom_dash", "1"), ("outline_style", "dash")}
    ]
    assert set(announced) <= set(dashed)


def test_a_style_puts_one_head_at_the_end_of_an_arrow() -> None:
    """QGIS before 3.24 knows ``placement`` alone, later ones read it too; without it heads fill the line."""
    root = ET.fromstring(export.lines_qml().split("\n", 1)[1])  # noqa: S314  ours
    heads = list(root.iterfind(".//layer[@class='MarkerLine']"))
    assert heads
    for head in heads:
        options = {option.get("name"): option.get("value") for option in head.iterfind("Option/Option")}
        assert options["placement"] == "lastvertex"


def test_no_half_file_is_left_where_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geo.export.files.os.replace", full)
    with pytest.raises(ExportError, match="No space left"):
        export.write(tmp_path / "events.csv", b"a,b")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ExportError, match="taken"):
        export.write(tmp_path / "taken" / "events.csv", b"")


def test_nothing_in_is_nothing_out() -> None:
    empty = to_frame((), seat_of=seat_of)
    assert json.loads(export.to_geojson(empty))["features"] == []
    assert len(export.to_csv(empty).splitlines()) == 1
    assert len(gpd.read_parquet(io.BytesIO(export.to_geoparquet(empty)))) == 0
    assert b"<Placemark" not in export.to_kml(empty)
    assert export.to_geopackage(empty)
