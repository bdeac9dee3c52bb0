"""Which word of a sentence a place, a date or a force belongs to.

Every trigger and every other verb of a sentence is an anchor; a span goes to the anchor it stands
nearest to, by words, by the clause boundaries between them, and by the tree. A verb that is no trigger
takes what stands beside it («a-t-il dit depuis Tourcoing») and gives what it took to the trigger it governs
(«ont commencé lundi à envoyer») .
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from geo.clauses import Predicate, Text
from geo.spans import DateSpan, PlaceSpan

_BEFORE_VERB = 0.9
_BEFORE_NOUN = 2.4
_TREE_BONUS = 0.7
_TOO_FAR = 5.5
_FRONTED_REACH = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that spans may belong to.

    Attributes:
        head, end: its token, and the index after its last token.
        nominal: a noun, which takes what follows it.
        triggers: heads of the triggers that what it takes belongs to; empty = nobody's.
    """

    head: int
    end: int
    nominal: bool
    triggers: tuple[int, ...]


def affair(text: Text, i: int) -> int | None:
    """The noun before a token that says what goes on there («la guerre civile | au Soudan»); or None."""
    i -= 1
    while i > text.first and text.pos[i] == "ADJ":
        i -= 1
    return i if i >= text.first and text.is_word(i, text.lexicon.grammar["affairs"]) else None


def is_agent(text: Text, place: PlaceSpan) -> bool:
    """«Les troupes envoyées par Kigali»: a capital right behind a passive and its «par» acts."""
    before = text.predicate_at.get(place.phrase_start - 1)
    return (
        before is not None and before.passive and place.preposition in text.lexicon.grammar["passive_agents"]
    )


def anchors(
    text: Text,
    triggers: Mapping[int, tuple[int, bool]],
    governors: Mapping[int, Sequence[int]],
    dated: Collection[int],
) -> dict[int, list[Anchor]]:
    """The anchors of the text by sentence.

    Args:
        text: the parsed text.
        triggers: head → (index after the last token, whether it is a noun).
        governors: head of a trigger → the verbs that govern it.
        dated: tokens inside expressions of time («à compter du 3 avril»), where no verb is one.
    """
    governed: dict[int, list[int]] = {}
    for head, above in governors.items():
        for verb in above:
            governed.setdefault(verb, []).append(head)
    out: dict[int, list[Anchor]] = {}
    for head, (end, nominal) in triggers.items():
        # A verb of the other kind may govern («appelle au retrait des troupes de Goma»): then it gives what it takes.
        below = () if head in governors else tuple(governed.get(head, ()))
        out.setdefault(text.sentence_of(head), []).append(Anchor(head, end, nominal, (head, *below)))
    inside = {i for head, (end, _) in triggers.items() for i in range(head, end)}
    for predicate in text.predicates:
        if predicate.head in inside or predicate.head in dated:
            continue
        sentence = text.sentence_of(predicate.head)
        reporting = text.is_word(predicate.head, text.lexicon.reality.reporting)
        below = () if reporting else tuple(governed.get(predicate.head, ()))
        out.setdefault(sentence, []).append(
            Anchor(predicate.head, predicate.head + 1, nominal=False, triggers=below)
        )
    return out


def nearest(
    text: Text, start: int, end: int, candidates: Sequence[Anchor], *, date: bool = False
) -> Anchor | None:
    """The anchor a span belongs to, or None where all are too far."""
    best: Anchor | None = None
    best_cost = _TOO_FAR
    idle = {anchor.head for anchor in candidates if not anchor.triggers}
    for anchor in candidates:
        between = any(
            other.triggers and not other.nominal and anchor.head < other.head < start for other in candidates
        )
        cost = _cost(text, start, end, anchor, idle, date=date) + (_TREE_BONUS if between else 0.0)
        if cost < best_cost:
            best, best_cost = anchor, cost
    return best


def shared_dates(
    text: Text, heads: Collection[int], dates_of: Mapping[int, Sequence[DateSpan]], dates: Sequence[DateSpan]
) -> dict[int, list[DateSpan]]:
    """The dates that triggers without one of their own have from the clause before.

    A date at the head of a sentence holds for its later clauses too («Lundi, X a reçu Y et Z a gagné W»), and
    what follows a colon has the date of what stands before it («Les manœuvres débutent vendredi : 300 hommes …»):
    both only from a clause in the same tense.

    Args:
        text: the parsed text.
        heads: of the triggers.
        dates_of: head of any verb or trigger → the dates that belong to it.
        dates: of the text, in order.
    """
    owner = {date: head for head, own in dates_of.items() for date in own}
    out: dict[int, list[DateSpan]] = {}
    for head in heads:
        start, _ = text.sentences[text.sentence_of(head)]
        before = [d for d in dates if start <= d.start and d.end <= head]
        if dates_of.get(head) or not before or before[-1] not in owner:
            continue
        date = before[-1]
        fronted = all(
            not text.tokens[i].is_alpha or text.grammar(i, "coordinators") for i in range(start, date.start)
        )
        colon = any(text.tokens[i].text == ":" for i in range(date.end, head))
        if (fronted or colon) and _same_tense(text, owner[date], head):
            out[head] = [date]
    return out


def _same_tense(text: Text, a: int, b: int) -> bool:
    """Whether two finite clauses, neither of them a relative, are told in one tense."""
    one, other = _clause_of(text, a), _clause_of(text, b)
    if one is None or other is None:
        return False
    ahead = {"present", "future"}
    if one.tense != other.tense and not {one.tense, other.tense} <= ahead:
        return False
    comma = max((i for i in range(one.head, other.start) if text.tokens[i].text in ",:;"), default=one.head)
    return not any(text.grammar(i, "relatives") for i in range(comma + 1, other.start))


def _clause_of(text: Text, head: int) -> Predicate | None:
    """The finite verb of a trigger: its own, or the one its noun hangs on."""
    for i in (head, text.clause_heads[head]):
        found = text.predicate_at.get(i)
        if found is not None and found.form == "finite":
            return found
    return None


def _opens_clause(text: Text, start: int) -> bool:
    """«… et, à Ankara, le ministre a parlé»: what stands at the head of a clause belongs to its verb."""
    for i in range(start - 1, max(text.first, start - _FRONTED_REACH) - 1, -1):
        if i in text.joints or text.tokens[i].text in ";:":
            return True
        if text.tokens[i].text != "," and text.tokens[i].pos_ not in ("ADV", "ADP"):
            return False
    return False


def _cost(text: Text, start: int, end: int, anchor: Anchor, idle: Collection[int], *, date: bool) -> float:
    head = end - 1
    if start >= anchor.head:
        cost = text.distance(min(anchor.end - 1, start), start)
        if anchor.end > start >= anchor.head:
            cost = 0.0
    else:
        opens = not anchor.nominal and _opens_clause(text, start)
        before = _BEFORE_NOUN if anchor.nominal else 0.0 if opens else _BEFORE_VERB
        cost = text.distance(head, anchor.head) + before
        if date and not anchor.nominal:
            cost -= 0.4
    tree = text.clause_heads[text.tokens[start].i] if start < len(text.tokens) else -1
    same_clause = (
        anchor.nominal and start >= anchor.head and tree in idle and tree == text.clause_heads[anchor.head]
    )
    if text.tokens[head].head.i == anchor.head or tree == anchor.head or same_clause:
        cost -= _TREE_BONUS
    return cost
