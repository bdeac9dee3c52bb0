"""News feeds (RSS, Atom) into articles: the one place that asks the network, and only for who calls it.

A guest's manners: pages are asked for under a name of ours, one at a time, with a pause for each host
(its robots.txt may ask for a longer one), never where robots.txt forbids it (RFC 9309), and a feed only
where it changed (``If-None-Match``, ``If-Modified-Since``). A page that a feed names is not fetched from
this machine or a private network, unless the feed is there too. The date is the page's, else the feed's.

Limits: each link is read once; what a page becomes later is not seen.
"""

from __future__ import annotations

import datetime as dt
import io
import ipaddress
import socket
import time
import urllib.request
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from http import HTTPStatus
from typing import IO
from urllib.error import HTTPError
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from geo import articles
from geo.errors import ArticleError, FetchError, SitmapError
from geo.records import Article, DateInterval

AGENT = "Sitmap"
DELAY_S = 5.0
"""Pause between two requests to one host."""
_TIMEOUT_S = 30
_HOPS = 5
_RULES_S = 24 * 3600
"""How long a host's robots.txt holds."""
_TRIES = 3
_FORBID_ALL = ["User-agent: *", "Disallow: /"]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address holds: bytes, the encoding that the server says, and what tells of a later change."""

    data: bytes
    encoding: str | None
    validators: dict[str, str]


class Web:
    """Fetches pages; one object for a run, as it remembers when each host was asked last."""

    def __init__(
        self,
        *,
        delay_s: float = DELAY_S,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay_s = delay_s
        self._sleep = sleep
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._rules: dict[str, tuple[float, RobotFileParser]] = {}
        self._opener = urllib.request.build_opener(_Stay)

    def get(self, url: str, *, near: Container[str] = (), known: dict[str, str] | None = None) -> Page | None:
        """The page of an address; None where it is as it was.

        Args:
            url: http or https.
            near: hosts that may be private ones.
            known: the validators of the page as it was.

        Raises:
            FetchError: no answer, an error, forbidden by robots.txt, too many redirections.
        """
        try:
            return self._follow(url, near, known or {})
        except HTTPError as answer:
            if answer.code == HTTPStatus.NOT_MODIFIED:
                return None
            raise FetchError(f"{url}: {answer.code} {answer.reason}") from answer
        except FetchError:
            raise
        except (OSError, ValueError) as problem:
            raise FetchError(f"{url}: no answer ({problem})") from problem

    def _follow(
        self, url: str, near: Container[str], headers: dict[str, str], *, for_rules: bool = False
    ) -> Page:
        """The page at the end of the redirections, each address of which is looked at first."""
        for _ in range(_HOPS):
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise FetchError(f"{url}: expected an http or https address")
            if parts.netloc not in near and _is_private(parts.hostname):
                raise FetchError(f"{url}: of this machine or network, but named from outside; not fetched")
            if not for_rules and not self._rules_of(parts, near).can_fetch(AGENT, url):
                raise FetchError(f"{url}: its robots.txt does not allow it")
            try:
                return self._ask(url, headers)
            except HTTPError as answer:
                target = answer.headers.get("Location")
                if answer.code not in _MOVED or not target:
                    raise
                url = urljoin(url, target)
        raise FetchError(f"{url}: more than {_HOPS} redirections")

    def _rules_of(self, parts: SplitResult, near: Container[str]) -> RobotFileParser:
        """What a site's robots.txt says: without one everything is allowed, while it is out of order nothing."""
        site = f"{parts.scheme}://{parts.netloc}"
        when, rules = self._rules.get(site, (0.0, None))
        if rules is None or self._clock() - when > _RULES_S:
            rules = RobotFileParser()
            try:
                page = self._follow(f"{site}/robots.txt", near, {}, for_rules=True)
                rules.parse(page.data.decode("utf-8", "replace").splitlines())
            except HTTPError as answer:
                rules.parse(_FORBID_ALL if answer.code >= HTTPStatus.INTERNAL_SERVER_ERROR else [])
            self._rules[site] = self._clock(), rules
        return rules

    def _ask(self, url: str, headers: dict[str, str]) -> Page:
        self._wait(urlsplit(url))
        request = urllib.request.Request(url, headers={"User-Agent": AGENT, **headers})  # noqa: S310  (_permit)
        with self._opener.open(request, timeout=_TIMEOUT_S) as answer:
            data = answer.read(articles.MAX_BYTES + 1)
            told = answer.headers
        kept = {"If-None-Match": told.get("ETag"), "If-Modified-Since": told.get("Last-Modified")}
        return Page(data, told.get_content_charset(), {name: value for name, value in kept.items() if value})

    def _wait(self, parts: SplitResult) -> None:
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        asked_for = rules[1].crawl_delay(AGENT) if rules else None
        pause = max(self._delay_s, float(asked_for or 0))
        if parts.netloc in self._asked:
            self._sleep(max(0.0, self._asked[parts.netloc] + pause - self._clock()))
        self._asked[parts.netloc] = self._clock()


_MOVED = {301, 302, 303, 307, 308}


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves it to :meth:`Web.get` to follow: each address is looked at first."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Message,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def _is_private(host: str) -> bool:
    """Whether a host is this machine or in a private network; one that cannot be looked up is a proxy's to find."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return not all(ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)


@dataclass(slots=True)
class Feed:
    """A feed that is watched: its address, and what is known of it since the run began."""

    url: str
    validators: dict[str, str] = field(default_factory=dict)
    waiting: list[Entry] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def news(
        self, web: Web, *, is_known: Callable[[str], bool], on_problem: Callable[[SitmapError], None]
    ) -> Iterator[Article]:
        """The articles that the feed names and that were not given before, oldest first.

        One that cannot be fetched is tried again, in three rounds at most.

        Args:
            web: to fetch with.
            is_known: whether an article of this address needs no reading.
            on_problem: called with what cannot be fetched or is no article.
        """
        near = {urlsplit(self.url).netloc}
        try:
            self._look(web, near)
        except FetchError as problem:
            on_problem(problem)
        self.waiting, tried = [], self.waiting
        for entry in tried:
            if is_known(entry.link):
                continue
            try:
                yield _article(web, entry, near)
            except ArticleError as problem:
                on_problem(problem)
            except FetchError as problem:
                on_problem(problem)
                if entry.tries < _TRIES:
                    self.waiting.append(replace(entry, tries=entry.tries + 1))

    def _look(self, web: Web, near: Container[str]) -> None:
        """Ask for the feed, and note the entries that are new in it."""
        page = web.get(self.url, near=near, known=self.validators)
        if page is None:
            return
        entries = list(_entries(page, self.url))
        self.validators = page.validators
        self.waiting += [entry for entry in reversed(entries) if entry.link not in self.seen]
        self.seen = {entry.link for entry in entries}


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed names."""

    link: str
    title: str | None
    published: DateInterval | None
    tries: int = 1


def _entries(page: Page, url: str) -> Iterator[Entry]:
    import feedparser  # noqa: PLC0415  (a quarter of a second that only a watch needs)

    parsed = feedparser.parse(io.BytesIO(page.data), response_headers={"content-location": url})
    if not parsed.version:
        raise FetchError(f"{url}: expected an RSS or Atom feed, got something else")
    for entry in parsed.entries:
        if link := entry.get("link"):
            told = entry.get("published_parsed") or entry.get("updated_parsed")
            day = dt.date(*told[:3]) if told else None
            yield Entry(link, entry.get("title"), DateInterval(day, day) if day else None)


def _article(web: Web, entry: Entry, near: Container[str]) -> Article:
    page = web.get(entry.link, near=near)
    assert page is not None
    article = articles.read_one(page.data, entry.link, page.encoding)
    return replace(
        article, title=article.title or entry.title, published=article.published or entry.published
    )
