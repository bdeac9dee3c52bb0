"""The page as a person sees it, in Chromium with the network cut. Keeps its screenshots in ``.screens/``."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import MAP, SCREENS, Visit, chromium, served
from builders import presence, seat_of
from pages import SOURCE, fill, story, url_of
from PIL import Image
from playwright.sync_api import Browser, Frame, Route, expect

from geo.frame import to_frame
from geo.page import timeline
from geo.page.state import Window
from geo.records import Meeting, Movement
from geo.settings import PROJECT
from geo.store import open_store

pytestmark = pytest.mark.browser

WIDE = {"width": 1600, "height": 900}
PHONE = {"width": 390, "height": 844}
MAGNIFIED = {"width": 400, "height": 225}
SLIDER = "input.slider.end"
READING_MS = 400_000
"""Long enough to load a language model and read the seeds on a busy machine."""
OPENING = (dt.date(2022, 1, 4), dt.date(2022, 2, 2))
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN_AXE = """async () => {
  const found = await axe.run(document, { iframes: false, resultTypes: ["violations"] });
  const grave = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  return grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = url_of(tmp_path_factory.mktemp("store"))
    fill(address, story())
    return address


@pytest.fixture(scope="module")
def address(url: str) -> Iterator[str]:
    with served(url) as found:
        yield found


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A desk's screen; each ``open`` is a visit of its own."""
    with Visit(browser, address) as found:
        yield found


@pytest.fixture
def own(browser: Browser, tmp_path: Path) -> Iterator[tuple[Visit, str]]:
    """A visit of a page of its own, over a store that it may change, with a reader that needs no model."""
    store = url_of(tmp_path)
    fill(store, story())
    with served(store, stub=True) as there, Visit(browser, there) as found:
        yield found, store


def on_map(url: str, start: dt.date, end: dt.date, quote: str = "") -> set[str]:
    """Ids that the map must show in a window, by Python's rule."""
    with open_store(url) as store:
        events = list(store.events())
    rows = timeline.in_window(to_frame(events, seat_of=seat_of), Window(start, end))
    return {event.id for event in events if event.id in rows.index and quote in event.evidence[0].quote}


def event_id(url: str, quote: str) -> str:
    with open_store(url) as store:
        return next(event.id for event in store.events() if quote in event.evidence[0].quote)


def stored(url: str) -> dict[str, Movement | Meeting]:
    """The events of a store as it is now, by id."""
    with open_store(url) as store:
        return {event.id: event for event in store.events()}


def query_of(visit: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visit.location).query)


def window_of(visit: Visit) -> tuple[dt.date, dt.date]:
    """The days of the address, once it has them."""
    query = visit.wait_for(lambda: query_of(visit), {"from", "to"}.issubset)
    return dt.date.fromisoformat(query["from"][0]), dt.date.fromisoformat(query["to"][0])


def wait_for_query(visit: Visit, **expected: list[str]) -> None:
    """Wait until the address holds these values."""
    visit.wait_for(lambda: query_of(visit), lambda query: expected.items() <= query.items())


def wait_for_window(visit: Visit, start: dt.date, end: dt.date) -> None:
    """Wait until the address holds these days."""
    wait_for_query(visit, **{"from": [start.isoformat()], "to": [end.isoformat()]})


def check(visit: Visit, url: str, name: str, quote: str = "") -> None:
    """The marks on the map are the events of the window; nothing was asked of anyone, nothing went wrong."""
    expected = on_map(url, *window_of(visit), quote)
    visit.wait_for_marks(expected)
    visit.keep(name)
    visit.wait_for(visit.drawn, len(expected).__eq__)
    visit.assert_clean()


def slid_to(visit: Visit) -> tuple[dt.date, dt.date]:
    """The days under the two handles of the slider, which a hand may still hold."""
    start, end = (
        dt.date(1970, 1, 1) + dt.timedelta(days=int(visit.page.locator(f".slider.{side}").input_value()))
        for side in ("start", "end")
    )
    return start, end


def drag(visit: Visit, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the map, from and to shares of its width and height."""
    box = visit.page.locator(MAP).bounding_box()
    assert box is not None

    def at(share: tuple[float, float]) -> tuple[float, float]:
        return box["x"] + share[0] * box["width"], box["y"] + share[1] * box["height"]

    visit.page.mouse.move(*at(start))
    visit.page.mouse.down()
    visit.page.mouse.move(*at(end), steps=4)
    visit.page.mouse.up()
    visit.rest()


@pytest.mark.parametrize(
    ("name", "query", "quote"),
    [
        pytest.param("open", "", "", id="open"),
        pytest.param("english", "?lang=en", "", id="English"),
        pytest.param("list", "?panel=list", "", id="list"),
        pytest.param("unmapped", "?panel=unmapped", "", id="off the map"),
        pytest.param("library", "?panel=library", "", id="library"),
        pytest.param("article", f"?panel=article&article={SOURCE}", "", id="article"),
        pytest.param("gone", "?panel=event&id=e0", "", id="event that is gone"),
        pytest.param("no-match", "?q=sous-marin", "sous-marin", id="filter without a match"),
        pytest.param("quiet", "?from=2021-10-01&to=2021-10-05", "", id="quiet days"),
        pytest.param("day", "?from=2022-01-28&to=2022-01-28&mode=day", "", id="one day"),
        pytest.param("cumulative", "?from=2021-06-16&to=2022-01-28&mode=cumulative", "", id="cumulative"),
        pytest.param("filtered", "?status=announced&q=fort+bragg", "Fort Bragg", id="filtered"),
    ],
)
def test_every_state_draws_its_events_and_asks_nobody(
    visit: Visit, url: str, name: str, query: str, quote: str
) -> None:
    check(visit.open(query), url, name, quote)


@pytest.mark.parametrize(
    ("name", "query", "options"),
    [
        pytest.param("wide", "", {"viewport": WIDE}, id="wide"),
        pytest.param("phone", "?panel=list", {"viewport": PHONE}, id="phone"),
        pytest.param("magnified", "", {"viewport": MAGNIFIED}, id="400 %"),
    ],
)
def test_every_form_draws_its_events_and_asks_nobody(
    browser: Browser, address: str, url: str, name: str, query: str, options: dict[str, object]
) -> None:
    with Visit(browser, address, **options) as other:
        check(other.open(query), url, name)


@pytest.mark.parametrize(
    ("scheme", "panel"),
    [("light", "event"), ("light", "library"), ("dark", "article")],
)
def test_anyone_can_use_it(browser: Browser, address: str, url: str, scheme: str, panel: str) -> None:
    """axe-core finds nothing serious, in the page or inside the map's frame."""
    with Visit(browser, address, color_scheme=scheme) as other:
        other.open(f"?panel={panel}&id={event_id(url, 'Fort Bragg')}&article={SOURCE}")
        assert grave_findings(other.page.main_frame) == []
        assert grave_findings(other.map) == []
        check(other, url, f"{panel}-{scheme}")


def grave_findings(frame: Frame) -> list[str]:
    frame.evaluate(AXE)
    return frame.evaluate(RUN_AXE)


def test_a_link_holds_the_theme(browser: Browser, address: str, url: str) -> None:
    with Visit(browser, address) as other:
        other.page.goto(f"{address}?theme=dark")
        other.page.wait_for_function("""localStorage.getItem("stActiveTheme-/-v2") === '"Dark"'""")
        other.open("?theme=dark&panel=list")
        assert other.map.locator(".sitmap").get_attribute("data-theme") == "dark"
        check(other, url, "dark-by-link")


@pytest.mark.parametrize("kind", ["transfer", "phone"])
def test_evidence(visit: Visit, url: str, kind: str) -> None:
    with open_store(url) as store:
        event = next(event for event in store.events() if event.kind == kind)
    visit.open(f"?panel=event&id={event.id}&from=2021-06-16&to=2022-03-01")
    expect(visit.page.locator("blockquote").first).to_contain_text(event.evidence[0].quote)
    visit.keep(f"event-{kind}")
    visit.assert_clean()


def test_thirty_steps_keep_the_map(visit: Visit, url: str) -> None:
    visit.open("?from=2021-12-01&to=2022-02-02&at=50,20,5")
    view = query_of(visit)["at"]
    visit.page.focus(SLIDER)
    for step in range(1, 31):
        visit.page.keyboard.press("ArrowLeft")
        if step % 15 == 0:
            wait_for_query(visit, to=[(OPENING[1] - dt.timedelta(days=step)).isoformat()])
            visit.wait_for_marks(on_map(url, *window_of(visit)))
    assert visit.map_loads == 1
    assert query_of(visit)["at"] == view
    shown = len(on_map(url, *window_of(visit)))
    expect(visit.page.get_by_role("button", name=f"Sur la carte · {shown}")).to_be_visible()
    visit.assert_clean()


def test_the_map_follows_while_the_pointer_drags(visit: Visit, url: str) -> None:
    visit.open()
    brush = visit.page.locator(".brush").bounding_box()
    assert brush is not None
    middle = brush["y"] + brush["height"] / 2
    visit.page.mouse.move(brush["x"] + brush["width"], middle)
    visit.page.mouse.down()
    visit.page.mouse.move(brush["x"] + brush["width"] / 2, middle, steps=12)
    visit.wait_for(lambda: slid_to(visit), OPENING.__ne__)
    held = on_map(url, *slid_to(visit))
    assert held != on_map(url, *OPENING)
    visit.wait_for_marks(held)
    before = f"Sur la carte · {len(on_map(url, *OPENING))}"
    expect(visit.page.get_by_role("button", name=before)).to_be_visible()  # Python hears of it on release
    visit.page.mouse.up()
    expect(visit.page.get_by_role("button", name=before)).to_have_count(0)
    wait_for_window(visit, *slid_to(visit))
    visit.wait_for_marks(held)
    assert visit.map_loads == 1
    visit.assert_clean()


def test_a_bar_opens_its_event(visit: Visit, url: str) -> None:
    visit.open("?from=2021-06-10&to=2021-06-20")
    track = visit.page.locator(".track").bounding_box()
    brush = visit.page.locator(".brush").bounding_box()
    assert track is not None
    assert brush is not None
    sixteenth = brush["x"] + brush["width"] * 6.5 / 11
    visit.page.mouse.click(sixteenth, track["y"] + 20)
    expect(visit.page.locator("blockquote").first).to_be_visible()
    wait_for_window(visit, dt.date(2021, 6, 16), dt.date(2021, 6, 16))
    wait_for_query(visit, id=[event_id(url, "2021-06-16")])


def test_play_goes_on_and_pauses(visit: Visit, url: str) -> None:
    visit.open("?from=2021-12-01&to=2021-12-10")
    visit.page.get_by_label("Vitesse").select_option("8")
    slider = visit.page.locator(SLIDER)
    before = int(slider.input_value())
    visit.page.get_by_label("Lire", exact=True).click()
    while int(slider.input_value()) < before + 5:
        visit.page.wait_for_timeout(50)
    visit.page.get_by_label("Pause").click()
    start, end = slid_to(visit)
    assert end - start == dt.timedelta(days=9)
    assert end >= dt.date(2021, 12, 15)
    wait_for_window(visit, start, end)
    visit.wait_for_marks(on_map(url, start, end))
    visit.assert_clean()


def test_dates_by_buttons_modes_and_fields(visit: Visit, url: str) -> None:
    visit.open("?from=2022-01-10&to=2022-01-10&mode=day")
    visit.page.get_by_label("Prochaine date").click()
    visit.page.wait_for_url("**to=2022-01-15**")
    visit.page.get_by_label("Au", exact=True).fill("2022-02-02")
    visit.page.wait_for_url("**to=2022-02-02**")
    visit.press("Cumul", exact=True)
    wait_for_window(visit, dt.date(2021, 6, 16), OPENING[1])
    visit.wait_for_marks(on_map(url, *window_of(visit)))
    visit.press("Période", exact=True)
    visit.page.get_by_label("Du", exact=True).fill("2021-12-05")
    visit.page.wait_for_url("**from=2021-12-05**")
    visit.wait_for_marks(on_map(url, dt.date(2021, 12, 5), OPENING[1]))


def test_by_keyboard_alone_from_slider_to_evidence(visit: Visit, url: str) -> None:
    visit.open()
    visit.page.keyboard.press("ArrowLeft")
    visit.page.wait_for_url("**to=2022-02-01**")
    slider = visit.page.get_by_role("slider", name="Dernier jour")
    assert slider.get_attribute("aria-valuetext") == "1 février 2022"
    visit.wait_for_marks(on_map(url, OPENING[0], dt.date(2022, 2, 1)))
    mark = visit.map.locator("button[data-event]:not([hidden])").first
    mark.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("blockquote").first).to_be_visible()
    visit.page.wait_for_url(f"**id={mark.get_attribute('data-event')}**")
    visit.assert_clean()


def test_filters_hold_while_their_counts_change(visit: Visit, url: str) -> None:
    visit.open()
    visit.press("Annoncé")
    visit.press("Mouvements")
    visit.fill("Chercher", "Bragg")
    visit.keep("filters")
    visit.wait_for_marks({event_id(url, "Fort Bragg")})
    wait_for_query(visit, status=["announced"], type=["movement"])
    visit.press("Effacer les filtres")
    visit.wait_for_marks(on_map(url, *OPENING))


def test_clicks_faster_than_the_counts_lose_nothing(visit: Visit, url: str) -> None:
    visit.open()
    for name in ("Annoncé", "Mouvements", "Transfert"):
        visit.page.get_by_role("button", name=name).first.click(no_wait_after=True)
    wait_for_query(visit, status=["announced"], type=["movement"], kind=["transfer"])
    visit.press("Effacer les filtres")
    visit.wait_for_marks(on_map(url, *OPENING))


def test_an_area_is_drawn_and_dropped(visit: Visit, url: str) -> None:
    visit.open("?at=52,20,4.5")
    visit.map.get_by_role("button", name="Dessiner un rectangle").click()
    drag(visit, (0.4, 0.35), (0.6, 0.65))
    visit.page.wait_for_url("**box=**")
    visit.keep("area-box")
    visit.wait_for(visit.marks, lambda inside: event_id(url, "Genève (2022-01-10)") not in inside)
    assert event_id(url, "Fort Bragg") in visit.marks()  # it goes to Poland
    visit.map.get_by_role("button", name="Dessiner un cercle").click()
    drag(visit, (0.5, 0.5), (0.55, 0.5))
    visit.page.wait_for_url("**near=**")
    visit.keep("area-circle")
    visit.press("km autour de")
    visit.wait_for_marks(on_map(url, *OPENING))
    visit.assert_clean()


def test_layers_are_chosen_and_linked(visit: Visit) -> None:
    visit.open("?at=50,20,5")
    visit.map.locator(".sitmap-layers summary").click()
    visit.map.get_by_label("Bases militaires").check()
    visit.page.wait_for_url("**layers=countries,capitals,bases**")
    visit.keep("layers")
    visit.open(f"?{urlsplit(visit.location).query}")
    assert visit.map.locator(".sitmap-layers input:checked").count() == 3
    visit.assert_clean()


def test_a_click_takes_a_picture_of_what_is_shown(visit: Visit, tmp_path: Path) -> None:
    visit.open("?from=2022-02-02&to=2022-02-02&mode=day&kind=transfer")
    visit.page.get_by_role("button", name="Briefing").click()
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="PNG", exact=True).click()
    assert taken.value.suggested_filename == "DEPL_BY-DE-RO_map_16x9_20220202.png"
    taken.value.save_as(tmp_path / "map.png")
    assert Image.open(tmp_path / "map.png").size == (1920, 1080)
    visit.assert_clean()


def test_a_long_file_says_how_far_it_is(visit: Visit) -> None:
    visit.open("?from=2022-01-04&to=2022-02-02")
    visit.page.get_by_role("button", name="Briefing").click()
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="GIF", exact=True).click()
        expect(visit.page.get_by_text(re.compile(r"GIF : \d+ sur 30"))).to_be_visible()
    assert taken.value.suggested_filename.endswith(".gif")
    expect(visit.page.get_by_text(re.compile(r"GIF : \d+ sur"))).to_have_count(0)
    visit.assert_clean()


def test_a_link_shows_the_same_elsewhere(browser: Browser, address: str) -> None:
    with Visit(browser, address) as here, Visit(browser, address, locale="en-GB") as there:
        here.open("?at=51,22,4.5")
        here.press("Annoncé")
        here.press("Jour", exact=True)
        here.press("Sur la carte")
        wait_for_query(here, status=["announced"], mode=["day"], panel=["list"])
        there.open(f"?{urlsplit(here.location).query}")
        there.wait_for(lambda: there.location, here.location.__eq__)
        there.wait_for_marks(here.marks())
        expect(there.page.get_by_role("button", name="Sur la carte · 2")).to_be_visible()


def test_a_map_that_did_not_arrive_is_loaded_again(browser: Browser, address: str, url: str) -> None:
    with Visit(browser, address) as other:
        failed: list[str] = []

        def fail_once(route: Route) -> None:
            if failed:
                route.continue_()
            else:
                failed.append(route.request.url)
                route.abort()

        other.context.route("**/sitmap_base.js", fail_once)
        other.page.clock.install()
        other.page.goto(address)
        other.page.wait_for_selector(".dock", state="attached")
        while not failed:
            other.page.wait_for_timeout(100)
        other.page.clock.fast_forward(25_000)
        other.page.wait_for_selector("[data-drawn]", state="attached")
        other.wait_for_marks(on_map(url, *OPENING))


def test_hostile_words_run_nowhere(browser: Browser, tmp_path: Path) -> None:
    words = "<img src=x onerror=alert(1)> `${alert(2)}` \"' مرحبا 😀 </script><script>alert(3)</script>"
    store = url_of(tmp_path)
    fill(store, [presence("RU", "Ukraine", quote=words, name=words, unit=words)], f"{words}.txt")
    with served(store) as there, Visit(browser, there) as visit:
        visit.page.on(
            "dialog", lambda dialog: visit.errors.append(f"ran: {dialog.message}") or dialog.dismiss()
        )
        visit.open("?panel=list")
        (found,) = visit.wait_for(visit.marks, bool)
        visit.map.locator("button[data-event]").focus()
        visit.keep("hostile-tooltip")
        for panel in ("article", "library", "event"):
            visit.open(f"?panel={panel}&id={found}")
            visit.keep(f"hostile-{panel}")
        expect(visit.page.locator("blockquote")).to_have_text(words)
        visit.assert_clean()


def test_files_are_read_one_after_the_other_and_each_says_what_came_of_it(
    own: tuple[Visit, str], tmp_path: Path
) -> None:
    visit, store = own
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"On dit que {name} part. Voilà.", "utf-8")
    (tmp_path / "<b>.txt").write_bytes(bytes(range(256)) * 20)
    visit.open("?panel=library")
    visit.page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.txt")))
    visit.page.get_by_role("button", name="Lire ces articles").click()
    expect(visit.page.get_by_role("button", name="Arrêter la lecture")).to_be_visible()
    visit.keep("reading")
    expect(visit.page.locator(".outcomes")).to_have_text("Lus: 3. Événements: 3. Non lus: 1.")
    visit.rest()
    visit.keep("read")
    expect(visit.page.locator(".outcome.failed")).to_contain_text("<b>.txt")
    visit.wait_for_marks(on_map(store, *window_of(visit)))
    visit.assert_clean()


def test_reading_can_be_stopped(own: tuple[Visit, str], tmp_path: Path) -> None:
    visit, store = own
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"On dit que {number} part. Voilà.", "utf-8")
    visit.open("?panel=library")
    visit.page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.txt")))
    visit.page.get_by_role("button", name="Lire ces articles").click()
    visit.page.get_by_role("button", name="Arrêter la lecture").click()
    expect(visit.page.get_by_role("button", name="Arrêter la lecture")).to_have_count(0)
    visit.rest()
    with open_store(store) as held:
        assert 0 < len(list(held.articles())) < 61


def test_a_place_is_moved_by_a_click_and_an_event_added_by_hand(own: tuple[Visit, str]) -> None:
    visit, store = own
    moved = event_id(store, "Frontière")
    visit.open(f"?panel=event&id={moved}&at=50,20,5")
    visit.page.get_by_text("Corriger", exact=True).click()
    visit.fill("Votre nom", "Camille")
    visit.press("Le montrer sur la carte")
    waiting = visit.page.frame_locator(MAP).locator(".sitmap-drawing")
    expect(waiting).to_have_count(1)  # the map waits for the point
    box = visit.page.locator(MAP).bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(visit.page.get_by_role("button", name="Déplacer")).to_be_enabled()
    visit.press("Déplacer")
    event = visit.wait_for(lambda: stored(store)[moved], lambda event: event.review == "edited")
    visit.keep("moved")
    (place,) = event.destinations  # type: ignore[union-attr]
    assert (round(place.lat), round(place.lon)) == (50, 20)
    visit.open(f"?panel=article&article={SOURCE}")
    visit.page.get_by_text("Ajouter un événement").click()
    visit.fill("Votre nom", "Camille")
    visit.fill("Vers, à", "Varsovie")
    expect(visit.page.get_by_role("combobox", name="Lieux trouvés")).to_be_visible()
    visit.rest()
    visit.page.get_by_role("combobox", name="Force").last.click()
    visit.page.keyboard.type("Franc")
    visit.page.get_by_test_id("stSelectboxVirtualDropdown").get_by_text("France").first.click()
    visit.rest()
    expect(visit.page.get_by_role("button", name="Ajouter", exact=True)).to_be_enabled()
    visit.keep("added")
    visit.press("Ajouter", exact=True)
    visit.wait_for(
        lambda: [event.review for event in stored(store).values()].count("added"), lambda added: added == 1
    )
    visit.assert_clean()


def test_first_opening_shows_how_far_it_is_and_ends_on_the_map(browser: Browser, tmp_path: Path) -> None:
    with served(url_of(tmp_path), stub=True) as there, Visit(browser, there) as first:
        first.page.goto(there)
        expect(first.page.locator(".empty h2")).to_have_text("Première ouverture")
        expect(first.page.locator(".outcome.done")).not_to_have_count(0)
        first.keep("first-opening")
        first.page.get_by_text("English").click()  # a hand that does not wait loses nothing
        expect(first.page.locator(".empty h2")).to_have_text("First opening")
        first.page.wait_for_selector("[data-drawn]", state="attached")
        first.rest()
        first.keep("first-map")
        first.wait_for_marks(on_map(url_of(tmp_path), *window_of(first)))
        with open_store(url_of(tmp_path)) as held:
            assert len(list(held.articles())) == len(list((PROJECT / "seeds").iterdir()))
        assert first.map_loads == 1
        first.press("Transfer")
        assert first.map_loads == 1
        first.assert_clean()


def test_an_empty_store_opens_on_the_seeds_and_a_pasted_text_is_read(
    browser: Browser, tmp_path: Path
) -> None:
    """With the language model. Takes the README's pictures too, where ``SITMAP_PICTURES`` asks for them."""
    docs = PROJECT / "docs" if os.environ.get("SITMAP_PICTURES") else SCREENS
    with served(url_of(tmp_path)) as there, Visit(browser, there, viewport=WIDE) as first:
        first.page.set_default_timeout(READING_MS)
        first.open("?at=49.5,4,4")
        first.wait_for(first.marks, bool)
        first.keep("seeds")
        first.page.screenshot(path=docs / "page.png")
        first.assert_clean()
        first.open("?from=2022-02-02&to=2022-02-02&mode=day&type=movement&at=46,-25,3.25")
        first.page.locator(MAP).screenshot(path=docs / "arrows.png")
        first.open("?panel=library")
        first.page.get_by_label("Ou coller un texte").fill(
            "La France a envoyé 300 soldats de Paris à Bucarest le 5 février 2022."
        )
        first.page.get_by_role("button", name="Lire ces articles").click()
        expect(first.page.locator(".outcome.done")).to_contain_text("1", timeout=READING_MS)
        first.keep("pasted")
        first.assert_clean()
