"""The article inside an HTML page: its text, title and date, by trafilatura."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from geo.articles.dates import parse_published
from geo.articles.encoding import declared, decode
from geo.datafiles import load_yaml
from geo.errors import ArticleError, DataError
from geo.folding import fold
from geo.records import Article
from geo.settings import PROJECT

_OPENING = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_ERROR_PAGES = PROJECT / "data" / "tables" / "error_pages.yaml"
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
# «Page introuvable | Le Quotidien», «Erreur 404 : …».
_TITLE_PARTS = re.compile(r"\s[-–—]\s|[|:•·]")
_LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?\s*(fr|en)\b", re.IGNORECASE)


def is_html(data: bytes) -> bool:
    """Whether the bytes open as an HTML page does, whatever the file is called."""
    return _OPENING.match(data[:2000]) is not None


def read_html(data: bytes, source: str, encoding: str | None = None) -> Article:
    """The article of a page; its date only where the page's metadata says it.

    Raises:
        ArticleError: the bytes are no text, the page holds no article, or it stands in for one (an error).
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
    named = _TITLE.search(page)
    title = unescape(named[1]).strip() if named else document.title or ""
    if _is_error_page(title, text):
        raise ArticleError(
            "{source}: an error page («{title}»), expected an article; open its address and save it again",
            source=source,
            title=" ".join(title.split())[:80],
        )
    language = _LANG.search(page)
    return Article(
        source=source,
        text=text.replace("\n", "\n\n"),
        published=parse_published(document.date or ""),
        title=document.title,
        lang=language[1].lower() if language else None,
    )


def _is_error_page(title: str, text: str) -> bool:
    """Whether a short page says in its title that there is no article, or not for everybody."""
    longest, words = _error_pages()
    return len(text) <= longest and any(fold(part) in words for part in _TITLE_PARTS.split(title))


@cache
def _error_pages() -> tuple[int, frozenset[str]]:
    """The longest text of an error page, characters, and the titles of such pages, folded.

    Raises:
        DataError: the table is missing, or has another form.
    """
    table = load_yaml(_ERROR_PAGES)
    if not isinstance(table, dict) or table.keys() != {"longest", "titles"}:
        raise DataError(f"{_ERROR_PAGES}: expected «longest» and «titles», got {table!r:.80}")
    wrong = [title for title in table["titles"] if not isinstance(title, str)]
    if wrong:
        raise DataError(f"{_ERROR_PAGES}: expected texts as titles, got {wrong}; put them in quotes")
    return int(table["longest"]), frozenset(map(fold, table["titles"]))
