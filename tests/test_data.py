"""What is under data/: the bytes that the builders made, and what must hold of our tables."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from geopy.distance import geodesic
from recipes import cyrillic, naming

from geo.datafiles import load_yaml
from geo.errors import DataError
from geo.gazetteer import Gazetteer
from geo.gazetteer.compiled import open_compiled, write_compiled
from geo.gazetteer.entry import Entry
from geo.gazetteer.tables import read_demonyms, read_places, read_seats
from geo.settings import Settings

DATA = Settings().data_dir
TABLES = DATA / "tables"
MANIFEST = json.loads((DATA / "MANIFEST.json").read_text("utf-8"))


@pytest.mark.parametrize("file", [file for files in MANIFEST.values() for file in files])
def test_built_files_are_those_of_the_manifest(file: str) -> None:
    artefact = next(name for name, files in MANIFEST.items() if file in files)
    assert hashlib.sha256((DATA / file).read_bytes()).hexdigest() == MANIFEST[artefact][file]


def test_the_gazetteer_is_small_and_dated() -> None:
    files = [DATA / file for file in MANIFEST["gazetteer"]]
    assert sum(file.stat().st_size for file in files) < 20_000_000
    assert open_compiled(DATA / "gazetteer").built == "2026-07-01"


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((TABLES / "places").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from ((path.stem, row) for row in csv.DictReader(stream))


def test_our_tables_are_worldwide_and_sourced() -> None:
    counts: dict[str, int] = {}
    for table, row in rows():
        counts[table] = counts.get(table, 0) + 1
        assert row["source"], row
    assert counts["bases"] >= 300
    assert counts["regions"] >= 300
    assert counts["waters"] >= 150
    bases = [row for table, row in rows() if table == "bases"]
    assert len({row["country"] for row in bases}) > 80


def test_a_base_or_airport_lies_in_its_country() -> None:
    """Where a town is within a kilometre, it is of the same country."""
    gazetteer = Gazetteer.open(DATA)
    lonely = {"AQ", "UM", "IO", "TF"}
    british_soil = {"Dhekelia", "Akrotiri"}
    for table, row in rows():
        if table not in {"bases", "airports"} or row["country"] in lonely:
            continue
        nearest = gazetteer.reverse((float(row["lat"]), float(row["lon"]))).raw
        km = geodesic((nearest.lat, nearest.lon), (float(row["lat"]), float(row["lon"]))).km
        same = nearest.country == row["country"] or row["name"] in british_soil
        assert same or km > 1, (row["name"], nearest.name, km)


def test_disputed_places_follow_the_stated_policy() -> None:
    countries = {row["name"]: row["country"] for _, row in rows()}
    assert countries["Crimée"] == "UA"
    assert countries["Golan"] == "SY"
    assert countries["Kinmen"] == "TW"
    assert countries["Cachemire"] == ""


@pytest.mark.parametrize(
    ("table", "broken", "message"),
    [
        ("places/bases.csv", "X,X,fort,FR,,48,2,5,MILB,,,ours", "expected a kind of"),
        ("places/bases.csv", "X,X,base,FR,,148,2,5,MILB,,,ours", "expected lat in -90..90, got '148'"),
        ("places/bases.csv", "X,X,base,FR,,48,2,five,MILB,,,ours", "expected radius_km"),
        ("places/bases.csv", "X,X,base,FR,,48,2", "expected 12 cells, got 7"),
        ("demonyms.csv", "Atlante,Atlante,Atlantean,,,ours", "expected a country's code"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, table: str, broken: str, message: str) -> None:
    (tmp_path / "places").mkdir()
    for name in ("places/bases.csv", "demonyms.csv", "seats_of_power.csv"):
        header = (TABLES / name).read_text("utf-8").splitlines()[0]
        (tmp_path / name).write_text(f"{header}\n{broken if name == table else ''}\n", "utf-8")
    with pytest.raises(DataError, match=message):
        (read_demonyms if table == "demonyms.csv" else read_places)(tmp_path)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "seats_of_power.csv").write_text("name,lat\n", "utf-8")
    with pytest.raises(DataError, match="expected the columns name, name_en, actor"):
        read_seats(tmp_path)


def test_compiling_gives_the_same_bytes_and_the_same_places(tmp_path: Path) -> None:
    entry = Entry(
        "Kiev", "Kyiv", "city", "UA", "12", 50.45466, 30.5238, 15.0, 703448, 2952301, "PPLC", "name", 11.0
    )
    places = [(entry, {"kiev": "name", "kyiv": "alternate"})]
    first = write_compiled(tmp_path / "a", places, built="2026-07-01", country={})  # type: ignore[arg-type]
    second = write_compiled(tmp_path / "b", places, built="2026-07-01", country={})  # type: ignore[arg-type]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    compiled = open_compiled(tmp_path / "a")
    (found,) = compiled.find("kyiv")
    assert found.matched == "alternate"
    assert (found.name, found.country, found.admin1, found.geonameid) == ("Kiev", "UA", "12", 703448)
    assert (found.lat, found.lon) == pytest.approx((50.45466, 30.5238))


@pytest.mark.parametrize(
    ("name", "plausible"),
    [("Varsovie", True), ("Şanlıurfa", False), ("GVA", False), ("ji nei wa", False), ("Варшава", False),
     ("N’Djamena", True), ("L'Aquila", True), ("São Paulo", True), ("Saint-Étienne", True)],
)  # fmt: skip
def test_which_alternates_a_french_text_may_use(name: str, plausible: bool) -> None:  # noqa: FBT001
    assert naming.plausible(name) is plausible


@pytest.mark.parametrize(
    ("cyrillic_name", "french"),
    [("Нижний Тагил", "Nijni Taguil"), ("Усть-Илимск", "Oust-Ilimsk"), ("Рудный", "Roudny"),
     ("Часів Яр", "Tchassiv Iar"), ("Харків", "Kharkiv"), ("Енергодар", "Enerhodar"), ("Шебекино", "Chebekino")],
)  # fmt: skip
def test_french_transcription(cyrillic_name: str, french: str) -> None:
    assert french in set(cyrillic.french([cyrillic_name]))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("verbs: aller venir\nnouns: envoi\nverbs: partir\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"'verbs' stands in line 1 already.*\n.*line 3"):
        load_yaml(path)
