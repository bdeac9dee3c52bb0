"""Reports of several articles in the store: one event, whatever came first, at any time."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builders import interval, transfer
from stores import hourly

from geo.errors import SettingsError, StoreError
from geo.records import Article, Evidence, Movement
from geo.store import Box, Query, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DAYS = ("2022-02-03", "2022-02-05", "2022-02-09")


def told(number: int, *, day: str = "2022-02-02", **details: object) -> tuple[Article, Movement]:
    """An article, and the report in it that two thousand Americans go to Poland."""
    quote = f"Deux mille soldats américains partent pour la Pologne, selon la source {number}."
    source = f"{number}.txt"
    event = transfer(
        "US", "Fort Bragg", "Pologne", number=2000, day=day, reported=DAYS[number % 3], id=f"r{number}"
    )
    event = replace(
        event, date=interval(day, text="ces jours"), evidence=(Evidence(source, 0, len(quote), quote),)
    )
    event = replace(event, **details)  # type: ignore[arg-type]
    return Article(source, quote, published=event.reported), event


SAME = [told(0), told(1, day="2022-02-01/2022-02-10"), told(2, day="2022-02-02/2022-02-20")]
OTHER = (
    Article("m.txt", "La France quitte le Mali."),
    replace(transfer("FR", "Mali", "Niamey", number=300, day="2022-02-02"), id="mali"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}", clock=hourly()) as opened:
        yield opened


def fill(store: Store, told: Iterable[tuple[Article, Movement]]) -> None:
    for article, report in told:
        store.add(article, [report])


def groups(store: Store, query: Query | None = None) -> set[frozenset[str]]:
    return {frozenset(event.reports) for event in store.events(query or Query())}


TOGETHER = frozenset({"r0", "r1", "r2"})


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_reports_of_one_event_are_one_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    first, *others = [SAME[i] for i in order]
    fill(store, [first, OTHER, *others])
    assert groups(store) == {TOGETHER, frozenset({"mali"})}
    event = next(event for event in store.events() if len(event.reports) == 3)
    assert {piece.source for piece in event.evidence} == {"0.txt", "1.txt", "2.txt"}
    assert event.date
    assert event.date.start == event.date.end == dt.date(2022, 2, 2)


def test_an_event_keeps_its_id_when_later_reports_come(store: Store) -> None:
    ids = []
    for text in SAME:
        fill(store, [text])
        (event,) = store.events()
        ids.append(event.id)
    assert len(set(ids)) == 1
    assert store.event(ids[0]) is not None


def test_a_report_that_ends_leaves_the_others_as_if_it_had_never_come(store: Store, tmp_path: Path) -> None:
    fill(store, SAME)
    store.add(SAME[0][0], [])
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        fill(other, SAME[1:])
        assert groups(store) == groups(other) == {frozenset({"r1", "r2"})}


def test_every_merge_has_a_reason(store: Store) -> None:
    fill(store, SAME)
    (event,) = store.events()
    reasons = store.reasons(event.id)
    assert len(reasons) == 2
    assert all({reason.report, reason.agrees_with} <= TOGETHER for reason in reasons)
    assert all(reason.agreements for reason in reasons)


def test_a_report_is_taken_out_of_an_event_and_that_is_undone(store: Store) -> None:
    fill(store, SAME)
    (event,) = store.events()
    made = store.separate(event.id, "r1", by="Ada")
    assert groups(store) == {frozenset({"r0", "r2"}), frozenset({"r1"})}
    fill(store, [told(4)])
    assert not any({"r0", "r1"} <= group for group in groups(store)), "a later article does not undo it"
    store.undo(made, by="Ada")
    assert groups(store) == {TOGETHER | {"r4"}}
    assert [later.id for later in store.events()] == [event.id]


def test_two_events_are_joined_by_hand_and_that_is_undone(store: Store) -> None:
    fill(store, [SAME[0], OTHER])
    first, second = store.events()
    made = store.join(first.id, second.id, by="Ada")
    (joined,) = store.events()
    assert set(joined.reports) == {"r0", "mali"}
    found = {event.id for name in (first.id, second.id) if (event := store.event(name))}
    assert found == {joined.id}, "both ids lead to it"
    store.undo(made, by="Ada")
    assert {event.id for event in store.events()} == {first.id, second.id}


@pytest.mark.parametrize("report", ["none", "mali"])
def test_a_report_that_is_not_of_the_event_cannot_be_taken_out(store: Store, report: str) -> None:
    fill(store, [*SAME, OTHER])
    event = next(event for event in store.events() if len(event.reports) == 3)
    with pytest.raises(StoreError, match="not merged"):
        store.separate(event.id, report, by="Ada")


def test_a_correction_of_one_event_holds_for_what_it_is_merged_into(store: Store) -> None:
    fill(store, [SAME[2]])
    (event,) = store.events()
    store.edit(event.id, "force.unit", "82e division aéroportée", by="Ada")
    fill(store, SAME[:2])
    (merged,) = store.events()
    assert isinstance(merged, Movement)
    assert merged.force.unit == "82e division aéroportée"
    assert store.corrections(merged.id)[0].author == "Ada"


def test_what_was_said_by_a_day_is_what_its_articles_alone_say(store: Store, tmp_path: Path) -> None:
    texts = [*SAME, OTHER]
    fill(store, texts)
    for day in (dt.date(2022, 2, number) for number in (2, 3, 5, 9)):
        early = [(article, report) for article, report in texts if report.reported.end <= day]  # type: ignore[union-attr,operator]
        with open_store(f"sqlite:///{tmp_path / f'{day}.db'}") as alone:
            fill(alone, early)
            expected = {(event.reports, event.date, event.evidence) for event in alone.events()}
        said = {(event.reports, event.date, event.evidence) for event in store.events(Query(said_by=day))}
        assert said == expected, day


def test_a_window_asks_what_was_known_by_then(store: Store) -> None:
    vague = told(1, day="2022-02-01/2022-02-10")
    later = told(2, day="2022-02-02")
    fill(store, [vague, later])
    window = Query(dt.date(2022, 2, 8), dt.date(2022, 2, 8))
    assert groups(store, window) == set(), "now it is known to be the second"
    assert groups(store, replace(window, said_by=dt.date(2022, 2, 6))) == {frozenset({"r1"})}
    mali = Box(10, -10, 20, 0)
    assert groups(store, Query(said_by=dt.date(2022, 2, 6), box=mali)) == set()


def test_known_by_record_and_by_publication_exclude_each_other() -> None:
    with pytest.raises(SettingsError, match="both"):
        Query(recorded_by=dt.datetime(2022, 2, 1), said_by=dt.date(2022, 2, 1))  # noqa: DTZ001


def test_links_name_events_of_the_store(store: Store) -> None:
    announced = told(0, status="announced", date=interval("2022-02-02/"))
    arrived = told(1, day="2022-02-06")
    fill(store, [announced, arrived])
    found = list(store.events())
    ids = {event.id for event in found}
    assert all(link.event in ids for event in found for link in event.links)
