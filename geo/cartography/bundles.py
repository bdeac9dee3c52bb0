"""Marks alike drawn as one with their count where there are too many to tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geo.cartography.marks import Mark


@dataclass(frozen=True, slots=True)
class Bundle:
    """Marks drawn as one.

    Attributes:
        lead: the largest, which is drawn. Numbers are not added up: reports may repeat them.
        ids: of all of them, the lead's first.
    """

    lead: Mark
    ids: tuple[str, ...]


def bundles(marks: Sequence[Mark], most: int) -> list[Bundle]:
    """A bundle for each mark or, of more than ``most``, for each likeness, the fullest first."""
    if len(marks) <= most:
        return [Bundle(mark, (mark.id,)) for mark in marks]
    alike: dict[tuple[str, ...], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (-mark.size_px, mark.id)):
        alike[mark.likeness].append(mark)
    found = [Bundle(members[0], tuple(mark.id for mark in members)) for members in alike.values()]
    return sorted(found, key=lambda bundle: (-len(bundle.ids), -bundle.lead.size_px, bundle.lead.id))
