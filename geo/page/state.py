"""What the page shows, as one frozen value that the address bar can hold.

A link is such a state written out: ``?from=2022-01-04&to=2022-02-02&mode=window&status=announced&id=…``.
What a link says wrongly is left out, never guessed. The address is written by the browser
(``static/timeline.link.js``); Python reads it once, when a session begins.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from geo.page.words import LANGS, Lang
from geo.store import Box

Mode = Literal["window", "cumulative", "day"]
Panel = Literal["list", "unmapped", "event", "article", "library"]
Theme = Literal["light", "dark"]
_AT = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)")
_NUMBER = re.compile(r"-?\d{1,5}(?:\.\d{1,6})?")
MAX_KM = 20_000
"""No point of the Earth is farther from another."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days shown, both inclusive, and how a step changes them."""

    start: dt.date
    end: dt.date
    mode: Mode = "window"


@dataclass(frozen=True, slots=True)
class Circle:
    """The points within ``km`` of a centre, in degrees, WGS 84."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters let through; an empty tuple lets everything through.

    Attributes:
        forces: ISO 3166-1 alpha-2 codes or organisations whose forces move.
        participants: the same, of those who talk.
        places: codes of states, or names of regions across states.
        units: as the texts name them.
        sources: of the articles that tell of the event.
        reviews: what an analyst made of it, or ``none``.
        area: the event has a place inside.
        text: words that all stand in the quotes, names or units.
        quantity: the least number of people (or pieces) that the event may have.
        confidence: the least, 0..1.
        known_on: as the articles published by that day tell it; None = all of them.
        recorded: with ``known_on``: as the store held it on the evening of that day (UTC) instead.
    """

    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    area: Box | Circle | None = None
    text: str = ""
    quantity: int = 0
    confidence: float = 0.0
    known_on: dt.date | None = None
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """Centre (degrees, WGS 84) and zoom of the map."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True, slots=True)
class State:
    """All of it. None: not said, the page decides."""

    window: Window | None = None
    choice: Choice = field(default_factory=Choice)
    selected: str | None = None
    source: str | None = None
    panel: Panel | None = None
    lang: Lang = "fr"
    theme: Theme | None = None
    at: At | None = None


_LISTS = {
    "type": "types",
    "kind": "kinds",
    "status": "statuses",
    "force": "forces",
    "who": "participants",
    "place": "places",
    "unit": "units",
    "from_article": "sources",
    "review": "reviews",
}


def from_params(params: Mapping[str, Sequence[str]]) -> State:
    """The state a link holds; of a parameter that is no such value nothing is taken."""
    one = {name: values[-1] for name, values in params.items() if values}
    start, end = _day(one.get("from")), _day(one.get("to"))
    mode = cast("Mode", one["mode"]) if one.get("mode") in get_args(Mode) else "window"
    lists = {attribute: tuple(params.get(name, ())) for name, attribute in _LISTS.items()}
    return State(
        window=Window(start, end, mode) if start and end and start <= end else None,
        choice=Choice(
            **lists,
            area=_area(one),
            text=one.get("q", ""),
            quantity=_whole(one.get("least", "")),
            confidence=_share(one.get("conf")),
            known_on=_day(one.get("known")),
            recorded=one.get("by") == "record",
        ),
        selected=one.get("id"),
        source=one.get("article"),
        panel=cast("Panel", one["panel"]) if one.get("panel") in get_args(Panel) else None,
        lang=cast("Lang", one["lang"]) if one.get("lang") in LANGS else "fr",
        theme=cast("Theme", one["theme"]) if one.get("theme") in get_args(Theme) else None,
        at=_at(one.get("at", "")),
    )


def to_params(state: State) -> dict[str, str | list[str]]:
    """The parameters of a link, without days, mode and view of the map: those the browser knows better."""
    choice = state.choice
    params: dict[str, str | list[str] | None] = {
        name: list(getattr(choice, attribute)) for name, attribute in _LISTS.items()
    }
    params |= {
        "box": _written(choice.area, "south", "west", "north", "east")
        if isinstance(choice.area, Box)
        else None,
        "near": _written(choice.area, "lat", "lon", "km") if isinstance(choice.area, Circle) else None,
        "q": choice.text,
        "least": str(choice.quantity) if choice.quantity else None,
        "conf": f"{choice.confidence:g}" if choice.confidence else None,
        "known": choice.known_on.isoformat() if choice.known_on else None,
        "by": "record" if choice.recorded else None,
        "panel": state.panel,
        "id": state.selected,
        "article": state.source,
        "lang": state.lang if state.lang != "fr" else None,
        "theme": state.theme,
    }
    return {name: value for name, value in params.items() if value}


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _share(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"[01](\.\d+)?", text) and float(text) <= 1 else 0.0


def _at(text: str) -> At | None:
    found = _AT.fullmatch(text)
    if not found:
        return None
    lat, lon, zoom = (float(number) for number in found.groups())
    return At(lat, lon, zoom) if abs(lat) <= 90 and abs(lon) <= 180 else None  # noqa: PLR2004  degrees


def area_of(numbers: Sequence[float]) -> Box | Circle | None:
    """A rectangle of four numbers (south, west, north, east), a circle of three (lat, lon, km), or neither."""
    if len(numbers) == 4:  # noqa: PLR2004  as the docstring says
        south, west, north, east = numbers
        in_order = -90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180  # noqa: PLR2004  degrees
        return Box(south, west, north, east) if in_order else None
    if len(numbers) == 3:  # noqa: PLR2004  as the docstring says
        lat, lon, km = numbers
        on_earth = abs(lat) <= 90 and abs(lon) <= 180 and 0 < km <= MAX_KM  # noqa: PLR2004  degrees
        return Circle(lat, lon, km) if on_earth else None
    return None


def _area(one: Mapping[str, str]) -> Box | Circle | None:
    for name, length in (("box", 4), ("near", 3)):
        parts = one.get(name, "").split(",")
        if len(parts) == length and all(_NUMBER.fullmatch(part) for part in parts):
            return area_of([float(part) for part in parts])
    return None


def _written(area: Box | Circle, *names: str) -> str:
    return ",".join(f"{getattr(area, name):.4f}".rstrip("0").rstrip(".") for name in names)
