"""What a report tells, in the form in which reports are compared many times: worked out once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geo.merge import days
from geo.merge.days import Days
from geo.records import Meeting, Movement, Place, Quantity

Report = Movement | Meeting

_NUMBER = re.compile(r"\d+")
_REMEMBERED = 8_000


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A report, or an event made of several, ready to be compared.

    Attributes:
        sort: what two reports must share to be one event: type, kind and step of a move, and its actors.
        sources: the articles it comes from.
        actors: codes of the states and organisations that act; empty where none is known.
        when: the days on which the event may have begun, or None.
        said: proleptic ordinals of the article's own days, or None.
        background: the article looks back on it.
        number: lowest and highest number of the forces meant, or None.
    """

    report: Report
    sort: tuple[object, ...]
    sources: frozenset[str]
    actors: frozenset[str]
    when: Days | None
    said: tuple[int, int] | None
    background: bool
    lasts: bool
    number: tuple[float, float] | None
    unit_numbers: frozenset[str]
    unit_words: frozenset[str]
    names: frozenset[str]

    @property
    def places(self) -> tuple[Place, ...]:
        """Destinations of a movement, the place of a meeting."""
        if isinstance(self.report, Movement):
            return self.report.destinations
        return (self.report.place,) if self.report.place else ()


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A report that is equal to itself alone: looking it up compares none of its fields."""

    report: Report

    def __hash__(self) -> int:
        return hash(self.report.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.report is other.report


def told(report: Report) -> Told:
    """The report, ready to be compared; the same object for the same one, while it is remembered."""
    return _told(_Same(report))


@lru_cache(maxsize=_REMEMBERED)
def _told(same: _Same) -> Told:
    report = same.report
    when, said = days.plausible(report), report.reported
    force = report.force if isinstance(report, Movement) else None
    unit = force.unit if force and force.unit else ""
    who = report.participants if isinstance(report, Meeting) else ()
    return Told(
        report=report,
        sort=(report.type, report.kind, phase(report), actors(report)) if force else (report.type,),
        sources=frozenset(piece.source for piece in report.evidence),
        actors=actors(report),
        when=when,
        said=(said.start.toordinal(), said.end.toordinal()) if said and said.start and said.end else None,
        background=days.is_background(when, said),
        lasts=report.date is not None and report.date.extent == "throughout",
        number=bounds(force.quantity) if force and force.quantity else None,
        unit_numbers=frozenset(_NUMBER.findall(unit)),
        unit_words=frozenset(unit.lower().split()),
        names=frozenset(one.name.split()[-1].lower() for one in who if one.name.strip()),
    )


def phase(report: Report) -> str:
    """The step of its story that a report tells: reports of one step may be joined, of two be linked.

    Talks are one event from their announcement on; a move that is considered, decided, made or denied
    is a step each.
    """
    if isinstance(report, Meeting):
        return "meeting"
    return "made" if report.status in {"occurred", "alleged"} else report.status


def actors(report: Report) -> frozenset[str]:
    """Codes of the states and organisations that act; empty where the report knows none."""
    if isinstance(report, Movement):
        return frozenset(filter(None, [report.force.country or report.force.org]))
    return frozenset(filter(None, (who.country or who.org for who in report.participants)))


def bounds(number: Quantity) -> tuple[float, float]:
    """Lowest and highest number meant; «plus de» reaches half as far again, «jusqu'à» down to half."""
    high = number.max if number.max is not None else 1.5 * (number.min or 0)
    low = number.min if number.min is not None else 0.5 * high
    return low, high
