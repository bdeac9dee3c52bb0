"""Reports of several articles into events: compatible, not equal, is the test.

Two reports are compared field by field (:mod:`geo.merge.compare`); each field speaks for or against
their being one event, in log odds: how much more often such a pair of values is met in two reports of one
event than in reports of two events of the same forces or the same people (Fellegi and Sunter's model of
record linkage, with weights set by hand, none learnt). Reports of one article are never joined: an article
that tells an event twice gives one report. What fits best is joined first, until nothing fits on average
(:mod:`geo.merge.group`); each group becomes one event, narrowed by what every report adds, with what they
disagree on (:mod:`geo.merge.combine`), and is tied to the events of its story (:mod:`geo.merge.links`).

The result depends on the set of reports alone, not on their order. Reports that nothing ties to each
other, directly or through others, do not touch each other's result: :func:`neighbourhood` finds the ones
that a new report bears on, so that a store need not merge everything again.

Limits: nothing is read in the words of the quotes but what the extractor made of them; and a report so vague
that it fits two events goes to the one reported nearest in time.
"""

from geo.merge.combine import Merged, Reason
from geo.merge.compare import Agreement
from geo.merge.group import keys, merge, neighbourhood

__all__ = ["Agreement", "Merged", "Reason", "keys", "merge", "neighbourhood"]
