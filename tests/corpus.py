"""A noisy corpus of reports whose events are known, made by a seed: ``python tests/corpus.py [seed]`` scores merging.

1,000 events over two years, movements (three in five) and meetings, of twelve states. Every third event is a
near-twin of the one before it:

* ``later``: the same forces on the same road, or the same people, six to nine days later;
* ``army``: another army to the same place on the same day (another guest of the same host);
* ``elsewhere``: the same forces on the same day to another country (the same people by another medium, a week on);
* ``step``: the same move, announced some days before it is made: linked, not the same.

Each event is told by 1 to 20 reports (four in the median). Four of five are news, published one or two days after
the event (or its announcement); the others are background, ten to forty days later. A report is noisy field by field:

* date: the day (half of the news), the article's own date because none is told (a quarter), a third of a
  month, a month, a weekday of an article known to the month; 3 % are a day or two off; 2 % have none;
* places: the city (half), its country, its region of the world, or none; 2 % are another city of the country;
* numbers: exact (half), rounded to 5 %, «plus de», «jusqu'à», «des centaines», or none; 2 % are off by a third to a half;
* a unit is told by two in five, the origin by half, people by name or by state; one of three or more is left out by one
  in five; the kind of talks is unspecified in a quarter, telephone for video in one of twenty; one of ten is «alleged»;
* an article tells several events: one report in three stands in an article that already tells another event.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from geo.merge import merge
from geo.records import (
    DateInterval,
    Evidence,
    Force,
    Meeting,
    MeetingKind,
    Movement,
    MovementKind,
    Participant,
    Place,
    Quantity,
    Status,
)

Report = Movement | Meeting

_CITIES: dict[str, tuple[tuple[str, float, float], ...]] = {
    "US": (("Fort Bragg", 35.14, -79.0), ("San Diego", 32.72, -117.16)),
    "RU": (("Smolensk", 54.78, 32.04), ("Rostov-sur-le-Don", 47.23, 39.71), ("Mourmansk", 68.97, 33.08)),
    "FR": (("Toulon", 43.12, 5.93), ("Paris", 48.85, 2.35)),
    "DE": (("Ramstein", 49.44, 7.6), ("Berlin", 52.52, 13.41)),
    "GB": (("Portsmouth", 50.8, -1.09), ("Londres", 51.51, -0.13)),
    "PL": (("Rzeszów", 50.04, 22.0), ("Varsovie", 52.23, 21.01)),
    "RO": (("Constanța", 44.18, 28.63), ("Cincu", 45.91, 24.8)),
    "EE": (("Tapa", 59.26, 25.96), ("Tallinn", 59.44, 24.75)),
    "UA": (("Kiev", 50.45, 30.52), ("Kharkiv", 49.98, 36.25)),
    "TR": (("Incirlik", 37.0, 35.43), ("Istanbul", 41.01, 28.98)),
    "ML": (("Bamako", 12.65, -8.0), ("Gao", 16.27, -0.05)),
    "NE": (("Niamey", 13.51, 2.11), ("Agadez", 16.97, 7.99)),
}
_COUNTRIES: dict[str, tuple[str, float, float, float]] = {
    "US": ("États-Unis", 39.8, -98.5, 2300), "RU": ("Russie", 60.0, 100.0, 3500), "FR": ("France", 46.6, 2.4, 500),
    "DE": ("Allemagne", 51.0, 10.0, 450), "GB": ("Royaume-Uni", 54.0, -2.0, 500), "PL": ("Pologne", 52.0, 20.0, 350),
    "RO": ("Roumanie", 46.0, 25.0, 350), "EE": ("Estonie", 58.7, 25.5, 150), "UA": ("Ukraine", 49.0, 32.0, 600),
    "TR": ("Turquie", 39.0, 35.0, 700), "ML": ("Mali", 17.0, -4.0, 700), "NE": ("Niger", 17.6, 8.1, 700),
}  # fmt: skip
_REGIONS = {
    "PL": "Europe de l’Est", "RO": "Europe de l’Est", "EE": "Europe de l’Est", "UA": "Europe de l’Est",
    "ML": "Sahel", "NE": "Sahel",
}  # fmt: skip
_REGION_POINTS = {"Europe de l’Est": (50.0, 25.0, 1200.0), "Sahel": (15.0, 2.0, 1500.0)}
_LEADERS = {code: f"Président {name}" for code, (name, *_) in _COUNTRIES.items()}
_FIRST_DAY = dt.date(2022, 1, 3)
_HOW = ("day", "own", "third", "month", "weekday")
_DAYS = 730


@dataclass(frozen=True)
class Truth:
    """An event as it was; ``twin`` names how it resembles the one before it."""

    number: int
    day: dt.date
    actors: tuple[str, ...]
    place: tuple[str, str] | None
    kind: str
    status: Status
    twin: str | None = None
    quantity: int | None = None
    unit: str | None = None
    origin: tuple[str, str] | None = None


@dataclass(frozen=True)
class Score:
    """Pairwise precision, recall and F1, and what was confused."""

    precision: float
    recall: float
    confusion: Counter[str]
    reports: int
    events: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def make(seed: int, events: int = 1000) -> tuple[list[Report], dict[str, Truth]]:
    """Reports in random order, and the truth that each report (by id) tells."""
    rng = random.Random(seed)  # noqa: S311  noise, not secrets
    truths = _truths(rng, events)
    shelf: dict[dt.date, list[str]] = {}
    reports: list[Report] = []
    told: dict[str, Truth] = {}
    for truth in truths:
        sources: set[str] = set()
        for n in range(min(20, 1 + int(rng.expovariate(1 / 4.5)))):
            report = _report(rng, truth, f"r{truth.number:04}-{n:02}", shelf, sources)
            reports.append(report)
            told[report.id] = truth
    rng.shuffle(reports)
    return reports, told


def score(reports: Sequence[Report], told: dict[str, Truth]) -> Score:
    """Merge the reports and compare the pairs joined with the pairs that tell one event."""
    merged = merge(reports)
    found = {pair for event in merged for pair in combinations(sorted(event.event.reports), 2)}
    numbers: dict[int, list[str]] = {}
    for name, truth in told.items():
        numbers.setdefault(truth.number, []).append(name)
    right = {pair for names in numbers.values() for pair in combinations(sorted(names), 2)}
    both = len(found & right)
    confusion = Counter(_confused(told[a], told[b]) for a, b in found - right)
    confusion["parted"] = len(right - found)
    return Score(both / len(found), both / len(right), confusion, len(reports), len(merged))


def _confused(one: Truth, other: Truth) -> str:
    first, second = sorted((one, other), key=lambda truth: truth.number)
    if second.number - first.number == 1 and second.twin:
        return f"joined twins: {second.twin}"
    return "joined strangers"


def _truths(rng: random.Random, events: int) -> list[Truth]:
    truths: list[Truth] = []
    for number in range(events):
        day = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS))
        base = truths[-1] if number % 3 == 1 else None
        truths.append(_twin(rng, base, number) if base else _truth(rng, number, day))
    return truths


def _truth(rng: random.Random, number: int, day: dt.date) -> Truth:
    if rng.random() < 0.6:
        (actor,) = rng.sample(["US", "RU", "FR", "DE", "GB", "TR"], 1)
        kind: MovementKind = rng.choice(("transfer", "transfer", "transfer", "presence", "withdrawal"))
        country = rng.choice([code for code in _CITIES if code != actor])
        return Truth(
            number, day, (actor,), (country, rng.choice(_CITIES[country])[0]), kind,
            rng.choice(("occurred", "occurred", "announced")), None, rng.randrange(2, 60) * 100,
            rng.choice((None, f"{rng.randrange(1, 120)}e brigade")), (actor, rng.choice(_CITIES[actor])[0]),
        )  # fmt: skip
    actors = tuple(sorted(rng.sample(sorted(_CITIES), rng.choice((2, 2, 2, 3, 4)))))
    meeting: MeetingKind = rng.choice(("in_person", "visit", "phone", "phone", "video"))
    host = rng.choice(actors)
    place = None if meeting in {"phone", "video"} else (host, rng.choice(_CITIES[host])[0])
    return Truth(number, day, actors, place, meeting, rng.choice(("occurred", "occurred", "announced")))


def _twin(rng: random.Random, base: Truth, number: int) -> Truth:
    moves = base.origin is not None
    ways = ["army", "elsewhere", *(["later"] if base.kind != "presence" else [])]
    ways += ["step"] if moves and base.status == "occurred" else []
    way = rng.choice(ways)
    twin = replace(base, number=number, twin=way)
    if way == "later":
        return replace(twin, day=base.day + dt.timedelta(days=rng.randrange(6, 10)))
    if way == "step":
        return replace(twin, day=base.day - dt.timedelta(days=rng.randrange(4, 20)), status="announced")
    if moves:
        if way == "army":
            (actor,) = rng.sample(
                [code for code in ("US", "RU", "FR", "DE", "GB", "TR") if code != base.actors[0]], 1
            )
            return replace(twin, actors=(actor,), origin=(actor, rng.choice(_CITIES[actor])[0]), unit=None)
        country = rng.choice(
            [code for code in _CITIES if base.place and code not in {base.place[0], *base.actors}]
        )
        return replace(
            twin, place=(country, rng.choice(_CITIES[country])[0]), quantity=rng.randrange(2, 60) * 100
        )
    if way == "army":
        guest = rng.choice([code for code in _CITIES if code not in base.actors])
        host = base.place[0] if base.place else base.actors[0]
        return replace(twin, actors=tuple(sorted((host, guest))))
    kind = "phone" if base.place else "in_person"
    place = None if base.place else (base.actors[0], rng.choice(_CITIES[base.actors[0]])[0])
    return replace(twin, day=base.day + dt.timedelta(days=7), kind=kind, place=place)


def _report(
    rng: random.Random, truth: Truth, name: str, shelf: dict[dt.date, list[str]], sources: set[str]
) -> Report:
    news = rng.random() < 0.8
    lag = rng.choice((0, 0, 1, 1, 1, 2, 2, 3)) if news else rng.randrange(10, 41)
    if news and truth.status == "announced" and not truth.origin and rng.random() < 0.5:
        lag = -rng.randrange(3)
    said = truth.day + dt.timedelta(days=lag)
    source = _source(rng, said, name, shelf, sources)
    evidence = (Evidence(source, len(name), len(name) + 8, f"«{name[-6:]}»"),)
    date = _date(rng, truth, said, news=news)
    reported = _reported(rng, said, date)
    if truth.origin:
        return _move(rng, truth, name, date, reported, evidence)
    return _talks(rng, truth, name, date, reported, evidence)


def _source(
    rng: random.Random, said: dt.date, name: str, shelf: dict[dt.date, list[str]], sources: set[str]
) -> str:
    """An article of that day that does not tell this event yet, or a new one."""
    free = [source for source in shelf.get(said, []) if source not in sources]
    source = rng.choice(free) if free and rng.random() < 0.33 else f"{said.isoformat()}-{name}.txt"
    shelf.setdefault(said, []).append(source)
    sources.add(source)
    return source


def _date(rng: random.Random, truth: Truth, said: dt.date, *, news: bool) -> DateInterval | None:
    if rng.random() < 0.02:
        return None
    slip = rng.choice((-2, -1, 1, 2)) if rng.random() < 0.03 else 0
    day = truth.day + dt.timedelta(days=slip)
    how = rng.choices(_HOW, (50, 25, 12, 8, 5) if news else (25, 0, 40, 35, 0))[0]
    if truth.origin and truth.status == "announced" and how in {"own", "weekday"}:
        return DateInterval(said, None)
    if how in {"day", "own"}:
        return _one_day(day if how == "day" else said, truth, "le 2 mars" if how == "day" else None)
    return _vague(how, day)


def _one_day(day: dt.date, truth: Truth, words: str | None) -> DateInterval:
    if truth.kind == "presence":
        return DateInterval(day, None, "day", "throughout", words)
    return DateInterval(day, day, "day", "within", words)


def _vague(how: str, day: dt.date) -> DateInterval:
    """A third of the month, the month, or the days of the month that are of one weekday."""
    first, last = day.replace(day=1), day.replace(day=_month_end(day))
    if how == "third":
        third = min(2, (day.day - 1) // 10)
        end = last if third == 2 else day.replace(day=10 * third + 10)
        return DateInterval(day.replace(day=10 * third + 1), end, "range", "within", "début mars")
    if how == "month":
        return DateInterval(first, last, "month", "within", "en mars")
    days = (day.replace(day=n) for n in range(1, last.day + 1))
    only = tuple(other for other in days if other.weekday() == day.weekday())
    return DateInterval(only[0], only[-1], "month", "within", "mardi", only)


def _reported(rng: random.Random, said: dt.date, date: DateInterval | None) -> DateInterval:
    if (date and date.candidates) or rng.random() < 0.05:
        return DateInterval(said.replace(day=1), said.replace(day=_month_end(said)), "month")
    return DateInterval(said, said)


def _move(
    rng: random.Random,
    truth: Truth,
    name: str,
    date: DateInterval | None,
    reported: DateInterval,
    evidence: tuple[Evidence, ...],
) -> Movement:
    goal, start = _place(rng, truth.place), _place(rng, truth.origin) if rng.random() < 0.5 else None
    if truth.kind == "withdrawal":
        goal, start = None, goal
    if truth.kind == "presence":
        start = None
    status: Status = "alleged" if truth.status == "occurred" and rng.random() < 0.1 else truth.status
    force = Force(
        truth.actors[0], None, _COUNTRIES[truth.actors[0]][0], truth.unit if rng.random() < 0.4 else None,
        _quantity(rng, truth.quantity),
    )  # fmt: skip
    return Movement(
        id=name, status=status, date=date, reported=reported, cameo=None, confidence=0.7, evidence=evidence,
        kind=truth.kind, force=force, origin=start, destinations=(goal,) if goal else (),
    )  # type: ignore[arg-type]  # fmt: skip


def _talks(
    rng: random.Random,
    truth: Truth,
    name: str,
    date: DateInterval | None,
    reported: DateInterval,
    evidence: tuple[Evidence, ...],
) -> Meeting:
    actors = list(truth.actors)
    if len(actors) > 2 and rng.random() < 0.2:
        actors.remove(rng.choice(actors))
    people = tuple(
        Participant(_LEADERS[code] if rng.random() < 0.7 else _COUNTRIES[code][0], code) for code in actors
    )
    kind = truth.kind
    if rng.random() < 0.25:
        kind = "unspecified"
    elif kind in {"phone", "video"} and rng.random() < 0.05:
        kind = "phone" if kind == "video" else "video"
    level = "leaders" if rng.random() < 0.8 else None
    return Meeting(
        id=name, status=truth.status, date=date, reported=reported, cameo=None, confidence=0.7, evidence=evidence,
        kind=kind, participants=people, place=_place(rng, truth.place), level=level,
    )  # type: ignore[arg-type]  # fmt: skip


def _place(rng: random.Random, place: tuple[str, str] | None) -> Place | None:
    if place is None or rng.random() < 0.08:
        return None
    country, city = place
    cities = {name: (lat, lon) for name, lat, lon in _CITIES[country]}
    if rng.random() < 0.02:
        city = rng.choice(sorted(cities))
    how = rng.choices(("city", "country", "region"), (55, 38, 7))[0]
    if how == "city":
        return Place(city, city, "city", country, *cities[city], 15.0)
    if how == "region" and country in _REGIONS:
        region = _REGIONS[country]
        return Place(region, region, "region", None, *_REGION_POINTS[region])
    label, lat, lon, radius = _COUNTRIES[country]
    return Place(label, label, "country", country, lat, lon, radius)


def _quantity(rng: random.Random, number: int | None) -> Quantity | None:
    if number is None or rng.random() < 0.2:
        return None
    if rng.random() < 0.02:
        number = int(number * rng.choice((0.6, 1.5)))
    how = rng.choices(("exact", "about", "more", "up to", "order"), (60, 12, 12, 8, 8))[0]
    if how == "about":
        number = round(number * rng.uniform(0.95, 1.05) / 50) * 50
    if how == "more":
        return Quantity(int(number * 0.95), None, f"plus de {int(number * 0.95)}", "personnel")
    if how == "up to":
        return Quantity(None, number, f"jusqu’à {number}", "personnel")
    if how == "order":
        return Quantity(200, 999, "des centaines", "personnel") if number < 1000 else Quantity(
            2000, 9999, "des milliers", "personnel"
        )  # fmt: skip
    return Quantity(number, number, str(number), "personnel")


def _month_end(day: dt.date) -> int:
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return (following - dt.timedelta(days=1)).day


def lines(found: Score) -> Iterator[str]:
    """The score as a table."""
    yield f"{found.reports} reports, {found.events} events found"
    yield f"pairs: precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}"
    for what, count in found.confusion.most_common():
        yield f"  {count:6} pairs {what}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(score(*make(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))) + "\n")
