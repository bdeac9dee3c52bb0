"""The words of a language, as data: loaded from ``data/lang/<lang>/*.yaml``, checked, frozen.

The files say in their own comments what each list means; this module only reads them. Words are
compared by :func:`key`: lower case, without accents, hyphens and apostrophes as spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args

from geo.datafiles import load_yaml
from geo.errors import DataError
from geo.records import MEETING_KINDS, Level, MeetingKind, MovementKind

PlaceRole = Literal["origin", "destination", "location", "none"]
Relation = Literal["at", "to", "from", "near", "via"]
Who = Literal["subject_object", "subject_with", "host", "together", "visitor", "sender", "phone_object"]

Frame = TypeVar("Frame")
Kind = TypeVar("Kind", bound=str)

_SEPARATORS = re.compile(r"[\s\-'’‐‑_]+")
_GAP = "…"


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """The form in which words are compared: lower case, no accents, one space for hyphen and apostrophe."""
    if text.isascii():
        folded = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", folded).strip()


@dataclass(frozen=True, slots=True)
class MovementFrame:
    """A family of words that say that forces move alike; see the comments in ``movements.yaml``."""

    name: str
    kind: MovementKind
    mover: Literal["subject", "object"]
    object: PlaceRole
    at: PlaceRole
    to: PlaceRole
    origin: PlaceRole
    generic: bool
    agent_moves: bool = False
    meets: bool = False
    here: bool = False
    direct: bool = False
    placed: bool = False
    military: bool = False
    houses: bool = False


@dataclass(frozen=True, slots=True)
class MeetingFrame:
    """A family of words that say that states talk alike; see the comments in ``meetings.yaml``."""

    name: str
    kind: MeetingKind
    who: Who
    generic: bool
    passive: bool = False
    asked: bool = False
    days_only: bool = False
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Frame]):
    """Several words with a frame; None stands for a gap of a few words."""

    words: tuple[str | None, ...]
    frame: Frame
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class FrameIndex(Generic[Frame]):
    """Frames by their words: plain verbs, reflexive verbs, nouns, and phrases by their first word."""

    verbs: Mapping[str, Frame]
    reflexives: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    phrases: Mapping[str, tuple[Phrase[Frame], ...]]


@dataclass(frozen=True, slots=True)
class ForceWords:
    """Nouns that are forces, by what they count."""

    people: frozenset[str]
    counted: frozenset[str]
    units: frozenset[str]
    licensed: frozenset[str]
    equipment: Mapping[str, str]
    equipment_always: frozenset[str]
    equipment_names: frozenset[str]
    aircraft_series: frozenset[str]
    in_company: frozenset[str]
    parts: frozenset[str]
    anaphors: frozenset[str]
    excluders: frozenset[str]
    licences: frozenset[str]
    possessed: frozenset[str]
    carried_by: frozenset[str]
    carrying: frozenset[str]
    never_alone: frozenset[str]
    restated_by: frozenset[str]
    home_participles: Mapping[str, Relation]
    home_nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class RealityWords:
    """What governs a verb or a noun, and what the event becomes by it."""

    governors: Mapping[str, str]
    negated: Mapping[str, str]
    void_when_negated: frozenset[str]
    negations: frozenset[str]
    negation_pairs: frozenset[str]
    double_negatives: frozenset[str]
    existence: frozenset[str]
    pro_verbs: frozenset[str]
    future_auxiliaries: frozenset[str]
    modal_auxiliaries: frozenset[str]
    claim_prepositions: frozenset[str]
    claim_verbs: frozenset[str]
    not_negating: frozenset[str]
    claim_nouns: frozenset[str]
    contesting: frozenset[str]
    verdicts: Mapping[str, str]
    conditions: frozenset[str]
    put_off: frozenset[str]
    called_off: frozenset[str]
    reporting: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Words that name who acts."""

    counterparts: frozenset[str]
    unions: frozenset[str]
    pairs: frozenset[str]
    twins: Mapping[str, tuple[str, ...]]
    offices_of: Mapping[str, str]
    sides: frozenset[str]
    name_nouns: frozenset[str]
    newspapers: frozenset[str]
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How a place stands in a sentence."""

    prepositions: Mapping[str, Relation]
    place_nouns: frozenset[str]
    territory_nouns: frozenset[str]
    capital_nouns: frozenset[str]
    border_nouns: frozenset[str]
    directions: Mapping[str, str]
    direction_adjectives: Mapping[str, str]
    here: frozenset[str]
    same: frozenset[str]
    anaphor_nouns: frozenset[str]
    lands: frozenset[str]
    distance_units_km: Mapping[str, float]
    common_words: frozenset[str]
    town_prepositions: frozenset[str]
    branded_nouns: frozenset[str]
    home: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Numbers in words, and the words that make a number a bound or an estimate."""

    words: frozenset[str]
    joiners: frozenset[str]
    collectives: Mapping[str, int]
    plural_collectives: Mapping[str, tuple[int, int]]
    vague_determiners: frozenset[str]
    multipliers: Mapping[str, int]
    bounds: Mapping[str, str]
    between: frozenset[str]
    between_joiners: frozenset[str]
    range_joiners: frozenset[str]


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """What goes with a meeting noun."""

    vague_nouns: frozenset[str]
    topics: frozenset[str]
    venues: frozenset[str]
    media: Mapping[str, MeetingKind]
    support_verbs: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All the words of one language. Tables made of others are made once, when they are first asked for."""

    lang: str
    movements: FrameIndex[MovementFrame]
    meetings: FrameIndex[MeetingFrame]
    meeting_words: MeetingWords
    forces: ForceWords
    reality: RealityWords
    actors: ActorWords
    places: PlaceWords
    numbers: NumberWords
    domains: Mapping[str, frozenset[str]]
    abbreviations: frozenset[str]
    grammar: Mapping[str, frozenset[str]]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Keys of the verbs that any frame names."""
        frames = (
            self.movements.verbs,
            self.movements.reflexives,
            self.meetings.verbs,
            self.meetings.reflexives,
        )
        return frozenset(verb for table in frames for verb in table)

    @cached_property
    def participles(self) -> Mapping[str, str]:
        """Past participles of the verbs we know, as keys that keep a final «é»: the infinitive of each."""
        return self._participles("é" if self.lang == "fr" else "e")

    @cached_property
    def bare_participles(self) -> Mapping[str, str]:
        """The same for texts that write no accents."""
        return self._participles("e")

    @cached_property
    def mistaken_presents(self) -> Mapping[str, str]:
        """Forms of the present that the tagger takes for other words («dément»), with their infinitive."""
        pairs = (pair.partition("=") for pair in self.grammar["mistaken_presents"])
        return {form: infinitive for form, _, infinitive in pairs}

    @cached_property
    def finite_forms(self) -> Mapping[str, str]:
        """French third persons of the verbs in «-er» that we know and of others, as keys: the infinitive of each."""
        table = dict(self.mistaken_presents)
        if self.lang == "fr":
            for verb in sorted({*self.verbs, *self.reality.governors}):
                for form in _finite_forms(verb):
                    table.setdefault(form, verb)
        return table

    def _participles(self, ending: str) -> dict[str, str]:
        pairs = (pair.partition("=") for pair in self.grammar["participles"])
        irregular = {infinitive: participle for infinitive, _, participle in pairs}
        table: dict[str, str] = {}
        for verb in sorted({*self.verbs, *self.forces.home_participles}):
            masculine = _participle(verb, irregular, ending)
            if masculine:
                plural = masculine if masculine.endswith("s") else f"{masculine}s"
                for form in (masculine, f"{masculine}e", plural, f"{masculine}es"):
                    table.setdefault(form, verb)
        return table


def _participle(verb: str, irregular: Mapping[str, str], ending: str) -> str:
    """The masculine singular past participle: of a table, else «-er» → ``ending``, «-ir» → «-i»; else ''."""
    stem = irregular.get(verb) or (verb[:-1] if verb.endswith(("er", "ir")) else "")
    return f"{stem[:-1]}{ending}" if stem.endswith("e") else stem


def _finite_forms(verb: str) -> Iterator[str]:
    """Third persons of a verb in «-er», as keys: present, imperfect, past, future, conditional; nothing for another."""
    if not verb.endswith("er") or " " in verb:
        return
    stem = verb[:-2]
    hard = f"{stem}e" if stem.endswith("g") else stem
    soft = f"{stem[:-1]}i" if stem.endswith("y") else stem
    yield from (hard + ending for ending in ("ait", "aient", "a"))
    yield f"{stem}erent"
    for before_e in (soft, f"{stem}{stem[-1]}") if stem.endswith(("el", "et")) else (soft,):
        yield from (before_e + ending for ending in ("e", "ent", "era", "eront", "erait", "eraient"))


_FIRST_WORDS: dict[int, tuple[Collection[str], frozenset[str]]] = {}


def first_words(table: Collection[str]) -> frozenset[str]:
    """The words that the entries of a table of a lexicon begin with: worked out once, as tables are frozen."""
    known = _FIRST_WORDS.get(id(table))
    if known is None or known[0] is not table:
        known = (table, frozenset(entry.split(" ", 1)[0] for entry in table))
        _FIRST_WORDS[id(table)] = known
    return known[1]


def load(data_dir: Path, lang: str) -> Lexicon:
    """The lexicon of a language (``fr``, ``en``).

    Raises:
        DataError: a file is absent, is no YAML, lacks a section, or has one that nothing reads.
    """
    folder = data_dir / "lang" / lang
    movements = _Section(folder / "movements.yaml", {"frames", "home_participles", "home_nouns"})
    meetings = _Section(
        folder / "meetings.yaml",
        {"frames", "nouns", "vague_nouns", "topics", "venues", "media", "support_verbs", "levels"},
    )
    forces = _Section(
        folder / "forces.yaml",
        {
            "people",
            "units",
            "equipment",
            "equipment_always",
            "equipment_names",
            "aircraft_series",
            "in_company",
            "parts",
            "anaphors",
            "not_forces",
            "military_words",
            "possessive_forces",
            "carried_by",
            "carrying",
            "never_alone",
            "restated_by",
        },
    )
    reality = _Section(
        folder / "reality.yaml",
        {
            "governors",
            "negated",
            "void_when_negated",
            "negations",
            "negation_pairs",
            "double_negatives",
            "existence",
            "pro_verbs",
            "future_auxiliaries",
            "modal_auxiliaries",
            "claim_prepositions",
            "claim_verbs",
            "not_negating",
            "claim_nouns",
            "contesting",
            "verdicts",
            "conditions",
            "called_off",
            "put_off",
            "reporting",
        },
    )
    actors = _Section(
        folder / "actors.yaml",
        {"counterparts", "unions", "pairs", "twins", "offices_of", "sides", "name_nouns", "newspapers"},
    )
    places = _Section(
        folder / "places.yaml",
        {
            "prepositions",
            "place_nouns",
            "territory_nouns",
            "capital_nouns",
            "border_nouns",
            "directions",
            "direction_adjectives",
            "anaphors",
            "distance_units",
            "common_words",
            "home",
            "town_prepositions",
            "branded_nouns",
        },
    )
    numbers = _Section(
        folder / "numbers.yaml",
        {
            "words",
            "joiners",
            "collectives",
            "plural_collectives",
            "vague_determiners",
            "multipliers",
            "bounds",
            "between",
            "between_joiners",
            "range_joiners",
        },
    )
    grammar = _Section(folder / "grammar.yaml", None)
    levels = _kinds(meetings.table("levels"), get_args(Level))
    return Lexicon(
        lang=lang,
        movements=_movement_frames(movements),
        meetings=_meeting_frames(meetings),
        meeting_words=MeetingWords(
            vague_nouns=meetings.words("vague_nouns"),
            topics=meetings.words("topics"),
            venues=meetings.words("venues"),
            media=_kinds(meetings.table("media"), MEETING_KINDS),
            support_verbs=meetings.words("support_verbs"),
        ),
        forces=_force_words(forces, movements),
        reality=RealityWords(
            governors={
                w: status for status, words in reality.table("governors").items() for w in _words(words)
            },
            negated=reality.table("negated"),
            verdicts={
                w: status for status, words in reality.table("verdicts").items() for w in _words(words)
            },
            **{
                name: reality.words(name)
                for name in (
                    "void_when_negated",
                    "negations",
                    "negation_pairs",
                    "double_negatives",
                    "existence",
                    "pro_verbs",
                    "future_auxiliaries",
                    "modal_auxiliaries",
                    "claim_prepositions",
                    "claim_verbs",
                    "not_negating",
                    "claim_nouns",
                    "contesting",
                    "conditions",
                    "put_off",
                    "called_off",
                    "reporting",
                )
            },
        ),
        actors=ActorWords(
            counterparts=actors.words("counterparts"),
            unions=actors.words("unions"),
            pairs=actors.words("pairs"),
            offices_of={
                w: country for country, words in actors.table("offices_of").items() for w in _words(words)
            },
            twins={key(name): tuple(codes) for name, codes in actors.table("twins").items()},
            sides=actors.words("sides"),
            name_nouns=actors.words("name_nouns"),
            newspapers=actors.words("newspapers"),
            levels=levels,
        ),
        places=PlaceWords(
            prepositions=_kinds(places.table("prepositions"), get_args(Relation)),
            directions={key(k): v for k, v in places.table("directions").items()},
            direction_adjectives={key(k): v for k, v in places.table("direction_adjectives").items()},
            here=_words(places.table("anaphors")["here"]),
            same=_words(places.table("anaphors")["same"]),
            lands=_words(places.table("anaphors")["lands"]),
            anaphor_nouns=_words(places.table("anaphors")["nouns"]),
            distance_units_km={key(k): float(v) for k, v in places.table("distance_units").items()},
            **{
                name: places.words(name)
                for name in (
                    "place_nouns",
                    "territory_nouns",
                    "capital_nouns",
                    "border_nouns",
                    "common_words",
                    "town_prepositions",
                    "branded_nouns",
                )
            },
            home=frozenset(code.upper() for code in places.words("home")),
        ),
        numbers=NumberWords(
            collectives={key(k): int(v) for k, v in numbers.table("collectives").items()},
            plural_collectives={key(k): (v[0], v[1]) for k, v in numbers.table("plural_collectives").items()},
            multipliers={key(k): int(v) for k, v in numbers.table("multipliers").items()},
            bounds={w: bound for bound, words in numbers.table("bounds").items() for w in _words(words)},
            **{
                name: numbers.words(name)
                for name in (
                    "words",
                    "joiners",
                    "vague_determiners",
                    "between",
                    "between_joiners",
                    "range_joiners",
                )
            },
        ),
        domains={
            name: _words(words) for name, words in _Section(folder / "domains.yaml", None).content.items()
        },
        abbreviations=_Section(folder / "sentences.yaml", {"abbreviations"}).words("abbreviations"),
        grammar={name: _words(words) for name, words in grammar.content.items()},
    )


class _Section:
    """A YAML file of sections, each of them named in ``known`` and none missing."""

    def __init__(self, path: Path, known: set[str] | None) -> None:
        self.path = path
        content = load_yaml(path)
        if not isinstance(content, dict):
            raise DataError(f"{path}: expected named sections, got {type(content).__name__}")
        if known is not None and set(content) != known:
            raise DataError(
                f"{path}: sections that nothing reads: {sorted(set(content) - known)}; "
                f"sections missing: {sorted(known - set(content))}"
            )
        self.content: dict[str, Any] = content

    def words(self, name: str) -> frozenset[str]:
        return _words(self.content[name])

    def table(self, name: str) -> dict[str, Any]:
        table = self.content[name]
        if not isinstance(table, dict):
            raise DataError(f"{self.path}: section {name!r}: expected a table, got {type(table).__name__}")
        return table


def _words(words: str | Iterable[str]) -> frozenset[str]:
    """Keys of a block of words apart by white space, or of a list (whose items may hold spaces)."""
    items = words.split() if isinstance(words, str) else [str(word) for word in words]
    return frozenset(key(item) for item in items) - {""}


def _kinds(table: Mapping[str, str | Iterable[str]], kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Word → kind, of a table of words by kind; a kind that nobody knows is passed over by nobody."""
    known = {str(kind): kind for kind in kinds}
    unknown = set(table) - set(known)
    if unknown:
        raise DataError(f"expected one of {sorted(known)}, got {sorted(unknown)}")
    return {word: known[kind] for kind, words in table.items() for word in _words(words)}


_MARKS = ("agent_moves", "meets", "here", "direct", "placed", "military", "houses")
"""Fields of a movement's frame that are false where they are left out."""


def _movement_frames(section: _Section) -> FrameIndex[MovementFrame]:
    frames = [
        (
            MovementFrame(
                name=name,
                kind=fields["kind"],
                mover=fields["mover"],
                object=fields.get("object", "none"),
                at=fields["at"],
                to=fields["to"],
                origin=fields["from"],
                generic=fields.get("generic", False),
                **{name: fields.get(name, False) for name in _MARKS},
            ),
            fields,
        )
        for name, fields in _frames(
            section,
            {
                "kind",
                "mover",
                "object",
                "at",
                "to",
                "from",
                "generic",
                *_MARKS,
                "verbs",
                "nouns",
                "phrases",
            },
        )
    ]
    _check_each_word_once(section, frames)
    return _frame_index(frames)


def _meeting_frames(section: _Section) -> FrameIndex[MeetingFrame]:
    frames = [
        (
            MeetingFrame(
                name=name,
                kind=fields["kind"],
                who=fields["who"],
                generic=fields.get("generic", False),
                passive=fields.get("passive", False),
                asked=fields.get("asked", False),
                days_only=fields.get("days_only", False),
                placed=fields.get("placed", False),
            ),
            fields,
        )
        for name, fields in _frames(
            section,
            {"kind", "who", "generic", "passive", "asked", "days_only", "placed", "verbs", "phrases"},
        )
    ]
    nouns = [
        (
            MeetingFrame(name=f"noun_{kind}", kind=kind, who="together", generic=False),
            {"nouns": section.table("nouns")[kind]},
        )
        for kind in MEETING_KINDS
        if kind in section.table("nouns")
    ]
    return _frame_index([*frames, *nouns])


def _frames(section: _Section, known: set[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    for name, fields in section.table("frames").items():
        unknown = set(fields) - known
        if unknown:
            raise DataError(f"{section.path}: frame {name!r}: unknown fields {sorted(unknown)}")
        yield name, fields


def _check_each_word_once(
    section: _Section, frames: Iterable[tuple[MovementFrame, Mapping[str, Any]]]
) -> None:
    """Raise where a verb, noun or phrase stands in two frames: the second would never be read."""
    found: dict[tuple[str, str], str] = {}
    for frame, fields in frames:
        for kind in ("verbs", "nouns", "phrases"):
            for word in _words(fields.get(kind, "")):
                first = found.setdefault((kind, word), frame.name)
                if first != frame.name:
                    raise DataError(
                        f"{section.path}: {word!r} stands among the {kind} of two frames, "
                        f"{first!r} and {frame.name!r}: expected one"
                    )


def _frame_index(frames: Iterable[tuple[Frame, Mapping[str, Any]]]) -> FrameIndex[Frame]:
    verbs: dict[str, Frame] = {}
    reflexives: dict[str, Frame] = {}
    nouns: dict[str, Frame] = {}
    phrases: dict[str, list[Phrase[Frame]]] = {}
    for frame, fields in frames:
        for word in _words(fields.get("verbs", "")):
            if word.startswith(("se ", "s ")):
                reflexives.setdefault(word.split(" ", 1)[1], frame)
            else:
                verbs.setdefault(word, frame)
        for word in _words(fields.get("nouns", "")):
            nouns.setdefault(word, frame)
        for phrase in fields.get("phrases", []):
            parts = phrase.split()
            split = [w for part in parts for w in _phrase_words(part)]
            whole = [w for part in parts for w in ([key(part)] if "-" in part else _phrase_words(part))]
            for variant in dict.fromkeys((tuple(split), tuple(whole))):  # «rendez-vous» is one token or three
                words = tuple(None if w == _GAP else w for w in variant)
                reflexive = words[0] in ("se", "s")
                words = words[1:] if reflexive else words
                phrases.setdefault(str(words[0]), []).append(Phrase(words, frame, reflexive))
    return FrameIndex(verbs, reflexives, nouns, {k: tuple(v) for k, v in phrases.items()})


def _phrase_words(part: str) -> list[str]:
    return [_GAP] if part == _GAP else key(part).split()


def _force_words(forces: _Section, movements: _Section) -> ForceWords:
    people, units = forces.table("people"), forces.table("units")
    return ForceWords(
        people=_words(people["always"]),
        counted=_words(people["counted"]),
        units=_words(units["always"]),
        licensed=_words(units["licensed"]),
        equipment={w: what for what, words in forces.table("equipment").items() for w in _words(words)},
        equipment_always=forces.words("equipment_always"),
        equipment_names=forces.words("equipment_names"),
        aircraft_series=frozenset(str(letters) for letters in forces.content["aircraft_series"]),
        in_company=forces.words("in_company"),
        parts=forces.words("parts"),
        anaphors=forces.words("anaphors"),
        excluders=forces.words("not_forces"),
        licences=forces.words("military_words"),
        possessed=forces.words("possessive_forces"),
        carried_by=forces.words("carried_by"),
        carrying=forces.words("carrying"),
        never_alone=forces.words("never_alone"),
        restated_by=forces.words("restated_by"),
        home_participles=_kinds(movements.table("home_participles"), get_args(Relation)),
        home_nouns=movements.words("home_nouns"),
    )
