"""Which reports are one event: compared where they share a key, joined best first on average odds."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations
from operator import itemgetter

from geo.merge import days, links
from geo.merge.combine import Merged, Reason, combine
from geo.merge.compare import agreements, compare, odds
from geo.merge.told import Report, Told, told
from geo.records import Movement

Pair = frozenset[str]
Fits = dict[str, dict[str, int]]
"""Log odds, in thousandths, by the ids of two reports; a pair that is not there cannot be one event."""
Fetch = Callable[[frozenset[str]], Mapping[str, Iterable[Report]]]

_EXCLUDED = -4.0
"""Log odds from which two reports cannot be one event, whatever third ones say."""
_REMEMBERED = 50_000
"""Pairs of reports whose odds are kept: those of a busy event are asked for with each report that joins it."""
_FULL = 6
"""Talks of more states than this are found by the first of them alone."""


def keys(report: Report) -> frozenset[str]:
    """Keys of which two reports share one if they may be joined or linked: who does what, and the month.

    A report without any day, in itself or its article, is compared with others of that sort alone.
    """
    return _keys(told(report))


def neighbourhood(start: Iterable[Report], fetch: Fetch) -> tuple[Report, ...]:
    """The reports whose merging the given ones bear on, themselves included; merging these alone suffices.

    Args:
        start: reports that are new or changed.
        fetch: for each of some keys, the reports in force that have it.
    """
    found = {report.id: told(report) for report in start}
    waiting, met = list(found.values()), dict(found)
    while waiting:
        wave, waiting = waiting, []
        by_key = fetch(frozenset[str]().union(*(_keys(one) for one in wave)))
        for one in wave:
            for report in chain.from_iterable(by_key[key] for key in _keys(one)):
                if report.id in found:
                    continue
                other = met.setdefault(report.id, told(report))
                if _touch(one, other):
                    found[report.id] = other
                    waiting.append(other)
    return tuple(found[name].report for name in sorted(found))


def merge(
    reports: Iterable[Report],
    *,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[Merged, ...]:
    """The events that the reports amount to, sorted by id, whatever the order of the reports.

    Args:
        reports: of any number of articles, with distinct ids.
        together: pairs of report ids that an analyst said are one event.
        apart: pairs of report ids that an analyst said are not.
    """
    by_id = {report.id: told(report) for report in reports}
    joined = [tuple(sorted(pair)) for pair in together if len(pair) == 2 and pair <= by_id.keys()]  # noqa: PLR2004  a pair
    fits = _fits(by_id, apart)
    events: list[Merged] = []
    for members in _components(by_id, fits, joined):
        groups = _Grouping(members, fits).run(joined)
        told_groups = [[by_id[name] for name in sorted(group)] for group in groups]
        events += [combine([one.report for one in group], _reasons(group)) for group in told_groups]
    return tuple(sorted(links.link(events), key=lambda merged: merged.event.id))


def _keys(one: Told) -> frozenset[str]:
    months = list(days.months(one.when)) if one.when else ["undated"]
    return frozenset(f"{company} {month}" for company in _company(one) for month in months)


def _company(one: Told) -> Iterator[str]:
    """Whose forces and what they do; of talks every two who talk, of a visitor alone the host he visits."""
    if isinstance(one.report, Movement):
        yield f"{one.report.kind} {'+'.join(sorted(one.actors))}"
        return
    hosts = {place.country for place in one.places if place.country} if len(one.actors) == 1 else set()
    who = sorted(one.actors | hosts)[:_FULL]
    if len(who) > 1:
        yield from (f"talks {first}+{second}" for first, second in combinations(who, 2))
    else:
        yield f"talks {who[0] if who else 'unknown'}"


@lru_cache(maxsize=_REMEMBERED)
def _touch(one: Told, other: Told) -> bool:
    """Whether two reports may meet in a story, or in a group: of groups joined some pair is above zero."""
    return (_fit(one, other) or 0) > 0 or links.akin(one, other)


def _fit(one: Told, other: Told) -> int | None:
    """Log odds of two reports in thousandths; None where they exclude each other."""
    return _odds(one, other) if one.report.id < other.report.id else _odds(other, one)


@lru_cache(maxsize=_REMEMBERED)
def _odds(one: Told, other: Told) -> int | None:
    found = compare(one, other)
    return None if found is None or (fit := odds(found)) <= _EXCLUDED else round(1000 * fit)


def _fits(by_id: Mapping[str, Told], apart: Collection[Pair]) -> Fits:
    """Odds of the pairs of reports that share a key and do not exclude each other."""
    fits: Fits = {name: {} for name in by_id}
    rooms: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        one = by_id[name]
        mine = _keys(one)
        for other in set().union(*(rooms[key] for key in mine)):
            fit = _fit(by_id[other], one)
            if fit is not None and {name, other} not in apart:
                fits[name][other] = fits[other][name] = fit
        for key in mine:
            rooms[key].append(name)
    return fits


def _components(names: Iterable[str], fits: Fits, joined: Iterable[tuple[str, ...]]) -> Iterator[list[str]]:
    """Reports that odds above zero, or an analyst, tie to each other, directly or through others."""
    ties: dict[str, set[str]] = {
        name: {other for other, fit in fits[name].items() if fit > 0} for name in names
    }
    for one, other in joined:
        ties[one].add(other)
        ties[other].add(one)
    seen: set[str] = set()
    for name in sorted(ties):
        if name in seen:
            continue
        seen.add(name)
        component, waiting = [], [name]
        while waiting:
            member = waiting.pop()
            component.append(member)
            new = ties[member] - seen
            seen |= new
            waiting.extend(new)
        yield sorted(component)


class _Grouping:
    """Agglomeration of one component: the two groups of the best average odds, until none is above zero.

    Odds are whole thousandths, so that sums do not depend on the order of adding. Groups of which a pair
    excludes each other are never joined.
    """

    def __init__(self, members: Sequence[str], fits: Fits) -> None:
        number = {name: i for i, name in enumerate(members)}
        self._groups = {i: [name] for name, i in number.items()}
        self._sums = {
            i: {number[other]: fit for other, fit in fits[name].items() if other in number}
            for name, i in number.items()
        }

    def run(self, together: Iterable[tuple[str, ...]]) -> list[list[str]]:
        """The groups, as report ids; those an analyst joined first of all."""
        for one, other in sorted(together):
            kept, gone = sorted((self._group_of(one), self._group_of(other)))
            if 0 <= kept < gone:
                self._join(kept, gone, forced=True)
        heap = [self._entry(i, j) for i in self._groups for j in self._sums[i] if i < j]
        heap = [entry for entry in heap if entry[0] < 0]
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            _, i, j = entry
            if j not in self._sums.get(i, {}) or self._entry(i, j) != entry:
                continue
            self._join(i, j)
            for k in self._sums[i]:
                entry = self._entry(min(i, k), max(i, k))
                if entry[0] < 0:
                    heapq.heappush(heap, entry)
        return list(self._groups.values())

    def _group_of(self, name: str) -> int:
        """The group that holds a report, or -1 where none of this component does."""
        return next((i for i, group in self._groups.items() if name in group), -1)

    def _entry(self, i: int, j: int) -> tuple[float, int, int]:
        return -self._sums[i][j] / (len(self._groups[i]) * len(self._groups[j])), i, j

    def _join(self, i: int, j: int, *, forced: bool = False) -> None:
        """Put group j into i; what neither excludes stays possible, with the sum of the odds."""
        self._groups[i] += self._groups.pop(j)
        ours, theirs = self._sums.pop(i), self._sums.pop(j)
        for k in {*ours, *theirs} & self._sums.keys():
            self._sums[k].pop(i, None)
            self._sums[k].pop(j, None)
        shared = ours.keys() | theirs.keys() if forced else ours.keys() & theirs.keys()
        self._sums[i] = {k: ours.get(k, 0) + theirs.get(k, 0) for k in shared & self._sums.keys()}
        for k, total in self._sums[i].items():
            self._sums[k][i] = total


def _reasons(group: Sequence[Told]) -> tuple[Reason, ...]:
    """For each report but the first, the one of its group that it agrees with best, and in what."""
    return tuple(_reason(one, group) for one in group[1:])


def _reason(one: Told, group: Sequence[Told]) -> Reason:
    fits = [(fit, other) for other in group if (fit := _fit(one, other)) is not None]
    best = max(fits, key=itemgetter(0))[1] if fits else group[0]
    found = compare(one, best) or {}
    return Reason(one.report.id, best.report.id, round(odds(found), 2) if found else 0.0, agreements(found))
