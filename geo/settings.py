"""One frozen settings object, made at the edge (page, command line) and passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from geo.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile layer under the map, where a network exists.

    Attributes:
        url: with ``{z}``, ``{x}`` and ``{y}``, as Leaflet takes it.
        attribution: what its maker asks to be said.
    """

    url: str
    attribution: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")) or not all(
            part in self.url for part in ("{z}", "{x}", "{y}")
        ):
            raise SettingsError(
                f"SITMAP_TILES: expected http(s)://… with {{z}}, {{x}} and {{y}}, got {self.url!r}"
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    Attributes:
        data_dir: folder of the gazetteer, the base map and the lexicons.
        seeds_dir: folder of the articles that an empty store starts from.
        store_url: SQLAlchemy URL of the store.
        presence_days: days after which a presence with an open end fades from the map.
        announced_days: days after which an announced event with an open end fades.
        tiles: a layer of tiles under the page's map; None = none, the default.
    """

    data_dir: Path = PROJECT / "data"
    seeds_dir: Path = PROJECT / "seeds"
    store_url: str = ""
    presence_days: int = 30
    announced_days: int = 30
    tiles: Tiles | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings of this process.

        ``SITMAP_STORE`` names the store, else it is in the user's data folder; ``SITMAP_TILES`` a layer of
        tiles, ``SITMAP_TILES_ATTRIBUTION`` its makers.

        Raises:
            SettingsError: a variable has no value of its kind.
        """
        url = environment.get("SITMAP_STORE", "").strip()
        tiles = environment.get("SITMAP_TILES", "").strip()
        made_by = environment.get("SITMAP_TILES_ATTRIBUTION", "").strip()
        return cls(store_url=url or default_store_url(), tiles=Tiles(tiles, made_by) if tiles else None)


def default_store_url() -> str:
    """SQLAlchemy URL of ``sitmap.db`` in the user's data folder (platformdirs); creates nothing."""
    return f"sqlite:///{platformdirs.user_data_path('sitmap') / 'sitmap.db'}"
