"""Finding the dates of a text: phrases first, then what stands around and between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.dates import meaning, patterns
from geo.dates.byline import with_byline
from geo.dates.grammar import Grammar, Rule
from geo.dates.meaning import with_year_before
from geo.dates.values import (
    Bounded,
    Calendar,
    DateMention,
    Inside,
    Kind,
    Period,
    Relative,
    Shifted,
    Span,
    Undated,
    Value,
)

_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]+|\d)")
_STOP = re.compile(r"[.,;:!?()\[\]«»\"\n]")
_NAME_WORDS = 6
"""A name reaches so many words back from its date («Accord de Genève de …»)."""
_WINDOW = 48
"""Characters before a date in which its preposition is looked for: the longest are some 30."""


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    kind: Kind
    value: Value
    weak: bool
    published: bool = False


def find(text: str, grammar: Grammar) -> tuple[DateMention, ...]:
    """Every expression of time in ``text``: in order, apart from each other, with character offsets.

    Takes time linear in the length of the text, whatever it holds.
    """
    folded = patterns.fold(text)
    atoms = list(_phrases(text, folded, grammar))
    atoms = _paired(atoms, folded, grammar)
    atoms = _nested(atoms, folded, grammar)
    floors = [0, *(atom.end for atom in atoms)]
    atoms = [_bounded(atom, folded, grammar, floor) for atom, floor in zip(atoms, floors, strict=False)]
    atoms = [_named(atom, text, folded, grammar) for atom in atoms]
    mentions = [
        DateMention(atom.start, atom.end, text[atom.start : atom.end], atom.kind, atom.value, atom.published)
        for atom in atoms
        if not atom.weak
    ]
    return with_byline(text, mentions)


def _phrases(text: str, folded: str, grammar: Grammar) -> Iterator[_Atom]:
    """The longest phrase at each word that opens one."""
    reached = 0
    for word in _WORD.finditer(folded):
        start = word.start()
        if start < reached:
            continue
        first = patterns.NUMBER if word[0].isdigit() else word[0]
        best: re.Match[str] | None = None
        chosen: Rule | None = None
        for rule in grammar.rules.get(first, ()):
            match = rule.pattern.regex.match(folded, start)
            if match and (best is None or match.end() > best.end()) and _allowed(match, rule, text, grammar):
                best, chosen = match, rule
        if best is None or chosen is None:
            continue
        value = meaning.meaning(best, chosen, grammar)
        if value is None or grammar.not_after.search(folded, max(0, start - _WINDOW), start):
            continue
        reached = best.end()
        kind = meaning.kind_of(chosen)
        if kind == "date" and (tail := grammar.part_of_day.match(folded, reached)):
            reached = tail.end()
        published = grammar.published.search(folded, max(0, start - _WINDOW), start) is not None
        yield _Atom(start, reached, kind, value, chosen.weak, published)


def _allowed(match: re.Match[str], rule: Rule, text: str, grammar: Grammar) -> bool:
    """Whether a bare day stands alone, and capitals where they must be («May») and only there («An-124»)."""
    for index, name in enumerate(rule.pattern.classes, 1):
        written = text[match.start(index) : match.end(index)] if match[index] else ""
        if match[index] in grammar.capital and not written[:1].isupper():
            return False
        if name == "unit" and written.istitle() and match.start(index) > match.start():
            return False
    if match.end() < len(text) and _counts_from_a_name(match, text, grammar):
        return False
    return not rule.bare or grammar.after_bare_day.match(match.string, match.end()) is not None


def _counts_from_a_name(match: re.Match[str], text: str, grammar: Grammar) -> bool:
    """«Arrivés la veille de Libreville»: «de» before a capital that opens no date belongs to the place."""
    if not match[0].endswith((" de", " d'")) or not match[0].startswith(
        ("la veille", "dans la nuit", "la nuit")
    ):
        return False
    following = _WORD.search(match.string, match.end())
    if following is None or not text[following.start()].isupper():
        return False
    return following[0] not in grammar.rules


def _paired(atoms: list[_Atom], folded: str, grammar: Grammar) -> list[_Atom]:
    """Two dates that stand together become one: «de mardi à mercredi»."""
    done: list[_Atom] = []
    for atom in atoms:
        joined = _joined(done[-1], atom, folded, grammar) if done else None
        if joined:
            while done and done[-1].end > joined.start:
                joined = replace(joined, start=min(joined.start, done.pop().start))
            done.append(joined)
        else:
            done.append(atom)
    return done


def _joined(first: _Atom, last: _Atom, folded: str, grammar: Grammar) -> _Atom | None:
    if not (isinstance(first.value, Calendar) and isinstance(last.value, Calendar | Period)):
        return None
    if last.start - first.end > _WINDOW:
        return None
    for pair in grammar.pairs:
        if not pair.joining.fullmatch(folded, first.end, last.start):
            continue
        start = first.start
        if pair.opening:
            opening = pair.opening.search(folded, max(0, start - _WINDOW), start)
            if not opening:
                continue
            start = opening.start()
        elif first.weak or last.weak or not _alike(first.value, last.value):
            continue
        return _Atom(
            start,
            last.end,
            "date",
            Span(_completed(first.value, last.value), last.value, pair.pairing),
            weak=False,
        )
    return None


def _alike(first: Calendar, last: Value) -> bool:
    """Whether two dates say the same fields but those that the second may say for both."""
    if not isinstance(last, Calendar):
        return False
    shared = {"month", "year", "which"}
    return all(
        (getattr(first, name) is None) == (getattr(last, name) is None)
        for name in Calendar.__dataclass_fields__
        if name not in shared
    )


def _completed(first: Calendar, last: Value) -> Calendar:
    """What only the second date says holds for both: «jeudi et vendredi prochains»."""
    if not isinstance(last, Calendar):
        return first
    month = first.month or (last.month if first.day else None)
    completed = replace(first, month=month, year=first.year or last.year, which=first.which or last.which)
    return with_year_before(completed, last)


def _bounded(atom: _Atom, folded: str, grammar: Grammar, floor: int) -> _Atom:
    """The date with the preposition before it; a weak one («mars») becomes a date by it («en mars»)."""
    if atom.kind != "date" or isinstance(atom.value, Bounded):
        return atom
    for bound, before in grammar.bounds:
        match = before.search(folded, max(floor, atom.start - _WINDOW), atom.start)
        if match:
            value = atom.value if bound == "in" else Bounded(bound, atom.value)
            return replace(atom, start=match.start(), value=value, weak=False)
    return atom


def _nested(atoms: list[_Atom], folded: str, grammar: Grammar) -> list[_Atom]:
    """A date counted from the next («trois jours avant Noël») or in it («mardi de la semaine dernière»)."""
    done: list[_Atom] = []
    for atom in atoms:
        value = _nesting(done[-1], atom, folded, grammar) if done else None
        if value:
            done[-1] = replace(done[-1], end=atom.end, value=value, weak=False)
        else:
            done.append(atom)
    return done


def _nesting(first: _Atom, last: _Atom, folded: str, grammar: Grammar) -> Value | None:
    """What two dates that follow each other mean together; None where they are two."""
    if last.start - first.end > _WINDOW or last.kind != "date":
        return None
    match first.value, last.value:
        case (Calendar() | Span()) as value, Period(part=None) as frame if frame.anchor != "text":
            if grammar.inside.fullmatch(folded, first.end, last.start):
                return Inside(value, frame)
        case (Relative() | Period()) as by, (Calendar() | Period() | Span()) as base:
            if _leads_to(first, last, folded, grammar):
                return Shifted(replace(by, anchor="text"), base)
    return None


def _leads_to(first: _Atom, last: _Atom, folded: str, grammar: Grammar) -> bool:
    """Whether the first counts from the second: «au lendemain | du | 3 mars», «trois jours avant | Noël»."""
    assert isinstance(first.value, Relative | Period)
    if first.value.anchor not in {"text", "event"}:
        return False
    joining = grammar.counted_from.search(folded, first.start, last.start)
    return joining is not None and not folded[first.end : max(first.end, joining.start())].strip()


def _named(atom: _Atom, text: str, folded: str, grammar: Grammar) -> _Atom:
    """A date inside a name («accords du 12 février») dates nothing."""
    if atom.kind != "date" or atom.weak:
        return atom
    window = max(0, atom.start - 2 * _WINDOW)
    stops = [match.end() for match in _STOP.finditer(folded, window, atom.start)]
    begin = stops[-1] if stops else window
    words = re.split(r"[\s'-]+", text[begin : atom.start].strip())[-_NAME_WORDS:]
    if not words or patterns.fold(words[-1]) not in grammar.name_links:
        return atom
    for word in reversed(words):
        low = patterns.fold(word)
        if low in grammar.name_heads:
            return replace(atom, kind="name", value=Undated())
        if low not in grammar.name_links and not word[:1].isupper():
            break
    return atom
