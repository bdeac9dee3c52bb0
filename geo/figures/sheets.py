"""The sheets a figure can be drawn on, and where the map, the panel and the texts stand on each.

Lengths are in *units*: one unit is a pixel of a slide of 1920 × 1080, and the short side of every
sheet has 1080 of them, so that one layout serves the projector and the paper. The origin is the lower
left corner, y goes up.
"""

from __future__ import annotations

from dataclasses import dataclass

SHORT_SIDE = 1080.0
MARGIN = 28.0
# Nothing on a sheet is smaller than this: 18 pixels of a slide, 10 points on A4.
TEXT = 18.0
TITLE_TEXT = 34.0
SUBTITLE_TEXT = 22.0
LINE = 1.28  # of the size of the text

_TITLE_HEIGHT = 104.0
_FOOT_HEIGHT = 96.0
_WIDE = 1700.0
_PANEL_WIDTH = 424.0
_PANEL_HEIGHT = 500.0
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in units."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """The box with that much more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def nearest(self, point: tuple[float, float]) -> tuple[float, float]:
        """The point of the box that is nearest to another."""
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)

    def overlaps(self, other: Box) -> bool:
        """Whether the two have a common inside."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper or a slide.

    Attributes:
        name: as in the name of a file.
        width_in, height_in: inches.
        pixels: width and height of its PNG.
        short_side: units of its short side; fewer where it is a part of a slide.
        is_titled: whether title and dates stand on it.
    """

    name: str
    width_in: float
    height_in: float
    pixels: tuple[int, int]
    short_side: float = SHORT_SIDE
    is_titled: bool = True

    @property
    def width(self) -> float:
        """In units."""
        return self.width_in / self._inches_per_unit

    @property
    def height(self) -> float:
        """In units."""
        return self.height_in / self._inches_per_unit

    @property
    def points_per_unit(self) -> float:
        """Typographic points (1/72 inch) of one unit."""
        return self._inches_per_unit * 72

    @property
    def dpi(self) -> float:
        """Pixels an inch of its PNG; a hair more, as matplotlib rounds down."""
        return max(self.pixels[0] / self.width_in, self.pixels[1] / self.height_in) + 1e-6

    @property
    def is_portrait(self) -> bool:
        """Whether it is higher than wide: the panel then stands below the map."""
        return self.height_in > self.width_in

    @property
    def title(self) -> Box:
        """Where the title and the window of dates stand."""
        height = _TITLE_HEIGHT if self.is_titled else 6
        return Box(MARGIN, self.height - height, self.width - MARGIN, self.height - 18)

    @property
    def foot(self) -> Box:
        """Where scale, sources, policy and version stand."""
        return Box(MARGIN, 14, self.width - MARGIN, self._foot_top)

    @property
    def panel(self) -> Box:
        """Where the legend and the list stand."""
        if self.is_portrait:
            return Box(MARGIN, self._foot_top, self.width - MARGIN, self._foot_top + _PANEL_HEIGHT)
        return Box(self.width - MARGIN - _PANEL_WIDTH, self._foot_top, self.width - MARGIN, self.title.bottom)

    @property
    def map(self) -> Box:
        """Where the map stands."""
        if self.is_portrait:
            return Box(MARGIN, self.panel.top + _GAP, self.width - MARGIN, self.title.bottom)
        return Box(MARGIN, self._foot_top, self.panel.left - _GAP, self.title.bottom)

    @property
    def _foot_top(self) -> float:
        """Three lines; more on sheets where the sentence on borders takes two, and the others too."""
        more = 3 if self.is_portrait else 1 if self.width < _WIDE else 0
        return _FOOT_HEIGHT + more * TEXT * LINE

    @property
    def _inches_per_unit(self) -> float:
        return min(self.width_in, self.height_in) / self.short_side


def _paper(name: str, short_mm: float, long_mm: float) -> dict[str, Sheet]:
    """Landscape and portrait of a paper, at 200 pixels an inch."""
    short, long = short_mm / 25.4, long_mm / 25.4
    low, high = int(short * 200), int(long * 200)
    return {
        name: Sheet(name, long, short, (high, low)),
        f"{name}_portrait": Sheet(f"{name}_portrait", short, long, (low, high)),
    }


SHEETS: dict[str, Sheet] = {
    "16x9": Sheet("16x9", 40 / 3, 7.5, (1920, 1080)),
    "16x9_4k": Sheet("16x9_4k", 40 / 3, 7.5, (3840, 2160)),
    "16x9_video": Sheet("16x9_video", 40 / 3, 7.5, (1280, 720)),
    "slide": Sheet("slide", 40 / 3, 6.5, (2000, 975), short_side=936, is_titled=False),
    **_paper("a4", 210, 297),
    **_paper("a3", 297, 420),
}
