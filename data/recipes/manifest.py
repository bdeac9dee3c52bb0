"""``data/MANIFEST.json``: the SHA-256 of every file that the builders made, by artefact."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path


def sha256(file: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def note(data_dir: Path, artefact: str, files: Iterable[Path]) -> None:
    """Replaces what the manifest says of one artefact by the hashes of ``files``."""
    path = data_dir / "MANIFEST.json"
    manifest = json.loads(path.read_text("utf-8")) if path.exists() else {}
    manifest[artefact] = {
        Path(os.path.relpath(file, data_dir)).as_posix(): sha256(file) for file in sorted(files)
    }
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", "utf-8")
