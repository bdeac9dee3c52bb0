"""The events of a window as lines of a table: for slides and reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import geopandas as gpd

from geo import cartography
from geo import frame as frames
from geo.cartography import Words
from geo.figures import Window
from geo.frame import EventRow
from geo.records import Evidence


@dataclass(frozen=True, slots=True)
class Line:
    """One event, in words.

    Attributes:
        day: to sort by; None where nobody knows.
        when: the days; ``when_told`` has the article's words too.
        where: from where to where, or the place.
        articles: how many tell it.
    """

    id: str
    day: dt.date | None
    when: str
    when_told: str
    who: str
    what: str
    how_many: str
    where: str
    status: str
    confidence: str
    articles: int
    evidence: tuple[Evidence, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of a table: when, who, what, how many, where, status."""
        return (self.when, self.who, self.what, self.how_many, self.where, self.status)


def lines(frame: gpd.GeoDataFrame, window: Window, said: Words) -> list[Line]:
    """All events of the window in the order of time, those that no map can show included."""
    found = [_line(row, said) for row in frames.rows(frame) if frames.lies_in(row, window.first, window.last)]
    return sorted(found, key=lambda line: (line.day is None, line.day or dt.date.min, line.id))


def days(frame: gpd.GeoDataFrame, window: Window) -> list[dt.date]:
    """The days of the window on which an event begins; its first where none does."""
    starts = {
        max(row.shown_from, window.first)
        for row in frames.rows(frame)
        if row.shown_from and row.shown_to and row.shown_from <= window.last and window.first <= row.shown_to
    }
    return sorted(starts) or [window.first]


def _line(row: EventRow, said: Words) -> Line:
    low, high = frames.bounds(row)
    return Line(
        id=row.Index,
        day=row.shown_from or (row.date.start if row.date else None),
        when=cartography.short_dates(row.date, said) if row.date else "—",
        when_told=cartography.dates(row.date, said) if row.date else "—",
        who=" · ".join(part for part in (cartography.sides(row, said), row.unit) if part),
        what=said.get("kinds", row.kind),
        how_many=cartography.quantity(low, high, row.what, said) or "—",
        where=_where(row, said),
        status=said.get("report", "denied") if row.status == "denied" else said.get("statuses", row.status),
        confidence=said.percent(row.confidence),
        articles=len({piece.source for piece in row.evidence}),
        evidence=row.evidence,
    )


def _where(row: EventRow, said: Words) -> str:
    ends = ", ".join(map(said.place, row.destinations))
    if row.place:
        return said.place(row.place)
    if row.origin:
        return f"{said.place(row.origin)} → {ends or '?'}"
    return f"→ {ends}" if row.kind == "transfer" and ends else ends or "—"
