"""The command line: ``python -m geo COMMAND``. Events and places are JSON Lines on standard output.

A file that cannot be read costs one line on standard error and the exit code 2; the others are
read all the same. Progress shows on standard error where that is a terminal.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import articles
from geo.errors import ArticleError, SettingsError, SitmapError
from geo.language import MODELS
from geo.records import Article, DateInterval, Toponym, event_to_json, place_to_json
from geo.settings import Settings
from geo.terminal import Report

if TYPE_CHECKING:
    from geo.pipeline import Reader

OK, BAD_INPUT, INTERRUPTED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0, or 2 where an input or a setting was bad."""
    options = _parser().parse_args(arguments)
    _use_utf8()
    report = Report(at_end=options.run is ingest)
    try:
        options.run(options, report)
        sys.stdout.flush()
    except SitmapError as problem:
        report.problem(problem)
    except BrokenPipeError:
        # Whoever read the output has enough; nothing is left for the interpreter to flush into the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        report.close()
    return BAD_INPUT if report.problems else OK


def extract(options: argparse.Namespace, report: Report) -> None:
    """Print the events of files, in the order of their texts."""
    reader = _open_reader(options)
    for reading in reader.read_all(_articles(options, report, options.paths)):
        _print_lines(map(event_to_json, reading.events))
        report.done(events=len(reading.events))


def places(options: argparse.Namespace, report: Report) -> None:
    """Print every place name of files, with its role and its place."""
    reader = _open_reader(options)
    for reading in reader.read_all(_articles(options, report, options.paths)):
        _print_lines(map(_toponym_to_json, reading.toponyms))
        report.done()


def ingest(options: argparse.Namespace, report: Report) -> None:
    """Read articles into the store; those that it holds already are left as they are."""
    from geo import ingest as reading  # noqa: PLC0415 (with the pipeline's imports)
    from geo.store import open_store  # noqa: PLC0415 (extract and places need no database)

    settings = _settings(options)
    if report.shown:
        report.total_bytes = articles.size(options.paths)
    found = _articles(options, report, articles.walk(options.paths, on_problem=report.problem))
    with open_store(settings.store_url) as opened:
        unread = reading.unread(opened, found, again=options.again, on_known=report.done)
        with reading.reading(settings, unread, options.workers, options.scheduler) as (read_all, wanted):
            reading.keep(opened, wanted, read_all, on_done=report.done, on_problem=report.problem)


def watch(options: argparse.Namespace, report: Report) -> None:
    """Read what news feeds (RSS, Atom) name into the store, again and again until it is stopped."""
    from geo import feeds, parallel  # noqa: PLC0415
    from geo import ingest as reading  # noqa: PLC0415
    from geo.store import open_store  # noqa: PLC0415

    settings = _settings(options)
    web = feeds.Web(delay_s=options.delay)
    watched = [feeds.Feed(url) for url in options.urls]
    with open_store(settings.store_url) as opened, parallel.reading_by(settings) as read_all:
        while True:
            for feed in watched:
                found = feed.news(
                    web,
                    is_known=lambda link: opened.article(link) is not None,
                    on_problem=report.problem,
                )
                reading.keep(opened, found, read_all, on_done=report.done, on_problem=report.problem)
            time.sleep(60 * options.interval)


def events(options: argparse.Namespace, report: Report) -> None:
    """Print the events of the store."""
    from geo.store import open_existing  # noqa: PLC0415

    with open_existing(_settings(options).store_url) as store:
        for event in store.events():
            _print_lines([event_to_json(event)])
            report.done(events=1)


def store(options: argparse.Namespace, _report: Report) -> None:
    """Write the whole store into one file, or make a new store of such a file."""
    from geo.store import import_store, open_existing  # noqa: PLC0415

    url = _settings(options).store_url
    if options.what == "import":
        rows = import_store(url, options.file)
    else:
        with open_existing(url) as opened:
            rows = opened.export(options.file)
    sys.stdout.write(f"{rows:,} rows\n")


def evaluate(options: argparse.Namespace, _report: Report) -> None:
    """Score the gazetteer against a table of places, the extractor or its confidence against coded texts."""
    from geo import confidence, evaluation  # noqa: PLC0415

    if options.what == "places":
        gazetteer = _open_reader(options).gazetteer
        printed = evaluation.places_report(evaluation.evaluate_places(gazetteer, options.path))
    elif options.what == "confidence":
        judged = evaluation.judge(_open_reader(options).read, options.path)
        printed = evaluation.confidence_report(evaluation.left_out(judged))
        if options.write:
            table = _settings(options).data_dir / confidence.TABLE
            evaluation.write(evaluation.fit(judged), table, folder=options.path, events=len(judged))
    else:
        scores = evaluation.evaluate_events(_open_reader(options).read, options.path)
        printed = evaluation.events_report(scores, with_errors=options.errors)
    sys.stdout.write(printed + "\n")


def brief(options: argparse.Namespace, report: Report) -> None:
    """Write the files of a briefing: pictures, slides, a report, data."""
    from geo import briefing, frame  # noqa: PLC0415
    from geo.store import Query, open_existing  # noqa: PLC0415

    wanted = briefing.Options(
        first=options.first,
        last=options.last,
        formats=tuple(options.formats.split(",")),
        lang=options.lang,
        title=options.title,
        permalink=options.permalink,
        known_on=options.known_on,
        per_day=options.per_day,
        theatre=options.theatre,
    )
    settings = _settings(options)
    reader = _open_reader(options)
    with open_existing(settings.store_url) as store:
        found = list(store.events(Query(said_by=options.known_on)))
    seat_of = frame.seats(reader.gazetteer, reader.actors)
    table = frame.to_frame(found, seat_of=seat_of, settings=settings)
    for path in briefing.brief(table, wanted, options.out, report.step):
        sys.stdout.write(f"{path}\n")


def _articles(options: argparse.Namespace, report: Report, paths: Iterable[str]) -> Iterator[Article]:
    """The articles of files, with the date and language that the options give; bad ones are reported."""
    published = _published(options.date)
    given: dict[str, Any] = {}
    if published:
        given["published"] = published
    if options.lang:
        given["lang"] = options.lang
    for path in paths:
        try:
            found = articles.read(
                path, encoding=options.encoding, on_problem=report.problem, on_bytes=report.read
            )
            for article in found:
                report.begun += 1
                yield replace(article, **given)
        except ArticleError as problem:
            report.problem(problem)


def _published(day: str | None) -> DateInterval | None:
    published = articles.parse_published(day) if day else None
    if day and published is None:
        raise SettingsError(f"--date: expected a day or month such as 2022-01-24 or 2022-01, got {day!r}")
    return published


def _open_reader(options: argparse.Namespace) -> Reader:
    from geo.pipeline import Reader  # noqa: PLC0415 (its imports take a second that «events» does not need)

    return Reader.open(_settings(options))


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_environment()
    url = getattr(options, "store", None)
    return replace(settings, store_url=url) if url else settings


def _print_lines(lines: Iterable[dict[str, Any]]) -> None:
    for fields in lines:
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _toponym_to_json(toponym: Toponym) -> dict[str, Any]:
    return {
        "source": toponym.source,
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "role": toponym.role,
        "place": place_to_json(toponym.place),
        "reason": toponym.reason,
    }


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {number}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"expected a day such as 2022-01-24, got {text!r}") from problem


def _use_utf8() -> None:
    """Print UTF-8 whatever the terminal's locale: the event format is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description="A situation map drawn from the news.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument("--date", help="day or month of publication, such as 2022-01-24 or 2022-01")
    reading.add_argument("--lang", choices=sorted(MODELS), help="language of the texts; else it is detected")
    reading.add_argument("--encoding", help="encoding of the files, such as cp1252; else UTF-8")

    storing = argparse.ArgumentParser(add_help=False)
    storing.add_argument("--store", metavar="URL", help="SQLAlchemy URL, such as sqlite:///sitmap.db")

    def command(run: Callable[[argparse.Namespace, Report], None], *parents: argparse.ArgumentParser) -> Any:  # noqa: ANN401
        doc = (run.__doc__ or "").strip()
        added = commands.add_parser(run.__name__, help=doc, description=doc, parents=list(parents))
        added.set_defaults(run=run)
        return added

    for run in (extract, places):
        command(run, reading).add_argument(
            "paths", nargs="+", metavar="FILE", help="text, HTML, DOCX, PDF, CSV, JSONL or zip"
        )
    ingesting = command(ingest, reading, storing)
    ingesting.add_argument("paths", nargs="+", metavar="PATH", help="file, folder or pattern")
    ingesting.add_argument(
        "--workers",
        type=_positive,
        help="processes that read, 1.3 GB each; else one for few articles, for many as there are cores and memory",
    )
    ingesting.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that reads instead")
    ingesting.add_argument("--again", action="store_true", help="read again what the store holds already")
    watching = command(watch, storing)
    watching.add_argument("urls", nargs="+", metavar="URL", help="address of a feed")
    watching.add_argument(
        "--interval", type=_positive, default=15, metavar="MINUTES", help="from one look to the next (15)"
    )
    watching.add_argument(
        "--delay", type=_positive, default=5, metavar="SECONDS", help="between two requests to a host (5)"
    )
    command(events, storing)
    whole = command(store, storing)
    whole.add_argument("what", choices=("export", "import"))
    whole.add_argument("file", type=Path, metavar="FILE", help="JSON Lines; .gz at its end packs it")
    scoring = command(evaluate)
    scoring.add_argument("what", choices=("places", "events", "confidence"))
    scoring.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="places: a CSV table (name_fr, country_fr, country, lat, lon); events, confidence: a folder of gold files",
    )
    scoring.add_argument(
        "--write", action="store_true", help="confidence: keep the weights fitted in the data folder"
    )
    scoring.add_argument("--errors", action="store_true", help="list each event missed, wrong or too much")
    briefing = command(brief, storing)
    briefing.add_argument("--from", dest="first", type=_day, required=True, metavar="DAY")
    briefing.add_argument("--to", dest="last", type=_day, required=True, metavar="DAY")
    briefing.add_argument("--format", dest="formats", default="png", help="one or more, with commas between")
    briefing.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder; else this one")
    briefing.add_argument("--lang", choices=sorted(MODELS), default="fr", help="language of all words")
    briefing.add_argument("--title", help="of the pictures; else the usual one")
    briefing.add_argument("--known-on", type=_day, metavar="DAY", help="as published by that day")
    briefing.add_argument("--permalink", metavar="URL", help="address of the page that shows the same")
    briefing.add_argument("--per-day", action="store_true", help="a slide for each day with events")
    briefing.add_argument("--theatre", help="first part of the files' names")
    return parser


if __name__ == "__main__":
    sys.exit(main())
