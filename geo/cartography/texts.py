"""What the map says, in French or English; and the one escape for text that goes into HTML.

The words are in ``data/map/<lang>.yaml``; numbers and dates follow the locale (CLDR, by Babel).
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from geo.actors import Actors
from geo.datafiles import load_yaml
from geo.errors import DataError
from geo.gazetteer import Gazetteer
from geo.records import DateInterval, Participant, Place
from geo.settings import PROJECT

Lang = Literal["fr", "en"]
LANGS: tuple[Lang, ...] = ("fr", "en")

_DATA = PROJECT / "data"
_FOLDER = _DATA / "map"
_REFERENCE: Lang = "fr"
# CLDR's English is that of the United States, where the month comes first.
_DAY_FIRST = {"en": "en_GB"}
# The first of a month, before the month's name or the dash of an interval.
_FIRST = re.compile(r"\b1(?=[\s–])")


def escape(text: str) -> str:
    """Text of an article, inert in HTML and in a JavaScript template literal.

    Beyond ``html.escape``, which leaves ``$`` and the back-tick: folium writes popups into template
    literals, where ``${…}`` runs and a back-tick ends the script.
    """
    return html.escape(text).replace("$", "&#36;").replace("`", "&#96;")


@dataclass(frozen=True)
class Words:
    """The map's words in one language, by section and key."""

    lang: Lang
    sections: Mapping[str, Mapping[str, Any]]

    def get(self, section: str, key: str, **parts: object) -> str:
        """The words under a key, with their ``{parts}`` filled in."""
        return str(self.sections[section][key]).format(**parts)

    def counted(self, section: str, key: str, count: int) -> str:
        """The form of the words for one, or for another count."""
        forms = self.sections[section][key]
        return str(forms["one" if count == 1 else "other"]).format(count=self.number(count))

    def number(self, number: float) -> str:
        """A number with the locale's separators."""
        return _number(number, self.lang)

    def percent(self, share: float) -> str:
        """A share of 1 as a percentage."""
        return _percent(share, self.lang)

    def state(self, code: str | None) -> str | None:
        """The name of a state by its alpha-2 code, or None where there is none."""
        return _territories(self.lang).get(code) if code else None

    def place(self, place: Place) -> str:
        """A place in the reader's language; by the name it has where there is none in it."""
        if place.kind == "country":
            return self.state(place.country) or place.name
        return (_english(place) if self.lang == "en" else None) or place.name

    def party(self, who: Participant) -> str:
        """A state or an organisation in the reader's language; a person as he was named."""
        names = {_territories(lang).get(who.country or "") for lang in LANGS}
        if who.name in names:
            return self.state(who.country) or who.name
        return self.organisation(who.name) if who.org else who.name

    def organisation(self, name: str) -> str:
        """An organisation, by the name that events give it, in the reader's language."""
        found = _actors().organisation(name) if self.lang == "en" else None
        return found.name_en if found and found.name == name else name

    def day(self, day: dt.date) -> str:
        """A day as ``2 févr. 2022`` or ``2 Feb 2022``."""
        return _day(day, self.lang)


# The tables of names take a while to load; who reads French needs none of them.
@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open(_DATA)


@cache
def _actors() -> Actors:
    return Actors.open(_DATA)


@lru_cache(maxsize=4096)
def _english(place: Place) -> str | None:
    return _gazetteer().english(place)


@cache
def _territories(lang: str) -> Mapping[str, str]:
    """Names of states by alpha-2 code (CLDR)."""
    return dict(Locale(lang).territories)


# Thousands of events share some numbers and days, and CLDR patterns are slow to apply.
@lru_cache(maxsize=65_536)
def _number(number: float, lang: str) -> str:
    return str(format_decimal(number, locale=lang))


@lru_cache(maxsize=128)
def _percent(share: float, lang: str) -> str:
    return str(format_percent(share, locale=lang))


@lru_cache(maxsize=4096)
def _day(day: dt.date, lang: str) -> str:
    return first_of_month(str(format_date(day, format="d MMM y", locale=lang)), lang)


@lru_cache(maxsize=4096)
def _period(start: dt.date, end: dt.date, lang: str) -> str:
    if start == end:
        return _day(start, lang)
    return first_of_month(str(format_interval(start, end, "yMMMd", locale=_DAY_FIRST.get(lang, lang))), lang)


def first_of_month(days: str, lang: str) -> str:
    """French writes the first of a month as an ordinal, which CLDR does not."""
    return _FIRST.sub("1er", days) if lang == "fr" else days


@cache
def words(lang: Lang) -> Words:
    """The map's words in ``fr`` or ``en``.

    Raises:
        DataError: the language's file is missing, or has not the keys of the French one.
    """
    sections, reference = _read(_FOLDER / f"{lang}.yaml"), _read(_FOLDER / f"{_REFERENCE}.yaml")
    missing, unknown = _keys(reference) - _keys(sections), _keys(sections) - _keys(reference)
    if missing or unknown:
        raise DataError(
            f"{_FOLDER / lang}.yaml: expected the keys of {_REFERENCE}.yaml; "
            f"missing {sorted(missing)}, unknown {sorted(unknown)}"
        )
    return Words(lang, sections)


def quantity(low: int | None, high: int | None, what: str | None, said: Words) -> str | None:
    """``2 000``, ``≥ 100 000``, ``1 000 – 5 000``, ``6 aéronefs``; None where both bounds are open."""
    if low is None and high is None:
        return None
    if low == high:
        number = said.number(low or 0)
    elif high is None:
        number = said.get("numbers", "at_least", low=said.number(low or 0))
    elif low is None:
        number = said.get("numbers", "at_most", high=said.number(high))
    else:
        number = said.get("numbers", "between", low=said.number(low), high=said.number(high))
    return number if what in (None, "personnel") else f"{number} {said.sections['what'].get(what, what)}"


def dates(date: DateInterval, said: Words) -> str:
    """When, in words: the days, and the article's own words where it has any."""
    found = _days(date, said)
    return said.get("dates", "words", dates=found, words=date.text) if date.text else found


def short_dates(date: DateInterval, said: Words) -> str:
    """When, in few words: ``3–31 janv. 2022``."""
    if date.start is None or date.end is None:
        return _days(date, said)
    days = _period(date.start, date.end, said.lang)
    is_some_day = date.extent == "within" and date.start != date.end
    return said.get("dates", "short_some_day", days=days) if is_some_day else days


def highlights(quote: str, needles: Iterable[tuple[str, str | None]]) -> tuple[tuple[int, int, str], ...]:
    """Where the words that an event was read from stand in its sentence.

    Args:
        quote: the sentence.
        needles: (role, words) pairs, the more telling first; None is no word.

    Returns:
        (start, end, role), offsets into ``quote``, sorted and apart.
    """
    found: list[tuple[int, int, str]] = []
    for role, text in needles:
        start = quote.find(text) if text else -1
        end = start + len(text or "")
        if start >= 0 and not any(start < other_end and other < end for other, other_end, _ in found):
            found.append((start, end, role))
    return tuple(sorted(found))


def _days(date: DateInterval, said: Words) -> str:
    start = said.day(date.start) if date.start else ""
    end = said.day(date.end) if date.end else ""
    if not end:
        return said.get("dates", "since", start=start)
    if not start:
        return said.get("dates", "until", end=end)
    if start == end:
        return said.get("dates", "one", start=start)
    return said.get("dates", "some_day" if date.extent == "within" else "range", start=start, end=end)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    sections = load_yaml(path)
    if not isinstance(sections, dict) or not all(isinstance(keys, dict) for keys in sections.values()):
        raise DataError(f"{path}: expected sections that hold keys and words")
    return sections


def _keys(sections: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {f"{section}.{key}" for section, keys in sections.items() for key in keys}
