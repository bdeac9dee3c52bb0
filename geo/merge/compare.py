"""Two reports, field by field: how strongly each field says that they tell of one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geo.merge import days, sites
from geo.merge.told import Told
from geo.records import Meeting, Movement

Verdict = Literal["agree", "differ"]
Weights = dict[str, float]
"""Log odds by the field that speaks; a field that one of two reports does not tell says nothing."""

_PRIOR = -1.5
"""Two reports of the same actors in the same weeks mostly tell of two events."""
_ALIKE = 4.0
"""What is alike but the time counts up to this: the same forces take the same road again."""
_TOO_FAR = 5
"""Days between two dates told in words from which they are of two events."""
_TOO_LATE = 15
"""The same where one of them is an article's own date, which may follow the event."""
_ONE_MORE = 1.5
"""Each further participant that only one of two reports names."""
_OTHERS = -5.0
_VAGUE_DAYS = 6
_SETTLED = 0.3
"""What publication days still say once both reports date the event closely."""
_REMOTE = {"phone", "video"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one field says: log odds (natural), positive for one event, negative for two."""

    field: str
    weight: float

    @property
    def verdict(self) -> Verdict:
        """The weight in a word."""
        return "agree" if self.weight >= 0 else "differ"


def comparable(one: Told, other: Told) -> bool:
    """Whether two reports may be one event at all: of the same sort and time, of two articles."""
    return one.sort == other.sort and not (one.sources & other.sources) and not _too_far(one, other)


def _too_far(one: Told, other: Told) -> bool:
    when, other_when = one.when, other.when
    if when is None or other_when is None:
        return False
    return when.gap(other_when) > (_TOO_LATE if when.follows or other_when.follows else _TOO_FAR)


def odds(weights: Weights) -> float:
    """Log odds that two reports tell of one event, from all their fields."""
    time = weights.get("date", 0.0) + weights.get("reported", 0.0)
    return _PRIOR + min(sum(weights.values()) - time, _ALIKE) + time


def compare(one: Told, other: Told) -> Weights | None:
    """What each field of two reports says; None where they cannot be one event."""
    if not comparable(one, other):
        return None
    weights = content(one, other) if isinstance(one.report, Movement) else _talks(one, other)
    if weights is not None:
        _add_time(weights, one, other)
    return weights


def agreements(weights: Weights) -> tuple[Agreement, ...]:
    """The weights for a reader, the strongest first."""
    ordered = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple(Agreement(field, round(weight, 2)) for field, weight in ordered)


def content(one: Told, other: Told) -> Weights:
    """What unit, number and places of two movements say, leaving out when they were."""
    move, other_move = one.report, other.report
    assert isinstance(move, Movement)
    assert isinstance(other_move, Movement)
    origin, other_origin = move.origin, other_move.origin
    return _kept({
        "unit": _unit(one, other),
        "quantity": _quantity(one, other),
        "origin": sites.agreement(origin, other_origin) if origin and other_origin else None,
        "destinations": sites.lists(move.destinations, other_move.destinations),
        "status": None if move.status == other_move.status else -0.5,
    })  # fmt: skip


def _kept(weights: Mapping[str, float | None]) -> Weights:
    return {field: weight for field, weight in weights.items() if weight is not None}


def _quantity(one: Told, other: Told) -> float | None:
    """Two numbers: equal, within each other's bounds, or apart; None where one is not told."""
    if one.number is None or other.number is None:
        return None
    if not same_things(one, other):
        return -8.0
    (low, high), (other_low, other_high) = sorted((one.number, other.number))
    if (low, high) == (other_low, other_high):
        return 2.5 if low == high else 1.5
    if other_low <= high:
        return 1.2 if high <= 1.5 * max(low, 1) or other_high <= 1.5 * max(other_low, 1) else 0.6
    return _miss(other_low / max(high, 1))


def same_things(one: Told, other: Told) -> bool:
    """Whether two numbers count the same: soldiers, aircraft …, or one does not say what."""
    what = [
        told.report.force.quantity.what
        for told in (one, other)
        if isinstance(told.report, Movement) and told.report.force.quantity
    ]
    return len({thing for thing in what if thing}) <= 1


def _miss(ratio: float) -> float:
    for limit, weight in ((1.12, 0.5), (1.5, -1.5), (3.0, -3.0)):
        if ratio <= limit:
            return weight
    return -4.0


def _unit(one: Told, other: Told) -> float | None:
    """Units by their numbers («82e», «82nd»), else by their names."""
    if not one.unit_words or not other.unit_words:
        return None
    if one.unit_numbers and other.unit_numbers:
        return 3.0 if one.unit_numbers & other.unit_numbers else -4.0
    return 2.5 if one.unit_words <= other.unit_words or other.unit_words <= one.unit_words else -1.0


def _talks(one: Told, other: Told) -> Weights | None:
    talk, other_talk = one.report, other.report
    assert isinstance(talk, Meeting)
    assert isinstance(other_talk, Meeting)
    people = _participants(one, other)
    kinds = _kinds(talk.kind, other_talk.kind)
    if people is None or kinds is None:
        return None
    return _kept({
        "participants": people,
        "place": sites.agreement(talk.place, other_talk.place) if talk.place and other_talk.place else None,
        "kind": kinds,
        "level": _levels(talk.level, other_talk.level),
        "status": _OUTCOMES.get(frozenset((talk.status, other_talk.status))),
    })  # fmt: skip


_OUTCOMES: Mapping[frozenset[str], float] = {
    frozenset(("occurred", "denied")): -2.0,
    frozenset(("occurred", "possible")): -0.5,
    frozenset(("denied", "alleged")): -0.5,
}


def _participants(one: Told, other: Told) -> float | None:
    """Who talks: the same, some of them, or others; None where nobody is shared."""
    ours, theirs = one.actors, other.actors
    shared = ours & theirs
    if not shared:
        return None
    named = 0.5 if one.names & other.names else 0.0
    if ours == theirs:
        return (2.5 if len(ours) > 1 else 0.8) + named
    missing = len(ours ^ theirs) - 1
    if ours < theirs or theirs < ours:
        return named + (0.5 if len(shared) > 1 else -0.5) - _ONE_MORE * missing
    return named - _ONE_MORE * missing if len(shared) > 1 else _OTHERS


def _kinds(one: str, other: str) -> float | None:
    """How they talk; None where one side says together and the other from afar."""
    if "unspecified" in {one, other}:
        return 0.0
    if one == other:
        return 0.5
    if {one, other} <= _REMOTE:
        return -0.3
    return None if {one, other} & _REMOTE else 0.2


def _levels(one: str | None, other: str | None) -> float | None:
    if not one or not other or one == other:
        return None
    return -6.0 if "leaders" in {one, other} else -3.0


def _add_time(weights: Weights, one: Told, other: Told) -> None:
    when, other_when = one.when, other.when
    close = False
    if when and other_when:
        weights["date"] = days.agreement(when, other_when)
        close = when.count + other_when.count <= _VAGUE_DAYS
    if one.background or other.background or one.said is None or other.said is None:
        return
    weight = days.news(one.said, other.said) * (_SETTLED if close else 1.0)
    weights["reported"] = max(0.0, weight) if one.lasts or other.lasts else weight
