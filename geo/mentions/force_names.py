"""Forces by name: armies, missions, units, operations and ships of the tables, found at a token.

The tables (:mod:`geo.actors`) say whose they are; this module says where such a name stands in a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.actors import Actors
from geo.clauses import Text

_LONGEST_NAME = 7
_LONGEST_NOUN = 4
_SHIP_REACH = 9
_FORCE_KINDS = ("mission", "group")
_QUOTES = '«»“”"'
_BETWEEN = frozenset({*_QUOTES, "(", ")", "-", ",", "et"})
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "of", "the", "van", "al"})


@dataclass(frozen=True, slots=True)
class NamedForce:
    """A force by its name: the index after it, and whose it is.

    Attributes:
        sort: as of :class:`geo.spans.ForceSpan`: ``army``, ``unit`` or ``equipment`` (a ship).
        stands_in: alpha-2 code of the country where a mission stands, or None.
    """

    end: int
    sort: str
    country: str | None = None
    org: str | None = None
    stands_in: str | None = None


def at(text: Text, actors: Actors, i: int) -> NamedForce | None:
    """The force whose name begins at the token, or None."""
    return _ship(text, actors, i) or _listed(text, actors, i) or _numbered(text, actors, i)


def _listed(text: Text, actors: Actors, i: int) -> NamedForce | None:
    """«Tsahal», «la Kfor», «l'opération Lynx», «la 82e division aéroportée»."""
    word = text.tokens[i].text
    opens = actors.opens_name if word[:1].isupper() else actors.opens_army
    if not (opens(word.strip("'’")) or opens(text.forms[i])):
        return None
    for end, name in _names(text, i):
        if country := actors.army(name):
            numbered = any(is_ordinal(text, j) for j in range(i, end))
            return NamedForce(end, "unit" if numbered else "army", country)
        organisation = actors.organisation(name)
        if organisation is not None and organisation.kind in _FORCE_KINDS:
            mission = organisation.kind == "mission" and organisation.countries
            stands_in = organisation.countries[0] if mission else None
            return NamedForce(end, "army", org=organisation.code, stands_in=stands_in)
    return None


def _numbered(text: Text, actors: Actors, i: int) -> NamedForce | None:
    """«2e REP», «3e RPIMa»: an ordinal and the abbreviation of a kind of unit."""
    if not is_ordinal(text, i) or i + 1 >= len(text.tokens):
        return None
    country = actors.unit(text.tokens[i + 1].text)
    return NamedForce(i + 2, "unit", country) if country else None


def _ship(text: Text, actors: Actors, i: int) -> NamedForce | None:
    """«L'USS Carl Vinson», «le Charles-de-Gaulle»."""
    if not text.tokens[i].text[:1].isupper():
        return None
    country = actors.ship_prefix(text.tokens[i].text)
    if country is not None:
        end = _capitalised(text, i + 1)
        return NamedForce(end, "equipment", country) if end > i + 1 else None
    if not _after_article(text, i):
        return None
    for end, name in _names(text, i):
        if country := actors.ship_alone(name):
            return NamedForce(end, "equipment", country)
    return None


def ship_after_noun(text: Text, actors: Actors, j: int) -> tuple[int, str] | None:
    """«(La frégate) Alsace», «(le bâtiment) de projection « Mistral »»: index after the name, country.

    Only words that may describe a ship stand between the noun and the name.
    """
    for first in range(j, min(j + _SHIP_REACH, len(text.tokens))):
        token = text.tokens[first]
        if token.text[:1].isupper() and (ship := _ship_at(text, actors, first)):
            end, country = ship
            quoted = (
                text.tokens[first - 1].text in _QUOTES
                and end < len(text.tokens)
                and text.tokens[end].text in _QUOTES
            )
            return (end + 1 if quoted else end), country
        if first in text.predicate_at or not (
            token.pos_ in ("NOUN", "ADJ", "PROPN", "SPACE")
            or text.grammar(first, "of")
            or token.text in _BETWEEN
        ):
            return None
    return None


def ship_between(text: Text, actors: Actors, start: int, end: int) -> str | None:
    """«The Abraham Lincoln (carrier)»: the country of the ship whose name stands between two tokens, or None."""
    names = (text.between(i, end) for i in range(start, end))
    return next((country for name in names if (country := actors.ship(name))), None)


def _ship_at(text: Text, actors: Actors, i: int) -> tuple[int, str] | None:
    named = _ship(text, actors, i)
    if named and named.country:
        return named.end, named.country
    return next(((end, country) for end, name in _names(text, i) if (country := actors.ship(name))), None)


def soldier(text: Text, actors: Actors, i: int) -> tuple[int, str] | None:
    """«Légionnaires», «spetsnaz», «gardiens de la révolution»: the index after the noun, and its country."""
    if not (actors.opens_soldier(text.tokens[i].text) or actors.opens_soldier(_singular(text, i))):
        return None
    singulars = [_singular(text, j) for j in range(i, min(i + _LONGEST_NOUN, len(text.tokens)))]
    for end in range(i + len(singulars), i, -1):
        for noun in (text.between(i, end), " ".join(singulars[: end - i])):
            if country := actors.soldier(noun):
                return end, country
    return None


def is_ordinal(text: Text, i: int) -> bool:
    """Whether the token is a number of order («2e», «101st»)."""
    form = text.forms[i]
    digits = form.rstrip("ersndth")
    return len(digits) < len(form) and digits.isdigit()


def _names(text: Text, i: int) -> Iterator[tuple[int, str]]:
    """Runs of words from a token on, longest first: the index after each, and its text."""
    for end in range(min(i + _LONGEST_NAME, len(text.tokens)), i, -1):
        if not (text.tokens[end - 1].is_punct or text.tokens[end - 1].is_space):
            yield end, text.between(i, end)


def _capitalised(text: Text, j: int) -> int:
    """The index after the capitalised words from ``j`` on, particles and quotes between them included."""
    end = j
    while j < len(text.tokens):
        word = text.tokens[j].text
        if word[:1].isupper():
            end = j + 1
        elif not (text.forms[j] in _PARTICLES or word in "-'’" or (end == j and word in _QUOTES)):
            break
        j += 1
    return end


def _after_article(text: Text, i: int) -> bool:
    j = i - 1
    while j > text.first and text.tokens[j].text in _QUOTES:
        j -= 1
    return (
        j >= text.first and text.grammar(j, "definite") and not text.tokens[j].text.lower().startswith("les")
    )


def _singular(text: Text, j: int) -> str:
    """The token by its lemma where it is a noun or an adjective, with its capital."""
    token = text.tokens[j]
    if token.pos_ in ("ADP", "DET"):
        return token.text
    lemma = text.lemmas[j][1] if len(text.lemmas[j]) > 1 else text.lemmas[j][0]
    if lemma == text.forms[j] and lemma.endswith("s"):
        lemma = lemma.removesuffix("s")
    return lemma.capitalize() if token.text[:1].isupper() else lemma
