"""What holds of any text whatever: nothing raises, every event is provable, valid and stable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from mutations import mutant

from geo import articles
from geo.pipeline import Reader, Reading
from geo.records import Article, event_to_json
from geo.settings import Settings

PROJECT = Path(__file__).parent.parent
SEEDS = sorted((PROJECT / "seeds").glob("*.txt"))
SCHEMA = json.loads((PROJECT / "data" / "event.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
MUTANTS, PARTS = 60, 6

VOCABULARY = """
Moscou Paris Kiev l' d' de la les des à en vers entre pour sans ne pas si a ont va aurait sera été
soldats troupes hommes frégates 2 000 dizaines milliers plus jusqu'à annonce dément déployer envoyer
retire quitte arrive stationnent rencontre reçoit entretien téléphone sommet pourparlers Macron
Poutine président ministre russe américaine hier lundi demain 3 mars 2022 2023 . , ; : ( ) « » -
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings())


def check(text: str, reading: Reading) -> None:
    """Quotes are slices, events are of the schema, ids differ; of place names too."""
    for event in reading.events:
        for piece in event.evidence:
            assert text[piece.start : piece.end] == piece.quote
        VALIDATOR.validate(event_to_json(event))
    assert len({event.id for event in reading.events}) == len(reading.events)
    for toponym in reading.toponyms:
        assert text[toponym.start : toponym.end] == toponym.text != ""
        assert toponym.place or toponym.reason


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_texts_are_read(part: int, reader: Reader) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    for seed in range(part, MUTANTS, PARTS):
        names, text = mutant(texts, seed)
        try:
            check(text, reader.read(Article("mutant", text)))
        except Exception as problem:
            problem.add_note(f"mutant {seed}: {names}")
            raise


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=60))
def test_any_words_are_read(words: list[str]) -> None:
    text = " ".join(words)
    check(text, READER.read(Article("words", text)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    check(text, READER.read(Article("characters", text)))


READER = Reader.open(Settings())
"""For Hypothesis, whose examples share what a fixture would give."""


HOSTILE = [
    pytest.param("", id="nothing"),
    pytest.param(" \n\t\u00a0", id="blank"),
    pytest.param("(" * 300 + "soldats" + ")" * 300, id="nested-brackets"),
    pytest.param("« " * 300, id="open-quotes"),
    pytest.param("La France envoie " + ", ".join(["1 000 soldats"] * 100) + ".", id="a-list-of-numbers"),
    pytest.param("mardi 1er mars 2022, " * 100, id="a-list-of-dates"),
    pytest.param("soldats" * 1_000, id="one-word"),
    pytest.param("\u202eLa France envoie 500 soldats au Mali.\u202c", id="right-to-left-override"),
    pytest.param("أرسلت فرنسا 500 جندي إلى مالي.", id="another-script"),
    pytest.param("🚀" * 500, id="emoji"),
    pytest.param("\x00\x01\x02 500 soldats\x07", id="control-characters"),
    pytest.param("La France envoie 500 soldats au Mali.\ud800", id="lone-surrogate"),
    pytest.param("d'" * 500, id="elisions"),
    pytest.param("Les 31 février et 99 mars 2022, 500 soldats sont partis.", id="days-that-are-not"),
    pytest.param("Le 1er mars 99999, 9" + "0" * 400 + " soldats sont partis au Mali.", id="huge-numbers"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read(text: str, reader: Reader) -> None:
    check(text, reader.read(Article("hostile", text)))


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"], ids=["no-break", "narrow", "thin"])
def test_spaces_do_not_change_what_is_read(space: str, reader: Reader) -> None:
    text = "La France enverra 1 500 soldats en Estonie."
    (event,) = reader.read(Article("spaces", text)).events
    (other,) = reader.read(Article("spaces", text.replace("1 500", f"1{space}500"))).events
    assert (
        event_to_json(other)["force"]["quantity"]["min"] == event_to_json(event)["force"]["quantity"]["min"]
    )


def test_ids_follow_from_the_text_alone() -> None:
    read = [article for path in SEEDS for article in articles.read(path)]
    ids = [[e.id for e in READER.read(article).events] for article in read]
    again = Reader.open(Settings())
    backwards = [[e.id for e in again.read(article).events] for article in reversed(read)]
    assert backwards[::-1] == ids
    moved = [Article(f"elsewhere/{a.source}", a.text, a.body_start, a.published) for a in read]
    assert [[e.id for e in again.read(article).events] for article in moved] == ids
