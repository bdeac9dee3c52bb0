"""The gazetteer: places by name, countries and their borders, demonyms, seats of power.

It is a geopy geocoder without a network, so that ``geopandas.tools.geocode`` works with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import DataError
from geo.folding import fold
from geo.gazetteer import areas
from geo.gazetteer.compiled import open_compiled
from geo.gazetteer.entry import Entry, prior
from geo.gazetteer.tables import read_demonyms, read_places, read_seats
from geo.records import Place

_EARTH_RADIUS_KM = 6371.009
# Places of events have rounded coordinates.
_SAME_DEG = 0.001
_by_score = attrgetter("score")


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy's place for an HTTP client: a gazetteer in files asks nobody."""

    def get_json(self, url: str, **_: object) -> NoReturn:
        """Raises :class:`DataError`: there is no network here."""
        raise DataError(f"the gazetteer is offline, and was asked for {url}")

    get_text = get_json


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Places of the world under their French and English names.

    Args:
        data_dir: the folder that holds ``gazetteer/`` and ``tables/``.

    Raises:
        DataError: a file is absent, of another version, or breaks its schema.
    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(timeout=None, proxies=None, adapter_factory=_NoNetwork)
        tables = data_dir / "tables"
        self._compiled = open_compiled(data_dir / "gazetteer")
        self._places = read_places(tables)
        self._demonyms = read_demonyms(tables)
        self._seats = read_seats(tables)

    @classmethod
    def open(cls, data_dir: Path) -> Gazetteer:
        """The gazetteer of a data folder, as the constructor makes it."""
        return cls(data_dir)

    @property
    def built(self) -> str:
        """ISO day of the newest source."""
        return self._compiled.built

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of a name, the likeliest first; () if there is none.

        Accents, case, hyphens and apostrophes do not matter; an article before the name does.
        """
        key = fold(name)
        entries = self._compiled.find(key)
        if key in self._places:
            entries += self._places[key]
        if len(entries) > 1:
            entries.sort(key=_by_score, reverse=True)
        return tuple(entries)

    def is_land(self, name: str) -> bool:
        """Whether the likeliest place of a name is a state, a division or a region."""
        return any(entry.kind in ("country", "admin1", "region") for entry in self.lookup(name)[:1])

    def __contains__(self, name: str) -> bool:
        key = fold(name)
        return key in self._compiled.trie or key in self._places

    def country(self, code: str) -> Entry:
        """The country of an ISO 3166-1 alpha-2 code.

        Raises:
            DataError: there is no such code.
        """
        return self._compiled.entry(self._nation(code)["place"])

    def capital(self, code: str) -> Entry | None:
        """The capital of a country, or None where it has none."""
        number = self._nation(code)["capital"]
        return None if number is None else self._compiled.entry(number)

    def neighbours(self, code: str) -> frozenset[str]:
        """Alpha-2 codes of the countries with a land border to this one."""
        return frozenset(self._nation(code)["neighbours"])

    def _nation(self, code: str) -> dict[str, Any]:
        try:
            nation: dict[str, Any] = self._compiled.header["country"][code]
        except KeyError:
            raise DataError(f"no country {code!r}: expected an ISO 3166-1 alpha-2 code, or XK") from None
        return nation

    def border(self, a: str, b: str) -> Entry | None:
        """The land border of two countries: its middle, and half its length as radius; None without one."""
        first, second = sorted((a, b))
        middle = self._compiled.header["border"].get(f"{first}-{second}")
        if middle is None:
            return None
        lat, lon, radius_km = middle
        one, other = self.country(first), self.country(second)
        compound = self._demonyms.compound(first, second)
        return replace(
            one,
            name=f"frontière {compound}" if compound else f"frontière entre {one.name} et {other.name}",
            name_en=f"border between {one.name_en} and {other.name_en}",
            kind="border",
            country=None,
            lat=lat,
            lon=lon,
            radius_km=radius_km,
            geonameid=None,
            population=0,
            feature_code="BDR",
            prior=prior("border"),
        )

    def english(self, place: Place) -> str | None:
        """The English name of a place of this gazetteer, also a border, a part or a point at a distance.

        None for a place that is not of it: one that was moved, or put on the map by hand.
        """
        return next((entry.name_en for entry in self._alike(place) if _is_at(entry, place)), None)

    def _alike(self, place: Place) -> Iterator[Entry]:
        """What bears the name of a place, or was made from what bears a part of it."""
        yield from self.lookup(place.name)
        if place.kind == "border":
            yield from filter(
                None, (self.border(*pair.split("-")) for pair in self._compiled.header["border"])
            )
        made = areas.parse(place.name)
        if made:
            whole, km, direction = made
            for entry in self.lookup(whole):
                yield self.part(entry, direction) if km is None else self.offset(entry, km, direction)

    def admin1(self, country: str, code: str) -> Entry | None:
        """The first-level division of a country with that GeoNames code."""
        number = self._compiled.header["division"].get(f"{country}.{code}")
        return None if number is None else self._compiled.entry(number)

    def part(self, entry: Entry, direction: str) -> Entry:
        """«L'est de …»: the part of a place in a direction («nord-ouest», «centre», «orientale»).

        Raises:
            DataError: the words name no direction.
        """
        whole_country = entry.kind == "country" and entry.country is not None
        return areas.part(
            entry, direction, self._nation(str(entry.country))["parts"] if whole_country else {}
        )

    def offset(self, entry: Entry, km: float, direction: str) -> Entry:
        """«À 30 km au nord de …»: the point at a distance from a place, along the geodesic.

        Raises:
            DataError: the words name no point of the compass, or the distance is negative.
        """
        return areas.offset(entry, km, direction)

    def demonym(self, word: str) -> tuple[str, ...]:
        """Alpha-2 codes of a word for a people («ukrainienne», «Américains», «British»); () if it is none."""
        return self._demonyms.words.get(fold(word), ())

    def prefix_demonym(self, prefix: str) -> tuple[str, ...]:
        """Alpha-2 codes of the first part of a compound («russo», «sino»); () if it is none."""
        return self._demonyms.prefixes.get(fold(prefix), ())

    def seat(self, name: str) -> tuple[str, ...] | None:
        """Codes of those for whom a seat of power stands («Kremlin» → RU), or None."""
        return self._seats.get(fold(name))

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Location by a name, alone or with its division or country: «Tripoli, Liban».

        Args:
            query: the name.
            exactly_one: the likeliest only; else all, likeliest first.
            timeout: of geopy's interface; nothing is waited for.

        Returns:
            geopy locations whose ``raw`` is the :class:`Entry`; None if there is none.
        """
        del timeout
        entries = self.find(query)
        if not entries:
            return None
        return _location(entries[0]) if exactly_one else [_location(entry) for entry in entries]

    def find(self, query: str) -> tuple[Entry, ...]:
        """Places of a query «name», «name, division» or «name, country», the likeliest first."""
        whole = self.lookup(query)
        if whole or "," not in query:
            return whole
        name, _, context = query.rpartition(",")
        around = self.find(context.strip())
        return tuple(entry for entry in self.find(name) if any(_inside(entry, outer) for outer in around))

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location]:
        """The place nearest to a point, on a sphere.

        Args:
            query: a point as geopy takes it, (lat, lon).
            exactly_one: False for a list of the one.
            timeout: of geopy's interface; nothing is waited for.
        """
        del timeout
        point = Point(query)
        lats, lons = (np.radians(degrees) for degrees in self._compiled.points())
        lat, lon = math.radians(point.latitude), math.radians(point.longitude)
        half = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * math.cos(lat) * np.sin((lons - lon) / 2) ** 2
        location = _location(self._compiled.entry(int(half.argmin())))
        return location if exactly_one else [location]


def _is_at(entry: Entry, place: Place) -> bool:
    """Whether an entry has the name and the point of a place; a name twice in a country has two points."""
    near = abs(entry.lat - place.lat) < _SAME_DEG and abs(entry.lon - place.lon) < _SAME_DEG
    return near and (entry.name, entry.kind) == (place.name, place.kind)


def _inside(entry: Entry, outer: Entry) -> bool:
    """Whether a place lies in a country or division."""
    if outer.kind == "country":
        return entry.country == outer.country and entry.kind != "country"
    return outer.admin1 is not None and (entry.country, entry.admin1) == (outer.country, outer.admin1)


def _location(entry: Entry) -> Location:
    address = entry.name if entry.country is None else f"{entry.name}, {entry.country}"
    return Location(address, (entry.lat, entry.lon, 0.0), entry)
