"""The beginning of a visit: the store, filled with the bundled articles where it is empty."""

from __future__ import annotations

import streamlit as st

from geo.cartography import escape
from geo.page import corpus as corpora
from geo.page import library
from geo.page.corpus import Corpus
from geo.page.layout import literal
from geo.page.state import Choice
from geo.page.words import Words
from geo.settings import Settings


def corpus(settings: Settings, choice: Choice, words: Words) -> Corpus:
    """The corpus; an empty store reads the bundled articles first, and shows how far it is.

    Whatever a hand does meanwhile runs the page again: what is not read yet is read then.

    Raises:
        StoreError: the store cannot be opened or read.
    """
    held = corpora.current(settings, choice)
    if not st.session_state.setdefault("starting", not held.articles):
        return held
    place = st.empty()
    with place.container(key="empty"):
        _read_bundled(settings, words)
    place.empty()
    st.session_state["starting"] = False
    return corpora.current(settings, choice)


def _read_bundled(settings: Settings, words: Words) -> None:
    """Read the bundled articles, each with a line on what came of it."""
    title, hint = escape(words("state.starting")), escape(words("state.starting_hint"))
    st.html(f'<div class="empty"><h2>{title}</h2><p>{hint}</p></div>')
    bar = st.progress(0.0)
    found = library.bundled(settings)
    lines, failed = [], []
    told = st.empty()
    for number, piece in enumerate(found):
        name = library.name_of(piece)
        text = words("state.reading", done=number + 1, total=len(found), name=literal(name))
        bar.progress(number / len(found), text=text)
        outcome = library.ingest(piece, settings)
        lines.append(library.line(outcome, words))
        told.html("".join(lines))
        failed += [outcome] if outcome.problem is not None else []
    st.session_state["outcomes"] = failed
    for outcome in failed:
        st.toast(literal(outcome.text(words)), icon=":material/error:", duration="infinite")
