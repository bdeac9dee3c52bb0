"""From which day to which day an event is on the map: one rule, for the map, the page and paper.

An event is on the map on every day of its interval, both ends included (the semantics of
kepler.gl's time playback: what overlaps the window is drawn; no end means still going on). Three
rules close what the text leaves open:

- **An open end fades**: ``presence_days`` (``announced_days`` where it is announced or possible) after
  the later of its start and the last report of it. An open start reaches as far back from the end.
- **An announcement leaves the map** on the eve of the move itself, or of the report that denies it:
  a later report of the same kind, force and place, whose unit, where both name one, is the same.
- **A step leaves the map** on the eve of the next one of its story, where merging has linked them
  (``step_of``).
- **A presence leaves the map** on the eve of a withdrawal of the same force from the same place.

An event is never shorter than its first day. What is denied is not on the map at all.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from geo.records import Meeting, Movement, Place
from geo.settings import Settings

_UNDECIDED = ("announced", "possible")
_DECIDED = ("occurred", "denied")


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which an event is on the map, both inclusive."""

    first: dt.date
    last: dt.date


def spans(events: Sequence[Movement | Meeting], settings: Settings) -> list[Span | None]:
    """The span of each event, in their order; None where it has no date or is denied."""
    own = [None if event.status == "denied" else _own_span(event, settings) for event in events]
    closers, steps = _closers(events, own), _next_steps(events, own)
    return [
        _closed(event, span, closers, steps.get(event.id)) if span else None
        for event, span in zip(events, own, strict=True)
    ]


def _own_span(event: Movement | Meeting, settings: Settings) -> Span | None:
    if event.date is None or (event.date.start is None and event.date.end is None):
        return None
    days = settings.announced_days if event.status in _UNDECIDED else settings.presence_days
    fade = dt.timedelta(days=days)
    start, end = event.date.start, event.date.end
    if start is None:
        return Span(_minus(end, fade), end) if end else None
    if end is not None:
        return Span(start, end)
    told = _last_told(event)
    return Span(start, _plus(max(start, told) if told else start, fade))


@dataclass(frozen=True, slots=True)
class _Closer:
    """An event that ends others: the day it was told, the first day they are gone, and what it is about."""

    told: dt.date
    day: dt.date
    unit: str | None
    places: tuple[Place, ...]


def _closers(
    events: Sequence[Movement | Meeting], own: Sequence[Span | None]
) -> dict[Hashable, list[_Closer]]:
    closers: dict[Hashable, list[_Closer]] = defaultdict(list)
    for event, span in zip(events, own, strict=True):
        if event.status not in _DECIDED:
            continue
        day = span.first if span else _told(event)
        told = _told(event) or day
        if day is None or told is None:
            continue
        closer = _Closer(told, day, _unit(event), _places(event))
        for topic in _closes(event):
            closers[topic].append(closer)
    return closers


def _next_steps(events: Sequence[Movement | Meeting], own: Sequence[Span | None]) -> dict[str, dt.date]:
    """For the id of an event, the first day on which a later step of its story takes its place."""
    days: dict[str, dt.date] = {}
    for event, span in zip(events, own, strict=True):
        told = _told(event)
        day = span.first if span and (event.status == "occurred" or told is None) else told
        if day is not None:
            for link in event.links:
                if link.kind == "step_of":
                    days[link.event] = min(day, days.get(link.event, day))
    return days


def _closed(
    event: Movement | Meeting,
    span: Span,
    closers: dict[Hashable, list[_Closer]],
    next_step: dt.date | None,
) -> Span:
    days = [day for day in (next_step, _closing_day(event, span, closers)) if day is not None]
    if not days:
        return span
    eve = _minus(min(days), dt.timedelta(days=1))
    return Span(span.first, max(span.first, min(span.last, eve)))


def _closing_day(
    event: Movement | Meeting, span: Span, closers: dict[Hashable, list[_Closer]]
) -> dt.date | None:
    """The first day on which an event that waits is gone; None where nothing ends it."""
    if not _may_close(event):
        return None
    told = _told(event) or span.first
    places, unit = _places(event), _unit(event)
    days = [
        closer.day
        for topic in _topics(event, _standing(event))
        for closer in closers.get(topic, ())
        if closer.told > told
        and closer.day >= min(told, span.first)
        and _same_unit(unit, closer.unit)
        and _share_place(places, closer.places)
    ]
    return min(days, default=None)


def _may_close(event: Movement | Meeting) -> bool:
    return event.status in _UNDECIDED or (_standing(event) == "presence" and _is_open(event))


def _standing(event: Movement | Meeting) -> str:
    """What an event is waiting for: an occurred presence for a withdrawal, the rest for itself."""
    if isinstance(event, Movement) and event.kind == "presence" and event.status not in _UNDECIDED:
        return "presence"
    return _subject(event)


def _closes(event: Movement | Meeting) -> Iterable[Hashable]:
    yield from _topics(event, _subject(event))
    if isinstance(event, Movement) and event.kind == "withdrawal" and event.status == "occurred":
        yield from _topics(event, "presence")


def _subject(event: Movement | Meeting) -> str:
    return f"the {event.kind} itself" if isinstance(event, Movement) else "the talks themselves"


def _topics(event: Movement | Meeting, what: str) -> set[Hashable]:
    """What an event is about, as keys two reports of one thing have in common."""
    if isinstance(event, Meeting):
        sides = frozenset(who.country or who.org or who.name for who in event.participants)
        return {(what, sides)}
    side = event.force.country or event.force.org
    return {(what, side, place.country or place.name) for place in _places(event)}


def _places(event: Movement | Meeting) -> tuple[Place, ...]:
    """Where a movement is decided: what a withdrawal leaves, else its destinations."""
    if isinstance(event, Meeting):
        return (event.place,) if event.place else ()
    if event.kind == "withdrawal" and event.origin:
        return (event.origin,)
    return event.destinations


def _share_place(some: tuple[Place, ...], others: tuple[Place, ...]) -> bool:
    """Whether two events have a place in common, or one has a country and the other a place in it.

    Talks without a place are about those who talk alone.
    """
    if not some or not others:
        return True
    return any(_same_place(one, other) for one in some for other in others)


def _same_place(one: Place, other: Place) -> bool:
    if one.country and one.country == other.country and "country" in (one.kind, other.kind):
        return True
    if one.geonameid is not None and other.geonameid is not None:
        return one.geonameid == other.geonameid
    return (one.name, one.country) == (other.name, other.country)


def _unit(event: Movement | Meeting) -> str | None:
    return event.force.unit if isinstance(event, Movement) else None


def _same_unit(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.casefold() == other.casefold()


def _is_open(event: Movement | Meeting) -> bool:
    return event.date is not None and event.date.end is None


def _told(event: Movement | Meeting) -> dt.date | None:
    return (event.reported.start or event.reported.end) if event.reported else None


def _last_told(event: Movement | Meeting) -> dt.date | None:
    return (event.reported.end or event.reported.start) if event.reported else None


def _plus(day: dt.date, span: dt.timedelta) -> dt.date:
    return day + min(span, dt.date.max - day)


def _minus(day: dt.date, span: dt.timedelta) -> dt.date:
    return day - min(span, day - dt.date.min)
