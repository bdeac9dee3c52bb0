"""The state of one visit, in Streamlit's session: begun from the link, changed by hands."""

from __future__ import annotations

import secrets

import streamlit as st

from geo.page import filters, state
from geo.page.state import At, Circle, State, Theme, Window
from geo.store import Box

_HELD = ("window", "selected", "source", "panel", "lang", "theme")


def begin() -> None:
    """Take the state of the link into the session, once."""
    st.session_state["redraw"] = False
    if "channel" in st.session_state:
        return
    asked = state.from_params({name: st.query_params.get_all(name) for name in st.query_params})
    for name in _HELD:
        st.session_state[name] = getattr(asked, name)
    filters.seed(asked.choice)
    st.session_state["at"] = asked.at
    st.session_state["rev"] = 0
    st.session_state["fly"] = None
    st.session_state["asked"] = 0
    st.session_state["tool"] = None
    st.session_state["point"] = None
    st.session_state["channel"] = secrets.token_hex(8)


def current() -> State:
    """The state as it is now."""
    held = {name: st.session_state[name] for name in _HELD}
    return State(choice=filters.read(), at=st.session_state["at"], **held)


def worn() -> Theme:
    """The theme that the browser wears."""
    return st.context.theme.type or "light"


def toggle(panel: str) -> None:
    """Open a panel, or close it where it is open."""
    st.session_state["panel"] = None if st.session_state["panel"] == panel else panel


def close() -> None:
    """Close the panel and let go of the selected event."""
    st.session_state["panel"] = None
    st.session_state["selected"] = None
    st.session_state["source"] = None


def select(event_id: str) -> None:
    """Open the evidence of an event."""
    st.session_state["selected"] = event_id
    st.session_state["panel"] = "event"
    st.session_state["point"] = None


def look_at(window: Window) -> None:
    """Put the slider on other days."""
    st.session_state["window"] = window
    st.session_state["rev"] += 1


def fly_to(at: At) -> None:
    """Let the map look elsewhere."""
    number = (st.session_state["fly"] or {"nonce": 0})["nonce"] + 1
    st.session_state["fly"] = {"lat": at.lat, "lon": at.lon, "zoom": at.zoom, "nonce": number}


def redraw() -> None:
    """Let the whole page run again after what a fragment changed."""
    st.session_state["redraw"] = True


def let_all_through() -> None:
    """Drop every filter."""
    filters.clear()
    redraw()


def draw(area: Box | Circle | None) -> None:
    """Filter by an area that was drawn on the map."""
    st.session_state["area"] = area
    redraw()


def point_at(lat: float, lon: float) -> None:
    """Take a point that was given on the map."""
    st.session_state["tool"] = None
    st.session_state["point"] = (lat, lon)


def show_article(source: str, window: Window | None) -> None:
    """Let through the events of one article alone, and look at their days."""
    let_all_through()
    st.session_state["sources"] = [source]
    if window:
        look_at(window)


def ask_point() -> None:
    """Let the next click on the map give a point."""
    st.session_state["asked"] += 1
    st.session_state["tool"] = {"name": "point", "nonce": st.session_state["asked"]}
    st.session_state["point"] = None


def read_article(source: str) -> None:
    """Open an article."""
    st.session_state["source"] = source
    st.session_state["panel"] = "article"
