"""The further stops of one journey: «s'est rendu lundi à Moscou, puis mardi à Kiev»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.clauses import Text
from geo.lexicon import MeetingFrame
from geo.spans import DateSpan, MeetingDraft, Mentions, PlaceSpan
from geo.triggers import Trigger


@dataclass(frozen=True, slots=True)
class _Leg:
    """A place between two commas or «et», with the days that stand beside it."""

    place: PlaceSpan | None
    dates: tuple[int, ...]


def each(
    draft: MeetingDraft,
    trigger: Trigger[MeetingFrame],
    text: Text,
    mentions: Mentions,
    dates: Sequence[DateSpan],
) -> list[MeetingDraft]:
    """One visit for each town that a journey leads to, with its own day; the draft alone where it is one.

    Args:
        draft: the journey as one visit, at its first place.
        trigger: its verb.
        text: the parsed text.
        mentions: its spans, for what stands behind the verb.
        dates: the expressions of time of the trigger; those before the verb count for all stops without a day.
    """
    if draft.place is None or trigger.predicate is None or trigger.frame.who not in ("visitor", "sender"):
        return [draft]
    legs = [leg for leg in _legs(trigger, text, mentions) if leg.place is not None]
    names = [leg.place.place.name for leg in legs if leg.place and leg.place.place]
    if len(legs) < 2 or draft.place.name != names[0] or len(set(names)) < len(names):
        return [draft]
    sides = {p.country or p.org for p in draft.participants}
    said = tuple(d.index for d in dates if d.end <= trigger.head)
    last = legs[-1].dates if not any(leg.dates for leg in legs[:-1]) else ()
    out = []
    for leg in legs:
        said = leg.dates or said or last
        place = leg.place.place if leg.place else None
        if place is not None and sides != {place.country}:
            out.append(replace(draft, place=place, dates=tuple(dict.fromkeys(said))))
    return out


def _legs(trigger: Trigger[MeetingFrame], text: Text, mentions: Mentions) -> Iterator[_Leg]:
    """The legs behind a verb, up to the next verb («pour plaider …») or a leg with a name or a second place."""
    _, end = text.sentences[text.sentence_of(trigger.head)]
    start = trigger.predicate.head + 1 if trigger.predicate else trigger.end
    visited = False  # «visitera Nairobi, Kampala et Lusaka»: without a preposition, like the first
    while start < end:
        close = next((j for j in range(start, end) if _separates(text, mentions, j)), end)
        verb = next((p.start for p in text.predicates if start <= p.head < close), None)
        close = close if verb is None else verb
        places = [p for p in mentions.places if start <= p.phrase_start < close and not p.container]
        named = any(
            start <= a.start < close and not any(p.start <= a.start < p.end for p in places)
            for a in mentions.actors
        )
        bare = bool(places) and places[0].relation is None and (visited or start == trigger.end)
        reached = bare or all(_reached(text, p) for p in places)
        if named or len(places) > 1 or not reached:
            return
        days = tuple(d.index for d in mentions.dates if start <= d.start < close)
        visited = visited or bare
        yield _Leg(next(iter(places), None), days)
        if verb is not None:
            return
        start = close + 1


def _separates(text: Text, mentions: Mentions, i: int) -> bool:
    inside = any(d.start < i < d.end for d in mentions.dates)
    return not inside and (text.tokens[i].text in (",", ";") or text.grammar(i, "joins"))


def _reached(text: Text, place: PlaceSpan) -> bool:
    """Whether a place is one that somebody comes to («à Kiev»), not «d'Irak», «entre Kigali et Kinshasa»."""
    between = place.preposition in text.lexicon.numbers.between
    return (
        place.relation in ("at", "to")
        and place.role == "location"
        and place.place is not None
        and not between
    )
