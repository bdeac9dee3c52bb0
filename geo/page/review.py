"""Corrections: confirm or reject an event, edit its fields, move its places, date its article; and undo.

They live in the store beside what was extracted, with who and when. After each the whole page runs
again, so that map, tables and counts follow at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo.errors import SitmapError
from geo.frame.seats import place_of
from geo.gazetteer import Entry, Gazetteer
from geo.page import merging, session
from geo.page.changes import Change, changes, counted, dated, interval, moved
from geo.page.corpus import opened
from geo.page.filters import fold, places
from geo.page.layout import literal
from geo.page.library import read_again
from geo.page.words import Words
from geo.records import STATUSES, Article, DateInterval, Meeting, Movement, Place
from geo.settings import Settings
from geo.store import Store

_FOUND = 8
_POINT_KM = 10.0
_HISTORY = 30


def show(
    event: Movement | Meeting,
    articles: Mapping[str, Article],
    parts: Sequence[merging.Joined],
    gazetteer: Gazetteer,
    settings: Settings,
    words: Words,
) -> None:
    """The corrections of one event; ``parts``: the reports that were joined into it."""
    store = opened(settings.store_url)
    with st.expander(words("review.title"), icon=":material/edit_note:"):
        by = author(words)
        with st.container(horizontal=True):
            if _asked("confirm", words, by):
                apply(lambda: store.confirm(event.id, by=by))
            if _asked("reject", words, by):
                apply(lambda: store.reject(event.id, by=by))
        edited = _form(event, words, by)
        if edited:
            apply(lambda: _save(event.id, edited, store, by))
        change = _move(event, gazetteer, words, by)
        if change:
            apply(lambda: _save(event.id, [change], store, by))
        other = merging.parted(parts, articles, words, by)
        if other:
            apply(lambda: store.separate(event.id, other, by=by))
        _history(store, settings, words, event.id, by)


def show_date(article: Article, settings: Settings, words: Words, by: str) -> None:
    """The date of one article; another one, said by somebody, dates its events again."""
    store = opened(settings.store_url)
    with st.expander(words("review.date_title"), icon=":material/edit_calendar:"):
        held = article.published
        start, end = days(held.start if held else None, held.end if held else None, words)
        if _asked("set_date", words, by):
            apply(
                lambda: read_again(
                    store.set_date(article.source, interval(start, end or start), by=by), settings
                )
            )


def show_history(settings: Settings, words: Words) -> None:
    """The last corrections of the whole store: what was rejected is found again here."""
    with st.expander(words("review.history"), icon=":material/history:"):
        by = author(words)
        _history(opened(settings.store_url), settings, words, None, by)


def _form(event: Movement | Meeting, words: Words, by: str) -> list[Change]:
    """The fields of an event to edit; the changes, once they are to be kept."""
    with st.form("edit", border=False):
        status = st.selectbox(
            words("field.status"),
            STATUSES,
            STATUSES.index(event.status),
            format_func=lambda value: words(f"status.{value}"),
        )
        held = event.date
        start, end = days(held.start if held else None, held.end if held else None, words)
        edited = replace(event, status=status)
        if isinstance(edited, Movement):
            number = edited.force.quantity
            unit = st.text_input(words("field.unit"), edited.force.unit or "").strip() or None
            low = st.number_input(words("review.least"), 0, None, number.min if number else None, 100)
            high = st.number_input(words("review.most"), 0, None, number.max if number else None, 100)
            force = replace(edited.force, unit=unit, quantity=counted(number, low, high))
            edited = replace(edited, force=force)
        if not st.form_submit_button(words("review.edit"), disabled=not by):
            return []
    try:
        return changes(event, dated(edited, start, end))
    except SitmapError as problem:
        st.error(literal(str(problem)))
        return []


def _move(event: Movement | Meeting, gazetteer: Gazetteer, words: Words, by: str) -> Change | None:
    """Another place for one of the event's, found by name or on the map; the change, once it is to be kept."""
    held = places(event)
    if not held:
        return None
    number = st.selectbox(words("review.which"), range(len(held)), format_func=lambda index: held[index].name)
    st.button(
        words("review.waiting" if st.session_state["tool"] else "review.point"),
        icon=":material/add_location:",
        on_click=session.ask_point,
        key="ask point",
    )
    query = st.text_input(words("review.search"), placeholder=words("review.search_help"))
    reason = words("review.by", author=by)
    to = found(query, held[number].text, gazetteer, words, key="found place", reason=reason)
    return moved(event, number, to) if _asked("move", words, by, ready=to is not None) and to else None


def found(
    query: str, text: str, gazetteer: Gazetteer, words: Words, *, key: str, reason: str | None = None
) -> Place | None:
    """The place chosen among those of a name; with ``reason``, first the point given on the map.

    Args:
        query: the name, as the gazetteer takes it.
        text: the words of the article.
        gazetteer: where the names are.
        words: the reader's.
        key: of the widget.
        reason: why the place is there; None asks for names only.
    """
    point = st.session_state["point"] if reason else None
    options = _pointed(point, text, gazetteer, words, reason) if point else []
    entries = gazetteer.find(query)[:_FOUND] if query.strip() else ()
    options += [place_of(entry, text=text, reason=reason) for entry in entries]
    if not options:
        if query.strip():
            st.caption(words("review.nowhere"))
        return None
    return st.selectbox(
        words("review.found"), options, format_func=lambda place: _named(place, words), key=key
    )


def _pointed(
    point: tuple[float, float], text: str, gazetteer: Gazetteer, words: Words, reason: str | None
) -> list[Place]:
    """A point of the map as a place: itself, and the place nearest to it."""
    lat, lon = point
    (location,) = gazetteer.reverse(point, exactly_one=False)
    nearest: Entry = location.raw
    near = words("review.near", name=nearest.name)
    itself = Place(text, near, "area", nearest.country, lat, lon, _POINT_KM, reason=reason)
    return [itself, place_of(nearest, text=text, reason=reason)]


def actors(words: Words) -> list[str]:
    """The codes of states and organisations, by their names."""
    return sorted((*words.states(), *words.under("org")), key=lambda code: fold(words.country(code)))


def codes(actor: str, words: Words) -> tuple[str | None, str | None]:
    """(country, org) of a code."""
    return (None, actor) if actor in words.under("org") else (actor, None)


def interval_of(start: dt.date | None, end: dt.date | None) -> DateInterval | None:
    """The days typed, or None; where they are in the wrong order, None and a word on the page."""
    try:
        return interval(start, end or start)
    except SitmapError as problem:
        st.error(literal(str(problem)))
        return None


def _history(store: Store, settings: Settings, words: Words, event_id: str | None, by: str) -> None:
    """The corrections in force, the last made first, each with its undo."""
    made = [one for one in store.corrections(event_id) if one.undone_at is None]
    for one in made[:_HISTORY]:
        told = f"{words(f'review.did.{one.action}')} {one.field or ''}".strip()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(literal(f"{told}, {one.author}, {words.day(one.made_at.date())}"))
            if st.button(words("review.undo"), key=f"undo {one.id}", type="tertiary", disabled=not by):
                apply(lambda number=one.id: _undo(store, number, settings, by))  # type: ignore[misc]


def _undo(store: Store, correction_id: int, settings: Settings, by: str) -> None:
    undone = store.undo(correction_id, by=by)
    if undone.action == "date":
        for article in store.articles():
            again = store.to_read(article.source)
            if again.published != article.published:
                read_again(again, settings)


def _save(event_id: str, made: list[Change], store: Store, by: str) -> None:
    for field, value in made:
        store.edit(event_id, field, value, by=by)


def apply(action: Callable[[], object]) -> None:
    """Do it and run the page again, or say why it cannot be done."""
    try:
        action()
    except SitmapError as problem:
        st.error(literal(str(problem)))
        return
    st.rerun()


def author(words: Words) -> str:
    """Who corrects; nothing can be corrected without a name. It is asked for once in a visit."""
    before = st.session_state.get("by", "")
    said = st.text_input(words("review.author"), before, placeholder=words("review.author_help"))
    by: str = said.strip()
    st.session_state["by"] = by
    return by


def days(start: dt.date | None, end: dt.date | None, words: Words) -> tuple[dt.date | None, dt.date | None]:
    """Two fields for the first and the last day; None where nothing is known."""
    first = st.date_input(words("review.start"), start, format="YYYY-MM-DD")
    last = st.date_input(words("review.end"), end, format="YYYY-MM-DD")
    return first, last


def _asked(action: str, words: Words, by: str, *, ready: bool = True) -> bool:
    return st.button(words(f"review.{action}"), key=f"review {action}", disabled=not (by and ready))


def _named(place: Place, words: Words) -> str:
    country = words.country(place.country) if place.country else ""
    return f"{place.name} ({', '.join(filter(None, (country, words(f'place.{place.kind}'))))})"
