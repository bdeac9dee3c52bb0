"""The days of a table of events: how many are on the map on each, and on which one comes."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.frame.table import EventRow, rows

_EPOCH = dt.date(1970, 1, 1).toordinal()


def histogram(frame: pd.DataFrame) -> list[list[str | int]]:
    """For each day with an event on the map: [ISO day, movements, meetings, uncertain].

    An event that lasts counts on each of its days; one that fell on some day of several counts as
    uncertain on each of them.
    """
    drawable = frame[frame["undrawable"].isna()]
    if drawable.empty:
        return []
    first = _numbers(drawable["shown_from"])
    last = _numbers(drawable["shown_to"])
    certain = drawable["certain"].to_numpy(dtype=bool)
    moves = (drawable["type"] == "movement").to_numpy()
    zero = int(first.min())
    length = int(last.max()) - zero + 2
    series = [
        _covered(first[rows] - zero, last[rows] - zero, length)
        for rows in (certain & moves, certain & ~moves, ~certain)
    ]
    table = np.stack(series)
    return [
        [dt.date.fromordinal(zero + _EPOCH + int(day)).isoformat(), *(int(count) for count in table[:, day])]
        for day in np.flatnonzero(table.sum(axis=0))
    ]


def stops(frame: pd.DataFrame) -> list[str]:
    """The days on which an event comes onto the map, in order."""
    return [day.isoformat() for day in sorted(set(frame["shown_from"].dropna()))]


def lies_in(row: EventRow, first: dt.date, last: dt.date) -> bool:
    """Whether an event is on the map on one of the days or, if it never is, may have fallen on one."""
    start, end = row.shown_from, row.shown_to
    if start is None and row.date:
        start, end = row.date.start, row.date.end
    return (start is None or start <= last) and (end is None or first <= end)


def of_days(frame: gpd.GeoDataFrame, first: dt.date, last: dt.date) -> gpd.GeoDataFrame:
    """The events of a table that lie in these days, both inclusive (:func:`lies_in`)."""
    return frame[[lies_in(row, first, last) for row in rows(frame)]]


def _numbers(days: pd.Series) -> NDArray[np.int64]:
    return np.array([day.toordinal() - _EPOCH for day in days], dtype=np.int64)


def _covered(first: NDArray[np.int64], last: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """How many of the spans cover each day of 0..length-1."""
    edges = np.zeros(length, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, last + 1, -1)
    return np.cumsum(edges)
