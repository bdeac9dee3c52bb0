"""The scrub of the slider as GIF, MP4 and numbered pictures: a frame a day, one view for all."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import imageio_ffmpeg
import numpy as np
from PIL import Image

from geo import figures
from geo.briefing.options import Options, Progress
from geo.figures import SHEETS, Window

_MOST_FRAMES = 120
_FRAME_S = 0.8
_VIDEO_FPS = 10
_GIF_COLOURS = 256
_GIF_SIZE = (960, 540)
_ZIP_STAMP = (2022, 1, 1, 0, 0, 0)


def to_gif(frame: gpd.GeoDataFrame, options: Options, progress: Progress) -> bytes:
    """An endless GIF, the last day held three times as long."""
    pictures = [_palette(picture) for picture in _pictures(frame, options, progress)]
    held = round(_FRAME_S * 1000)
    durations = [held] * (len(pictures) - 1) + [held * 3]
    stream = io.BytesIO()
    pictures[0].save(
        stream, "GIF", save_all=True, append_images=pictures[1:], duration=durations, loop=0, optimize=True
    )
    return stream.getvalue()


def _palette(picture: Image.Image) -> Image.Image:
    """Small and in few colours, those of small marks among them: the median cut would grey these."""
    small = picture.resize(_GIF_SIZE, Image.Resampling.LANCZOS)
    return small.quantize(_GIF_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def to_mp4(frame: gpd.GeoDataFrame, options: Options, progress: Progress) -> bytes:
    """H.264 in MP4, by the ffmpeg that comes with imageio-ffmpeg."""
    size = SHEETS["16x9_video"].pixels
    repeats = round(_FRAME_S * _VIDEO_FPS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scrub.mp4"
        writer = imageio_ffmpeg.write_frames(
            str(file),
            size,
            fps=_VIDEO_FPS,
            codec="libx264",
            quality=7,
            macro_block_size=2,
            ffmpeg_log_level="error",
        )
        writer.send(None)
        try:
            for picture in _pictures(frame, options, progress):
                pixels = np.ascontiguousarray(np.asarray(picture))
                for _ in range(repeats):
                    writer.send(pixels)
        finally:
            writer.close()
        return file.read_bytes()


def to_frames(frame: gpd.GeoDataFrame, options: Options, progress: Progress) -> bytes:
    """A ZIP of numbered PNGs, as ``0001_2022-01-24.png``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for index, (day, picture) in enumerate(
            zip(_days(options), _pictures(frame, options, progress), strict=True)
        ):
            content = io.BytesIO()
            picture.save(content, "PNG")
            archive.writestr(
                zipfile.ZipInfo(f"{index + 1:04}_{day:%Y-%m-%d}.png", _ZIP_STAMP), content.getvalue()
            )
    return stream.getvalue()


def _pictures(frame: gpd.GeoDataFrame, options: Options, progress: Progress) -> Iterator[Image.Image]:
    days = _days(options)
    for index, day in enumerate(days):
        drawing = figures.draw(
            frame,
            Window(day, day),
            sheet=SHEETS["16x9_video"],
            lang=options.lang,
            caption=options.caption,
            framing=options.window,
        )
        yield Image.open(io.BytesIO(drawing.to_bytes("png"))).convert("RGB")
        progress(index + 1, len(days))


def _days(options: Options) -> list[dt.date]:
    """Every day of the window; of a long one, every second, third … and the last."""
    count = (options.last - options.first).days + 1
    step = -(-count // _MOST_FRAMES)
    days = [options.first + dt.timedelta(days=offset) for offset in range(0, count, step)]
    return days if days[-1] == options.last else [*days, options.last]
