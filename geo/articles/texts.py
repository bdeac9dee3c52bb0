"""One file of any kind into one article."""

from __future__ import annotations

from geo.articles import documents
from geo.articles.dates import split_header
from geo.articles.encoding import decode
from geo.articles.html import is_html, read_html
from geo.errors import ArticleError
from geo.records import Article

MAX_BYTES = 5_000_000
"""Largest file, or record of a bundle, that is read as one article."""


def read_one(data: bytes, source: str, encoding: str | None = None) -> Article:
    """The article in ``data``: a document or an HTML page where it opens like one, else a text.

    Raises:
        ArticleError: it is empty, binary, too large, or of another encoding.
    """
    limit = documents.MAX_BYTES if documents.is_document(data) else MAX_BYTES
    if len(data) > limit:
        raise ArticleError(
            "{source}: larger than {limit} MB, expected one article; "
            "split it, or give many articles as CSV, JSONL or zip",
            source=source,
            limit=limit // 1_000_000,
        )
    if documents.is_document(data):
        return documents.read_document(data, source)
    if is_html(data):
        return read_html(data, source, encoding)
    return from_text(decode(data, source, encoding), source)


def from_text(text: str, source: str) -> Article:
    """The article of a text, dated by its header line.

    Raises:
        ArticleError: there is nothing in it to read.
    """
    body_start, published = split_header(text)
    if not text[body_start:].strip():
        raise ArticleError("{source}: empty, expected the text of an article", source=source)
    return Article(source=source, text=text, body_start=body_start, published=published)
