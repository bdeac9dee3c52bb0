"""How the page looks: its style sheet, the brand, the preferences, and the page without a map."""

from __future__ import annotations

import json

import streamlit as st

from geo.cartography import escape
from geo.page.corpus import Corpus
from geo.page.words import LANGS, Words
from geo.settings import PROJECT

ICON = PROJECT / "static" / "icon.svg"
_SHEET = PROJECT / "static" / "page.css"
_LANGUAGES = {"fr": "Français", "en": "English"}


def dress(words: Words) -> None:
    """Put on the style sheet: Streamlit's own chrome gives way to the map, its English words to ours."""
    st.html(_SHEET)
    st.html(f"<style>:root {{ --choose: {json.dumps(words('library.choose'))}; }}</style>")


def brand(words: Words) -> None:
    """The name of the page, at the head of the side bar."""
    st.html(
        f'<header class="brand"><h1>{escape(words("title"))}</h1><p>{escape(words("tagline"))}</p></header>'
    )


def preferences(words: Words) -> None:
    """Language and theme."""
    with st.container(key="preferences"):
        st.segmented_control(
            words("language"),
            LANGS,
            key="lang",
            format_func=_LANGUAGES.__getitem__,
            required=True,
            width="stretch",
        )
        st.segmented_control(
            words("theme.label"),
            ("light", "dark"),
            key="theme",
            format_func=lambda theme: words(f"theme.{theme}"),
            width="stretch",
        )


def nothing_to_draw(corpus: Corpus, words: Words) -> None:
    """In place of the map: why there is none, and what to do."""
    without_articles = "state.empty"
    without_marks = "state.no_dates" if corpus.events else "state.no_events"
    reason = without_marks if corpus.articles else without_articles
    with st.container(key="empty"):
        st.html(f'<div class="empty"><h2>{escape(words("title"))}</h2><p>{escape(words(reason))}</p></div>')


def literal(text: str) -> str:
    """Text that is no Markdown, for the labels in which Streamlit reads it."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>$:~^" else letter for letter in text)
