"""An event added by hand: its sentence, picked in the article, and the fields that the analyst fills."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

import streamlit as st

from geo.gazetteer import Gazetteer
from geo.page import review
from geo.page.changes import counted
from geo.page.corpus import opened
from geo.page.words import Words
from geo.records import (
    MEETING_KINDS,
    MOVEMENT_KINDS,
    STATUSES,
    Article,
    DateInterval,
    Evidence,
    Force,
    Meeting,
    MeetingKind,
    Movement,
    MovementKind,
    Participant,
    Place,
    Status,
)
from geo.settings import Settings

_END = re.compile(r"(?<=[.!?…])[»”\"]?\s+|\n\s*\n\s*")
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class _Told:
    """What a movement and a meeting share."""

    article: Article
    evidence: Evidence
    status: Status
    date: DateInterval | None


def sentences(article: Article) -> list[Evidence]:
    """The sentences of an article with their offsets, split at full stops and between paragraphs."""
    found, start = [], article.body_start
    stops = [(stop.start(), stop.end()) for stop in _END.finditer(article.text, start)]
    for end, after in [*stops, (len(article.text),) * 2]:
        piece = article.text[start:end]
        if quote := piece.strip():
            begin = start + piece.index(quote)
            found.append(Evidence(article.source, begin, begin + len(quote), quote))
        start = after
    return found


def show(article: Article, gazetteer: Gazetteer, settings: Settings, words: Words, by: str) -> None:
    """The fields of a new event of an article; it is kept in the store under the name of who adds it."""
    with st.expander(words("review.add_title"), icon=":material/add_location_alt:"):
        evidence = st.selectbox(words("review.sentence"), sentences(article), format_func=_short)
        kind = st.selectbox(
            words("filter.kinds"),
            (*MOVEMENT_KINDS, *MEETING_KINDS),
            format_func=lambda value: words(f"kind.{value}"),
        )
        status = st.selectbox(
            words("field.status"), STATUSES, format_func=lambda value: words(f"status.{value}")
        )
        date = review.interval_of(*review.days(None, None, words))
        if evidence is None:
            return
        told = _Told(article, evidence, status, date)
        event: Movement | Meeting | None
        if kind in MOVEMENT_KINDS:
            event = _movement(told, kind, gazetteer, words)
        else:
            event = _meeting(told, cast("MeetingKind", kind), gazetteer, words)
        ready = bool(by) and event is not None
        asked = st.button(words("review.add"), key="review add", disabled=not ready, type="primary")
    if asked and event:
        review.apply(lambda: opened(settings.store_url).add_by_hand(event, by=by))


def _movement(told: _Told, kind: MovementKind, gazetteer: Gazetteer, words: Words) -> Movement | None:
    who = st.selectbox(words("field.force"), review.actors(words), index=None, format_func=words.country)
    unit = st.text_input(words("field.unit"), key="new unit").strip()
    low = st.number_input(words("review.least"), 0, None, None, 100, key="new least")
    high = st.number_input(words("review.most"), 0, None, None, 100, key="new most")
    origin = _place("field.origin", gazetteer, words)
    destination = _place("field.destination", gazetteer, words)
    if not who:
        return None
    country, org = review.codes(who, words)
    return Movement(
        id="",
        kind=kind,
        status=told.status,
        date=told.date,
        reported=told.article.published,
        cameo=None,
        confidence=1.0,
        evidence=(told.evidence,),
        force=Force(country, org, words.country(who), unit or None, counted(None, low, high)),
        origin=origin,
        destinations=(destination,) if destination else (),
    )


def _meeting(told: _Told, kind: MeetingKind, gazetteer: Gazetteer, words: Words) -> Meeting | None:
    talking = st.multiselect(words("field.participants"), review.actors(words), format_func=words.country)
    place = _place("field.place", gazetteer, words)
    if not talking:
        return None
    return Meeting(
        id="",
        kind=kind,
        status=told.status,
        date=told.date,
        reported=told.article.published,
        cameo=None,
        confidence=1.0,
        evidence=(told.evidence,),
        participants=tuple(Participant(words.country(who), *review.codes(who, words)) for who in talking),
        place=place,
    )


def _place(field: str, gazetteer: Gazetteer, words: Words) -> Place | None:
    """A place of the gazetteer by its name; None where none was typed."""
    query = st.text_input(words(field), key=f"new {field}", placeholder=words("review.search_help"))
    return review.found(query, query.strip(), gazetteer, words, key=f"found {field}")


def _short(piece: Evidence) -> str:
    return piece.quote if len(piece.quote) <= _SHOWN else f"{piece.quote[:_SHOWN]}…"
