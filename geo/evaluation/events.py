"""Run the extractor over gold texts, and print what it scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geo import articles
from geo.errors import DataError
from geo.evaluation import gold
from geo.evaluation.scoring import SLOTS, Counts, Scores

if TYPE_CHECKING:
    from geo.pipeline import Reading
    from geo.records import Article


def evaluate_events(read: Callable[[Article], Reading], folder: Path) -> Scores:
    """Score the extractor on a folder of gold files (``tests/gold/README.md``).

    Args:
        read: reads an article, as :meth:`geo.pipeline.Reader.read` does.
        folder: files ``NAME.json``, each of which names its text.

    Raises:
        DataError: the folder holds no gold, or a file of it is bad.
        ArticleError: a text cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise DataError(f"no gold: expected files NAME.json, each with its text, in {folder}")
    scores = Scores()
    for path in paths:
        coded = gold.load(path)
        found = [event for article in articles.read(coded.text) for event in read(article).events]
        scores.add(coded, found)
    return scores


def events_report(scores: Scores, *, with_errors: bool = False) -> str:
    """The scores as a table: events, slots, kinds and statuses, coded events found by phenomenon, errors by kind.

    ``with_errors`` adds each error, a line each.
    """
    slots = {slot: scores.slots[slot] for slot in SLOTS if slot in scores.slots}
    lines = [
        f"{'':24}{'P':>6}{'R':>7}{'F1':>7}{'right':>8}{'extra':>7}{'missed':>8}",
        *_rows({"events": scores.events, "slots": scores.all_slots}),
        *_rows({f"  {slot}": counts for slot, counts in slots.items()}),
        "events by kind and status",
        *_rows({f"  {name}": counts for name, counts in sorted(scores.kinds.items())}),
        f"{'coded events found':34}{'R':>7}{'right':>8}{'missed':>8}",
        *(
            f"  {name:32}{c.recall:7.3f}{c.right:8}{c.missed:8}"
            for name, c in sorted(scores.phenomena.items())
        ),
        "errors by kind",
        *(f"  {name:24}{n:8}" for name, n in scores.mistakes.most_common()),
        f"exact: {scores.exact} of {scores.events.right + scores.events.missed}",
        f"traps sprung: {scores.traps}",
    ]
    return "\n".join(lines + (scores.errors if with_errors else []))


def _rows(table: Mapping[str, Counts]) -> list[str]:
    return [
        f"{name:24}{c.precision:6.3f}{c.recall:7.3f}{c.f1:7.3f}{c.right:8}{c.spurious:7}{c.missed:8}"
        for name, c in table.items()
    ]
