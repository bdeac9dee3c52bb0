"""The page's panel «Briefing»: a button for each file, made on a click, of what the page shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import seat_of
from pages import fill, story, url_of
from streamlit.testing.v1 import AppTest

from geo import briefing
from geo.frame import to_frame
from geo.page import takeaway
from geo.page.state import Choice, State, Window
from geo.settings import PROJECT

WINDOW = Window(dt.date(2022, 1, 24), dt.date(2022, 2, 2))


def test_a_button_for_each_format_and_nothing_made_before_a_click(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("made without a click")

    fill(url_of(tmp_path), story())
    monkeypatch.setenv("SITMAP_STORE", url_of(tmp_path))
    monkeypatch.setattr(briefing, "make", refuse)
    page = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=120)
    page.session_state["takeaway"] = True
    page.run()
    assert not page.exception
    buttons = page.get("download_button")
    made = {button.proto.id.rsplit("take ", 1)[1] for button in buttons}
    assert made == set(briefing.FORMATS)
    assert all(button.proto.deferred_file_id and button.proto.ignore_rerun for button in buttons)


def test_a_file_is_of_what_the_page_shows() -> None:
    now = State(choice=Choice(statuses=("announced",), known_on=dt.date(2022, 2, 1)), lang="en")
    options = takeaway.options_of(WINDOW, now, title=" Eastern flank ")
    assert (options.first, options.last, options.known_on) == (
        WINDOW.start,
        WINDOW.end,
        dt.date(2022, 2, 1),
    )
    assert (options.lang, options.title) == ("en", "Eastern flank")
    assert options.permalink == (
        "?from=2022-01-24&to=2022-02-02&mode=window&status=announced&known=2022-02-01&lang=en"
    )


def test_names_are_known_before_the_file_is_made() -> None:
    frame = to_frame(story(), seat_of=seat_of)
    options = takeaway.options_of(WINDOW, State())
    names = [briefing.name(frame, form, options) for form in briefing.FORMATS]
    assert len(set(names)) == len(briefing.FORMATS)
    assert all(name.startswith("DEPL_") for name in names)
    assert all("/" in briefing.mime(form) for form in briefing.FORMATS)
