"""A few names for a notebook: articles in, events, a table, a map and a picture out.

Everything here is also in ``geo`` itself (``import geo; geo.extract(…)``) and made of the modules below
with the settings of this process. For a corpus that grows, keep it in a :func:`geo.open_store`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

import geopandas as gpd

from geo import articles, export, figures, frame, maps, merge
from geo.articles import from_text
from geo.cartography import Lang
from geo.errors import ExportError
from geo.pipeline import Reader, Reading
from geo.records import Article, Meeting, Movement
from geo.settings import Settings
from geo.store import open_store

__all__ = [
    "extract",
    "merge_reports",
    "open_store",
    "read",
    "read_articles",
    "to_frame",
    "to_map",
    "to_picture",
]

Event = Movement | Meeting


def read_articles(*paths: str | Path) -> list[Article]:
    """The articles of files, folders and patterns: texts, HTML pages, CSV, JSON Lines, zip.

    Raises:
        ArticleError: a file cannot be read; the message says which, and what to do.
    """
    return [article for path in articles.walk(paths) for article in articles.read(path)]


def read(article: Article | str) -> Reading:
    """What an article, or a bare text, gives: its date as far as it is known, its events, its place names.

    The first text of a language loads its model (some seconds, 0.5 GB).
    """
    if isinstance(article, str):
        article = from_text(article, source="text")
    return _reader().read(article)


def extract(article: Article | str) -> tuple[Event, ...]:
    """The events that an article, or a bare text, reports, in the order of its text."""
    return read(article).events


def merge_reports(reports: Iterable[Event]) -> tuple[Event, ...]:
    """The events that reports of several articles amount to, each with all its evidence."""
    return tuple(merged.event for merged in merge.merge(reports))


def to_frame(events: Sequence[Event]) -> gpd.GeoDataFrame:
    """Events as a table in EPSG:4326, one row each; columns are those of ``geo.frame``."""
    reader = _reader()
    return frame.to_frame(events, seat_of=frame.seats(reader.gazetteer, reader.actors), settings=_settings())


def to_map(table: gpd.GeoDataFrame, *, lang: Lang = "fr") -> maps.OfflineMap:
    """A folium map of a table of events, complete in itself: ``to_map(table).save("map.html")``."""
    return maps.build(table, lang=lang)


def to_picture(
    table: gpd.GeoDataFrame, path: str | Path, *, first: dt.date, last: dt.date, lang: Lang = "fr"
) -> Path:
    """A picture of the events of some days, both inclusive; ``path`` ends in .png, .svg or .pdf.

    Raises:
        ExportError: the suffix is none of these, or the file cannot be written.
    """
    target = Path(path)
    form = target.suffix.removeprefix(".").lower()
    if form not in get_args(figures.Format):
        raise ExportError(f"{target}: expected a name that ends in .png, .svg or .pdf")
    drawing = figures.draw(table, figures.Window(first, last), lang=lang)
    return export.write(target, drawing.to_bytes(cast("figures.Format", form)))


@cache
def _settings() -> Settings:
    return Settings.from_environment()


@cache
def _reader() -> Reader:
    return Reader.open(_settings())
