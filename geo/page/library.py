"""Bring your own: files and pasted texts into the store, with a line on each of what came of it."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo import articles
from geo.cartography import escape
from geo.errors import ArticleError, SitmapError
from geo.page import session
from geo.page.corpus import Corpus, opened
from geo.page.layout import literal
from geo.page.proof import file_name
from geo.page.state import Window
from geo.page.words import Words
from geo.records import Article, DateInterval
from geo.settings import Settings
from geo.store import Store

if TYPE_CHECKING:
    from geo.pipeline import Reader

_log = logging.getLogger(__name__)
Found = Article | ArticleError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: how many reports of events, on which days, or why it was not read."""

    source: str
    reports: int = 0
    known: bool = False
    problem: Exception | None = None
    days: tuple[dt.date, ...] = ()

    def text(self, words: Words) -> str:
        """The outcome in words."""
        if self.problem is not None:
            return words("state.failed", problem=words.problem(self.problem))
        if self.known:
            return words("library.known")
        return words("library.found", n=self.reports) if self.reports else words("library.none")


def ingest(piece: Found, settings: Settings) -> Outcome:
    """Read an article into the store, all or nothing."""
    if isinstance(piece, ArticleError):
        return Outcome(source="", problem=piece)
    return _read(piece, opened(settings.store_url), settings)


def name_of(piece: Found) -> str:
    """The name of what is to be read, without its folder; empty of what cannot be read."""
    return file_name(piece.source) if isinstance(piece, Article) else ""


def bundled(settings: Settings) -> list[Found]:
    """The articles that an empty store starts from."""
    return [piece for path in articles.walk([settings.seeds_dir]) for piece in _pieces(Path(path))]


def read_again(article: Article, settings: Settings) -> None:
    """Read an article that the store holds once more, as it is now dated.

    Raises:
        SitmapError: it cannot be read; the store keeps what it had.
    """
    reading = _reader(settings).read(article)
    opened(settings.store_url).add(reading.article, reading.events)


def show(corpus: Corpus, words: Words) -> None:
    """The panel: drop, paste, what came of it, and the articles that are there."""
    folder = st.segmented_control(
        words("library.drop"),
        (False, True),
        default=False,
        required=True,
        key="folder",
        format_func=lambda folder: words("library.folder" if folder else "library.files"),
        help=words("library.formats"),
    )
    with st.form("bring", border=False, clear_on_submit=True):
        files = st.file_uploader(
            words("library.drop"),
            accept_multiple_files="directory" if folder else True,
            label_visibility="collapsed",
        )
        text = st.text_area(words("library.paste"), height=120)
        published = st.date_input(words("library.paste_date"), value=None, format="YYYY-MM-DD")
        asked = st.form_submit_button(words("library.read"), type="primary", width="stretch")
    if asked:
        day = DateInterval(published, published) if published else None
        pasted = [Article(words("library.pasted"), text, published=day)] if text.strip() else []
        _bring([*_uploaded(files or [], folder=bool(folder)), *pasted], words)
    if outcomes := st.session_state.get("outcomes"):
        st.html(summary(outcomes, words) + "".join(line(outcome, words) for outcome in outcomes))
    _stored(corpus, words)


def summary(outcomes: Sequence[Outcome], words: Words) -> str:
    """How many articles were read, with how many events, and how many were not."""
    failed = sum(outcome.problem is not None for outcome in outcomes)
    said = words(
        "library.summary",
        read=len(outcomes) - failed,
        events=sum(outcome.reports for outcome in outcomes),
        failed=failed,
    )
    return f'<p class="outcomes" role="status">{escape(said)}</p>'


def read_on(settings: Settings, words: Words) -> None:
    """Read what waits, one article after the other, with a way to stop; drawn last in a run, in no fragment.

    A fragment's widget would not interrupt a run. Whatever else a hand does meanwhile runs the page again,
    and the rest is read then. What was read is kept.
    """
    waiting: list[Found] = st.session_state.get("waiting", [])
    if not waiting:
        return
    with st.container(key="reading"):
        total = len(waiting) + len(st.session_state["outcomes"])
        bar = st.progress(0.0, text=words("library.reading", done=1, total=total, name=""))
        st.button(words("library.cancel"), key="cancel reading", on_click=waiting.clear)
        while waiting:
            done = total - len(waiting)
            name = literal(name_of(waiting[0]))
            bar.progress(done / total, text=words("library.reading", done=done + 1, total=total, name=name))
            outcome = ingest(waiting[0], settings)
            st.session_state["outcomes"].append(outcome)
            del waiting[:1]
    days = [day for outcome in st.session_state["outcomes"] for day in outcome.days]
    if days:
        session.look_at(Window(min(days), max(days)))
    st.rerun()


def _bring(found: list[Found], words: Words) -> None:
    """Let articles wait to be read."""
    if not found:
        st.warning(words("library.nothing"))
        return
    st.session_state["outcomes"] = []
    st.session_state["waiting"] = found
    st.rerun()


def _read(article: Article, held: Store, settings: Settings) -> Outcome:
    article = _named_apart(article, held)
    try:
        if not held.unread([article]):
            return Outcome(article.source, known=True)
        reading = _reader(settings).read(held.recall([article])[0])
        held.add(reading.article, reading.events, asked=article)
    except SitmapError as problem:
        return Outcome(article.source, problem=problem)
    except Exception as problem:  # noqa: BLE001  a bug met in one text must not take the page away
        _log.exception("reading %s", article.source)
        return Outcome(article.source, problem=problem)
    days = [
        day for event in reading.events if event.date for day in (event.date.start, event.date.end) if day
    ]
    return Outcome(article.source, reports=len(reading.events), days=tuple(days))


@st.cache_resource(show_spinner=False)
def _reader(settings: Settings) -> Reader:
    from geo import pipeline  # noqa: PLC0415  brings spaCy with it: only where a text must be read

    return pipeline.Reader.open(settings)


def _named_apart(article: Article, held: Store) -> Article:
    """The article under a name that no other text has: evidence points to its article by name."""
    stem, names = article.source, count(2)
    while (other := held.article(article.source)) and other.text != article.text:
        article = replace(article, source=f"{stem} ({next(names)})")
    return article


def _uploaded(files: Iterable[Any], *, folder: bool) -> Iterator[Found]:
    """The articles of uploaded files, under the files' own names; of a folder, those that can be articles."""
    with tempfile.TemporaryDirectory() as kept:
        for file in files:
            name = file_name(file.name)
            if folder and not name.lower().endswith(articles.SUFFIXES):
                continue
            path = Path(kept, name)
            path.write_bytes(file.getbuffer())
            for piece in _pieces(path):
                if isinstance(piece, ArticleError):
                    yield piece.named(str(path), name)
                else:
                    yield replace(piece, source=piece.source.replace(str(path), name, 1))


def _pieces(path: Path) -> list[Found]:
    """The articles of a file, and an error for each that is none."""
    found: list[Found] = []
    try:
        found += articles.read(path, on_problem=found.append)
    except ArticleError as problem:
        found.append(problem)
    return found


def _stored(corpus: Corpus, words: Words) -> None:
    held = list(corpus.articles.values())
    st.caption(words("library.stored", n=len(held)))
    told: dict[str, set[str]] = {}
    for event in corpus.events.values():
        for piece in event.evidence:
            told.setdefault(piece.source, set()).add(event.id)
    rows = pd.DataFrame(
        {
            words("library.article"): [article.title or file_name(article.source) for article in held],
            words("library.published"): [words.interval(article.published) for article in held],
            words("library.events"): [len(told.get(article.source, ())) for article in held],
        }
    )
    st.dataframe(
        rows, hide_index=True, key="articles", selection_mode="single-row", on_select=lambda: _chosen(held)
    )


def _chosen(held: list[Article]) -> None:
    chosen = st.session_state["articles"]["selection"]["rows"]
    if chosen:
        session.read_article(held[chosen[0]].source)


def line(outcome: Outcome, words: Words) -> str:
    """What came of an article, as a line of HTML."""
    tone = "failed" if outcome.problem is not None else "done"
    name = f"<b>{escape(file_name(outcome.source))}</b> " if outcome.source else ""
    return f'<p class="outcome {tone}">{name}{escape(outcome.text(words))}</p>'
