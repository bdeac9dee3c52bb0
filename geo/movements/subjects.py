"""Who acts in a clause: the actor that a verb has for subject or agent."""

from __future__ import annotations

from collections.abc import Collection

from geo.clauses import Text
from geo.lexicon import MovementFrame
from geo.spans import ActorSpan, Mentions
from geo.triggers import Trigger

_ACTOR_LIMIT = 5.5
_CLAIM_REACH = 4
"""Tokens of the longest phrase that names a source, its article included."""


def moves_as_subject(trigger: Trigger[MovementFrame]) -> bool:
    """Whether what moves is the subject of the trigger's verb («arrivent», «sont envoyés»)."""
    predicate = trigger.predicate
    if predicate is None:
        return False
    if trigger.frame.agent_moves and predicate.passive:
        return False
    if trigger.frame.mover == "subject":
        return True
    return predicate.reflexive or predicate.passive


class Subjects:
    """Finds the actors of clauses. ``objects``: first tokens of the places that a move is made to."""

    def __init__(self, text: Text, mentions: Mentions, objects: Collection[int]) -> None:
        self.text = text
        self.mentions = mentions
        self.objects = objects

    def actor(self, head: int, *, agent: bool = False) -> ActorSpan | None:
        """Who acts in the clause of a verb: the nearest before it, the tree helping."""
        text = self.text
        sentence = text.sentence_of(head)
        agents = text.lexicon.grammar["passive_agents"]
        best, best_cost = None, _ACTOR_LIMIT
        for actor in self.mentions.actors:
            if text.sentence_of(actor.head) != sentence or actor.start <= head < actor.end:
                continue
            if (agent and actor.preposition not in agents) or actor.start in self.objects:
                continue
            cost = text.distance(min(actor.head, head), max(actor.head, head))
            asked = text.is_asked(actor.start, actor.end)
            if actor.preposition and actor.preposition not in agents and not asked:
                cost += 1.8
            if actor.head > head and actor.preposition not in agents:
                cost += 3.0
            if text.tokens[actor.head].head.i == head and text.tokens[actor.head].dep_.startswith("nsubj"):
                cost -= 1.2
            if not actor.participants:
                cost += 2.5
            if self._relative_subject(actor, head) or asked:
                cost -= 2.6
            if cost < best_cost:
                best, best_cost = actor, cost
        return best

    def joined(self, actor: ActorSpan) -> list[ActorSpan]:
        """The actor with those that share its verb: «Londres et Rome envisagent», «Russes et Rwandais».

        A comma alone joins nobody: «Selon Bakou, Erevan a envoyé …».
        """
        beside = [a for a in self.mentions.actors if a is actor or (a.participants and not a.preposition)]
        first = last = next(k for k, other in enumerate(beside) if other is actor)
        while first > 0 and self._linked(beside[first - 1], beside[first]):
            first -= 1
        while last + 1 < len(beside) and self._linked(beside[last], beside[last + 1]):
            last += 1
        group = beside[first : last + 1]
        between = range(group[0].end, group[-1].start)
        return group if any(self.text.grammar(j, "joins") for j in between) else [actor]

    def _linked(self, one: ActorSpan, other: ActorSpan) -> bool:
        """Whether only a comma or «et», and an article, stand between two actors; a source acts with nobody."""
        text = self.text
        between = range(one.end, other.start)
        links = [j for j in between if text.tokens[j].text == "," or text.grammar(j, "joins")]
        rest = (j for j in between if j not in links)
        return bool(links) and not self._is_source(one) and all(text.grammar(j, "definite") for j in rest)

    def _is_source(self, actor: ActorSpan) -> bool:
        """«Selon (l'Otan)», «d'après (Kiev)»."""
        claims = self.text.lexicon.reality.claim_prepositions
        before = range(max(self.text.first, actor.start - _CLAIM_REACH), actor.start)
        said = (self.text.windows(j, claims) for j in before)
        return any(hit is not None and hit[1] >= actor.start - 1 for hit in said)

    def _relative_subject(self, actor: ActorSpan, head: int) -> bool:
        """«Joe Biden ce week-end, qui pourrait décider d'envoyer»: «qui» goes on from the actor before it."""
        text = self.text
        dated = {j for d in self.mentions.dates for j in range(d.start, d.end)}
        j = actor.end
        while j < head and (
            j in dated or text.tokens[j].is_punct or text.tokens[j].is_space or text.tokens[j].pos_ == "ADV"
        ):
            j += 1
        return j < head and text.grammar(j, "subject_relatives")
