"""Whose a force is: its state or organisation, from its words, its clause or the whole text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property

from geo.lexicon import MovementFrame
from geo.movements.goals import Goals
from geo.movements.owner import Memory, Owner
from geo.movements.scene import Scene
from geo.movements.subjects import Subjects, moves_as_subject
from geo.spans import ActorSpan, ForceSpan
from geo.triggers import Trigger

_SPEECH_REACH = 4
_ARMY_LIMIT = 2.4


class Owners:
    """Finds whose a force is: by its words, its clause, the forces before, the text."""

    def __init__(self, scene: Scene, goals: Goals, subjects: Subjects, memory: Memory) -> None:
        self.scene = scene
        self.text = scene.text
        self.mentions = scene.mentions
        self.goals = goals
        self.subjects = subjects
        self.memory = memory

    def of(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner:
        """Its own words, else who sends it, what it goes on from, its home, whom the text is about."""
        if force.country or force.org:
            return Owner.of(force, force.text)
        before = self.memory.owner(force)
        if before is not None:
            return before
        owner = (
            self._of_deployment(force, trigger)
            or self._sender(force, trigger)
            or self._latter(force)
            or (None if force.anaphor else self._acting_before(force, back=0))
            or self._goes_on_from(force)
            or self._speaker(force, trigger)
            or self._at_home(force, trigger)
        )
        return replace(owner, name=force.text) if owner is not None else self._protagonist(force)

    def senders(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> list[Owner]:
        """«Londres et Rome envisagent d'envoyer des chasseurs»: the states that each send such forces, or none.

        So does «des militaires danois et français», and «le retrait de leurs troupes»; a number is theirs together,
        and no state's own.
        """
        predicate = trigger.predicate
        if force.others and force.quantity:
            return [Owner(None, None, force.text)]
        if force.others:
            return [Owner(country, None, force.text) for country in (force.country, *force.others)]
        if force.country or force.org or moves_as_subject(trigger):
            return []
        if predicate is None and not (force.quantity or self._of_several(force)):
            return []
        actor = self.subjects.actor(trigger.head)
        joined = self.subjects.joined(actor) if actor is not None and actor.participants else []
        joined = [one for one in joined if one.sort in ("state", "org", "people")]  # leaders decide together
        owners = [Owner.of(one.participants[0], force.text) for one in joined]
        if len(owners) < 2 or not all(owner.known for owner in owners):
            return []
        return [Owner(None, None, force.text)] if force.quantity else owners

    def _of_several(self, force: ForceSpan) -> bool:
        """«(L'Inde et la Chine ont achevé le retrait de) leurs troupes»: each has its own."""
        owned = force.start if self.text.grammar(force.start, "possessives") else force.start - 1
        return force.possessed and not self.text.grammar(owned, "one_owner")

    def of_verbless(self, force: ForceSpan) -> Owner:
        """Whose a force is that no trigger moves."""
        if force.country or force.org:
            return Owner.of(force, force.text)
        before = self._goes_on_from(force) if force.sort == "ellipsis" else None
        return replace(before, name=force.text) if before is not None else self._protagonist(force)

    def _of_deployment(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner | None:
        """«Un déploiement militaire serbe, comprenant de l'artillerie»: the nation of the noun that moves."""
        text, j = self.text, trigger.end
        if trigger.predicate is not None:
            return None
        while j < len(text.tokens) and text.pos[j] == "ADJ":
            codes = self.goals.gazetteer.demonym(text.tokens[j].text)
            if codes:
                return Owner(codes[0], None, force.text)
            j += 1
        return None

    def _sender(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner | None:
        """Who acts on the force: the subject of «envoyer», the owner of «ses soldats»."""
        predicate = trigger.predicate
        sent = not moves_as_subject(trigger) or (
            predicate is not None and predicate.passive and not predicate.reflexive
        )
        accused = self._accused(force, trigger)
        if accused is not None:
            return accused
        if force.possessed or sent:
            agent = predicate is not None and predicate.passive
            actor = self.subjects.actor(trigger.head, agent=agent)
            army = None if agent else self._army_acting(force, trigger, actor)
            if army is not None:
                return army
            if actor is not None and actor.participants and not self._is_place_owner(actor):
                own = actor.participants[0]
                if own.country or own.org:
                    return Owner.of(own, force.text)
        return self._possessor(force) if force.possessed else None

    def _army_acting(
        self, force: ForceSpan, trigger: Trigger[MovementFrame], actor: ActorSpan | None
    ) -> Owner | None:
        """«La flotte de la mer Noire a dépêché quatre bâtiments»: a force before the verb, nearer than the actor."""
        text = self.text
        sentence = text.sentence_of(trigger.head)
        for other in reversed(self.mentions.forces):
            if other.end > trigger.head or other is force or text.sentence_of(other.head) != sentence:
                continue
            owner = self.memory.owner(other) or Owner.of(other, other.text)
            if not owner.known or self.memory.stands_by(other.start):
                continue
            nearer = actor is None or actor.head > trigger.head or actor.head < other.head
            close = text.distance(other.head, trigger.head) < _ARMY_LIMIT
            return replace(owner, name=force.text) if nearer and close else None
        return None

    def _possessor(self, force: ForceSpan) -> Owner | None:
        """«La Lituanie a décrété l'état d'urgence ; ses unités»: the last who acted before «ses», in the sentence."""
        text = self.text
        sentence = text.sentence_of(force.head)
        for actor in reversed(self.mentions.actors):
            near = actor.end <= force.start and text.sentence_of(actor.head) == sentence
            if near and not actor.preposition and actor.participants:
                own = actor.participants[0]
                if own.country or own.org:
                    return Owner.of(own, force.text)
        return None

    def _latter(self, force: ForceSpan) -> Owner | None:
        """«Ce dernier a ordonné à ses troupes …»: the one named last in the sentence before."""
        text = self.text
        sentence = text.sentence_of(force.head)
        start, _ = text.sentences[sentence]
        if not force.possessed or text.windows(start, text.lexicon.grammar["latter"]) is None:
            return None
        named = [
            actor.participants[-1]
            for actor in self.mentions.actors
            if text.sentence_of(actor.head) == sentence - 1 and actor.participants
        ]
        return Owner.of(named[-1], force.text) if named else None

    def _speaker(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner | None:
        """«Dix hommes sont arrivés, d'après Ben Wallace»: who names no state tells of his own."""
        text = self.text
        if trigger.frame.kind == "presence" or force.sort == "ellipsis":
            return None
        sentence = text.sentence_of(trigger.head)
        for actor in self.mentions.actors:
            institution = actor.sort == "state" and text.tokens[actor.head].text[:1].islower()
            if text.sentence_of(actor.head) != sentence or not (
                institution or actor.sort in ("person", "role")
            ):
                continue
            own = actor.participants[0] if actor.participants else None
            if own is None or not (own.country or own.org):
                continue
            if actor.preposition in text.lexicon.reality.claim_prepositions or self._says(actor):
                return Owner.of(own, force.text)
        return None

    def _says(self, actor: ActorSpan) -> bool:
        """Whether a reporting verb stands beside an actor («a indiqué le ministre», «le ministre a indiqué»)."""
        text = self.text
        verbs = {p.head for p in text.predicates if text.is_word(p.head, text.lexicon.reality.reporting)}
        before = range(max(text.first, actor.start - _SPEECH_REACH), actor.start)
        after = range(actor.end, min(actor.end + _SPEECH_REACH, len(text.tokens)))
        return any(j in verbs for j in (*before, *after))

    def _accused(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner | None:
        """«Kiev accuse Moscou d'avoir massé»: the accused acts; unnamed, the text's other side."""
        text = self.text
        governors = text.lexicon.reality.governors
        accuser = next(
            (
                i
                for i in self.scene.realities[trigger.head].words
                if i < trigger.head
                and i in text.predicate_at
                and any(governors.get(w) == "alleged" for w in text.verb_lemmas(i))
            ),
            None,
        )
        if accuser is None:
            return None
        codes: list[Owner] = []
        blaming: set[str | None] = set()
        for actor in self.mentions.actors:
            own = actor.participants[0] if actor.participants else None
            if own is None or text.sentence_of(actor.head) != text.sentence_of(trigger.head):
                continue
            if accuser < actor.head < trigger.head:
                codes.append(Owner.of(own, force.text))
            elif actor.head < accuser:
                blaming.add(own.country or own.org)
        if codes:
            return codes[0]
        other = next((code for code, _ in self._weights.most_common() if code not in blaming), None)
        return Owner.coded(other, force.text) if other else None

    def _goes_on_from(self, force: ForceSpan) -> Owner | None:
        """«Ces hommes», «230 autres», «le navire»: the force named before; «la 45e brigade» is a name."""
        numbered = force.unit is not None and any(c.isdigit() for c in force.unit)
        if numbered or not (force.anaphor or self._definite(force)):
            return None
        before = self.memory.antecedent(force.start, plural=True, of=force)
        return before[1] if before else None

    def _definite(self, force: ForceSpan) -> bool:
        before = force.start - 1
        return before >= self.text.first and self.text.grammar(before, "definite")

    def _at_home(self, force: ForceSpan, trigger: Trigger[MovementFrame]) -> Owner | None:
        """A force that leaves a base or garrison of a state that the text is about; who withdraws was abroad."""
        if trigger.frame.kind == "withdrawal" and force.unit is None:
            return None
        places = [
            span.place
            for span in self.scene.places_of.get(trigger.head, ())
            if self.goals.role(trigger, span) == "origin"
        ]
        home = self.goals.home_of(force, onward=False)
        if home is not None:
            places.append(home[1])
        for place in places:
            if place is None or not place.country:
                continue
            numbered = force.unit is not None and place.country in self._speaking
            if numbered or self._leading in (None, place.country):
                return Owner(place.country, None, force.text)
        return None

    def _protagonist(self, force: ForceSpan) -> Owner:
        """The state whose forces and offices the text names most; nobody where none does."""
        if force.sort == "ellipsis":
            return Owner(None, None, force.text)
        acting = self._acting_before(force, back=1) or self._told_beside(force)
        if acting is not None:
            return replace(acting, name=force.text)
        if self._leading is not None:
            return Owner.coded(self._leading, force.text)
        before = self.memory.antecedent(force.start, plural=True)
        return replace(before[1], name=force.text) if before else Owner(None, None, force.text)

    def _told_beside(self, force: ForceSpan) -> Owner | None:
        """Whose forces the paragraph has told of last before this one."""
        text = self.text
        paragraph = text.paragraphs[text.sentence_of(force.head)]
        since = next(start for k, (start, _) in enumerate(text.sentences) if text.paragraphs[k] == paragraph)
        before = self.memory.antecedent(force.start, plural=True, of=force, since=since)
        return before[1] if before else None

    def _acting_before(self, force: ForceSpan, *, back: int) -> Owner | None:
        """The state or alliance that acts in the sentence, or in one of those ``back`` before it in its paragraph."""
        text = self.text
        sentence = text.sentence_of(force.head)
        for said in range(sentence, sentence - back - 1, -1):
            if said < 0 or text.paragraphs[said] != text.paragraphs[sentence]:
                continue
            for actor in self.mentions.actors:
                own = actor.participants[0] if actor.participants else None
                if own is None or actor.preposition or actor.sort not in ("state", "org", "people"):
                    continue
                if actor.start in self.goals.objects:
                    continue
                if (
                    text.sentence_of(actor.head) == said
                    and actor.head < force.head
                    and (own.country or own.org)
                ):
                    return Owner.of(own, force.text)
        return None

    @cached_property
    def _leading(self) -> str | None:
        """The state or organisation that the text speaks of most; None where two tie, or where it only has a base."""
        ranked = [(code, n) for code, n in self._weights.most_common() if code in self._speaking][:2]
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    @cached_property
    def _speaking(self) -> frozenset[str]:
        """The states and organisations whose forces or people the text names, not just a base."""
        forces = {force.country or force.org for force in self.mentions.forces}
        people = {who.country or who.org for actor in self.mentions.actors for who in actor.participants}
        return frozenset(code for code in forces | people if code)

    @cached_property
    def _weights(self) -> Counter[str]:
        """Mentions of each state and organisation: forces count twice, people and bases once.

        A state that a move is made to does not count, nor does an organisation whose forces are never told.
        """
        weights: Counter[str] = Counter()
        for force in self.mentions.forces:
            if force.country or force.org:
                weights[force.country or str(force.org)] += 2
        armed = frozenset(weights)
        for actor in self.mentions.actors:
            for who in actor.participants if actor.start not in self.goals.objects else ():
                if who.country or who.org in armed:
                    weights[who.country or str(who.org)] += 1
        for place in self.mentions.places:
            if place.place is not None and place.place.kind == "base" and place.place.country:
                weights[place.place.country] += 1
        return weights

    def _is_place_owner(self, actor: ActorSpan) -> bool:
        placed = actor.relation in ("at", "near", "to")
        return placed and not self.text.is_asked(actor.start, actor.end)
