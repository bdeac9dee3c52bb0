"""Where a text plays: the place of a move that is told without one («Le Togo en enverra 540»)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.gazetteer import Gazetteer, to_place
from geo.lexicon import MovementFrame
from geo.movements.goals import Goals
from geo.movements.scene import Scene
from geo.records import Place
from geo.spans import ForceSpan, MovementDraft
from geo.triggers import Trigger

_FEWEST = 2
"""Moves to a country from which on it is where the text plays."""

_LEAVING = ("leaves", "withdraws", "falls_back", "goes_home")
"""Frames whose nouns tell that forces leave."""

_REACH = 3
"""Sentences that «ont atterri» goes back for its place."""


@dataclass(frozen=True, slots=True)
class Told:
    """A draft with the trigger and the force that it was read by."""

    draft: MovementDraft
    trigger: Trigger[MovementFrame]
    force: ForceSpan | None

    @property
    def frame(self) -> MovementFrame:
        """The frame of the trigger."""
        return self.trigger.frame

    @property
    def enough(self) -> bool:
        """Whether enough is told for a mark: a place, or for a clear verb a counted force."""
        draft = self.draft
        if draft.kind == "alert":
            return True
        if draft.destinations or (draft.origin is not None and draft.kind != "presence"):
            return True
        counted = self.force is not None and self.force.quantity is not None and not self.force.anaphor
        moves = draft.kind in ("transfer", "withdrawal")
        return moves and counted and not self.frame.generic


class Theatre:
    """Fills the place of moves told without one.

    Args:
        told: the drafts, in the order of the text.
        scene: the mentions of the text.
        goals: for where a force is at home.
        gazetteer: for the country that the text is about.
    """

    def __init__(self, told: Sequence[Told], scene: Scene, goals: Goals, gazetteer: Gazetteer) -> None:
        self.told = told
        self.text = scene.text
        self.forces = scene.mentions.forces
        self.actors = scene.mentions.actors
        self.goals = goals
        self.gazetteer = gazetteer
        self.country = self._country()

    def fill(self) -> list[Told]:
        """The drafts, where what arrives, is sent or leaves has the place that the text speaks of."""
        return [replace(one, draft=self._filled(one)) for one in self.told]

    def _filled(self, one: Told) -> MovementDraft:
        draft, predicate = one.draft, one.trigger.predicate
        if predicate is None and one.frame.name in _LEAVING and not draft.destinations and not draft.origin:
            home = self._who_asks(one)
            if home is not None:
                return replace(draft, kind="withdrawal", origin=home)
        if draft.destinations or one.force is None or (predicate is None and one.frame.generic):
            return draft
        if one.frame.meets:
            return replace(draft, destinations=self._met(one))
        if one.frame.here or (draft.kind == "presence" and draft.force.quantity is not None):
            if predicate is not None and predicate.form == "participle":
                return draft
            before = self._before(draft)
            return replace(draft, destinations=(before,)) if before is not None else draft
        country = self.country
        if country is None or draft.origin is not None or draft.force.country == country.country:
            return draft
        if draft.kind == "transfer" and one.frame.mover == "object":
            return replace(draft, destinations=(country,))
        leaves = draft.kind == "withdrawal" and not one.frame.generic
        return replace(draft, origin=country) if leaves else draft

    def _who_asks(self, one: Told) -> Place | None:
        """«Le Mali a exigé le départ des soldats français»: the land of the state that asks others to leave.

        A withdrawal may be asked for from afar: there the text has to play in that land.
        """
        text = self.text
        asked = [i for i in one.draft.reality.words if text.is_word(i, text.lexicon.grammar["demands"])]
        if not asked or one.force is None:
            return None
        start, _ = text.sentences[one.draft.sentence]
        states = [
            actor.participants[0].country
            for actor in self.actors
            if start <= actor.start and actor.end <= asked[0] and actor.participants and not actor.preposition
        ]
        code = states[-1] if states else None
        theatre = self.country.country if self.country is not None else None
        here = theatre == code or (theatre is None and one.frame.name == "leaves")
        if code is None or code == one.draft.force.country or not here:
            return None
        entry = self.gazetteer.country(code)
        return to_place(entry, entry.name, "the land of the state that asks the forces to leave")

    def _met(self, one: Told) -> tuple[Place, ...]:
        """«Relever le Languedoc, qui croise devant Aden»: where the force stands that is relieved or joined."""
        met = self._object(one)
        if met is None or met.anaphor:
            before = self._before(one.draft)
            return (before,) if before is not None else ()
        home = self.goals.home_of(met, onward=True)
        if home is not None:
            return (home[1],)
        stands = (
            other.draft.destinations
            for other in self.told
            if other.force is not None and other.force.head == met.head and other.draft.kind == "presence"
        )
        return next((places for places in stands if places), ())

    def _object(self, one: Told) -> ForceSpan | None:
        """The force behind an active verb, before a passive one."""
        trigger, text = one.trigger, self.text
        sentence = text.sentence_of(trigger.head)
        others = [
            force
            for force in self.forces
            if text.sentence_of(force.head) == sentence
            and (one.force is None or force.head != one.force.head)
        ]
        if trigger.predicate is not None and trigger.predicate.passive:
            return next((force for force in reversed(others) if force.end <= trigger.head), None)
        return next((force for force in others if force.start >= trigger.end), None)

    def _before(self, draft: MovementDraft) -> Place | None:
        """The end of the move told last in the paragraph, where it is not where this one begins."""
        paragraphs = self.text.paragraphs
        ends = [
            other.draft.destinations[-1]
            for other in self.told
            if other.draft.trigger < draft.trigger
            and other.draft.destinations
            and draft.sentence - other.draft.sentence <= _REACH
            and (draft.kind != "presence" or _whose(other.draft) == _whose(draft))
            and paragraphs[other.draft.sentence] == paragraphs[draft.sentence]
        ]
        return ends[-1] if ends and ends[-1] != draft.origin else None

    def _country(self) -> Place | None:
        """The country that more than half of the places lie in that forces go to, stand at or leave."""
        places = [
            place
            for one in self.told
            for place in (one.draft.destinations or (one.draft.origin,))
            if place is not None and place.country is not None
        ]
        counted = Counter(place.country for place in places).most_common(1)
        if not counted or counted[0][1] < _FEWEST or counted[0][1] * 2 <= len(places):
            return None
        code = str(counted[0][0])
        named = next((p for p in places if p.country == code and p.kind == "country"), None)
        entry = self.gazetteer.country(code)
        return named or to_place(entry, entry.name, "the country that the moves of the text go to")


def _whose(draft: MovementDraft) -> tuple[str | None, str | None]:
    return draft.force.country, draft.force.org
