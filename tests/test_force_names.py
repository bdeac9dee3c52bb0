"""Whose a force is, read off its name: units, operations, ships, soldiers of one army; both languages."""

from __future__ import annotations

from functools import cache

import pytest

from geo import language, lexicon
from geo.actors import Actors
from geo.clauses import Text
from geo.gazetteer import Gazetteer
from geo.mentions import forces, numbers
from geo.settings import Settings
from geo.spans import ForceSpan

DATA = Settings().data_dir


@cache
def tables() -> tuple[Gazetteer, Actors]:
    return Gazetteer.open(DATA), Actors.open(DATA)


@cache
def words(lang: str) -> lexicon.Lexicon:
    return lexicon.load(DATA, lang)


def find(sentence: str, lang: str) -> list[ForceSpan]:
    text = Text(language.load(lang)(sentence), words(lang))
    return forces.find(text, list(numbers.numbers(text)), *tables())


@pytest.mark.parametrize(
    ("sentence", "country", "unit", "count"),
    [
        pytest.param("Quelque 300 légionnaires du 2e REP partent.", "FR", "2e REP", 300, id="abbreviation"),
        pytest.param("La force Licorne se déploie à Bouaké.", "FR", None, None, id="operation"),
        pytest.param(
            "Le porte-avions Charles-de-Gaulle a appareillé.", "FR", None, None, id="ship-after-noun"
        ),
        pytest.param(
            "Le Charles de Gaulle a appareillé de Toulon.", "FR", None, None, id="ship-after-article"
        ),
        pytest.param("La frégate « Alsace » patrouille en mer.", "FR", None, None, id="ship-in-quotes"),
        pytest.param("L'USS Carl Vinson fait route vers le golfe.", "US", None, None, id="prefix"),
        pytest.param("Les spetsnaz ont été envoyés à Simferopol.", "RU", None, None, id="soldiers"),
        pytest.param(
            "Des légionnaires espagnols sont arrivés.", "ES", None, None, id="demonym-has-the-last-word"
        ),
        pytest.param(
            "Le retrait de la Bundeswehr du Mali est achevé.", "DE", None, None, id="not-where-it-stands"
        ),
        pytest.param("La Suisse a mobilisé 50'000 soldats.", None, None, 50_000, id="swiss-number"),
        pytest.param("Près d'un millier de marines ont débarqué.", "US", None, 1000, id="marines"),
    ],
)
def test_french(sentence: str, country: str | None, unit: str | None, count: int | None) -> None:
    force, *_ = find(sentence, "fr")
    quantity = force.quantity and force.quantity.min
    assert (force.country, force.unit, quantity) == (country, unit, count)


@pytest.mark.parametrize(
    ("sentence", "country", "count"),
    [
        pytest.param(
            "Some 17,600 American and Filipino soldiers will converge on Luzon.", "US", 17_600, id="two"
        ),
        pytest.param("Kenya's 1,000 troops flew to Goma.", "KE", 1000, id="possessive"),
        pytest.param("A 45-strong advance party left the barracks.", None, 45, id="strong"),
        pytest.param("British marines landed at Tapa.", "GB", None, id="demonym"),
        pytest.param("The frigate HMS Kent left Portsmouth.", "GB", None, id="prefix"),
        pytest.param("About 300 US Marines arrived in Darwin.", "US", 300, id="counted-army"),
    ],
)
def test_english(sentence: str, country: str | None, count: int | None) -> None:
    force, *_ = find(sentence, "en")
    assert (force.country, force.quantity and force.quantity.min) == (country, count)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Il a traversé l'Alsace et la Lorraine.", id="provinces"),
        pytest.param("Le mistral soufflait sur Marseille.", id="a-wind"),
        pytest.param("Une opération du genou l'attend.", id="surgery"),
    ],
)
def test_no_force_at_all(sentence: str) -> None:
    assert find(sentence, "fr") == []
