"""How fast the page is, beside the plain way: ``python tests/benchmarks/bench_page.py [EVENTS] [--alone]``.

In headless Chromium with the network cut. The plain way is a slider of Streamlit over a folium map that is
built anew at each step, with the countries as GeoJSON. Prints one line a figure:

- first map: from the request to painted marks, on an existing store, median of ten warm openings;
- step: from the key press to the changed map, median and 95th percentile of thirty;
- loads: how often the map's iframe was loaded during the steps;
- frames: how often a second the map changes while the pointer drags;
- answer: from the release of the hand until the page's tables, counts and address know the date;
- ten people: the same, for ten who press at once on one process, and what they cost that process; their ten
  browsers share this machine with it.

``--alone`` leaves out the plain way. On a busy machine trust the ratios more than the times.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from browser import Visit, chromium, served
from builders import CAPITALS, PLACES, call, meeting, presence, transfer
from pages import fill, url_of
from playwright.sync_api import Browser

from geo.records import Meeting, Movement

STEPS, OPENINGS, PEOPLE, ROUNDS = 30, 10, 10, 5
SLIDER = "input.slider.end"
PLAIN = Path(__file__).with_name("plain_page.py")

_WATCH = """() => {
  const dock = [...document.querySelectorAll("*")].map((e) => e.shadowRoot?.querySelector(".dock")).find(Boolean);
  window.took = [];
  window.paints = [];
  let pressed = null;
  window.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    window.paints.push(performance.now());
    if (pressed !== null) window.took.push(performance.now() - pressed);
    pressed = null;
  }).observe(dock, { attributes: true, attributeFilter: ["data-drawn"] });
}"""
"""In the page: keeps the time from each key to the message that the map has painted, and of each paint."""


def crowd(number: int, seed: int = 7) -> list[Movement | Meeting]:
    """That many events of all kinds over a hundred days, always the same ones."""
    chance = random.Random(seed)  # noqa: S311  no secret
    states, places = list(CAPITALS), list(PLACES)
    events: list[Movement | Meeting] = []
    for index in range(number):
        day = f"2022-{1 + index % 4:02}-{1 + chance.randrange(28):02}"
        two, (here, there) = chance.sample(states, 2), chance.sample(places, 2)
        quote = f"Dépêche {index} : {two}, {here}, {there}, {day}."
        number_of = chance.randrange(100, 9000)
        match index % 4:
            case 0:
                events.append(transfer(two[0], here, there, number=number_of, day=day, quote=quote))
            case 1:
                events.append(presence(two[0], there, number=number_of, day=day, quote=quote))
            case 2:
                events.append(call(two, day=day, quote=quote))
            case _:
                events.append(meeting(two, there, day=day, quote=quote))
    return events


def first_map(visit: Visit) -> list[float]:
    """Seconds from the request to painted marks, each time the page is opened."""
    took = []
    for _ in range(OPENINGS + 1):
        start = time.perf_counter()
        visit.page.goto(visit.address)
        visit.page.wait_for_selector("[data-drawn]", state="attached")
        took.append(time.perf_counter() - start)
        visit.rest()
    return took[1:]


def steps(visit: Visit) -> list[float]:
    """Seconds from each key press to the changed map."""
    visit.page.evaluate(_WATCH)
    visit.page.focus(SLIDER)
    for number in range(1, STEPS + 1):
        visit.page.keyboard.press("ArrowLeft")
        visit.page.wait_for_function(f"window.took.length >= {number}")
        visit.page.wait_for_timeout(60)
    return [milliseconds / 1000 for milliseconds in visit.page.evaluate("window.took")]


def frames(visit: Visit) -> float:
    """Paints of the map a second while the pointer drags the window to and fro."""
    brush = visit.page.locator(".brush").bounding_box()
    assert brush is not None
    middle = brush["x"] + brush["width"] / 2
    visit.page.mouse.move(middle, brush["y"] + 20)
    visit.page.mouse.down()
    visit.page.evaluate("window.paints.length = 0")
    for to in (middle - 250, middle, middle - 250):
        visit.page.mouse.move(to, brush["y"] + 20, steps=60)
    visit.page.mouse.up()
    paints = visit.page.evaluate("window.paints")
    return (len(paints) - 1) / (paints[-1] - paints[0]) * 1000


_ANSWER = """() => {
  const dock = [...document.querySelectorAll("*")].map((e) => e.shadowRoot?.querySelector(".dock")).find(Boolean);
  window.answers = [];
  let pressed = null;
  window.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (pressed !== null) window.answers.push(performance.now() - pressed - SETTLE);
    pressed = null;
  }).observe(dock, { attributes: true, attributeFilter: ["data-known"] });
}""".replace("SETTLE", "160")
"""In the page: keeps the time from each key to the answer for its days, less what the slider waits first."""


def answers(visits: list[Visit]) -> list[float]:
    """Seconds until the page knows the date, of people who press a key at once, some times."""
    for visit in visits:
        visit.page.evaluate(_ANSWER)
    for number in range(1, ROUNDS + 1):
        for visit in visits:
            visit.page.focus(SLIDER)
            visit.page.keyboard.press("ArrowLeft")
        for visit in visits:
            visit.page.wait_for_function(f"window.answers.length >= {number}")
    return [took / 1000 for visit in visits for took in visit.page.evaluate("window.answers")]


def ten_people(browser: Browser, address: str) -> None:
    """Ten visits of one process at once: how long each waits, and what each costs the process."""
    server = Server(address)
    with ExitStack() as stack:
        first = stack.enter_context(Visit(browser, address)).open()
        before = server.resident_mb()
        others = [stack.enter_context(Visit(browser, address)).open() for _ in range(PEOPLE - 1)]
        memory, busy = (server.resident_mb() - before) / len(others), server.cpu_seconds()
        took = answers([first, *others])
        busy = (server.cpu_seconds() - busy) / len(took) * 1000
        cost = f"(the server: {busy:.0f} ms of CPU an answer, {memory:.0f} MB a person)"
        report(told(f"answer, {PEOPLE} people", took), cost)


class Server:
    """What the process that serves an address takes of the machine; Linux only."""

    def __init__(self, address: str) -> None:
        port = f"--server.port\0{urlsplit(address).port}\0".encode()
        folders = Path("/proc").glob("[0-9]*")
        self._folder = next(folder for folder in folders if port in _read(folder / "cmdline"))

    def resident_mb(self) -> float:
        return int(_read(self._folder / "status").partition(b"VmRSS:")[2].split()[0]) / 1024

    def cpu_seconds(self) -> float:
        fields = _read(self._folder / "stat").rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read(path: Path) -> bytes:
    """The bytes of a file; none where its process has ended meanwhile."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def plain_steps(visit: Visit) -> list[float]:
    """The same thirty steps, the plain way."""
    visit.page.goto(visit.address)
    took = []
    visit.page.frame_locator("iframe").locator("#step-60").wait_for(state="attached")
    visit.page.get_by_role("slider").focus()
    for number in range(1, STEPS + 1):
        start = time.perf_counter()
        visit.page.keyboard.press("ArrowLeft")
        visit.page.frame_locator("iframe").locator(f"#step-{60 - number}").wait_for(state="attached")
        visit.page.frame_locator("iframe").locator(".leaflet-interactive").first.wait_for(state="attached")
        took.append(time.perf_counter() - start)
    return took


def told(name: str, seconds: list[float]) -> str:
    """Median and 95th percentile in words."""
    tail = statistics.quantiles(seconds, n=20)[-1]
    return f"{name}: median {statistics.median(seconds):.3f} s, p95 {tail:.3f} s"


def report(*words: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(number: int, *, alone: bool) -> None:
    """Print the figures of a store with that many events."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store = url_of(Path(folder))
        fill(store, crowd(number))
        with served(store) as address, Visit(browser, address) as visit:
            report(f"{number} events")
            report(told("first map", first_map(visit)))
            visit.map_loads = 0
            visit.open()
            report(told("step", steps(visit)), f"({visit.map_loads} load of the map)")
            report(f"drag: {frames(visit):.0f} frames a second")
            report(told("answer", answers([visit.open()])))
            ten_people(browser, address)
        if alone:
            return
        with served(store, PLAIN) as address, Visit(browser, address) as visit:
            report(told("step, the plain way", plain_steps(visit)), f"({visit.map_loads} loads)")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    main(*numbers or [1000], alone="--alone" in sys.argv)
