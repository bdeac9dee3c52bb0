"""Pictures of the map for slides and paper: PNG, SVG and PDF, without a browser and without a network."""

from geo.figures.drawing import Caption, Drawing, Format, Window, blank, draw, in_window, version
from geo.figures.lettering import Lettering
from geo.figures.sheets import SHEETS, Box, Sheet

__all__ = [
    "SHEETS",
    "Box",
    "Caption",
    "Drawing",
    "Format",
    "Lettering",
    "Sheet",
    "Window",
    "blank",
    "draw",
    "in_window",
    "version",
]
