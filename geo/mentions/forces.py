"""Find armed forces: a noun of the lexicon with its number, its nation, its unit.

What makes a noun a force is in ``forces.yaml``: «soldat» is one by itself, «homme» with a number or a
nation, «brigade» with something military about it. Forces by name («Tsahal», «la Kfor») come from the
tables of armies and missions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from geo.actors import Actors
from geo.clauses import Text
from geo.gazetteer import Gazetteer
from geo.mentions import force_names, premodifiers
from geo.mentions.elliptic import EllipticForces
from geo.records import Quantity
from geo.spans import ForceSpan, NumberSpan

_LONGEST_NAME = 6
_LONGEST_NOUN = 4
_LONGEST_PHRASE = 14
_NUMBER_REACH = 4
_FAR = 12
_BEFORE_A_NOUN = frozenset({"compound", "nmod", "amod"})


class ForceFinder:
    """Finds the forces of one text; ``numbers`` are those of the text, in order."""

    def __init__(
        self, text: Text, numbers: Sequence[NumberSpan], gazetteer: Gazetteer, actors: Actors
    ) -> None:
        self.text = text
        self.words = text.lexicon.forces
        self.gazetteer = gazetteer
        self.actors = actors
        self.number_ending = {n.end: n for n in numbers}
        self.number_starting = {n.start: n for n in numbers}
        self.inside_number = {i for n in numbers for i in range(n.start, n.end)}
        self._elliptic = EllipticForces(text, numbers, self._noun, gazetteer)
        self._weak: set[int] = set()
        words = self.words
        self._nouns: tuple[tuple[Collection[str], str, str], ...] = (
            (words.people, "people", "always"),
            (words.units, "unit", "always"),
            (words.counted, "people", "counted"),
            (words.licensed, "unit", "licence"),
            (words.equipment, "equipment", "licence"),
        )
        self._noun_starts = frozenset[int]().union(*(text.openings(table) for table, _, _ in self._nouns))

    def find(self) -> list[ForceSpan]:
        """The forces of the text, in order, without overlaps; a force told twice in one phrase is one."""
        found: list[ForceSpan] = []
        i = self.text.first
        while i < len(self.text.tokens):
            span = (
                self._by_name(i)
                or self._by_noun(i)
                or self._elliptic.at(i)
                or self._by_people(i, found[-1] if found else None)
            )
            if span is None or (found and span.start < found[-1].end and span.sort != "unit"):
                i += 1
                continue
            if found and span.start < found[-1].end:
                span = replace(span, start=found[-1].end) if span.head >= found[-1].end else span
            if span.head < (found[-1].end if found else 0):
                i += 1
                continue
            found.append(span)
            i = max(span.end, i + 1)
        return self._restated([f for f in self._in_company(found) if not self._carried(f)])

    def _in_company(self, found: Sequence[ForceSpan]) -> list[ForceSpan]:
        """«Quatre bâtiments ont appareillé»: what only its company makes a force needs other forces beside it."""
        text = self.text
        told = {
            text.paragraphs[text.sentence_of(f.head)]
            for f in found
            if f.head not in self._weak and (f.licensed or f.country or f.org)
        }
        beside = {p + step for p in told for step in (-1, 0, 1)} | self._warlike
        return [
            f
            for f in found
            if f.head not in self._weak or text.paragraphs[text.sentence_of(f.head)] in beside
        ]

    @property
    def _warlike(self) -> set[int]:
        """The paragraphs with a word that only war and armies have."""
        text, words = self.text, self.text.lexicon.domains["military"]
        return {
            text.paragraphs[text.sentence_of(i)]
            for i in text.openings(words)
            if i >= text.first and i not in self._weak and text.windows(i, words)
        }

    # --- the ways to be a force ---

    def _by_name(self, i: int) -> ForceSpan | None:
        """«Tsahal», «la Kfor», «le 2e REP», «l'USS Carl Vinson»; a nation told behind it has the last word."""
        named = force_names.at(self.text, self.actors, i)
        if named is None or (named.org and self._in_a_place(i, named.end)):
            return None
        if self.text.lexicon.lang == "en" and self._describes(named.end):
            return None  # «a Taliban delegation»
        counted = self._number_before(i) if named.sort == "army" else None
        sort = "people" if counted else named.sort
        span = self._span(i, named.end - 1, sort, country=named.country, org=named.org)
        start = counted.start if counted else i  # «300 Royal Marines»
        span = replace(span, start=start, text=self.text.between(start, named.end))
        if named.country and named.end < len(self.text.tokens):
            codes = self.gazetteer.demonym(self.text.tokens[named.end].text)
            span = replace(span, country=codes[0]) if codes and codes[0] != named.country else span
        full = self._modifiers(named.end, span)
        if full is None:
            return None
        unit = span.text if named.sort == "unit" else None
        return replace(full, stands_in=named.stands_in, unit=unit, licensed=True)

    def _in_a_place(self, i: int, end: int) -> bool:
        """«En Abkhazie», «dans le Haut-Karabakh»: a land whose name is its forces' too, where it does not act."""
        text = self.text
        if i <= text.first or not self.gazetteer.is_land(text.between(i, end)):
            return False
        return not any(text.tokens[j].dep_.startswith("nsubj") for j in range(i, end))

    def _by_noun(self, i: int) -> ForceSpan | None:
        """A noun of the lexicon with what stands around it."""
        text = self.text
        found = self._noun(i)
        if found is None or i in self.inside_number:
            return None
        end, sort, needs, what = found
        soldier = force_names.soldier(text, self.actors, i)
        common = text.tokens[i].text.islower() and text.is_word(i, self.words.people)
        if text.lexicon.lang == "en" and common:
            soldier = None  # «Dutch marines»
        head = i if text.lexicon.lang == "fr" else end - 1
        front = self._premodifiers(i)
        span = self._modifiers(end, self._span(front.start if front else i, head, sort, end=end, what=what))
        if span is None:
            return None
        if front and not span.org:
            nation = next(iter(front.countries), None) or premodifiers.owner(
                self.text, self.gazetteer, span.start
            )
            others = front.countries[1:] if front.joined and span.plural and span.country is None else ()
            span = replace(span, country=nation or span.country, others=others)
        if soldier and not (span.country or span.org):
            span = replace(span, country=soldier[1])
        named = None if span.country or span.org else self.actors.organisation(text.between(i, end))
        if named is not None:  # «des Casques bleus»
            span = replace(span, org=named.code)
        if front and what == "ship" and not span.country:
            span = replace(span, country=force_names.ship_between(text, self.actors, front.start, i))
        counted = span.quantity is not None or (sort == "unit" and self._number_before(i) is not None)
        national = span.country is not None or span.org is not None
        part, share = self._part_of(span.start)
        anaphoric = not national and (self._determined(span.start) or (part and share is None))
        known = national or (anaphoric and span.plural)  # «l'homme» is nobody's force
        if needs == "counted" and not (span.quantity or known):
            return None
        goes_on = anaphoric and not text.is_word(end - 1, self.words.never_alone)
        warlike = front is not None and sort == "equipment" and self._is_warlike(front.start, end)
        licensed = span.licensed or warlike or (front is not None and front.made)
        if needs == "licence" and not (national or licensed or goes_on):
            if not (text.is_word(i, self.words.in_company) and (counted or self._indefinite(span.start))):
                return None
            self._weak.add(span.head)
        if needs == "counted" and text.is_word(end - 1, self.words.in_company):
            self._weak.add(span.head)
        if needs == "counted" and self._civil(span):
            return None
        if anaphoric and self.text.is_word(i, self.words.anaphors) and not self._ordinal_before(i):
            span = replace(span, anaphor=True)
        return replace(span, licensed=national or licensed or needs == "always")

    def _is_warlike(self, start: int, end: int) -> bool:
        """«Armoured vehicles», «coast guard vessels»: a word that only armies have, before the noun itself."""
        words = self.text.lexicon.domains["military"]
        return any(self.text.windows(k, words) for k in range(start, end - 1))

    def _premodifiers(self, i: int) -> premodifiers.Premodifiers | None:
        if self.text.lexicon.lang != "en":
            return None
        return premodifiers.before(self.text, self.gazetteer, self.actors, i)

    def _noun(self, i: int) -> tuple[int, str, str, str | None] | None:
        """A force noun at a token: the index after it, its sort, what it needs, what it counts."""
        text, words = self.text, self.words
        if text.tokens[i].pos_ in ("AUX", "DET", "ADP", "PRON") or i in text.predicate_at:
            return None
        if text.tokens[i].pos_ == "ADJ" and not self._counted_or_determined(i):
            return None
        best: tuple[int, str, str, str | None] | None = None
        for table, sort, needs in self._nouns if i in self._noun_starts else ():
            hit = text.windows(i, table, longest=_LONGEST_NOUN)
            if hit and hit[0] in words.equipment_names and not self._is_model(i):
                continue
            if hit and (best is None or hit[1] > best[0]):
                what = words.equipment.get(hit[0]) if sort == "equipment" else None
                always = sort == "equipment" and hit[0] in words.equipment_always
                best = (hit[1], sort, "always" if always else needs, what)
        if best is None and self._aircraft_series(i):
            best = (i + 1, "equipment", "always", "aircraft")
        soldier = force_names.soldier(text, self.actors, i)
        if soldier and (best is None or soldier[0] > best[0]):
            best = (soldier[0], "people", "always", None)
        if best and text.lexicon.lang == "en" and self._describes(best[0]):
            return None
        if best and best[1] == "unit" and self._ordinal_before(i):
            best = (best[0], best[1], "always", best[3])
        return best

    def _is_model(self, i: int) -> bool:
        """«Un Rafale», neither «une rafale de vent» nor «le Tigré»."""
        return self.text.tokens[i].text[:1].isupper() and self.text.lower[i].isascii()

    def _describes(self, end: int) -> bool:
        """«Army chief», «tank factory», «Air Force Base»: an English noun before another says what kind that is."""
        text = self.text
        if end >= len(text.tokens) or text.pos[end] not in ("NOUN", "PROPN") or end in text.predicate_at:
            return False
        if text.tokens[end - 1].dep_ not in _BEFORE_A_NOUN:
            return False
        place = text.is_word(end, text.lexicon.places.place_nouns)
        if text.pos[end] == "PROPN" or text.tokens[end].text[:1].isupper():
            return place or text.windows(end, text.lexicon.actors.levels) is not None
        forces = text.is_word(end, self.words.licences) or self._noun(end) is not None
        return not (forces or text.windows(end, text.lexicon.movements.nouns))

    def _aircraft_series(self, i: int) -> bool:
        """«Su-30MKI», «Iliouchine-76»: the letters of a series, a hyphen and a number."""
        letters, hyphen, number = self.text.tokens[i].text.partition("-")
        return bool(hyphen) and number[:1].isdigit() and letters in self.words.aircraft_series

    def _indefinite(self, start: int) -> bool:
        return start > self.text.first and self.text.grammar(start - 1, "indefinite")

    def _counted_or_determined(self, i: int) -> bool:
        """Whether an article or a number stands before the token («les paras», «un millier de marines»)."""
        if i > self.text.first and (
            self.text.pos[i - 1] in ("DET", "NUM") or self.text.grammar(i - 1, "possessives")
        ):
            return True
        return i in self.number_ending or (self.text.grammar(i - 1, "of") and i - 1 in self.number_ending)

    def _by_people(self, i: int, previous: ForceSpan | None) -> ForceSpan | None:
        """«Les 1 500 Français cantonnés à Niamey», «huit cents Américains»: a number and a nation."""
        text = self.text
        if not text.tokens[i].text[:1].isupper() or text.tokens[i].pos_ == "VERB":
            return None
        if text.lexicon.lang == "en" and (text.tokens[i].pos_ == "ADJ" or premodifiers.is_make(text, i)):
            return None
        codes = self.gazetteer.demonym(text.tokens[i].text)
        if not codes:
            return None
        span = replace(self._span(i, i, "people", country=codes[0]), licensed=False)
        if span.quantity is None and previous is not None and self._one_more(i, previous):
            one = Quantity(1, 1, text.tokens[i - 1].text, "personnel")
            span = replace(span, start=i - 1, text=text.between(i - 1, i + 1), quantity=one)
        return span if span.quantity is not None else None

    def _one_more(self, i: int, previous: ForceSpan) -> bool:
        """«Trois Suédois, un Britannique»: one of a people, in a list that counts peoples."""
        text = self.text
        counted = previous.sort == "people" and previous.quantity is not None and previous.country
        joined = previous.end == i - 2 and (text.tokens[i - 2].text == "," or text.grammar(i - 2, "joins"))
        return bool(counted) and joined and text.grammar(i - 1, "one")

    # --- phrases ---

    def _span(
        self,
        i: int,
        head: int,
        sort: str,
        *,
        end: int | None = None,
        country: str | None = None,
        org: str | None = None,
        what: str | None = None,
    ) -> ForceSpan:
        text = self.text
        number = self._number_before(i) if sort != "army" else None
        start = number.start if number else i
        while start > text.first and (
            (text.tokens[start - 1].pos_ == "ADJ" and text.tokens[start - 1].text.islower())
            or force_names.is_ordinal(self.text, start - 1)
        ):
            start -= 1
            if number is None and start in self.number_ending:
                break
        before = start - 1
        while before > text.first and text.tokens[before].text in '«“" ':
            before -= 1
        possessed = before >= text.first and text.forms[before] in text.lexicon.grammar["possessives"]
        whole, part = self._part_of(start)
        if whole:
            number, start = part, part.start if part else start
        quantity: Quantity | None = None
        if number is not None and sort in ("people", "equipment"):
            quantity = replace(number.quantity, what=what or "personnel")
        token = text.tokens[head]
        return ForceSpan(
            start=start,
            end=end or head + 1,
            head=head,
            text=text.between(start, end or head + 1),
            sort=sort,
            country=country,
            org=org,
            quantity=quantity,
            possessed=possessed,
            plural="Plur" in token.morph.get("Number", []) or number is not None,
            licensed=False,
        )

    def _part_of(self, start: int) -> tuple[bool, NumberSpan | None]:
        """«7 000 des 14 000 soldats», «la moitié de ses hommes»: whether only a part moves, and its number."""
        text, grammar = self.text, self.text.grammar
        j = start - 1
        if j > text.first and any(grammar(j, s) for s in ("possessives", "definite", "demonstratives")):
            j -= 1
        if j <= text.first or not grammar(j, "of"):
            return False, None
        number = self.number_ending.get(j)
        if number is not None:
            return (j < start - 1 or text.forms[j] == "des"), number
        return text.is_word(j - 1, self.words.parts), None

    def _modifiers(self, j: int, span: ForceSpan) -> ForceSpan | None:
        """What follows the noun: nation, army, unit, weapon; None where it makes it something else."""
        text, grammar = self.text, self.text.lexicon.grammar
        limit = min(j + _LONGEST_PHRASE, len(text.tokens))
        end, country, org, licensed = j, span.country, span.org, span.licensed
        others = span.others
        unit_words = span.sort == "unit"
        unit_end = j if unit_words else None
        unit_start = self._unit_start(span) if unit_words else None
        afloat = self._counts(span.head) == "ship"
        while j < limit:
            token, form = text.tokens[j], text.forms[j]
            if text.is_word(j, self.words.excluders):
                return None if end == j or unit_words or span.sort == "people" else replace(span, end=end)
            ship = force_names.ship_after_noun(text, self.actors, j) if afloat else None
            if ship:
                end, country, licensed = ship[0], country or ship[1], True
                break
            codes = self.gazetteer.demonym(token.text) if token.pos_ not in ("ADP", "DET", "PRON") else ()
            compound = self._compound_adjective(j)
            adjective = self.actors.adjective(token.text)
            if codes or compound:
                country = country or (codes[0] if codes else compound)
                j = end = j + 1
                if span.plural and not others:
                    j, others = self._more_nations(j, country)
                    end = j
                continue
            if adjective:
                org = org or adjective.code
                j = end = j + 1
                continue
            model = "-" in token.text or (end == j and self._named_equipment(j - 1))  # «Mirage 2000»
            if any(c.isdigit() for c in token.text) and model and span.sort == "equipment":
                licensed = True
                j = end = j + 1
                continue
            if token.pos_ == "ADJ" and not self._governs(j) and not self._is_finite(j):
                licensed = licensed or text.is_word(j, self.words.licences)
                j = end = j + 1
                if unit_words:
                    unit_end = j
                continue
            if end == j and span.sort == "people" and (after := self._and_more(j)):  # «soldats et policiers»
                j = end = after
                continue
            if text.is_word(j, self.words.licences) and token.pos_ in ("NOUN", "PROPN"):
                licensed = True
                j = end = j + 1
                if unit_words:
                    unit_end = j
                continue
            if form in grammar["of"] and j + 1 < limit and text.grammar(j + 1, "makes"):
                j = end = self._past_make(j + 2)
                licensed = True
                continue
            if form in grammar["of"]:
                step = self._complement(j, possessed=span.possessed)
                if step is None:
                    break
                if step[0] == "noun" and unit_words and self._of_others(j + 1):
                    return None
                if step[0] == "not":
                    return None
                j = end = step[1]
                country, org = country or step[2], org or step[3]
                licensed = licensed or step[4]
                if step[5]:
                    unit_start = step[5][0] if unit_start is None else unit_start
                    unit_end = step[5][1]
                continue
            if (
                token.pos_ == "PROPN"
                and span.sort in ("equipment", "unit")
                and text.entities[j] != "LOC"
                and token.is_alpha
            ):
                licensed = True
                j = end = j + 1
                continue
            break
        unit = None
        if unit_start is not None and unit_end is not None and self._is_unit(unit_start, unit_end):
            unit = text.between(unit_start, unit_end)
        return replace(
            span,
            end=end,
            country=country,
            org=org,
            licensed=licensed,
            unit=unit,
            others=others,
            text=text.between(span.start, end),
        )

    def _past_make(self, j: int) -> int:
        """«(De fabrication) russe», «(d'origine) soviétique»: the index after it."""
        while j < len(self.text.tokens) and self.text.tokens[j].pos_ == "ADJ":
            j += 1
        return j

    def _more_nations(self, j: int, first: str | None) -> tuple[int, tuple[str, ...]]:
        """«(Des militaires britanniques), danois et français»: the index behind, and the states behind the first."""
        text, others, end, closed = self.text, [], j, False
        while (
            j + 1 < len(text.tokens)
            and not closed
            and (text.tokens[j].text == "," or text.grammar(j, "joins"))
        ):
            word = text.tokens[j + 1]
            codes = self.gazetteer.demonym(word.text) if word.text.islower() else ()
            if not codes:
                break
            closed = text.tokens[j].text != ","
            others.append(codes[0])
            j += 2
            end = j
        if not closed:  # «des soldats français, américains pour certains»
            return end - 2 * len(others), ()
        return end, tuple(code for code in dict.fromkeys(others) if code != first)

    def _named_equipment(self, i: int) -> bool:
        return self._is_model(i) and self.text.is_word(i, self.words.equipment_names)

    def _and_more(self, j: int) -> int | None:
        """The index after «et policiers», which one number counts together with the soldiers before it."""
        text = self.text
        if j + 1 >= len(text.tokens) or not text.grammar(j, "joins"):
            return None
        noun = self._noun(j + 1)
        return noun[0] if noun is not None and noun[1] == "people" else None

    def _of_others(self, i: int) -> bool:
        """«Un bataillon de goélands», «un contingent d'étudiants»: a plural that names no force."""
        text = self.text
        plural = "Plur" in text.tokens[i].morph.get("Number", [])
        return plural and self._noun(i) is None and not text.is_word(i, self.words.licences)

    def _is_unit(self, start: int, end: int) -> bool:
        """Whether the words name a unit: an ordinal, or a noun that is a unit by itself."""
        if end <= start:
            return False
        return any(force_names.is_ordinal(self.text, i) for i in range(start, end)) or self.text.is_word(
            start, self.words.units
        )

    def _complement(
        self, j: int, *, possessed: bool
    ) -> tuple[str, int, str | None, str | None, bool, tuple[int, int] | None] | None:
        """What «de …» adds: (what, index after, country, organisation, military, unit); None = not ours."""
        text = self.text
        k = j + 1
        while k < len(text.tokens) and (
            text.forms[k] in text.lexicon.grammar["definite"]
            or text.forms[k] in ("un", "une", "a", "an")
            or text.tokens[k].text in '«“"'
        ):
            k += 1
        if k >= len(text.tokens):
            return None
        if text.is_word(k, self.words.excluders):
            return ("not", k, None, None, False, None)
        first = k
        while k < len(text.tokens) and force_names.is_ordinal(self.text, k):
            k += 1
        noun = self._noun(k) if k < len(text.tokens) else None
        named = self._by_name(first) if first < len(text.tokens) else None
        if named is not None:
            unit = (first, named.end) if named.unit else None
            return ("army", named.end, named.country, named.org, True, unit)
        if noun is not None and (noun[1] == "unit") and first not in self.inside_number:
            inner = self._modifiers(noun[0], self._span(k, noun[0] - 1, "unit"))
            if inner is None:
                return ("not", k, None, None, False, None)
            return ("unit", inner.end, inner.country, inner.org, True, (first, inner.end))
        if noun is not None and first not in self.inside_number and self._military(k, noun):
            soldier = force_names.soldier(text, self.actors, k)
            whose = soldier[1] if soldier else None
            return ("unit", noun[0], whose, None, True, (first, noun[0]))
        if text.is_word(k, self.words.licences) and k == first:
            return ("military", k + 1, None, None, True, None)
        if text.tokens[k].text[:1].isupper():
            for end in range(min(k + _LONGEST_NAME, len(text.tokens)), k, -1):
                name = text.between(k, end)
                if text.tokens[end - 1].is_punct:
                    continue
                organisation = self.actors.organisation(name)
                if organisation is not None:
                    return ("org", end, None, organisation.code, True, None)
                entries = self.gazetteer.lookup(name)
                if entries and entries[0].kind == "country" and not possessed:
                    if self._comes_from(j, end):
                        return None  # «300 soldats du Niger vers le Tchad»: where they come from
                    return ("state", end, entries[0].country, None, True, None)
            person = self._person_at(k)
            if person:
                return ("owner", person[1], person[0], None, False, None)
            if text.entities[k] == "PER" and not possessed:  # «ses troupes de Bunagana» has its owner
                goes_on = text.windows(k + 1, text.lexicon.places.prepositions, longest=3)
                if goes_on and text.tokens[k].text in self.gazetteer:
                    return (
                        None  # «130 soldats de Manaus à Boa Vista», a town that the model takes for a person
                    )
                return ("not", k, None, None, False, None)
        common = text.tokens[k].pos_ == "NOUN" and text.tokens[k].text.islower()
        if k == j + 1 and common and text.entities[k] != "LOC":  # «leurs troupes du lac Pangong»
            return ("noun", k + 1, None, None, False, None)
        return None

    def _comes_from(self, j: int, end: int) -> bool:
        """Whether «de» and a state, up to ``end``, are a place left: a preposition that only a goal has follows."""
        text, prepositions = self.text, self.text.lexicon.places.prepositions
        goal = text.windows(end, prepositions, longest=3)
        firm = goal is not None and goal[0] not in text.lexicon.grammar["loose_goals"]
        return (
            goal is not None
            and firm
            and prepositions[goal[0]] == "to"
            and prepositions.get(text.forms[j]) == "from"
        )

    def _military(self, i: int, noun: tuple[int, str, str, str | None]) -> bool:
        """«(Une compagnie) de légionnaires», «(un escadron) de Rafale»: what only armies have."""
        common = noun[0] == i + 1 and self.text.is_word(i, self.words.in_company)
        return noun[2] == "always" and not common

    def _person_at(self, k: int) -> tuple[str | None, int] | None:
        for end in range(min(k + 4, len(self.text.tokens)), k, -1):
            if self.text.tokens[end - 1].is_punct:
                continue
            offices = self.actors.person(self.text.between(k, end))
            if offices:
                return offices[0].country, end
        return None

    def _is_finite(self, j: int) -> bool:
        predicate = self.text.predicate_at.get(j)
        return predicate is not None and predicate.form == "finite"

    def _governs(self, j: int) -> bool:
        """A verb that the tagger took for an adjective («l'état-major dément»)."""
        return (
            any(w in self.text.lexicon.reality.governors for w in self.text.lemmas[j])
            and self.text.forms[j] == "dement"
        )

    def _compound_adjective(self, j: int) -> str | None:
        """«Franco-allemande»: the first nation."""
        word = self.text.tokens[j].text
        if "-" not in word:
            return None
        parts = word.split("-")
        if len(parts) != 2 or not self.gazetteer.demonym(parts[1]):
            return None
        first = self.gazetteer.prefix_demonym(parts[0]) or self.gazetteer.demonym(parts[0])
        return first[0] if first else None

    def _number_before(self, i: int) -> NumberSpan | None:
        """The number that counts a noun: only adjectives, «autres» or «de» between."""
        text = self.text
        for j in range(i, max(text.first, i - _NUMBER_REACH) - 1, -1):
            number = self.number_ending.get(j)
            if number is not None:
                return None if force_names.is_ordinal(self.text, j - 1) else number
            if j == text.first:
                return None
            token = text.tokens[j - 1]
            allowed = (
                token.pos_ == "ADJ"
                or text.forms[j - 1] in text.lexicon.grammar["others"]
                or (text.forms[j - 1] in ("de", "d", "of") and (j - 1) in self.number_ending)
            )
            if not allowed:
                return None
        return None

    def _ordinal_before(self, i: int) -> bool:
        return i > self.text.first and force_names.is_ordinal(self.text, i - 1)

    def _unit_start(self, span: ForceSpan) -> int:
        start = span.head
        while start > span.start and (force_names.is_ordinal(self.text, start - 1)):
            start -= 1
        return start

    def _determined(self, start: int) -> bool:
        """Whether a definite, demonstrative or possessive article stands before: the force is known already."""
        if start <= self.text.first:
            return False
        grammar = self.text.lexicon.grammar
        before = start - 1
        while before > self.text.first and self.text.tokens[before].text in '«“" ':
            before -= 1
        form = self.text.forms[before]
        return (
            form in grammar["definite"] or form in grammar["demonstratives"] or form in grammar["possessives"]
        )

    def _civil(self, span: ForceSpan) -> bool:
        after = span.end
        return after < len(self.text.tokens) and self.text.is_word(after, self.words.excluders)

    def _carried(self, span: ForceSpan) -> bool:
        """«Équipés de blindés», «à bord de deux frégates»."""
        i = span.start - 1
        text = self.text
        while i >= text.first and (
            text.forms[i] in text.lexicon.grammar["of"] or text.tokens[i].pos_ == "DET"
        ):
            i -= 1
        return (
            i >= text.first
            and span.sort == "equipment"
            and i < span.start - 1
            and text.is_word(i, self.words.carried_by)
            and text.tokens[i].pos_ != "ADP"
        )

    def _restated(self, spans: list[ForceSpan]) -> list[ForceSpan]:
        """«Un escadron du 2e régiment, soit 1.000 militaires», «un bataillon de 850 hommes»: one force."""
        out: list[ForceSpan] = []
        for span in spans:
            previous = out[-1] if out else None
            if previous and self._numbers_later(previous, span):
                out[-1] = replace(previous, quantity=span.quantity, plural=True)
                continue
            if previous and self._names_it(previous, span):
                out[-1] = self._with_model(previous, span)
            elif (
                previous
                and span.start - previous.end <= 3
                and previous.quantity is None
                and self._restates(previous, span)
            ):
                out[-1] = replace(
                    previous,
                    end=span.end,
                    text=self.text.between(previous.start, span.end),
                    quantity=span.quantity,
                    country=previous.country or span.country,
                    org=previous.org or span.org,
                    unit=previous.unit or span.unit,
                    licensed=previous.licensed or span.licensed,
                    plural=span.plural,
                    anaphor=previous.anaphor and span.anaphor,
                )
            else:
                out.append(span)
        return out

    def _names_it(self, force: ForceSpan, name: ForceSpan) -> bool:
        """«Huit chasseurs | F-15»; «un porte-avions américain, l' | USS Nimitz»: one piece, and its name."""
        if name.sort != "equipment" or name.quantity is not None:
            return False
        if force.end == name.start:
            return True
        text, between = self.text, range(force.end, name.start)
        apposed = 0 < len(between) <= 2 and text.tokens[force.end].text == ","
        apposed = apposed and all(text.grammar(j, "definite") for j in between[1:])
        one = force.sort == "equipment" and not force.plural and not name.plural
        nations = {force.country, name.country}
        ship = (
            self._counts(force.head) == "ship" and force_names.at(text, self.actors, name.start) is not None
        )
        return apposed and one and ship and (None in nations or len(nations) == 1)

    def _with_model(self, force: ForceSpan, model: ForceSpan) -> ForceSpan:
        """«Huit chasseurs F-15»: the model tells what is counted."""
        what = next((w for i in range(model.start, model.end) if (w := self._counts(i))), None)
        quantity = replace(force.quantity, what=what) if force.quantity and what else force.quantity
        sort = "equipment" if force.sort != "unit" else force.sort
        text = self.text.between(force.start, model.end)
        return replace(
            force,
            end=model.end,
            text=text,
            sort=sort,
            quantity=quantity,
            licensed=True,
            country=force.country or model.country,
        )

    def _counts(self, i: int) -> str | None:
        return next((self.words.equipment[w] for w in self.text.lemmas[i] if w in self.words.equipment), None)

    def _restates(self, a: ForceSpan, b: ForceSpan) -> bool:
        between = [self.text.forms[i] for i in range(a.end, b.start) if self.text.tokens[i].text not in ",("]
        if b.quantity is None or b.sort not in ("people", "equipment"):
            return False
        if b.sort == "equipment":
            counted = all(form in self.text.lexicon.grammar["of"] for form in between)
            return a.sort == "unit" and (counted if between else self._set_off(a.end, b.end))
        if not between:
            return any(self.text.tokens[i].text in ",(" for i in range(a.end, b.start))
        return self._leads_to_number(a.end, b.start)

    def _leads_to_number(self, start: int, end: int) -> bool:
        """«, fort de | 930 hommes», «, qui compte | 800 hommes»: nothing but such words stands between."""
        text, i = self.text, start
        while i < end:
            if text.tokens[i].text in ",(":
                i += 1
                continue
            found = text.windows(i, self.words.restated_by)
            if found is None or found[1] > end:
                return False
            i = found[1]
        return True

    def _numbers_later(self, unit: ForceSpan, number: ForceSpan) -> bool:
        """«Un bataillon à Pristina, environ 600 hommes»: the number of a unit, behind its place."""
        text = self.text
        if unit.sort != "unit" or unit.quantity or number.sort != "people" or number.quantity is None:
            return False
        if number.country or number.org or text.sentence_of(unit.head) != text.sentence_of(number.head):
            return False
        said = [j for j in range(unit.end, number.end) if text.forms[j] in self.words.restated_by]
        about = [
            j for j in said if j > text.first and text.tokens[j - 1].text == "," and j + 3 > number.start
        ]
        closed = number.end >= len(text.tokens) or text.tokens[number.end].is_punct
        verbs = any(unit.end <= p.head < number.start for p in text.predicates)
        return bool(about) and closed and not verbs and number.start - unit.end <= _FAR

    def _set_off(self, start: int, end: int) -> bool:
        """«Une colonne, une soixantaine de véhicules, est arrivée»: between commas, with the verb behind them."""
        tokens = self.text.tokens
        if end + 1 >= len(tokens) or tokens[start].text not in ",(" or tokens[end].text not in ",)":
            return False
        return any(p.start == end + 1 for p in self.text.predicates)


def find(text: Text, numbers: Sequence[NumberSpan], gazetteer: Gazetteer, actors: Actors) -> list[ForceSpan]:
    """The armed forces of the text, in order."""
    return ForceFinder(text, numbers, gazetteer, actors).find()
