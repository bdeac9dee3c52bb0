"""A map cut into pieces that share their borders: simplified without gaps, and its borders as lines.

A piece is a polygon of a coverage: neighbours have the very same vertices along the border they
share. Everything is in degrees (EPSG:4326), coordinates in the order (lon, lat).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import shapely


@dataclass(frozen=True, slots=True)
class Piece:
    """One area of the coverage: ``code`` is its own, ``country`` whose it is (None: no state's)."""

    code: str
    country: str | None
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Border:
    """The line between two pieces, their codes in order of the alphabet."""

    between: tuple[str, str]
    line: shapely.Geometry


def simplify(pieces: list[Piece], tolerance: float, decimals: int) -> list[Piece]:
    """The pieces with fewer vertices, shared borders still shared.

    Args:
        pieces: a valid coverage.
        tolerance: side of the triangles that may go, degrees (Visvalingam–Whyatt).
        decimals: digits kept of each coordinate.

    Raises:
        ValueError: rounding made two pieces overlap; another tolerance or one more decimal does.
    """
    shapes = shapely.coverage_simplify([piece.shape for piece in pieces], tolerance)
    rounded = shapely.transform(shapes, lambda lonlat: np.round(lonlat, decimals))
    tidy = [_without_slivers(shape) for shape in rounded]
    if not shapely.coverage_is_valid(tidy):
        broken = shapely.coverage_invalid_edges(tidy)
        codes = [piece.code for piece, edges in zip(pieces, broken, strict=True) if not edges.is_empty]
        raise ValueError(
            f"tolerance {tolerance}, {decimals} decimals: {', '.join(codes)} overlap once rounded"
        )
    return [replace(piece, shape=shape) for piece, shape in zip(pieces, tidy, strict=True)]


def borders(pieces: list[Piece]) -> list[Border]:
    """The lines where two pieces meet, a pair of pieces each."""
    owners: dict[tuple[tuple[float, float], tuple[float, float]], list[str]] = defaultdict(list)
    for piece in pieces:
        for ring in shapely.get_rings(shapely.get_parts(piece.shape)):
            vertices = [tuple(vertex) for vertex in shapely.get_coordinates(ring).tolist()]
            for start, end in itertools.pairwise(vertices):
                if start != end:
                    owners[min(start, end), max(start, end)].append(piece.code)
    shared = defaultdict(list)
    for segment, codes in owners.items():
        if len(codes) > 1 and codes[0] != codes[1]:
            shared[min(codes), max(codes)].append(segment)
    return [
        Border(pair, shapely.normalize(shapely.line_merge(shapely.multilinestrings(sorted(segments)))))
        for pair, segments in sorted(shared.items())
    ]


def _without_slivers(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape after rounding: valid again, rings that fell together dropped, in a fixed order."""
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return shapely.normalize(whole)
