"""Write what a reading of an article found, as new versions in place of what an earlier one found."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from geo import merge
from geo.errors import StoreError
from geo.records import Article, Meeting, Movement
from geo.store import corrections, rows
from geo.store.connect import chunks
from geo.store.schema import articles, report_keys, reports


def unread(connection: Connection, found: Sequence[Article]) -> list[Article]:
    """Those whose words were not read with the same date and language given for them."""
    digests = [rows.digest(article) for article in found]
    known = _by_digest(connection, select(articles.c.digest, articles.c.given), digests)
    return [
        article
        for digest, article in zip(digests, found, strict=True)
        if digest not in known or known[digest].given != rows.given_text(article)
    ]


def recall(connection: Connection, found: Sequence[Article]) -> list[Article]:
    """Articles as they are to be read: their words as the store has them, dated as an analyst said."""
    digests = [rows.digest(article) for article in found]
    known = _by_digest(connection, select(articles), digests)
    return [
        _recalled(connection, article, known[digest]) if digest in known else article
        for digest, article in zip(digests, found, strict=True)
    ]


def _by_digest(connection: Connection, columns: Select[Any], digests: Sequence[str]) -> dict[str, Row[Any]]:
    """The rows of the articles that the store has, by their digests."""
    return {
        row.digest: row
        for part in chunks(digests)
        for row in connection.execute(columns.where(articles.c.digest.in_(part)))
    }


def _recalled(connection: Connection, article: Article, known: Row[Any]) -> Article:
    article = replace(
        article,
        source=known.source,
        text=known.text,
        body_start=known.body_start,
        title=article.title or known.title,
    )
    return corrections.redated(connection, article, known.digest)


def to_read(connection: Connection, source: str) -> Article:
    """The article of a source as it was given, dated as an analyst said.

    Raises:
        StoreError: the store has none.
    """
    known = _row_of(connection, source)
    article = rows.as_given(rows.article_from_row(known), known.given)
    return corrections.redated(connection, article, known.digest)


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading to be kept: the arguments of :meth:`geo.store.Store.add`."""

    article: Article
    reports: Sequence[Movement | Meeting]
    asked: Article | None = None


def keep_readings(connection: Connection, now: dt.datetime, entries: Sequence[Entry]) -> set[str]:
    """Keep articles and their reports; the lineages of the reports that came, went or changed."""
    digests = [rows.digest(entry.article) for entry in entries]
    known = _by_digest(connection, select(articles.c.digest), digests)
    new: dict[str, Entry] = {}
    others: list[Entry] = []
    for digest, entry in zip(digests, entries, strict=True):
        if digest in known or digest in new:
            others.append(entry)
        else:
            new[digest] = entry
    changed = _keep_new(connection, now, new)
    for entry in others:
        changed |= _keep_again(connection, now, entry.article, entry.asked, entry.reports)
    return changed


def _keep_new(connection: Connection, now: dt.datetime, entries: Mapping[str, Entry]) -> set[str]:
    """Keep articles that the store does not have, by their digests."""
    if not entries:
        return set()
    told = [
        {
            **rows.article_row(entry.article),
            "given": rows.given_text(entry.asked or entry.article),
            "recorded_at": now,
        }
        for entry in entries.values()
    ]
    adding = articles.insert().returning(articles.c.id, sort_by_parameter_order=True)
    ids = connection.execute(adding, told).scalars().all()
    found = [
        _New(article_id, report, _new_lineage(digest, report.id))
        for article_id, (digest, entry) in zip(ids, entries.items(), strict=True)
        for report in entry.reports
    ]
    _insert(connection, now, found)
    return {one.lineage for one in found}


def _keep_again(
    connection: Connection,
    now: dt.datetime,
    article: Article,
    asked: Article | None,
    found: Sequence[Movement | Meeting],
) -> set[str]:
    """Keep another reading of an article that the store has.

    A report that a new reading lacks ends, but for one that an analyst confirmed, edited or added.
    """
    article_id = _keep_article(connection, article, asked)
    bodies = {report.id: rows.event_body(report) for report in found}
    in_force = select(reports).where(
        reports.c.article == article_id, reports.c.recorded_to.is_(None), reports.c.author.is_(None)
    )
    old = {row.id: row for row in connection.execute(in_force)}
    missing = [row for row in old.values() if row.id not in bodies]
    heirs = _heirs(missing, [report for report in found if report.id not in old])
    lost = [row for row in missing if row not in heirs.values()]
    vouched = _vouched(connection, lost)
    changed = [row for row in old.values() if bodies.get(row.id) != row.body]
    ended = [row for row in changed if row.lineage not in vouched]
    _end(connection, now, ended)
    came: list[_New] = []
    for report in found:
        parent = old.get(report.id) or heirs.get(report.id)
        if parent is not None and parent.body == bodies[report.id]:
            continue
        lineage = parent.lineage if parent else _new_lineage(rows.digest(article), report.id)
        came.append(_New(article_id, report, lineage, parent.born if parent else None))
    _insert(connection, now, came)
    return {one.lineage for one in came} | {row.lineage for row in ended}


def keep_by_hand(connection: Connection, now: dt.datetime, report: Movement | Meeting, author: str) -> str:
    """Keep a report that a person wrote, of an article that the store holds; its lineage.

    Raises:
        StoreError: its evidence names no article of the store, or quotes what is not there.
    """
    piece = report.evidence[0]
    article = _row_of(connection, piece.source)
    if article.text[piece.start : piece.end] != piece.quote:
        raise StoreError(
            f"{piece.source}: {piece.start}–{piece.end} is not the sentence {piece.quote[:60]!r}"
        )
    lineage = _new_lineage(article.digest, f"{author} {now.isoformat()} {report.id}")
    _insert(connection, now, [_New(article.id, report, lineage, author=author)])
    return lineage


def end_by_hand(connection: Connection, now: dt.datetime, lineage: str) -> None:
    """End a report that a person wrote."""
    chosen = select(reports).where(reports.c.lineage == lineage, reports.c.recorded_to.is_(None))
    _end(connection, now, list(connection.execute(chosen)))


def _row_of(connection: Connection, source: str) -> Row[Any]:
    chosen = select(articles).where(articles.c.source == source).order_by(articles.c.id.desc())
    row = connection.execute(chosen).first()
    if row is None:
        raise StoreError(f"{source!r}: expected the source of an article of this store")
    return row


def _keep_article(connection: Connection, article: Article, asked: Article | None) -> int:
    """Note what a reading learnt of an article; its row number."""
    columns = rows.article_row(article)
    chosen = select(articles.c.id, articles.c.text).where(articles.c.digest == columns["digest"])
    known = connection.execute(chosen).one()
    if asked:
        columns["given"] = rows.given_text(asked)
    if known.text != article.text:
        raise StoreError(
            f"{article.source}: the store has these words with other white space; read what recall() gives"
        )
    connection.execute(update(articles).where(articles.c.id == known.id).values(**columns))
    return int(known.id)


def _heirs(missing: Sequence[Row[Any]], new: Sequence[Movement | Meeting]) -> dict[str, Row[Any]]:
    """The missing report that each new one follows: of the same type, told by the same sentence."""
    by_sentence: dict[tuple[str, int, int], list[Row[Any]]] = {}
    for row in missing:
        report = rows.event_from_body(row.body)
        for piece in report.evidence:
            by_sentence.setdefault((report.type, piece.start, piece.end), []).append(row)
    heirs: dict[str, Row[Any]] = {}
    for report in new:
        for piece in report.evidence:
            free = [
                row
                for row in by_sentence.get((report.type, piece.start, piece.end), [])
                if row not in heirs.values()
            ]
            if free:
                heirs[report.id] = free[0]
                break
    return heirs


def _vouched(connection: Connection, lost: Sequence[Row[Any]]) -> set[str]:
    made = corrections.of_subjects(connection, [row.lineage for row in lost], "confirm", "edit")
    return {correction.subject for correction in made}


def _end(connection: Connection, now: dt.datetime, ended: Sequence[Row[Any]]) -> None:
    if ended:
        chosen = reports.c.row.in_([row.row for row in ended])
        connection.execute(update(reports).where(chosen).values(recorded_to=now))


@dataclass(frozen=True, slots=True)
class _New:
    """A report to be kept; ``born`` and ``author`` as in the table."""

    article_id: int
    report: Movement | Meeting
    lineage: str
    born: int | None = None
    author: str | None = None


def _insert(connection: Connection, now: dt.datetime, found: Sequence[_New]) -> None:
    if not found:
        return
    columns = [
        {
            "id": one.report.id,
            "article": one.article_id,
            "event": one.lineage,
            "body": rows.event_body(one.report),
            "said_on": rows.said_on(one.report.reported, now),
            "recorded_from": now,
            "lineage": one.lineage,
            "born": one.born,
            "author": one.author,
        }
        for one in found
    ]
    adding = reports.insert().returning(reports.c.row, sort_by_parameter_order=True)
    numbers = connection.execute(adding, columns).scalars().all()
    keys = [
        {"report": number, "key": key}
        for number, one in zip(numbers, found, strict=True)
        for key in merge.keys(one.report)
    ]
    connection.execute(report_keys.insert(), keys)
    connection.execute(
        update(reports)
        .where(reports.c.row.between(min(numbers), max(numbers)), reports.c.born.is_(None))
        .values(born=reports.c.row)
    )


def _new_lineage(digest: str, report_id: str) -> str:
    return "e" + hashlib.sha256(f"{digest} {report_id}".encode()).hexdigest()[:15]
