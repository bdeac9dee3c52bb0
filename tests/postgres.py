"""A real PostgreSQL with PostGIS for the tests, from the system's packages, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
_numbers = count()


def is_installed() -> bool:
    """Whether this machine has PostgreSQL's and PostGIS's packages."""
    return bool(_INSTALLED) and any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))


@contextmanager
def server() -> Iterator[str]:
    """A running server; the URL of its first database. It listens on a socket in its own folder alone."""
    folder = Path(tempfile.mkdtemp(prefix="sitmap-pg-"))
    if os.geteuid() == 0:  # initdb refuses root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _run(
            "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "sitmap",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale",
            "C",
            "-N",
        )
        settings = (
            f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=100"
        )
        _run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", settings, "-w", "start")
        try:
            yield f"postgresql+psycopg://sitmap@/postgres?host={folder}"
        finally:
            _run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@contextmanager
def database(url: str, template: str = "template0") -> Iterator[str]:
    """A new database in the server, empty or a copy of another; its URL. It is dropped at the end."""
    name = f"test_{next(_numbers)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield url.replace("/postgres?", f"/{name}?")
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def name_of(url: str) -> str:
    """The name of the database that a URL ends in."""
    return str(make_url(url).database)


def _run(program: str, *arguments: str) -> None:
    command = [str(_INSTALLED[-1].with_name(program)), *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    # Not through pipes: the server that pg_ctl starts would keep them open.
    with tempfile.TemporaryFile() as log:
        done = subprocess.run(command, stdout=log, stderr=log, cwd="/", check=False)
        log.seek(0)
        assert done.returncode == 0, f"{program}: {log.read().decode(errors='replace')}"
