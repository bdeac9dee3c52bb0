"""What the page shows, held once for all sessions, by version of the store: events, articles, tables."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import frame, maps
from geo.actors import Actors
from geo.gazetteer import Gazetteer
from geo.page import filters, table, timeline
from geo.page.state import Choice
from geo.page.words import Lang, Words, load
from geo.records import Article, Meeting, Movement
from geo.settings import PROJECT, Settings
from geo.store import Query, Store, open_store

_UI = PROJECT / "data" / "ui"
_HELD = 6
"""How many corpora, and tables, a process keeps at once: those of a few days of «known on»."""
_PASSING = 12
"""How many choices of filters it keeps the events of."""


@dataclass(frozen=True)
class Corpus:
    """One version of the store, read only.

    Attributes:
        version: of the store.
        asked: what was asked of it.
        events: by id.
        frame: the table of :mod:`geo.frame`, in the order of ``events``.
        traits: what the filters look at, in that order.
        totals: how many events hold each value of each filter.
        articles: by source.
        days: of the events that can be drawn; None where none can.
    """

    version: str
    asked: Query
    events: dict[str, Movement | Meeting]
    frame: gpd.GeoDataFrame
    traits: tuple[filters.Traits, ...]
    totals: Mapping[str, Counter[str]]
    articles: dict[str, Article]
    days: timeline.Days | None

    def told_by(self, source: str) -> list[Movement | Meeting]:
        """The events that an article tells of."""
        return [one for one in self.events.values() if any(piece.source == source for piece in one.evidence)]


@dataclass(frozen=True)
class Passing:
    """What of a corpus passes the filters.

    Attributes:
        rows: of the corpus's frame.
        unmapped: of ``rows``, those that no map can show.
        counts: for each filter, how many events hold each value among those that pass all others.
        bins, stops: of ``rows``, as :mod:`geo.frame` counts them for the slider.
    """

    rows: gpd.GeoDataFrame
    unmapped: gpd.GeoDataFrame
    counts: Mapping[str, Counter[str]]
    bins: list[list[str | int]]
    stops: list[str]


def words_of(lang: Lang) -> Words:
    """The page's texts in a language."""
    return load(_UI, lang)


@st.cache_resource(show_spinner=False)
def opened(url: str) -> Store:
    """The store of a URL, opened once in a process."""
    return open_store(url)


def current(settings: Settings, choice: Choice | None = None) -> Corpus:
    """The corpus as the store holds it now, or as it was known on the day of a choice."""
    return _corpus(settings, opened(settings.store_url).version(), _asked(choice or Choice()))


def _asked(choice: Choice) -> Query:
    if choice.known_on is None:
        return Query()
    if choice.recorded:
        return Query(recorded_by=dt.datetime.combine(choice.known_on, dt.time.max))
    return Query(said_by=choice.known_on)


def passing_of(corpus: Corpus, settings: Settings, choice: Choice) -> Passing:
    """What passes the filters of a choice, made once."""
    return _passing(corpus, settings.store_url, corpus.version, corpus.asked, choice)


def table_of(corpus: Corpus, settings: Settings, lang: Lang) -> pd.DataFrame:
    """The rows of all events in a language, made once."""
    return _table(corpus, settings.store_url, corpus.version, corpus.asked, lang)


def marks_of(corpus: Corpus, settings: Settings, lang: Lang) -> maps.Prepared:
    """The marks of the map in a language, made once."""
    return _marks(corpus, settings.store_url, corpus.version, corpus.asked, lang)


@st.cache_resource(show_spinner=False, max_entries=_HELD)
def _corpus(settings: Settings, version: str, asked: Query) -> Corpus:
    held = opened(settings.store_url)
    events = {event.id: event for event in held.events(asked)}
    rows = frame.to_frame(
        list(events.values()), seat_of=frame.seats(gazetteer(settings), _actors(settings)), settings=settings
    )
    traits = tuple(filters.traits(event) for event in events.values())
    return Corpus(
        version=version,
        asked=asked,
        events=events,
        frame=rows,
        traits=traits,
        totals=filters.counts(traits, Choice()),
        articles={article.source: article for article in held.articles()},
        days=timeline.days_of(rows),
    )


@st.cache_resource(show_spinner=False, max_entries=_PASSING)
def _passing(_corpus: Corpus, url: str, version: str, asked: Query, choice: Choice) -> Passing:  # noqa: ARG001
    """As :func:`_table`."""
    passing = filters.passing(_corpus.traits, choice)
    everything = len(passing) == len(_corpus.traits)
    rows = _corpus.frame if everything else _corpus.frame[_corpus.frame.index.isin(passing)]
    counts = _corpus.totals if everything else filters.counts(_corpus.traits, choice)
    unmapped = rows[rows["undrawable"].notna()]
    return Passing(rows, unmapped, counts, frame.histogram(rows), frame.stops(rows))


@st.cache_resource(show_spinner=False, max_entries=_HELD)
def _table(_corpus: Corpus, url: str, version: str, asked: Query, lang: Lang) -> pd.DataFrame:  # noqa: ARG001
    """All but the first and last are the cache's key to the corpus."""
    return table.rows(list(_corpus.events.values()), list(_corpus.frame["undrawable"]), words_of(lang))


@st.cache_resource(show_spinner=False, max_entries=_HELD)
def _marks(_corpus: Corpus, url: str, version: str, asked: Query, lang: Lang) -> maps.Prepared:  # noqa: ARG001
    """As :func:`_table`."""
    return maps.prepare(_corpus.frame, lang=lang)


@st.cache_resource(show_spinner=False)
def gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer of the installation, opened once in a process."""
    return Gazetteer.open(settings.data_dir)


@st.cache_resource(show_spinner=False)
def _actors(settings: Settings) -> Actors:
    return Actors.open(settings.data_dir)
