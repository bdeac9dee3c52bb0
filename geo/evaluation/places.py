"""Scores of the gazetteer against a table of places."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from geopy.distance import geodesic
from geopy.location import Location

from geo.errors import DataError
from geo.gazetteer import Gazetteer

WITHIN_KM = 161.0
"""Radius of «accuracy @161», the field's measure: a hundred miles."""

_COLUMNS = ("name_fr", "country_fr", "country", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Miss:
    """A name that was not placed within :data:`WITHIN_KM`.

    Attributes:
        query: what was asked.
        country: alpha-2 of the true place.
        answer: address that came instead, or None.
        km: how far off, or None without an answer.
    """

    query: str
    country: str
    answer: str | None
    km: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How many of ``total`` names were placed within :data:`WITHIN_KM`, and which were not."""

    label: str
    total: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """Share of the names placed right, 0 to 1."""
        return 1 - len(self.misses) / self.total


def evaluate_places(gazetteer: Gazetteer, table: Path) -> tuple[Score, ...]:
    """Places a table's names through the geopy interface: bare, with the country, and by most people.

    Args:
        gazetteer: what is measured.
        table: CSV with the columns ``name_fr``, ``country_fr``, ``country`` (alpha-2), ``lat``, ``lon``
            (degrees, WGS 84).

    Raises:
        DataError: the table is absent or empty, or lacks a column.
    """
    rows = _read(table)
    return (
        _score("bare name", rows, lambda row: row["name_fr"], gazetteer.geocode),
        _score(
            "name, country", rows, lambda row: f"{row['name_fr']}, {row['country_fr']}", gazetteer.geocode
        ),
        _score("most people (baseline)", rows, lambda row: row["name_fr"], _most_people(gazetteer)),
    )


def places_report(scores: Iterable[Score]) -> str:
    """The scores, a line each, and under each but the baseline what was missed."""
    lines = []
    for score in scores:
        right = score.total - len(score.misses)
        lines.append(f"{score.label}: {score.share:.1%} within {WITHIN_KM:.0f} km ({right} of {score.total})")
        if "baseline" not in score.label:
            lines += [_line(miss) for miss in score.misses]
    return "\n".join(lines)


def _line(miss: Miss) -> str:
    if miss.km is None:
        return f"  {miss.query} ({miss.country}): no entry"
    return f"  {miss.query} ({miss.country}): {miss.answer}, {miss.km:,.0f} km off"


def _read(table: Path) -> list[dict[str, str]]:
    if not table.is_file():
        raise DataError(f"no table: expected a CSV file, got {table}")
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or (missing := set(_COLUMNS) - set(rows[0])):
        what = "no row" if not rows else f"none of {', '.join(sorted(missing))}"
        raise DataError(f"{table}: expected rows with the columns {', '.join(_COLUMNS)}, got {what}")
    return rows


def _score(
    label: str,
    rows: list[dict[str, str]],
    query_of: Callable[[dict[str, str]], str],
    geocode: Callable[[str], Location | None],
) -> Score:
    misses = []
    for row in rows:
        query = query_of(row)
        location = geocode(query)
        if location is None:
            misses.append(Miss(query, row["country"], None, None))
            continue
        km = geodesic((location.latitude, location.longitude), (float(row["lat"]), float(row["lon"]))).km
        if km > WITHIN_KM:
            misses.append(Miss(query, row["country"], location.address, km))
    return Score(label, len(rows), tuple(misses))


def _most_people(gazetteer: Gazetteer) -> Callable[[str], Location | None]:
    """The plain baseline: the most populous city of that name."""

    def geocode(name: str) -> Location | None:
        locations = gazetteer.geocode(name, exactly_one=False) or []
        cities = [location for location in locations if location.raw.kind == "city"]
        return max(cities, key=lambda city: city.raw.population, default=None)

    return geocode
