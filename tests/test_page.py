"""The page without a browser: every state by AppTest, and its parts."""

from __future__ import annotations

import ast
import datetime as dt
import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from builders import PLACES, call, interval, presence, seat_of, transfer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import SOURCE, fill, story, url_of
from streamlit.testing.v1 import AppTest

from geo import frame
from geo.errors import ArticleError, DataError
from geo.frame import to_frame
from geo.page import changes, filters, proof, reasons, timeline, words
from geo.page import state as page_state
from geo.page.corpus import words_of
from geo.page.state import At, Choice, State, Window
from geo.records import Meeting, Movement
from geo.settings import PROJECT
from geo.store import open_store

DASHBOARD = str(PROJECT / "dashboard.py")
WORDS = st.text("aé ,;&=#+%?/'«☂", min_size=1, max_size=8)
PARAMETERS = st.sampled_from(["from", "to", "mode", "conf", "known", "panel", "lang", "theme", "at", "id"])
HOSTILE = "<img src=x onerror=alert(1)> `${alert(2)}` \"'’ مرحبا 😀 [x](javascript:alert(3)) **gras** $x^2$"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SITMAP_STORE", url_of(tmp_path))
    return url_of(tmp_path)


@pytest.fixture
def told(url: str) -> str:
    fill(url, story())
    return url


def opened(**params: str | list[str]) -> AppTest:
    page = AppTest.from_file(DASHBOARD, default_timeout=300)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception[0].message
    return page


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def signed(page: AppTest) -> AppTest:
    """The page with the name of one who corrects."""
    name = next(field for field in page.text_input if field.label == "Votre nom")
    return name.set_value("Camille").run()


def drawn_ids(page: AppTest) -> set[str]:
    """Ids of all events that the page hands to the map (what no map can show is not among them)."""
    return set(re.findall(r'"id":"(\w+)"', map_args(page)["script"]))


def markup(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def slider(page: AppTest) -> dict[str, Any]:
    """What the slider was given."""
    (component,) = page.get("bidi_component")
    return json.loads(component.proto.json)


def map_args(page: AppTest) -> dict[str, Any]:
    """What streamlit-folium was given."""
    (component,) = page.get("component_instance")
    return json.loads(component.proto.json_args)


def table_of(events: list[Movement | Meeting]) -> gpd.GeoDataFrame:
    return to_frame(events, seat_of=seat_of)


def event_ids(url: str, quote: str = "") -> list[str]:
    """Ids of the events whose sentence holds some words, in the store's order."""
    with open_store(url) as store:
        return [event.id for event in store.events() if quote in event.evidence[0].quote]


def shown_on(url: str, day: dt.date) -> list[str]:
    with open_store(url) as store:
        table = table_of(list(store.events()))
    return list(timeline.in_window(table, Window(day, day)).index)


def page_styles() -> str:
    return (PROJECT / "static" / "page.css").read_text(encoding="utf-8")


class TestStates:
    @pytest.mark.usefixtures("told")
    def test_opens_on_the_last_month_of_events(self) -> None:
        page = opened()
        assert "Sur la carte · 11" in labels(page)
        assert "Hors carte · 3" in labels(page)
        assert slider(page)["window"] == {"start": "2022-01-04", "end": "2022-02-02", "mode": "window"}

    @pytest.mark.parametrize("lang", ["fr", "en"])
    @pytest.mark.parametrize("panel", ["list", "unmapped", "library", "event", "article"])
    def test_every_panel_in_both_languages(self, told: str, panel: str, lang: str) -> None:
        event_id = event_ids(told)[0]
        page = opened(panel=panel, lang=lang, id=event_id, article=SOURCE)
        assert page.button(key="close").label == words_of(lang)("panel.close")  # type: ignore[arg-type]

    def test_list_holds_what_is_on_the_map(self, told: str) -> None:
        page = opened(panel="list", **{"from": "2022-02-02", "to": "2022-02-02"})
        (table,) = page.dataframe
        assert set(table.value.index) == set(shown_on(told, dt.date(2022, 2, 2)))

    @pytest.mark.usefixtures("told")
    def test_list_of_what_no_map_can_show_says_why(self) -> None:
        (table,) = opened(panel="unmapped").dataframe
        assert sorted(table.value["reason"]) == ["date inconnue", "démenti", "lieu inconnu"]

    @pytest.mark.usefixtures("told")
    def test_a_filter_without_a_match_says_what_to_do(self) -> None:
        page = opened(q="sous-marin")
        assert words_of("fr")("state.no_match") in [info.value for info in page.info]
        page.button(key="clear from hint").click().run()
        assert "Sur la carte · 11" in labels(page)

    @pytest.mark.usefixtures("told")
    def test_dates_without_events_say_what_to_do(self) -> None:
        page = opened(**{"from": "2021-10-01", "to": "2021-10-02"})
        assert words_of("fr")("state.quiet") in [info.value for info in page.info]

    @pytest.mark.usefixtures("told")
    def test_an_event_that_is_gone_says_so(self) -> None:
        page = opened(panel="event", id="e0000")
        assert words_of("fr")("evidence.gone") in [info.value for info in page.info]

    def test_a_store_that_does_not_open_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SITMAP_STORE", "nonsense://x")
        (error,) = opened().error
        assert error.value.startswith("La base ne s’ouvre pas")

    def test_nothing_to_draw_says_why(self, url: str) -> None:
        fill(url, [transfer("GB", None, "Pologne", day=None)])
        page = opened()
        assert words_of("fr")("state.no_dates") in markup(page)
        assert not page.get("component_instance")
        assert "Hors carte · 1" in labels(page)

    @pytest.mark.usefixtures("told")
    def test_opening_reads_no_language_model(self) -> None:
        code = (
            "from streamlit.testing.v1 import AppTest; import sys;"
            f"page = AppTest.from_file({DASHBOARD!r}, default_timeout=300).run();"
            "assert not page.exception; assert page.get('component_instance');"
            "sys.exit('spacy' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT, capture_output=True)


class TestMap:
    @pytest.mark.usefixtures("told")
    def test_no_address_outside(self) -> None:
        sent = map_args(opened())
        assert not re.findall(r"https?://(?!www\.w3\.org/)[^\s\"'<]+", json.dumps(sent))

    @pytest.mark.usefixtures("told")
    def test_same_map_whatever_the_dates_and_filters(self) -> None:
        page = opened()
        before = map_args(page)
        page.text_input(key="text").set_value("Fort Bragg").run()
        page.button(key="open list").click().run()
        assert map_args(page) == before

    def test_slider_is_told_who_passes(self, told: str) -> None:
        page = opened()
        assert slider(page)["ids"] is None
        page.text_input(key="text").set_value("fort bragg").run()
        assert slider(page)["ids"] == event_ids(told, "Fort Bragg")


class TestFilters:
    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            pytest.param({}, 17, id="nothing chosen"),
            pytest.param({"types": ("meeting",)}, 7, id="type"),
            pytest.param({"kinds": ("phone", "video")}, 3, id="two kinds"),
            pytest.param({"statuses": ("denied",)}, 1, id="status"),
            pytest.param({"forces": ("NATO",)}, 1, id="force of an organisation"),
            pytest.param({"participants": ("FR",)}, 2, id="participant"),
            pytest.param({"places": ("RO",)}, 2, id="country"),
            pytest.param({"places": ("Pays baltes",)}, 1, id="region across states"),
            pytest.param({"text": "BRAGG allemagne"}, 1, id="words in any order and case"),
            pytest.param({"text": "etats-unis"}, 8, id="without accents"),
            pytest.param({"confidence": 0.5}, 16, id="confidence"),
            pytest.param({"types": ("movement",), "statuses": ("announced",)}, 2, id="two facets"),
        ],
    )
    def test_passing(self, choice: dict[str, Any], expected: int) -> None:
        traits = [filters.traits(event) for event in story()]
        assert len(filters.passing(traits, Choice(**choice))) == expected

    @pytest.mark.usefixtures("told")
    def test_counts_stand_beside_the_values_and_not_in_what_streamlit_knows_them_by(self) -> None:
        alone, chosen = opened(), opened(status=["announced"])
        for page, number in ((alone, 10), (chosen, 2)):
            assert [option.content for option in page.get("button_group")[0].proto.options] == [
                "Mouvements",
                "Rencontres",
            ]
            sheet = " ".join(element.proto.body for element in page.get("html"))
            assert f".st-key-types button:nth-of-type(1) p::after {{ content: ' {number}'; }}" in sheet

    @pytest.mark.usefixtures("told")
    def test_known_on_a_day_is_what_had_been_published(self, told: str) -> None:
        later = transfer("RU", None, "Ukraine", day="2022-02-24", reported="2022-02-24")
        fill(told, [later], source="plus_tard.txt", published="2022-02-24")
        before = drawn_ids(opened(known="2022-02-10"))
        with open_store(told) as store:
            (new,) = [event.id for event in store.events() if event.evidence[0].source == "plus_tard.txt"]
        assert len(before) > len(story()) / 2
        assert drawn_ids(opened()) == {*before, new}
        assert new not in before
        assert "Sur la carte · 0" not in labels(opened(known="2022-02-10"))

    @pytest.mark.usefixtures("told")
    def test_recorded_by_a_day_is_what_the_store_held(self) -> None:
        assert words_of("fr")("state.no_events") in markup(opened(known="2022-02-10", by="record"))

    def test_clear(self) -> None:
        page = opened(status=["denied"], q="x")
        page.button(key="clear").click().run()
        assert slider(page)["ids"] is None


class TestEvidence:
    def test_words_are_marked_by_their_role(self) -> None:
        event = story()[0]
        shown = proof.quotes(event, event.evidence, words_of("fr"))
        assert '<mark class="origin" title="d’où">Fort Bragg</mark>' in shown
        assert '<mark class="quantity" title="l’effectif">2000</mark>' in shown

    @pytest.mark.usefixtures("told")
    def test_article_marks_each_sentence(self) -> None:
        page = opened(panel="article", article=SOURCE)
        assert markup(page).count('<mark class="proof">') == len(story())

    def test_choosing_an_event_in_its_article_opens_it(self, told: str) -> None:
        page = opened(panel="article", article=SOURCE)
        event_id = event_ids(told)[0]
        page.button(key=f"of article {event_id}").click().run()
        assert slider(page)["selected"] == event_id
        assert slider(page)["link"]["panel"] == "event"

    def test_an_event_of_other_days_can_be_shown_on_the_map(self, told: str) -> None:
        page = opened(panel="event", id=event_ids(told, "Afghanistan")[0])
        before = slider(page)
        page.button(key="show on map").click().run()
        after = slider(page)
        assert (after["window"]["start"], after["window"]["end"]) == ("2021-08-15", "2021-08-31")
        assert after["rev"] > before["rev"]
        assert (after["fly"]["lat"], after["fly"]["lon"]) == (33.0, 65.0)

    def test_an_event_that_no_map_can_show_says_why(self, told: str) -> None:
        page = opened(panel="event", id=event_ids(told, "Ukraine (2022-02-02)")[0])
        assert "Pas sur la carte: démenti" in [caption.value for caption in page.caption]

    def test_hostile_words_are_shown_and_run_nowhere(self, url: str) -> None:
        event = presence("RU", "Ukraine", quote=HOSTILE, name=HOSTILE, unit=HOSTILE)
        article = fill(url, [event], source=f"{HOSTILE}.txt".replace("/", "∕"))
        (event_id,) = event_ids(url)
        for panel in ("event", "article", "list", "library"):
            page = opened(panel=panel, id=event_id, article=article.source)
            shown = markup(page)
            assert "<img src=x" not in shown
            assert "${alert" not in shown
            assert "`" not in shown.replace(page_styles(), "")
        assert "&lt;img src=x onerror=alert(1)&gt;" in markup(opened(panel="event", id=event_id))


class TestCorrections:
    def test_only_what_changed_is_kept(self) -> None:
        event = transfer("US", None, "Pologne", number=2000)
        unit = replace(event.force, unit="82e", quantity=changes.counted(event.force.quantity, 2000, None))
        edited = changes.dated(replace(event, force=unit), dt.date(2022, 2, 3), None)
        assert changes.changes(event, event) == []
        assert [name for name, _ in changes.changes(event, edited)] == [
            "date",
            "force.unit",
            "force.quantity",
        ]

    @pytest.mark.parametrize(
        ("number", "field", "moved"),
        [
            pytest.param(0, "origin", ["Kiev"], id="origin"),
            pytest.param(2, "destinations", ["Allemagne", "Kiev"], id="second destination"),
        ],
    )
    def test_moving_a_place_leaves_the_others(self, number: int, field: str, moved: list[str]) -> None:
        name, value = changes.moved(
            transfer("US", "Fort Bragg", "Allemagne", "Pologne"), number, PLACES["Kiev"]
        )
        places = value if isinstance(value, list) else [value]
        assert (name, [place["name"] for place in places]) == (field, moved)

    def test_nobody_corrects_without_a_name(self, told: str) -> None:
        page = opened(panel="event", id=event_ids(told)[0])
        assert page.button(key="review confirm").disabled

    def test_a_rejected_event_leaves_and_undo_brings_it_back(self, told: str) -> None:
        event_id = event_ids(told, "Fort Bragg")[0]
        page = signed(opened(panel="event", id=event_id))
        page.button(key="review reject").click().run()
        assert event_id not in event_ids(told)
        page = signed(opened(panel="library"))
        next(button for button in page.button if button.key.startswith("undo")).click().run()
        assert event_id in event_ids(told)

    def test_an_edit_is_told_on_the_card(self, told: str) -> None:
        event_id = event_ids(told, "Fort Bragg")[0]
        page = signed(opened(panel="event", id=event_id))
        page.number_input[0].set_value(2500)
        next(button for button in page.button if button.label == "Enregistrer").click().run()
        shown = markup(page)
        assert "Modifié" in shown
        assert "2\u202f000 – 2\u202f500" in shown or "2\u202f500" in shown


class TestMerging:
    @pytest.fixture
    def joined(self, url: str) -> str:
        """One event that two dispatches tell."""
        for source in ("a.txt", "b.txt"):
            quote = f"2000 soldats partent pour la Pologne ({source})."
            event = transfer("US", "Fort Bragg", "Pologne", number=2000, day="2022-02-02", quote=quote)
            fill(url, [replace(event, reported=interval("2022-02-02"))], source=source)
        return url

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            pytest.param("fr", "b.txt et a.txt: concordent: date, effectif, départ, arrivée", id="French"),
            pytest.param("en", "b.txt and a.txt: agree: date, number, from, to", id="English"),
        ],
    )
    def test_the_card_says_why_two_reports_are_one_event(self, joined: str, lang: str, said: str) -> None:
        (event_id,) = event_ids(joined)
        page = opened(panel="event", id=event_id, lang=lang)
        (line,) = re.findall(r'<ul class="reasons"><li>(.*?)</li>', markup(page))
        head, _, fields = said.rpartition(": ")
        assert line.startswith(head)
        assert set(fields.split(", ")) <= set(re.split(r", |: |; ", line))

    def test_a_report_is_parted_and_undo_joins_it_again(self, joined: str) -> None:
        (event_id,) = event_ids(joined)
        page = opened(panel="event", id=event_id)
        button = next(button for button in page.button if button.key.startswith("part "))
        assert button.disabled
        assert button.label.replace("\\", "") == "b.txt raconte autre chose"
        page = signed(page)
        next(button for button in page.button if button.key.startswith("part ")).click().run()
        assert len(event_ids(joined)) == 2
        page = signed(opened(panel="library"))
        next(button for button in page.button if button.key.startswith("undo")).click().run()
        assert len(event_ids(joined)) == 1

    def test_an_event_of_one_article_has_no_reasons(self, told: str) -> None:
        assert '"reasons"' not in markup(opened(panel="event", id=event_ids(told)[0]))


class TestReasons:
    @pytest.mark.parametrize(
        ("reason", "lang", "said"),
        [
            pytest.param("the only place of that name", "fr", "le seul lieu de ce nom", id="whole"),
            pytest.param(
                "a past weekday, from 2022-02-01",
                "fr",
                "un jour de la semaine (passé), à partir du 1er févr. 2022",
                id="parts",
            ),
            pytest.param(
                "counted from a date told in full",
                "fr",
                "compté à partir d’une date: dit en toutes lettres",
                id="one in another",
            ),
            pytest.param(
                "a past weekday, from 2022-02-01", "en", "a past weekday, from Feb 1, 2022", id="English"
            ),
            pytest.param("moved by {x}", "fr", "moved by {x}", id="what nobody knows"),
        ],
    )
    def test_a_reason_is_in_the_readers_language(self, reason: str, lang: words.Lang, said: str) -> None:
        assert reasons.told(reason, words_of(lang)) == said

    def test_a_sentence_with_other_parts_is_refused(self, tmp_path: Path) -> None:
        table = tmp_path / "reasons.yaml"
        table.write_text('terms: {}\nsentences: [{en: "from {day}", fr: "depuis {jour}"}]', "utf-8")
        with pytest.raises(DataError, match="the same parts in both languages"):
            reasons.load(table)


class TestProblems:
    def test_every_message_about_a_file_is_known_in_french(self) -> None:
        """All templates in ``geo/articles``, by its syntax trees."""
        calls = [
            node
            for path in (PROJECT / "geo" / "articles").glob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "ArticleError"
        ]
        raised = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
        assert len(raised) > 20
        assert all(isinstance(call.args[0], ast.Constant) for call in calls)
        assert raised == set(words_of("fr").problems)

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            pytest.param("fr", "x.csv#row=3: il faut 2 champs, il y en a 1 (ligne 4)", id="French"),
            pytest.param("en", "x.csv#row=3: expected 2 fields, got 1 (line 4)", id="English"),
        ],
    )
    def test_a_message_is_in_the_readers_language(self, lang: words.Lang, said: str) -> None:
        error = ArticleError(
            "{source}: expected {wanted} fields, got {got}", source="/kept/x.csv#row=3", wanted=2, got=1
        )
        error = pickle.loads(pickle.dumps(error.on_line(4)))  # noqa: S301  as between processes
        assert words_of(lang).problem(error.named("/kept/x.csv", "x.csv")) == said

    def test_a_name_with_braces_is_told_as_it_is(self) -> None:
        error = ArticleError("{source}: no such file; check the name", source="{0}{x}.txt")
        assert str(error) == "{0}{x}.txt: no such file; check the name"


@pytest.mark.usefixtures("told")
def test_the_english_page_names_places_in_english() -> None:
    page = opened(panel="list", lang="en", **{"from": "2022-01-15", "to": "2022-02-10"})
    (table,) = page.dataframe
    shown = " ".join(map(str, table.value.to_numpy().ravel()))
    assert "Fort Bragg → Germany, Poland" in shown


class TestLinks:
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(
        state=st.builds(
            State,
            choice=st.builds(
                Choice,
                statuses=st.lists(st.sampled_from(["occurred", "denied"]), unique=True).map(tuple),
                forces=st.lists(st.sampled_from(["FR", "US", "NATO"]), unique=True).map(tuple),
                places=st.lists(WORDS, unique=True).map(tuple),
                text=st.just("") | WORDS,
                confidence=st.integers(0, 20).map(lambda n: n / 20),
                known_on=st.none() | st.dates(),
            ),
            selected=st.none() | WORDS,
            source=st.none() | WORDS,
            panel=st.none() | st.sampled_from(["list", "event", "library"]),
            lang=st.sampled_from(["fr", "en"]),
            theme=st.none() | st.sampled_from(["light", "dark"]),
        )
    )
    def test_a_link_says_the_state_again(self, state: State) -> None:
        written = page_state.to_params(state)
        read = {name: value if isinstance(value, list) else [value] for name, value in written.items()}
        assert page_state.from_params(read) == state

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(params=st.dictionaries(PARAMETERS | WORDS, st.lists(WORDS, max_size=3)))
    def test_any_link_opens(self, params: dict[str, list[str]]) -> None:
        assert isinstance(page_state.from_params(params), State)

    @pytest.mark.parametrize(
        "params",
        [
            pytest.param({"from": ["2022-02-30"], "to": ["2022-03-01"]}, id="no such day"),
            pytest.param({"from": ["2022-03-01"], "to": ["2022-02-01"]}, id="ends before it starts"),
            pytest.param({"at": ["91,0,3"]}, id="beyond the pole"),
            pytest.param({"conf": ["7"]}, id="more than sure"),
            pytest.param({"panel": ["admin"], "lang": ["xx"], "theme": ["pink"]}, id="no such value"),
        ],
    )
    def test_what_a_link_says_wrongly_is_left_out(self, params: dict[str, list[str]]) -> None:
        assert page_state.from_params(params) == State()

    def test_days_and_view(self) -> None:
        params = {
            "from": ["2022-01-01"],
            "to": ["2022-02-01"],
            "mode": ["cumulative"],
            "at": ["48.5,-3.25,5.5"],
        }
        read = page_state.from_params(params)
        assert read.window == Window(dt.date(2022, 1, 1), dt.date(2022, 2, 1), "cumulative")
        assert read.at == At(48.5, -3.25, 5.5)

    @pytest.mark.usefixtures("told")
    def test_a_link_opens_what_it_says(self) -> None:
        page = opened(status=["announced"], q="fort bragg", conf="0.5", panel="list", lang="en")
        assert page.pills(key="statuses").value == ["announced"]
        assert page.text_input(key="text").value == "fort bragg"
        assert "On the map · 1" in labels(page)
        assert slider(page)["link"] == {
            "status": ["announced"], "q": "fort bragg", "conf": "0.5", "panel": "list", "lang": "en",
        }  # fmt: skip


class TestTimeline:
    def test_histogram_counts_an_event_that_lasts_on_each_day_and_a_doubtful_one_apart(self) -> None:
        events = [
            transfer("US", None, "Pologne", day="2022-01-02"),
            call(["FR", "RU"], day="2022-01-01"),
            presence("RU", "Ukraine", day="2022-01-01/2022-01-03", extent="throughout"),
            transfer("FR", None, "Roumanie", day="2022-01-02/2022-01-03"),
        ]
        assert frame.histogram(table_of(events)) == [
            ["2022-01-01", 1, 1, 0],
            ["2022-01-02", 2, 0, 1],
            ["2022-01-03", 1, 0, 1],
        ]

    def test_stops_are_the_first_days(self) -> None:
        events = [call(["FR", "RU"], day="2022-01-05"), call(["GB", "RU"], day="2022-01-01")]
        assert frame.stops(table_of(events)) == ["2022-01-01", "2022-01-05"]

    def test_few_early_events_do_not_squeeze_the_axis(self) -> None:
        early = [call(["FR", "RU"], day="2009-01-05")]
        late = [call(["FR", "RU"], day=f"2022-01-{day:02}") for day in range(1, 31)]
        days = timeline.days_of(table_of([*early, *late]))
        assert days is not None
        assert days.first == dt.date(2009, 1, 5)
        assert days.focus.start > dt.date(2021, 12, 1)

    def test_one_late_event_does_not_take_the_opening(self) -> None:
        crisis = [call(["FR", "RU"], day=f"2022-01-{day:02}") for day in range(1, 31)]
        days = timeline.days_of(table_of([*crisis, call(["US", "RU"], day="2022-12-01")]))
        assert days is not None
        assert days.opening == Window(dt.date(2022, 1, 1), dt.date(2022, 1, 30))

    def test_without_events_there_are_no_days(self) -> None:
        assert timeline.days_of(table_of([])) is None


class TestWords:
    def test_both_languages_have_the_same_keys_and_values(self) -> None:
        assert words_of("fr").texts.keys() == words_of("en").texts.keys()

    @pytest.mark.parametrize(
        ("english", "problem"),
        [
            pytest.param("a: {b: x}", "differ at", id="key missing"),
            pytest.param("a: {b: 'y', c: 'no {m}'}", "differ at", id="other value"),
            pytest.param("a: {b: y, c: 3}", "put it in quotes", id="no text"),
            pytest.param("a: [", "expected YAML in UTF-8", id="no YAML"),
        ],
    )
    def test_a_wrong_file_is_named(self, tmp_path: Path, english: str, problem: str) -> None:
        (tmp_path / "fr.yaml").write_text("a: {b: y, c: 'avec {n}'}", encoding="utf-8")
        (tmp_path / "en.yaml").write_text(english, encoding="utf-8")
        with pytest.raises(DataError, match=problem):
            words.load(tmp_path, "en")

    @pytest.mark.parametrize(
        ("days", "fr", "en"),
        [
            pytest.param("2022-02-11", "11 févr. 2022", "Feb 11, 2022", id="day"),
            pytest.param(
                "2022-01-24/2022-02-02", "24 janv. – 2 févr. 2022", "Jan 24 – Feb 2, 2022", id="range"
            ),
            pytest.param("2022-02-02/", "à partir du 2 févr. 2022", "from Feb 2, 2022", id="open end"),
            pytest.param("/2022-02-02", "jusqu’au 2 févr. 2022", "until Feb 2, 2022", id="open start"),
            pytest.param(None, "date inconnue", "date unknown", id="unknown"),
        ],
    )
    def test_dates(self, days: str | None, fr: str, en: str) -> None:
        assert words_of("fr").interval(interval(days)).replace("\u2009", " ") == fr
        assert words_of("en").interval(interval(days)).replace("\u2009", " ") == en
