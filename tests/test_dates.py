"""Dates of the press: tables of phrases with the days they mean, in French and English."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import dates
from geo.dates import Tenure
from geo.errors import DataError
from geo.records import DateInterval
from geo.settings import PROJECT

DATA = PROJECT / "data"
LANGS = ("fr", "en")


@cache
def grammar(lang: str) -> dates.Grammar:
    return dates.load(DATA, lang)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def known(text: str | None) -> DateInterval | None:
    """«2021-12» or «2021-12-30» as what is known of an article's date."""
    if text is None:
        return None
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return DateInterval(
            dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), "month"
        )
    return DateInterval(day(text), day(text))


def days_of(interval: DateInterval | None) -> str:
    """An interval as «start..end», or «start» where it is one day."""
    if interval is None:
        return "none"
    start, end = (d.isoformat() if d else "" for d in (interval.start, interval.end))
    return start if start == end else f"{start}..{end}"


def only_date(text: str, lang: str = "fr") -> dates.DateMention:
    found = [m for m in dates.find(text, grammar(lang)) if m.kind == "date"]
    assert len(found) == 1, f"expected one date in {text!r}, got {[m.text for m in found]}"
    return found[0]


def resolved(
    text: str, published: str | None, tense: str | None, reference: str | None = None, lang: str = "fr"
) -> dates.Resolved:
    return dates.resolve(
        only_date(text, lang), published=known(published), tense=tense, reference=known(reference)
    )


# -- Thursday 3 February 2022: the phrase in the past and in the future ---------------------------------------

THURSDAY = "2022-02-03"
FRENCH = [
    # phrase, told of the past, told of the future
    ("lundi prochain", "2022-02-07", "2022-02-07"),
    ("mardi dernier", "2022-02-01", "2022-02-01"),
    ("dans les prochains jours", "2022-02-03..2022-02-10", "2022-02-03..2022-02-10"),
    ("mi-février", "2021-02-11..2021-02-20", "2022-02-11..2022-02-20"),
    ("fin janvier", "2022-01-21..2022-01-31", "2023-01-21..2023-01-31"),
    ("début février", "2022-02-01..2022-02-10", "2022-02-01..2022-02-10"),
    ("fin février 2020", "2020-02-21..2020-02-29", "2020-02-21..2020-02-29"),
    ("d'ici la fin du mois", "2022-02-03..2022-02-28", "2022-02-03..2022-02-28"),
    ("ce week-end", "2022-01-29..2022-01-30", "2022-02-05..2022-02-06"),
    ("mercredi soir", "2022-02-02", "2022-02-09"),
    ("dans la nuit de mardi à mercredi", "2022-02-01..2022-02-02", "2022-02-08..2022-02-09"),
    ("dans la nuit de mercredi", "2022-02-02..2022-02-03", "2022-02-09..2022-02-10"),
    ("depuis novembre", "2021-11-01..", "2021-11-01.."),
    ("ces derniers jours", "2022-01-27..2022-02-03", "2022-01-27..2022-02-03"),
    ("l'an dernier", "2021-01-01..2021-12-31", "2021-01-01..2021-12-31"),
    ("l'année prochaine", "2023-01-01..2023-12-31", "2023-01-01..2023-12-31"),
    ("cette année", "2022-01-01..2022-12-31", "2022-01-01..2022-12-31"),
    ("hier", "2022-02-02", "2022-02-02"),
    ("avant-hier", "2022-02-01", "2022-02-01"),
    ("demain", "2022-02-04", "2022-02-04"),
    ("après-demain", "2022-02-05", "2022-02-05"),
    ("aujourd'hui", "2022-02-03", "2022-02-03"),
    ("il y a deux jours", "2022-02-01", "2022-02-01"),
    ("10 janvier", "2022-01-10", "2023-01-10"),
    ("lundi 10 janvier", "2022-01-10", "2022-01-10"),
    ("1er février", "2022-02-01", "2023-02-01"),
    ("le premier février", "2022-02-01", "2023-02-01"),
    ("vendredi 28 janvier", "2022-01-28", "2022-01-28"),
    ("jeudi", "2022-02-03", "2022-02-03"),
    ("lundi", "2022-01-31", "2022-02-07"),
    ("vendredi", "2022-01-28", "2022-02-04"),
    ("jeudi dernier", "2022-01-27", "2022-01-27"),
    ("jeudi prochain", "2022-02-10", "2022-02-10"),
    ("ce jeudi", "2022-02-03", "2022-02-03"),
    ("ce vendredi", "2022-01-28", "2022-02-04"),
    ("la semaine dernière", "2022-01-24..2022-01-30", "2022-01-24..2022-01-30"),
    ("la semaine prochaine", "2022-02-07..2022-02-13", "2022-02-07..2022-02-13"),
    ("cette semaine", "2022-01-31..2022-02-06", "2022-01-31..2022-02-06"),
    ("fin mars", "2021-03-21..2021-03-31", "2022-03-21..2022-03-31"),
    ("samedi 14", "2022-05-14", "2022-05-14"),
    ("à la fin d'août", "2021-08-21..2021-08-31", "2022-08-21..2022-08-31"),
    ("à la fin du mois d'octobre", "2021-10-21..2021-10-31", "2022-10-21..2022-10-31"),
    ("début avril 2022", "2022-04-01..2022-04-10", "2022-04-01..2022-04-10"),
    ("hier soir", "2022-02-02", "2022-02-02"),
    ("d'ici à fin août", "2022-02-03..2022-08-31", "2022-02-03..2022-08-31"),
    ("depuis la mi-octobre", "2021-10-11..", "2021-10-11.."),
    ("depuis fin 2021", "2021-10-01..", "2021-10-01.."),
    ("depuis 2014", "2014-01-01..", "2014-01-01.."),
    ("depuis hier", "2022-02-02..", "2022-02-02.."),
    ("depuis lundi", "2022-01-31..", "2022-01-31.."),
    ("depuis trois jours", "2022-01-31..", "2022-01-31.."),
    ("depuis six mois", "2021-08-03..", "2021-08-03.."),
    ("à compter du 3 avril", "2021-04-03..", "2022-04-03.."),
    ("à partir de lundi", "2022-01-31..", "2022-02-07.."),
    ("jusqu'à vendredi", "..2022-01-28", "..2022-02-04"),
    ("jusqu'au 30 juin 2025", "..2025-06-30", "..2025-06-30"),
    ("jusqu'en mars", "..2021-03-31", "..2022-03-31"),
    ("jusqu'à la fin du mois de juillet", "..2021-07-31", "..2022-07-31"),
    ("de mardi à mercredi", "2022-02-01..2022-02-02", "2022-02-08..2022-02-09"),
    ("entre mardi et jeudi", "2022-02-01..2022-02-03", "2022-02-08..2022-02-10"),
    ("dans les prochaines heures", "2022-02-03..2022-02-04", "2022-02-03..2022-02-04"),
    ("dans les prochaines semaines", "2022-02-03..2022-03-03", "2022-02-03..2022-03-03"),
    ("au cours des prochains mois", "2022-02-03..2022-08-03", "2022-02-03..2022-08-03"),
    ("dans les jours à venir", "2022-02-03..2022-02-10", "2022-02-03..2022-02-10"),
    ("dans les semaines qui viennent", "2022-02-03..2022-03-03", "2022-02-03..2022-03-03"),
    ("dans les 48 heures", "2022-02-03..2022-02-05", "2022-02-03..2022-02-05"),
    ("dans les dix prochains jours", "2022-02-03..2022-02-13", "2022-02-03..2022-02-13"),
    ("au cours des dix prochains jours", "2022-02-03..2022-02-13", "2022-02-03..2022-02-13"),
    ("ces trois derniers mois", "2021-11-03..2022-02-03", "2021-11-03..2022-02-03"),
    ("ce mois-ci", "2022-02-01..2022-02-28", "2022-02-01..2022-02-28"),
    ("le mois dernier", "2022-01-01..2022-01-31", "2022-01-01..2022-01-31"),
    ("le mois prochain", "2022-03-01..2022-03-31", "2022-03-01..2022-03-31"),
    ("le week-end dernier", "2022-01-29..2022-01-30", "2022-01-29..2022-01-30"),
    ("le week-end prochain", "2022-02-05..2022-02-06", "2022-02-05..2022-02-06"),
    ("au cours du week-end", "2022-01-29..2022-01-30", "2022-02-05..2022-02-06"),
    ("lundi en huit", "2022-02-14", "2022-02-14"),
    ("lundi en quinze", "2022-02-21", "2022-02-21"),
    ("sous quinze jours", "2022-02-03..2022-02-18", "2022-02-03..2022-02-18"),
    ("sous huitaine", "2022-02-03..2022-02-11", "2022-02-03..2022-02-11"),
    ("d'ici une quinzaine de jours", "2022-02-03..2022-02-18", "2022-02-03..2022-02-18"),
    ("dans deux semaines", "2022-02-14..2022-02-20", "2022-02-14..2022-02-20"),
    ("dans trois jours", "2022-02-06", "2022-02-06"),
    ("dans une dizaine de jours", "2022-02-13", "2022-02-13"),
    ("il y a quelques jours", "2022-01-24..2022-01-31", "2022-01-24..2022-01-31"),
    ("il y a un mois", "2022-01-01..2022-01-31", "2022-01-01..2022-01-31"),
    ("il y a deux ans", "2020-01-01..2020-12-31", "2020-01-01..2020-12-31"),
    ("voilà trois semaines", "2022-01-10..2022-01-16", "2022-01-10..2022-01-16"),
    ("mercredi et jeudi prochains", "2022-02-09..2022-02-10", "2022-02-09..2022-02-10"),
    ("samedi et dimanche", "2022-01-29..2022-01-30", "2022-02-05..2022-02-06"),
    ("entre le 3 et le 5 mars", "2021-03-03..2021-03-05", "2022-03-03..2022-03-05"),
    ("du 3 au 5 mars", "2021-03-03..2021-03-05", "2022-03-03..2022-03-05"),
    ("du lundi 7 au mercredi 9 mars", "2022-03-07..2022-03-09", "2022-03-07..2022-03-09"),
    ("du 28 décembre au 3 janvier", "2021-12-28..2022-01-03", "2022-12-28..2023-01-03"),
    ("du 28 décembre au 3 janvier 2019", "2018-12-28..2019-01-03", "2018-12-28..2019-01-03"),
    ("du 30 janvier au 2 février", "2022-01-30..2022-02-02", "2023-01-30..2023-02-02"),
    ("les 5 et 6 juin", "2021-06-05..2021-06-06", "2022-06-05..2022-06-06"),
    ("les 5, 6 et 7 juin", "2021-06-05..2021-06-07", "2022-06-05..2022-06-07"),
    ("de mars à mai", "2021-03-01..2021-05-31", "2022-03-01..2022-05-31"),
    ("entre juin et septembre 2019", "2019-06-01..2019-09-30", "2019-06-01..2019-09-30"),
    ("entre 2014 et 2019", "2014-01-01..2019-12-31", "2014-01-01..2019-12-31"),
    ("dans la nuit du 3 au 4 janvier", "2022-01-03..2022-01-04", "2023-01-03..2023-01-04"),
    ("vendredi 18", "2022-02-18", "2022-02-18"),
    ("le 14 à Accra", "2022-01-14", "2022-02-14"),
    ("dès le 14", "2022-01-14", "2022-02-14"),
    ("02/02/2022", "2022-02-02", "2022-02-02"),
    ("02.02.2022", "2022-02-02", "2022-02-02"),
    ("2022-02-02", "2022-02-02", "2022-02-02"),
    ("le 2/09", "2021-09-02", "2022-09-02"),
    ("2021-12", "2021-12-01..2021-12-31", "2021-12-01..2021-12-31"),
    ("2 février 2022", "2022-02-02", "2022-02-02"),
    ("mer. 2 févr. 2022", "2022-02-02", "2022-02-02"),
    ("mer. 2 févr.", "2022-02-02", "2022-02-02"),
    ("lun. 31 janv.", "2022-01-31", "2022-01-31"),
    ("février 2022", "2022-02-01..2022-02-28", "2022-02-01..2022-02-28"),
    ("au mois de mai 2021", "2021-05-01..2021-05-31", "2021-05-01..2021-05-31"),
    ("en juin", "2021-06-01..2021-06-30", "2022-06-01..2022-06-30"),
    ("en février", "2022-02-01..2022-02-28", "2022-02-01..2022-02-28"),
    ("en 2017", "2017-01-01..2017-12-31", "2017-01-01..2017-12-31"),
    ("mi-2020", "2020-05-01..2020-08-31", "2020-05-01..2020-08-31"),
    ("début 2020", "2020-01-01..2020-03-31", "2020-01-01..2020-03-31"),
    ("en janvier dernier", "2022-01-01..2022-01-31", "2022-01-01..2022-01-31"),
    ("en mars prochain", "2022-03-01..2022-03-31", "2022-03-01..2022-03-31"),
    ("le 24 décembre dernier", "2021-12-24", "2021-12-24"),
    ("courant mars", "2021-03-01..2021-03-31", "2022-03-01..2022-03-31"),
    ("tout au long de janvier", "2022-01-01..2022-01-31", "2023-01-01..2023-01-31"),
    ("ce matin", "2022-02-03", "2022-02-03"),
    ("cet après-midi", "2022-02-03", "2022-02-03"),
    ("ce soir", "2022-02-03", "2022-02-03"),
    ("cette nuit", "2022-02-02..2022-02-03", "2022-02-03..2022-02-04"),
    ("la nuit dernière", "2022-02-02..2022-02-03", "2022-02-02..2022-02-03"),
    ("dans la soirée", "2022-02-03", "2022-02-03"),
    ("dans la soirée de lundi", "2022-01-31", "2022-02-07"),
    ("lundi matin", "2022-01-31", "2022-02-07"),
    ("en fin de semaine", "2022-01-28..2022-01-30", "2022-02-04..2022-02-06"),
    ("en fin de semaine prochaine", "2022-02-11..2022-02-13", "2022-02-11..2022-02-13"),
    ("en début de semaine prochaine", "2022-02-07..2022-02-08", "2022-02-07..2022-02-08"),
    ("mardi de la semaine dernière", "2022-01-25", "2022-01-25"),
    ("le 11 du mois dernier", "2022-01-11", "2022-01-11"),
    ("en juin de l'an dernier", "2021-06-01..2021-06-30", "2021-06-01..2021-06-30"),
    ("la semaine du 7 mars", "2021-03-01..2021-03-07", "2022-03-07..2022-03-13"),
    ("à la mi-mai", "2021-05-11..2021-05-20", "2022-05-11..2022-05-20"),
    ("fin du mois de mars", "2021-03-21..2021-03-31", "2022-03-21..2022-03-31"),
    ("au premier trimestre", "2022-01-01..2022-03-31", "2022-01-01..2022-03-31"),
    ("au troisième trimestre 2023", "2023-07-01..2023-09-30", "2023-07-01..2023-09-30"),
    ("au second semestre 2021", "2021-07-01..2021-12-31", "2021-07-01..2021-12-31"),
    ("avant la fin du mois", "..2022-02-28", "2022-02-03..2022-02-28"),
    ("avant mardi", "..2022-01-31", "2022-02-03..2022-02-07"),
    ("avant l'été", "..2021-06-20", "2022-02-03..2022-06-20"),
    ("après le 15 mars", "2021-03-16..", "2022-03-16.."),
    ("d'ici l'été", "2022-02-03..2022-06-21", "2022-02-03..2022-06-21"),
    ("d'ici à mardi", "2022-02-03..2022-02-08", "2022-02-03..2022-02-08"),
    ("d'ici au 30 juin", "2022-02-03..2022-06-30", "2022-02-03..2022-06-30"),
    ("à l'été", "2021-06-21..2021-09-20", "2022-06-21..2022-09-20"),
    ("à l'été 2020", "2020-06-21..2020-09-20", "2020-06-21..2020-09-20"),
    ("l'été dernier", "2021-06-21..2021-09-20", "2021-06-21..2021-09-20"),
    ("cet hiver", "2021-12-21..2022-03-20", "2021-12-21..2022-03-20"),
    ("au printemps", "2021-03-21..2021-06-20", "2022-03-21..2022-06-20"),
    ("au printemps prochain", "2022-03-21..2022-06-20", "2022-03-21..2022-06-20"),
    ("cet automne", "2021-09-21..2021-12-20", "2022-09-21..2022-12-20"),
    ("à Noël", "2021-12-25", "2022-12-25"),
    ("à la Toussaint", "2021-11-01", "2022-11-01"),
    ("trois jours avant Noël", "2021-12-22", "2022-12-22"),
    ("au lendemain du 3 mars", "2021-03-04", "2022-03-04"),
    ("deux jours après le 10 janvier 2020", "2020-01-12", "2020-01-12"),
    ("au cours de la semaine dernière", "2022-01-24..2022-01-30", "2022-01-24..2022-01-30"),
    ("dans la première semaine de mars", "2021-03-01..2021-03-07", "2022-03-01..2022-03-07"),
    ("dans la seconde quinzaine de mars", "2021-03-16..2021-03-31", "2022-03-16..2022-03-31"),
    ("dans le courant du mois de mars", "2021-03-01..2021-03-31", "2022-03-01..2022-03-31"),
    ("au cours du mois", "2022-02-01..2022-02-28", "2022-02-01..2022-02-28"),
    ("dès le mois d'octobre", "2021-10-01..2021-10-31", "2022-10-01..2022-10-31"),
    ("en début d'année", "2022-01-01..2022-03-31", "2022-01-01..2022-03-31"),
    ("en fin d'année", "2021-10-01..2021-12-31", "2022-10-01..2022-12-31"),
    ("le 29 février", "2020-02-29", "2024-02-29"),
    ("mardi 29 février", "2020-02-29", "2024-02-29"),
    ("le 31 juin", "none", "none"),
]  # fmt: skip
ENGLISH = [
    # published on Thursday 3 November 2022
    ("on Tuesday", "2022-11-01", "2022-11-08"),
    ("on Thursday", "2022-11-03", "2022-11-03"),
    ("last Friday", "2022-10-28", "2022-10-28"),
    ("next Friday", "2022-11-04", "2022-11-04"),
    ("this Friday", "2022-10-28", "2022-11-04"),
    ("over the next fortnight", "2022-11-03..2022-11-17", "2022-11-03..2022-11-17"),
    ("Nov 3", "2022-11-03", "2022-11-03"),
    ("Oct. 20", "2022-10-20", "2023-10-20"),
    ("on Nov. 3, 2021", "2021-11-03", "2021-11-03"),
    ("3 November 2021", "2021-11-03", "2021-11-03"),
    ("the 3rd of June", "2022-06-03", "2023-06-03"),
    ("Thursday, November 3", "2022-11-03", "2022-11-03"),
    ("2022-11-03", "2022-11-03", "2022-11-03"),
    ("23/10/2022", "2022-10-23", "2022-10-23"),
    ("10/23/2022", "2022-10-23", "2022-10-23"),
    ("in mid-May", "2022-05-11..2022-05-20", "2023-05-11..2023-05-20"),
    ("in late October", "2022-10-21..2022-10-31", "2023-10-21..2023-10-31"),
    ("late on Wednesday", "2022-11-02", "2022-11-09"),
    ("July 6", "2022-07-06", "2023-07-06"),
    ("by the end of August", "2022-11-03..2023-08-31", "2022-11-03..2023-08-31"),
    ("since early March", "2022-03-01..", "2022-03-01.."),
    ("since Oct. 20", "2022-10-20..", "2022-10-20.."),
    ("earlier this month", "2022-11-01..2022-11-30", "2022-11-01..2022-11-30"),
    ("late last month", "2022-10-21..2022-10-31", "2022-10-21..2022-10-31"),
    ("early next week", "2022-11-07..2022-11-08", "2022-11-07..2022-11-08"),
    ("last week", "2022-10-24..2022-10-30", "2022-10-24..2022-10-30"),
    ("next week", "2022-11-07..2022-11-13", "2022-11-07..2022-11-13"),
    ("the week after next", "2022-11-14..2022-11-20", "2022-11-14..2022-11-20"),
    ("two days ago", "2022-11-01", "2022-11-01"),
    ("a fortnight ago", "2022-10-17..2022-10-23", "2022-10-17..2022-10-23"),
    ("in two weeks", "2022-11-14..2022-11-20", "2022-11-14..2022-11-20"),
    ("within 48 hours", "2022-11-03..2022-11-05", "2022-11-03..2022-11-05"),
    ("in the coming days", "2022-11-03..2022-11-10", "2022-11-03..2022-11-10"),
    ("within the next few days", "2022-11-03..2022-11-13", "2022-11-03..2022-11-13"),
    ("in recent weeks", "2022-10-06..2022-11-03", "2022-10-06..2022-11-03"),
    ("overnight", "2022-11-02..2022-11-03", "2022-11-03..2022-11-04"),
    ("overnight into Wednesday", "2022-11-01..2022-11-02", "2022-11-08..2022-11-09"),
    ("tonight", "2022-11-03", "2022-11-03"),
    ("yesterday", "2022-11-02", "2022-11-02"),
    ("tomorrow", "2022-11-04", "2022-11-04"),
    ("from Monday to Wednesday", "2022-10-31..2022-11-02", "2022-11-07..2022-11-09"),
    ("between March 3 and 5", "2022-03-03..2022-03-05", "2023-03-03..2023-03-05"),
    ("March 3-5", "2022-03-03..2022-03-05", "2023-03-03..2023-03-05"),
    ("from Dec 30 to Jan 5", "2021-12-30..2022-01-05", "2022-12-30..2023-01-05"),
    ("from April 11 to 28, 2021", "2021-04-11..2021-04-28", "2021-04-11..2021-04-28"),
    ("on 17 and 18 August", "2022-08-17..2022-08-18", "2023-08-17..2023-08-18"),
    ("on the 14th", "2022-10-14", "2022-11-14"),
    ("over the weekend", "2022-10-29..2022-10-30", "2022-11-05..2022-11-06"),
    ("since the weekend", "2022-10-29..", "2022-10-29.."),
    ("Monday morning", "2022-10-31", "2022-11-07"),
    ("the night of Tuesday to Wednesday", "2022-11-01..2022-11-02", "2022-11-08..2022-11-09"),
    ("in the spring", "2022-03-21..2022-06-20", "2023-03-21..2023-06-20"),
    ("this autumn", "2022-09-21..2022-12-20", "2022-09-21..2022-12-20"),
    ("by summer", "2022-11-03..2023-06-21", "2022-11-03..2023-06-21"),
    ("the summer of 2021", "2021-06-21..2021-09-20", "2021-06-21..2021-09-20"),
    ("until Friday", "..2022-10-28", "..2022-11-04"),
    ("starting Monday", "2022-10-31..", "2022-11-07.."),
    ("as of April 3", "2022-04-03..", "2023-04-03.."),
    ("in 2017", "2017-01-01..2017-12-31", "2017-01-01..2017-12-31"),
    ("in December", "2021-12-01..2021-12-31", "2022-12-01..2022-12-31"),
    ("in the second half of 2025", "2025-07-01..2025-12-31", "2025-07-01..2025-12-31"),
    ("at Christmas", "2021-12-25", "2022-12-25"),
    ("two days after July 6", "2022-07-08", "2023-07-08"),
    ("the week of March 7", "2022-03-07..2022-03-13", "2023-03-06..2023-03-12"),
    ("on Tuesday of last week", "2022-10-25", "2022-10-25"),
    ("in the first week of March", "2022-03-01..2022-03-07", "2023-03-01..2023-03-07"),
    ("a week from Friday", "2022-11-11", "2022-11-11"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "past", "future"), FRENCH, ids=[row[0] for row in FRENCH])
def test_french_phrase(phrase: str, past: str, future: str) -> None:
    text = f"Ils arrivent {phrase}."
    assert days_of(resolved(text, THURSDAY, "past").interval) == past
    assert days_of(resolved(text, THURSDAY, "future").interval) == future


@pytest.mark.parametrize(("phrase", "past", "future"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english_phrase(phrase: str, past: str, future: str) -> None:
    text = f"They arrive {phrase}."
    assert days_of(resolved(text, "2022-11-03", "past", lang="en").interval) == past
    assert days_of(resolved(text, "2022-11-03", "future", lang="en").interval) == future


# -- other days of the week, other dates of the text ----------------------------------------------------------

ANCHORED = [
    # lang, phrase, article, tense, another date of the text, days
    ("fr", "vendredi dernier", "2022-02-04", "past", None, "2022-01-28"),  # told on a Friday: the week before
    ("fr", "vendredi dernier", "2022-02-10", "past", None, "2022-02-04"),
    ("fr", "jeudi", "2022-02-03", "present", None, "2022-02-03"),
    ("fr", "mercredi et jeudi prochains", "2022-02-10", "future", None, "2022-02-16..2022-02-17"),
    ("fr", "vendredi", "2023-05-31", "past", None, "2023-05-26"),
    ("fr", "ce week-end", "2022-01-24", "past", None, "2022-01-22..2022-01-23"),
    ("fr", "ce week-end", "2022-01-23", "past", None, "2022-01-22..2022-01-23"),
    ("fr", "ce week-end", "2022-01-23", "future", None, "2022-01-22..2022-01-23"),
    ("fr", "fin décembre", "2024-06-28", "past", None, "2023-12-21..2023-12-31"),
    ("fr", "cet automne", "2024-06-28", "future", None, "2024-09-21..2024-12-20"),
    ("fr", "les 17 et 18", "2023-08-25", "past", "2023-08-10", "2023-08-17..2023-08-18"),
    ("fr", "vendredi 18", "2023-08", "past", "2023-08-10", "2023-08-18"),
    ("fr", "le 3", "2023-09-10", "past", "2023-08-28", "2023-09-03"),
    ("fr", "le 3", "2023-08-30", "past", "2023-08-28", "2023-08-03"),
    ("fr", "la veille", "2023-09-10", "past", "2023-08-28", "2023-08-27"),
    ("fr", "l'avant-veille", "2023-09-10", "past", "2023-08-28", "2023-08-26"),
    ("fr", "le lendemain", "2023-09-10", "past", "2023-08-28", "2023-08-29"),
    ("fr", "le lendemain matin", "2023-09-10", "past", "2023-08-28", "2023-08-29"),
    ("fr", "le surlendemain", "2023-09-10", "past", "2023-08-28", "2023-08-30"),
    ("fr", "le soir même", "2023-09-10", "past", "2023-08-28", "2023-08-28"),
    ("fr", "le même jour", "2023-09-10", "past", "2023-08-28", "2023-08-28"),
    ("fr", "ce jour-là", "2023-09-10", "past", "2023-08-28", "2023-08-28"),
    ("fr", "deux jours plus tôt", "2023-09-10", "past", "2023-08-28", "2023-08-26"),
    ("fr", "trois jours après", "2023-09-10", "past", "2023-08-28", "2023-08-31"),
    ("fr", "une heure plus tard", "2023-09-10", "past", "2023-08-28", "2023-08-28"),
    ("fr", "quarante-huit heures plus tôt", "2023-09-10", "past", "2023-08-28", "2023-08-26"),
    ("fr", "trois semaines plus tôt", "2023-09-10", "past", "2023-08-28", "2023-08-04..2023-08-10"),
    ("fr", "la semaine suivante", "2023-09-10", "past", "2023-08-28", "2023-09-04..2023-09-10"),
    ("fr", "l'année précédente", "2023-09-10", "past", "2023-08-28", "2022-01-01..2022-12-31"),
    ("fr", "dans la soirée", "2023-09-10", "past", "2023-08-28", "2023-08-28"),
    ("fr", "dans la soirée", "2023-09-10", "future", "2023-08-28", "2023-09-10"),
    ("fr", "la veille", "2023-09-10", "past", None, "2023-09-09"),  # the article's day stands in
    ("fr", "au lendemain de l'attaque", "2023-09-10", "past", "2023-08-28", "none"),
    ("fr", "trois jours après l'attaque", "2023-09-10", "past", "2023-08-28", "none"),
    ("fr", "à la veille du sommet", "2023-09-10", "past", "2023-08-28", "none"),
    ("fr", "le 12 janvier", None, "future", "2021-12-30", "2022-01-12"),
    ("fr", "le 12 janvier 2022", None, None, None, "2022-01-12"),
    ("fr", "en 2017", None, "past", None, "2017-01-01..2017-12-31"),
    ("fr", "vendredi", None, "past", None, "none"),
    ("fr", "hier", None, "past", None, "none"),
    ("fr", "mercredi 2 février", None, "past", None, "none"),
    ("fr", "dans les prochains jours", None, "future", None, "none"),
    ("fr", "mardi", "2021-12", "past", None, "2021-12-01..2021-12-31"),
    ("fr", "hier", "2021-12", "past", None, "2021-11-30..2021-12-30"),
    ("fr", "en juin", "2021-12", "past", None, "2021-06-01..2021-06-30"),
    ("fr", "début décembre", "2021-12", "past", None, "2021-12-01..2021-12-10"),
    ("fr", "le 7 janvier", "2026-01", "past", None, "2026-01-07"),
    ("fr", "le 27 janvier", "2026-01", "future", None, "2026-01-27"),
    ("fr", "en novembre", "2026-01", "past", None, "2025-11-01..2025-11-30"),
    ("fr", "au printemps", "2026-01", "future", None, "2026-03-21..2026-06-20"),
    ("fr", "dès le 14", "2023-08", "past", None, "2023-08-14"),
    ("fr", "depuis la mi-août", "2023-08", "past", None, "2023-08-11.."),
    ("fr", "mercredi 2 février", "2022-03-01", "past", None, "2022-02-02"),
    ("fr", "mardi 2 février", "2022-03-01", "past", None, "2021-02-02"),
    ("en", "the day before", "2023-09-10", "past", "2023-08-28", "2023-08-27"),
    ("en", "the next day", "2023-09-10", "past", "2023-08-28", "2023-08-29"),
    ("en", "the previous day", "2023-09-10", "past", "2023-08-28", "2023-08-27"),
    ("en", "the same evening", "2022-11-03", "past", "2022-11-01", "2022-11-01"),
    ("en", "two days earlier", "2023-09-10", "past", "2023-08-28", "2023-08-26"),
    ("en", "a month earlier", "2023-09-10", "past", "2023-08-28", "2023-07-01..2023-07-31"),
    ("en", "the following week", "2023-09-10", "past", "2023-08-28", "2023-09-04..2023-09-10"),
    ("en", "four months after Presidents met", "2022-11-03", "future", "2022-07-06", "none"),
    ("en", "two days after the attack", "2023-09-10", "past", "2023-08-28", "none"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "phrase", "published", "tense", "reference", "expected"),
    ANCHORED,
    ids=[f"{row[1]}-{row[2]}-{row[3]}-{row[4]}" for row in ANCHORED],
)
def test_anchored_phrase(
    lang: str, phrase: str, published: str | None, tense: str | None, reference: str | None, expected: str
) -> None:
    found = resolved(f"… {phrase}.", published, tense, reference, lang)
    assert days_of(found.interval) == expected
    assert found.reason


KNOWN_FINELY = [
    # phrase, precision, extent
    ("hier", "day", "within"),
    ("cette semaine", "week", "within"),
    ("il y a deux semaines", "week", "within"),
    ("en mars", "month", "within"),
    ("cet été", "season", "within"),
    ("en 2017", "year", "within"),
    ("début mars", "range", "within"),
    ("ces derniers jours", "range", "within"),
    ("d'ici à fin août", "range", "within"),
    ("depuis la mi-octobre", "range", "throughout"),
    ("depuis lundi", "day", "throughout"),
    ("depuis 2014", "year", "throughout"),
    ("à compter du 3 avril", "day", "within"),
    ("du 3 au 5 mars", "range", "throughout"),
    ("entre le 3 et le 5 mars", "range", "within"),
    ("dans la nuit de mardi à mercredi", "range", "within"),
    ("tout au long de janvier", "month", "throughout"),
]


@pytest.mark.parametrize(
    ("phrase", "precision", "extent"), KNOWN_FINELY, ids=[row[0] for row in KNOWN_FINELY]
)
def test_precision_and_extent(phrase: str, precision: str, extent: str) -> None:
    interval = resolved(f"Ils arrivent {phrase}.", THURSDAY, "past").interval
    assert interval is not None
    assert (interval.precision, interval.extent, interval.text) == (precision, extent, phrase)


# -- what is found, what is not -------------------------------------------------------------------------------

NO_DATE = [
    ("fr", "Le rover a roulé sur Mars, loin du champ de Mars."),
    ("fr", "Elle me dit que sa mer est belle, sept fois sur dix."),
    ("fr", "Il a été blessé ; ils ont été passés au crible."),
    ("fr", "Le 126e régiment aligne 2 000 soldats et 14 chars."),
    ("fr", "Les 27 pays de l'Union, le 20 heures et le 4x4."),
    ("fr", "Le premier, venu de Kisangani, a parlé."),
    ("fr", "Plus de 2000 hommes, de 1 900 à 2 000 fusils."),
    ("fr", "À cette heure, rien."),
    ("fr", "Le scénario rappelle 2014."),
    ("fr", "Le père Noël"),
    ("fr", "76 Iliouchine et cinq An-124 en veille ; l'un des 14, dit-il."),
    ("en", "They may march if Mrs May asks; the sun sat low."),
    ("en", "He wed, then spring and fall came; a second one sat down."),
    ("en", "Some 2,000 soldiers and 14 tanks."),
]


@pytest.mark.parametrize(("lang", "text"), NO_DATE, ids=[row[1] for row in NO_DATE])
def test_false_friends_are_no_dates(lang: str, text: str) -> None:
    assert [m.text for m in dates.find(text, grammar(lang)) if m.kind == "date"] == []


KINDS = [
    ("fr", "Ils ont parlé pendant trois mois.", [("duration", "pendant trois mois")]),
    ("fr", "Ils partiront en douze mois.", [("duration", "en douze mois")]),
    ("fr", "Projetable en 24 à 48 heures.", [("duration", "en 24 à 48 heures")]),
    ("fr", "L'échange a duré deux heures.", [("duration", "deux heures")]),
    ("fr", "Un homme âgé de 45 ans.", [("age", "âgé de 45 ans")]),
    ("fr", "mardi peu après 18 heures", [("date", "mardi"), ("time", "peu après 18 heures")]),
    ("fr", "bouclée dès 5 heures ce vendredi.", [("time", "dès 5 heures"), ("date", "ce vendredi")]),
    ("fr", "20:15 | Liesse", [("time", "20:15")]),
    ("fr", "à 20h15", [("time", "à 20h15")]),
    ("fr", "chaque mardi et tous les lundis", [("set", "chaque mardi"), ("set", "tous les lundis")]),
    ("fr", "les accords du 12 février", [("name", "12 février")]),
    ("fr", "l'Accord de Bamako du 15 mai 2015", [("name", "15 mai 2015")]),
    ("fr", "depuis le 11-Septembre", [("name", "11-Septembre")]),
    ("fr", "lundi, puis mardi", [("date", "lundi"), ("date", "mardi")]),
    ("fr", "Publié le 3 mars 2024 à 10h05", [("date", "3 mars 2024"), ("time", "à 10h05")]),
    ("en", "a 45-year-old left at 7pm for three months", [("age", "45-year-old"), ("time", "at 7pm"), ("duration", "for three months")]),
    ("en", "the agreement of 12 December 2015", [("name", "12 December 2015")]),
    ("en", "every Tuesday", [("set", "every Tuesday")]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), KINDS, ids=[row[1] for row in KINDS])
def test_kinds_are_told_apart(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.kind, m.text) for m in dates.find(text, grammar(lang))] == expected


def test_what_is_no_date_resolves_to_nothing_with_a_reason() -> None:
    (mention,) = dates.find("Ils ont parlé pendant trois mois.", grammar("fr"))
    found = dates.resolve(mention, published=known(THURSDAY), tense="past")
    assert found.interval is None
    assert "duration" in found.reason


FORMS = [
    ("MERCREDI 2 FEVRIER", "2022-02-02"),
    ("mercredi\u00a02\u202ffévrier\u00a02022", "2022-02-02"),
    ("mercredi 2\nfévrier", "2022-02-02"),
    ("d’ici l’été", "2022-02-03..2022-06-21"),
    ("D'ICI L'ETE", "2022-02-03..2022-06-21"),
    ("aujourd’hui", "2022-02-03"),
    ("apres-demain", "2022-02-05"),
    ("après demain", "2022-02-05"),
    ("mi fevrier", "2022-02-11..2022-02-20"),
    ("du 3–5 mars", "2022-03-03..2022-03-05"),
    ("Weekend prochain", "2022-02-05..2022-02-06"),
]


@pytest.mark.parametrize(("phrase", "expected"), FORMS, ids=[row[0] for row in FORMS])
def test_forms_of_writing(phrase: str, expected: str) -> None:
    assert days_of(resolved(f"Départ : {phrase}.", THURSDAY, "future").interval) == expected


def test_words_that_ran_together_are_one_number() -> None:
    (mention,) = dates.find("dans vingtquatre heures", grammar("fr"))
    assert mention.text == "dans vingtquatre heures"


def test_a_date_does_not_span_paragraphs() -> None:
    assert [m.text for m in dates.find("mercredi\n\n2 février", grammar("fr"))] == ["mercredi", "2 février"]


# -- the article's own date -----------------------------------------------------------------------------------

JOHNSON = Tenure(day("2019-07-24"), day("2022-09-06"), "Johnson")
BIDEN = Tenure(day("2021-01-20"), day("2025-01-20"), "Biden")
PUBLICATIONS = [
    # id, text, header, tenses by words, tenures, days
    ("in full", "Le Conseil a approuvé, ce mardi 11 mars 2025, l'envoi.", None, {"mardi": "past"}, (), "2025-03-11"),
    ("weekday and office", "Annoncé ce mercredi 2 février par MM. Johnson et Biden.", None, {"mercredi": "past"}, (JOHNSON, BIDEN), "2022-02-02"),
    ("weekday alone", "Annoncé ce mercredi 2 février.", None, {"mercredi": "past"}, (), "none"),
    ("captions and weekday", "Ils ont parlé jeudi, et mercredi à Kiev. Des soldats s'exercent le 25 décembre 2021. Pourparlers le 10 janvier.", "2021-12", {"jeudi": "past", "mercredi": "past", "25": "present", "10": "future"}, (), "2021-12-30"),
    ("month and weekday", "Ils ont parlé mardi.", "2021-12", {"mardi": "past"}, (), "2021-12-01..2021-12-31"),
    ("header's day", "Ils ont parlé mardi.", "2021-12-08", {"mardi": "past"}, (), "2021-12-08"),
    ("after the past, before the future", "Partis le 27 août, ils reviendront le 29 août.", "2023-08", {"27": "past", "29": "future"}, (), "2023-08-27..2023-08-29"),
    ("past day of the header's month", "Réunis jeudi 10 août, les chefs ont parlé.", "2023-08", {"jeudi": "past"}, (), "2023-08-10..2023-08-31"),
    ("yesterday by name", "Hier, lundi, trois navires sont partis pour Aden.", "2022-01", {"Hier": "past"}, (), "2022-01-01..2022-01-31"),
    ("tomorrow in full", "Ils partiront demain jeudi 3 mars 2022.", None, {"demain": "future"}, (), "2022-03-02"),
    ("published", "Publié le 3 mars 2024 à 10h05\nIls partiront samedi.", None, {}, (), "2024-03-03"),
    ("dateline", "BAMAKO, 12 mai 2023 (AFP) – Les soldats sont partis.", None, {}, (), "2023-05-12"),
    ("dateline and month", "BAMAKO, 12 mai - Les soldats sont partis.", "2023-05", {}, (), "2023-05-12"),
    ("dateline behind a headline", "Le retrait s'achève\n\nNiamey, 7 juillet 2024. Les soldats sont partis dimanche.", None, {"dimanche": "past"}, (), "2024-07-07"),
    ("dateline with an article", "Le Caire, le 21 janvier 2023 - Ils sont partis.", None, {}, (), "2023-01-21"),
    ("dateline and agency", "New Delhi (Reuters), 22 février 2021 – Ils sont partis.", None, {}, (), "2021-02-22"),
    ("a sentence is no dateline", "L'accord de Minsk, 12 février 2015, tient. Ils sont partis mardi.", None, {"mardi": "past"}, (), "none"),
    ("datelines of a chronology", "Kiev, 24 février 2022. L'invasion.\nMoscou, 1er mars 2022. Les pourparlers.", None, {}, (), "none"),
    ("coming weekday is no clue", "Ils partiront ce vendredi.", "2023-05", {"vendredi": "future"}, (), "2023-05-01..2023-05-31"),
    ("a clue that leaves no day", "Partis le 27 août.", "2023-08-12", {"27": "past"}, (), "2023-08-12"),
    ("last Friday is no clue", "Ils sont partis vendredi dernier.", "2023-05", {"vendredi": "past"}, (), "2023-05-01..2023-05-31"),
    ("nothing", "Les soldats sont partis vendredi.", None, {"vendredi": "past"}, (BIDEN,), "none"),
    ("byline", "Goma renforcée\nAFP / le 07 octobre 2025 à 20h48\nIls partiront mercredi.", None, {}, (), "2025-10-07"),
    ("byline with a name", "Goma renforcée\nPar Anne Le Du, 16 novembre 2022 - 18:02\nIls sont partis mardi.", None, {"mardi": "past"}, (), "2022-11-16"),
    ("byline in figures", "18/08/2025\nIls sont partis lundi.", None, {"lundi": "past"}, (), "2025-08-18"),
    ("byline in the header's month", "Goma renforcée\n8 mai 2023\nIls sont partis.", "2023-05", {}, (), "2023-05-08"),
    ("a title with a date", "Les suites du sommet du 3 mars 2024\nIls sont partis mardi.", None, {"mardi": "past"}, (), "none"),
    ("a title about a day", "Le 3 mars 2024, un jour de deuil\nIls sont partis mardi.", None, {"mardi": "past"}, (), "none"),
    ("a chronology", "24 février 2022\nL'invasion.\n1er mars 2022\nLes pourparlers.", None, {}, (), "none"),
    ("a weekday told with its month", "Lundi 7 mars 2022, ils partaient ; mardi 8 mars 2022, ils arrivaient.", None, {"Lundi": "past", "mardi": "past"}, (), "2022-03-08"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "header", "tenses", "tenures", "expected"),
    [row[1:] for row in PUBLICATIONS],
    ids=[row[0] for row in PUBLICATIONS],
)
def test_publication(
    text: str, header: str | None, tenses: dict[str, str], tenures: tuple[Tenure, ...], expected: str
) -> None:
    mentions = dates.find(text, grammar("fr"))
    by_index = {
        index: next((tense for words, tense in tenses.items() if words in mention.text), None)
        for index, mention in enumerate(mentions)
    }
    found = dates.publication(text, mentions, known(header), by_index, tenures)
    assert days_of(found.interval) == expected
    assert found.reason


def test_open_publication_keeps_its_candidates() -> None:
    text = "Ils ont parlé mardi, après un premier appel lundi."
    mentions = dates.find(text, grammar("fr"))
    published = dates.publication(text, mentions, known("2021-12"), {0: "past", 1: "past"})
    assert [d.day for d in published.candidates] == [7, 14, 21, 28]
    monday = dates.resolve(
        mentions[1], published=published.interval, tense="past", candidates=published.candidates
    )
    assert days_of(monday.interval) == "2021-12-01..2021-12-31"
    assert [d.day for d in monday.candidates] == [6, 13, 20, 27]
    assert "2021-12-13" in monday.reason


def test_the_seed_of_december_2021_is_of_the_30th() -> None:
    (path,) = (PROJECT / "seeds").glob("003_*.txt")
    text = path.read_text(encoding="utf-8")
    mentions = dates.find(text, grammar("fr"))
    past, present, future = (
        ("jeudi", "mercredi", "en juin", "début décembre"),
        ("25 décembre 2021",),
        ("janvier",),
    )
    tenses = {
        index: tense
        for index, mention in enumerate(mentions)
        for words, tense in ((past, "past"), (present, "present"), (future, "future"))
        if any(word in mention.text for word in words)
    }
    found = dates.publication(text, mentions, known("2021-12"), tenses)
    assert days_of(found.interval) == "2021-12-30"


# -- whatever the text ----------------------------------------------------------------------------------------

PIECES = sorted(
    {word for row in FRENCH for word in row[0].split()}
    | {word for row in ENGLISH for word in row[0].split()}
    | {"\n", "\n\n", ",", ".", "(", ")", "-", "’", "«", "0", "31", "99", "1 000", "İ", "ﬁ", "\u200b", "𝟛"}
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31))
INTERVALS = st.none() | st.tuples(DAYS, st.integers(0, 40)).map(
    lambda pair: DateInterval(pair[0], pair[0] + dt.timedelta(days=pair[1]))
)
TENSES = st.sampled_from([None, "past", "present", "future"])


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, lang=st.sampled_from(LANGS), published=INTERVALS, reference=INTERVALS, tense=TENSES)
def test_any_text(
    text: str, lang: str, published: DateInterval | None, reference: DateInterval | None, tense: str | None
) -> None:
    mentions = dates.find(text, grammar(lang))
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
        found = dates.resolve(mention, published=published, tense=tense, reference=reference)
        assert found.reason
        if found.interval and found.interval.start and found.interval.end:
            assert found.interval.start <= found.interval.end
    for first, second in itertools.pairwise(mentions):
        assert first.end <= second.start
    dates.publication(text, mentions, published, dict.fromkeys(range(len(mentions)), tense))


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar(year: int) -> None:
    edge = DateInterval(dt.date(year, 1, 1), dt.date(year, 1, 1))
    for phrase, *_ in FRENCH:
        for mention in dates.find(f"Ils arrivent {phrase}.", grammar("fr")):
            for tense in (None, "past", "future"):
                assert dates.resolve(mention, published=edge, tense=tense, reference=edge).reason


HOSTILE = [
    "1 ",
    "mardi ",
    "du 3 au ",
    "dans la nuit de mardi à ",
    "le ",
    "3, ",
    "l'",
    "((",
    " ",
    "\n",
    "mars mai ",
    "2022 - ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        dates.find(text, grammar("fr"))
        return time.process_time() - begin

    seconds(2_000)
    short = min(seconds(5_000) for _ in range(3))
    assert seconds(40_000) < 8 * 4 * short + 0.05


# -- the files of words ---------------------------------------------------------------------------------------

BROKEN = [
    ("unknown section", lambda content: content.update(extra=1), "sections"),
    ("missing section", lambda content: content.pop("pairs"), "sections"),
    ("another language", lambda content: content.update(lang="de"), "lang"),
    ("unknown key", lambda content: content["phrases"].append({"say": ["x"], "is": "set", "colour": 1}), "colour"),
    ("unknown meaning", lambda content: content["phrases"].append({"say": ["x"], "is": "moon"}), "moon"),
    ("unknown class", lambda content: content["phrases"].append({"say": ["{moon}"], "is": "set"}), "moon"),
    ("open bracket", lambda content: content["phrases"].append({"say": ["[x y"], "is": "set"}), "expected"),
    ("stray bracket", lambda content: content["phrases"].append({"say": ["x] y"], "is": "set"}), "unexpected"),
    ("open brace", lambda content: content["phrases"].append({"say": ["{day x"], "is": "set"}), "brace"),
    ("all optional", lambda content: content["phrases"].append({"say": ["[x]"], "is": "set"}), "obligatory"),
    ("bare choice", lambda content: content["phrases"].append({"say": ["x|y"], "is": "set"}), "choice"),
    ("no unit", lambda content: content["phrases"].append({"say": ["x"], "is": "relative", "amount": 1}), "unit"),
    ("no words", lambda content: content["phrases"].append({"say": "x", "is": "set"}), "list of words"),
    ("month 13", lambda content: content["words"]["month"].update({13: ["undecember"]}), "13"),
    ("two meanings", lambda content: content["words"]["weekday"][0].append("mardi"), "two things"),
    ("no months", lambda content: content["words"].pop("month"), "month"),
    ("amount in words", lambda content: content["phrases"].append({"say": ["x"], "is": "relative", "unit": "day", "amount": "two"}), "whole number"),
    ("unknown bound", lambda content: content["bounds"].update({"beside": ["x"]}), "beside"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_refused(tmp_path: Path, spoil: object, said: str) -> None:
    content = yaml.safe_load((DATA / "lang/fr/dates.yaml").read_text(encoding="utf-8"))
    spoil(content)  # type: ignore[operator]
    path = tmp_path / "lang/fr/dates.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataError, match=said) as raised:
        dates.load(tmp_path, "fr")
    assert str(path) in str(raised.value)


def test_an_absent_or_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"dates\.yaml: expected a data file, cannot read it"):
        dates.load(tmp_path, "fr")
    path = tmp_path / "lang/fr/dates.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("lang: [", encoding="utf-8")
    with pytest.raises(DataError, match="YAML"):
        dates.load(tmp_path, "fr")
