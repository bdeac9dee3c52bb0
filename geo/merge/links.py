"""Ties between events of one story: a step of it, or a part of a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.merge import days, sites
from geo.merge.combine import Merged
from geo.merge.compare import content, same_things
from geo.merge.told import Told, phase, told
from geo.records import Link, Movement

_STEPS = ("possible", "announced", "made", "denied")
_ALIKE = 1.6
"""Log odds of unit, number and places from which two steps are of one story."""
_UNLIKE = -2.0
_FEWER, _ARRIVED = 1.6, 1.2
"""A later step of fewer, down to this ratio: they arrive by and by."""
_LARGEST_PART = 0.95
_ROUNDING = 1.1
_BEFORE = 3
"""Days by which a later step may be dated before the earlier one: dates slip."""


def akin(one: Told, other: Told) -> bool:
    """Whether two reports may belong to events that are to be linked."""
    if not _same_mover(one, other):
        return False
    return bool(_step(one, other) or _step(other, one) or _is_part(one, other) or _is_part(other, one))


def link(events: Sequence[Merged]) -> list[Merged]:
    """The events with their links: each step to the one before it, each part to its total.

    The status to be drawn of a story is that of the event to which no ``step_of`` leads.
    """
    ties: dict[str, list[Link]] = defaultdict(list)
    moves = [told(merged.event) for merged in events if isinstance(merged.event, Movement)]
    for kin in _kin(moves):
        for move in kin:
            if before := _step_before(move, kin):
                ties[move.report.id].append(Link("step_of", before.report.id))
            for part in _parts(move, kin):
                if all(tie.kind != "part_of" for tie in ties[part.report.id]):
                    ties[part.report.id].append(Link("part_of", move.report.id))
    return [
        replace(merged, event=replace(merged.event, links=tuple(ties.get(merged.event.id, ()))))
        for merged in events
    ]


def _same_mover(one: Told, other: Told) -> bool:
    return one.report.type == other.report.type == "movement" and (
        one.report.kind == other.report.kind and one.actors == other.actors
    )


def _kin(moves: Iterable[Told]) -> list[list[Told]]:
    """Movements of one kind and the same actors, smaller totals first."""
    kin: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for move in moves:
        kin[move.report.kind, move.actors].append(move)
    return [sorted(group, key=lambda move: (_highest(move), move.report.id)) for group in kin.values()]


def _step_before(move: Told, kin: Sequence[Told]) -> Told | None:
    """The latest earlier step that fits best."""
    found = [(_rank(other), odds, other) for other in kin if (odds := _step(move, other))]
    return min(found, key=lambda fit: (-fit[0], -fit[1], fit[2].report.id))[2] if found else None


def _rank(move: Told) -> int:
    return _STEPS.index(phase(move.report))


def _step(later: Told, earlier: Told) -> float:
    """Odds that the one is a later step of the other's story; 0 where it is not."""
    if _rank(later) <= _rank(earlier) or not (later.when and earlier.when):
        return 0.0
    if later.when.last < earlier.when.first - _BEFORE or later.when.gap(earlier.when) > days.HORIZON:
        return 0.0
    weights = content(later, earlier)
    weights.pop("status", None)
    if "quantity" in weights and _highest(later) < _highest(earlier) <= _FEWER * _highest(later):
        weights["quantity"] = max(weights["quantity"], _ARRIVED)
    odds = sum(weights.values())
    return odds if odds >= _ALIKE and min(weights.values()) > _UNLIKE else 0.0


def _parts(whole: Told, kin: Sequence[Told]) -> list[Told]:
    """Its parts among the kin; none where they would add up to more than the total."""
    parts = [move for move in kin if _is_part(move, whole)]
    total = sum(_highest(part) for part in parts)
    return parts if total <= _ROUNDING * _highest(whole) else []


def _is_part(part: Told, whole: Told) -> bool:
    """Whether an article tells both, the one a smaller number at the same step, with places that fit."""
    if part.sort != whole.sort or not part.sources & whole.sources:
        return False
    if not (part.number and whole.number and same_things(part, whole)):
        return False
    if _highest(part) > _LARGEST_PART * _highest(whole):
        return False
    return bool(part.when and whole.when and part.when.gap(whole.when) == 0) and _places_fit(part, whole)


def _places_fit(part: Told, whole: Told) -> bool:
    """Whether one of the part's destinations lies at or within one of the total's, or one names none."""
    if not whole.places or not part.places:
        return True
    return any(
        sites.within(inner, outer) or sites.agreement(inner, outer) > 0
        for inner in part.places
        for outer in whole.places
    )


def _highest(move: Told) -> float:
    return move.number[1] if move.number else 0.0
