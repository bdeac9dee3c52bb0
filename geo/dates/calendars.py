"""Placing what the calendar says («mardi», «le 10 janvier», «vendredi 18», «au printemps») in a year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from geo.dates import spans
from geo.dates.spans import Stretch
from geo.dates.values import Calendar, Tense
from geo.records import DateInterval, Precision

_A_YEAR = dt.timedelta(days=400)
"""So near, a weekday that fits its day and month settles the year; farther off it is taken for an error."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2049
"""Years among which an article without a date is looked for: older moves are no event of ours."""
_MONTHS_NEAR = dt.timedelta(days=62)
"""«Vendredi 18» lies within two months of its article, whatever the tense seems to say."""
_SHOWN = 8
"""Years that a reason lists."""
_WEEK = dt.timedelta(days=7)


class UnplacedError(ValueError):
    """A calendar date that stays open; the message is the reason."""


def place(
    value: Calendar, today: dt.date | None, tense: Tense | None, reference: DateInterval | None
) -> tuple[DateInterval, str]:
    """The interval of a calendar date and the reason for it.

    Args:
        value: at least one of its fields is said.
        today: the article's day, or None.
        tense: past takes the last one (today's included), future the next, None and present the nearest.
        reference: another date of the text: the month of «les 17 et 18», the year where ``today`` is None.

    Raises:
        UnplacedError: too little is known.
        ValueError: no such day («le 31 février»).
    """
    precision = precision_of(value)
    if value.year:
        first, last = _in_year(value, value.year)
        reason = "told in full"
        if value.day and value.weekday is not None and first.weekday() != value.weekday:
            reason = "told in full, though its weekday is another"
        return DateInterval(first, last, precision), reason
    if value.month or value.season or value.quarter or value.half:
        return _place_in_year(value, today, tense, reference, precision)
    if value.day:
        found = _place_in_month(value, today, tense, reference)
        return DateInterval(found, found), f"the nearest such day that its tense ({tense}) allows"
    if today is None:
        raise UnplacedError("a weekday of an article whose date nobody knows")
    found = _weekday(value, today, tense)
    return DateInterval(found, found), f"a {value.which or tense or 'near'} weekday, from {today}"


def precision_of(value: Calendar) -> Precision:
    """How finely the words of a calendar date know it."""
    if value.day or value.weekday is not None:
        return "day"
    if value.part or value.half:
        return "range"
    if value.month:
        return "month"
    return "season" if value.season or value.quarter else "year"


def fitting_years(value: Calendar) -> tuple[int, ...]:
    """The years in which the day and month fall on the weekday, or all of them where none is said."""
    return tuple(year for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if _fits(value, year))


def day_of_year(value: Calendar, year: int) -> dt.date | None:
    """The day of a value that names day and month, in that year; None where the year has none."""
    stretch = _possible(value, year)
    return stretch[0] if stretch else None


def in_year(value: Calendar, year: int) -> DateInterval | None:
    """The interval of a value in that year, None where the year has none."""
    stretch = _possible(value, year)
    return DateInterval(*stretch, precision_of(value)) if stretch else None


def _fits(value: Calendar, year: int) -> bool:
    stretch = _possible(value, year)
    if stretch is None:
        return False
    return value.weekday is None or not value.day or stretch[0].weekday() == value.weekday


def _possible(value: Calendar, year: int) -> Stretch | None:
    """The days of a value in a year; None for a 29 February that the year has not."""
    try:
        return _in_year(value, year)
    except ValueError:
        return None


def _in_year(value: Calendar, year: int) -> Stretch:
    if value.month and value.day:
        day = dt.date(year, value.month, value.day)
        return day, day
    if value.month:
        stretch = spans.month(year, value.month)
    elif value.season:
        stretch = spans.season(year, value.season)
    elif value.quarter:
        stretch = spans.months(year, 3 * value.quarter - 2, 3)
    elif value.half:
        stretch = spans.months(year, 6 * value.half - 5, 6)
    else:
        stretch = spans.months(year, 1, 12)
    return spans.part_of(stretch, value.part)


def _place_in_year(
    value: Calendar,
    today: dt.date | None,
    tense: Tense | None,
    reference: DateInterval | None,
    precision: Precision,
) -> tuple[DateInterval, str]:
    anchor = today or _day_of(reference)
    if anchor is None:
        years = fitting_years(value)
        if value.weekday is None or not years:
            raise UnplacedError("the article's date is not known, and the words name no year")
        shown = ", ".join(map(str, years[:_SHOWN])) + (" …" if len(years) > _SHOWN else "")
        raise UnplacedError(f"the article's date is not known; years with that weekday: {shown}")
    direction = tense if today else None
    around = range(max(anchor.year - 9, dt.MINYEAR), min(anchor.year + 9, dt.MAXYEAR - 1) + 1)
    fitting = [_in_year(value, year) for year in around if _fits(value, year)]
    near = [s for s in fitting if abs(s[0] - anchor) <= _A_YEAR] if value.weekday is not None else fitting
    reason = f"the year by the tense ({tense}), from {anchor}"
    chosen = _choose(near, anchor, direction, value) or _choose(near, anchor, None, value)
    if chosen is None:
        loose = [stretch for year in around if (stretch := _possible(value, year))]
        chosen = _choose(loose, anchor, direction, value) or _choose(loose, anchor, None, value)
        reason += ", though its weekday is another"
    if chosen is None:
        raise UnplacedError("no such day of the calendar")
    return DateInterval(*chosen, precision), reason


def _day_of(interval: DateInterval | None) -> dt.date | None:
    return (interval.start or interval.end) if interval else None


def _choose(
    stretches: list[Stretch], anchor: dt.date, tense: Tense | None, value: Calendar
) -> Stretch | None:
    """The stretch that «dernier», «prochain» or the tense asks for, else the nearest (of two, the past)."""
    if value.which == "last":
        fit = [s for s in stretches if s[1] < anchor]
        return max(fit, default=None)
    if value.which == "next":
        fit = [s for s in stretches if s[0] > anchor]
        return min(fit, default=None)
    if tense == "past":
        return max((s for s in stretches if s[0] <= anchor), default=None)
    if tense == "future":
        return min((s for s in stretches if s[1] >= anchor), default=None)
    return min(stretches, key=lambda s: _distance(s, anchor), default=None)


def _distance(stretch: Stretch, day: dt.date) -> int:
    if stretch[0] <= day <= stretch[1]:
        return 0
    return min(abs((stretch[0] - day).days), abs((stretch[1] - day).days))


def _place_in_month(
    value: Calendar, today: dt.date | None, tense: Tense | None, reference: DateInterval | None
) -> dt.date:
    """«Le 14», «vendredi 18»: in the month of another date of the text, else by the tense."""
    told = _day_of(reference)
    if (
        told
        and today
        and value.day
        and value.day < told.day
        and (told.year, told.month) != (today.year, today.month)
    ):
        onward = next(_days_of_months(value, today, (0,)), None)
        if onward and not _against(onward, today, tense):
            return onward
    if told:
        same = next(_days_of_months(value, told, (0,)), None)
        if same and not _against(same, today, tense):
            return same
        around = list(_days_of_months(value, told, (1, -1, 2, -2)))
        fit = [day for day in around if not _against(day, today, tense)] or around
        if fit:
            return min(fit, key=lambda day: abs(day - told))
    if today is None:
        raise UnplacedError("a day of a month that nobody names, and the article's date is not known")
    days = [(day, day) for day in _days_of_months(value, today, range(-13, 14))]
    chosen = _choose(days, today, tense, value)
    if chosen is None or abs(chosen[0] - today) > _MONTHS_NEAR:
        chosen = _choose(days, today, None, value)
    if chosen is None:
        raise UnplacedError("no such day within a year of the article")
    return chosen[0]


def _against(day: dt.date, today: dt.date | None, tense: Tense | None) -> bool:
    if today is None:
        return False
    return (tense == "past" and day > today) or (tense == "future" and day < today)


def _days_of_months(value: Calendar, anchor: dt.date, offsets: range | tuple[int, ...]) -> Iterator[dt.date]:
    """The day in the months so far from the anchor's, where they have it on that weekday."""
    assert value.day
    for offset in offsets:
        first = spans.shift(anchor.replace(day=1), offset, "month")
        if value.day > calendar.monthrange(first.year, first.month)[1]:
            continue
        day = first.replace(day=value.day)
        if value.weekday is None or day.weekday() == value.weekday:
            yield day


def _weekday(value: Calendar, today: dt.date, tense: Tense | None) -> dt.date:
    """The weekday that is meant: on that day itself the bare word means today, «dernier» a week ago."""
    assert value.weekday is not None
    ahead = dt.timedelta(days=(value.weekday - today.weekday()) % 7)
    coming, gone = today + ahead, (today + ahead if not ahead else today + ahead - _WEEK)
    match value.which:
        case "last":
            return gone if gone < today else gone - _WEEK
        case "next":
            return coming if coming > today else coming + _WEEK
        case "week_after":
            return (coming if coming > today else coming + _WEEK) + _WEEK
        case "fortnight_after":
            return (coming if coming > today else coming + _WEEK) + 2 * _WEEK
        case _:
            if tense == "future" or (tense is None and coming - today < today - gone):
                return coming
            return gone
