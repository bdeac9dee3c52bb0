"""Bytes into text, or one line that says why not."""

from __future__ import annotations

import codecs
import re

from geo.errors import ArticleError

_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_MAX_CONTROL_SHARE = 0.001


def decode(data: bytes, source: str, encoding: str | None = None) -> str:
    """The text of ``data``: UTF-8, with or without its mark, unless an ``encoding`` is given.

    Raises:
        ArticleError: the bytes are not of that encoding, or no text at all. The message names the
            encoding they look like.
    """
    try:
        text = data.decode(encoding or "utf-8-sig")
    except LookupError as problem:
        raise ArticleError(
            "{source}: no such encoding as «{encoding}»; try cp1252 or utf-16",
            source=source,
            encoding=encoding,
        ) from problem
    except UnicodeDecodeError as problem:
        raise _explain(data, source, encoding or "utf-8") from problem
    if looks_binary(text):
        raise ArticleError(
            "{source}: a binary file, expected a text, an HTML page, CSV, JSONL or zip; export it as text",
            source=source,
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(text: str) -> bool:
    """Whether control characters that no text holds make up more than a trace of it."""
    if "\0" in text:
        return True
    return len(_CONTROL.findall(text)) > max(1.0, len(text) * _MAX_CONTROL_SHARE)


def declared(data: bytes) -> str | None:
    """The encoding that the head of an HTML page declares, where Python knows it."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def _explain(data: bytes, source: str, tried: str) -> ArticleError:
    guess = _guess(data)
    if guess is None:
        return ArticleError(
            "{source}: a binary file, expected a text; export it as UTF-8 text", source=source
        )
    return ArticleError(
        "{source}: not {tried}, looks like {guess}; save it as UTF-8, or name its encoding: --encoding {guess}",
        source=source,
        tried=tried,
        guess=guess,
    )


_ASCII = frozenset(map(chr, range(128)))
# What French and English texts hold beyond ASCII: of these, other encodings are worse guesses.
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»“”‘’…–—·°€\u00a0")


def _guess(data: bytes) -> str | None:
    """The encoding that undecodable bytes look like; None where they look like no text."""
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return name
    if b"\0" in data:
        return None
    if set(data[:100_000].decode("cp1252", "replace")) - _ASCII <= _FRENCH:
        return "cp1252"
    import charset_normalizer  # noqa: PLC0415 (0.1 s, for the error message alone)

    best = charset_normalizer.from_bytes(data[:100_000]).best()
    return best.encoding if best else None
