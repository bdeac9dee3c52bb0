"""What follows the dates: the bar over the map, the panel, and the slider.

It is a fragment: when it runs again the map stays as it is, and is told what to show in the browser.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo import cartography
from geo.cartography import COLOURS, escape
from geo.page import (
    byhand,
    evidence,
    library,
    merging,
    review,
    session,
    state,
    table,
    takeaway,
    timeline,
)
from geo.page import corpus as corpora
from geo.page.corpus import Corpus, Passing
from geo.page.state import At, State, Window
from geo.page.words import Words
from geo.settings import Settings

_COLUMNS = ("day", "kind", "who", "quantity", "where", "status", "confidence", "articles", "when")
_CLOSE = 5.0
_ICONS = {"list": "list", "unmapped": "location_off", "library": "library_add"}


@dataclass(frozen=True)
class Scene:
    """All that one run shows.

    Attributes:
        passing: what passes the filters, drawable or not.
        window: the days shown; None where no event can be drawn.
        shown: of the rows that pass, those on the map in the window.
    """

    corpus: Corpus
    settings: Settings
    words: Words
    state: State
    passing: Passing
    window: Window | None
    shown: pd.DataFrame


@st.fragment
def show(corpus: Corpus, settings: Settings, words: Words) -> None:
    """The bar, the panel and the slider for the state of the session."""
    if st.session_state["redraw"]:
        st.rerun()
    scene = _scene(corpus, settings, words)
    if st.session_state.pop("tapped", False) and len(scene.shown) == 1:
        session.select(str(scene.shown.index[0]))
        scene = _scene(corpus, settings, words)
    _bar(scene)
    if scene.state.panel:
        _panel(scene)
    if scene.window is not None:
        if scene.shown.empty:
            _hint(scene)
        with st.container(key="timeline_dock"):
            timeline.show(_data(scene, scene.window))


def _scene(corpus: Corpus, settings: Settings, words: Words) -> Scene:
    now = session.current()
    passing = corpora.passing_of(corpus, settings, now.choice)
    window = (now.window or corpus.days.opening) if corpus.days else None
    shown = timeline.in_window(passing.rows, window) if window else passing.rows[:0]
    return Scene(corpus, settings, words, now, passing, window, shown)


def _bar(scene: Scene) -> None:
    with st.container(key="bar", horizontal=True, gap="small"):
        for panel, icon in _ICONS.items():
            st.button(
                _name(panel, scene),
                key=f"open {panel}",
                icon=f":material/{icon}:",
                type="primary" if scene.state.panel == panel else "secondary",
                on_click=session.toggle,
                args=(panel,),
            )
        if scene.window:
            takeaway.show(scene.passing.rows, scene.window, scene.state, scene.words)


def _name(panel: str, scene: Scene) -> str:
    held = {"list": scene.shown, "unmapped": scene.passing.unmapped}
    return scene.words(f"panel.{panel}", n=len(held.get(panel, ())))


def _hint(scene: Scene) -> None:
    """What to do where nothing is on the map."""
    with st.container(key="hint"):
        if scene.passing.rows.empty:
            st.info(scene.words("state.no_match"))
            st.button(scene.words("filter.clear"), on_click=session.let_all_through, key="clear from hint")
        elif scene.window and (there := timeline.next_stop(scene.passing.rows, scene.window)):
            st.info(scene.words("state.quiet"))
            st.button(
                scene.words("state.next"), on_click=session.look_at, args=(there,), key="next from hint"
            )
        else:
            st.info(scene.words("state.no_dates"))


def _panel(scene: Scene) -> None:
    with st.container(key="panel"):
        with st.container(key="panel_head", horizontal=True, vertical_alignment="center"):
            st.html(f"<h2>{escape(_name(scene.state.panel or '', scene))}</h2>")
            st.button(
                scene.words("panel.close"),
                key="close",
                icon=":material/close:",
                type="tertiary",
                on_click=session.close,
            )
        with st.container(key="panel_body"):
            _body(scene)


def _body(scene: Scene) -> None:
    corpus, words = scene.corpus, scene.words
    event = corpus.events.get(scene.state.selected or "")
    article = corpus.articles.get(scene.state.source or "")
    if scene.state.panel == "list":
        _table(scene, scene.shown, "list", _COLUMNS)
    elif scene.state.panel == "unmapped":
        st.caption(words("panel.unmapped_note"))
        _table(scene, scene.passing.unmapped, "unmapped", ("reason", *_COLUMNS))
    elif scene.state.panel == "library":
        library.show(corpus, words)
        review.show_history(scene.settings, words)
    elif scene.state.panel == "article" and article:
        _article_on_map(scene, article.source)
        evidence.show_article(article, corpus.told_by(article.source), words)
        by = review.author(words)
        review.show_date(article, scene.settings, words, by)
        byhand.show(article, corpora.gazetteer(scene.settings), scene.settings, words, by)
    elif event:
        _whereabouts(scene, event.id)
        parts = merging.joined(event, corpora.opened(scene.settings.store_url))
        evidence.show(event, corpus.events, corpus.articles, parts, words)
        review.show(event, corpus.articles, parts, corpora.gazetteer(scene.settings), scene.settings, words)
    else:
        st.info(words("evidence.gone"))


def _whereabouts(scene: Scene, event_id: str) -> None:
    """A way to the event on the map, or why no map can show it."""
    row = scene.corpus.frame.loc[event_id]
    if row["undrawable"]:
        reason = scene.words(f"unmapped.{row['undrawable']}")
        st.caption(f"{scene.words('evidence.unmapped')} {reason}")
    else:
        st.button(
            scene.words("evidence.show"),
            icon=":material/my_location:",
            key="show on map",
            on_click=_show_on_map,
            args=(row, scene.window),
        )


def _article_on_map(scene: Scene, source: str) -> None:
    """A way to all events of an article on the map, and to no others."""
    ids = [event.id for event in scene.corpus.told_by(source)]
    rows = scene.corpus.frame.loc[ids]
    drawable = rows[rows["undrawable"].isna()]
    window = Window(min(drawable["shown_from"]), max(drawable["shown_to"])) if len(drawable) else None
    st.button(
        scene.words("evidence.show_all", n=len(drawable)),
        icon=":material/my_location:",
        key="show all on map",
        on_click=session.show_article,
        args=(source, window),
        disabled=window is None,
    )


def _show_on_map(row: pd.Series, window: Window | None) -> None:
    point = row["geometry"].representative_point()
    session.fly_to(At(lat=point.y, lon=point.x, zoom=_CLOSE))
    if window and not (row["shown_from"] <= window.end and row["shown_to"] >= window.start):
        end = min(row["shown_to"], row["shown_from"] + (window.end - window.start))
        session.look_at(Window(row["shown_from"], end, window.mode))


def _table(scene: Scene, rows: pd.DataFrame, name: str, columns: tuple[str, ...]) -> None:
    every = corpora.table_of(scene.corpus, scene.settings, scene.words.lang)
    table.show(every[every.index.isin(rows.index)], scene.words, name=name, columns=columns)


def _data(scene: Scene, window: Window) -> dict[str, object]:
    """What ``static/timeline.js`` draws and sends to the map."""
    days, worn = scene.corpus.days, session.worn()
    assert days is not None
    shade = 1 if worn == "dark" else 0
    everything = len(scene.passing.rows) == len(scene.corpus.frame)
    return {
        "channel": st.session_state["channel"],
        "lang": scene.words.lang,
        "worn": worn,
        "words": cartography.words(scene.words.lang).sections["timeline"],
        "colors": {"movement": COLOURS["transfer"][shade], "meeting": COLOURS["talks"][shade]},
        "domain": {"start": days.first.isoformat(), "end": days.last.isoformat()},
        "focus": {"start": days.focus.start.isoformat(), "end": days.focus.end.isoformat()},
        "bins": scene.passing.bins,
        "stops": scene.passing.stops,
        "window": {"start": window.start.isoformat(), "end": window.end.isoformat(), "mode": window.mode},
        "rev": st.session_state["rev"],
        "ids": None if everything else list(scene.passing.rows.index),
        "selected": scene.state.selected,
        "fly": st.session_state["fly"],
        "tool": st.session_state["tool"],
        "area": dataclasses.asdict(scene.state.choice.area) if scene.state.choice.area else None,
        "chart": f"{scene.corpus.version} {scene.corpus.asked} {scene.words.lang}",
        "link": state.to_params(scene.state),
    }
