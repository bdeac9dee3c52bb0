"""What the map and the paper share: curves, widths, colours, forms, labels, the legend, escaping.

Renderer-neutral: :func:`marks` says what stands where and how it looks; ``maps`` draws it in a browser and
``figures`` on paper.
"""

from geo.cartography.bundles import Bundle, bundles
from geo.cartography.curves import WEB_MERCATOR, Bezier, Flow, LatLon, Projection, beziers, spread
from geo.cartography.legend import LegendEntry, legend
from geo.cartography.marks import Area, Mark, Shape, marks, sides
from geo.cartography.sheaves import Member, Sheaf, sheaves
from geo.cartography.style import (
    COLOURS,
    FORMS,
    HEAD,
    KINDS,
    SHEETS,
    SIGNS,
    STUB_LENGTH_PX,
    LineForm,
    Sheet,
    colour_key,
    head_px,
    paler,
)
from geo.cartography.texts import LANGS, Lang, Words, dates, escape, highlights, quantity, short_dates, words

__all__ = [
    "COLOURS",
    "FORMS",
    "HEAD",
    "KINDS",
    "LANGS",
    "SHEETS",
    "SIGNS",
    "STUB_LENGTH_PX",
    "WEB_MERCATOR",
    "Area",
    "Bezier",
    "Bundle",
    "Flow",
    "Lang",
    "LatLon",
    "LegendEntry",
    "LineForm",
    "Mark",
    "Member",
    "Projection",
    "Shape",
    "Sheaf",
    "Sheet",
    "Words",
    "beziers",
    "bundles",
    "colour_key",
    "dates",
    "escape",
    "head_px",
    "highlights",
    "legend",
    "marks",
    "paler",
    "quantity",
    "sheaves",
    "short_dates",
    "sides",
    "spread",
    "words",
]
