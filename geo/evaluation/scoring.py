"""Events found against events coded: which are the same, and which of their slots are right.

An event found is paired with the coded event that it is most like, each with one at most. The slots of a pair
are compared; those of an event missed count as missed, those of one too many as spurious (micro-averages). A
coded event that is optional costs nothing, found or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from geo.evaluation import phenomena
from geo.evaluation.gold import Gold, GoldEvent, Spot
from geo.records import Event, Meeting, Movement, Place

Value_contra = TypeVar("Value_contra", contravariant=True)

SLOTS = (*("kind", "status", "date", "force", "quantity", "origin", "destinations", "participants", "place"),)

_SAME_STORY_DAYS = 20
"""Talks whose days lie further apart are others, whoever meets."""

_FREE_DENIALS = 2
"""Denials in passing that cost nothing, a text."""

_NEGATION = re.compile(
    r"\b(n['’e]|ne|pas|aucun\w*|jamais|sans|ni|non|d[ée]men\w*|faux|fausse|annul\w*|report\w*|refus\w*|renonc\w*"
    r"|exclu\w*|not?|never|den(?:y|ies|ied)|false|cancel\w*|declin\w*)\b",
    re.IGNORECASE,
)

_IN_PERSON = frozenset({"visit", "in_person"})
_WIDE = frozenset({"border", "country", "region"})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, too many, and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.spurious or 1)

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 where nothing is there."""
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed or 1)


@dataclass(slots=True)
class Scores:
    """What was counted over texts.

    Attributes:
        events: events.
        slots: by name of the slot.
        kinds: events by type and kind, and by type and status: «movement transfer», «meeting announced».
        phenomena: coded events, found (right) or missed, by what is hard about them (:mod:`geo.evaluation.phenomena`).
        exact: coded events found with every slot right.
        traps: places of events that lie where none may lie.
        mistakes: how often each kind of error was made: «missed movement», «wrong date», «too much meeting».
        errors: what was missed, wrong, or too much: a line each.
    """

    events: Counts = Counts()
    slots: dict[str, Counts] = field(default_factory=dict)
    kinds: dict[str, Counts] = field(default_factory=dict)
    phenomena: dict[str, Counts] = field(default_factory=dict)
    mistakes: Counter[str] = field(default_factory=Counter)
    exact: int = 0
    traps: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def all_slots(self) -> Counts:
        """The slots together."""
        return sum(self.slots.values(), Counts())

    def add(self, gold: Gold, found: Sequence[Movement | Meeting]) -> None:
        """Count one text: its gold and the events found in it."""
        pairs = _pairs(gold.events, found)
        unpaired = [event for j, event in enumerate(found) if j not in pairs.values()]
        for i, coded in enumerate(gold.events):
            if coded.optional:
                continue
            for name in phenomena.of(coded):
                self.phenomena[name] = self.phenomena.get(name, Counts()) + Counts(
                    right=int(i in pairs), missed=int(i not in pairs)
                )
            if i in pairs:
                self._count_pair(coded, found[pairs[i]], gold.text.name)
            else:
                self._count(_names(coded), Counts(missed=1))
                self._count_slots((slot, Counts(missed=n)) for slot, n in _coded(coded))
                self.mistakes[f"missed {coded.type}"] += 1
                self.errors.append(f"{gold.text.name}: missed {coded.type} «{coded.quote}»")
        denials = [event for event in unpaired if _is_denial(event)][:_FREE_DENIALS]
        for event in unpaired:
            if event not in denials:
                self._count((event.kind, event.status), Counts(spurious=1), event.type)
                self._count_slots((slot, Counts(spurious=n)) for slot, n in _filled(event))
                self.mistakes[f"too much {event.type}"] += 1
                self.errors.append(
                    f"{gold.text.name}: too much {event.type} {event.kind} «{event.evidence[0].quote}»"
                )
        self.traps += sum(_traps_sprung(gold, event) for event in found)

    def _count_pair(self, coded: GoldEvent, event: Movement | Meeting, source: str) -> None:
        compared = list(_compare(coded, event))
        wrong = [slot for slot, counts in compared if counts.spurious or counts.missed]
        self._count(_names(coded), Counts(right=1))
        self._count_slots(compared)
        self.exact += not wrong
        self.mistakes.update(f"wrong {slot}" for slot in wrong)
        if wrong:
            self.errors.append(f"{source}: wrong {', '.join(wrong)} «{coded.quote}»")

    def _count(self, names: Iterable[str], counts: Counts, kind_of_event: str = "") -> None:
        self.events += counts
        for name in names:
            key = f"{kind_of_event} {name}".strip()
            self.kinds[key] = self.kinds.get(key, Counts()) + counts

    def _count_slots(self, counted: Iterable[tuple[str, Counts]]) -> None:
        for slot, counts in counted:
            self.slots[slot] = self.slots.get(slot, Counts()) + counts


def judged(gold: Gold, found: Sequence[Movement | Meeting]) -> list[tuple[Movement | Meeting, bool]]:
    """The events found, each with whether it is one of the coded; denials that cost nothing are left out."""
    paired = set(_pairs(gold.events, found).values())
    unpaired = [event for j, event in enumerate(found) if j not in paired]
    free = [event for event in unpaired if _is_denial(event)][:_FREE_DENIALS]
    return [(event, j in paired) for j, event in enumerate(found) if event not in free]


def _pairs(coded: Sequence[GoldEvent], found: Sequence[Movement | Meeting]) -> dict[int, int]:
    """Index of the coded event → index of the event found; the likest first."""
    likest = sorted(
        ((_likeness(one, other), i, j) for i, one in enumerate(coded) for j, other in enumerate(found)),
        key=lambda item: -item[0],
    )
    pairs: dict[int, int] = {}
    for likeness, i, j in likest:
        if likeness > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _likeness(coded: GoldEvent, event: Movement | Meeting) -> float:
    """How alike two events are; 0 = they cannot be the same."""
    if coded.type != event.type:
        return 0.0
    quote = coded.quote.lower()
    quoted = bool(quote) and any(quote in piece.quote.lower() for piece in event.evidence)
    if coded.optional:
        denied = "denied" in (coded.status or ())
        return 0.1 if quoted and (not denied or event.status == "denied") else 0.0
    slots = dict(_compare(coded, event))
    same = (
        _may_be_same_move(coded, slots, quoted=quoted)
        if isinstance(event, Movement)
        else _may_be_same_talks(coded, event, slots)
    )
    if not same:
        return 0.0
    right = sum(counts.right for counts in slots.values())
    wrong = sum(counts.spurious + counts.missed for counts in slots.values())
    return 1 + right - 0.3 * wrong + 2 * quoted


def _may_be_same_move(coded: GoldEvent, slots: dict[str, Counts], *, quoted: bool) -> bool:
    hits = {slot for slot, counts in slots.items() if counts.right}
    force = slots.get("force", Counts())
    if not force.right and force.spurious and force.missed:
        return False
    if hits & {"destinations", "origin", "quantity"}:
        return True
    if "kind" not in hits:
        return False
    placeless = not coded.destinations and not _asked(coded.origin)
    return "alert" in (coded.kind or ()) or ("force" in hits and (quoted or placeless))


def _may_be_same_talks(coded: GoldEvent, event: Meeting, slots: dict[str, Counts]) -> bool:
    sides = len(coded.participants or ())
    shared = slots.get("participants", Counts()).right
    place = bool(slots.get("place", Counts()).right)
    date = bool(slots.get("date", Counts()).right)
    if not ((sides and shared * 2 >= sides) or (place and (shared or not sides)) or (not sides and date)):
        return False
    start = event.date.start if event.date else None
    starts = [(day.start, day.tol_days) for day in coded.date or () if day and day.start]
    return (
        not start
        or not starts
        or any(abs((start - day).days) <= _SAME_STORY_DAYS + tolerance for day, tolerance in starts)
    )


def _compare(coded: GoldEvent, event: Movement | Meeting) -> Iterator[tuple[str, Counts]]:
    """The slots that the gold codes, each right, spurious or missed."""
    if coded.kind is not None:
        in_person = coded.type == "meeting" and event.kind in _IN_PERSON and _IN_PERSON & set(coded.kind)
        yield "kind", _one(coded.kind, event.kind, right=event.kind in coded.kind or bool(in_person))
    if coded.status is not None:
        yield "status", _one(coded.status, event.status, right=event.status in coded.status)
    if coded.date is not None:
        yield "date", _one(coded.date, event.date, right=_accepts(coded.date, event.date))
    if isinstance(event, Movement):
        yield from _compare_movement(coded, event)
    else:
        yield from _compare_meeting(coded, event)


def _compare_movement(coded: GoldEvent, event: Movement) -> Iterator[tuple[str, Counts]]:
    force, quantity = event.force.country or event.force.org, event.force.quantity
    if coded.force is not None:
        yield "force", _one(coded.force, force, right=force in coded.force)
    if coded.quantity is not None:
        yield "quantity", _one(coded.quantity, quantity, right=_accepts(coded.quantity, quantity))
    if coded.origin is not None:
        yield "origin", _one(coded.origin, event.origin, right=_accepts(coded.origin, event.origin))
    if coded.destinations is not None:
        left = list(event.destinations)
        right = sum(_take(spot, left) for spot in coded.destinations)
        stops = sum(
            any(_accepts(spot, place) for spot in coded.destinations_ok) for place in event.destinations
        )
        spurious = max(0, len(event.destinations) - right - stops)
        yield "destinations", Counts(right, spurious, len(coded.destinations) - right)


def _compare_meeting(coded: GoldEvent, event: Meeting) -> Iterator[tuple[str, Counts]]:
    if coded.participants is not None:
        wanted = frozenset().union(*coded.participants)
        left = sorted(_sides(event) - (coded.also_ok - wanted))
        right = 0
        for side in coded.participants:
            taken = next((code for code in left if code in side), None)
            if taken:
                left.remove(taken)
                right += 1
        yield "participants", Counts(right, len(left), len(coded.participants) - right)
    if coded.place is not None:
        yield "place", _one(coded.place, event.place, right=_accepts(coded.place, event.place))


def _one(answers: Sequence[object], value: object, *, right: bool) -> Counts:
    """A slot of one value. Empty where that is an answer: nothing to count."""
    if value is None and None in answers:
        return Counts()
    if right:
        return Counts(right=1)
    return Counts(spurious=int(value is not None), missed=int(_asked(answers)))


def _asked(answers: Sequence[object] | None) -> bool:
    return any(answer is not None for answer in answers or ())


class _Answer(Protocol[Value_contra]):
    def accepts(self, value: Value_contra, /) -> bool: ...


def _accepts(answers: Sequence[_Answer[Value_contra] | None], value: Value_contra | None) -> bool:
    return value is not None and any(answer is not None and answer.accepts(value) for answer in answers)


def _take(spot: Spot, left: list[Place]) -> bool:
    """Take the first place that is right out of those left."""
    place = next((place for place in left if _accepts(spot, place)), None)
    if place is None:
        return False
    left.remove(place)
    return True


def _sides(event: Meeting) -> frozenset[str]:
    return frozenset(code for who in event.participants if (code := who.country or who.org))


def _names(coded: GoldEvent) -> list[str]:
    """Type with kind, type with status: of several answers, the first."""
    return [f"{coded.type} {answers[0]}" for answers in (coded.kind, coded.status) if answers]


def _coded(coded: GoldEvent) -> Iterator[tuple[str, int]]:
    """The slots that the gold fills, each with how many values."""
    for slot in SLOTS:
        answers = getattr(coded, slot)
        several = slot in ("destinations", "participants")
        yield slot, len(answers or ()) if several else int(_asked(answers))


def _filled(event: Movement | Meeting) -> Iterator[tuple[str, int]]:
    """The slots that an event fills, each with how many values."""
    yield "kind", 1
    yield "status", 1
    yield "date", int(event.date is not None)
    if isinstance(event, Movement):
        yield "force", int(bool(event.force.country or event.force.org))
        yield "quantity", int(event.force.quantity is not None)
        yield "origin", int(event.origin is not None)
        yield "destinations", len(event.destinations)
    else:
        yield "participants", len(_sides(event))
        yield "place", int(event.place is not None)


def _is_denial(event: Event) -> bool:
    """Given as denied, on words that negate."""
    return event.status == "denied" and any(_NEGATION.search(piece.quote) for piece in event.evidence)


def _traps_sprung(gold: Gold, event: Movement | Meeting) -> int:
    if event.status == "denied":
        return 0
    places = (event.origin, *event.destinations) if isinstance(event, Movement) else (event.place,)
    exact = [place for place in places if place is not None and place.kind not in _WIDE]
    return sum(trap.reaches(place) for trap in gold.traps for place in exact)
