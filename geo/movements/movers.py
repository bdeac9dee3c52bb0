"""Who moves: the forces of a trigger, those joined to them, peoples and pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geo.clauses import Predicate
from geo.gazetteer import Gazetteer
from geo.lexicon import MovementFrame
from geo.movements.owner import Owner
from geo.movements.owners import Owners
from geo.movements.scene import Scene
from geo.movements.subjects import Subjects, moves_as_subject
from geo.spans import ForceSpan
from geo.triggers import Trigger

_LIMIT = 4.2
_LONGEST_JOIN = 5
_RELATIVE_REACH = 6


class Movers:
    """Finds the forces that a trigger moves.

    Args:
        scene: the triggers of the text, with its mentions.
        subjects: who acts in a clause.
        owners: whose a force is; what is found is kept in its memory.
        gazetteer: for «le retrait américain».
    """

    def __init__(self, scene: Scene, subjects: Subjects, owners: Owners, gazetteer: Gazetteer) -> None:
        self.scene = scene
        self.text = scene.text
        self.mentions = scene.mentions
        self.subjects = subjects
        self.owners = owners
        self.gazetteer = gazetteer
        self._found: dict[int, list[tuple[ForceSpan | None, Owner]]] = {}

    def of(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """The forces a trigger moves, each with its owner; several where two are joined."""
        if trigger.frame.agent_moves and trigger.predicate is not None and trigger.predicate.passive:
            found = self._agents(trigger)
            self._found[trigger.head] = found
            return found
        found = self._whose(trigger) or self._named(trigger)
        found = found or self._actors_as_forces(trigger) or self._shared(trigger)
        found = found or self._pronoun(trigger)
        self._found[trigger.head] = found
        return found

    def _whose(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """«Leur transfert vers Brest», «son repli immédiat»: a noun with a possessive moves who was named before."""
        text, i = self.text, trigger.head - 1
        while i > text.first and text.tokens[i].pos_ == "ADJ":
            i -= 1
        if trigger.predicate is not None or i < text.first or not text.grammar(i, "possessives"):
            return []
        if any(text.grammar(j, "of") for j in range(trigger.end, min(trigger.end + 2, len(text.tokens)))):
            return []
        plural = not text.grammar(i, "one_owner")
        actor = None if plural else self.subjects.actor(trigger.head)
        if actor is not None and actor.participants:
            own = actor.participants[0]
            return [(None, Owner.of(own, own.name))] if own.country or own.org else []
        return self._going_on_from(i, plural=plural)

    def _named(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """The forces that stand in the trigger's clause."""
        forces = self._forces_near(trigger) or self._standing_subject(trigger)
        out: list[tuple[ForceSpan | None, Owner]] = []
        for force in forces:
            if trigger.frame.generic and self._civilians(force):
                continue
            senders = self.owners.senders(force, trigger) or [self.owners.of(force, trigger)]
            for owner in senders:
                if owner.known:
                    self.owners.memory.remember(force, owner)
                if owner.known or force.licensed:
                    out.append((force, owner))
        return out

    def _agents(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """«Relevés par des Danois»: who stands behind «par»; nobody where nobody does."""
        agents = self.text.lexicon.grammar["passive_agents"]
        named = [(f, o) for f, o in self._named(trigger) if f is not None]
        if any(self._preposition(force.start) in agents for force, _ in named):
            return [(force, owner) for force, owner in named if force.start > trigger.head]
        sentence = self.text.sentence_of(trigger.head)
        for actor in self.mentions.actors:
            near = actor.start > trigger.head and self.text.sentence_of(actor.head) == sentence
            if (
                near
                and actor.sort == "people"
                and actor.participants
                and self._preposition(actor.start) in agents
            ):
                return [(None, Owner.of(actor.participants[0], actor.participants[0].name))]
        return []

    def _civilians(self, force: ForceSpan) -> bool:
        """«Hundreds of Ukrainians crossed into Poland»: a people whose paragraph tells of no forces."""
        people = force.sort == "people" and not force.licensed and self.text.lexicon.lang == "en"
        return people and not self._in_company(force.head)

    def _in_company(self, head: int) -> bool:
        """Whether the paragraph of a token, or the one before it, names forces or has a word of war."""
        text = self.text
        paragraph = text.paragraphs[text.sentence_of(head)]
        return any(paragraph - 1 <= text.paragraphs[text.sentence_of(i)] <= paragraph for i in self._warlike)

    @cached_property
    def _warlike(self) -> list[int]:
        """First tokens of forces, and tokens with a word that only war and armies have."""
        text, words = self.text, self.text.lexicon.domains["military"]
        told = [i for i in range(text.first, len(text.tokens)) if text.windows(i, words)]
        return told + [f.head for f in self.mentions.forces if f.licensed]

    def _shared(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """«Fera escale à Goa et poussera jusqu'à Manille», «participent aux manœuvres»: who the verb before moves."""
        text, predicate = self.text, trigger.predicate
        if predicate is None and trigger.frame.kind == "presence":
            return self._before(trigger.head, "presence")
        if predicate is None or not moves_as_subject(trigger) or predicate.form == "participle":
            return []
        if self._behind_its_verb(predicate):
            return []
        i = predicate.start - 1
        while i >= text.first and (
            text.tokens[i].pos_ in ("ADV", "SCONJ")
            or text.grammar(i, "clitics")
            or text.grammar(i, "infinitive_markers")
            or i in text.adverbial
            or i in self.scene.dated
        ):
            i -= 1
        if i < text.first or not (
            text.tokens[i].text in ",;" or text.grammar(i, "joins") or i in text.predicate_at
        ):
            return []
        return self._before(predicate.start)

    def _before(self, i: int, kind: str | None = None) -> list[tuple[ForceSpan | None, Owner]]:
        """What the trigger before a token moves, in the same sentence; one of a kind where it is given."""
        triggers = (
            t
            for t in reversed(self.scene.triggers)
            if t.head < i and self.text.sentence_of(t.head) == self.text.sentence_of(i)
        )
        last = next(triggers, None)
        if last is None or kind not in (None, last.frame.kind):
            return []
        return self._found.get(last.head, [])

    def _standing_subject(self, trigger: Trigger[MovementFrame]) -> list[ForceSpan]:
        """«Huit cents Américains stationnent», «un A400M évacue des civils»: the subject of a verb with an object."""
        frame = trigger.frame
        if frame.military and trigger.predicate is not None and not trigger.predicate.passive:
            carriers = self._forces_near(replace(trigger, frame=replace(frame, mover="subject")))
            return [force for force in carriers if force.sort == "equipment"]
        if frame.kind != "presence" or frame.mover != "object" or frame.generic or trigger.predicate is None:
            return []
        return self._forces_near(replace(trigger, frame=replace(frame, mover="subject")))

    def _forces_near(self, trigger: Trigger[MovementFrame]) -> list[ForceSpan]:
        sentence = self.text.sentence_of(trigger.head)
        scored: list[tuple[float, ForceSpan]] = []
        for force in self.mentions.forces:
            if self.text.sentence_of(force.head) != sentence or not self._fits(trigger, force):
                continue
            cost = self._cost(trigger, force)
            if cost < _LIMIT:
                scored.append((cost, force))
        if not scored:
            return []
        _, best = min(scored, key=lambda item: item[0])
        landed = self._landed(trigger, best)
        return [landed] if landed is not None else self._joined(best, [f for _, f in scored])

    def _landed(self, trigger: Trigger[MovementFrame], carrier: ForceSpan) -> ForceSpan | None:
        """«Deux avions ont débarqué soixante hommes»: the people behind the verb of what carries them, or None."""
        if carrier.sort != "equipment" or not moves_as_subject(trigger):
            return None
        people = (
            f for f in self.mentions.forces if f.sort == "people" and self.scene.right_behind(trigger, f)
        )
        found = next(people, None)
        if found is None or found.country or found.org:
            return found
        return replace(found, country=carrier.country, org=carrier.org)

    def _fits(self, trigger: Trigger[MovementFrame], force: ForceSpan) -> bool:
        """Whether the frame takes such a force: right behind «a promis», military for «ont été évacués»."""
        if trigger.frame.direct and not self.scene.right_behind(trigger, force):
            return False
        if trigger.frame.meets and trigger.predicate is not None and not trigger.predicate.passive:
            others = bool(force.country or force.org) and self.scene.right_behind(trigger, force)
            if others and not self.scene.inverted(trigger):
                return False  # «ils rejoignent 700 Britanniques»
        return force.licensed or not trigger.frame.military

    def _carries_a_person(self, trigger: Trigger[MovementFrame], force: ForceSpan) -> bool:
        """«Mme Pelosi est arrivée à bord d'un avion de l'US Air Force»: who travels is no force."""
        text, i = self.text, force.start - 1
        while i > text.first and (text.pos[i] in ("DET", "NUM") or text.grammar(i, "of")):
            i -= 1
        if i < text.first or not text.grammar(i, "aboard"):
            return False
        actor = self.subjects.actor(trigger.head)
        return actor is not None and actor.sort in ("person", "role")

    def _cost(self, trigger: Trigger[MovementFrame], force: ForceSpan) -> float:
        text, predicate = self.text, trigger.predicate
        inside = force.start <= trigger.head < force.end
        if inside:
            return _LIMIT
        before = force.head < trigger.head
        distance = text.distance(
            min(force.head, trigger.head) if before else trigger.head, trigger.head if before else force.start
        )
        cost = distance
        subject = moves_as_subject(trigger)
        if predicate is None:
            cost += 2.2 if before != (trigger.phrase and trigger.frame.mover == "subject") else 0.0
            cost += 2.0 if not before and self._acts(force) else 0.0
        elif subject:
            cost += 0.0 if before else 1.4 + (2.0 if self._has_pronoun(predicate) else 0.0)
            cost += 2.0 if not before and predicate.form == "finite" and self._acts(force) else 0.0
            if predicate.form == "participle" and not before:
                cost += 0.6
            if self.scene.inverted(trigger):
                cost += 3.0 if before else -1.4
        elif (
            force.start > trigger.end and self._preposition(force.start) in text.lexicon.grammar["receivers"]
        ):
            return _LIMIT  # «the 480 it first pledged to the regional force»
        elif not before and self._object_clitic(predicate) is not None:
            return _LIMIT  # «pour les redéployer là où Paris envoie des soldats»
        else:
            cost += 2.6 if before else 0.0
        if subject and not before and self._carries_a_person(trigger, force):
            return _LIMIT
        if predicate is not None and not subject and self._relative_object(trigger, force):
            return 0.1
        head = text.tokens[force.head]
        if head.head.i == trigger.head:
            right = head.dep_.startswith("nsubj") if subject else head.dep_.startswith("obj")
            cost -= 1.0 if right else 0.2
        preposition = self._preposition(force.start)
        agent = predicate is not None and trigger.frame.agent_moves and predicate.passive
        if (
            predicate is not None
            and self.owners.memory.stands_by(force.start)
            and not (agent and preposition in text.lexicon.grammar["passive_agents"])
        ):
            cost += 2.5
        if predicate is not None and before and preposition in text.lexicon.grammar["of"]:
            cost += 0.8
        if before and predicate is not None and self._behind_its_verb(predicate):
            cost += 2.6
        between = [
            p
            for p in text.predicates
            if p.form == "finite" and min(force.head, trigger.head) < p.head < max(force.head, trigger.head)
        ]
        relative_inside = any(
            text.grammar(j, "relatives")
            for j in range(min(force.head, trigger.head) + 1, max(force.head, trigger.head))
        )
        if between and not before and subject and not self.scene.inverted(trigger):
            cost += 3.0  # «if Russia invades, NATO would send 40,000 troops»
        if between and before and relative_inside and subject:
            cost -= 0.9 * min(len(between), 2)
        return cost

    def _acts(self, force: ForceSpan) -> bool:
        """Whether a finite verb of its own starts right behind a force that no «de» ties to a noun."""
        text = self.text
        own = any(p.start == force.end and p.form == "finite" for p in text.predicates)
        return own and self._preposition(force.start) not in text.lexicon.grammar["of"]

    def _object_clitic(self, predicate: Predicate) -> int | None:
        """The pronoun right before a verb that is its object («les redéployer»), or None."""
        i = predicate.start - 1
        return i if i >= self.text.first and self.text.grammar(i, "object_clitics") else None

    def _behind_its_verb(self, predicate: Predicate) -> bool:
        """«À Kuznica, où campent deux mille migrants»: right behind «où» a verb has its subject behind it."""
        before = predicate.start - 1
        if before < self.text.first or self.text.tokens[before].pos_ not in ("PRON", "ADV", "SCONJ"):
            return False  # «ou»
        return self.text.grammar(before, "place_relatives")

    def _has_pronoun(self, predicate: Predicate) -> bool:
        near = range(max(self.text.first, predicate.start - 3), predicate.head)
        return any(self.text.grammar(i, "force_pronouns") for i in near)

    def _relative_object(self, trigger: Trigger[MovementFrame], force: ForceSpan) -> bool:
        """«L'armée serbe, que le président avait placée en alerte»: the object stands before «que»."""
        text, predicate = self.text, trigger.predicate
        if predicate is None or force.head > predicate.start:
            return False
        for j in range(force.end, min(force.end + _RELATIVE_REACH, predicate.start)):
            if text.grammar(j, "object_relatives") and not any(
                p.form == "finite" and j < p.head < predicate.head for p in text.predicates
            ):
                return True
        return False

    def _preposition(self, start: int) -> str:
        """The preposition before a force's article, number and adjectives; «de» where it is in the article «des»."""
        text, grammar = self.text, self.text.lexicon.grammar
        i = start - 1
        while i >= text.first and text.tokens[i].pos_ in ("DET", "ADJ", "NUM"):
            partitive = i > text.first and text.grammar(i - 1, "bystanders")  # «par des soldats»
            if text.lower[i] in grammar["contracted"] and not partitive:
                break
            i -= 1
        if i < text.first or not (text.tokens[i].pos_ == "ADP" or text.grammar(i, "bystanders")):
            return ""
        return text.forms[i]

    def _joined(self, best: ForceSpan, near: Sequence[ForceSpan]) -> list[ForceSpan]:
        """«Trois avions maliens et deux hélicoptères burkinabè»: joined forces move together."""
        out = [best]
        ordered = sorted(near, key=lambda f: f.start)
        k = ordered.index(best)
        for step in (1, -1):
            current, j = best, k + step
            while 0 <= j < len(ordered) and self._coordinated(current, ordered[j]):
                out.append(ordered[j])
                current = ordered[j]
                j += step
        return sorted(out, key=lambda f: f.start)

    def _coordinated(self, a: ForceSpan, b: ForceSpan) -> bool:
        first, second = (a, b) if a.start < b.start else (b, a)
        between = range(first.end, second.start)
        if not 0 < len(between) <= _LONGEST_JOIN or first.anaphor or second.anaphor:
            return False
        tokens, grammar = self.text.tokens, self.text.grammar
        if any(grammar(j, "parts_of") for j in between):  # «1 600 hommes, dont 1 050 Allemands»
            return second.country not in (None, first.country)
        joins = [tokens[j].text == "," or grammar(j, "force_joins") for j in between]
        return any(joins) and all(
            join or grammar(j, "between_joined") for join, j in zip(joins, between, strict=True)
        )

    def _actors_as_forces(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """«Les Ghanéens ont abandonné leur poste», «la Belgique se retire»: a people or a state moves."""
        frame, predicate = trigger.frame, trigger.predicate
        if predicate is None:
            if frame.generic:
                return []
            owner = self._noun_owner(trigger)
            return [(None, owner)] if owner is not None else []
        if not moves_as_subject(trigger) and frame.kind != "withdrawal":
            return []
        if frame.military and predicate.passive:
            return []  # «138 000 Thaïlandais ont été évacués»
        actor = self.subjects.actor(trigger.head)
        if (
            actor is None
            or not actor.participants
            or actor.relation == "from"
            or self._takes_a_thing(trigger)
        ):
            return []
        peoples = actor.sort == "people" or (
            actor.sort in ("state", "org") and (predicate.reflexive or frame.kind == "withdrawal")
        )
        if not peoples or (frame.generic and actor.sort != "people"):
            return []
        if frame.generic and self.text.lexicon.lang == "en" and not self._in_company(trigger.head):
            return []
        found = [a.participants[0] for a in self.subjects.joined(actor)]
        return [(None, Owner.of(who, who.name)) for who in found]

    def _takes_a_thing(self, trigger: Trigger[MovementFrame]) -> bool:
        """«La France a retiré sa candidature à Genève»: what is withdrawn is neither force nor place."""
        text, predicate = self.text, trigger.predicate
        if predicate is None or trigger.phrase or moves_as_subject(trigger):
            return False
        things = (
            c.i for c in text.tokens[trigger.head].children if c.dep_ in ("obj", "dobj") and c.pos_ == "NOUN"
        )
        places = [p for p in self.mentions.places if p.place is not None]
        return any(i > trigger.head and not any(p.phrase_start <= i < p.end for p in places) for i in things)

    def _noun_owner(self, trigger: Trigger[MovementFrame]) -> Owner | None:
        """«Le retrait américain», «le redéploiement de la France», «Paris étudie un redéploiement»."""
        text = self.text
        for j in range(trigger.end, min(trigger.end + 3, len(text.tokens))):
            codes = self.gazetteer.demonym(text.tokens[j].text) if text.tokens[j].pos_ == "ADJ" else ()
            if codes:
                return Owner(codes[0], None, text.tokens[j].text)
        actor = self.subjects.actor(trigger.head)
        if actor is not None and actor.participants:
            own = actor.participants[0]
            return Owner.of(own, own.name)
        return None

    def _pronoun(self, trigger: Trigger[MovementFrame]) -> list[tuple[ForceSpan | None, Owner]]:
        """«Ils», «elle», «les redéployer»: the force the text spoke of last."""
        text, predicate = self.text, trigger.predicate
        if predicate is None:
            return []
        if not moves_as_subject(trigger):
            if trigger.frame.generic:
                return []  # «les a accueillis» is said of anybody
            clitic = self._object_clitic(predicate)
            if clitic is None:
                return []
            return self._going_on_from(clitic, plural=text.grammar(clitic, "plural_clitics"))
        window = range(max(text.first, predicate.start - 4), predicate.head + 3)
        pronoun = next(
            (i for i in window if i < len(text.tokens) and text.grammar(i, "force_pronouns")), None
        )
        if pronoun is None or self._of_another(pronoun):
            return []
        return self._going_on_from(pronoun, plural=text.grammar(pronoun, "plural_pronouns"))

    def _going_on_from(self, i: int, *, plural: bool) -> list[tuple[ForceSpan | None, Owner]]:
        found = self.owners.memory.antecedent(i, plural=plural)
        if found is None:
            return []
        force, owner = found
        return [(replace(force, quantity=None, anaphor=True) if force else None, owner)]

    def _of_another(self, pronoun: int) -> bool:
        """«Le Lausanne-Sport part pour Doha, où il campera»: the subject before it in the sentence is no force."""
        text = self.text
        start, _ = text.sentences[text.sentence_of(pronoun)]
        number = text.grammar(pronoun, "plural_pronouns")
        ours = {j for f in self.mentions.forces for j in range(f.start, f.end)}
        for actor in self.mentions.actors:
            if actor.sort in ("people", "state", "org"):
                ours.update(range(actor.start, actor.end))
        subjects = [
            j
            for j in range(start, pronoun)
            if text.tokens[j].dep_.startswith("nsubj")
            and text.tokens[j].pos_ in ("NOUN", "PROPN")
            and ("Plur" in text.tokens[j].morph.get("Number", [])) == number
        ]
        return bool(subjects) and not any(j in ours for j in subjects)
