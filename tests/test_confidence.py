"""Confidence is a probability: weights in a table, fitted from what coders judged, refused where the table is bad."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import movement
from hypothesis import given
from hypothesis import strategies as st

from geo.confidence import TABLE, Confidence, traits
from geo.errors import DataError
from geo.evaluation.confidence import Judged, fit, left_out, write
from geo.records import Place, Quantity
from geo.settings import Settings

GAO = Place("Gao", "Gao", "city", "ML", 16.27, -0.04, 15)
COUNTED = movement("transfer", "FR", None, [GAO], number=500)
BARE = replace(COUNTED, destinations=(), force=replace(COUNTED.force, quantity=None))
"""Two events that differ in what was read of them."""


def judged(*, right: int, wrong: int, texts: int = 10) -> list[Judged]:
    """Counted events that are right and bare ones that are wrong, but for one of each, spread over texts."""
    rows = [(COUNTED, True)] * right + [(BARE, False)] * wrong + [(COUNTED, False), (BARE, True)]
    return [Judged(str(i % texts), event, verdict) for i, (event, verdict) in enumerate(rows)]


def test_the_table_of_the_project_opens() -> None:
    model = Confidence.open(Settings().data_dir)
    assert 0 < model.of(COUNTED) < 1
    assert "movement" in model.traits


def test_traits_are_those_that_hold() -> None:
    counted = replace(COUNTED, force=replace(COUNTED.force, quantity=Quantity(5, 5, "5 soldats")))
    assert {"movement", "transfer", "counted force", "one destination", "exact place"} <= traits(counted)
    assert not {"counted force", "one destination", "exact place"} & traits(BARE)


def test_what_was_right_before_is_trusted_more() -> None:
    model = fit(judged(right=40, wrong=40), allowance=0.0)
    assert model.of(COUNTED) > 0.8
    assert model.of(BARE) < 0.2


def test_an_allowance_lowers_every_event() -> None:
    events = judged(right=40, wrong=40)
    assert fit(events, allowance=-1.0).of(COUNTED) < fit(events, allowance=0.0).of(COUNTED)


def test_each_text_is_weighed_by_the_others() -> None:
    low, _, high = left_out(judged(right=45, wrong=45), allowance=0.0)
    assert abs(low.says - low.right) < 0.15
    assert abs(high.says - high.right) < 0.15
    assert low.right < high.right


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_it_is_a_probability(intercept: float, weight: float) -> None:
    assert 0 < Confidence(intercept, 0.0, 1.0, {"transfer": weight}).of(COUNTED) < 1


def test_what_is_written_opens(tmp_path: Path) -> None:
    (tmp_path / TABLE).parent.mkdir()
    model = fit(judged(right=9, wrong=9))
    write(model, tmp_path / TABLE, folder=Path("gold"), events=20)
    assert Confidence.open(tmp_path) == model
    assert "20 events" in (tmp_path / TABLE).read_text("utf-8")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param(None, "absent", id="absent"),
        pytest.param("intercept: 1\n", "expected the keys", id="a-key-missing"),
        pytest.param("intercept: x\nallowance: 0\ncertainty: 0\ntraits: {}\n", "numbers", id="no-number"),
        pytest.param("intercept: 1\nallowance: 0\ncertainty: 0\ntraits: [a]\n", "numbers", id="no-names"),
        pytest.param("- 1\n", "expected the keys", id="a-list"),
    ],
)
def test_a_bad_table_is_refused(table: str | None, said: str, tmp_path: Path) -> None:
    (tmp_path / TABLE).parent.mkdir()
    if table is not None:
        (tmp_path / TABLE).write_text(table, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        Confidence.open(tmp_path)
