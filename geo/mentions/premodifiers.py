"""What English puts before a noun: «17,600 American and Filipino soldiers», «Kenya's 1,000 troops»."""

from __future__ import annotations

from dataclasses import dataclass

from geo.actors import Actors
from geo.clauses import Text
from geo.gazetteer import Gazetteer

_REACH = 7
_LONGEST_ARMY = 3
_GLUE = frozenset({"-", "–"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Premodifiers:
    """The first token of the words before a noun, and the states (alpha-2) that they name, in their order.

    ``joined``: «and» stands between them («American and Filipino soldiers»), not a hyphen. ``made``: one only
    says whose make the thing is («Soviet-made tanks»).
    """

    start: int
    countries: tuple[str, ...]
    joined: bool = False
    made: bool = False


def before(text: Text, gazetteer: Gazetteer, actors: Actors, i: int) -> Premodifiers:
    """The nation, the army and the adjectives before the noun at a token."""
    start, together, made = i, False, False
    countries: list[str] = []
    j = i - 1
    while j >= text.first and i - j <= _REACH:
        token = text.tokens[j]
        nation = _nation(text, gazetteer, j) or _army(text, actors, j)
        joins = text.grammar(j, "coordinators") and _nation(text, gazetteer, j - 1) is not None
        lists = together and token.text == "," and _nation(text, gazetteer, j - 1) is not None
        if is_make(text, j - 2):
            start, made = j - 2, True
            j -= 3
            continue
        describes = token.pos_ in ("ADJ", "NOUN", "PROPN") and text.entities[j] not in ("DATE", "TIME")
        describes = describes and j not in text.predicate_at
        if not (nation or describes or joins or lists or token.text in _GLUE):
            break
        if nation and nation not in countries:
            countries.insert(0, nation)
        together = together or joins
        start = j
        j -= 1
    possessor = owner(text, gazetteer, start)
    return Premodifiers(start, tuple(countries) or ((possessor,) if possessor else ()), together, made)


def is_make(text: Text, i: int) -> bool:
    """Whether a word begins «Soviet-made», which is no owner."""
    return text.first <= i < len(text.tokens) - 2 and (
        text.tokens[i + 1].text in _GLUE and text.grammar(i + 2, "makes")
    )


def owner(text: Text, gazetteer: Gazetteer, start: int) -> str | None:
    """The state of «Kenya's» that ends right before a token, or None."""
    i = start - 1
    if i <= text.first or text.tokens[i].text not in _POSSESSIVE:
        return None
    entries = gazetteer.lookup(text.tokens[i - 1].text)
    return entries[0].country if entries and entries[0].kind == "country" else None


def nations(text: Text, gazetteer: Gazetteer, i: int) -> Premodifiers:
    """The states right before a noun: «the Eritrean border», «Ukraine's soil», «the Serbia-Kosovo boundary»."""
    start = i
    countries: list[str] = []
    j = i - 1
    while j >= text.first:
        nation = _nation(text, gazetteer, j)
        if nation is None and text.tokens[j].text not in _GLUE | _POSSESSIVE:
            break
        if nation is not None:
            start = j
            countries = [nation, *(c for c in countries if c != nation)]
        j -= 1
    return Premodifiers(start, tuple(countries))


def _nation(text: Text, gazetteer: Gazetteer, j: int) -> str | None:
    if j < text.first or not text.tokens[j].text[:1].isupper():
        return None
    word = text.tokens[j].text
    longer = text.between(j - 1, j + 1) if j > text.first else ""  # «North Korean»
    codes = gazetteer.demonym(longer) or gazetteer.demonym(word)
    if codes:
        return codes[0]
    entries = gazetteer.lookup(word)
    return entries[0].country if entries and entries[0].kind == "country" else None


def _army(text: Text, actors: Actors, j: int) -> str | None:
    starts = range(max(text.first, j - _LONGEST_ARMY + 1), j + 1)
    return next((c for k in starts if (c := actors.army(text.between(k, j + 1)))), None)
