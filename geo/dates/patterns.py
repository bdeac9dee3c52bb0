"""The little language in which ``dates.yaml`` writes its phrases, compiled to regular expressions.

``word`` stands for itself (no accents, lower case, either apostrophe), ``{class}`` for a word of that
class, ``[x]`` may be absent, ``(x|y)`` is one or the other. A blank is one to three blanks or one line
break; what is written together stands together. Every repetition is bounded, so matching at one
place takes constant time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.errors import DataError

BLANK = r"(?: {1,3}| ?\n ?)"
NUMBER = "#"
"""Stands in an index of first words for any number in digits."""

_TOKEN = re.compile(r"\{(\w+)\}|([\[\]()|])|(\s+)|([^\s{}\[\]()|]+)")
_FIRST = re.compile(r"[^\W\d_]+|\d")
_DIGITS: Mapping[str, str] = {
    "day": r"3[01]|[12]\d|0?[1-9]",
    "late_day": r"3[01]|2\d|1[3-9]",
    "dd": r"3[01]|[12]\d|0?[1-9]",
    "mm": r"1[0-2]|0?[1-9]",
    "year": r"(?:19|20)\d\d(?! ?\d)",
    "number": r"\d{1,3}",
    "hour": r"2[0-4]|1\d|0?\d",
    "minute": r"[0-5]\d",
}


class _Fold(dict[int, str]):
    """Each character to one character: lower case, without accent, one kind of blank, quote and dash."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "’‘ʼ′`´":
            folded = "'"
        elif unicodedata.category(char) == "Pd" or char == "\u2212":
            folded = "-"
        elif char != "\n" and (char.isspace() or char in "\u200b\u2060\ufeff"):
            folded = " "
        else:
            low = unicodedata.normalize("NFD", char)[0].lower()
            folded = low if len(low) == 1 else char
        self[code] = folded
        return folded


_FOLDED = _Fold()


def fold(text: str) -> str:
    """The text in lower case without accents, character for character: offsets stay."""
    return text.translate(_FOLDED)


def tidy(word: str) -> str:
    """A folded word with single blanks for blanks, line breaks and hyphens, as classes are keyed."""
    return " ".join(re.split(r"[\s-]+", word.strip()))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase.

    Attributes:
        regex: to be matched against folded text, from the first character of a word.
        classes: the class of each capturing group, in order.
        first: words (or :data:`NUMBER`) that can open it.
    """

    regex: re.Pattern[str]
    classes: tuple[str, ...]
    first: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Node:
    kind: str
    text: str
    spaced: bool
    choices: tuple[tuple[_Node, ...], ...] = ()


def compile_phrase(phrase: str, words: Mapping[str, Iterable[str]]) -> Pattern:
    """Compile one phrase; ``words`` holds the folded words of each class.

    Raises:
        DataError: brackets do not match, a class is unknown, or nothing in it is obligatory.
    """
    compiler = _Compiler(phrase, words)
    regex = re.compile(compiler.compile() + r"(?!\w)")
    return Pattern(regex, tuple(compiler.classes), frozenset(compiler.first(compiler.nodes)))


class _Compiler:
    def __init__(self, phrase: str, words: Mapping[str, Iterable[str]]) -> None:
        self.phrase = phrase
        self.words = words
        self.classes: list[str] = []
        self._tokens = [m for m in _TOKEN.finditer(phrase) if m[0]]
        if sum(len(m[0]) for m in self._tokens) != len(phrase):
            raise self._error("a brace that does not close")
        self._at = 0
        choices = self._choices("")
        if len(choices) != 1:
            raise self._error("a choice outside of brackets")
        self.nodes = choices[0]
        if all(node.kind == "[" for node in self.nodes):
            raise self._error("nothing obligatory")

    def compile(self) -> str:
        """The phrase as a regular expression; its groups are those of ``classes``, in order."""
        return self._sequence(self.nodes)

    def first(self, nodes: tuple[_Node, ...]) -> set[str]:
        found: set[str] = set()
        for node in nodes:
            if node.kind == "word":
                found |= _first_words([node.text])
            elif node.kind == "class":
                found |= _first_words(self.words.get(node.text, ()))
                if node.text in _DIGITS:
                    found.add(NUMBER)
            else:
                for choice in node.choices:
                    found |= self.first(choice)
            if node.kind != "[":
                break
        return found

    def _error(self, what: str) -> DataError:
        return DataError(f"dates.yaml: phrase {self.phrase!r}: {what}")

    def _choices(self, closing: str) -> tuple[tuple[_Node, ...], ...]:
        choices: list[list[_Node]] = [[]]
        spaced = False
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            name, mark, blank, word = token.groups()
            if blank:
                spaced = True
                continue
            if mark and mark in "])":
                if mark != closing:
                    raise self._error(f"unexpected {mark!r}")
                return tuple(tuple(choice) for choice in choices)
            if mark == "|":
                choices.append([])
            elif mark:
                choices[-1].append(_Node(mark, mark, spaced, self._choices("]" if mark == "[" else ")")))
            elif name:
                if name not in self.words and name not in _DIGITS:
                    raise self._error(f"no class {{{name}}}")
                choices[-1].append(_Node("class", name, spaced))
            else:
                choices[-1].append(_Node("word", fold(word), spaced))
            spaced = False
        if closing:
            raise self._error(f"expected {closing!r} at the end")
        return tuple(tuple(choice) for choice in choices)

    def _sequence(self, nodes: tuple[_Node, ...]) -> str:
        parts: list[str] = []
        opened = False
        gap = ""
        for index, node in enumerate(nodes):
            following = nodes[index + 1] if index + 1 < len(nodes) else None
            body = self._body(node, glued=following is not None and not following.spaced)
            after = _gap_after(node, spaced=following is not None and following.spaced)
            if node.kind != "[":
                parts.append(gap + body)
                opened, gap = True, after
            elif opened:
                parts.append(f"(?:{gap}{body})?")
                gap = after
            else:
                parts.append(f"(?:{body}{after})?")
        return "".join(parts)

    def _body(self, node: _Node, *, glued: bool) -> str:
        if node.choices:
            return "(?:" + "|".join(self._sequence(choice) for choice in node.choices) + ")"
        if node.kind == "word":
            return literal(node.text) + ("" if glued or node.text.endswith("'") else r"(?!\w)")
        self.classes.append(node.text)
        forms = [
            literal(word.replace(" ", "-"))
            for word in sorted(self.words.get(node.text, ()), key=len, reverse=True)
        ]
        digits = _DIGITS.get(node.text)
        if digits:
            forms.insert(0, digits)
        dot = r"\.?" if node.text.startswith("short_") else ""
        return f"({'|'.join(forms)}){dot}" + ("" if glued or dot else r"(?!\w)")


def _gap_after(node: _Node, *, spaced: bool) -> str:
    """The blank after a node: it may be absent after an apostrophe."""
    if any(word.endswith("'") for word in _last_words(node)):
        return BLANK + "?"
    return BLANK if spaced else ""


def _last_words(node: _Node) -> Iterator[str]:
    if not node.choices:
        yield node.text
    for choice in node.choices:
        yield from _last_words(choice[-1]) if choice else ()


def literal(word: str) -> str:
    """A folded word as a regular expression: a hyphen in it may be a blank, a blank a line break."""
    if word == "-":
        return word
    pieces = re.split(r"([ -])", word)
    blanks = {" ": BLANK, "-": rf"(?: ?- ?|{BLANK})?"}
    return "".join(blanks.get(piece) or re.escape(piece) for piece in pieces)


def _first_words(words: Iterable[str]) -> set[str]:
    found = (_FIRST.search(word) for word in words)
    return {NUMBER if match[0].isdigit() else match[0] for match in found if match}
