"""The README's pictures of the briefing, made of the seeds: ``python tests/gallery.py``.

They are the pictures that ``python -m geo brief`` writes, made smaller: 256 colours, 1,280 pixels wide or high.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

import geo
from geo.figures import SHEETS, Window, draw
from geo.settings import PROJECT

DOCS = PROJECT / "docs"
WINDOW = Window(dt.date(2022, 1, 24), dt.date(2022, 2, 2))
DAY = Window(dt.date(2022, 2, 2), dt.date(2022, 2, 2))
PICTURES = {
    "figure.png": ("16x9", WINDOW, "fr"),
    "figure_day.png": ("16x9", DAY, "en"),
    "figure_a4.png": ("a4_portrait", WINDOW, "fr"),
}
_LONGEST, _COLOURS = 1280, 256


def main() -> None:
    """Read the seeds and write the pictures."""
    reports = [report for article in geo.read_articles(PROJECT / "seeds") for report in geo.extract(article)]
    table = geo.to_frame(geo.merge_reports(reports))
    for name, (sheet, window, lang) in PICTURES.items():
        picture = Image.open(io.BytesIO(draw(table, window, sheet=SHEETS[sheet], lang=lang).to_bytes("png")))
        picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
        small = picture.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        small.save(DOCS / name, optimize=True)
        sys.stdout.write(f"{DOCS / name}\n")


if __name__ == "__main__":
    main()
