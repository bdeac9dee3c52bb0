"""Events without a verb of their own: a force and a place in a segment that holds no verb, or but «être»."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from geo import triggers as triggering
from geo.clauses import Predicate, Text
from geo.movements.goals import Goals
from geo.movements.owners import Owners
from geo.movements.scene import Scene
from geo.spans import ForceSpan, MovementDraft, PlaceSpan, Reality

_CERTAINTY = 0.55
_SEGMENT_ENDS = ",;:.–—!?"
_COPULA_REACH = 4


class Verbless:
    """Reads «500 soldats à Goma», «Estonie : 300 chasseurs», «pas un soldat en Ukraine», «ils y sont 1 500»."""

    def __init__(self, scene: Scene, goals: Goals, owners: Owners) -> None:
        self.scene = scene
        self.text = scene.text
        self.mentions = scene.mentions
        self.goals = goals
        self.owners = owners

    def read(self, used: Collection[int], topics: Sequence[bool]) -> list[MovementDraft]:
        """The forces that no trigger ``used``, with a place, in segments without a verb."""
        out: list[MovementDraft] = []
        for force in self.mentions.forces:
            if force.head in used or not topics[self.text.sentence_of(force.head)]:
                continue
            copula = self._copula(force)
            draft = self._said_of(force, copula) if copula is not None else self._listed(force)
            draft = draft or self._is_at(force)
            if draft is not None:
                out.append(draft)
        return out

    def _listed(self, force: ForceSpan) -> MovementDraft | None:
        """A force with a place right behind it, or with the place that opens the line before it."""
        negated = none_of(self.text, force)
        if force.anaphor or not (force.licensed or force.quantity) or not (negated or force.quantity):
            return None
        place = self._place_right_after(force)
        if place is None or not self._without_verb(force, place.end):
            place = self._place_in_front(force)
        if place is None or not (force.licensed or force.country or force.org):
            return None
        kind = "transfer" if place.relation == "to" else "presence"
        reality = Reality("denied" if negated else "occurred", (), None)
        return self._draft(force, place, kind, reality)

    def _said_of(self, force: ForceSpan, copula: Predicate) -> MovementDraft | None:
        """«Ils sont 1 500 à Djibouti», «en Slovaquie, où leurs compatriotes sont déjà sept cents»."""
        place = self._place_right_after(force) or self._place_of_clause(copula.head)
        if place is None:
            return None
        reality = triggering.reality(self.text, copula.head, copula)
        return self._draft(force, place, "presence", reality) if reality.status is not None else None

    def _is_at(self, force: ForceSpan) -> MovementDraft | None:
        """«Deux cents soldats danois étaient déjà au Groenland»: «être» and a place right behind a force."""
        text = self.text
        j = self._after_adverbs(force.end)
        verb = text.predicate_at.get(j)
        if verb is None or verb.form != "finite" or not text.is_word(j, text.lexicon.grammar["copulas"]):
            return None
        j = self._after_adverbs(j + 1)
        beside = (p for p in self.mentions.places if p.phrase_start == j and p.relation in ("at", "near"))
        place = next(beside, None)
        if place is None or self.owners.memory.stands_by(force.start):
            return None
        reality = triggering.reality(text, verb.head, verb)
        return self._draft(force, place, "presence", reality) if reality.status is not None else None

    def _after_adverbs(self, j: int) -> int:
        text = self.text
        while j < len(text.tokens) and (
            text.tokens[j].pos_ == "ADV" or text.forms[j] in text.lexicon.reality.negations
        ):
            j += 1
        return j

    def _draft(self, force: ForceSpan, place: PlaceSpan, kind: str, reality: Reality) -> MovementDraft | None:
        owner = self.owners.of_verbless(force)
        spot = self.goals.placed(place, owner)
        if spot is None or not owner.known:
            return None
        return MovementDraft(
            trigger=force.head,
            sentence=self.text.sentence_of(force.head),
            kind="transfer" if kind == "transfer" else "presence",
            force=owner.force(force),
            origin=None,
            destinations=(spot,),
            dates=(),
            reality=reality,
            certainty=_CERTAINTY,
        )

    def _copula(self, force: ForceSpan) -> Predicate | None:
        """The «être» right before a number that is said of forces named before."""
        if force.sort != "ellipsis" or force.quantity is None:
            return None
        text = self.text
        for j in range(force.start - 1, max(text.first, force.start - _COPULA_REACH) - 1, -1):
            verb = text.predicate_at.get(j)
            if verb is not None:
                return verb if text.is_word(j, text.lexicon.grammar["copulas"]) else None
        return None

    def _place_right_after(self, force: ForceSpan) -> PlaceSpan | None:
        for span in self.mentions.places:
            if (
                0 <= span.phrase_start - force.end <= 1
                and span.relation in ("at", "near", "to")
                and not span.anaphor
            ):
                return span
        return None

    def _place_in_front(self, force: ForceSpan) -> PlaceSpan | None:
        """«Estonie : 300 chasseurs alpins», «Au Ladakh, 50 000 soldats indiens»: the place that opens the line."""
        text = self.text
        start, _ = text.sentences[text.sentence_of(force.head)]
        for span in self.mentions.places:
            opens = start <= span.phrase_start and text.opens_sentence(span.phrase_start)
            if (
                not opens
                or span.end >= len(text.tokens)
                or text.sentence_of(span.start) != text.sentence_of(start)
            ):
                continue
            colon = text.tokens[span.end].text == ":"
            comma = text.tokens[span.end].text == "," and span.relation in ("at", "near")
            if (colon or comma) and self._bare(span.end + 1, force.start) and self._ends_after(force):
                return span
        return None

    def _bare(self, start: int, end: int) -> bool:
        """Whether only articles, adverbs, other forces and the marks of a list stand in a range."""
        ours = {j for f in self.mentions.forces for j in range(f.start, f.end)}
        return all(
            j in ours
            or self.text.tokens[j].pos_ in ("DET", "ADV", "ADP", "CCONJ", "NUM", "SPACE")
            or self.text.tokens[j].text in ",;"
            for j in range(start, end)
        )

    def _ends_after(self, force: ForceSpan) -> bool:
        """Whether no verb follows in the sentence."""
        _, end = self.text.sentences[self.text.sentence_of(force.head)]
        return not any(force.end <= p.head < end for p in self.text.predicates)

    def _place_of_clause(self, verb: int) -> PlaceSpan | None:
        """«Où», «y», or the place that opens the sentence, of a clause with «être»."""
        text = self.text
        sentence = text.sentence_of(verb)
        start, _ = text.sentences[sentence]
        before = [p for p in self.mentions.places if start <= p.phrase_start and p.end <= verb]
        for span in reversed(before):
            if span.relation not in ("at", "near"):
                continue
            crossed = any(span.end <= p.head < verb and p.form == "finite" for p in text.predicates)
            if not crossed and (span.anaphor or text.opens_sentence(span.phrase_start)):
                return span
        return None

    def _without_verb(self, force: ForceSpan, end: int) -> bool:
        """Whether the segment between commas or stops around a force holds no verb, and before it no other noun."""
        text = self.text
        first, last = text.sentences[text.sentence_of(force.start)]
        start = force.start
        while start > first and text.tokens[start - 1].text not in _SEGMENT_ENDS:
            start -= 1
        while end < last and text.tokens[end].text not in _SEGMENT_ENDS:
            end += 1
        known = {
            j
            for group in (self.mentions.forces, self.mentions.dates, self.mentions.places)
            for s in group
            for j in range(s.start, s.end)
        }
        nouns = any(
            text.tokens[j].pos_ in ("NOUN", "VERB") and j not in known for j in range(start, force.start)
        )
        return not nouns and not any(start <= p.head < end for p in text.predicates)


def none_of(text: Text, force: ForceSpan) -> bool:
    """«Pas un soldat», «no troops»: whether a word right before a force, or in it, says that there is none.

    Not «pas moins de 500 soldats».
    """
    before = range(max(text.first, force.start - 2), force.head)
    return force.quantity is None and any(text.grammar(j, "none_of") for j in before)
