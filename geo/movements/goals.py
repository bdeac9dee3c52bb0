"""Places of a movement and their roles: where it begins, where it goes, where forces stand."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from geo.anchors import affair, is_agent
from geo.gazetteer import Gazetteer, to_place
from geo.lexicon import MovementFrame, PlaceRole
from geo.movements.owner import Owner
from geo.movements.scene import Scene
from geo.movements.subjects import moves_as_subject
from geo.records import Place
from geo.spans import ForceSpan, PlaceSpan
from geo.triggers import Trigger

_POINTS = ("city", "base")
_CIRCUMSTANCE = 5
_PASSAGES = ("STRT", "CNL")
"""GeoNames feature codes of straits and canals."""


class Goals:
    """Where forces leave from and where they go.

    Args:
        scene: the triggers with their places.
        gazetteer: for borders between two states, and the country where a mission stands.
    """

    def __init__(self, scene: Scene, gazetteer: Gazetteer) -> None:
        self.scene = scene
        self.text = scene.text
        self.mentions = scene.mentions
        self.gazetteer = gazetteer

    def of(
        self,
        trigger: Trigger[MovementFrame],
        force: ForceSpan | None,
        owner: Owner,
        after: int | None,
        before: int | None,
    ) -> tuple[Place | None, tuple[Place, ...]]:
        """The origin and the destinations of what a trigger moves, from its places between two tokens."""
        origins: list[tuple[PlaceSpan, Place]] = []
        ends: list[Place] = []
        spans = [
            span
            for span in self.scene.places_of.get(trigger.head, ())
            if (after is None or span.start > after)
            and (before is None or span.start < before)
            and not self._share_of(span)
        ]
        firm = [s for s in spans if not self._of_a_noun(trigger, s)]
        for span in firm if any(s.place and s.role == "location" for s in firm) else spans:
            role = self.role(trigger, span)
            place = self.placed(span, owner)
            if place is None or span.container or role == "none":
                continue
            if self._decided_in(trigger, span, owner) or self._names(span, force, owner):
                continue
            if self._background(span) or (ends and self._of_a_part(trigger, span)):
                continue
            if role == "origin" and self._comes_home(trigger, place, owner):
                role = "destination"
            if role == "origin":
                origins.append((span, place))
            elif not any(same(place, other) for other in ends):
                ends.append(place)
        left = (
            place for span, place in origins if trigger.frame.name == "leaves" and span.start > trigger.head
        )
        first = (place for _, place in origins)
        return next(chain(left, first), None), tuple(ends)  # «La mission au Mali a quitté sa base de Kidal»

    def of_purpose(self, trigger: Trigger[MovementFrame]) -> tuple[Place, ...]:
        """«Envoyés pour mettre fin aux violences en Centrafrique»: where what a move is for is to happen."""
        text = self.text
        _, end = text.sentences[text.sentence_of(trigger.head)]
        behind = [p for p in text.predicates if trigger.end <= p.start < end]
        purpose = next(iter(behind), None)
        if purpose is None or purpose.form != "infinitive" or not self._is_purpose(purpose.start):
            return ()
        end = next((p.start for p in behind if p.form == "finite"), end)
        places = (
            span.place
            for span in self.mentions.places
            if purpose.head < span.start < end and span.relation == "at" and span.role == "location"
            if span.place is not None and not (span.container or span.anaphor or self._background(span))
        )
        return tuple(places)[:1]

    def _is_purpose(self, i: int) -> bool:
        """Whether «pour», «afin de», «en vue de» stand right before a token."""
        text = self.text
        if text.grammar(i - 1, "of"):
            i -= 1
        return i - 1 >= text.first and text.grammar(i - 1, "purposes")

    def _decided_in(self, trigger: Trigger[MovementFrame], span: PlaceSpan, owner: Owner) -> bool:
        """«À Caracas, on a décrété la mobilisation»: a capital named before an order is where it was given."""
        frame = trigger.frame
        sends = frame.kind == "transfer" and frame.mover == "object" and owner.country in (None, *span.codes)
        orders = frame.kind == "alert" or sends
        return orders and bool(span.codes) and span.end <= trigger.head and span.relation == "at"

    def _of_a_part(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """«Se trouvaient au Niger, dont mille à Niamey»: the second place is that of some of them."""
        return any(self.text.grammar(j, "parts_of") for j in range(trigger.end, span.phrase_start))

    def _background(self, span: PlaceSpan) -> bool:
        """«Depuis le début de la guerre en Ukraine»: the place is that of a circumstance."""
        noun = affair(self.text, span.phrase_start)
        if noun is None:
            return False
        before = range(noun - 1, max(self.text.first, noun - _CIRCUMSTANCE) - 1, -1)
        return any(self.text.grammar(i, "adjuncts") for i in before)

    def _share_of(self, span: PlaceSpan) -> bool:
        """«Le Burundi 500»: a state that gives its share of the forces is no place of theirs."""
        return any(f.sort == "ellipsis" and f.start <= span.start < f.end for f in self.mentions.forces)

    def role(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> PlaceRole:
        """What a place is to its trigger, by its preposition and the frame."""
        frame, grammar = trigger.frame, self.text.lexicon.grammar
        acts = span.role == "actor" and span.relation is not None
        if acts or span.dateline or span.relation == "via" or is_agent(self.text, span):
            return "none"
        if span.relation is None:
            return "none" if self._of_a_name(span) else self._bare_role(trigger, span)
        if span.anaphor and frame.kind != "presence" and self.text.grammar(span.start - 1, "of"):
            return "origin"  # «d'où ils repartiront»
        if self._behind_mover(trigger, span):
            return "origin"
        if span.relation == "from":
            if frame.kind == "presence" and span.preposition in grammar["since"]:
                return "location"
            if frame.origin == "destination" and span.preposition not in grammar["of"]:
                return "origin"
            return frame.origin if self._leaves_from(trigger, span) else "none"
        if frame.name == "links" and span.preposition in self.text.lexicon.numbers.between:
            return "destination" if span.inherits else "origin"
        if span.relation == "to":
            firm = span.preposition not in grammar["loose_goals"] or self._beside(trigger, span)
            return frame.to if firm else "none"
        if frame.name == "leaves" and (span.end <= trigger.head or self._of_a_base(span)):
            return "origin"  # «À Gori, une colonne a quitté la ville», «ont quitté leurs bases au Niger»
        return frame.at

    def _of_a_name(self, span: PlaceSpan) -> bool:
        """«Its frigate Spetsai»: a place that a ship is called after."""
        return any(
            f.sort == "equipment" and f.start < span.start and span.end <= f.end for f in self.mentions.forces
        )

    def _of_a_base(self, span: PlaceSpan) -> bool:
        """Whether the place completes a noun of a place without a name («leurs bases | au Niger»)."""
        before = span.phrase_start - 1
        return before >= self.text.first and self.text.is_word(before, self.text.lexicon.places.place_nouns)

    def _names(self, span: PlaceSpan, mover: ForceSpan | None, owner: Owner) -> bool:
        """«La flotte de la mer Noire», «les troupes du Burundi»: the place only says whose or which force it is."""
        if span.relation != "from" or span.place is None:
            return False
        named = [f for f in self.mentions.forces if f.start <= span.start < f.end]
        behind = [f for f in self.mentions.forces if f.start <= span.phrase_start - 1 < f.end]
        force = next(iter((*named, *behind)), None)
        if force is None:
            return False
        if mover is not None and force.head != mover.head:
            return force.head < mover.head
        own = span.place.kind == "country" and span.place.country == owner.country
        return bool(named) and (own or span.place.kind == "region")

    def _comes_home(self, trigger: Trigger[MovementFrame], place: Place, owner: Owner) -> bool:
        """«Les F-16 de Florennes rentreront en mars»: a garrison at home is where those who go home go."""
        return trigger.frame.name == "goes_home" and owner.country == place.country is not None

    def _bare_role(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> PlaceRole:
        """The role of a place without a preposition: the verb's object, or «où», «y»."""
        if trigger.frame.houses and self._houses(trigger, span):
            return trigger.frame.at
        direct = span.start >= trigger.end and self._direct(trigger.end, span.phrase_start)
        direct = direct and not self._acts(trigger, span)
        if direct and trigger.predicate is not None:
            reached = trigger.frame.name == "crosses" and (span.border or self._passage(span))
            return "destination" if reached else trigger.frame.object
        return trigger.frame.at if span.anaphor else "none"

    def _passage(self, span: PlaceSpan) -> bool:
        """«A franchi le Bosphore»: a strait or a canal where ships are seen, if they are told to go nowhere else."""
        sentence = self.text.sentence_of(span.start)
        if any(
            p.relation == "to" and p.start > span.end and self.text.sentence_of(p.start) == sentence
            for p in self.mentions.places
        ):
            return False
        entries = self.gazetteer.lookup(span.place.name) if span.place is not None else []
        return bool(entries) and entries[0].feature_code in _PASSAGES

    def _houses(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """«Gao abrite», «la base roumaine de Cincu abrite»: the subject of the verb, or what names it."""
        predicate, token = trigger.predicate, self.text.tokens[span.head]
        if predicate is None or predicate.passive or span.end > predicate.start:
            return False
        if any(s.relation in ("at", "near") for s in self.scene.places_of.get(trigger.head, ())):
            return False  # «Minsk a accueilli des mercenaires à Tsel»
        if self.text.is_word(token.head.i, self.text.lexicon.places.place_nouns):
            token = token.head
        return token.dep_.startswith("nsubj") and token.head.i == trigger.head

    def _acts(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """«Will leave by May, Nairobi said»: a state that is the subject of another verb."""
        token = self.text.tokens[span.head]
        other = token.head.i in self.text.predicate_at and token.head.i != trigger.head
        return other and token.dep_.startswith("nsubj")

    def _behind_mover(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """«The Kenyan troops in Somalia will leave»: where a force stands before it moves."""
        predicate = trigger.predicate
        if predicate is None or trigger.frame.kind == "presence" or span.relation not in ("at", "near"):
            return False
        if span.anaphor or span.end > predicate.start or not moves_as_subject(trigger):
            return False
        return any(span.phrase_start == f.end for f in self.mentions.forces)

    def _of_a_noun(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """«Le pont sur l'Ibar»: a place that completes a noun which is no force, date or trigger."""
        before = span.phrase_start - 1
        if span.relation not in ("at", "near") or before < self.text.first or span.anaphor:
            return False
        if self.text.tokens[before].pos_ != "NOUN" or trigger.head <= before < trigger.end:
            return False
        groups = (self.mentions.forces, self.mentions.dates, self.mentions.places)
        return not any(s.start <= before < s.end for group in groups for s in group)

    def _beside(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """Whether «pour X» stands right behind the verb, its force, a date or another place of it."""
        text = self.text
        taken = {
            j
            for group in (self.mentions.forces, self.mentions.dates, self.mentions.places)
            for s in group
            for j in range(s.start, s.end)
        }
        before = span.phrase_start - 1
        while before > trigger.head and (
            text.tokens[before].pos_ in ("ADV", "DET", "ADP") or text.tokens[before].is_space
        ):
            before -= 1
        return trigger.head <= before < trigger.end or before in taken

    def _direct(self, end: int, start: int) -> bool:
        """Whether only articles, adverbs and dates stand between a verb and its object."""
        text = self.text
        dated = {
            j
            for d in self.mentions.dates
            for j in range(d.start - 2, d.end)
            if j >= d.start or text.tokens[j].pos_ in ("ADP", "DET")
        }
        return all(
            j in dated
            or text.tokens[j].pos_ in ("DET", "ADV", "ADJ", "NUM")
            or text.tokens[j].is_punct
            or text.grammar(j, "definite")
            or text.tokens[j].is_space
            or j in text.adverbial
            or text.grammar(j, "possessives")
            or text.grammar(j, "joins")
            or j in self._bare
            for j in range(end, start)
        )

    @cached_property
    def _bare(self) -> frozenset[int]:
        """Tokens of the places without a preposition: objects that others may be joined to."""
        return frozenset(
            j for p in self.mentions.places if p.relation is None for j in range(p.phrase_start, p.end)
        )

    def _leaves_from(self, trigger: Trigger[MovementFrame], span: PlaceSpan) -> bool:
        """Whether «de X» tells where the move begins, not whose something is («la gare de Kiev»)."""
        if span.preposition not in self.text.lexicon.grammar["of"] or span.inherits:
            return True
        if trigger.frame.military and span.start > trigger.head:
            return True  # «a évacué 120 personnes de Khartoum»
        before = span.phrase_start - 1
        text = self.text
        while before > text.first and (text.tokens[before].is_punct or text.tokens[before].pos_ == "ADV"):
            before -= 1
        if text.pos[before] == "ADJ" and text.pos[before - 1] == "NOUN":
            before -= 1  # «la zone de défense aérienne de Taïwan»
        if before < trigger.end and before >= trigger.head:
            return True
        dated = {j for d in self.mentions.dates for j in range(d.start, d.end)}
        if before in dated or any(f.start <= before < f.end for f in self.mentions.forces):
            return True
        return text.tokens[before].pos_ not in ("NOUN", "PROPN") and before >= trigger.head

    def placed(self, span: PlaceSpan, owner: Owner) -> Place | None:
        """The span's place; a border lies between its state and the force's own."""
        if not span.border:
            return span.place
        first = span.border[0]
        second = span.border[1] if len(span.border) > 1 else owner.country
        words = self.text.between(span.start, span.end)
        if second is None or second == first:
            return None
        entry = self.gazetteer.border(first, second)
        return to_place(entry, words, "the border between the two states named") if entry else None

    def mission_country(self, trigger: Trigger[MovementFrame], force: ForceSpan | None) -> Place | None:
        """«Rejoindront la Kfor»: the mission stands where its table says."""
        if trigger.predicate is None:
            return None
        for other in self.mentions.forces:
            if other is force or other.sort != "army" or not other.stands_in:
                continue
            if trigger.end <= other.start and self._direct(trigger.end, other.start):
                country = self.gazetteer.country(other.stands_in)
                return to_place(country, other.text, "where the mission stands")
        return None

    def home_of(self, force: ForceSpan | None, *, onward: bool) -> tuple[int, Place] | None:
        """The participle and the place of a force's home, or None.

        ``onward``: it goes on to another place, so that where it arrived counts too («débarqués à Pireas»).
        """
        if force is None:
            return None
        for participle, owner in self.scene.homes.items():
            if owner.head != force.head:
                continue
            stands = onward or self.scene.home_relation(participle) == "at"
            for span in self.scene.places_of.get(participle, ()):
                home = span.relation == "from" or (stands and span.relation in ("at", "near"))
                if span.place is not None and not span.container and home:
                    return participle, span.place
        return None

    @cached_property
    def objects(self) -> frozenset[int]:
        """First tokens of the states that a move is made to («rejoindront la Slovaquie»)."""
        return frozenset(
            span.start
            for trigger in self.scene.triggers
            for span in self.scene.places_of.get(trigger.head, ())
            if span.relation is None and self.role(trigger, span) != "none"
        )


def key(place: Place) -> tuple[str, str | None]:
    """What tells a place from others: its name and its country."""
    return place.name, place.country


def holds(whole: Place, part: Place) -> bool:
    """Whether a country, or a part of one, is told as where another place of that country lies."""
    return whole.kind not in _POINTS and part.kind in _POINTS and whole.country == part.country is not None


def same(a: Place, b: Place) -> bool:
    """Whether two places are one."""
    return key(a) == key(b)
