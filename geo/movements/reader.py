"""Reads the movements of one text: each trigger with its forces, places and dates as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.clauses import Predicate, Text
from geo.gazetteer import Gazetteer
from geo.lexicon import MovementFrame
from geo.movements.goals import Goals, holds, same
from geo.movements.joined import joined
from geo.movements.movers import Movers
from geo.movements.owner import Memory, Owner
from geo.movements.owners import Owners
from geo.movements.scene import Scene
from geo.movements.subjects import Subjects
from geo.movements.theatre import Theatre, Told
from geo.movements.verbless import Verbless, none_of
from geo.records import Place
from geo.spans import DateSpan, ForceSpan, Mentions, MovementDraft, Reality
from geo.triggers import Trigger

_TRANSFERS = ("transfer", "withdrawal")
_BESIDE = 2
_VERB_REACH = 6


class MovementReader:
    """Reads the movements of one text.

    Args:
        text: the parsed text.
        mentions: its spans.
        gazetteer: for borders between two states.
        other_triggers: heads of the meeting triggers (head → end, whether a noun), which compete for places.
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
        self.gazetteer = gazetteer
        self.topics = topics
        self.scene = Scene(text, mentions, other_triggers)
        self.mentions = self.scene.mentions
        self.goals = Goals(self.scene, gazetteer)
        subjects = Subjects(text, self.mentions, self.goals.objects)
        self.owners = Owners(self.scene, self.goals, subjects, Memory(text, self.mentions))
        self.movers = Movers(self.scene, subjects, self.owners, gazetteer)

    @property
    def triggers(self) -> dict[int, tuple[int, bool]]:
        """The triggers: head → index after the last token, whether it is a noun."""
        return {t.head: (t.end, t.predicate is None) for t in self.scene.triggers}

    @property
    def dates_of(self) -> dict[int, list[DateSpan]]:
        """The expressions of time that belong to each trigger, by its head."""
        return self.scene.dates_of

    def read(self) -> list[MovementDraft]:
        """The movements, in the order of the text."""
        told: list[Told] = []
        for trigger in self.scene.triggers:
            if trigger.head not in self.scene.homes and self.topics[self.text.sentence_of(trigger.head)]:
                told.extend(self._of_trigger(trigger))
        told = Theatre(told, self.scene, self.goals, self.gazetteer).fill()
        drafts = [one.draft for one in told if one.enough]
        used = {one.force.head for one in told if one.enough and one.force is not None}
        drafts.extend(self._of_homes(used))
        drafts.extend(Verbless(self.scene, self.goals, self.owners).read(used, self.topics))
        return sorted(joined(drafts), key=lambda d: d.trigger)

    def _of_trigger(self, trigger: Trigger[MovementFrame]) -> list[Told]:
        reality = self.scene.realities[trigger.head]
        if reality.status is None or self._recalled(trigger):
            return []
        out: list[Told] = []
        for force, owner in self.movers.of(trigger):
            if self._given(trigger, force, owner):
                continue
            shares = self._gapped(trigger, force) if force is not None else ()
            end = shares[0].start if shares else None
            out.append(self._told(trigger, reality, force, owner, before=end))
            for share, following in zip(shares, (*shares[1:], None), strict=False):
                owned = Owner.of(share, share.text) if share.country or share.org else owner
                end = following.start if following else None
                own = self._has_place(share, end)
                after, before = (share.start, end) if own else (None, shares[0].start)
                out.append(self._told(trigger, reality, share, owned, after=after, before=before))
        return out

    def _given(self, trigger: Trigger[MovementFrame], force: ForceSpan | None, owner: Owner) -> bool:
        """«Enverra 14 chars à l'Ukraine»: arms for another state, not a move to a place («en Ukraine»)."""
        if force is None or force.sort != "equipment" or trigger.frame.name != "sends":
            return False
        return any(
            span.preposition in self.text.lexicon.grammar["recipients"]
            and span.place is not None
            and span.place.kind == "country"
            and span.place.country != owner.country
            and self.text.grammar(span.start - 1, "definite")
            and span.start - 1 > span.phrase_start
            for span in self.mentions.places
            if 0 <= span.phrase_start - force.end <= _BESIDE
        )

    def _gapped(self, trigger: Trigger[MovementFrame], first: ForceSpan) -> tuple[ForceSpan, ...]:
        """«500 soldats en Estonie et une frégate en mer Noire»: more forces with a place each."""
        text = self.text
        end = text.sentences[text.sentence_of(trigger.head)][1]
        places = [p for p in self.mentions.places if p.role == "location" and not p.container]
        shares: list[ForceSpan] = []
        last = first
        for force in self.mentions.forces:
            told = force.quantity is not None or text.grammar(force.start - 1, "indefinite")
            if not last.end <= force.start < end or not told:
                continue
            between = range(last.end, force.start)
            verbs = any(
                p.form == "finite" and last.end <= p.head < force.end + _VERB_REACH for p in text.predicates
            )
            share = force.sort == "ellipsis" and force.country is not None  # «le Burundi 500»
            has_place = share or any(last.end <= p.phrase_start < force.start for p in places)
            own_place = share or any(0 <= p.phrase_start - force.end <= _BESIDE for p in places)
            if verbs or not has_place or not own_place or any(text.tokens[j].text in ";:" for j in between):
                break
            shares.append(force)
            last = force
        return tuple(shares)

    def _has_place(self, share: ForceSpan, end: int | None) -> bool:
        """Whether a share has a place of its own, which «le Burundi 500» has not."""
        return any(
            share.end <= p.phrase_start < (end if end is not None else share.end + _BESIDE)
            for p in self.mentions.places
        )

    def _recalled(self, trigger: Trigger[MovementFrame]) -> bool:
        """«Ces déploiements»: a noun that goes back to what was told."""
        before = trigger.head - 1
        return (
            trigger.predicate is None
            and before >= self.text.first
            and self.text.grammar(before, "demonstratives")
        )

    def _told(
        self,
        trigger: Trigger[MovementFrame],
        reality: Reality,
        force: ForceSpan | None,
        owner: Owner,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> Told:
        """What one force does; ``after`` and ``before`` bound its places where forces share a verb."""
        frame = self._standing(trigger, reality)
        if force is not None and none_of(self.text, force):
            reality = replace(reality, status="denied")
        shaped = replace(trigger, frame=frame)
        origin, destinations = self.goals.of(shaped, force, owner, after, before)
        own = trigger.head in self.scene.homes
        home = None if own else self.goals.home_of(force, onward=True)
        dates = [d.index for d in self.scene.dates_of.get(trigger.head, ())]
        if home is not None and frame.kind in _TRANSFERS:
            participle, place = home
            origin = origin or place
            dates = dates or [d.index for d in self.scene.dates_of.get(participle, ())]
        if frame.kind == "transfer" and not frame.generic and not destinations:
            destinations = self.goals.of_purpose(shaped)
        mission = self.goals.mission_country(trigger, force)
        if mission is not None and not destinations:
            destinations = (mission,)
        if frame.kind == "transfer" and origin is not None:
            destinations = tuple(d for d in destinations if not same(d, origin))
            if any(holds(origin, d) for d in destinations):
                origin = None  # «la force régionale en RDC est arrivée à Goma»
        draft = MovementDraft(
            trigger=trigger.head,
            sentence=self.text.sentence_of(trigger.head),
            kind="withdrawal"
            if self._leaves_abroad(frame, force, owner, origin, destinations)
            else frame.kind,
            force=owner.force(force),
            origin=origin,
            destinations=destinations,
            dates=tuple(dict.fromkeys(dates)),
            reality=reality,
            certainty=self._certainty(trigger, force, owner, origin, destinations),
            anaphor=force is not None and force.anaphor,
        )
        return Told(draft, shaped, force)

    def _leaves_abroad(
        self,
        frame: MovementFrame,
        force: ForceSpan | None,
        owner: Owner,
        origin: Place | None,
        destinations: Sequence[Place],
    ) -> bool:
        """«Ont quitté le Niger»: soldiers who leave a state not theirs, for no place told, withdraw."""
        if frame.name != "leaves" or origin is None or destinations or owner.country is None:
            return False
        soldiers = force is None or force.sort in ("people", "army")
        return soldiers and origin.country not in (None, owner.country)

    def _standing(self, trigger: Trigger[MovementFrame], reality: Reality) -> MovementFrame:
        """«Sont déployés à la frontière», «étaient déployés»: such a passive tells where forces stand."""
        predicate, frame = trigger.predicate, trigger.frame
        stands = (
            predicate is not None
            and predicate.passive
            and (predicate.tense == "present" or self._imperfect(predicate))
            and not predicate.chain
        )
        if frame.name == "sends" and stands and reality.status == "occurred":
            return replace(frame, kind="presence", at="location", to="location", origin="none")
        return frame

    def _imperfect(self, predicate: Predicate) -> bool:
        """«Étaient déployés», which no English tense says."""
        first = self.text.tokens[predicate.start]
        compound = any(self.text.is_auxiliary(i) for i in range(predicate.start + 1, predicate.head))
        return "Imp" in first.morph.get("Tense", []) and not compound

    def _certainty(
        self,
        trigger: Trigger[MovementFrame],
        force: ForceSpan | None,
        owner: Owner,
        origin: Place | None,
        destinations: Sequence[Place],
    ) -> float:
        score = 0.62
        score += 0.12 if force is not None and not force.anaphor else -0.08
        score += (
            0.08
            if force is not None and (force.country or force.org) == (owner.country or owner.org)
            else -0.04
        )
        score += 0.08 if destinations or origin else -0.12
        score += 0.05 if not trigger.frame.generic else -0.03
        return max(0.2, min(0.97, score))

    def _of_homes(self, used: set[int]) -> list[MovementDraft]:
        """«1 500 Français cantonnés à Niamey»: a home that no other verb made an origin is a presence."""
        out: list[MovementDraft] = []
        for participle, force in self.scene.homes.items():
            predicate = self.text.predicate_at[participle]
            trigger = next((t for t in self.scene.triggers if t.head == participle), None)
            if force.head in used or trigger is None or not self.topics[self.text.sentence_of(participle)]:
                continue
            frame = trigger.frame
            if frame.kind == "transfer" and frame.mover == "object":
                frame = replace(frame, kind="presence", at="location", to="location", origin="none")
            owner = self.owners.of(force, trigger)
            if not owner.known and not force.licensed:
                continue
            shaped = Trigger(trigger.head, trigger.end, frame, predicate)
            told = self._told(shaped, self.scene.realities[participle], force, owner)
            if told.enough:
                self.owners.memory.remember(force, owner)
                used.add(force.head)
                out.append(told.draft)
        return out
