"""Arithmetic on days: months, seasons, weeks and their parts, as inclusive pairs (first day, last day)."""

from __future__ import annotations

import calendar
import datetime as dt

from geo.dates.values import Part, Season, Unit
from geo.records import Precision

Stretch = tuple[dt.date, dt.date]

SEASON_MONTH: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""A season begins on the 21st of this month and ends on the 20th three months later (the event contract)."""
PRECISION: dict[Unit, Precision] = {
    "minute": "day", "hour": "day", "night": "range", "day": "day", "week": "week", "weekend": "range",
    "fortnight": "range", "month": "month", "quarter": "season", "half": "range", "year": "year",
}  # fmt: skip
_DAYS: dict[Unit, int] = {
    "minute": 0,
    "hour": 0,
    "night": 1,
    "day": 1,
    "week": 7,
    "weekend": 7,
    "fortnight": 14,
}
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_HOURS_A_DAY = 24


def month(year: int, number: int) -> Stretch:
    """The days of a month, 1–12."""
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Stretch:
    """``count`` whole months from month ``first``, 1–12, on."""
    ahead = first - 1 + count - 1
    return dt.date(year, first, 1), month(year + ahead // 12, ahead % 12 + 1)[1]


def season(year: int, name: Season) -> Stretch:
    """The season that begins in ``year``: winter runs into the next one."""
    begin = SEASON_MONTH[name]
    end = (begin + 2) % 12 + 1
    return dt.date(year, begin, 21), dt.date(year + (begin + 3 > _MONTHS["year"]), end, 20)


def period(day: dt.date, unit: Unit) -> Stretch:
    """The week (Monday to Sunday), weekend, month, quarter, half or year that holds ``day``."""
    if unit == "weekend":
        saturday = day + dt.timedelta(days=5 - day.weekday())
        return saturday, saturday + dt.timedelta(days=1)
    if unit in {"week", "fortnight"}:
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=_DAYS[unit] - 1)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        return months(day.year, (day.month - 1) // size * size + 1, size)
    return day, day


def shift(day: dt.date, amount: int, unit: Unit) -> dt.date:
    """``day`` moved by so many units; the 31st falls back to a shorter month's last day.

    Raises:
        OverflowError: the result lies outside the years 1 to 9999.
    """
    if unit in _MONTHS:
        ahead = day.year * 12 + day.month - 1 + amount * _MONTHS[unit]
        year, index = divmod(ahead, 12)
        if not dt.MINYEAR <= year <= dt.MAXYEAR:
            raise OverflowError(f"the year {year} is no year of the calendar")
        return dt.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
    if unit == "hour":
        whole_days = abs(amount) // _HOURS_A_DAY
        return day + dt.timedelta(days=whole_days if amount > 0 else -whole_days)
    return day + dt.timedelta(days=amount * _DAYS[unit])


def part_of(stretch: Stretch, part: Part | None) -> Stretch:
    """The start, middle or end of a stretch.

    A month's are 1–10, 11–20, 21–last (the event contract); its first and last weeks have 7 days, its halves
    are 1–15 and 16–last. A week's are Monday and Tuesday, Wednesday and Thursday, Friday to Sunday. A year's
    are its first quarter, May to August, its last quarter: the press says «fin 2021» of October too. Of
    anything else, a third.
    """
    if part is None:
        return stretch
    first, last = stretch
    day = dt.timedelta(days=1)
    if stretch == period(first, "month"):
        low, high = {
            "start": (1, 10),
            "middle": (11, 20),
            "end": (21, last.day),
            "first_week": (1, 7),
            "last_week": (last.day - 6, last.day),
            "first_fortnight": (1, 15),
            "second_fortnight": (16, last.day),
        }[part]
        return first.replace(day=low), first.replace(day=high)
    third = (
        "middle"
        if part == "middle"
        else "start"
        if part in {"start", "first_week", "first_fortnight"}
        else "end"
    )
    if stretch == period(first, "week"):
        low, high = {"start": (0, 1), "middle": (2, 3), "end": (4, 6)}[third]
        return first + low * day, first + high * day
    if stretch == period(first, "year"):
        low, size = {"start": (1, 3), "middle": (5, 4), "end": (10, 3)}[third]
        return months(first.year, low, size)
    if last - first < 3 * day:
        return stretch
    length = (last - first) // 3
    thirds = {"start": (first, first + length), "middle": (first + length + day, last - length - day)}
    return thirds.get(third, (last - length, last))
