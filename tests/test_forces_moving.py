"""Whose forces move and how many, in French sentences of many theatres; and what is no event."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.pipeline import Reader
from geo.records import Article, DateInterval, Movement
from geo.settings import Settings

PUBLISHED = DateInterval(dt.date(2024, 5, 14), dt.date(2024, 5, 14), "day")

Told = tuple[str, str | None, tuple[int | None, int | None] | None, str | None]
"""Kind, whose forces (a state or an organisation), bounds of their number, first place they go to or stand at."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings())


def told(reader: Reader, text: str) -> list[Told]:
    """The movements of a text."""
    reading = reader.read(Article("test.txt", text, 0, PUBLISHED, "fr"))
    out: list[Told] = []
    for event in reading.events:
        if isinstance(event, Movement):
            force, quantity = event.force, event.force.quantity
            place = event.destinations[0].name if event.destinations else None
            bounds = (quantity.min, quantity.max) if quantity else None
            out.append((event.kind, force.country or force.org, bounds, place))
    return out


def exactly(number: int) -> tuple[int, int]:
    return number, number


EVENTS = [
    pytest.param(
        "La Chine a déployé samedi 14 navires de guerre autour de Taïwan.",
        [("transfer", "CN", exactly(14), "Taïwan")],
        id="a-number-behind-a-weekday",
    ),
    pytest.param(
        "La Maison Blanche s'alarme d'un «déploiement militaire serbe» à la frontière avec le Kosovo, comprenant de l'artillerie.",
        [("transfer", "RS", None, "frontière serbo-kosovare")],
        id="nation-of-the-deployment",
    ),
    pytest.param(
        "Londres se dit prête. La coalition est à Aden et la France y participe avec deux frégates.",
        [],
        id="y-of-a-thing",
    ),
    pytest.param(
        "Pékin avait dépêché au printemps 2020 des dizaines de milliers d'hommes au Tibet.",
        [("transfer", "CN", (20_000, 99_999), "Tibet")],
        id="a-year-is-no-number",
    ),
    pytest.param(
        "Les Casques bleus ont quitté Kidal mardi.", [("transfer", "UN", None, None)], id="blue-helmets"
    ),
    pytest.param(
        "Quelque 400 soldats russes sont à Choucha. Une partie des hommes sera transférée à Gumri.",
        [("presence", "RU", exactly(400), "Choucha"), ("transfer", "RU", None, "Gumri")],
        id="a-part-of-the-men",
    ),
    # forces without their noun
    pytest.param("Niamey masse les siens à Ouallam.", [("presence", "NE", None, "Ouallam")], id="les-siens"),
    pytest.param(
        "7.000 des 14.000 soldats américains ont gagné Kandahar.",
        [("transfer", "US", exactly(7000), "Kandahar")],
        id="a-part-of-a-number",
    ),
    pytest.param(
        "Les Tchadiens sont déjà sept cents à Kidal.",
        [("presence", "TD", exactly(700), "Kidal")],
        id="number-said-of-a-people",
    ),
    pytest.param(
        "Les paras français sont au Tchad depuis 1986. Ils sont 3 000 à N'Djamena.",
        [("presence", "FR", None, "Tchad"), ("presence", "FR", exactly(3000), "N'Djamena")],
        id="number-said-of-them",
    ),
    pytest.param(
        "Le Rwanda compte 2 000 hommes à Bangui, le Burundi 500 et le Gabon une centaine.",
        [
            ("presence", "RW", exactly(2000), "Bangui"),
            ("presence", "BI", exactly(500), "Bangui"),
            ("presence", "GA", exactly(100), "Bangui"),
        ],
        id="states-and-numbers-without-the-verb",
    ),
    pytest.param(
        "L'Allemagne aligne 1.600 hommes à Rukla, dont 300 Néerlandais et 150 Tchèques.",
        [
            ("presence", "DE", exactly(1600), "Rukla"),
            ("presence", "NL", exactly(300), "Rukla"),
            ("presence", "CZ", exactly(150), "Rukla"),
        ],
        id="of-which",
    ),
    pytest.param(
        "Treize Allemands, trois Suédois et un Britannique sont arrivés à Nuuk.",
        [
            ("transfer", "DE", exactly(13), "Nuuk"),
            ("transfer", "SE", exactly(3), "Nuuk"),
            ("transfer", "GB", exactly(1), "Nuuk"),
        ],
        id="peoples-counted",
    ),
    # the number behind its unit
    pytest.param(
        "Le contingent togolais, fort de 930 hommes, a quitté Kidal pour Gao.",
        [("transfer", "TG", exactly(930), "Gao")],
        id="strong",
    ),
    pytest.param(
        "Le bataillon tchadien, qui compte 800 hommes, a gagné Gao.",
        [("transfer", "TD", exactly(800), "Gao")],
        id="that-counts",
    ),
    # in company, by series, by sort
    pytest.param(
        "Deux cents soldats indiens ont gagné Leh. Une quarantaine de véhicules sont entrés dans Srinagar.",
        [("transfer", "IN", exactly(200), "Leh"), ("transfer", "IN", exactly(40), "Srinagar")],
        id="vehicles-in-company",
    ),
    pytest.param(
        "Plus de 70 Iliouchine-76 russes et cinq An-124 ukrainiens se sont posés à Almaty.",
        [("transfer", "RU", (70, None), "Almaty"), ("transfer", "UA", exactly(5), "Almaty")],
        id="aircraft-by-series",
    ),
    pytest.param(
        "17 bâtiments de guerre et 125 appareils chinois ont encerclé Kinmen.",
        [("presence", "CN", exactly(17), "Kinmen"), ("presence", "CN", exactly(125), "Kinmen")],
        id="ships-and-aircraft",
    ),
    # whose they are
    pytest.param(
        "La flotte du Pacifique a envoyé deux destroyers aux Kouriles.",
        [("transfer", "RU", exactly(2), "îles Kouriles")],
        id="a-fleet-sends",
    ),
    pytest.param(
        "Nairobi et Kampala envisagent d'envoyer des soldats à Bunia.",
        [("transfer", "KE", None, "Bunia"), ("transfer", "UG", None, "Bunia")],
        id="two-states-send",
    ),
    pytest.param(
        "Deux cents soldats ont rejoint Port-au-Prince lundi, a déclaré le président kényan William Ruto.",
        [("transfer", "KE", exactly(200), "Port-au-Prince")],
        id="who-tells-it",
    ),
    pytest.param(
        "Un bataillon de marche quitte Bamako pour Gao, a annoncé l'état-major français.",
        [("transfer", "FR", None, "Gao")],
        id="staff-tells-it",
    ),
    pytest.param(
        "Le Bundestag a approuvé l'envoi de 150 militaires à Gao.",
        [("transfer", "DE", exactly(150), "Gao")],
        id="parliament",
    ),
    pytest.param(
        "Le contingent burundais a quitté Mogadiscio. Deux compagnies se sont installées à Jowhar.",
        [("transfer", "BI", None, None), ("transfer", "BI", None, "Jawhar")],
        id="the-paragraph-told-of",
    ),
    pytest.param(
        "Les Éthiopiens ont évacué Galkayo. La moitié d'entre eux est rentrée à Gode à bord de C-130 américains. "
        "L'armée a aussi quitté Baidoa.",
        [
            ("withdrawal", "ET", None, None),
            ("withdrawal", "ET", None, "Gode"),
            ("transfer", "ET", None, None),
        ],
        id="not-what-carries-them",
    ),
    pytest.param(
        "Minsk a salué l'arrivée des mercenaires de Wagner à Tsel. Leur transfert vers Brest est achevé.",
        [("transfer", "WAGNER", None, "Tsel"), ("transfer", "WAGNER", None, "Brest-Litovsk")],
        id="their-transfer",
    ),
    # verbs that the tagger takes for nouns
    pytest.param(
        "Kigali masse trois bataillons à Gisenyi.",
        [("presence", "RW", None, "Gisenyi")],
        id="masse-is-a-verb",
    ),
    pytest.param(
        "Le Sénégal compte 800 hommes à Banjul.",
        [("presence", "SN", exactly(800), "Banjul")],
        id="compte-is-a-verb",
    ),
    # presence, in company of a verb that says little
    pytest.param(
        "La Turquie a 40 000 soldats à Chypre.", [("presence", "TR", exactly(40000), "Chypre")], id="has"
    ),
    pytest.param(
        "Deux cents soldats danois étaient déjà au Groenland.",
        [("presence", "DK", exactly(200), "Groenland")],
        id="were-already-there",
    ),
    pytest.param(
        "Des images satellites montrent une cinquantaine de chars russes à Ielnia.",
        [("presence", "RU", exactly(50), "Ielnia")],
        id="pictures-show",
    ),
    pytest.param(
        "Le contingent allemand est installé à Rukla. Celui-ci aligne aujourd'hui 1.600 hommes.",
        [("presence", "DE", exactly(1600), "Rukla")],
        id="this-one-counts",
    ),
    pytest.param(
        "Washington garde 2 500 soldats en Irak et 900 en Syrie.",
        [("presence", "US", exactly(2500), "Irak"), ("presence", "US", exactly(900), "Syrie")],
        id="a-number-each",
    ),
    pytest.param(
        "La France déploiera quatre bataillons en Roumanie, soit jusqu'à 4 000 militaires.",
        [("transfer", "FR", (None, 4000), "Roumanie")],
        id="number-behind-the-place",
    ),
    pytest.param(
        "Une compagnie de légionnaires campe à Birao.",
        [("presence", "FR", None, "Birao")],
        id="company-of-legionnaires",
    ),
    pytest.param(
        "Les Français ont été suivis à Nuuk par treize Allemands et deux Norvégiens.",
        [("transfer", "DE", exactly(13), "Nuuk"), ("transfer", "NO", exactly(2), "Nuuk")],
        id="followed-by",
    ),
    pytest.param(
        "Le roi Felipe VI a rendu visite aux 650 soldats espagnols déployés à Marjayoun.",
        [("presence", "ES", exactly(650), "Marjayoun")],
        id="a-visit-is-no-withdrawal",
    ),
    pytest.param(
        "Le 13e bataillon de chasseurs alpins s'est envolé pour le Liban.",
        [("transfer", "FR", None, "Liban")],
        id="unit-of-soldiers-of-one-army",
    ),
    # without a verb
    pytest.param(
        "Estonie : 300 chasseurs alpins.", [("presence", "FR", exactly(300), "Estonie")], id="headline"
    ),
    pytest.param(
        "Lituanie : 1 200 soldats allemands, 150 Norvégiens.",
        [("presence", "DE", exactly(1200), "Lituanie"), ("presence", "NO", exactly(150), "Lituanie")],
        id="list-after-a-country",
    ),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_forces(text: str, expected: list[Told], reader: Reader) -> None:
    assert told(reader, text) == expected


NOTHING = [
    pytest.param("Deux soldats français morts à Gao.", id="dead"),
    pytest.param("200 soldats russes tués à Bakhmout.", id="killed"),
    pytest.param("Trois Casques bleus enlevés à Goma.", id="abducted"),
    pytest.param("L'Allemagne livre 14 Leopard à l'Ukraine.", id="arms-given"),
    pytest.param("5 000 réfugiés soudanais sont arrivés à Adré.", id="refugees"),
    pytest.param("La police a déployé 300 agents à Marseille.", id="police-at-home"),
    pytest.param("Une armée de touristes débarque à Venise.", id="tourists"),
    pytest.param("Un bataillon de mouettes a pris ses quartiers à Brest.", id="gulls"),
    pytest.param("En 1944, les Américains débarquent en Normandie.", id="history"),
    pytest.param("Trois avions de ligne ont été déroutés vers Orly.", id="airliners"),
    pytest.param("Des rafales de vent ont balayé Brest et gagné Rennes.", id="gusts"),
    pytest.param("Le contingent de vaccins arrivera à Abidjan lundi.", id="vaccines"),
    pytest.param("L'armée française compte 200 000 hommes.", id="strength-of-an-army"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_event(text: str, reader: Reader) -> None:
    assert told(reader, text) == []
