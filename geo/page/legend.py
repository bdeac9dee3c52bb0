"""The legend: how each kind and status looks on the map, and what fades when."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import quote

import streamlit as st

from geo.cartography import escape, legend
from geo.page.words import Words
from geo.settings import Settings

_INK = {False: "#17222d", True: "#e6ebf0"}


def show(words: Words, settings: Settings, *, dark: bool) -> None:
    """The entries by group, each with a sample drawn as the map draws it."""
    entries_of = groupby(legend(words.lang, dark=dark), key=lambda entry: entry.title)
    parts = [
        f"<h2>{escape(title)}</h2><ul>"
        + "".join(
            f'<li><img alt="" src="{_picture(entry.svg, dark=dark)}"><span>{escape(entry.label)}</span></li>'
            for entry in entries
        )
        + "</ul>"
        for title, entries in entries_of
    ]
    rules = words("legend.rules", presence=settings.presence_days, announced=settings.announced_days)
    st.html(f'<div class="legend">{"".join(parts)}<p>{escape(rules)}</p></div>')


def _picture(svg: str, *, dark: bool) -> str:
    """A sample as an image's address: Streamlit lets no drawing through inside a text."""
    drawn = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        "currentColor", _INK[dark]
    )
    return f"data:image/svg+xml,{quote(drawn)}"
