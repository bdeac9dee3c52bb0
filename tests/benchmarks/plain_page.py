"""The plain way to do it, for comparison: a slider of Streamlit, and a folium map built anew at each step."""

from __future__ import annotations

import datetime as dt
import os

import folium
import geopandas as gpd
import streamlit as st
from branca.element import Element
from streamlit_folium import st_folium

from geo.settings import PROJECT
from geo.store import open_store


class PlainMap(folium.Map):
    """A folium map whose Leaflet the app serves."""

    default_js = (("leaflet", "/app/static/vendor/leaflet/leaflet.js"),)
    default_css = (("leaflet_css", "/app/static/vendor/leaflet/leaflet.css"),)


@st.cache_resource
def held() -> tuple[list[tuple[dt.date, list[tuple[float, float]]]], str]:
    """The day and the points of each event, and the countries as GeoJSON."""
    with open_store(os.environ["SITMAP_STORE"]) as store:
        events = list(store.events())
    lines = []
    for event in events:
        places = getattr(event, "destinations", ()) or ()
        ends = [getattr(event, "origin", None) or getattr(event, "place", None), *places]
        points = [(place.lat, place.lon) for place in ends if place]
        if event.date and event.date.start and points:
            lines.append((event.date.start, points))
    countries = gpd.read_file(PROJECT / "data" / "basemap" / "countries_50m.fgb")
    return lines, countries.to_json()


first = dt.date(2022, 1, 1)
step = st.slider("day", 0, 110, 60, key="day")
lines, countries = held()
chart = PlainMap([50, 20], zoom_start=4, tiles=None)
folium.GeoJson(countries).add_to(chart)
until = first + dt.timedelta(days=step)
for day, points in lines:
    if until - dt.timedelta(days=29) <= day <= until:
        if len(points) > 1:
            folium.PolyLine(points).add_to(chart)
        else:
            folium.CircleMarker(points[0]).add_to(chart)
chart.get_root().html.add_child(Element(f'<p id="step-{step}"></p>'))
st_folium(chart, returned_objects=[], use_container_width=True)
