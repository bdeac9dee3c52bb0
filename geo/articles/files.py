"""Files and folders: which there are, and the articles in each."""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.articles import documents
from geo.articles.bundles import BUNDLES, Problem
from geo.articles.texts import read_one
from geo.errors import ArticleError
from geo.records import Article

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".pdf", *BUNDLES)
"""What :func:`walk` takes from a folder."""


def stop(problem: ArticleError) -> NoReturn:
    """The default way with a broken record: raise it."""
    raise problem


def read(
    path: str | Path,
    *,
    encoding: str | None = None,
    on_problem: Problem = stop,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Article]:
    """The articles of one file; ``source`` of each is ``path`` as given, with ``#row=12`` or ``#member``.

    Args:
        path: a text, an HTML page, a Word document or a PDF (one article), or CSV, JSON Lines or
            zip (many, one at a time).
        encoding: of the file; None = UTF-8, or what an HTML page declares.
        on_problem: called with each broken record of a bundle, which is then left out.
        on_bytes: called with the number of bytes of each piece of the file that is read.

    Raises:
        ArticleError: the file is missing, empty, binary, too large, a folder, or of another encoding.
    """
    source, file = _in_utf8(path), Path(path)
    if file.is_dir():
        raise ArticleError(
            "{source}: a folder, expected a file; give its files, or use «ingest» for folders", source=source
        )
    suffix = file.suffix.lower()
    try:
        with io.BufferedReader(_Counted(file, on_bytes), io.DEFAULT_BUFFER_SIZE) as stream:
            if suffix in BUNDLES:
                yield from BUNDLES[suffix](stream, source, encoding, on_problem)
            else:
                yield read_one(stream.read(documents.MAX_BYTES + 1), source, encoding)
    except FileNotFoundError as problem:
        raise ArticleError("{source}: no such file; check the name", source=source) from problem
    except OSError as problem:
        raise ArticleError(
            "{source}: cannot be read ({problem})", source=source, problem=problem.strerror or problem
        ) from problem


class _Counted(io.FileIO):
    """A file that tells how much of it is read, a piece at a time."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None] | None) -> None:
        super().__init__(path)
        self._on_bytes = on_bytes

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        number = super().readinto(buffer)
        if self._on_bytes and number:
            self._on_bytes(number)
        return number


def size(paths: Iterable[str | Path]) -> int:
    """The bytes of all files that :func:`walk` names; one that cannot be looked at counts as none."""
    found = (Path(path) for path in walk(paths, on_problem=lambda _: None))
    return sum(path.stat().st_size for path in found if path.is_file())


def _in_utf8(path: str | Path) -> str:
    r"""A file's name as text, whatever the locale; bytes that are no UTF-8 as ``\xe9``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(paths: Iterable[str | Path], *, on_problem: Problem = stop) -> Iterator[str]:
    """The files that paths name, in a stable order: a file as it is, folders and patterns sorted.

    Of a folder, the files that :data:`SUFFIXES` names, at any depth, hidden ones left out. A name
    that nothing matches is given back as it is, for :func:`read` to say so. A folder that cannot
    be listed goes to ``on_problem``.
    """
    for path in map(str, paths):
        if Path(path).is_dir():
            yield from _files_under(path, on_problem)
        elif not Path(path).exists() and (matches := sorted(glob.glob(path, recursive=True))):  # noqa: PTH207 (absolute patterns)
            yield from walk(matches, on_problem=on_problem)
        else:
            yield path


def _files_under(folder: str, on_problem: Problem) -> Iterator[str]:
    def unreadable(problem: OSError) -> None:
        on_problem(
            ArticleError(
                "{source}: cannot be listed ({problem})", source=problem.filename, problem=problem.strerror
            )
        )

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield str(Path(here, name))
