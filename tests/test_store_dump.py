"""The whole store as one file, and back, on either database."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builders import call, transfer
from sqlalchemy import create_engine
from stores import START, hourly, sqlite_url

from geo.errors import StoreError
from geo.records import Article, Evidence
from geo.store import Query, Store, import_store, open_store
from geo.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "Deux mille soldats partent."


def fill(store: Store) -> None:
    """Articles, versions that ended, a merge, and corrections, one of them undone."""
    told = [
        replace(
            transfer("US", None, "Pologne", number=2000, day="2022-02-02", id=f"r{n}"),
            evidence=(Evidence(f"{n}.txt", 0, len(QUOTE), QUOTE),),
        )
        for n in range(3)
    ]
    for n, report in enumerate(told):
        store.add(
            Article(f"{n}.txt", f"{QUOTE} «{n}» \u2028", published=report.reported, title="Un"), [report]
        )
    store.add(Article("3.txt", "Rien."), [call(["FR", "RU"], day=None)])
    store.add(Article("3.txt", "Rien."), [])
    event = next(iter(store.events()))
    store.edit(event.id, "force.unit", "82e", by="Ada")
    store.undo(store.separate(event.id, "r1", by="Ada"), by="Bob")


def at_all_times(store: Store) -> list[object]:
    hours = [START.replace(hour=hour, minute=30) for hour in range(12, 24)]
    return [list(store.events(Query(recorded_by=hour))) for hour in hours] + [
        list(store.events()), list(store.articles()), store.corrections(), sorted(map(str, store.flows()))
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_what_was_exported_is_imported_with_every_version(
    url: str, new_url: str, tmp_path: Path, name: str
) -> None:
    first, second = tmp_path / name, tmp_path / "again" / name
    with open_store(url, clock=hourly()) as store:
        fill(store)
        number = store.export(first)
        before = at_all_times(store)
    assert import_store(new_url, first) == number
    with open_store(new_url, clock=hourly()) as copy:
        assert at_all_times(copy) == before
        copy.export(second)
        assert second.read_bytes() == first.read_bytes()
        (event,) = copy.events()
        late = replace(transfer("US", None, "Pologne", number=2000, id="late"))
        copy.add(Article("late.txt", "Plus tard.", published=late.reported), [late])
        assert [set(event.reports) for event in copy.events()] == [{*event.reports, "late"}], "it grows on"


def test_a_file_of_an_earlier_version_is_brought_up_to_date(new_url: str, tmp_path: Path) -> None:
    path, url = tmp_path / "all.jsonl", sqlite_url(tmp_path / "first")
    with open_store(url, clock=hourly()) as store:
        fill(store)
        before = at_all_times(store)
        store.export(path)
    head, *rows = path.read_text(encoding="utf-8").split("\n")
    early = json.loads(head) | {"migrations": [name for name, _ in MIGRATIONS[:3]]}
    path.write_text("\n".join([json.dumps(early), *rows]), encoding="utf-8")
    import_store(new_url, path)
    with open_store(new_url) as copy:
        assert at_all_times(copy) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda text: text[: len(text) // 2], "whole", id="cut"),
        pytest.param(lambda text: text.rsplit("\n", 2)[0] + "\n", "rows are missing", id="last-row-lost"),
        pytest.param(lambda text: text.replace("005 ", "999 "), "newer version", id="newer"),
        pytest.param(lambda _: "", "first line", id="empty"),
        pytest.param(lambda _: '{"text": "article"}\n', "first line", id="another-format"),
        pytest.param(lambda text: text.replace('["reports"', '["robots"'), "not a row", id="unknown-table"),
    ],
)
def test_a_file_that_is_no_whole_store_changes_nothing(tmp_path: Path, change: object, words: str) -> None:
    path, url = tmp_path / "all.jsonl", sqlite_url(tmp_path)
    with open_store(sqlite_url(tmp_path / "first"), clock=hourly()) as store:
        fill(store)
        store.export(path)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(StoreError, match=words):
        import_store(url, path)
    with create_engine(url).connect() as connection:
        assert not connection.dialect.get_table_names(connection)


def test_a_cut_gzip_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"format": "sitmap store"' * 999)[:-20])
    with pytest.raises(StoreError, match=r"all\.jsonl\.gz: cannot be read"):
        import_store(sqlite_url(tmp_path), path)


def test_a_store_that_holds_articles_is_not_imported_into(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    with open_store(sqlite_url(tmp_path)) as store:
        fill(store)
        store.export(path)
        before = list(store.events())
        with pytest.raises(StoreError, match="without a store"):
            import_store(sqlite_url(tmp_path), path)
        assert list(store.events()) == before


def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with open_store(sqlite_url(tmp_path)) as store, pytest.raises(StoreError, match="cannot be written"):
        store.export(tmp_path / "file" / "all.jsonl")
