"""Styles for QGIS (``.qml``): the colours, widths and forms of the map, a rule for each kind and status.

Made from the tables of :mod:`geo.cartography`, so that a layer opens dashed and solid as on the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from geo import cartography
from geo.cartography import LineForm

_LINE_KINDS = ("transfer", "withdrawal", "phone", "video", "unspecified")
_POINT_KINDS = cartography.KINDS
_MM_PER_PX = "0.26458333"


def lines_qml() -> str:
    """The style of the layer of flows and calls."""
    return _qml("line", _LINE_KINDS)


def points_qml() -> str:
    """The style of the layer of presences, alerts, talks and arrows with one end."""
    return _qml("marker", _POINT_KINDS)


def _qml(geometry: str, kinds: tuple[str, ...]) -> str:
    root = ET.Element("qgis", version="3.28.0", styleCategories="Symbology")
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0")
    rules = ET.SubElement(renderer, "rules", key="{sitmap}")
    symbols = ET.SubElement(renderer, "symbols")
    for index, (kind, status, form) in enumerate(_looks(kinds)):
        ET.SubElement(
            rules,
            "rule",
            key=f"{{sitmap-{index}}}",
            symbol=str(index),
            filter=f"\"kind\" = '{kind}' AND \"status\" = '{status}'",
            label=f"{kind}, {status}",
        )
        symbol = ET.SubElement(
            symbols, "symbol", type=geometry, name=str(index), alpha="1", clip_to_extent="1"
        )
        colour = _rgba(cartography.COLOURS[cartography.colour_key(kind)][0])
        if geometry == "line":
            _line(symbol, colour, form, has_head=kind in ("transfer", "withdrawal"))
        else:
            _marker(symbol, colour, form, "square" if kind in cartography.SIGNS else "circle")
    ET.indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )


def _looks(kinds: tuple[str, ...]) -> Iterator[tuple[str, str, LineForm]]:
    for kind in kinds:
        for status, form in cartography.FORMS.items():
            yield kind, status, form


def _line(symbol: ET.Element, colour: str, form: LineForm, *, has_head: bool) -> None:
    dash = ";".join(f"{max(part, 0.2) * 3:g}" for part in form.dash)
    body = _layer(
        symbol,
        "SimpleLine",
        line_color=colour,
        line_width="0.9",
        line_width_unit="MM",
        capstyle="round" if form.round else "flat",
        use_custom_dash="1" if dash else "0",
        customdash=dash or "5;2",
        customdash_unit="Pixel",
    )
    _by_data(body, "outlineWidth", f'"width_px" * {_MM_PER_PX}')
    if form.hollow:
        core = _layer(
            symbol, "SimpleLine", line_color="255,255,255,255", line_width="0.4", line_width_unit="MM"
        )
        _by_data(core, "outlineWidth", f'"width_px" * {_MM_PER_PX} * 0.5')
    if has_head:
        head = _layer(symbol, "MarkerLine", placement="lastvertex", rotate="1")
        marker = ET.SubElement(head, "symbol", type="marker", name=f"@{symbol.get('name')}@1", alpha="1")
        _layer(
            marker,
            "SimpleMarker",
            name="filled_arrowhead",
            color=colour if form.filled else "255,255,255,255",
            outline_color=colour,
            outline_width="0.4",
            size="4.5",
        )


def _marker(symbol: ET.Element, colour: str, form: LineForm, shape: str) -> None:
    outline = "dot" if form.round else "dash" if form.dash else "solid"
    body = _layer(
        symbol,
        "SimpleMarker",
        name=shape,
        color=colour if form.filled else "255,255,255,120",
        outline_color=colour,
        outline_style=outline,
        outline_width="1" if form.hollow else "0.5",
        size="4.5",
    )
    _by_data(body, "size", f'max(3, "width_px" * {_MM_PER_PX} * 2)')


def _layer(parent: ET.Element, kind: str, **options: str) -> ET.Element:
    layer = ET.SubElement(parent, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    values = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(values, "Option", name=name, type="QString", value=value)
    return layer


def _by_data(layer: ET.Element, name: str, expression: str) -> None:
    """A property that follows from the event's own fields."""
    defined = ET.SubElement(layer, "data_defined_properties")
    top = ET.SubElement(defined, "Option", type="Map")
    ET.SubElement(top, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(top, "Option", name="properties", type="Map")
    one = ET.SubElement(properties, "Option", name=name, type="Map")
    ET.SubElement(one, "Option", name="active", type="bool", value="true")
    ET.SubElement(one, "Option", name="expression", type="QString", value=expression)
    ET.SubElement(one, "Option", name="type", type="int", value="3")
    ET.SubElement(top, "Option", name="type", type="QString", value="collection")


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5)) + ",255"
