"""CSV for spreadsheets, and the event table of the CAMEO and PLOVER ontologies.

A cell that a spreadsheet would take for a formula gets an apostrophe before it
(:func:`defused`; OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import geopandas as gpd
import pandas as pd

from geo import frame as frames
from geo.export.table import COLUMNS, table
from geo.frame import EventRow
from geo.records import Place

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff"  # without it, Excel does not read UTF-8

CAMEO_COLUMNS = (
    "event_id",
    "start_date",
    "end_date",
    "actor1",
    "actor1_codes",
    "actor2",
    "actor2_codes",
    "cameo_code",
    "cameo_root",
    "plover_type",
    "quad_class",
    "status",
    "location",
    "location_country",
    "lat",
    "lon",
    "magnitude_min",
    "magnitude_max",
    "confidence",
    "source",
)
# CAMEO root → (PLOVER event type, quad class), after the PLOVER codebook (Open Event Data Alliance, 2018).
_PLOVER = {
    "03": ("AGREE", "verbal cooperation"),
    "04": ("CONSULT", "verbal cooperation"),
    "05": ("SUPPORT", "verbal cooperation"),
    "06": ("COOPERATE", "material cooperation"),
    "07": ("AID", "material cooperation"),
    "08": ("RETREAT", "material cooperation"),
    "12": ("REJECT", "verbal conflict"),
    "13": ("THREATEN", "verbal conflict"),
    "15": ("MOBILIZE", "material conflict"),
    "17": ("COERCE", "material conflict"),
    "19": ("ASSAULT", "material conflict"),
}


def to_csv(frame: gpd.GeoDataFrame) -> bytes:
    """The flat table with the coordinates of each event's first place, for a spreadsheet."""
    flat = table(frame)
    where = [_first_place(row) for row in frames.rows(frame)]
    cells = (
        [*(row[name] for name in COLUMNS), place.lat if place else None, place.lon if place else None]
        for (_, row), place in zip(flat.iterrows(), where, strict=True)
    )
    return _csv([*COLUMNS, "lat", "lon"], cells)


def to_cameo(frame: gpd.GeoDataFrame) -> bytes:
    """One row an event, in the terms of CAMEO and PLOVER."""
    return _csv(CAMEO_COLUMNS, (_cameo(row) for row in frames.rows(frame)))


def defused(cell: object) -> object:
    """The cell as a spreadsheet shows it and never runs it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if _is_empty(cell) else defused(cell) for cell in row])
    return (_BOM + stream.getvalue()).encode()


def _is_empty(cell: object) -> bool:
    return cell is None or cell is pd.NA or (isinstance(cell, float) and pd.isna(cell))


def _cameo(row: EventRow) -> list[object]:
    place = _first_place(row)
    root = (row.cameo or "")[:2]
    plover, quad = _PLOVER.get(root, (None, None))
    sides = [(who.name, who.country or who.org) for who in row.participants] or [
        (row.actor, row.country or row.org)
    ]
    others = sides[1:] or [(where.name, where.country) for where in row.destinations]
    return [
        row.Index,
        row.date.start if row.date else None,
        row.date.end if row.date else None,
        sides[0][0],
        f"{sides[0][1] or '---'}{'' if row.participants else ' MIL'}",
        "; ".join(name for name, _ in others),
        "; ".join(code or "---" for _, code in others),
        row.cameo,
        root or None,
        plover,
        quad,
        row.status,
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        row.quantity_min,
        row.quantity_max,
        round(row.confidence, 3),
        "; ".join(dict.fromkeys(piece.source for piece in row.evidence)),
    ]


def _first_place(row: EventRow) -> Place | None:
    """Where it happens: the first destination, else the place of talks, else the origin."""
    return next(iter(row.destinations), None) or row.place or row.origin
