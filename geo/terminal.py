"""What a command says on standard error: problems in a line each, and on a terminal how far it is."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from geo.errors import SitmapError

_WIDTH = 24
_EVERY_S = 0.1


@dataclass
class Report:
    """The problems of a run, as they come or (``at_end``) where a long run is read, and its progress.

    Attributes:
        total_bytes: of all files, where it is known: then there is a bar.
        read_bytes: of these, those that were read.
        begun, articles: the articles that were found, and those that were finished.
    """

    at_end: bool = False
    total_bytes: int = 0
    problems: int = 0
    kept: list[str] = field(default_factory=list)
    read_bytes: int = 0
    begun: int = 0
    articles: int = 0
    events: int = 0
    started: float = field(default_factory=time.monotonic)
    _drawn: float = 0.0

    @property
    def shown(self) -> bool:
        """Whether a person watches."""
        return sys.stderr.isatty()

    def problem(self, problem: SitmapError) -> None:
        """Note a problem, in one line."""
        self.problems += 1
        line = "geo: " + " ".join(str(problem).split())
        if self.at_end:
            self.kept.append(line)
        else:
            self._write_line(line)

    def read(self, number: int) -> None:
        """Count bytes of the files."""
        self.read_bytes += number

    def done(self, events: int = 0) -> None:
        """Count an article and its events."""
        self.articles += 1
        self.events += events
        now = time.monotonic()
        if self.shown and now - self._drawn >= _EVERY_S:
            self._drawn = now
            self._draw(self._progress(now - self.started))

    def step(self, done: int, total: int) -> None:
        """Show how far a long file is."""
        if self.shown:
            self._draw(f"{done} of {total}" + ("\n" if done == total else ""))

    def close(self) -> None:
        """Say what was kept for the end."""
        if self.articles and self.shown:
            self._draw(self._progress(time.monotonic() - self.started) + "\n")
        for line in self.kept:
            self._write_line(line)

    def share(self) -> float | None:
        """How much of the work is done, 0 to 1; None where nobody knows.

        Files are read ahead of what is finished: of what was read, the share of its articles counts.
        """
        if not self.total_bytes or not self.begun:
            return None
        read = min(1.0, self.read_bytes / self.total_bytes)
        return read * min(1.0, self.articles / self.begun)

    def _progress(self, seconds: float) -> str:
        counts = f"{self.articles:,} articles, {self.events:,} events"
        pace = f"{self.articles / seconds:,.0f}/s" if seconds >= 1 else ""
        share = self.share()
        if share is None:
            return f"{counts}  {pace}"
        bar = "█" * round(share * _WIDTH)
        left = f"{_duration(seconds * (1 - share) / share)} left" if share and seconds >= 1 else ""
        return f"{bar:░<{_WIDTH}} {share:4.0%}  {counts}  {pace}  {left}"

    @staticmethod
    def _draw(line: str) -> None:
        sys.stderr.write(f"\r{line}" if line.endswith("\n") else f"\r{line}\x1b[K")
        sys.stderr.flush()

    def _write_line(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}\n" if self.shown else f"{line}\n")


def _duration(seconds: float) -> str:
    if seconds < 60:  # noqa: PLR2004
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"  # noqa: PLR2004
