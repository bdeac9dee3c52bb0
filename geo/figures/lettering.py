"""Letters on the sheet: measured in units, broken into lines, and cleaned of what no font of ours can write.

The fonts are those of ``data/fonts`` (Source Sans 3) and, for scripts it lacks, matplotlib's own DejaVu
Sans. No text is read as mathematics.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

from geo.errors import DataError
from geo.figures.sheets import LINE, Box

_FAMILY = ["Source Sans 3", "DejaVu Sans"]
_FILES = {False: "SourceSans3-Regular.ttf", True: "SourceSans3-Bold.ttf"}
_UNWRITABLE = "\N{WHITE SQUARE}"
_ELLIPSIS = "…"
# The no-break spaces, wide and narrow.
_HOLDING = "\u00a0\u202f"
# Renderers round the width of letters, each in its own way.
_SLACK = 1.03
_MEASURED_AT = 100.0
_WEIGHTS = {False: 400, True: 700}


@dataclass(frozen=True)
class Lettering:
    """The fonts of one installation, for one sheet.

    Attributes:
        fonts_dir: holds the files of the fonts.
        points_per_unit: of the sheet.
    """

    fonts_dir: Path
    points_per_unit: float

    def clean(self, text: str) -> str:
        """One line that our fonts can write: other characters become a white square, controls a space.

        Spaces that hold a number and its unit together stay so.
        """
        glyphs = _glyphs(self.fonts_dir)
        spaced = "".join(_spaced(char) for char in text)
        plain = " ".join(word for word in spaced.split(" ") if word)
        return "".join(
            char if ord(char) in glyphs else _UNWRITABLE
            for char in plain
            if unicodedata.category(char) != "Cf"
        )

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of a line in letters of that size, units."""
        return _width(self.fonts_dir, text, bold) * size

    def lines(self, text: str, size: float, width: float, *, most: int, bold: bool = False) -> list[str]:
        """The text broken into at most that many lines, an ellipsis where it is longer."""
        words = self.clean(text).split(" ")
        lines: list[str] = []
        while words and len(lines) < most:
            count = self._fitting(words, size, width, bold=bold)
            line, words = " ".join(words[:count]), words[count:]
            if words and len(lines) == most - 1:
                line += _ELLIPSIS
            lines.append(self._cut(line, size, width, bold=bold))
        return lines

    def write(  # noqa: PLR0913  what a text needs
        self,
        axes: Axes,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        colour: str,
        bold: bool = False,
        align: str = "left",
        vertical: str = "baseline",
        halo: str | None = None,
        zorder: float = 10,
    ) -> None:
        """Writes one clean line."""
        written = axes.text(
            x,
            y,
            text,
            fontproperties=self._font(size, bold=bold),
            color=colour,
            ha=align,
            va=vertical,
            parse_math=False,
            zorder=zorder,
        )
        if halo:
            written.set_path_effects([withStroke(linewidth=4 * self.points_per_unit, foreground=halo)])

    def paragraph(
        self, axes: Axes, text: str, box: Box, size: float, *, colour: str, most: int = 99, bold: bool = False
    ) -> float:
        """Writes lines from the top of the box down; returns how far down they reach, units."""
        y = box.top
        for line in self.lines(text, size, box.width, most=most, bold=bold):
            y -= size * LINE
            self.write(axes, line, box.left, y + size * 0.3, size, colour=colour, bold=bold)
        return y

    def _font(self, size: float, *, bold: bool) -> font_manager.FontProperties:
        font = _font(self.fonts_dir, bold).copy()
        font.set_size(size * self.points_per_unit)
        return font

    def _fitting(self, words: list[str], size: float, width: float, *, bold: bool) -> int:
        """How many of the words fill a line, at least one."""
        count = 1
        while count < len(words) and self.width(" ".join(words[: count + 1]), size, bold=bold) <= width:
            count += 1
        return count

    def _cut(self, line: str, size: float, width: float, *, bold: bool) -> str:
        while len(line) > 1 and self.width(line, size, bold=bold) > width:
            line = line.removesuffix(_ELLIPSIS)[:-1].rstrip() + _ELLIPSIS
        return line


def _spaced(char: str) -> str:
    if char in _HOLDING:
        return _HOLDING[0]
    return " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Zs") else char


@cache
def _register(fonts_dir: Path) -> None:
    for name in _FILES.values():
        if not (fonts_dir / name).is_file():
            raise DataError(f"{fonts_dir / name}: expected a font, found none; run data/build.py fonts")
        font_manager.fontManager.addfont(fonts_dir / name)


@cache
def _font(fonts_dir: Path, bold: bool) -> font_manager.FontProperties:  # noqa: FBT001  a key of the cache
    _register(fonts_dir)
    return font_manager.FontProperties(family=_FAMILY, weight=_WEIGHTS[bold], size=_MEASURED_AT)


def _width(fonts_dir: Path, text: str, bold: bool) -> float:  # noqa: FBT001  a key of the cache
    """Width of a line in letters of size one: its letters' own widths, so kerning makes it no wider."""
    return sum(_advance(fonts_dir, char, bold) for char in text) * _SLACK


@cache
def _advance(fonts_dir: Path, char: str, bold: bool) -> float:  # noqa: FBT001  a key of the cache
    width, _, _ = text_to_path.get_text_width_height_descent(char, _font(fonts_dir, bold), ismath=False)
    return float(width) / _MEASURED_AT


@cache
def _glyphs(fonts_dir: Path) -> frozenset[int]:
    _register(fonts_dir)
    files = [str(fonts_dir / _FILES[False]), font_manager.findfont("DejaVu Sans")]
    return frozenset(code for file in files for code in FT2Font(file).get_charmap())
