"""The events as tables: those on the map, and those that no map can show, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo.page import describe, session
from geo.page.words import Words
from geo.records import Meeting, Movement

_WIDTHS = {"kind": 84, "who": 150, "quantity": 84, "where": 160, "status": 80, "reason": 110}
_ROW_PX, _TALL = 35, 14


def rows(events: Sequence[Movement | Meeting], reasons: Sequence[str | None], words: Words) -> pd.DataFrame:
    """A row per event, indexed by its id, in the reader's words; the day stays ISO so that it sorts."""
    cells = [
        {
            "day": (event.date.start or event.date.end) if event.date else None,
            "kind": words(f"kind.{event.kind}"),
            "who": describe.who(event, words),
            "quantity": describe.quantity(event, words),
            "where": describe.route(event, words),
            "status": words(f"status.{event.status}"),
            "confidence": event.confidence,
            "articles": len({piece.source for piece in event.evidence}),
            "when": words.interval(event.date),
            "reason": words(f"unmapped.{reason}") if reason else None,
        }
        for event, reason in zip(events, reasons, strict=True)
    ]
    table = pd.DataFrame(cells, index=pd.Index([event.id for event in events], name="id", dtype=object))
    return table.sort_values("day", kind="stable", na_position="last") if cells else table


def show(table: pd.DataFrame, words: Words, *, name: str, columns: Sequence[str]) -> None:
    """A sortable table; a chosen row becomes the selected event."""
    config = {
        "day": st.column_config.DateColumn(words("table.day"), format="YYYY-MM-DD", width=88),
        "confidence": st.column_config.ProgressColumn(
            words("table.confidence"), min_value=0, max_value=1, format="percent", width=88
        ),
        "articles": st.column_config.NumberColumn(words("table.articles"), width=60),
    }
    texts = {
        column: st.column_config.TextColumn(words(f"table.{column}"), width=_WIDTHS.get(column))
        for column in columns
        if column not in config
    }
    st.dataframe(
        table,
        hide_index=True,
        height=_ROW_PX * (len(table) + 1) + 2 if len(table) < _TALL else "stretch",
        column_order=columns,
        column_config={**texts, **config},
        key=name,
        on_select=lambda: _chosen(table, name),
        selection_mode="single-row",
    )


def _chosen(table: pd.DataFrame, name: str) -> None:
    chosen = st.session_state[name]["selection"]["rows"]
    if chosen:
        session.select(table.index[chosen[0]])
