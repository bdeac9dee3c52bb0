"""Reads the meetings of one text: each trigger with its sides, place, medium and dates as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from geo import triggers as triggering
from geo.anchors import Anchor, affair, anchors, nearest, shared_dates
from geo.clauses import Predicate, Text
from geo.gazetteer import Gazetteer
from geo.lexicon import MeetingFrame
from geo.meetings import alike, stops
from geo.meetings.referents import Referents
from geo.meetings.sides import Sides
from geo.records import Level, MeetingKind, Participant, Place, Status
from geo.spans import ActorSpan, DateSpan, ForceSpan, MeetingDraft, Mentions, PlaceSpan, Reality
from geo.triggers import Trigger

_SUPPORT_LIMIT = 2.2
_LENDING_LIMIT = 3.0
_VENUE_REACH = 6
_MEDIUM_LIMIT = 2.0
_GUEST_REACH = 4
_MEDIUM_BEFORE, _MEDIUM_AFTER = 6, 12
_ORDER: dict[Level, int] = {"officials": 0, "ministers": 1, "leaders": 2}
_PLANS: dict[str, Status] = {"announced": "announced", "denied": "denied"}
_REMOTE = ("phone", "video")


class MeetingReader:
    """Reads the meetings of one text.

    Args:
        text: the parsed text.
        mentions: its spans.
        gazetteer: for nations inside «russo-américains».
        other_triggers: heads of the movement triggers (head → end, whether a noun), which compete for places.
        topics: number of each sentence → whether its paragraph is about forces or states.
    """

    def __init__(
        self,
        text: Text,
        mentions: Mentions,
        gazetteer: Gazetteer,
        other_triggers: Mapping[int, tuple[int, bool]],
        topics: Sequence[bool],
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.topics = topics
        self.referents = Referents(text, mentions)
        self.sides = Sides(text, mentions, gazetteer, self.referents)
        found = triggering.find(text, text.lexicon.meetings)
        usable = [
            t
            for t in found
            if self._in_voice(t)
            and self.sides.reachable(t)
            and not self._of_forces(t)
            and not self._is_appeal(t)
            and not self._is_swap(t)
        ]
        self.triggers = sorted([*usable, *self._ordinals(usable)], key=lambda t: t.head)
        self.sides.heads = frozenset(t.head for t in self.triggers if t.predicate is None)
        self.realities = {t.head: triggering.reality(text, t.head, t.predicate) for t in self.triggers}
        self.supports = {t.head: self._support(t) for t in self.triggers if t.predicate is None}
        held = {s.head for s in self.supports.values() if s is not None}
        self.triggers = [
            t for t in self.triggers if not (t.frame.who == "host" and t.head in held and not t.phrase)
        ]
        self.lends = {t.head: self._verb_beside(t) for t in self.triggers if self._adverbial(t)}
        self.anchors = self._anchors(other_triggers)
        self.dates_of = self._dates()
        self.places_of = self._places()

    # --- what belongs to which trigger ---

    def _anchors(self, others: Mapping[int, tuple[int, bool]]) -> dict[int, list[Anchor]]:
        heads = {t.head: (t.end, t.predicate is None) for t in self.triggers}
        governors = {t.head: self._governors(t) for t in self.triggers}
        held: dict[int, list[int]] = {}
        for head, support in self.supports.items():
            if support is not None:
                held.setdefault(support.head, []).append(head)
        rivals = {h: v for h, v in others.items() if h not in heads and h not in held}
        dated = {j for d in self.mentions.dates for j in range(d.start, d.end)}
        found = anchors(self.text, {**rivals, **heads}, governors, dated)
        return {
            sentence: [
                replace(a, triggers=(*(a.triggers or held.get(a.head, ())), *self.lends.get(a.head, ())))
                for a in of_sentence
            ]
            for sentence, of_sentence in found.items()
        }

    def _ordinals(self, found: Sequence[Trigger[MeetingFrame]]) -> list[Trigger[MeetingFrame]]:
        """«Le premier, organisé en mai», «un second est prévu»: one more of the meetings that a noun named before."""
        text = self.text
        out = []
        for i in range(text.first + 1, len(text.tokens) - 1):
            if not text.grammar(i, "ordinals") or text.tokens[i - 1].pos_ != "DET":
                continue
            after = text.tokens[i + 1]
            opens = (
                after.pos_ in ("AUX", "VERB")
                or after.text == ","
                or any(text.grammar(i + 1, words) for words in ("subject_relatives", "reflexive_pronouns"))
            )
            nouns = [
                t
                for t in found
                if t.predicate is None
                and t.head < i
                and 0 <= text.sentence_of(i) - text.sentence_of(t.head) <= 1
                and t.frame.kind != "visit"
            ]
            if opens and nouns and not any(t.head == i for t in found):
                out.append(replace(nouns[-1], head=i, end=i + 1, phrase=False, ordinal=True))
        return out

    def _verb_beside(self, trigger: Trigger[MeetingFrame]) -> tuple[int, ...]:
        """«En visite à X, A a été reçu par B»: the meeting verb that a phrase lends its day and place to."""
        text = self.text
        near = [
            t.head
            for t in self.triggers
            if t.predicate is not None
            and text.sentence_of(t.head) == text.sentence_of(trigger.head)
            and text.distance(t.head, trigger.head) < _LENDING_LIMIT
        ]
        return tuple(near[:1])

    def _is_appeal(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«Un appel au calme», "a call to end hostilities": to do something, and to nobody."""
        text, end = self.text, trigger.end
        if trigger.predicate is not None or end + 1 >= len(text.tokens):
            return False
        if not (
            text.is_word(trigger.head, text.lexicon.grammar["appeals"]) and text.grammar(end, "appeal_goals")
        ):
            return False
        called = end + 1
        while called + 1 < len(text.tokens) and (
            text.pos[called] == "DET" or text.grammar(called, "possessives")
        ):
            called += 1
        return not any(actor.start <= called < actor.end for actor in self.mentions.actors)

    def _is_swap(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«L'échange de prisonniers entre Erevan et Bakou»: things change hands."""
        text, end = self.text, trigger.end
        if trigger.predicate is not None or trigger.phrase or end + 1 >= len(text.tokens):
            return False
        swap = text.is_word(trigger.head, text.lexicon.grammar["swaps"]) and text.grammar(end, "of")
        return swap and text.pos[end + 1] == "NOUN" and text.tokens[end + 1].text.islower()

    def _of_forces(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«Un convoi est arrivé à Gao», «a reçu mardi 300 Casques bleus»: who comes is a force, and meets nobody."""
        predicate, text = trigger.predicate, self.text
        if predicate is None or trigger.frame.who not in ("visitor", "host"):
            return False
        if trigger.frame.who == "visitor":
            return not predicate.passive and self._comes_as_force(predicate)
        dated = {j for d in self.mentions.dates for j in range(d.start, d.end)}
        guests = [f.start for f in self.mentions.forces if 0 <= f.start - trigger.end <= _GUEST_REACH]
        return any(
            all(j in dated or text.pos[j] in ("DET", "NUM", "ADJ", "ADV") for j in range(trigger.end, start))
            for start in guests
        )

    def _comes_as_force(self, predicate: Predicate) -> bool:
        """Whether the last of the forces and actors before a verb, in its sentence, is a force and no company."""
        text = self.text
        start, _ = text.sentences[text.sentence_of(predicate.head)]
        told: tuple[ForceSpan | ActorSpan, ...] = (*self.mentions.forces, *self.mentions.actors)
        spans = [span for span in told if start <= span.start and span.end <= predicate.start]
        last = max(spans, key=lambda span: span.end, default=None)
        if not isinstance(last, ForceSpan):
            return False
        before = last.start - 1
        while before >= start and text.pos[before] in ("DET", "NUM", "ADJ"):
            before -= 1
        return before < start or text.pos[before] != "ADP"

    def _in_voice(self, trigger: Trigger[MeetingFrame]) -> bool:
        """Whether a verb has the voice that its frame asks for («est attendu», not «attend»), a phrase its verb."""
        if trigger.predicate is None:
            return not self._adverbial(trigger) or trigger.frame.who in ("together", "visitor")
        return (not trigger.frame.passive or trigger.predicate.passive) and self._filled_by_days(trigger)

    def _filled_by_days(self, trigger: Trigger[MeetingFrame]) -> bool:
        """Whether only days and adverbs stand inside a phrase that allows nothing else: «était lundi à Bagdad»."""
        if not trigger.frame.days_only:
            return True
        days = {j for d in self.mentions.dates for j in range(d.start, d.end)}
        inside = range(trigger.head + 1, trigger.end - 1)
        return all(
            j in days or self.text.tokens[j].pos_ in ("ADV", "PUNCT") or j in self.text.adverbial
            for j in inside
        )

    def _adverbial(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«Autour de la table», «par téléphone»: a phrase that is neither verb nor noun."""
        if not trigger.phrase or trigger.predicate is not None:
            return False
        return trigger.frame.who == "together" or self.text.tokens[trigger.head].pos_ != "NOUN"

    def _governors(self, trigger: Trigger[MeetingFrame]) -> tuple[int, ...]:
        support = self.supports.get(trigger.head)
        reality = self.realities[trigger.head]
        return (
            *reality.words,
            *(() if reality.holder is None else (reality.holder,)),
            *((support.head,) if support else ()),
            *self._modifiers(trigger),
            *(trigger.predicate.chain if trigger.predicate else ()),
        )

    def _modifiers(self, trigger: Trigger[MeetingFrame]) -> tuple[int, ...]:
        """«La visite, prévue lundi, …»: participles that stand right behind a noun, with their days and places."""
        text = self.text
        if trigger.predicate is not None:
            return ()
        return tuple(
            p.head
            for p in text.predicates
            if p.form == "participle"
            and trigger.end <= p.head
            and trigger.head <= text.tokens[p.head].head.i < trigger.end
        )

    def _dates(self) -> dict[int, list[DateSpan]]:
        out: dict[int, list[DateSpan]] = {}
        for date in self.mentions.dates:
            noun = self._noun_before(date.start)
            if noun is not None:
                for head in (noun, *self.lends.get(noun, ())):
                    out.setdefault(head, []).append(date)
                continue
            found = self.anchors.get(self.text.sentence_of(date.start), ())
            anchor = nearest(self.text, date.start, date.end, found, date=True)
            if anchor is not None:
                for head in self._next_to(date, anchor.triggers) or (anchor.head,):
                    out.setdefault(head, []).append(date)
        return {**out, **shared_dates(self.text, [t.head for t in self.triggers], out, self.mentions.dates)}

    def _noun_before(self, start: int) -> int | None:
        """The meeting noun that a span stands right behind: «le sommet en juin à Genève»."""
        i = start
        while True:
            preposition = self.text.tokens[i - 1].pos_ in ("ADP", "DET") if i > self.text.first else False
            end = i - 1 if preposition and (i - 1 in self._noun_ends or i - 1 in self._span_starts) else i
            if end in self._noun_ends:
                return self._noun_ends[end]
            if end not in self._span_starts:
                return None
            i = self._span_starts[end]

    @cached_property
    def _noun_ends(self) -> dict[int, int]:
        return {t.end: t.head for t in self.triggers if t.predicate is None}

    @cached_property
    def _span_starts(self) -> dict[int, int]:
        """Start of the date or the place that ends at a token."""
        dates = {d.end: d.start for d in self.mentions.dates}
        return {p.end: p.phrase_start for p in self.mentions.places if p.relation is not None} | dates

    def _next_to(self, date: DateSpan, heads: Sequence[int]) -> Sequence[int]:
        """Of the nouns under one verb, the one right behind the day: «suivie le 5 d'un sommet et le 6 d'une visite»."""
        for head in sorted(heads) if len(heads) > 1 else ():
            between = range(date.end, head)
            if between and all(self.text.tokens[j].pos_ in ("ADP", "DET", "ADJ", "NUM") for j in between):
                return (head,)
        return heads

    def _places(self) -> dict[int, list[PlaceSpan]]:
        out: dict[int, list[PlaceSpan]] = {}
        for place in self.mentions.places:
            noun = self._noun_before(place.phrase_start)
            if noun is not None and place.relation is not None:
                for head in (noun, *self.lends.get(noun, ())):
                    out.setdefault(head, []).append(place)
                continue
            found = self.anchors.get(self.text.sentence_of(place.start), ())
            anchor = nearest(self.text, place.phrase_start, place.end, found)
            if anchor is not None and not place.label:
                for head in anchor.triggers:
                    out.setdefault(head, []).append(place)
        return out

    def _support(self, trigger: Trigger[MeetingFrame]) -> Predicate | None:
        """The verb that holds a meeting noun: «tiendront une réunion», «la rencontre aura lieu»."""
        text = self.text
        sentence = text.sentence_of(trigger.head)
        governors = frozenset(self.realities[trigger.head].words)
        near = [
            p
            for p in text.predicates
            if text.sentence_of(p.head) == sentence
            and text.windows(p.head, text.lexicon.meeting_words.support_verbs) is not None
            and (
                text.distance(p.head, trigger.head) < _SUPPORT_LIMIT
                or not governors.isdisjoint((p.head, *p.chain))  # «doit se tenir»
            )
        ]
        return min(near, key=lambda p: text.distance(p.head, trigger.head)) if near else None

    # --- reading ---

    def read(self) -> list[MeetingDraft]:
        """The meetings, in the order of the text, each once."""
        drafts: list[MeetingDraft] = []
        for trigger in self.triggers:
            unreal = self.realities[trigger.head].status is None or self._never(trigger)
            if unreal or not self.topics[self.text.sentence_of(trigger.head)]:
                continue
            for spans in self.sides.of(trigger, self.supports.get(trigger.head)):
                draft = self._draft(trigger, spans)
                if draft is not None:
                    days = self.dates_of.get(trigger.head, [])
                    drafts.extend(stops.each(draft, trigger, self.text, self.mentions, days))
                    self.referents.remember(draft.participants, trigger.head)
        return alike.joined(drafts)

    def _draft(self, trigger: Trigger[MeetingFrame], spans: Sequence[ActorSpan]) -> MeetingDraft | None:
        participants = self.referents.participants(spans)
        kind = self._kind(trigger)
        place = None if kind in _REMOTE else self._place(trigger)
        own = (
            self.dates_of.get(trigger.head)
            or self._dates_of_relative(trigger)
            or self._dates_of_occasion(trigger)
        )
        dates = tuple(dict.fromkeys(d.index for d in own))
        away = trigger.frame.days_only and not self._beside_place(trigger)
        if away or not self._enough(trigger, participants, place, dates, spans):
            return None
        return MeetingDraft(
            trigger=trigger.head,
            sentence=self.text.sentence_of(trigger.head),
            kind="in_person" if kind == "unspecified" and place is not None else kind,
            participants=participants,
            place=place,
            level=self._level(spans, participants),
            dates=dates,
            reality=self._reality(trigger),
            certainty=self._certainty(trigger, participants, place, dates),
            definite=trigger.predicate is None
            and not trigger.ordinal
            and (self._adverbial(trigger) or self._definite(trigger.head)),
        )

    def _reality(self, trigger: Trigger[MeetingFrame]) -> Reality:
        """The status, with what the frame, a participle behind a noun and the verb that holds it add."""
        reality = self.realities[trigger.head]
        if trigger.frame.asked and reality.status in ("occurred", "announced"):
            return replace(reality, status="possible")
        if trigger.predicate is None and reality.status == "occurred":
            for head in self._modifiers(trigger):
                planned = _PLANS.get(triggering.effect(self.text, head) or "")
                if planned is not None:  # «la visite, prévue lundi», «annulée»
                    reality = replace(reality, status=planned, words=(head,), tense="future")
        return self._with_support(trigger, reality)

    def _never(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«Ne se sont jamais vus», «ne se parlent plus»: no meeting is due that could be denied."""
        predicate, text = trigger.predicate, self.text
        if predicate is None or not predicate.negated or predicate.tense == "future":
            return False
        group = range(predicate.start, min(predicate.head + 2, len(text.tokens)))
        return any(text.grammar(j, "never") for j in group)

    def _beside_place(self, trigger: Trigger[MeetingFrame]) -> bool:
        """Whether the phrase ends in the preposition of a place: «est à Bagdad», not «est à la retraite»."""
        return any(p.phrase_start == trigger.end - 1 for p in self.places_of.get(trigger.head, ()))

    def _with_support(self, trigger: Trigger[MeetingFrame], reality: Reality) -> Reality:
        """What the verb that holds a noun adds: «une réunion se tiendra», «évoque le sommet ayant réuni A et B»."""
        support = self.supports.get(trigger.head)
        if support is None or reality.status not in ("occurred", "possible", "announced"):
            return reality
        own = triggering.reality(self.text, support.head, support)
        over = support.form == "participle" and not support.passive  # «le sommet ayant réuni»
        tense = "past" if over and own.tense is None else own.tense
        told = own.status == "occurred" and tense == "past" and support.start >= trigger.end
        if own.status is None or not (reality.status == "occurred" or told):
            return reality
        return replace(reality, status=own.status, words=own.words, tense=tense)

    def _definite(self, head: int) -> bool:
        """«L'entretien», «cet échange», «leur rencontre»."""
        text = self.text
        i = head - 1
        while i > text.first and text.tokens[i].pos_ in ("ADJ", "NUM"):
            i -= 1
        return i >= text.first and any(
            text.grammar(i, words) for words in ("definite", "demonstratives", "possessives")
        )

    # --- what is enough to be told ---

    def _enough(
        self,
        trigger: Trigger[MeetingFrame],
        participants: Sequence[Participant],
        place: Place | None,
        dates: Sequence[int],
        spans: Sequence[ActorSpan],
    ) -> bool:
        """Whether sides, place and day say that states meet here, and not just anybody, some day."""
        sides = {p.country or p.org for p in participants if p.country or p.org}
        if not sides or (trigger.frame.placed and (place is None or len(sides) == 1)):
            return False
        travels = trigger.frame.kind == "visit" and trigger.frame.who != "host"
        verb = trigger.predicate
        moved = verb is not None and self.text.is_word(verb.head, self.text.lexicon.grammar["be_verbs"])
        hosted = verb is not None and verb.passive and not moved
        if travels and not hosted and place is not None and sides == {place.country}:
            return False  # at home: «Erdogan, en tournée à Rize»
        somewhen = place is not None or bool(dates)
        official = any(s.level is not None or s.sort in ("person", "role") for s in spans)
        body = any(s.plural or s.sort == "org" for s in spans)
        if trigger.predicate is None:
            return self._noun_enough(
                trigger, sides=len(sides), somewhen=somewhen, official=official, body=body, place=place
            )
        if trigger.frame.who in ("visitor", "sender"):
            company = verb is not None and any(s.head > verb.head for s in spans)
            if place is None:
                return official and company and len(sides) > 1  # «have decided to return home»
            return official or len(sides) > 1
        if len(sides) > 1:
            return True
        if hosted and official and place is not None and place.country not in sides:
            return True  # «X, reçu mardi à l'Élysée»: the host is not named
        if trigger.frame.who == "phone_object" and official:
            return bool(trigger.predicate.passive)  # «X a été joint lundi»: by whom, nobody says
        among_themselves = trigger.frame.who not in ("visitor", "phone_object") and body
        others = len(participants) > 1 or any(s.counterpart for s in spans)
        return somewhen and (among_themselves or (others and place is not None))

    def _noun_enough(
        self,
        trigger: Trigger[MeetingFrame],
        *,
        sides: int,
        somewhen: bool,
        official: bool,
        body: bool,
        place: Place | None,
    ) -> bool:
        vague = self.text.is_word(trigger.head, self.text.lexicon.meeting_words.vague_nouns)
        held = self.supports.get(trigger.head) is not None or trigger.frame.kind in _REMOTE
        if trigger.frame.kind == "visit":
            denied = self.realities[trigger.head].status == "denied"
            told = self._definite(trigger.head) and (somewhen or denied)
            return official and (place is not None or sides > 1 or told)
        if sides > 1:
            return not vague or somewhen or held or self._counted(trigger.head)
        return somewhen and (body or (official and place is not None)) and (held or not vague)

    def _counted(self, head: int) -> bool:
        """«Son troisième échange avec X»."""
        i = head - 1
        return i > self.text.first and self.text.grammar(i, "ordinals")

    def _kind(self, trigger: Trigger[MeetingFrame]) -> MeetingKind:
        """The frame's kind, unless «par téléphone» or «en visioconférence» stands beside it."""
        text, media = self.text, self.text.lexicon.meeting_words.media
        start, end = text.sentences[text.sentence_of(trigger.head)]
        for j in range(max(start, trigger.head - _MEDIUM_BEFORE), min(end, trigger.end + _MEDIUM_AFTER)):
            medium = next((media[w] for w in text.lemmas[j] if w in media), None)
            between = range(trigger.end, j) or range(j + 1, trigger.head)
            other = any(t.head in between for t in self.triggers)
            if medium and not other and text.distance(j, trigger.head) < _MEDIUM_LIMIT:
                return medium
        where = self._taken_up(trigger)
        noun = self._noun_ends.get(self._before_comma(where)) if where is not None else None
        if (
            noun is not None and trigger.frame.kind == "unspecified"
        ):  # «la visioconférence où A et B s'étaient parlé»
            return next(t.frame.kind for t in self.triggers if t.head == noun)
        return trigger.frame.kind

    def _before_comma(self, i: int) -> int:
        return i - 1 if self.text.tokens[i - 1].text == "," else i

    def _certainty(
        self,
        trigger: Trigger[MeetingFrame],
        participants: Sequence[Participant],
        place: Place | None,
        dates: Sequence[int],
    ) -> float:
        known = sum(1 for p in participants if p.country or p.org)
        score = 0.5 + 0.1 * min(known, 3) + (0.08 if dates else 0.0) + (0.06 if place else 0.0)
        score -= 0.08 if trigger.frame.generic else 0.0
        score -= 0.05 if trigger.predicate is None else 0.0
        return max(0.2, min(0.97, score))

    def _level(self, spans: Sequence[ActorSpan], participants: Sequence[Participant]) -> Level | None:
        names = {p.name for p in participants}
        levels: list[Level] = [s.level for s in spans if s.level is not None]
        levels.extend(
            a.level
            for a in self.mentions.actors
            if a.level is not None and any(p.name in names for p in a.participants)
        )
        highest = sorted(_ORDER, key=lambda level: -_ORDER[level])
        return next((level for level in highest if level in levels), None)

    # --- where ---

    def _place(self, trigger: Trigger[MeetingFrame]) -> Place | None:
        for span in self.places_of.get(trigger.head, ()):
            if span.place is None or span.container or span.dateline or span.border:
                continue
            if span.land:
                continue  # «la situation dans le pays»
            if affair(self.text, span.phrase_start) is not None:
                continue  # «des pourparlers sur une trêve à Gaza»
            if span.preposition in self.text.lexicon.grammar["about"] and span.place.kind == "country":
                continue  # «réunis sur le Soudan»
            if span.relation is None and span.start == trigger.end and trigger.frame.who == "visitor":
                return span.place  # «visited Beijing», a capital that acts elsewhere
            if (
                span.role != "location"
                or span.preposition in ("entre", "between")
                or self._elsewhere(trigger, span)
            ):
                continue
            if span.relation in ("at", "to", "near"):
                return span.place
            if span.relation == "from" and self._nominal(trigger) and span.phrase_start == trigger.end:
                return span.place
            if span.relation == "from" and self._in_venue(span):
                return span.place
        for span in self.mentions.places:  # "the Luanda summit"
            before = span.end == trigger.head and span.relation is None and trigger.predicate is None
            if before and span.place is not None and span.place.kind == "city":
                return span.place
        return (
            self._place_of_relative(trigger) or self._place_of_label(trigger) or self._place_of_host(trigger)
        )

    def _place_of_host(self, trigger: Trigger[MeetingFrame]) -> Place | None:
        """«Bujumbura accueillera le sommet»: the town or state that is the subject of such a verb."""
        verb = trigger.predicate or self.supports.get(trigger.head)
        if (
            verb is None
            or verb.passive
            or not self.text.is_word(verb.head, self.text.lexicon.grammar["hosting"])
        ):
            return None
        before = [p for p in self.mentions.places if p.relation is None and 0 <= verb.start - p.end <= 1]
        return before[-1].place if before and before[-1].place else None

    def _in_venue(self, span: PlaceSpan) -> bool:
        """«Dans le stade national de Varsovie», «au Gymnich de Berlin»: the town of a hall that is no place itself."""
        text = self.text
        i = span.phrase_start - 1
        venue = False
        while i > text.first and span.phrase_start - i <= _VENUE_REACH:
            if any(a.start <= i < a.end for a in self.mentions.actors):
                return False
            if text.tokens[i].pos_ == "ADP" and not text.grammar(i, "of"):
                return venue and text.lexicon.places.prepositions.get(text.forms[i]) == "at"
            if text.tokens[i].pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "ADP"):
                return False
            venue = (
                venue or text.is_word(i, text.lexicon.meeting_words.venues) or text.tokens[i].pos_ == "PROPN"
            )
            i -= 1
        return False

    def _place_of_label(self, trigger: Trigger[MeetingFrame]) -> Place | None:
        """«• Tokyo : réunion des ministres»: the town that an item of an agenda begins with."""
        start, _ = self.text.sentences[self.text.sentence_of(trigger.head)]
        return next(
            (p.place for p in self.mentions.places if p.label and start <= p.start < trigger.head), None
        )

    def _nominal(self, trigger: Trigger[MeetingFrame]) -> bool:
        """«Le sommet de Genève», «faire le voyage de Nouakchott»."""
        return trigger.predicate is None or self.text.tokens[trigger.end - 1].pos_ == "NOUN"

    def _elsewhere(self, trigger: Trigger[MeetingFrame], span: PlaceSpan) -> bool:
        """«L'émissaire pour la Libye», «sur fond de guerre au Soudan»: the place of something else that is named."""
        text = self.text
        if text.forms[span.phrase_start] in text.lexicon.grammar["loose_goals"]:
            days = {j for d in self.mentions.dates for j in range(d.start, d.end)}
            between = range(trigger.end, span.phrase_start)
            return span.phrase_start < trigger.head or any(
                j not in days and text.tokens[j].pos_ != "ADV" for j in between
            )
        i = span.phrase_start - 1
        while i > text.first and text.tokens[i].pos_ in ("ADJ", "ADV"):
            i -= 1
        compound = text.forms[trigger.end : i] in (
            ["de"],
            ["d"],
        )  # «des pourparlers de paix en Arabie saoudite»
        city = span.place is not None and span.place.kind in ("city", "base")
        return (
            i >= text.first and not (compound or city) and text.is_word(i, text.lexicon.meeting_words.topics)
        )

    def _dates_of_relative(self, trigger: Trigger[MeetingFrame]) -> list[DateSpan]:
        """«Était jeudi à Delhi, où B l'a reçu», «en mai, c'est à Delhi que …»: the day told before the clause."""
        where = self._taken_up(trigger)
        if where is None:
            return []
        start = self.text.sentences[self.text.sentence_of(where)][0]
        if self.text.forms[where] not in ("que", "qu"):
            start = max((p.head for p in self.text.predicates if start <= p.head < where), default=start)
        return [d for d in self.mentions.dates if start <= d.start and d.end <= where]

    def _taken_up(self, trigger: Trigger[MeetingFrame]) -> int | None:
        """The «où», or the «que» of «c'est à X que», by which a verb's clause takes up a place."""
        if trigger.predicate is None:
            return None
        where = self.sides.relatives.place_clause(trigger.predicate)
        return where if where is not None else self.sides.relatives.cleft(trigger.predicate)

    def _dates_of_occasion(self, trigger: Trigger[MeetingFrame]) -> list[DateSpan]:
        """«Exprimée en juin lors d'un sommet»: the day of the verb that the meeting is the occasion of."""
        if trigger.predicate is not None or not self._occasion(trigger.head):
            return []
        start = self.text.sentences[self.text.sentence_of(trigger.head)][0]
        verb = max((p.head for p in self.text.predicates if start <= p.head < trigger.head), default=None)
        return self.dates_of.get(verb, []) if verb is not None else []

    def _occasion(self, head: int) -> bool:
        """«Lors de», «au cours de», «en marge de» before a noun."""
        text = self.text
        i = head - 1
        while i > text.first and (
            text.tokens[i].pos_ in ("DET", "ADJ", "NUM") or text.forms[i] in ("de", "du", "d", "des")
        ):
            i -= 1
        return i >= text.first and text.grammar(i, "occasions") and not text.grammar(i, "afterwards")

    def _place_of_relative(self, trigger: Trigger[MeetingFrame]) -> Place | None:
        """«À Varsovie, où il verra B»: the place that «où» takes up."""
        where = self._taken_up(trigger)
        if where is None:
            return None
        before = [
            p
            for p in self.mentions.places
            if p.end <= where
            and p.place is not None
            and p.role == "location"
            and not p.container
            and self.text.sentence_of(p.start) == self.text.sentence_of(where)
        ]
        return before[-1].place if before else None
