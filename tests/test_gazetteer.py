"""The gazetteer: priors, French names, demonyms, borders, parts, and its face as a geopy geocoder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
from geopy.distance import geodesic
from geopy.geocoders.base import Geocoder
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.evaluation import evaluate_places, places_report
from geo.gazetteer import Entry, Gazetteer, fold, to_place
from geo.settings import Settings

DATA = Settings().data_dir


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(DATA)


@pytest.mark.parametrize(
    ("name", "canonical", "country"),
    [
        ("Tripoli", "Tripoli", "LY"),
        ("Tripoli, Liban", "Tripoli", "LB"),
        ("Orléans", "Orléans", "FR"),
        ("Bologne", "Bologne", "IT"),
        ("Cordoue", "Cordoue", "ES"),
        ("Birmingham", "Birmingham", "GB"),
        ("Saint-Denis", "Saint-Denis", "RE"),
        ("st denis, france", "Saint-Denis", "FR"),
        ("Kiev", "Kiev", "UA"),
        ("Kyiv", "Kiev", "UA"),
        ("genève", "Genève", "CH"),
        ("GENEVE", "Genève", "CH"),
        ("Varsovie", "Varsovie", "PL"),
        ("Caire", "Le Caire", "EG"),
        ("Le Caire", "Le Caire", "EG"),
        ("N’Djamena", "N'Djamena", "TD"),
        ("Ndjamena", "N'Djamena", "TD"),
        ("Mexico", "Mexico", "MX"),
        ("Mexique", "Mexique", "MX"),
        ("Géorgie", "Géorgie", "GE"),
        ("Géorgie, États-Unis", "Géorgie (États-Unis)", "US"),
        ("Luxembourg", "Luxembourg", "LU"),
        ("Vancouver, États-Unis", "Vancouver", "US"),
        ("RDC", "République démocratique du Congo", "CD"),
        ("Congo-Brazzaville", "Congo", "CG"),
        ("Caroline du Nord", "Caroline du Nord", "US"),
        ("oblast de Kherson", "oblast de Kherson", "UA"),
        ("Simferopol", "Simferopol", "UA"),
        ("Laâyoune", "Laâyoune", "EH"),
        ("Crimée", "Crimée", "UA"),
        ("Golan", "Golan", "SY"),
        ("Nizhny Tagil", "Nijni Taguil", "RU"),
        ("Tchassiv Iar", "Tchassiv Iar", "UA"),
        ("Haut-Karabagh", "Nagorny Karabakh", "AZ"),
        ("Nagorno-Karabakh", "Nagorny Karabakh", "AZ"),
        ("est de l'Europe", "Europe de l'Est", None),
        ("pays baltes", "pays baltes", None),
        ("Élysée", "Élysée", "FR"),
        ("Diori-Hamani", "aéroport Diori-Hamani", "NE"),
        ("Guam", "Guam", "GU"),
    ],
)
def test_the_likeliest_place_of_a_name(
    gazetteer: Gazetteer, name: str, canonical: str, country: str | None
) -> None:
    best = gazetteer.find(name)[0]
    assert (best.name, best.country) == (canonical, country)


@pytest.mark.parametrize(
    ("name", "kind", "lat", "lon"),
    [
        ("Camp Lemonnier", "base", 11.54, 43.15),
        ("Rammstein", "base", 49.44, 7.60),
        ("Île Longue", "base", 48.30, -4.52),
        ("Al-Oudeid", "base", 25.12, 51.32),
        ("détroit d'Ormuz", "sea", 26.57, 56.25),
        ("Litani", "region", 33.35, 35.4),
        ("Ligne bleue", "border", 33.15, 35.4),
        ("38e parallèle", "border", 38.0, 127.2),
        ("îles Senkaku", "region", 25.75, 123.5),
        ("flanc est de l'Otan", "region", 52.0, 23.5),
        ("Maison Blanche", "area", 38.9, -77.04),
    ],
)
def test_places_of_our_tables(gazetteer: Gazetteer, name: str, kind: str, lat: float, lon: float) -> None:
    best = gazetteer.lookup(name)[0]
    assert best.kind == kind
    assert geodesic((best.lat, best.lon), (lat, lon)).km < 15


def test_fort_bragg_has_both_candidates(gazetteer: Gazetteer) -> None:
    states = {entry.admin1 for entry in gazetteer.lookup("Fort Bragg")}
    assert {"NC", "CA"} <= states
    assert {entry.admin1 for entry in gazetteer.find("Fort Bragg, Caroline du Nord")} == {"NC"}
    assert gazetteer.lookup("Fort Bragg")[0].admin1 == "NC"


def test_a_name_without_entry(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Zzyzx-sur-Néant") == ()
    assert "Zzyzx-sur-Néant" not in gazetteer
    assert "Kiev" in gazetteer
    assert gazetteer.geocode("Zzyzx-sur-Néant") is None
    assert gazetteer.geocode("Zzyzx-sur-Néant", exactly_one=False) is None


def test_entries_are_ordered_by_score(gazetteer: Gazetteer) -> None:
    scores = [entry.score for entry in gazetteer.lookup("San Antonio")]
    assert len(scores) > 50
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("ukrainienne", ("UA",)), ("Américains", ("US",)), ("américaine", ("US",)), ("burkinabè", ("BF",)),
        ("burkinabé", ("BF",)), ("kényans", ("KE",)), ("turcs", ("TR",)), ("turques", ("TR",)),
        ("Ukrainian", ("UA",)), ("britannique", ("GB",)), ("écossaises", ("GB",)), ("anglais", ("GB",)),
        ("sud-coréen", ("KR",)), ("nord-coréennes", ("KP",)), ("nord-vietnamien", ("VN",)),
        ("émirati", ("AE",)), ("émirienne", ("AE",)), ("congolais", ("CD", "CG")), ("guinéen", ("GN",)),
        ("équato-guinéen", ("GQ",)), ("tchèques", ("CZ",)), ("bosnien", ("BA",)), ("bosniaque", ("BA",)),
        ("kosovare", ("XK",)), ("palestiniens", ("PS",)), ("taïwanais", ("TW",)), ("nigérien", ("NE",)),
        ("nigérian", ("NG",)), ("ethiopiennes", ("ET",)), ("malgache", ("MG",)), ("sahraouis", ("EH",)),
        ("Polish", ("PL",)), ("Frenchmen", ("FR",)), ("néerlandaise", ("NL",)), ("centrafricain", ("CF",)),
        ("Kiev", ()), ("européen", ()),
    ],
)  # fmt: skip
def test_demonyms(gazetteer: Gazetteer, word: str, codes: tuple[str, ...]) -> None:
    assert gazetteer.demonym(word) == codes


@pytest.mark.parametrize(
    ("prefix", "code"),
    [("russo", "RU"), ("sino", "CN"), ("américano", "US"), ("franco", "FR"), ("germano", "DE"), ("polono", "PL"),
     ("turco", "TR"), ("israélo", "IL"), ("irano", "IR"), ("soudano", "SD")],
)  # fmt: skip
def test_first_parts_of_compounds(gazetteer: Gazetteer, prefix: str, code: str) -> None:
    assert gazetteer.prefix_demonym(prefix) == (code,)


def test_every_sovereign_country_has_a_demonym_and_a_capital(gazetteer: Gazetteer) -> None:
    demonyms = {code for codes in gazetteer._demonyms.words.values() for code in codes}
    for code in gazetteer._compiled.header["country"]:
        entry = gazetteer.country(code)
        if entry.feature_code == "PCLI":
            assert code in demonyms, code
            assert code == "PW" or gazetteer.capital(code) is not None, code


@pytest.mark.parametrize(
    ("code", "capital"),
    [
        ("UA", "Kiev"),
        ("CD", "Kinshasa"),
        ("US", "Washington"),
        ("BO", "Sucre"),
        ("ML", "Bamako"),
        ("XK", "Pristina"),
    ],
)
def test_capitals(gazetteer: Gazetteer, code: str, capital: str) -> None:
    found = gazetteer.capital(code)
    assert found is not None
    assert found.name == capital


def test_an_unknown_country_is_an_error_that_says_so(gazetteer: Gazetteer) -> None:
    with pytest.raises(DataError, match="no country 'ZZ'"):
        gazetteer.country("ZZ")


@pytest.mark.parametrize(
    ("a", "b", "name", "lat", "lon", "within_km"),
    [
        ("UA", "RU", "frontière russo-ukrainienne", 50.3, 36.9, 60),
        ("LB", "IL", "frontière israélo-libanaise", 33.1, 35.4, 20),
        ("RS", "XK", "frontière serbo-kosovare", 43.0, 21.1, 40),
        ("CD", "RW", "frontière congolo-rwandaise", -2.0, 29.2, 60),
    ],
)
def test_borders(
    gazetteer: Gazetteer, a: str, b: str, name: str, lat: float, lon: float, within_km: float
) -> None:
    border = gazetteer.border(a, b)
    assert border is not None
    assert border.kind == "border"
    assert border == gazetteer.border(b, a)
    assert geodesic((border.lat, border.lon), (lat, lon)).km < within_km
    assert border.name == name


def test_land_borders_agree_with_neighbours(gazetteer: Gazetteer) -> None:
    assert gazetteer.border("FR", "UA") is None
    assert gazetteer.border("FR", "FR") is None
    assert "BE" in gazetteer.neighbours("FR")
    for code in gazetteer._compiled.header["country"]:
        for other in gazetteer.neighbours(code) - ({"IN", "LK"} if code in {"IN", "LK"} else set()):
            assert gazetteer.border(code, other) is not None, (code, other)


@pytest.mark.parametrize(
    ("whole", "direction", "lat_sign", "lon_sign"),
    [
        ("Ukraine", "est", 0, 1),
        ("Ukraine", "Ouest", 0, -1),
        ("Europe", "est", 0, 1),
        ("Mali", "nord", 1, 0),
        ("Syrie", "nord-est", 1, 1),
        ("Pologne", "orientale", 0, 1),
        ("France", "sud ouest", -1, -1),
        ("Bavière", "sud", -1, 0),
        ("Libye", "north-eastern", 1, 1),
    ],
)
def test_parts_lie_on_their_side(
    gazetteer: Gazetteer, whole: str, direction: str, lat_sign: int, lon_sign: int
) -> None:
    entry = gazetteer.lookup(whole)[0]
    part = gazetteer.part(entry, direction)
    assert part.kind == "region"
    assert (part.lat - entry.lat) * lat_sign >= 0
    assert (part.lon - entry.lon) * lon_sign >= 0
    assert part.radius_km < entry.radius_km
    assert geodesic((part.lat, part.lon), (entry.lat, entry.lon)).km < 2 * entry.radius_km


def test_offsets_are_geodesic(gazetteer: Gazetteer) -> None:
    goma = gazetteer.lookup("Goma")[0]
    point = gazetteer.offset(goma, 30, "nord")
    assert geodesic((goma.lat, goma.lon), (point.lat, point.lon)).km == pytest.approx(30, abs=0.1)
    assert point.lat > goma.lat
    with pytest.raises(DataError, match="direction"):
        gazetteer.part(goma, "en haut")
    with pytest.raises(DataError, match="compass"):
        gazetteer.offset(goma, 30, "centre")


@pytest.mark.parametrize(
    ("find", "english"),
    [
        pytest.param(lambda g: g.lookup("Moscou")[0], "Moscow", id="city"),
        pytest.param(lambda g: g.lookup("Caroline du Nord")[0], "North Carolina", id="division"),
        pytest.param(lambda g: g.lookup("pays baltes")[0], "Baltic states", id="region"),
        pytest.param(lambda g: g.border("RU", "UA"), "border between Russia and Ukraine", id="border"),
        pytest.param(lambda g: g.part(g.country("UA"), "est"), "Ukraine (east)", id="part"),
        pytest.param(
            lambda g: g.offset(g.lookup("Goma")[0], 30, "nord"), "Goma (30 km north)", id="at-a-distance"
        ),
        pytest.param(
            lambda g: replace(g.lookup("Moscou")[0], lat=0.0),
            None,
            id="moved-by-hand-is-no-longer-that-place",
        ),
        pytest.param(lambda g: replace(g.lookup("Moscou")[0], name="Chez nous (là)"), None, id="unknown"),
    ],
)
def test_a_place_of_an_event_has_its_english_name(
    gazetteer: Gazetteer, find: Callable[[Gazetteer], Entry], english: str | None
) -> None:
    assert gazetteer.english(to_place(find(gazetteer), "words", "reason")) == english


def test_first_level_divisions(gazetteer: Gazetteer) -> None:
    kiev = gazetteer.lookup("Kiev")[0]
    assert kiev.admin1 is not None
    assert gazetteer.admin1("US", "NC") == gazetteer.lookup("Caroline du Nord")[0]
    assert gazetteer.admin1("US", "nowhere") is None


@pytest.mark.parametrize(
    ("name", "actors"),
    [("Kremlin", ("RU",)), ("Maison-Blanche", ("US",)), ("l'Élysée", ("FR",)), ("Berlaymont", ("EU",)),
     ("Villa Somalia", ("SO",)), ("Foggy Bottom", ("US",)), ("Quai d’Orsay", ("FR",)), ("Paris", None)],
)  # fmt: skip
def test_seats_of_power(gazetteer: Gazetteer, name: str, actors: tuple[str, ...] | None) -> None:
    assert gazetteer.seat(name) == actors


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, Geocoder)
    location = gazetteer.geocode("Genève")
    assert location.address == "Genève, CH"
    assert location.raw.geonameid == 2660646
    assert [each.raw.country for each in gazetteer.geocode("Tripoli", exactly_one=False)][:2] == ["LY", "LB"]
    assert gazetteer.reverse((46.2, 6.15)).raw.country == "CH"
    with pytest.raises(DataError, match="offline"):
        gazetteer.adapter.get_json("http://example.org", timeout=1, headers={})


def test_geopandas_geocodes_with_it() -> None:
    frame = geopandas.tools.geocode(
        ["Kiev", "Varsovie", "Zzyzx-sur-Néant"], provider=Gazetteer, data_dir=DATA
    )
    assert list(frame.address[:2]) == ["Kiev, UA", "Varsovie, PL"]
    assert frame.geometry.iloc[0].y == pytest.approx(50.45, abs=0.01)
    assert frame.geometry.iloc[2].is_empty


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_query_raises(name: str) -> None:
    shared = _shared()
    for entry in shared.find(name):
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_every_entry_is_whole(gazetteer: Gazetteer) -> None:
    compiled = gazetteer._compiled
    for number in range(0, len(compiled), 97):
        entry = compiled.entry(number)
        assert entry.name
        assert entry.name_en
        assert entry.radius_km >= 5
        assert (entry.lat, entry.lon) != (0, 0)
        assert any(found.geonameid == entry.geonameid for found in gazetteer.lookup(entry.name)), entry


def test_a_missing_gazetteer_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"names\.marisa; run python data/build\.py gazetteer"):
        Gazetteer.open(tmp_path)


def test_a_gazetteer_of_another_version_says_so(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    for name in ("names.marisa", "places.bin"):
        (tmp_path / "gazetteer" / name).write_bytes(b"something else")
    with pytest.raises(DataError, match="expected b'sitmap gazetteer"):
        Gazetteer.open(tmp_path)


def test_a_table_of_names_is_measured_beside_the_baseline(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        "name_fr,country,country_fr,lat,lon\n"
        "Kiev,UA,Ukraine,50.45,30.52\n"
        "Vancouver,US,États-Unis,45.64,-122.66\n"
        "Nulle-Part,FR,France,46,2\n",
        "utf-8",
    )
    bare, with_country, baseline = evaluate_places(gazetteer, table)
    assert [score.total for score in (bare, with_country, baseline)] == [3, 3, 3]
    assert [miss.query for miss in with_country.misses] == ["Nulle-Part, France"]
    assert {miss.query for miss in bare.misses} == {"Vancouver", "Nulle-Part"}
    report = places_report((bare, with_country, baseline))
    assert "name, country: 66.7% within 161 km (2 of 3)" in report
    assert "Nulle-Part (FR): no entry" in report


def test_a_table_without_its_columns_is_refused(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,lat\nKiev,50\n", "utf-8")
    with pytest.raises(DataError, match="name_fr"):
        evaluate_places(gazetteer, table)


_OPEN: list[Gazetteer] = []


def _shared() -> Gazetteer:
    """One gazetteer for all examples of a property (fixtures of function scope would be made anew)."""
    if not _OPEN:
        _OPEN.append(Gazetteer.open(DATA))
    return _OPEN[0]
