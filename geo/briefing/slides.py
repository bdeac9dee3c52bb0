"""A deck of slides (PPTX): editable title and text, the picture, the table, the sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence

import geopandas as gpd
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Inches, Pt

from geo import cartography, figures
from geo.briefing import chronology
from geo.briefing.chronology import Line
from geo.briefing.options import Options, Progress
from geo.cartography import Words
from geo.figures import SHEETS, Window

_WIDTH, _HEIGHT = 40 / 3, 7.5
_TITLE_ONLY = 5  # of python-pptx's own template
_COLUMN_INCHES = (2.0, 2.7, 1.7, 1.75, 3.1, 1.6)
_LONGEST_CELL = 90
_CELL_PT = 12
# Titles up to so many letters have that size: one line, or two small ones.
_LONGEST_TITLE = 300
_TITLE_PT = ((60, 26), (110, 16), (_LONGEST_TITLE, 10))
# How high a table may be, and a row of it: its lines, as wide as a broad font writes them, and its margins.
_TABLE_TOP, _TABLE_INCHES = 1.15, 5.9
_LETTERS_AN_INCH, _LINE_INCHES, _ROW_MARGIN_INCHES = 9.5, 0.21, 0.11
_STAMP = dt.datetime(2022, 1, 1)  # noqa: DTZ001  python-pptx wants it naive; the same events give the same file
_INK, _WHITE, _BAND = (RGBColor.from_string(name) for name in ("1D2733", "FFFFFF", "F1F4F7"))  # type: ignore[no-untyped-call]


def deck(frame: gpd.GeoDataFrame, options: Options, progress: Progress) -> bytes:
    """A slide with the map and slides with the table, for the window or for each day with events."""
    said = cartography.words(options.lang)
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    windows = [options.window]
    if options.per_day:
        windows = [Window(day, day) for day in chronology.days(frame, options.window)]
    for index, window in enumerate(windows):
        _add(presentation, frame, window, options, said)
        progress(index + 1, len(windows))
    _stamp(presentation, options, said)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _add(presentation: Deck, frame: gpd.GeoDataFrame, window: Window, options: Options, said: Words) -> None:
    lines = chronology.lines(frame, window, said)
    framing = options.window if options.per_day else None
    drawing = figures.draw(
        frame, window, sheet=SHEETS["slide"], lang=options.lang, caption=options.caption, framing=framing
    )
    slide = _titled(presentation, options.title or said.get("figure", "title"))
    _subtitle(slide, drawing.subtitle)
    sheet = drawing.sheet
    top = Inches(_HEIGHT - sheet.height_in)
    picture = slide.shapes.add_picture(
        io.BytesIO(drawing.to_bytes("png")), Inches(0), top, Inches(sheet.width_in), Inches(sheet.height_in)
    )
    _describe(picture, _described(lines, said))
    _note(slide, _notes(lines, options, frame))
    for rows in by_slide(lines):
        _table(presentation, rows, drawing.subtitle, options, said)


def by_slide(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows in lists that fit a slide."""
    rows: list[Line] = []
    left = _TABLE_INCHES
    for line in lines:
        height = _row_inches(line)
        if rows and height > left:
            yield rows
            rows, left = [], _TABLE_INCHES
        rows.append(line)
        left -= height
    if rows:
        yield rows


def _row_inches(line: Line) -> float:
    counts = (
        math.ceil(len(_shortened(words)) / (inches * _LETTERS_AN_INCH))
        for words, inches in zip(line.cells, _COLUMN_INCHES, strict=True)
    )
    return max(counts) * _LINE_INCHES + _ROW_MARGIN_INCHES


def _describe(picture: Picture, words: str) -> None:
    """Says what a picture shows; python-pptx has no setter for it."""
    picture._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", words)  # noqa: SLF001


def _note(slide: Slide, words: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None  # python-pptx's own template has one
    frame.text = _clean(words)


def _titled(presentation: Deck, title: str) -> Slide:
    slide: Slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    assert shape is not None  # the layout has one
    shape.left, shape.top, shape.width, shape.height = Inches(0.12), Inches(0.12), Inches(13.0), Inches(0.55)
    shape.text_frame.word_wrap = True
    paragraph = shape.text_frame.paragraphs[0]
    title = _clean(title)[:_LONGEST_TITLE]
    paragraph.text = title
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size = Pt(next(size for length, size in _TITLE_PT if len(title) <= length))
    paragraph.font.bold = True
    paragraph.font.color.rgb = _INK
    return slide


def _subtitle(slide: Slide, words: str) -> None:
    box = slide.shapes.add_textbox(Inches(0.12), Inches(0.6), Inches(13.0), Inches(0.4))
    box.text_frame.word_wrap = True
    paragraph = box.text_frame.paragraphs[0]
    paragraph.text = words
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size = Pt(15)
    paragraph.font.color.rgb = _INK


def _table(presentation: Deck, lines: Sequence[Line], subtitle: str, options: Options, said: Words) -> None:
    slide = _titled(presentation, options.title or said.get("figure", "title"))
    _subtitle(slide, subtitle)
    heads = [said.get("columns", name) for name in ("when", "who", "what", "how_many", "where", "status")]
    shape = slide.shapes.add_table(
        len(lines) + 1,
        len(heads),
        Inches(0.22),
        Inches(_TABLE_TOP),
        Inches(sum(_COLUMN_INCHES)),
        Inches(0.32 * (len(lines) + 1)),
    )
    for index, inches in enumerate(_COLUMN_INCHES):
        shape.table.columns[index].width = Inches(inches)
    for row, cells in enumerate([heads, *(line.cells for line in lines)]):
        for column, words in enumerate(cells):
            _fill(shape.table.cell(row, column), words, row)
    _note(slide, _quotes(lines))


def _fill(cell: _Cell, words: str, row: int) -> None:
    """Dark head, every other row on a pale band."""
    cell.text = _shortened(_clean(words))
    cell.fill.solid()  # type: ignore[no-untyped-call]
    cell.fill.fore_color.rgb = _INK if row == 0 else _WHITE if row % 2 else _BAND
    font = cell.text_frame.paragraphs[0].font
    font.size = Pt(_CELL_PT)
    font.bold = row == 0
    font.color.rgb = _WHITE if row == 0 else _INK


def _described(lines: Sequence[Line], said: Words) -> str:
    """The picture in words, for who cannot see it."""
    return _clean(f"{said.get('figure', 'title')}: " + "; ".join(" ".join(line.cells) for line in lines))[
        :1000
    ]


def _notes(lines: Sequence[Line], options: Options, frame: gpd.GeoDataFrame) -> str:
    version = cartography.words(options.lang).get("figure", "version", version=figures.version(frame))
    return "\n\n".join(part for part in (_quotes(lines), options.permalink, version) if part)


def _quotes(lines: Sequence[Line]) -> str:
    return "\n\n".join(
        f"{line.who} · {line.what} · {line.where}\n"
        + "\n".join(
            f"« {piece.quote.strip()} » ({piece.source}, {piece.start}–{piece.end})"
            for piece in line.evidence
        )
        for line in lines
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else words[: _LONGEST_CELL - 1] + "…"


def _clean(words: str) -> str:
    """Without the control characters that XML cannot hold."""
    return (
        "".join(char for char in words if char in "\n\t" or char >= " ")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def _stamp(presentation: Deck, options: Options, said: Words) -> None:
    properties = presentation.core_properties
    properties.title = _clean(options.title or said.get("figure", "title"))[:255]
    properties.author = "Sitmap"
    properties.last_modified_by = "Sitmap"
    properties.created = properties.modified = _STAMP
