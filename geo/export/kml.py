"""KML 2.2 for Google Earth: the curves of the map, and a time span each, so that its slider works."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree as ET

import geopandas as gpd
import shapely

from geo import cartography
from geo import frame as frames
from geo.cartography import Lang, Mark
from geo.export.table import table
from geo.frame import EventRow

NAMESPACE = "http://www.opengis.net/kml/2.2"
# Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIELDS = (
    "type",
    "kind",
    "status",
    "actor",
    "quantity_text",
    "date_start",
    "date_end",
    "confidence",
    "cameo",
    "sources",
)


def to_kml(frame: gpd.GeoDataFrame, lang: Lang = "fr") -> bytes:
    """A document with a placemark for each event that a map can show, from its first day to its last."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("kml"))
    document = ET.SubElement(root, _tag("Document"))
    _text(document, "name", cartography.words(lang).get("figure", "title"))
    for status in cartography.FORMS:
        for key in cartography.COLOURS:
            _style(document, key, status)
    flat = table(frame).set_index("id")
    rows = {row.Index: row for row in frames.rows(frame)}
    for mark in cartography.marks(frame, lang):
        _placemark(document, mark, rows[mark.id], flat.loc[mark.id])
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _style(document: ET.Element, key: str, status: str) -> None:
    """Google Earth has no dashes: what is not a fact is thin and half transparent, and says so."""
    colour = cartography.COLOURS[key][0]
    opacity = "ff" if status == "occurred" else "99"
    abgr = opacity + colour[5:7] + colour[3:5] + colour[1:3]
    style = ET.SubElement(document, _tag("Style"), id=f"{key}-{status}")
    icon = ET.SubElement(style, _tag("IconStyle"))
    _text(icon, "color", abgr)
    line = ET.SubElement(style, _tag("LineStyle"))
    _text(line, "color", abgr)
    _text(line, "width", "4" if status == "occurred" else "2")


def _placemark(document: ET.Element, mark: Mark, row: EventRow, flat: gpd.GeoSeries) -> None:
    placemark = ET.SubElement(document, _tag("Placemark"), id=f"event-{mark.id}")
    _text(placemark, "name", " ".join(part for part in (row.actor, mark.label) if part))
    quotes = "\n".join(f"« {piece.quote} » ({piece.source})" for piece in row.evidence)
    _text(placemark, "description", cartography.escape("\n".join((*mark.tip, quotes))).replace("\n", "<br/>"))
    span = ET.SubElement(placemark, _tag("TimeSpan"))
    _day(span, "begin", mark.first)
    _day(span, "end", mark.last)
    _text(placemark, "styleUrl", f"#{cartography.colour_key(mark.kind)}-{mark.status}")
    data = ET.SubElement(placemark, _tag("ExtendedData"))
    for name in _FIELDS:
        field = ET.SubElement(data, _tag("Data"), name=name)
        _text(field, "value", "" if flat[name] is None else str(flat[name]))
    _geometry(placemark, flat.geometry)


def _geometry(parent: ET.Element, geometry: shapely.Geometry) -> None:
    if geometry.geom_type.startswith("Multi"):
        parent = ET.SubElement(parent, _tag("MultiGeometry"))
    for part in shapely.get_parts(geometry):
        shape = ET.SubElement(parent, _tag(part.geom_type))
        if part.geom_type == "LineString":
            _text(shape, "tessellate", "1")
        _text(shape, "coordinates", " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in part.coords))


def _day(parent: ET.Element, name: str, day: dt.date) -> None:
    _text(parent, name, day.isoformat())


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, _tag(name)).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
