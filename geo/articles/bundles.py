"""Files of many articles, one record at a time: CSV, JSON Lines, zip.

A record's fields: ``text`` (needed), ``date``, ``title``, ``lang``; other names in use for them are
in :data:`NAMES`. A broken record costs only itself: it goes to ``on_problem`` with file and line.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, Any

from geo.articles import documents
from geo.articles.dates import parse_published
from geo.articles.encoding import looks_binary
from geo.articles.texts import MAX_BYTES, from_text, read_one
from geo.errors import ArticleError
from geo.records import Article

NAMES = {
    "text": ("text", "texte", "body", "content", "contenu", "article"),
    "date": ("date", "published", "publication_date", "pubdate", "date_publication"),
    "title": ("title", "titre", "headline"),
    "lang": ("lang", "language", "langue"),
}
"""Accepted names of each field, compared in lower case."""

Problem = Callable[[ArticleError], None]
_MAX_RATIO = 200
_DELIMITERS = ",;\t|"


def read_csv(stream: IO[bytes], source: str, encoding: str | None, on_problem: Problem) -> Iterator[Article]:
    """The articles of a table with a header row, separated by commas, semicolons, tabs or bars.

    Raises:
        ArticleError: no column of the header is called as a text is.
    """
    csv.field_size_limit(MAX_BYTES)
    lines = _text_lines(stream, encoding)
    header_line = next(lines, "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = [name.strip().lower() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
    if not set(header) & set(NAMES["text"]):
        raise ArticleError(
            "{source}: expected a header row with a column «text», got {header}",
            source=source,
            header=", ".join(header)[:80] or "—",
        )
    for number, (line, row) in enumerate(_rows(lines, delimiter), start=1):
        where = f"{source}#row={number}"
        if not row:
            continue
        try:
            yield _from_row(header, row, where)
        except ArticleError as problem:
            on_problem(problem.on_line(line))


def _from_row(header: Sequence[str], row: list[str] | csv.Error, where: str) -> Article:
    if isinstance(row, csv.Error):
        raise ArticleError("{source}: not CSV ({problem})", source=where, problem=row)
    if len(row) < len(header) or any(row[len(header) :]):
        raise ArticleError(
            "{source}: expected {wanted} fields, got {got}", source=where, wanted=len(header), got=len(row)
        )
    return _from_record(dict(zip(header, row, strict=False)), where)


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows below the header, or why one is none, with the number of the first line of each.

    A quote that never ends runs into the next records, until a quote of theirs ends it or the row is too
    long: only its first line is lost, and the next ones are read for themselves.
    """
    again: deque[str] = deque()
    taken: list[str] = []
    number = 2

    def following() -> Iterator[str]:
        while again or (line := next(lines, "")):
            taken.append(again.popleft() if again else line)
            yield taken[-1]

    while True:
        try:
            row: list[str] | csv.Error = next(csv.reader(following(), delimiter=delimiter, strict=True))
            used = len(taken)
        except StopIteration:
            return
        except csv.Error as problem:
            row, used = problem, 1
            again.extendleft(reversed(taken[1:]))
        yield number, row
        number += used
        taken.clear()


def read_jsonl(
    stream: IO[bytes], source: str, encoding: str | None, on_problem: Problem
) -> Iterator[Article]:
    """The articles of a file with a JSON object a line."""
    for number, line in enumerate(_whole_lines(_text_lines(stream, encoding)), start=1):
        where = f"{source}#line={number}"
        if line is None:
            on_problem(_too_large(where))
            continue
        if not line.strip():
            continue
        try:
            yield _from_record(_json_object(line, where), where)
        except ArticleError as problem:
            on_problem(problem)


def read_zip(stream: IO[bytes], source: str, encoding: str | None, on_problem: Problem) -> Iterator[Article]:
    """The articles of every file in a zip, bundles among them; hidden files are left out.

    Raises:
        ArticleError: it is no zip file.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                if member.is_dir() or _is_hidden(member.filename):
                    continue
                yield from _read_member(archive, member, f"{source}#{member.filename}", encoding, on_problem)
    except zipfile.BadZipFile as problem:
        raise ArticleError(
            "{source}: not a zip file ({problem}); is the download complete?", source=source, problem=problem
        ) from problem


STREAMED = {".csv": read_csv, ".tsv": read_csv, ".jsonl": read_jsonl, ".ndjson": read_jsonl}
BUNDLES = {**STREAMED, ".zip": read_zip}
"""Readers of files of many articles, by suffix; the first ones also read members of the last."""


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    source: str,
    encoding: str | None,
    on_problem: Problem,
) -> Iterator[Article]:
    reader = STREAMED.get(PurePosixPath(member.filename).suffix.lower())
    if member.file_size > max(MAX_BYTES, _MAX_RATIO * member.compress_size):
        on_problem(
            ArticleError(
                "{source}: unpacks to {times} times its size and more, as no texts do",
                source=source,
                times=_MAX_RATIO,
            )
        )
        return
    try:
        with archive.open(member) as stream:
            if reader:
                yield from reader(stream, source, encoding, on_problem)
            else:
                yield read_one(stream.read(documents.MAX_BYTES + 1), source, encoding)
    except ArticleError as problem:
        on_problem(problem)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        on_problem(ArticleError("{source}: cannot be unpacked ({problem})", source=source, problem=problem))


def _from_record(record: Mapping[str, Any], source: str) -> Article:
    text = _field(record, "text")
    if not text:
        raise ArticleError(
            "{source}: empty, expected the text of an article in the field «text»", source=source
        )
    if len(text) > MAX_BYTES:
        raise _too_large(source)
    if looks_binary(text):
        raise ArticleError("{source}: holds binary data, expected text", source=source)
    if not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text):
        raise ArticleError(
            "{source}: not of the file's encoding; save it as UTF-8, or name it: --encoding cp1252",
            source=source,
        )
    article = from_text(text.replace("\r\n", "\n").replace("\r", "\n"), source)
    date, lang = _field(record, "date"), _field(record, "lang")
    published = parse_published(date) if date else article.published
    if date and published is None:
        raise ArticleError(
            "{source}: expected a date like 2022-01-24 or 2022-01, got «{date}»",
            source=source,
            date=date[:40],
        )
    return replace(
        article,
        published=published,
        title=_field(record, "title"),
        lang=lang[:2].lower() if lang and lang[:2].lower() in {"fr", "en"} else None,
    )


def _too_large(source: str) -> ArticleError:
    return ArticleError(
        "{source}: larger than {limit} MB, expected one article", source=source, limit=MAX_BYTES // 1_000_000
    )


def _field(record: Mapping[str, Any], name: str) -> str | None:
    for alias in NAMES[name]:
        value = record.get(alias)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _json_object(line: str, source: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise ArticleError("{source}: not JSON ({problem})", source=source, problem=problem) from problem
    if not isinstance(record, dict):
        raise ArticleError(
            "{source}: expected a JSON object, got {got}", source=source, got=type(record).__name__
        )
    return {str(key).lower(): value for key, value in record.items()}


def _text_lines(stream: IO[bytes], encoding: str | None) -> Iterator[str]:
    """Lines of text; bytes of another encoding stay as surrogates, for the record that holds them to fail.

    A line that is longer than any article comes in parts.
    """
    text = io.TextIOWrapper(stream, encoding=encoding or "utf-8-sig", errors="surrogateescape", newline="")
    while line := text.readline(MAX_BYTES + 1):
        yield line


def _whole_lines(parts: Iterator[str]) -> Iterator[str | None]:
    """The lines, and None for each that is too long to come in one part."""
    inside = False
    for part in parts:
        cut = len(part) > MAX_BYTES and not part.endswith(("\n", "\r"))
        if not cut:
            yield None if inside else part
        inside = cut
    if inside:
        yield None


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
