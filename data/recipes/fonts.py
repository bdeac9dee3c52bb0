"""The letters of figures: Source Sans 3 (Adobe, SIL Open Font License), two weights."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from recipes import sources

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "package/400Regular/SourceSans3_400Regular.ttf": "SourceSans3-Regular.ttf",
    "package/700Bold/SourceSans3_700Bold.ttf": "SourceSans3-Bold.ttf",
    "package/LICENSE_FONT": "LICENSE.txt",
}


def build(data_dir: Path) -> list[Path]:
    """Copies the fonts and their licence to ``data/fonts/`` and returns the files."""
    folder = data_dir / "fonts"
    folder.mkdir(exist_ok=True)
    package = sources.fetch(sources.SOURCE_SANS)
    return [shutil.copyfile(package / theirs, folder / ours) for theirs, ours in FILES.items()]
