"""Records into rows and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from geo.records import (
    Article,
    DateInterval,
    Meeting,
    Movement,
    event_from_json,
    event_to_json,
    interval_from_json,
    interval_to_json,
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees, WGS 84; ``west`` > ``east`` crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def touches(self, other: Box) -> bool:
        """Whether the two share a point; ``other`` does not cross the antimeridian."""
        east_of, west_of = other.east >= self.west, other.west <= self.east
        across = (east_of and west_of) if self.west <= self.east else (east_of or west_of)
        return across and other.south <= self.north and other.north >= self.south


def digest(article: Article) -> str:
    """The hash that an article is known by: of its words alone, not its file, encoding or white space."""
    words = " ".join(unicodedata.normalize("NFC", article.text).split())
    return hashlib.sha256(words.encode()).hexdigest()


def given_text(article: Article) -> str:
    """What was said of the text from outside it: a change of this is a reason to read it again."""
    return json.dumps([interval_to_json(article.published), article.lang])


def as_given(article: Article, given: str) -> Article:
    """The article with what :func:`given_text` kept in place of what a reader learnt."""
    published, lang = json.loads(given)
    return replace(article, published=interval_from_json(published), lang=lang)


def article_row(article: Article) -> dict[str, Any]:
    """The columns of an article but for its row number and time of record."""
    return {
        "digest": digest(article),
        "source": article.source,
        "text": article.text,
        "body_start": article.body_start,
        "title": article.title,
        "lang": article.lang,
        "published": dump(interval_to_json(article.published)),
    }


def article_from_row(row: Any) -> Article:  # noqa: ANN401 (a row of any select)
    """The article of a row of ``articles``."""
    return Article(
        source=row.source,
        text=row.text,
        body_start=row.body_start,
        published=interval_from_json(json.loads(row.published)),
        title=row.title,
        lang=row.lang,
    )


def event_body(event: Movement | Meeting) -> str:
    """The event as the contract's JSON, in one line."""
    return dump(event_to_json(event))


@lru_cache(maxsize=10_000)
def event_from_body(body: str) -> Movement | Meeting:
    """The inverse of :func:`event_body`; those of the last windows that were asked for are remembered."""
    return event_from_json(json.loads(body))


def event_columns(event: Movement | Meeting) -> dict[str, Any]:
    """The columns that queries use: days, bounding box in degrees (None where no place is known), codes."""
    box = bounds(event)
    return {
        "id": event.id,
        "type": event.type,
        "kind": event.kind,
        "status": event.status,
        "first_day": event.date.start if event.date else None,
        "last_day": event.date.end if event.date else None,
        "south": box and box.south,
        "west": box and box.west,
        "north": box and box.north,
        "east": box and box.east,
        "sender": (event.force.country or event.force.org) if isinstance(event, Movement) else None,
        "destination": _destinations(event) if isinstance(event, Movement) else None,
        "confidence": event.confidence,
        "review": event.review,
        "body": event_body(event),
    }


def bounds(event: Movement | Meeting) -> Box | None:
    """The smallest rectangle that holds every place of an event; None where it has none."""
    if isinstance(event, Movement):
        places = [*([event.origin] if event.origin else []), *event.destinations]
    else:
        places = [event.place] if event.place else []
    if not places:
        return None
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    return Box(min(lats), min(lons), max(lats), max(lons))


def said_on(reported: DateInterval | None, recorded: dt.datetime) -> dt.date:
    """The day by which the article had surely appeared: the last that is possible, or that of its record."""
    day = (reported.end or reported.start) if reported else None
    return min(day, recorded.date()) if day else recorded.date()


def dump(fields: object) -> str:
    """JSON in one line, letters as they are."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _destinations(event: Movement) -> str | None:
    codes = sorted({place.country for place in event.destinations if place.country})
    return ",".join(codes) or None
