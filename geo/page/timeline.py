"""The date slider: what ``static/timeline.js`` needs to draw itself, and what it says back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from geo.page import session
from geo.page.state import Window, area_of
from geo.settings import PROJECT

_STATIC = PROJECT / "static"
_SCRIPTS = ("timeline.chart.js", "timeline.link.js", "timeline.js")
OPENING_DAYS = 30
"""Length in days of the window a page without a link opens on."""

_OPENING_SHARE = 0.25
_FOCUS_SHARE = 0.1
_FOCUS_MARGIN = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a set of events.

    Attributes:
        first: first day of any event that can be drawn.
        last: last day of any.
        focus: the days the axis shows at the beginning: a few events far off do not squeeze the rest.
        opening: the window a page opens on: the last one with a fair share of what the fullest holds.
    """

    first: dt.date
    last: dt.date
    focus: Window
    opening: Window


def days_of(frame: pd.DataFrame) -> Days | None:
    """The days of a table of events; None where no event can be drawn."""
    drawable = frame[frame["undrawable"].isna()]
    if drawable.empty:
        return None
    starts = sorted(drawable["shown_from"])
    first, last = starts[0], max(drawable["shown_to"])
    opening = _opening(starts)
    few = int(len(starts) * _FOCUS_SHARE)
    focus = Window(
        max(first, min(starts[few] - _FOCUS_MARGIN, opening.start)),
        min(last, max(starts[-1 - few] + dt.timedelta(days=OPENING_DAYS), opening.end + _FOCUS_MARGIN)),
    )
    return Days(first, last, focus, opening)


def next_stop(frame: pd.DataFrame, window: Window) -> Window | None:
    """The window moved to the next day on which an event comes onto the map, or the first; None without any."""
    days = sorted(set(frame["shown_from"].dropna()))
    if not days:
        return None
    stop = next((day for day in days if day > window.end), days[0])
    if window.mode == "cumulative":
        return Window(min(window.start, stop), stop, window.mode)
    return Window(stop - (window.end - window.start), stop, window.mode)


def in_window(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The rows on the map on some day of the window: the rule of the map's script."""
    drawable = frame[frame["undrawable"].isna()]
    return drawable[(drawable["shown_from"] <= window.end) & (drawable["shown_to"] >= window.start)]


def show(data: dict[str, Any]) -> None:
    """Draw the slider; see ``static/timeline.js`` for the data."""
    _component()(
        key="timeline",
        data=data,
        on_window_change=_moved,
        on_pick_change=_picked,
        on_open_change=_opened,
        on_area_change=_drawn,
        on_point_change=_pointed,
    )


def _moved() -> None:
    told = st.session_state["timeline"].get("window")
    if told:
        start, end = dt.date.fromisoformat(told["start"]), dt.date.fromisoformat(told["end"])
        st.session_state["window"] = Window(start, end, told["mode"])
        st.session_state["rev"] = told["rev"]


def _picked() -> None:
    picked = st.session_state["timeline"].get("pick")
    if picked:
        st.session_state["selected"] = picked["id"]
        st.session_state["panel"] = "event" if picked["id"] else None


def _opened() -> None:
    """A bar was clicked: its days are the window by now, its events are wanted."""
    if st.session_state["timeline"].get("open"):
        st.session_state["panel"] = "list"
        st.session_state["tapped"] = True


def _drawn() -> None:
    drawn = st.session_state["timeline"].get("area")
    if drawn:
        session.draw(area_of(drawn["numbers"]))


def _pointed() -> None:
    pointed = st.session_state["timeline"].get("point")
    if pointed:
        session.point_at(pointed["lat"], pointed["lon"])


@cache
def _component() -> Any:  # noqa: ANN401  Streamlit's renderer has no public type
    return st.components.v2.component(
        "sitmap_timeline",
        html=(_STATIC / "timeline.html").read_text(encoding="utf-8"),
        css=(_STATIC / "timeline.css").read_text(encoding="utf-8"),
        js="\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    )


def _opening(starts: Sequence[dt.date]) -> Window:
    """Of the windows that end as an event begins, the last with a fair share of the fullest one's events."""
    days = np.array([day.toordinal() for day in starts])
    held = np.searchsorted(days, days, side="right") - np.searchsorted(
        days, days - OPENING_DAYS, side="right"
    )
    end = starts[int(np.flatnonzero(held >= held.max() * _OPENING_SHARE)[-1])]
    return Window(max(starts[0], end - dt.timedelta(days=OPENING_DAYS - 1)), end)
