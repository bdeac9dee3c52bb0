"""Place the toponyms of a text: which entry of the gazetteer each name means, with the reason.

A candidate's score is its prior (fame, population, kind, how the name matches) plus what the text says:
the state or division named right beside it, its country named elsewhere, its distance to places that
are beyond doubt, and the sense that the same name had before. The best candidate wins when its score
reaches a floor; else the toponym stays unplaced and says why. Method after the administrative
proximity and population heuristics of Edinburgh and CLAVIN (EUPEG comparison).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians

from geopy.distance import great_circle

from geo.clauses import Text
from geo.gazetteer import Entry, Gazetteer, to_place
from geo.records import Place, PlaceKind, Role
from geo.spans import PlaceSpan, ToponymSpan

_BESIDE = 3.0
"""What the state or division named right beside a toponym is worth, in powers of ten of population."""
_COUNTRY_NAMED = 0.9
_NEAR = 0.8
_NEAR_KM = 400.0
_KM_PER_DEGREE = 111.0
_SURELY_FAR_KM = 500.0
"""Less than a degree of latitude of the sphere that :func:`great_circle` measures on (111.19 km)."""
_HOME = 1.8
"""What a town of the language's own countries gains: «Brest» of a French text is in Brittany."""
_HOME_PEOPLE = 50_000
_PALACE = "GOVL"
_DIVISION = 1.5
"""What a division loses where its country has a town of its name: «Kherson» is the town."""
_SAME_NAME = 4.0
"""What a capital gains on its country of the same name behind «à»: «à Djibouti», but «au Luxembourg»."""
_FLOOR = 3.2
"""A hamlet without any support of the text is not placed."""
_KNOWN = 5.5
"""From here on a place of an unshared name tells where a text plays; below, it is in need of support itself."""
_ALONE = 0.7
"""What more it takes where the text names neither its country nor a place nearby."""
_BRANDED = 4.0
"""What it takes to be the town of «l'hôtel Melia» without support: hotels are named after far towns."""
_NESTING_GAP = 8


@dataclass(frozen=True, slots=True)
class _Context:
    """What a text says about where it plays: its countries, and places beyond doubt."""

    countries: Counter[str]
    anchors: tuple[Entry, ...]
    senses: dict[str, Entry]


def resolve(
    toponyms: Sequence[ToponymSpan], text: Text, gazetteer: Gazetteer, named: Sequence[str] = ()
) -> list[PlaceSpan]:
    """The toponyms with their place, or with the reason why there is none.

    Args:
        toponyms: as :func:`geo.mentions.toponyms.find` gives them.
        text: the parsed text.
        gazetteer: the candidates.
        named: codes of states that the text names otherwise (demonyms, persons), as context.
    """
    candidates = [
        gazetteer.lookup(t.name) if t.name and "," not in t.name else _compound(gazetteer, t)
        for t in toponyms
    ]
    context = _context(toponyms, candidates, named)
    out: list[PlaceSpan] = []
    for position, toponym in enumerate(toponyms):
        beside = _beside(position, toponyms, candidates, text)
        entry, reason = _choose(toponym, candidates[position], beside, context, text)
        if entry is not None:
            context.senses.setdefault(gazetteer_key(toponym.name), entry)
        out.append(_span(toponym, entry, reason, text, gazetteer))
    marked = _mark_addressed(_mark_containers(_mark_openings(out, text), text), text)
    followed = _follow_anaphors(marked, toponyms, text)
    return _follow_lands(followed, toponyms, text, gazetteer)


def gazetteer_key(name: str) -> str:
    """The name as compared for «one sense per text»."""
    return name.casefold()


def _compound(gazetteer: Gazetteer, toponym: ToponymSpan) -> tuple[Entry, ...]:
    """«Bamako, Mali» (made of «la capitale malienne»)."""
    if not toponym.name:
        return ()
    city, _, country = toponym.name.partition(", ")
    states = gazetteer.lookup(country)
    code = states[0].country if states else None
    return tuple(e for e in gazetteer.lookup(city) if e.country == code and e.kind == "city")


def _context(
    toponyms: Sequence[ToponymSpan], candidates: Sequence[tuple[Entry, ...]], named: Sequence[str]
) -> _Context:
    countries: Counter[str] = Counter(named)
    anchors: list[Entry] = []
    for toponym, entries in zip(toponyms, candidates, strict=True):
        countries.update(toponym.border)
        if not entries:
            continue
        best = entries[0]
        clear = len(entries) == 1 or best.score - entries[1].score > 2.5
        if best.country and (best.kind == "country" or (clear and best.score >= _KNOWN)):
            countries[best.country] += 1
        if clear and best.kind in ("city", "base", "area", "admin1"):
            anchors.append(best)
    return _Context(countries, tuple(anchors[:40]), {})


def _beside(
    position: int, toponyms: Sequence[ToponymSpan], candidates: Sequence[tuple[Entry, ...]], text: Text
) -> tuple[Entry, ...]:
    """States and divisions named within the same phrase: «Lask, en Pologne», «Caroline du Nord (Fort Bragg)»."""
    toponym = toponyms[position]
    out: list[Entry] = []
    for other in (position + 1, position + 2, position - 1):
        if not 0 <= other < len(toponyms):
            continue
        neighbour = toponyms[other]
        gap = (
            neighbour.phrase_start - toponym.end if other > position else toponym.phrase_start - neighbour.end
        )
        if gap > _NESTING_GAP or text.sentence_of(neighbour.start) != text.sentence_of(toponym.start):
            continue
        out.extend(
            entry for entry in candidates[other][:3] if entry.kind in ("country", "admin1") and entry.country
        )
    return tuple(out)


def _choose(
    toponym: ToponymSpan, entries: Sequence[Entry], beside: Sequence[Entry], context: _Context, text: Text
) -> tuple[Entry | None, str]:
    if toponym.anaphor:
        return None, "refers to a place named before"
    if toponym.border and not entries:
        return None, "a border: placed by the states on both sides"
    if not entries:
        return None, f"the gazetteer holds no {toponym.name!r}"
    known = context.senses.get(gazetteer_key(toponym.name))
    scored = sorted(
        (
            (
                _score(entry, toponym, beside, context) + _by_form(entry, toponym, entries, text),
                -rank,
                entry,
            )
            for rank, entry in enumerate(entries[:60])
        ),
        key=lambda item: (item[0], item[1]),
        reverse=True,
    )
    best_score, _, best = scored[0]
    if known is not None and not beside:
        return known, "the sense this name has elsewhere in the text"
    if best_score < _FLOOR + _unsupported(best, toponym, beside, context, text):
        return None, f"{len(entries)} small places of that name, none supported by the text"
    return best, _reason(best, beside, context, len(entries))


def _by_form(entry: Entry, toponym: ToponymSpan, entries: Sequence[Entry], text: Text) -> float:
    """What the language and the form of the name say, whatever else the text tells."""
    words = text.lexicon.places
    score = 0.0
    known = any(e.feature_code == _PALACE for e in entries)  # «la Maison-Blanche» is a quarter of Paris too
    if (
        entry.kind == "city"
        and entry.country in words.home
        and entry.population >= _HOME_PEOPLE
        and not known
    ):
        score += _HOME
    if entry.kind == "admin1" and toponym.head_noun not in _DIVISION_NOUNS:
        at_home = any(e.kind == "city" and e.country == entry.country for e in entries)
        score -= _DIVISION if at_home or entry.matched == "alternate" else 0.0
    if toponym.preposition in words.town_prepositions and entry.feature_code == "PPLC":
        score += (
            _SAME_NAME if any(e.kind == "country" and e.country == entry.country for e in entries) else 0.0
        )
    return score


def _unsupported(
    entry: Entry, toponym: ToponymSpan, beside: Sequence[Entry], context: _Context, text: Text
) -> float:
    """How much more a name must weigh that nothing in the text supports."""
    supported = (entry.country and context.countries[entry.country]) or _by_a_known_place(entry, context)
    if supported or beside:
        return 0.0
    if toponym.head_noun in text.lexicon.places.branded_nouns:
        return _BRANDED
    return _ALONE if context.countries else 0.0


def _by_a_known_place(entry: Entry, context: _Context) -> bool:
    """Whether a town or base lies close to a place beyond doubt."""
    return entry.kind in ("city", "base", "area") and any(
        anchor.geonameid != entry.geonameid and _near(anchor, entry) for anchor in context.anchors
    )


def _score(entry: Entry, toponym: ToponymSpan, beside: Sequence[Entry], context: _Context) -> float:
    score = entry.score
    if any(_inside(entry, outer) for outer in beside):
        score += _BESIDE
    if entry.country and entry.kind != "country":
        score += _COUNTRY_NAMED if context.countries[entry.country] else 0.0
    if _by_a_known_place(entry, context):
        score += _NEAR
    if toponym.head_noun and _fits(toponym.head_noun, entry):
        score += 1.0
    if toponym.relation is None and entry.kind == "country":
        score += 0.5
    return score


def _near(a: Entry, b: Entry) -> bool:
    south_north = abs(a.lat - b.lat) * _KM_PER_DEGREE
    west_east = (
        abs((a.lon - b.lon + 180) % 360 - 180) * _KM_PER_DEGREE * cos(radians(max(abs(a.lat), abs(b.lat))))
    )
    if max(south_north, west_east) > _SURELY_FAR_KM:  # most pairs; the rest is dear
        return False
    return bool(great_circle((a.lat, a.lon), (b.lat, b.lon)).km < _NEAR_KM)


_DIVISION_NOUNS = frozenset(
    {
        "region",
        "regions",
        "province",
        "provinces",
        "oblast",
        "oblasts",
        "etat",
        "gouvernorat",
        "departement",
        "district",
    }
)
_NOUN_KINDS: dict[str, tuple[PlaceKind, ...]] = {
    "base": ("base",), "camp": ("base",), "aeroport": ("area", "base"), "aerodrome": ("area", "base"),
    "region": ("admin1", "region"), "province": ("admin1",), "oblast": ("admin1",), "oblasts": ("admin1",),
    "etat": ("admin1", "country"), "ville": ("city",), "mer": ("sea",), "ile": ("area", "region", "country"),
    "capitale": ("city",),
    "port": ("city",), "village": ("city",), "gouvernorat": ("admin1",),
    "departement": ("admin1",), "district": ("admin1", "area"),
}  # fmt: skip


def _fits(noun: str, entry: Entry) -> bool:
    return entry.kind in _NOUN_KINDS.get(noun, ())


def _inside(entry: Entry, outer: Entry) -> bool:
    """Whether an entry lies in the state or division ``outer``."""
    if entry.country != outer.country or entry is outer:
        return False
    if outer.kind == "country":
        return entry.kind != "country"
    return entry.kind not in ("country", "admin1") and (entry.admin1 == outer.admin1 or not entry.admin1)


def _reason(entry: Entry, beside: Sequence[Entry], context: _Context, homonyms: int) -> str:
    if any(_inside(entry, outer) for outer in beside):
        return "in the state or division named beside it"
    if homonyms == 1:
        return "the only place of that name"
    if entry.country and context.countries[entry.country] and entry.kind != "country":
        return f"of {homonyms} places of that name, the one in a country the text names"
    return f"the best known of {homonyms} places of that name"


def _span(
    toponym: ToponymSpan, entry: Entry | None, reason: str, text: Text, gazetteer: Gazetteer
) -> PlaceSpan:
    whole = entry
    if entry is not None and toponym.direction and toponym.distance_km is not None:
        entry = gazetteer.offset(entry, toponym.distance_km, toponym.direction)
    elif (
        entry is not None
        and toponym.direction
        and entry.kind in ("country", "admin1", "region", "area", "sea")
    ):
        entry = gazetteer.part(entry, toponym.direction)
    words = text.between(toponym.start, toponym.end)
    codes, role = _acting(toponym, whole, gazetteer)
    return PlaceSpan(
        start=toponym.start,
        end=toponym.end,
        phrase_start=toponym.phrase_start,
        head=toponym.end - 1,
        relation=toponym.relation,
        preposition=toponym.preposition,
        role=toponym.role or role,
        place=to_place(entry, words, reason) if entry else None,
        reason=reason,
        codes=codes,
        border=toponym.border,
        anaphor=toponym.anaphor,
        land=toponym.land,
        inherits=toponym.inherits,
    )


def _acting(toponym: ToponymSpan, entry: Entry | None, gazetteer: Gazetteer) -> tuple[tuple[str, ...], Role]:
    """The states a toponym may stand for where it acts, and its role by its preposition alone."""
    seat = gazetteer.seat(toponym.name) if toponym.name else None
    codes: tuple[str, ...] = ()
    if seat:
        codes = tuple(seat) if not isinstance(seat, str) else (seat,)
    elif entry is not None and entry.country and (entry.kind == "country" or _is_capital(entry, gazetteer)):
        codes = (entry.country,)
    placed = (
        toponym.relation is not None or bool(toponym.direction) or bool(toponym.border) or toponym.anaphor
    )
    return codes, "location" if placed or not codes else "actor"


def _is_capital(entry: Entry, gazetteer: Gazetteer) -> bool:
    if entry.kind != "city" or not entry.country:
        return False
    capital = gazetteer.capital(entry.country)
    return capital is not None and capital.geonameid == entry.geonameid


_HOME_NOUNS = frozenset({"garnison", "base", "caserne", "camp"})


def _is_branded(toponym: ToponymSpan, text: Text) -> bool:
    """«L'hôtel Melia»: it stands in the town that the text told of last."""
    return toponym.head_noun in text.lexicon.places.branded_nouns


def _follow_anaphors(spans: list[PlaceSpan], toponyms: Sequence[ToponymSpan], text: Text) -> list[PlaceSpan]:
    """«Y», «là-bas», «la même ville» take the last location before them; «la même garnison» the last origin.

    Only «où» takes the place right before it: «Ankara, qui y maintient des soldats», is no place of theirs.
    """
    out: list[PlaceSpan] = []
    last: Place | None = None
    origin: Place | None = None
    for found, toponym in zip(spans, toponyms, strict=True):
        span = found
        if span.anaphor and not span.land:
            before = out[-1] if out and span.start - out[-1].end <= 2 else None
            beside = before.place if before is not None and text.grammar(span.start, "relatives") else None
            meant = beside or (origin if toponym.head_noun in _HOME_NOUNS else None) or last
            if meant is not None:
                span = replace(span, place=meant, reason=f"refers to {meant.name}, named before")
        elif span.place is None and last is not None and _is_branded(toponym, text):
            span = replace(span, place=last, reason=f"in {last.name}, named before")
        elif span.place is not None and span.role == "location" and not span.container:
            if span.relation == "from" or toponym.head_noun in _HOME_NOUNS:
                origin = span.place
            vast = span.place.kind == "region" and span.place.country is None
            aside = any(a < span.start < b and text.tokens[a].text in "(–—" for a, b in text.inserts)
            aside = aside or span.preposition in text.lexicon.numbers.between  # «disputée entre A et B»
            if (span.relation != "from" and not vast and not aside) or last is None:
                last = span.place
        out.append(span)
    return out


def _follow_lands(
    spans: Sequence[PlaceSpan], toponyms: Sequence[ToponymSpan], text: Text, gazetteer: Gazetteer
) -> list[PlaceSpan]:
    """«Dans l'est du pays» is of the land where the text plays, if the last place told of lies there too."""
    located = [s.place.country if s.place and s.role == "location" else None for s in spans]
    ranked = Counter(code for code in located if code).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return list(spans)
    code = ranked[0][0]
    out: list[PlaceSpan] = []
    for k, (span, toponym) in enumerate(zip(spans, toponyms, strict=True)):
        last = next((c for c in reversed(located[:k]) if c), None)
        if not span.land or last != code:
            out.append(span)
            continue
        entry = gazetteer.country(code)
        if toponym.direction:
            entry = gazetteer.part(entry, toponym.direction)
        words = text.between(span.phrase_start, span.end)
        reason = f"refers to {entry.name}, where the text plays"
        place = to_place(entry, words, reason)
        before = out[-1] if out else None
        inner = before is not None and before.place is not None and before.place.kind in ("city", "base")
        beside = before is not None and span.phrase_start - before.end <= 1
        out.append(replace(span, place=place, reason=reason, container=inner and beside))
    return out


def _mark_openings(spans: list[PlaceSpan], text: Text) -> list[PlaceSpan]:
    """Places that open a line: a dateline («NIAMEY –», «Kiev (AFP) -») or, in a list of them, labels («• Tokyo :»)."""
    out = list(spans)
    labels = []
    for i, span in enumerate(spans):
        if span.place is None or span.relation is not None or not _opens_line(text, span.start):
            continue
        if _ends_dateline(text, span.end):
            out[i] = replace(span, dateline=True, role="location")
        elif text.between(span.end, min(span.end + 1, len(text.tokens))) == ":" and span.place.kind == "city":
            labels.append(i)
    if len(labels) > 1:
        for i in labels:
            out[i] = replace(out[i], label=True, role="location")
    return out


def _opens_line(text: Text, i: int) -> bool:
    while i > text.first and text.tokens[i - 1].text in _BULLETS and "\n" not in text.tokens[i - 1].text:
        i -= 1
    return i == text.first or "\n" in text.tokens[i - 1].text


_BULLETS = frozenset({"•", "-", "–", "—", "*", "·", "■", "▪", " "})
_DATELINE_LENGTH = 10


def _ends_dateline(text: Text, i: int) -> bool:
    """«, 3 nov. (AFP) –», «, le 3 novembre 2024.»: a dash or, behind a date, a full stop, and little before it."""
    depth = days = 0
    for j in range(i, min(i + _DATELINE_LENGTH, len(text.tokens))):
        token = text.tokens[j]
        depth += (token.text == "(") - (token.text == ")")
        if token.text in "-–—" and (token.whitespace_ or token.text != "-") and not depth:
            return j == i or j - 1 == i or text.tokens[i].text in ",("
        if token.text == "." and days and not depth:
            return text.tokens[i].text in ",("
        dated = j in text.times
        days += dated and token.like_num
        passes = (
            dated or token.is_punct or token.like_num or j in text.adverbial or text.grammar(j, "definite")
        )
        if "\n" in token.text or not (depth or passes):
            return False
    return False


def _mark_addressed(spans: Sequence[PlaceSpan], text: Text) -> list[PlaceSpan]:
    """«Demande à Bamako de retirer …»: the state that is asked to act is no goal."""
    return [
        replace(span, role="actor") if span.codes and text.is_asked(span.start, span.end) else span
        for span in spans
    ]


def _mark_containers(spans: list[PlaceSpan], text: Text) -> list[PlaceSpan]:
    """«À Lask, dans le centre de la Pologne»: the second only says where the first lies."""
    out = list(spans)
    for i in range(len(spans) - 1):
        a, b = out[i], out[i + 1]
        if a.place is None or b.place is None or a.anaphor or b.anaphor:
            continue
        between = text.tokens[a.end : b.phrase_start]
        gap = len(between)
        if gap > 4 or any(
            t.pos_ in ("VERB", "AUX")
            or t.text in (";", ":")
            or text.forms[t.i] in ("et", "and", "ou", "or")
            or text.grammar(t.i, "parts_of")
            for t in between
        ):
            continue
        if _contains(b.place, a.place) and b.relation in (None, "at", "near", "from"):
            out[i + 1] = replace(b, container=True)
        elif _contains(a.place, b.place):
            relation = b.relation or a.relation
            out[i] = replace(a, container=True)
            out[i + 1] = replace(b, relation=a.relation if a.relation in ("from", "to") else relation)
        elif (_around(a, b) and text.tokens[a.end].text == ",") or (
            b.relation == "near" and a.relation is not None and gap and a.place.kind in ("city", "base")
        ):
            out[i + 1] = replace(b, container=True)
    return out


def _around(a: PlaceSpan, b: PlaceSpan) -> bool:
    """«À Anacoco, sur le fleuve Cuyuni»: a river, a sea or a region behind a comma says where the point lies."""
    if a.place is None or b.place is None or a.relation is None or b.relation not in ("at", "near"):
        return False
    return a.place.kind in ("city", "base", "area") and b.place.kind in ("region", "sea", "border", "admin1")


def _contains(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind in ("admin1", "region", "area") and inner.kind in ("city", "base", "area"):
        distance = great_circle((outer.lat, outer.lon), (inner.lat, inner.lon)).km
        return distance <= outer.radius_km + inner.radius_km and outer.country in (None, inner.country)
    return False
