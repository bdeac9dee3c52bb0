"""Into the briefing: a button for each file that leaves the page, made when it is pressed.

A file is what the page shows: the same days, filters, «known on» and language, with the link to all of it.
"""

from __future__ import annotations

import threading
from urllib.parse import urlencode

import geopandas as gpd
import streamlit as st

from geo import briefing
from geo.page import state
from geo.page.state import State, Window
from geo.page.words import Words

_GROUPS = {
    "picture": ("png", "png_4k", "svg", "pdf", "pdf_portrait", "pdf_a3", "pdf_a3_portrait"),
    "document": ("pptx", "report", "html"),
    "animation": ("gif", "mp4", "frames"),
    "data": ("geojson", "gpkg", "kml", "parquet", "csv", "cameo", "qml", "qml_points"),
}
# By format: steps done, of how many.
UnderWay = dict[str, tuple[int, int]]
# One after the other: matplotlib's settings are those of the whole process, and a film takes much memory.
_TURN = threading.Lock()
# A file is made in a thread that cannot write on the page: the open panel asks how far it is.
_ASK_S = 1.0


def show(frame: gpd.GeoDataFrame, window: Window, now: State, words: Words) -> None:
    """The button that opens the panel, and the panel.

    Args:
        frame: the events that pass the filters.
        window: the days shown.
        now: the state of the page.
        words: the page's texts.
    """
    panel = st.popover(
        words("briefing.title"), icon=":material/ios_share:", key="takeaway", on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        st.caption(words("briefing.note", days=words.days(window.start, window.end)))
        title = st.text_input(words("briefing.name"), key="takeaway title", max_chars=300)
        per_day = st.toggle(words("briefing.per_day"), key="takeaway per day")
        options = options_of(window, now, title=title, per_day=per_day)
        under_way: UnderWay = st.session_state.setdefault("takeaway under way", {})
        _progress(under_way, words)  # above the buttons: the panel is higher than most screens
        for group, forms in _GROUPS.items():
            st.caption(words(f"briefing.{group}"))
            with st.container(horizontal=True, gap="xsmall", key=f"takeaway {group}"):
                for form in forms:
                    _button(frame, form, options, under_way, words)


def options_of(window: Window, now: State, *, title: str = "", per_day: bool = False) -> briefing.Options:
    """What a briefing of this state of the page is of."""
    return briefing.Options(
        first=window.start,
        last=window.end,
        lang=now.lang,
        title=title.strip() or None,
        permalink=_permalink(window, now),
        known_on=now.choice.known_on,
        per_day=per_day,
    )


def _permalink(window: Window, now: State) -> str:
    days = {"from": window.start.isoformat(), "to": window.end.isoformat(), "mode": window.mode}
    query = urlencode(days | state.to_params(now), doseq=True)
    return f"{st.context.url or ''}?{query}"


@st.fragment(run_every=_ASK_S)
def _progress(under_way: UnderWay, words: Words) -> None:
    """How far each file in the making is, where it has more than one step."""
    for form, (done, steps) in list(under_way.items()):
        name = words(f"briefing.form.{form}")
        st.progress(done / steps, words("briefing.progress", form=name, done=done, steps=steps))


def _button(
    frame: gpd.GeoDataFrame, form: str, options: briefing.Options, under_way: UnderWay, words: Words
) -> None:
    def told(done: int, steps: int) -> None:
        under_way[form] = (done, steps)

    def made() -> bytes:
        with _TURN:
            try:
                return briefing.make(frame, form, options, told).content
            finally:
                under_way.pop(form, None)

    st.download_button(
        words(f"briefing.form.{form}"),
        made,
        file_name=briefing.name(frame, form, options),
        mime=briefing.mime(form),
        key=f"take {form}",
        on_click="ignore",
        icon=":material/download:",
    )
