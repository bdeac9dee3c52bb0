"""Articles into the store: each read once, in order, kept a batch at a time.

A run that is ended at any moment leaves whole batches; the next one goes on from there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice

from geo import language, parallel
from geo.errors import ReadingError, SitmapError
from geo.parallel import ReadAll
from geo.records import Article
from geo.settings import Settings
from geo.store import Entry, Store, rows

BATCH = 50
"""Articles that are kept, and their reports merged, in one go: a run that is killed loses no more."""
FEW = 100
"""Up to so many articles are read by this process alone: other processes would take longer to start."""


@contextmanager
def reading(
    settings: Settings, found: Iterator[Article], workers: int | None, scheduler: str | None
) -> Iterator[tuple[ReadAll, Iterator[Article]]]:
    """What reads the articles found (:func:`geo.parallel.reading_by`), and these articles.

    Args:
        settings: of this process.
        found: looked at no further than is needed to see whether they are few.
        workers: None = this process for a few articles, else as many as there is room for.
        scheduler: address of a Dask cluster, or None.
    """
    first = list(islice(found, FEW + 1)) if workers is None and scheduler is None else []
    if workers is None:
        workers = parallel.most_workers() if len(first) > FEW else 1
    with parallel.reading_by(settings, workers, scheduler) as read_all:
        yield read_all, chain(first, found)


def unread(
    store: Store, found: Iterable[Article], *, again: bool, on_known: Callable[[], None]
) -> Iterator[Article]:
    """The articles that the store does not hold as they are given now, or all with ``again``."""
    for several in language.batches(found):
        wanted = several if again else store.unread(several)
        for _ in range(len(several) - len(wanted)):
            on_known()
        yield from wanted


def keep(
    store: Store,
    wanted: Iterable[Article],
    read_all: ReadAll,
    *,
    on_done: Callable[[int], None],
    on_problem: Callable[[SitmapError], None],
) -> None:
    """Read articles and keep what they tell, the same words once.

    Args:
        store: an open one.
        wanted: pulled a little ahead of what is kept.
        read_all: as :func:`reading` gives it.
        on_done: called with the number of reports of each article, once it is kept.
        on_problem: called with what was wrong with an article that could not be read.
    """
    remaining: Iterable[Article] = wanted
    while later := _keep_once(store, remaining, read_all, on_done, on_problem):
        remaining = later


def _keep_once(
    store: Store,
    wanted: Iterable[Article],
    read_all: ReadAll,
    on_done: Callable[[int], None],
    on_problem: Callable[[SitmapError], None],
) -> list[Article]:
    """The same, but for words that were under way already with another date: they are given back."""
    asked: deque[Article] = deque()
    under_way: dict[str, str] = {}
    later: list[Article] = []

    def given() -> Iterator[Article]:
        for several in language.batches(wanted):
            new = [article for article in several if is_new(article)]
            asked.extend(new)
            yield from store.recall(new)

    def is_new(article: Article) -> bool:
        words, said = rows.digest(article), rows.given_text(article)
        if words not in under_way:
            under_way[words] = said
            return True
        if under_way[words] == said:
            on_done(0)
        else:
            later.append(article)
        return False

    outcomes = read_all(given())
    while batch := list(islice(outcomes, BATCH)):
        originals = [asked.popleft() for _ in batch]
        store.add_all(
            Entry(outcome.article, outcome.events, original)
            for original, outcome in zip(originals, batch, strict=True)
            if not isinstance(outcome, ReadingError)
        )
        for original, outcome in zip(originals, batch, strict=True):
            del under_way[rows.digest(original)]
            if isinstance(outcome, ReadingError):
                on_problem(outcome)
            on_done(0 if isinstance(outcome, ReadingError) else len(outcome.events))
    return later
