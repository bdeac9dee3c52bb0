"""Whose word a movement rests on: a side that tells of another's forces makes a claim, not a fact.

«Phnom Penh affirme que les Thaïlandais ont franchi la frontière», «selon Bakou, les Arméniens …»: the source is
one party and the forces are another's. A state that tells of its own forces is taken at its word, and so are
organisations of states, officers without a flag and reporters.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from geo.clauses import Text
from geo.spans import ActorSpan, MovementDraft

_SUBJECT_REACH = 14
_SOURCE_REACH = 6
_SPEAKERS = frozenset({"state", "role", "person", "org", "people"})


def claimed(
    text: Text, actors: Sequence[ActorSpan], draft: MovementDraft, armed: Container[str]
) -> int | None:
    """The token of the word that makes the movement another side's claim; None where it is told as a fact.

    Args:
        text: the parsed text.
        actors: who is named in it.
        draft: the movement.
        armed: codes of the groups that take sides as states do.
    """
    owner = draft.force.country or draft.force.org
    if owner is None or draft.reality.status != "occurred":
        return None
    start, end = text.sentences[text.sentence_of(draft.trigger)]
    for i in range(start, end):
        hit = text.windows(i, text.lexicon.reality.claim_prepositions, longest=4)
        if hit is None:
            continue
        source = next(
            (a for a in actors if hit[1] <= a.start <= hit[1] + _SOURCE_REACH and a.end <= end), None
        )
        if source is not None and _another(source, owner, armed) and _covers(text, i, draft.trigger):
            return i
    verb = draft.reality.announced_by
    if verb is None or text.lexicon.reality.claim_verbs.isdisjoint(text.verb_lemmas(verb)):
        return None
    teller = _subject(text, actors, verb)
    return verb if teller is not None and _another(teller, owner, armed) else None


def _covers(text: Text, i: int, trigger: int) -> bool:
    """Whether «selon X» speaks of the trigger: no other clause stands between, or one that it opens."""
    low, high = min(i, trigger), max(i, trigger)
    between = [p for p in text.predicates if p.form == "finite" and low < p.start and p.head < high]
    return len(between) <= (1 if i < trigger else 0)


def _subject(text: Text, actors: Sequence[ActorSpan], verb: int) -> ActorSpan | None:
    """Who tells: the last actor before the verb, or the one right behind it («affirme Kiev»)."""
    start, end = text.sentences[text.sentence_of(verb)]
    behind = next((a for a in actors if verb < a.start <= verb + 2 and a.end <= end), None)
    before = [a for a in actors if start <= a.start and a.end <= verb and verb - a.end <= _SUBJECT_REACH]
    free = [a for a in before if not a.preposition]
    return behind or (free[-1] if free else None)


def _another(source: ActorSpan, owner: str, armed: Container[str]) -> bool:
    """Whether the source is a party, and not the one whose forces move."""
    codes = {p.country or p.org for p in source.participants} - {None}
    takes_sides = any(p.country or p.org in armed for p in source.participants)
    return source.sort in _SPEAKERS and takes_sides and owner not in codes
