"""Meetings: who talks with whom, how and where, as drafts whose dates are still words.

``reader`` goes through the triggers; ``sides`` says by syntax who takes part, ``relatives`` what «qui» and «où»
take up, ``referents`` who is meant by «ils» or «le président», ``alike`` which drafts are one meeting.
"""

from geo.meetings.reader import MeetingReader

__all__ = ["MeetingReader"]
