"""A folium map from a table of events, and nothing else: offline, self-contained, the same everywhere.

Every mark is computed here, once, and sent once; the scripts of ``static/`` draw the marks on a canvas over
a base map that is a script too, and show and hide them. Two ways to build it:

- without a channel the map stands alone, with a legend, the sentences of each mark, and the page's slider under
  it: ``map.save("map.html")`` writes one file that opens from disk without a network;
- with a channel it is a part of the page, which serves ``static/`` under ``/app/static``. It starts empty
  and listens on the ``BroadcastChannel`` of that name.

On the channel ``sitmap-<channel>``, page to map: ``show`` (``start``, ``end``: ISO days; ``ids``: of those
that pass the filters, or null for all; ``selected``: an id or null; ``theme``), ``fly`` (``lat``, ``lon``,
``zoom``), ``fit``, ``tool`` (``box``, ``circle``, ``point`` or null), ``layers`` (``names``), ``hello``; ``show``
also has the ``area`` that is filtered by, or null. Map to page: ``ready``, ``area`` (``numbers``: south, west,
north, east, or lat, lon, km), ``point`` (``lat``, ``lon``), ``layers``, ``pick`` (``id`` or null), ``hover`` (``id``
or null), ``view`` (``lat``, ``lon``, ``zoom``), ``drawn`` (``start``, ``end``, ``count``, ``ids``).

Coordinates are sent in Leaflet's and folium's order, (lat, lon): the one swap to it is here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Literal

import folium
import geopandas as gpd
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Template

from geo import cartography
from geo import frame as frames
from geo.cartography import WEB_MERCATOR, Bezier, LatLon, Mark, Member
from geo.errors import EventError
from geo.gazetteer.tables import PLACE_COLUMNS, read_rows
from geo.records import Evidence, Place
from geo.settings import PROJECT, Tiles

Theme = Literal["light", "dark"]
Days = tuple[dt.date, dt.date]
"""First and last, both inclusive."""

_STATIC = PROJECT / "static"
_SERVED = "/app/static"
# What the app serves; the page loads them one after the other, so that they are few.
_LIBRARIES = ("vendor/leaflet/leaflet.js", "sitmap_base.js")
# Our own come with the marks.
_SCRIPTS = (
    "sitmap/sheet.js",
    "sitmap/base.js",
    "sitmap/curves.js",
    "sitmap/marks.js",
    "sitmap/shapes.js",
    "sitmap/labels.js",
    "sitmap/panels.js",
    "sitmap/tools.js",
    "sitmap/mount.js",
)
# The slider under a map that stands alone: one module, its markup and its style.
_SLIDER_SCRIPTS = ("timeline.chart.js", "timeline.js", "timeline.alone.js")
_SLIDER_MARKUP, _SLIDER_STYLE = "timeline.html", "timeline.css"
_STYLES = ("vendor/leaflet/leaflet.css", "sitmap/sitmap.css")

# 4 decimals of a degree are 11 m: finer than any place is known.
_DECIMALS = 4
# Signs that share a point: more than these are drawn on the last place.
_SPREAD = 61
# Of more events than this the scripts are given what marks alike share once.
_MOST_APART = 20_000
# What the scripts say themselves.
_MAP_WORDS = (
    "label", "list", "close", "joined", "zoom_in", "zoom_out", "draw_box", "draw_circle", "draw_view",
    "layers", "layer_countries", "layer_capitals", "layer_bases", "layer_tiles", "nothing",
)  # fmt: skip
_LAYERS = ("countries", "capitals", "bases")
_BASES = PROJECT / "data" / "tables" / "places" / "bases.csv"
_MAX_ZOOM, _MAX_ZOOM_TILES = 9, 14
_START = LatLon(48.0, 20.0)
_START_ZOOM = 4
# How much of the time before and after its window a slider shows at first, beside the length of the window.
_AROUND = dt.timedelta(days=14)
# Characters that HTML, a template literal or jinja could take for their own, as JSON writes them.
_INERT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&`$\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks at: its centre in degrees, and Leaflet's zoom."""

    lat: float
    lon: float
    zoom: float


class OfflineMap(folium.Map):
    """A folium map that needs no network.

    Args:
        view: where it looks at; None = at its marks.
        served: True links to the scripts that the app serves, False writes them into the page.
        max_zoom: Leaflet's.
    """

    def __init__(self, *, view: View | None, served: bool, max_zoom: int = _MAX_ZOOM) -> None:
        self.default_js = [(name, f"{_SERVED}/{name}") for name in _LIBRARIES] if served else []
        self.default_css = [(name, f"{_SERVED}/{name}") for name in _STYLES] if served else []
        self._served = served
        start = view or View(_START.lat, _START.lon, _START_ZOOM)
        super().__init__(
            location=[start.lat, start.lon],
            tiles=None,
            zoom_control="topright",
            attribution_control=False,
            zoom_start=start.zoom,  # type: ignore[arg-type]  # Leaflet's zoom has fractions
            min_zoom=1.5,  # type: ignore[arg-type]
            max_zoom=max_zoom,
            zoom_snap=0.25,
            zoom_delta=0.5,
            wheel_px_per_zoom_level=100,
        )
        self._id = "sitmap0sheet"

    def render(self, **kwargs: object) -> str:
        """Render into the figure; the page's own zoom stays free, where folium forbids it."""
        rendered: str = super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure = self.get_root()
        assert isinstance(figure, Figure)
        header = figure.header
        own = header._children[self.get_name()]  # noqa: SLF001  branca has no other way to a child by name
        header.add_child(_Verbatim(_FIXED_VIEWPORT.sub("", own.render())), name=self.get_name())
        if not self._served:
            for name in _STYLES:
                header.add_child(_Verbatim(f"<style>{_read(name)}</style>"), name=name)
            for name in (*_LIBRARIES, *_SCRIPTS):
                header.add_child(_Verbatim(f"<script>{_read(name)}</script>"), name=name)
            header.add_child(_Verbatim(_slider()), name="slider")
        return rendered


def _slider() -> str:
    """The markup of the slider, to be copied when the document is read, and the module that does it."""
    markup = f"<style>{_read(_SLIDER_STYLE)}</style>{_read(_SLIDER_MARKUP)}"
    module = "\n".join(map(_read, _SLIDER_SCRIPTS))
    return f'<template id="sitmap-timeline">{markup}</template><script type="module">{module}</script>'


# In folium's header; it would keep a reader from enlarging the page.
_FIXED_VIEWPORT = re.compile(r",\s*maximum-scale=1\.0, user-scalable=no")


class _Verbatim(Element):
    """Markup that no template engine reads."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Marks(JSCSSMixin, MacroElement):
    """What the scripts are given: the page's options, the marks and their sentences, each a literal.

    ``code`` are the scripts themselves, where they are not in the page's header.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.code }}"
        "sitmap.mount({{ this._parent.get_name() }}, "
        "{{ this.options }}, {{ this.marks }}, {{ this.sources }});"
        "{% endmacro %}"
    )

    def __init__(self, options: str, marks: str, sources: str, code: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.code = code
        self._name = "Marks"
        self._id = "sitmap0marks"
        self.options, self.marks, self.sources = options, marks, sources


@dataclass(frozen=True, slots=True)
class Prepared:
    """The marks of a table, ready for any number of maps: the costly part of :func:`build`, to be kept.

    A map is not to be kept: streamlit-folium changes the one it is given.
    """

    lang: cartography.Lang
    words: Mapping[str, str]
    marks: str
    frame: gpd.GeoDataFrame
    bins: tuple[tuple[str | int, ...], ...]
    stops: tuple[str, ...]

    def to_map(
        self,
        *,
        theme: Theme = "light",
        channel: str | None = None,
        view: View | None = None,
        window: Days | None = None,
        caption: Sequence[str] = (),
        tiles: Tiles | None = None,
    ) -> OfflineMap:
        """A map of these marks; the arguments are those of :func:`build`.

        Args:
            theme: of the sheet at the start.
            channel: of the page, or None.
            view: where to look at.
            window: first and last day of the slider's window at the start.
            caption: lines over the map; the first is its title.
            tiles: a layer to lie under the base map; it needs a network.

        Raises:
            EventError: there is no such theme.
        """
        if theme not in cartography.SHEETS:
            raise EventError(f"expected a theme of {tuple(cartography.SHEETS)}, got {theme!r}")
        alone = channel is None
        options: dict[str, Any] = {
            "lang": self.lang,
            "theme": theme,
            "channel": channel,
            "fit": view is None,
            "words": self.words,
            "style": _style(),
            "layers": [*_LAYERS, "tiles"] if tiles else _LAYERS,
            "bases": _bases(self.lang),
            "tiles": asdict(tiles) if tiles else None,
        }
        if alone:
            options |= {
                "legend": _legend(self.lang, theme),
                "caption": list(caption) or ([] if self.bins else [self.words["nothing"]]),
                "timeline": self._timeline(theme, window) if self.bins else None,
            }
        sheet = OfflineMap(view=view, served=not alone, max_zoom=_MAX_ZOOM_TILES if tiles else _MAX_ZOOM)
        sources, code = (_literal(_sources(self.frame)), "") if alone else ("{}", _code())
        sheet.add_child(Marks(_literal(options), self.marks, sources, code))
        return sheet

    def _timeline(self, theme: Theme, window: Days | None) -> dict[str, Any]:
        """What ``static/timeline.js`` draws: all days of the marks, or more where the window is wider."""
        first, last = (dt.date.fromisoformat(str(self.bins[at][0])) for at in (0, -1))
        start, end = window or (first, last)
        first, last = min(first, start), max(last, end)
        around = end - start + _AROUND
        dark = theme == "dark"
        return {
            "channel": None,
            "lang": self.lang,
            "worn": theme,
            "words": cartography.words(self.lang).sections["timeline"],
            "colors": {
                "movement": cartography.COLOURS["transfer"][dark],
                "meeting": cartography.COLOURS["talks"][dark],
            },
            "domain": {"start": first.isoformat(), "end": last.isoformat()},
            "focus": {
                "start": max(first, start - around).isoformat(),
                "end": min(last, end + around).isoformat(),
            },
            "bins": self.bins,
            "stops": self.stops,
            "window": {"start": start.isoformat(), "end": end.isoformat(), "mode": "window"},
            "rev": 0,
            "ids": None,
            "selected": None,
            "fly": None,
            "link": {},
        }


def build(
    frame: gpd.GeoDataFrame,
    *,
    lang: cartography.Lang = "fr",
    theme: Theme = "light",
    channel: str | None = None,
    view: View | None = None,
    window: Days | None = None,
    caption: Sequence[str] = (),
) -> OfflineMap:
    """The map of a table of events (:func:`geo.frame.to_frame`), in EPSG:4326.

    The same arguments give the same map, byte for byte.

    Args:
        frame: the events; those that cannot be drawn are left out.
        lang: of labels, dates and numbers.
        theme: of the sheet at the start.
        channel: what distinguishes this page's channel; None = the map stands alone.
        view: where to look at; None = at the marks.
        window: of a map that stands alone, the days its slider opens on; None = all days of the events.
        caption: of a map that stands alone, its title and what is said below it.

    Raises:
        EventError: the frame is not a table of events, or an option has no such value.
    """
    prepared = prepare(frame, lang=lang)
    return prepared.to_map(theme=theme, channel=channel, view=view, window=window, caption=caption)


def prepare(frame: gpd.GeoDataFrame, *, lang: cartography.Lang = "fr") -> Prepared:
    """The marks of a table of events in a language.

    Raises:
        EventError: the frame is not a table of events, or the map does not speak the language.
    """
    if lang not in cartography.LANGS:
        raise EventError(f"expected a language of {cartography.LANGS}, got {lang!r}")
    return Prepared(
        lang=lang,
        words=_words(lang),
        marks=_literal(_marks(frame, lang)),
        frame=frame,
        bins=tuple(map(tuple, frames.histogram(frame))),
        stops=tuple(frames.stops(frame)),
    )


@cache
def _bases(lang: cartography.Lang) -> list[tuple[str, float, float]]:
    """The military bases of the gazetteer's table: name, lat, lon."""
    column = "name" if lang == "fr" else "name_en"
    return [
        (row[column], row.number("lat", -90, 90), row.number("lon", -180, 180))
        for row in read_rows(_BASES, PLACE_COLUMNS)
    ]


def _legend(lang: cartography.Lang, theme: Theme) -> list[dict[str, Any]]:
    return [asdict(entry) for entry in cartography.legend(lang, dark=theme == "dark")]


def _words(lang: cartography.Lang) -> dict[str, str]:
    said = cartography.words(lang)
    return {
        **{name: said.sections["map"][name] for name in _MAP_WORDS},
        "legend": said.get("legend", "title"),
    }


def _marks(frame: gpd.GeoDataFrame, lang: cartography.Lang) -> list[dict[str, Any]]:
    """Each mark; of very many events what marks alike share, with what each has for itself."""
    if len(frame) <= _MOST_APART:
        return [_mark(mark) for mark in cartography.marks(frame, lang)]
    return [
        {**_mark(sheaf.lead), "route": sheaf.route, "own": _own(sheaf.members)}
        for sheaf in cartography.sheaves(frame, lang)
    ]


def _own(members: Sequence[Member]) -> dict[str, list[Any]]:
    """Columns of what each event of a sheaf has for itself, in the terms of :func:`_mark`."""
    return {
        "id": [member.id for member in members],
        "first": [member.first.toordinal() for member in members],
        "last": [member.last.toordinal() for member in members],
        "size": [member.size_px for member in members],
        "label": [member.label for member in members],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    """A mark in the scripts' terms: days as ordinals, curves and points in (lat, lon)."""
    return {
        "id": mark.id,
        "shape": mark.shape,
        "kind": mark.kind,
        "status": mark.status,
        "first": mark.first.toordinal(),
        "last": mark.last.toordinal(),
        "certain": mark.certain,
        "size": mark.size_px,
        "counted": mark.counted,
        "curves": [_curve(curve) for flow in mark.flows for curve in cartography.beziers(flow)],
        "points": [_lat_lon(point) for point in mark.points],
        "bearing": mark.bearing_deg,
        "label": mark.label,
        "areas": [[area.kind, area.country, *_lat_lon(area.point), area.radius_km] for area in mark.areas],
        "likeness": "|".join(mark.likeness),
        "reviewed": mark.review is not None,
        "tip": mark.tip,
    }


def _curve(curve: Bezier) -> list[float]:
    """Start, control and end, each as lat, lon: Web Mercator scales to the screen without bending."""
    return [
        degree
        for xy in (curve.start, curve.control, curve.end)
        for degree in _lat_lon(WEB_MERCATOR.to_degrees(xy))
    ]


def _lat_lon(point: LatLon) -> tuple[float, float]:
    """The one swap to Leaflet's and folium's order."""
    return (round(point.lat, _DECIMALS), round(point.lon, _DECIMALS))


def _style() -> dict[str, Any]:
    """Everything of :mod:`geo.cartography.style` that the scripts draw with, so that they hold no copy."""
    kinds = {kind: cartography.COLOURS[cartography.colour_key(kind)] for kind in cartography.KINDS}
    return {
        "colours": {
            theme: {kind: [pair[index], cartography.paler(pair[index])] for kind, pair in kinds.items()}
            for index, theme in enumerate(cartography.SHEETS)
        },
        "sheets": {theme: asdict(sheet) for theme, sheet in cartography.SHEETS.items()},
        "forms": {status: asdict(form) for status, form in cartography.FORMS.items()},
        "signs": cartography.SIGNS,
        "head": cartography.HEAD,
        "stub_px": cartography.STUB_LENGTH_PX,
        "spread": [[round(x, 3), round(y, 3)] for x, y in cartography.spread(_SPREAD)],
    }


def _sources(frame: gpd.GeoDataFrame) -> dict[str, list[dict[str, Any]]]:
    """For each mark its sentences, with the words that the event was read from."""
    return {
        row.Index: [_sentence(piece, row) for piece in row.evidence]
        for row in frames.rows(frame)
        if row.undrawable is None
    }


def _sentence(piece: Evidence, row: frames.EventRow) -> dict[str, Any]:
    return {
        "source": piece.source,
        "reported": row.reported.start.isoformat() if row.reported and row.reported.start else None,
        "quote": piece.quote,
        "marked": cartography.highlights(piece.quote, _needles(row)),
    }


def _needles(row: frames.EventRow) -> list[tuple[str, str | None]]:
    places: list[Place | None] = [row.origin, *row.destinations, row.place]
    return [
        ("quantity", row.quantity_text),
        ("force", row.unit),
        *(("place", place.text) for place in places if place),
        ("date", row.date.text if row.date else None),
        *(("force", who.name) for who in row.participants),
    ]


def _literal(payload: object) -> str:
    """The payload as a JavaScript literal that is inert in HTML, template literals and jinja."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_INERT).replace("{{", "\\u007b\\u007b").replace("{%", "\\u007b%")


@cache
def _code() -> str:
    """Our own scripts, one after the other."""
    return "\n".join(map(_read, _SCRIPTS))


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
