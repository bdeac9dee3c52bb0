"""The line at the head of an article that says when it appeared: «AFP / le 7 octobre 2025 à 20h48»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.dates.values import Calendar, DateMention

_HEAD = 600
"""Characters from the start of the text in which the line stands."""
_LONGEST = 120
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?:^|\W)(?:le|on)\s*$", re.IGNORECASE)
_SHORT = 3
"""A word of so few letters, not in capitals, may stand in a byline: «par», «de», «avec» does not, «UTC», «à», «h»."""


def with_byline(text: str, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions, the one that is a byline's marked as ``published``.

    A byline is a line near the head that has a day, a month and a year, and besides them only names, an
    hour, separators. Where several lines of the text are so, they head the days of a chronology.
    """
    lines = [mention for mention in mentions if _is_alone(text, mention, mentions)]
    if len(lines) != 1 or lines[0].start > _HEAD:
        return tuple(mentions)
    return tuple(replace(one, published=True) if one is lines[0] else one for one in mentions)


def _is_alone(text: str, mention: DateMention, mentions: Sequence[DateMention]) -> bool:
    value = mention.value
    if (
        mention.kind != "date"
        or not isinstance(value, Calendar)
        or None in (value.day, value.month, value.year)
    ):
        return False
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST:
        return False
    before = _ARTICLE.sub("", text[start : mention.start])
    linked = _WORD.findall(before)[-1:]
    if linked and not linked[0][:1].isupper():
        return False  # «le sommet du 3 mars 2024»
    others = [(one.start, one.end) for one in mentions if one.start >= mention.end and one.end <= end]
    after = "".join(
        text[i] for i in range(mention.end, end) if not any(first <= i < last for first, last in others)
    )
    return all(_fits(word) for word in _WORD.findall(f"{before} {after}"))


def _fits(word: str) -> bool:
    return word[:1].isupper() or not word.isalpha() or len(word) <= _SHORT
