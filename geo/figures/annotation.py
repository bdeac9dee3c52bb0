"""The texts on a map: what the marks stand for, the places they join, the countries around."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from geo import cartography
from geo.cartography import Bundle, LatLon, Mark, Words
from geo.figures import ground, labels
from geo.figures.labels import Placed, Wish
from geo.figures.lettering import Lettering
from geo.figures.pens import PAPER, Scene
from geo.figures.sheets import LINE, TEXT, Box
from geo.figures.views import View
from geo.frame import EventRow
from geo.records import Place

# Of more marks than this the smaller have no label: nobody could read them.
_MOST_LABELS = 40
# Far from its mark, a text is tried at its best anchors only.
_FEW = 4
# How far a number may stand from its mark, units.
_BESIDE = 40.0
_LABEL_TEXT = 20.0
_LABEL_WIDTH = 390.0
# A label further than this from its mark is tied to it by a line.
_LEADER = 12.0
_QUIET = "#55606c"
_ORDER = {"flow": 0, "arrival": 1, "departure": 1, "circle": 2, "ring": 2, "sign": 3, "call": 4}


@dataclass
class Annotator:
    """Writes on one map; each text keeps off all that the scene holds and off the texts before it.

    Attributes:
        placed: the texts written so far, with their boxes in units.
    """

    axes: Axes
    view: View
    scene: Scene
    lettering: Lettering
    said: Words
    zorder: float = 10.0
    placed: list[Placed] = field(default_factory=list)

    def label(self, bundles: Sequence[Bundle], rows: Mapping[str, EventRow]) -> list[Bundle]:
        """Writes who and how many beside the marks; returns those without a label, the foremost first."""
        foremost = sorted(bundles, key=_foremost)
        wishes = [self._label_wish(bundle, rows) for bundle in foremost[:_MOST_LABELS]]
        self._place(wishes, _LABEL_TEXT, PAPER.ink, bold=True, far=labels.NEAR + 1)
        rest = [_first(wish, _FEW) for wish in wishes if wish.key not in self._done()]
        self._place(rest, _LABEL_TEXT, PAPER.ink, bold=True, far=labels.FAR)
        done = self._done()
        return [bundle for bundle in foremost if bundle.lead.id not in done]

    def number(self, numbers: Mapping[str, int]) -> None:
        """Writes beside its mark the number that each event has in the list."""
        wishes = [
            self._wish(key, (str(number),), TEXT, self.scene.wishes[key], bold=True)
            for key, number in numbers.items()
        ]
        self._place([_first(wish, _FEW) for wish in wishes], TEXT, PAPER.ink, bold=True, far=_BESIDE)
        rest = [wish for wish in wishes if wish.key not in self._done()]
        self._place(rest, TEXT, PAPER.ink, bold=True, far=labels.FAR)

    def name_places(self, places: Mapping[str, LatLon], marks: Sequence[Mark], data_dir: Path) -> None:
        """Names the towns and bases of the events, then their countries."""
        towns = [
            self._wish(_town(name), (name,), TEXT, [self.view.point(point)]) for name, point in places.items()
        ]
        self._place(towns, TEXT, PAPER.ink, far=30)
        concerned = {area.country for mark in marks for area in mark.areas}
        self._countries(name for name in self._seen(data_dir) if name.code in concerned)

    def name_countries(self, data_dir: Path) -> None:
        """Names the countries around that have no name yet, where there is still room."""
        done = self._done()
        self._countries(name for name in self._seen(data_dir) if _country(name.code) not in done)

    def _seen(self, data_dir: Path) -> tuple[ground.CountryName, ...]:
        return ground.country_names(data_dir, self.view)

    def _countries(self, names: Iterable[ground.CountryName]) -> None:
        wishes = [
            self._wish(
                _country(name.code),
                (getattr(name, self.said.lang).upper(),),
                TEXT,
                [self.view.point(LatLon(name.lat, name.lon))],
            )
            for name in names
        ]
        self._place([_centred(wish) for wish in wishes], TEXT, _QUIET, far=18)

    def dots(self, rows: Iterable[EventRow]) -> dict[str, LatLon]:
        """Marks the towns and bases where events begin, end and stand; their names and points."""
        places: dict[str, LatLon] = {}
        for row in rows:
            for place in _towns(row):
                point = LatLon(place.lat, place.lon)
                name = self.said.place(place)
                if self.view.holds(point) and name not in places:
                    places[name] = point
                    self._dot(point)
        return places

    def _dot(self, point: LatLon) -> None:
        x, y = self.view.point(point)
        self.axes.add_artist(
            Circle((x, y), 4.5, facecolor=PAPER.ink, edgecolor=PAPER.halo, linewidth=0.8, zorder=2.9)
        )
        self.scene.nodes.append(Box(x - 5, y - 5, x + 5, y + 5))

    def _label_wish(self, bundle: Bundle, rows: Mapping[str, EventRow]) -> Wish:
        lines = tuple(
            line for line in (self._who(bundle, rows), self._where(bundle.lead, rows[bundle.lead.id])) if line
        )
        return self._wish(bundle.lead.id, lines, _LABEL_TEXT, self.scene.wishes[bundle.lead.id], bold=True)

    def _who(self, bundle: Bundle, rows: Mapping[str, EventRow]) -> str:
        """Whose forces, or who talks, and how many; of several marks, how many they are."""
        sides = {cartography.sides(rows[key], self.said) for key in bundle.ids}
        side = sides.pop() if len(sides) == 1 else ""
        many = len(bundle.ids) > 1
        number = self.said.get("figure", "joined", count=self.said.number(len(bundle.ids))) if many else None
        return " ".join(part for part in (side, number or bundle.lead.label) if part)

    def _where(self, mark: Mark, row: EventRow) -> str:
        """Of the event's places those that have no name on the map; of a way, ``Fort Bragg → Pologne``."""
        start, ends = self._names([row.origin]), self._names([*row.destinations, row.place])
        is_way = mark.shape in ("flow", "arrival", "departure")
        return " ".join(part for part in (start, "→", ends) if part) if is_way and (start or ends) else ends

    def _names(self, places: Iterable[Place | None]) -> str:
        return ", ".join(self.said.place(place) for place in places if place and not self._is_named(place))

    def _is_named(self, place: Place) -> bool:
        key = _country(place.country or "") if place.kind == "country" else _town(self.said.place(place))
        return key in self._done()

    def _wish(
        self,
        key: str,
        lines: Sequence[str],
        size: float,
        anchors: Sequence[tuple[float, float]],
        *,
        bold: bool = False,
    ) -> Wish:
        """The first line in the given size and weight, those below it smaller and plain."""
        cut = [
            (self.lettering.lines(line, height, _LABEL_WIDTH, most=1, bold=heavy) or [""])[0]
            for line, height, heavy in zip(lines, *_looks(lines, size, bold=bold), strict=True)
        ]
        heights, weights = _looks(cut, size, bold=bold)
        width = max(
            self.lettering.width(line, height, bold=heavy)
            for line, height, heavy in zip(cut, heights, weights, strict=True)
        )
        return Wish(key, tuple(cut), width, sum(heights) * LINE * 0.9, tuple(anchors))

    def _place(
        self, wishes: Sequence[Wish], size: float, colour: str, *, bold: bool = False, far: float
    ) -> None:
        boxes = [*self.scene.heads, *self.scene.nodes, *(placed.box for placed in self.placed)]
        found = labels.place(wishes, self.view.box.grown(-6), boxes, self.scene.strokes, far=far)
        for placed in found:
            if bold:
                self._leader(placed)
            self._write(placed, size, colour, bold=bold)
        self.placed += found

    def _done(self) -> set[str]:
        return {placed.key for placed in self.placed}

    def _leader(self, placed: Placed) -> None:
        (x, y), (near_x, near_y) = placed.anchor, placed.box.nearest(placed.anchor)
        if math.hypot(near_x - x, near_y - y) > _LEADER:
            self.axes.plot([x, near_x], [y, near_y], color=PAPER.ink, linewidth=0.7, zorder=self.zorder - 1)

    def _write(self, placed: Placed, size: float, colour: str, *, bold: bool = False) -> None:
        box = placed.box
        y = box.top
        for line, height, heavy in zip(placed.lines, *_looks(placed.lines, size, bold=bold), strict=True):
            y -= height * LINE * 0.9
            self.lettering.write(
                self.axes,
                line,
                (box.left + box.right) / 2,
                y + height * 0.31,
                height,
                colour=colour,
                bold=heavy,
                align="center",
                halo=PAPER.halo,
                zorder=self.zorder,
            )


def _town(name: str) -> str:
    return f"place {name}"


def _country(code: str) -> str:
    return f"country {code}"


def _looks(lines: Sequence[str], size: float, *, bold: bool) -> tuple[list[float], list[bool]]:
    """Size and weight of each line of a label."""
    return ([size, *[TEXT] * (len(lines) - 1)], [bold, *[False] * (len(lines) - 1)])


def _foremost(bundle: Bundle) -> tuple[int, int, float, str]:
    lead = bundle.lead
    return (-len(bundle.ids), _ORDER[lead.shape], -lead.size_px, lead.id)


def _first(wish: Wish, count: int) -> Wish:
    """The same text with its best anchors alone."""
    return replace(wish, anchors=wish.anchors[:count])


def _centred(wish: Wish) -> Wish:
    """The same text, tried first with its middle on its anchor."""
    (x, y), *others = wish.anchors
    return replace(wish, anchors=((x, y - wish.height / 2 - labels.NEAR), (x, y), *others))


def _towns(row: EventRow) -> list[Place]:
    places = [row.origin, *row.destinations, row.place]
    return [place for place in places if place and place.kind in ("city", "base")]
