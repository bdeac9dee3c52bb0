"""An entry of the gazetteer, and how likely it is meant among others of its name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from geo.records import Place, PlaceKind

Matched = Literal["name", "french", "alternate"]

MATCHES: tuple[Matched, ...] = ("name", "french", "alternate")

ALTERNATE_PENALTY = 3.0
"""What a match by an alternate name costs, in units of the prior (a factor 1,000 of population)."""

_KIND_PRIOR: dict[PlaceKind, float] = {
    "country": 13.0,
    "region": 8.3,
    "sea": 8.3,
    "border": 8.3,
    "base": 6.8,
    "admin1": 5.8,
    "area": 5.8,
}

_ISLAND_PRIOR = 6.8
_RANK_PRIOR = {"PPLC": 1.0, "PPLA": 0.3}
_FAME = 0.8


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    Attributes:
        name: canonical name for a French reader («Genève», «Kiev», «Varsovie»).
        name_en: its English name.
        kind: as in the event contract.
        country: ISO 3166-1 alpha-2 (Kosovo ``XK``; territories their own), None across states.
        admin1: GeoNames code of the first-level division, inside ``country``; None = unknown.
        lat: degrees, WGS 84.
        lon: degrees, WGS 84.
        radius_km: how far from the point the place may reach.
        geonameid: GeoNames id, or None.
        population: people; 0 = unknown.
        feature_code: GeoNames feature code (PPLC, ADM1, PCLI, MILB, SEA, RGN, STRT, STM, ISL …).
        matched: how the name asked for is one of its names: its canonical or English ``name``, a
            ``french`` name beside the canonical one, an ``alternate`` in any language.
        prior: comparable among entries: decimal logarithm of the population, plus what rank and
            fame add. See :func:`prior`.
    """

    name: str
    name_en: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    geonameid: int | None
    population: int
    feature_code: str
    matched: Matched
    prior: float

    @property
    def score(self) -> float:
        """The prior, less what the kind of match costs: the order of :meth:`Gazetteer.lookup`."""
        return self.prior - (ALTERNATE_PENALTY if self.matched == "alternate" else 0.0)


def to_place(entry: Entry, words: str, reason: str) -> Place:
    """An entry as the place of an event: the article's words, and why it was chosen."""
    return Place(
        text=words,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        lat=round(entry.lat, 4),
        lon=round(entry.lon, 4),
        radius_km=entry.radius_km,
        geonameid=entry.geonameid,
        reason=reason,
    )


def prior(kind: PlaceKind, *, population: int = 0, names: int = 0, feature_code: str = "") -> float:
    """How likely a place is meant, before any context.

    Population counts by its logarithm. Fame is the number of names that GeoNames knows for the
    place: a town written about in many languages outranks a larger suburb.

    Args:
        kind: cities count by their people; other kinds have a fixed value.
        population: people.
        names: number of names in any language and script.
        feature_code: capitals (PPLC) and seats of divisions (PPLA) count for more.
    """
    fame = _FAME * math.log(1 + names)
    if kind != "city":
        return (_ISLAND_PRIOR if feature_code == "ISL" else _KIND_PRIOR[kind]) + fame / 10
    return math.log10(population + 100) + fame + _RANK_PRIOR.get(feature_code, 0.0)
