"""Dates of the press: found in the text, then turned into intervals of days.

``load`` a language's grammar, ``find`` the mentions of a text, ``resolve`` each of them;
``publication`` narrows the article's own date. No clock is read: what nobody told stays unknown.
"""

from geo.dates.find import find
from geo.dates.grammar import Grammar, load
from geo.dates.publication import Tenure, publication
from geo.dates.resolve import Resolved, resolve
from geo.dates.values import DateMention, Tense

__all__ = ["DateMention", "Grammar", "Resolved", "Tense", "Tenure", "find", "load", "publication", "resolve"]
