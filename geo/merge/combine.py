"""One event out of the reports of a group: sharper than each of them, with what they disagree on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from geo.merge import days, sites
from geo.merge.compare import Agreement
from geo.merge.told import Report
from geo.records import (
    Conflict,
    DateInterval,
    Force,
    Meeting,
    MeetingKind,
    Movement,
    Participant,
    Place,
    Quantity,
    Status,
)

_REPEATED = 0.8
"""What each further article leaves of the doubt: articles copy each other, so not its own confidence."""
_OPEN = 10.0
"""Width of an open range, relative to its number: wider than any closed one."""
_MINORITY = 0.34
"""Share of the reports that name places or people from which one of them is held to be right."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report belongs to its event: the report it agrees with best, and what each field says.

    Attributes:
        odds: log odds (natural) for one event; 0 and no agreements where an analyst joined them.
    """

    report: str
    agrees_with: str
    odds: float
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """An event of one or more reports (its id is provisional: a store gives its own) and why they are one."""

    event: Movement | Meeting
    reasons: tuple[Reason, ...]


def combine(group: Sequence[Report], reasons: tuple[Reason, ...]) -> Merged:
    """The event of a group of reports that tell it; a single report is its own event."""
    told = sorted(group, key=_by_day)
    first = told[0]
    status = _status(told)
    shared: dict[str, Any] = {
        "id": _event_id(group),
        "status": status,
        "date": _date(told, status),
        "cameo": _commonest([report.cameo for report in _of_status(told, status)]),
        "confidence": _confidence(told),
        "evidence": tuple(dict.fromkeys(piece for report in told for piece in report.evidence)),
        "status_text": _first(report.status_text for report in _of_status(told, status)),
        "reports": tuple(report.id for report in told),
        "links": (),
    }
    shared["date_reason"] = _date_reason(told, shared["date"])
    event = _movement(told, shared) if isinstance(first, Movement) else _meeting(told, shared)
    return Merged(replace(event, conflicts=tuple(_conflicts(told, event))), reasons)


def _event_id(group: Sequence[Report]) -> str:
    return "m" + hashlib.sha256(min(report.id for report in group).encode()).hexdigest()[:15]


def _by_day(report: Report) -> tuple[str, str]:
    said = report.reported
    return (said.start.isoformat() if said and said.start else "9999", report.id)


def _of_status(told: Sequence[Report], status: Status) -> list[Report]:
    return [report for report in told if report.status == status]


def _status(told: Sequence[Report]) -> Status:
    """What happened has happened; else the latest word on it."""
    statuses = Counter(report.status for report in told)
    if statuses["occurred"] and statuses["occurred"] >= statuses["alleged"]:
        return "occurred"
    if statuses["alleged"]:
        return "alleged"
    rank = ("possible", "announced", "denied", "occurred", "alleged")
    return max(told, key=lambda report: (_by_day(report)[0], rank.index(report.status))).status


def _source(report: Report) -> str:
    return report.evidence[0].source


def _confidence(told: Sequence[Report]) -> float:
    articles = len({_source(report) for report in told})
    return round(1 - (1 - max(report.confidence for report in told)) * _REPEATED ** (articles - 1), 3)


def _date(told: Sequence[Report], status: Status) -> DateInterval | None:
    """The days all reports leave; of talks, those of the reports that know how it ended, if they tell any."""
    if isinstance(told[0], Movement):
        return days.narrowed(told)
    latest = _of_status(told, status)
    worded = [[report for report in some if report.date and report.date.text] for some in (latest, told)]
    return days.narrowed(worded[0] or worded[1] or latest) or days.narrowed(told)


def _date_reason(told: Sequence[Report], date: DateInterval | None) -> str | None:
    dates = {report.date for report in told}
    if len(dates) > 1:
        return f"narrowed by {sum(report.date is not None for report in told)} reports"
    return _first(report.date_reason for report in told if report.date == date)


def _movement(told: Sequence[Report], shared: dict[str, Any]) -> Movement:
    moves = [report for report in told if isinstance(report, Movement)]
    forces = [move.force for move in moves]
    force = Force(
        forces[0].country,
        forces[0].org,
        _commonest([force.name for force in forces]) or forces[0].name,
        _commonest([force.unit for force in forces]),
        _quantity([force.quantity for force in forces if force.quantity]),
    )
    return Movement(
        kind=moves[0].kind,
        force=force,
        origin=_site([move.origin for move in moves if move.origin]),
        destinations=_destinations([move.destinations for move in moves if move.destinations]),
        reported=moves[0].reported,
        **shared,
    )


def _meeting(told: Sequence[Report], shared: dict[str, Any]) -> Meeting:
    talks = [report for report in told if isinstance(report, Meeting)]
    kinds = [talk.kind for talk in talks if talk.kind != "unspecified"]
    kind: MeetingKind = _commonest(kinds) or "unspecified"
    return Meeting(
        kind=kind,
        participants=_participants([talk.participants for talk in talks]),
        place=None if kind in {"phone", "video"} else _site([talk.place for talk in talks if talk.place]),
        level=_commonest([talk.level for talk in talks]),
        reported=talks[0].reported,
        **shared,
    )


def _quantity(numbers: Sequence[Quantity]) -> Quantity | None:
    """The bounds that most numbers allow, in the words of the sharpest."""
    best: list[Quantity] = []
    ordered = sorted(numbers, key=_by_width)
    distinct = list(dict.fromkeys(ordered))
    for seed in distinct:
        fitting = {number for number in distinct if number == seed or _meet([seed, number])}
        kept = [seed, *(number for number in ordered if number is not seed and number in fitting)]
        if len(kept) > len(best):
            best = kept
    return _meet(best) if best else None


def _meet(numbers: Sequence[Quantity]) -> Quantity | None:
    """What all numbers allow; None where they share none."""
    low = max((number.min for number in numbers if number.min is not None), default=None)
    high = min((number.max for number in numbers if number.max is not None), default=None)
    if low is not None and high is not None and high < low:
        return None
    sharpest = min(numbers, key=_by_width)
    return Quantity(low, high, sharpest.text, _commonest([number.what for number in numbers]))


def _by_width(number: Quantity) -> tuple[float, str]:
    if number.min is None or number.max is None:
        return _OPEN, number.text
    return (number.max - number.min) / max(number.max, 1), number.text


def _site(places: Sequence[Place]) -> Place | None:
    """The sharpest of the places that most others agree with."""
    told = Counter(places)
    return min(told, key=lambda place: (-_support(place, told), place.radius_km, place.name), default=None)


def _support(place: Place, told: Mapping[Place, int]) -> int:
    return sum(times for other, times in told.items() if sites.agreement(place, other) >= 0)


def _destinations(lists: Sequence[tuple[Place, ...]]) -> tuple[Place, ...]:
    """The sharpest places that enough of the reports name; all of the best supported one's where none are."""
    if not lists:
        return ()
    named = [place for places in lists for place in places]
    enough = max(1.0, _MINORITY * len(lists))
    told = Counter(lists)
    right = [place for place in dict.fromkeys(named) if _named_by(place, told) >= enough]
    found = sites.sharpest(right or [place for place in (_site(named),) if place])
    order = {place.name: i for i, place in reversed(list(enumerate(named)))}
    return tuple(sorted(found, key=lambda place: order[place.name]))


def _named_by(place: Place, told: Mapping[tuple[Place, ...], int]) -> int:
    """How many reports name a destination that agrees with a place."""
    return sum(
        times for places, times in told.items() if any(sites.agreement(place, other) >= 0 for other in places)
    )


def _participants(lists: Sequence[tuple[Participant, ...]]) -> tuple[Participant, ...]:
    """Each state or organisation once, or each person where one report names several of a state."""
    enough = max(1.0, _MINORITY * len(lists))
    named: dict[str, list[tuple[Participant, ...]]] = {}
    for participants in lists:
        by_actor: dict[str, list[Participant]] = {}
        for who in participants:
            by_actor.setdefault(who.country or who.org or who.name, []).append(who)
        for actor, people in by_actor.items():
            named.setdefault(actor, []).append(tuple(people))
    kept = [votes for votes in named.values() if len(votes) >= enough or len(named) <= 2]  # noqa: PLR2004  both sides
    return tuple(who for votes in kept for who in _delegation(votes))


def _delegation(votes: Sequence[tuple[Participant, ...]]) -> tuple[Participant, ...]:
    counted = Counter(votes)
    return min(
        counted, key=lambda people: (-counted[people], -sum(len(who.name) for who in people), str(people))
    )


def _conflicts(told: Sequence[Report], event: Movement | Meeting) -> Iterable[Conflict]:
    """The fields on which the reports cannot all be right, or are of another sharpness in numbers."""
    fields: list[tuple[str, Callable[[Report], str | None]]] = [
        ("date", lambda report: _days_text(report.date)),
        ("status", lambda report: report.status),
        ("kind", lambda report: report.kind if report.kind != "unspecified" else None),
    ]
    if isinstance(event, Movement):
        fields += [("quantity", _number_text), ("origin", _origin_text), ("destinations", _destinations_text)]
    else:
        fields += [("place", _place_text), ("level", lambda r: r.level if isinstance(r, Meeting) else None)]
    for field, text in fields:
        if _disagree(field, told, event):
            said: dict[str, list[str]] = {}
            for report in told:
                if value := text(report):
                    said.setdefault(value, []).append(_source(report))
            if len(said) > 1:
                yield Conflict(
                    field, tuple((value, tuple(dict.fromkeys(who))) for value, who in said.items())
                )


def _disagree(field: str, told: Sequence[Report], event: Movement | Meeting) -> bool:
    if field == "date":
        return any(_outside(report.date, event.date) for report in told)
    if field == "status":
        return bool({report.status for report in told} & {"alleged", "denied"})
    if field == "quantity":
        return len({(q.min, q.max) for r in told if isinstance(r, Movement) and (q := r.force.quantity)}) > 1
    if field == "destinations":
        assert isinstance(event, Movement)
        lists = {
            report.destinations for report in told if isinstance(report, Movement) and report.destinations
        }
        return any((sites.lists(places, event.destinations) or 0) < 0 for places in lists)
    if field in {"origin", "place"}:
        places = {place for report in told if (place := getattr(report, field))}
        return any(sites.agreement(one, other) < 0 for one in places for other in places)
    return True


def _outside(date: DateInterval | None, event_date: DateInterval | None) -> bool:
    """Whether a date that a text tells does not hold the event's."""
    if not (date and event_date and date.text) or "throughout" in {date.extent, event_date.extent}:
        return False
    late = date.end and event_date.start and date.end < event_date.start
    return bool(late or (date.start and event_date.end and event_date.end < date.start))


def _days_text(date: DateInterval | None) -> str | None:
    if date is None or date.text is None:
        return None
    return f"{date.start.isoformat() if date.start else ''}/{date.end.isoformat() if date.end else ''}"


def _number_text(report: Report) -> str | None:
    return report.force.quantity.text if isinstance(report, Movement) and report.force.quantity else None


def _origin_text(report: Report) -> str | None:
    return report.origin.name if isinstance(report, Movement) and report.origin else None


def _place_text(report: Report) -> str | None:
    return report.place.name if isinstance(report, Meeting) and report.place else None


def _destinations_text(report: Report) -> str | None:
    return ", ".join(place.name for place in report.destinations) if isinstance(report, Movement) else None


def _commonest(values: Sequence[Value | None]) -> Value | None:
    """The value told most often, of as many the one told first; None where none is told."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value is not None), None)
