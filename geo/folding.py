"""The form under which names are compared: no accents, case, punctuation or ligatures."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "þ": "th", "ħ": "h",
    "ə": "e", "ŋ": "n", "ʻ": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'",
})  # fmt: skip
_COMBINING = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"\w+")
_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont", "ft": "fort"}


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Folded form of a name: «Saint-Étienne», «St Etienne» and «SAINT ÉTIENNE» are one.

    Hyphens, apostrophes and full stops part words; abbreviations that English and French share
    are written out (St, Ste, Mt, Ft).
    """
    text = name if name.isascii() else _COMBINING.sub("", unicodedata.normalize("NFKD", name))
    text = text.lower()
    if not text.isascii():
        text = _COMBINING.sub("", text.translate(_LETTERS))
    return " ".join([_WORDS.get(word, word) for word in _WORD.findall(text)])
