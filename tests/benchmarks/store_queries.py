"""How fast a large store answers: ``python tests/benchmarks/store_queries.py [EVENTS] [--store URL]``.

Prints medians of seven, by the clock and of this process (on a busy machine only this one tells; of SQLite it is
all the work, of PostgreSQL the client's), of: a window of 20 days and a rectangle (some 5,000 of 1,000,000
events) as a GeoDataFrame, and the flows by country pair and day of one month and of all time. Events lie on
1,000 days and all over the earth; a tenth has an open end. With ``--store`` the store is kept there, and used
again where it holds as many events.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from builders import PLACES, transfer
from sqlalchemy import create_engine, func, select

from geo import frame
from geo.store import Box, Query, open_store, rows
from geo.store.schema import events

START = dt.date(2020, 1, 1)
CODES = ["US", "FR", "RU", "UA", "PL", "DE", "GB", "TR", "CN", "ML"]


def made(number: int) -> Iterator[dict[str, object]]:
    """Rows of events, the same ones each time."""
    chance = random.Random(5)  # noqa: S311 (a corpus, not a secret)
    place = replace(PLACES["Pologne"], country="$2")
    model = transfer("US", None, place, number=2000, day="2000-01-01/2001-01-01", id="$0")
    model = replace(model, force=replace(model.force, country="$1"))
    columns = rows.event_columns(model)
    body = str(columns["body"])
    now = dt.datetime(2026, 1, 1)  # noqa: DTZ001 (UTC)
    for index in range(number):
        day = START + dt.timedelta(days=chance.randrange(1000))
        end = None if chance.random() < 0.1 else day + dt.timedelta(days=chance.randrange(3))
        lat, lon = round(chance.uniform(-60, 70), 4), round(chance.uniform(-180, 180), 4)
        words = {
            '"$0"': f'"e{index}"',
            '"$1"': f'"{(sender := chance.choice(CODES))}"',
            '"$2"': f'"{(target := chance.choice(CODES))}"',
            '"2000-01-01"': f'"{day}"',
            '"2001-01-01"': f'"{end}"' if end else "null",
            '"lat":52.0': f'"lat":{lat}',
            '"lon":20.0': f'"lon":{lon}',
        }
        told = body
        for old, new in words.items():
            told = told.replace(old, new)
        yield {
            **columns, "id": f"e{index}", "body": told, "sender": sender, "destination": target,
            "first_day": day, "last_day": end, "south": lat, "north": lat, "west": lon, "east": lon,
            "said_from": day, "said_to": day, "recorded_from": now,
        }  # fmt: skip


def fill(url: str, number: int) -> None:
    """Put the events into a store that does not hold as many."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if connection.execute(select(func.count()).select_from(events)).scalar() == number:
            return
    waiting = made(number)
    while batch := list(islice(waiting, 20_000)):
        with engine.begin() as connection:
            connection.execute(events.insert(), batch)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def timed(act: Callable[[], int]) -> tuple[float, float, int]:
    """The medians of seven runs in milliseconds, by the clock and of this process, and the rows the last one gave."""
    clock, processor = [], []
    for _ in range(7):
        started, begun = time.perf_counter(), time.process_time()
        result = act()
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - begun))
    return statistics.median(clock), statistics.median(processor), result


def main(number: int, url: str) -> None:
    """Make the store and print the table."""
    with open_store(url) as store:
        fill(url, number)
        first = START + dt.timedelta(days=500)
        query = Query(first, first + dt.timedelta(days=19), open_days=0, box=Box(10, -70, 70, 60))

        def window() -> int:
            return len(frame.to_frame(list(store.events(query)), seat_of=lambda _country, _org: None))

        print(f"{number:,} events in {url.partition(':')[0]}")
        print(f"{'':40} {'clock':>8} {'process':>8} {'rows':>8}")
        for name, act in (
            ("window and rectangle as events", lambda: len(list(store.events(query)))),
            ("window and rectangle as a GeoDataFrame", window),
            ("flows of a month", lambda: len(store.flows(first, first + dt.timedelta(days=29)))),
            ("flows of all time", lambda: len(store.flows())),
        ):
            clock, processor, found = timed(act)
            print(f"{name:40} {clock:5.0f} ms {processor:5.0f} ms {found:8,}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--store", metavar="URL")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        main(options.events, options.store or f"sqlite:///{folder}/store.db")
