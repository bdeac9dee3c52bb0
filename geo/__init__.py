"""Sitmap: a situation map drawn from the news.

The modules, in the order of the data (a module imports only from rows below its own):

==============================  =======================================================
errors                          the small error family
settings, records, folding,     one frozen settings object; the frozen dataclasses; names compared;
datafiles                       YAML read strictly
articles, language, gazetteer,  sources and resources: files in, spaCy pipelines, places with
actors, lexicon                 coordinates, office-holders and organisations, words as data
clauses, spans                  sentences and predicates; the typed spans that stages pass on
triggers, anchors, topics,      what says that something happens; what belongs to it; what a text is
reports                         about; drafts into reports
mentions, places, dates,        the stages: records in, records out
movements, meetings
frame, merge                    events as a GeoDataFrame; reports into events
store, cartography              events kept; curves, widths, colours, escaping
pipeline, maps, figures,        read articles; show, draw and take away the events
export
briefing, evaluation, parallel, slides and reports; scores; reading by several processes; articles
feeds                           that news feeds name
page                            the dashboard's parts, alone in knowing Streamlit
ingest, terminal                articles into the store; what a command says on standard error
api, component                  the names below, for a notebook; a component of a spaCy pipeline
==============================  =======================================================

``import geo`` is cheap: what a name needs is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.api import extract, merge_reports, open_store, read, read_articles, to_frame, to_map, to_picture

__all__ = [
    "extract",
    "merge_reports",
    "open_store",
    "read",
    "read_articles",
    "to_frame",
    "to_map",
    "to_picture",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("geo.api"), name)
    raise AttributeError(f"module 'geo' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
