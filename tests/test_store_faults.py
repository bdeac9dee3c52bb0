"""The store under force: killed in the middle, shared by many, on a disk that fills up."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import postgres
import pytest
from builders import transfer
from distributed import LocalCluster
from sqlalchemy import create_engine
from stores import sqlite_url

from geo.errors import StoreError
from geo.records import Article, Movement
from geo.store import Query, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
INGEST = [sys.executable, str(HERE / "ingest_with_stub.py"), "ingest"]
COMMAND = [*INGEST, "--workers", "1", "--store"]
MERGED_WITHIN = dt.timedelta(days=10)
PYTHONPATH = os.pathsep.join([str(HERE.parent), str(HERE)])
ENVIRONMENT = {**os.environ, "PYTHONPATH": PYTHONPATH}


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A table of 120 articles, some of which tell of one event."""
    return write_dump(tmp_path / "dump.jsonl", 120)


def write_dump(path: Path, number: int) -> Path:
    """Write so many articles for the stub reader, the same ones each time."""
    chance = random.Random(7)  # noqa: S311 (a corpus, not a secret)
    with path.open("w", encoding="utf-8") as stream:
        for n in range(number):
            who, where = (
                chance.choice(["US", "FR", "RU", "GB", "DE"]),
                chance.choice(["PL", "RO", "UA", "ML"]),
            )
            day = f"2022-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            text = f"{who} {where} {day} {chance.choice([300, 2000])} (dépêche {n})"
            stream.write(json.dumps({"text": text}) + "\n")
    return path


def contents(url: str) -> tuple[object, ...]:
    with open_store(url) as store:
        return [article.source for article in store.articles()], list(store.events())


def test_an_ingest_that_is_killed_and_resumed_ends_like_an_unbroken_one(dump: Path, tmp_path: Path) -> None:
    unbroken, broken = (f"sqlite:///{tmp_path / name}.db" for name in ("unbroken", "broken"))
    subprocess.run([*COMMAND, unbroken, str(dump)], env=ENVIRONMENT, check=True)
    chance = random.Random(11)  # noqa: S311
    killed = []
    for _ in range(3):  # slow enough that the end is not reached before the kill
        running = subprocess.Popen([*COMMAND, broken, str(dump)], env=ENVIRONMENT | {"STUB_SECONDS": "0.02"})
        _wait_for_a_batch_and(chance.uniform(0, 0.3), broken, running)
        running.send_signal(signal.SIGKILL)
        killed.append(running.wait())
    assert -signal.SIGKILL in killed
    subprocess.run([*COMMAND, broken, str(dump)], env=ENVIRONMENT, check=True)
    assert contents(broken) == contents(unbroken)


def _wait_for_a_batch_and(seconds: float, url: str, running: subprocess.Popen[bytes]) -> None:
    """Wait until the run has kept something more than the store had, and a little longer, or has ended."""
    before = _kept(url)
    while running.poll() is None and _kept(url) == before:
        time.sleep(0.05)
    time.sleep(seconds)


def _kept(url: str) -> int:
    """How many articles the store holds; 0 where there is none yet."""
    path = url.removeprefix("sqlite:///")
    if not Path(path).exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_a_cluster_whose_worker_is_killed_reads_what_one_process_reads(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, shared = (f"sqlite:///{tmp_path / name}.db" for name in ("alone", "shared"))
    subprocess.run([*COMMAND, alone, str(dump)], env=ENVIRONMENT, check=True)
    monkeypatch.setenv("PYTHONPATH", PYTHONPATH)
    monkeypatch.setenv("STUB_SECONDS", "0.02")
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        memory_limit=None,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
        preload=["ingest_with_stub"],
    ) as cluster:
        command = [*INGEST, "--scheduler", cluster.scheduler_address, "--store", shared, str(dump)]
        running = subprocess.Popen(command, env=ENVIRONMENT)
        _wait_for_a_batch_and(0, shared, running)
        os.kill(cluster.workers[0].pid, signal.SIGKILL)
        assert running.wait() == 0
    assert contents(shared) == contents(alone)


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_one_line(dump: Path, tmp_path: Path, address: str) -> None:
    store = f"sqlite:///{tmp_path / 'store.db'}"
    command = [*INGEST, "--scheduler", address, "--store", store, str(dump)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"geo: {address}: expected a Dask scheduler")
    assert done.stderr.count("\n") == 1


def test_two_ingests_of_the_same_folder_at_once_are_as_one(dump: Path, tmp_path: Path) -> None:
    alone, shared = (f"sqlite:///{tmp_path / name}.db" for name in ("alone", "shared"))
    subprocess.run([*COMMAND, alone, str(dump)], env=ENVIRONMENT, check=True)
    both = [subprocess.Popen([*COMMAND, shared, str(dump)], env=ENVIRONMENT) for _ in range(2)]
    assert [running.wait() for running in both] == [0, 0]
    assert contents(shared) == contents(alone)


def text_of(number: int) -> tuple[Article, Movement]:
    day = f"2022-{number % 12 + 1:02}-{number % 28 + 1:02}"
    article = Article(f"{number}.txt", f"Texte {number}.")
    event = transfer("US", None, "Pologne", number=number + 1, day=day, reported=day, id=f"r{number}")
    return article, replace(event, evidence=(replace(event.evidence[0], source=article.source),))


def write_and_correct(store: Store, start: int) -> None:
    for number in range(start, 20, 4):
        write_and_correct_one(store, number)


def write_and_correct_one(store: Store, number: int) -> None:
    article, report = text_of(number)
    store.add(article, [report])
    assert report.date is not None
    assert report.date.start is not None
    # Merging with a report that names another day of that week may have moved the event.
    near = Query(report.date.start - MERGED_WITHIN, report.date.start + MERGED_WITHIN)
    event = next(event for event in store.events(near) if report.id in event.reports)
    store.edit(event.id, "force.unit", f"unité {number}", by=f"writer {number}")


def read_until(store: Store, done: threading.Event) -> None:
    while not done.wait(0.02):
        assert all(store.event(event.id) for event in store.events())


def in_threads(
    url: str, acts: list[Callable[[Store], None]], problems: list[Exception]
) -> list[threading.Thread]:
    """Start each act in a thread with the store opened for it alone; what goes wrong is kept."""

    def run(act: Callable[[Store], None]) -> None:
        try:
            with open_store(url) as store:
                act(store)
        except Exception as problem:  # noqa: BLE001 (given to the test's own thread)
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    return threads


def test_many_writers_and_readers_at_once_lose_nothing(url: str) -> None:
    problems: list[Exception] = []
    done = threading.Event()
    open_store(url).close()
    readers = in_threads(url, [partial(read_until, done=done)] * 8, problems)
    for thread in in_threads(url, [partial(write_and_correct, start=n) for n in range(4)], problems):
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert not problems
    with open_store(url) as store:
        assert len(list(store.articles())) == 20
        assert {correction.value for correction in store.corrections()} == {f"unité {n}" for n in range(20)}
        assert {report for event in store.events() for report in event.reports} == {
            f"r{n}" for n in range(20)
        }


def test_a_full_disk_is_a_clear_message_and_nothing_half_written(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    with open_store(url) as store:
        store.add(*_listed(0))
        before = list(store.events())
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        try:
            with pytest.raises(StoreError, match="nothing was changed"):
                store.add(Article("long.txt", "mot " * 200_000), [text_of(1)[1]])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert list(store.events()) == before
        store.add(*_listed(1))
        assert len(list(store.articles())) == 2


def test_a_database_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    path = Path(url.removeprefix("sqlite:///"))
    with open_store(url) as store:
        store.add(*_listed(0))
    with open_store(url) as store:
        path.rename(path.with_suffix(".away"))
        path.mkdir()
        store.close()  # what was open stays readable until it is asked for anew
        with pytest.raises(StoreError, match="unable to open"):
            list(store.events())
        path.rmdir()
        path.with_suffix(".away").rename(path)
        assert len(list(store.events())) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_goes_away_and_comes_back(url: str, server: str) -> None:
    name = postgres.name_of(url)
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with open_store(url) as store, admin.connect() as connection:
        store.add(*_listed(0))
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        )
        with pytest.raises(StoreError, match="nothing was changed"):
            store.add(*_listed(1))
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert len(list(store.articles())) == 1
        store.add(*_listed(1))
        assert len(list(store.articles())) == 2
    admin.dispose()


def _listed(number: int) -> tuple[Article, list[Movement]]:
    article, report = text_of(number)
    return article, [report]
