"""A real browser on the real page, with the network cut: nothing but this machine can be reached."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Frame, Page, Request, expect, sync_playwright

from geo.settings import PROJECT

T = TypeVar("T")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
SCREENS = PROJECT / ".screens"
"""Where the screenshots of a run are kept."""

DESK = {"width": 1280, "height": 720}
MAP = 'iframe[title*="st_folium"]'
_MARKS = """() => [...document.querySelectorAll("button[data-event]:not([hidden])")].map(
  (mark) => mark.dataset.event
)"""
_RESTS = """() => {
  const app = document.querySelector(".stApp");
  if (!window.restsDock?.isConnected) {
    const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot ?? element);
    window.restsDock = roots.map((root) => root.querySelector(".dock")).find(Boolean);
  }
  const now = [location.href, app?.dataset.testScriptState, window.restsDock?.dataset.drawn].join();
  if (now !== window.restsAs || app?.dataset.testScriptState !== "notRunning") {
    window.restsAs = now;
    window.restsSince = performance.now();
  }
  return performance.now() - window.restsSince > 450;
}"""
_LOCAL = {"localhost", "127.0.0.1", None}
_WAIT_MS = 120_000
"""Long enough for a first run on a busy machine: what is slow is measured in the benchmarks."""
expect.set_options(timeout=_WAIT_MS)


def executable() -> str:
    """Path of a Chromium; without one the test is skipped, with the reason, but fails in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"needs a Chromium on the PATH: one of {', '.join(NAMES)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium that resolves no name but this machine's."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(
    store_url: str, script: Path = PROJECT / "dashboard.py", *, stub: bool = False, **environment: str
) -> Iterator[str]:
    """The address of a Streamlit of its own that serves a page over a store.

    Args:
        store_url: of the store.
        script: the page.
        stub: read articles without a language model, see ``streamlit_with_stub.py``.
        environment: more variables.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [str(Path(__file__).with_name("streamlit_with_stub.py"))] if stub else ["-m", "streamlit"]
    command = [sys.executable, *program, "run", str(script)]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    variables = os.environ | {"SITMAP_STORE": store_url, "PYTHONPATH": str(PROJECT)} | environment
    address = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(
        [*command, *options], cwd=PROJECT, env=variables, stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(f"{address}_stcore/health", server)
            yield address
        finally:
            server.terminate()


class Visit:
    """One visit of the page, which keeps what no visit may have: outside requests and console errors."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR"} | options)
        self.context.route(lambda url: urlsplit(url).hostname not in _LOCAL, lambda route: route.abort())
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(_WAIT_MS)
        self.address = address
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.map_loads = 0
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("framenavigated", self._navigated)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, query: str = "", *, drawn: bool = True) -> Self:
        """Go to a link of the page and wait until its map is drawn and the page rests."""
        self.outside.clear()
        self.errors.clear()
        self._leave()
        self.map_loads = 0
        self.page.goto(f"{self.address}{query}")
        if drawn:
            self.page.wait_for_selector("[data-drawn]", state="attached")
        self.rest()
        return self

    def _leave(self) -> None:
        """Go to an empty page."""
        try:
            self.page.goto("about:blank")
        except Error:  # the page was loading itself again, as it does to change its theme
            self.page.wait_for_load_state()
            self.page.goto("about:blank")

    @property
    def location(self) -> str:
        """What the address bar holds, asked of the page: the driver hears of it a moment later."""
        return str(self.page.evaluate("location.href"))

    def rest(self) -> None:
        """Wait until the script has run, and the address and what is drawn have been the same for a while."""
        self.page.evaluate("window.restsAs = null")  # what rested before this call says nothing
        self.page.wait_for_function(_RESTS, polling=120, timeout=_WAIT_MS)

    def press(self, name: str, **options: bool) -> None:
        """Press the button of that name, and wait until the page rests."""
        self.page.get_by_role("button", name=name, **options).first.click()  # type: ignore[arg-type]
        self.rest()

    def fill(self, label: str, text: str) -> None:
        """Type into the field of that label, enter, and wait until the page rests."""
        field = self.page.get_by_role("textbox", name=label).first
        field.fill(text)
        field.press("Enter")
        self.rest()

    @property
    def map(self) -> Frame:
        """The document of the map."""
        frame = self.page.wait_for_selector(MAP).content_frame()
        assert frame is not None
        return frame

    def marks(self) -> set[str]:
        """Ids of the events on the map."""
        return set(self.map.evaluate(_MARKS))

    def wait_for(self, read: Callable[[], T], expected: Callable[[T], bool]) -> T:
        """Read again and again until it is as expected; fails with what was read last.

        Between a hand and what it brings about lies a run of the script, on any machine of any speed.
        """
        until = time.monotonic() + _WAIT_MS / 1000
        while not expected(found := read()):
            assert time.monotonic() < until, f"never came, the last was {found!r}"
            self.page.wait_for_timeout(50)
        return found

    def wait_for_marks(self, expected: set[str]) -> None:
        """Wait until the events on the map are these; fails with those it shows."""
        self.wait_for(self.marks, expected.__eq__)

    def drawn(self) -> int:
        """The number of events the map says it has painted."""
        return int(self.page.get_attribute("[data-drawn]", "data-drawn") or -1)

    def keep(self, name: str) -> Path:
        """Keep a screenshot."""
        SCREENS.mkdir(exist_ok=True)
        path = SCREENS / f"{name}.png"
        self.page.screenshot(path=path)
        return path

    def assert_clean(self) -> None:
        """Nothing left this machine, and nothing went wrong in the console."""
        assert not self.outside
        assert not self.errors

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in _LOCAL:
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _navigated(self, frame: Frame) -> None:
        self.map_loads += "streamlit_folium" in frame.url


def _wait_for(address: str, server: subprocess.Popen[bytes], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2):  # noqa: S310  this machine's own server
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address}: expected an answer within {seconds} s, exit code {server.poll()}")
