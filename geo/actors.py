"""Who acts: office-holders with their dates, organisations, armed groups, armies, units and ships by name.

Loaded from ``data/tables/officeholders.csv``, ``organisations.yaml`` and ``forces.yaml`` (the files say what
their columns and keys mean), checked, and looked up by name in one step. Names are compared folded (case,
accents, hyphens), with two cautions: a name that the table writes with a capital needs one in the text
(«Fact» is a group, «fact» is none), and an abbreviation in capitals is only found in capitals («AU», not
«au»).
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, cast, get_args

from geo.datafiles import load_yaml
from geo.errors import DataError
from geo.folding import fold
from geo.records import Level, Place

OfficeKind = Literal[
    "head_of_state", "head_of_government", "head_of_organisation", "head_of_group", "deputy",
    "foreign_minister", "defence_minister", "minister", "speaker", "chief_of_staff", "commander",
    "adviser", "envoy", "negotiator", "spokesperson", "opposition_leader",
]  # fmt: skip
OrganisationKind = Literal["states", "group", "format", "body", "mission"]
NameKind = Literal["person", "organisation", "adjective", "army"]

_LEADERS = {"head_of_state", "head_of_government", "head_of_organisation", "head_of_group"}
_MINISTERS = {"foreign_minister", "defence_minister", "minister"}
_COLUMNS = ["name", "aliases", "short_names", "of", "office", "from", "to", "source"]
_KEYS = {
    "fr", "en", "kind", "names", "adjectives", "context", "part_of", "country", "seat", "members", "missions"
}  # fmt: skip
_FORCE_TABLES = {
    "soldiers", "units", "named_units", "operation_nouns", "operations", "ship_prefixes", "ships",
    "ships_after_noun",
}  # fmt: skip
_NEAR = dt.timedelta(days=366)
_ACRONYM_LENGTH = 6
_SEAT_RADIUS_KM = 15.0

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held, of a state (``country``, alpha-2) or an organisation (``org``, its code).

    Attributes:
        person: the name a reader should see; one person has one.
        start: first day, inclusive; None = not known.
        end: last day, inclusive; None = still in office, or not known.
    """

    person: str
    office: OfficeKind
    country: str | None
    org: str | None
    start: dt.date | None
    end: dt.date | None

    @property
    def level(self) -> Level:
        """The level of talks that the holder leads."""
        if self.office in _LEADERS:
            return "leaders"
        return "ministers" if self.office in _MINISTERS else "officials"

    def distance(self, day: dt.date) -> dt.timedelta:
        """How far ``day`` lies outside the term; zero inside it."""
        before = self.start - day if self.start else dt.timedelta(0)
        after = day - self.end if self.end else dt.timedelta(0)
        return max(before, after, dt.timedelta(0))


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, an armed group, a format of talks, or a mission of one of them.

    Attributes:
        code: the code that events carry; a mission has its organisation's.
        name: French name for the reader; ``name_en`` the English one.
        countries: alpha-2 codes of where a mission stands or a group is at home; may be empty.
        members: alpha-2 codes; empty where the table does not tell them.
        seat: headquarters, or None.
        needs_context: the name asked for means it only in a text that names it in full too.
    """

    code: str
    name: str
    name_en: str
    kind: OrganisationKind
    part_of: str | None = None
    countries: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    seat: Place | None = None
    needs_context: bool = False


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name to look for in a text; :class:`Actors` answers what it stands for."""

    text: str
    kind: NameKind


class _Names(Generic[Value]):
    """Values by name, under the cautions of the module's docstring."""

    def __init__(self) -> None:
        self._exact: dict[str, list[Value]] = {}
        self._folded: dict[str, list[tuple[bool, Value]]] = {}
        self._openings: set[str] = set()

    def add(self, name: str, value: Value) -> None:
        self._exact.setdefault(name, []).append(value)
        self._openings.add(fold(name).partition(" ")[0])
        if not (name.isupper() and len(name) <= _ACRONYM_LENGTH):
            self._folded.setdefault(fold(name), []).append((name[0].isupper(), value))

    def get(self, name: str) -> tuple[Value, ...]:
        if name in self._exact:
            return tuple(self._exact[name])
        capital = name[:1].isupper()
        return tuple(value for wants, value in self._folded.get(fold(name), ()) if capital or not wants)

    def opens(self, word: str) -> bool:
        """Whether a name begins with the word."""
        return fold(word).partition(" ")[0] in self._openings

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact)


class Actors:
    """The tables of actors, by name. Open them with :meth:`open`; every look-up is one step.

    Attributes:
        known_until: the last day on which the table sees somebody take or leave office; None = it is empty.
    """

    def __init__(
        self,
        offices: Iterable[tuple[Office, tuple[str, ...]]],
        organisations: Iterable[tuple[Organisation, tuple[str, ...], tuple[str, ...]]],
        armies: Mapping[str, Iterable[str]],
        forces: Mapping[str, Any],
    ) -> None:
        self._persons: _Names[Office] = _Names()
        self._organisations: _Names[Organisation] = _Names()
        self._adjectives: _Names[Organisation] = _Names()
        self._armies: _Names[str] = _Names()
        self._by_code: dict[str, Organisation] = {}
        self.known_until: dt.date | None = None
        for office, names in offices:
            self.known_until = max(
                (day for day in (self.known_until, office.start, office.end) if day), default=None
            )
            for name in names:
                self._persons.add(name, office)
        for organisation, names, adjectives in organisations:
            if organisation.kind != "mission" and not organisation.needs_context:
                self._by_code[organisation.code] = organisation
            for name in names:
                self._organisations.add(name, organisation)
            for adjective in adjectives:
                self._adjectives.add(adjective, organisation)
        operations = {
            country: [f"{noun} {name}" for noun in forces["operation_nouns"] for name in names]
            for country, names in forces["operations"].items()
        }
        for table in (armies, forces["named_units"], operations):
            _fill(self._armies, table)
        self._common_openings = frozenset(
            fold(name).split(" ", 1)[0] for name in self._organisations if name[0].islower()
        )
        self._soldiers, self._units, self._prefixes, self._ships, self._shown_ships = (
            _fill(_Names(), forces[key])
            for key in ("soldiers", "units", "ship_prefixes", "ships", "ships_after_noun")
        )

    @classmethod
    def open(cls, data_dir: Path) -> Actors:
        """The tables under ``data_dir/tables``.

        Raises:
            DataError: a table is absent, or breaks its schema; the message names file and line or key.
        """
        tables = data_dir / "tables"
        raw = _yaml(tables / "organisations.yaml", {"organisations", "armies"})
        organisations = list(_organisations(raw["organisations"], tables / "organisations.yaml"))
        codes = {organisation.code for organisation, _, _ in organisations}
        offices = list(_offices(tables / "officeholders.csv", codes))
        forces = _yaml(tables / "forces.yaml", _FORCE_TABLES)
        for key in sorted(_FORCE_TABLES - {"operation_nouns"}):
            _checked(forces[key], f"{tables / 'forces.yaml'}: {key}")
        return cls(offices, organisations, raw["armies"], forces)

    def person(self, name: str, on: dt.date | None = None) -> tuple[Office, ...]:
        """Offices of those whom a full name or a distinctive surname names; empty where nobody is known.

        With a day, who was in office on it comes first, then who was within a year of it, then the others
        by distance; without one, the latest first.
        """
        found = self._persons.get(name)
        latest = sorted(found, key=lambda office: office.start or dt.date.min, reverse=True)
        if on is None:
            return tuple(latest)
        return tuple(sorted(latest, key=lambda office: office.distance(on)))

    def in_office(self, name: str, on: dt.date) -> tuple[Office, ...]:
        """The offices of :meth:`person` whose term lies within a year of the day."""
        return tuple(office for office in self.person(name, on) if office.distance(on) <= _NEAR)

    @property
    def armed_groups(self) -> frozenset[str]:
        """Codes of the groups that fight and take sides as states do."""
        return frozenset(code for code, one in self._by_code.items() if one.kind == "group")

    def tenures(self, names: Iterable[str]) -> tuple[Office, ...]:
        """Terms of the people named, for narrowing a date; a name that two people share says nothing."""
        terms: list[Office] = []
        for name in names:
            found = self._persons.get(name)
            if len({office.person for office in found}) == 1:
                terms.extend(found)
        return tuple(dict.fromkeys(terms))

    def organisation(self, name: str) -> Organisation | None:
        """The organisation, group or mission of that name or code, or None."""
        found = self._organisations.get(name)
        return found[0] if found else self._by_code.get(name)

    def opens_common_name(self, word: str) -> bool:
        """Whether the name of an organisation that is a common noun («talibans») begins with the word."""
        return fold(word) in self._common_openings

    def adjective(self, word: str) -> Organisation | None:
        """The organisation that an adjective stands for («onusien»), or None."""
        found = self._adjectives.get(word)
        return found[0] if found else None

    def army(self, name: str) -> str | None:
        """Country (alpha-2) of an army with a name of its own («Bundeswehr», «Tsahal»), or None."""
        return _first(self._armies.get(name))

    def opens_name(self, word: str) -> bool:
        """Whether the name of a person, an organisation or an army begins with the word."""
        return any(names.opens(word) for names in (self._persons, self._organisations, self._armies))

    def opens_army(self, word: str) -> bool:
        """Whether an army, a unit or an operation known by name begins with the word."""
        return self._armies.opens(word)

    def opens_soldier(self, word: str) -> bool:
        """Whether a noun of :meth:`soldier` begins with the word."""
        return self._soldiers.opens(word)

    def soldier(self, noun: str) -> str | None:
        """Country of the army that a noun in the singular belongs to («légionnaire»), or None."""
        return _first(self._soldiers.get(noun))

    def unit(self, abbreviation: str) -> str | None:
        """Country of the army whose units an ordinal and the abbreviation name («REP»), or None."""
        return _first(self._units.get(abbreviation))

    def ship_prefix(self, word: str) -> str | None:
        """Country of the navy whose ships carry the prefix («USS»), or None."""
        return _first(self._prefixes.get(word))

    def ship(self, name: str) -> str | None:
        """Country of the ship of that name, behind a noun or a prefix («la frégate Alsace», «USS Cole»)."""
        prefix, _, rest = name.partition(" ")
        if rest and (country := self.ship_prefix(prefix)):
            return country
        return self.ship_alone(name) or _first(self._shown_ships.get(name))

    def ship_alone(self, name: str) -> str | None:
        """Country of the ship whose name needs but an article («le Charles-de-Gaulle»), or None."""
        return _first(self._ships.get(name))

    def seat(self, code: str) -> Place | None:
        """Headquarters of the organisation of that code, or None."""
        organisation = self._by_code.get(code)
        return organisation.seat if organisation else None

    def names(self) -> Iterator[ActorName]:
        """Every name of the tables, to look for in a text."""
        yield from (ActorName(text, "person") for text in self._persons)
        yield from (ActorName(text, "organisation") for text in self._organisations)
        yield from (ActorName(text, "adjective") for text in self._adjectives)
        yield from (ActorName(text, "army") for text in self._armies)


def _offices(path: Path, codes: set[str]) -> Iterator[tuple[Office, tuple[str, ...]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if rows.fieldnames != _COLUMNS:
                raise DataError(f"{path}: expected the columns {_COLUMNS}, got {rows.fieldnames}")
            for row in rows:
                yield _office(row, codes, f"{path}:{rows.line_num}")
    except FileNotFoundError as problem:
        raise DataError(f"{path}: the table of office-holders is absent; restore it") from problem


def _office(row: Mapping[str, str], codes: set[str], where: str) -> tuple[Office, tuple[str, ...]]:
    of, kind = row["of"], row["office"]
    if kind not in get_args(OfficeKind):
        raise DataError(f"{where}: expected an office of {get_args(OfficeKind)}, got {kind!r}")
    office_kind = cast("OfficeKind", kind)
    if of not in codes and not _is_country(of):
        raise DataError(f"{where}: expected a country or a code of organisations.yaml, got {of!r}")
    start, end = _day(row["from"], where, last=False), _day(row["to"], where, last=True)
    if start and end and end < start:
        raise DataError(f"{where}: {row['name']} leaves on {end}, before the start on {start}")
    org = of if of in codes else None
    office = Office(row["name"], office_kind, None if org else of, org, start, end)
    names = (row["name"], *row["aliases"].split("|"), *row["short_names"].split("|"))
    return office, tuple(dict.fromkeys(name for name in names if name))


def _day(text: str, where: str, *, last: bool) -> dt.date | None:
    """A day, month or year of the table, as its first or last day; None for an empty cell."""
    if not text:
        return None
    try:
        year, month, day, *_ = [int(part) for part in text.split("-")] + [0, 0]
        month = month or (12 if last else 1)
        return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as problem:
        raise DataError(f"{where}: expected a date YYYY, YYYY-MM or YYYY-MM-DD, got {text!r}") from problem


def _first(found: tuple[str, ...]) -> str | None:
    return found[0] if found else None


def _fill(names: _Names[str], table: Mapping[str, Iterable[str]]) -> _Names[str]:
    for country, own_names in table.items():
        for name in own_names:
            names.add(name, country)
    return names


def _yaml(path: Path, keys: set[str]) -> Mapping[str, Any]:
    raw = load_yaml(path)
    if not isinstance(raw, dict) or set(raw) != keys:
        raise DataError(f"{path}: expected the keys {sorted(keys)}")
    return raw


def _organisations(
    raw: Mapping[str, Mapping[str, Any]], path: Path
) -> Iterator[tuple[Organisation, tuple[str, ...], tuple[str, ...]]]:
    for code, entry in raw.items():
        where = f"{path}: {code}"
        if unknown := set(entry) - _KEYS:
            raise DataError(f"{where}: unknown keys {sorted(unknown)}; expected {sorted(_KEYS)}")
        if entry.get("kind") not in get_args(OrganisationKind):
            raise DataError(
                f"{where}: expected a kind of {get_args(OrganisationKind)}, got {entry.get('kind')!r}"
            )
        if not (code.isalnum() and code.isupper()) or (_is_country(code) and code not in {"EU", "UN"}):
            raise DataError(f"{where}: expected a code in capitals, of two letters only EU and UN")
        countries = (entry["country"],) if "country" in entry else ()
        yield from _entries(
            code, entry, _checked(countries, where), _checked(entry.get("members", ()), where)
        )


def _entries(
    code: str, entry: Mapping[str, Any], countries: tuple[str, ...], members: tuple[str, ...]
) -> Iterator[tuple[Organisation, tuple[str, ...], tuple[str, ...]]]:
    """The organisation itself, under the names that need a context, and its missions."""

    def organisation(*, needs_context: bool) -> Organisation:
        return Organisation(
            code, entry["fr"], entry["en"], entry["kind"], entry.get("part_of"), countries, members,
            _seat(entry.get("seat")), needs_context,
        )  # fmt: skip

    names = dict.fromkeys((entry["fr"], entry["en"], code, *entry.get("names", ())))
    yield organisation(needs_context=False), tuple(names), tuple(entry.get("adjectives", ()))
    if context := tuple(entry.get("context", ())):
        yield organisation(needs_context=True), context, ()
    for mission in entry.get("missions", ()):
        stands = _checked(mission["countries"], code)
        first, *_ = mission["names"]
        yield Organisation(code, first, first, "mission", code, stands), tuple(mission["names"]), ()


def _seat(entry: tuple[str, str, float, float] | None) -> Place | None:
    if entry is None:
        return None
    name, country, lat, lon = entry
    return Place(name, name, "city", country, lat, lon, _SEAT_RADIUS_KM)


def _checked(countries: Iterable[str], where: str) -> tuple[str, ...]:
    for country in countries:
        if not _is_country(country):
            raise DataError(f"{where}: expected ISO 3166-1 alpha-2 codes, got {country!r}")
    return tuple(countries)


def _is_country(code: object) -> bool:
    return isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()  # noqa: PLR2004
