"""Who of a sentence takes part in a meeting: subject and object of a verb, or what follows a noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from geo.clauses import Predicate, Text
from geo.gazetteer import Gazetteer
from geo.lexicon import MeetingFrame
from geo.meetings.referents import Referents
from geo.meetings.relatives import Relatives
from geo.records import Participant
from geo.spans import ActorSpan, Mentions
from geo.triggers import Trigger

_SUBJECT_LIMIT = 4.5
_OBJECT_LIMIT = 3.6
_FOLLOWING_LIMIT = 1.6
_OF_PHRASE = 2
# How many words go with a noun.
_MODIFIERS = 4
_AFTER_VERB = 2.6
_WITH_PREPOSITION = 2.4
_SUBJECT_OF_TREE = 1.4
_SPOKESPERSON = frozenset({"porte parole", "spokesman", "spokeswoman", "spokesperson"})
_AGENTS = ("par", "by")
_COMPANY = ("avec", "with", "aupres de", "aupres du", "chez", "aupres")
_ADDRESSEES = (*_COMPANY, "a", "au", "aux", "to")
_MUTUAL = ("entre", "between")
_AROUND_TABLE = (*_COMPANY, "entre", "between", "par", "des")
_OF_NOUN = ("entre", "de", "des", "du", "d", "par", "a", "au", "aux", "between", "of", "by", *_COMPANY)

Groups = list[list[ActorSpan]]


class Sides:
    """Finds the actors that a trigger joins, by syntax alone."""

    def __init__(self, text: Text, mentions: Mentions, gazetteer: Gazetteer, referents: Referents) -> None:
        self.text = text
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.referents = referents
        self.relatives = Relatives(text, referents)
        self.heads: frozenset[int] = frozenset()

    def of(self, trigger: Trigger[MeetingFrame], support: Predicate | None) -> Groups:
        """The actors of each meeting that it tells («B puis C» are two); none where a side is absent."""
        if trigger.predicate is None:
            found = self._of_noun(trigger, support)
            return [found] if found else []
        return self._of_verb(trigger, trigger.predicate)

    def reachable(self, trigger: Trigger[MeetingFrame]) -> bool:
        """Whether a verb of calling has anybody to call («rappeler un sommet» is no call)."""
        predicate = trigger.predicate
        if predicate is None or trigger.frame.who != "phone_object" or predicate.passive:
            return True
        return bool(self._objects(trigger, predicate, self._after(trigger, predicate), ()))

    # --- verbs ---

    def _of_verb(self, trigger: Trigger[MeetingFrame], predicate: Predicate) -> Groups:
        who = trigger.frame.who
        subject = self.subject(predicate)
        after = self._after(trigger, predicate)
        if predicate.passive and who in ("host", "subject_object", "visitor", "phone_object"):
            others = [a for a in after if a.preposition in (*_AGENTS, *_COMPANY) or self._house(a)]
            return [[*subject, *others]] if subject else []
        if who == "sender":
            return [[sent]] if (sent := self._sent(trigger, after, subject)) else []
        if who == "visitor":
            company: list[ActorSpan] = []
            for actor in after:
                shuttles = actor.preposition in _MUTUAL  # «fait la navette entre Kigali et Kinshasa»
                goes_on = (
                    bool(company) and company[-1].preposition in _MUTUAL and self._goes_on(company[-1], actor)
                )
                if shuttles or goes_on or self._called_on(trigger, actor):
                    company.append(actor)
            return [[*subject, *company]] if subject and not self._impersonal(predicate) else []
        objects = self._objects(trigger, predicate, after, subject)
        if who == "host" and trigger.phrase and self._meeting_noun(trigger.end - 1):
            guests = self._following(trigger.end - 1, trigger.end, predicate)
            houses = self.text.is_word(predicate.head, self.text.lexicon.grammar["hosting"])
            apart = any(a.preposition in _MUTUAL for a in guests) or (  # «accueillir un sommet entre A et B»
                bool(guests) and houses and all(a.sort == "state" for a in subject)
            )
            return [guests if apart else [*[a for a in subject if a not in guests], *guests]]
        if who == "phone_object":
            called = [a for a in objects if trigger.phrase or self._right_behind(trigger, a)]
            return [[*subject, actor] for actor in called] if subject else []
        if who == "together":
            found = [*subject, *self._invited(predicate, subject), *objects]
            return [found] if found else []
        if not objects and who == "host" and trigger.frame.kind == "visit":
            return []
        if not objects and who in ("subject_with", "subject_object"):
            among = any(a.plural or (a.sort == "org" and who == "subject_with") for a in subject)
            among = among and (trigger.phrase or not self._has_object(predicate))
            return [subject] if among or self._several(subject) else []
        return [[*subject, *group] for group in self._split(objects)] if subject else []

    def _sent(
        self, trigger: Trigger[MeetingFrame], after: Sequence[ActorSpan], subject: Sequence[ActorSpan]
    ) -> ActorSpan | None:
        """«A dépêché son émissaire», «a été envoyée»: the official who is sent, for the sender's state if for none."""
        if trigger.predicate is not None and trigger.predicate.passive:
            return next((a for a in subject if a.sort in ("role", "person")), None)
        armed = {i for force in self.mentions.forces for i in range(force.start, force.end)}
        for actor in after:
            official = actor.sort in ("role", "person") and not actor.preposition and actor.head not in armed
            if official and self._beside(trigger.end, actor):
                owner = next((s.participants for s in subject if s.participants), ())
                return actor if actor.participants else replace(actor, participants=owner)
        return None

    def _right_behind(self, trigger: Trigger[MeetingFrame], actor: ActorSpan) -> bool:
        """«Called his Russian counterpart», not «called the meeting a failure, but Israel …», nor «called for X»."""
        if self.text.lexicon.lang != "en":
            return True  # «appeler» takes no such object
        return self._beside(trigger.end, actor)

    def _beside(self, start: int, actor: ActorSpan) -> bool:
        """Whether only words of an actor's own phrase and adverbials stand between a token and the actor."""
        text = self.text
        own = ("DET", "PRON", "ADJ", "PROPN", "ADV")
        return all(text.pos[j] in own or j in text.adverbial for j in range(start, actor.start))

    def _has_object(self, predicate: Predicate) -> bool:
        """«Met survivors»: whoever they met is no actor."""
        head = self.text.tokens[predicate.head]
        dated = {i for date in self.mentions.dates for i in range(date.start, date.end)}
        objects = (child.i for child in head.children if child.dep_ in ("obj", "dobj"))
        return any(i > head.i and i not in dated for i in objects)

    def _meeting_noun(self, i: int) -> bool:
        return any(lemma in self.text.lexicon.meetings.nouns for lemma in self.text.lemmas[i])

    def _invited(self, predicate: Predicate, subject: Sequence[ActorSpan]) -> list[ActorSpan]:
        """«A propose à B de se voir», «C invite A et B à s'asseoir à la même table»: those between the two verbs."""
        if predicate.form != "infinitive":
            return []
        governor = self._governor(predicate.start, limit=_OBJECT_LIMIT)
        if governor is None:
            return []
        between = [
            a
            for a in self._of_sentence(predicate.head)
            if governor.head < a.start and a.end <= predicate.start and a not in subject
        ]
        return [a for a in between if a.preposition in ("", *_ADDRESSEES)]

    def _house(self, actor: ActorSpan) -> bool:
        """«Convoqué au ministère irakien»."""
        return actor.preposition in ("au", "a") and actor.sort == "state"

    def _called_on(self, trigger: Trigger[MeetingFrame], actor: ActorSpan) -> bool:
        """«Est à Tbilissi auprès de X», «rend visite à X», "visited General X"."""
        if actor.preposition in _COMPANY:
            return True
        person = actor.sort in ("person", "role")
        return person and (actor.preposition in ("a", "au", "aux", "to") or actor.start == trigger.end)

    def _several(self, spans: Sequence[ActorSpan]) -> bool:
        """Whether the subject alone is two sides: «A et B ont négocié», «les deux hommes ont discuté»."""
        sides = {p.country or p.org for a in spans for p in a.participants}
        return len(sides) > 1 or any(a.sort == "pair" for a in spans)

    def _split(self, objects: Sequence[ActorSpan]) -> Groups:
        """«B d'une part, C et D d'autre part», «B puis C»: one meeting each."""
        groups: Groups = [list(objects[:1])]
        for previous, actor in pairwise(objects):
            between = self.text.forms[previous.end : actor.start]
            if any(w in ("puis", "ensuite", "part", "then") for w in between):
                groups.append([actor])
            else:
                groups[-1].append(actor)
        return groups

    def _impersonal(self, predicate: Predicate) -> bool:
        """«C'est à Riyad que …»."""
        i = predicate.start - 1
        return i >= self.text.first and self.text.forms[i] in ("c", "ce", "ca", "cela")

    def subject(self, predicate: Predicate) -> list[ActorSpan]:
        """The actors that a verb is said of; a pronoun and «qui» are followed back."""
        if predicate.form == "participle":
            return self._beside_participle(predicate)
        if predicate.form in ("infinitive", "gerund"):
            shared = self._of_governor(predicate)
            if shared:
                return shared
        relative = self.relatives.opening(predicate)
        if (
            relative is not None
            and self.text.grammar(relative, "subject_relatives")
            and not self.relatives.is_governed(relative)
        ):
            antecedent = self.relatives.antecedent(relative)
            return self.referents.coordinated(antecedent, before=relative) if antecedent else []
        best = self._nearest(predicate, relative)
        speaker = self._speaker(predicate)
        if speaker is not None:
            return [speaker]
        pronoun = self.referents.pronoun(predicate)
        if pronoun is not None and (best is None or best[0] > 1.0 or best[1].head < pronoun):
            taken = self.relatives.antecedent(relative) if relative is not None else None
            return self.referents.referent(pronoun, other_than=taken)
        if best is None or best[0] > _SUBJECT_LIMIT:
            return []
        actor = best[1]
        if self._another(actor, predicate):
            return []
        group = self.referents.coordinated(
            actor, before=predicate.start if actor.head < predicate.start else None
        )
        return [a for a in group if a.start not in self._speakers]

    def _another(self, actor: ActorSpan, predicate: Predicate) -> bool:
        """«X a promis un pont aérien, et le premier avion s'est posé»: a noun that is no actor stands nearer."""
        subject = next(
            (t for t in self.text.tokens[predicate.head].children if t.dep_.startswith("nsubj")), None
        )
        if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
            return False
        inside = any(a.start <= subject.i < a.end for a in self._of_sentence(predicate.head))
        return actor.end <= subject.i < predicate.start and not inside

    def _of_governor(self, predicate: Predicate) -> list[ActorSpan]:
        """Who does what an infinitive says: the subject of the verb before it, or whom «demander à X de» names."""
        text = self.text
        governor = self._governor(predicate.start, limit=_OBJECT_LIMIT)
        if governor is None or governor.form != "finite":
            return []
        if text.is_word(governor.head, text.lexicon.grammar["object_control"]):
            named = [
                a
                for a in self._of_sentence(predicate.head)
                if governor.head < a.start and a.end <= predicate.start
            ]
            if named:
                return named[-1:]
        return self.subject(governor)

    def _speaker(self, predicate: Predicate) -> ActorSpan | None:
        """«J'ai parlé avec X, a déclaré Y»: who says «je»."""
        text = self.text
        before = range(max(text.first, predicate.start - 3), predicate.start)
        if not any(text.grammar(j, "first_person") for j in before):
            return None
        tells = [a for a in self.referents.of_sentence(predicate.head) if a.start in self._speakers]
        return tells[0] if tells else None

    def _nearest(self, predicate: Predicate, relative: int | None) -> tuple[float, ActorSpan] | None:
        text = self.text
        best: tuple[float, ActorSpan] | None = None
        for actor in self._of_sentence(predicate.head):
            if actor.start <= predicate.head < actor.end or (relative is not None and actor.end <= relative):
                continue
            if actor.preposition in _AGENTS and predicate.passive:
                continue
            cost = text.distance(actor.head, predicate.head)
            cost += 0.0 if actor.head < predicate.start else _AFTER_VERB
            cost += _WITH_PREPOSITION if actor.preposition else 0.0
            token = text.tokens[actor.head]
            if token.head.i == predicate.head and token.dep_.startswith("nsubj"):
                cost -= _SUBJECT_OF_TREE
            if best is None or cost < best[0]:
                best = (cost, actor)
        return best

    def _beside_participle(self, predicate: Predicate) -> list[ActorSpan]:
        """«Réunis à Abuja, les chefs d'État …»; «les Vingt-Sept, réunis jeudi à Berlin»."""
        text = self.text
        actors = self._of_sentence(predicate.head)
        before = [a for a in actors if 0 <= predicate.start - a.end <= 1]
        if before:
            return self.referents.coordinated(before[-1], before=predicate.start)
        start = text.sentences[text.sentence_of(predicate.head)][0]
        adverbs = all(
            j in text.adverbial or text.tokens[j].pos_ == "ADV" for j in range(start, predicate.start)
        )
        opens = adverbs or text.tokens[predicate.start - 1].text in ',;:«"(–—-'
        if not opens and text.tokens[predicate.start - 1].pos_ not in ("CCONJ", "ADV"):
            return []
        after = [
            a
            for a in actors
            if a.start > predicate.head and not a.preposition and self._past_comma(predicate, a)
        ]
        if after:
            return self.referents.coordinated(after[0])
        main = self._governor(predicate.start, limit=_SUBJECT_LIMIT)
        behind = text.tokens[predicate.start - 1].text == "," and main is not None and main.form == "finite"
        return self.subject(main) if main is not None and behind else []  # «était à Bagdad, reçu par X»

    def _past_comma(self, predicate: Predicate, actor: ActorSpan) -> bool:
        between = range(predicate.head + 1, actor.start)
        return any(self.text.tokens[j].text == "," for j in between) and not any(
            j in self.text.predicate_at and self.text.predicate_at[j].form == "finite" for j in between
        )

    def _relative_object(self, predicate: Predicate, subject: Sequence[ActorSpan]) -> list[ActorSpan]:
        """«X, avec qui il s'était assis», «que Y a reçu», «où Y devait le recevoir»: who stands before."""
        text = self.text
        relative = self.relatives.opening(predicate)
        if relative is not None:
            whom = text.lower[relative] in ("que", "qu'", "whom") or (
                text.forms[relative] == "qui" and text.forms[relative - 1] in ("avec", "a", "chez")
            )
            antecedent = self.relatives.antecedent(relative) if whom else None
            if antecedent is not None:
                return self.referents.coordinated(antecedent, before=relative)
        clitic = next(
            (
                j
                for j in range(max(text.first, predicate.start - 2), predicate.head)
                if text.forms[j] in ("le", "la", "l", "les", "lui", "leur") and text.tokens[j].pos_ != "DET"
            ),
            None,
        )
        if clitic is None:
            return []
        codes = {p.country or p.org for a in subject for p in a.participants}
        if text.forms[clitic] in ("les", "leur"):
            group = self.referents.group_before(clitic)
            if not {p.country or p.org for a in group for p in a.participants} & codes:
                return group
        earlier = [
            a
            for a in self.referents.actors
            if a.end <= predicate.start
            and a.participants
            and a not in subject
            and a.sort in ("person", "role")
            and text.sentence_of(predicate.start) - text.sentence_of(a.start) <= 2
        ]
        other = [a for a in earlier if not {p.country or p.org for p in a.participants} & codes]
        return self.referents.coordinated(other[-1], before=clitic) if other else []

    # --- objects ---

    def _objects(
        self,
        trigger: Trigger[MeetingFrame],
        predicate: Predicate,
        after: Sequence[ActorSpan],
        subject: Sequence[ActorSpan],
    ) -> list[ActorSpan]:
        out: list[ActorSpan] = []
        for actor in after:
            if actor in subject:
                continue
            joins = bool(out) and (self._goes_on(out[-1], actor) or self._attends(actor))
            if self._takes(trigger, predicate, actor) or joins:
                out.append(actor)
            elif out:
                break
        if out or trigger.frame.who == "together":
            return out
        return self._relative_object(predicate, subject)

    def _attends(self, actor: ActorSpan) -> bool:
        """«En présence de X», «aux côtés de Y»."""
        i = actor.start - 1
        while i > self.text.first and (
            self.text.tokens[i].pos_ == "DET" or self.text.forms[i] in ("de", "d", "du", "des", "la")
        ):
            i -= 1
        return i >= self.text.first and self.text.grammar(i, "company_nouns")

    def _goes_on(self, a: ActorSpan, b: ActorSpan) -> bool:
        """Whether two objects are joined, «puis, une heure plus tard,» between them included."""
        if self.referents.joined(a, b):
            return True
        between = range(a.end, b.start)
        return any(self.text.forms[j] in ("puis", "then") for j in between)

    def _after(self, trigger: Trigger[MeetingFrame], predicate: Predicate) -> list[ActorSpan]:
        """The actors that follow a verb in its clause."""
        text = self.text
        out: list[ActorSpan] = []
        for actor in self._of_sentence(trigger.head):
            if actor.start < predicate.head:
                continue
            blocked = any(
                p.form == "finite" and max(predicate.head, trigger.end - 1) < p.head < actor.head
                for p in text.predicates
            ) or any(text.tokens[j].text == ";" for j in range(predicate.head, actor.start))
            completes = trigger.frame.who == "host" or actor.preposition in ("de", "des", "du", "d", *_MUTUAL)
            blocked = blocked or (
                completes and any(max(predicate.head, trigger.end - 1) < h < actor.start for h in self.heads)
            )  # «accueillir des pourparlers entre A et B», «se voir au sommet du G8»
            cost = min(
                text.distance(predicate.head, actor.start), text.distance(trigger.end - 1, actor.start)
            )
            near_last = bool(out) and (self._goes_on(out[-1], actor) or self._attends(actor))
            if not blocked and (cost < _OBJECT_LIMIT or near_last):
                out.append(actor)
        return out

    def _takes(self, trigger: Trigger[MeetingFrame], predicate: Predicate, actor: ActorSpan) -> bool:
        who = trigger.frame.who
        if (
            trigger.phrase
            and actor.preposition in ("de", "du", "des", "d")
            and 0 <= actor.start - trigger.end <= _OF_PHRASE
        ):
            return self.text.tokens[trigger.end - 1].pos_ == "NOUN"  # «serrer la main de X»
        if who == "phone_object":
            return actor.sort in ("person", "role") and (
                not actor.preposition or actor.preposition in _COMPANY
            )
        if who in ("subject_object", "host"):
            return not actor.preposition or actor.preposition in _COMPANY
        if who == "subject_with":
            return actor.preposition in _ADDRESSEES or (not actor.preposition and actor.start == trigger.end)
        direct = not actor.preposition and not predicate.reflexive
        return actor.preposition in _AROUND_TABLE or direct

    # --- nouns ---

    def _of_noun(self, trigger: Trigger[MeetingFrame], support: Predicate | None) -> list[ActorSpan]:
        if trigger.ordinal:
            return self.referents.group_before(trigger.head)
        out = [*self._compound(trigger), *self._following(trigger.head, trigger.end, support)]
        if trigger.phrase and trigger.frame.who == "visitor":
            out = [*[a for a in self._visitor(trigger) if a not in out], *out]
        if len(self._codes(out)) > 1:
            return out
        if trigger.phrase and trigger.frame.who == "together":
            return self._round_the_table(trigger.head)
        gathered = self._gathered(trigger)
        if gathered:
            return [*[a for a in out if a not in gathered], *gathered]
        owner = self._owner(trigger.head)
        if owner:
            return [*[a for a in owner if a not in out], *out]
        if trigger.frame.kind == "visit" and not out:
            return self._main_subject(trigger.head)
        if support is not None and not support.passive:
            return [*[s for s in self.subject(support) if s not in out], *out]
        governor = self._governor(trigger.head)
        told = governor is not None and self.text.is_word(governor.head, self.text.lexicon.reality.reporting)
        if governor is not None and (out[-1].preposition in _ADDRESSEES if out else not told):
            return [*[s for s in self.subject(governor) if s not in out], *out]
        return out

    def _visitor(self, trigger: Trigger[MeetingFrame]) -> list[ActorSpan]:
        """«X chez Y», «X, en visite à Z,»: who stands right before the phrase."""
        gap = trigger.head - 1 if self.text.tokens[trigger.head - 1].text == "," else trigger.head
        before = [a for a in self._of_sentence(trigger.head) if a.end == gap and a.sort in ("person", "role")]
        return before[-1:]

    def _round_the_table(self, head: int) -> list[ActorSpan]:
        """«Autour de la table, il y avait des Libanais, des Israéliens et, en retrait, l'ONU»."""
        text = self.text
        end = text.sentences[text.sentence_of(head)][1]
        close = next((j for j in range(head, end) if text.grammar(j, "relatives")), end)
        seated = [
            a
            for a in self._of_sentence(head)
            if a.participants and a.preposition in ("", "des") and a.start < close
        ]
        return seated if len(self._codes(seated)) > 1 else []

    def _gathered(self, trigger: Trigger[MeetingFrame]) -> list[ActorSpan]:
        """«Le sommet qui a réuni A et B», «la réunion a rassemblé les deux hommes»."""
        text, verbs = self.text, self.text.lexicon.meetings.verbs
        sentence = text.sentence_of(trigger.head)
        for verb in text.predicates:
            if (
                verb.head < trigger.end
                or verb.passive
                or verb.reflexive
                or text.sentence_of(verb.head) != sentence
            ):
                continue
            hosts = any(
                w in verbs and verbs[w].who == "host" and verbs[w].kind == "in_person"
                for w in text.verb_lemmas(verb.head)
            )
            if not hosts or text.distance(trigger.end - 1, verb.head) > _OBJECT_LIMIT:
                return []
            after = [a for a in self._of_sentence(verb.head) if a.start > verb.head and not a.preposition]
            near = [a for a in after if text.distance(verb.head, a.start) < _FOLLOWING_LIMIT]
            return self.referents.coordinated(near[0]) if near else []
        return []

    def _main_subject(self, head: int) -> list[ActorSpan]:
        """«X est à Delhi, après une halte à Y»: of whom the sentence tells."""
        sentence = self.text.sentence_of(head)
        told = (
            p
            for p in self.text.predicates
            if p.form == "finite" and self.text.sentence_of(p.head) == sentence
        )
        main = next(told, None)
        return [] if main is None else self.subject(main)

    def _codes(self, spans: Sequence[ActorSpan]) -> set[str | None]:
        sides = {p.country or p.org for a in spans for p in a.participants}
        return sides | ({"pair", "of two"} if any(a.sort == "pair" for a in spans) else set())

    def _owner(self, head: int) -> list[ActorSpan]:
        """«Son entretien», «leur rencontre»: whose."""
        text = self.text
        i = head - 1
        while i > text.first and text.tokens[i].pos_ in ("ADJ", "NUM"):
            i -= 1
        if i > text.first and text.tokens[i].text in ("'s", "'", "’s", "’"):
            return [a for a in self._of_sentence(head) if a.end in (i, i + 1)][-1:]  # "X's talks"
        if i < text.first or not text.grammar(i, "possessives"):
            return []
        if text.forms[i] in ("leur", "leurs"):
            return self.referents.group_before(i)
        governor = self._governor(head, limit=_FOLLOWING_LIMIT)
        return (self.subject(governor) if governor else []) or self.referents.referent(i)

    def _governor(self, head: int, limit: float = 1.4) -> Predicate | None:
        text = self.text
        sentence = text.sentence_of(head)
        before = (
            p for p in reversed(text.predicates) if p.head < head and text.sentence_of(p.head) == sentence
        )
        nearest = next(before, None)
        return nearest if nearest and text.distance(nearest.head, head) < limit else None

    def _compound(self, trigger: Trigger[MeetingFrame]) -> list[ActorSpan]:
        """«Pourparlers russo-américains», «rencontre Russie-Otan», "Franco-German summit"."""
        text = self.text
        for j in self._modifiers(trigger):
            words, end = text.tokens[j].text, j + 1
            while (
                end + 1 < len(text.tokens)
                and text.tokens[end].text in "-–"
                and not text.tokens[end - 1].whitespace_
            ):
                words, end = f"{words}-{text.tokens[end + 1].text}", end + 2
            parts = [p for p in words.replace("–", "-").split("-") if p]
            codes = [c for part in parts if (c := self._code(part))] if len(parts) > 1 else []
            region = (
                len(codes) == 1 and words[:1].isupper() and words not in self.gazetteer
            )  # «Afrique-Russie»
            if len(codes) >= 2 or any(org for _, org in codes) or region:
                known = [(part, code) for part in parts if (code := self._code(part))]
                who = tuple(Participant(self._named(part, code[0]), *code) for part, code in known)
                return [ActorSpan(j, end, j, "state", who, plural=True)]
        return []

    def _modifiers(self, trigger: Trigger[MeetingFrame]) -> Iterator[int]:
        """Where the words that go with a noun begin: behind it in French, before it in English."""
        text = self.text
        if text.lexicon.lang == "fr":
            for j in range(trigger.end, min(trigger.end + _MODIFIERS, len(text.tokens))):
                yield j
                if text.tokens[j].pos_ not in ("ADJ", "ADP", "NOUN", "PROPN"):
                    return
            return
        first = max(text.sentences[text.sentence_of(trigger.head)][0], trigger.head - 2 * _MODIFIERS)
        for j in range(trigger.head - 1, first - 1, -1):
            if text.tokens[j].pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT"):
                return
            if text.tokens[j].text not in "-–" and (j == first or text.tokens[j - 1].text not in "-–"):
                yield j

    def _named(self, part: str, country: str | None) -> str:
        """The name of the state for «russo» and «américains»; another word is a name as it stands."""
        if not country or not (self.gazetteer.prefix_demonym(part) or self.gazetteer.demonym(part)):
            return part
        state = self.gazetteer.country(country)
        return state.name_en if self.text.lexicon.lang == "en" else state.name

    def _code(self, part: str) -> tuple[str | None, str | None] | None:
        codes = self.gazetteer.prefix_demonym(part) or self.gazetteer.demonym(part)
        if codes:
            return codes[0], None
        entries = self.gazetteer.lookup(part) if part[:1].isupper() else ()
        if entries and entries[0].kind == "country" and entries[0].country:
            return entries[0].country, None
        known = (who for a in self.mentions.actors for who in a.participants if who.org)
        return next(((None, who.org) for who in known if who.name.casefold() == part.casefold()), None)

    def _following(self, head: int, end: int, support: Predicate | None) -> list[ActorSpan]:
        """The actors after a meeting noun: «entre A et B», «avec C», «des ministres …»."""
        text = self.text
        out: list[ActorSpan] = []
        limit = text.sentences[text.sentence_of(head)][1]
        for actor in self._of_sentence(head):
            if actor.start < end or actor.start >= limit or self._town_of(head, end, actor):
                continue
            blocked = any(
                p.form == "finite"
                and end <= p.head < actor.start
                and (p != support or actor.preposition not in (*_MUTUAL, *_COMPANY))
                for p in text.predicates
            )
            blocked = blocked or any(end <= h < actor.start for h in self.heads)
            near = out[-1].end if out else end
            reach = _OBJECT_LIMIT if actor.preposition in _MUTUAL else _FOLLOWING_LIMIT
            joined = bool(out) and (self.referents.joined(out[-1], actor) or self._explains(out[-1], actor))
            if (blocked and not joined) or text.distance(near - 1, actor.start) > reach:
                break
            if actor.preposition in _OF_NOUN or joined or (not out and actor.start == end):
                out.append(actor)
        return out

    def _town_of(self, head: int, end: int, actor: ActorSpan) -> bool:
        """«Leur poignée de main de Vilnius»: the town behind a noun is where, not who."""
        nouns = self.text.lexicon.meetings.nouns
        kinds = {nouns[w].kind for w in self.text.lemmas[head] if w in nouns}
        return not kinds & {"visit", "phone"} and any(
            p.phrase_start == end and p.end == actor.end and p.place is not None and p.place.kind == "city"
            for p in self.mentions.places
        )

    def _explains(self, pair: ActorSpan, actor: ActorSpan) -> bool:
        """«Les deux dirigeants, Poutine et Macron»."""
        return pair.sort == "pair" and actor.start - pair.end <= 1

    # --- who never takes part ---

    def _of_sentence(self, i: int) -> list[ActorSpan]:
        return [a for a in self.referents.of_sentence(i) if a.start not in self._speakers]

    @cached_property
    def _speakers(self) -> frozenset[int]:
        """Starts of those who only tell of it: «a déclaré X», «selon Y», spokespersons."""
        return frozenset(a.start for a in self.mentions.actors if self._tells(a))

    def _tells(self, actor: ActorSpan) -> bool:
        text = self.text
        if any(text.is_word(i, _SPOKESPERSON) for i in range(actor.start, actor.end)):
            return True
        i = actor.start - 1
        while i > text.first and (text.tokens[i].pos_ in ("DET", "ADV") or text.grammar(i, "definite")):
            i -= 1
        if i < text.first:
            return False
        if text.forms[i] in ("selon", "d apres", "according") or text.forms[max(0, i - 1) : i + 1] == [
            "d",
            "apres",
        ]:
            return True
        verb = text.predicate_at.get(i)
        if verb is None or not text.is_word(i, text.lexicon.reality.reporting):
            return False
        opening = text.tokens[verb.start - 1].text if verb.start > text.first else ""
        return verb.form == "finite" and opening in (",", "»", '"', "”", "–", "—")
