"""What belongs to which trigger of a movement: places, dates, and the participles of a force's home."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from geo import triggers as triggering
from geo.anchors import Anchor, anchors, nearest, shared_dates
from geo.clauses import Text
from geo.lexicon import MovementFrame, Relation
from geo.movements.carriers import loaded
from geo.spans import DateSpan, ForceSpan, Mentions, PlaceSpan
from geo.triggers import Trigger

_HOME_REACH = 4
_OBJECT_REACH = 6
_INVERTED_REACH = 6
_OLDEST_YEAR, _HISTORY_ENDS = 1800, 1990


def _are_counted(text: Text, force: ForceSpan) -> bool:
    """«200 conseillers» sent, «conseillers militaires»: soldiers by number, not «cinq conseillers de Joe Biden»."""
    soldiers = text.windows(force.head, text.lexicon.forces.people) is not None
    return force.quantity is not None and (soldiers or not (force.country or force.org))


class Scene:
    """The triggers of one text with what is real of them, and the places and dates that belong to each.

    Attributes:
        triggers: in the order of the text; ``realities``: by head of the trigger.
        homes: participle («basés à») → the force that it tells the home of.
        places_of, dates_of: head of a trigger (or home participle) → its spans.
    """

    def __init__(
        self, text: Text, mentions: Mentions, other_triggers: Mapping[int, tuple[int, bool]]
    ) -> None:
        self.text = text
        pairs = {i for a in mentions.actors if a.sort == "pair" for i in range(a.start, a.end)}
        offices = {i for a in mentions.actors if a.level for i in range(a.start, a.end)}
        forces = [
            f
            for f in mentions.forces
            if f.head not in pairs
            and (f.head not in offices or _are_counted(text, f))  # «ministre des Armées»
        ]
        self.mentions = replace(mentions, forces=loaded(text, forces))
        dated = {j for d in mentions.dates for j in range(d.start, d.end)}
        found = triggering.find(text, text.lexicon.movements)
        self.triggers = [
            t
            for t in found
            if t.head not in dated
            and self._has_its_object(t)
            and not self._history(t)
            and not self._reciprocal(t)
            and not self._binds_itself(t)
            and not self._in_a_force(t)
            and not self._of_a_meeting(t, other_triggers)
            and not self._of_a_thing(t)
            and not self._of_company(t)
            and not self._reaches_a_number(t)
            and not self._of_civilians(t)
            and not self._moved(t, found)
            and not self._lends_itself(t, other_triggers)
        ]
        self.realities = {t.head: triggering.reality(text, t.head, t.predicate) for t in self.triggers}
        self.homes = self._home_modifiers()
        self._anchors = self._anchors_among(other_triggers, dated)
        self.places_of = self._assign(mentions.places)
        self.dates_of = self._assign_dates(mentions.dates)

    @cached_property
    def dated(self) -> frozenset[int]:
        """Tokens of the expressions of time, with the prepositions before them."""
        first, tokens = self.text.first, self.text.tokens
        return frozenset(
            j
            for d in self.mentions.dates
            for j in range(max(first, d.start - 2), d.end)
            if j >= d.start or tokens[j].pos_ in ("ADP", "DET")
        )

    def _has_its_object(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Promettre» moves a force, «be» tells where one stands, only where that comes right behind the verb."""
        if trigger.frame.placed and not self._before_place(trigger.end):
            return False
        return not trigger.frame.direct or any(self.right_behind(trigger, f) for f in self.mentions.forces)

    def _reciprocal(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Se retrouvent», «se sont rendus»: the reflexive of a verb with an object is another verb."""
        predicate, words = trigger.predicate, self.text.lexicon.movements
        if predicate is None or not predicate.reflexive or trigger.phrase or trigger.frame.mover == "object":
            return False
        own = any(word in words.reflexives for word in self.text.verb_lemmas(trigger.head))
        return trigger.frame.object != "none" and not own

    def _in_a_force(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Deux avions de patrouille», «transportant cent soldats»: a word inside the name of a force."""
        predicate = trigger.predicate
        word = not trigger.phrase and (predicate is None or predicate.form == "participle")
        return word and any(f.head < trigger.head < f.end for f in self.mentions.forces)

    def _of_a_meeting(self, trigger: Trigger[MovementFrame], others: Mapping[int, tuple[int, bool]]) -> bool:
        """«Les négociations tenues à Doha»: a participle behind a meeting tells where that was."""
        predicate = trigger.predicate
        if predicate is None or predicate.form != "participle":
            return False
        return any(noun and end == predicate.start for end, noun in others.values())

    def _of_company(self, trigger: Trigger[MovementFrame]) -> bool:
        """«En présence du président»: who is by, not where forces stand."""
        text, before = self.text, trigger.head - 1
        beside = trigger.predicate is None and text.grammar(trigger.head, "company_nouns")
        return beside and before >= text.first and text.forms[before] in text.lexicon.places.prepositions

    def _of_a_thing(self, trigger: Trigger[MovementFrame]) -> bool:
        """«L'axe vital reliant Bangui au Cameroun»: a participle behind a noun that is no force and nobody's name."""
        predicate, text = trigger.predicate, self.text
        if predicate is None or predicate.form not in ("participle", "gerund") or trigger.phrase:
            return False
        beside = predicate.start - 1
        while beside > text.first and text.pos[beside] == "ADJ":
            beside -= 1
        participle = text.tokens[predicate.head]
        heads = [beside, *([participle.head.i] if participle.dep_.startswith("acl") else [])]
        nouns = [i for i in heads if text.first <= i < predicate.start and text.pos[i] == "NOUN"]
        return bool(nouns) and not any(self._may_move(i) for i in nouns)

    def _may_move(self, i: int) -> bool:
        """Whether a noun is of a force, an actor or a date, or may be of a force."""
        groups = (self.mentions.forces, self.mentions.actors, self.mentions.dates)
        words = self.text.lexicon.forces
        named = any(s.start <= i < s.end for group in groups for s in group)
        return named or self.text.is_word(i, words.licensed) or self.text.is_word(i, words.in_company)

    def _reaches_a_number(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Le contingent a atteint les 1 000 militaires»: what is reached is no place but a number of people."""
        if trigger.frame.object != "destination" or trigger.frame.meets:
            return False
        return any(f.quantity is not None and self.right_behind(trigger, f) for f in self.mentions.forces)

    def _of_civilians(self, trigger: Trigger[MovementFrame]) -> bool:
        """«L'évacuation de citoyens français»: the noun says who goes, and they are no force."""
        text, i = self.text, trigger.end
        if trigger.predicate is not None or i >= len(text.tokens) or not text.grammar(i, "of"):
            return False
        i += 1
        while i < len(text.tokens) and text.pos[i] in ("DET", "ADJ", "NUM", "ADP"):
            i += 1
        return i < len(text.tokens) and text.is_word(i, text.lexicon.grammar["civilians"])

    def _binds_itself(self, trigger: Trigger[MovementFrame]) -> bool:
        """«S'est engagée à rapatrier»: a reflexive that governs an infinitive moves nobody."""
        predicate, text = trigger.predicate, self.text
        after = trigger.end + 1
        return (
            predicate is not None
            and predicate.reflexive
            and after < len(text.tokens)
            and text.grammar(after - 1, "infinitive_markers")
            and any(p.start <= after <= p.head and p.form == "infinitive" for p in text.predicates)
        )

    def inverted(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Où croise un destroyer», «Arriveront trois cents marins»: the verb stands before its subject."""
        predicate, text = trigger.predicate, self.text
        if predicate is None or predicate.form != "finite":
            return False
        i = predicate.start - 1
        while i >= text.first and (text.grammar(i, "clitics") or text.tokens[i].is_space):
            i -= 1
        opens = text.opens_sentence(predicate.start) or (
            i >= text.first and text.grammar(i, "place_relatives")
        )
        behind = any(
            0 <= f.start - trigger.end <= _INVERTED_REACH
            and all(
                text.tokens[j].pos_ in ("DET", "ADV", "ADP", "NUM", "ADJ")
                or text.tokens[j].is_punct
                or j in self.dated
                for j in range(trigger.end, f.start)
            )
            for f in self.mentions.forces
        )
        return opens and behind

    def _before_place(self, i: int) -> bool:
        """Whether a place with «in» or «near» begins at the token, adverbs and dates aside."""
        while i < len(self.text.tokens) and (self.text.pos[i] == "ADV" or i in self.dated):
            i += 1
        return any(
            p.phrase_start == i and p.relation in ("at", "near") and p.role == "location"
            for p in self.mentions.places
        )

    def right_behind(self, trigger: Trigger[MovementFrame], force: ForceSpan) -> bool:
        """Whether soldiers or a unit are the object that follows a verb in the active."""
        if trigger.predicate is None or trigger.predicate.passive or force.sort == "equipment":
            return False
        text, units = self.text, self.text.lexicon.forces
        return 0 <= force.start - trigger.end <= _OBJECT_REACH and all(
            text.tokens[j].pos_ in ("DET", "ADV", "ADJ", "NUM")
            or not text.tokens[j].is_alpha
            or text.grammar(j, "of")
            or j in self.dated
            or text.is_word(j, units.units)
            or text.is_word(j, units.licensed)
            for j in range(trigger.end, force.start)
        )

    def _lends_itself(self, trigger: Trigger[MovementFrame], others: Mapping[int, tuple[int, bool]]) -> bool:
        """«A rendu visite aux soldats»: a verb that only carries the noun of a meeting."""
        end = others.get(trigger.head, (0, False))[0]
        return end > trigger.end and self.text.tokens[end - 1].pos_ == "NOUN"

    def _moved(self, trigger: Trigger[MovementFrame], others: Sequence[Trigger[MovementFrame]]) -> bool:
        """«D'autres renforts étaient annoncés»: a noun that is the force which a verb behind it moves."""
        text, i = self.text, trigger.head
        if trigger.predicate is not None or not any(f.start <= i < f.end for f in self.mentions.forces):
            return False
        verbs = [p.head for p in text.predicates if p.head > i and p.form == "finite"]
        follows = next(iter(verbs), None)
        return follows is not None and any(
            t.head == follows and text.sentence_of(t.head) == text.sentence_of(i) for t in others
        )

    def _history(self, trigger: Trigger[MovementFrame]) -> bool:
        """Whether a sentence tells of a year before 1990: a past verb or a noun, or any verb that the year dates."""
        text, predicate = self.text, trigger.predicate
        start, end = text.sentences[text.sentence_of(trigger.head)]
        years = [
            j for j in range(start, end) if text.tokens[j].text.isdigit() and len(text.tokens[j].text) == 4
        ]
        bygone = [
            j
            for j in years
            if _OLDEST_YEAR < int(text.tokens[j].text) < _HISTORY_ENDS
            and text.tokens[j - 1].pos_ in ("ADP", "NOUN", "DET", "PUNCT")
            and not text.grammar(j - 1, "since")
        ]
        if predicate is not None and predicate.tense in ("present", "future", "conditional"):
            bygone = [
                j for j in bygone if text.grammar(j - 1, "in_year") or text.tokens[j - 1].pos_ == "NOUN"
            ]
        return bool(bygone) and len(bygone) == len(years)

    def _anchors_among(
        self, others: Mapping[int, tuple[int, bool]], dated: Collection[int]
    ) -> dict[int, list[Anchor]]:
        own = {t.head: (t.end, t.predicate is None) for t in self.triggers}
        everything = {**{h: v for h, v in others.items() if h not in own}, **own}
        for participle in self.homes:
            everything.setdefault(participle, (participle + 1, False))
        governors = {t.head: self._governing(t) for t in self.triggers}
        return anchors(self.text, everything, governors, dated)

    def _governing(self, trigger: Trigger[MovementFrame]) -> tuple[int, ...]:
        predicate = trigger.predicate
        chain = predicate.chain if predicate else ()
        reality = self.realities[trigger.head]
        held = () if reality.holder is None else (reality.holder,)
        return tuple(i for i in (*reality.words, *held, *chain) if not self._decision(i))

    def _decision(self, i: int) -> bool:
        """«Le 10 novembre, le parlement avait autorisé l'envoi»: a decision that was taken has its own day."""
        verb = self.text.predicate_at.get(i)
        if verb is None or verb.passive or verb.form != "finite" or verb.tense != "past":
            return False
        return triggering.effect(self.text, i) == "announced"

    def _assign(self, places: Sequence[PlaceSpan]) -> dict[int, list[PlaceSpan]]:
        out: dict[int, list[PlaceSpan]] = {}
        previous: tuple[PlaceSpan, tuple[int, ...]] | None = None
        for span in places:
            place = self._like_previous(previous[0], span) if previous is not None else span
            sentence = self.text.sentence_of(place.start)
            following = self._trigger_after(place)
            if following is not None:
                heads: tuple[int, ...] = (following,)
            elif previous is not None and self._with_previous(previous[0], place):
                heads = previous[1]
            else:
                anchor = nearest(self.text, place.phrase_start, place.end, self._anchors.get(sentence, ()))
                heads = anchor.triggers if anchor else ()
            for head in heads:
                out.setdefault(head, []).append(place)
            previous = (place, heads)
        return out

    def _like_previous(self, previous: PlaceSpan, place: PlaceSpan) -> PlaceSpan:
        """«Au large de Matsu et de Dongyin»: the second «de» repeats the end of the first preposition."""
        text, of = self.text, self.text.lexicon.grammar["of"]
        between = range(previous.end, place.phrase_start)
        joined = 0 < len(between) <= 2 and all(
            text.tokens[j].text == "," or text.grammar(j, "joins") for j in between
        )
        ends_in_of = previous.relation != "from" and text.forms[previous.start - 1] in of
        if not (joined and ends_in_of and place.preposition in of):
            return place
        return replace(place, relation=previous.relation, preposition=previous.preposition, inherits=True)

    def _trigger_after(self, place: PlaceSpan) -> int | None:
        """«Où», «y» belong to the next verb of the clause."""
        if not place.anaphor or place.relation != "at" or place.end - place.start > 1:
            return None
        _, end = self.text.sentences[self.text.sentence_of(place.start)]
        for trigger in self.triggers:
            if place.start < trigger.head < end:
                crossed = any(self.text.tokens[j].text in ";:" for j in range(place.start, trigger.head))
                return None if crossed else trigger.head
        return None

    def _with_previous(self, previous: PlaceSpan, place: PlaceSpan) -> bool:
        """«En Europe de l'Est et dans les pays baltes», «à Adwa, à Axoum et à Shire» belong to one word."""
        text = self.text
        if text.sentence_of(previous.start) != text.sentence_of(place.start):
            return False
        if place.inherits:
            return True
        between = range(previous.end, place.phrase_start)
        words = [j for j in between if text.tokens[j].text != ","]
        joined = len(words) == 1 and text.grammar(words[0], "joins")
        listed = bool(between) and not words and place.preposition == previous.preposition
        return place.relation == previous.relation and (joined or listed)

    def _assign_dates(self, dates: Sequence[DateSpan]) -> dict[int, list[DateSpan]]:
        out: dict[int, list[DateSpan]] = {}
        for date in dates:
            sentence = self.text.sentence_of(date.start)
            anchor = nearest(self.text, date.start, date.end, self._anchors.get(sentence, ()), date=True)
            if anchor is None:
                continue
            for head in anchor.triggers or (anchor.head,):
                out.setdefault(head, []).append(date)
        return {**out, **shared_dates(self.text, [t.head for t in self.triggers], out, dates)}

    def _home_modifiers(self) -> dict[int, ForceSpan]:
        """Participles that hang on a force and may tell where it is at home: «basés à», «partis de»."""
        out: dict[int, ForceSpan] = {}
        for predicate in self.text.predicates:
            if predicate.form != "participle" or predicate.start != predicate.head:
                continue
            if self.home_relation(predicate.head) is None:
                continue
            force = self._force_before(predicate.head)
            if force is not None:
                out[predicate.head] = force
        return out

    def home_relation(self, participle: int) -> Relation | None:
        """How a place stands behind the participle where it is the force's home; None where none ever is."""
        homes = self.text.lexicon.forces.home_participles
        return next((homes[w] for w in self.text.verb_lemmas(participle) if w in homes), None)

    def _force_before(self, i: int) -> ForceSpan | None:
        """The force that ends right before a participle (commas and adverbs aside)."""
        best: ForceSpan | None = None
        for force in self.mentions.forces:
            if (
                force.end <= i
                and i - force.end <= _HOME_REACH
                and self.text.sentence_of(force.head) == self.text.sentence_of(i)
            ):
                between = range(force.end, i)
                if all(
                    self.text.tokens[j].pos_ in ("ADV", "PUNCT", "ADJ", "DET", "PROPN")
                    or self.text.tokens[j].is_punct
                    for j in between
                ):
                    best = force
        return best
