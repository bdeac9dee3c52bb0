"""Scores of the project's own parts against what people coded: places, events and the confidence in them."""

from geo.evaluation.confidence import confidence_report, fit, judge, left_out, write
from geo.evaluation.events import evaluate_events, events_report
from geo.evaluation.places import evaluate_places, places_report

__all__ = [
    "confidence_report",
    "evaluate_events",
    "evaluate_places",
    "events_report",
    "fit",
    "judge",
    "left_out",
    "places_report",
    "write",
]
