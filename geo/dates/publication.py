"""Narrowing an article's own date by what it tells: never by today's date."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.dates import calendars
from geo.dates.resolve import Resolved
from geo.dates.values import Calendar, DateMention, Relative, Tense
from geo.records import DateInterval

_DATELINE = 400
"""A dateline («NAIROBI, 3 nov (AFP) -») stands within so many characters of the start: behind a headline."""
_AGENCY = r"\([^()\n]{1,30}\)"
_NAME = r"[^\W\d_][\w'’.-]*"
_PLACE = re.compile(
    rf"\W*(?P<place>{_NAME}(?: {_NAME}){{0,4}})(?: {_AGENCY})?(?:,| [-–—])(?: (?:le|on|this))?\s*",
    re.IGNORECASE,
)
"""What stands before the date of a dateline: a place, perhaps an agency, a comma."""
_PARTICLES = frozenset({"de", "du", "des", "la", "le", "les", "el", "al", "of", "the", "sur", "en"})
_OPENS = re.compile(rf"[\s.]*(?:{_AGENCY})?\s*[-–—]|\s*(?:{_AGENCY})?\s*\.\s")
"""What stands behind it: an agency, a dash or a full stop."""
_SHOWN = 8
_A_YEAR = dt.timedelta(days=366)
_LONGEST = 31
"""Candidates farther apart than these days, without a header, are no date: only candidates."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """When a person whom the text names in an office held it: days, inclusive; ``end`` None = still."""

    start: dt.date
    end: dt.date | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A date of the calendar that the article tells."""

    mention: DateMention
    value: Calendar
    tense: Tense | None


@dataclass(frozen=True, slots=True)
class _Clue:
    """A condition on the day of publication.

    Attributes:
        said: the words it comes from.
        first, last: the days between which it lies; None = open.
        terms: terms of office, of which it lies in one; empty = any day.
        looks: what the calendar says of the day that lies ``ahead`` of it by so many days.
    """

    said: str
    first: dt.date | None = None
    last: dt.date | None = None
    looks: Calendar | None = None
    ahead: int = 0
    terms: tuple[Tenure, ...] = ()

    def holds(self, day: dt.date) -> bool:
        """Whether the article may have appeared on that day."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.terms and not any(t.start <= day <= (t.end or dt.date.max) for t in self.terms):
            return False
        return self.looks is None or _looks_so(day + dt.timedelta(days=self.ahead), self.looks)

    def days(self) -> list[dt.date]:
        """All the days of which it holds, where the words say a day and enough to find its years."""
        looks = self.looks
        if (
            looks is None
            or not looks.day
            or not looks.month
            or (looks.year is None and looks.weekday is None)
        ):
            return []
        years = (looks.year,) if looks.year else calendars.fitting_years(looks)
        found = [calendars.day_of_year(looks, year) for year in years]
        return [day - dt.timedelta(days=self.ahead) for day in found if day]


def publication(
    text: str,
    mentions: Sequence[DateMention],
    header: DateInterval | None,
    tenses: Mapping[int, Tense | None],
    tenures: Sequence[Tenure] = (),
    known_until: dt.date | None = None,
) -> Resolved:
    """The days on which an article may have appeared.

    First the clues that bind: a header, «publié le …», «ce mercredi 2 février», a dateline, «hier,
    lundi», past days and coming ones told with their year or in the header's month, people in office.
    Then, where several days stay, those that usually hold: a day told in the present with its year is over
    (captions), the latest weekday told of the past is the day itself (agencies write so), and whoever has
    not left office is in it no later than the table of offices reaches. A clue that would leave no day is
    passed over.

    Args:
        text: the article.
        mentions: what :func:`geo.dates.find` found in it.
        header: the month or day that its metadata give, or None.
        tenses: tense of the clause that each mention (by its index) dates.
        tenures: of the office-holders named in the text; a label may have several.
        known_until: the last day that the table of offices knows of.

    Returns:
        A day; or a narrower interval than the header's, or the header's; or None. Where several days
        remain they are the candidates, and the reason names them.
    """
    told = [
        _Told(mention, mention.value, tenses.get(index))
        for index, mention in enumerate(mentions)
        if mention.kind == "date" and isinstance(mention.value, Calendar)
    ]
    own = [*_own_days(told, text), *_neighbours(mentions, text)]
    pool, used = _header_days(header), []
    if not pool:
        dated = [_Clue(f"«{t.mention.text}»", looks=t.value) for t in reversed(told) if _is_weekday_told(t)]
        opening = next((clue for clue in (*own, *dated) if clue.days()), None)
        if opening is None:
            return Resolved(header, "nothing in the text tells its date")
        pool, used = opening.days(), [opening.said]
    for clue in (
        *own,
        *_bounds(told, header),
        *_offices(tenures),
        *_habits(told, header),
        *_still_in_office(tenures, known_until),
    ):
        kept = [day for day in pool if clue.holds(day)]
        if kept and len(kept) < len(pool):
            pool = kept
            used.append(clue.said)
    return _answer(pool, header, "; ".join(used) or "the header")


def _header_days(header: DateInterval | None) -> list[dt.date]:
    if header is None or header.start is None or header.end is None:
        return []
    return [header.start + dt.timedelta(days=n) for n in range((header.end - header.start).days + 1)]


def _own_days(told: Sequence[_Told], text: str) -> Iterator[_Clue]:
    """«Publié le 3 mars 2024», a dateline, «ce mardi 11 mars» told of the past or the present."""
    datelines = [date.mention for date in told if _is_dateline(date.mention, text)]
    for date in told:
        if date.value.day is None and date.value.weekday is None:
            continue
        this = date.value.which == "this" and date.tense != "future"
        if this or date.mention.published or datelines == [date.mention]:
            yield _Clue(f"«{date.mention.text}»", looks=date.value)


def _is_dateline(mention: DateMention, text: str) -> bool:
    """«WASHINGTON, 10 févr. (AFP) –», «Niamey, le 7 juillet 2024.»: a line opens with a place and a day."""
    if mention.end > _DATELINE:
        return False
    opening = _PLACE.fullmatch(text, text.rfind("\n", 0, mention.start) + 1, mention.start)
    if opening is None or not _OPENS.match(text, mention.end):
        return False
    return all(word[:1].isupper() or word in _PARTICLES for word in opening["place"].split())


def _neighbours(mentions: Sequence[DateMention], text: str) -> Iterator[_Clue]:
    """«Hier, lundi», «demain jeudi 3 mars»: the article's day is one day off."""
    for first, second in itertools.pairwise(mentions):
        counted, value = first.value, second.value
        if not (isinstance(counted, Relative) and isinstance(value, Calendar)):
            continue
        exact = counted.unit == "day" and counted.anchor == "article" and counted.low == counted.high
        if exact and value.which is None and text[first.end : second.start].strip() in {"", ",", "("}:
            yield _Clue(f"«{text[first.start : second.end]}»", looks=value, ahead=counted.low)


def _is_weekday_told(date: _Told) -> bool:
    return date.tense in {"past", "present"} and None not in {
        date.value.weekday,
        date.value.day,
        date.value.month,
    }


def _bounds(told: Sequence[_Told], header: DateInterval | None) -> Iterator[_Clue]:
    """A past day is not after the article, a coming one not before it."""
    for date in told:
        days = _told_days(date.value, header)
        if days and date.tense == "past":
            yield _Clue(f"«{date.mention.text}» is told of the past", first=days.start)
        if days and date.tense == "future":
            yield _Clue(f"«{date.mention.text}» is told of the future", last=days.end)


def _offices(tenures: Sequence[Tenure]) -> Iterator[_Clue]:
    for label in dict.fromkeys(tenure.label for tenure in tenures):
        yield _Clue(f"{label} in office", terms=tuple(t for t in tenures if t.label == label))


def _still_in_office(tenures: Sequence[Tenure], known_until: dt.date | None) -> Iterator[_Clue]:
    """An office that the table leaves open is known to be held as far as the table reaches."""
    if known_until is not None and any(tenure.end is None for tenure in tenures):
        yield _Clue(f"offices known until {known_until}", last=known_until + _A_YEAR)


def _habits(told: Sequence[_Told], header: DateInterval | None) -> Iterator[_Clue]:
    """What usually holds: a caption's day is over, the latest weekday told is the day itself."""
    for date in told:
        days = _told_days(date.value, header) if date.value.year and date.value.day else None
        if days and date.tense == "present":
            yield _Clue(f"«{date.mention.text}» is over", first=days.start)
    weekdays = {
        date.value.weekday
        for date in told
        if date.tense == "past" and date.value == Calendar(weekday=date.value.weekday)
    }
    latest = _latest({day for day in weekdays if day is not None})
    if latest is not None:
        yield _Clue("the latest weekday told is the day of publication", looks=Calendar(weekday=latest))


def _latest(weekdays: set[int]) -> int | None:
    """Of the weekdays told of the past, the one from which the others lie the least far back."""
    return min(weekdays, key=lambda day: max((day - other) % 7 for other in weekdays), default=None)


def _looks_so(day: dt.date, value: Calendar) -> bool:
    """Whether what is said of a day holds for this one."""
    return (
        value.year in {None, day.year}
        and value.month in {None, day.month}
        and value.day in {None, day.day}
        and value.weekday in {None, day.weekday()}
    )


def _told_days(value: Calendar, header: DateInterval | None) -> DateInterval | None:
    """The days of a date that names its year, or a day of the header's month."""
    if value.which in {"last", "next"} or (value.weekday is not None and not value.day):
        return None
    year = value.year
    if year is None and value.month and value.day and header:
        year = next((d.year for d in (header.start, header.end) if d and d.month == value.month), None)
    return calendars.in_year(value, year) if year else None


def _answer(pool: list[dt.date], header: DateInterval | None, why: str) -> Resolved:
    if len(pool) == 1:
        return Resolved(DateInterval(pool[0], pool[0]), why)
    if header is not None and (len(pool), pool[0], pool[-1]) == (
        len(_header_days(header)),
        header.start,
        header.end,
    ):
        return Resolved(header, why)
    shown = ", ".join(day.isoformat() for day in pool[:_SHOWN]) + (" …" if len(pool) > _SHOWN else "")
    reason = f"{why}; candidates {shown}"
    length = (pool[-1] - pool[0]).days + 1
    if length == len(pool):
        return Resolved(DateInterval(pool[0], pool[-1], "range"), reason, tuple(pool))
    interval = header or (DateInterval(pool[0], pool[-1], "range") if length <= _LONGEST else None)
    return Resolved(interval, reason, tuple(pool))
