"""Whose a force is, and the memory of the forces that a text has named."""

from __future__ import annotations

from dataclasses import dataclass

from geo.clauses import Text
from geo.records import Force, Participant
from geo.spans import ForceSpan, Mentions

_REACH = 4
"""Sentences that a pronoun goes back."""
_ASIDE, _UNLIKE = 0.6, 1.6
"""What counts like so many sentences between a pronoun and a force that only stands by, or is of another sort."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a force is: alpha-2 code of a state, or an organisation's code; and the force's name."""

    country: str | None
    org: str | None
    name: str

    @property
    def known(self) -> bool:
        """Whether a state or an organisation is known."""
        return bool(self.country or self.org)

    @classmethod
    def of(cls, who: Participant | ForceSpan, name: str) -> Owner:
        """The state or organisation of somebody, as the owner of a force of this name."""
        return cls(who.country, who.org, name)

    @classmethod
    def coded(cls, code: str, name: str) -> Owner:
        """The owner that a code stands for: a state's has two letters, but for the EU's and the UN's."""
        state = len(code) == len("FR") and code not in ("EU", "UN")
        return cls(code, None, name) if state else cls(None, code, name)

    def force(self, span: ForceSpan | None) -> Force:
        """The record of a force of this owner; without a span, of the people or state itself."""
        if span is None:
            return Force(self.country, self.org, self.name)
        org = span.org if self.country else self.org
        return Force(self.country, org, span.text, span.unit, span.quantity)


class Memory:
    """The forces of a text and whose they were found to be, for pronouns and «ces hommes»."""

    def __init__(self, text: Text, mentions: Mentions) -> None:
        self.text = text
        self.mentions = mentions
        self._owners: dict[int, Owner] = {}
        self._first: dict[int, Owner] = {}

    def remember(self, force: ForceSpan, owner: Owner) -> None:
        """Keep whose a force is."""
        self._first.setdefault(force.head, owner)
        self._owners[force.head] = owner

    def owner(self, force: ForceSpan) -> Owner | None:
        """Whose the force was found to be first, or None."""
        return self._first.get(force.head)

    def antecedent(
        self, i: int, *, plural: bool, of: ForceSpan | None = None, since: int = 0
    ) -> tuple[ForceSpan | None, Owner] | None:
        """The force or people that a pronoun, «d'entre eux» or «le contingent» goes on from.

        The nearest before it in sentences; what only stands by («à bord de C-17 américains») and what is of another
        sort than ``of`` (men of a ship) come after what does not. Nothing before the token ``since`` counts.
        """
        sentence = self.text.sentence_of(i)
        best: tuple[float, int, ForceSpan | None, Owner] | None = None
        for force in self.mentions.forces:
            owner = self._owners.get(force.head) or Owner.of(force, force.text)
            if not since <= force.start < force.end <= i or not owner.known or (force.plural and not plural):
                continue
            if of is None and not self._agrees(i, force.head):
                continue
            cost = self._back(sentence, force.head) + self._unlike(force, of) + self._apart(force.start)
            if best is None or (cost, -force.head) <= best[:2]:
                best = (cost, -force.head, force, owner)
        for actor in self.mentions.actors:
            if (
                not since <= actor.start < actor.end <= i
                or not actor.participants
                or (of is not None and of.sort == "equipment")
            ):
                continue
            own = actor.participants[0]
            cost = self._back(sentence, actor.head) + self._apart(actor.start)
            if best is not None and (cost, -actor.head) > best[:2]:
                continue
            if actor.sort == "people" and plural:
                best = (cost, -actor.head, None, Owner.of(own, own.name))
            elif actor.sort in ("person", "role") and not plural and of is None:
                best = None
        return (best[2], best[3]) if best and best[0] <= _REACH else None

    def _back(self, sentence: int, i: int) -> float:
        return float(sentence - self.text.sentence_of(i))

    def _apart(self, start: int) -> float:
        return _ASIDE if self.stands_by(start) else 0.0

    def stands_by(self, start: int) -> bool:
        """Whether a force merely stands by: «avec des Français», «à bord de C-17», «relevés par des Rafale»."""
        text = self.text
        j = start - 1
        while j >= text.first and (text.tokens[j].pos_ in ("DET", "NUM", "ADJ") or text.grammar(j, "of")):
            j -= 1
        return j >= text.first and (text.tokens[j].pos_ == "ADP" or text.grammar(j, "stands_by"))

    def _agrees(self, pronoun: int, head: int) -> bool:
        """Whether a pronoun may have a noun's gender: «il» is no «troupe»."""
        genders = [set(self.text.tokens[j].morph.get("Gender", [])) for j in (pronoun, head)]
        return not all(genders) or bool(genders[0] & genders[1])

    @staticmethod
    def _unlike(force: ForceSpan, of: ForceSpan | None) -> float:
        """Men do not go on from ships, nor ships from men."""
        if of is None:
            return 0.0
        return _UNLIKE if (force.sort == "equipment") != (of.sort == "equipment") else 0.0
