"""Fit the confidence of events to texts coded by people, and show whether it keeps its word on texts set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from geo import articles
from geo.confidence import Confidence, centred, traits
from geo.errors import DataError
from geo.evaluation import gold
from geo.evaluation.scoring import judged

if TYPE_CHECKING:
    from geo.pipeline import Reading
    from geo.records import Article, Meeting, Movement

ALLOWANCE = -0.45
"""Logarithm of the odds taken off every event: on texts read for the first time the rules are right less often than on
those they were made on. The French gold of ``tests/gold/fr`` had a precision of 0.83 when it was first read and of
0.90 after its errors had taught the rules, which is 0.67; two thirds of it are taken off."""

_RIDGE = 3.0
_STEPS = 40
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """An event that was read in a text, its ``confidence`` the reader's own score, and whether it is right."""

    text: str
    event: Movement | Meeting
    right: bool


@dataclass(frozen=True, slots=True)
class Third:
    """Events of like confidence: what they say on average, and how many are right."""

    says: float
    right: float
    events: int


def judge(read: Callable[[Article], Reading], folder: Path) -> list[Judged]:
    """Every event read in the gold texts under a folder, with the coder's verdict.

    Args:
        read: reads an article, as :meth:`geo.pipeline.Reader.read` does.
        folder: gold files, its own or those of its folders.

    Raises:
        DataError: there is no gold, or a file of it is bad.
        ArticleError: a text cannot be read.
    """
    out: list[Judged] = []
    for path in sorted(folder.rglob("*.json")):
        coded = gold.load(path)
        readings = [read(article) for article in articles.read(coded.text)]
        found = [
            replace(event, confidence=score)
            for reading in readings
            for event, score in zip(reading.events, reading.scores, strict=True)
        ]
        out.extend(Judged(str(path), event, right) for event, right in judged(coded, found))
    if not out:
        raise DataError(f"no event to judge: expected files NAME.json, each with its text, under {folder}")
    return out


def fit(events: Sequence[Judged], allowance: float = ALLOWANCE) -> Confidence:
    """The weights that make the events judged most likely (logistic regression with a ridge, by Newton's steps)."""
    names = sorted({trait for one in events for trait in traits(one.event)})
    rows = np.array(
        [[1.0, centred(one.event), *(name in traits(one.event) for name in names)] for one in events],
        dtype=float,
    )
    right = np.array([one.right for one in events], dtype=float)
    ridge = np.eye(rows.shape[1]) * _RIDGE
    ridge[0, 0] = 1e-6  # the intercept is free
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        says = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - says) - ridge @ weights
        weights += np.linalg.solve(rows.T @ (rows * (says * (1 - says))[:, None]) + ridge, slope)
    rounded = [round(float(weight), 2) for weight in weights]
    return Confidence(rounded[0], allowance, rounded[1], dict(zip(names, rounded[2:], strict=True)))


def left_out(events: Sequence[Judged], allowance: float = ALLOWANCE) -> list[Third]:
    """The thirds by confidence, each event weighed by what the other texts taught."""
    said = np.zeros(len(events))
    for text in {one.text for one in events}:
        model = fit([one for one in events if one.text != text], allowance)
        for i, one in enumerate(events):
            if one.text == text:
                said[i] = model.of(one.event)
    right = np.array([one.right for one in events], dtype=float)
    parts = np.array_split(np.argsort(said, kind="stable"), _PARTS)
    return [Third(float(said[p].mean()), float(right[p].mean()), len(p)) for p in parts if len(p)]


def confidence_report(thirds: Sequence[Third]) -> str:
    """The thirds as a table."""
    lines = [f"{'third':8}{'events':>8}{'says':>8}{'right':>8}"]
    lines += [f"{i + 1:<8}{t.events:8}{t.says:8.3f}{t.right:8.3f}" for i, t in enumerate(thirds)]
    return "\n".join(lines)


def write(model: Confidence, path: Path, *, folder: Path, events: int) -> None:
    """Write the weights as the table that :meth:`geo.confidence.Confidence.open` reads."""
    head = (
        f"# Made by `python -m geo evaluate confidence {folder} --write` from {events} events;\n"
        "# geo/confidence.py says what each line means. Logarithms of odds: a trait with 0.7 doubles\n"
        "# the odds that an event is right.\n"
    )
    fields = {
        "intercept": model.intercept,
        "allowance": model.allowance,
        "certainty": model.certainty,
        "traits": dict(model.traits),
    }
    path.write_text(head + yaml.safe_dump(fields, sort_keys=False, allow_unicode=True), encoding="utf-8")
