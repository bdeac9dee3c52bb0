"""Drafts that tell one move: its leaving and its arriving, and what a later sentence tells again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.movements.goals import key, same
from geo.spans import MovementDraft

_RETOLD = 2
"""Sentences within which a move is told again."""


def joined(drafts: Sequence[MovementDraft]) -> list[MovementDraft]:
    """«Quittera X pour retrouver Y»: leaving and arriving in one sentence are one move."""
    out: list[MovementDraft] = []
    for draft in sorted(drafts, key=lambda d: d.trigger):
        previous = next(
            (p for p in reversed(out) if p.sentence == draft.sentence and _one_move(p, draft)), None
        )
        told = next((p for p in reversed(out) if _told_again(p, draft)), None)
        if previous is None and told is not None:
            out[out.index(told)] = replace(told, sentences=(*told.sentences, draft.sentence))
            continue
        if previous is None:
            out.append(draft)
            continue
        out[out.index(previous)] = replace(
            previous,
            kind="transfer" if "transfer" in (previous.kind, draft.kind) else previous.kind,
            origin=previous.origin or draft.origin,
            destinations=previous.destinations or draft.destinations,
            dates=previous.dates or draft.dates,
            force=previous.force if previous.force.quantity or not draft.force.quantity else draft.force,
        )
    return out


def _told_again(a: MovementDraft, b: MovementDraft) -> bool:
    """«Le convoi y est attendu»: the force named before, on its way to the same place."""
    if (
        not b.anaphor
        or b.force.quantity is not None
        or b.origin is not None
        or not 0 < b.sentence - a.sentence <= _RETOLD
    ):
        return False
    alike = (a.force.country, a.force.org) == (b.force.country, b.force.org) and a.kind == b.kind
    return (
        alike
        and bool(b.destinations)
        and {key(p) for p in b.destinations} <= {key(p) for p in a.destinations}
    )


def _one_move(a: MovementDraft, b: MovementDraft) -> bool:
    moves = ("transfer", "withdrawal")
    if (
        a.kind not in moves
        or b.kind not in moves
        or (a.force.country, a.force.org) != (b.force.country, b.force.org)
    ):
        return False
    if a.force.quantity and b.force.quantity and a.force.quantity != b.force.quantity:
        return False
    if a.force.name == b.force.name and _compatible(a, b):
        return True
    leaves = a.origin is not None and not a.destinations
    arrives = bool(b.destinations) and b.origin is None
    return leaves and arrives and (b.force.quantity is None or a.force.quantity == b.force.quantity)


def _compatible(a: MovementDraft, b: MovementDraft) -> bool:
    """Whether two drafts of one force do not contradict each other: no two origins, no two ends."""
    origins = a.origin is None or b.origin is None or same(a.origin, b.origin)
    ends = (
        not a.destinations
        or not b.destinations
        or {key(p) for p in a.destinations} & {key(p) for p in b.destinations}
    )
    return origins and bool(ends)
