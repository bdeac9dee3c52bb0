"""The typed spans that the stages pass on: numbers, places, forces and actors found in a parsed text.

``start`` and ``end`` are token indices of the ``Doc``, the end exclusive; ``head`` is the token that
stands for the span when distances are measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.lexicon import Relation
from geo.records import Force, Level, MeetingKind, MovementKind, Participant, Place, Quantity, Role, Status

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number with its bounds, as written."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ToponymSpan:
    """A toponym before it is placed: the name to look up and the words around it that bend it.

    Attributes:
        start, end: the toponym itself; ``phrase_start``: its phrase, preposition included.
        relation: what the preposition says; None without one.
        preposition: the words of the preposition.
        name: what to look up in the gazetteer; empty for an anaphor or a border without a name.
        direction: «le nord du Kosovo», «au nord de Goma»: a point of the compass or ``centre``.
        distance_km: «à 30 km au nord de Goma»; None without one.
        border: the states of «la frontière ukrainienne», «russo-ukrainienne»; else empty.
        anaphor: «y», «là-bas», «la même ville», «ce pays».
        land: of these, «(dans) ce pays», «(dans l'est du) pays».
        head_noun: the place noun that it completes («base», «capitale»), or empty.
        inherits: the preposition is that of the place before it («à Niamey, Ouallam et Ayorou»).
    """

    start: int
    end: int
    phrase_start: int
    relation: Relation | None
    preposition: str
    name: str
    direction: str | None = None
    distance_km: float | None = None
    border: tuple[str, ...] = ()
    anaphor: bool = False
    land: bool = False
    head_noun: str = ""
    inherits: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A toponym in its phrase («à la base aérienne de Ramstein»).

    Attributes:
        start, end: the toponym itself.
        phrase_start: first token of the phrase, preposition included.
        head: the toponym's last token.
        relation: what the preposition says; None without one.
        preposition: the words of the preposition.
        role: location, actor, name or demonym.
        place: the resolved place, or None.
        reason: why that place, or why none.
        codes: the states it stands for where it acts (a country's own code, a capital's country).
        border: the one or two states of a border, else empty.
        anaphor: «y», «là-bas», «la même ville», «ce pays»: the place is one named before.
        land: of these, «(dans) ce pays», «(dans l'est du) pays».
        dateline: the place a reporter writes from.
        label: the town that an item of an agenda begins with («• Tokyo : …»).
        inherits: its preposition is that of the place before it.
        container: it only says where the place beside it lies («à Lask, en Pologne»).
    """

    start: int
    end: int
    phrase_start: int
    head: int
    relation: Relation | None
    preposition: str
    role: Role
    place: Place | None
    reason: str
    codes: tuple[str, ...] = ()
    border: tuple[str, ...] = ()
    anaphor: bool = False
    land: bool = False
    dateline: bool = False
    label: bool = False
    container: bool = False
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class ForceSpan:
    """Armed forces, as a noun phrase.

    Attributes:
        country, org: whose they are, where the phrase itself says it.
        sort: ``people``, ``unit``, ``equipment``, ``army`` («l'armée serbe», «Tsahal») or ``ellipsis`` («230 autres»).
        unit: the unit's words («82e division aéroportée»), or None.
        anaphor: it goes on from a force named before («ces hommes», «230 autres», «ils»).
        possessed: «ses soldats»: the owner is whoever acts in the clause.
        plural: as the head noun is.
        licensed: something about it is military by itself.
        stands_in: alpha-2 code of the country where a mission stands, or None.
        others: more states that each have such forces («des militaires britanniques, danois et français»).
    """

    start: int
    end: int
    head: int
    text: str
    sort: str
    country: str | None = None
    org: str | None = None
    unit: str | None = None
    quantity: Quantity | None = None
    anaphor: bool = False
    possessed: bool = False
    plural: bool = False
    licensed: bool = True
    stands_in: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Who acts: a person, a role, a state, an organisation, or several of them in one phrase.

    Attributes:
        sort: ``person``, ``role``, ``state``, ``org``, ``people`` («les Russes»), ``pair`` («les deux hommes»).
        participants: who they are; empty for an anaphor that is yet to be followed back.
        relation: what the preposition says; None without one.
        level: leaders, ministers or officials, where the phrase says it.
        counterpart: «son homologue français»: of the same office as the other one.
    """

    start: int
    end: int
    head: int
    sort: str
    participants: tuple[Participant, ...]
    preposition: str = ""
    relation: Relation | None = None
    level: Level | None = None
    counterpart: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An expression of time: token range, and its index among the mentions that :mod:`geo.dates` found."""

    start: int
    end: int
    index: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """All typed spans of one text, each list in the order of the text."""

    places: tuple[PlaceSpan, ...]
    forces: tuple[ForceSpan, ...]
    actors: tuple[ActorSpan, ...]
    dates: tuple[DateSpan, ...]


@dataclass(frozen=True, slots=True)
class Reality:
    """What the text says of a trigger: its status, the words that decided it, its tense.

    Attributes:
        status: as in the event contract; None = no event at all («si X avait envoyé»).
        words: token indices of the words that decided it.
        tense: past, present or future, for reading dates.
        announced_by: head of the predicate that announces it, whose date is the announcement's.
        holder: head of the verb whose object it is («préside demain une réunion»), unless that only tells of it.
    """

    status: Status | None
    words: tuple[int, ...]
    tense: Tense | None
    announced_by: int | None = None
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """A movement before its date is an interval and before it is told from the others of the text."""

    trigger: int
    sentence: int
    kind: MovementKind
    force: Force
    origin: Place | None
    destinations: tuple[Place, ...]
    dates: tuple[int, ...]
    reality: Reality
    certainty: float
    sentences: tuple[int, ...] = ()
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting before its date is an interval and before it is told from the others of the text."""

    trigger: int
    sentence: int
    kind: MeetingKind
    participants: tuple[Participant, ...]
    place: Place | None
    level: Level | None
    dates: tuple[int, ...]
    reality: Reality
    certainty: float
    sentences: tuple[int, ...] = ()
    definite: bool = False
