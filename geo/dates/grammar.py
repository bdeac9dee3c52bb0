"""The grammar of dates of one language, read from ``data/lang/<lang>/dates.yaml`` and checked.

The file says which words are months, weekdays, numbers …, which phrases they form, and what each
phrase means; its head explains the notation. Nothing of a language is in the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

from geo.datafiles import load_yaml
from geo.dates import patterns, values
from geo.errors import DataError

Builder = Literal[
    "calendar", "pair", "relative", "period", "window", "since", "duration", "time", "age", "set", "name"
]
WordValue = int | str | tuple[int, int]
BUILDERS: tuple[Builder, ...] = get_args(Builder)

_CLASSES: Mapping[str, tuple[int | str, ...]] = {
    "month": tuple(range(1, 13)),
    "short_month": tuple(range(1, 13)),
    "weekday": tuple(range(7)),
    "short_weekday": tuple(range(7)),
    "plural_weekday": tuple(range(7)),
    "season": values.SEASONS,
    "unit": values.UNITS,
    "part": values.PARTS,
    "which": values.WHICHES,
    "quarter": (1, 2, 3, 4),
    "half": (1, 2),
    "day": tuple(range(1, 32)),
}
"""Word classes whose keys are closed; ``number`` has counts, ``few`` and ``holiday`` pairs of numbers."""
_STOP = r"[\n.,;:!?)\]»\"']"
_T = TypeVar("_T")
_SECTIONS = {
    "lang", "words", "short", "phrases", "pairs", "bounds", "articles", "parts_of_day", "counted_from",
    "inside", "after_bare_day", "not_after", "names", "published", "capital",
}  # fmt: skip
_KEYS = {
    "say",
    "is",
    "weak",
    "bare",
    "which",
    "part",
    "unit",
    "amount",
    "to",
    "from",
    "offset",
    "sign",
    "pairing",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase and what it means.

    Attributes:
        weak: a date only with a preposition or another date beside it («mars», «2014», «l'été»).
        bare: a date only before a stop or one of the words of ``after_bare_day`` («le 14»).
    """

    pattern: patterns.Pattern
    builder: Builder
    weak: bool = False
    bare: bool = False
    which: values.Which | None = None
    part: values.Part | None = None
    unit: values.Unit | None = None
    amount: int | None = None
    to: int | None = None
    anchor: values.Anchor = "article"
    offset: int | None = None
    sign: int = 1
    pairing: values.Pairing = "range"


@dataclass(frozen=True, slots=True)
class Pair:
    """How two dates make one: what stands before the first (None = nothing needed) and between them."""

    opening: re.Pattern[str] | None
    joining: re.Pattern[str]
    pairing: values.Pairing


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything known of the dates of one language. Frozen; shared by all texts.

    Attributes:
        words: value of each folded word, by class.
        rules: the phrases by the word that opens them.
        pairs, bounds: what stands around dates, matched against folded text.
        capital: words that are a date only with a capital (English «May»).
    """

    lang: str
    words: Mapping[str, Mapping[str, WordValue]]
    rules: Mapping[str, tuple[Rule, ...]]
    pairs: tuple[Pair, ...]
    bounds: tuple[tuple[values.Bound, re.Pattern[str]], ...]
    part_of_day: re.Pattern[str]
    counted_from: re.Pattern[str]
    inside: re.Pattern[str]
    after_bare_day: re.Pattern[str]
    not_after: re.Pattern[str]
    name_heads: frozenset[str]
    name_links: frozenset[str]
    published: re.Pattern[str]
    capital: frozenset[str]


def load(data_dir: Path, lang: str) -> Grammar:
    """Read the grammar of ``lang`` below ``data_dir``.

    Raises:
        DataError: the file is absent, is not YAML, or breaks its schema.
    """
    path = data_dir / "lang" / lang / "dates.yaml"
    content = load_yaml(path)
    try:
        return _grammar(content, lang)
    except DataError as problem:
        raise DataError(f"{path}: {problem}") from problem


def _grammar(content: object, lang: str) -> Grammar:
    if not isinstance(content, dict) or set(content) != _SECTIONS:
        got = sorted(map(str, content)) if isinstance(content, dict) else type(content).__name__
        raise DataError(f"expected exactly the sections {sorted(_SECTIONS)}, got {got}")
    if content["lang"] != lang:
        raise DataError(f"expected lang {lang!r}, got {content['lang']!r}")
    words = {
        name: _word_class(name, entries) for name, entries in _mapping(content["words"], "words").items()
    }
    missing = (set(_CLASSES) | {"number", "few", "holiday"}) - set(words)
    if missing:
        raise DataError(f"words: no class {', '.join(sorted(missing))}")
    short = {name: str(text) for name, text in _mapping(content["short"], "short").items()}
    phrases = [rule for entry in _list(content["phrases"], "phrases") for rule in _rules(entry, words, short)]
    article = _any_of(_strings(content["articles"], "articles"))
    names = _mapping(content["names"], "names", {"heads", "links"})
    return Grammar(
        lang=lang,
        words=MappingProxyType({name: MappingProxyType(entries) for name, entries in words.items()}),
        rules=MappingProxyType(_by_first_word(phrases)),
        pairs=tuple(_pair(entry, article) for entry in _list(content["pairs"], "pairs")),
        bounds=tuple(
            (_one_of(bound, values.BOUNDS, "bounds"), _before(_strings(said, f"bounds.{bound}"), article))
            for bound, said in _mapping(content["bounds"], "bounds").items()
        ),
        part_of_day=_regex(content, "parts_of_day", lambda said: rf"{patterns.BLANK}{said}(?!\w)"),
        counted_from=_before(_strings(content["counted_from"], "counted_from"), article),
        inside=_regex(content, "inside", lambda said: rf"{patterns.BLANK}(?:{said}{patterns.BLANK}?)?"),
        after_bare_day=_regex(content, "after_bare_day", lambda said: rf" ?(?:$|{_STOP}|{said}(?!\w))"),
        not_after=_regex(content, "not_after", lambda said: rf"(?<!\w){said}(?:\W{{1,3}})?$"),
        name_heads=frozenset(map(patterns.fold, _strings(names["heads"], "names.heads"))),
        name_links=frozenset(map(patterns.fold, _strings(names["links"], "names.links"))),
        published=_regex(content, "published", lambda said: rf"(?<!\w){said}\W{{0,3}}(?:{article})? ?$"),
        capital=frozenset(map(patterns.fold, _strings(content["capital"], "capital"))),
    )  # fmt: skip


def _by_first_word(phrases: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}
    for rule in phrases:
        for first in rule.pattern.first:
            rules.setdefault(first, []).append(rule)
    return {first: tuple(found) for first, found in rules.items()}


def _rules(
    entry: object, words: Mapping[str, Mapping[str, WordValue]], short: Mapping[str, str]
) -> list[Rule]:
    fields = _mapping(entry, "phrases")
    unknown = set(fields) - _KEYS
    if unknown:
        raise DataError(
            f"phrases: unknown key {', '.join(sorted(unknown))} (known: {', '.join(sorted(_KEYS))})"
        )
    where = f"phrase {fields.get('say')!r}"
    shared: dict[str, Any] = {
        "builder": _one_of(fields.get("is"), BUILDERS, where),
        "weak": bool(fields.get("weak", False)),
        "bare": bool(fields.get("bare", False)),
        "which": _one_of(fields["which"], values.WHICHES, where) if "which" in fields else None,
        "part": _one_of(fields["part"], values.PARTS, where) if "part" in fields else None,
        "unit": _one_of(fields["unit"], values.UNITS, where) if "unit" in fields else None,
        "amount": _number(fields.get("amount"), where),
        "to": _number(fields.get("to"), where),
        "anchor": _one_of(fields.get("from", "article"), values.ANCHORS, where),
        "offset": _number(fields.get("offset"), where),
        "sign": _one_of(fields.get("sign", 1), (-1, 1), where),
        "pairing": _one_of(fields.get("pairing", "range"), values.PAIRINGS, where),
    }
    rules = []
    for said in _strings(fields.get("say"), where):
        phrase = said
        for name, text in short.items():
            phrase = phrase.replace(f"{{{name}}}", text)
        rule = Rule(patterns.compile_phrase(phrase, words), **shared)
        _check_complete(rule, said)
        rules.append(rule)
    return rules


def _check_complete(rule: Rule, said: str) -> None:
    """A phrase must say what its meaning needs: a unit and an amount, an offset."""
    classes = set(rule.pattern.classes)
    needs = {
        "relative": (rule.unit or "unit" in classes)
        and (rule.amount is not None or classes & {"number", "few"}),
        "since": (rule.unit or "unit" in classes) and classes & {"number", "few"},
        "period": (rule.unit or "unit" in classes) and (rule.offset is not None or "which" in classes),
        "window": rule.unit or "unit" in classes,
        "pair": classes & {"day", "dd", "month", "weekday"},
        "calendar": classes,
    }
    if not needs.get(rule.builder, True):
        raise DataError(f"phrase {said!r}: is: {rule.builder} lacks a unit, an amount, an offset or a class")


def _word_class(name: str, entries: object) -> dict[str, WordValue]:
    found: dict[str, WordValue] = {}
    for key, said in _mapping(entries, f"words.{name}").items():
        value = _class_value(name, key)
        for word in _strings(said, f"words.{name}.{key}"):
            folded = patterns.tidy(patterns.fold(word))
            if found.setdefault(folded, value) != value:
                raise DataError(f"words.{name}: {word!r} stands for two things")
    return found


def _class_value(name: str, key: object) -> WordValue:
    where = f"words.{name}"
    if name in _CLASSES:
        return _one_of(key, _CLASSES[name], where)
    if name == "number" and isinstance(key, int):
        return (key, key)
    if name == "few" and (match := re.fullmatch(r"(\d+)-(\d+)", str(key))):
        return (int(match[1]), int(match[2]))
    if name == "holiday" and (match := re.fullmatch(r"(\d\d)-(\d\d)", str(key))):
        return (int(match[1]), int(match[2]))
    raise DataError(f"{where}: unknown class, or a key of the wrong form: {key!r}")


def _pair(entry: object, article: str) -> Pair:
    fields = _mapping(entry, "pairs", {"open", "join", "is"})
    opening = _strings(fields["open"], "pairs.open")
    gap = patterns.BLANK + "?"
    joining = rf"{gap}{_any_of(_strings(fields['join'], 'pairs.join'))}(?:{gap}{article})?{gap}"
    return Pair(
        opening=_before(opening, article) if opening else None,
        joining=re.compile(joining),
        pairing=_one_of(fields["is"], values.PAIRINGS, "pairs.is"),
    )


def _before(said: list[str], article: str) -> re.Pattern[str]:
    """What ends right before a date, an article between them or not."""
    gap = patterns.BLANK + "?"
    return re.compile(rf"(?<!\w){_any_of(said)}(?!\w)(?:{gap}{article})?{gap}$")


def _any_of(said: list[str]) -> str:
    """Folded phrases as one choice, longest first."""
    forms = (patterns.fold(phrase) for phrase in sorted(said, key=len, reverse=True))
    return "(?:" + "|".join(patterns.literal(form) for form in forms) + ")" if said else r"(?:(?!))"


def _regex(content: Mapping[str, Any], section: str, around: Callable[[str], str]) -> re.Pattern[str]:
    return re.compile(around(_any_of(_strings(content[section], section))))


def _mapping(value: object, where: str, keys: set[str] | None = None) -> dict[Any, Any]:
    if not isinstance(value, dict) or (keys is not None and set(value) != keys):
        raise DataError(
            f"{where}: expected a mapping{f' of {sorted(keys)}' if keys else ''}, got {value!r:.80}"
        )
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise DataError(f"{where}: expected a list, got {value!r:.80}")
    return value


def _strings(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise DataError(f"{where}: expected a list of words, got {value!r:.80}")
    return value


def _one_of(value: object, allowed: tuple[_T, ...], where: str) -> _T:
    if value not in allowed or isinstance(value, bool):
        raise DataError(f"{where}: expected one of {', '.join(map(str, allowed))}, got {value!r}")
    return value


def _number(value: object, where: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise DataError(f"{where}: expected a whole number, got {value!r}")
    return value
