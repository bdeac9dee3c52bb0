"""The foot of a figure: scale, sources, policy on borders, projection, version and permalink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from geo.cartography import LatLon, Words
from geo.figures import projections
from geo.figures.lettering import Lettering
from geo.figures.pens import PAPER
from geo.figures.projections import MapProjection
from geo.figures.sheets import LINE, TEXT, Box, Sheet
from geo.figures.views import View

_SCALES_KM = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_LONGEST = 0.16  # of the width of the map
_QUIET = "#46515c"
_MOST_SOURCES = 4


@dataclass(frozen=True, slots=True)
class Footnote:
    """What the foot says.

    Attributes:
        sources: names of the articles, each once.
        version: of the data.
        policy: on borders.
    """

    sources: tuple[str, ...]
    version: str
    policy: str
    permalink: str | None


def draw(
    axes: Axes, sheet: Sheet, projection: MapProjection, lettering: Lettering, said: Words, note: Footnote
) -> None:
    """Writes the foot: sources, then how the map is made and where to see it, then the policy on borders."""
    most = 2 if sheet.is_portrait else 1
    width = sheet.foot.width
    made = f"{_projection(projection, said)} · {said.get('figure', 'version', version=note.version)}"
    if note.permalink:
        linked = f"{made} · {note.permalink}"
        told = said.get("figure", "long_link", count=said.number(len(note.permalink)))
        # Half a link leads elsewhere: it stands whole, or its place says why it does not.
        is_whole = " ".join(lettering.lines(linked, TEXT, width, most=most)) == lettering.clean(linked)
        made = linked if is_whole else f"{made} · {told}"
    parts = (_sources(note.sources, said), made)
    lines = [line for part in parts if part for line in lettering.lines(part, TEXT, width, most=most)]
    lines += lettering.lines(note.policy, TEXT, width, most=3)
    y = sheet.foot.top - 6
    for line in lines:
        y -= TEXT * LINE
        lettering.write(axes, line, sheet.foot.left, y, TEXT, colour=_QUIET)


def scale_bar(axes: Axes, view: View, lettering: Lettering, said: Words) -> Box:
    """Draws the scale of the middle of the map in its lower left corner; returns the room it takes."""
    box = view.box
    middle = np.array([[(box.left + box.right) / 2, (box.bottom + box.top) / 2]])
    centre = view.to_degrees(middle)
    units_per_km = _units_per_km(view, centre)
    fitting = [km for km in _SCALES_KM if km * units_per_km <= box.width * _LONGEST]
    km = fitting[-1] if fitting else _SCALES_KM[0]
    length = km * units_per_km
    left, bottom = box.left + 18, box.bottom + 16
    axes.add_artist(
        Rectangle(
            (left - 10, bottom - 8),
            length + 20,
            44,
            facecolor="white",
            alpha=0.75,
            edgecolor="none",
            zorder=7,
        )
    )
    for start, colour in ((left, PAPER.ink), (left + length / 2, "white")):
        axes.add_artist(
            Rectangle(
                (start, bottom),
                length / 2,
                6,
                facecolor=colour,
                edgecolor=PAPER.ink,
                linewidth=0.6,
                zorder=7.1,
            )
        )
    words = said.get("figure", "kilometres", number=said.number(km))
    lettering.write(axes, words, left, bottom + 12, TEXT, colour=PAPER.ink, zorder=7.2)
    width = max(length, lettering.width(words, TEXT))
    return Box(left - 10, bottom - 8, left + width + 10, bottom + 36)


def _units_per_km(view: View, centre: LatLon) -> float:
    east = projections.towards(centre, 90, 50)
    west = projections.towards(centre, 270, 50)
    (x0, y0), (x1, y1) = view.point(west), view.point(east)
    return float(np.hypot(x1 - x0, y1 - y0)) / 100


def _sources(names: Sequence[str], said: Words) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:_MOST_SOURCES])
    more = len(names) - _MOST_SOURCES
    words = f"{shown} {said.counted('figure', 'more_sources', more)}" if more > 0 else shown
    return said.get("figure", "sources", names=words)


def _projection(projection: MapProjection, said: Words) -> str:
    parts = {"lat": projection.lat, "lon": projection.lon}
    if projection.parallels:
        parts |= {"first": projection.parallels[0], "second": projection.parallels[1]}
    return said.get(
        "figure", projection.family, **{name: said.number(number) for name, number in parts.items()}
    )
