"""Texts on the map, each where nothing lies under it, or not at all.

The places are found by textalloc (greedy, candidates around an anchor: Kjellson 2022, after Imhof's rule
of trying the best place first), over the boxes and lines of a :class:`geo.figures.pens.Scene`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from textalloc.non_overlapping_boxes import get_non_overlapping_boxes

from geo.figures.sheets import Box

XY = tuple[float, float]

# The library takes None where its annotations say an array.
_search: Any = get_non_overlapping_boxes
Rows = NDArray[np.float64]

# How far from its anchor a text may stand, and what it keeps off others, units.
NEAR, FAR, CLEARANCE = 5.0, 95.0, 3.0
_CANDIDATES = 60
# How far a straight piece may run from the curve it stands for, units: less than the clearance.
_SMOOTH = 1.5


@dataclass(frozen=True, slots=True)
class Wish:
    """Lines of text that want a place: their size on the sheet and where they may hang, the best anchor first."""

    key: str
    lines: tuple[str, ...]
    width: float
    height: float
    anchors: tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines of text with their place and the anchor they hang on."""

    key: str
    lines: tuple[str, ...]
    box: Box
    anchor: XY


def place(
    wishes: Sequence[Wish],
    frame: Box,
    boxes: Sequence[Box],
    strokes: Sequence[Sequence[XY]],
    *,
    far: float = FAR,
) -> list[Placed]:
    """Places for as many texts as there is room for, the first come first.

    Args:
        wishes: the most important first.
        frame: what no text leaves.
        boxes: what no text covers.
        strokes: lines that no text crosses.
        far: how far from its anchor a text may stand, units.
    """
    taken = np.array([[box.left, box.bottom, box.right, box.top] for box in boxes]).reshape(-1, 4)
    segments = _segments(strokes)
    found = []
    for wish in wishes:
        for anchor in wish.anchors:
            near = _reach(wish, anchor, far)
            around = taken[_meet(taken, near)]
            box = _free(wish, anchor, frame, around, segments[_meet(segments, near)], far)
            if box is not None and not _leads_over(anchor, box, around):
                found.append(Placed(wish.key, wish.lines, box, anchor))
                taken = np.vstack([taken, [[box.left, box.bottom, box.right, box.top]]])
                break
    return found


def _free(wish: Wish, anchor: XY, frame: Box, boxes: Rows, segments: Rows, far: float) -> Box | None:
    """The best free place at an anchor, by the library's search; None where there is none."""
    result, _ = _search(
        [(*anchor, wish.width, wish.height, 0)],
        (frame.left, frame.right),
        (frame.bottom, frame.top),
        frame.width / frame.height,
        CLEARANCE / frame.width,
        NEAR / frame.width,
        far / frame.width,
        verbose=False,
        nbr_candidates=_CANDIDATES if far > 2 * NEAR else 0,
        draw_all=False,
        scatter_xy=None,
        lines_xyxy=segments if len(segments) else None,
        scatter_sizes=None,
        scatter_plot_bbs=boxes if len(boxes) else None,
        text_scatter_sizes=None,
        direction=None,
        draw_lines=False,
        avoid_label_lines_overlap=False,
        avoid_crossing_label_lines=False,
        priority_strategy=None,
    )
    if not result:
        return None
    x, y, width, height, _, _ = result[0]
    return Box(float(x), float(y), float(x + width), float(y + height))


def _leads_over(anchor: XY, box: Box, boxes: Rows) -> bool:
    """Whether the way from a text to its anchor passes over another mark or text: it would seem to be that one's."""
    way, point = shapely.LineString([anchor, box.nearest(anchor)]), shapely.Point(anchor)
    others = shapely.box(*boxes.T)
    return bool(np.any(shapely.intersects(others, way) & ~shapely.intersects(others, point)))


def _reach(wish: Wish, anchor: XY, far: float) -> Box:
    """All that a text at an anchor could touch."""
    x, y = anchor
    width, height = wish.width + far + CLEARANCE, wish.height + far + CLEARANCE
    return Box(x - width, y - height, x + width, y + height)


def _meet(rows: Rows, box: Box) -> NDArray[np.bool_]:
    """Which boxes or segments (x, y, x, y) may lie in a box."""
    x, y = rows[:, [0, 2]], rows[:, [1, 3]]
    across = (x.min(axis=1) < box.right) & (x.max(axis=1) > box.left)
    meets: NDArray[np.bool_] = across & (y.min(axis=1) < box.top) & (y.max(axis=1) > box.bottom)
    return meets


def _segments(strokes: Sequence[Sequence[XY]]) -> Rows:
    """The lines as rows of x, y, x, y, in as few straight pieces as they need."""
    lines = shapely.simplify([shapely.LineString(stroke) for stroke in strokes], _SMOOTH)
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    pieces = np.hstack([xy[:-1], xy[1:]])
    return pieces[owner[:-1] == owner[1:]] if len(xy) else np.empty((0, 4))
