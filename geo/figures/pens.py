"""Marks on paper: the forms of :mod:`geo.cartography` drawn with matplotlib, in units of the sheet.

While it draws, a :class:`Pen` notes what no text may cover (:class:`Scene`) and where each mark would
like its label.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from geo import cartography
from geo.cartography import Bezier, LineForm, Mark
from geo.figures.sheets import Box
from geo.figures.views import View

XY = tuple[float, float]

PAPER = cartography.SHEETS["light"]
# A mark on paper is this many times as large as on a screen, to be seen from the back of the room.
ENLARGED = 1.35
_ORDER = {"call": 0, "flow": 1, "arrival": 2, "departure": 2, "circle": 3, "ring": 3, "sign": 4}
_CALL_SIGN = 8.5
_STOPS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_STUB_STOPS = (0.22, 0.05, 0.4, 0.6)
_FADING = (0.15, 0.4, 0.7, 1.0)
# Of the layers of a sheet: base map, marks, the overview above both.
MARKS, OVERVIEW = 3.0, 20.0
# A head is at most this share of its arrow.
_HEAD_SHARE = 0.6
# Of a line wider than twice this, units, both edges count as obstacles, else its middle.
_WIDE = 4.0
AREA_ALPHA = 0.13
# Of more marks than this, none has a halo: it would hide the others.
_PLAIN = 300


@dataclass
class Scene:
    """What stands on the sheet.

    Attributes:
        heads, nodes: boxes that no text may cover.
        strokes: polylines that labels keep off.
        wishes: for each mark where its label may hang, the best place first.
    """

    heads: list[Box] = field(default_factory=list)
    nodes: list[Box] = field(default_factory=list)
    strokes: list[list[XY]] = field(default_factory=list)
    wishes: dict[str, list[XY]] = field(default_factory=lambda: defaultdict(list))


class Pen:
    """Draws marks of one view."""

    def __init__(
        self,
        axes: Axes,
        view: View,
        points_per_unit: float,
        *,
        clip: Box | None = None,
        zorder: float = MARKS,
    ) -> None:
        """``clip``: where it may draw, the view's box if None."""
        self._axes = axes
        self._view = view
        self._points = points_per_unit
        self._size = ENLARGED
        box = clip or view.box
        self._clip = TransformedBbox(
            Bbox.from_extents(box.left, box.bottom, box.right, box.top), axes.transData
        )
        self._is_plain = False
        self._zorder = zorder
        self.scene = Scene()

    def draw(self, marks: Sequence[Mark]) -> Scene:
        """Draws the marks, the small above the large, and returns what stands where."""
        self._is_plain = len(marks) > _PLAIN
        ordered = sorted(marks, key=lambda mark: (_ORDER[mark.shape], -mark.size_px, mark.id))
        stands = self._stands(ordered)
        for mark in ordered:
            self._zorder += 0.001
            if mark.shape == "flow":
                self._flow(mark)
            elif mark.shape == "call":
                self._call(mark)
            elif mark.shape in ("arrival", "departure"):
                self._stubs(mark)
            else:
                for centre, radius in stands[mark.id]:
                    self._standing(mark, centre, radius)
        return self.scene

    def sample(self, mark: Mark, box: Box) -> None:
        """Draws a mark's form in a box, for the legend."""
        middle = (box.bottom + box.top) / 2
        centre = ((box.left + box.right) / 2, middle)
        if mark.shape in ("flow", "arrival", "departure"):
            start = (box.left + 4, middle)
            curve = Bezier(start, centre, (box.right - 4, middle))
            self._along(mark, curve)
        elif mark.shape == "call":
            self._line(
                mark,
                Bezier(
                    (box.left + 4, box.bottom + 9), (centre[0], box.top + 4), (box.right - 4, box.bottom + 9)
                ).points(),
            )
        else:
            self._standing(mark, centre, min(mark.size_px, 9.0) * self._size)

    def tint(self, box: Box) -> None:
        """A patch in the colour of the extent of a place, for the legend."""
        self._add(
            Rectangle((box.left + 6, box.bottom + 5), box.width - 12, box.height - 10),
            facecolor=PAPER.area,
            alpha=AREA_ALPHA,
            edgecolor="none",
        )

    def _flow(self, mark: Mark) -> None:
        for flow in mark.flows:
            curves = self._view.curves(flow)
            for curve in curves:
                self._along(mark, curve)
            trunk = 0.62 if len(curves) > 1 else 1.0
            self._wish_along(mark, curves[0], [stop * trunk for stop in _STOPS])

    def _along(self, mark: Mark, curve: Bezier) -> None:
        """An arrow: an arrival fades in, a departure leaves from a bar."""
        length, breadth = (part * self._size for part in cartography.head_px(mark.size_px))
        shrunk = min(1.0, _HEAD_SHARE * math.dist(curve.start, curve.end) / length)
        length, breadth = length * shrunk, breadth * shrunk
        tip, *corners = curve.head(length, breadth)
        self._line(mark, _until(curve, length * 0.86), _FADING if mark.shape == "arrival" else (1.0,))
        self._head(mark, tip, corners)
        if mark.shape == "departure":
            self._bar(mark, curve)

    def _line(self, mark: Mark, points: list[XY], opacity: Sequence[float] = (1.0,)) -> None:
        """A polyline in the form of the mark's status; with opacities, in as many equal pieces."""
        form, colour = cartography.FORMS[mark.status], _colour(mark)
        width = mark.size_px * self._size
        if not mark.certain:
            self._stroke(points, width + 11, (*to_rgba(colour)[:3], 0.16))
        if not self._is_plain:
            self._stroke(points, width + 3.4, (*to_rgba(PAPER.halo)[:3], 0.75))
        strength = 1.0 if mark.certain else 0.62
        outer = max(width, 3.2 * self._size) + 2.4
        each = max(1, math.ceil((len(points) - 1) / len(opacity)))
        for index, share in enumerate(opacity):
            piece = points[index * each : (index + 1) * each + 1]
            ink = (*to_rgba(colour)[:3], share * strength)
            if form.hollow:
                self._stroke(piece, outer, ink)
            else:
                self._stroke(piece, width, ink, form)
        if form.hollow:
            self._stroke(points, outer - 3.4, to_rgba(PAPER.land))
        half = outer / 2 if form.hollow else width / 2
        self.scene.strokes += _sides(points, half) if half > _WIDE else [points]

    def _stroke(
        self, points: list[XY], width: float, ink: tuple[float, ...], form: LineForm | None = None
    ) -> None:
        least = max(width, 2.2 * self._size)
        dash = tuple(part * least / width for part in form.dash) if form else ()
        patch = PathPatch(
            Outline(points),
            fill=False,
            edgecolor=ink,
            linewidth=width * self._points,
            linestyle=(0, dash) if dash else "-",
            capstyle="round" if form and form.round else "butt",
            joinstyle="round",
        )
        self._add(patch)

    def _head(self, mark: Mark, tip: XY, corners: Sequence[XY]) -> None:
        form, colour = cartography.FORMS[mark.status], _colour(mark)
        shape = [tip, *corners]
        if not self._is_plain:
            halo = Polygon(shape, facecolor="none", edgecolor=PAPER.halo, alpha=0.75)
            self._add(halo, linewidth=5 * self._points)
        fill = colour if form.filled else PAPER.land
        self._add(
            Polygon(shape, facecolor=fill, edgecolor=colour, linewidth=2.2 * self._points, joinstyle="round")
        )
        self.scene.heads.append(_bounds(shape))

    def _stubs(self, mark: Mark) -> None:
        """One end known: arrivals fade in, departures leave from a bar."""
        length, _ = cartography.head_px(mark.size_px)
        reach = (cartography.STUB_LENGTH_PX + length / 2) * self._size
        angle = math.radians(mark.bearing_deg)
        arrives = mark.shape == "arrival"
        for point in mark.points:
            anchor = self._view.point(point)
            away = (anchor[0] + reach * math.sin(angle), anchor[1] + reach * math.cos(angle))
            curve = _bent(away, anchor) if arrives else _bent(anchor, away)
            self._along(mark, curve)
            stops = _STUB_STOPS if arrives else tuple(1 - stop for stop in _STUB_STOPS)
            self._wish_along(mark, curve, stops)

    def _wish_along(self, mark: Mark, curve: Bezier, stops: Sequence[float]) -> None:
        """On both sides of a line, where the view holds it."""
        off = mark.size_px * self._size / 2 + 2
        if not any(self._holds(curve.at(stop)) for stop in stops):
            seen = [step / 40 for step in range(41) if self._holds(curve.at(step / 40))]
            stops = [seen[len(seen) * part // 8] for part in (4, 3, 5, 2, 6)] if seen else []
        for stop in stops:
            (x, y), (ahead_x, ahead_y) = curve.at(stop), curve.at(stop + 0.01)
            norm = math.hypot(ahead_x - x, ahead_y - y) or 1.0
            nx, ny = -(ahead_y - y) / norm * off, (ahead_x - x) / norm * off
            if self._holds((x, y)):
                self.scene.wishes[mark.id] += [(x + nx, y + ny), (x - nx, y - ny)]

    def _bar(self, mark: Mark, curve: Bezier) -> None:
        """Across the foot of a departure: from here, and no further back."""
        (x, y), (cx, cy) = curve.start, curve.control
        norm = math.hypot(cx - x, cy - y) or 1.0
        half = (mark.size_px / 2 + 4) * self._size
        nx, ny = -(cy - y) / norm * half, (cx - x) / norm * half
        self._stroke([(x - nx, y - ny), (x + nx, y + ny)], 2.6, to_rgba(_colour(mark)))

    def _call(self, mark: Mark) -> None:
        curves = [curve for flow in mark.flows for curve in self._view.curves(flow)]
        for curve in curves:
            self._line(mark, curve.points())
            for end in (curve.start, curve.end):
                self._add(Circle(end, 3.2 * self._size, facecolor=_colour(mark), edgecolor="none"))
        middle = next((at for at in map(curves[0].at, _STOPS) if self._holds(at)), curves[0].at(0.5))
        self._standing(mark, middle, _CALL_SIGN * self._size)

    def _standing(self, mark: Mark, centre: XY, radius: float) -> None:
        if not mark.certain:
            for grow, share in ((9, 0.14), (6, 0.18), (3, 0.22)):
                disc = Circle(centre, radius + grow * self._size, edgecolor="none")
                self._add(disc, facecolor=(*to_rgba(_colour(mark))[:3], share))
        if mark.shape in ("sign", "call"):
            self._sign(mark, centre, radius)
        else:
            self._circle(mark, centre, radius)
        self.scene.nodes.append(_square(centre, radius + 2))
        x, y = centre
        off = radius + 4
        self.scene.wishes[mark.id] += [(x + off, y), (x - off, y), (x, y + off), (x, y - off)]

    def _circle(self, mark: Mark, centre: XY, radius: float) -> None:
        form, colour = cartography.FORMS[mark.status], _colour(mark)
        filled = mark.shape == "circle"
        share = (0.82 if form.filled else 0.2) if filled else 0.08
        pen = 2.0 * self._size
        self._add(
            Circle(centre, radius, fill=False, edgecolor=PAPER.halo, linewidth=(pen + 2.4) * self._points)
        )
        self._add(Circle(centre, radius, facecolor=(*to_rgba(colour)[:3], share), edgecolor="none"))
        self._ring(centre, radius, colour, pen, form)
        if form.hollow:
            self._ring(centre, radius + 3.4 * self._size, colour, pen, LineForm())
        if not filled:
            self._ring(centre, max(2.5, radius - 4.2 * self._size), colour, pen, form)

    def _ring(self, centre: XY, radius: float, colour: str, pen: float, form: LineForm) -> None:
        self._add(
            Circle(
                centre,
                radius,
                fill=False,
                edgecolor=colour,
                linewidth=pen * self._points,
                linestyle=(0, form.dash) if form.dash else "-",
                capstyle="round" if form.round else "butt",
            )
        )

    def _sign(self, mark: Mark, centre: XY, radius: float) -> None:
        form, colour = cartography.FORMS[mark.status], _colour(mark)
        pen = (2.2 if form.round else 1.7) * self._size
        self._square(centre, radius + 2, facecolor=PAPER.halo, edgecolor="none")
        self._square(
            centre,
            radius,
            facecolor=colour if form.filled else PAPER.land,
            edgecolor=colour,
            linewidth=pen * self._points,
            linestyle=(0, form.dash) if form.dash else "-",
            capstyle="round" if form.round else "butt",
        )
        if form.hollow:
            self._square(centre, radius + 3.4, fill=False, edgecolor=colour, linewidth=pen * self._points)
        scale = radius * 1.56 / 16
        place = Affine2D().translate(-8, -8).scale(scale, -scale).translate(*centre)
        glyph = outline(cartography.SIGNS[mark.kind]).transformed(place)  # type: ignore[index]
        self._add(PathPatch(glyph, facecolor=PAPER.halo if form.filled else colour, edgecolor="none"))

    def _square(self, centre: XY, radius: float, **looks: object) -> None:
        x, y = centre
        style = f"round,pad=0,rounding_size={radius * 0.5}"
        box = FancyBboxPatch(
            (x - radius, y - radius), 2 * radius, 2 * radius, boxstyle=style, mutation_aspect=1
        )
        box.set(**looks)
        self._add(box)

    def _add(self, patch: Patch, **looks: object) -> None:
        patch.set(zorder=self._zorder, **looks)
        self._axes.add_artist(patch)
        patch.set_clip_path(None)
        patch.set_clip_box(self._clip)

    def _holds(self, at: XY) -> bool:
        box = self._view.box.grown(-20)
        return box.left <= at[0] <= box.right and box.bottom <= at[1] <= box.top

    def _stands(self, marks: Sequence[Mark]) -> dict[str, list[tuple[XY, float]]]:
        """Signs and circles that share a point stand around it: for each mark, its centres and radii."""
        sharing: dict[tuple[float, float], list[tuple[Mark, int]]] = defaultdict(list)
        for mark in marks:
            if mark.shape in ("circle", "ring", "sign"):
                for index, point in enumerate(mark.points):
                    sharing[round(point.lat, 2), round(point.lon, 2)].append((mark, index))
        stands: dict[str, dict[int, tuple[XY, float]]] = defaultdict(dict)
        for standing in sharing.values():
            largest = max(mark.size_px for mark, _ in standing) * self._size
            places = cartography.spread(len(standing))
            for (mark, index), (dx, dy) in zip(standing, places, strict=True):
                x, y = self._view.point(mark.points[index])
                step = 2 * largest + 4
                stands[mark.id][index] = ((x + dx * step, y + dy * step), mark.size_px * self._size)
        return {mark_id: [found[index] for index in sorted(found)] for mark_id, found in stands.items()}


def outline(path: str) -> Outline:
    """An SVG path of absolute M, L, Q and Z as a path of matplotlib."""
    codes: list[np.uint8] = []
    vertices: list[XY] = []
    tokens = path.split()
    sizes = {"M": (Outline.MOVETO, 1), "L": (Outline.LINETO, 1), "Q": (Outline.CURVE3, 2)}
    at = 0
    while at < len(tokens):
        letter = tokens[at][0]
        if letter == "Z":
            codes.append(Outline.CLOSEPOLY)
            vertices.append(vertices[-1])
            at += 1
            continue
        code, points = sizes[letter]
        numbers = [float(token.lstrip("MLQ")) for token in tokens[at : at + 2 * points]]
        for index in range(points):
            codes.append(code)
            vertices.append((numbers[2 * index], numbers[2 * index + 1]))
        at += 2 * points
    return Outline(vertices, codes)


def _colour(mark: Mark) -> str:
    colour = cartography.COLOURS[cartography.colour_key(mark.kind)][0]
    return colour if mark.counted else cartography.paler(colour)


def _until(curve: Bezier, length: float) -> list[XY]:
    """The curve as a polyline that ends that length before its end."""
    points = curve.points(49)
    kept = [point for point in points if math.dist(point, curve.end) > length]
    if len(kept) < 2:  # noqa: PLR2004  a line has two points
        return points[:2]
    (x, y), (ex, ey) = kept[-1], curve.end
    share = 1 - length / (math.dist((x, y), (ex, ey)) or 1.0)
    return [*kept, (x + (ex - x) * share, y + (ey - y) * share)]


def _sides(points: list[XY], off: float) -> list[list[XY]]:
    """Both edges of a line of that half width."""
    xy = np.array(points)
    ahead = np.gradient(xy, axis=0)
    norm = np.hypot(ahead[:, 0], ahead[:, 1])
    normal = np.column_stack([-ahead[:, 1], ahead[:, 0]]) / np.where(norm == 0, 1, norm)[:, None]
    return [[tuple(row) for row in (xy + side * off * normal).tolist()] for side in (-1, 1)]


def _bent(start: XY, end: XY) -> Bezier:
    """A short curve, bent to the side it comes from."""
    bend = 0.14 if end[0] <= start[0] else -0.14
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    control = (middle[0] - (end[1] - start[1]) * bend, middle[1] + (end[0] - start[0]) * bend)
    return Bezier(start, control, end)


def _bounds(points: Sequence[XY]) -> Box:
    array = np.array(points)
    (left, bottom), (right, top) = array.min(axis=0), array.max(axis=0)
    return Box(float(left), float(bottom), float(right), float(top))


def _square(centre: XY, half: float) -> Box:
    x, y = centre
    return Box(x - half, y - half, x + half, y + half)
