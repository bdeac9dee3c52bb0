"""The words of a parsed text as plain objects: what the stages ask of a spaCy token, looked up once.

A spaCy token is made anew, and its strings are decoded, at each access; the stages make millions of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

_COLUMNS = [
    attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.DEP, attrs.HEAD, attrs.ENT_TYPE, attrs.ENT_IOB,
    attrs.SPACY, attrs.MORPH, attrs.IS_SPACE, attrs.IS_PUNCT, attrs.IS_ALPHA, attrs.LIKE_NUM,
]  # fmt: skip
_IOB = ("", "I", "O", "B")
_UNSIGNED = 1 << 64


@dataclass(slots=True, eq=False)
class Word:
    """A token; the attributes are named, and mean, what those of :class:`spacy.tokens.Token` do.

    ``morph`` gives each feature's values (``{"Number": ["Sing"]}``). Not frozen: heads point at each other, and
    :class:`geo.clauses.Text` corrects what the model mistakes.
    """

    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    morph: Mapping[str, list[str]]
    is_space: bool
    is_punct: bool
    is_alpha: bool
    like_num: bool
    head: Word = field(init=False, repr=False)
    children: list[Word] = field(init=False, repr=False)


def words_of(doc: Doc) -> list[Word]:
    """The words of a parse, in its order."""
    strings = doc.vocab.strings
    known: dict[int, str] = {0: ""}

    def said(number: int) -> str:
        if number not in known:
            known[number] = strings[number]
        return known[number]

    words: list[Word] = []
    heads: list[int] = []
    offset = 0
    for i, row in enumerate(doc.to_array(_COLUMNS).tolist()):
        orth, lower, lemma, pos, dep, head, entity, iob, spaced, morph, space, punct, alpha, number = row
        text = said(orth)
        words.append(
            Word(
                i, offset, text, said(lower), said(lemma), said(pos), said(dep), said(entity), _IOB[iob],
                " " if spaced else "", _features(said(morph)), bool(space), bool(punct), bool(alpha), bool(number),
            )
        )  # fmt: skip
        heads.append(i + (head if head < _UNSIGNED // 2 else head - _UNSIGNED))
        offset += len(text) + (1 if spaced else 0)
    for word, head in zip(words, heads, strict=True):
        word.head, word.children = words[head], []
    for word in words:
        if word.head is not word:
            word.head.children.append(word)
    return words


@lru_cache(maxsize=4096)
def _features(morph: str) -> dict[str, list[str]]:
    """The features that ``Gender=Masc|Number=Sing`` names."""
    pairs = (feature.partition("=") for feature in morph.split("|"))
    return {name: values.split(",") for name, _, values in pairs if values}
