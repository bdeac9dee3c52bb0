"""Places of the world by name, offline: a geopy geocoder, countries, borders, demonyms, seats of power.

- ``geocoder``: :class:`Gazetteer`, all that other modules need
- ``areas``: parts of places, and points at a distance from them
- ``tables``: our own tables under ``data/tables``, checked when read
- ``compiled``: the layout of the compiled files
- ``entry``: :class:`Entry`, and the prior of a place
"""

from geo.folding import fold
from geo.gazetteer.entry import Entry, to_place
from geo.gazetteer.geocoder import Gazetteer

__all__ = ["Entry", "Gazetteer", "fold", "to_place"]
