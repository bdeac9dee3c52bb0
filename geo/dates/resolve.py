"""From what a date expression means to days: with the article's date, the tense, another date of the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.dates import calendars, spans
from geo.dates.calendars import UnplacedError
from geo.dates.spans import Stretch
from geo.dates.values import (
    Bounded,
    Calendar,
    DateMention,
    Inside,
    Period,
    Relative,
    Shifted,
    Span,
    Tense,
    Undated,
    Unit,
    Value,
    Window,
)
from geo.records import DateInterval, Extent, Precision

WINDOW: dict[Unit, tuple[int, Unit]] = {
    "minute": (0, "day"), "hour": (1, "day"), "night": (3, "day"), "day": (7, "day"), "week": (4, "week"),
    "weekend": (4, "week"), "fortnight": (4, "week"), "month": (6, "month"), "quarter": (4, "quarter"),
    "half": (2, "year"), "year": (5, "year"),
}  # fmt: skip
"""How far «ces derniers jours» or «dans les prochaines semaines» is taken to reach: hours a day, days a week,
weeks four weeks, months half a year, years five. A convention of ours: the words set no bound."""

_NEAR = dt.timedelta(days=3)
"""«Il y a deux semaines» is taken as a week around that day."""
_SHOWN = 8
_LONGEST = 800
"""An article's date known less closely than this many days dates nothing that is told from it."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Days, or None, and why.

    Attributes:
        candidates: first days that remain possible where the article's date leaves several; else empty.
    """

    interval: DateInterval | None
    reason: str
    candidates: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What an expression is read against: one possible day of the article, or None."""

    today: dt.date | None
    tense: Tense | None
    reference: DateInterval | None


def resolve(
    mention: DateMention,
    *,
    published: DateInterval | None,
    tense: Tense | None,
    reference: DateInterval | None = None,
    candidates: Sequence[dt.date] = (),
) -> Resolved:
    """The days of a mention.

    Args:
        mention: what :func:`geo.dates.find` found.
        published: what is known of the article's date.
        tense: of the clause it dates; None where it has no verb.
        reference: another date of the text, from which «la veille», «les 17 et 18» count.
        candidates: the only days on which the article may have appeared (of :func:`publication`).

    Returns:
        An interval with the mention's words, or None with the reason. Where the article's day is not
        known, the hull of all that it may be.
    """
    if mention.kind != "date":
        return Resolved(None, f"«{mention.text}» is a {mention.kind}: it names no day")
    days = list(candidates) or _days(published)
    outcomes: dict[DateInterval, str] = {}
    try:
        for today in days:
            interval, reason = _evaluate(mention.value, _Scene(today, tense, reference))
            outcomes.setdefault(replace(interval, text=mention.text), reason)
    except UnplacedError as problem:
        return Resolved(None, str(problem))
    except (OverflowError, ValueError):
        return Resolved(None, f"«{mention.text}» lies outside the calendar")
    if len(outcomes) == 1:
        interval, reason = next(iter(outcomes.items()))
        return Resolved(interval, reason)
    if published is None:
        return Resolved(None, f"«{mention.text}» may be several days, and the article's date is not known")
    return _hull(list(outcomes), mention, published)


def _days(published: DateInterval | None) -> list[dt.date | None]:
    """Each day on which the article may have appeared; [None] where too little is known."""
    if published is None or published.start is None or published.end is None:
        return [None]
    length = (published.end - published.start).days + 1
    return [published.start + dt.timedelta(days=n) for n in range(length)] if length <= _LONGEST else [None]


def _hull(outcomes: list[DateInterval], mention: DateMention, published: DateInterval) -> Resolved:
    """One interval around all outcomes: of those within the article's own month or week, where there are any.

    «Le 14» in an article of August is the 14th of August, whatever its day.
    """
    inside = [o for o in outcomes if _is_calendar(mention.value) and _touches(o, published)]
    kept = inside or outcomes
    starts = sorted({o.start for o in kept if o.start})
    shown = ", ".join(day.isoformat() for day in starts[:_SHOWN]) + (" …" if len(starts) > _SHOWN else "")
    if len(kept) == 1:
        return Resolved(
            kept[0], f"«{mention.text}» within {published.start} to {published.end}, of which the article is"
        )
    first = min((o.start for o in kept if o.start), default=None) if all(o.start for o in kept) else None
    last = max((o.end for o in kept if o.end), default=None) if all(o.end for o in kept) else None
    reason = f"the article's day is not known: candidates {shown}"
    precision: Precision = "range"
    if inside and published.precision == "month" and last and first and _within((first, last), published):
        first, last, precision = published.start, published.end, "month"
    extent = kept[0].extent
    return Resolved(DateInterval(first, last, precision, extent, mention.text), reason, tuple(starts))


def _is_calendar(value: Value) -> bool:
    return _is_calendar(value.value) if isinstance(value, Bounded) else isinstance(value, Calendar | Span)


def _touches(outcome: DateInterval, published: DateInterval) -> bool:
    """Whether an interval begins or ends while the article may have appeared."""
    assert published.start
    assert published.end
    return any(day and published.start <= day <= published.end for day in (outcome.start, outcome.end))


def _within(stretch: Stretch, interval: DateInterval) -> bool:
    return bool(
        interval.start and interval.end and interval.start <= stretch[0] and stretch[1] <= interval.end
    )


def _evaluate(value: Value, scene: _Scene) -> tuple[DateInterval, str]:
    """The interval of a value and the reason for it; raises UnplacedError."""
    match value:
        case Calendar():
            return calendars.place(value, scene.today, scene.tense, scene.reference)
        case Shifted():
            base, reason = _evaluate(value.base, scene)
            moved, _ = _evaluate(value.by, replace(scene, reference=base))
            return moved, f"counted from a date {reason}"
        case Inside():
            frame, reason = _period(value.frame, scene)
            inner, _ = _evaluate(value.value, _Scene(frame.start, "future", None))
            return inner, f"inside a period {reason}"
        case Undated():
            raise UnplacedError("it names no day")
        case Bounded():
            return _bounded(value, scene)
        case Span():
            return _span(value, scene)
        case _:
            return _counted(value, scene)


def _counted(value: Relative | Period | Window, scene: _Scene) -> tuple[DateInterval, str]:
    if isinstance(value, Relative):
        return _relative(value, scene)
    return _period(value, scene) if isinstance(value, Period) else _window(value, scene)


def _anchor(kind: str, scene: _Scene) -> tuple[DateInterval, str]:
    """The interval an expression counts from, and its name."""
    if kind == "event":
        raise UnplacedError("counted from something that the text does not date")
    told = scene.reference if kind == "text" or (kind == "scene" and scene.tense == "past") else None
    if told is not None and (told.start or told.end):
        return told, "another date of the text"
    if scene.today is None:
        raise UnplacedError("the article's date is not known")
    return DateInterval(scene.today, scene.today), f"the article's date {scene.today}"


def _day_of(anchor: DateInterval) -> dt.date:
    """The first day of an anchor, or the last of one that is open before it."""
    day = anchor.start or anchor.end
    assert day
    return day


def _relative(value: Relative, scene: _Scene) -> tuple[DateInterval, str]:
    anchor, name = _anchor(value.anchor, scene)
    if value.unit == "night" and value.low == value.high == 0:
        first, last = _night(_day_of(anchor), ends=scene.tense == "past")
        return DateInterval(first, last, "range"), f"the night of {name}"
    return _shifted(value, anchor, "day"), f"counted from {name}"


def _shifted(value: Relative, anchor: DateInterval, precision: Precision) -> DateInterval:
    """An interval moved; weeks are taken with three days around, months and years whole."""
    origin_first = _day_of(anchor)
    origin_last = anchor.end or origin_first
    if value.high > 0:
        origin_first = origin_last
    elif value.low < 0:
        origin_last = origin_first
    first = spans.shift(origin_first, value.low, value.unit)
    last = spans.shift(origin_last, value.high, value.unit)
    if value.low != value.high:
        return DateInterval(first, last, "range")
    if value.unit in {"week", "fortnight", "weekend"}:
        return DateInterval(first - _NEAR, last + _NEAR, "week")
    if value.unit in {"month", "quarter", "half", "year"}:
        return DateInterval(
            spans.period(first, value.unit)[0], spans.period(last, value.unit)[1], spans.PRECISION[value.unit]
        )
    return DateInterval(first, last, anchor.precision if value.low == 0 else precision)


def _night(day: dt.date, *, ends: bool) -> Stretch:
    """Both days of the night that ends or begins on ``day``."""
    first = day - dt.timedelta(days=1) if ends else day
    return first, first + dt.timedelta(days=1)


def _period(value: Period, scene: _Scene) -> tuple[DateInterval, str]:
    anchor, name = _anchor(value.anchor, scene)
    day = _day_of(anchor)
    if value.unit == "night":
        past = value.offset < 0 or (value.offset == 0 and scene.tense == "past")
        stretch = _night(day, ends=past)
    elif value.unit == "weekend":
        stretch = _weekend(day, value.offset, scene.tense)
    else:
        stretch = spans.period(spans.shift(day, value.offset, value.unit), value.unit)
    first, last = spans.part_of(stretch, value.part)
    if value.part and not value.offset:
        first, last = _by_tense(value, day, first, last, scene.tense)
    precision = "day" if first == last else spans.PRECISION[value.unit] if value.part is None else "range"
    return DateInterval(first, last, precision), f"counted from {name}"


def _by_tense(value: Period, day: dt.date, first: dt.date, last: dt.date, tense: Tense | None) -> Stretch:
    """«En fin d'année» told of the past in January is last year's."""
    off = -1 if tense == "past" and first > day else 1 if tense == "future" and last < day else 0
    if not off:
        return first, last
    return spans.part_of(spans.period(spans.shift(day, off, value.unit), value.unit), value.part)


def _weekend(day: dt.date, offset: int, tense: Tense | None) -> Stretch:
    """«Ce week-end» told of the past is the last begun, else the one to come; the others exclude today's."""
    first, last = spans.period(day, "weekend")
    week = dt.timedelta(days=7)
    if offset < 0 and last >= day:
        return first - week, last - week
    if (offset > 0 and first <= day) or (offset == 0 and tense == "future" and last < day):
        return first + week, last + week
    if offset == 0 and tense == "past" and first > day:
        return first - week, last - week
    return first, last


def _window(value: Window, scene: _Scene) -> tuple[DateInterval, str]:
    anchor, name = _anchor("article", scene)
    assert anchor.start
    amount, unit = (value.amount, value.unit) if value.amount else WINDOW[value.unit]
    far = spans.shift(anchor.start, value.sign * amount, unit)
    first, last = sorted((anchor.start, far))
    how = "up to" if value.sign < 0 else "from"
    bound = "" if value.amount else f", taken as {amount} {unit}(s)"
    return DateInterval(first, last, "range"), f"{how} {name}{bound}"


def _span(value: Span, scene: _Scene) -> tuple[DateInterval, str]:
    """Both ends, the one nearer to the article first: the other is the nearest before or after it."""
    if scene.tense == "future":
        first, reason = _evaluate(value.first, scene)
        last, _ = _evaluate(_unrelated(value.last), _Scene(first.start, "future", first))
    else:
        last, reason = _evaluate(value.last, scene)
        first, _ = _evaluate(_unrelated(value.first), _Scene(last.start, "past", last))
    if not first.start or not last.end or last.end < first.start:
        raise UnplacedError("its end comes before its start")
    single = first.start == last.end
    extent: Extent = "throughout" if value.pairing == "range" else "within"
    return DateInterval(first.start, last.end, "day" if single else "range", extent), reason


def _unrelated(value: Value) -> Value:
    """The other end of a span follows from the first: «mercredi et jeudi prochains» are in one week."""
    if isinstance(value, Calendar) and value.which in {"last", "next"}:
        return replace(value, which=None)
    return value


def _bounded(value: Bounded, scene: _Scene) -> tuple[DateInterval, str]:
    tense: dict[str, Tense] = {"since": "past", "by": "future"}
    default: dict[str, Tense] = {"until": "future", "before": "future"}
    asked: Tense | None = tense.get(value.bound) or scene.tense or default.get(value.bound)
    if value.bound == "until" and isinstance(value.value, Calendar) and value.value.month and value.value.day:
        asked = None  # «a annoncé des tirs jusqu'au 30 mai»: the nearest, before or after
    ahead = value.bound in {"before", "until"} and isinstance(value.value, Period)
    inner, reason = _evaluate(value.value, replace(scene, tense="future" if ahead else asked))
    if value.bound == "since" and isinstance(value.value, Relative):
        anchor, _ = _anchor(value.value.anchor, scene)
        inner = replace(inner, start=spans.shift(_day_of(anchor), value.value.low, value.value.unit))
    return _open_or_close(value, inner, scene, asked), reason


def _open_or_close(value: Bounded, inner: DateInterval, scene: _Scene, tense: Tense | None) -> DateInterval:
    """An interval opened or closed by its preposition; a deadline begins on the article's day."""
    day = dt.timedelta(days=1)
    if value.bound == "during":
        return replace(inner, extent="throughout")
    if value.bound in {"since", "from", "after"}:
        start = inner.end + day if value.bound == "after" and inner.end else inner.start
        return DateInterval(
            start, None, inner.precision, "throughout" if value.bound == "since" else "within"
        )
    if value.bound == "until":
        return DateInterval(None, inner.end, inner.precision, "throughout")
    if value.bound == "by":
        end = inner.start if _is_season(value.value) else inner.end
    else:
        end = inner.end if _is_part(value.value) else (inner.start - day if inner.start else None)
    today = scene.today
    start = today if today and end and today <= end and tense != "past" else None
    return DateInterval(start, end, "range" if start else inner.precision)


def _is_season(value: Value) -> bool:
    """«D'ici l'été» ends when it begins."""
    return isinstance(value, Calendar) and value.season is not None and value.part is None


def _is_part(value: Value) -> bool:
    """«Avant la fin du mois» ends with the month."""
    return isinstance(value, Calendar | Period) and value.part == "end"
