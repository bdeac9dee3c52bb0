"""The panels of one event and of one article: what is known, from which words, in which article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from geo.page import describe, merging, proof, session
from geo.page.layout import literal
from geo.page.words import Words
from geo.records import Article, Evidence, Meeting, Movement


def show(
    event: Movement | Meeting,
    events: Mapping[str, Movement | Meeting],
    articles: Mapping[str, Article],
    parts: Sequence[merging.Joined],
    words: Words,
) -> None:
    """The panel of one event; buttons open the events it is tied to, and each article in full.

    ``parts``: the reports that were joined into it, with the reasons.
    """
    st.html(proof.card(event, words) + merging.told(parts, articles, words))
    for link in event.links:
        if link.event in events:
            _event_button(events[link.event], words, words(f"field.{link.kind}"), key=f"link {link.event}")
    for source, pieces in _by_source(event).items():
        article = articles.get(source)
        st.html(proof.heading(source, article, words) + proof.quotes(event, pieces, words))
        if article:
            st.button(
                words("evidence.read"),
                key=f"read {source}",
                type="tertiary",
                icon=":material/article:",
                on_click=session.read_article,
                args=(source,),
            )


def show_article(article: Article, events: Sequence[Movement | Meeting], words: Words) -> None:
    """The panel of one article: its events, and its text with every sentence that one comes from."""
    st.html(proof.heading(article.source, article, words))
    for event in events:
        _event_button(event, words, key=f"of article {event.id}")
    st.html(proof.full_text(article, events))


def _event_button(event: Movement | Meeting, words: Words, *before: str, key: str) -> None:
    label = ", ".join((*before, describe.title(event, words), words.interval(event.date)))
    st.button(
        literal(label), key=key, type="tertiary", width="stretch", on_click=session.select, args=(event.id,)
    )


def _by_source(event: Movement | Meeting) -> dict[str, list[Evidence]]:
    held: dict[str, list[Evidence]] = {}
    for piece in event.evidence:
        held.setdefault(piece.source, []).append(piece)
    return held
