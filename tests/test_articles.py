"""Files into articles: dates, encodings, pages, bundles, and what is no article."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from geo import articles
from geo.errors import ArticleError
from geo.records import DateInterval

SENTENCE = "Deux mille soldats américains partent lundi pour la Pologne, a déclaré l’état-major."

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PAGE = """<!DOCTYPE html><html lang="fr-FR"><head><meta charset="{charset}">
<title>Deux mille soldats partent</title>{meta}</head><body>
<nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>Deux mille soldats partent</h1><p>{text}</p>
<p>Ils rejoindront les pays de l’Est, a précisé le ministère dans un communiqué publié dans la soirée.</p>
</article><footer>Copyright 2024, tous droits réservés</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def month(year: int, number: int, last: int) -> DateInterval:
    return DateInterval(dt.date(year, number, 1), dt.date(year, number, last), precision="month")


def day(iso: str) -> DateInterval:
    return DateInterval(dt.date.fromisoformat(iso), dt.date.fromisoformat(iso), precision="day")


@pytest.mark.parametrize(
    ("text", "published", "body"),
    [
        pytest.param(f" date 2022-01 {SENTENCE}", month(2022, 1, 31), SENTENCE, id="month-on-the-same-line"),
        pytest.param(f"date 2024-02\n{SENTENCE}", month(2024, 2, 29), SENTENCE, id="leap-february"),
        pytest.param(f" date 2022-01-24 {SENTENCE}", day("2022-01-24"), SENTENCE, id="day"),
        pytest.param(f" date 2022-01-24\n\n{SENTENCE}", day("2022-01-24"), f"\n{SENTENCE}", id="own-line"),
        pytest.param(SENTENCE, None, SENTENCE, id="none"),
        pytest.param(f"date 2022-13 {SENTENCE}", None, SENTENCE, id="no-such-month"),
        pytest.param(f"date 2022-02-30 {SENTENCE}", None, SENTENCE, id="no-such-day"),
        pytest.param(f"Une date 2022-01 {SENTENCE}", None, f"Une date 2022-01 {SENTENCE}", id="not-first"),
        pytest.param(f"date 2022-0124 {SENTENCE}", None, f"date 2022-0124 {SENTENCE}", id="not-a-date"),
    ],
)
def test_header_line_gives_the_date_and_is_no_part_of_the_body(
    tmp_path: Path, text: str, published: DateInterval | None, body: str
) -> None:
    path = write(tmp_path, "a.txt", text)
    (article,) = articles.read(path)
    assert article.published == published
    assert article.text == text, "offsets count the characters of the whole text"
    assert article.text[article.body_start :] == body
    assert article.source == str(path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="utf-8"),
        pytest.param(SENTENCE.encode("utf-8-sig"), id="utf-8-with-mark"),
    ],
)
def test_utf8_is_read(tmp_path: Path, data: bytes) -> None:
    (article,) = articles.read(write(tmp_path, "a.txt", data))
    assert article.text == SENTENCE


def test_line_ends_are_one_character(tmp_path: Path) -> None:
    (article,) = articles.read(write(tmp_path, "a.txt", b"un\r\ndeux\rtrois\n"))
    assert article.text == "un\ndeux\ntrois\n"


NOT_FOUND = (
    "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1>"
    "<p>The requested URL was not found on this server.</p></body></html>"
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "mac_roman"])
def test_another_encoding_is_read_where_it_is_named(tmp_path: Path, encoding: str) -> None:
    (article,) = articles.read(write(tmp_path, "a.txt", SENTENCE.encode(encoding)), encoding=encoding)
    assert article.text == SENTENCE


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n\t\n", "empty", id="blank"),
        pytest.param("a.txt", b" date 2022-01 \n", "empty", id="header-alone"),
        pytest.param("a.txt", bytes(range(256)) * 20, "binary", id="binary"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\x01\x02" * 50, "binary", id="png"),
        pytest.param("a.txt", b"text\0text" * 9, "binary", id="nul"),
        pytest.param("a.txt", (SENTENCE * 9).encode("cp1252"), "not utf-8, looks like", id="cp1252"),
        pytest.param("a.txt", SENTENCE.encode("utf-16"), "looks like utf-16", id="utf-16"),
        pytest.param("a.txt", b"mot " * 5_000_000, "larger than 5 MB", id="20-megabytes"),
        pytest.param("a.html", "<html><body></body></html>", "no article", id="page-without-article"),
        pytest.param("a.html", NOT_FOUND, "an error page («404 Not Found»)", id="error-page"),
        pytest.param(
            "a.html",
            NOT_FOUND.replace("404 Not Found", "Erreur 404"),
            "an error page",
            id="error-page-in-French",
        ),
        pytest.param(
            "a.txt", "Où étaient déployés ces soldats ?".encode("cp1252"), "looks like cp1252", id="few-words"
        ),
        pytest.param("a.zip", b"PK no zip at all", "not a zip", id="broken-zip"),
        pytest.param("a.csv", "titre;auteur\na;b\n", "column «text»", id="csv-without-text"),
    ],
)
def test_what_is_no_article_says_so_in_one_line(
    tmp_path: Path, name: str, content: bytes | str, words: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ArticleError) as caught:
        list(articles.read(path))
    message = str(caught.value)
    assert str(path) in message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(("name", "words"), [("missing.txt", "no such file"), (".", "a folder")])
def test_missing_file_and_folder_say_so(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        list(articles.read(tmp_path / name))


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(ArticleError, match="no such encoding as «klingon»"):
        articles.read_one(b"text", "a.txt", "klingon")


@pytest.mark.parametrize(
    ("meta", "published"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2022-02-02T18:00:00+01:00">',
            day("2022-02-02"),
            id="open-graph",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-02-02"}</script>',
            day("2022-02-02"),
            id="json-ld",
        ),
        pytest.param("", None, id="no-metadata-no-date"),
    ],
)
def test_a_page_gives_its_article_title_and_the_date_of_its_metadata(
    tmp_path: Path, meta: str, published: DateInterval | None
) -> None:
    page = PAGE.format(charset="utf-8", meta=meta, text=SENTENCE)
    (article,) = articles.read(write(tmp_path, "page.html", page))
    assert SENTENCE in article.text
    assert "Accueil" not in article.text
    assert "Copyright" not in article.text
    assert article.title == "Deux mille soldats partent"
    assert (article.published, article.lang) == (published, "fr")


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    page = PAGE.format(charset="windows-1252", meta="", text=SENTENCE)
    (article,) = articles.read(write(tmp_path, "page", page.encode("cp1252")))
    assert SENTENCE in article.text


def test_markup_in_the_words_of_a_page_stays_text(tmp_path: Path) -> None:
    page = PAGE.format(
        charset="utf-8", meta="", text=f"{SENTENCE} &lt;script&gt;alert(1)&lt;/script&gt; ${{x}} `y`"
    )
    (article,) = articles.read(write(tmp_path, "page.html", page))
    assert "<script>alert(1)</script> ${x} `y`" in article.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_gives_an_article_a_row(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "dump.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, delimiter=delimiter)
        table.writerow(["Titre", "Date", "Texte", "lang"])
        table.writerow(["Un", "2022-01-24", f"{SENTENCE}\n{SENTENCE}", "fr"])
        table.writerow(["Deux", "", f"date 2022-02 {SENTENCE}", ""])
    first, second = articles.read(path)
    assert (first.source, first.title, first.lang) == (f"{path}#row=1", "Un", "fr")
    assert (first.published, first.text) == (day("2022-01-24"), f"{SENTENCE}\n{SENTENCE}")
    assert (second.source, second.published) == (f"{path}#row=2", month(2022, 2, 28))
    assert second.text[second.body_start :] == SENTENCE


def test_one_broken_record_costs_only_itself_and_is_named_with_its_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{SENTENCE} {number}"}) for number in range(5)]
    lines[1] = '{"text": "coupé'
    lines[2] = '["une liste"]'
    lines[3] = json.dumps({"text": SENTENCE, "date": "hier"})
    path = write(tmp_path, "dump.jsonl", "\n".join(lines))
    problems: list[ArticleError] = []
    read = list(articles.read(path, on_problem=problems.append))
    assert [article.source for article in read] == [f"{path}#line=1", f"{path}#line=5"]
    assert [str(problem).split(":")[0] for problem in problems] == [f"{path}#line={n}" for n in (2, 3, 4)]


def test_a_line_longer_than_any_article_is_one_line(tmp_path: Path) -> None:
    record = json.dumps({"text": SENTENCE})
    endless = json.dumps({"text": "x" * (2 * articles.MAX_BYTES)})
    path = write(tmp_path, "dump.jsonl", f"{record}\n{endless}\n{record}\n{endless}")
    problems: list[ArticleError] = []
    read = list(articles.read(path, on_problem=problems.append))
    assert [article.source for article in read] == [f"{path}#line={n}" for n in (1, 3)]
    assert [str(problem).split(",")[0] for problem in problems] == [
        f"{path}#line={n}: larger than {articles.MAX_BYTES // 1_000_000} MB" for n in (2, 4)
    ]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        pytest.param('2,"un guillemet sans fin', "not CSV", id="quote-without-end"),
        pytest.param('2,"un guillemet "de trop"', "not CSV", id="quote-inside"),
        pytest.param("2,une virgule, de trop", "expected 2 fields, got 3", id="too-many-fields"),
        pytest.param("2", "expected 2 fields, got 1", id="too-few-fields"),
        pytest.param('2,""', "empty", id="no-text"),
    ],
)
def test_a_broken_row_costs_only_itself_and_is_named_with_its_line(
    tmp_path: Path, broken: str, words: str
) -> None:
    rows = ["id,text", f'1,"{SENTENCE}\nEt puis."', broken, f'3,"{SENTENCE}"', f'4,"{SENTENCE}"', ""]
    path = write(tmp_path, "dump.csv", "\n".join(rows))
    problems: list[ArticleError] = []
    read = list(articles.read(path, on_problem=problems.append))
    assert [article.source for article in read] == [f"{path}#row={n}" for n in (1, 3, 4)]
    (problem,) = problems
    assert str(problem).startswith(f"{path}#row=2: {words}")
    assert str(problem).endswith("(line 4)")


def test_the_bytes_of_a_bundle_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "dump.jsonl", "".join(json.dumps({"text": SENTENCE}) + "\n" for _ in range(999)))
    told: list[int] = []
    first = next(articles.read(path, on_bytes=told.append))
    assert first.text == SENTENCE
    assert 0 < sum(told) < path.stat().st_size, "no file is read whole"
    told.clear()
    assert len(list(articles.read(path, on_bytes=told.append))) == 999
    assert sum(told) == path.stat().st_size == articles.size([tmp_path])


def test_a_record_of_another_encoding_costs_only_itself(tmp_path: Path) -> None:
    rows = [b"text", SENTENCE.encode(), SENTENCE.encode("cp1252"), SENTENCE.encode()]
    path = write(tmp_path, "dump.csv", b"\n".join(b'"' + row + b'"' for row in rows))
    problems: list[ArticleError] = []
    read = list(articles.read(path, on_problem=problems.append))
    assert [article.source for article in read] == [f"{path}#row=1", f"{path}#row=3"]
    assert "row=2" in str(problems[0])
    assert "line 3" in str(problems[0])


def test_a_zip_gives_its_members_and_their_records(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/b.txt", f" date 2022-01 {SENTENCE}")
        archive.writestr("a/c.jsonl", json.dumps({"texte": SENTENCE}))
        archive.writestr("a/.hidden", "no")
        archive.writestr("__MACOSX/a/b.txt", "no")
        archive.writestr("a/empty.txt", "")
    problems: list[ArticleError] = []
    read = list(articles.read(path, on_problem=problems.append))
    assert [article.source for article in read] == [f"{path}#a/b.txt", f"{path}#a/c.jsonl#line=1"]
    assert [str(problem).split(":")[0] for problem in problems] == [f"{path}#a/empty.txt"]


def docx(*paragraphs: str) -> bytes:
    """A Word document of these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return data.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF of one page that says these lines."""
    figure = Figure()
    figure.text(0.1, 0.5, "\n".join(lines))
    data = io.BytesIO()
    figure.savefig(data, format="pdf")
    return data.getvalue()


def test_a_word_document_gives_its_paragraphs(tmp_path: Path) -> None:
    (article,) = articles.read(write(tmp_path, "a.docx", docx(SENTENCE, "Fin <b> & ${x}.")))
    assert article.text == f"{SENTENCE}\n\nFin <b> & ${{x}}."
    assert article.published is None


def test_a_pdf_whose_font_gives_halves_of_characters_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pypdf.PageObject.extract_text", lambda _page: "Mille soldats \ud800 et \ud83d\ude00."
    )
    (article,) = articles.read(write(tmp_path, "a.pdf", pdf("Mille soldats")))
    assert article.text == "Mille soldats \ufffd et 😀."


def test_a_pdf_gives_its_text_without_the_line_ends_of_its_layout(tmp_path: Path) -> None:
    (article,) = articles.read(write(tmp_path, "a.pdf", pdf("Deux mille sol-", "dats partent", "lundi.")))
    assert article.text == "Deux mille soldats partent lundi."


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.pdf", pdf(""), "without text", id="pdf-without-text"),
        pytest.param("a.pdf", b"%PDF-1.7 cut", "cannot be read as a PDF", id="broken-pdf"),
        pytest.param("a.docx", docx(), "without text", id="empty-document"),
        pytest.param("a.docx", b"PK\x03\x04 cut", "not a Word document", id="broken-document"),
    ],
)
def test_a_document_that_cannot_be_read_says_so(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        list(articles.read(write(tmp_path, name, data)))


def test_a_zip_bomb_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jsonl", b" " * 50_000_000)
        archive.writestr("a.txt", SENTENCE)
    problems: list[ArticleError] = []
    assert [article.text for article in articles.read(path, on_problem=problems.append)] == [SENTENCE]
    assert "unpacks to" in str(problems[0])


def test_walk_takes_folders_patterns_and_files_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.txt", ".git/x.txt", "b/.x.txt", "b/picture.png", "c/dump.zip"):
        write(tmp_path, name, "x")
    folder = [str(tmp_path / name) for name in ("a.txt", "b/1.html", "b/2.txt", "c/dump.zip")]
    assert list(articles.walk([tmp_path])) == folder
    assert list(articles.walk([f"{tmp_path}/**/*.txt"])) == [folder[0], folder[2]]
    assert list(articles.walk([f"{tmp_path}/none-*.txt"])) == [f"{tmp_path}/none-*.txt"]


def test_a_file_name_of_another_encoding_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/d\xe9p\xeache.txt"
    Path(os.fsdecode(path)).write_text(SENTENCE, encoding="utf-8")
    (article,) = articles.read(os.fsdecode(path))
    assert article.source == f"{tmp_path}/d\\xe9p\\xeache.txt"


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    path = write(tmp_path, "dépêche [1].txt", SENTENCE)
    assert list(articles.walk([path])) == [str(path)]


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
def test_any_text_is_read_as_it_is_or_refused(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        article = articles.read_one(data, "a.txt")
    except ArticleError as problem:
        assert str(problem).startswith("a.txt: ")  # noqa: PT017
    else:
        expected = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        assert article.text in (expected, expected.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    ("title", "is_article"),
    [
        pytest.param("Le ministère piraté", True, id="an article"),
        pytest.param("Accès refusé aux inspecteurs à Bouchehr", True, id="begins like an error"),
        pytest.param("Access denied: inspectors wait in Isfahan", False, id="a part that is one"),
        pytest.param("Page introuvable | Le Quotidien", False, id="with the site's name"),
        pytest.param("Just a moment...", False, id="a test for robots"),
    ],
)
def test_a_short_page_is_an_error_by_its_title(tmp_path: Path, title: str, *, is_article: bool) -> None:
    text = "Le site du ministère affichait mardi une page «404 not found». Trois cents soldats sont partis pour Gao. "
    page = (
        f"<html><head><title>{title}</title></head><body><article><p>{text * 4}</p></article></body></html>"
    )
    path = write(tmp_path, "a.html", page)
    if is_article:
        assert "soldats" in next(iter(articles.read(path))).text
    else:
        with pytest.raises(ArticleError, match="an error page"):
            list(articles.read(path))


def test_a_long_page_is_an_article_whatever_its_title(tmp_path: Path) -> None:
    text = "Trois cents soldats français sont partis mardi pour Gao, au Mali, selon le ministère. " * 20
    page = (
        f"<html><head><title>Access denied</title></head><body><article><p>{text}</p></article></body></html>"
    )
    assert "soldats" in next(iter(articles.read(write(tmp_path, "a.html", page)))).text
