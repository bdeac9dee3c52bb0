"""The error family: every error a caller may want to tell apart, each also a builtin.

A message says what was expected, what came, where, and what to do.
"""

from __future__ import annotations


class SitmapError(Exception):
    """Root of the family; catch it to catch everything that geo raises on purpose."""


class ArticleError(SitmapError, ValueError):
    """A file is no article: missing, empty, binary, too large, or in an unknown encoding."""


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
