"""A figure: a map with its title, legend, list and foot, drawn on a sheet and written as PNG, SVG or PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from geo import cartography
from geo import frame as frames
from geo.cartography import Bundle, Lang, Mark, Words
from geo.figures import foot, ground, panel, pens, views
from geo.figures.annotation import Annotator
from geo.figures.foot import Footnote
from geo.figures.lettering import Lettering
from geo.figures.panel import Listed, Listing
from geo.figures.pens import PAPER, Pen, Scene
from geo.figures.sheets import LINE, SHEETS, SUBTITLE_TEXT, TITLE_TEXT, Box, Sheet
from geo.figures.views import Scope, View
from geo.frame import EventRow
from geo.settings import Settings

Format = Literal["png", "svg", "pdf"]

# More marks than this are drawn as bundles of marks alike; more bundles than that are hard to tell apart.
_MOST_APART, _MOST_DRAWN = 60, 90
# An overview takes this share of the map's width.
_OVERVIEW_SHARE, _OVERVIEW_ASPECT = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Caption:
    """What a figure says of itself; None where it shall say nothing, or, of the title, the usual.

    Attributes:
        known_on: day up to which articles were read.
        permalink: address of the page that shows the same.
    """

    title: str | None = None
    known_on: dt.date | None = None
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Days that a figure shows, both inclusive."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Drawing:
    """A figure that is drawn.

    Attributes:
        drawn: ids of the events on the map, alone or in a bundle.
        listed: ids of those in the lists beside it.
        counted: ids of those not on the map for which the list had no room: it counts them, by reason.
        subtitle: its days, and how many events are on it and are not.
        texts: boxes of the texts on the map, units of the sheet.
        obstacles: boxes of arrow heads, signs and dots, units of the sheet.
    """

    sheet: Sheet
    figure: Figure
    drawn: tuple[str, ...]
    listed: tuple[str, ...]
    counted: tuple[str, ...]
    subtitle: str
    texts: tuple[Box, ...]
    obstacles: tuple[Box, ...]

    def to_bytes(self, form: Format) -> bytes:
        """The figure as a file: the same figure gives the same bytes."""
        stream = io.BytesIO()
        if form == "png":
            canvas = FigureCanvasAgg(self.figure)
            canvas.draw()  # type: ignore[no-untyped-call]
            # The sheet is opaque: without its alpha, a quick compression makes no larger file.
            opaque = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")  # type: ignore[no-untyped-call]
            opaque.save(stream, "png", compress_level=1, dpi=(self.sheet.dpi, self.sheet.dpi))
            return stream.getvalue()
        metadata: dict[str, dict[str, None]] = {
            "svg": {"Date": None, "Creator": None},
            "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
        }
        with mpl.rc_context({"svg.hashsalt": "sitmap", "svg.fonttype": "path", "pdf.fonttype": 42}):
            self.figure.savefig(stream, format=form, dpi=self.sheet.dpi, metadata=metadata[form])
        return stream.getvalue()


def draw(
    frame: gpd.GeoDataFrame,
    window: Window,
    *,
    sheet: Sheet = SHEETS["16x9"],
    lang: Lang = "fr",
    caption: Caption | None = None,
    framing: Window | None = None,
    settings: Settings | None = None,
) -> Drawing:
    """The figure of the events of a table that are on the map in the window.

    Args:
        frame: events (:func:`geo.frame.to_frame`), in EPSG:4326.
        window: days to show.
        sheet: what to draw it on, of :data:`geo.figures.SHEETS`.
        lang: of its words.
        caption: title and provenance.
        framing: days whose events the map has room for, so that the pictures of a series have one frame;
            those of the window where None.
        settings: where the data are.

    Raises:
        EventError: the frame is not a table of events.
        DataError: the base map or a font is missing.
    """
    data_dir = (settings or Settings()).data_dir
    caption = caption or Caption()
    said = cartography.words(lang)
    lettering = Lettering(data_dir / "fonts", sheet.points_per_unit)
    figure, axes = blank(sheet)
    every = cartography.marks(frame, lang)
    marks = in_window(every, window)
    bundles = cartography.bundles(marks, _MOST_APART)
    bundles, crowded = bundles[:_MOST_DRAWN], bundles[_MOST_DRAWN:]
    leads = [bundle.lead for bundle in bundles]
    rows = {row.Index: row for row in frames.rows(frame)}
    framed = in_window(every, framing) if framing else leads
    scope = views.scope(framed)
    near = set(scope.near)
    flows = [flow for mark in framed for flow in mark.flows if near.issuperset((flow.start, *flow.ends))]
    view = views.view(scope.near, sheet.map, flows)
    ground.draw(axes, view, data_dir, _areas(leads), sheet.points_per_unit)
    scene = Pen(axes, view, sheet.points_per_unit).draw(leads)
    scene.nodes.append(foot.scale_bar(axes, view, lettering, said))
    small = _overview(axes, view, scene, scope, leads, data_dir, sheet) if scope.is_divided else None
    if small:
        scene.nodes.append(small.view.box.grown(4))
    annotator = Annotator(axes, view, scene, lettering, said)
    places = annotator.dots(rows[mark.id] for mark in leads)
    annotator.name_places(places, leads, data_dir)
    unlabelled = annotator.label(bundles, rows)
    on_map, off_map = _on_map(unlabelled, rows, said), _off_map(crowded, rows, window, said)
    drawn, off = _ids(bundles), tuple(key for entry in off_map.entries for key in entry.ids)
    below = _subtitle(window, caption, len(drawn), len(off), said)
    if sheet.is_titled:
        _title(axes, sheet, lettering, caption.title or said.get("figure", "title"), below)
    legend_pen = Pen(axes, view, sheet.points_per_unit, clip=sheet.panel)
    groups = panel.legend(leads, said, are_joined=len(leads) < len(marks))
    listed = panel.draw(axes, sheet.panel, legend_pen, lettering, groups, (on_map, off_map), said)
    numbers = {entry.ids[0]: entry.number for entry in listed if entry.number is not None}
    annotator.number({key: number for key, number in numbers.items() if scene.wishes[key]})
    annotator.name_countries(data_dir)
    if small:
        done = {placed.key for placed in annotator.placed}
        beside = {
            key: number for key, number in numbers.items() if key not in done and small.scene.wishes[key]
        }
        Annotator(axes, small.view, small.scene, lettering, said, pens.OVERVIEW + 8).number(beside)
    footnote = Footnote(
        _sources(rows, marks), version(frame), ground.policy(data_dir, lang), caption.permalink
    )
    foot.draw(axes, sheet, view.projection, lettering, said, footnote)
    return Drawing(
        sheet=sheet,
        figure=figure,
        drawn=drawn,
        listed=(told := tuple(key for entry in listed for key in entry.ids)),
        counted=tuple(key for key in off if key not in told),
        subtitle=below,
        texts=tuple(placed.box for placed in annotator.placed),
        obstacles=(*scene.heads, *scene.nodes),
    )


def in_window(marks: Sequence[Mark], window: Window) -> tuple[Mark, ...]:
    """The marks that are on the map on some day of the window."""
    return tuple(mark for mark in marks if mark.first <= window.last and window.first <= mark.last)


def version(frame: gpd.GeoDataFrame) -> str:
    """What tells this table of events from any other, in eight characters."""
    told = "\n".join(f"{row.Index} {row.status} {row.date} {row.evidence}" for row in frames.rows(frame))
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def blank(sheet: Sheet) -> tuple[Figure, Axes]:
    """A white sheet with one pair of axes, in units, over all of it."""
    figure = Figure(figsize=(sheet.width_in, sheet.height_in), dpi=sheet.dpi, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(0, sheet.height)
    axes.set_axis_off()
    return figure, axes


def _areas(marks: Sequence[Mark]) -> list[cartography.Area]:
    return [area for mark in marks for area in mark.areas]


@dataclass(frozen=True)
class _Overview:
    view: View
    scene: Scene


def _overview(
    axes: Axes, view: View, scene: Scene, scope: Scope, marks: Sequence[Mark], data_dir: Path, sheet: Sheet
) -> _Overview:
    """Draws what the main view does not hold, small, in the emptiest corner, with that view's frame."""
    box = _corner(view, scene)
    far = [mark for mark in marks if not all(map(view.holds, views.points_of(mark)))]
    small = views.view(scope.everything, box, [flow for mark in far for flow in mark.flows])
    ground.draw(axes, small, data_dir, (), sheet.points_per_unit, zorder=pens.OVERVIEW)
    small_scene = Pen(axes, small, sheet.points_per_unit, zorder=pens.OVERVIEW + 1).draw(far)
    outline = small.to_sheet(view.edge())
    inside = outline[np.isfinite(outline).all(axis=1)]
    frame = Rectangle(
        (box.left, box.bottom), box.width, box.height, fill=False, edgecolor=PAPER.ink, linewidth=1
    )
    frame.set_zorder(pens.OVERVIEW + 5)
    axes.add_artist(frame)
    (line,) = axes.plot(inside[:, 0], inside[:, 1], color=PAPER.ink, linewidth=1, zorder=pens.OVERVIEW + 4)
    line.set_clip_path(frame)
    return _Overview(small, small_scene)


def _corner(view: View, scene: Scene) -> Box:
    """Of the map's corners but the scale's, the one that hides the least: ends first, then length of line."""
    box = view.box
    width = box.width * _OVERVIEW_SHARE
    height = width * _OVERVIEW_ASPECT
    inner = box.grown(-10)
    corners = [
        Box(inner.left, inner.top - height, inner.left + width, inner.top),
        Box(inner.right - width, inner.top - height, inner.right, inner.top),
        Box(inner.right - width, inner.bottom, inner.right, inner.bottom + height),
    ]
    lines = shapely.MultiLineString(scene.strokes)

    def hidden(corner: Box) -> tuple[int, float]:
        ends = sum(corner.overlaps(stands) for stands in (*scene.heads, *scene.nodes))
        area = shapely.box(corner.left, corner.bottom, corner.right, corner.top)
        return ends, shapely.intersection(lines, area).length

    return min(corners, key=hidden)


def _subtitle(window: Window, caption: Caption, drawn: int, off: int, said: Words) -> str:
    """The days, how many events are on the map and how many are not, and the day up to which it was known."""
    first, last = said.day(window.first), said.day(window.last)
    days = (
        said.get("figure", "one_day", start=first)
        if first == last
        else said.get("figure", "window", start=first, end=last)
    )
    counts = said.get("figure", "counts", drawn=said.number(drawn), off=said.number(off))
    known = said.get("figure", "known_on", day=said.day(caption.known_on)) if caption.known_on else None
    return " · ".join(
        part for part in (days, counts if drawn else said.get("figure", "empty"), known) if part
    )


def _title(axes: Axes, sheet: Sheet, lettering: Lettering, words: str, subtitle: str) -> None:
    box = sheet.title
    lines, size = lettering.lines(words, TITLE_TEXT, box.width, most=2, bold=True), TITLE_TEXT
    if len(lines) > 1:
        lines, size = lettering.lines(words, SUBTITLE_TEXT, box.width, most=2, bold=True), SUBTITLE_TEXT
    y = box.top
    for line in lines:
        y -= size * (1.0 if y == box.top else LINE)
        lettering.write(axes, line, box.left, y, size, colour=PAPER.ink, bold=True)
    y -= SUBTITLE_TEXT * LINE * 1.15
    (below, *_) = lettering.lines(subtitle, SUBTITLE_TEXT, box.width, most=1)
    lettering.write(axes, below, box.left, y, SUBTITLE_TEXT, colour=PAPER.ink)


def _ids(bundles: Sequence[Bundle]) -> tuple[str, ...]:
    return tuple(key for bundle in bundles for key in bundle.ids)


def _on_map(unlabelled: Sequence[Bundle], rows: Mapping[str, EventRow], said: Words) -> Listing:
    """What is on the map without a label of its own, under a number."""
    entries = [
        Listed(bundle.ids, number, _told(rows[bundle.lead.id], len(bundle.ids), bundle.lead.label, said))
        for number, bundle in enumerate(unlabelled, start=1)
    ]
    return Listing(said.get("figure", "on_map"), "", tuple(entries))


def _off_map(crowded: Sequence[Bundle], rows: Mapping[str, EventRow], window: Window, said: Words) -> Listing:
    """What is not on the map, and why; what had no room there comes last, as it has a place elsewhere."""
    reasons: dict[str, list[Listed]] = defaultdict(list)
    for row in rows.values():
        if row.undrawable and frames.lies_in(row, window.first, window.last):
            number = cartography.quantity(*frames.bounds(row), row.what, said)
            reasons[row.undrawable].append(Listed((row.Index,), None, _told(row, 1, number, said)))
    for bundle in crowded:
        words = _told(rows[bundle.lead.id], len(bundle.ids), bundle.lead.label, said)
        reasons["no_room"].append(Listed(bundle.ids, None, words))
    counts = {reason: sum(len(entry.ids) for entry in entries) for reason, entries in reasons.items()}
    summary = ", ".join(said.counted("figure", reason, count) for reason, count in counts.items())
    if crowded:
        summary += f" ({_kinds(crowded, said)})"
    title = said.get("figure", "off_map", count=said.number(sum(counts.values())))
    entries = tuple(entry for group in reasons.values() for entry in group)
    return Listing(title, summary, entries, most_lines=1) if entries else Listing("", "", ())


def _kinds(bundles: Sequence[Bundle], said: Words) -> str:
    """How many events of each kind."""
    counts: Counter[str] = Counter()
    for bundle in bundles:
        counts[bundle.lead.kind] += len(bundle.ids)
    return ", ".join(
        f"{said.get('kinds', kind)} {said.number(count)}" for kind, count in counts.most_common()
    )


def _told(row: EventRow, count: int, number: str | None, said: Words) -> str:
    """An event, or several alike, on a line of a list: who, how many, what, where, when."""
    if count > 1:
        number = said.get("figure", "joined", count=said.number(count))
    who = " ".join(part for part in (cartography.sides(row, said), number) if part)
    what = said.get("kinds", row.kind)
    start = said.place(row.origin) if row.origin else ""
    ends = ", ".join(said.place(place) for place in (*row.destinations, row.place) if place)
    where = f"{start} → {ends or '?'}" if start else ends
    when = cartography.short_dates(row.date, said) if row.date else ""
    return " · ".join(part for part in (who, what, where, when) if part)


def _sources(rows: Mapping[str, EventRow], marks: Sequence[Mark]) -> tuple[str, ...]:
    """The articles that the marks come from, by the name of their file."""
    names = (
        piece.source.replace("\\", "/").rsplit("/", 1)[-1]
        for mark in marks
        for piece in rows[mark.id].evidence
    )
    return tuple(dict.fromkeys(names))
