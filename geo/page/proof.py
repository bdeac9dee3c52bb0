"""The proof of an event as HTML: its fields, and its sentences with their words marked. All of it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.cartography import escape, highlights
from geo.page import describe, reasons
from geo.page.words import Words
from geo.records import Article, Evidence, Meeting, Movement, Place


class Field(NamedTuple):
    """A line of the card: the field's name, its value, and how it is known."""

    name: str
    value: str
    known: str = ""


def card(event: Movement | Meeting, words: Words) -> str:
    """The fields of an event."""
    own = _movement_fields(event, words) if isinstance(event, Movement) else _meeting_fields(event, words)
    lines = "".join(
        f"<dt>{escape(field.name)}</dt><dd>{escape(field.value)}<small>{escape(field.known)}</small></dd>"
        for field in [*own, *_shared_fields(event, words)]
        if field.value
    )
    kind, status = escape(words(f"kind.{event.kind}")), escape(words(f"status.{event.status}"))
    return (
        f'<article class="card"><p class="chips"><span class="chip {event.type}">{kind}</span>'
        f'<span class="chip {event.status}">{status}</span>{_review(event, words)}</p>'
        f"<h2>{escape(describe.who(event, words))}</h2>"
        f'<p class="route">{escape(describe.summary(event, words))}</p><dl>{lines}</dl></article>'
    )


def heading(source: str, article: Article | None, words: Words) -> str:
    """The name and the date of an article."""
    name = article.title if article and article.title else file_name(source)
    published = words.interval(article.published if article else None)
    return f'<h3 class="source" title="{escape(source)}">{escape(name)}<span>{escape(published)}</span></h3>'


def quotes(event: Movement | Meeting, pieces: Iterable[Evidence], words: Words) -> str:
    """Sentences of one article, the words that fill a field marked by their role."""
    return "".join(f"<blockquote>{_marked(event, piece.quote, words)}</blockquote>" for piece in pieces)


def full_text(article: Article, events: Sequence[Movement | Meeting]) -> str:
    """The text of an article with the sentences of its events marked."""
    told = {
        (piece.start, piece.end)
        for event in events
        for piece in event.evidence
        if piece.source == article.source
    }
    parts, done = [], article.body_start
    for start, end in sorted(told):
        if start >= done:
            sentence = escape(article.text[start:end])
            parts += [escape(article.text[done:start]), f'<mark class="proof">{sentence}</mark>']
            done = end
    return f'<div class="text">{"".join([*parts, escape(article.text[done:])])}</div>'


def file_name(source: str) -> str:
    """The last part of a source's path."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _review(event: Movement | Meeting, words: Words) -> str:
    return (
        f'<span class="chip review">{escape(words(f"review.{event.review}"))}</span>' if event.review else ""
    )


def _movement_fields(event: Movement, words: Words) -> list[Field]:
    force, number = event.force, describe.quantity(event, words)
    said = force.quantity.text if force.quantity else None
    return [
        Field(words("field.force"), describe.force(force, words), _said(force.name)),
        Field(words("field.unit"), force.unit or ""),
        Field(words("field.quantity"), number or words("field.no_number"), _said(said)),
        *_places(words("field.origin"), [event.origin] if event.origin else [], words),
        *_places(words("field.destination"), event.destinations, words),
    ]


def _meeting_fields(event: Meeting, words: Words) -> list[Field]:
    people = "; ".join(describe.participant(one, words) for one in event.participants)
    return [
        Field(words("field.participants"), people),
        Field(words("field.level"), words(f"level.{event.level}") if event.level else ""),
        *_places(words("field.place"), [event.place] if event.place else [], words),
    ]


def _shared_fields(event: Movement | Meeting, words: Words) -> list[Field]:
    names = words.under("field")
    conflicts = [
        Field(
            words("field.conflict"),
            names.get(conflict.field, conflict.field),
            " / ".join(
                f"{value} ({', '.join(map(file_name, sources))})" for value, sources in conflict.values
            ),
        )
        for conflict in event.conflicts
    ]
    date_text = event.date.text if event.date else None
    return [
        Field(
            words("field.when"),
            words.interval(event.date),
            _said(date_text, reasons.told(event.date_reason, words)),
        ),
        Field(words("field.status"), words(f"status.{event.status}"), _said(event.status_text)),
        Field(words("field.confidence"), describe.confidence(event.confidence, words)),
        Field(words("field.reported"), words.interval(event.reported)),
        Field(words("field.cameo"), event.cameo or ""),
        *conflicts,
    ]


def _places(name: str, places: Iterable[Place], words: Words) -> list[Field]:
    return [
        Field(name, describe.place(place, words), _said(place.text, reasons.told(place.reason, words)))
        for place in places
    ]


def _said(text: str | None, reason: str | None = None) -> str:
    return " – ".join(filter(None, (f"« {text} »" if text else None, reason)))


def _marked(event: Movement | Meeting, quote: str, words: Words) -> str:
    parts, done = [], 0
    for start, end, role in highlights(quote, _needles(event)):
        name = escape(words(f"role.{role}"))
        parts += [
            escape(quote[done:start]),
            f'<mark class="{role}" title="{name}">{escape(quote[start:end])}</mark>',
        ]
        done = end
    return "".join([*parts, escape(quote[done:])])


def _needles(event: Movement | Meeting) -> list[tuple[str, str | None]]:
    """The words that each field was read from, by role, the more telling first."""
    date = ("date", event.date.text if event.date else None)
    status = ("status", event.status_text)
    if isinstance(event, Meeting):
        people = [("participant", one.name) for one in event.participants]
        return [("place", event.place.text if event.place else None), date, *people, status]
    force = event.force
    return [
        ("quantity", force.quantity.text if force.quantity else None),
        ("origin", event.origin.text if event.origin else None),
        *(("destination", place.text) for place in event.destinations),
        date,
        ("unit", force.unit),
        ("force", force.name),
        status,
    ]
