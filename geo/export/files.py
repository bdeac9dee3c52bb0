"""Files that are whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import ExportError


def write(path: Path, content: bytes) -> Path:
    """Writes a file under another name first and renames it, so that no half file is ever seen.

    Raises:
        ExportError: the folder cannot be made or written, or the disk is full; nothing is left behind.
    """
    partial = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            partial = stream.name
            stream.write(content)
        os.chmod(partial, 0o644)  # noqa: PTH101  a temporary file is its owner's alone
        os.replace(partial, path)  # noqa: PTH105  atomic on the same disk
    except OSError as problem:
        if partial:
            Path(partial).unlink(missing_ok=True)
        raise ExportError(
            f"{path}: cannot be written ({problem.strerror}); choose another folder or make room"
        ) from problem
    return path
