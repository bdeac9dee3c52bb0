"""«Deux avions transportant cent soldats»: what carries a force, and the force, are one that moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.clauses import Text
from geo.spans import ForceSpan


def loaded(text: Text, forces: Sequence[ForceSpan]) -> tuple[ForceSpan, ...]:
    """The forces, in order; a carrier and the people behind «transportant» are the people, from its first word on."""
    out: list[ForceSpan] = []
    for force in forces:
        carrier = out[-1] if out else None
        if carrier is not None and _carries(text, carrier, force):
            whose = force if force.country or force.org else carrier
            out[-1] = replace(
                force,
                start=carrier.start,
                head=carrier.head,
                country=whose.country,
                org=whose.org,
                licensed=force.licensed or carrier.licensed,
            )
        else:
            out.append(force)
    return tuple(out)


def _carries(text: Text, carrier: ForceSpan, force: ForceSpan) -> bool:
    if carrier.sort != "equipment" or force.sort != "people" or force.start <= carrier.end:
        return False
    words = text.windows(carrier.end, text.lexicon.forces.carrying)
    if words is None or words[1] > force.start:
        return False
    return all(text.pos[j] in ("DET", "NUM", "ADV", "ADJ", "ADP") for j in range(words[1], force.start))
