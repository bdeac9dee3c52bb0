"""Why a place or a date is the one it is, in the reader's language; what the extractor writes is English."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.datafiles import load_yaml
from geo.errors import DataError
from geo.page.words import Words
from geo.settings import PROJECT

_TABLE = PROJECT / "data" / "ui" / "reasons.yaml"
_NAME = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class Reasons:
    """Sentences by their pattern, the first that fits first; and the words that fill them."""

    terms: dict[str, str]
    sentences: tuple[tuple[re.Pattern[str], str], ...]

    def translated(self, reason: str) -> str:
        """A sentence in French; as it stands where the table has none like it."""
        for pattern, french in self.sentences:
            if found := pattern.fullmatch(reason):
                return french.format(
                    **{name: self._part(name, said) for name, said in found.groupdict().items()}
                )
        return reason

    def _part(self, name: str, said: str) -> str:
        return self.translated(said) if name == "reason" else self.terms.get(said, said)


def told(reason: str | None, words: Words) -> str | None:
    """A reason for the reader: in his language, its days written in it."""
    if reason is None:
        return None
    said = load(_TABLE).translated(reason) if words.lang == "fr" else reason
    return _DAY.sub(lambda day: words.day(dt.date.fromisoformat(day[0])), said)


@cache
def load(path: Path) -> Reasons:
    """The table of a file.

    Raises:
        DataError: the file is missing, or a sentence has not the same parts in both languages.
    """
    table = load_yaml(path)
    if not isinstance(table, dict) or table.keys() != {"terms", "sentences"}:
        raise DataError(f"{path}: expected «terms» and «sentences», got {table!r:.80}")
    for row in table["sentences"]:
        if sorted(_NAME.findall(row["en"])) != sorted(_NAME.findall(row["fr"])):
            raise DataError(f"{path}: expected the same parts in both languages, got {row!r}")
    terms = {str(english): str(french) for english, french in table["terms"].items()}
    return Reasons(terms, tuple((_pattern(row["en"]), row["fr"]) for row in table["sentences"]))


def _pattern(template: str) -> re.Pattern[str]:
    """What matches a sentence, with a group for each of its parts."""
    fixed = iter(_NAME.split(template))
    parts = [re.escape(next(fixed))]
    for name, text in zip(fixed, fixed, strict=True):
        parts += [f"(?P<{name}>.+?)", re.escape(text)]
    return re.compile("".join(parts), re.DOTALL)
