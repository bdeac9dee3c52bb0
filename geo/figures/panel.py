"""The panel beside a map: the legend of what is on it, and the events that have no label there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from geo import cartography
from geo.cartography import Mark, Words, style
from geo.figures.lettering import Lettering
from geo.figures.pens import PAPER, Pen
from geo.figures.sheets import LINE, TEXT, Box

_SAMPLE_WIDTH = 60.0
_HALF_GAP = 8.0
_ROW = 26.0
_HEADING = 32.0
_COLUMN_GAP = 36.0
_COLUMN_WIDTH = 424.0
_SAMPLE_PX = 4.0
_SAMPLE_NUMBERS = (1_000, 5_000, 20_000, 60_000)
_MOST_LINES = 3
_NUMBER_WIDTH = 34.0
_QUIET = "#46515c"
_ENTRY_GAP = 4.0
_KIND_ORDER = tuple(cartography.KINDS)
# A line shows the form of a status best, then an outline.
_CLEAREST = {"flow": 0, "arrival": 1, "departure": 1, "circle": 2, "ring": 3}

Sample = Callable[[Pen, Box], None]


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of the legend: a drawn sample and its words."""

    words: str
    sample: Sample


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list: the events it stands for, their number on the map (None: not on it), and words."""

    ids: tuple[str, ...]
    number: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its title, what it says of all its entries together, and these."""

    title: str
    summary: str
    entries: tuple[Listed, ...]
    most_lines: int = 2


def legend(
    marks: Sequence[Mark], said: Words, *, are_joined: bool = False
) -> list[tuple[str, list[LegendRow]]]:
    """The four groups of the legend, each with its title: what is on the map and nothing else."""
    groups = {
        "kind": list(_kinds(marks, said)),
        "status": list(_statuses(marks, said)),
        "quantity": list(_quantities(marks, said)),
        "precision": [*_precisions(marks, said), *(_joined(marks, said) if are_joined else ())],
    }
    return [(said.get("legend", name), rows) for name, rows in groups.items()]


def draw(
    axes: Axes,
    box: Box,
    pen: Pen,
    lettering: Lettering,
    groups: Sequence[tuple[str, list[LegendRow]]],
    lists: Sequence[Listing],
    said: Words,
) -> list[Listed]:
    """Draws the legend, then the lists; returns the entries for which there was room.

    Of each list the title and the summary are written; what its entries leave free is the next one's.
    """
    columns = _columns(box)
    column = _legend(axes, columns.pop(0), pen, lettering, groups)
    shown: list[Listed] = []
    waiting = [listing for listing in lists if listing.entries or listing.summary]
    for index, listing in enumerate(waiting):
        later = sum(_least(lettering, column, after) for after in waiting[index + 1 :])
        least = _least(lettering, column, listing)
        if columns and column.height < least + later + 4 * TEXT * LINE:
            column, later = columns.pop(0), 0.0
        room = replace(column, bottom=column.bottom + (0 if columns else later))
        below = _list(axes, room, lettering, listing, said, shown)
        column = replace(column, top=below)
    return shown


def _least(lettering: Lettering, column: Box, listing: Listing) -> float:
    """The height of a list without its entries, but for the line that counts them."""
    lines = len(lettering.lines(listing.summary, TEXT, column.width, most=_MOST_LINES))
    return _HEADING + (lines + 1) * TEXT * LINE + 8


def _columns(box: Box) -> list[Box]:
    count = max(1, round(box.width / _COLUMN_WIDTH))
    width = (box.width - _COLUMN_GAP * (count - 1)) / count
    lefts = [box.left + index * (width + _COLUMN_GAP) for index in range(count)]
    return [Box(left, box.bottom, left + width, box.top) for left in lefts]


def _legend(
    axes: Axes, column: Box, pen: Pen, lettering: Lettering, groups: Sequence[tuple[str, list[LegendRow]]]
) -> Box:
    """Kinds on the left, statuses and numbers on the right, the rest below; returns the room that is left."""
    kinds, *right, rest = groups
    middle = (column.left + column.right) / 2
    halves = (
        (replace(column, right=middle - _HALF_GAP), (kinds,)),
        (replace(column, left=middle + _HALF_GAP), right),
    )
    lowest = column.top
    for half, stacked in halves:
        below = half
        for title, rows in stacked:
            below = _legend_group(axes, below, pen, lettering, title, rows)
        lowest = min(lowest, below.top)
    return _legend_group(axes, replace(column, top=lowest), pen, lettering, *rest)


def _legend_group(
    axes: Axes, column: Box, pen: Pen, lettering: Lettering, title: str, rows: list[LegendRow]
) -> Box:
    if not rows:
        return column
    y = _heading(axes, column, lettering, title)
    for row in rows:
        sample = Box(column.left, y - _ROW, column.left + _SAMPLE_WIDTH - 8, y)
        row.sample(pen, sample)
        width = column.width - _SAMPLE_WIDTH
        lines = lettering.lines(row.words, TEXT, width, most=2)
        for index, line in enumerate(lines):
            baseline = y - _ROW / 2 - TEXT * 0.34 - index * TEXT * LINE
            lettering.write(axes, line, column.left + _SAMPLE_WIDTH, baseline, TEXT, colour=PAPER.ink)
        y -= _ROW + (len(lines) - 1) * TEXT * LINE
    return replace(column, top=y - 5)


def _heading(axes: Axes, column: Box, lettering: Lettering, title: str) -> float:
    y = column.top - _HEADING
    words = lettering.lines(title, TEXT, column.width, most=1, bold=True)[0]
    lettering.write(axes, words, column.left, y + 10, TEXT, colour=PAPER.ink, bold=True)
    axes.plot([column.left, column.right], [y + 4, y + 4], color=PAPER.coast, linewidth=0.6, zorder=2)
    return y


def _list(
    axes: Axes, column: Box, lettering: Lettering, listing: Listing, said: Words, shown: list[Listed]
) -> float:
    """Writes a list from the top of the column down; returns how far down it reaches."""
    y = _heading(axes, column, lettering, listing.title)
    if listing.summary:
        below = replace(column, top=y)
        y = lettering.paragraph(axes, listing.summary, below, TEXT, colour=_QUIET, most=_MOST_LINES) - 2
    waiting = everything = sum(len(entry.ids) for entry in listing.entries)
    for entry in listing.entries:
        indent = _NUMBER_WIDTH if entry.number is not None else 0.0
        lines = lettering.lines(entry.words, TEXT, column.width - indent, most=listing.most_lines)
        reserve = TEXT * LINE if waiting > len(entry.ids) else 0.0
        if y - len(lines) * TEXT * LINE - _ENTRY_GAP - reserve < column.bottom:
            break
        if entry.number is not None:
            number, middle = str(entry.number), y - TEXT * LINE * 0.77
            lettering.write(axes, number, column.left, middle, TEXT, colour=PAPER.ink, bold=True)
        room = replace(column, left=column.left + indent, top=y)
        y = lettering.paragraph(axes, entry.words, room, TEXT, colour=PAPER.ink, most=listing.most_lines)
        y -= _ENTRY_GAP
        shown.append(entry)
        waiting -= len(entry.ids)
    # Where no entry found room, the summary has said it all.
    if waiting and not (listing.summary and waiting == everything):
        more = said.counted("figure", "more", waiting)
        y = lettering.paragraph(axes, more, replace(column, top=y), TEXT, colour=PAPER.ink, most=1)
    return y - 8


def _kinds(marks: Sequence[Mark], said: Words) -> Iterator[LegendRow]:
    by_kind = {mark.kind: mark for mark in sorted(marks, key=lambda mark: mark.shape == "flow")}
    for kind in sorted(by_kind, key=_KIND_ORDER.index):
        yield LegendRow(said.get("kinds", kind), _sample_of(_plain(by_kind[kind])))


def _statuses(marks: Sequence[Mark], said: Words) -> Iterator[LegendRow]:
    told = {mark.status for mark in marks}
    model = min(marks, key=lambda mark: _CLEAREST.get(mark.shape, len(_CLEAREST)), default=None)
    for status in cartography.FORMS:
        if model and status in told:
            yield LegendRow(said.get("statuses", status), _sample_of(replace(_plain(model), status=status)))


def _quantities(marks: Sequence[Mark], said: Words) -> Iterator[LegendRow]:
    lines = [mark for mark in marks if mark.shape in ("flow", "arrival", "departure")]
    widths = [mark.size_px for mark in lines if mark.counted]
    if widths:
        samples = {number: style.line_width_px(number, None) for number in _SAMPLE_NUMBERS}
        nearest = {
            min(samples, key=lambda number: abs(samples[number] - width))
            for width in (min(widths), max(widths))
        }
        for number in sorted(nearest):
            words = said.get("legend", "people", number=said.number(number))
            yield LegendRow(words, _sample_of(_model(marks[0], "flow", size_px=samples[number])))
    if any(not mark.counted for mark in lines):
        unknown = next(mark for mark in lines if not mark.counted)
        yield LegendRow(said.get("legend", "unknown_number"), _sample_of(_plain(unknown, counted=False)))


def _precisions(marks: Sequence[Mark], said: Words) -> Iterator[LegendRow]:
    if any(mark.shape in ("arrival", "departure") for mark in marks):
        yield LegendRow(said.get("legend", "stub"), _sample_of(_model(marks[0], "arrival")))
    if any(not mark.certain for mark in marks):
        yield LegendRow(said.get("legend", "uncertain"), _sample_of(_model(marks[0], "flow", certain=False)))
    if any(area.kind != "border" for mark in marks for area in mark.areas):
        yield LegendRow(said.get("legend", "extent"), _extent)
    if any(mark.shape == "call" for mark in marks):
        yield LegendRow(said.get("legend", "symbolic"), _sample_of(_model(marks[0], "call", kind="phone")))


def _joined(marks: Sequence[Mark], said: Words) -> Iterator[LegendRow]:
    yield LegendRow(said.get("legend", "joined"), _sample_of(_model(marks[0], "flow")))


def _plain(mark: Mark, *, counted: bool = True) -> Mark:
    """A mark as the sample of its kind: a fact, sure, of a middling size."""
    standing = mark.shape in ("circle", "ring", "sign")
    size = 8.0 if standing else _SAMPLE_PX if counted else mark.size_px
    shape = "sign" if mark.shape == "call" else mark.shape
    return replace(
        mark,
        shape=shape,
        status="occurred",
        certain=True,
        counted=counted,
        size_px=8.0 if shape == "sign" else size,
    )


def _model(mark: Mark, shape: cartography.Shape, **looks: object) -> Mark:
    """A mark that stands for its form alone, in the terms of another."""
    size = style.CALL_WIDTH_PX if shape == "call" else _SAMPLE_PX
    model = replace(
        mark, shape=shape, kind="transfer", status="occurred", certain=True, size_px=size, counted=True
    )
    return replace(model, **looks)  # type: ignore[arg-type]


def _sample_of(mark: Mark) -> Sample:
    return lambda pen, box: pen.sample(mark, box)


def _extent(pen: Pen, box: Box) -> None:
    pen.tint(box)
