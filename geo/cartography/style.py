"""How marks look: colours, widths, the form of each status, and the signs of talks.

Colour stands for what happens, never for whose forces they are: an ally's move has no colour of its
own. The colours are darkened from the set of Okabe and Ito for colour-blind readers (Color Universal
Design), without its vermilion, and differ in lightness, so that a grey print keeps them apart; shape
repeats what colour says, and the form of the line alone says the status.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from geo.records import MEETING_KINDS, MOVEMENT_KINDS, Status

KINDS = (*MOVEMENT_KINDS, *MEETING_KINDS)

# Kind of event → (colour on a light sheet, colour on a dark one).
COLOURS: dict[str, tuple[str, str]] = {
    "transfer": ("#0b4f8a", "#6cb4ee"),
    "withdrawal": ("#d98200", "#ffb84d"),
    "presence": ("#5b3a8c", "#b79be8"),
    "alert": ("#a3347f", "#ee8fd0"),
    "talks": ("#00795c", "#3fd0a6"),
}
# What the text gives no number of is paler, half way to this grey.
_UNKNOWN_GREY = "#8a8f98"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Colours of what lies under the marks, and of words on it."""

    sea: str
    land: str
    coast: str
    border: str
    disputed: str
    area: str
    ink: str
    quiet_ink: str
    halo: str


SHEETS: dict[str, Sheet] = {
    "light": Sheet(
        sea="#dfe8ee",
        land="#fbfaf6",
        coast="#b4c3cd",
        border="#c3bfb4",
        disputed="#9c978a",
        area="#35506b",
        ink="#1d2733",
        quiet_ink="#76808b",
        halo="#ffffff",
    ),
    "dark": Sheet(
        sea="#10161d",
        land="#222b35",
        coast="#3c4a57",
        border="#46525e",
        disputed="#6d7a86",
        area="#9fc0de",
        ink="#eef3f7",
        quiet_ink="#8d9aa6",
        halo="#10161d",
    ),
}

# A line's width in pixels: least, most, and what one root of a number adds. One aircraft, ship or vehicle
# weighs as much as a hundred people, so that a squadron and a battalion look alike.
MIN_WIDTH_PX, MAX_WIDTH_PX = 2.0, 11.0
UNKNOWN_WIDTH_PX = 1.6
_WIDTH_PER_ROOT = 0.045
_PEOPLE_PER_PIECE = 100
# A circle's radius, likewise.
MIN_RADIUS_PX, MAX_RADIUS_PX = 6.5, 19.0
_RADIUS_PER_ROOT = 0.042
CALL_WIDTH_PX = 1.3
SIGN_RADIUS_PX = 10.0

# A head is ``share`` times as wide as its line, within bounds, and ``aspect`` times as long as wide.
HEAD = {"share": 3.0, "least_px": 9.0, "most_px": 24.0, "aspect": 1.15}
STUB_LENGTH_PX = 46.0


@dataclass(frozen=True, slots=True)
class LineForm:
    """The form that a status gives to a line or an outline, readable without colour.

    Attributes:
        dash: lengths on and off in units of the line's width; empty = unbroken.
        round: dots rather than bars.
        hollow: two thin lines instead of a thick one, and an empty head.
        filled: a circle or a sign is filled.
    """

    dash: tuple[float, ...] = ()
    round: bool = False
    hollow: bool = False
    filled: bool = True


FORMS: dict[Status, LineForm] = {
    "occurred": LineForm(),
    "announced": LineForm(dash=(3.2, 2.0), filled=False),
    "possible": LineForm(dash=(0.01, 2.1), round=True, filled=False),
    "alleged": LineForm(hollow=True, filled=False),
}

SignName = Literal["in_person", "visit", "phone", "video", "unspecified"]

# Signs in a box of 16 × 16 with y down, as SVG paths of absolute M, L, Q and Z alone, to be filled:
# two people; one person and an arrow; a handset; a camera; a speech bubble.
SIGNS: dict[SignName, str] = {
    "in_person": (
        "M5 3 Q7.2 3 7.2 5.2 Q7.2 7.4 5 7.4 Q2.8 7.4 2.8 5.2 Q2.8 3 5 3 Z "
        "M11 3 Q13.2 3 13.2 5.2 Q13.2 7.4 11 7.4 Q8.8 7.4 8.8 5.2 Q8.8 3 11 3 Z "
        "M1.2 13 Q1.2 8.4 5 8.4 Q7.4 8.4 7.7 10.4 L7.7 13 Z "
        "M8.3 13 L8.3 10.4 Q8.6 8.4 11 8.4 Q14.8 8.4 14.8 13 Z"
    ),
    "visit": (
        "M5 3 Q7.2 3 7.2 5.2 Q7.2 7.4 5 7.4 Q2.8 7.4 2.8 5.2 Q2.8 3 5 3 Z "
        "M1.2 13 Q1.2 8.4 5 8.4 Q8.6 8.4 8.6 13 Z M9 7 L12 7 L12 5 L15.4 8 L12 11 L12 9 L9 9 Z"
    ),
    "phone": (
        "M3.2 2.2 L5.6 1.6 L7 5 L5.4 6.2 Q6.6 8.8 9.6 10.6 L10.9 9 L14.2 10.6 L13.6 13 Q13 14.4 11.4 14.2 "
        "Q6.6 13.4 3.6 9.2 Q1.8 6.4 2 3.8 Q2.2 2.6 3.2 2.2 Z"
    ),
    "video": "M1.5 4 L10 4 L10 12 L1.5 12 Z M11 7 L14.8 4.6 L14.8 11.4 L11 9 Z",
    "unspecified": (
        "M8 2.6 Q14.6 2.6 14.6 7.2 Q14.6 11.6 8.4 11.7 L5 14.4 L5.2 11.2 Q1.4 10.2 1.4 7.2 Q1.4 2.6 8 2.6 Z"
    ),
}


def colour_key(kind: str) -> str:
    """The key into ``COLOURS`` of a kind of event: that of talks for all kinds of them."""
    return kind if kind in COLOURS else "talks"


def paler(colour: str) -> str:
    """Half way from a ``#rrggbb`` colour to grey: of what the text gives no number."""
    mixed = ((int(colour[i : i + 2], 16) + int(_UNKNOWN_GREY[i : i + 2], 16)) // 2 for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def line_width_px(number: float | None, what: str | None) -> float:
    """Width of a flow of that many people (or pieces, where ``what`` is no people); thin where unknown."""
    if number is None:
        return UNKNOWN_WIDTH_PX
    return _scaled(number, what, _WIDTH_PER_ROOT, MIN_WIDTH_PX, MAX_WIDTH_PX)


def radius_px(number: float | None, what: str | None) -> float:
    """Radius of a circle that stands for that many people (or pieces); least where unknown."""
    if number is None:
        return MIN_RADIUS_PX
    return _scaled(number, what, _RADIUS_PER_ROOT, MIN_RADIUS_PX, MAX_RADIUS_PX)


def head_px(width_px: float) -> tuple[float, float]:
    """Length and width of the head of a line of that width."""
    width = max(HEAD["least_px"], min(HEAD["most_px"], width_px * HEAD["share"]))
    return (width * HEAD["aspect"], width)


def _scaled(number: float, what: str | None, per_root: float, least: float, most: float) -> float:
    people = number if what in (None, "personnel") else number * _PEOPLE_PER_PIECE
    return round(min(most, least + per_root * math.sqrt(people)), 2)
