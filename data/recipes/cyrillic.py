"""French spellings of Russian and Ukrainian names, as the press transcribes them.

GeoNames knows most places of the former Soviet Union by their Cyrillic and English forms only:
«Нижний Тагил» is «Nizhniy Tagil» there, and «Nijni Taguil» in a French text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

COUNTRIES = frozenset({"RU", "UA", "BY", "KZ", "KG", "UZ", "TM", "TJ", "MD", "GE", "AM", "AZ"})
"""Where a Cyrillic name is read as Russian or Ukrainian."""

CANONICAL_COUNTRIES = frozenset({"RU", "UA"})
"""Where the transcription is also the name a French reader knows, unless a table of ours has another."""

_CYRILLIC = re.compile(r"^[А-Яа-яЁёІіЇїЄєҐґ’' -]+$")
_UKRAINIAN = re.compile(r"[іїєґ]")
_NOT_UKRAINIAN = re.compile(r"[ыэёъ]")

_SHARED = {
    "а": "a", "б": "b", "в": "v", "д": "d", "ж": "j", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "ou", "ф": "f", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch",
    "щ": "chtch", "ь": "", "ю": "iou", "я": "ia", "’": "", "'": "",
}  # fmt: skip
_RUSSIAN = {**_SHARED, "г": "g", "е": "e", "ё": "io", "и": "i", "й": "ï", "ъ": "", "ы": "y", "э": "e"}
_UKRAINE = {**_SHARED, "г": "h", "ґ": "g", "е": "e", "є": "ie", "и": "y", "і": "i", "ї": "ï", "й": "ï"}

_RUSSIAN_RULES = (
    (r"ий\b", "и"),
    (r"ый\b", "ы"),
    (r"ия", "я"),
    (r"г(?=[еиэ])", "гу!"),
    (r"\bе|(?<=[ьъ])е", "ие"),
    (r"(?<=[аеёиоуыэюя])с(?=[аеёиоуыэюя])", "сс"),
)
_UKRAINIAN_RULES = ((r"ий\b", "и"), (r"ія", "я"), (r"(?<=[аеєиіїоуюя])с(?=[аеєиіїоуюя])", "сс"))


def french(names: Iterable[str]) -> Iterator[str]:
    """French transcriptions of the names among ``names`` that are written in Cyrillic.

    A name whose letters fit both languages is transcribed from both.
    """
    for name in names:
        if not _CYRILLIC.match(name):
            continue
        lower = name.lower()
        if not _UKRAINIAN.search(lower):
            yield _transcribe(lower, _RUSSIAN_RULES, _RUSSIAN)
        if not _NOT_UKRAINIAN.search(lower):
            yield _transcribe(lower, _UKRAINIAN_RULES, _UKRAINE)


def _transcribe(name: str, rules: Iterable[tuple[str, str]], letters: dict[str, str]) -> str:
    for pattern, replacement in rules:
        name = re.sub(pattern, replacement, name)
    spelled = "".join(letters.get(letter, letter) for letter in name.replace("у!", "\0"))
    return spelled.replace("\0", "u").title()
