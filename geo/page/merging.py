"""Why several reports are held to tell of one event: in words, and with a way to part one from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from geo.cartography import escape
from geo.merge import Reason
from geo.page.layout import literal
from geo.page.proof import file_name
from geo.page.words import Words
from geo.records import Article, Meeting, Movement
from geo.store import Store


@dataclass(frozen=True, slots=True)
class Joined:
    """A report that was joined to others, and why.

    Attributes:
        source: of its article.
        other: of the article of the report that it agrees with best.
    """

    source: str
    other: str
    reason: Reason


def joined(event: Movement | Meeting, store: Store) -> tuple[Joined, ...]:
    """The reports of an event but the first, each with its reason; none where one article tells of it."""
    if len(event.reports) < 2:  # noqa: PLR2004  two are joined
        return ()
    sources = {report.id: report.evidence[0].source for report in store.reports(event.id)}
    return tuple(
        Joined(sources[reason.report], sources[reason.agrees_with], reason)
        for reason in store.reasons(event.id)
        if {reason.report, reason.agrees_with} <= sources.keys()
    )


def told(parts: Sequence[Joined], articles: Mapping[str, Article], words: Words) -> str:
    """The reasons as HTML; empty without any."""
    if not parts:
        return ""
    lines = "".join(f"<li>{escape(_line(part, articles, words))}</li>" for part in parts)
    return f'<h3 class="source">{escape(words("merging.title"))}</h3><ul class="reasons">{lines}</ul>'


def parted(parts: Sequence[Joined], articles: Mapping[str, Article], words: Words, by: str) -> str | None:
    """A button for each report; the id of the one that shall be parted from the others."""
    for part in parts:
        label = literal(words("merging.part", article=_name(part.source, articles)))
        if st.button(label, key=f"part {part.reason.report}", disabled=not by):
            return part.reason.report
    return None


def _line(part: Joined, articles: Mapping[str, Article], words: Words) -> str:
    """«b.txt et a.txt: mêmes date, lieu; autres: effectif»."""
    pair = words("merging.pair", one=_name(part.source, articles), other=_name(part.other, articles))
    names = words.under("merging.fields")
    speaking = [one for one in part.reason.agreements if one.weight]
    if not speaking:
        return words("merging.by_hand", pair=pair)
    said = [
        words(f"merging.{verdict}", fields=", ".join(names[one.field] for one in fields))
        for verdict in ("agree", "differ")
        if (fields := [one for one in speaking if one.verdict == verdict])
    ]
    return words("merging.line", pair=pair, said="; ".join(said))


def _name(source: str, articles: Mapping[str, Article]) -> str:
    article = articles.get(source)
    return article.title if article and article.title else file_name(source)
