"""A report as PDF, A4: the map, the chronology, the forces, and the sentences it all comes from."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence

import geopandas as gpd
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from geo import cartography, figures
from geo import frame as frames
from geo.briefing import chronology
from geo.briefing.chronology import Line
from geo.briefing.options import Options
from geo.cartography import Words
from geo.figures import SHEETS, Lettering
from geo.settings import Settings

_INK, _QUIET, _RULE = "#1d2733", "#46515c", "#b4c3cd"
_TEXT, _HEADING, _LINE = 18.0, 26.0, 1.28
_MARGIN = 70.0
_SHARES = (0.19, 0.2, 0.13, 0.14, 0.22, 0.12)
_MOST_LINES = 4


def report(frame: gpd.GeoDataFrame, options: Options) -> bytes:
    """The report of the window."""
    said = cartography.words(options.lang)
    lines = chronology.lines(frame, options.window, said)
    drawing = figures.draw(
        frame, options.window, sheet=SHEETS["a4"], lang=options.lang, caption=options.caption
    )
    pages = _Pages(Settings(), said)
    pages.chronology(lines)
    pages.forces(_forces(frame, {line.id for line in lines}, said))
    pages.evidence(lines)
    stream = io.BytesIO()
    metadata = {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None, "Title": "Sitmap"}
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(stream, metadata=metadata) as document:
        for page in (drawing.figure, *pages.figures()):
            document.savefig(page)
    return stream.getvalue()


def _forces(frame: gpd.GeoDataFrame, ids: set[str], said: Words) -> list[tuple[str, str, str]]:
    """Whose forces, how many movements, and the numbers told of them."""
    by_actor: dict[str, list[frames.EventRow]] = defaultdict(list)
    for row in frames.rows(frame):
        if row.Index in ids and row.type == "movement":
            by_actor[cartography.sides(row, said)].append(row)
    return [
        (actor, said.number(len(rows)), "; ".join(dict.fromkeys(_number(row, said) for row in rows)))
        for actor, rows in sorted(by_actor.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _number(row: frames.EventRow, said: Words) -> str:
    number = cartography.quantity(*frames.bounds(row), row.what, said) or said.get("numbers", "unknown")
    return said.get("report", "force", kind=said.get("kinds", row.kind), number=number)


class _Pages:
    """Pages of text, begun anew where one is full."""

    def __init__(self, settings: Settings, said: Words) -> None:
        self._sheet = SHEETS["a4_portrait"]
        self._lettering = Lettering(settings.data_dir / "fonts", self._sheet.points_per_unit)
        self._said = said
        self._pages: list[Figure] = []
        self._axes: Axes | None = None
        self._y = 0.0

    def figures(self) -> list[Figure]:
        """The pages, each with its number."""
        for number, page in enumerate(self._pages, start=2):
            axes = page.axes[0]
            words = f"{number}"
            self._lettering.write(
                axes, words, self._sheet.width - _MARGIN, 34, _TEXT, colour=_QUIET, align="right"
            )
        return self._pages

    def chronology(self, lines: Sequence[Line]) -> None:
        """All events in the order of time."""
        self._new_page()
        self._heading("chronology")
        names = ("when", "who", "what", "how_many", "where", "status")
        self._row([self._said.get("columns", name) for name in names], _SHARES, bold=True)
        for line in lines:
            self._row(line.cells, _SHARES)
        if not lines:
            self._paragraph(self._said.get("figure", "empty"))

    def forces(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Whose forces moved, and the numbers told."""
        self._heading("forces")
        shares = (0.3, 0.15, 0.55)
        self._row(
            [self._said.get("columns", name) for name in ("who", "movements", "how_many")], shares, bold=True
        )
        for row in rows:
            self._row(row, shares)

    def evidence(self, lines: Sequence[Line]) -> None:
        """The sentences that each event was read from."""
        self._new_page()
        self._heading("evidence")
        for line in lines:
            self._paragraph(f"{line.when_told} · {line.who} · {line.what} · {line.where}", bold=True)
            sure = self._said.get("tooltip", "confidence", percent=line.confidence)
            for piece in line.evidence:
                self._paragraph(f"« {piece.quote.strip()} »")
                self._paragraph(f"{piece.source}, {piece.start}–{piece.end} · {sure}", colour=_QUIET)
            self._y -= 10

    def _heading(self, key: str) -> None:
        self._room(_HEADING * 4)
        self._y -= _HEADING * 1.6
        words = self._said.get("report", key)
        self._lettering.write(self._on(), words, _MARGIN, self._y, _HEADING, colour=_INK, bold=True)
        self._y -= 14

    def _row(self, cells: Sequence[str], shares: Sequence[float], *, bold: bool = False) -> None:
        width = self._sheet.width - 2 * _MARGIN
        wrapped = [
            self._lettering.lines(cell, _TEXT, width * share - 14, most=_MOST_LINES, bold=bold)
            for cell, share in zip(cells, shares, strict=True)
        ]
        height = max(map(len, wrapped)) * _TEXT * _LINE + 10
        self._room(height)
        left = _MARGIN
        for lines, share in zip(wrapped, shares, strict=True):
            for index, line in enumerate(lines):
                y = self._y - (index + 1) * _TEXT * _LINE
                self._lettering.write(self._on(), line, left, y, _TEXT, colour=_INK, bold=bold)
            left += width * share
        self._y -= height
        self._on().plot([_MARGIN, _MARGIN + width], [self._y + 1] * 2, color=_RULE, linewidth=0.5)

    def _paragraph(self, words: str, *, bold: bool = False, colour: str = _INK) -> None:
        width = self._sheet.width - 2 * _MARGIN
        for line in self._lettering.lines(words, _TEXT, width, most=60, bold=bold):
            self._room(_TEXT * _LINE)
            self._y -= _TEXT * _LINE
            self._lettering.write(self._on(), line, _MARGIN, self._y, _TEXT, colour=colour, bold=bold)

    def _room(self, height: float) -> None:
        if self._y - height < _MARGIN:
            self._new_page()

    def _new_page(self) -> None:
        figure, self._axes = figures.blank(self._sheet)
        self._pages.append(figure)
        self._y = self._sheet.height - _MARGIN

    def _on(self) -> Axes:
        assert self._axes is not None
        return self._axes
