"""Run the command line with a reader that needs no model: ``python ingest_with_stub.py ingest …``.

Each text ``US PL 2022-02-03 2000`` tells of one transfer, so that a test can make thousands of them. A text with
the word «crash» makes the reader fail, one with «kill» ends its process.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builders import PLACES, transfer

from geo.__main__ import main
from geo.records import Article, Evidence, Movement, Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.settings import Settings

TARGETS = {place.country: name for name, place in PLACES.items() if place.kind == "country"}


@dataclass(frozen=True)
class Reading:
    article: Article
    events: tuple[Movement, ...]
    toponyms: tuple[Toponym, ...] = ()


class Reader:
    """Stands for geo.pipeline.Reader."""

    @classmethod
    def open(cls, _settings: Settings) -> Reader:
        return cls()

    def parsed(self, articles: Sequence[Article]) -> list[tuple[Article, tuple[()]]]:
        return [(article, ()) for article in articles]

    def read_docs(self, article: Article, _docs: tuple[()]) -> Reading:
        who, where, day, number, *others = article.text.split()
        if "crash" in others:
            raise ValueError("a bug")
        if "kill" in others:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(float(os.environ.get("STUB_SECONDS", "0")))
        event = transfer(
            who, None, TARGETS[where], number=int(number), day=day, reported=day, id=article.text
        )
        evidence = (Evidence(article.source, 0, len(article.text), article.text),)
        return Reading(article, (replace(event, evidence=evidence),))


def install() -> None:
    """Put the stub in the pipeline's place, in this process and (as ``__mp_main__``) those that it starts."""
    pipeline = types.ModuleType("geo.pipeline")
    pipeline.Reader = Reader  # type: ignore[attr-defined]
    pipeline.Reading = Reading  # type: ignore[attr-defined]
    sys.modules["geo.pipeline"] = pipeline


if __name__ != "ingest_with_stub" or "distributed" in sys.modules:
    # Run as a command, started again by one, or preloaded by a Dask worker; a test that imports it is let be.
    install()

if __name__ == "__main__":
    sys.exit(main())
