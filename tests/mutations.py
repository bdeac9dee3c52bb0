"""Texts damaged the way texts are damaged in the wild, from a seed: the same seed gives the same text."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Mutation = Callable[[str, random.Random], str]

_WORD = re.compile(r"\S+")
_SHARE = 0.1
_STRANGE = (
    "🚀",
    "👩‍✈️",
    "\u202e",
    "مرحبا",
    "שלום",
    "\u200b",
    "\x00",
    "\x07",
    "\ufeff",
    "\ud7ff",
    "Z̷̢",
    "𝕏",
    "’’’",
    "<b>",
    "${x}",
)


def _sample(text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    """A tenth of the words, changed; the spaces between stay."""
    return _WORD.sub(lambda word: change(word[0]) if chance.random() < _SHARE else word[0], text)


def delete_words(text: str, chance: random.Random) -> str:
    return _sample(text, chance, lambda _: "")


def double_words(text: str, chance: random.Random) -> str:
    return _sample(text, chance, lambda word: f"{word} {word}")


def reorder_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(max(1, len(words) // 10)):
        i, j = chance.randrange(len(words)), chance.randrange(len(words))
        words[i], words[j] = words[j], words[i]
    return " ".join(words)


def reorder_sentences(text: str, chance: random.Random) -> str:
    sentences = re.split(r"(?<=\.)\s", text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def drop_accents(text: str, _: random.Random) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def decompose(text: str, _: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def capitals(text: str, _: random.Random) -> str:
    return text.upper()


def lower_case(text: str, _: random.Random) -> str:
    return text.lower()


def drop_punctuation(text: str, _: random.Random) -> str:
    return re.sub(r"[^\w\s]", "", text)


def drop_apostrophes(text: str, _: random.Random) -> str:
    return re.sub("['’]", " ", text)


def no_break_spaces(text: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: chance.choice(" \u00a0\u202f\u2009\t\n"), text)


def other_quotes(text: str, chance: random.Random) -> str:
    return re.sub("[\"«»“”']", lambda _: chance.choice("\"«»“”„‟‘’'`"), text)


def strange_characters(text: str, chance: random.Random) -> str:
    return _sample(text, chance, lambda word: word + chance.choice(_STRANGE))


def brackets(text: str, chance: random.Random) -> str:
    return _sample(text, chance, lambda word: chance.choice("([{«") * chance.randint(1, 9) + word + ")")


def break_lines(text: str, chance: random.Random) -> str:
    return _sample(text, chance, lambda word: f"{word[: len(word) // 2]}-\n{word[len(word) // 2 :]}")


def random_numbers(text: str, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda _: str(chance.choice((0, 1, 7, 31, 99, 2022, 10**9, 10**30))), text)


def cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(len(text))]


MUTATIONS: tuple[Mutation, ...] = (
    *(delete_words, double_words, reorder_words, reorder_sentences, drop_accents, decompose, capitals),
    *(lower_case, drop_punctuation, drop_apostrophes, no_break_spaces, other_quotes, strange_characters),
    *(brackets, break_lines, random_numbers, cut),
)


def mutant(texts: list[str], seed: int) -> tuple[str, str]:
    """The names of one to three mutations, and a passage of one text that underwent them."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    text = chance.choice(texts)
    start = chance.randrange(max(1, len(text) - 1500))
    text = text[start : start + 1500]
    names = []
    for mutation in chance.sample(MUTATIONS, chance.randint(1, 3)):
        if text:
            text = mutation(text, chance)
            names.append(mutation.__name__)
    return "+".join(names), text
