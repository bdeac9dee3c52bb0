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
    counts: dict[int, Counter[str]] = {}
    for sentence, (start, end) in enumerate(text.sentences):
        paragraph = text.paragraphs[sentence]
        counts.setdefault(paragraph, Counter()).update(_domains(text, start, end))
    verdicts = {paragraph: _ours(found) for paragraph, found in counts.items()}
    return [verdicts[text.paragraphs[sentence]] for sentence in range(len(text.sentences))]


def _domains(text: Text, start: int, end: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for i in range(start, end):
        if not text.tokens[i].is_alpha and "-" not in text.tokens[i].text:
            continue
        if not text.opens(i, *text.lexicon.domains.values()):
            continue
        for domain, words in text.lexicon.domains.items():
            if text.windows(i, words, longest=_LONGEST_WORD):
                found[domain] += 1
    return found


def _ours(found: Counter[str]) -> bool:
    ours = sum(found[domain] for domain in _OURS)
    others = max((count for domain, count in found.items() if domain not in _OURS), default=0)
    return others < _ENOUGH or others <= ours
