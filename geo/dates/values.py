"""What a date expression means, before anybody knows when its article appeared.

A value is symbolic: «mardi» is a weekday, «la veille» a day less than another date of the text.
:mod:`geo.dates.resolve` turns it into days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["date", "time", "duration", "age", "set", "name"]
Unit = Literal[
    "minute", "hour", "night", "day", "week", "weekend", "fortnight", "month", "quarter", "half", "year"
]
Season = Literal["spring", "summer", "autumn", "winter"]
Part = Literal["start", "middle", "end", "first_week", "last_week", "first_fortnight", "second_fortnight"]
Which = Literal["last", "this", "next", "week_after", "fortnight_after"]
Anchor = Literal["article", "text", "scene", "event"]
Bound = Literal["in", "since", "from", "until", "by", "before", "after", "during"]
Pairing = Literal["range", "between", "list", "night"]
Tense = Literal["past", "present", "future"]

UNITS: tuple[Unit, ...] = get_args(Unit)
SEASONS: tuple[Season, ...] = get_args(Season)
PARTS: tuple[Part, ...] = get_args(Part)
WHICHES: tuple[Which, ...] = get_args(Which)
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
PAIRINGS: tuple[Pairing, ...] = get_args(Pairing)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Fields of the calendar that the words give; None = not said.

    Attributes:
        weekday: 0 = Monday … 6 = Sunday.
        day: of the month, 1–31.
        month: 1–12.
        quarter: 1–4.
        half: 1–2.
        part: the start, middle or end of the month, season or year; a month's first or last week or half.
        which: «dernier», «ce», «prochain», «en huit», «en quinze».
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: Season | None = None
    quarter: int | None = None
    half: int | None = None
    part: Part | None = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """So many units before (negative) or after an anchor: «il y a deux jours», «la veille».

    ``anchor``: the ``article``'s date, another date of the ``text``, the ``scene`` («dans la
    soirée»: the text's date where the past is told, else the article's), or an ``event`` without
    a date («trois jours après l'attaque»). ``low`` and ``high`` differ for «quelques».
    """

    low: int
    high: int
    unit: Unit
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Period:
    """A whole week, month, year … counted from the one that holds the anchor: «la semaine dernière» is -1."""

    offset: int
    unit: Unit
    anchor: Anchor
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days up to (``sign`` -1) or from (+1) the article's date: «sous quinze jours»."""

    sign: int
    amount: int | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Span:
    """Two dates together: «du 3 au 5 mars», «mercredi et jeudi», «la nuit de mardi à mercredi»."""

    first: Value
    last: Value
    pairing: Pairing


@dataclass(frozen=True, slots=True)
class Bounded:
    """A date with the preposition that opens or closes it: «depuis la mi-octobre», «d'ici à fin août»."""

    bound: Bound
    value: Value


@dataclass(frozen=True, slots=True)
class Shifted:
    """So long before or after a date that is told: «au lendemain du 3 mars», «la semaine du 7 mars»."""

    by: Relative | Period
    base: Value


@dataclass(frozen=True, slots=True)
class Inside:
    """A date of the calendar inside a period: «mardi de la semaine dernière», «en juin de l'an dernier»."""

    value: Calendar | Span
    frame: Period


@dataclass(frozen=True, slots=True)
class Undated:
    """An expression of time that names no day: a duration, an hour, an age, «tous les lundis»."""


Value = Calendar | Relative | Period | Window | Span | Bounded | Shifted | Inside | Undated


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time in a text: ``text`` is exactly the text from ``start`` to ``end``.

    Attributes:
        kind: ``date``; or ``time`` of day, ``duration``, ``age``, ``set`` («chaque mardi»), ``name``
            (a date inside a proper name), none of which dates anything.
        value: what the words mean.
        published: the words around it say that this is when the article appeared («Publié le …»), or it
            stands in the article's byline.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Value
    published: bool = False
