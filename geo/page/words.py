"""The page's texts, dates and numbers in the reader's language.

Texts are in ``data/ui/fr.yaml`` and ``data/ui/en.yaml``, one key to a text, with ``{name}`` where a value
goes; both files hold the same keys and the same names. Dates, numbers and the names of states follow
the CLDR (Babel). What is said of files that cannot be read is in ``data/ui/problems.yaml``.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from geo.cartography.texts import first_of_month
from geo.datafiles import load_yaml
from geo.errors import ArticleError, DataError, SitmapError
from geo.records import DateInterval

Lang = Literal["fr", "en"]
LANGS: tuple[Lang, ...] = ("fr", "en")
_PROBLEMS = "problems.yaml"


@dataclass(frozen=True)
class Words:
    """The texts of one language: ``words("panel.list", n=3)``."""

    lang: Lang
    texts: dict[str, str]
    problems: dict[str, str]
    """What is said of a file that cannot be read, by the English template."""

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values; a number is written as the language writes it."""
        shown = {
            name: self.number(value) if isinstance(value, int) else value for name, value in values.items()
        }
        return self.texts[key].format(**shown)

    def under(self, prefix: str) -> dict[str, str]:
        """All texts whose key begins with ``prefix.``, by the rest of the key."""
        return {
            key.removeprefix(f"{prefix}."): text
            for key, text in self.texts.items()
            if key.startswith(f"{prefix}.")
        }

    def number(self, value: int) -> str:
        """1,000 or 1 000."""
        return format_decimal(value, locale=self.lang)

    def percent(self, share: float) -> str:
        """A share of 0..1 as a whole percentage."""
        return format_percent(share, format="#,##0 %" if self.lang == "fr" else "#,##0%", locale=self.lang)

    def day(self, day: dt.date) -> str:
        """«2 févr. 2022» or «Feb 2, 2022»."""
        return first_of_month(format_date(day, "medium", locale=self.lang), self.lang)

    def days(self, start: dt.date, end: dt.date) -> str:
        """The days from start to end: «4 janv. – 2 févr. 2022»."""
        if start == end:
            return self.day(start)
        return first_of_month(str(format_interval(start, end, "yMMMd", locale=self.lang)), self.lang)

    def interval(self, date: DateInterval | None) -> str:
        """An interval as finely as it is known, no finer."""
        if date is None or (date.start is None and date.end is None):
            return self("date.unknown")
        if date.start is None:
            return self("date.until", day=self.day(date.end or dt.date.max))
        if date.end is None:
            return self("date.from", day=self.day(date.start))
        if date.precision == "month" and date.start.day == 1 and date.start.month == date.end.month:
            return format_date(date.start, "LLLL y", locale=self.lang)
        if date.precision == "year" and date.start.year == date.end.year:
            return str(date.start.year)
        return self.days(date.start, date.end)

    def problem(self, error: Exception) -> str:
        """What went wrong with a file, in the reader's language; of any other error, what it says itself."""
        if isinstance(error, ArticleError):
            said = self.problems.get(error.template, error.template).format(**error.parts)
            return said if error.line is None else self("state.on_line", problem=said, line=str(error.line))
        return str(error) if isinstance(error, SitmapError) else f"{type(error).__name__}: {error}"

    def states(self) -> list[str]:
        """ISO 3166-1 alpha-2 codes of the states and territories that have a name."""
        groups = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
        codes = map(str, Locale(self.lang).territories)
        return sorted(code for code in codes if re.fullmatch("[A-Z]{2}", code) and code not in groups)

    def country(self, code: str | None) -> str:
        """The name of a state or organisation; the code itself where there is none."""
        if code is None:
            return self("unknown")
        territories = Locale(self.lang).territories
        return self.texts.get(f"org.{code}") or str(territories.get(code, code))


@cache
def load(folder: Path, lang: Lang) -> Words:
    """The texts of ``folder/<lang>.yaml``, checked against those of the other languages.

    Raises:
        DataError: a file is missing or not a table of texts, or the languages differ in keys or values.
    """
    texts = {each: _read(folder / f"{each}.yaml") for each in LANGS}
    expected = {key: _names(text) for key, text in texts[LANGS[0]].items()}
    found = {key: _names(text) for key, text in texts[lang].items()}
    if expected != found:
        wrong = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
        raise DataError(
            f"{folder / lang}.yaml: expected keys and values of {LANGS[0]}.yaml, they differ at {wrong[:5]}"
        )
    return Words(lang, texts[lang], _problems(folder / _PROBLEMS, lang))


def _problems(path: Path, lang: Lang) -> dict[str, str]:
    """The messages of a language by the English ones."""
    rows = load_yaml(path)
    for row in rows if isinstance(rows, list) else [rows]:
        told = (
            isinstance(row, dict)
            and row.keys() == set(LANGS)
            and all(isinstance(row[it], str) for it in LANGS)
        )
        if not told or not _names(row["fr"]) <= _names(row["en"]):
            raise DataError(f"{path}: expected a list of «en» and «fr» with the same names, got {row!r}")
    return {row["en"]: row[lang] for row in rows}


def _read(path: Path) -> dict[str, str]:
    return dict(_flat(load_yaml(path), ""))


def _flat(tree: object, prefix: str) -> list[tuple[str, str]]:
    if isinstance(tree, dict):
        return [
            item
            for key, branch in tree.items()
            for item in _flat(branch, f"{prefix}.{key}" if prefix else str(key))
        ]
    if isinstance(tree, str):
        return [(prefix, tree)]
    raise DataError(f"{prefix}: expected a text, got {tree!r}; put it in quotes")


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
