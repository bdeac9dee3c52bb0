"""The frozen dataclasses that cross module borders, and their JSON form.

They hold what the event contract says (docs: README, "The event format") and no behaviour
but their invariants. Coordinates are WGS 84 degrees and always named ``lat`` and ``lon``;
dates are :class:`datetime.date`, intervals inclusive at both ends; offsets count characters
of the article's text as it is read and stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeVar, get_args

from geo.errors import EventError

Value = TypeVar("Value")
EventType = Literal["movement", "meeting"]
MovementKind = Literal["transfer", "presence", "alert", "withdrawal"]
MeetingKind = Literal["in_person", "visit", "phone", "video", "unspecified"]
Status = Literal["occurred", "announced", "possible", "alleged", "denied"]
Precision = Literal["day", "week", "month", "season", "year", "range"]
Extent = Literal["within", "throughout"]
PlaceKind = Literal["country", "admin1", "city", "base", "region", "sea", "border", "area"]
Level = Literal["leaders", "ministers", "officials"]
Review = Literal["confirmed", "rejected", "edited", "added"]
Role = Literal["location", "actor", "name", "demonym"]

MAX_LAT, MAX_LON = 90, 180
MOVEMENT_KINDS: tuple[MovementKind, ...] = ("transfer", "presence", "alert", "withdrawal")
MEETING_KINDS: tuple[MeetingKind, ...] = ("in_person", "visit", "phone", "video", "unspecified")
STATUSES: tuple[Status, ...] = ("occurred", "announced", "possible", "alleged", "denied")
_PRECISIONS, _EXTENTS, _LEVELS = get_args(Precision), get_args(Extent), (None, *get_args(Level))


@dataclass(frozen=True, slots=True)
class DateInterval:
    """When something takes place: at some time within, or throughout, an interval of days.

    Attributes:
        start: first day, inclusive; None = open.
        end: last day, inclusive; None = open.
        precision: how finely the text knows it.
        extent: ``within`` the interval at some time, or ``throughout`` it.
        text: the words; None where it is the article's own date.
        candidates: the only days (first days) that remain possible, in order; empty = all of the interval.
            «Mardi» of an article of December 2021 has four.
    """

    start: dt.date | None
    end: dt.date | None
    precision: Precision = "day"
    extent: Extent = "within"
    text: str | None = None
    candidates: tuple[dt.date, ...] = ()

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise EventError(f"an interval ends before it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its point (degrees, WGS 84) and how far off that point may be.

    Attributes:
        text: the words of the article.
        name: canonical name, for the reader.
        country: ISO 3166-1 alpha-2 (Kosovo ``XK``), or None for a region across states.
        radius_km: a base 5, a city 15, a country its size.
        geonameid: GeoNames id, or None.
        reason: why the gazetteer's entry was chosen among those of that name.
    """

    text: str
    name: str
    kind: PlaceKind
    country: str | None
    lat: float
    lon: float
    radius_km: float
    geonameid: int | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if abs(self.lat) > MAX_LAT or abs(self.lon) > MAX_LON:
            raise EventError(
                f"{self.name!r}: expected lat in -90..90 and lon in -180..180, "
                f"got lat {self.lat}, lon {self.lon}"
            )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of personnel, aircraft, ships … (``what``): inclusive bounds, None = open."""

    min: int | None
    max: int | None
    text: str
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Force:
    """Whose forces, a state's (``country``, alpha-2) or an organisation's; unit and quantity as told."""

    country: str | None
    org: str | None
    name: str
    unit: str | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who talks: a person, role or state as the reader should see it, and the state or organisation."""

    name: str
    country: str | None = None
    org: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article: ``quote`` is exactly ``text[start:end]`` of ``source``."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the reports of one event disagree: each value with the sources that say it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to another event: ``part_of`` a total, ``step_of`` the same story."""

    kind: Literal["part_of", "step_of"]
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What movements and meetings share. Identity is ``id``.

    Attributes:
        date: when it takes place; None = unknown.
        reported: the article's own date; None = unknown.
        cameo: CAMEO code of the event.
        confidence: probability in 0..1 that the event is right.
        evidence: never empty.
        status_text: the words that decided the status, or None.
        reports: ids of the reports merged into it (an event of the store only).
        review: what an analyst made of it (an event of the store only); None = not reviewed.
    """

    id: str
    status: Status
    date: DateInterval | None
    reported: DateInterval | None
    cameo: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    status_text: str | None = None
    date_reason: str | None = None
    reports: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[Link, ...] = ()
    review: Review | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EventError(f"event {self.id}: expected at least one sentence of evidence, got none")
        if not 0 <= self.confidence <= 1:
            raise EventError(f"event {self.id}: expected a confidence in 0..1, got {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement(Event):
    """Forces that go, stand, are alerted or leave.

    ``destinations`` are end points; of a presence where it stands, of an alert where the forces
    stood. What a withdrawal leaves is its ``origin``.
    """

    kind: MovementKind
    force: Force
    origin: Place | None
    destinations: tuple[Place, ...]

    @property
    def type(self) -> EventType:
        """What the contract calls it."""
        return "movement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Event):
    """States and organisations that talk; ``place`` is None for a call or where it is not told."""

    kind: MeetingKind
    participants: tuple[Participant, ...]
    place: Place | None
    level: Level | None = None

    @property
    def type(self) -> EventType:
        """What the contract calls it."""
        return "meeting"


@dataclass(frozen=True, slots=True)
class Article:
    """A text with where it came from.

    Attributes:
        source: the file as given; a record or member of it after ``#``.
        text: the text as read; every offset counts its characters.
        body_start: offset where the article begins after a header line ``date 2022-01``.
        published: what is known of the publication date, or None.
        title: from the file's metadata, or None.
        lang: ``fr`` or ``en`` where it is given; None = to be detected.
    """

    source: str
    text: str
    body_start: int = 0
    published: DateInterval | None = None
    title: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name found in a text, its role there, and its resolution (None with a reason)."""

    source: str
    start: int
    end: int
    text: str
    role: Role
    place: Place | None
    reason: str


def event_to_json(event: Movement | Meeting) -> dict[str, Any]:
    """The event as the contract's JSON object: ISO days, lists for tuples, absent extras left out."""
    fields: dict[str, Any] = {
        "id": event.id,
        "type": event.type,
        "kind": event.kind,
        "status": event.status,
        "date": interval_to_json(event.date),
        "reported": interval_to_json(event.reported),
        "cameo": event.cameo,
        "confidence": round(event.confidence, 3),
    }
    if isinstance(event, Movement):
        force = event.force
        fields["force"] = {
            "country": force.country,
            "org": force.org,
            "name": force.name,
            "unit": force.unit,
            "quantity": _plain(force.quantity),
        }
        fields["origin"] = _plain(event.origin)
        fields["destinations"] = [_plain(place) for place in event.destinations]
    else:
        fields["participants"] = [_plain(who) for who in event.participants]
        fields["place"] = _plain(event.place)
        fields["level"] = event.level
    fields["evidence"] = [_plain(piece) for piece in event.evidence]
    fields["status_text"] = event.status_text
    fields["date_reason"] = event.date_reason
    if event.reports:
        fields["reports"] = list(event.reports)
        fields["conflicts"] = [
            {"field": c.field, "values": [{"value": v, "sources": list(s)} for v, s in c.values]}
            for c in event.conflicts
        ]
        fields["links"] = [_plain(link) for link in event.links]
    if event.review:
        fields["review"] = event.review
    return fields


def event_from_json(fields: Mapping[str, Any]) -> Movement | Meeting:
    """The inverse of :func:`event_to_json`.

    Raises:
        EventError: a field is missing or has no such value.
    """
    try:
        shared: dict[str, Any] = {
            "id": fields["id"],
            "status": _one_of(STATUSES, fields["status"]),
            "date": interval_from_json(fields["date"]),
            "reported": interval_from_json(fields["reported"]),
            "cameo": fields["cameo"],
            "confidence": fields["confidence"],
            "evidence": tuple(Evidence(**piece) for piece in fields["evidence"]),
            "status_text": fields.get("status_text"),
            "date_reason": fields.get("date_reason"),
            "reports": tuple(fields.get("reports", ())),
            "conflicts": tuple(
                Conflict(c["field"], tuple((v["value"], tuple(v["sources"])) for v in c["values"]))
                for c in fields.get("conflicts", ())
            ),
            "links": tuple(Link(**link) for link in fields.get("links", ())),
            "review": fields.get("review"),
        }
        if fields["type"] == "movement":
            force = dict(fields["force"])
            quantity = force.pop("quantity")
            return Movement(
                kind=_one_of(MOVEMENT_KINDS, fields["kind"]),
                force=Force(**force, quantity=Quantity(**quantity) if quantity else None),
                origin=Place(**fields["origin"]) if fields["origin"] else None,
                destinations=tuple(Place(**place) for place in fields["destinations"]),
                **shared,
            )
        if fields["type"] == "meeting":
            return Meeting(
                kind=_one_of(MEETING_KINDS, fields["kind"]),
                participants=tuple(Participant(**who) for who in fields["participants"]),
                place=Place(**fields["place"]) if fields["place"] else None,
                level=_one_of(_LEVELS, fields["level"]),
                **shared,
            )
    except (KeyError, TypeError, ValueError) as problem:
        raise EventError(f"event {fields.get('id')!r}: not of the event format: {problem}") from problem
    raise EventError(f"event {fields.get('id')!r}: expected type movement or meeting, got {fields['type']!r}")


def with_id(event: Movement | Meeting, event_id: str) -> Movement | Meeting:
    """The same event under another id."""
    return replace(event, id=event_id)


def interval_to_json(interval: DateInterval | None) -> dict[str, Any] | None:
    """An interval as the contract's JSON object."""
    if interval is None:
        return None
    fields: dict[str, Any] = {
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "precision": interval.precision,
        "extent": interval.extent,
        "text": interval.text,
    }
    if interval.candidates:
        fields["candidates"] = [day.isoformat() for day in interval.candidates]
    return fields


def interval_from_json(fields: Mapping[str, Any] | None) -> DateInterval | None:
    """The inverse of :func:`interval_to_json`."""
    if fields is None:
        return None
    return _interval(
        fields["start"],
        fields["end"],
        fields["precision"],
        fields["extent"],
        fields["text"],
        tuple(fields.get("candidates", ())),
    )


@lru_cache(maxsize=4096)
def _interval(
    start: str | None,
    end: str | None,
    precision: Precision,
    extent: Extent,
    text: str | None,
    candidates: tuple[str, ...],
) -> DateInterval:
    """The same interval for the same words: a window's events share few."""
    return DateInterval(
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
        precision=_one_of(_PRECISIONS, precision),
        extent=_one_of(_EXTENTS, extent),
        text=text,
        candidates=tuple(map(dt.date.fromisoformat, candidates)),
    )


def place_to_json(place: Place | None) -> dict[str, Any] | None:
    """A place as the contract's JSON object."""
    return _plain(place)


def _one_of(known: Sequence[Value], value: Value) -> Value:
    if value not in known:
        raise EventError(f"expected one of {', '.join(map(str, known))}, got {value!r}")
    return value


def _plain(record: Any) -> dict[str, Any] | None:  # noqa: ANN401 (any of the records)
    if record is None:
        return None
    return {name: getattr(record, name) for name in record.__slots__}
