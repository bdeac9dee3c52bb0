"""The command line: what it prints, what it says of bad files, how it ends."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from builders import PLACES, transfer

from geo import __main__ as cli
from geo.records import Article, Evidence, Movement, Toponym
from geo.store import open_store
from geo.terminal import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

QUOTE = "Deux mille soldats américains partent pour la Pologne."


@dataclass(frozen=True)
class Reading:
    article: Article
    events: tuple[Movement, ...]
    toponyms: tuple[Toponym, ...]


class Reader:
    """Finds a transfer in each text that holds the quote; reads nothing else."""

    def __init__(self) -> None:
        self.read_sources: list[str] = []

    def read(self, article: Article) -> Reading:
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            self.parsed([article])
            yield self.read_docs(article, ())

    def parsed(self, articles: Sequence[Article]) -> list[tuple[Article, tuple[()]]]:
        return [(article, ()) for article in articles]

    def read_docs(self, article: Article, _docs: tuple[()]) -> Reading:
        self.read_sources.append(article.source)
        start = article.text.find(QUOTE)
        if start < 0:
            return Reading(article, (), ())
        evidence = (Evidence(article.source, start, start + len(QUOTE), QUOTE),)
        event = transfer("US", None, "Pologne", number=2000, day="2022-02-02")
        event = replace(event, evidence=evidence, reported=article.published)
        place = article.text.find("Pologne")
        toponym = Toponym(
            article.source, place, place + 7, "Pologne", "location", PLACES["Pologne"], "country"
        )
        return Reading(article, (event,), (toponym,))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader that needs no model, in place of the pipeline's."""
    stub = Reader()
    module = types.ModuleType("geo.pipeline")
    module.Reader = types.SimpleNamespace(open=lambda _settings: stub)  # type: ignore[attr-defined]
    module.Reading = Reading  # type: ignore[attr-defined]
    for name in ("geo.parallel", "geo.ingest"):
        importlib.import_module(name)  # the real one, so that it is what comes back after the test
    for name in ("geo.parallel", "geo.ingest"):
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(name)
    monkeypatch.setitem(sys.modules, "geo.pipeline", module)
    return stub


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(f" date 2022-02 {QUOTE} D’autres suivront.", encoding="utf-8")
    return path


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("reader")
def test_extract_prints_one_event_a_line(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(good)]) == 0
    (event,) = lines(capsys)
    text = good.read_text(encoding="utf-8")
    (evidence,) = event["evidence"]  # type: ignore[misc]
    assert evidence["source"] == str(good)
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"] == QUOTE
    assert event["reported"]["start"] == "2022-02-01"  # type: ignore[index]


@pytest.mark.usefixtures("reader")
def test_a_text_with_no_event_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("Il pleut sur Nantes.")
    assert cli.main(["extract", str(path)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("reader")
def test_bad_files_cost_a_line_each_and_the_others_are_read(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)),
        "latin.txt": ("à l’été déjà fêté " * 9).encode("cp1252"),
        "long.txt": b"mot " * 5_000_000,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    names = [*bad, "missing.txt", "folder"]
    code = cli.main(["extract", *(str(tmp_path / name) for name in names), str(good)])
    out, err = capsys.readouterr()
    assert code == 2
    assert len(out.splitlines()) == 1
    complaints = err.splitlines()
    assert len(complaints) == len(names)
    for name, complaint in zip(names, complaints, strict=True):
        assert str(tmp_path / name) in complaint


@pytest.mark.usefixtures("reader")
def test_date_and_language_given_win(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", "--date", "2023-05-06", "--lang", "fr", str(good)]) == 0
    (event,) = lines(capsys)
    assert event["reported"]["start"] == event["reported"]["end"] == "2023-05-06"  # type: ignore[index]


@pytest.mark.parametrize("date", ["hier", "2022-13", "2022-02-30", "06/05/2023"])
@pytest.mark.usefixtures("reader")
def test_a_date_that_is_none_is_refused(good: Path, date: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", "--date", date, str(good)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert date in err


@pytest.mark.usefixtures("reader")
def test_places_prints_every_toponym(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["places", str(good)]) == 0
    (toponym,) = lines(capsys)
    text = good.read_text(encoding="utf-8")
    assert text[toponym["start"] : toponym["end"]] == toponym["text"] == "Pologne"  # type: ignore[misc]
    assert toponym["place"]["country"] == "PL"  # type: ignore[index]


def test_ingest_reads_each_text_once(
    tmp_path: Path, good: Path, reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    store = f"sqlite:///{tmp_path / 'store.db'}"
    broken = tmp_path / "dump.jsonl"
    broken.write_text(f'{{"text": "{QUOTE} Encore."}}\n{{"text": \n', encoding="utf-8")
    for _ in range(2):
        assert cli.main(["ingest", "--store", store, str(good.parent)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.splitlines() == [line for line in err.splitlines() if f"{broken}#line=2" in line]
    assert reader.read_sources == [f"{broken}#line=1", str(good)]
    assert cli.main(["events", "--store", store]) == 0
    events = lines(capsys)
    assert events
    assert sorted(e["source"] for event in events for e in event["evidence"]) == sorted(reader.read_sources)  # type: ignore[attr-defined]
    assert all(event["reports"] for event in events)


def test_ingest_again_reads_again(tmp_path: Path, good: Path, reader: Reader) -> None:
    store = f"sqlite:///{tmp_path / 'store.db'}"
    for arguments in ([], ["--again"], ["--date", "2022-02-03"], []):
        assert cli.main(["ingest", "--store", store, *arguments, str(good)]) == 0
    assert len(reader.read_sources) == 4


@pytest.mark.parametrize("stage", ["parsed", "read_docs"])
def test_an_article_on_which_the_program_fails_costs_only_itself(
    stage: str,
    tmp_path: Path,
    good: Path,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bad.txt").write_text("Un texte.")
    act = getattr(reader, stage)

    def fail(given: Article | Sequence[Article], *docs: tuple[()]) -> object:
        if "bad.txt" in str(given):
            raise KeyError("a bug")
        return act(given, *docs)

    monkeypatch.setattr(reader, stage, fail)
    store = f"sqlite:///{tmp_path / 'store.db'}"
    assert cli.main(["ingest", "--store", store, str(tmp_path)]) == 2
    assert "bad.txt: the program failed on this text (KeyError: 'a bug')" in capsys.readouterr().err
    assert reader.read_sources == [str(good)]
    assert cli.main(["events", "--store", store]) == 0
    assert len(lines(capsys)) == 1


@pytest.mark.usefixtures("reader")
def test_the_same_words_with_two_dates_are_read_with_the_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [{"text": QUOTE, "date": date} for date in ("2022-02-01", "2022-02-01", "2022-02-03")]
    dump = tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    store = f"sqlite:///{tmp_path / 'store.db'}"
    assert cli.main(["ingest", "--store", store, str(dump)]) == 0
    assert cli.main(["events", "--store", store]) == 0
    (event,) = lines(capsys)
    assert event["reported"]["start"] == "2022-02-03"  # type: ignore[index]


@pytest.mark.usefixtures("reader")
def test_a_store_goes_into_a_file_and_back(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}.db" for name in ("first", "second"))
    assert cli.main(["ingest", "--store", first, str(good)]) == 0
    assert cli.main(["store", "export", "--store", first, str(tmp_path / "all.jsonl.gz")]) == 0
    assert cli.main(["store", "import", "--store", second, str(tmp_path / "all.jsonl.gz")]) == 0
    capsys.readouterr()
    printed = []
    for url in (first, second):
        assert cli.main(["events", "--store", url]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != ""


def test_watch_reads_feeds_until_it_is_stopped(
    tmp_path: Path, good: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geo import articles, feeds  # noqa: PLC0415

    rounds = []

    def news(
        feed: feeds.Feed, _web: feeds.Web, *, is_known: Callable[[str], bool], on_problem: object
    ) -> object:
        assert callable(on_problem)
        return (a for a in articles.read(good) if not is_known(a.source) and feed.url == "http://a/feed")

    def pause(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(feeds.Feed, "news", news)
    monkeypatch.setattr(cli.time, "sleep", pause)
    store = f"sqlite:///{tmp_path / 'store.db'}"
    assert cli.main(["watch", "--store", store, "--interval", "30", "http://a/feed", "http://b/feed"]) == 130
    assert rounds == [1800, 1800]
    assert reader.read_sources == [str(good)]


def test_a_terminal_is_shown_how_far_it_is() -> None:
    report = Report(total_bytes=1000)
    assert report.share() is None
    report.read(500)
    report.begun = 4
    report.done(2)
    assert report.share() == 0.125
    report.read(600)
    report.articles = 4
    assert report.share() == 1


def test_the_store_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'here.db'}"
    open_store(url).close()
    monkeypatch.setenv("SITMAP_STORE", url)
    assert cli.main(["events"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("reader")
def test_a_store_that_cannot_be_opened_is_one_line(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", "--store", "nothing", str(good)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    script = "import sys; sys.argv[1:] = ['events']; from geo.__main__ import main; sys.exit(main())"
    writer = (
        "from geo.store import open_store; from geo.records import Article; from builders import transfer;"
        "import os; store = open_store(os.environ['SITMAP_STORE']);"
        "store.add(Article('a', 'b'), [transfer('US', None, 'Pologne', id=str(n)) for n in range(200)])"
    )
    environment = {
        "SITMAP_STORE": f"sqlite:///{tmp_path / 'store.db'}",
        "PYTHONPATH": ":".join(filter(None, sys.path)),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run([sys.executable, "-c", writer], env=environment, check=True)
    reader = subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout
    assert reader.stderr
    reader.stdout.readline()
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait() == 0


def test_an_output_in_any_locale_is_utf8(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-m", "geo", "extract", "né-là.txt"],
        cwd=str(cli.__file__).removesuffix("/geo/__main__.py"),
        env=environment,
        capture_output=True,
        check=False,
    )
    assert "né-là.txt: no such file" in result.stderr.decode("utf-8")


@pytest.mark.parametrize("command", ["extract", "places", "ingest", "events", "store", "watch"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["events"], id="events"),
        pytest.param(["store", "export", "all.jsonl"], id="export"),
        pytest.param(["brief", "--from", "2022-01-24", "--to", "2022-02-02"], id="brief"),
    ],
)
@pytest.mark.parametrize("is_empty", [False, True], ids=["missing", "empty"])
def test_a_store_that_is_not_there_is_an_error_and_none_is_made(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    is_empty: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "typo.db"
    if is_empty:
        file.touch()
    before = sorted(tmp_path.iterdir())
    assert cli.main([*command, "--store", f"sqlite:///{file}"]) == 2
    assert "typo.db: no store is there; read articles into it first" in capsys.readouterr().err
    assert sorted(path for path in tmp_path.iterdir() if "typo.db-" not in path.name) == before


def test_a_day_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["brief", "--from", "2022-13-24", "--to", "2022-02-02"])
    assert "argument --from: expected a day such as 2022-01-24, got '2022-13-24'" in capsys.readouterr().err
