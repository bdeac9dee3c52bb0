"""An event in the reader's words: who, how many, where from and to, how sure. Plain text, not escaped."""

from __future__ import annotations

from geo import cartography
from geo.page.words import Words
from geo.records import Force, Meeting, Movement, Participant, Place

_SURE, _LIKELY = 0.8, 0.5


def title(event: Movement | Meeting, words: Words) -> str:
    """The event in one line: kind and who."""
    return f"{words(f'kind.{event.kind}')}, {who(event, words)}"


def summary(event: Movement | Meeting, words: Words) -> str:
    """How many, where, when; what is not known is left out."""
    return " · ".join(filter(None, (quantity(event, words), route(event, words), words.interval(event.date))))


def who(event: Movement | Meeting, words: Words) -> str:
    """The force, or those who talk."""
    if isinstance(event, Movement):
        name = force(event.force, words)
        return f"{name} ({event.force.unit})" if event.force.unit else name
    said = cartography.words(words.lang)
    return ", ".join(dict.fromkeys(map(said.party, event.participants))) or words("unknown")


def force(of: Force, words: Words) -> str:
    """The state or organisation whose forces they are."""
    code = of.country or of.org
    return words.country(code) if code else of.name


def participant(one: Participant, words: Words) -> str:
    """«Emmanuel Macron (France)»."""
    code = one.country or one.org
    name = cartography.words(words.lang).party(one)
    country = words.country(code) if code else name
    return f"{name} ({country})" if country != name else name


def route(event: Movement | Meeting, words: Words) -> str:
    """«Fort Bragg → Pologne, Allemagne»; one end alone where the other is not told, empty without any."""
    said = cartography.words(words.lang)
    if isinstance(event, Meeting):
        return said.place(event.place) if event.place else ""
    ends = ", ".join(map(said.place, event.destinations))
    if event.kind in ("presence", "alert"):
        return ends
    origin = said.place(event.origin) if event.origin else ""
    return words("route", origin=origin, ends=ends).strip() if origin or ends else ""


def quantity(event: Movement | Meeting, words: Words) -> str:
    """The number with its bounds and what it counts; empty where the text gives none."""
    number = event.force.quantity if isinstance(event, Movement) else None
    if number is None:
        return ""
    said = cartography.quantity(number.min, number.max, number.what, cartography.words(words.lang))
    return said or number.text


def place(where: Place, words: Words) -> str:
    """A place with its country and how far off the point may be."""
    off = f"± {words.number(round(where.radius_km))} km"
    country = words.country(where.country) if where.country and where.kind != "country" else None
    name = cartography.words(words.lang).place(where)
    return f"{name} ({', '.join(filter(None, (country, off)))})"


def confidence(share: float, words: Words) -> str:
    """A percentage with a word beside it."""
    grade = "sure" if share >= _SURE else "likely" if share >= _LIKELY else "weak"
    return f"{words.percent(share)}, {words(f'confidence.{grade}')}"
