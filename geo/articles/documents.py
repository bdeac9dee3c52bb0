"""The text inside a Word document or a PDF. Neither says when its text was published."""

from __future__ import annotations

import io
import re
import zipfile

from geo.errors import ArticleError
from geo.records import Article

MAX_BYTES = 50_000_000
"""Largest document; pictures make them large."""

PDF, ZIP = b"%PDF-", b"PK\x03\x04"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_MAX_XML_BYTES = 100_000_000
_WRAPPED = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")
_HYPHENATED = re.compile(r"(?<=\w)[-\u00ad]\n[ \t]*(?=[a-zà-ÿ])")


def is_document(data: bytes) -> bool:
    """Whether the bytes open as a PDF or a zipped document does."""
    return data.startswith((PDF, ZIP))


def read_document(data: bytes, source: str) -> Article:
    """The article of a PDF or Word document.

    Raises:
        ArticleError: it is neither, is broken or encrypted, or holds no text.
    """
    text, title = _pdf(data, source) if data.startswith(PDF) else (_docx(data, source), None)
    if not text.strip():
        raise ArticleError(
            "{source}: a document without text (scanned?); save its text as a .txt file", source=source
        )
    return Article(source=source, text=text.strip(), title=title)


def _docx(data: bytes, source: str) -> str:
    from lxml import etree  # noqa: PLC0415 (for documents alone)

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_BODY) as stream:
            xml = stream.read(_MAX_XML_BYTES + 1)
        if len(xml) > _MAX_XML_BYTES:
            raise ArticleError("{source}: unpacks to more than any article; split it", source=source)
        tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, RuntimeError, zipfile.BadZipFile, etree.XMLSyntaxError) as problem:
        raise ArticleError(
            "{source}: not a Word document (.docx), or a broken one ({problem})",
            source=source,
            problem=problem,
        ) from problem
    return "\n\n".join(_paragraph(node) for node in tree.iter(f"{_WORD}p"))


def _paragraph(paragraph: object) -> str:
    breaks = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
    nodes = paragraph.iter(f"{_WORD}t", *breaks)  # type: ignore[attr-defined]
    return "".join(breaks.get(node.tag, node.text or "") for node in nodes)


def _pdf(data: bytes, source: str) -> tuple[str, str | None]:
    from pypdf import PdfReader  # noqa: PLC0415 (for documents alone)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [_whole(page.extract_text()) for page in reader.pages]
        title = _whole(reader.metadata.title or "") or None if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise ArticleError(
            "{source}: cannot be read as a PDF ({problem}); save its text", source=source, problem=problem
        ) from problem
    return "\n\n".join(_unwrapped(page) for page in pages), title


def _whole(text: str) -> str:
    """The text without halves of characters, which a broken font table gives and no database takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unwrapped(page: str) -> str:
    """A page's text with the line ends that its layout made taken out."""
    paragraphs = re.split(r"\n\s*\n", page)
    return "\n\n".join(_WRAPPED.sub(" ", _HYPHENATED.sub("", part)).strip() for part in paragraphs)
