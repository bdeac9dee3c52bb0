"""The compiled gazetteer: two memory-mapped files, and the only code that knows their layout.

``names.marisa`` is a trie of folded names; each value is a place's number and how the name is one
of its names. ``places.bin`` holds a magic line, the length of a JSON header (uint32), the header,
fixed-size records, and a pool of strings (a length byte, then UTF-8). Little-endian throughout.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import marisa_trie
import numpy as np
import numpy.typing as npt

from geo.errors import DataError
from geo.gazetteer.entry import MATCHES, Entry, Matched
from geo.records import PlaceKind

MAGIC = b"sitmap gazetteer 1\n"
_LENGTH = struct.Struct("<I")
_RECORD = struct.Struct("<iiIIHHBBBHII")
_DTYPE = np.dtype({
    "names": ["lat", "lon"],
    "formats": ["<i4", "<i4"],
    "offsets": [0, 4],
    "itemsize": _RECORD.size,
})  # fmt: skip
_NO_COUNTRY = 255
_NO_ADMIN1 = 65535
_DEGREE = 1e-5
_PRIOR_STEP = 1e-3
_RADIUS_STEP_KM = 0.1
_VALUE = "<IB"
_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The open files."""

    trie: marisa_trie.RecordTrie
    buffer: mmap.mmap
    header: Mapping[str, Any]
    records: int
    strings: int

    @property
    def built(self) -> str:
        """ISO day of the sources."""
        return str(self.header["built"])

    def __len__(self) -> int:
        return int(self.header["places"])

    def find(self, folded: str) -> list[Entry]:
        """Entries of a folded name, in no particular order."""
        return [self.entry(number, MATCHES[match]) for number, match in self.trie.get(folded, ())]

    def entry(self, number: int, matched: Matched = "name") -> Entry:
        """The place of that number."""
        lat, lon, population, geonameid, prior, radius, country, kind, feature, admin1, name, name_en = (
            _RECORD.unpack_from(self.buffer, self.records + number * _RECORD.size)
        )
        header = self.header
        return Entry(
            self._string(name),
            self._string(name_en),
            _KINDS[kind],
            None if country == _NO_COUNTRY else header["countries"][country],
            None if admin1 == _NO_ADMIN1 else header["admin1"][admin1],
            lat * _DEGREE,
            lon * _DEGREE,
            radius * _RADIUS_STEP_KM,
            geonameid or None,
            population,
            header["features"][feature],
            matched,
            prior * _PRIOR_STEP,
        )

    def _string(self, offset: int) -> str:
        start = self.strings + offset
        return self.buffer[start + 1 : start + 1 + self.buffer[start]].decode()

    def points(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Latitudes and longitudes of all places, degrees, by number."""
        packed = np.frombuffer(self.buffer, _DTYPE, count=len(self), offset=self.records)
        return packed["lat"] * _DEGREE, packed["lon"] * _DEGREE


def open_compiled(folder: Path) -> Compiled:
    """Maps the two files into memory.

    Raises:
        DataError: a file is absent, or of another version.
    """
    names, places = folder / "names.marisa", folder / "places.bin"
    for file in (names, places):
        if not file.is_file():
            raise DataError(f"no gazetteer: expected {file}; run python data/build.py gazetteer")
    with places.open("rb") as stream:
        buffer = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    if buffer[: len(MAGIC)] != MAGIC:
        raise DataError(
            f"{places}: expected {MAGIC!r}, got {buffer[: len(MAGIC)]!r}; run python data/build.py gazetteer"
        )
    start = len(MAGIC) + _LENGTH.size
    (length,) = _LENGTH.unpack_from(buffer, len(MAGIC))
    header = json.loads(buffer[start : start + length])
    records = start + length
    trie = marisa_trie.RecordTrie(_VALUE)
    trie.mmap(str(names))
    return Compiled(trie, buffer, header, records, records + header["places"] * _RECORD.size)


def write_compiled(
    folder: Path,
    places: Iterable[tuple[Entry, Mapping[str, Matched]]],
    *,
    built: str,
    **tables: object,
) -> list[Path]:
    """Writes the two files; the same places give the same bytes.

    Args:
        folder: made if absent.
        places: each entry with its folded names and how each is one of them.
        built: ISO day of the sources.
        tables: anything JSON that the header shall hold beside.

    Raises:
        DataError: more countries, divisions or feature codes than the record has room for.
    """
    pool = _Pool()
    countries, admin1s, features = _Index(), _Index(), _Index()
    records = bytearray()
    keys: list[tuple[str, tuple[int, int]]] = []
    count = 0
    for number, (entry, names) in enumerate(places):
        count += 1
        records += _RECORD.pack(
            round(entry.lat / _DEGREE),
            round(entry.lon / _DEGREE),
            entry.population,
            entry.geonameid or 0,
            round(entry.prior / _PRIOR_STEP),
            min(round(entry.radius_km / _RADIUS_STEP_KM), 65535),
            _NO_COUNTRY if entry.country is None else countries[entry.country],
            _KINDS.index(entry.kind),
            features[entry.feature_code],
            _NO_ADMIN1 if entry.admin1 is None else admin1s[entry.admin1],
            pool[entry.name],
            pool[entry.name_en],
        )
        keys += [(name, (number, MATCHES.index(match))) for name, match in sorted(names.items())]
    if len(countries) > _NO_COUNTRY or len(features) > _NO_COUNTRY or len(admin1s) > _NO_ADMIN1:
        raise DataError(
            f"the gazetteer's record has room for 255 countries and feature codes and 65,535 divisions, got "
            f"{len(countries)}, {len(features)} and {len(admin1s)}; widen the record in {__name__}"
        )
    header = json.dumps(
        {
            "built": built,
            "places": count,
            "countries": list(countries),
            "features": list(features),
            "admin1": list(admin1s),
            **tables,
        },
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    folder.mkdir(parents=True, exist_ok=True)
    names_file, places_file = folder / "names.marisa", folder / "places.bin"
    marisa_trie.RecordTrie(_VALUE, sorted(keys)).save(str(names_file))
    places_file.write_bytes(MAGIC + _LENGTH.pack(len(header)) + header + records + pool.bytes)
    return [names_file, places_file]


class _Index(dict[str, int]):
    """Numbers what it is asked for, in the order of first asking."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


class _Pool(dict[str, int]):
    """Offsets of strings in ``bytes``, each kept once."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = bytearray()

    def __missing__(self, key: str) -> int:
        encoded = key.encode()
        self[key] = len(self.bytes)
        self.bytes += bytes([len(encoded)]) + encoded
        return self[key]
