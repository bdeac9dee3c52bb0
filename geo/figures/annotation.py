"""The texts on a map: what the marks stand for, the places they join, the countries around."""

from __future__ import annotations

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
# Places of these kinds have neither an outline nor a name on the map: the label says where.
_NAMELESS = ("region", "sea", "area", "border")


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

    def name(self, marks: Sequence[Mark], places: Mapping[str, LatLon], data_dir: Path) -> None:
        """Names the towns and bases of the events, then countries: those of the events before the rest."""
        towns = [
            self._wish(f"place {name}", (name,), TEXT, [self.view.point(point)])
            for name, point in places.items()
        ]
        self._place(towns, TEXT, PAPER.ink, far=30)
        concerned = {area.country for mark in marks for area in mark.areas}
        names = sorted(ground.country_names(data_dir, self.view), key=lambda name: name.code not in concerned)
        countries = [
            self._wish(
                f"country {name.code}",
                (getattr(name, self.said.lang).upper(),),
                TEXT,
                [self.view.point(LatLon(name.lat, name.lon))],
            )
            for name in names
        ]
        self._place([_centred(wish) for wish in countries], TEXT, _QUIET, far=18)

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
        lines = tuple(line for line in (self._who(bundle, rows), self._where(rows[bundle.lead.id])) if line)
        return self._wish(bundle.lead.id, lines, _LABEL_TEXT, self.scene.wishes[bundle.lead.id], bold=True)

    def _who(self, bundle: Bundle, rows: Mapping[str, EventRow]) -> str:
        """Whose forces, or who talks, and how many; of several marks, how many they are."""
        sides = {cartography.sides(rows[key], self.said) for key in bundle.ids}
        side = sides.pop() if len(sides) == 1 else ""
        many = len(bundle.ids) > 1
        number = self.said.get("figure", "joined", count=self.said.number(len(bundle.ids))) if many else None
        return " ".join(part for part in (side, number or bundle.lead.label) if part)

    def _where(self, row: EventRow) -> str:
        """Where from or to, if that is beyond the edge; where, if the map has no name for it."""
        words = []
        if row.origin and not self._holds(row.origin):
            words.append(self.said.get("figure", "from", place=self.said.place(row.origin)))
        beyond = [place for place in row.destinations if not self._holds(place)]
        if beyond:
            names = ", ".join(map(self.said.place, beyond))
            words.append(self.said.get("figure", "to", place=names))
        nameless = [place for place in (*row.destinations, row.place) if place and place.kind in _NAMELESS]
        words += [self.said.place(place) for place in nameless if self._holds(place)]
        return ", ".join(words)

    def _holds(self, place: Place) -> bool:
        return self.view.holds(LatLon(place.lat, place.lon))

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
        (x, y), box = placed.anchor, placed.box
        near_x, near_y = min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
        if ((near_x - x) ** 2 + (near_y - y) ** 2) ** 0.5 > _LEADER:
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
