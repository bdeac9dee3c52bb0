"""Events as files that other tools open: GIS, Google Earth, spreadsheets, event-data programs."""

from geo.export.files import write
from geo.export.kml import to_kml
from geo.export.styles import lines_qml, points_qml
from geo.export.table import COLUMNS, table
from geo.export.tabular import CAMEO_COLUMNS, defused, to_cameo, to_csv
from geo.export.vector import LAYERS, to_geojson, to_geopackage, to_geoparquet

__all__ = [
    "CAMEO_COLUMNS",
    "COLUMNS",
    "LAYERS",
    "defused",
    "lines_qml",
    "points_qml",
    "table",
    "to_cameo",
    "to_csv",
    "to_geojson",
    "to_geopackage",
    "to_geoparquet",
    "to_kml",
    "write",
]
