"""Read articles: the order of the stages, and nothing else.

    article → Doc → mentions → places → movements and meetings → dates → reports

``Reader.open`` is cheap; a language's model is loaded when the first text in it is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo import claims, language, lexicon, places, reports, topics, triggers
from geo import dates as dating
from geo.actors import Actors
from geo.anchors import is_agent
from geo.clauses import Predicate, Text
from geo.confidence import Confidence
from geo.gazetteer import Gazetteer
from geo.meetings import MeetingReader
from geo.mentions import forces, numbers, toponyms
from geo.mentions.actors import ActorFinder
from geo.movements import MovementReader
from geo.records import Article, DateInterval, Evidence, Meeting, Movement, Toponym
from geo.settings import Settings
from geo.spans import DateSpan, MeetingDraft, Mentions, MovementDraft, PlaceSpan, Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "‐": "-"}
    | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}  # half a character, which spaCy refuses
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gives: the article with its date narrowed, its reports and its place names.

    ``scores`` has the reader's own score of each event (0..1), from which its ``confidence`` was made.
    """

    article: Article
    events: tuple[Movement | Meeting, ...]
    toponyms: tuple[Toponym, ...]
    scores: tuple[float, ...] = ()


class Reader:
    """Reads articles with the resources of one data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lexicons: dict[str, lexicon.Lexicon] = {}
        self._grammars: dict[str, dating.Grammar] = {}

    @classmethod
    def open(cls, settings: Settings) -> Reader:
        """A reader whose resources are opened when they are first needed.

        ``read`` raises :class:`geo.errors.DataError` where a file under the data folder is absent or bad.
        """
        return cls(settings)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places."""
        return Gazetteer.open(self._settings.data_dir)

    @cached_property
    def actors(self) -> Actors:
        """Office-holders, organisations and armies."""
        return Actors.open(self._settings.data_dir)

    @cached_property
    def confidence(self) -> Confidence:
        """How likely an event is right."""
        return Confidence.open(self._settings.data_dir)

    def words(self, lang: str) -> lexicon.Lexicon:
        """The lexicon of a language."""
        if lang not in self._lexicons:
            self._lexicons[lang] = lexicon.load(self._settings.data_dir, lang)
        return self._lexicons[lang]

    def grammar(self, lang: str) -> dating.Grammar:
        """The date grammar of a language."""
        if lang not in self._grammars:
            self._grammars[lang] = dating.load(self._settings.data_dir, lang)
        return self._grammars[lang]

    def read(self, article: Article) -> Reading:
        """The article's reports and place names, each with the sentences that prove it."""
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The reading of each article, in order; some are parsed together, which takes less time."""
        for batch in language.batches(articles):
            for article, docs in self.parsed(batch):
                yield self.read_docs(article, docs)

    def parsed(self, articles: Sequence[Article]) -> list[tuple[Article, list[tuple[int, Doc]]]]:
        """The articles with their languages, and what :meth:`read_docs` takes of them."""
        out: list[tuple[Article, list[tuple[int, Doc]]]] = []
        parts: dict[str, list[tuple[list[tuple[int, Doc]], int, str]]] = {}
        for article in articles:
            lang = article.lang or language.detect(article.text[article.body_start :])
            docs: list[tuple[int, Doc]] = []
            out.append((replace(article, lang=lang), docs))
            for start, end in language.pieces(article.text, article.body_start):
                text = article.text[start:end].translate(_TYPOGRAPHY)
                parts.setdefault(lang, []).append((docs, start, text))
        for lang, pieces in parts.items():
            parses = language.parse(lang, [text for _, _, text in pieces])
            for (docs, start, _), doc in zip(pieces, parses, strict=True):
                docs.append((start, doc))
        return out

    def read_docs(self, article: Article, docs: Sequence[tuple[int, Doc]]) -> Reading:
        """A text parsed already: the offset of each piece in the article's text, and its ``Doc``."""
        assert article.lang is not None
        found = [
            m for m in dating.find(article.text, self.grammar(article.lang)) if m.start >= article.body_start
        ]
        pieces = [_Piece(self, article, offset, doc, found) for offset, doc in docs]
        tenses = {index: tense for piece in pieces for index, tense in piece.tenses().items()}
        names = [name for piece in pieces for name in piece.persons]
        published = dating.publication(
            article.text,
            found,
            article.published,
            tenses,
            [dating.Tenure(o.start or dt.date.min, o.end, o.person) for o in self.actors.tenures(names)],
            self.actors.known_until,
        )
        day = replace(published.interval, candidates=published.candidates) if published.interval else None
        known = replace(article, published=day)
        dated = _resolved(found, tenses, published, known)
        events = reports.once([event for piece in pieces for event in piece.events(known, dated)])
        places_found = tuple(toponym for piece in pieces for toponym in piece.toponyms(known))
        weighed = [replace(event, confidence=self.confidence.of(event)) for event in events]
        scores = tuple(event.confidence for event in events)
        return Reading(known, tuple(reports.with_ids(weighed, known)), places_found, scores)


def _resolved(
    found: Sequence[dating.DateMention],
    tenses: dict[int, Tense],
    published: dating.Resolved,
    article: Article,
) -> dict[int, reports.Dated]:
    """Every date of the text as an interval; each may count from the one before it."""
    out: dict[int, reports.Dated] = {}
    before: list[DateInterval] = []
    for index, mention in enumerate(found):
        tense = tenses.get(index)
        result = dating.resolve(
            mention,
            published=article.published,
            tense=tense,
            reference=_reference(before, tense, article.published),
            candidates=published.candidates,
        )
        interval = replace(result.interval, candidates=result.candidates) if result.interval else None
        out[index] = reports.Dated(interval, result.reason)
        if interval is not None:
            before.append(interval)
    return out


def _reference(
    before: Sequence[DateInterval], tense: Tense | None, published: DateInterval | None
) -> DateInterval | None:
    """The date that «la veille» counts from: the last one told that is not ahead of a clause in the past."""
    end = published.end if published else None
    if tense == "past" and end is not None:
        return next((day for day in reversed(before) if (day.start or day.end or end) <= end), None)
    return before[-1] if before else None


class _Piece:
    """One parsed piece of an article, taken through the stages up to drafts."""

    def __init__(
        self, reader: Reader, article: Article, offset: int, doc: Doc, found: Sequence[dating.DateMention]
    ) -> None:
        assert article.lang is not None
        self.offset = offset
        self.found = found
        self.armed = reader.actors.armed_groups
        self.text = text = Text(
            doc,
            reader.words(article.lang),
            times=[(date.start - offset, date.end - offset) for date in found if date.kind == "date"],
        )
        times = _date_spans(text, offset, found)
        day = article.published.start if article.published else None
        counted = list(numbers.numbers(text))
        finder = ActorFinder(text, reader.gazetteer, reader.actors, day)
        names = finder.names
        self.persons = [who.name for _, _, who, level in names if level is not None]
        taken = [(start, end) for start, end, _, _ in names] + [(span.start, span.end) for span in times]
        spans = toponyms.find(text, reader.gazetteer, taken)
        nations = [who.country for _, _, who, _ in names if who.country]
        placed = places.resolve(spans, text, reader.gazetteer, nations)
        acting = [
            (p.start, p.end, p.codes, text.between(p.start, p.end), p.relation, p.preposition)
            for p in placed
            if p.codes
            and (
                p.role == "actor"
                or p.relation == "from"
                or p.preposition in ("entre", "between")
                or is_agent(text, p)
            )
        ]
        self.mentions = Mentions(
            places=tuple(placed),
            forces=tuple(forces.find(text, counted, reader.gazetteer, reader.actors)),
            actors=tuple(finder.find(acting)),
            dates=tuple(span for span in times if not _of_a_record(text, span)),
        )
        about = topics.relevant(text)
        talks = {t.head: (t.end, t.predicate is None) for t in triggers.find(text, text.lexicon.meetings)}
        moving = MovementReader(text, self.mentions, reader.gazetteer, talks, about)
        talking = MeetingReader(text, self.mentions, reader.gazetteer, moving.triggers, about)
        self.movements = [self._as_claimed(draft) for draft in moving.read()]
        self.meetings = talking.read()
        self.headings = _headings(text, times, found)
        self.dates_of = {**talking.dates_of, **moving.dates_of}

    def _as_claimed(self, draft: MovementDraft) -> MovementDraft:
        """The draft, as alleged where it rests on another side's word."""
        word = claims.claimed(self.text, self.mentions.actors, draft, self.armed)
        if word is None:
            return draft
        reality = replace(draft.reality, status="alleged", words=(*draft.reality.words, word))
        return replace(draft, reality=reality)

    def tenses(self) -> dict[int, Tense]:
        """The tense of the clause that each date of the piece stands in."""
        out: dict[int, Tense] = {}
        for head, dates in self.dates_of.items():
            predicate = self.text.predicate_at.get(head)
            tense = _tense_at(predicate)
            for date in dates:
                if tense:
                    out.setdefault(date.index, tense)
        drafts: list[MovementDraft | MeetingDraft] = [*self.movements, *self.meetings]
        for draft in drafts:
            tense = _tense_of(draft)
            by = draft.reality.announced_by
            said = {date.index for date in self.dates_of.get(by, ())} if by is not None else set()
            for index in draft.dates:
                if tense and (index not in said or index not in out):
                    out[index] = tense  # «En mai, X avait ordonné l'envoi»: the day of the order
        for date in self.mentions.dates:
            if date.index not in out:
                head = self.text.clause_heads[date.start]
                predicate = self.text.predicate_at.get(head)
                tense = _tense_at(predicate)
                if tense:
                    out[date.index] = tense
        return out

    def events(self, article: Article, dated: dict[int, reports.Dated]) -> list[Movement | Meeting]:
        """The drafts as reports, in the order of the text."""
        out: list[tuple[int, Movement | Meeting]] = []
        for movement in self.movements:
            announced = self._announcement(movement, dated)
            evidence = self._evidence(movement, article)
            out.append(
                (
                    movement.trigger,
                    reports.movement(
                        movement, article, self._own(movement, dated, article), announced, evidence
                    ),
                )
            )
        for meeting in self.meetings:
            evidence = self._evidence(meeting, article)
            out.append(
                (
                    meeting.trigger,
                    reports.meeting(meeting, article, self._own(meeting, dated, article), evidence),
                )
            )
        return [self._with_words(event, trigger) for trigger, event in sorted(out, key=lambda item: item[0])]

    def _with_words(self, event: Movement | Meeting, trigger: int) -> Movement | Meeting:
        drafts: list[MovementDraft | MeetingDraft] = [*self.movements, *self.meetings]
        draft = next(d for d in drafts if d.trigger == trigger)
        words = " … ".join(self.text.tokens[i].text for i in sorted({*draft.reality.words, trigger}))
        return replace(event, status_text=words)

    def _own(
        self, draft: MovementDraft | MeetingDraft, dated: dict[int, reports.Dated], article: Article
    ) -> reports.Dated | None:
        """The first date of the draft that is an interval, else the first one's reason; else its heading's.

        «Jusqu'au 8» begins with the heading. What is over is not of a heading's day to come.
        """
        results = [dated[index] for index in draft.dates if index in dated]
        own = next((r for r in results if r.interval is not None), results[0] if results else None)
        heading = dated.get(self.headings.get(draft.sentence, -1))
        if heading is None or heading.interval is None:
            return own
        day = heading.interval
        if own is None:
            stands = isinstance(draft, MovementDraft) and draft.kind == "presence"
            now = draft.reality.tense == "past" or (stands and draft.reality.tense == "present")
            return heading if not now or _told_before(day, article) else None
        told = own.interval
        if told is not None and told.start is None and told.end and day.start and day.start <= told.end:
            return replace(own, interval=replace(told, start=day.start, precision="range"))
        return own

    def _announcement(self, draft: MovementDraft, dated: dict[int, reports.Dated]) -> reports.Dated | None:
        if draft.reality.announced_by is None:
            return None
        spans = self.dates_of.get(draft.reality.announced_by, ())
        return next((dated[s.index] for s in spans if s.index in dated and dated[s.index].interval), None)

    def _evidence(self, draft: MovementDraft | MeetingDraft, article: Article) -> tuple[Evidence, ...]:
        out = []
        for sentence in dict.fromkeys((draft.sentence, *draft.sentences)):
            start, end = self.text.quote(sentence)
            first, last = start + self.offset, end + self.offset
            out.append(Evidence(article.source, first, last, article.text[first:last]))
        return tuple(out)

    def toponyms(self, article: Article) -> list[Toponym]:
        """The place names of the piece, with offsets in the article."""
        return [self._toponym(span, article) for span in self.mentions.places if span.end > span.start]

    def _toponym(self, span: PlaceSpan, article: Article) -> Toponym:
        first, last = self.text.offsets(span.start, span.end)
        start, end = first + self.offset, last + self.offset
        return Toponym(
            article.source, start, end, article.text[start:end], span.role, span.place, span.reason
        )


def _date_spans(text: Text, offset: int, found: Sequence[dating.DateMention]) -> list[DateSpan]:
    """The dates of a piece that begins at ``offset`` of the article, as ranges of its tokens."""
    out = []
    for index, mention in enumerate(found):
        if mention.kind == "date":
            start, end = text.tokens_at(mention.start - offset, mention.end - offset)
            if start < end:
                out.append(DateSpan(start, end, index))
    return out


def _told_before(day: DateInterval, article: Article) -> bool:
    """Whether a day is not after the article's."""
    end = article.published.end if article.published else None
    return end is None or day.start is None or day.start <= end


def _of_a_record(text: Text, date: DateSpan) -> bool:
    """«Première visite depuis 2016», «pour la première fois depuis la crise, en 2017»: since when there was none."""
    since = _back_to("since", text, date.start + 1, _SINCE_REACH, ".;:")
    return since is not None and _back_to("records", text, since, _RECORD_REACH, ".;:,") is not None


def _back_to(section: str, text: Text, before: int, reach: int, stops: str) -> int | None:
    """The last word of a closed class before a token, with no verb and none of the stops between; or None."""
    for i in range(before - 1, max(text.first, before - 1 - reach) - 1, -1):
        if text.grammar(i, section):
            return i
        if i in text.predicate_at or text.tokens[i].text in stops:
            return None
    return None


_SINCE_REACH = 10
_RECORD_REACH = 8


def _headings(text: Text, times: Sequence[DateSpan], found: Sequence[dating.DateMention]) -> dict[int, int]:
    """For each sentence, the date of the heading it stands under: a line that is a date and nothing else.

    «Lundi 6» of an agenda, of a chronology; the line that tells when the article appeared is none.
    """
    out: dict[int, int] = {}
    heading: int | None = None
    for sentence, (start, end) in enumerate(text.sentences):
        words = [i for i in range(start, end) if not (text.tokens[i].is_space or text.tokens[i].is_punct)]
        date = next((t for t in times if words and t.start <= words[0] and words[-1] < t.end), None)
        if date is not None and not found[date.index].published:
            heading = date.index
        elif heading is not None:
            out[sentence] = heading
    return out


def _tense_at(predicate: Predicate | None) -> Tense | None:
    """The tense that dates beside a verb are read in; a participle alone («réunis vendredi à Varsovie») is over."""
    if predicate is None:
        return None
    return "past" if predicate.form == "participle" else _TENSES.get(predicate.tense or "")


def _tense_of(draft: MovementDraft | MeetingDraft) -> Tense | None:
    """The tense of a draft's weekday: «se retrouvent samedi» lies ahead, «stationnent depuis lundi» does not."""
    lasts = isinstance(draft, MovementDraft) and draft.kind == "presence"
    if draft.reality.tense == "present" and not lasts:
        return "future"
    return draft.reality.tense


_TENSES: dict[str, Tense] = {
    "past": "past", "past_conditional": "past", "present": "present", "future": "future", "conditional": "future",
}  # fmt: skip
