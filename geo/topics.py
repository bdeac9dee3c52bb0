"""What the paragraphs of a text are about: where sport or business outweighs forces and states, nothing is read.

«Troupes», «débarquer», «sommet» are figures of speech there. The words are in ``domains.yaml``.
"""

from __future__ import annotations

from collections import Counter

from geo.clauses import Text

_OURS = ("military", "diplomatic")
_LONGEST_WORD = 4
_ENOUGH = 2


def relevant(text: Text) -> list[bool]:
    """For each sentence of the text, whether its paragraph may tell of forces or of states."""
    counts: dict[int, Counter[str]] = {paragraph: Counter() for paragraph in text.paragraphs}
    for domain, words in text.lexicon.domains.items():
        for i in text.openings(words):
            wordlike = text.tokens[i].is_alpha or "-" in text.tokens[i].text
            if i >= text.first and wordlike and text.windows(i, words, longest=_LONGEST_WORD):
                counts[text.paragraphs[text.sentence_of(i)]][domain] += 1
    return [_ours(counts[paragraph]) for paragraph in text.paragraphs]


def _ours(found: Counter[str]) -> bool:
    ours = sum(found[domain] for domain in _OURS)
    others = max((count for domain, count in found.items() if domain not in _OURS), default=0)
    return others < _ENOUGH or others <= ours
