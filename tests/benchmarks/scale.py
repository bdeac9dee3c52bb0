"""How ingest grows, and what it survives.

``python tests/benchmarks/scale.py growth [--sizes 1000 10000] [--workers 1 2] [--one-up-to 10000] [--plot growth.png]``
    reads made-up articles of at most 150 words with the real models, each size into a new store: seconds, articles a
    second, the most memory of the process and of a worker, the size of the store; beside them the time that spaCy's
    pipeline alone takes for the same texts, in one process. One process reads no more than ``--one-up-to`` articles;
    ratios are of the largest size that it read.
``python tests/benchmarks/scale.py kills [50]``
    ends an ingest (of a stub reader) by SIGKILL at random moments, goes on, and compares with an unbroken run.
``python tests/benchmarks/scale.py crowd [60]``
    four writers and twenty readers on each store for so many seconds: no error, no lost correction.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

import postgres
import psutil
import test_store_faults as faults
from matplotlib.figure import Figure

from geo import articles, language
from geo.gazetteer import Gazetteer
from geo.store import Store, open_store

DATA = TESTS.parent / "data" / "tables"
DISPATCHES = 4
"""Articles that tell of the same move and the same call."""
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
FILLERS = [
    "Le ministère n’a pas précisé la durée de cette mission, qui sera évaluée chaque mois.",
    "Les députés ont demandé un débat avant la fin de la session.",
    "Selon plusieurs diplomates, les discussions se poursuivent dans un climat de prudence.",
    "La population locale a accueilli la nouvelle avec des sentiments partagés.",
    "Une conférence de presse est prévue dans la soirée pour en donner les détails.",
    "Les marchés n’ont guère réagi, et le prix du gaz est resté stable.",
]


def _rows(table: str) -> list[dict[str, str]]:
    with (DATA / table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _towns() -> list[str]:
    """Towns that «à» stands before as it is: none with an article, so none that begins with L."""
    return sorted({row["name"] for row in _rows("exonyms.csv") if not row["name"].startswith("L")})


@cache
def _senders() -> list[str]:
    """Capitals that stand for their governments."""
    gazetteer = Gazetteer.open(DATA.parent)
    codes = sorted({row["of"] for row in _rows("officeholders.csv") if row["office"] == "head_of_state"})
    return [capital.name for code in codes if (capital := gazetteer.capital(code)) is not None]


@cache
def _leaders() -> list[str]:
    """Heads of state who were in office from 2021 to 2023, one of a country."""
    found = {
        row["of"]: row["name"]
        for row in _rows("officeholders.csv")
        if row["office"] == "head_of_state" and row["from"] < "2021" and row["to"] > "2023"
    }
    return sorted(found.values())


def text(number: int) -> str:
    """An article of some 100 words: a movement, a call, which three more articles tell, and what tells neither.

    Senders, towns and people are those of the tables, over two years, so that as many reports as in the news
    tell of the same states in the same month.
    """
    event, own = random.Random(number // DISPATCHES), random.Random(number)  # noqa: S311 (a corpus, not a secret)
    day = dt.date(2021, 1, 4) + dt.timedelta(days=event.randrange(730))
    one, other = event.sample(_leaders(), 2)
    told = [
        f"{event.choice(_senders())} a envoyé {event.randrange(2, 40) * 50} soldats à {event.choice(_towns())}.",
        f"{one} et {other} se sont entretenus par téléphone {WEEKDAYS[day.weekday()]}.",
    ]
    told += own.sample(FILLERS, len(FILLERS))
    return f"date {day + dt.timedelta(days=own.randrange(3))}\n" + " ".join(told) + f" (dépêche {number})"


@dataclass(frozen=True)
class Run:
    """One ingest: seconds by the clock and of processors, and the most memory in MB."""

    articles: int
    workers: int
    seconds: float
    processor_s: float
    main_mb: float
    worker_mb: float
    store_mb: float


def ingest(folder: Path, number: int, workers: int) -> Run:
    """Read so many articles into a new store, watched from outside."""
    dump, store = folder / f"{number}.jsonl", folder / f"{number}-{workers}.db"
    with dump.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({"text": text(n)}) + "\n" for n in range(number))
    command = [
        sys.executable,
        "-m",
        "geo",
        "ingest",
        "--workers",
        str(workers),
        "--store",
        f"sqlite:///{store}",
    ]
    started = time.perf_counter()
    running = psutil.Popen([*command, str(dump)], cwd=TESTS.parent)
    most, spent = {}, {}
    while running.poll() is None:
        for process in [running, *_children(running)]:
            try:
                most[process.pid] = max(most.get(process.pid, 0), process.memory_info().rss / 1e6)
                used = process.cpu_times()
                spent[process.pid] = used.user + used.system
            except psutil.Error:
                continue
        time.sleep(0.2)
    assert running.returncode == 0
    seconds = time.perf_counter() - started
    workers_mb = max((mb for pid, mb in most.items() if pid != running.pid), default=0.0)
    size = sum(path.stat().st_size for path in folder.glob(f"{store.name}*")) / 1e6
    return Run(number, workers, seconds, sum(spent.values()), most[running.pid], workers_mb, size)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return []


def alone(number: int) -> float:
    """Seconds of processor that spaCy's pipeline takes for the same texts, once it is loaded."""
    nlp = language.load("fr")
    nlp("Un texte.")
    started = time.process_time()
    for n in range(number):
        article = articles.from_text(text(n), str(n))
        nlp(article.text[article.body_start :])
    return time.process_time() - started


def growth(sizes: list[int], workers: list[int], one_up_to: int, plot: Path) -> None:
    """Print the table and draw the plot."""
    runs: list[Run] = []
    print(
        f"{'articles':>9}{'workers':>9}{'s':>8}{'cpu s':>8}{'/s':>8}{'main MB':>9}{'worker MB':>11}{'store MB':>10}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for number in workers:
                if number == 1 and size > one_up_to:
                    continue
                run = ingest(Path(folder), size, number)
                runs.append(run)
                print(
                    f"{run.articles:9,}{run.workers:9}{run.seconds:8.0f}{run.processor_s:8.0f}{run.articles / run.seconds:8.1f}"
                    f"{run.main_mb:9.0f}{run.worker_mb:11.0f}{run.store_mb:10.1f}",
                    flush=True,
                )
    _draw(runs, workers, plot)
    one = max((run for run in runs if run.workers == 1), key=lambda run: run.articles, default=None)
    if one is not None:
        parsing = alone(one.articles)
        print(f"{one.articles:,} articles: spaCy's pipeline alone takes {parsing:.0f} s of processor,")
        print(f"one process reaches {parsing / one.processor_s:.2f} of its speed (models loaded included)")
        for run in runs:
            if run.articles == one.articles and run.workers > 1:
                print(
                    f"{run.workers} processes: {one.seconds / run.seconds:.2f} times as fast as one, by the clock"
                )


def _draw(runs: list[Run], workers: list[int], plot: Path) -> None:
    figure = Figure(figsize=(9, 4), layout="constrained")
    times, memory = figure.subplots(1, 2)
    for number in workers:
        mine = [run for run in runs if run.workers == number]
        sizes = [run.articles for run in mine]
        label = f"{number} process" + ("es" if number > 1 else "")
        times.plot(sizes, [run.seconds for run in mine], marker="o", label=label)
        memory.plot(sizes, [run.main_mb for run in mine], marker="o", label=f"{label}: main")
        if number > 1:
            memory.plot(sizes, [run.worker_mb for run in mine], marker="s", label=f"{label}: a worker")
    for axes, title in ((times, "seconds"), (memory, "MB at most")):
        axes.set(title=title, xlabel="articles", ylim=(0, None))
        axes.legend()
    figure.savefig(plot)
    print(f"plot: {plot}")


def kills(times: int) -> None:
    """Kill at random moments and go on; whenever a run comes to its end, compare and begin anew."""
    with tempfile.TemporaryDirectory() as folder:
        dump = faults.write_dump(Path(folder) / "dump.jsonl", 500)
        unbroken = f"sqlite:///{folder}/unbroken.db"
        started = time.perf_counter()
        subprocess.run([*faults.COMMAND, unbroken, str(dump)], env=faults.ENVIRONMENT, check=True)
        seconds = time.perf_counter() - started
        expected = faults.contents(unbroken)
        chance = random.Random(3)  # noqa: S311
        done = stores = different = 0
        while done < times:
            stores += 1
            broken = f"sqlite:///{folder}/broken-{stores}.db"
            code = None
            while code != 0:
                running = subprocess.Popen([*faults.COMMAND, broken, str(dump)], env=faults.ENVIRONMENT)
                with suppress(subprocess.TimeoutExpired):
                    running.wait(chance.uniform(0, seconds) if done < times else None)
                running.kill()
                code = running.wait()
                done += code == -signal.SIGKILL
                print(f"\r{done} of {times}", end="", flush=True)
            different += faults.contents(broken) != expected
        print(f"\nkilled {done} times; of {stores} stores, {different} differ from that of an unbroken run")


def crowd(seconds: float) -> None:
    """Four writers and twenty readers on each kind of store."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.server() as server,
        postgres.database(server) as url,
    ):
        for one in (f"sqlite:///{folder}/store.db", url):
            print(f"{one.partition(':')[0]}: {_crowd(one, seconds)}")


def _crowd(url: str, seconds: float) -> str:
    problems: list[Exception] = []
    done = threading.Event()
    written: list[int] = []
    numbers = count()

    def write(store: Store) -> None:
        while not done.is_set():
            number = next(numbers)
            faults.write_and_correct_one(store, number)
            written.append(number)

    open_store(url).close()
    threads = faults.in_threads(url, [write] * 4 + [partial(faults.read_until, done=done)] * 20, problems)
    time.sleep(seconds)
    done.set()
    for thread in threads:
        thread.join()
    with open_store(url) as store:
        kept = {correction.value for correction in store.corrections()}
        lost = {f"unité {number}" for number in written} - kept
        return f"{len(written)} articles and corrections written, {len(lost)} lost, {len(problems)} errors {problems[:2]}"


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    growing = what.add_parser("growth")
    growing.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    growing.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    growing.add_argument("--one-up-to", type=int, default=10_000)
    growing.add_argument("--plot", type=Path, default=Path("growth.png"))
    what.add_parser("kills").add_argument("times", type=int, nargs="?", default=50)
    what.add_parser("crowd").add_argument("seconds", type=float, nargs="?", default=60)
    options = parser.parse_args()
    if options.what == "growth":
        growth(options.sizes, options.workers, options.one_up_to, options.plot)
    elif options.what == "kills":
        kills(options.times)
    else:
        crowd(options.seconds)


if __name__ == "__main__":
    main()
