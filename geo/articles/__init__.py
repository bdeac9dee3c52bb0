r"""Articles: files in, texts with what is known of their date out.

:func:`read` takes one file: a text, an HTML page, a Word document, a PDF, or a bundle of records
(CSV, JSON Lines, a zip of any of these). :func:`walk` names the files of folders and patterns. A text
is UTF-8 unless an encoding is given; nothing is guessed, but what the bytes look like is said in the
error. Line ends are read as ``\n``; every offset counts the characters of :attr:`Article.text`.
"""

from geo.articles.dates import parse_published
from geo.articles.files import SUFFIXES, read, size, walk
from geo.articles.texts import MAX_BYTES, from_text, read_one

__all__ = ["MAX_BYTES", "SUFFIXES", "from_text", "parse_published", "read", "read_one", "size", "walk"]
