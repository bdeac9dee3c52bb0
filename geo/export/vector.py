"""GeoJSON, GeoPackage and GeoParquet."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.export import styles
from geo.export.table import table

# Layers of a GeoPackage, as a GIS wants them: one kind of geometry each.
LAYERS = ("lines", "points", "not_drawn")

_STYLES_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT '2022-01-01T00:00:00.000Z')
"""
_ADD_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
  styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', 'sitmap', ?, '', 1, '', '')
"""
_REGISTER_STYLES = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', '2022-01-01T00:00:00.000Z')
"""


def to_geojson(frame: gpd.GeoDataFrame) -> bytes:
    """A FeatureCollection (RFC 7946) of all events; those that no map can show have a null geometry."""
    flat = table(frame)
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {name: _plain(row[name]) for name in flat.columns if name != "geometry"},
            "geometry": shapely.geometry.mapping(row.geometry) if row.geometry is not None else None,
        }
        for _, row in flat.iterrows()
    ]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()


def to_geopackage(frame: gpd.GeoDataFrame) -> bytes:
    """A GeoPackage with the layers of :data:`LAYERS`, styled in QGIS as on the map."""
    flat = table(frame)
    is_line = flat.geometry.geom_type.isin(("LineString", "MultiLineString"))
    is_point = flat.geometry.geom_type.isin(("Point", "MultiPoint"))
    parts = {"lines": flat[is_line], "points": flat[is_point], "not_drawn": flat[~is_line & ~is_point]}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.gpkg"
        for layer, rows in parts.items():
            _write_layer(rows, file, layer)
        _add_styles(file)
        return file.read_bytes()


def to_geoparquet(frame: gpd.GeoDataFrame) -> bytes:
    """GeoParquet 1.1, all events in one table."""
    stream = io.BytesIO()
    table(frame).to_parquet(stream)
    return stream.getvalue()


def _write_layer(rows: gpd.GeoDataFrame, file: Path, layer: str) -> None:
    options: dict[str, Any] = {"layer": layer, "driver": "GPKG", "engine": "pyogrio"}
    if layer == "not_drawn":
        gpd.GeoDataFrame(rows, geometry=rows.geometry).to_file(file, geometry_type="Unknown", **options)
        return
    kind = "MultiLineString" if layer == "lines" else "MultiPoint"
    rows.to_file(file, geometry_type=kind, promote_to_multi=True, **options)


def _add_styles(file: Path) -> None:
    """QGIS reads a layer's look from this table, and opens the layer so."""
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute(_STYLES_TABLE)
            connection.execute(_REGISTER_STYLES)
            connection.execute(_ADD_STYLE, ("lines", styles.lines_qml()))
            connection.execute(_ADD_STYLE, ("points", styles.points_qml()))
    finally:
        connection.close()


def _plain(cell: Any) -> Any:  # noqa: ANN401  a cell of any column
    """The cell as JSON has it: no NaN, no NumPy numbers."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and pd.isna(cell)):
        return None
    return cell.item() if hasattr(cell, "item") else cell
