"""The error family: every error a caller may want to tell apart, each also a builtin.

A message says what was expected, what came, where, and what to do.
"""

from __future__ import annotations

from typing import Self


class SitmapError(Exception):
    """Root of the family; catch it to catch everything that geo raises on purpose."""


class ArticleError(SitmapError, ValueError):
    """A file is no article: missing, empty, binary, too large, or in an unknown encoding.

    Attributes:
        template: the message with ``{names}`` of its parts; ``data/ui/problems.yaml`` has it in French.
        parts: what stands for the names; ``source`` is the file or the record.
        line: of the file, where a record is at fault.
    """

    def __init__(self, template: str, **parts: object) -> None:
        super().__init__(template)
        self.template = template
        self.parts = parts
        self.line: int | None = None

    def __str__(self) -> str:
        """The message in English."""
        said = self.template.format(**self.parts)
        return said if self.line is None else f"{said} (line {self.line})"

    def on_line(self, line: int) -> Self:
        """The error, told to be on a line of its file."""
        self.line = line
        return self

    def named(self, path: str, name: str) -> Self:
        """The error with another name for a file, or for a file within it."""
        self.parts["source"] = str(self.parts["source"]).replace(path, name, 1)
        return self


class DataError(SitmapError, ValueError):
    """A file under ``data/`` is absent, of another version, or breaks its schema."""


class StoreError(SitmapError, RuntimeError):
    """The store cannot be opened, read or written."""


class SettingsError(SitmapError, ValueError):
    """A setting or an option has a value outside what it documents."""


class EventError(SitmapError, ValueError):
    """An event breaks the contract (a quote that is not its slice, an end before its start)."""


class ExportError(SitmapError, OSError):
    """A picture or file cannot be written: an unwritable folder, a full disk, an unknown format."""


class WorkerError(SitmapError, RuntimeError):
    """The processes that read articles for this one cannot be reached, or are of another version."""


class ReadingError(SitmapError, RuntimeError):
    """An article that could not be read through no fault of its file; the others were."""


class FetchError(SitmapError, OSError):
    """A page or a feed cannot be fetched: no answer, an error, or nobody may."""
