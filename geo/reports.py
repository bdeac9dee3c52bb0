"""Drafts into reports: dates as intervals, codes, confidence, evidence and ids; each event of a text once.

The defaults are the event contract's: a movement announced without a date of its own starts on the day of
the announcement, open; another event without one has the article's date, a presence open from there; a
possible or denied event stays undated.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.records import Article, DateInterval, Evidence, Meeting, Movement, Place, Status
from geo.spans import MeetingDraft, MovementDraft

_RECENT = dt.timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text, resolved: the interval (or None), and why."""

    interval: DateInterval | None
    reason: str


def movement(
    draft: MovementDraft,
    article: Article,
    own: Dated | None,
    announced: Dated | None,
    evidence: tuple[Evidence, ...],
) -> Movement:
    """The report of a movement.

    Args:
        draft: what was read.
        article: its date and source.
        own: the date that the text gives the move, or None.
        announced: the date of its announcement, or None.
        evidence: the sentences.
    """
    date, reason = _movement_date(draft, article, own, announced)
    status = _by_date(draft.reality.status or "occurred", date, article)
    return Movement(
        id="",
        kind=draft.kind,
        status=status,
        date=date,
        reported=article.published,
        cameo=_movement_code(draft.kind, status),
        confidence=draft.certainty,
        evidence=evidence,
        date_reason=reason,
        force=draft.force,
        origin=draft.origin,
        destinations=draft.destinations,
    )


def meeting(
    draft: MeetingDraft, article: Article, own: Dated | None, evidence: tuple[Evidence, ...]
) -> Meeting:
    """The report of a meeting; arguments as for :func:`movement`."""
    status: Status = draft.reality.status or "occurred"
    date, reason = (own.interval, own.reason) if own else (None, None)
    if date is None and status not in ("possible", "denied"):
        date, reason = article.published, "the article's own date"
    status = _by_date(status, own.interval if own else None, article)
    return Meeting(
        id="",
        kind=draft.kind,
        status=status,
        date=date,
        reported=article.published,
        cameo=_meeting_code(draft, status),
        confidence=draft.certainty,
        evidence=evidence,
        date_reason=reason,
        participants=draft.participants,
        place=draft.place,
        level=draft.level,
    )


def _movement_date(
    draft: MovementDraft, article: Article, own: Dated | None, announced: Dated | None
) -> tuple[DateInterval | None, str | None]:
    status = draft.reality.status
    if own is not None and own.interval is not None:
        return _lasting(draft, own.interval), own.reason
    if status in ("possible", "denied"):
        return None, own.reason if own else "the text gives it no date"
    if status == "announced":
        day = announced.interval if announced and announced.interval else article.published
        if day is None:
            return None, "announced on a day that is not known"
        return replace(day, end=None, text=None, extent="within"), "from the day of the announcement, open"
    if announced is not None and announced.interval is not None and draft.kind == "alert":
        return announced.interval, announced.reason
    if article.published is None:
        return None, own.reason if own else "the article's date is not known"
    if draft.kind == "presence":
        return replace(
            article.published, end=None, text=None, extent="throughout"
        ), "stands there as the article appears"
    return replace(article.published, text=None), "the article's own date"


def _lasting(draft: MovementDraft, date: DateInterval) -> DateInterval:
    """A presence lasts from its day on; another move takes place within its days."""
    if draft.kind == "presence" and draft.reality.status == "occurred" and date.end == date.start:
        return replace(date, end=None, extent="throughout") if date.extent == "throughout" else date
    return date


def _by_date(status: Status, date: DateInterval | None, article: Article) -> Status:
    """What is told as a fact and lies ahead of the article is announced."""
    published = article.published
    if (
        status == "occurred"
        and date
        and date.start
        and published
        and published.end
        and date.start > published.end
    ):
        return "announced"
    return status


def _movement_code(kind: str, status: str) -> str | None:
    """CAMEO: 154 mobilise or add forces, 150 show of force, 152 alert, 0874 retreat."""
    del status
    return {"transfer": "154", "presence": "150", "alert": "152", "withdrawal": "0874"}[kind]


def _meeting_code(event: MeetingDraft | Meeting, status: Status) -> str:
    """CAMEO: 036 intent to meet, 041 by telephone (video too), 042 make a visit, 044 at a third place, 040."""
    if status in ("announced", "possible"):
        return "036"
    if event.kind in ("phone", "video"):
        return "041"
    if event.kind == "visit":
        return "042"
    sides = {p.country for p in event.participants}
    if event.place is not None and event.place.country not in sides:
        return "044"
    return "040"


# --- each event once ---


def once(events: Sequence[Movement | Meeting]) -> list[Movement | Meeting]:
    """The events of one text, those told twice joined with both sentences as evidence."""
    out: list[Movement | Meeting] = []
    for event in events:
        for i, other in enumerate(out):
            joined = _joined(other, event)
            if joined is not None:
                out[i] = joined
                break
        else:
            out.append(event)
    return out


def _joined(a: Movement | Meeting, b: Movement | Meeting) -> Movement | Meeting | None:
    if isinstance(a, Movement) and isinstance(b, Movement):
        return _one_movement(a, b)
    if isinstance(a, Meeting) and isinstance(b, Meeting):
        return _one_meeting(a, b)
    return None


def _one_movement(a: Movement, b: Movement) -> Movement | None:
    if (a.force.country, a.force.org) != (b.force.country, b.force.org) or a.status != b.status:
        return None
    kinds = {a.kind, b.kind}
    if len(kinds) > 1 and kinds != {"transfer", "presence"}:
        return None
    if _names(a.force.name) and _names(b.force.name) and not _names(a.force.name) & _names(b.force.name):
        return None  # two ships
    if len(kinds) > 1 and a.evidence[0] == b.evidence[0] and a.force.name != b.force.name:
        return None  # «fait route vers Aden, où croise déjà un destroyer»
    qa, qb = a.force.quantity, b.force.quantity
    if qa and qb and (qa.min, qa.max) != (qb.min, qb.max):
        return None
    if len(kinds) > 1 and (qa is None) != (qb is None):
        return None  # «deux compagnies sont arrivées», where «1 370 soldats» stand already
    if not _dates_agree(a.date, b.date):
        return None
    if a.kind == "alert" and b.kind == "alert":
        return _richer(a, b)
    if a.evidence[0] == b.evidence[0] and a.kind == b.kind and _completes(a, b):
        return _richer(a, b)
    if not (_places(a.destinations) and _places(b.destinations)):
        if a.kind != b.kind or (
            not a.destinations
            and not b.destinations
            and not (a.origin and b.origin and _k(a.origin) == _k(b.origin))
        ):
            return None
        same_origin = a.origin and b.origin and _k(a.origin) == _k(b.origin)
        if (qa is None or qb is None) and not same_origin:
            return None
    elif not (_places(a.destinations) & _places(b.destinations)):
        return None
    if a.origin and b.origin and _k(a.origin) != _k(b.origin):
        return None
    return _richer(a, b)


def _names(force: str) -> frozenset[str]:
    """The words of a force's name that are names («destroyer USS Truxtun»), the first word aside."""
    return frozenset(word for word in force.split()[1:] if word[:1].isupper())


def _completes(a: Movement, b: Movement) -> bool:
    """«L'envoi de troupes à l'est: 3 000 soldats seront déplacés»: one has the place, the other the number."""
    for whole, part in ((a, b), (b, a)):
        if not part.destinations and part.origin is None and part.force.quantity and not whole.force.quantity:
            return True
    return False


def _richer(a: Movement, b: Movement) -> Movement:
    force = a.force if a.force.quantity or not b.force.quantity else b.force
    return replace(
        a,
        force=replace(force, unit=force.unit or a.force.unit or b.force.unit),
        origin=a.origin or b.origin,
        destinations=a.destinations if len(a.destinations) >= len(b.destinations) else b.destinations,
        date=_told(a.date, b.date),
        evidence=_evidence(a.evidence, b.evidence),
        confidence=max(a.confidence, b.confidence),
    )


def _one_meeting(a: Meeting, b: Meeting) -> Meeting | None:
    sides_a = {p.country or p.org for p in a.participants if p.country or p.org}
    sides_b = {p.country or p.org for p in b.participants if p.country or p.org}
    if not sides_a or not sides_b or not (sides_a <= sides_b or sides_b <= sides_a):
        return None
    if (len(sides_a & sides_b) < 2 or sides_a != sides_b) and not (a.place and b.place):
        return None
    if a.status != b.status or not _dates_agree(a.date, b.date) or _long_past(a.date, b.date):
        return None
    if a.place and b.place and _k(a.place) != _k(b.place):
        return None
    media = {a.kind, b.kind} & {"phone", "video"}
    personal = {a.kind, b.kind} & {"in_person", "visit"}
    if len(media) > 1 or (media and (personal or a.place or b.place)):
        return None
    kind = a.kind if a.kind != "unspecified" else b.kind
    richer = a if len(sides_a) >= len(sides_b) else b
    one = replace(
        a,
        kind=kind,
        participants=richer.participants,
        place=a.place or b.place,
        date=_told(a.date, b.date),
        level=a.level or b.level,
        evidence=_evidence(a.evidence, b.evidence),
        confidence=max(a.confidence, b.confidence),
    )
    return replace(one, cameo=_meeting_code(one, one.status))


def _dates_agree(a: DateInterval | None, b: DateInterval | None) -> bool:
    """Whether two dates may be one: one of them not the text's own, or days in common."""
    if a is None or b is None or a.text is None or b.text is None:
        return True
    low = max(a.start or dt.date.min, b.start or dt.date.min)
    high = min(a.end or dt.date.max, b.end or dt.date.max)
    return low <= high


def _long_past(a: DateInterval | None, b: DateInterval | None) -> bool:
    """Whether one day is but the article's own, and the other lies weeks before it: another meeting, told again."""
    if a is None or b is None or (a.text is None) == (b.text is None):
        return False
    default, told = (a, b) if a.text is None else (b, a)
    return bool(told.end and default.start and told.end < default.start - _RECENT)


def _told(a: DateInterval | None, b: DateInterval | None) -> DateInterval | None:
    """The date that the text itself gives."""
    if a is None or (a.text is None and b is not None and b.text is not None):
        return b
    return a


def _places(places: Sequence[Place]) -> set[tuple[str, str | None]]:
    return {_k(p) for p in places}


def _k(place: Place) -> tuple[str, str | None]:
    return place.name, place.country


def _evidence(a: tuple[Evidence, ...], b: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def with_ids(events: Sequence[Movement | Meeting], article: Article) -> list[Movement | Meeting]:
    """The events with ids that follow from the text alone: the same on every machine, in any order of files."""
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    out: list[Movement | Meeting] = []
    seen: dict[str, int] = {}
    for event in events:
        place = f"{event.type}|{event.kind}|{event.evidence[0].start}"
        seen[place] = seen.get(place, 0) + 1
        name = hashlib.sha256(f"{digest}|{place}|{seen[place]}".encode()).hexdigest()[:16]
        out.append(replace(event, id=f"r-{name}"))
    return out
