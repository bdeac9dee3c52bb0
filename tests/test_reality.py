"""What is real, when and where: sentences of our own, of many theatres, each with the one thing that is asked of it.

All are read as of an article of Wednesday 15 May 2024. ``STATUS`` asks for the status of the first event, ``DATES`` for
the first and last day («2024-05-13/» = open), ``PLACES`` for where an event lies, ``NOWHERE`` for texts of no event.
"""

from __future__ import annotations

import datetime as dt

import pytest

from geo.pipeline import Reader
from geo.records import Article, DateInterval, Meeting, Movement
from geo.settings import Settings

WEDNESDAY = dt.date(2024, 5, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings())


def events(reader: Reader, text: str, lang: str = "fr") -> tuple[Movement | Meeting, ...]:
    return reader.read(Article("own", text, published=DateInterval(WEDNESDAY, WEDNESDAY), lang=lang)).events


STATUS = [
    ("denied", "Le porte-parole « dément catégoriquement » que l'armée tchadienne ait fait passer 300 soldats au Darfour.", "quoted-denial"),
    ("denied", "L'état-major brésilien dément en revanche avoir massé 500 soldats à Pacaraima.", "mistagged-verb"),
    ("denied", "Une rumeur voulait que des parachutistes russes soient arrivés à Tiraspol ; Chisinau l'a démentie.", "rumour-denied"),
    ("alleged", "Une rumeur veut que 200 soldats tchadiens soient arrivés à Bangui.", "rumour"),
    ("denied", "« 300 soldats belges sont entrés à Goma. » Faux. Bruxelles n'a personne sur place.", "verdict"),
    ("alleged", "Minsk affirme que la Pologne a massé 20 000 soldats près de Grodno, ce que Varsovie dément.", "contested"),
    ("alleged", "La Serbie aurait envoyé 500 soldats à Merdare. Belgrade dément.", "contested-next"),
    ("alleged", "Hanoï affirme que l'armée chinoise a envoyé 400 soldats à Lang Son.", "of-another-side"),
    ("alleged", "Selon Bakou, l'armée arménienne a envoyé 400 soldats à Goris.", "according-to"),
    ("occurred", "Selon Nairobi, l'armée kényane a envoyé 400 soldats à Goma.", "of-ones-own"),
    ("denied", "L'exercice qui devait amener 230 avions américains à Osan en décembre est annulé.", "called-off"),
    ("denied", "La Russie s'était engagée à retirer 2 000 soldats de Tiraspol ; elle ne l'a jamais fait.", "never-done"),
    ("occurred", "L'armée nord-coréenne, en état d'alerte depuis mardi, aurait rapproché des missiles de Haeju.", "a-state-set-in"),
    ("denied", "Le tête-à-tête qu'Emmanuel Macron aurait eu dimanche à Vienne avec Vladimir Poutine n'a jamais existé.", "never-was"),
    ("possible", "Ankara pourrait, si la trêve volait en éclats, projeter 500 soldats à Misrata.", "condition-set-in"),
    ("occurred", "Les convois turcs n'en continuent pas moins d'arriver à Karkamis.", "no-less"),
    ("occurred", "Le Kenya n'a pas seulement envoyé 300 soldats à Goma.", "not-only"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "text"), [pytest.param(s, t, id=i) for s, t, i in STATUS])
def test_status(status: str, text: str, reader: Reader) -> None:
    assert [e.status for e in events(reader, text)][:1] == [status]


DATES = [
    ("2023-10-01/2023-10-31", "La Mauritanie avait dès le mois d'octobre envoyé 400 soldats à Nouadhibou.", "inside-the-verb"),
    ("2024-05-13/2024-05-13", "Le Botswana a, lundi, envoyé 300 soldats à Pemba.", "between-commas"),
    ("2024-05-16/2024-05-16", "Emmanuel Macron préside demain à Lyon un sommet entre l'Arménie et l'Azerbaïdjan.", "of-the-verb-of-a-noun"),
    ("2024-05-17/2024-05-17", "Les manœuvres débutent vendredi : 3 000 soldats russes se déploieront près de Borissov.", "before-a-colon"),
    ("2024-05-15/2024-05-15", "À Pékin, Xi Jinping reçoit Anthony Albanese, première visite du genre depuis 2016.", "a-record"),
    ("2024-05-10/", "Le 10 mai, le parlement kényan avait autorisé l'envoi de 900 soldats à Goma.", "of-the-decision"),
    ("2024-05-15/2024-05-15", "Pour la première fois depuis le début de la crise du Golfe, en 2017, le ministre qatari a rencontré mercredi son homologue égyptien.", "a-record-of-a-crisis"),
    ("2024-05-20/2024-05-20", "L'AGENDA\n\nLundi 20\n• Tokyo : Fumio Kishida reçoit Emmanuel Macron.\n• Séoul : sommet entre le Japon et la Corée du Sud.", "a-heading"),
    ("2024-05-20/2024-05-22", "L'AGENDA\n\nLundi 20\n• Tokyo : réunion des ministres des Affaires étrangères du G7 (jusqu'au 22).\n• Séoul : sommet.", "until-under-a-heading"),
    ("2024-05-11/2024-05-11", "Samedi, la marine turque a annoncé des tirs jusqu'au 30 mai. Le jour même, deux frégates turques quittaient Aksaz.", "past-of-a-past-day"),
    ("2024-05-14/2024-05-14", "Deux cents soldats français étaient arrivés la veille de Libreville.", "the-day-before-from-a-town"),
    ("2023-12-24/2023-12-24", "Deux cents soldats français sont arrivés à Bangui la veille de Noël.", "the-day-before-a-feast"),
    ("2024-05-13/2024-05-13", "Varsovie a signé jeudi 30 mai un contrat. Lundi, 300 soldats polonais ont gagné Lublin.", "own-date"),
]  # fmt: skip


COORDINATED = "Le navire français devrait faire escale à Goa en janvier et participer à un exercice au large de l'Indonésie."


def test_an_infinitive_shares_the_auxiliary_of_the_one_it_is_joined_to(reader: Reader) -> None:
    assert [e.status for e in events(reader, COORDINATED)] == ["announced", "announced"]


@pytest.mark.parametrize(("days", "text"), [pytest.param(d, t, id=i) for d, t, i in DATES])
def test_days(days: str, text: str, reader: Reader) -> None:
    date = events(reader, text)[0].date
    assert date is not None
    assert f"{date.start or ''}/{date.end or ''}" == days


PLACES = [
    ("Tokyo", "L'AGENDA\n\nLundi 20\n• Tokyo : Fumio Kishida reçoit Emmanuel Macron.\n• Séoul : sommet entre le Japon et la Corée du Sud.", "a-label"),
    ("Brest", "Deux frégates françaises ont quitté Toulon pour Brest.", "a-home-town"),
    ("Djibouti", "Les 300 soldats français sont arrivés à Djibouti.", "a-capital-named-as-its-country"),
    ("Goa", "Le porte-avions Charles-de-Gaulle a fait escale à Goa, en Inde.", "a-division-against-a-town-abroad"),
    ("Lyon", "Emmanuel Macron préside demain à Lyon un sommet entre l'Arménie et l'Azerbaïdjan.", "of-the-verb-of-a-noun"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [pytest.param(n, t, id=i) for n, t, i in PLACES])
def test_place(name: str, text: str, reader: Reader) -> None:
    event = events(reader, text)[0]
    places = event.destinations if isinstance(event, Movement) else (event.place,)
    assert [place.name for place in places if place] == [name]


NOWHERE = [
    ("Xiamen", "« Si la Chine avait voulu débarquer, elle aurait massé 300 soldats à Xiamen », observe un attaché naval.", "against-the-fact"),
    ("Royal City", "Deux avions de la Royal Air Force ont décollé d'Akrotiri.", "part-of-a-name"),
    ("Ankara", "Ankara, qui y maintient 600 soldats, ne songe plus à garder l'aéroport.", "an-actor-of-there"),
    ("Caracas", "À Caracas, on a décrété la mobilisation de 200 000 soldats.", "where-an-order-is-given"),
    ("Ankara", "Deux frégates turques ont quitté Aksaz et, à Ankara, le ministre a parlé aux journalistes.", "of-the-next-clause"),
    ("Melia", "L'armée vietnamienne a déployé 40 blindés aux abords de l'hôtel Melia.", "a-hotel"),
    ("Des Allemands", "Berlin veut aller plus loin. Des Allemands sont arrivés à Rukla.", "a-people"),
    ("Varsovie", "VARSOVIE – Barack Obama a reçu Andrzej Duda vendredi.", "a-dateline"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [pytest.param(n, t, id=i) for n, t, i in NOWHERE])
def test_no_event_lies_where_a_place_only_acts(name: str, text: str, reader: Reader) -> None:
    for event in events(reader, text):
        places = (event.origin, *event.destinations) if isinstance(event, Movement) else (event.place,)
        assert name not in [place.name for place in places if place]


PUBLISHED = [
    ("2016-07-08", "VARSOVIE – Réunis vendredi 8 juillet à Varsovie, Barack Obama et François Hollande ont parlé de l'Ukraine.", "two-in-office"),
    ("2025-09-04", "Ce jeudi 4 septembre, Emmanuel Macron a réuni Giorgia Meloni et Donald Trump à Paris.", "terms-of-one-person"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text"), [pytest.param(d, t, id=i) for d, t, i in PUBLISHED])
def test_the_articles_day_follows_from_who_is_in_office(day: str, text: str, reader: Reader) -> None:
    published = reader.read(Article("own", text, lang="fr")).article.published
    assert published is not None
    assert (published.start, published.end) == (dt.date.fromisoformat(day),) * 2
