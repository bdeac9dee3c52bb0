"""Records into JSON and back, and the JSON into the published schema."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from builders import alert, call, meeting, presence, transfer, withdrawal
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from geo import records
from geo.errors import EventError
from geo.records import (
    Conflict,
    DateInterval,
    Evidence,
    Force,
    Link,
    Meeting,
    Movement,
    Participant,
    Place,
    Quantity,
    event_from_json,
    event_to_json,
)

SCHEMA = json.loads((Path(__file__).parent.parent / "data" / "event.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

words = st.text(min_size=1, max_size=30)
maybe_words = st.none() | words
days = st.dates()
codes = st.none() | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
orgs = st.none() | st.sampled_from(["NATO", "EU", "UN", "M23"])


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and end < start:
        start, end = end, start
    precision = draw(st.sampled_from(get_args(records.Precision)))
    return DateInterval(
        start, end, precision, draw(st.sampled_from(get_args(records.Extent))), draw(maybe_words)
    )


places = st.builds(
    Place,
    text=words,
    name=words,
    kind=st.sampled_from(get_args(records.PlaceKind)),
    country=codes,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    radius_km=st.floats(0, 5000),
    geonameid=st.none() | st.integers(1),
    reason=maybe_words,
)
numbers = st.none() | st.integers(0, 10**7)
evidence = st.builds(
    lambda source, start, quote: Evidence(source, start, start + len(quote), quote),
    words,
    st.integers(0),
    words,
)
shared: dict[str, Any] = {
    "id": words,
    "status": st.sampled_from(records.STATUSES),
    "date": st.none() | intervals(),
    "reported": st.none() | intervals(),
    "cameo": st.sampled_from([None, "041", "152", "0831"]),
    "confidence": st.integers(0, 1000).map(lambda n: n / 1000),
    "evidence": st.lists(evidence, min_size=1, max_size=3).map(tuple),
    "status_text": maybe_words,
    "date_reason": maybe_words,
}
merged: dict[str, Any] = {
    "reports": st.lists(words, min_size=1, max_size=3).map(tuple),
    "conflicts": st.lists(
        st.builds(Conflict, words, st.lists(st.tuples(words, st.tuples(words))).map(tuple)), max_size=2
    ).map(tuple),
    "review": st.sampled_from([None, *get_args(records.Review)]),
    "links": st.lists(st.builds(Link, st.sampled_from(["part_of", "step_of"]), words), max_size=2).map(tuple),
}
movements = {
    "kind": st.sampled_from(records.MOVEMENT_KINDS),
    "force": st.builds(
        Force,
        codes,
        orgs,
        words,
        maybe_words,
        st.none() | st.builds(Quantity, numbers, numbers, words, maybe_words),
    ),
    "origin": st.none() | places,
    "destinations": st.lists(places, max_size=2).map(tuple),
}
meetings = {
    "kind": st.sampled_from(records.MEETING_KINDS),
    "participants": st.lists(st.builds(Participant, words, codes, orgs), max_size=3).map(tuple),
    "place": st.none() | places,
    "level": st.none() | st.sampled_from(get_args(records.Level)),
}
any_event = st.one_of(
    st.builds(Movement, **shared, **movements),
    st.builds(Movement, **shared, **merged, **movements),
    st.builds(Meeting, **shared, **meetings),
    st.builds(Meeting, **shared, **merged, **meetings),
)


@given(any_event)
def test_an_event_survives_json_and_is_of_the_schema(event: Movement | Meeting) -> None:
    line = json.dumps(event_to_json(event), ensure_ascii=False)
    assert event_from_json(json.loads(line)) == event
    VALIDATOR.validate(json.loads(line))


STORY = [
    transfer("US", "Fort Bragg", "Allemagne", "Pologne", number=2000),
    withdrawal("FR", "Mali", number=(None, 2400)),
    presence("RU", "Frontière Russie-Ukraine", number=(100000, None), day="2021-12-01/"),
    alert("NATO", status="possible", day=None),
    meeting(["US", "RU"], where="Genève"),
    call(["FR", "RU"]),
]


def change(event: Movement | Meeting, path: str, value: object) -> dict[str, Any]:
    """The event's JSON with another value at a path like ``force.country``; DELETE takes the field out."""
    fields = copy.deepcopy(event_to_json(event))
    *parents, last = path.split(".")
    target: Any = fields
    for part in parents:
        target = target[int(part) if part.isdigit() else part]
    if value is DELETE:
        del target[last]
    else:
        target[last] = value
    return fields


DELETE = object()


@pytest.mark.parametrize(
    ("number", "path", "value"),
    [
        pytest.param(0, "kind", "phone", id="kind-of-the-other-type"),
        pytest.param(0, "type", "meeting", id="type-without-its-fields"),
        pytest.param(0, "status", "planned", id="unknown-status"),
        pytest.param(0, "evidence", [], id="no-evidence"),
        pytest.param(0, "force.country", "USA", id="three-letters"),
        pytest.param(0, "force.org", "Nato", id="org-in-small-letters"),
        pytest.param(0, "destinations.0.lat", 91, id="lat-out-of-range"),
        pytest.param(0, "date.precision", "hour", id="unknown-precision"),
        pytest.param(0, "date.start", "hier", id="no-iso-day"),
        pytest.param(0, "confidence", 1.2, id="confidence-above-one"),
        pytest.param(0, "force.quantity.min", 2.5, id="half-a-soldier"),
        pytest.param(0, "origin", DELETE, id="no-origin"),
        pytest.param(4, "level", "kings", id="unknown-level"),
        pytest.param(4, "participants", DELETE, id="no-participants"),
    ],
)
def test_the_schema_refuses(number: int, path: str, value: object) -> None:
    assert VALIDATOR.is_valid(event_to_json(STORY[number]))
    assert not VALIDATOR.is_valid(change(STORY[number], path, value))


@pytest.mark.parametrize(
    "path", ["id", "type", "kind", "status", "date", "evidence", "force", "destinations"]
)
def test_an_event_with_a_field_missing_says_which(path: str) -> None:
    with pytest.raises(EventError, match=path):
        event_from_json(change(STORY[0], path, DELETE))


@pytest.mark.parametrize(
    ("number", "path", "value"),
    [
        (0, "kind", "phone"),
        (0, "status", "planned"),
        (0, "date.precision", "hour"),
        (0, "date.start", "hier"),
        (0, "date.end", "1999-01-01"),
        (0, "destinations.0.lat", 91),
        (0, "confidence", 1.2),
        (0, "evidence", []),
        (4, "level", "kings"),
    ],
)
def test_an_event_with_a_value_that_no_field_has_is_refused(number: int, path: str, value: object) -> None:
    with pytest.raises(EventError):
        event_from_json(change(STORY[number], path, value))


def test_an_interval_never_ends_before_it_starts() -> None:
    with pytest.raises(EventError, match="ends before it starts"):
        DateInterval(dt.date(2022, 2, 2), dt.date(2022, 2, 1))


def test_the_schema_names_the_values_that_the_records_know() -> None:
    movement, talk = (one["properties"] for one in SCHEMA["oneOf"])
    place, interval = (
        SCHEMA["$defs"]["place"]["properties"],
        SCHEMA["$defs"]["interval"]["oneOf"][1]["properties"],
    )
    assert movement["kind"]["enum"] == list(records.MOVEMENT_KINDS)
    assert talk["kind"]["enum"] == list(records.MEETING_KINDS)
    assert talk["level"]["enum"] == [*get_args(records.Level), None]
    assert SCHEMA["properties"]["status"]["enum"] == list(records.STATUSES)
    assert SCHEMA["properties"]["review"]["enum"] == list(get_args(records.Review))
    assert place["kind"]["enum"] == list(get_args(records.PlaceKind))
    assert interval["precision"]["enum"] == list(get_args(records.Precision))
