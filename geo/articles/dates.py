"""What a header line, a record's field or an option says of the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from geo.records import DateInterval

_ISO = re.compile(r"(?P<year>[12]\d{3})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:[T ]\d\d:.*)?", re.DOTALL)
_HEADER = re.compile(r"[ \t]*date[ \t]+(?P<date>\d{4}-\d\d(?:-\d\d)?)(?![\w-])[ \t]*\n?")


def parse_published(text: str) -> DateInterval | None:
    """The day or month that an ISO date (``2022-01-24``, ``2022-01``, a time may follow) names, or None."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"])
    if month not in range(1, 13):
        return None
    last = calendar.monthrange(year, month)[1]
    if match["day"] is None:
        return DateInterval(dt.date(year, month, 1), dt.date(year, month, last), precision="month")
    if not 1 <= int(match["day"]) <= last:
        return None
    day = dt.date(year, month, int(match["day"]))
    return DateInterval(day, day, precision="day")


def split_header(text: str) -> tuple[int, DateInterval | None]:
    """Where the article begins after a first line that begins ``date 2022-01[-24]``, and that date.

    The offset is 0 without such a line. A date that no calendar holds (``2022-13``) is skipped and
    gives None.
    """
    match = _HEADER.match(text)
    if match is None:
        return 0, None
    return match.end(), parse_published(match["date"])
