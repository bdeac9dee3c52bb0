"""What an analyst changed in an event, as fields and values of the event format."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.records import (
    DateInterval,
    Meeting,
    Movement,
    Place,
    Quantity,
    event_to_json,
    place_to_json,
)

Change = tuple[str, object]
"""A field of the event format, dotted inside an object, and its new value as the format writes it."""


def changes(event: Movement | Meeting, edited: Movement | Meeting) -> list[Change]:
    """The fields in which an edited event differs."""
    before, after = event_to_json(event), event_to_json(edited)
    fields = [(name, before[name], after[name]) for name in ("status", "date")]
    if isinstance(event, Movement):
        fields += [
            (f"force.{name}", before["force"][name], after["force"][name]) for name in ("unit", "quantity")
        ]
    return [(name, new) for name, old, new in fields if old != new]


def moved(event: Movement | Meeting, number: int, to: Place) -> Change:
    """The change that puts the place of that number (the origin, then the destinations) elsewhere."""
    if isinstance(event, Meeting):
        return "place", place_to_json(to)
    if event.origin and number == 0:
        return "origin", place_to_json(to)
    ends = list(event.destinations)
    ends[number - bool(event.origin)] = to
    return "destinations", [place_to_json(place) for place in ends]


def dated(event: Movement | Meeting, start: dt.date | None, end: dt.date | None) -> Movement | Meeting:
    """The event on other days; as it is where they are the same."""
    held = event.date
    if held and (held.start, held.end) == (start, end):
        return event
    return replace(event, date=interval(start, end))


def interval(start: dt.date | None, end: dt.date | None) -> DateInterval | None:
    """The days an analyst typed.

    Raises:
        EventError: they end before they start.
    """
    if start is None and end is None:
        return None
    return DateInterval(start, end, "day" if start == end or end is None else "range")


def counted(held: Quantity | None, low: int | None, high: int | None) -> Quantity | None:
    """The quantity with other bounds, what it counts and its words kept."""
    if held and (held.min, held.max) == (low, high):
        return held
    if low is None and high is None:
        return None
    if held:
        return replace(held, min=low, max=high)
    return Quantity(low, high, str(high if low is None else low), "personnel")
