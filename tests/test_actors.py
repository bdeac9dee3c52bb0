"""The tables of actors: who held which office, which names mean which organisation or army."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import Actors, Office
from geo.errors import DataError
from geo.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = Actors.open(Settings().data_dir)
DAY = dt.date(2022, 2, 2)
HEADER = "name,aliases,short_names,of,office,from,to,source\n"


@pytest.mark.parametrize(
    ("name", "day", "person", "of"),
    [
        ("Zelenskyy", "2022-02-02", "Volodymyr Zelensky", "UA"),
        ("Volodymyr Zelenski", "2022-02-02", "Volodymyr Zelensky", "UA"),
        ("Alexandre Loukachenko", "2021-11-11", "Alexandre Loukachenko", "BY"),
        ("Alexander Lukashenko", "2021-11-11", "Alexandre Loukachenko", "BY"),
        ("Johnson", "2022-02-02", "Boris Johnson", "GB"),
        ("Bush", "2003-03-20", "George W. Bush", "US"),
        ("Xi", "2022-02-04", "Xi Jinping", "CN"),
        ("Netanyahou", "2023-10-08", "Benyamin Netanyahou", "IL"),
        ("Trump", "2018-06-12", "Donald Trump", "US"),
        ("Goïta", "2023-07-01", "Assimi Goïta", "ML"),
        ("Stoltenberg", "2022-02-24", "Jens Stoltenberg", "NATO"),
        ("Stoltenberg", "2011-07-22", "Jens Stoltenberg", "NO"),
        ("von der Leyen", "2016-01-01", "Ursula von der Leyen", "DE"),
        ("von der Leyen", "2022-01-01", "Ursula von der Leyen", "EU"),
        ("Costa", "2020-01-01", "António Costa", "PT"),
        ("Costa", "2025-01-01", "António Costa", "EU"),
        ("Hemedti", "2023-04-15", "Mohamed Hamdane Daglo", "SD"),
        ("Dmitri Peskov", "2022-01-01", "Dmitri Peskov", "RU"),
    ],
)
def test_who_was_in_office_comes_first(name: str, day: str, person: str, of: str) -> None:
    first, *_ = ACTORS.person(name, dt.date.fromisoformat(day))
    assert (first.person, first.country or first.org) == (person, of)


@pytest.mark.parametrize("name", ["Paul Johnson", "Jean Dupont", "macron", "May Smith", "II", "de"])
def test_a_stranger_stays_a_stranger(name: str) -> None:
    assert ACTORS.person(name, DAY) == ()


def test_in_office_leaves_out_who_is_long_gone() -> None:
    assert {office.person for office in ACTORS.in_office("Sullivan", DAY)} >= {"Jake Sullivan"}
    assert ACTORS.in_office("Jacques Chirac", DAY) == ()


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Otan", "NATO", "states"),
        ("OTAN", "NATO", "states"),
        ("l’Otan", None, None),
        ("Alliance atlantique", "NATO", "states"),
        ("Finul", "UN", "mission"),
        ("FINUL", "UN", "mission"),
        ("Minusma", "UN", "mission"),
        ("casques bleus", "UN", "states"),
        ("Kfor", "NATO", "mission"),
        ("CEDEAO", "ECOWAS", "states"),
        ("Cédéao", "ECOWAS", "states"),
        ("OTSC", "CSTO", "states"),
        ("talibans", "TALIBAN", "group"),
        ("Forces de soutien rapide", "RSF", "group"),
        ("Daech", "ISIS", "group"),
        ("UE", "EU", "states"),
        ("AIEA", "IAEA", "body"),
        ("format Normandie", "NORMANDY", "format"),
        ("au", None, None),
        ("fact", None, None),
        ("ei", None, None),
    ],
)
def test_names_of_organisations(name: str, code: str | None, kind: str | None) -> None:
    found = ACTORS.organisation(name)
    assert (found and found.code, found and found.kind) == (code, kind)


def test_a_short_name_says_that_it_needs_a_context() -> None:
    alliance, otan = ACTORS.organisation("Alliance"), ACTORS.organisation("Otan")
    assert alliance
    assert otan
    assert (alliance.code, alliance.needs_context, otan.needs_context) == ("NATO", True, False)


def test_missions_know_where_they_stand_and_whose_they_are() -> None:
    finul = ACTORS.organisation("Finul")
    assert finul
    assert (finul.code, finul.part_of, finul.countries) == ("UN", "UN", ("LB",))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Bundeswehr", "DE"),
        ("Tsahal", "IL"),
        ("FARDC", "CD"),
        ("Gardiens de la révolution", "IR"),
        ("Marine", None),
        ("opération Lynx", "FR"),
        ("force Licorne", "FR"),
        ("Lynx", None),
        ("82e division aéroportée", "US"),
        ("brigade Golani", "IL"),
    ],
)
def test_armies_with_names_of_their_own(name: str, country: str | None) -> None:
    assert ACTORS.army(name) == country


@pytest.mark.parametrize(
    ("name", "country", "alone"),
    [
        ("Charles-de-Gaulle", "FR", "FR"),
        ("Charles de Gaulle", "FR", "FR"),
        ("Alsace", "FR", None),
        ("USS Nobody", "US", None),
        ("HNLMS Tromp", "NL", None),
        ("Moskva", "RU", "RU"),
        ("Shandong", "CN", None),
        ("tonnerre", None, None),
        ("uss", None, None),
    ],
)
def test_ships_by_name_and_by_prefix(name: str, country: str | None, alone: str | None) -> None:
    assert (ACTORS.ship(name), ACTORS.ship_alone(name)) == (country, alone)


def test_soldiers_and_units_that_name_no_country() -> None:
    assert (ACTORS.soldier("légionnaire"), ACTORS.soldier("spetsnaz")) == ("FR", "RU")
    assert ACTORS.soldier("soldat") is None
    assert (ACTORS.unit("REP"), ACTORS.unit("RPIMa"), ACTORS.unit("rep")) == ("FR", "FR", None)


def test_a_broken_table_of_forces_is_named(tmp_path: Path) -> None:
    _tables(tmp_path, HEADER)
    with pytest.raises(DataError, match=r"forces\.yaml: expected a data file, cannot read it"):
        Actors.open(tmp_path)
    (tmp_path / "tables" / "forces.yaml").write_text("ships: {}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"forces\.yaml: expected the keys"):
        Actors.open(tmp_path)


def test_adjectives_and_seats() -> None:
    onusien, brussels = ACTORS.adjective("onusienne"), ACTORS.seat("NATO")
    assert onusien
    assert brussels
    assert (onusien.code, brussels.name, brussels.country) == ("UN", "Bruxelles", "BE")
    assert ACTORS.seat("NOWHERE") is None


def test_every_name_is_found_again() -> None:
    look_up = {
        "person": ACTORS.person,
        "organisation": ACTORS.organisation,
        "adjective": ACTORS.adjective,
        "army": ACTORS.army,
    }
    lost = [name for name in ACTORS.names() if not look_up[name.kind](name.text)]
    assert lost == []


def test_the_table_is_large_and_dense() -> None:
    people = {
        office.person
        for name in ACTORS.names()
        if name.kind == "person"
        for office in ACTORS.person(name.text)
    }
    assert len(people) >= 1200
    members = {"FR", "US", "RU", "CN", "GB", "DE", "UA", "ML", "BR", "IN", "ZA", "AU", "JP", "EG", "IR", "IL"}
    for year in range(2008, 2026):
        day = dt.date(year, 7, 1)
        heads = {
            office.country
            for name in ACTORS.names() if name.kind == "person"
            for office in ACTORS.person(name.text, day)[:1]
            if office.distance(day) == dt.timedelta(0) and office.level == "leaders"
        }  # fmt: skip
        assert members <= heads, year


def test_tenures_of_johnson_and_biden_leave_2022() -> None:
    terms = ACTORS.tenures(["Boris Johnson", "Joe Biden", "Sullivan", "Jean Dupont"])
    assert {term.person for term in terms} == {"Boris Johnson", "Joe Biden"}
    leads = [term for term in terms if term.office in {"head_of_state", "head_of_government"}]
    start = max(term.start for term in leads if term.start)
    end = min(term.end for term in leads if term.end)
    assert (start, end) == (dt.date(2021, 1, 20), dt.date(2022, 9, 6))


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31)),
    st.sampled_from(["Biden", "Macron", "Lavrov", "Merkel"]),
)
def test_offices_are_sorted_by_distance(day: dt.date, name: str) -> None:
    distances = [office.distance(day) for office in ACTORS.person(name, day)]
    assert distances == sorted(distances)


def test_levels() -> None:
    assert Office("A", "head_of_state", "FR", None, None, None).level == "leaders"
    assert Office("A", "foreign_minister", "FR", None, None, None).level == "ministers"
    assert Office("A", "envoy", "FR", None, None, None).level == "officials"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,,,FR,king,2000,,x", "expected an office"),
        ("A,,,FRA,head_of_state,2000,,x", "expected a country or a code"),
        ("A,,,FR,head_of_state,2000-13,,x", "expected a date"),
        ("A,,,FR,head_of_state,2001,2000,x", "before the start"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    _tables(tmp_path, HEADER + row + "\n")
    with pytest.raises(DataError, match=message) as caught:
        Actors.open(tmp_path)
    assert "officeholders.csv:2" in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("nato: {fr: a, en: b, kind: states}", "a code in capitals"),
        ("FR: {fr: a, en: b, kind: states}", "a code in capitals"),
        ("NATO: {fr: a, en: b, kind: club}", "expected a kind"),
        ("NATO: {fr: a, en: b, kind: states, members: [FRA]}", "alpha-2"),
        ("NATO: {fr: a, en: b, kind: states, nmaes: [c]}", "unknown keys"),
    ],
)
def test_a_broken_organisation_is_named(tmp_path: Path, entry: str, message: str) -> None:
    _tables(tmp_path, HEADER, f"organisations:\n  {entry}\narmies: {{}}\n")
    with pytest.raises(DataError, match=message):
        Actors.open(tmp_path)


def test_an_absent_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read it"):
        Actors.open(tmp_path)


def _tables(
    data_dir: Path,
    officeholders: str,
    organisations: str = "organisations:\n  UN: {fr: ONU, en: UN, kind: states}\narmies: {}\n",
) -> None:
    (data_dir / "tables").mkdir()
    (data_dir / "tables" / "officeholders.csv").write_text(officeholders, encoding="utf-8")
    (data_dir / "tables" / "organisations.yaml").write_text(organisations, encoding="utf-8")
