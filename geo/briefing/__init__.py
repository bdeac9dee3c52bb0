"""From the map into the briefing: every file that leaves the page, by one function.

:func:`make` gives one file as bytes, for a button; :func:`brief` writes several into a folder, whole or
not at all, for a command.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from geo import cartography, export, figures, maps
from geo import frame as frames
from geo.briefing import animation, report, slides
from geo.briefing.options import File, Options, Progress, file_name
from geo.errors import ExportError
from geo.figures import SHEETS

__all__ = ["FORMATS", "File", "Options", "Progress", "brief", "make", "mime", "name"]

Maker = Callable[[gpd.GeoDataFrame, Options, Progress], bytes]


@dataclass(frozen=True, slots=True)
class _Format:
    subject: str
    size: str
    suffix: str
    mime: str
    make: Maker


def _figure(sheet: str, form: figures.Format, mime: str) -> _Format:
    def made(frame: gpd.GeoDataFrame, options: Options, _progress: Progress) -> bytes:
        drawing = figures.draw(
            frame, options.window, sheet=SHEETS[sheet], lang=options.lang, caption=options.caption
        )
        return drawing.to_bytes(form)

    return _Format("map", sheet.replace("_", "-"), form, mime, made)


def _data(
    suffix: str, mime: str, to_bytes: Callable[[gpd.GeoDataFrame], bytes], subject: str = "events"
) -> _Format:
    def made(frame: gpd.GeoDataFrame, options: Options, _progress: Progress) -> bytes:
        return to_bytes(frames.of_days(frame, options.first, options.last))

    return _Format(subject, "data", suffix, mime, made)


def _html(frame: gpd.GeoDataFrame, options: Options, _progress: Progress) -> bytes:
    said = cartography.words(options.lang)
    known = said.get("figure", "known_on", day=said.day(options.known_on)) if options.known_on else None
    version = said.get("figure", "version", version=figures.version(frame))
    caption = (
        options.title or said.get("figure", "title"),
        *filter(None, (known, version, options.permalink)),
    )
    days = (options.first, options.last)
    chart = maps.build(frame, lang=options.lang, window=days, caption=caption)
    page: str = chart.get_root().render()
    return page.encode()


_ALL: dict[str, _Format] = {
    "png": _figure("16x9", "png", "image/png"),
    "png_4k": _figure("16x9_4k", "png", "image/png"),
    "svg": _figure("16x9", "svg", "image/svg+xml"),
    "pdf": _figure("a4", "pdf", "application/pdf"),
    "pdf_portrait": _figure("a4_portrait", "pdf", "application/pdf"),
    "pdf_a3": _figure("a3", "pdf", "application/pdf"),
    "pdf_a3_portrait": _figure("a3_portrait", "pdf", "application/pdf"),
    "pptx": _Format(
        "slides",
        "16x9",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        slides.deck,
    ),
    "report": _Format(
        "report",
        "a4",
        "pdf",
        "application/pdf",
        lambda frame, options, _progress: report.report(frame, options),
    ),
    "html": _Format("map", "web", "html", "text/html", _html),
    "gif": _Format("scrub", "16x9", "gif", "image/gif", animation.to_gif),
    "mp4": _Format("scrub", "16x9", "mp4", "video/mp4", animation.to_mp4),
    "frames": _Format("frames", "16x9", "zip", "application/zip", animation.to_frames),
    "geojson": _data("geojson", "application/geo+json", export.to_geojson),
    "gpkg": _data("gpkg", "application/geopackage+sqlite3", export.to_geopackage),
    "kml": _Format(
        "events",
        "data",
        "kml",
        "application/vnd.google-earth.kml+xml",
        lambda frame, options, _progress: export.to_kml(
            frames.of_days(frame, options.first, options.last), options.lang
        ),
    ),
    "csv": _data("csv", "text/csv", export.to_csv),
    "parquet": _data("parquet", "application/vnd.apache.parquet", export.to_geoparquet),
    "cameo": _data("csv", "text/csv", export.to_cameo, "cameo"),
    "qml": _data("qml", "application/xml", lambda _frame: export.lines_qml().encode(), "style-lines"),
    "qml_points": _data(
        "qml", "application/xml", lambda _frame: export.points_qml().encode(), "style-points"
    ),
}
FORMATS: tuple[str, ...] = tuple(_ALL)


def make(
    frame: gpd.GeoDataFrame, form: str, options: Options, progress: Progress = lambda _done, _total: None
) -> File:
    """One file of a briefing.

    Args:
        frame: events (:func:`geo.frame.to_frame`), in EPSG:4326.
        form: of :data:`FORMATS`.
        options: window, language, title.
        progress: told after each slide or frame.

    Raises:
        ExportError: there is no such format.
        EventError: the frame is not a table of events.
        DataError: the base map or a font is missing.
    """
    kind = _of(form)
    return File(name(frame, form, options), kind.make(frame, options, progress), kind.mime)


def name(frame: gpd.GeoDataFrame, form: str, options: Options) -> str:
    """How the file of a format is called, without making it.

    Raises:
        ExportError: there is no such format.
    """
    kind = _of(form)
    return file_name(frame, options, kind.subject, kind.size, kind.suffix)


def mime(form: str) -> str:
    """The media type of the file of a format.

    Raises:
        ExportError: there is no such format.
    """
    return _of(form).mime


def brief(
    frame: gpd.GeoDataFrame, options: Options, out: Path, progress: Progress = lambda _done, _total: None
) -> list[Path]:
    """Writes the files of ``options.formats`` into a folder and returns them.

    Raises:
        ExportError: there is no such format (nothing is written), or the folder cannot be written.
    """
    unknown = [form for form in options.formats if form not in _ALL]
    if unknown:
        raise ExportError(f"expected formats of {', '.join(FORMATS)}, got {', '.join(unknown)}")
    written = []
    for form in options.formats:
        file = make(frame, form, options, progress)
        written.append(export.write(out / file.name, file.content))
    return written


def _of(form: str) -> _Format:
    if form not in _ALL:
        raise ExportError(f"expected a format of {', '.join(FORMATS)}, got {form!r}")
    return _ALL[form]
