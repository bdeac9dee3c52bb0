"""Read many articles: in this process, or on Dask, by processes of this machine or the workers of a cluster.

The readings are the same, and come in the same order, either way. Only so many articles are under way at a
time as keep the workers busy. A worker that is ended from outside costs nothing: what it was reading is read
by another. An article that ends each worker that reads it costs only itself.

Dask's processes talk over TCP, on this machine over 127.0.0.1 alone; whoever may connect there may run code.
On a machine shared with people whom you do not trust, read with one process.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from geo import language
from geo.errors import DataError, ReadingError, WorkerError
from geo.pipeline import Reader, Reading
from geo.records import Article
from geo.settings import PROJECT, Settings

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

Outcome = Reading | ReadingError
ReadAll = Callable[[Iterable[Article]], Iterator[Outcome]]

WORKER_BYTES = 1_300_000_000
"""What a process that holds a language's model and reads with it takes at most."""
_CHUNK = language.BATCH
"""Articles of one task: as many as are parsed together, beside which Dask's millisecond does not count."""
_AHEAD = 3
"""Tasks under way for each thread of the workers: one that is read, two that wait for it."""
_LOCAL = {
    "distributed.scheduler.allowed-failures": 0,
    # Without Dask's MALLOC_TRIM_THRESHOLD_: it maps and unmaps memory at each array of the model.
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1},
    "distributed.worker.profile.enabled": False,
}
_PATIENCE_S = 20
_CONNECT_S = 10
_TRIES = 2


def most_workers() -> int:
    """As many processes as this machine's cores and memory allow, those of a container counted."""
    from dask.system import CPU_COUNT  # noqa: PLC0415  (a second that reading a few articles does not need)
    from distributed.system import MEMORY_LIMIT  # noqa: PLC0415

    return max(1, int(min(CPU_COUNT, MEMORY_LIMIT // WORKER_BYTES)))


@contextmanager
def reading_by(settings: Settings, workers: int = 1, scheduler: str | None = None) -> Iterator[ReadAll]:
    """A function that reads articles in order and gives their readings without the place names.

    Args:
        settings: of a reader in this process; workers take those of their own installation.
        workers: processes of this machine; 1 = this one alone.
        scheduler: address of a Dask cluster's scheduler (``tcp://10.0.0.1:8786``), in place of ``workers``.

    Raises:
        WorkerError: no scheduler answers there, it has no workers, it goes away while they read, or they
            run another version of Sitmap. The function raises it too.
    """
    if scheduler is None and workers == 1:
        reader = Reader.open(settings)
        yield partial(_read_all, reader)
        return
    with ExitStack() as opened:
        yield _connect(opened, workers, scheduler).read


def _connect(opened: ExitStack, workers: int, scheduler: str | None) -> _Workers:
    import dask  # noqa: PLC0415  (as in most_workers)
    from distributed import Client, LocalCluster  # noqa: PLC0415
    from distributed.comm.addressing import parse_host_port  # noqa: PLC0415

    for name in ("distributed", "tornado"):  # what is wrong is said in one line, by the error
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        if scheduler:
            parse_host_port(scheduler.rpartition("://")[2])
            client = opened.enter_context(Client(scheduler, timeout=_CONNECT_S, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE_S)
            return _Workers(client)
        opened.enter_context(dask.config.set(_LOCAL))
        with _uninterrupted():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=None,  # a worker holds a model and a few texts, nothing that could be spilled
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
        client = opened.enter_context(Client(opened.enter_context(cluster), set_as_default=False))
        return _Workers(client, cluster, workers)
    except (OSError, TimeoutError, ValueError) as problem:
        raise WorkerError(
            f"{scheduler or 'this machine'}: expected a Dask scheduler with workers ({problem}); start them: "
            "«dask scheduler», and «dask worker ADDRESS --nthreads 1» in an environment with Sitmap"
        ) from problem


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that start within are not stopped by Ctrl-C, but by this one, which it stops."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Workers:
    """The workers of a scheduler; of this machine's own (``cluster``) there are always so many."""

    def __init__(self, client: Client, cluster: LocalCluster | None = None, number: int = 0) -> None:
        self._client = client
        self._cluster = cluster
        self._number = number

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Keep the workers busy, and give what they read in the order of the articles."""
        waiting: deque[tuple[list[Article], Future]] = deque()
        remaining = iter(articles)
        while True:
            chunk = list(islice(remaining, _CHUNK))
            if chunk:
                waiting.append((chunk, self._submit(chunk)))
            elif not waiting:
                return
            if not chunk or len(waiting) > _AHEAD * sum(self._client.nthreads().values()):
                yield from self._outcomes(*waiting.popleft())

    def _submit(self, chunk: Sequence[Article]) -> Future:
        return self._client.submit(_read_there, chunk, version(), pure=False)

    def _outcomes(self, chunk: Sequence[Article], future: Future) -> Iterator[Outcome]:
        from distributed import KilledWorker  # noqa: PLC0415  (imported already)

        try:
            yield from self._wait(future)
        except KilledWorker:
            for article in chunk:
                yield from self._alone(article)

    def _alone(self, article: Article) -> list[Outcome]:
        """What became of an article whose worker ended, though perhaps through another one."""
        from distributed import KilledWorker  # noqa: PLC0415

        for _ in range(_TRIES):
            try:
                return self._wait(self._submit([article]))
            except KilledWorker:
                continue
        return [ReadingError(f"{article.source}: ended each process that read it; it was left out")]

    def _wait(self, future: Future) -> list[Outcome]:
        while True:
            try:
                return list(future.result(timeout=_PATIENCE_S))
            except TimeoutError:
                self._revive()
            except (CancelledError, OSError) as problem:
                raise WorkerError(
                    "the scheduler went away; what was kept before is whole: start the command again"
                ) from problem

    def _revive(self) -> None:
        """Start workers anew where none is left: Dask does not where one ends as soon as it has begun."""
        if self._client.nthreads():
            return
        if self._cluster is None:
            raise WorkerError("the workers went away; what was kept before is whole: start the command again")
        self._cluster.scale(0)
        self._cluster.scale(self._number)


@cache
def version() -> str:
    """A short text that differs where the program or its words do, so that all workers read alike."""
    files = sorted(
        path
        for folder in ("geo", "data")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in {".py", ".yaml", ".csv"}
    )
    told = sha256()
    for path in files:
        told.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:12]


_one_at_a_time = threading.Lock()
"""A worker of several threads reads with one: the model is not made to be shared."""


def _read_there(articles: Sequence[Article], expected: str) -> list[Outcome]:
    """What a worker does."""
    if version() != expected:
        raise WorkerError("a worker runs another version of Sitmap; bring all machines to the same one")
    with _one_at_a_time:
        reader = _reader()
        return list(_read_all(reader, articles))


@cache
def _reader() -> Reader:
    """The reader of a worker process."""
    return Reader.open(Settings.from_environment())


def _read_all(reader: Reader, articles: Iterable[Article]) -> Iterator[Outcome]:
    """What became of each article, in order."""
    for batch in language.batches(articles):
        try:
            parsed = reader.parsed(batch)
        except DataError:
            raise
        except Exception:  # noqa: BLE001  (of one of them; each alone tells which)
            yield from (_outcome(article, partial(reader.read, article)) for article in batch)
        else:
            yield from (
                _outcome(article, partial(reader.read_docs, article, docs)) for article, docs in parsed
            )


def _outcome(article: Article, read: Callable[[], Reading]) -> Outcome:
    """The reading; an article on which the program fails is one article less, not the end of a long run."""
    try:
        return replace(read(), toponyms=())
    except DataError:
        raise
    except Exception as problem:  # noqa: BLE001  (named, with the article, in the error)
        return ReadingError(
            f"{article.source}: the program failed on this text "
            f"({type(problem).__name__}: {problem}); it was left out"
        )
