"""The legend: every form a mark can take, with a drawn sample and words.

The samples are small SVG pictures with markup of ours alone; neutral ones use ``currentColor``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from geo.cartography import curves, style, texts
from geo.cartography.style import FORMS, LineForm
from geo.records import MEETING_KINDS, STATUSES

Group = Literal["kind", "status", "quantity", "precision"]

_WIDTH, _HEIGHT = 46, 20
_SAMPLE_NUMBERS = (100, 2_000, 10_000, 40_000)
_NEUTRAL = "currentColor"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: its group and that group's title, words, and a sample as SVG markup."""

    group: Group
    title: str
    label: str
    svg: str


def legend(lang: texts.Lang = "fr", *, dark: bool = False) -> tuple[LegendEntry, ...]:
    """All lines of the legend, in order, for a light or a dark sheet."""
    said = texts.words(lang)

    def entry(group: Group, label: str, *shapes: str) -> LegendEntry:
        return LegendEntry(group, said.get("legend", group), label, _svg(*shapes))

    def colour(kind: str) -> str:
        return style.COLOURS[style.colour_key(kind)][dark]

    numbers = (
        entry("quantity", said.get("legend", "people", number=said.number(number)), _sample_arrow(number))
        for number in _SAMPLE_NUMBERS
    )
    return (
        entry("kind", said.get("kinds", "transfer"), _arrow(4.0, colour("transfer"))),
        entry("kind", said.get("kinds", "withdrawal"), _arrow(4.0, colour("withdrawal"))),
        entry("kind", said.get("kinds", "presence"), _circle(7.5, colour("presence"))),
        entry("kind", said.get("kinds", "alert"), _ring(7.5, colour("alert"))),
        *(entry("kind", said.get("kinds", kind), _sign(kind, colour("talks"))) for kind in MEETING_KINDS),
        *(
            entry("status", said.get("statuses", status), _arrow(4.0, _NEUTRAL, FORMS[status]))
            for status in STATUSES
            if status in FORMS
        ),
        *numbers,
        entry("quantity", said.get("legend", "unknown_number"), _arrow(style.UNKNOWN_WIDTH_PX, "#8a8f98")),
        entry("precision", said.get("legend", "stub"), _stub()),
        entry("precision", said.get("legend", "extent"), _extent()),
        entry("precision", said.get("legend", "uncertain"), _uncertain()),
        entry("precision", said.get("legend", "joined"), _joined()),
        entry("precision", said.get("legend", "reviewed"), _reviewed()),
        entry("precision", said.get("legend", "symbolic"), _call(colour("talks"))),
    )


def _svg(*shapes: str) -> str:
    body = "".join(shapes)
    return (
        f'<svg class="sitmap-sample" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'aria-hidden="true" focusable="false">{body}</svg>'
    )


def _sample_arrow(number: int) -> str:
    return _arrow(style.line_width_px(number, None), _NEUTRAL)


def _arrow(width: float, colour: str, form: LineForm = FORMS["occurred"]) -> str:
    length, breadth = style.head_px(width)
    length, breadth = min(length, 15.0), min(breadth, 18.0)
    middle, tip = _HEIGHT / 2, _WIDTH - 2
    line = _line(tip - length, width, colour, form)
    back, top, bottom = f"{tip - length:.1f}", middle - breadth / 2, middle + breadth / 2
    fill = colour if form.filled else "none"
    return line + (
        f'<path d="M{tip} {middle} L{back} {top:.1f} L{back} {bottom:.1f} Z" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.4" stroke-linejoin="round"/>'
    )


def _line(end: float, width: float, colour: str, form: LineForm) -> str:
    """A line across the middle, from the left edge to ``end``."""
    middle = _HEIGHT / 2
    if form.hollow:
        gap = max(width, 4.0) / 2
        return "".join(
            f'<path d="M3 {y} L{end:.1f} {y}" stroke="{colour}" stroke-width="1.3"/>'
            for y in (middle - gap, middle + gap)
        )
    dash = " ".join(f"{part * width:.2f}" for part in form.dash)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    cap = ' stroke-linecap="round"' if form.round else ""
    pen = f'stroke="{colour}" stroke-width="{width}"{dashes}{cap}'
    return f'<path d="M3 {middle} L{end:.1f} {middle}" {pen}/>'


def _circle(radius: float, colour: str) -> str:
    centre = f'cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}"'
    return f'<circle {centre} r="{radius}" fill="{colour}" fill-opacity="0.85" stroke="{colour}"/>'


def _ring(radius: float, colour: str) -> str:
    centre = f'cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}"'
    return (
        f'<circle {centre} r="{radius}" fill="none" stroke="{colour}" stroke-width="2.2"/>'
        f'<circle {centre} r="{radius - 4}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
    )


def _sign(kind: style.SignName, colour: str) -> str:
    left, top = _WIDTH / 2 - 9, _HEIGHT / 2 - 9
    place = f"translate({left + 2.6} {top + 2.6}) scale(0.8)"
    return (
        f'<rect x="{left}" y="{top}" width="18" height="18" rx="5" fill="{colour}"/>'
        f'<path transform="{place}" d="{style.SIGNS[kind]}" fill="#fff"/>'
    )


def _stub() -> str:
    tip = _WIDTH / 2 + 8
    fading = "".join(
        f'<path d="M{tip - 26 + 4 * step} 10 L{tip - 22 + 4 * step} 10" stroke="currentColor" '
        f'stroke-width="3.5" stroke-opacity="{(step + 1) / 4:.2f}"/>'
        for step in range(4)
    )
    return fading + f'<path d="M{tip} 10 L{tip - 11} 5 L{tip - 11} 15 Z" fill="currentColor"/>'


def _extent() -> str:
    return (
        '<path d="M6 13 Q9 3 20 4 Q34 1 40 8 Q43 17 30 17 Q12 20 6 13 Z" fill="currentColor" '
        'fill-opacity="0.16" stroke="currentColor" stroke-opacity="0.35"/>'
    )


def _uncertain() -> str:
    return (
        '<path d="M3 10 L43 10" stroke="currentColor" stroke-width="12" stroke-opacity="0.14"/>'
        '<path d="M3 10 L43 10" stroke="currentColor" stroke-width="7" stroke-opacity="0.18"/>'
        '<path d="M3 10 L43 10" stroke="currentColor" stroke-width="3" stroke-opacity="0.6"/>'
    )


def _joined() -> str:
    words = 'font-size="9" font-weight="600" text-anchor="middle" fill="currentColor"'
    return _arrow(4.0, _NEUTRAL) + f'<text x="15" y="7" {words}>×3</text>'


def _reviewed() -> str:
    centre = f'cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}"'
    return (
        f'<circle {centre} r="5" fill="none" stroke="currentColor" stroke-width="1.2"/>'
        f'<circle {centre} r="2.4" fill="currentColor"/>'
    )


def _call(colour: str) -> str:
    arc = curves.Bezier((4, 16), (_WIDTH / 2, -2), (_WIDTH - 4, 16))
    path = " L".join(f"{x:.1f} {y:.1f}" for x, y in arc.points(math.ceil(_WIDTH / 4)))
    pen = f'stroke="{colour}" stroke-width="{style.CALL_WIDTH_PX}"'
    return f'<path d="M{path}" fill="none" {pen}/>'
