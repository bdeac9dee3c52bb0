"""Triggers: the words of a text that say that forces move or states talk, and what is real of them.

A trigger is a verb, a noun or a phrase with a frame of the lexicon. :func:`reality` reads its status off
the verb group and off what governs it: «X annonce l'envoi», «n'exclut pas d'envoyer», «aurait envoyé».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from geo.clauses import Predicate, Text
from geo.lexicon import FrameIndex
from geo.records import Status
from geo.spans import Reality, Tense

Frame = TypeVar("Frame")

_LONGEST_NOUN = 3
_LESS_REAL: tuple[Status, ...] = ("alleged", "possible", "announced", "occurred")
_GAP = 5
_NARROW = 3
"""Where no gap is asked for, words that add nothing may still stand between: «held brief phone talks»."""
_DESCRIBING = ("amod", "compound", "nummod")
_MAX_GOVERNORS = 4
_SUBJECT_REACH = 8
_VERDICT_LENGTH = 3
_NOUN_REACH = 6
_GERUND_REACH = 6


@dataclass(frozen=True, slots=True)
class Trigger(Generic[Frame]):
    """A word or phrase with a frame.

    Attributes:
        head: the token distances are measured from; ``end``: the index after its last token.
        predicate: of a verbal trigger; None for a noun.
        phrase: it is several words («prendre ses quartiers»).
        ordinal: it stands for another of the same kind that a noun named («le premier»).
    """

    head: int
    end: int
    frame: Frame
    predicate: Predicate | None
    phrase: bool = False
    ordinal: bool = False


def find(text: Text, index: FrameIndex[Frame]) -> list[Trigger[Frame]]:
    """The triggers of the text, in order; a phrase wins over its own words, the longest over the others."""
    found: dict[int, Trigger[Frame]] = {}
    taken: set[int] = set()
    for trigger, words in sorted(_phrases(text, index), key=lambda found: -len(found[1])):
        if trigger.head in found or not taken.isdisjoint(words):
            continue
        found[trigger.head] = trigger
        taken.update(words)
    for predicate in text.predicates:
        if predicate.head in found or predicate.head in taken:
            continue
        frame = _verb_frame(text, index, predicate)
        if frame is not None:
            found[predicate.head] = Trigger(predicate.head, predicate.head + 1, frame, predicate)
    for i in sorted(text.openings(index.nouns)):
        if (
            i < text.first
            or i in found
            or i in taken
            or i in text.predicate_at
            or text.tokens[i].pos_ not in ("NOUN", "PROPN", "ADJ", "X")
            or _says_that(text, i)
        ):
            continue
        hit = text.windows(i, index.nouns, longest=_LONGEST_NOUN)
        if hit:
            head = hit[1] - 1 if text.lexicon.lang == "en" else i  # «phone call», «coup de fil»
            found[head] = Trigger(head, hit[1], index.nouns[hit[0]], None)
    return [found[i] for i in sorted(found)]


def _verb_frame(text: Text, index: FrameIndex[Frame], predicate: Predicate) -> Frame | None:
    lemmas = text.verb_lemmas(predicate.head)
    if _says_that(text, predicate.head):
        return None
    if predicate.reflexive:
        frame = next((index.reflexives[w] for w in lemmas if w in index.reflexives), None)
        if frame is not None:
            return frame
    return next((index.verbs[w] for w in lemmas if w in index.verbs), None)


def _says_that(text: Text, i: int) -> bool:
    """«A rappelé que», «Rappelons que» (read as a noun): a verb of saying, whatever else it means."""
    if not text.is_word(i, text.lexicon.reality.reporting):
        return False
    after = i + 1
    while (
        after < len(text.tokens) and text.pos[after] == "ADV" and not text.grammar(after, "complementizers")
    ):
        after += 1
    return after < len(text.tokens) and text.grammar(after, "complementizers")


def _phrases(text: Text, index: FrameIndex[Frame]) -> Iterator[tuple[Trigger[Frame], list[int]]]:
    possible = {
        first: [phrase for phrase in phrases if _needed(phrase.words) <= text.vocabulary]
        for first, phrases in index.phrases.items()
        if first in text.vocabulary
    }
    for i in range(text.first, len(text.tokens)):
        lemmas = text.verb_lemmas(i)
        for lemma in lemmas if text.forms[i] in lemmas else (*lemmas, text.forms[i]):
            for phrase in possible.get(lemma, ()):
                words = _match(text, i, phrase.words[1:])
                if words is None:
                    continue
                all_words = [i, *words]
                predicate = text.predicate_at.get(i) or _group_with(text, i)
                if phrase.reflexive and (predicate is None or not predicate.reflexive):
                    continue
                helps = predicate is not None and predicate.head != i and predicate.head not in words
                if helps and text.is_auxiliary(i):
                    continue  # «ont parlé au téléphone» is no «avoir au téléphone»
                head = predicate.head if predicate and predicate.head >= i else i
                if predicate is None and text.tokens[i].pos_ in ("VERB", "AUX"):
                    continue
                yield Trigger(head, all_words[-1] + 1, phrase.frame, predicate, phrase=True), all_words


@cache
def _needed(words: tuple[str | None, ...]) -> frozenset[str]:
    """The words of a phrase that a text must have; «son» stands for every possessive."""
    return frozenset(word for word in words if word and word != "son")


def _group_with(text: Text, i: int) -> Predicate | None:
    """The predicate whose verb group holds the token («être» in «est attendu»)."""
    return (
        next((p for p in text.predicates if p.start <= i <= p.head), None)
        if text.tokens[i].pos_ in ("VERB", "AUX")
        else None
    )


def _match(text: Text, i: int, words: tuple[str | None, ...]) -> list[int] | None:
    """Token indices of the rest of a phrase after token ``i``; a gap lets a few words in."""
    out: list[int] = []
    position, wide = i + 1, False
    for word in words:
        if word is None:
            wide = True
            continue
        reach = _GAP + 1 if wide else _NARROW
        j = position
        hit = None
        while j < len(text.tokens) and j < position + reach:
            if word in (text.forms[j], *text.verb_lemmas(j)) or (
                word == "son" and text.grammar(j, "possessives")
            ):
                hit = j
                break
            other = text.predicate_at.get(j)
            if text.lower[j] in ".;:!?" or text.is_space[j] or (other and other.start > i and wide):
                break
            skippable = (
                wide
                or text.pos[j] in ("ADV", "DET")
                or (text.lexicon.lang == "en" and text.tokens[j].dep_ in _DESCRIBING)
                or not text.forms[j]
                or text.grammar(j, "clitics")
                or j in text.adverbial
            )
            if not skippable:
                break
            j += 1
        if hit is None:
            return None
        out.append(hit)
        position, wide = hit + 1, False
    return out


# --- what is real ---


def effect(text: Text, i: int) -> str | None:
    """What a word makes of the event that it governs: a status, ``void``, or None."""
    words = text.lexicon.reality.governors
    verb = text.predicate_at.get(i)
    if verb is not None and verb.passive and text.forms[i] in words:
        return words[text.forms[i]]  # «appelé à», but «appelle à»
    lemmas = text.verb_lemmas(i) if verb is not None else text.lemmas[i]
    particle = f" {text.forms[i + 1]}" if i + 1 < len(text.tokens) else ""  # «rule out», «call off»
    return next((words[w] for end in (particle, "") for lemma in lemmas if (w := lemma + end) in words), None)


def reality(text: Text, head: int, predicate: Predicate | None) -> Reality:
    """The status of what a trigger tells, with the words that decided it.

    Args:
        text: the parsed text.
        head: the trigger's token.
        predicate: of a verbal trigger; None for a noun.
    """
    reader = _Reader(text)
    return reader.read(head, predicate)


class _Reader:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.words = text.lexicon.reality

    def read(self, head: int, predicate: Predicate | None) -> Reality:
        status, words, tense = self._own(head, predicate)
        announced_by: int | None = None
        holder: int | None = None
        hearsay = over = False
        seen = {head}
        current, current_predicate = head, predicate
        for _ in range(_MAX_GOVERNORS):
            governor = self._governor(current, current_predicate, seen)
            if governor is None:
                break
            if predicate is None and self._state_set_in(head):
                words = (*words, governor)
                break
            seen.add(governor)
            effect = self._effect(governor)
            verb = self.text.predicate_at.get(governor)
            negated = verb.negated if verb else self._nothing_before(governor)
            if negated and current == head and predicate is None and self._nothing_before(head):
                negated = False  # «aucune rencontre n'est prévue» negates once
            if effect == "void" or (negated and self._void(governor, verb)):
                return Reality(None, (governor,), tense)
            if (
                effect is None
                and negated
                and verb is not None
                and self.text.is_word(governor, self.words.reporting)
            ):
                effect = None
            elif negated and effect is not None:
                effect = self.words.negated.get(effect, effect)
            elif negated and verb is not None and effect is None:
                effect = "denied"
            joined = current_predicate is not None and current_predicate.form == "infinitive"
            if joined and effect is None and verb is not None and verb.chain and not verb.negated:
                own, chain, ahead = self._own(governor, verb)
                status, words, tense = self._compose(status, own), (*words, *chain), tense or ahead
                current, current_predicate = governor, verb
                continue  # «devrait faire escale à X, participer à …»
            if effect == "announced" and over:
                effect = None  # «a annoncé qu'ils ont commenté la réunion»: what is announced is the comment
            if effect is not None:
                status = self._compose(status, effect)
                words = (*words, governor)
            elif (
                verb is not None and current_predicate is not None and current_predicate.form == "infinitive"
            ):
                words = (
                    *words,
                    governor,
                )  # «n'ont jamais cessé de stationner»: one verb group in all but form
            over = over or (effect is None and verb is not None and verb.tense == "past")
            if verb is not None:
                status, tense, void = self._by_tense(status, tense, verb, head)
                if void:
                    return Reality(None, (*words, governor), tense)
                decided = effect == "announced" and verb.tense == "past" and not verb.passive
                if announced_by is None and (decided or self._reports(governor)):
                    announced_by = governor
                if current == head and governor < head and announced_by is None:
                    holder = governor
                if self._hearsay(verb):
                    hearsay, status = True, "alleged"
            current, current_predicate = governor, verb
        if status == "occurred" and current == head and self._is_wished(predicate):
            status, tense = "possible", "future"
        if announced_by is None and status in ("announced", "possible", "occurred"):
            announced_by = (
                self._incise(head) if predicate is not None else self._told_of(head) or self._incise(head)
            )
        if predicate is not None and predicate.tense == "past_conditional" and self._supposed(predicate):
            return Reality(None, (head,), tense)
        if self._condition(head):
            past = predicate is not None and predicate.tense in ("past", "past_conditional")
            return Reality(None if past else "possible", (head,), tense)
        if status in ("occurred", "announced") and self._question(head):
            asked = predicate is not None and self._asked_where(head)
            return Reality(None if asked else "possible", words, tense, announced_by)
        status, word = self._answered(head, status, hearsay=hearsay)
        return Reality(status, words + word, tense, announced_by, holder)

    def _is_wished(self, predicate: Predicate | None) -> bool:
        """«(Washington presse) Israël de retirer …»: a name and «de» before an infinitive whose verb is not seen."""
        if predicate is None or predicate.form != "infinitive":
            return False
        marker = predicate.start - 1
        named = marker > self.text.first and self.text.pos[marker - 1] == "PROPN"
        return named and self.text.grammar(marker, "of")

    # --- what others say of it ---

    def _hearsay(self, verb: Predicate) -> bool:
        """«Une rumeur voulait que …»: the subject of the governing verb is no witness."""
        text = self.text
        start = text.sentences[text.sentence_of(verb.head)][0]
        for i in range(verb.start - 1, max(start, verb.start - _SUBJECT_REACH) - 1, -1):
            if text.tokens[i].pos_ in ("NOUN", "PRON") and text.is_word(i, self.words.claim_nouns):
                return not text.grammar(i - 1, "adjuncts")
            found = text.predicate_at.get(i)
            if text.tokens[i].text in ";:" or (found is not None and found.form == "finite"):
                return False
        return False

    def _answered(self, head: int, status: Status, *, hearsay: bool) -> tuple[Status, tuple[int, ...]]:
        """A verdict on the sentence («Faux.»), or the denial of another side («…, ce que Kiev dément»)."""
        if status in ("denied", "possible"):
            return status, ()
        verdict = self._verdict(head)
        if verdict is not None:
            return self.words.verdicts[self.text.forms[verdict]], (verdict,)  # type: ignore[return-value]
        unreal = self._never_was(head)
        if unreal is not None:
            return "denied", (unreal,)
        denial = self._contested(head)
        if denial is None:
            return status, ()
        return "denied" if hearsay else "alleged" if status != "announced" else status, (denial,)

    def _verdict(self, head: int) -> int | None:
        """The one word of the next sentence, where it judges: «Faux.», «C'est faux.», «FALSE.»."""
        text = self.text
        sentence = text.sentence_of(head)
        if sentence + 1 >= len(text.sentences) or text.paragraphs[sentence + 1] != text.paragraphs[sentence]:
            return None
        words = [i for i in range(*text.sentences[sentence + 1]) if text.tokens[i].is_alpha]
        if not words or len(words) > _VERDICT_LENGTH or text.forms[words[-1]] not in self.words.verdicts:
            return None
        return words[-1]

    def _never_was(self, head: int) -> int | None:
        """«Ce déploiement n'a jamais existé», «elle ne l'a pas fait», «l'exercice qui devait …, est annulé»."""
        text = self.text
        start, end = text.sentences[text.sentence_of(head)]
        relative = any(text.grammar(i, "subject_relatives") for i in range(start, head))
        for i in range(head + 1, end):
            verb = text.predicate_at.get(i)
            if verb is None or verb.form != "finite":
                continue
            lemmas = frozenset(text.verb_lemmas(i))
            pronoun = any(text.grammar(j, "told_clitics") for j in range(verb.start - 1, verb.head))
            undone = self.words.existence & lemmas or (pronoun and self.words.pro_verbs & lemmas)
            if (verb.negated and undone) or (relative and verb.passive and self.words.called_off & lemmas):
                return i
        return None

    def _contested(self, head: int) -> int | None:
        """The verb by which another contests what was told: with a pronoun for it, or as a sentence of its own."""
        text = self.text
        sentence = text.sentence_of(head)
        _, end = text.sentences[sentence]
        following = sentence + 1
        short = following < len(text.sentences) and text.paragraphs[following] == text.paragraphs[sentence]
        last = text.sentences[following][1] if short else end
        for i in range(head + 1, last):
            verb = text.predicate_at.get(i)
            if verb is None or verb.form != "finite" or verb.negated:
                continue
            contests = not self.words.contesting.isdisjoint(text.verb_lemmas(i))
            if contests and self._of_all(verb, end if i < end else last):
                return i
            if i >= end:
                return None  # the next sentence tells of something else first
        return None

    def _of_all(self, verb: Predicate, end: int) -> bool:
        """«Le dément», «ce que Kiev dément», «Téhéran dément.»: the verb has no object of its own."""
        text = self.text
        if any(text.grammar(i, "told_clitics") for i in range(verb.start - 1, verb.head)):
            return True
        start = text.sentences[text.sentence_of(verb.head)][0]
        for i in range(verb.start - 1, max(start, verb.start - _SUBJECT_REACH) - 1, -1):
            if text.tokens[i].text in ",;:":
                break
            if text.grammar(i, "object_relatives") and i > start and text.grammar(i - 1, "demonstratives"):
                return True
        after = verb.head + 1
        if after < end and text.grammar(after, "object_pronouns"):
            return True
        rest = [i for i in range(after, end) if not text.tokens[i].is_punct and text.tokens[i].pos_ != "ADV"]
        return not rest or (rest[0] > after and text.tokens[after].text in ",;.»")

    def _own(self, head: int, predicate: Predicate | None) -> tuple[Status, tuple[int, ...], Tense | None]:
        """Status by the verb group alone, or by the words before a noun."""
        if predicate is None:
            if self._nothing_before(head):
                return "denied", (head - 1,), None
            return "occurred", (), None
        words: tuple[int, ...] = (predicate.start,)
        status: Status = "occurred"
        tense: Tense | None = {
            "past": "past",
            "past_conditional": "past",
            "present": "present",
            "future": "future",
        }.get(predicate.tense or "")  # type: ignore[assignment]
        if predicate.tense == "future":
            status = "announced"
        elif predicate.tense == "past_conditional":
            status = "alleged"
        elif predicate.tense == "conditional":
            status = "alleged" if self._rumour(predicate) else "possible"
            tense = "future" if status == "possible" else "present"
        for i in reversed(predicate.chain):
            effect = self._effect(i)
            if effect and effect != "occurred":
                status = self._compose(status, effect)
                words = (*words, i)
                if predicate.tense == "conditional" and effect == "announced":
                    status = "announced"
                tense = (
                    tense
                    if predicate.tense in ("past", "past_conditional") and effect == "possible"
                    else "future"
                )
            if self.text.is_word(i, self.words.future_auxiliaries) and status == "occurred":
                status, tense = "announced", "future"
        promised = self._effect(predicate.head) == "announced" and not self._tells_itself(predicate)
        if status == "occurred" and promised:
            status, tense = "announced", "future"  # «est attendu mardi»
        for i in range(predicate.start, predicate.head):
            doubt = self._effect(i) if self.text.pos[i] == "ADV" else None
            if doubt is not None:
                status, words = self._compose(status, doubt), (*words, i)  # «has reportedly sent»
        if predicate.negated or self._without(predicate):
            status = "denied"
        return status, words, tense

    def _without(self, predicate: Predicate) -> bool:
        """«Sans avoir vu X»."""
        before = predicate.start - 1
        while before > self.text.first and self.text.grammar(before, "clitics"):
            before -= 1
        return (
            predicate.form == "infinitive"
            and before >= self.text.first
            and self.text.grammar(before, "without")
        )

    def _tells_itself(self, predicate: Predicate) -> bool:
        """«Compte 500 hommes» is no «compte envoyer», «ont avancé vers Goma» no «rendez-vous avancé»."""
        verbs = self.text.lexicon.movements.verbs
        own = [verbs[word] for word in self.text.verb_lemmas(predicate.head) if word in verbs]
        return any(
            frame.kind == "presence" or (frame.mover == "subject" and not predicate.passive) for frame in own
        )

    def _rumour(self, predicate: Predicate) -> bool:
        """«Se trouveraient»: the conditional of a state that is told now, not of a wish."""
        return any(
            self.text.is_word(predicate.head, frozenset({w}))
            for w in self.text.lexicon.grammar["state_verbs"]
        )

    def _nothing_before(self, head: int) -> bool:
        """«Aucun déploiement», «pas de retrait», «pas un soldat»."""
        text = self.text
        i = head - 1
        steps = 0
        while i >= text.first and steps < 4:
            if text.forms[i] in self.words.negation_pairs and text.forms[i] not in (
                "plus",
                "personne",
                "rien",
            ):
                return True
            if text.tokens[i].pos_ not in ("DET", "ADJ", "ADP", "ADV", "NUM"):
                return False
            i -= 1
            steps += 1
        return False

    def _void(self, governor: int, verb: Predicate | None) -> bool:
        """«Aucune décision n'a été prise sur un déploiement»: nothing is told, not even a denial."""
        words = self.words.void_when_negated
        if self.text.is_word(governor, words):
            return True
        near = range(max(self.text.first, verb.start - 4), verb.start) if verb else ()
        return any(self.text.is_word(i, words) for i in near)

    def _effect(self, i: int) -> str | None:
        return effect(self.text, i)

    def _compose(self, inner: Status, outer: str) -> Status:
        """What a governor makes of an event: the less real of the two, but a fact confirmed stays as it was."""
        if outer == "occurred":
            return inner
        if inner == "denied":
            return "possible" if outer == "denied" else "denied"
        if outer == "denied":
            return "denied"
        if inner == "possible" and outer == "announced":
            return "possible"
        return next((s for s in _LESS_REAL if s in (inner, outer)), inner)

    def _by_tense(
        self, status: Status, tense: Tense | None, verb: Predicate, head: int
    ) -> tuple[Status, Tense | None, bool]:
        """What the tense of the governing verb adds to a noun or an infinitive."""
        own = self.text.predicate_at.get(head)
        if own is not None and own.form == "finite":
            return status, tense, False
        if verb.tense == "future" and status == "occurred":
            return "announced", "future", False
        if verb.tense == "conditional" and status in ("occurred", "announced"):
            return "possible", "future", False
        if verb.tense == "past_conditional" and status == "occurred":
            return "alleged", "past", False
        if tense is None and verb.tense in ("past", "present"):
            future = status in ("announced", "possible")
            return status, "future" if future else verb.tense, False  # type: ignore[return-value]
        return status, tense, False

    def _reports(self, i: int) -> bool:
        return self.text.is_word(i, self.words.reporting)

    # --- what governs what ---

    def _governor(self, head: int, predicate: Predicate | None, seen: set[int]) -> int | None:
        if predicate is None:
            return None if self._circumstance(head) else self._governor_of_noun(head, seen)
        if predicate.form == "finite":
            return self._governor_of_clause(predicate, seen)
        if predicate.form == "infinitive" or self._after_infinitive(predicate):
            return self._governor_of_infinitive(predicate, seen)
        if predicate.form == "gerund" and self.text.lexicon.lang == "en":
            return self._governor_of_gerund(predicate, seen)
        return None

    def _governor_of_gerund(self, predicate: Predicate, seen: set[int]) -> int | None:
        """«Considers sending», «ruled out sending», «accuses Kigali of massing»: never what a comma sets apart."""
        text = self.text
        start = text.sentences[text.sentence_of(predicate.head)][0]
        i = predicate.start - 1
        while i >= start and (text.pos[i] in ("ADV", "PART") or i in text.adverbial):
            i -= 1
        reach = _GERUND_REACH if text.pos[i] == "ADP" and i not in text.predicate_at else 1
        for j in range(i, max(start, i - reach) - 1, -1):
            if text.lower[j] in (",", ";", ":"):
                break
            if j not in seen and (j in text.predicate_at or self._governing_word(j)):
                return j
        return None

    def _circumstance(self, head: int) -> bool:
        """«Lors d'un précédent entretien»: what the sentence's verb says does not govern it."""
        text = self.text
        i = head - 1
        while (
            i >= text.first
            and head - i < _NOUN_REACH
            and (text.tokens[i].pos_ in ("DET", "ADJ", "NUM") or text.grammar(i, "of"))
        ):
            i -= 1
        return i >= text.first and text.grammar(i, "adjuncts")

    def _state_set_in(self, head: int) -> bool:
        """«L'armée, en état d'alerte, aurait …»: a state between commas is as it is, whatever the verb says."""
        text = self.text
        return text.tokens[head].pos_ == "ADP" and head > text.first and text.tokens[head - 1].text == ","

    def _after_infinitive(self, predicate: Predicate) -> bool:
        """«D'être dépêchés», «avoir massé»: an infinitive with its participle."""
        return predicate.start < predicate.head and "Inf" in self.text.tokens[predicate.start].morph.get(
            "VerbForm", []
        )

    def _governor_of_infinitive(self, predicate: Predicate, seen: set[int]) -> int | None:
        text = self.text
        i = predicate.start - 1
        while (
            i >= text.first
            and i not in text.predicate_at
            and (text.tokens[i].pos_ == "ADV" or text.grammar(i, "clitics") or i in text.adverbial)
        ):
            i -= 1
        marker = i >= text.first and text.grammar(i, "infinitive_markers")
        if marker:
            i -= 1
        start = text.sentences[text.sentence_of(predicate.head)][0]
        for j in range(i, max(start, i - 14) - 1, -1):
            if j in seen or any(a < j < b <= i for a, b in text.inserts):
                continue
            governs = self._governing_word(j) and (self._effect(j) is not None or j == i)
            verb = text.predicate_at.get(j)
            if verb is not None and verb.form == "participle" and self._effect(j) is None:
                continue
            if verb is not None or governs:
                return j
            if text.tokens[j].text in ";:":
                break
        return None

    def _governing_word(self, j: int) -> bool:
        return (
            self.text.tokens[j].pos_ in ("NOUN", "ADJ", "VERB", "AUX", "ADV") and self._effect(j) is not None
        )

    def _governor_of_clause(self, predicate: Predicate, seen: set[int]) -> int | None:
        """The verb or adjective before «que» of a completive clause."""
        text = self.text
        start = text.sentences[text.sentence_of(predicate.head)][0]
        for j in range(predicate.start - 1, start - 1, -1):
            if j in text.predicate_at and text.predicate_at[j].form == "finite":
                return None
            if text.tokens[j].text in ";:":
                return None
            if text.grammar(j, "complementizers") and not self._relative(j):
                return self._before_complementizer(j, start, seen)
        return None

    def _relative(self, j: int) -> bool:
        """Whether «que» opens a relative clause: a noun right before it, and no governor."""
        before = j - 1
        if before < self.text.first:
            return False
        token = self.text.tokens[before]
        relative = "Rel" in self.text.tokens[j].morph.get("PronType", [])
        return relative and token.pos_ in ("NOUN", "PROPN") and self._effect(before) is None

    def _before_complementizer(self, j: int, start: int, seen: set[int]) -> int | None:
        text = self.text
        for k in range(j - 1, max(start, j - 12) - 1, -1):
            if k in seen:
                continue
            if k in text.predicate_at or (
                text.tokens[k].pos_ in ("ADJ", "NOUN") and self._effect(k) is not None
            ):
                return k
        return None

    def _governor_of_noun(self, head: int, seen: set[int]) -> int | None:
        """The verb whose object or subject the noun is, or the noun before it («ordre de retrait»)."""
        text = self.text
        start, end = text.sentences[text.sentence_of(head)]
        i = head - 1
        steps = 0
        while i >= start and steps < _NOUN_REACH:
            if i in seen:
                i -= 1
                continue
            if i in text.predicate_at:
                return i
            if text.tokens[i].pos_ == "NOUN" and self._effect(i) is not None:
                return i
            if text.tokens[i].text in ";:." or (
                text.tokens[i].pos_ == "NOUN"
                and text.forms[i - 1] not in text.lexicon.grammar["of"]
                and steps > 3
            ):
                break
            i -= 1
            steps += 1
        tree = text.tokens[head].head.i
        if (
            tree != head
            and tree not in seen
            and start <= tree < end
            and (tree in text.predicate_at or self._effect(tree))
        ):
            return tree
        for j in range(head + 1, min(end, head + 16)):
            if text.tokens[j].text in ";:":
                return None
            found = text.predicate_at.get(j)
            if found is not None and found.form == "finite" and j not in seen:
                return j if not self._inside_relative(head, found.start) else None
        return None

    def _inside_relative(self, head: int, verb: int) -> bool:
        return any(self.text.grammar(j, "relatives") for j in range(head + 1, verb))

    # --- clauses around ---

    def _incise(self, head: int) -> int | None:
        """The reporting verb set into or after the sentence: «…, a-t-il promis le soir même, …»."""
        text = self.text
        start, end = text.sentences[text.sentence_of(head)]
        for predicate in text.predicates:
            inside = start < predicate.start < end and predicate.head != head and predicate.form == "finite"
            if inside and self._reports(predicate.head) and text.tokens[predicate.start - 1].text in ',»"”':
                return predicate.head
        return None

    def _told_of(self, head: int) -> int | None:
        """«La mise en alerte de 300 hommes, annoncée lundi»: the participle that reports a noun, no verb between."""
        sentence = self.text.sentence_of(head)
        following = next((p for p in self.text.predicates if p.head > head), None)
        if following is None or self.text.sentence_of(following.head) != sentence:
            return None
        return following.head if following.form == "participle" and self._reports(following.head) else None

    def _condition(self, head: int) -> bool:
        """«Si X envoyait», «en cas d'envoi»."""
        text = self.text
        start = text.sentences[text.sentence_of(head)][0]
        for j in range(head, start - 1, -1):
            hit = text.windows(j, self.words.conditions, longest=4)
            if hit and (hit[0] != "si" or (text.lower[j] in ("si", "s'") and not self._intensifies(j))):
                between = [
                    k
                    for k in range(hit[1], head)
                    if k in text.predicate_at and text.predicate_at[k].form == "finite"
                ]
                even = j > start and text.forms[j - 1] in ("meme", "comme")
                return (
                    not between
                    and head - j < 14
                    and not even
                    and (hit[0] != "s" or "on" not in text.forms[j : j + 3])
                )
            if text.tokens[j].text in ";:":
                return False
        return False

    def _supposed(self, predicate: Predicate) -> bool:
        """«Si X avait voulu, il aurait envoyé»: what would have been, had it been otherwise, was not."""
        text = self.text
        start, end = text.sentences[text.sentence_of(predicate.head)]
        return any(
            text.grammar(i, "suppositions")
            and not self._intensifies(i)
            and any(p.tense == "past" and i < p.start < i + _SUBJECT_REACH for p in text.predicates)
            for i in range(start, end)
        )

    def _intensifies(self, j: int) -> bool:
        """«Si casanier,», «si longtemps attendue»: how much, and no condition."""
        tokens = self.text.tokens
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        if after is None or after.i in self.text.predicate_at:
            return False
        return after.pos_ in ("ADJ", "ADV") or (after.i + 1 < len(tokens) and tokens[after.i + 1].text == ",")

    def _asked_where(self, head: int) -> bool:
        """«Où sont-ils passés ?» tells nothing."""
        start, _ = self.text.sentences[self.text.sentence_of(head)]
        return any(self.text.grammar(j, "interrogatives") for j in range(start, head))

    def _question(self, head: int) -> bool:
        _, end = self.text.sentences[self.text.sentence_of(head)]
        return any(self.text.tokens[j].text == "?" for j in range(max(end - 3, 0), end))
