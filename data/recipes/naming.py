"""Which of a place's names in all languages a French or English text may use."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.folding import fold
from geo.gazetteer.entry import Entry, Matched

_WESTERN = re.compile(r"^[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆÑÁÍÓÚ'’‘(][A-Za-zÀ-ÖØ-öø-ÿŒœ'’‘ ().\-–/0-9]+$")
_CODE = re.compile(r"^[A-Z0-9]{2,4}$")
_ARTICLE = re.compile(r"^(?:le|la|les|l) (?=\w{3})")
_LINK = re.compile(r"[-'’]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """An entry and its folded names, each with how it is one of them."""

    entry: Entry
    names: dict[str, Matched]


def plausible(name: str) -> bool:
    """Whether a French or English text may use the name: Latin letters that either writes, a capital first.

    GeoNames' untagged alternates hold transcriptions of every script, which begin in lower case,
    and codes of airports.
    """
    return bool(_WESTERN.match(name)) and not _CODE.match(name) and len(name) <= _LONGEST


def folded(
    canonical: Iterable[str], french: Iterable[str] = (), alternates: Iterable[str] = ()
) -> dict[str, Matched]:
    """Folded names of a place; a name of two sorts is of the stronger.

    «Le Caire» is known as «Caire» too: the article melts into «du», «au».
    """
    names: dict[str, Matched] = {}
    sorts: tuple[tuple[Matched, Iterable[str]], ...] = (
        ("name", canonical),
        ("french", french),
        ("alternate", alternates),
    )
    for match, spelled in sorts:
        for name in spelled:
            if key := fold(name):
                names.setdefault(key, match)
                if match != "alternate" and (bare := _ARTICLE.sub("", key)) != key:
                    names.setdefault(bare, "french")
    return names


def joined(names: Iterable[str]) -> list[str]:
    """«Mbujimayi», «Ndjamena»: names of two parts, as some write them in one word."""
    return [
        re.sub(r"[-'’]", "", name)
        for name in names
        if len(re.findall(r"[-'’]", name)) == 1 and " " not in name
    ]


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV table with a header line; cells are stripped."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            {column: (cell or "").strip() for column, cell in row.items()} for row in csv.DictReader(stream)
        ]


def variants(cell: str) -> list[str]:
    """The names in a cell, which ``|`` parts."""
    return [name.strip() for name in cell.split("|") if name.strip()]
