"""Movements: who sends which forces from where to where, as drafts whose dates are still words.

For each trigger its frame says who moves; the mover is the force nearest in the clause, else one that a
pronoun or «ces hommes» goes on from; its state comes from its own words, from who acts in the clause, or from
what the text speaks of. A force without a state, or a transfer without a place, is no event.
"""

from geo.movements.reader import MovementReader

__all__ = ["MovementReader"]
