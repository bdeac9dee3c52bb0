"""What a briefing is of, and how its files are called."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd

from geo import frame as frames
from geo.cartography import Lang
from geo.errors import ExportError
from geo.figures import Caption, Window

Progress = Callable[[int, int], None]
"""Told after each step: how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a briefing is of.

    Attributes:
        first, last: days of the window, both inclusive.
        formats: of :data:`geo.briefing.FORMATS`.
        lang: of all words.
        title: None = the usual one.
        permalink: address of the page that shows the same.
        known_on: day up to which articles were read.
        per_day: a slide for each day with events, instead of one for the window.
        theatre: first part of the files' names; None = the states most told of.
    """

    first: dt.date
    last: dt.date
    formats: tuple[str, ...] = ("png",)
    lang: Lang = "fr"
    title: str | None = None
    permalink: str | None = None
    known_on: dt.date | None = None
    per_day: bool = False
    theatre: str | None = None

    def __post_init__(self) -> None:
        """Raises ExportError where the days are in the wrong order."""
        if self.first > self.last:
            raise ExportError(f"expected a first day before the last, got {self.first} to {self.last}")

    @property
    def window(self) -> Window:
        """Its days."""
        return Window(self.first, self.last)

    @property
    def caption(self) -> Caption:
        """What its figures say of themselves."""
        return Caption(self.title, self.known_on, self.permalink)


@dataclass(frozen=True, slots=True)
class File:
    """A finished file: a name, its bytes and their media type."""

    name: str
    content: bytes
    mime: str


def file_name(frame: gpd.GeoDataFrame, options: Options, subject: str, size: str, suffix: str) -> str:
    """``DEPL_<theatre>_<subject>_<size>_<YYYYMMDD>.<suffix>``, after OCHA's rule for the names of maps."""
    theatre = _plain(options.theatre) if options.theatre else _theatre(frame, options.window)
    days = (
        f"{options.last:%Y%m%d}"
        if options.first == options.last
        else f"{options.first:%Y%m%d}-{options.last:%Y%m%d}"
    )
    return f"DEPL_{theatre}_{subject}_{size}_{days}.{suffix}"


def _theatre(frame: gpd.GeoDataFrame, window: Window) -> str:
    """The codes of the three states that the events of the window are most in."""
    states = Counter(
        place.country
        for row in frames.rows(frame)
        if row.shown_from and row.shown_to and row.shown_from <= window.last and window.first <= row.shown_to
        for place in (*row.destinations, row.place)
        if place and place.country
    )
    ranked = sorted(states, key=lambda code: (-states[code], code))
    return "-".join(sorted(ranked[:3])) or "world"


def _plain(words: str) -> str:
    """Letters, digits and hyphens alone, so that every file system takes it."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:40] or "map"
