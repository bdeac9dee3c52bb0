"""The article inside an HTML page: its text, title and date, by trafilatura."""

from __future__ import annotations

import re

from geo.articles.dates import parse_published
from geo.articles.encoding import declared, decode
from geo.errors import ArticleError
from geo.records import Article

_OPENING = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?\s*(fr|en)\b", re.IGNORECASE)


def is_html(data: bytes) -> bool:
    """Whether the bytes open as an HTML page does, whatever the file is called."""
    return _OPENING.match(data[:2000]) is not None


def read_html(data: bytes, source: str, encoding: str | None = None) -> Article:
    """The article of a page; its date only where the page's metadata says it.

    Raises:
        ArticleError: the bytes are no text, or the page holds no article.
    """
    # Half a second that reading plain texts does not need.
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    page = decode(data, source, encoding or declared(data))
    document = bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(document, Document) or not (text := (document.text or "").strip()):
        raise ArticleError(
            "{source}: found no article in this page; save its text as a .txt file", source=source
        )
    language = _LANG.search(page)
    return Article(
        source=source,
        text=text.replace("\n", "\n\n"),
        published=parse_published(document.date or ""),
        title=document.title,
        lang=language[1].lower() if language else None,
    )
