"""Serve the page with a reader that needs no model: ``python streamlit_with_stub.py run dashboard.py …``.

It reads of each article one transfer, announced in its first sentence, so that a test can bring many.
"""

from __future__ import annotations

import sys
import time
import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builders import transfer
from streamlit.web import cli

from geo.records import Article, Evidence, Movement, Toponym

if TYPE_CHECKING:
    from geo.settings import Settings

SECONDS = 0.8
"""What an article takes, so that a test sees the page while it reads."""


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

    def read(self, article: Article) -> Reading:
        time.sleep(SECONDS)
        number = sum(map(ord, article.source))
        event = transfer("US", "Fort Bragg", "Pologne", number=number, day=f"2022-01-{1 + number % 28:02}")
        quote = article.text[article.body_start :].strip().splitlines()[0]
        start = article.text.index(quote)
        evidence = (Evidence(article.source, start, start + len(quote), quote),)
        return Reading(article, (replace(event, evidence=evidence, id=f"e{number:015x}"),))


if __name__ == "__main__":
    pipeline = types.ModuleType("geo.pipeline")
    pipeline.Reader = Reader  # type: ignore[attr-defined]
    pipeline.Reading = Reading  # type: ignore[attr-defined]
    sys.modules["geo.pipeline"] = pipeline
    cli.main()
