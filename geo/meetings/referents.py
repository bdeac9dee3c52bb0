"""Who is meant: pronouns, «les deux hommes», «le président» and «son homologue», followed back in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from geo.clauses import Predicate, Text
from geo.records import Participant
from geo.spans import ActorSpan, Mentions

_MEMORY_SENTENCES = 4
_JOINER_WORDS = 3
_OWN_WORDS = ("det", "poss", "amod", "compound", "nummod")
_JOINERS = frozenset({"et", "and", ",", "ainsi", "que", "a", "aux", "puis", "ou", "comme"})
_BETWEEN = frozenset({"d", "une", "part", "autre", "ses", "son", "sa", "leur", "leurs"})
_AWAY = ("de", "d", "a", "en", "depuis", "vers", "from", "in", "at")
_MUTUAL = ("entre", "between")
_SINGULAR = frozenset({"il", "elle", "dernier", "derniere", "he", "she"})
_PLURAL = frozenset({"ils", "elles", "derniers", "they"})
_PERSONS = ("person", "role")


class Referents:
    """Follows words that name nobody back to who was named before them."""

    def __init__(self, text: Text, mentions: Mentions) -> None:
        self.text = text
        self.actors = mentions.actors
        self.together: tuple[Participant, ...] = ()
        self.together_at = -1

    def remember(self, participants: tuple[Participant, ...], at: int) -> None:
        """Those of the meeting told last, whom «ils» and «leur entretien» mean."""
        if len(participants) > 1:
            self.together, self.together_at = participants, at

    # --- groups ---

    def joined(self, a: ActorSpan, b: ActorSpan) -> bool:
        """Whether only «et», commas and the like stand between two actors."""
        text = self.text
        if a.preposition in _AWAY and not b.preposition and text.forms[a.end : b.start] == [","]:
            return False  # «de retour de Pékin, X …»
        if a.preposition and a.preposition not in _MUTUAL and not b.preposition and self._opens_clause(b):
            return False  # «… avec X, et les ministres se sont vus»
        between = [
            text.forms[j]
            for j in range(a.end, b.start)
            if not text.tokens[j].is_space
            and text.tokens[j].pos_ != "DET"
            and not self._belongs(j, b)
            and text.forms[j]
            not in text.lexicon.grammar["definite"] | text.lexicon.grammar["M_titles"] | _BETWEEN
        ]
        if b.preposition in ("avec", "with", "par", "by") and between[-1:] == [b.preposition]:
            between = between[:-1] if a.preposition == b.preposition else between
        return bool(between) and len(between) <= _JOINER_WORDS and all(w in _JOINERS for w in between)

    def _belongs(self, j: int, actor: ActorSpan) -> bool:
        """«And his Turkish | counterpart», «et son nouvel | homologue»: a word of the actor's own phrase."""
        token = self.text.tokens[j]
        return actor.start <= token.head.i < actor.end and token.dep_ in _OWN_WORDS

    def _opens_clause(self, actor: ActorSpan) -> bool:
        """Whether a verb stands right behind an actor, and another before it in the sentence."""
        predicates = self.text.predicates
        start = self.text.sentences[self.text.sentence_of(actor.head)][0]
        behind = any(p.form == "finite" and 0 <= p.start - actor.end <= 1 for p in predicates)
        return behind and any(p.form == "finite" and start <= p.head < actor.start for p in predicates)

    def coordinated(self, actor: ActorSpan, before: int | None = None) -> list[ActorSpan]:
        """«A, B et C»: the actors joined with one, none of them at or after token ``before``."""
        ordered = self.of_sentence(actor.head)
        if actor not in ordered:
            return [actor]
        k = ordered.index(actor)
        first = last = k
        while first > 0 and self.joined(ordered[first - 1], ordered[first]):
            first -= 1
        while (
            last + 1 < len(ordered)
            and (before is None or ordered[last + 1].head < before)
            and self.joined(ordered[last], ordered[last + 1])
        ):
            last += 1
        return ordered[first : last + 1]

    def of_sentence(self, i: int) -> list[ActorSpan]:
        """The actors of the sentence of token ``i``."""
        sentence = self.text.sentence_of(i)
        return [a for a in self.actors if self.text.sentence_of(a.head) == sentence]

    # --- pronouns ---

    def pronoun(self, predicate: Predicate) -> int | None:
        """The subject pronoun of a verb («il», «ce dernier», inverted «-t-il»), or None."""
        text = self.text
        before = range(max(text.first, predicate.start - 3), predicate.head)
        after = range(predicate.head + 1, min(predicate.head + 3, len(text.tokens)))
        found: list[int] = [i for i in (*before, *after) if self._bare(i) in _SINGULAR | _PLURAL]
        return found[0] if found else None

    def _bare(self, i: int) -> str:
        return self.text.forms[i].lstrip("- ").removeprefix("t ")

    def referent(self, pronoun: int, other_than: ActorSpan | None = None) -> list[ActorSpan]:
        """Who a pronoun stands for: the last person named as a subject; for a plural, the last group."""
        form = self._bare(pronoun)
        if form in _PLURAL:
            return self.group_before(pronoun)
        near = [a for a in self._persons_before(pronoun) if a != other_than]
        subjects = [a for a in near if self._leads(a)] or [a for a in near if not a.preposition]
        return (near if form.startswith("dernier") else subjects or near)[-1:]

    def _leads(self, actor: ActorSpan) -> bool:
        """Whether an actor is a subject: by the tree, or because no verb of its sentence stands before it."""
        if actor.preposition:
            return False
        if self.text.tokens[actor.head].dep_.startswith("nsubj"):
            return True
        start = self.text.sentences[self.text.sentence_of(actor.head)][0]
        return not any(start <= p.head < actor.start for p in self.text.predicates)

    def _persons_before(self, i: int) -> list[ActorSpan]:
        sentence = self.text.sentence_of(i)
        return [
            a
            for a in self.actors
            if a.end <= i
            and a.participants
            and a.sort in _PERSONS
            and len(a.participants) == 1
            and sentence - self.text.sentence_of(a.head) <= _MEMORY_SENTENCES
        ]

    def group_before(self, i: int) -> list[ActorSpan]:
        """The last group before a token: «A et B», «les présidents X et Y», or those who met last."""
        sentence = self.text.sentence_of(i)
        for actor in reversed(self.actors):
            if actor.end > i:
                continue
            if sentence - self.text.sentence_of(actor.head) > _MEMORY_SENTENCES:
                break
            if self.together_at >= actor.start:
                return [ActorSpan(i, i + 1, i, "pair", self.together, plural=True)]
            group = [a for a in self.coordinated(actor, before=i) if a.participants]
            if len(_sides(p for a in group for p in a.participants)) > 1:
                return group
            if actor.plural and actor.sort == "role" and actor.participants:
                return [actor]
        return [ActorSpan(i, i + 1, i, "pair", self.together, plural=True)] if self.together else []

    # --- who a span names ---

    def participants(self, spans: Sequence[ActorSpan]) -> tuple[Participant, ...]:
        """Who takes part, each once: a name rather than the office or the state that it stands for."""
        out: list[Participant] = []
        for span in spans:
            for who in self._named(span, spans):
                twin = next((k for k, other in enumerate(out) if _same(who, other)), None)
                if twin is None:
                    out.append(who)
                elif _name_like(who) and not _name_like(out[twin]):
                    out[twin] = who
        return tuple(out)

    def _named(self, span: ActorSpan, spans: Sequence[ActorSpan]) -> tuple[Participant, ...]:
        if span.sort == "pair" and not span.participants:
            after = [a for a in spans if span.end <= a.start <= span.end + 1]
            return () if after else self._pair(span)
        if span.sort == "role" and not span.participants and self._of_both(span):
            return self._one_of_each(span)
        if span.sort == "role" and not span.participants:
            return () if span.counterpart or self._is_named_behind(span) else self._office(span, spans)
        if span.sort == "role" and not any(p.country or p.org for p in span.participants):
            country, org = self._nation(span)
            return tuple(Participant(p.name, country, org) for p in span.participants)
        return span.participants

    def _of_both(self, span: ActorSpan) -> bool:
        """«Leurs ministres se sont vus»: those of the two who were named together."""
        grammar, owned = self.text.grammar, span.start - 1
        theirs = (
            owned >= self.text.first and grammar(owned, "possessives") and not grammar(owned, "one_owner")
        )
        return theirs and span.plural and not span.counterpart and not span.preposition

    def _is_named_behind(self, span: ActorSpan) -> bool:
        """«Son président, Ebrahim Raïssi,»: a person right behind the comma holds the office."""
        text, name = self.text, span.end + 1
        return text.between(span.end, name) == "," and any(
            a.start == name and a.sort == "person" and text.between(a.end, a.end + 1) == ","
            for a in self.actors
        )

    def _pair(self, span: ActorSpan) -> tuple[Participant, ...]:
        """«Les deux hommes», «les deux pays»: the last group of two, else the last two named.

        «Les ministres des deux pays» are none of those named, but of the same states.
        """
        offices = self.text.windows(span.start, self.text.lexicon.actors.levels) is not None
        return self._one_of_each(span) if offices else self._two_before(span)

    def _one_of_each(self, span: ActorSpan) -> tuple[Participant, ...]:
        """Those of an office, of each of the two states that were named together."""
        words = self.text.between(span.start, span.end)
        return tuple(Participant(words, who.country, who.org) for who in self._two_before(span))

    def _two_before(self, span: ActorSpan) -> tuple[Participant, ...]:
        found = [p for a in self.group_before(span.start) for p in a.participants]
        if len(_sides(found)) == 2:
            return _one_each(found)
        sentence = [a for a in self.of_sentence(span.start) if a.start >= span.end]
        told = next((self.coordinated(a) for a in sentence if a.participants), [])
        if not found and len(_sides(p for a in told for p in a.participants)) == 2:
            return _one_each(
                [p for a in told for p in a.participants]
            )  # «les deux pays …, ont annoncé A et B»
        recent: list[Participant] = []
        for actor in reversed(self.actors):
            if actor.start >= span.start or (span.level and actor.level not in (None, span.level)):
                continue
            recent.extend(
                who
                for who in reversed(actor.participants)
                if (who.country or who.org) and _side(who) not in _sides(recent)
            )
            if len(recent) >= 2:
                return tuple(reversed(recent[:2]))
        return ()

    def _office(self, span: ActorSpan, spans: Sequence[ActorSpan]) -> tuple[Participant, ...]:
        """«Le président»: who was named by the same office, else by its level, else one of the nation at hand.

        None of the others who meet («le président verra X» after «il a écrit à X») is meant.
        """
        if span.start > self.text.first and self.text.forms[span.start - 1] in ("notre", "nos", "our"):
            return ()  # whose «notre» is nobody knows
        words = self.text.between(span.start, span.end)
        noun = self.text.lemmas[span.head][0]
        others = _sides(p for a in spans if a is not span for p in a.participants)
        before = [
            actor
            for actor in reversed(self.actors)
            if actor.end <= span.start
            and len(actor.participants) == 1
            and (side := _side(actor.participants[0]))
            and side not in others
        ]
        sentence = self.text.sentence_of(span.start)
        near = [a for a in before if sentence - self.text.sentence_of(a.start) <= _MEMORY_SENTENCES]
        same_office = (a for a in before if a.sort == "role" and noun in self.text.lemmas[a.head])
        same_level = (a for a in near if a.sort == "person" and span.level and a.level == span.level)
        found = next(same_office, None) or next(same_level, None)
        if found is not None:
            return found.participants
        if span.level == "officials":
            return ()  # «le conseiller», «les délégués»: anybody's
        country, org = self._nation(span)
        return (Participant(words, country, org),) if country or org else ()

    def _nation(self, span: ActorSpan) -> tuple[str | None, str | None]:
        """The nation at hand: named last in the paragraph, else the one that the text speaks of most."""
        paragraph = self._paragraph(span.start)
        for actor in reversed(self.actors):
            if actor.start < span.start and self._paragraph(actor.start) == paragraph and actor.participants:
                side = _side(actor.participants[0])
                if side is not None:
                    return side
        return self._protagonist or (None, None)

    def _paragraph(self, i: int) -> int:
        return self.text.paragraphs[self.text.sentence_of(i)]

    @cached_property
    def _protagonist(self) -> tuple[str | None, str | None] | None:
        counts = Counter((p.country, None) for a in self.actors for p in a.participants if p.country)
        return counts.most_common(1)[0][0] if counts else None


def _side(who: Participant) -> tuple[str | None, str | None] | None:
    return (who.country, who.org) if who.country or who.org else None


def _sides(people: Iterable[Participant]) -> set[tuple[str | None, str | None]]:
    return {side for p in people if (side := _side(p))}


def _one_each(people: Sequence[Participant]) -> tuple[Participant, ...]:
    first: dict[tuple[str | None, str | None] | None, Participant] = {}
    for who in people:
        first.setdefault(_side(who), who)
    return tuple(first.values())


def _same(a: Participant, b: Participant) -> bool:
    unknown = _side(a) is None or _side(b) is None
    return (a.name == b.name and (unknown or _side(a) == _side(b))) or (
        _side(a) is not None and _side(a) == _side(b) and not (_name_like(a) and _name_like(b))
    )


def _name_like(who: Participant) -> bool:
    """A person's name: «Joe Biden», not «président américain» nor «Washington»."""
    words = who.name.split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
