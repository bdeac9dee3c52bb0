"""The folium map: its HTML, and what a browser without a network makes of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest
from browser import chromium
from builders import alert, call, meeting, presence, seat_of, transfer, withdrawal
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route
from streamlit_folium import generate_leaflet_string

from geo import cartography, frame, maps
from geo.errors import EventError
from geo.records import Meeting, Movement, Participant
from geo.settings import PROJECT

LEAFLET = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
HOSTILE = (
    "<img src=x onerror=\"window.pwned='img'\">",
    "${window.pwned='template'}",
    "`+(window.pwned='tick')+`",
    "\"'</script><script>window.pwned='script'</script>",
    "{{ 7 * 7 }} {% raw %} {{'marks'}}",
    "<!-- \\u003c \\ \u2028 😀 \u202eעברית\u202c العربية",
)


def story() -> list[Movement | Meeting]:
    """Every shape and status; a fork, a way across 180°, a crowd in one town, what cannot be drawn."""
    return [
        transfer(
            "US",
            "Fort Bragg",
            "Allemagne",
            "Pologne",
            number=2000,
            status="announced",
            day="2022-02-02/2022-02-12",
        ),
        transfer("US", "Allemagne", "Roumanie", number=1000, day="2022-02-09"),
        transfer("FR", None, "Roumanie", status="possible", day="2022-02-02/2022-02-20"),
        transfer("US", "Hawaï", "Japon", number=400, day="2022-02-03", status="alleged"),
        withdrawal("FR", "Mali", number=2400, day="2022-02-17/2022-02-20", extent="throughout"),
        presence("RU", "Frontière Russie-Ukraine", number=(100_000, None), day="2022-01-20/2022-02-23"),
        alert("US", "États-Unis", number=(None, 8500), day="2022-01-24"),
        call(["FR", "RU"], day="2022-01-28"),
        call(["US", "FR", "DE"], kind="video", day="2022-02-11", status="announced"),
        *(
            meeting(["US", "RU"], "Genève", day=f"2022-02-{day:02}", kind=kind)
            for day, kind in ((4, "in_person"), (5, "visit"), (5, "unspecified"))
        ),
        transfer("US", None, "Ukraine", status="denied"),
        transfer("GB", None, "Pologne", day=None),
        meeting(["RU", "NATO"], day="2022-01-12"),
    ]


def hostile_events() -> list[Movement | Meeting]:
    """Each hostile text in every field that the map shows."""
    return [
        event
        for n, text in enumerate(HOSTILE)
        for event in (
            transfer(
                "US",
                "Fort Bragg",
                "Pologne",
                name=text,
                unit=text,
                number=100,
                what=text,
                quote=f"a {text} z",
                id=f"t{n}",
            ),
            meeting(
                [Participant(text, "US"), Participant(text, "RU")], "Genève", quote=f"a {text} z", id=f"m{n}"
            ),
        )
    ]


def table(events: Sequence[Movement | Meeting]) -> gpd.GeoDataFrame:
    return frame.to_frame(events, seat_of=seat_of)


def html_of(chart: folium.Map) -> str:
    return str(chart.get_root().render())


def test_the_map_is_a_folium_map_and_the_same_each_time() -> None:
    events = table(story())
    chart = maps.build(events)
    assert isinstance(chart, folium.Map)
    assert html_of(chart) == html_of(maps.build(events))


def test_building_leaves_the_table_as_it_was() -> None:
    events = table(story())
    before = events.copy()
    maps.build(events)
    assert events.equals(before)


def test_alone_the_map_links_to_nothing() -> None:
    html = html_of(maps.build(table(story())))
    assert "<link" not in html
    assert not re.findall(r"<script[^>]+src=", html)


def test_in_the_page_the_map_links_to_what_the_app_serves() -> None:
    chart = maps.build(table(story()), channel="c")
    html_of(chart)
    links = [
        link
        for element in (chart, *chart._children.values())
        for _, link in (*getattr(element, "default_js", ()), *getattr(element, "default_css", ()))
    ]
    assert len(links) == 4
    for link in links:
        assert (PROJECT / link.removeprefix("/app/")).is_file(), link


def test_streamlit_folium_gets_one_script_with_every_mark() -> None:
    events = table(story())
    script = generate_leaflet_string(maps.build(events, channel="c"))
    assert script.count("sitmap.mount(map_div, {") == 1
    drawn = [f'"id":"{event_id}"' for event_id in events.index[events["undrawable"].isna()]]
    assert all(script.count(name) == 1 for name in drawn)
    assert story()[0].evidence[0].quote not in script


def test_prepared_marks_serve_many_maps() -> None:
    events = table(story())
    prepared = maps.prepare(events, lang="en")
    for channel in ("one", None):
        expected = html_of(maps.build(events, lang="en", channel=channel))
        assert html_of(prepared.to_map(channel=channel)) == expected


def test_the_reader_may_enlarge_the_page() -> None:
    head = html_of(maps.build(table(story()))).split("<style>")[0]
    assert "initial-scale=1.0" in head
    assert "user-scalable" not in head


def test_folium_order_is_lat_lon() -> None:
    (event,) = [transfer("US", None, "Kiev")]
    (mark,) = sent_marks([event])
    assert mark["points"] == [[50.4547, 30.5238]]


def test_a_curve_is_three_points_in_lat_lon() -> None:
    (mark,) = sent_marks([transfer("US", "Paris", "Kiev")])
    (curve,) = mark["curves"]
    assert curve[:2] + curve[4:] == [48.8534, 2.3488, 50.4547, 30.5238]
    assert curve[2] > 50.4547


def sent_marks(events: Sequence[Movement | Meeting]) -> list[dict[str, Any]]:
    (layer,) = (
        child for child in maps.build(table(events))._children.values() if isinstance(child, maps.Marks)
    )
    return list(json.loads(layer.marks))


@pytest.mark.parametrize(
    "options", [pytest.param({"lang": "de"}, id="language"), pytest.param({"theme": "pink"}, id="theme")]
)
def test_an_option_without_such_a_value_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(EventError, match=re.escape(next(iter(options.values())))):
        maps.build(table([]), **options)


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(EventError, match="'shown_from'"):
        maps.build(table(story()).drop(columns="shown_from"))


@given(st.text())
def test_a_literal_is_inert_and_loses_nothing(text: str) -> None:
    literal = maps._literal({"text": text})
    assert json.loads(literal) == {"text": text}
    assert not set("<>&`$\u2028\u2029") & set(literal)
    assert "{{" not in literal
    assert "{%" not in literal


@pytest.mark.parametrize("name", LEAFLET)
def test_leaflet_is_as_published(name: str) -> None:
    file = PROJECT / "static" / "vendor" / "leaflet" / name
    assert hashlib.sha256(file.read_bytes()).hexdigest() == LEAFLET[name]


# In a browser

ORIGIN = "http://localhost"
LISTEN = """
(() => {
  window.said = [];
  window.line = new BroadcastChannel("sitmap-test");
  window.line.onmessage = (event) => window.said.push(event.data);
})()
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a network that fails on an error or a request."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    found.on(
        "request",
        lambda request: (
            wrong.append(request.url) if not request.url.startswith(("file:", "data:", ORIGIN)) else None
        ),
    )
    yield found
    context.close()
    assert not wrong


def open_alone(
    page: Page, events: Sequence[Movement | Meeting], folder: Path, lang: cartography.Lang = "fr"
) -> None:
    path = folder / "map.html"
    maps.build(table(events), lang=lang).save(str(path))
    page.goto(path.as_uri())
    page.wait_for_selector("[data-drawn]")


def open_in_page(page: Page, events: Sequence[Movement | Meeting]) -> None:
    """The map with a channel, and the folder ``static/`` under ``/app/static``, as Streamlit serves it."""
    html = html_of(maps.build(table(events), channel="test"))

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=PROJECT / path.removeprefix("/app/"))

    page.route(f"{ORIGIN}/**", serve)
    page.add_init_script(LISTEN)
    page.goto(ORIGIN)
    page.wait_for_function("window.said.some((message) => message.type === 'ready')")


def tell(page: Page, **message: object) -> None:
    page.evaluate("(message) => { window.said.length = 0; window.line.postMessage(message); }", message)


def heard(page: Page, kind: str) -> dict[str, Any]:
    handle = page.wait_for_function(
        "(kind) => window.said.find((message) => message.type === kind)", arg=kind
    )
    return dict(handle.json_value())


def show(
    page: Page, start: str, end: str, *, ids: list[str] | None = None, theme: str | None = None
) -> dict[str, Any]:
    tell(page, type="show", start=start, end=end, ids=ids, selected=None, theme=theme)
    return heard(page, "drawn")


def middle_of(page: Page, event_id: str) -> tuple[float, float]:
    """Where on the page the middle of a mark is."""
    return tuple(
        page.evaluate(
            """(id) => {
              const map = Object.values(window).find((one) => one && one.sitmap && one.getPixelOrigin);
              const [x, y] = sitmap.middle(map.sitmap.marks.find((mark) => mark.id === id));
              const point = map.layerPointToContainerPoint([x, y]);
              return [point.x, point.y];
            }""",
            event_id,
        )
    )


@pytest.mark.browser
def test_marks_sent_as_sheaves_are_shown_and_told_as_the_same_marks(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [
        *story(),
        call(["FR", "RU"], day="2022-02-03"),
        *(transfer("US", "Fort Bragg", "Pologne", number=n, day=f"2022-02-{n:02}") for n in (3, 5)),
    ]
    days = ("2022-02-01", "2022-02-04")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    open_in_page(page, events)
    expected = show(page, *days)
    monkeypatch.setattr(maps, "_MOST_APART", 1)
    assert len(sent_marks(events)) < len(table(events))
    open_in_page(page, events)
    found = show(page, *days)
    assert (found["count"], sorted(found["ids"])) == (expected["count"], sorted(expected["ids"]))
    one, other = (event.id for event in events[-2:])
    assert show(page, "2022-02-05", "2022-02-05", ids=[one, other])["ids"] == [other]
    page.mouse.move(*middle_of(page, other))
    page.wait_for_selector(".sitmap-tip:not([hidden])")
    assert page.inner_text(".sitmap-tip").split("\n")[1:] == ["5", "Fort Bragg → Pologne"]
    assert broken == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", cartography.LANGS)
def test_alone_the_map_opens_from_disk(page: Page, tmp_path: Path, lang: cartography.Lang) -> None:
    events = story()
    open_alone(page, events, tmp_path, lang=lang)
    drawable = int(table(events)["undrawable"].isna().sum())
    assert page.get_attribute("[data-drawn]", "data-drawn") == str(drawable)
    page.wait_for_function(
        f"document.querySelectorAll('button[data-event]:not([hidden])').length === {drawable}"
    )
    said = cartography.words(lang)
    assert [page.input_value(f".dock .{end}") for end in ("from", "to")] == ["2022-01-20", "2022-02-23"]
    assert said.get("legend", "title") in page.inner_text(".sitmap-legend")


@pytest.mark.browser
def test_alone_the_slider_plays_the_days_and_a_mark_opens_its_sentence(page: Page, tmp_path: Path) -> None:
    events = [
        transfer("US", None, "Pologne", day="2022-01-24", quote="Ils partent."),
        call(["FR", "RU"], day="2022-01-28"),
    ]
    path = tmp_path / "map.html"
    days = (dt.date(2022, 1, 24), dt.date(2022, 1, 24))
    maps.build(table(events), window=days, caption=("Flanc <est>", "Connu au 2 février")).save(str(path))
    page.goto(path.as_uri())
    page.wait_for_selector(".sitmap[data-drawn='1']")
    assert page.inner_text(".sitmap-caption h1") == "Flanc <est>"
    page.click(".dock .next")
    page.wait_for_selector(f"button[data-event='{events[1].id}']:not([hidden])", state="attached")
    page.click(".dock [data-mode=day]")
    page.select_option(".dock .speed", "16")
    page.click(".dock .back")
    page.wait_for_selector(".sitmap[data-drawn='0']")
    page.click(".dock .play")
    page.wait_for_selector(".sitmap[data-drawn='1']")
    page.fill(".dock .to", "2022-01-24")
    page.press(".dock .to", "Enter")
    page.dispatch_event(f"button[data-event='{events[0].id}']", "click")
    assert "Ils partent." in page.inner_text(".sitmap-card")


@pytest.mark.browser
def test_alone_a_map_of_nothing_says_so(page: Page, tmp_path: Path) -> None:
    open_alone(page, [], tmp_path)
    assert page.inner_text(".sitmap-caption") == "aucun événement à montrer"


@pytest.mark.browser
def test_something_is_painted_where_a_mark_is(page: Page, tmp_path: Path) -> None:
    open_alone(page, [presence("RU", "Kharkiv", number=100_000)], tmp_path)
    colour = page.evaluate(
        """() => {
          const map = Object.values(window).find((one) => one && one.sitmap && one.getPixelOrigin);
          const sheet = map.sitmap.markSheet;
          const [x, y] = sitmap.middle(map.sitmap.marks[0]);
          const dots = sheet._container.getContext("2d");
          return [...dots.getImageData(x - sheet._bounds.min.x + 9, y - sheet._bounds.min.y, 1, 1).data];
        }"""
    )
    assert colour[3] > 150


@pytest.mark.browser
def test_on_every_day_those_are_drawn_whose_interval_has_that_day(page: Page) -> None:
    events = story()
    open_in_page(page, events)
    assert page.query_selector("[data-drawn]") is None
    rows = list(frame.rows(table(events)))
    day = dt.date(2022, 1, 10)
    while day < dt.date(2022, 3, 31):
        drawn = show(page, str(day), str(day))
        expected = [
            row.Index
            for row in rows
            if row.shown_from and row.shown_to and row.shown_from <= day <= row.shown_to
        ]
        assert drawn["ids"] == expected, day
        assert drawn["count"] == len(expected)
        day += dt.timedelta(days=1)


@pytest.mark.browser
def test_a_window_and_a_filter_show_what_passes_both(page: Page) -> None:
    events = story()
    open_in_page(page, events)
    everything = show(page, "2022-01-01", "2022-12-31")["ids"]
    assert len(everything) == int(table(events)["undrawable"].isna().sum())
    assert show(page, "2022-01-01", "2022-12-31", ids=[*everything[2:4], "nobody"])["ids"] == everything[2:4]
    assert show(page, "2022-01-01", "2022-12-31", ids=[])["count"] == 0
    page.wait_for_function("!document.querySelector('button[data-event]:not([hidden])')")


@pytest.mark.browser
def test_a_click_on_a_mark_picks_it_and_one_beside_picks_nothing(page: Page) -> None:
    events = story()
    open_in_page(page, events)
    show(page, "2022-02-09", "2022-02-09")
    tell(page, type="hello")
    heard(page, "ready")
    page.mouse.click(*middle_of(page, events[1].id))
    assert heard(page, "pick")["id"] == events[1].id
    page.evaluate("window.said.length = 0")
    page.mouse.click(640, 700)
    assert heard(page, "pick")["id"] is None


@pytest.mark.browser
def test_the_map_goes_where_it_is_told_and_says_where_it_is(page: Page) -> None:
    open_in_page(page, story())
    tell(page, type="fly", lat=48.85, lon=2.35, zoom=7)
    view = heard(page, "view")
    assert (view["lat"], view["lon"], view["zoom"]) == pytest.approx((48.85, 2.35, 7), abs=0.05)


@pytest.mark.browser
def test_the_keyboard_reaches_every_mark(page: Page) -> None:
    events = story()
    open_in_page(page, events)
    drawn = show(page, "2022-02-04", "2022-02-05")["ids"]
    page.wait_for_selector("button[data-event]", state="attached")
    page.wait_for_timeout(200)
    reached: list[str] = []
    for _ in range(len(drawn) + 12):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.dataset.event ?? null")
        if focused:
            reached.append(focused)
            assert page.is_visible(".sitmap-tip")
    assert set(reached) == set(drawn)
    page.focus(f"button[data-event='{drawn[0]}']")
    page.evaluate("window.said.length = 0")
    page.keyboard.press("Enter")
    assert heard(page, "pick")["id"] == drawn[0]
    page.wait_for_timeout(100)
    assert page.evaluate("window.said.filter((message) => message.type === 'pick').length") == 1


@pytest.mark.browser
def test_the_sheet_turns_dark_when_told(page: Page) -> None:
    open_in_page(page, story())
    show(page, "2022-02-04", "2022-02-05", theme="dark")
    assert page.get_attribute(".sitmap", "data-theme") == "dark"


@pytest.mark.browser
def test_labels_cover_neither_each_other_nor_a_head(page: Page) -> None:
    open_in_page(page, story())
    clashes = page.evaluate(
        """() => {
          const map = Object.values(window).find((one) => one && one.sitmap && one.getPixelOrigin);
          const { labels } = map.sitmap;
          const { _place: place, paint } = labels;
          const add = sitmap.Taken.prototype.add;
          let [boxes, clashes] = [[], 0];
          sitmap.Taken.prototype.add = function (box) { boxes.push(box); add.call(this, box); };
          labels.paint = function (...given) { boxes = []; paint.apply(this, given); };
          labels._place = function (...given) {
            const before = boxes.slice();
            place.apply(this, given);
            for (const [left, top, right, bottom] of boxes.slice(before.length)) {
              clashes += before.some((o) => left < o[2] && right > o[0] && top < o[3] && bottom > o[1]);
            }
          };
          for (const zoom of [2, 3, 4, 5, 6]) {
            map.setView([50, 15], zoom, { animate: false });
            map.sitmap.show(-Infinity, Infinity, null);
          }
          return clashes;
        }"""
    )
    assert clashes == 0


@pytest.mark.browser
def test_marks_alike_are_joined_where_there_is_little_room(page: Page) -> None:
    alike = [transfer("US", "Fort Bragg", "Pologne", number=number) for number in (500, 2000, 900)]
    open_in_page(page, [*alike, transfer("US", "Fort Bragg", "Pologne", status="announced", number=3000)])
    joined = """(zoom) => {
      const map = Object.values(window).find((one) => one && one.sitmap && one.getPixelOrigin);
      map.setView([45, -30], zoom, { animate: false });
      return map.sitmap.marks.map((mark) => mark.members.length);
    }"""
    assert show(page, "2022-02-02", "2022-02-02")["count"] == 4
    assert page.evaluate(joined, 2) == [3, 3, 3, 1]
    assert page.evaluate(joined, 4) == [1, 1, 1, 1]
    assert show(page, "2022-02-02", "2022-02-02")["ids"][:3] == [event.id for event in alike]


@pytest.mark.browser
def test_hostile_texts_show_as_they_are_and_run_nowhere(page: Page, tmp_path: Path) -> None:
    events = hostile_events()
    open_alone(page, events, tmp_path)
    assert page.get_attribute("[data-drawn]", "data-drawn") == str(len(events))
    page.wait_for_timeout(200)
    for event in events:
        page.focus(f"button[data-event='{event.id}']")
        page.keyboard.press("Enter")
        assert page.text_content(".sitmap-card blockquote") == event.evidence[0].quote
        text = event.force.unit if isinstance(event, Movement) else event.participants[0].name
        assert text
        assert text in (page.text_content(".sitmap-card") or "").replace(event.evidence[0].quote, "")
        assert text in (page.text_content(".sitmap-tip") or "")
    assert page.evaluate("window.pwned") is None
    assert page.query_selector(".sitmap-card img, .sitmap-tip img") is None
