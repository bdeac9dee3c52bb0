"""What the map and the paper share: curves, forms, marks, words, the legend, escaping."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pyproj
import pytest
from builders import PLACES, alert, call, meeting, presence, seat_of, transfer, withdrawal
from hypothesis import given
from hypothesis import strategies as st

from geo import cartography, frame
from geo.cartography import Bezier, Flow, LatLon, Mark, curves, style, texts
from geo.errors import DataError, EventError
from geo.records import STATUSES, DateInterval, Force, Meeting, Movement, Participant


def marks(*events: Movement | Meeting, lang: cartography.Lang = "fr") -> Sequence[Mark]:
    return cartography.marks(frame.to_frame(events, seat_of=seat_of), lang)


LATS = st.floats(-80, 80)
LONS = st.floats(-180, 180)
POINTS = st.builds(LatLon, LATS, LONS)
PLANE = st.tuples(st.floats(-2e7, 2e7), st.floats(-2e7, 2e7))
PROJ = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`;alert(1);`",
    "\"'</script><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "😀 \u202eעברית\u202c",
]


@given(POINTS)
def test_web_mercator_goes_there_and_back(point: LatLon) -> None:
    again = cartography.WEB_MERCATOR.to_degrees(cartography.WEB_MERCATOR.to_plane(point))
    assert math.isclose(again.lat, point.lat, abs_tol=1e-9)
    assert math.isclose(again.lon, point.lon, abs_tol=1e-9)


@given(POINTS)
def test_web_mercator_is_epsg_3857(point: LatLon) -> None:
    x, y = PROJ.transform(point.lon, point.lat)
    assert cartography.WEB_MERCATOR.to_plane(point) == pytest.approx((x, y), abs=0.01)


@given(PLANE, PLANE, PLANE)
def test_a_curve_goes_from_start_to_end(start: curves.XY, control: curves.XY, end: curves.XY) -> None:
    points = Bezier(start, control, end).points(9)
    assert len(points) == 9
    assert points[0] == pytest.approx(start, abs=1e-3)
    assert points[-1] == pytest.approx(end, abs=1e-3)


def test_a_head_points_along_the_curve() -> None:
    tip, left, right = Bezier((0, 0), (50, 0), (100, 0)).head(length=12, width=8)
    assert tip == (100, 0)
    assert left == pytest.approx((88, 4), abs=1e-3)
    assert right == pytest.approx((88, -4), abs=1e-3)


def test_flows_there_and_back_bow_apart() -> None:
    there, back = (
        cartography.beziers(Flow(start, (end,), 0.2))[0].at(0.5)
        for start, end in ((LatLon(50, 0), LatLon(50, 20)), (LatLon(50, 20), LatLon(50, 0)))
    )
    straight = cartography.WEB_MERCATOR.to_plane(LatLon(50, 10))
    assert there[1] > straight[1] > back[1]


def test_long_flows_curve_more_than_short_ones() -> None:
    def sag(lon: float) -> float:
        curve = cartography.beziers(Flow(LatLon(0, 0), (LatLon(0, lon),), 0.2))[0]
        return curve.at(0.5)[1] / curve.end[0]

    assert sag(60) > 1.3 * sag(2)


@pytest.mark.parametrize(
    ("ends", "forked"),
    [
        pytest.param((LatLon(51, 10), LatLon(52, 20)), True, id="side-by-side"),
        pytest.param((LatLon(51, 10), LatLon(36, 138)), True, id="one-beyond-the-other"),
        pytest.param((LatLon(51, 10), LatLon(36, -140)), False, id="opposite-ways"),
    ],
)
def test_destinations_side_by_side_share_a_trunk(ends: tuple[LatLon, ...], forked: bool) -> None:  # noqa: FBT001
    one, other = cartography.beziers(Flow(LatLon(35.1, -79), ends, 0.2))
    assert (one.control == other.control) is forked


@pytest.mark.parametrize(
    ("start", "end", "lon"),
    [
        pytest.param(-156.3, 138.0, -222.0, id="westwards-across-180"),
        pytest.param(138.0, -156.3, 203.7, id="eastwards-across-180"),
        pytest.param(-79.0, 10.0, 10.0, id="not-across"),
    ],
)
def test_the_short_way_round_the_world(start: float, end: float, lon: float) -> None:
    assert curves.short_way(LatLon(0, start), LatLon(0, end)).lon == pytest.approx(lon)


SPANS = st.lists(
    st.tuples(st.dates(dt.date(2022, 1, 1), dt.date(2022, 3, 1)), st.integers(0, 30)).map(
        lambda pair: (pair[0], pair[0] + dt.timedelta(days=pair[1]))
    ),
    max_size=20,
)


@given(SPANS, st.integers(1, 6))
def test_slots_of_one_day_differ_while_they_last(spans: list[tuple[dt.date, dt.date]], count: int) -> None:
    taken = curves.slots(spans, count)
    assert all(0 <= slot < count for slot in taken)
    for day in {start for start, _ in spans}:
        present = [slot for slot, (start, end) in zip(taken, spans, strict=True) if start <= day <= end]
        if len(present) <= count and not _was_crowded(spans, count, day):
            assert len(set(present)) == len(present)


def _was_crowded(spans: list[tuple[dt.date, dt.date]], count: int, day: dt.date) -> bool:
    """Whether on some day up to this one more stood there than there are places."""
    starts = [start for start, _ in spans if start <= day]
    return any(sum(start <= one <= end for start, end in spans) > count for one in starts)


@given(st.integers(0, 61))
def test_signs_that_share_a_point_stand_apart(count: int) -> None:
    places = cartography.spread(count)
    assert len(places) == count
    for index, place in enumerate(places):
        assert all(math.dist(place, other) > 0.99 for other in places[:index])


@pytest.mark.parametrize(
    ("event", "shape"),
    [
        pytest.param(transfer("US", "Fort Bragg", "Pologne"), "flow", id="both-ends"),
        pytest.param(transfer("US", None, "Pologne"), "arrival", id="destination-only"),
        pytest.param(transfer("US", "Fort Bragg"), "departure", id="origin-only"),
        pytest.param(withdrawal("FR", "Mali"), "departure", id="withdrawal"),
        pytest.param(withdrawal("FR", "Mali", "Niamey"), "flow", id="withdrawal-to"),
        pytest.param(presence("RU", "Kharkiv"), "circle", id="presence"),
        pytest.param(alert("US", "États-Unis"), "ring", id="alert"),
        pytest.param(meeting(["US", "RU"], "Genève"), "sign", id="meeting"),
        pytest.param(call(["FR", "RU"]), "call", id="call"),
        pytest.param(meeting(["FR", "RU"], kind="unspecified"), "call", id="talks-of-unknown-form"),
    ],
)
def test_each_event_has_its_shape(event: Movement | Meeting, shape: str) -> None:
    (mark,) = marks(event)
    assert mark.shape == shape
    assert (len(mark.flows) > 0) is (shape in ("flow", "call"))
    assert (len(mark.points) > 0) is (shape not in ("flow", "call"))


def test_a_stub_never_leaves_its_place() -> None:
    (mark,) = marks(transfer("US", None, "Pologne", number=1700))
    assert mark.flows == ()
    assert mark.points == (LatLon(PLACES["Pologne"].lat, PLACES["Pologne"].lon),)


def test_a_fork_is_one_mark_with_one_label() -> None:
    (mark,) = marks(transfer("US", "Fort Bragg", "Allemagne", "Pologne", number=2000))
    assert len(mark.flows) == 1
    assert len(mark.flows[0].ends) == 2
    assert mark.label == "2\u202f000"


def test_what_is_not_on_the_map_has_no_mark() -> None:
    assert (
        marks(transfer("US", None, "Kiev", status="denied"), presence("US", "Kiev", day=None), alert("US"))
        == ()
    )


def test_flows_of_one_route_on_one_day_bow_differently() -> None:
    found = marks(*(transfer("US", "Fort Bragg", "Pologne", number=n) for n in (100, 200, 300)))
    assert len({mark.flows[0].bow for mark in found}) == 3


def test_stubs_at_one_place_lie_apart() -> None:
    found = marks(*(transfer(who, None, "Pologne") for who in ("US", "FR", "GB", "DE")))
    assert len({mark.bearing_deg for mark in found}) == 4


def test_a_stub_keeps_clear_of_the_flows_of_its_place() -> None:
    """From Warsaw's north-east a flow comes in where the first stub would lie."""
    origin = replace(PLACES["Kiev"], lat=53.6, lon=21.4)
    flow, stub = marks(transfer("UA", origin, "Rzeszów"), transfer("FR", None, "Rzeszów"))
    (curve,) = cartography.beziers(flow.flows[0])
    heading = math.degrees(math.atan2(curve.control[0] - curve.end[0], curve.control[1] - curve.end[1]))
    assert abs(math.remainder(stub.bearing_deg - heading, 360)) > 20


def test_likeness_is_of_shape_kind_status_and_countries() -> None:
    one, other, announced, elsewhere = marks(
        transfer("US", "Fort Bragg", "Rzeszów"),
        transfer("FR", "Caroline du Nord", "Pologne"),
        transfer("US", "Fort Bragg", "Rzeszów", status="announced"),
        transfer("US", "Fort Bragg", "Cincu"),
    )
    assert one.likeness == other.likeness
    assert len({one.likeness, announced.likeness, elsewhere.likeness}) == 3


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        pytest.param("Pologne", ["country"], id="country"),
        pytest.param("Europe de l’Est", ["region"], id="region"),
        pytest.param("Frontière Russie-Ukraine", ["border"], id="border"),
        pytest.param("Kiev", [], id="a-city-is-a-point"),
        pytest.param("Cincu", [], id="a-base-is-a-point"),
    ],
)
def test_a_place_that_is_no_point_shows_its_extent(place: str, kinds: list[str]) -> None:
    (mark,) = marks(presence("US", place))
    assert [area.kind for area in mark.areas] == kinds


@pytest.mark.parametrize(
    ("number", "what", "label"),
    [
        pytest.param(2000, "personnel", "2\u202f000", id="exact"),
        pytest.param((100_000, None), "personnel", "≥ 100\u202f000", id="at-least"),
        pytest.param((None, 8500), "personnel", "≤ 8\u202f500", id="at-most"),
        pytest.param((1000, 5000), "personnel", "1\u202f000 – 5\u202f000", id="between"),
        pytest.param(6, "aircraft", "6 aéronefs", id="aircraft"),
        pytest.param(6, "chars", "6 chars", id="a-word-the-map-does-not-know"),
        pytest.param(0, "personnel", "0", id="none-is-a-number"),
        pytest.param(None, "personnel", None, id="not-told-is-not-nought"),
    ],
)
def test_labels_say_the_number(
    number: int | tuple[int | None, int | None] | None, what: str, label: str | None
) -> None:
    (mark,) = marks(transfer("US", None, "Pologne", number=number, what=what))
    assert mark.label == label
    assert mark.counted is (label is not None)


def test_widths_follow_the_number() -> None:
    numbers = [1, 100, 1_000, 10_000, 100_000, 10**7]
    widths = [style.line_width_px(number, "personnel") for number in numbers]
    assert widths == sorted(widths)
    assert widths[0] >= style.MIN_WIDTH_PX
    assert widths[-1] == style.MAX_WIDTH_PX
    assert style.line_width_px(None, None) < style.MIN_WIDTH_PX
    assert style.line_width_px(24, "aircraft") == style.line_width_px(2400, "personnel")


def test_every_status_that_is_drawn_has_a_form_of_its_own() -> None:
    assert set(style.FORMS) == set(STATUSES) - {"denied"}
    assert len({(form.dash, form.round, form.hollow) for form in style.FORMS.values()}) == len(style.FORMS)


def _luminance(colour: str) -> float:
    """Relative luminance of a ``#rrggbb`` colour, as WCAG 2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_sheet(theme: str) -> None:
    sheet = style.SHEETS[theme]
    for pair in style.COLOURS.values():
        colour = pair[list(style.SHEETS).index(theme)]
        assert min(_contrast(colour, sheet.land), _contrast(colour, sheet.sea)) >= 2.3
    assert _contrast(sheet.ink, sheet.land) >= 7


def test_arrows_differ_in_grey() -> None:
    """Transfers and withdrawals have one shape: a grey print tells them apart by lightness."""
    for theme in (0, 1):
        assert (
            _contrast(style.COLOURS["transfer"][theme], style.COLOURS["withdrawal"][theme])
            > (2.0, 1.2)[theme]
        )


def test_no_kind_is_red() -> None:
    for colours in style.COLOURS.values():
        for colour in colours:
            red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
            assert not (red > 150 and green < 110 and blue < 110)


def test_signs_are_paths_of_four_commands() -> None:
    for path in style.SIGNS.values():
        assert re.fullmatch(r"(?:[MLQ](?:-?[\d.]+ )*-?[\d.]+ ?|Z ?)+", path)
        assert all(0 <= float(number) <= 16 for number in re.findall(r"[\d.]+", path))


@pytest.mark.parametrize("lang", cartography.LANGS)
def test_the_words_are_there_in_both_languages(lang: cartography.Lang) -> None:
    said = cartography.words(lang)
    assert set(said.sections["kinds"]) == set(style.KINDS)
    assert set(said.sections["statuses"]) == set(style.FORMS)


def test_a_file_of_words_with_other_keys_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("map")
    (folder / "fr.yaml").write_text("kinds: {transfer: Transfert}\n")
    (folder / "en.yaml").write_text("kinds: {transfert: Transfer}\n")
    monkeypatch.setattr(texts, "_FOLDER", folder)
    with pytest.raises(DataError, match=r"kinds\.transfer'.*kinds\.transfert'"):
        texts.words.__wrapped__("en")


def test_the_tip_says_who_how_many_where_when_and_how_sure() -> None:
    event = transfer(
        "US",
        "Fort Bragg",
        "Allemagne",
        "Pologne",
        number=2000,
        unit="82e division",
        status="announced",
        day="2022-02-02/2022-02-05",
        confidence=0.8,
    )
    assert marks(event)[0].tip == (
        "États-Unis · Transfert · annoncé",
        "2\u202f000 militaires · 82e division",
        "Fort Bragg → Allemagne, Pologne",
        "un jour entre le 2 févr. 2022 et le 5 févr. 2022",
        "confiance : 80\u00a0% · 1 article",
    )
    assert marks(event, lang="en")[0].tip[:3] == (
        "United States · Transfer · announced",
        "2,000 troops · 82e division",
        "Fort Bragg → Germany, Poland",
    )


def test_names_are_in_the_language_of_the_reader() -> None:
    said = {lang: texts.words(lang) for lang in texts.LANGS}
    who = [
        Participant("Otan", org="NATO"),
        Participant("Jens Stoltenberg", org="NATO"),
        Participant("Russie", country="RU"),
    ]
    assert [said["en"].party(one) for one in who] == ["NATO", "Jens Stoltenberg", "Russia"]
    assert [said["fr"].party(one) for one in who] == ["Otan", "Jens Stoltenberg", "Russie"]
    assert [said[lang].place(PLACES["Kiev"]) for lang in ("fr", "en")] == ["Kiev", "Kyiv"]
    assert said["en"].place(replace(PLACES["Kiev"], name="Le hangar")) == "Le hangar"
    soldiers = replace(transfer("FR", None, "Mali"), force=Force(None, "EU", "Union européenne"))
    assert marks(soldiers, lang="en")[0].tip[0].startswith("European Union ·")


def test_the_tip_says_what_is_not_known() -> None:
    tip = marks(transfer("FR", None, "Roumanie"))[0].tip
    assert tip[1:3] == ("nombre non précisé", "origine inconnue → Roumanie")


def test_highlights_are_slices_and_apart() -> None:
    quote = "2 000 soldats iront de Fort Bragg vers la Pologne."
    found = cartography.highlights(
        quote,
        [
            ("quantity", "2 000 soldats"),
            ("force", "soldats"),
            ("place", "Pologne"),
            ("date", None),
            ("place", "Mars"),
        ],
    )
    assert [(quote[start:end], role) for start, end, role in found] == [
        ("2 000 soldats", "quantity"),
        ("Pologne", "place"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_inert(text: str) -> None:
    escaped = cartography.escape(text)
    assert not set("<>\"'`$") & set(escaped)
    assert "".join(ET.fromstring(f"<p>{escaped}</p>").itertext()) == text  # noqa: S314  our own text


@given(st.text())
def test_escaping_loses_nothing(text: str) -> None:
    escaped = cartography.escape(text)
    back = escaped.replace("&#96;", "`").replace("&#36;", "$")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        back = back.replace(entity, char)
    assert back == text


@pytest.mark.parametrize("lang", cartography.LANGS)
def test_the_legend_says_every_form(lang: cartography.Lang) -> None:
    entries = cartography.legend(lang)
    labels = {entry.label for entry in entries}
    said = cartography.words(lang)
    for section in ("kinds", "statuses"):
        assert set(said.sections[section].values()) <= labels
    for entry in entries:
        assert ET.fromstring(entry.svg).tag == "svg"  # noqa: S314  our own markup


def test_the_legend_of_a_dark_sheet_has_its_colours() -> None:
    light, dark = cartography.legend("fr"), cartography.legend("fr", dark=True)
    assert style.COLOURS["transfer"][0] in light[0].svg
    assert style.COLOURS["transfer"][1] in dark[0].svg


def test_marks_of_another_table_are_refused() -> None:
    other = frame.to_frame([transfer("US", None, "Kiev")], seat_of=seat_of).drop(columns="actor")
    with pytest.raises(EventError, match="'actor'"):
        cartography.marks(other)


def test_marks_alike_are_bundled_only_where_there_are_too_many() -> None:
    events = [
        transfer("US", "Ramstein", "Rzeszów", number=300, quote="a"),
        transfer("FR", "Berlin", "Rzeszów", number=5000, quote="b"),
        transfer("US", "Berlin", "Rzeszów", status="announced", quote="c"),
    ]
    small, large, other = found = marks(*events)
    assert [bundle.ids for bundle in cartography.bundles(found, 3)] == [(mark.id,) for mark in found]
    first, second = cartography.bundles(found, 2)
    assert (first.lead, first.ids) == (large, (large.id, small.id))
    assert second.ids == (other.id,)


def test_states_that_talk_are_named_in_the_readers_language() -> None:
    talk = meeting(["FR", Participant("Joe Biden", "US", None), "NATO"], "Paris")
    (row,) = frame.rows(frame.to_frame([talk], seat_of=seat_of))
    assert cartography.sides(row, cartography.words("en")) == "France – Joe Biden – OTAN"
    (row,) = frame.rows(frame.to_frame([meeting(["DE", "RU"], "Paris")], seat_of=seat_of))
    assert cartography.sides(row, cartography.words("en")) == "Germany – Russia"


@pytest.mark.parametrize(
    ("start", "end", "lang", "words"),
    [
        pytest.param("2021-12-01", "2021-12-01", "fr", "1er déc. 2021", id="a day"),
        pytest.param("2021-12-01", "2021-12-31", "fr", "1er–31 déc. 2021", id="of a month"),
        pytest.param("2021-12-31", "2022-02-01", "fr", "31 déc. 2021 – 1er févr. 2022", id="its end"),
        pytest.param("2021-12-11", "2021-12-21", "fr", "11–21 déc. 2021", id="others"),
        pytest.param("2021-12-01", "2021-12-31", "en", "1–31 Dec 2021", id="English"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(
    start: str, end: str, lang: cartography.Lang, words: str
) -> None:
    days = DateInterval(dt.date.fromisoformat(start), dt.date.fromisoformat(end), extent="throughout")
    assert " ".join(cartography.short_dates(days, cartography.words(lang)).split()) == words


SHEAVES = [
    transfer("US", "Fort Bragg", "Pologne", number=1700, day="2022-02-02"),
    transfer("US", "Fort Bragg", "Pologne", number=3000, day="2022-02-05"),
    transfer("US", "Fort Bragg", "Pologne", day="2022-02-05"),
    transfer("US", "Fort Bragg", "Pologne", number=1700, day="2022-02-02", status="announced"),
    transfer("US", "Fort Bragg", "Rzeszów", number=1700, day="2022-02-02"),
    transfer("FR", "Fort Bragg", "Pologne", number=1700, day="2022-02-02"),
    call(["FR", "RU"], day="2022-01-28"),
    call(["RU", "FR"], day="2022-01-29"),
    presence("RU"),
]


def test_events_alike_are_one_sheaf_and_keep_what_is_their_own() -> None:
    events = frame.to_frame(SHEAVES, seat_of=seat_of)
    found = cartography.sheaves(events, "fr")
    alone = {mark.id: mark for mark in cartography.marks(events, "fr")}
    assert sorted(member.id for sheaf in found for member in sheaf.members) == sorted(alone)
    assert max(len(sheaf.members) for sheaf in found) == 2
    for sheaf in found:
        for member in sheaf.members:
            mark = alone[member.id]
            own = (mark.first, mark.last, mark.size_px, mark.label)
            assert (member.first, member.last, member.size_px, member.label) == own
            assert mark.likeness == sheaf.lead.likeness
            assert mark.counted == sheaf.lead.counted
            assert mark.areas == sheaf.lead.areas
            assert mark.points == sheaf.lead.points
            assert [(flow.start, flow.ends) for flow in mark.flows] == [
                (f.start, f.ends) for f in sheaf.lead.flows
            ]
            assert mark.tip[0] == sheaf.lead.tip[0]
            assert sheaf.route in mark.tip or not sheaf.route


def test_the_largest_leads_its_sheaf() -> None:
    sheaf = max(
        cartography.sheaves(frame.to_frame(SHEAVES, seat_of=seat_of), "fr"), key=lambda one: len(one.members)
    )
    assert sheaf.lead.label == "3\u202f000"
