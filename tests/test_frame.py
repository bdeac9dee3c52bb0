"""The table of events: its contract, its geometry, and the days on which an event is on the map."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import geopandas as gpd
import pytest
from builders import PLACES, alert, call, meeting, presence, seat_of, transfer, withdrawal
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo import frame
from geo.errors import EventError
from geo.records import DateInterval, Link, Meeting, Movement, Participant
from geo.settings import Settings

FIFTY_DAYS = Settings(presence_days=50, announced_days=10)


def table(*events: Movement | Meeting) -> gpd.GeoDataFrame:
    return frame.to_frame(events, seat_of=seat_of, settings=FIFTY_DAYS)


def days(*events: Movement | Meeting) -> list[str | None]:
    """The days on the map of each event, ``first/last``."""
    rows = frame.rows(table(*events))
    return [f"{row.shown_from}/{row.shown_to}" if row.shown_from else None for row in rows]


def geometry(event: Movement | Meeting) -> BaseGeometry | None:
    return table(event).geometry.iloc[0]


def test_a_table_has_a_row_for_every_event_in_their_order() -> None:
    events = [
        transfer("US", "Fort Bragg", "Pologne", number=2000),
        transfer("US", None, "Ukraine", status="denied"),
        meeting(["US", "RU"], "Genève", day=None),
        call(["FR", "RU"]),
    ]
    found = table(*events)
    frame.validate(found)
    assert list(found.index) == [event.id for event in events]
    assert found.crs.to_epsg() == 4326
    assert list(found["undrawable"]) == [None, "denied", "no_date", None]


def test_a_table_of_nothing_is_a_table() -> None:
    frame.validate(table())


def test_two_events_of_one_id_are_refused() -> None:
    with pytest.raises(EventError, match="distinct ids"):
        table(transfer("US", None, "Pologne", id="twice"), call(["FR", "RU"], id="twice"))


@pytest.mark.parametrize(
    ("event", "wkt"),
    [
        pytest.param(
            transfer("US", "Fort Bragg", "Kiev"),
            "LINESTRING (-79.006 35.139, 30.5238 50.4547)",
            id="both-ends",
        ),
        pytest.param(
            transfer("US", "Kiev", "Paris", "Moscou"),
            "MULTILINESTRING ((30.5238 50.4547, 2.3488 48.8534), (30.5238 50.4547, 37.6156 55.7522))",
            id="fork",
        ),
        pytest.param(transfer("US", None, "Kiev"), "POINT (30.5238 50.4547)", id="destination-only"),
        pytest.param(withdrawal("US", "Kiev"), "POINT (30.5238 50.4547)", id="origin-only"),
        pytest.param(
            presence("US", "Kiev", "Paris"), "MULTIPOINT (30.5238 50.4547, 2.3488 48.8534)", id="presence"
        ),
        pytest.param(meeting(["FR", "RU"], "Genève"), "POINT (6.1457 46.2022)", id="meeting"),
        pytest.param(call(["FR", "RU"]), "LINESTRING (2.3488 48.8534, 37.6156 55.7522)", id="call"),
    ],
)
def test_geometry_is_lon_lat(event: Movement | Meeting, wkt: str) -> None:
    found = geometry(event)
    assert found is not None
    assert found.wkt.replace("(30.5238 50.4547), (2.3488 48.8534)", "30.5238 50.4547, 2.3488 48.8534") == wkt


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(alert("US"), id="alert-nowhere"),
        pytest.param(transfer("US", None), id="no-end-known"),
        pytest.param(meeting(["US", "RU"]), id="in-person-without-a-place"),
        pytest.param(call(["FR"]), id="one-side-alone"),
        pytest.param(call(["FR", Participant("Jupiter", "JJ")]), id="a-seat-nobody-knows"),
        pytest.param(call(["NATO", "EU"]), id="two-seats-in-one-town-but-one-point"),
    ],
)
def test_no_place_is_no_geometry_and_says_so(event: Movement | Meeting) -> None:
    found = table(event)
    assert found.geometry.iloc[0] is None
    assert found["undrawable"].iloc[0] == "no_place"
    assert found["shown_from"].iloc[0] is None


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(transfer("US", None, "Kiev", day="2022-02-02"), "2022-02-02/2022-02-02", id="one-day"),
        pytest.param(
            transfer("US", None, "Kiev", day="2022-02-02/2022-02-20"),
            "2022-02-02/2022-02-20",
            id="an-interval",
        ),
        pytest.param(
            presence("US", "Kiev", day="2022-02-02/", reported="2022-02-02"),
            "2022-02-02/2022-03-24",
            id="open-end-fades",
        ),
        pytest.param(
            presence("US", "Kiev", day="2014-03-01/", reported="2022-02-02"),
            "2014-03-01/2022-03-24",
            id="an-old-presence-lasts-till-it-was-last-told",
        ),
        pytest.param(
            transfer("US", None, "Kiev", day="2022-02-02/", status="announced"),
            "2022-02-02/2022-02-12",
            id="an-announcement-fades-sooner",
        ),
        pytest.param(
            presence("US", "Kiev", day="/2022-03-31"), "2022-02-09/2022-03-31", id="open-start-reaches-back"
        ),
        pytest.param(
            presence("US", "Kiev", day="9999-12-20/"), "9999-12-20/9999-12-31", id="the-end-of-time"
        ),
        pytest.param(transfer("US", None, "Kiev", day=None), None, id="no-date"),
        pytest.param(transfer("US", None, "Kiev", day="/"), None, id="both-ends-open"),
        pytest.param(transfer("US", None, "Kiev", status="denied"), None, id="denied"),
    ],
)
def test_the_days_on_the_map(event: Movement | Meeting, expected: str | None) -> None:
    assert days(event) == [expected]


ANNOUNCED = transfer(
    "US", None, "Roumanie", status="announced", day="2022-02-02/2022-02-28", reported="2022-02-02"
)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(
            transfer("US", "Ramstein", "Roumanie", day="2022-02-06", reported="2022-02-07"),
            "2022-02-05",
            id="the-move-itself",
        ),
        pytest.param(
            transfer("US", None, "Cincu", day="2022-02-06", reported="2022-02-07"),
            "2022-02-05",
            id="a-base-in-that-country",
        ),
        pytest.param(
            transfer("US", None, "Roumanie", status="denied", day=None, reported="2022-02-04"),
            "2022-02-03",
            id="its-denial",
        ),
        pytest.param(
            transfer("US", None, "Roumanie", day="2022-01-06", reported="2022-01-07"),
            "2022-02-28",
            id="an-earlier-move",
        ),
        pytest.param(
            transfer("FR", None, "Roumanie", day="2022-02-06", reported="2022-02-07"),
            "2022-02-28",
            id="other-forces",
        ),
        pytest.param(
            transfer("US", None, "Pologne", day="2022-02-06", reported="2022-02-07"),
            "2022-02-28",
            id="another-destination",
        ),
        pytest.param(
            presence("US", "Roumanie", day="2022-02-06", reported="2022-02-07"),
            "2022-02-28",
            id="another-kind",
        ),
        pytest.param(
            transfer("US", None, "Roumanie", status="announced", day="2022-02-10", reported="2022-02-07"),
            "2022-02-28",
            id="announced-again",
        ),
    ],
)
def test_an_announcement_leaves_the_map_when_the_move_is_told(later: Movement, expected: str) -> None:
    assert days(ANNOUNCED, later)[0] == f"2022-02-02/{expected}"
    assert days(later, ANNOUNCED)[1] == f"2022-02-02/{expected}"


def test_another_unit_does_not_close_an_announcement() -> None:
    announced = transfer(
        "US", None, "Pologne", status="announced", day="2022-02-02/2022-02-28", unit="82e division"
    )
    other = transfer("US", None, "Pologne", day="2022-02-06", reported="2022-02-07", unit="18e corps")
    assert days(announced, other)[0] == "2022-02-02/2022-02-28"
    assert (
        days(announced, replace(other, force=replace(other.force, unit="82e Division")))[0]
        == "2022-02-02/2022-02-05"
    )


def test_announced_talks_leave_the_map_when_they_are_held() -> None:
    planned = meeting(
        ["US", "RU"], "Genève", status="announced", day="2022-01-05/2022-01-15", reported="2021-12-30"
    )
    held = meeting(["RU", "US"], "Genève", day="2022-01-10", reported="2022-01-10")
    assert days(planned, held) == ["2022-01-05/2022-01-09", "2022-01-10/2022-01-10"]


def test_a_step_leaves_the_map_when_the_next_is_told() -> None:
    considered = transfer(
        "FR", None, "Roumanie", status="possible", day="2022-01-20/2022-03-01", reported="2022-01-20"
    )
    announced = transfer(
        "FR", None, "Cincu", status="announced", day="2022-02-10/2022-03-01", reported="2022-02-02"
    )
    made = transfer("FR", None, "Cincu", day="2022-02-28", reported="2022-02-28", id="made")
    announced = replace(announced, links=(Link("step_of", considered.id),))
    made = replace(made, links=(Link("step_of", announced.id), Link("part_of", "a total")))
    assert days(considered, announced, made) == [
        "2022-01-20/2022-02-01",
        "2022-02-10/2022-02-27",
        "2022-02-28/2022-02-28",
    ]


def test_a_presence_leaves_the_map_when_the_forces_do() -> None:
    stays = presence("FR", "Bamako", day="2022-01-01/", reported="2022-02-10")
    leaves = withdrawal("FR", "Mali", day="2022-02-17", reported="2022-02-17")
    assert days(stays, leaves)[0] == "2022-01-01/2022-02-16"
    planned = withdrawal("FR", "Mali", day="2022-02-17", reported="2022-02-17", status="announced")
    assert days(stays, planned)[0] == "2022-01-01/2022-04-01"


@pytest.mark.parametrize(
    ("event", "certain"),
    [
        pytest.param(transfer("US", None, "Kiev", day="2022-02-02"), True, id="one-day"),
        pytest.param(transfer("US", None, "Kiev", day="2022-02-02/2022-02-20"), False, id="some-day-within"),
        pytest.param(
            presence("US", "Kiev", day="2022-02-02/2022-02-20", extent="throughout"), True, id="all-along"
        ),
        pytest.param(presence("US", "Kiev", day="2022-02-02/"), True, id="from-a-day-on"),
    ],
)
def test_what_fell_on_some_day_of_a_span_is_uncertain(event: Movement, certain: bool) -> None:  # noqa: FBT001
    assert bool(table(event)["certain"].iloc[0]) is certain


def test_validate_names_everything_that_is_wrong() -> None:
    wrong = table(transfer("US", None, "Kiev"), call(["FR", "RU"])).drop(columns="unit").to_crs(3857)
    wrong["destinations"] = [["Kiev"], ()]
    with pytest.raises(EventError) as caught:
        frame.validate(wrong)
    for word in ("'unit'", "EPSG:4326", "'destinations'"):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        pytest.param("undrawable", "too dull", "too dull", id="a-reason-nobody-knows"),
        pytest.param("shown_to", None, "exactly where it is drawable", id="a-day-missing"),
        pytest.param("shown_to", dt.date(1999, 1, 1), "leaves the map", id="gone-before-it-came"),
    ],
)
def test_validate_refuses_impossible_rows(column: str, value: object, said: str) -> None:
    wrong = table(transfer("US", None, "Kiev"))
    wrong[column] = [value]
    with pytest.raises(EventError, match=said):
        frame.validate(wrong)


DAYS = st.dates(dt.date(2021, 12, 1), dt.date(2022, 3, 31))
STATUSES = st.sampled_from(["occurred", "announced", "possible", "alleged", "denied"])


@st.composite
def movements(draw: st.DrawFn) -> Movement:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    event = transfer(
        draw(st.sampled_from(["US", "RU", "FR"])),
        None,
        draw(st.sampled_from(["Kiev", "Ukraine", "Cincu", "Roumanie", "Europe de l’Est"])),
        status=draw(STATUSES),
        reported=draw(st.none() | DAYS.map(str)),
        id=str(draw(st.uuids())),
    )
    return replace(event, date=DateInterval(start, end))


@given(st.lists(movements(), max_size=12, unique_by=lambda event: event.id), st.randoms())
def test_spans_hold_whatever_the_events(events: list[Movement], chance: object) -> None:
    found = dict(zip((event.id for event in events), frame.spans(events, FIFTY_DAYS), strict=True))
    for event in events:
        span, date = found[event.id], event.date
        assert date is not None
        if event.status == "denied" or not (date.start or date.end):
            assert span is None
            continue
        assert span is not None
        assert span.first <= span.last
        if date.start:
            assert span.first == date.start
        if date.end:
            assert span.last <= date.end
        if date.start and date.end and event.status in ("occurred", "alleged"):
            assert (span.first, span.last) == (date.start, date.end)
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = zip((event.id for event in shuffled), frame.spans(shuffled, FIFTY_DAYS), strict=True)
    assert dict(again) == found


def test_the_point_of_a_place_is_swapped_once() -> None:
    point = geometry(presence("US", "Kiev"))
    assert point is not None
    assert (point.x, point.y) == (PLACES["Kiev"].lon, PLACES["Kiev"].lat)
