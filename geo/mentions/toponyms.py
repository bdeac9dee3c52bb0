"""Find toponyms with the preposition, place noun, direction or distance that gives them their role.

A toponym is the longest run of words that the gazetteer knows, from a capital letter on (or from a
place noun: «mer Noire», «pays baltes»). The phrase around it is read leftwards: «à 30 km au nord de
Goma», «à la base aérienne roumaine de X», «dans l'est ukrainien».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.clauses import Text
from geo.gazetteer import Gazetteer
from geo.lexicon import Relation
from geo.mentions import premodifiers
from geo.spans import ToponymSpan

_LONGEST_NAME = 7
_LONGEST_PREPOSITION = 5
_REACH = 5
_LANDS = ("country", "admin1", "region")


def find(text: Text, gazetteer: Gazetteer, taken: Iterable[tuple[int, int]]) -> list[ToponymSpan]:
    """The toponyms of the text, in order.

    Args:
        text: the parsed text.
        gazetteer: which names are places.
        taken: token ranges of persons and organisations, where no toponym begins.
    """
    blocked = {i for start, end in taken for i in range(start, end)}
    spans: list[ToponymSpan] = []
    i = text.first
    while i < len(text.tokens):
        found = None
        if i not in blocked:
            found = _border(text, gazetteer, i) or _of_demonym(text, gazetteer, i) or _anaphor(text, i)
            if found is None:
                end = _longest(text, gazetteer, i, blocked)
                found = _phrase(text, gazetteer, i, end) if end else None
        if found is None:
            i += 1
            continue
        while spans and spans[-1].start >= found.start:
            spans.pop()  # «the Serbia-Kosovo border»
        spans.append(_inherit(text, spans, found))
        i = max(found.end, i + 1)
    return spans


def _longest(text: Text, gazetteer: Gazetteer, i: int, blocked: set[int]) -> int | None:
    """The index after the longest name that begins at a token."""
    token = text.tokens[i]
    capital = token.text[:1].isupper()
    places = text.lexicon.places
    starter = (
        text.forms[i] in places.place_nouns
        or text.is_word(i, places.place_nouns)
        or text.is_word(i, places.territory_nouns)
        or text.forms[i] in places.directions
    )
    if not capital and not starter and text.forms[i] not in _LOWER_STARTERS:
        return None
    if capital and _ends_a_name(text, i):
        return None  # «le groupe Jeanne d'Arc»
    if text.grammar(i, "definite") and not _capital_behind(text, i):
        return None  # «La force est-africaine», no village of that name
    for end in range(min(i + _LONGEST_NAME, len(text.tokens)), i, -1):
        last = text.tokens[end - 1]
        if last.is_punct or last.is_space or (blocked & set(range(i, end))):
            continue
        if not _boundary(text, end):
            continue
        name = text.between(i, end)
        if _cut_short(text, end, blocked):
            continue
        if end == i + 1 and (not capital or not _plausible(text, i)):
            continue
        if not capital and not _proper(text, i, end):
            continue
        part = _people(text, gazetteer, i, end) or _goes_on(text, gazetteer, i, end, blocked)
        if name in gazetteer and not part:
            return end
    return None


def _ends_a_name(text: Text, i: int) -> bool:
    """Whether «de» and a first name that is no place's noun stand before a capital."""
    name = i - 2
    if name < text.first or text.forms[i - 1] != "d" or not text.tokens[name].text[:1].isupper():
        return False
    return text.pos[name] == "PROPN" and text.entities[name] != "LOC"


def _capital_behind(text: Text, i: int) -> bool:
    """Whether the name behind an article begins with a capital: «Le Caire», «L'Aquila»."""
    word = text.tokens[i].text
    if not word.isalpha() and any(letter.isupper() for letter in word[1:]):
        return True
    return i + 1 < len(text.tokens) and text.tokens[i + 1].text[:1].isupper()


def _goes_on(text: Text, gazetteer: Gazetteer, i: int, end: int, blocked: set[int]) -> bool:
    """«Royal Air Force»: a word that another capital follows at once, neither person nor place, is part of a name."""
    if end != i + 1 or end >= len(text.tokens) or end in blocked or text.tokens[i].text.isupper():
        return False
    follower = text.tokens[end]
    inside = text.tokens[i].whitespace_ == " " and follower.text.istitle() and follower.pos_ in ("PROPN", "X")
    return inside and follower.ent_type_ != "PER" and follower.text not in gazetteer


def _people(text: Text, gazetteer: Gazetteer, i: int, end: int) -> bool:
    """«Des Allemands» at the head of a sentence: an article and a people, whatever village bears that name."""
    article = text.forms[i] in text.lexicon.grammar["definite"] | text.lexicon.grammar["of"]
    return end == i + 2 and article and bool(gazetteer.demonym(text.tokens[i + 1].text))


_LOWER_STARTERS = frozenset(
    {"flanc", "bande", "ligne", "canal", "corne", "haut", "grand", "est", "ouest", "nord", "sud", "eastern"}
)


def _cut_short(text: Text, end: int, blocked: set[int]) -> bool:
    """Whether the name goes on («Alma ech-Chaab»): an Arabic article or a capital follows that is nobody's name."""
    if end >= len(text.tokens) or not text.tokens[end - 1].whitespace_ or end in blocked:
        return False
    return text.forms[end].split(" ", 1)[0] in _ARABIC_ARTICLES


_ARABIC_ARTICLES = frozenset({"ech", "esh", "el", "es", "ed", "ez", "er", "ash", "ad", "az"})


def _boundary(text: Text, end: int) -> bool:
    """Whether a name may end here: not inside a hyphenated word."""
    if end >= len(text.tokens):
        return True
    return not (text.tokens[end].text in ("-", "’", "'") and not text.tokens[end - 1].whitespace_)


def _proper(text: Text, i: int, end: int) -> bool:
    """Whether a name that begins in lower case is a name of its own: two words and a known region, or a capital."""
    return end > i + 1 and (any(text.tokens[j].text[:1].isupper() for j in range(i, end)) or end > i + 1)


def _plausible(text: Text, i: int) -> bool:
    """Whether one capitalised word may be a place: no common word at the head of a sentence."""
    form = text.forms[i]
    if len(form) < 2 or form.isdigit() or (text.entities[i] == "DATE" and i in text.times):
        return False
    common = form in text.lexicon.places.common_words
    opening = _opens_sentence(text, i)
    if not text.lexicon.forces.equipment.keys().isdisjoint(text.lemmas[i]) and text.lower[i].isascii():
        return False  # «le Tigre», not «le Tigré»
    if common:
        return not opening and _preposition_before(text, i)[0] is not None
    if opening:
        return text.tokens[i].pos_ in ("PROPN", "NOUN", "X") or text.entities[i] == "LOC"
    return True


def _opens_sentence(text: Text, i: int) -> bool:
    start, _ = text.sentences[text.sentence_of(i)]
    return all(not text.tokens[j].is_alpha for j in range(start, i))


def _phrase(text: Text, gazetteer: Gazetteer, start: int, end: int) -> ToponymSpan:
    """The toponym with what stands before it, read leftwards."""
    name = text.between(start, end)
    noun, distance = "", None
    left, end, direction = _direction_beside(text, gazetteer, start, end)
    for _ in range(_REACH):
        found = _place_noun_before(text, left)
        if found is None:
            break
        left, word = found
        if word in text.lexicon.places.directions:
            direction = text.lexicon.places.directions[word]
        else:
            noun = word
    before = _distance_before(text, left)
    if before:
        left, distance = before
    relation, preposition, left = _relation(text, left)
    return ToponymSpan(
        start,
        end,
        left,
        relation,
        preposition,
        name,
        direction=direction,
        distance_km=distance,
        head_noun=noun,
        role="location" if relation is None and _parenthesised(text, start, end) else None,
    )


def _direction_beside(text: Text, gazetteer: Gazetteer, start: int, end: int) -> tuple[int, int, str | None]:
    """«(in) eastern Ukraine», «Ukraine orientale», «Syrie du Nord»: the span with its direction, of a land only."""
    entries = gazetteer.lookup(text.between(start, end))
    if not entries or entries[0].kind not in _LANDS:
        return start, end, None
    places = text.lexicon.places
    if text.lexicon.lang == "en":
        before = text.forms[start - 1] if start > text.first else ""
        direction = places.direction_adjectives.get(before)
        return (start - 1, end, direction) if direction else (start, end, None)
    if end < len(text.tokens):
        words = (text.forms[end], *text.lemmas[end])
        direction = next((d for w in words if (d := places.direction_adjectives.get(w))), None)
        if direction and text.tokens[end].text.islower():
            return start, end + 1, direction
    if end + 1 < len(text.tokens) and text.grammar(end, "of") and text.tokens[end + 1].text.istitle():
        direction = places.directions.get(text.forms[end + 1])
        if direction:
            return start, end + 2, direction
    return start, end, None


def _parenthesised(text: Text, start: int, end: int) -> bool:
    """«Bulboaca (Moldavie)»: a state in brackets says where something is."""
    return (
        start > text.first
        and text.tokens[start - 1].text == "("
        and end < len(text.tokens)
        and text.tokens[end].text in "),"
    )


def _place_noun_before(text: Text, left: int) -> tuple[int, str] | None:
    """«La base aérienne roumaine de» before a name: where the noun begins, and the noun."""
    grammar, places = text.lexicon.grammar, text.lexicon.places
    i = left - 1
    while i >= text.first and (text.forms[i] in grammar["definite"] or text.tokens[i].text in "«“\"'"):
        i -= 1
    of = i >= text.first and text.forms[i] in grammar["of"]
    if of:
        i -= 1
    for j in range(i, max(text.first, i - 4) - 1, -1):
        known = text.is_word(j, places.place_nouns) or text.forms[j] in places.directions
        if known and text.tokens[j].pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "X"):
            word = next(
                (
                    w
                    for w in (text.forms[j], *text.lemmas[j])
                    if w in places.directions or w in places.place_nouns
                ),
                "",
            )
            if not of and j != i and word not in places.directions:
                return None
            start = j
            while start - 1 >= text.first and _describes(text, start - 1):
                start -= 1
            return start, word
        if text.tokens[j].text in "-–" and of:
            continue
        if text.tokens[j].pos_ not in ("ADJ", "NOUN", "PROPN", "X") or not of:
            return None
        if text.tokens[j].pos_ != "ADJ" and not text.tokens[j].text[:1].isupper():
            return None
    return None


def _describes(text: Text, j: int) -> bool:
    """A word before a place noun that bends it: «the besieged Libyan (port of)»."""
    if text.pos[j] == "ADJ" and text.tokens[j].text.islower():
        return True
    nation = text.lexicon.lang == "en" and text.pos[j] in ("ADJ", "PROPN") and text.tokens[j].text.istitle()
    return nation and text.tokens[j + 1].text.islower()


def _distance_before(text: Text, left: int) -> tuple[int, float] | None:
    """«30 km» before «au nord de Goma» or «de Goma»: where the number begins, and the kilometres."""
    i = left - 1
    while i > text.first and (
        text.forms[i] in text.lexicon.grammar["of"] or text.forms[i] in ("au", "a", "la")
    ):
        i -= 1
    units = text.lexicon.places.distance_units_km
    if i <= text.first or text.forms[i] not in units:
        return None
    digits = text.tokens[i - 1].text.replace(",", ".")
    if not digits.replace(".", "", 1).isdigit():
        return None
    start = i - 1
    while start > text.first and text.forms[start - 1] in (
        "de",
        "moins",
        "quelque",
        "environ",
        "a",
        "plus",
        "pres",
        "une",
    ):
        if text.lower[start - 1] in ("à", "a"):
            break
        start -= 1
    return start, float(digits) * units[text.forms[i]]


def _relation(text: Text, left: int) -> tuple[Relation | None, str, int]:
    """The preposition before a noun phrase that begins at ``left``."""
    i = left - 1
    grammar = text.lexicon.grammar
    while i >= text.first and (
        text.forms[i] in grammar["definite"]
        or text.forms[i] in grammar["possessives"]
        or text.forms[i] in grammar["demonstratives"]
        or text.tokens[i].text in '«“"('
        or (
            text.tokens[i].pos_ == "ADJ"
            and text.tokens[i].text.islower()
            and text.forms[i] not in text.lexicon.forces.licences
            and _preposition_before(text, i)[0] is not None
        )
    ):
        i -= 1
    relation, words, start = _preposition_before(text, i + 1)
    if relation is None:
        return None, "", left
    return relation, words, start


def _preposition_before(text: Text, i: int) -> tuple[Relation | None, str, int]:
    """The longest preposition that ends right before token ``i``: its relation, words and first token."""
    table = text.lexicon.places.prepositions
    for length in range(_LONGEST_PREPOSITION, 0, -1):
        first = i - length
        if first < text.first:
            continue
        words = " ".join(form for form in text.forms[first:i] if form)
        if words in text.lexicon.reality.claim_prepositions:
            break  # «according to Kyiv» leads nowhere
        relation = table.get(words)
        if relation is None:
            continue
        if words == "a" and text.tokens[first].lower_ == "a" and text.tokens[first].pos_ in ("AUX", "VERB"):
            continue
        return relation, words, first
    return None, "", i


def _inherit(text: Text, spans: list[ToponymSpan], span: ToponymSpan) -> ToponymSpan:
    """«À Niamey, Ouallam et Ayorou»: without a preposition of its own a place has that of the one before."""
    if span.relation is not None or not spans or span.anaphor:
        return span
    previous = spans[-1]
    between = range(previous.end, span.phrase_start)
    joined = (
        bool(between)
        and len(between) <= _REACH
        and all(
            text.tokens[j].text in ",/"
            or text.forms[j]
            in ("et", "ou", "puis", "and", "or", "part", "une", "autre", "l", "la", "le", "les", "d", "the")
            for j in between
        )
    )
    if (
        joined
        and not _is_subject(text, span)
        and previous.relation is not None
        and any(
            text.forms[j] in ("et", "ou", "puis", "and", "or") or text.tokens[j].text in ",/" for j in between
        )
    ):
        return replace(span, relation=previous.relation, preposition=previous.preposition, inherits=True)
    if (
        previous.relation is not None
        and span.start - previous.end == 1
        and text.tokens[previous.end].text == "("
    ):
        return replace(span, relation=previous.relation, preposition=previous.preposition, inherits=True)
    return span


def _is_subject(text: Text, span: ToponymSpan) -> bool:
    """«Après avoir envoyé des troupes à Dakar, Paris temporise»: the state acts, whatever stands before it."""
    subject = any(text.tokens[j].dep_.startswith("nsubj") for j in range(span.start, span.end))
    verb = text.predicate_at.get(span.end) or text.predicate_at.get(span.end + 1)
    acts = verb is not None and verb.start == span.end and verb.form == "finite"
    return subject and (text.lexicon.lang == "en" or acts)


# --- borders, territories, anaphors ---


def _border(text: Text, gazetteer: Gazetteer, i: int) -> ToponymSpan | None:
    """«La frontière avec l'Ukraine», «la frontière russo-ukrainienne», «la frontière entre X et Y».

    «La frontière avec la bande de Gaza», a part of a state, is at that part.
    """
    if not text.is_word(i, text.lexicon.places.border_nouns) or text.tokens[i].pos_ not in (
        "NOUN",
        "PROPN",
        "ADJ",
    ):
        return None
    codes: list[str] = []
    end = i + 1
    j = i + 1
    while j < min(i + 9, len(text.tokens)):
        form = text.forms[j]
        here = _state_at(text, gazetteer, j)
        if here:
            found, end = here
            codes.extend(c for c in found if c not in codes)
            j = end
            continue
        if form in _BORDER_LINKS or text.tokens[j].text in "-–" or form in text.lexicon.grammar["definite"]:
            j += 1
            continue
        if text.tokens[j].pos_ == "ADJ" and text.tokens[j].text.islower() and not codes:
            j += 1
            continue
        break
    start = i
    if text.lexicon.lang == "en":
        front = premodifiers.nations(text, gazetteer, i)
        start, codes = front.start, list(dict.fromkeys((*front.countries, *codes)))
    relation, words, left = _relation(text, start)
    with_land = not codes and j > i + 1 and text.grammar(i + 1, "with")
    land = (
        _longest(text, gazetteer, j, set()) if with_land else None
    )  # not blocked: its rulers may bear its name
    if land:
        return ToponymSpan(j, land, left, relation, words, text.between(j, land))
    return ToponymSpan(
        start, max(end, i + 1), left, relation, words, "", border=tuple(codes[:2]), head_noun="frontiere"
    )


_BORDER_LINKS = frozenset(
    {"avec", "de", "du", "des", "d", "entre", "et", "with", "between", "and", "of", "separant", "the"}
)


def _state_at(text: Text, gazetteer: Gazetteer, j: int) -> tuple[list[str], int] | None:
    """A state by its name or by a demonym at a token: its codes, and the index after it."""
    word = text.tokens[j].text
    if "-" in word or "–" in word:
        parts = word.replace("–", "-").split("-")
        codes = [
            c
            for part in parts
            for c in (gazetteer.prefix_demonym(part) or gazetteer.demonym(part) or _country(gazetteer, part))[
                :1
            ]
        ]
        if len(codes) >= 2:
            return codes, j + 1
    codes = list(gazetteer.demonym(word)[:1]) if text.tokens[j].pos_ != "ADP" else []
    if codes:
        return codes, j + 1
    if word[:1].isupper():
        for end in range(min(j + 6, len(text.tokens)), j, -1):
            if not text.tokens[end - 1].is_punct or end == j + 1:
                country = _country(gazetteer, text.between(j, end))
                if country:
                    return country, end
    return None


def _country(gazetteer: Gazetteer, name: str) -> list[str]:
    entries = gazetteer.lookup(name)
    return [entries[0].country] if entries and entries[0].kind == "country" and entries[0].country else []


def _of_demonym(text: Text, gazetteer: Gazetteer, i: int) -> ToponymSpan | None:
    """«Le sol ukrainien», «la capitale malienne», «dans l'est congolais»: a demonym makes them places."""
    places = text.lexicon.places
    territory = text.is_word(i, places.territory_nouns)
    capital = text.is_word(i, places.capital_nouns)
    direction = places.directions.get(text.forms[i])
    if not (territory or capital or direction) or text.tokens[i].pos_ not in ("NOUN", "PROPN", "ADJ", "ADV"):
        return None
    start, end, codes = _nation_beside(text, gazetteer, i)
    if not codes:
        return None
    relation, words, left = _relation(text, start)
    country = gazetteer.country(codes[0]).name
    if capital:
        seat = gazetteer.capital(codes[0])
        if seat is None:
            return None
        country = f"{seat.name}, {country}"
    return ToponymSpan(
        start,
        end,
        left,
        relation,
        words,
        country,
        direction=direction,
        head_noun="capitale" if capital else text.forms[i],
    )


def _nation_beside(text: Text, gazetteer: Gazetteer, i: int) -> tuple[int, int, tuple[str, ...]]:
    """The demonym behind a noun («le sol ukrainien»), in English before it: first token, index after, codes."""
    if text.lexicon.lang == "en":
        front = premodifiers.nations(text, gazetteer, i)
        return front.start, i + 1, front.countries[:1]
    j = i + 1
    while (
        j < min(len(text.tokens), i + 3)
        and text.pos[j] == "ADJ"
        and not gazetteer.demonym(text.tokens[j].text)
    ):
        j += 1
    if j >= len(text.tokens) or not text.tokens[j].text.isalpha():
        return i, i, ()
    return i, j + 1, gazetteer.demonym(text.tokens[j].text)


def _anaphor(text: Text, i: int) -> ToponymSpan | None:
    """«Y», «là-bas», «sur place», «la même ville»: a place named before."""
    places, grammar = text.lexicon.places, text.lexicon.grammar
    here = text.windows(i, places.here, longest=3)
    if here and (
        text.tokens[i].pos_ in ("PRON", "ADV", "ADP", "NOUN") or here[0] in ("la bas", "sur place", "there")
    ):
        if (
            text.forms[i] == "y"
            and i > text.first
            and text.forms[i - 1] == "il"
            and i + 1 < len(text.tokens)
            and text.forms[i + 1] in ("a", "avait", "aura", "ait", "aurait")
        ):
            return None
        if text.tokens[i].dep_ == "expl" or (text.forms[i] == "y" and _is_no_place(text, i)):
            return None  # «there are», «y participe»
        if text.lower[i] in ("ou", "la") and here[0] in ("ou", "la"):
            return None
        return ToponymSpan(i, here[1], i, "at", text.between(i, here[1]), "", anaphor=True)
    if (
        text.forms[i] in grammar["same"]
        and i + 1 < len(text.tokens)
        and text.is_word(i + 1, places.anaphor_nouns)
    ):
        relation, words, left = _relation(text, i)
        return ToponymSpan(i, i + 2, left, relation, words, "", anaphor=True, head_noun=text.forms[i + 1])
    return _land(text, i)


def _is_no_place(text: Text, i: int) -> bool:
    """Whether the verb behind «y» takes a thing and no place: «y participe», «y a contribué»."""
    verbs = text.lexicon.grammar["takes_things"]
    return any(not verbs.isdisjoint(text.verb_lemmas(j)) for j in range(i + 1, min(i + 3, len(text.tokens))))


def _land(text: Text, i: int) -> ToponymSpan | None:
    """«Dans ce pays», «dans l'est du pays», "in the country": the land that was named before."""
    places, end = text.lexicon.places, i + 1
    if i == text.first or text.forms[i] not in places.lands:
        return None
    known = any(text.grammar(i - 1, words) for words in ("definite", "demonstratives"))
    bent = end < len(text.tokens) and (text.pos[end] in ("ADJ", "NOUN", "PROPN") or text.grammar(end, "of"))
    if bent or not (known or text.grammar(i - 1, "of")):
        return None  # «dans le pays voisin», «un pays»
    left, direction = i, None
    found = _place_noun_before(text, i)
    if found is not None:
        left, direction = found[0], places.directions.get(found[1])
    relation, words, left = _relation(text, left)
    if relation is None or (relation == "from" and direction is None):
        return None  # «le pays a …», «l'armée du pays»
    return ToponymSpan(i, end, left, relation, words, "", anaphor=True, land=True, direction=direction)
