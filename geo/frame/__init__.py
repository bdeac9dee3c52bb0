"""Events as a GeoDataFrame in EPSG:4326, and from which day to which day each is on the map."""

from geo.frame.days import histogram, lies_in, of_days, stops
from geo.frame.seats import seats
from geo.frame.table import COLUMNS, CRS, EventRow, SeatOf, bounds, rows, to_frame, validate
from geo.frame.visibility import Span, spans

__all__ = [
    "COLUMNS",
    "CRS",
    "EventRow",
    "SeatOf",
    "Span",
    "bounds",
    "histogram",
    "lies_in",
    "of_days",
    "rows",
    "seats",
    "spans",
    "stops",
    "to_frame",
    "validate",
]
