"""Stores for tests: their URLs, and clocks that tests can foresee."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = dt.datetime(2022, 3, 1, 12)  # noqa: DTZ001 (UTC, as the store keeps it)


def hourly() -> Callable[[], dt.datetime]:
    """A clock that an hour passes on at each look."""
    hours = count()
    return lambda: START + dt.timedelta(hours=next(hours))


def sqlite_url(folder: Path) -> str:
    """The URL of a store in a folder that does not exist yet."""
    return f"sqlite:///{folder / 'new folder' / 'store.db'}"
