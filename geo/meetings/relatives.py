"""Relative clauses and clefts: what «qui», «que», «où» and «c'est à X que» take up from before."""

from __future__ import annotations

from geo.clauses import Predicate, Text
from geo.meetings.referents import Referents
from geo.spans import ActorSpan

_RELATIVE_REACH = 24
_ANTECEDENT_GAP = 3
_PRONOUNS = frozenset({"qui", "que", "qu'", "où", "dont", "who", "whom", "which", "where"})


class Relatives:
    """Finds the pronoun that opens a verb's clause, and who or where it stands for."""

    def __init__(self, text: Text, referents: Referents) -> None:
        self.text = text
        self.referents = referents

    def opening(self, predicate: Predicate) -> int | None:
        """The relative pronoun that opens the clause of a verb, or None."""
        text = self.text
        start = text.sentences[text.sentence_of(predicate.head)][0]
        for j in range(predicate.start - 1, max(start, predicate.start - _RELATIVE_REACH) - 1, -1):
            if text.lower[j] in _PRONOUNS:
                return j
            if j in text.predicate_at or text.tokens[j].text in ";:.":
                return None
        return None

    def is_governed(self, relative: int) -> bool:
        """Whether a preposition stands before the pronoun («avec qui»)."""
        return self.text.forms[relative - 1] in ("avec", "a", "chez", "par", "de", "pour")

    def antecedent(self, relative: int) -> ActorSpan | None:
        """The actor that stands right before the pronoun, or None."""
        before = [a for a in self.referents.of_sentence(relative) if a.end <= relative]
        return before[-1] if before and relative - before[-1].end <= _ANTECEDENT_GAP else None

    def place_clause(self, predicate: Predicate) -> int | None:
        """The «où» that opens the clause of a verb, or None."""
        relative = self.opening(predicate)
        return relative if relative is not None and self.text.lower[relative] in ("où", "where") else None

    def cleft(self, predicate: Predicate) -> int | None:
        """«C'est à Riyad que X a vu Y»: the «que», or None."""
        relative = self.opening(predicate)
        if relative is None or self.text.forms[relative] not in ("que", "qu"):
            return None
        start = self.text.sentences[self.text.sentence_of(relative)][0]
        pairs = zip(self.text.forms[start:relative], self.text.forms[start + 1 : relative], strict=False)
        return (
            relative
            if any(a in ("c", "ce") and b in ("est", "etait", "fut", "sera") for a, b in pairs)
            else None
        )
