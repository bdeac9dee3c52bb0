"""Fixtures that several test files share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import postgres
import pytest
from stores import START, sqlite_url

from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL of this test run; in CI there must be one."""
    if not postgres.is_installed() and not os.environ.get("CI"):
        pytest.skip("needs the packages postgresql and postgis; in CI it runs")
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, brought up to date, to copy."""
    folder = tmp_path_factory.mktemp("made")
    open_store(sqlite_url(folder), clock=lambda: START).close()
    return Path(sqlite_url(folder).removeprefix("sqlite:///"))


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a PostgreSQL database that is an empty store, to copy."""
    with postgres.database(server) as url:
        open_store(url, clock=lambda: START).close()
        yield postgres.name_of(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty store, made at START."""
    if request.param == "sqlite":
        path = Path(sqlite_url(tmp_path).removeprefix("sqlite:///"))
        path.parent.mkdir()
        shutil.copyfile(request.getfixturevalue("made"), path)
        yield sqlite_url(tmp_path)
    else:
        template, server = request.getfixturevalue("template"), request.getfixturevalue("server")
        with postgres.database(server, template) as found:
            yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database in which there is nothing yet."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "new")
    else:
        with postgres.database(request.getfixturevalue("server")) as found:
            yield found
