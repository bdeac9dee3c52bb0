"""The page: ``streamlit run dashboard.py``. It describes the interface; its parts are in :mod:`geo.page`."""

from __future__ import annotations

import streamlit as st

from geo.errors import StoreError
from geo.page import corpus as corpora
from geo.page import filters, layout, legend, library, session, start, workspace
from geo.page import map as chart
from geo.settings import Settings

st.set_page_config(page_title="Sitmap", page_icon=layout.ICON, layout="wide", initial_sidebar_state="auto")
session.begin()
settings = Settings.from_environment()
now = session.current()
words = corpora.words_of(now.lang)
layout.dress(words)

with st.sidebar:
    layout.brand(words)
    narrowing = st.container()
    with st.expander(words("legend.title"), expanded=True):
        legend.show(words, settings, dark=session.worn() == "dark")
    layout.preferences(words)

try:
    corpus = start.corpus(settings, now.choice, words)
except StoreError as problem:
    st.error(words("state.store", problem=layout.literal(str(problem))))
    st.stop()

if corpus.days is None:
    layout.nothing_to_draw(corpus, words)
else:
    marks = corpora.marks_of(corpus, settings, now.lang)
    chart.show(marks, channel=st.session_state["channel"], at=now.at, tiles=settings.tiles)
workspace.show(corpus, settings, words)
with narrowing:
    passing = corpora.passing_of(corpus, settings, filters.read())
    filters.show(passing.counts, corpus.totals, corpora.gazetteer(settings), words)
library.read_on(settings, words)
