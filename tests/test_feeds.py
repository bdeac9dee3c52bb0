"""News feeds: read once, asked politely, from a server on this machine."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from geo.errors import FetchError, SitmapError
from geo.feeds import AGENT, Feed, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.records import Article

SENTENCE = "Deux mille soldats américains partent lundi pour la Pologne, a déclaré l’état-major."
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{meta}</head><body>
<nav><a href="/">Accueil</a></nav><article><h1>{title}</h1><p>{text}</p>
<p>Ils rejoindront les pays de l’Est, a précisé le ministère dans un communiqué publié dans la soirée.</p>
</article></body></html>"""
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Dépêches</title>{items}
</channel></rss>"""
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>Wed, 02 Feb 2022 18:00:00 GMT</pubDate></item>"
)
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Dépêches</title>
<entry><title>Un</title><link href="un.html"/><updated>2022-02-02T18:00:00Z</updated></entry></feed>"""


@dataclass
class Site:
    """A server: what it holds by path (a text, or a code), and what it was asked."""

    url: str = ""
    pages: dict[str, str | int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str | None] = field(default_factory=set)

    def feed(self, *paths: str) -> None:
        items = "".join(ITEM.format(title=path, link=self.url + path) for path in paths)
        self.pages["/feed.xml"] = RSS.format(items=items)

    def article(self, path: str, *, meta: str = "", text: str = SENTENCE) -> None:
        self.pages[path] = PAGE.format(title=path, meta=meta, text=text)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.add(self.headers.get("User-Agent"))
            page = found.pages.get(self.path, 404)
            etag = f'"{hash(page)}"'
            if self.path in found.moved:
                self.send_response(302)
                self.send_header("Location", found.moved[self.path])
            elif isinstance(page, int):
                self.send_response(page)
            elif self.headers.get("If-None-Match") == etag:
                self.send_response(304)
            else:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("ETag", etag)
                self.end_headers()
                self.wfile.write(page.encode())
                return
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass
class Clock:
    """A time that passes by sleeping alone."""

    now: float = 0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def web(clock: Clock | None = None) -> Web:
    clock = clock or Clock()
    return Web(sleep=clock.sleep, clock=clock)


def news(feed: Feed, by: Web, known: tuple[str, ...] = ()) -> tuple[list[Article], list[str]]:
    problems: list[SitmapError] = []
    found = list(feed.news(by, is_known=known.__contains__, on_problem=problems.append))
    return found, [str(problem) for problem in problems]


def test_a_feed_gives_its_articles_oldest_first_with_their_dates(site: Site) -> None:
    site.feed("/new.html", "/old.html")
    site.article("/new.html", meta='<meta property="article:published_time" content="2022-01-31T09:00:00Z">')
    site.article("/old.html")
    found, problems = news(Feed(f"{site.url}/feed.xml"), web())
    assert problems == []
    assert [article.source for article in found] == [f"{site.url}/old.html", f"{site.url}/new.html"]
    assert all(SENTENCE in article.text and "Accueil" not in article.text for article in found)
    days = [article.published.start for article in found if article.published]
    assert days == [dt.date(2022, 2, 2), dt.date(2022, 1, 31)], "the page's own date before the feed's"
    assert site.agents == {AGENT}


def test_an_atom_feed_with_relative_links(site: Site) -> None:
    site.pages["/news/feed.xml"] = ATOM
    site.article("/news/un.html")
    ((article,), problems) = news(Feed(f"{site.url}/news/feed.xml"), web())
    assert (article.source, problems) == (f"{site.url}/news/un.html", [])


def test_only_what_is_new_is_asked_for(site: Site) -> None:
    site.feed("/1.html")
    site.article("/1.html")
    site.article("/2.html", text=f"{SENTENCE} Encore.")
    feed, by = Feed(f"{site.url}/feed.xml"), web()
    assert len(news(feed, by)[0]) == 1
    site.asked.clear()
    assert news(feed, by) == ([], [])
    assert site.asked == ["/feed.xml"], "answered by 304"
    site.feed("/2.html", "/1.html")
    assert [article.source for article in news(feed, by)[0]] == [f"{site.url}/2.html"]
    site.asked.clear()
    later = Feed(f"{site.url}/feed.xml")
    assert news(later, by, (f"{site.url}/1.html", f"{site.url}/2.html")) == ([], [])
    assert site.asked == ["/feed.xml"], "what the store holds is not asked for"


def test_a_host_is_asked_with_pauses_as_long_as_it_wants(site: Site) -> None:
    site.feed("/1.html", "/2.html")
    site.article("/1.html")
    site.article("/2.html")
    clock = Clock()
    news(Feed(f"{site.url}/feed.xml"), web(clock))
    assert clock.slept == [5, 5, 5], "after robots.txt, the feed, and a page"
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 20"
    clock = Clock()
    news(Feed(f"{site.url}/feed.xml"), web(clock))
    assert clock.slept == [20, 20, 20]


@pytest.mark.parametrize(
    ("robots", "read"),
    [
        pytest.param("User-agent: *\nDisallow: /1", ["/2.html"], id="a-page"),
        pytest.param("User-agent: Sitmap\nDisallow: /", [], id="this-program"),
        pytest.param("User-agent: Other\nDisallow: /", ["/2.html", "/1.html"], id="another-program"),
        pytest.param(404, ["/2.html", "/1.html"], id="none"),
        pytest.param(503, [], id="out-of-order"),
    ],
)
def test_robots_txt_is_obeyed(site: Site, robots: str | int, read: list[str]) -> None:
    site.feed("/1.html", "/2.html")
    site.article("/1.html")
    site.article("/2.html")
    site.pages["/robots.txt"] = robots
    found, problems = news(Feed(f"{site.url}/feed.xml"), web())
    assert [article.source.removeprefix(site.url) for article in found] == read
    assert all("robots.txt does not allow it" in problem for problem in problems)
    assert not {"/1.html", "/2.html"} & set(site.asked) - set(read)


def test_what_cannot_be_fetched_is_tried_in_three_rounds(site: Site) -> None:
    site.feed("/1.html")
    site.pages["/1.html"] = 500
    feed, by = Feed(f"{site.url}/feed.xml"), web()
    told = [news(feed, by) for _ in range(4)]
    assert told[:3] == [([], [f"{site.url}/1.html: 500 Internal Server Error"])] * 3
    assert told[3] == ([], [])
    site.feed("/2.html")
    site.pages["/2.html"] = 500
    news(feed, by)
    site.article("/2.html")
    assert len(news(feed, by)[0]) == 1, "a page that comes back is read, the feed unchanged"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        pytest.param("file:///etc/passwd", "expected an http", id="file"),
        pytest.param("http://localhost:1/admin", "named from outside", id="another-private-host"),
        pytest.param("/moved", "named from outside", id="redirected-to-a-private-host"),
        pytest.param("/loop", "redirections", id="loop"),
        pytest.param("/empty.html", "no article", id="no-article"),
    ],
)
def test_a_link_that_leads_nowhere_good_costs_only_itself(site: Site, link: str, words: str) -> None:
    items = [ITEM.format(title="x", link=site.url + link if link.startswith("/") else link)]
    items.append(ITEM.format(title="y", link=f"{site.url}/1.html"))
    site.pages["/feed.xml"] = RSS.format(items="".join(items))
    site.article("/1.html")
    site.pages["/empty.html"] = "<!DOCTYPE html><html><body></body></html>"
    site.moved = {"/moved": "http://localhost:1/admin", "/loop": "/loop"}
    found, (problem,) = news(Feed(f"{site.url}/feed.xml"), web())
    assert [article.source for article in found] == [f"{site.url}/1.html"]
    assert words in problem


def test_a_page_that_moved_is_followed(site: Site) -> None:
    site.feed("/old.html")
    site.moved = {"/old.html": "/new.html"}
    site.article("/new.html")
    ((article,), _) = news(Feed(f"{site.url}/feed.xml"), web())
    assert article.source == f"{site.url}/old.html"


def test_what_is_no_feed_says_so(site: Site) -> None:
    site.article("/feed.xml")
    assert news(Feed(f"{site.url}/feed.xml"), web()) == (
        [],
        [f"{site.url}/feed.xml: expected an RSS or Atom feed, got something else"],
    )


def test_a_host_that_does_not_answer_says_so() -> None:
    with pytest.raises(FetchError, match=r"http://127\.0\.0\.1:9/feed: no answer"):
        web().get("http://127.0.0.1:9/feed", near={"127.0.0.1:9"})
