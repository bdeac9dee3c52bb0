"""The map: the folium map of :mod:`geo.maps` through streamlit-folium, loaded once in a visit.

Dates, filters and selection reach it through the browser (``static/timeline.js``), so its script stays
the same from run to run and the iframe is never loaded again.
"""

from __future__ import annotations

from streamlit_folium import st_folium

from geo import maps
from geo.page.state import At
from geo.settings import Tiles


def show(marks: maps.Prepared, *, channel: str, at: At | None, tiles: Tiles | None) -> None:
    """Show marks; ``channel`` names the BroadcastChannel of this session."""
    view = maps.View(at.lat, at.lon, at.zoom) if at else None
    st_folium(
        marks.to_map(channel=channel, view=view, tiles=tiles),
        key="map",
        height=640,
        use_container_width=True,
        returned_objects=[],
    )
