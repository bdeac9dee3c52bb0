"""Forces whose noun is left out: «280 d'entre eux», «le Togo en annonce 540», «les siens», «la moitié est rentrée».

Each goes on from a force that the text has named: whose it is, the movements find out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.clauses import Predicate, Text
from geo.gazetteer import Gazetteer
from geo.spans import ForceSpan, NumberSpan

_LONGEST_STATE = 3
_YEARS = (1900, 2100)
_HEAVY = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})


class EllipticForces:
    """Finds the forces of one text that stand without their noun.

    Args:
        text: the parsed text.
        numbers: its numbers, in order.
        noun: what tells whether a force noun begins at a token.
        gazetteer: for the states in «le Burundi 500».
    """

    def __init__(
        self,
        text: Text,
        numbers: Sequence[NumberSpan],
        noun: Callable[[int], object | None],
        gazetteer: Gazetteer,
    ) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.words = text.lexicon.forces
        self.noun = noun
        self.number_starting = {n.start: n for n in numbers}
        self._next_number = {
            start - step: start
            for start in sorted(self.number_starting, reverse=True)
            for step in range(1, _LONGEST_STATE + 1)
        }

    def at(self, i: int) -> ForceSpan | None:
        """The force without a noun that begins at the token, or None."""
        number = self.number_starting.get(i)
        if number is not None:
            return self._numbered(number) if number.end < len(self.text.tokens) else None
        share = self._next_number.get(i)
        if share is not None:
            return self._share(i, self.number_starting[share])
        return self._possessive(i) or self._part(i)

    def _numbered(self, number: NumberSpan) -> ForceSpan | None:
        """«230 autres», «280 d'entre eux», «en annonce 540», «ils sont 1 500», «150 ont rejoint»."""
        end = self._others(number) or (None if self._forces_of(number.end) else self._among(number.end))
        if end is not None:
            return self._counted(number, end)
        if self._is_measure(number):
            return None
        text, j = self.text, number.end
        follows = text.predicate_at.get(j) or next((p for p in text.predicates if p.start == j), None)
        if follows is not None and follows.form == "finite":
            return self._counted(number, j)
        if text.tokens[j].pos_ in _HEAVY:
            return None
        start = number.start
        if self._counts_of_them(start) or self._counts_them(start) or self._is_sent(number):
            return self._counted(number, j)
        return self._counted(number, j) if self._goes_on(number) else None

    def _goes_on(self, number: NumberSpan) -> bool:
        """«2 500 soldats en Irak et 900 en Syrie»: a number and a place behind a counted force."""
        text, i, j = self.text, number.start, number.end
        if i <= text.first or not (text.tokens[i - 1].text == "," or text.grammar(i - 1, "joins")):
            return False
        if text.forms[j] not in text.lexicon.places.prepositions or not text.tokens[j + 1].text[:1].isupper():
            return False
        sentence = text.sentence_of(i)
        before = [
            n for n in self.number_starting.values() if n.end < i and text.sentence_of(n.start) == sentence
        ]
        return any(self.noun(n.end) for n in before)

    def _share(self, i: int, number: NumberSpan) -> ForceSpan | None:
        """«Le Rwanda compte 2 000 hommes, le Burundi 500»: a state and its number, where the verb is left out."""
        text = self.text
        listed = any(
            n.start < i and text.sentence_of(n.start) == text.sentence_of(i)
            for n in self.number_starting.values()
        )
        alone = number.end >= len(text.tokens) or text.tokens[number.end].pos_ not in _HEAVY
        if not (listed and alone and text.tokens[i].text[:1].isupper()) or self._is_measure(number):
            return None
        country = self._state(text.between(i, number.start))
        if country is None or (i > text.first and text.tokens[i - 1].pos_ == "ADP"):
            return None
        return replace(self._counted(number, number.end), start=i, country=country, anaphor=False)

    def _state(self, name: str) -> str | None:
        """The state that a name stands for: its own, its capital's, its people's."""
        codes = self.gazetteer.demonym(name) or self.gazetteer.seat(name)
        if codes:
            return codes[0]
        entry = next(iter(self.gazetteer.lookup(name)), None)
        if entry is None or entry.country is None:
            return None
        capital = self.gazetteer.capital(entry.country)
        return entry.country if entry.kind == "country" or entry == capital else None

    def _others(self, number: NumberSpan) -> int | None:
        text, j = self.text, number.end
        if not text.grammar(j, "others"):
            return None
        return None if j + 1 < len(text.tokens) and self.noun(j + 1) else j + 1

    def _among(self, j: int) -> int | None:
        """The index after «d'entre eux», «de leurs collègues»; None where something else stands there."""
        text = self.text
        if j + 2 >= len(text.tokens) or not text.grammar(j, "of"):
            return None
        theirs = text.grammar(j + 1, "possessives") and text.is_word(j + 2, self.words.anaphors)
        return j + 3 if theirs or text.grammar(j + 1, "among") else None

    def _forces_of(self, j: int) -> bool:
        """«200 de ses soldats», which has its noun."""
        return j + 2 < len(self.text.tokens) and self.noun(j + 2) is not None

    def _counts_of_them(self, i: int) -> bool:
        """«En annonce 540», «en a envoyé 200»: a verb with «en» right before the number."""
        text = self.text
        verb = self._verb_before(i)
        if verb is None:
            return False
        return any(text.grammar(j, "partitive") for j in range(max(text.first, verb.start - 2), verb.head))

    def _counts_them(self, i: int) -> bool:
        """«Ils sont déjà 1 500», «leurs compatriotes sont sept cents»: the number is what is said of them."""
        verb = self._verb_before(i)
        if verb is None or verb.form != "finite" or verb.head != verb.start:
            return False
        return self.text.is_word(verb.head, self.text.lexicon.grammar["copulas"])

    def _verb_before(self, i: int) -> Predicate | None:
        """The verb that ends right before the token, adverbs aside."""
        text = self.text
        j = i - 1
        while j > text.first and (text.tokens[j].pos_ == "ADV" or text.grammar(j, "complementizers")):
            j -= 1
        return text.predicate_at.get(j)

    def _is_sent(self, number: NumberSpan) -> bool:
        """«Will contribute another 750 in December»: a bare number right behind a verb that moves what follows."""
        if self.text.lexicon.lang != "en":
            return False
        sender = self.text.predicate_at.get(number.start - 1)
        if sender is None or self.text.tokens[number.end].pos_ not in ("ADP", "PUNCT", "ADV", "CCONJ"):
            return False
        verbs = self.text.lexicon.movements.verbs
        frames = [verbs[w] for w in self.text.verb_lemmas(sender.head) if w in verbs]
        return bool(frames) and frames[0].mover == "object"

    def _is_measure(self, number: NumberSpan) -> bool:
        """A year, which counts nobody."""
        low = number.quantity.min
        return low is not None and _YEARS[0] <= low <= _YEARS[1] and number.quantity.text.isdigit()

    def _possessive(self, i: int) -> ForceSpan | None:
        """«Niamey masse les siens»: the forces of whoever acts."""
        text = self.text
        if (
            i <= text.first
            or not text.grammar(i, "possessive_pronouns")
            or not text.grammar(i - 1, "definite")
        ):
            return None
        return replace(self._unnumbered(i, i + 1), possessed=True)

    def _part(self, i: int) -> ForceSpan | None:
        """«La moitié est rentrée», «une partie d'entre elles»; with «de» and a noun it is a part of that."""
        text = self.text
        if not text.is_word(i, self.words.parts) or text.tokens[i].pos_ not in ("NOUN", "NUM", "ADJ", "PRON"):
            return None
        if i <= text.first or not (text.grammar(i - 1, "definite") or text.grammar(i - 1, "one")):
            return None
        end = self._among(i + 1)
        if end is None and i + 1 < len(text.tokens):
            starts = {p.start for p in text.predicates if p.form == "finite"} | set(text.predicate_at)
            end = i + 1 if i + 1 in starts else None
        return self._unnumbered(i, end) if end is not None else None

    def _unnumbered(self, i: int, end: int) -> ForceSpan:
        return ForceSpan(
            start=i,
            end=end,
            head=i,
            text=self.text.between(i, end),
            sort="ellipsis",
            anaphor=True,
            plural=True,
            licensed=False,
        )

    def _counted(self, number: NumberSpan, end: int) -> ForceSpan:
        return ForceSpan(
            start=number.start,
            end=end,
            head=number.end - 1,
            text=self.text.between(number.start, end),
            sort="ellipsis",
            quantity=replace(number.quantity, what="personnel"),
            anaphor=True,
            plural=True,
            licensed=False,
        )
