"""Briefings: every file opens in a real reader and tells the same events."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import gallery
import geopandas as gpd
import imageio_ffmpeg
import pypdfium2
import pytest
from builders import call, presence, seat_of, transfer
from PIL import Image
from pptx import Presentation

from geo import briefing
from geo.briefing import chronology, slides
from geo.cartography import words
from geo.errors import ExportError
from geo.figures import Window
from geo.frame import to_frame
from geo.settings import PROJECT

EVENTS = (
    transfer(
        "US", "Fort Bragg", "Pologne", number=1700, status="announced", quote="Ils partent <b>demain</b>."
    ),
    presence(
        "RU", "Frontière Russie-Ukraine", number=(100000, None), day="2022-01-31/", name="العراق 🚀\x01"
    ),
    call(["FR", "RU"], day="2022-02-01"),
    transfer("DE", None, "Pays baltes", number=350, status="denied", day="2022-02-01"),
)
OPTIONS = briefing.Options(dt.date(2022, 1, 31), dt.date(2022, 2, 2), permalink="http://localhost:8501/?d=1")


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return to_frame(EVENTS, seat_of=seat_of)


def deck(frame: gpd.GeoDataFrame, **options: object) -> Presentation:
    given = briefing.Options(OPTIONS.first, OPTIONS.last, permalink=OPTIONS.permalink, **options)  # type: ignore[arg-type]
    return Presentation(io.BytesIO(briefing.make(frame, "pptx", given).content))


def test_the_deck_has_title_picture_table_and_quotes_in_the_notes(frame: gpd.GeoDataFrame) -> None:
    found = list(deck(frame, title="Flanc est").slides)
    assert [slide.shapes.title.text for slide in found] == ["Flanc est", "Flanc est"]
    picture = next(shape for shape in found[0].shapes if shape.shape_type == 13)
    assert Image.open(io.BytesIO(picture.image.blob)).size == (2000, 975)
    table = next(shape.table for shape in found[1].shapes if shape.has_table)
    told = chronology.lines(frame, OPTIONS.window, words("fr"))
    assert len(table.rows) == len(told) + 1 == len(EVENTS) + 1
    notes = found[0].notes_slide.notes_text_frame.text
    assert "« Ils partent <b>demain</b>. » (article.txt" in notes
    assert OPTIONS.permalink in notes


def test_a_slide_for_each_day_with_events(frame: gpd.GeoDataFrame) -> None:
    assert chronology.days(frame, OPTIONS.window) == [
        dt.date(2022, 1, 31),
        dt.date(2022, 2, 1),
        dt.date(2022, 2, 2),
    ]
    pictures = [
        slide for slide in deck(frame, per_day=True).slides if any(s.shape_type == 13 for s in slide.shapes)
    ]
    assert len(pictures) == 3


def test_the_report_has_chronology_forces_and_evidence(frame: gpd.GeoDataFrame) -> None:
    document = pypdfium2.PdfDocument(briefing.make(frame, "report", OPTIONS).content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    for part in ("Chronologie", "Forces en mouvement", "Annexe", "Ils partent <b>demain</b>.", "démenti"):
        assert part in text
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_gif_mp4_and_pictures_have_a_frame_a_day(frame: gpd.GeoDataFrame) -> None:
    steps: list[tuple[int, int]] = []
    file = briefing.make(frame, "frames", OPTIONS, lambda done, total: steps.append((done, total)))
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.namelist() == ["0001_2022-01-31.png", "0002_2022-02-01.png", "0003_2022-02-02.png"]
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_gif_opens_with_its_frames(frame: gpd.GeoDataFrame) -> None:
    gif = Image.open(io.BytesIO(briefing.make(frame, "gif", OPTIONS).content))
    assert (gif.n_frames, gif.size) == (3, (960, 540))


def test_mp4_opens_with_its_size(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file = tmp_path / "scrub.mp4"
    file.write_bytes(briefing.make(frame, "mp4", OPTIONS).content)
    reader = imageio_ffmpeg.read_frames(str(file))
    assert next(reader)["size"] == (1280, 720)
    reader.close()


def test_the_html_file_is_one_under_two_megabytes_without_addresses_outside(frame: gpd.GeoDataFrame) -> None:
    content = briefing.make(frame, "html", OPTIONS).content
    assert len(content) < 2_000_000
    assert b"<script src=" not in content
    assert b'<link rel="stylesheet" href="http' not in content
    assert content == briefing.make(frame, "html", OPTIONS).content


def test_brief_writes_whole_files_named_as_ocha_names_maps(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    options = briefing.Options(
        OPTIONS.first, OPTIONS.last, ("geojson", "csv", "kml"), theatre="Flanc est / été"
    )
    paths = briefing.brief(frame, options, tmp_path / "new")
    assert [path.name for path in paths] == [
        f"DEPL_Flanc-est-ete_events_data_20220131-20220202.{suffix}" for suffix in ("geojson", "csv", "kml")
    ]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(path.name for path in paths)


def test_an_unknown_format_is_an_error_before_anything_is_written(
    frame: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    options = briefing.Options(OPTIONS.first, OPTIONS.last, ("csv", "docx"))
    with pytest.raises(ExportError, match="docx"):
        briefing.brief(frame, options, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_days_in_the_wrong_order_are_an_error() -> None:
    with pytest.raises(ExportError, match="2022-02-02 to 2022-01-31"):
        briefing.Options(OPTIONS.last, OPTIONS.first)


def test_data_are_of_the_days_asked_for(frame: gpd.GeoDataFrame) -> None:
    day = briefing.Options(dt.date(2022, 1, 31), dt.date(2022, 1, 31))
    content = briefing.make(frame, "geojson", day).content
    told = [feature["properties"]["actor"] for feature in json.loads(content)["features"]]
    assert told == ["العراق 🚀\x01"]


def test_a_long_table_goes_on_on_another_slide() -> None:
    events = [
        transfer("US", None, "Pologne", number=n, day="2022-02-01", quote=f"Dépêche {n}.") for n in range(40)
    ]
    told = chronology.lines(to_frame(events, seat_of=seat_of), OPTIONS.window, words("fr"))
    tables = list(slides.by_slide(told))
    assert [line for rows in tables for line in rows] == told
    assert max(map(len, tables)) <= 18


@pytest.mark.parametrize("form", ["pptx", "report"])
def test_an_empty_window_is_said(form: str) -> None:
    empty = to_frame((), seat_of=seat_of)
    assert briefing.make(empty, form, OPTIONS).content


def test_the_table_of_a_window_has_what_no_map_shows_too(frame: gpd.GeoDataFrame) -> None:
    lines = chronology.lines(frame, Window(dt.date(2022, 2, 1), dt.date(2022, 2, 1)), words("fr"))
    assert "démenti" in {line.status for line in lines}


def test_the_readme_shows_the_gallery() -> None:
    shown = (PROJECT / "README.md").read_text("utf-8")
    assert [name for name in gallery.PICTURES if f"(docs/{name})" not in shown] == []
    sizes = {Image.open(gallery.DOCS / name).size for name in gallery.PICTURES}
    assert sizes == {(1280, 720), (905, 1280)}
