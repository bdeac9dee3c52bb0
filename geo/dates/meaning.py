"""What a phrase that was found means: a rule and the words of its classes make a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from geo.dates import patterns
from geo.dates.grammar import Builder, Grammar, Rule, WordValue
from geo.dates.values import Bounded, Calendar, Kind, Period, Relative, Span, Undated, Unit, Value, Window

Said = Mapping[str, list[Any]]
"""The values of a phrase's classes by field, in the order of the words."""

_FIELDS = {"dd": "day", "mm": "month", "few": "number"}
_PREFIXES = ("short_", "late_", "plural_")


def meaning(match: re.Match[str], rule: Rule, grammar: Grammar) -> Value | None:
    """The value of a phrase; None where its words make none («à cette heure»)."""
    said: dict[str, list[Any]] = {}
    for index, name in enumerate(rule.pattern.classes, 1):
        if match[index]:
            said.setdefault(_field(name), []).append(_word_value(name, match[index], grammar))
    return _BUILDERS[rule.builder](said, rule)


def kind_of(rule: Rule) -> Kind:
    """The kind of a rule's mentions: that of its builder, else a date."""
    return next((kind for kind in get_args(Kind) if kind == rule.builder), "date")


def with_year_before(first: Calendar, last: Calendar) -> Calendar:
    """«Du 28 décembre au 3 janvier 2022» begins in 2021."""
    if first.year and first.year == last.year and (first.month or 0) > (last.month or 12):
        return replace(first, year=first.year - 1)
    return first


def _field(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return _FIELDS.get(name, name)


def _word_value(name: str, word: str, grammar: Grammar) -> WordValue:
    if word.isdigit():
        return (int(word), int(word)) if name == "number" else int(word)
    words, said = grammar.words[name], patterns.tidy(word)
    if said not in words:  # the hyphen of a pattern may be missing: «vingtquatre»
        said = next(known for known in words if known.replace(" ", "") == said.replace(" ", ""))
    return words[said]


def _unit(said: Said, rule: Rule) -> Unit:
    unit: Unit = rule.unit or said["unit"][0]
    return unit


def _amounts(said: Said, rule: Rule) -> tuple[int, int]:
    """At least and at most so many; what «quelques» leaves open differs."""
    if "number" in said:
        low, high = said["number"][0]
        return low, high
    amount = rule.amount or 0
    return amount, amount if rule.to is None else rule.to


def _calendar(said: Said, rule: Rule, index: int = 0) -> Calendar:
    """The calendar fields of the phrase's first (0) or last (-1) date; what is said once is shared."""
    fields = {name: values[index if len(values) > 1 else 0] for name, values in said.items()}
    if "holiday" in fields:
        fields["month"], fields["day"] = fields.pop("holiday")
    fields.setdefault("part", rule.part)
    fields.setdefault("which", rule.which)
    return Calendar(
        **{name: value for name, value in fields.items() if name in Calendar.__dataclass_fields__}
    )


def _pair(said: Said, rule: Rule) -> Span:
    first, last = _calendar(said, rule, 0), _calendar(said, rule, -1)
    return Span(with_year_before(first, last), last, rule.pairing)


def _relative(said: Said, rule: Rule) -> Relative:
    low, high = sorted(amount * rule.sign for amount in _amounts(said, rule))
    return Relative(low, high, _unit(said, rule), rule.anchor)


def _period(said: Said, rule: Rule) -> Period | None:
    unit = _unit(said, rule)
    if unit in {"minute", "hour"}:
        return None
    which = said["which"][0] if "which" in said else "this"
    offset = {"last": -1, "this": 0, "next": 1}.get(which) if rule.offset is None else rule.offset
    part = said["part"][0] if "part" in said else rule.part
    return None if offset is None else Period(offset, unit, rule.anchor, part)


def _window(said: Said, rule: Rule) -> Window:
    return Window(rule.sign, _amounts(said, rule)[1] or None, _unit(said, rule))


def _since(said: Said, rule: Rule) -> Bounded:
    low, high = _amounts(said, rule)
    return Bounded("since", Relative(-high, -low, _unit(said, rule), "article"))


def _nothing(_said: Said, _rule: Rule) -> Undated:
    return Undated()


_BUILDERS: Mapping[Builder, Callable[[Said, Rule], Value | None]] = {
    "calendar": _calendar,
    "pair": _pair,
    "relative": _relative,
    "period": _period,
    "window": _window,
    "since": _since,
    "duration": _nothing,
    "time": _nothing,
    "age": _nothing,
    "set": _nothing,
    "name": _nothing,
}
