"""How long pictures and slides take: ``python tests/benchmarks/bench_figures.py``.

Seconds of one core, in this process: a slide of ten events, first and again; one of a thousand; a deck with a slide
for each of thirty days; and the most memory that all of it took.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from builders import seat_of, transfer
from test_figures import STORY, WINDOW, crowd

from geo import briefing, figures
from geo.frame import to_frame


def took(work: Callable[[], object]) -> str:
    """Seconds of processor time of some work."""
    begun = time.process_time()
    work()
    return f"{time.process_time() - begun:.2f} s"


def main() -> None:
    """Print one line a figure."""
    few, many = (to_frame(events, seat_of=seat_of) for events in (STORY, crowd(1000)))
    days = [dt.date(2022, 1, 4) + dt.timedelta(days=offset) for offset in range(30)]
    daily = to_frame(
        [
            transfer("US", "Ramstein", "Rzeszów", number=300 + day.toordinal() % 97, day=day.isoformat())
            for day in days
        ],
        seat_of=seat_of,
    )
    deck = briefing.Options(days[0], days[-1], per_day=True)
    for name, work in {
        "ten events, first": lambda: figures.draw(few, WINDOW).to_bytes("png"),
        "ten events, again": lambda: figures.draw(few, WINDOW).to_bytes("png"),
        "a thousand events": lambda: figures.draw(many, WINDOW).to_bytes("png"),
        "thirty slides": lambda: briefing.make(daily, "pptx", deck),
    }.items():
        print(f"{name:20} {took(work)}")
    print(f"{'memory':20} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
