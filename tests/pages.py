"""A store for the tests of the page: a story of the crisis of 2022, told by one dispatch.

Events are those of ``builders``; their sentences stand in the dispatch at their offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builders import alert, call, interval, meeting, presence, transfer, withdrawal

from geo.records import Article, Evidence, Meeting, Movement
from geo.store import open_store

SOURCE = "depeche.txt"


def story() -> list[Movement | Meeting]:
    """Seventeen events: every kind and status, one without a date, one without a place, one denied."""
    return [
        transfer(
            "US",
            "Fort Bragg",
            "Allemagne",
            "Pologne",
            number=2000,
            status="announced",
            day="2022-02-02/",
            quote="2000 soldats vont être envoyés de Fort Bragg vers l'Allemagne et la Pologne.",
        ),
        transfer("US", "Allemagne", "Roumanie", number=1000, status="announced", day="2022-02-02/"),
        transfer("FR", None, "Roumanie", status="possible", day="2022-02-02/"),
        presence("RU", "Frontière Russie-Ukraine", number=(100_000, None), day="2021-12-01/"),
        alert("US", "États-Unis", number=(None, 8500), day="2022-01-24"),
        withdrawal("US", "Afghanistan", day="2021-08-15/2021-08-31"),
        meeting(["US", "RU"], "Genève", day="2021-06-16"),
        meeting(["US", "RU"], "Genève", day="2022-01-10", status="announced", kind="visit"),
        call(["FR", "RU"], day="2022-01-28"),
        call(["GB", "RU"], day="2022-02-02"),
        meeting(["US", "RU"], kind="video", day="2021-12-07"),
        meeting(["FR", "DE", "RU", "UA"], "Paris", day="2022-01-26", confidence=0.4),
        presence("NATO", "Pays baltes", day="2022-01-20/2022-01-31", extent="throughout"),
        transfer("RU", "Moscou", "Biélorussie", number=30_000, day="2022-01-15/2022-02-10", status="alleged"),
        transfer("US", None, "Ukraine", status="denied"),
        transfer("GB", None, "Pologne", day=None),
        meeting(["RU", "NATO"], day="2022-01-12", status="announced"),
    ]


def fill(
    url: str, events: Sequence[Movement | Meeting], source: str = SOURCE, published: str = "2022-02-02"
) -> Article:
    """Put events into the store as the reports of one article, made of their sentences."""
    text, reports = "", []
    for event in events:
        quote = event.evidence[0].quote
        reports.append(replace(event, evidence=(Evidence(source, len(text), len(text) + len(quote), quote),)))
        text += f"{quote}\n\n"
    article = Article(source, text, published=interval(published))
    with open_store(url) as store:
        store.add(article, reports)
    return article


def url_of(folder: Path) -> str:
    """The URL of a store in a folder."""
    return f"sqlite:///{folder / 'sitmap.db'}"
