"""Sentences, their predicates, and how far apart two words are: what every stage reads a text by.

A spaCy parse is right most of the time and badly wrong at others, so nothing here rests on the tree
alone: sentences end at punctuation, verb groups are read from left to right, and the distance between
two words counts the clause boundaries between them, the tree being one voice among others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import simplemma

from geo.lexicon import Lexicon, first_words, key
from geo.words import Word, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SENTENCE_END = frozenset(".!?…")
_OPENING = frozenset("«“(-–—•")
_CLOSING = frozenset("»”\")’'")
# The English model's names of what the French one calls PER and LOC.
_ENTITIES = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}
_STRONG = frozenset(";:|•—–")
_DASHES = frozenset("–—")
_MAX_GROUP_GAP = 6
_MAX_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, with its auxiliaries read.

    Attributes:
        head: index of the token that carries the meaning.
        start: index of the first token of the verb group.
        tense: ``past``, ``present``, ``future``, ``conditional``, ``past_conditional``, ``subjunctive``,
            or None for a verb without a finite part.
        form: ``finite``, ``infinitive``, ``participle`` or ``gerund`` («rappelant»).
        passive, reflexive, negated: as the group says.
        chain: heads of the verbs it hangs on inside the group («vont être envoyés»: aller), outermost first.
    """

    head: int
    start: int
    tense: str | None
    form: str
    passive: bool
    reflexive: bool
    negated: bool
    chain: tuple[int, ...]


def _going_on(first: Predicate, participle: Predicate) -> Predicate:
    """The participle as a finite verb, with the auxiliary of the first."""
    return replace(
        participle,
        form="finite",
        passive=False,
        tense=first.tense,
        negated=first.negated,
        chain=first.chain,
    )


class Text:
    """A parsed text with what the stages ask of its words. Indices are those of the ``Doc``'s tokens.

    Args:
        doc: the parse.
        lexicon: the words of its language.
        body_start: offset in the ``Doc``'s text where the article begins.
        times: character ranges of the expressions of time, which may stand inside a verb group
            («a, ce jour-là, gagné Pemba»); the attribute holds their tokens.
    """

    def __init__(
        self, doc: Doc, lexicon: Lexicon, body_start: int = 0, times: Iterable[tuple[int, int]] = ()
    ) -> None:
        self.tokens: list[Word] = words_of(doc)
        self.lexicon = lexicon
        self.body_start = body_start
        self.forms: list[str] = [key(token.text) for token in self.tokens]
        self.lower: list[str] = [token.lower_.replace("’", "'") for token in self.tokens]
        self._correct_nouns()
        self.pos: list[str] = [token.pos_ for token in self.tokens]
        self.is_space: list[bool] = [token.is_space for token in self.tokens]
        self.entities: list[str] = [_ENTITIES.get(token.ent_type_, token.ent_type_) for token in self.tokens]
        self.characters = "".join([token.text + token.whitespace_ for token in self.tokens])
        self._starts = [token.idx for token in self.tokens]
        self.times = frozenset(i for first, last in times for i in range(*self.tokens_at(first, last)))
        self.first = next(
            (t.i for t in self.tokens if t.idx >= body_start and not t.is_space), len(self.tokens)
        )
        # By the table's id; the table is kept with it, so that no other gets the id.
        self._openings: dict[int, tuple[Collection[str], frozenset[int]]] = {}

    def _correct_nouns(self) -> None:
        """«Dans l'est de l'Ukraine»: a word that the model takes for a verb, behind an article."""
        for before, token in pairwise(self.tokens):
            if (
                before.pos_ == "DET"
                and token.pos_ in ("AUX", "VERB")
                and self.grammar(token.i, "article_nouns")
            ):
                token.pos_, token.lemma_ = "NOUN", token.lower_

    # --- words ---

    @cached_property
    def lemmas(self) -> list[tuple[str, ...]]:
        """Keys of the possible lemmas of each token: the model's, and a dictionary's, which knows no context."""
        lang = self.lexicon.lang
        cache: dict[str, str] = {}
        out: list[tuple[str, ...]] = []
        for token, form in zip(self.tokens, self.forms, strict=True):
            if (
                not token.is_alpha
                and "-" not in token.text
                and "'" not in token.text
                and "’" not in token.text
            ):
                out.append((form,))
                continue
            model = key(token.lemma_)
            if token.text not in cache:
                cache[token.text] = key(simplemma.lemmatize(token.text, lang=lang))
            dictionary = cache[token.text]
            out.append(tuple(dict.fromkeys((model, dictionary, form))))
        return out

    def between(self, start: int, end: int) -> str:
        """The text of the tokens ``start`` to ``end`` (exclusive), without the white space after the last."""
        if start >= end:
            return ""
        first, last = self.offsets(start, end)
        return self.characters[first:last]

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens ``start`` to ``end`` (exclusive, at least one) begin and end in the characters."""
        last = self.tokens[end - 1]
        return self.tokens[start].idx, last.idx + len(last.text)

    def tokens_at(self, first: int, last: int) -> tuple[int, int]:
        """The tokens, as ``(start, end)``, of which at least a part lies in a range of characters; they may be none."""
        if first < 0 or last > len(self.characters):
            return 0, 0
        start = max(0, bisect_right(self._starts, first) - 1)
        if start < len(self.tokens) and self.tokens[start].idx + len(self.tokens[start].text) <= first:
            start += 1
        return start, bisect_left(self._starts, last)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        """The tokens by the words with which an entry of a table that begins at them may open."""
        out: dict[str, list[int]] = {}
        for i, (form, lemmas) in enumerate(zip(self.forms, self.lemmas, strict=True)):
            if form:
                for word in {name.partition(" ")[0] for name in (form, *lemmas[:2])}:
                    out.setdefault(word, []).append(i)
        return out

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every form of the text, and every infinitive and lemma that a token of it can have."""
        return frozenset(self.forms).union(*self._verb_lemmas)

    def openings(self, table: Collection[str]) -> frozenset[int]:
        """The tokens at which an entry of a table of the lexicon may begin: a cheap first look."""
        known = self._openings.get(id(table))
        if known is None:
            positions = self._positions
            starts = {i for word in first_words(table) & positions.keys() for i in positions[word]}
            for start in list(starts):
                before = start - 1
                while before >= 0 and not self.forms[before] and not self.is_space[before]:
                    starts.add(before)  # a lone hyphen or apostrophe counts for nothing
                    before -= 1
            known = self._openings[id(table)] = (table, frozenset(starts))
        return known[1]

    def is_word(self, i: int, words: frozenset[str]) -> bool:
        """Whether the token, as written or by a lemma, is one of the words."""
        return not words.isdisjoint(self.lemmas[i])

    def windows(self, i: int, words: Collection[str], longest: int = 4) -> tuple[str, int] | None:
        """The longest run of tokens from ``i`` that is one of the words (a table of the lexicon).

        Returns:
            Its key and the index after it, or None.
        """
        known = self._openings.get(id(words))  # asked for at every word of a text
        if i not in (known[1] if known else self.openings(words)):
            return None
        best: tuple[str, int] | None = None
        by_form = by_lemma = ""
        for j in range(i, min(i + longest, len(self.tokens))):
            if self.is_space[j] or (j > i and self.forms[j] in (",", ".")):
                break
            if not self.forms[j]:
                continue
            by_form = f"{by_form} {self.forms[j]}".strip()
            if by_form in words:
                best = (by_form, j + 1)
            for lemma in self.lemmas[j][:2]:
                candidate = f"{by_lemma} {lemma}".strip()
                if candidate in words:
                    best = (candidate, j + 1)
            plain = self.pos[j] in ("ADP", "DET") or len(self.forms[j]) < 3
            by_lemma = f"{by_lemma} {self.forms[j] if plain else self.lemmas[j][0]}".strip()
        return best

    def grammar(self, i: int, section: str) -> bool:
        """Whether the token belongs to a closed class of ``grammar.yaml``."""
        return self.forms[i] in self.lexicon.grammar[section]

    # --- sentences ---

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences: cut at end punctuation before a capital, and at blank lines."""
        out: list[tuple[int, int]] = []
        start = self.first
        for i in range(self.first, len(self.tokens)):
            if self._ends_sentence(i):
                if any(not self.tokens[j].is_space for j in range(start, i + 1)):
                    out.append((start, i + 1))
                start = i + 1
        if any(not self.tokens[j].is_space for j in range(start, len(self.tokens))):
            out.append((start, len(self.tokens)))
        return out

    def _ends_sentence(self, i: int) -> bool:
        token = self.tokens[i]
        if token.is_space:
            return "\n" in token.text
        if "\n" in token.whitespace_:
            return True
        following, closers = i + 1, 0
        while following < len(self.tokens) and (
            self.tokens[following].text in _CLOSING or self._inner_space(following)
        ):
            closers += self.tokens[following].text in _CLOSING
            following += 1
        at_end = following >= len(self.tokens)
        if token.text in _CLOSING and self._after_stop(i):
            return at_end or _starts_sentence(self.tokens[following].text)
        if token.text[-1:] not in _SENTENCE_END or closers:
            return False
        if (
            token.text[-1] == "."
            and len(token.text) > 1
            and self.forms[i].rstrip(".") in self.lexicon.abbreviations
        ):
            return False
        if token.text == "." and i > self.first:
            before = self.tokens[i - 1].text
            if key(before) in self.lexicon.abbreviations or (len(before) == 1 and before.isupper()):
                return False
        if len(token.text) == 2 and token.text[0].isupper() and token.text[1] == ".":
            return False
        return at_end or _starts_sentence(self.tokens[following].text)

    def _inner_space(self, i: int) -> bool:
        return self.tokens[i].is_space and "\n" not in self.tokens[i].text

    def _after_stop(self, i: int) -> bool:
        """Whether only closing marks stand between the token and an end punctuation."""
        i -= 1
        while i > self.first and (self._inner_space(i) or self.tokens[i].text in _CLOSING):
            i -= 1
        return i >= self.first and self.tokens[i].text[-1:] in _SENTENCE_END

    @cached_property
    def _sentence_at(self) -> list[int]:
        starts = {start: number for number, (start, _) in enumerate(self.sentences)}
        number, out = 0, []
        for i in range(len(self.tokens)):
            number = starts.get(i, number)
            out.append(number)
        return out

    def sentence_of(self, i: int) -> int:
        """Index of the sentence that holds the token."""
        return self._sentence_at[i]

    @cached_property
    def paragraphs(self) -> list[int]:
        """For each sentence, the number of its paragraph (a line of the text)."""
        out: list[int] = []
        number = 0
        for start, end in self.sentences:
            out.append(number)
            last = self.tokens[end - 1]
            after = self.characters[last.idx + len(last.text) : last.idx + len(last.text) + 3]
            if "\n" in last.text or "\n" in after or (last.is_space and "\n" in last.text):
                number += 1
            del start
        return out

    def quote(self, sentence: int) -> tuple[int, int]:
        """Character offsets of a sentence, without the white space around it."""
        start, end = self.sentences[sentence]
        while start < end - 1 and self.tokens[start].is_space:
            start += 1
        while end - 1 > start and self.tokens[end - 1].is_space:
            end -= 1
        return self.offsets(start, end)

    # --- predicates ---

    @cached_property
    def predicates(self) -> list[Predicate]:
        """Every verb that carries a meaning of its own, in the order of the text."""
        out: list[Predicate] = []
        for start, end in self.sentences:
            out.extend(self._sharing_auxiliaries(list(self._sentence_predicates(start, end))))
        return out

    def _sharing_auxiliaries(self, found: list[Predicate]) -> list[Predicate]:
        """«A rappelé des réservistes et massé des chars»: a participle that goes on with the «avoir» before it."""
        out: list[Predicate] = []
        for predicate in found:
            token = self.tokens[predicate.head]
            first = next((p for p in out if p.head == token.head.i), None)
            bare = predicate.form == "participle" and predicate.start == predicate.head
            if bare and token.dep_ == "conj" and first is not None and self._has_perfect(first):
                out.append(_going_on(first, predicate))
            else:
                out.append(predicate)
        return out

    def _has_perfect(self, predicate: Predicate) -> bool:
        """«A déployé», «has sent»: in the active, with «avoir»."""
        auxiliaries = [i for i in range(predicate.start, predicate.head) if self.is_auxiliary(i)]
        active = predicate.form == "finite" and not (predicate.passive or predicate.reflexive)
        return active and bool(auxiliaries) and not any(self.is_word(i, _BE) for i in auxiliaries)

    @cached_property
    def predicate_at(self) -> dict[int, Predicate]:
        """The predicates by their head token."""
        return {p.head: p for p in self.predicates}

    def _sentence_predicates(self, start: int, end: int) -> Iterator[Predicate]:
        verbs = [i for i in range(start, end) if self.is_verb(i)]
        consumed: set[int] = set()
        groups: list[list[int]] = []
        for i in verbs:
            if groups and self._continues(groups[-1][-1], i):
                groups[-1].append(i)
            else:
                groups.append([i])
        for group in groups:
            for position, head in enumerate(group):
                if position < len(group) - 1 and self.is_auxiliary(head):
                    continue
                if head in consumed:
                    continue
                consumed.add(head)
                yield self._predicate(group[: position + 1])

    def is_verb(self, i: int) -> bool:
        """Whether the token works as a verb, a participle the tagger took for an adjective included."""
        token = self.tokens[i]
        determined = (
            i > self.first
            and self.tokens[i - 1].pos_ in ("DET", "NUM", "ADP")
            and not self.grammar(i - 1, "clitics")
        )
        if self.entities[i] == "PER" and token.text[:1].isupper():
            return False  # «Narendra» is no future
        if token.text[:1].isupper() and i > self.first and self.tokens[i - 1].pos_ in ("NOUN", "DET"):
            return False  # «des missiles Iskander»
        if token.text[:1].isdigit():
            return False  # «ils seront 6.000»
        if token.pos_ in ("VERB", "AUX"):
            return True
        if token.pos_ in ("NOUN", "ADJ", "PROPN", "X") and self._mistaken(i):
            return True
        if not determined and self.forms[i] in self.lexicon.mistaken_presents:
            return True
        if token.pos_ == "NOUN" and determined:
            return False
        return (
            token.pos_ in ("ADJ", "NOUN", "PROPN", "ADV")
            and self.is_participle(i)
            and self._participle_context(i)
        )

    def _mistaken(self, i: int) -> bool:
        """A form of a verb we know that the tagger took for a noun («Madrid conserve», «cessé de stationner»)."""
        if self.lexicon.lang != "fr" or i + 1 >= len(self.tokens):
            return False
        form, after = self.forms[i], self.tokens[i + 1]
        if form in self.lexicon.verbs:
            return i > self.first and self.grammar(i - 1, "infinitive_markers")
        partitive = after.lower_ == "des" and i > self.first and self.tokens[i - 1].pos_ == "PROPN"
        if form not in self.lexicon.finite_forms or (self.grammar(i + 1, "of") and not partitive):
            return False  # «L'Algérie masse des troupes» is no «masse de»
        if after.text == ",":
            return self.opens_sentence(i) and self._after_subject(i)
        return after.pos_ in ("DET", "NUM", "ADV", "ADP") and self._after_subject(i)

    def _after_subject(self, i: int) -> bool:
        """Whether a verb may stand at the token: behind its subject, or where a plural opens the sentence."""
        plural = self.forms[i].endswith(("ent", "ront"))
        if self.opens_sentence(i):
            return plural and self.tokens[i + 1].pos_ != "ADP"
        before = self.tokens[i - 1]
        if before.text == "," and _FUTURE.search(self.forms[i]):
            return True  # «le ministre, X, dînera ce soir»
        if before.pos_ in ("PROPN", "NOUN", "PRON") or self.grammar(i - 1, "subject_pronouns"):
            return before.text not in "-–"
        if before.pos_ == "ADJ":
            return plural and self.tokens[i - 2].pos_ == "NOUN"
        goes_on = before.lower_ == "et" and self.tokens[i + 1].pos_ in ("NUM", "ADV")
        return goes_on and any(t.pos_ in ("VERB", "AUX") for t in self.tokens[max(self.first, i - 10) : i])

    def opens_sentence(self, i: int) -> bool:
        """Whether no word of its sentence or line stands before the token."""
        j = i - 1
        while j >= self.first and (self.tokens[j].text in _OPENING or self._inner_space(j)):
            j -= 1
        return j < self.first or self.tokens[j].is_space or self.tokens[j].text[-1:] in _SENTENCE_END

    def is_participle(self, i: int) -> bool:
        """Whether the token, or what a dictionary makes of it, can be a past participle of a verb we know."""
        return self._participle_keys[i] in self._infinitives

    @cached_property
    def _participle_keys(self) -> list[str]:
        """The forms with the accent of their endings kept («déployés» → ``deployés``)."""
        if not self.accented:
            return self.forms
        out = []
        for form, lower in zip(self.forms, self.lower, strict=True):
            ending = next((e for e in ("ées", "és", "ée", "é") if lower.endswith(e)), "")
            out.append(key(lower[: len(lower) - len(ending)]) + ending if ending else form)
        return out

    @property
    def _infinitives(self) -> Mapping[str, str]:
        return self.lexicon.participles if self.accented else self.lexicon.bare_participles

    @cached_property
    def accented(self) -> bool:
        """Whether the text writes accents at all; where it does, «porte» is no «porté»."""
        return any(c in self.characters for c in "éèàêç")

    def verb_lemmas(self, i: int) -> tuple[str, ...]:
        """Keys of the infinitives the token can belong to."""
        return self._verb_lemmas[i]

    @cached_property
    def _verb_lemmas(self) -> list[tuple[str, ...]]:
        out = []
        for i, lemmas in enumerate(self.lemmas):
            participle = self._infinitives.get(self._participle_keys[i])
            conjugated = self.lexicon.finite_forms.get(self.forms[i])
            found = (participle, conjugated if conjugated and self.is_verb(i) else None)
            out.append(tuple(dict.fromkeys((*lemmas, *(verb for verb in found if verb)))))
        return out

    def _participle_context(self, i: int) -> bool:
        """A participle that the tagger called a noun or an adjective: what follows or precedes tells."""
        after = self._skip(i + 1, 1)
        if after is not None and self.tokens[after].pos_ == "ADP":
            return True
        if (
            i > self.first
            and self.tokens[i - 1].text == ","
            and after is not None
            and not self.tokens[after].is_punct
        ):
            return True
        before = self._skip(i - 1, -1)
        return before is not None and self.is_auxiliary(before)

    def is_auxiliary(self, i: int) -> bool:
        """«Avoir», «être» and their like, whatever the tagger says."""
        return self.tokens[i].pos_ == "AUX" or self.is_word(i, self.lexicon.grammar["auxiliaries"])

    def _skip(self, i: int, step: int) -> int | None:
        """The next token in a direction that is no adverb, negation or clitic."""
        while 0 <= i < len(self.tokens):
            token = self.tokens[i]
            if not (
                token.pos_ == "ADV"
                or token.is_space
                or self.forms[i] in self.lexicon.grammar["clitics"]
                or self.forms[i] in self.lexicon.reality.negations
            ):
                return i
            i += step
        return None

    def _continues(self, previous: int, i: int) -> bool:
        """Whether verb ``i`` goes on with the group of verb ``previous``: auxiliary, modal or causative in front."""
        if i - previous - len(self.times & set(range(previous, i))) > _MAX_GROUP_GAP:
            return False
        for j in range(previous + 1, i):
            if not self._transparent(j):
                return False
        token = self.tokens[i]
        participle = _is_participle_form(token) or self.is_participle(i)
        if participle and self.is_auxiliary(previous):
            return True
        if self._is_gerund(i) and self.is_word(previous, _BE):
            return True  # «is considering»
        infinitive = _is_infinitive(token, self.lexicon.lang)
        if not infinitive:
            return False
        marked = any(self.grammar(j, "infinitive_markers") for j in range(previous + 1, i))
        reality = self.lexicon.reality
        grammar = self.lexicon.grammar
        chained = (
            reality.future_auxiliaries
            | reality.modal_auxiliaries
            | grammar["causatives"]
            | grammar["auxiliaries"]
        )
        if self.lexicon.lang == "en" and marked:
            return self.is_word(previous, _BE)  # «is to contribute»
        return not marked and self.is_word(previous, chained)

    @cached_property
    def adverbial(self) -> frozenset[int]:
        """Tokens of the phrases that stand inside a verb group as an adverb does."""
        phrases = self.lexicon.grammar["adverbial_phrases"]
        firsts = {phrase.split(" ", 1)[0] for phrase in phrases}
        inside: set[int] = set()
        for i, form in enumerate(self.forms):
            if form.split(" ", 1)[0] in firsts:
                found = self.windows(i, phrases, longest=5)
                if found:
                    inside.update(range(i, found[1]))
        return frozenset(inside) | self.times

    def _aside(self, j: int) -> bool:
        """«S'est, lui, entretenu», «ont, de leur côté, envoyé»: what commas set into a verb group."""
        return j < len(self.tokens) and (
            j in self.adverbial or self.forms[j] in self.lexicon.grammar["stressed_pronouns"]
        )

    def _transparent(self, j: int) -> bool:
        if j in self.adverbial:
            return True
        token = self.tokens[j]
        form = self.forms[j]
        grammar = self.lexicon.grammar
        if token.text == ",":
            return self._aside(j - 1) or self._aside(j + 1)
        return (
            token.pos_ in ("ADV", "PRON")
            or form in grammar["clitics"]
            or form in self.lexicon.reality.negations
            or form in grammar["subject_pronouns"]
            or token.text in "-–"
            or token.pos_ == "PART"
        ) and form not in grammar["relatives"]

    def _predicate(self, group: list[int]) -> Predicate:
        head = group[-1]
        first = group[0]
        finite = next((i for i in group if self._is_finite(i)), None)
        auxiliaries = [i for i in group[:-1] if self.is_auxiliary(i)]
        chain = tuple(i for i in group[:-1] if not self.is_auxiliary(i))
        participle = not self._always_finite(head) and (
            _is_participle_form(self.tokens[head])
            or (self.is_participle(head) and (bool(auxiliaries) or not self._is_finite(head)))
            or (
                len(group) > 1
                and self.is_auxiliary(group[-2])
                and not _is_infinitive(self.tokens[head], self.lexicon.lang)
                and not self._is_gerund(head)
            )
        )
        reflexive = self._has_before(first, self.lexicon.grammar["reflexive_pronouns"], head)
        being = [i for i in auxiliaries if self.is_word(i, _BE)]
        passive = participle and bool(being) and not reflexive
        if finite is None:
            gerund = _is_present_participle(self.tokens[head])
            perfect = any(
                "Inf" in self.tokens[i].morph.get("VerbForm", []) for i in auxiliaries
            )  # «s'être parlé»
            form = "participle" if participle and not perfect else "gerund" if gerund else "infinitive"
            tense = None
            if participle and not being and not auxiliaries:
                passive = True
        else:
            form = "finite"
            tense = self._tense(finite, head, participle, passive)
        return Predicate(
            head=head,
            start=first,
            tense=tense,
            form=form,
            passive=passive,
            reflexive=reflexive,
            negated=self._negated(group),
            chain=chain,
        )

    def _is_gerund(self, i: int) -> bool:
        """An English verb in -ing, which goes on with «be»."""
        return self.lexicon.lang == "en" and _is_present_participle(self.tokens[i])

    def _is_finite(self, i: int) -> bool:
        morph = self.tokens[i].morph
        if (
            self.lexicon.lang == "fr"
            and "Fut" in morph.get("Tense", [])
            and not _FUTURE.search(self.forms[i])
        ):
            return False  # «Réunis vendredi»
        if self._always_finite(i):
            return True
        if "Fin" in morph.get("VerbForm", []):
            return True
        if morph.get("Mood", []) and not morph.get("VerbForm", []):
            return True
        return self.tokens[i].pos_ not in ("VERB", "AUX") and self.forms[i] in self.lexicon.finite_forms

    def _always_finite(self, i: int) -> bool:
        """A future or conditional by its ending, whatever the tagger makes of it («suivront»)."""
        verbal = self.lexicon.lang == "fr" and self.tokens[i].pos_ in ("VERB", "AUX")
        return verbal and self.forms[i].endswith(("ront", "raient"))

    def _has_before(self, first: int, words: frozenset[str], head: int) -> bool:
        """Whether a clitic of the class stands in the group, or right before it."""
        span = list(range(max(self.first, first - 3), first)) + list(range(first, head))
        started = False
        for i in reversed(span):
            form = self.forms[i]
            if form in words:
                return True
            started = started or i < first
            if i < first and not (self._transparent(i) or form in self.lexicon.grammar["clitics"]):
                return False
        return False

    def _tense(self, finite: int, head: int, participle: bool, passive: bool) -> str:  # noqa: FBT001
        morph = self.tokens[finite].morph
        mood, tense = morph.get("Mood", []), morph.get("Tense", [])
        form = self.forms[finite]
        synthetic = _synthetic_tense(form, self.lemmas[finite]) if self.lexicon.lang == "fr" else None
        if synthetic == "conditional":
            mood = ["Cnd"]
        elif synthetic == "future":
            mood, tense = ["Ind"], ["Fut"]
        elif synthetic == "present" and "Sub" not in mood:
            mood, tense = ["Ind"], ["Pres"]
        compound = finite != head and participle and self.is_auxiliary(finite)
        if self.lexicon.lang == "en" and form in _ENGLISH_CONDITIONAL:
            return (
                "past_conditional"
                if any(self.forms[i] == "have" for i in range(finite, head))
                else "conditional"
            )
        if "Cnd" in mood:
            return (
                "past_conditional"
                if compound and (not passive or self._been(finite, head) or self._moves_with_be(head))
                else "conditional"
            )
        if "Sub" in mood:
            return "subjunctive"
        if "Fut" in tense:
            return "future"
        imperfect = self.tokens[finite].pos_ not in ("VERB", "AUX") and form.endswith(("ait", "aient"))
        if imperfect or "Past" in tense or "Imp" in tense or "Pqp" in tense:
            return "past"
        if (
            self.is_word(finite, self.lexicon.reality.future_auxiliaries)
            and finite != head
            and not participle
        ):
            return "future"
        if compound and (self.is_word(finite, _HAVE) or not passive):
            return "past"  # «ont vu», and the reflexive «se sont vus»
        if compound and self._been(finite, head):
            return "past"
        if compound and self._moves_with_be(head):
            return "past"
        if form in _ENGLISH_FUTURE or (self.lexicon.lang == "en" and self._is_to(finite, head)):
            return "future"
        return "present"

    def _is_to(self, finite: int, head: int) -> bool:
        """«Is to contribute»: what is settled for later."""
        between = range(finite + 1, head)
        return self.is_word(finite, _BE) and any(self.grammar(i, "infinitive_markers") for i in between)

    def _been(self, finite: int, head: int) -> bool:
        return any(self.forms[i] in _BEEN for i in range(finite, head))

    def _moves_with_be(self, head: int) -> bool:
        """Verbs of motion take «être» in the past: «sont arrivés» is no passive."""
        return any(lemma in self.lexicon.grammar["be_verbs"] for lemma in self.verb_lemmas(head))

    def _negated(self, group: list[int]) -> bool:
        words = self.lexicon.reality
        head, first = group[-1], group[0]
        window = range(max(self.first, first - 5), min(head + 4, len(self.tokens)))
        if any(self.is_word(i, words.double_negatives) for i in group):
            return False
        has_ne = any(
            self.forms[i] in ("ne", "n", "not", "never", "n't", "nt")
            for i in range(max(self.first, first - 3), head + 1)
            if i >= first or self._only_clitics(i + 1, first)
        )
        if not has_ne:
            return False
        if self.lexicon.lang == "en":
            return True
        if any(self._negates(i) for i in window):
            return True
        for i in range(head, min(head + 8, len(self.tokens))):
            if self.forms[i] in ("que", "qu"):
                return False
            if self._negates(i):
                return True
        return any(self._negates(i) for i in range(max(self.first, first - 6), first))

    def _negates(self, i: int) -> bool:
        """«Pas», «jamais», «aucun»; but «n'en continue pas moins», «pas seulement» deny nothing."""
        words = self.lexicon.reality
        follows = self.forms[i + 1] if i + 1 < len(self.tokens) else ""
        return self.forms[i] in words.negation_pairs and follows not in words.not_negating

    def _only_clitics(self, start: int, end: int) -> bool:
        return all(self._transparent(i) for i in range(start, end))

    # --- distance ---

    @cached_property
    def boundaries(self) -> list[float]:
        """Cost of the clause boundaries up to each token: differences count what lies between two words."""
        costs: list[float] = []
        total = 0.0
        grammar = self.lexicon.grammar
        heads = {p.head for p in self.predicates if p.form == "finite"}
        opening = {s for s, _ in self.sentences}
        joints = self.joints
        for i, token in enumerate(self.tokens):
            if i in opening:
                total += 8.0
            elif token.text in _STRONG or (
                token.text == "-" and token.whitespace_ and i and self.tokens[i - 1].whitespace_
            ):
                total += 1.6
            elif self.forms[i] in grammar["relatives"] or self.forms[i] in grammar["subordinators"]:
                total += 0.8
            elif token.text == ",":
                total += 0.35
            elif i in joints:
                total += 1.8
            if i in heads:
                total += 0.9
            costs.append(total)
        return costs

    def is_asked(self, start: int, end: int) -> bool:
        """«(Demande à) Bamako (de retirer …)»: whether a verb asks the one named there to do what follows."""
        done = self.predicate_at.get(end + 1)
        if done is None or done.form != "infinitive" or not self.grammar(end, "of"):
            return False
        before = start - 1
        while before > self.first and (self.pos[before] in ("ADP", "DET", "ADV") or before in self.times):
            before -= 1
        asks = self.lexicon.grammar["object_control"]
        return before >= self.first and not asks.isdisjoint(self.verb_lemmas(before))

    @cached_property
    def joints(self) -> frozenset[int]:
        """Coordinators that join two clauses: «et, depuis, …», «…, et il», where a finite verb stands on both sides."""
        grammar = self.lexicon.grammar
        finite = [p.start for p in self.predicates if p.form == "finite"]
        out = set()
        for i in range(self.first + 1, len(self.tokens) - 1):
            if not self.grammar(i, "coordinators") or self.tokens[i + 1].is_space:
                continue
            after = self.tokens[i + 1].text == "," or self.forms[i + 1] in grammar["subject_pronouns"]
            if not after and self.tokens[i - 1].text != ",":
                continue
            start, end = self.sentences[self.sentence_of(i)]
            if any(start <= s < i for s in finite) and any(i < s < end for s in finite):
                out.add(i)
        return frozenset(out)

    @cached_property
    def inserts(self) -> list[tuple[int, int]]:
        """Ranges set into a clause that goes on behind them: «…, qui arment l'état-major, …», «…, a-t-il dit, …»."""
        out: list[tuple[int, int]] = []
        starts = {p.start: p for p in self.predicates if p.form == "finite"}
        participles = {p.start for p in self.predicates if p.form == "participle"}
        for start, end in self.sentences:
            opened: int | None = None
            for i in range(start, end):
                text = self.tokens[i].text
                if text == "(":
                    close = next(
                        (j for j in range(i + 1, min(end, i + 40)) if self.tokens[j].text == ")"), None
                    )
                    if close:
                        out.append((i, close))
                if text in _DASHES and self.tokens[i].whitespace_ and not (out and out[-1][1] == i):
                    close = next(
                        (j for j in range(i + 1, min(end, i + 25)) if self.tokens[j].text in _DASHES), None
                    )
                    if close and i > start:
                        out.append((i, close))
                if text != ",":
                    continue
                if opened is not None and self._resumes(opened, i, end, starts):
                    out.append((opened, i))
                    opened = None
                nxt = self._after_adverbs(i + 1, end)
                if (
                    nxt is not None
                    and opened is None
                    and (
                        self.forms[nxt] in self.lexicon.grammar["relatives"]
                        or self.forms[nxt] in self.lexicon.reality.conditions
                        or nxt in participles
                        or (nxt in starts and self.is_word(starts[nxt].head, self.lexicon.reality.reporting))
                    )
                ):
                    opened = i
        return out

    def _after_adverbs(self, i: int, end: int) -> int | None:
        while i < end and (
            self.tokens[i].pos_ == "ADV"
            or self.tokens[i].is_space
            or self.forms[i] in self.lexicon.grammar["clitics"]
        ):
            i += 1
        return i if i < end else None

    def _resumes(self, opened: int, comma: int, end: int, starts: Mapping[int, Predicate]) -> bool:
        """Whether the clause before an insert goes on after the comma: a finite verb stands there, or soon."""
        relative = any(
            self.forms[j] in self.lexicon.grammar["relatives"]
            for j in range(opened + 1, min(opened + 4, comma))
        )
        if not relative and not any(opened < p.head < comma for p in self.predicates):
            return False
        nxt = self._after_adverbs(comma + 1, end)
        if nxt is None:
            return False
        if nxt in starts and not self.is_word(starts[nxt].head, self.lexicon.reality.reporting):
            return True
        sentence_start = self.sentences[self.sentence_of(opened)][0]
        return any(sentence_start <= s < opened for s in starts)

    def distance(self, a: int, b: int) -> float:
        """How far apart two tokens stand: words, and the boundaries between them; inserts between do not count."""
        low, high = min(a, b), max(a, b)
        total = 0.06 * (high - low) + self.boundaries[high] - self.boundaries[low]
        for opened, closed in self.inserts:
            if low < opened and closed < high:
                total -= 0.06 * (closed - opened) + self.boundaries[closed] - self.boundaries[opened]
            elif opened < low < closed < high:
                total += 1.6
        return total

    @cached_property
    def clause_heads(self) -> list[int]:
        """For each token, the head of the nearest predicate above it in the tree (or -1)."""
        known = self.predicate_at
        out = [-1] * len(self.tokens)
        for token in self.tokens:
            current, steps = token, 0
            while steps < 40:
                if current.i in known:
                    out[token.i] = current.i
                    break
                if current.head.i == current.i:
                    break
                current, steps = current.head, steps + 1
        return out


_BE = frozenset({"etre", "be"})
_HAVE = frozenset({"avoir", "have"})
_BEEN = frozenset({"ete", "been"})
_ENGLISH_FUTURE = frozenset({"will", "shall", "ll"})
_ENGLISH_CONDITIONAL = frozenset({"would", "could", "might", "may"})
_PARTICIPLE_ENDINGS = ("é", "ée", "és", "ées")
_INFINITIVE = re.compile(r"(er|ir|re|oir)$")
_FUTURE = re.compile(r"r(ai|as|a|ons|ez|ont)$")


def _starts_sentence(text: str) -> bool:
    return not text[:1].islower()


def _is_present_participle(token: Word) -> bool:
    return "Pres" in token.morph.get("Tense", []) and "Part" in token.morph.get("VerbForm", [])


def _is_participle_form(token: Word) -> bool:
    form = token.morph.get("VerbForm", [])
    return ("Part" in form and "Pres" not in token.morph.get("Tense", [])) or (
        "Inf" in form and token.lower_.endswith(_PARTICIPLE_ENDINGS)
    )


def _is_infinitive(token: Word, lang: str) -> bool:
    if "Inf" in token.morph.get("VerbForm", []):
        return not token.lower_.endswith(
            _PARTICIPLE_ENDINGS
        )  # «a renoué», which the tagger took for «renouer»
    return (
        lang == "fr"
        and token.pos_ in ("VERB", "AUX")
        and not token.morph.get("VerbForm", [])
        and bool(_INFINITIVE.search(token.lower_))
    )


def _synthetic_tense(form: str, lemmas: tuple[str, ...]) -> str | None:
    """Tenses by their endings, which the tagger often misses («enverra», «viendrait», «réunissent»)."""
    for ending, tense in (
        ("raient", "conditional"),
        ("rait", "conditional"),
        ("rais", "conditional"),
        ("ront", "future"),
        ("ra", "future"),
        ("rai", "future"),
        ("rons", "future"),
        ("issent", "present"),
    ):
        if form.endswith(ending):
            stem = form[: len(form) - len(ending)] + "rer"
            return None if stem in lemmas else tense
    return None
