"""What the commands print of real articles is of the event format, provable and stable."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from geo import __main__ as cli
from geo import articles
from geo.records import event_from_json, event_to_json

PROJECT = Path(__file__).parent.parent
SEEDS = sorted(str(path) for path in (PROJECT / "seeds").glob("*.txt"))
SCHEMA = json.loads((PROJECT / "data" / "event.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def run(*arguments: str) -> list[dict[str, Any]]:
    """A command's lines of output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert cli.main(arguments) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {source: article.text for source in SEEDS for article in articles.read(source)}


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    return run("extract", *SEEDS)


def test_every_report_is_of_the_schema(reports: list[dict[str, Any]]) -> None:
    assert reports
    for report in reports:
        VALIDATOR.validate(report)
        assert event_to_json(event_from_json(report)) == report


def test_every_quote_is_its_slice_of_the_article(
    reports: list[dict[str, Any]], texts: dict[str, str]
) -> None:
    for report in reports:
        for piece in report["evidence"]:
            assert texts[piece["source"]][piece["start"] : piece["end"]] == piece["quote"]


def test_reports_come_in_the_order_of_files_and_texts(reports: list[dict[str, Any]]) -> None:
    places = [(SEEDS.index(r["evidence"][0]["source"]), r["evidence"][0]["start"]) for r in reports]
    assert places == sorted(places)


def test_ids_differ_and_do_not_depend_on_the_order_of_files(reports: list[dict[str, Any]]) -> None:
    ids = [report["id"] for report in reports]
    assert len(set(ids)) == len(ids)
    assert sorted(report["id"] for report in run("extract", *reversed(SEEDS))) == sorted(ids)


def test_every_toponym_is_its_slice_and_has_a_reason(texts: dict[str, str]) -> None:
    toponyms = run("places", *SEEDS)
    for toponym in toponyms:
        assert texts[toponym["source"]][toponym["start"] : toponym["end"]] == toponym["text"]
        assert toponym["role"] in {"location", "actor", "name", "demonym"}
        assert toponym["place"] or toponym["reason"]
    found = {toponym["place"]["name"]: toponym["place"] for toponym in toponyms if toponym["place"]}
    bragg = next(place for name, place in found.items() if "Bragg" in name)
    assert bragg["country"] == "US"
    assert abs(bragg["lat"] - 35.14) < 0.2
    assert {"PL", "RO"} <= {place["country"] for place in found.values()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the seeds."""
    url = f"sqlite:///{tmp_path_factory.mktemp('seeds') / 'store.db'}"
    assert run("ingest", "--store", url, str(PROJECT / "seeds")) == []
    return url


def test_the_store_prints_events_of_the_schema(store: str, reports: list[dict[str, Any]]) -> None:
    events = run("events", "--store", store)
    for event in events:
        VALIDATOR.validate(event)
    assert {name for event in events for name in event["reports"]} == {report["id"] for report in reports}
    assert {link["event"] for event in events for link in event["links"]} <= {event["id"] for event in events}


def test_two_processes_give_the_same_event_for_event(store: str, tmp_path: Path) -> None:
    again = f"sqlite:///{tmp_path / 'again.db'}"
    assert run("ingest", "--workers", "2", "--store", again, str(PROJECT / "seeds")) == []
    assert run("events", "--store", again) == run("events", "--store", store)


def told_by(events: list[dict[str, Any]], *seeds: str, **fields: object) -> dict[str, Any]:
    """The one event with these fields that these seeds tell of, and no others."""
    (event,) = (
        event
        for event in events
        if {Path(piece["source"]).name[:3] for piece in event["evidence"]} == set(seeds)
        and all(event[name] == value for name, value in fields.items())
    )
    return event


def said(event: dict[str, Any], field: str) -> dict[str, list[str]]:
    """Which seeds say what of a field that they disagree on."""
    (conflict,) = (conflict for conflict in event["conflicts"] if conflict["field"] == field)
    return {value["value"]: [Path(s).name[:3] for s in value["sources"]] for value in conflict["values"]}


def test_what_the_seeds_tell_together_is_known_better(store: str) -> None:
    events = run("events", "--store", store)
    call = told_by(events, "002", "003", kind="video")
    assert {who["country"] for who in call["participants"]} == {"US", "RU"}
    assert (call["date"]["start"], call["date"]["end"]) == ("2021-12-07", "2021-12-07")
    assert said(call, "kind") == {"video": ["002"], "phone": ["003"]}
    alert = told_by(events, "001", "004", kind="alert")
    assert (alert["force"]["quantity"]["min"], alert["force"]["quantity"]["max"]) == (8500, 8500)
    assert (alert["date"]["start"], alert["date"]["end"]) == ("2022-01-24", "2022-01-24")
    assert said(alert, "quantity") == {"jusqu'à 8.500": ["001"], "8 500": ["004"]}
    geneva = told_by(events, "002", "003", kind="in_person")
    assert geneva["place"]["name"] == "Genève"
    announced = [e for e in events if e["type"] == "movement" and e["status"] == "announced"]
    (total,) = (e for e in announced if e["force"]["quantity"] and e["force"]["quantity"]["min"] == 3000)
    parts = [event for event in events if {"kind": "part_of", "event": total["id"]} in event["links"]]
    assert sorted(part["force"]["quantity"]["min"] for part in parts) == [1000, 2000]
