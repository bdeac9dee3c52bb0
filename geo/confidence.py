"""How likely it is that an event is right: what was read of it, weighed as texts coded by people showed.

A logistic model: each trait of an event adds its weight, and their sum with the intercept is the logarithm of the
odds. The weights are in ``data/tables/confidence.yaml``, fitted by ``python -m geo evaluate confidence``. «Right» is
as the scorer counts events: the text tells of that event; each of its slots may still be off.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from geo.errors import DataError
from geo.records import Meeting, Movement

TABLE = Path("tables", "confidence.yaml")
"""Where the weights lie under the data folder."""

_KEYS = {"intercept", "allowance", "certainty", "traits"}
_CERTAINTY_CENTRE = 0.75
_LONG, _SHORT = 220, 60
"""Characters of a sentence that holds much, or hardly anything."""
_LEAST, _MOST = 0.02, 0.98
_SIDES = 3


@dataclass(frozen=True, slots=True)
class Confidence:
    """The weights, as logarithms of odds.

    Attributes:
        intercept: of an event without any trait.
        allowance: what is taken off for texts of a kind never seen, where the rules do worse than on the gold.
        certainty: weight of the reader's own score (0..1), less 0.75.
        traits: weight of each trait of :func:`traits`; one that is not named weighs nothing.
    """

    intercept: float
    allowance: float
    certainty: float
    traits: Mapping[str, float]

    @classmethod
    def open(cls, data_dir: Path) -> Confidence:
        """The weights of a data folder.

        Raises:
            DataError: the table is absent, or is not of that form.
        """
        path = data_dir / TABLE
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
            if set(raw) != _KEYS:
                raise DataError(f"{path}: expected the keys {sorted(_KEYS)}, got {sorted(raw)}")
            weights = {str(name): float(weight) for name, weight in raw["traits"].items()}
            return cls(float(raw["intercept"]), float(raw["allowance"]), float(raw["certainty"]), weights)
        except FileNotFoundError as problem:
            raise DataError(f"{path}: the weights of confidence are absent; restore the file") from problem
        except (AttributeError, TypeError, ValueError, yaml.YAMLError) as problem:
            raise DataError(f"{path}: expected numbers by name: {problem}") from problem

    def of(self, event: Movement | Meeting) -> float:
        """The probability that an event is right, whose ``confidence`` is still the reader's own score."""
        odds = self.intercept + self.allowance + self.certainty * centred(event)
        odds += sum(self.traits.get(trait, 0.0) for trait in traits(event))
        return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 3)


def centred(event: Movement | Meeting) -> float:
    """The reader's own score of an event, zero where it is usual."""
    return event.confidence - _CERTAINTY_CENTRE


def traits(event: Movement | Meeting) -> frozenset[str]:
    """What holds of an event, in the words of the table."""
    length = len(event.evidence[0].quote)
    told = {
        "dated by the text": event.date is not None and event.date.text is not None,
        "told twice": len(event.evidence) > 1,
        "long sentence": length > _LONG,
        "short sentence": length < _SHORT,
    }
    found = _of_movement(event) if isinstance(event, Movement) else _of_meeting(event)
    own = {name for name, holds in (told | found).items() if holds}
    return frozenset({event.type, event.kind, event.status} | own)


def _of_movement(event: Movement) -> dict[str, bool]:
    places = [place for place in (event.origin, *event.destinations) if place is not None]
    force = event.force
    return {
        "counted force": force.quantity is not None,
        "named unit": force.unit is not None,
        "force of an organisation": force.org is not None,
        "force of nobody": force.country is None and force.org is None,
        "origin": event.origin is not None,
        "one destination": len(event.destinations) == 1,
        "several destinations": len(event.destinations) > 1,
        "exact place": any(place.kind in ("city", "base") for place in places),
        "at home": any(place.country == force.country is not None for place in event.destinations),
    }


def _of_meeting(event: Meeting) -> dict[str, bool]:
    sides = len({who.country or who.org for who in event.participants} - {None})
    return {
        f"sides: {min(sides, _SIDES)}": True,
        "meeting place": event.place is not None,
        "leaders": event.level == "leaders",
    }
