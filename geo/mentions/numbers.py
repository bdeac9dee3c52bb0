"""Numbers in digits and in words, with the words that make them bounds, ranges or estimates.

Words are read by ``text2num``; this module finds where they stand. «Des centaines» are ranges by a table
of the lexicon (the event contract's), «une centaine» is its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from text_to_num.transforms import text2num

from geo.clauses import Text
from geo.records import Quantity
from geo.spans import NumberSpan

_DIGITS = re.compile(r"^\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+$|^\d+$")
_DECIMAL = re.compile(r"^\d+[.,]\d{1,2}$")
_GROUP = re.compile(r"^\d{3}$")
_RANGE = re.compile(r"^(\d+)[-–](\d+)$")
_LONGEST_BOUND = 5
_LARGEST = 10**12
_ELLIPTIC = 20
_WIDEST_RANGE = 60


def find(text: Text) -> list[NumberSpan]:
    """The numbers of the text, in order, without overlaps; years and ordinals are left to others."""
    out: list[NumberSpan] = []
    known = text.lexicon.numbers
    written = (known.words, known.collectives, known.plural_collectives)
    starts = frozenset[int]().union(*(text.openings(table) for table in written))
    i = text.first
    while i < len(text.tokens):
        may_open = (i in starts or text.tokens[i].text[:1].isdigit()) and not _is_dated(text, i)
        found = (_collective(text, i) or _cardinal(text, i)) if may_open else None
        if found is None:
            i += 1
            continue
        end, floor, ceiling = found
        merged = _range(text, end, floor, ceiling)
        if merged:
            end, floor, ceiling = merged
        start, low, high = _bounds(text, _with_article(text, i), floor, ceiling)
        words = text.between(start, end)
        out.append(NumberSpan(start, end, Quantity(low, high, words)))
        i = end
    return out


def _is_dated(text: Text, i: int) -> bool:
    """«(Au printemps) 2020 (des dizaines d'hommes)», but not «(a déployé samedi) 14 (navires)»."""
    after = i + 1
    counts = after < len(text.tokens) and text.pos[after] == "NOUN" and after not in text.times
    return i in text.times and not counts


def _with_article(text: Text, i: int) -> int:
    """«Une centaine»: the article before a collective belongs to the number."""
    single = text.forms[i] in text.lexicon.numbers.collectives
    return i - 1 if single and i > text.first and text.forms[i - 1] in _ARTICLES else i


def _cardinal(text: Text, i: int) -> tuple[int, int, int] | None:
    """A number at a token: the index after it, and its value twice."""
    token = text.tokens[i]
    raw = token.text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    value: int | None = None
    end = i + 1
    if _DIGITS.match(raw):
        digits = re.sub(r"\D", "", raw)
        while len(digits) <= 3 * 4 and _goes_on(text, end, digits):
            digits += text.tokens[end + (1 if text.tokens[end].is_space else 0)].text
            end += 2 if text.tokens[end].is_space else 1
        value = int(digits)
    elif _RANGE.match(raw):
        low, high = (int(part) for part in _RANGE.match(raw).groups())  # type: ignore[union-attr]
        return (end, low, high) if low <= high else None
    elif (
        _DECIMAL.match(raw) and end < len(text.tokens) and text.forms[end] in text.lexicon.numbers.multipliers
    ):
        value = round(float(raw.replace(",", ".")) * text.lexicon.numbers.multipliers[text.forms[end]])
        return end + 1, value, value
    else:
        return _in_words(text, i)
    if end < len(text.tokens) and text.forms[end] in text.lexicon.numbers.multipliers:
        value *= text.lexicon.numbers.multipliers[text.forms[end]]
        end += 1
    return (end, value, value) if value <= _LARGEST else None


def _goes_on(text: Text, end: int, digits: str) -> bool:
    """Whether a group of three digits follows a number of one to three («2 000»)."""
    if end >= len(text.tokens):
        return False
    nxt = end
    if text.tokens[end].is_space and end + 1 < len(text.tokens):
        if text.tokens[end].text not in (" ", "\u00a0", "\u202f", "\u2009"):
            return False
        nxt = end + 1
    first_group = digits if len(digits) <= 3 else digits[: len(digits) % 3 or 3]
    return (
        bool(_GROUP.match(text.tokens[nxt].text))
        and 1 <= len(first_group) <= 3
        and not digits.startswith("0")
    )


def _in_words(text: Text, i: int) -> tuple[int, int, int] | None:
    numbers = text.lexicon.numbers
    if not _is_number_word(text, i):
        return None
    end = i + 1
    while end < len(text.tokens):
        if _is_number_word(text, end) or text.tokens[end].text == "-":
            end += 1
        elif (
            text.forms[end] in numbers.joiners
            and end + 1 < len(text.tokens)
            and text.forms[end + 1] in ("un", "une", "onze")
        ):
            end += 2
        else:
            break
    while end > i + 1 and text.tokens[end - 1].text == "-":
        end -= 1
    words = re.sub(r"\s+", " ", text.between(i, end).lower())
    if end == i + 1 and words in _ARTICLES:
        return None
    try:
        value = int(text2num(words, text.lexicon.lang))
    except (ValueError, KeyError):  # KeyError: words that ran together («vingtquatre»)
        return None
    return end, value, value


_ARTICLES = frozenset({"un", "une", "a", "one", "zéro"})


def _is_number_word(text: Text, i: int) -> bool:
    words = text.lexicon.numbers.words
    form = text.forms[i]
    return form in words or (" " in form and all(part in words or part == "et" for part in form.split()))


def _collective(text: Text, i: int) -> tuple[int, int, int] | None:
    """«Une centaine», «trois centaines», «plusieurs milliers», «des dizaines de milliers»."""
    numbers = text.lexicon.numbers
    by_form = _plural_key(text, i)
    if by_form:
        name, end = by_form
        low, high = numbers.plural_collectives[name]
        return end, low, high
    form = text.forms[i]
    if form in numbers.collectives and text.tokens[i].pos_ in ("NOUN", "NUM", "ADJ", "PROPN", "DET"):
        return i + 1, numbers.collectives[form], numbers.collectives[form]
    return _cardinal_then_collective(text, i)


def _plural_key(text: Text, i: int) -> tuple[str, int] | None:
    table = text.lexicon.numbers.plural_collectives
    best: tuple[str, int] | None = None
    joined = ""
    for j in range(i, min(i + 3, len(text.tokens))):
        joined = f"{joined} {text.forms[j]}".strip()
        if joined in table:
            best = (joined, j + 1)
    if best is None:
        return None
    before = text.forms[i - 1] if i > text.first else ""
    return best if not before.isdigit() else None


def _cardinal_then_collective(text: Text, i: int) -> tuple[int, int, int] | None:
    """«Trois centaines», «deux milliers»: a number and a collective in the plural."""
    found = _in_words(text, i)
    if found is None or found[0] >= len(text.tokens):
        return None
    singular = text.forms[found[0]].removesuffix("s")
    value = text.lexicon.numbers.collectives.get(singular)
    return (found[0] + 1, found[1] * value, found[1] * value) if value else None


def _range(text: Text, end: int, low: int, high: int) -> tuple[int, int, int] | None:
    """«850 à 1 100», «trois ou quatre cents»: a second number after a joiner."""
    if end + 1 >= len(text.tokens) or not (
        text.forms[end] in text.lexicon.numbers.range_joiners or text.tokens[end].text in "-–"
    ):
        return None
    if text.forms[end] in text.lexicon.numbers.between_joiners and text.tokens[end].lower_ == "et":
        return None
    second = _collective(text, end + 1) or _cardinal(text, end + 1)
    if second is None or second[2] < high:
        return None
    if low < _ELLIPTIC <= second[1] and second[1] % 100 == 0 and low * 100 < second[1]:
        low *= 1000 if second[1] % 1000 == 0 else 100  # «deux à trois mille»
    if text.lower[end] == "à" and second[2] > _WIDEST_RANGE * max(low, 1):
        return None
    return second[0], low, second[2]


def _bounds(text: Text, start: int, low: int, high: int) -> tuple[int, int | None, int | None]:
    """The words before a number that make it a bound or an estimate; the first token that they take."""
    numbers = text.lexicon.numbers
    between = _between(text, start)
    if between is not None:
        return between, low, high
    for length in range(_LONGEST_BOUND, 0, -1):
        first = start - length
        if first < text.first or not text.forms[first]:
            continue
        words = " ".join(form for form in text.forms[first:start] if form)
        bound = numbers.bounds.get(words)
        if bound == "min":
            return first, low, None
        if bound == "max":
            return first, None, high
        if bound == "about":
            outer = _bounds(text, first, low, high)
            return (outer[0], outer[1], outer[2]) if outer[1:] != (low, high) else (first, low, high)
    return start, low, high


def _between(text: Text, start: int) -> int | None:
    before = start - 1
    if before < text.first:
        return None
    return (
        before
        if text.forms[before] in text.lexicon.numbers.between and text.forms[before] == "entre"
        else None
    )


def merge_between(text: Text, spans: list[NumberSpan]) -> list[NumberSpan]:
    """«Entre 1 000 et 5 000»: two numbers joined by «et» after «entre» are one range."""
    out: list[NumberSpan] = []
    for span in spans:
        previous = out[-1] if out else None
        if previous and _joined(text, previous, span):
            low, high = previous.quantity.min, span.quantity.max
            out[-1] = NumberSpan(
                previous.start, span.end, Quantity(low, high, text.between(previous.start, span.end))
            )
        else:
            out.append(span)
    return out


def _joined(text: Text, a: NumberSpan, b: NumberSpan) -> bool:
    numbers = text.lexicon.numbers
    if b.start != a.end + 1 or text.forms[a.end] not in numbers.between_joiners:
        return False
    low, high = a.quantity.min, b.quantity.max
    return text.forms[a.start] in numbers.between and low is not None and high is not None and low <= high


def numbers(text: Text) -> Iterator[NumberSpan]:
    """The numbers of the text with «entre … et …» joined."""
    yield from merge_between(text, find(text))
