"""Our own tables, ``data/tables``, as they are edited: read and checked when the gazetteer is opened.

``places/*.csv`` hold what no package holds (regions, seas, bases …), ``demonyms.csv`` the words for
a country's people, ``seats_of_power.csv`` palaces and buildings that stand for a government. Columns
are described in ``data/README.md``; ``|`` parts several values of a cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from geo.errors import DataError
from geo.folding import fold
from geo.gazetteer.entry import Entry, Matched, prior
from geo.records import PlaceKind

PLACE_COLUMNS = (
    "name", "name_en", "kind", "country", "admin1", "lat", "lon", "radius_km", "feature_code", "population",
    "variants", "source",
)  # fmt: skip
_SEAT_COLUMNS = ("name", "name_en", "actor", "country", "lat", "lon", "variants", "source")
_DEMONYM_COLUMNS = ("masculine", "feminine", "english", "prefix", "codes", "source")
_SEAT_RADIUS_KM = 2.0
_SEAT_PRIOR = 8.3
"""As a region: «the White House» is no Casablanca, of which it is a name too."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column, and where it stands for messages."""

    cells: Mapping[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell."""
        return tuple(value.strip() for value in self.cells[column].split("|") if value.strip())

    def number(self, column: str, low: float, high: float) -> float:
        """The number in a cell.

        Raises:
            DataError: it is no number, or outside ``low`` to ``high``.
        """
        try:
            value = float(self.cells[column])
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise DataError(
                f"{self.where}: expected {column} in {low:g}..{high:g}, got {self.cells[column]!r}"
            )
        return value


class Names(dict[str, list[Entry]]):
    """Folded name -> entries of that name."""

    def add(self, entry: Entry, matched: Matched, *names: str) -> None:
        """Notes an entry under names, once under each."""
        for name in names:
            entries = self.setdefault(fold(name), [])
            if not any(known.name == entry.name and known.lat == entry.lat for known in entries):
                entries.append(entry if entry.matched == matched else replace(entry, matched=matched))


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a CSV table; lines that are empty or begin with ``#`` are comments.

    Raises:
        DataError: the file is absent, its columns are others, or a line has too few or many cells.
    """
    if not path.is_file():
        raise DataError(f"no table: expected {path}")
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        header = tuple(next(reader, ()))
        if header != columns:
            raise DataError(f"{path}: expected the columns {', '.join(columns)}, got {', '.join(header)}")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            where = f"{path.name}, line {reader.line_num}"
            if len(cells) != len(columns):
                raise DataError(f"{where}: expected {len(columns)} cells, got {len(cells)}: {cells}")
            yield Row(dict(zip(columns, map(str.strip, cells), strict=True)), where)


def read_places(tables: Path) -> Names:
    """Names of the places of ``places/*.csv`` and of the seats of power.

    Raises:
        DataError: a row breaks the schema.
    """
    names = Names()
    for path in sorted((tables / "places").glob("*.csv")):
        for row in read_rows(path, PLACE_COLUMNS):
            _add(names, _place(row), row)
    for row in read_rows(tables / "seats_of_power.csv", _SEAT_COLUMNS):
        _add(names, _seat(row), row)
    return names


def _add(names: Names, entry: Entry, row: Row) -> None:
    names.add(entry, "name", entry.name, entry.name_en)
    names.add(entry, "french", *row.many("variants"))


def _place(row: Row) -> Entry:
    kinds = get_args(PlaceKind)
    if row["kind"] not in kinds:
        raise DataError(f"{row.where}: expected a kind of {', '.join(kinds)}, got {row['kind']!r}")
    kind = cast("PlaceKind", row["kind"])
    population = int(row.number("population", 0, 2e9)) if row["population"] else 0
    return _entry(row, kind, row["feature_code"], row.number("radius_km", 0.1, 6000), population)


def _seat(row: Row) -> Entry:
    return replace(_entry(row, "area", "GOVL", _SEAT_RADIUS_KM, 0), prior=_SEAT_PRIOR)


def _entry(row: Row, kind: PlaceKind, feature: str, radius_km: float, population: int) -> Entry:
    return Entry(
        name=row["name"],
        name_en=row["name_en"] or row["name"],
        kind=kind,
        country=row["country"] or None,
        admin1=row.cells.get("admin1") or None,
        lat=row.number("lat", -90, 90),
        lon=row.number("lon", -180, 180),
        radius_km=radius_km,
        geonameid=None,
        population=population,
        feature_code=feature,
        matched="name",
        prior=prior(kind, population=population, feature_code=feature),
    )


def read_seats(tables: Path) -> dict[str, tuple[str, ...]]:
    """Folded name of a seat of power -> codes of the actors it stands for (alpha-2, or an organisation)."""
    seats: dict[str, tuple[str, ...]] = {}
    for row in read_rows(tables / "seats_of_power.csv", _SEAT_COLUMNS):
        for name in (row["name"], row["name_en"], *row.many("variants")):
            if name:
                seats[fold(name)] = row.many("actor")
    return seats


@dataclass(frozen=True, slots=True)
class Demonyms:
    """Words for peoples.

    Attributes:
        words: folded word -> codes of its countries.
        prefixes: folded first part of a compound («russo») -> codes.
        adjectives: code -> first part of a compound and feminine singular («russo», «russe»).
    """

    words: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, str]]

    def compound(self, one: str, other: str) -> str | None:
        """The feminine adjective of two countries («russo-ukrainienne»), or None where a part is unknown."""
        if one not in self.adjectives or other not in self.adjectives:
            return None
        return f"{self.adjectives[one][0]}-{self.adjectives[other][1]}"


def read_demonyms(tables: Path) -> Demonyms:
    """Every form of every demonym: masculine and feminine, singular and plural, French and English.

    Raises:
        DataError: a row has no country's code.
    """
    words: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    adjectives: dict[str, tuple[str, str]] = {}
    for row in read_rows(tables / "demonyms.csv", _DEMONYM_COLUMNS):
        codes = row.many("codes")
        if not codes:
            raise DataError(f"{row.where}: expected a country's code, got none")
        singular = (*row.many("masculine"), *row.many("feminine"), *row.many("english"))
        for word in singular:
            for form in (word, _plural(word)):
                _merge(words, fold(form), codes)
        for prefix in row.many("prefix"):
            _merge(prefixes, fold(prefix), codes)
        if row["prefix"] and len(codes) == 1:
            adjectives[codes[0]] = row.many("prefix")[0], row.many("feminine")[0].lower()
    return Demonyms(words, prefixes, adjectives)


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x", "z", "ese")) else f"{word}s"


def _merge(table: dict[str, tuple[str, ...]], word: str, codes: tuple[str, ...]) -> None:
    known = table.get(word, ())
    table[word] = (*known, *(code for code in codes if code not in known))
