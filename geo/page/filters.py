"""Filters: which events pass a choice, how many each value holds, and the widgets in the side bar."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.gazetteer import Gazetteer
from geo.page.proof import file_name
from geo.page.state import MAX_KM, Choice, Circle
from geo.page.words import Words
from geo.records import MEETING_KINDS, MOVEMENT_KINDS, STATUSES, Meeting, Movement, Place
from geo.store import Box

TYPES = ("movement", "meeting")
KINDS = tuple(dict.fromkeys((*MOVEMENT_KINDS, *MEETING_KINDS)))
REVIEWS = ("confirmed", "edited", "added", "none")
FACETS = ("types", "kinds", "statuses", "forces", "participants", "places", "units", "sources", "reviews")
"""Filters with values to choose from; an event passes that has one of them."""

WIDGETS = (*FACETS, "area", "text", "quantity", "confidence", "known_on", "recorded")
_FIRST = ("types", "kinds", "statuses", "text", "area", "known_on", "recorded")
_EARTH_KM = 6371.0
_FOUND = 8


@dataclass(frozen=True, slots=True)
class Traits:
    """What the filters look at in one event: its values of each facet, its words, folded, its points.

    Attributes:
        most: the largest number of people (or pieces) that it may have; infinite where it is open, 0 where
            the text gives none.
        points: (lat, lon) of its places, degrees.
    """

    id: str
    facets: Mapping[str, tuple[str, ...]]
    text: str
    most: float
    points: tuple[tuple[float, float], ...]
    confidence: float


def traits(event: Movement | Meeting) -> Traits:
    """The traits of an event."""
    own = _movement_facets(event) if isinstance(event, Movement) else _meeting_facets(event)
    held = places(event)
    facets = {
        "types": (event.type,),
        "kinds": (event.kind,),
        "statuses": (event.status,),
        "places": tuple(dict.fromkeys(place.country or place.name for place in held)),
        "sources": tuple(dict.fromkeys(piece.source for piece in event.evidence)),
        "reviews": (event.review or "none",),
        **own,
    }
    words = [piece.quote for piece in event.evidence] + [place.name for place in held]
    if isinstance(event, Movement):
        words += [event.force.name, event.force.unit or ""]
    else:
        words += [who.name for who in event.participants]
    points = tuple((place.lat, place.lon) for place in held)
    return Traits(event.id, facets, fold(" ".join(words)), _most(event), points, event.confidence)


def places(event: Movement | Meeting) -> tuple[Place, ...]:
    """The places of an event, the origin first."""
    if isinstance(event, Meeting):
        return (event.place,) if event.place else ()
    return ((event.origin,) if event.origin else ()) + event.destinations


def fold(text: str) -> str:
    """Lower case without accents: «Évacué» is found by «evacue»."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def passing(all_traits: Iterable[Traits], choice: Choice) -> set[str]:
    """Ids of the events that pass every filter of the choice; ``known_on`` is the store's to answer."""
    chosen, plain = _chosen(choice), _plain(choice)
    return {one.id for one in all_traits if plain(one) and not _failed(one, chosen)}


def counts(all_traits: Iterable[Traits], choice: Choice) -> dict[str, Counter[str]]:
    """For each facet, how many events hold each value among those that pass all other filters."""
    chosen, plain = _chosen(choice), _plain(choice)
    held: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for one in all_traits:
        if not plain(one):
            continue
        failed = _failed(one, chosen)
        for facet in FACETS if not failed else failed if len(failed) == 1 else ():
            held[facet].update(one.facets[facet])
    return held


def within(area: Box | Circle, lat: float, lon: float) -> bool:
    """Whether a point (degrees, WGS 84) lies in an area; on a sphere, and across the antimeridian."""
    if isinstance(area, Box):
        return area.touches(Box(lat, lon, lat, lon))
    (a, b), (c, d) = (map(math.radians, (area.lat, area.lon)), map(math.radians, (lat, lon)))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= area.km


def show(
    held: Mapping[str, Counter[str]], totals: Mapping[str, Counter[str]], gazetteer: Gazetteer, words: Words
) -> None:
    """The filters, in the side bar; their values live in the session under the names of ``WIDGETS``.

    The options and their labels are the same whatever is chosen: Streamlit knows a choice by its label, and
    drops a click that comes before the label's new text.

    Args:
        held: for each facet, how many events hold each value among those that pass all other filters.
        totals: the same, of all events.
        gazetteer: to look up the centre of a circle.
        words: the page's texts.
    """

    def pills(facet: str, values: Iterable[str], label: str) -> None:
        options = [value for value in values if totals[facet][value] or value in st.session_state[facet]]
        st.pills(
            words(f"filter.{facet}"),
            options,
            selection_mode="multi",
            key=facet,
            format_func=lambda value: words(f"{label}{value}"),
        )
        _count_beside(facet, [held[facet][option] for option in options], words)

    st.text_input(
        words("filter.text"), key="text", placeholder=words("filter.text_help"), icon=":material/search:"
    )
    pills("types", TYPES, "type.")
    pills("statuses", STATUSES, "status.")
    pills("kinds", KINDS, "kind.")
    _area(words)
    _known_on(words)
    with st.expander(words("filter.more"), expanded=has_more()):
        for facet, told in _TOLD.items():
            _choose(facet, told, totals[facet], words)
        pills("reviews", REVIEWS, "filter.review_")
        st.number_input(words("filter.quantity"), min_value=0, step=500, key="quantity", format="%d")
        st.slider(words("filter.confidence"), 0.0, 1.0, step=0.05, key="confidence", format="percent")
        _around(gazetteer, words)
    st.button(words("filter.clear"), key="clear", on_click=clear, width="stretch", disabled=not is_set())


def clear() -> None:
    """Let everything through."""
    for name in WIDGETS:
        st.session_state[name] = _empty(name)


def seed(choice: Choice) -> None:
    """Put a choice into the widgets, before they are drawn."""
    for name in WIDGETS:
        value = getattr(choice, name)
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def read() -> Choice:
    """The choice the widgets hold."""
    held: dict[str, Any] = {name: st.session_state.get(name, _empty(name)) for name in WIDGETS}
    frozen: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items()
    }
    return Choice(**frozen)


def is_set() -> bool:
    """Whether any filter is."""
    return read() != Choice()


def has_more() -> bool:
    """Whether a filter is set that stands behind «more»."""
    chosen, plain = read(), Choice()
    return any(getattr(chosen, name) != getattr(plain, name) for name in WIDGETS if name not in _FIRST)


def _movement_facets(event: Movement) -> dict[str, tuple[str, ...]]:
    force = event.force
    return {
        "forces": _codes([(force.country, force.org, force.name)]),
        "participants": (),
        "units": (force.unit,) if force.unit else (),
    }


def _meeting_facets(event: Meeting) -> dict[str, tuple[str, ...]]:
    who = ((one.country, one.org, one.name) for one in event.participants)
    return {"forces": (), "participants": _codes(who), "units": ()}


def _most(event: Movement | Meeting) -> float:
    number = event.force.quantity if isinstance(event, Movement) else None
    if number is None:
        return 0
    return math.inf if number.max is None else number.max


def _chosen(choice: Choice) -> dict[str, frozenset[str]]:
    return {facet: frozenset(values) for facet in FACETS if (values := getattr(choice, facet))}


def _failed(one: Traits, chosen: Mapping[str, frozenset[str]]) -> list[str]:
    """The facets of which the event has none of the chosen values."""
    return [facet for facet, values in chosen.items() if values.isdisjoint(one.facets[facet])]


def _plain(choice: Choice) -> Callable[[Traits], bool]:
    """Whether an event passes the filters that are no facets."""
    words, area = fold(choice.text).split(), choice.area

    def passes(one: Traits) -> bool:
        return (
            one.confidence >= choice.confidence
            and one.most >= choice.quantity
            and all(word in one.text for word in words)
            and (area is None or any(within(area, lat, lon) for lat, lon in one.points))
        )

    return passes


def _empty(name: str) -> object:
    value = getattr(Choice(), name)
    return list(value) if isinstance(value, tuple) else value


_TOLD: dict[str, Callable[[str, Words], str]] = {
    "forces": lambda value, words: words.country(value),
    "participants": lambda value, words: words.country(value),
    "places": lambda value, words: words.country(value),
    "units": lambda value, _words: value,
    "sources": lambda value, _words: file_name(value),
}


def _choose(facet: str, told: Callable[[str, Words], str], total: Counter[str], words: Words) -> None:
    options = sorted(total.keys() | set(st.session_state[facet]), key=lambda value: (-total[value], value))
    st.multiselect(
        words(f"filter.{facet}"),
        options,
        key=facet,
        format_func=lambda value: f"{told(value, words)} ({words.number(total[value])})",
        placeholder=words("filter.all"),
    )


def _known_on(words: Words) -> None:
    st.date_input(
        words("filter.known_on"),
        key="known_on",
        format="YYYY-MM-DD",
        help=words("filter.known_on_help"),
        value=None,
    )
    if st.session_state.get("known_on") is not None:
        st.toggle(words("filter.recorded"), key="recorded", help=words("filter.recorded_help"))


def _area(words: Words) -> None:
    """The area that was drawn, with a way out of it."""
    area: Box | Circle | None = st.session_state["area"]
    if area is None:
        return
    if isinstance(area, Box):
        name = words(
            "filter.box",
            south=_latitude(area.south, words),
            north=_latitude(area.north, words),
            west=_longitude(area.west, words),
            east=_longitude(area.east, words),
        )
    else:
        at = f"{_latitude(area.lat, words)}, {_longitude(area.lon, words)}"
        name = words("filter.circle", km=round(area.km), at=at)
    st.button(
        name,
        key="clear area",
        icon=":material/close:",
        help=words("filter.area_clear"),
        on_click=_set_area,
        args=(None,),
        width="stretch",
    )


def _around(gazetteer: Gazetteer, words: Words) -> None:
    """A circle around a place of the gazetteer: what a hand can draw on the map, by words."""
    query = st.text_input(words("filter.around"), key="around", placeholder=words("review.search_help"))
    found = gazetteer.find(query)[:_FOUND] if query.strip() else ()
    if not found:
        return
    centre = st.selectbox(
        words("review.found"),
        found,
        format_func=lambda entry: ", ".join(
            (entry.name, words.country(entry.country) if entry.country else words(f"place.{entry.kind}"))
        ),
    )
    km = st.number_input(words("filter.km"), min_value=1, max_value=MAX_KM, value=300, step=50)
    st.button(
        words("filter.apply"),
        key="apply around",
        on_click=_set_area,
        args=(Circle(round(centre.lat, 4), round(centre.lon, 4), float(km)),),
        width="stretch",
    )


def _set_area(area: Box | Circle | None) -> None:
    st.session_state["area"] = area


def _latitude(degrees: float, words: Words) -> str:
    return words("filter.south" if degrees < 0 else "filter.north", degrees=f"{abs(degrees):.1f}")


def _longitude(degrees: float, words: Words) -> str:
    return words("filter.west" if degrees < 0 else "filter.east", degrees=f"{abs(degrees):.1f}")


def _count_beside(name: str, numbers: Sequence[int], words: Words) -> None:
    """Write the numbers behind the labels of the pills, and none of them into a label."""
    rules = [
        f".st-key-{name} button:nth-of-type({at}) p::after {{ content: ' {words.number(number)}'; }}"
        for at, number in enumerate(numbers, start=1)
    ]
    st.html(f"<style>{' '.join(rules)}</style>")


def _codes(who: Iterable[tuple[str | None, str | None, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country or org or name for country, org, name in who))
