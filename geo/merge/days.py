"""When a report's event may have taken place, how well two such spans agree, what remains of several."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.records import DateInterval, Meeting, Movement

HORIZON = 60
"""Days after its announcement within which a move with an open end is looked for."""
_AFTER = 10
"""Days by which an announcement may precede the article that tells of it without a date."""
_LAG = 2.0
"""Mean days by which an article follows an event that it does not date."""
_LASTING = 15
"""Days by which two sightings of forces that stay may lie apart and still be one stay."""
_SEASON = 90
"""Days over which two events of the same actors are as likely to lie anywhere (the model of chance)."""
_WRONG, _SLIP = 0.03, 0.5
"""Share of reports whose date is wrong, and the mean slip in days."""
_NEARLY = 4
"""Days over the end of a month at which dates that slip are still looked for in the next."""
_RECENT = 5
"""Days after an event that an article of it is news."""
_LOWEST = -20.0
_NEWS, _NEWS_DAYS = 0.8, 3.0
"""Share of reports that are news rather than background, and the mean lag of news in days."""


@dataclass(frozen=True, slots=True)
class Days:
    """Proleptic ordinals of the days on which an event may have begun, inclusive.

    Attributes:
        told: the article dates it in words; otherwise its own date stands in.
        only: the only days that remain possible; empty = all of them.
        follows: the day is the article's, which follows the event by a day or more.
    """

    first: int
    last: int
    told: bool
    only: frozenset[int] = frozenset()
    follows: bool = False

    @property
    def count(self) -> int:
        """How many days are possible."""
        return len(self.only) or self.last - self.first + 1

    def gap(self, other: Days) -> int:
        """Days between the two spans; 0 where they share one."""
        if not self.only and not other.only:
            return max(0, self.first - other.last, other.first - self.last)
        mine, theirs = (self, other) if self.only else (other, self)
        if theirs.only:
            return min(abs(a - b) for a in mine.only for b in theirs.only)
        return min(max(0, theirs.first - a, a - theirs.last) for a in mine.only)


def plausible(report: Movement | Meeting) -> Days | None:
    """The days a report allows; None where neither it nor its article has a date."""
    date, said = report.date, report.reported
    if date is None or (date.start is None and date.end is None):
        return _around(said)
    first = date.start.toordinal() if date.start else _end(date) - HORIZON
    lasts = date.extent == "throughout"
    last = _end(date) if date.end else _open_end(first, said, lasts=lasts)
    only = frozenset(day.toordinal() for day in date.candidates)
    if lasts:
        return Days(first - _LASTING, last + _LASTING, told=date.text is not None)
    if date.text is None and date.end is None:
        return Days(first - _AFTER, last, told=False)
    return Days(first, last, date.text is not None, only, follows=date.text is None)


def _around(said: DateInterval | None) -> Days | None:
    if said is None or said.start is None or said.end is None:
        return None
    return Days(said.start.toordinal() - HORIZON, _end(said) + HORIZON, told=False)


def _end(interval: DateInterval) -> int:
    assert interval.end is not None
    return interval.end.toordinal()


def _open_end(first: int, said: DateInterval | None, *, lasts: bool) -> int:
    if not lasts:
        return first + HORIZON
    return max(first, said.end.toordinal()) if said and said.end else first


def agreement(one: Days, other: Days) -> float:
    """Log odds that two reports with these days tell of one event rather than of two."""
    gap = one.gap(other)
    lagging = one.follows or other.follows
    if gap and not lagging:
        return max(_LOWEST, math.log(_WRONG * _SEASON) - (gap - 1) / _SLIP)
    chance = min(1.0, (one.count + other.count - 1 + 2 * _LAG * lagging) / _SEASON)
    return max(_LOWEST, math.log((1 - _WRONG) / chance) - gap / _LAG)


def is_background(when: Days | None, said: DateInterval | None) -> bool:
    """Whether an article looks back on an event: it tells days that lie well before its own."""
    return bool(when and when.told and said and said.start and said.start.toordinal() - when.last > _RECENT)


def news(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Log odds from the days of publication (first and last ordinal): one event is news for days."""
    gap = max(0, one[0] - other[1], other[0] - one[1])
    near = _NEWS * math.exp(-gap / _NEWS_DAYS) / (2 * _NEWS_DAYS)
    return math.log((near + (1 - _NEWS) / _SEASON) * _SEASON)


def months(days: Days) -> Iterable[str]:
    """The calendar months that the days touch or nearly touch, ``2022-01``."""
    first, last = dt.date.fromordinal(days.first - _NEARLY), dt.date.fromordinal(days.last + _NEARLY)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12}-{number % 12 + 1:02}"


def narrowed(reports: Sequence[Movement | Meeting]) -> DateInterval | None:
    """One interval out of the reports': what they have in common, or for what lasts, all they cover.

    Dates that the texts tell count before those of the articles themselves; where two cannot both be
    right, the days that most reports allow.
    """
    dated = [report.date for report in reports if report.date]
    lasting = [date for date in dated if date.extent == "throughout"]
    if lasting:
        return _hull(lasting)
    told = [date for date in dated if date.text is not None]
    if not told:
        return min(dated, key=_by_start, default=None)
    return _common(sorted(told, key=_by_width))


def _hull(dates: Sequence[DateInterval]) -> DateInterval:
    sharpest = min(dates, key=_by_width)
    starts = [date.start for date in dates]
    ends = [date.end for date in dates]
    return replace(
        sharpest,
        start=None if None in starts else min(day for day in starts if day),
        end=None if None in ends else max(day for day in ends if day),
        candidates=(),
    )


def _common(dates: Sequence[DateInterval]) -> DateInterval:
    """The days that most of the dates allow; of the sharpest where they are as many."""
    told = Counter(dates)
    best: tuple[int, int] | None = None
    found: list[DateInterval] = []
    for place, seed in enumerate(told):
        kept = [seed]
        for date in told:
            if date is not seed and _meet([*kept, date]):
                kept.append(date)
        rank = (-sum(told[date] for date in kept), place)
        if best is None or rank < best:
            best, found = rank, kept
    meeting = _meet(found)
    assert meeting is not None
    return meeting


def _meet(dates: Sequence[DateInterval]) -> DateInterval | None:
    """What all of them allow, in the words of the sharpest; None where they share no day."""
    start = max((date.start for date in dates if date.start), default=None)
    end = min((date.end for date in dates if date.end), default=None)
    if start and end and end < start:
        return None
    sharpest = min(dates, key=_by_width)
    only = _shared(dates, start, end)
    if only is None:
        return None
    if only:
        start, end = only[0], only[-1]
    precision = "day" if start and start == end else sharpest.precision
    return DateInterval(start, end, precision, "within", sharpest.text, only if len(only) > 1 else ())


def _shared(
    dates: Sequence[DateInterval], start: dt.date | None, end: dt.date | None
) -> tuple[dt.date, ...] | None:
    """The candidates that every date allows; empty where none names any, None where none is left."""
    named = [set(date.candidates) for date in dates if date.candidates]
    if not named:
        return ()
    left = sorted(
        day for day in set.intersection(*named) if (not start or day >= start) and (not end or day <= end)
    )
    return tuple(left) or None


def _by_width(date: DateInterval) -> tuple[int, str, str]:
    width = (date.end - date.start).days if date.start and date.end else 10_000
    return len(date.candidates) or width + 1, str(date.start), str(date.text)


def _by_start(date: DateInterval) -> tuple[dt.date, int]:
    return date.start or dt.date.max, _by_width(date)[0]
