"""The store: what goes in comes out, once, whole, and as it was at any time."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builders import alert, call, meeting, presence, transfer, withdrawal
from sqlalchemy import create_engine, inspect, text
from stores import START, hourly, sqlite_url

from geo.errors import EventError, StoreError
from geo.records import Article, Evidence, Movement, event_to_json
from geo.store import Box, Query, Store, open_store
from geo.store.migrations import MIGRATIONS
from geo.store.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.records import Meeting


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, clock=hourly()) as opened:
        yield opened


def article(number: int = 1, **details: object) -> Article:
    return replace(Article(f"{number}.txt", f"Texte {number}. " * 20), **details)  # type: ignore[arg-type]


EVENTS = [
    transfer("US", "Fort Bragg", "Allemagne", "Pologne", number=2000, day="2022-02-02", status="announced"),
    withdrawal("FR", "Mali", number=(2000, 2400), day="2022-08-15"),
    presence("RU", "Frontière Russie-Ukraine", number=(100000, None), day="2021-12-01/"),
    alert("US", number=(None, 8500), day="2022-01-24"),
    meeting(["US", "RU"], where="Genève", day="2022-01-10"),
    call(["FR", "RU"], day=None),
]


def ids_without_store(events: list[Movement | Meeting]) -> list[Movement | Meeting]:
    """The events as they were found, without what the store adds."""
    return [replace(event, id=event.reports[0], reports=()) for event in events]


def test_what_was_added_comes_out_as_it_was(store: Store) -> None:
    store.add(article(), EVENTS)
    out = ids_without_store(list(store.events()))
    assert sorted(out, key=lambda event: event.id) == sorted(EVENTS, key=lambda event: event.id)
    assert [a.text for a in store.articles()] == [article().text]


def test_events_come_by_day_and_the_undated_last(store: Store) -> None:
    store.add(article(), EVENTS)
    days = [event.date.start if event.date else None for event in store.events()]
    assert days == [*sorted(day for day in days if day), None]


def test_adding_the_same_twice_changes_nothing(store: Store) -> None:
    store.add(article(), EVENTS)
    before = store.version(), list(store.events())
    assert not store.unread([article()])
    store.add(article(), EVENTS)
    store.add(article(source="elsewhere.txt"), EVENTS)
    assert (store.version(), list(store.events())) == before


def test_an_article_given_another_date_is_to_be_read_again(store: Store) -> None:
    learnt = article(published=EVENTS[0].reported)
    store.add(learnt, EVENTS, asked=article())
    assert not store.unread([article()])
    assert store.unread([learnt])
    found = store.article("1.txt")
    assert found is not None
    assert found.published == EVENTS[0].reported


def test_a_text_without_events_is_known(store: Store) -> None:
    store.add(article(), [])
    assert not store.unread([article()])
    assert list(store.events()) == []


def test_nothing_of_a_failed_article_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EventError("broken")

    monkeypatch.setattr("geo.store.grouping.settle", fail)
    with pytest.raises(EventError):
        store.add(article(), EVENTS)
    assert store.unread([article()])
    assert list(store.articles()) == []


def test_a_second_reading_takes_the_place_of_the_first_and_events_keep_their_ids(store: Store) -> None:
    first = transfer("US", "Fort Bragg", "Pologne", number=2000)
    store.add(article(), [first])
    (before,) = store.events()
    better = replace(first, id="another", force=replace(first.force, quantity=None))
    store.add(article(), [better])
    (after,) = store.events()
    assert after.id == before.id, "the same sentence tells it"
    assert isinstance(after, Movement)
    assert after.force.quantity is None
    store.add(article(), [])
    assert list(store.events()) == []


def test_known_on_any_moment_is_exact(store: Store) -> None:
    seen = []
    event = transfer("US", "Fort Bragg", "Pologne")
    for reports in ([event], [replace(event, status="denied")], [], [event]):
        store.add(article(), reports)
        seen.append(list(store.events()))
    for hour, state in enumerate(seen):
        moment = START + dt.timedelta(hours=hour, minutes=30)
        assert list(store.events(Query(recorded_by=moment))) == state
    assert list(store.events(Query(recorded_by=START - dt.timedelta(minutes=1)))) == []


def test_a_clock_set_back_breaks_no_history(url: str) -> None:
    with open_store(url, clock=lambda: START) as store:
        store.add(article(1), EVENTS[:1])
    with open_store(url, clock=lambda: START - dt.timedelta(days=1)) as store:
        store.add(article(1), [])
        assert list(store.events()) == []
        assert len(list(store.events(Query(recorded_by=START)))) == 1


@pytest.mark.parametrize(
    ("window", "found"),
    [
        pytest.param(("2022-02-02", "2022-02-02"), {"transfer"}, id="one-day"),
        pytest.param(("2022-01-01", "2022-01-31"), {"alert", "in_person"}, id="a-month"),
        pytest.param(("2021-12-20", "2021-12-20"), {"presence"}, id="inside-an-open-interval"),
        pytest.param(("2022-01-01", "2022-01-01"), set(), id="an-open-interval-fades"),
        pytest.param(("2023-01-01", None), set(), id="after-all"),
        pytest.param((None, "2021-12-31"), {"presence"}, id="before"),
    ],
)
def test_a_window_of_days(store: Store, window: tuple[str | None, str | None], found: set[str]) -> None:
    store.add(article(), EVENTS)
    first, last = (dt.date.fromisoformat(day) if day else None for day in window)
    assert {event.kind for event in store.events(Query(first, last, open_days=30))} == found


@pytest.mark.parametrize(
    ("box", "found"),
    [
        pytest.param(Box(45, 5, 55, 25), {"transfer", "in_person"}, id="europe"),
        pytest.param(Box(10, -10, 20, 0), {"withdrawal"}, id="mali"),
        pytest.param(Box(-90, 170, 90, -170), set(), id="across-the-antimeridian"),
        pytest.param(Box(-90, -180, 90, 180), {"transfer", "withdrawal", "presence", "in_person"}, id="all"),
    ],
)
def test_a_rectangle(store: Store, box: Box, found: set[str]) -> None:
    store.add(article(), EVENTS)
    assert {event.kind for event in store.events(Query(box=box))} == found


def test_migrations_make_the_tables_that_queries_name(store: Store, url: str) -> None:
    store.add(article(), [])
    made = inspect(create_engine(url))
    for table in metadata.tables.values():
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        declared = {column.name: column.nullable for column in table.columns if not column.primary_key}
        assert declared.items() <= columns.items()
        assert columns.keys() == set(table.columns.keys())


def test_a_store_of_any_earlier_version_is_brought_up_to_date(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seen in range(1, len(MIGRATIONS) + 1):
        with monkeypatch.context() as patch:
            patch.setattr("geo.store.migrations.MIGRATIONS", MIGRATIONS[:seen])
            open_store(new_url).close()
    with open_store(new_url) as store:
        store.add(article(), EVENTS)
        assert len(list(store.events())) == len(EVENTS)


def test_a_migration_that_fails_leaves_the_store_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).close()

    def half(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")  # type: ignore[attr-defined]
        connection.exec_driver_sql("CREATE NONSENSE")  # type: ignore[attr-defined]

    with monkeypatch.context() as patch:
        patch.setattr("geo.store.migrations.MIGRATIONS", [*MIGRATIONS, ("999 half", half)])
        with pytest.raises(StoreError, match="NONSENSE"):
            open_store(url)
    assert not inspect(create_engine(url)).has_table("half")
    open_store(url).close()


def test_a_store_of_a_newer_version_is_refused(url: str) -> None:
    open_store(url).close()
    with create_engine(url).begin() as connection:
        connection.execute(text("INSERT INTO migrations VALUES ('999 from the future', '2030-01-01')"))
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


@pytest.mark.parametrize("bad", ["", "no url", "oracle+none://x/y", "sqlite:////proc/nowhere/x.db"])
def test_a_store_that_cannot_be_opened_says_what_was_expected(bad: str) -> None:
    with pytest.raises(StoreError):
        open_store(bad)


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, " * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with open_store(sqlite_url(tmp_path)) as store:
        store.add(article(), EVENTS)
        writer = sqlite3.connect(tmp_path / "new folder" / "store.db", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        assert len(list(store.events())) == len(EVENTS)
        writer.execute("ROLLBACK")
        writer.close()


def test_words_in_another_encoding_or_spacing_are_known(store: Store) -> None:
    store.add(Article("a.txt", "L’été.\n\nFin."), [])
    again = Article("b.txt", "  L’e\u0301te\u0301.\nFin.")
    assert not store.unread([again])
    assert store.recall([again])[0] == Article("a.txt", "L’été.\n\nFin.")
    with pytest.raises(StoreError, match="other white space"):
        store.add(again, [])


QUOTE = "Deux mille soldats partent."
TEXT = f"Hier. {QUOTE} Demain."


def told(**details: object) -> Movement:
    """A transfer that the text tells."""
    event = transfer("US", "Fort Bragg", "Pologne", number=2000)
    return replace(event, evidence=(Evidence("a.txt", 6, 6 + len(QUOTE), QUOTE),), **details)  # type: ignore[arg-type]


@pytest.fixture
def event_id(store: Store) -> str:
    store.add(Article("a.txt", TEXT), [told()])
    (event,) = store.events()
    return event.id


def test_a_rejected_event_is_gone_until_that_is_undone(store: Store, event_id: str) -> None:
    made = store.reject(event_id, by="Ada")
    assert list(store.events()) == []
    (rejected,) = store.events(Query(rejected=True))
    assert rejected.review == "rejected"
    store.undo(made, by="Bob")
    (event,) = store.events()
    assert event.review is None
    (correction,) = store.corrections(event_id)
    assert (correction.author, correction.undone_by) == ("Ada", "Bob")
    assert correction.undone_at
    assert correction.made_at < correction.undone_at


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("status", "denied", id="status"),
        pytest.param("force.unit", "82e division aéroportée", id="unit"),
        pytest.param("origin", None, id="no-origin"),
        pytest.param("destinations", [], id="no-destinations"),
        pytest.param("date.end", "2022-02-09", id="end"),
    ],
)
def test_an_edited_field_has_the_new_value_and_the_report_the_old(
    store: Store, event_id: str, field: str, value: object
) -> None:
    before = list(store.reports(event_id))
    made = store.edit(event_id, field, value, by="Ada")
    (event,) = store.events()
    fields: object = event_to_json(event)
    for part in field.split("."):
        fields = fields[part]  # type: ignore[index]
    assert (fields, event.review) == (value, "edited")
    assert list(store.reports(event_id)) == before
    store.undo(made, by="Ada")
    assert [replace(event, id=event.reports[0], reports=()) for event in store.events()] == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("id", "mine", id="id"),
        pytest.param("evidence", [], id="evidence"),
        pytest.param("colour", "red", id="unknown"),
        pytest.param("force.colour", "red", id="unknown-inside"),
        pytest.param("origin", "Paris", id="no-place"),
        pytest.param("date.start", "2023-01-01", id="start-after-end"),
        pytest.param("date.start", "hier", id="no-day"),
    ],
)
def test_an_edit_that_makes_no_event_is_refused_whole(
    store: Store, event_id: str, field: str, value: object
) -> None:
    before = store.version(), list(store.events())
    with pytest.raises((StoreError, EventError)):
        store.edit(event_id, field, value, by="Ada")
    assert (store.version(), list(store.events()), store.corrections()) == (*before, ())


def test_corrections_survive_a_reading_that_finds_the_sentence_again(store: Store, event_id: str) -> None:
    store.edit(event_id, "force.unit", "une brigade", by="Ada")
    store.confirm(event_id, by="Ada")
    store.add(Article("a.txt", TEXT), [told(id="other", status="announced")])
    (event,) = store.events()
    assert isinstance(event, Movement)
    assert (event.id, event.status, event.force.unit) == (event_id, "announced", "une brigade")
    assert event.review == "confirmed"


def test_a_confirmed_event_survives_a_reading_that_lacks_it(store: Store, event_id: str) -> None:
    made = store.confirm(event_id, by="Ada")
    store.add(Article("a.txt", TEXT), [])
    assert [event.id for event in store.events()] == [event_id]
    store.undo(made, by="Ada")
    store.add(Article("a.txt", TEXT), [])
    assert list(store.events()) == []


def test_an_event_added_by_hand_survives_a_reading_and_is_undone(store: Store, event_id: str) -> None:
    made = store.add_by_hand(told(id="hand", kind="withdrawal"), by="Ada")
    store.add(Article("a.txt", TEXT), [])
    (event,) = store.events()
    assert (event.review, event.kind) == ("added", "withdrawal")
    assert event.id != event_id
    store.undo(made, by="Ada")
    assert list(store.events()) == []


@pytest.mark.parametrize(
    "evidence", [Evidence("b.txt", 6, 33, QUOTE), Evidence("a.txt", 0, 27, QUOTE)], ids=["source", "slice"]
)
def test_an_event_added_by_hand_needs_its_sentence(store: Store, event_id: str, evidence: Evidence) -> None:
    with pytest.raises(StoreError, match=evidence.source):
        store.add_by_hand(replace(told(), evidence=(evidence,)), by="Ada")
    assert [event.id for event in store.events()] == [event_id]


def test_an_analysts_date_is_what_the_article_is_read_with_until_undone(store: Store) -> None:
    given = Article("a.txt", TEXT)
    store.add(given, [told()])
    day = told().reported
    redated = store.set_date("a.txt", day, by="Ada")
    assert (redated.text, redated.published) == (TEXT, day)
    store.add(redated, [told(reported=day)])
    assert not store.unread([given]), "the file says what it said"
    assert store.recall([given])[0].published == day
    (correction,) = store.corrections()
    store.undo(correction.id, by="Ada")
    assert store.to_read("a.txt") == given


def test_known_on_holds_for_corrections_too(store: Store, event_id: str) -> None:
    store.reject(event_id, by="Ada")
    (made,) = store.corrections(event_id)
    before = made.made_at - dt.timedelta(minutes=1)
    assert [event.review for event in store.events(Query(recorded_by=before))] == [None]
    assert list(store.events(Query(recorded_by=made.made_at))) == []


@pytest.mark.parametrize("act", ["confirm", "reject"])
def test_a_correction_of_nothing_is_refused(store: Store, act: str) -> None:
    with pytest.raises(StoreError, match="no event 'none'"):
        getattr(store, act)("none", by="Ada")
    with pytest.raises(StoreError, match="no correction 7"):
        store.undo(7, by="Ada")


def test_flows_count_movements_by_pair_and_day(store: Store) -> None:
    store.add(article(), EVENTS)
    store.add(article(2), [transfer("US", "Fort Bragg", "Pologne", number=9, day="2022-02-02", id="later")])
    flows = {(flow.sender, flow.destination, flow.day): flow.events for flow in store.flows()}
    us = {pair: number for pair, number in flows.items() if pair[0] == "US"}
    assert us[("US", "PL", dt.date(2022, 2, 2))] >= 1
    assert us[("US", "DE", dt.date(2022, 2, 2))] == 1
    assert ("FR", "NE", dt.date(2022, 8, 15)) not in flows, "a withdrawal without a destination flows nowhere"
    assert store.flows(dt.date(2022, 2, 3), dt.date(2022, 2, 28)) == []


def test_flows_follow_readings_and_corrections(store: Store) -> None:
    def flows() -> set[tuple[str, str, str | None, int]]:
        return {(f.sender, f.destination, f.day and f.day.isoformat(), f.events) for f in store.flows()}  # type: ignore[misc]

    both = transfer("US", None, "Allemagne", "Pologne", number=9, day="2022-02-02", id="both")
    one = transfer("US", None, "Pologne", number=3000, day="2022-02-02", id="one")
    undated = transfer("FR", None, "Mali", day=None, reported=None, id="undated")
    store.add(article(1), [both])
    store.add(article(2), [replace(one, evidence=(replace(one.evidence[0], source="2.txt"),))])
    store.add(article(3), [undated])
    assert flows() == {("US", "DE", "2022-02-02", 1), ("US", "PL", "2022-02-02", 2), ("FR", "ML", None, 1)}
    event = next(event for event in store.events() if event.reports == ("both",))
    made = store.reject(event.id, by="Ada")
    store.add(article(3), [])
    assert flows() == {("US", "PL", "2022-02-02", 1)}
    store.undo(made, by="Ada")
    assert flows() == {("US", "DE", "2022-02-02", 1), ("US", "PL", "2022-02-02", 2)}


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_postgis_layers_have_one_kind_of_geometry_each(url: str) -> None:
    with open_store(url) as store:
        store.add(article(), EVENTS)
    with create_engine(url).connect() as connection:
        layers = connection.execute(
            text(
                "SELECT f_table_name, type, srid FROM geometry_columns WHERE f_table_name IN ('event_points', 'event_lines')"
            )
        )
        assert {tuple(layer) for layer in layers} == {
            ("event_points", "POINT", 4326),
            ("event_lines", "LINESTRING", 4326),
        }
        lines = connection.execute(text("SELECT kind, ST_AsText(geom) FROM event_lines ORDER BY key")).all()
        assert {kind for kind, _ in lines} == {"transfer"}
        assert "LINESTRING(-79.006 35.139,20 52)" in {line for _, line in lines}
        points = connection.execute(text("SELECT place FROM event_points")).scalars().all()
        assert {"Fort Bragg", "Genève", "Mali"} <= set(points)
    with open_store(url) as store:
        (geneva,) = (event for event in store.events() if event.kind == "in_person")
        store.edit(geneva.id, "place", None, by="Ada")
        store.add(article(), EVENTS[:1])
    with create_engine(url).connect() as connection:
        points = connection.execute(text("SELECT place FROM event_points")).scalars().all()
        assert sorted(points) == ["Allemagne", "Fort Bragg", "Pologne"]
