"""Who acts in a clause: the actor that a verb has for subject or agent."""

from __future__ import annotations

from collections.abc import Collection

from geo.clauses import Text
from geo.lexicon import MovementFrame
from geo.spans import ActorSpan, Mentions
from geo.triggers import Trigger

_ACTOR_LIMIT = 5.5


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
        """The actor with those before it that share its verb: «Londres et Rome envisagent», «Russes et Rwandais».

        A comma alone joins nobody: «Selon Bakou, Erevan a envoyé …».
        """
        out, together = [actor], False
        for other in reversed(self.mentions.actors):
            between = range(other.end, out[0].start)
            if other.end > out[0].start or other.preposition or not other.participants:
                continue
            linked = [self.text.tokens[j].text == "," or self.text.grammar(j, "joins") for j in between]
            rest = (
                self.text.grammar(j, "definite") for j, link in zip(between, linked, strict=True) if not link
            )
            together = together or any(self.text.grammar(j, "joins") for j in between)
            if not (any(linked) and all(rest) and together):
                break
            out.insert(0, other)
        return out

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
