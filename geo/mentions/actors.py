"""Find who acts: persons, roles, states, organisations and peoples, each as participants.

Persons come from the table of office-holders and from the model's PER spans; roles («le chef de la
diplomatie turque», «son homologue français») from the lexicon, completed by a demonym, a state or a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geo.actors import Actors, Office
from geo.clauses import Text
from geo.gazetteer import Gazetteer
from geo.lexicon import Relation
from geo.mentions import premodifiers
from geo.records import Level, Participant
from geo.spans import ActorSpan

_LONGEST_NAME = 6
_LONGEST_ROLE = 5
_ROLE_REACH = 14
_COUNTED = frozenset({"deux", "trois", "quatre", "two", "three", "both"})
"""Numbers of those whom a text has named («les deux hommes»)."""


class ActorFinder:
    """Finds the actors of one text; ``on`` is a day near which offices are looked up, or None."""

    def __init__(self, text: Text, gazetteer: Gazetteer, actors: Actors, on: dt.date | None) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.actors = actors
        self.on = on
        self.introduced: dict[str, Participant] = {}

    @cached_property
    def names(self) -> list[tuple[int, int, Participant, Level | None]]:
        """Persons and organisations by name: token range, participant, level; longest first, no overlaps."""
        out: list[tuple[int, int, Participant, Level | None]] = []
        i = self.text.first
        while i < len(self.text.tokens):
            hit = self._name_at(i)
            if hit is None:
                i += 1
                continue
            out.append(hit)
            i = hit[1]
        return out

    def _name_at(self, i: int) -> tuple[int, int, Participant, Level | None] | None:
        text = self.text
        if text.forms[i].rstrip(".") in text.lexicon.grammar["M_titles"] or i in text.times:
            return None  # «by Friday» names no minister
        if not text.tokens[i].text[:1].isupper():
            return self._common_name_at(i)
        longest = _LONGEST_NAME if self.actors.opens_name(text.tokens[i].text) else 0
        for end in range(min(i + longest, len(text.tokens)), i, -1):
            last = text.tokens[end - 1]
            if last.is_punct or last.is_space:
                continue
            name = text.between(i, end)
            organisation = self.actors.organisation(name)
            named = organisation is not None and not self._is_where(i, end)
            if (
                organisation is not None
                and named
                and not (organisation.needs_context and not self._in_full(organisation.code))
            ):
                return i, end, Participant(organisation.name, org=organisation.code), None
            offices = self._offices(name)
            if offices and not self._first_name(i, end) and self._is_person(i, end, offices):
                office = offices[0]
                return i, end, Participant(office.person, office.country, office.org), office.level
        return self._unknown_person(i)

    def _is_where(self, i: int, end: int) -> bool:
        """«Dans le Haut-Karabakh», «ont quitté l'Abkhazie»: a land whose name is its rulers' too."""
        text = self.text
        if not self.gazetteer.is_land(text.between(i, end)):
            return False
        before = i - 1
        while before > text.first and text.grammar(before, "definite"):
            before -= 1
        form = text.forms[before] if before >= text.first else ""
        goes = form in text.lexicon.places.prepositions and form not in text.lexicon.numbers.between
        return goes or any(text.tokens[j].dep_ in ("obj", "dobj") for j in range(i, end))

    def _common_name_at(self, i: int) -> tuple[int, int, Participant, Level | None] | None:
        """An organisation whose name is a common noun: «les talibans», «les rebelles houthis»."""
        text = self.text
        if not self.actors.opens_common_name(text.tokens[i].text):
            return None
        for end in range(min(i + _LONGEST_NAME, len(text.tokens)), i, -1):
            found = self.actors.organisation(text.between(i, end))
            if found is not None and not found.needs_context:
                return i, end, Participant(found.name, org=found.code), None
        return None

    def _offices(self, name: str) -> tuple[Office, ...]:
        offices = self.actors.person(name, self.on)
        persons = {office.person for office in offices}
        if len(persons) > 1 and self.on is not None:
            near = [o for o in offices if o.distance(self.on) <= dt.timedelta(days=366 * 4)]
            return tuple(near) or offices
        return offices

    def _is_person(self, i: int, end: int, offices: Sequence[Office]) -> bool:
        """A lone surname that is also a place is a person only where the model or a title says so."""
        text = self.text
        if end > i + 1:
            return True
        if self._ends_a_name(i):
            return False  # «Diego | Garcia»
        if text.entities[i] == "PER" or self._titled(i):
            return True
        del offices
        name = text.tokens[i].text
        if name in self.gazetteer:
            return False
        return text.tokens[i].pos_ in ("PROPN", "NOUN", "X") or text.entities[i] != ""

    def _ends_a_name(self, i: int) -> bool:
        """Whether a lone word ends a longer name of a place («Bandar Abbas»)."""
        tokens = self.text.tokens
        before = i > self.text.first and tokens[i - 1].text[:1].isupper() and tokens[i - 1].whitespace_ == " "
        return before and self.text.between(i - 1, i + 1) in self.gazetteer

    def _first_name(self, i: int, end: int) -> bool:
        """Whether a lone word is but the first of a longer name («Pierre» in «Pierre Vimont»)."""
        tokens = self.text.tokens
        if end > i + 1 or end >= len(tokens) or tokens[i].whitespace_ != " ":
            return False
        return (
            self.text.entities[i] == self.text.entities[end] == "PER"
            and tokens[end].ent_iob_ == "I"
            and tokens[end].text[:1].isupper()
        )

    def _in_full(self, code: str) -> bool:
        """Whether the text names the organisation by a name that needs no context."""
        return code in self._named_codes

    @property
    def _named_codes(self) -> frozenset[str]:
        if not hasattr(self, "_codes"):
            found = set()
            for i, token in enumerate(self.text.tokens):
                if not token.text[:1].isupper():
                    continue
                for end in range(min(i + 4, len(self.text.tokens)), i, -1):
                    organisation = self.actors.organisation(self.text.between(i, end))
                    if organisation and not organisation.needs_context:
                        found.add(organisation.code)
                        break
            self._codes = frozenset(found)
        return self._codes

    def _unknown_person(self, i: int) -> tuple[int, int, Participant, Level | None] | None:
        """A person by the model alone, whose state is not known yet."""
        text = self.text
        token = text.tokens[i]
        if text.entities[i] != "PER" or token.pos_ not in ("PROPN", "NOUN", "X", "ADJ", "ADP"):
            return None
        end = i + 1
        while (
            end < len(text.tokens)
            and text.entities[end] == "PER"
            and not text.tokens[end].is_punct
            and (
                text.tokens[end].text[:1].isupper()
                or text.forms[end]
                in ("de", "al", "el", "ben", "von", "van", "d", "ould", "ag", "bin", "del", "der")
            )
        ):
            end += 1
        if any(self._offices(text.between(k, end)) for k in range(i + 1, end - 1)):
            return None  # «Crown Prince Mohammed bin Salman», in one with his title
        name = text.between(i, end)
        town = (
            end > i + 1
            and i > text.first
            and text.tokens[i - 1].pos_ == "ADP"
            and token.text in self.gazetteer
        )
        if town:
            return None  # «a rencontré à Bakou Ilham Aliev»
        known = self.introduced.get(name.rsplit(" ", 1)[-1].casefold())
        if known is not None:
            return i, end, known, None
        alone = end == i + 1 and not self._titled(i)
        if alone and self._ends_a_name(i):
            return None
        if alone and (name in self.gazetteer or token.pos_ != "PROPN"):
            return None
        if name in self.gazetteer and not self._titled(i):
            return None
        return i, end, Participant(name), None

    def _titled(self, i: int) -> bool:
        """Whether a title or an office stands right before a name."""
        if i == self.text.first:
            return False
        return self.text.grammar(i - 1, "M_titles") or self.text.is_word(
            i - 1, frozenset(self.text.lexicon.actors.levels)
        )

    # --- roles ---

    def find(
        self, places: Sequence[tuple[int, int, tuple[str, ...], str, Relation | None, str]]
    ) -> list[ActorSpan]:
        """The actors of the text, in order.

        Args:
            places: toponyms that stand for states: token range, codes, name, relation, preposition.
        """
        named = {start: (end, who, level) for start, end, who, level in self.names}
        states = {start: (end, codes, name) for start, end, codes, name, _, _ in places}
        out: list[ActorSpan] = []
        i = self.text.first
        while i < len(self.text.tokens):
            role = self._role(i, named, states) if i in self._roles else []
            spans = role or self._plain(i, named, states) or self._people(i, named)
            if not spans:
                i += 1
                continue
            out.extend(self._with_preposition(span) for span in spans)
            i = max(*(span.end for span in spans), i + 1)
        return out

    @cached_property
    def _inside_name(self) -> dict[int, tuple[int, Participant, Level | None]]:
        """What is left of an unknown person's name from each of its words on."""
        return {
            k: (end, Participant(self.text.between(k, end)), None)
            for start, end, who, _ in self.names
            if not (who.country or who.org)
            for k in range(start + 1, end)
        }

    @cached_property
    def _roles(self) -> frozenset[int]:
        """The tokens at which :meth:`_role` may find one: a cheap first look."""
        words, grammar = self.text.lexicon.actors, self.text.lexicon.grammar
        tables = (words.levels, words.sides, words.counterparts, grammar["duos"], _COUNTED)
        return frozenset[int]().union(*map(self.text.openings, tables))

    def _role(
        self,
        i: int,
        named: dict[int, tuple[int, Participant, Level | None]],
        states: dict[int, tuple[int, tuple[str, ...], str]],
    ) -> list[ActorSpan]:
        """«Le président ukrainien Volodymyr Zelensky», «ses homologues français et allemand», «les deux hommes»."""
        text, words = self.text, self.text.lexicon.actors
        pair = self._pair(i) or self._twins(i)
        if pair:
            return [pair]
        counterpart = text.is_word(i, words.counterparts) and self._possessed(i)
        role = text.windows(i, words.levels, longest=_LONGEST_ROLE)
        beside = (
            i > text.first and text.forms[i - 1] in ("a", "au", "aux") and text.forms[i] in ("cote", "cotes")
        )
        aside = beside or i in text.adverbial  # «à côté de», «de son côté»
        noun = text.tokens[i].pos_ in ("NOUN", "PROPN") and not aside
        side = text.windows(i, words.sides, longest=_LONGEST_ROLE) if noun else None
        if not counterpart and role is None and not side:
            return []
        if (
            role is not None
            and role[1] == i + 1  # «foreign secretary» begins with an adjective
            and text.tokens[i].pos_ in ("VERB", "ADJ", "ADV")
            and not text.tokens[i].text[:1].isupper()
        ):
            return []
        level = words.levels.get(role[0]) if role else None
        if i in named and role is not None and named[i][0] > role[1] and named[i][1].country:
            return [ActorSpan(i, named[i][0], i, "person", (named[i][1],), level=level)]  # «King Abdullah»
        end = max(hit[1] if hit else i + 1 for hit in (role, side))
        head = end - 1 if text.lexicon.lang == "en" else i  # «defence ministers», «ministres de la Défense»
        plural = text.tokens[head].text.endswith(("s", "x")) or "Plur" in text.tokens[head].morph.get(
            "Number", []
        )
        codes, end, names = self._complete(end, named, states, plural=plural)
        both = self._of_both(end) if role and not (codes or names) else None
        if both is not None:  # «les ministres (des Affaires étrangères) des deux pays»
            return [ActorSpan(i, both, i, "pair", (), plural=True, level=level)]
        first = i
        if text.lexicon.lang == "en":
            front = premodifiers.before(text, self.gazetteer, self.actors, i)
            codes = [*((nation, None) for nation in front.countries), *codes]
            first = front.start
            codes = codes or self._group_before(i)
        sort = "role" if not side else "state"
        if not codes and not names and counterpart:
            return [ActorSpan(i, end, head, "role", (), level=level, counterpart=True, plural=plural)]
        if not codes and role and (country := words.offices_of.get(role[0])):
            codes = [(country, None)]
        if not codes and (club := self._counted_club(i)) is not None:
            codes = [(None, club)]
        if not codes and not names:
            if role is None and not self._beside_and(i, end):
                return []
            return [ActorSpan(i, end, head, "role", (), level=level, plural=plural)]
        text_name = text.between(first, end)
        participants = self._participants(codes, names, text_name)
        if len(names) == 1 and not codes:
            who, end, said = self._apposition(names[0], end, states)
            participants, level = (who,), level or said
        for who in participants:
            if who.country or who.org:
                self.introduced.setdefault(who.name.rsplit(" ", 1)[-1].casefold(), who)
        return [
            ActorSpan(i, end, head, sort, participants, level=level, counterpart=counterpart, plural=plural)
        ]

    def _group_before(self, i: int) -> list[tuple[str | None, str | None]]:
        """«A Taliban delegation»: the organisation right before a role."""
        named = self.actors.organisation(self.text.tokens[i - 1].text) if i > self.text.first else None
        return [(None, named.code)] if named is not None else []

    def _pair(self, i: int) -> ActorSpan | None:
        """«Les deux hommes», «les deux chefs d'Etat», «les trois dirigeants»."""
        text = self.text
        if text.grammar(i, "duos") and (
            i == text.first or text.tokens[i - 1].pos_ in ("DET", "PUNCT", "SPACE")
        ):
            return ActorSpan(i, i + 1, i, "pair", (), plural=True)
        if text.forms[i] not in _COUNTED or i + 1 >= len(text.tokens):
            return None
        determined = i > text.first and (
            text.grammar(i - 1, "definite") or text.grammar(i - 1, "demonstratives")
        )
        if not determined and text.forms[i] != "both":
            return None
        noun = text.windows(i + 1, text.lexicon.actors.pairs, longest=3)
        j = i + 1
        if noun is None and text.tokens[j].pos_ == "ADJ":
            noun = text.windows(j + 1, text.lexicon.actors.pairs, longest=3)
        if noun is None:
            return None
        end = noun[1]
        codes, after, names = self._complete(end, {}, {})
        if codes:
            participants = self._participants(codes, names, text.between(i, after))
            return ActorSpan(
                i,
                after,
                i + 1,
                "role",
                participants,
                plural=True,
                level=text.lexicon.actors.levels.get(noun[0]),
            )
        return ActorSpan(
            i, end, i + 1, "pair", (), plural=True, level=text.lexicon.actors.levels.get(noun[0])
        )

    def _counted_club(self, i: int) -> str | None:
        """«Les vingt-sept ministres»: the organisation known by the number before an office, or None."""
        number = self.text.tokens[i - 1].text.title() if i > self.text.first else ""
        club = self.actors.organisation(number) if number.isalpha() or "-" in number else None
        return club.code if club is not None and self._in_full(club.code) else None

    def _beside_and(self, i: int, end: int) -> bool:
        """«Gouvernement et talibans»: a side whose nation is the one at hand."""
        text = self.text
        bare = i == text.first or text.tokens[i - 1].is_punct or text.grammar(i - 1, "definite")
        return bare and end < len(text.tokens) and text.forms[end] in text.lexicon.grammar["joins"]

    def _twins(self, i: int) -> ActorSpan | None:
        """«Les deux Corées»: states that share a name."""
        text = self.text
        if text.forms[i] not in ("deux", "two", "both") or i + 1 >= len(text.tokens):
            return None
        codes = text.lexicon.actors.twins.get(text.forms[i + 1], ())
        if not codes:
            return None
        name = text.tokens[i + 1].text
        return ActorSpan(
            i, i + 2, i + 1, "state", tuple(Participant(name, code) for code in codes), plural=True
        )

    def _of_both(self, j: int) -> int | None:
        """«Les généraux des deux armées»: the index after «des deux armées» at ``j``, or None."""
        text = self.text
        if j + 2 >= len(text.tokens) or not text.grammar(j, "of") or text.forms[j + 1] not in ("deux", "two"):
            return None
        noun = text.windows(j + 2, text.lexicon.actors.pairs, longest=3)
        return noun[1] if noun else None

    def _possessed(self, i: int) -> bool:
        j = i - 1
        while j > self.text.first and (
            self.text.tokens[j].pos_ in ("ADJ", "NUM")
            or self.text.forms[j] in self.text.lexicon.grammar["others"]
        ):
            j -= 1
        return j >= self.text.first and (
            self.text.grammar(j, "possessives") or self.text.grammar(j, "definite")
        )

    def _complete(
        self,
        j: int,
        named: dict[int, tuple[int, Participant, Level | None]],
        states: dict[int, tuple[int, tuple[str, ...], str]],
        *,
        plural: bool = False,
    ) -> tuple[list[tuple[str | None, str | None]], int, list[Participant]]:
        """What follows a role: nations, a state, a ministry, names. Codes (country, org), the end, the persons."""
        text, grammar = self.text, self.text.lexicon.grammar
        codes: list[tuple[str | None, str | None]] = []
        names: list[Participant] = []
        end = j
        limit = min(j + _ROLE_REACH, len(text.tokens))
        while j < limit:
            token, form = text.tokens[j], text.forms[j]
            inner = (
                self._inside_name.get(j) if j == end else None
            )  # «au Trésor Scott Bessent», read as one name
            if inner or (j in named and self._is_somebody(j, named[j])):
                after, who, _ = inner or named[j]
                names.append(who)
                j = end = after
                continue
            demonyms = (
                self.gazetteer.demonym(token.text)
                if token.pos_ not in ("ADP", "DET", "PRON") and form not in grammar["definite"]
                else ()
            )
            adjective = self.actors.adjective(token.text) if not demonyms else None
            if demonyms and not (token.text[:1].isupper() and self._article(j - 1)):
                codes.append((demonyms[0], None))
                j = end = j + 1
                continue
            if adjective is not None:
                codes.append((None, adjective.code))
                j = end = j + 1
                continue
            if form in grammar["of"] or form in grammar["hails"]:
                k = self._past_opening(j + 1, limit)
                if k in named and named[k][1].org is not None:
                    codes.append((None, named[k][1].org))
                    j = end = named[k][0]
                    continue
                if k in states:
                    codes.extend((code, None) for code in states[k][1][:1])
                    j = end = states[k][0]
                    continue
                if form in grammar["hails"]:
                    break
                if k in named:
                    who = named[k][1]
                    codes.append((who.country, who.org))
                    j = end = named[k][0]
                    continue
                if k < limit and self._union(k) is not None:
                    codes.append((None, self._union(k)))
                    j = end = k + 1
                    continue
                if k < limit and (
                    text.tokens[k].pos_ in ("NOUN", "PROPN")
                    or text.forms[k] in ("affaires", "defense", "armees")
                ):
                    j = k + 1
                    if codes or not self._more(j):
                        end = j
                    continue
                break
            titled = j + 1 in named and token.pos_ == "NOUN"  # «le prince héritier X»
            if (token.pos_ == "ADJ" or titled) and token.text.islower():
                j = end = j + 1
                continue
            if token.text in ("étrangères", "Étrangères", "Etrangères", "intérimaire") or form in (
                "etrangeres",
                "foreign",
            ):
                j = end = j + 1
                continue
            listed = plural and bool(codes) and j + 1 < limit and text.forms[j + 1] in grammar["of"]
            if token.text == "," and (codes or names) and not listed:
                nxt = self._after_comma(j + 1, named, names)
                if nxt is None:
                    break
                j = nxt
                continue
            if (
                (form in ("et", "and") or token.text == "," or token.text in "-–")
                and codes
                and j + 1 < limit
                and self.gazetteer.demonym(text.tokens[j + 1].text)
                and text.tokens[j + 1].text.islower()
            ):
                j += 1
                continue
            more = plural and not codes and form in ("et", "and") and j + 1 < limit
            if more and text.grammar(j + 1, "contracted"):
                j += 1  # «les ministres de la Défense et des Affaires étrangères de la SADC»
                continue
            joins = form in ("et", "and") or token.text == ","
            if joins and listed:
                k = self._past_opening(j + 2, limit)
                if k in states or (k in named and named[k][1].org is not None):
                    j += 1  # «les négociateurs de l'Inde et du Pakistan»
                    continue
                break
            owner = j + 1 in states and text.lower[min(states[j + 1][0], limit - 1)] == "'s"
            if (
                plural
                and form == "and"
                and codes
                and not names
                and j == end
                and j + 1 in states
                and not owner
            ):
                codes.extend((code, None) for code in states[j + 1][1][:1])
                j = end = states[j + 1][0]
                continue  # «officials from Armenia and Azerbaijan»
            if form in ("et", "and") and len(codes) > len(names) and j + 1 in named:
                j += 1
                continue
            if (
                token.text == ","
                and codes
                and j + 1 < limit
                and text.tokens[j + 1].text.islower()
                and self.gazetteer.demonym(text.tokens[j + 1].text)
            ):
                j += 1
                continue
            break
        return codes, end, names

    def _is_somebody(self, i: int, named: tuple[int, Participant, Level | None]) -> bool:
        """Whether a name is a person's, of a state or of an organisation («Kaja Kallas»), not an organisation's."""
        end, who, _ = named
        return who.org is None or bool(self._offices(self.text.between(i, end)))

    def _past_opening(self, k: int, limit: int) -> int:
        """The index past articles and quotation marks, and past the adjective of «de haut rang»."""
        text = self.text
        while k < limit and (text.grammar(k, "definite") or text.tokens[k].text in '«“"'):
            k += 1
        ranked = k + 1 < limit and text.tokens[k].pos_ == "ADJ" and text.tokens[k + 1].pos_ == "NOUN"
        return k + 1 if ranked and not self.gazetteer.demonym(text.tokens[k].text) else k

    def _union(self, k: int) -> str | None:
        """«L'alliance», «le bloc»: the code of the organisation that was named last, or None."""
        text = self.text
        if not text.is_word(k, text.lexicon.actors.unions) or not text.grammar(k - 1, "definite"):
            return None
        return next((who.org for start, _, who, _ in reversed(self._organisations) if start < k), None)

    @cached_property
    def _organisations(self) -> list[tuple[int, int, Participant, Level | None]]:
        return [hit for hit in self.names if hit[2].org and hit[3] is None]

    def _after_comma(
        self, k: int, named: dict[int, tuple[int, Participant, Level | None]], names: list[Participant]
    ) -> int | None:
        """«Son homologue bulgare, Stefan Ianev,» and «français, allemand et britannique»: what the comma joins."""
        if k in named and not names and named[k][1].org is None:
            return k
        if (
            k < len(self.text.tokens)
            and self.text.tokens[k].text.islower()
            and self.gazetteer.demonym(self.text.tokens[k].text)
        ):
            return k
        return None

    def _more(self, j: int) -> bool:
        """Whether a nation or «de» goes on after a ministry's noun."""
        if j >= len(self.text.tokens):
            return False
        return self.text.forms[j] in self.text.lexicon.grammar["of"] or bool(
            self.gazetteer.demonym(self.text.tokens[j].text)
        )

    def _article(self, i: int) -> bool:
        return i >= self.text.first and self.text.grammar(i, "definite")

    def _participants(
        self, codes: Sequence[tuple[str | None, str | None]], names: Sequence[Participant], words: str
    ) -> tuple[Participant, ...]:
        """Nations and names of one phrase, joined in order: «les présidents américain et russe Biden et Poutine»."""
        if names and codes:
            out = []
            for n, who in enumerate(names):
                country, org = codes[n] if n < len(codes) else codes[-1] if len(codes) == 1 else (None, None)
                known = who.country or who.org
                out.append(
                    who
                    if known and len(codes) > 1
                    else Participant(who.name, country, org)
                    if (country or org)
                    else who
                )
            out.extend(Participant(words, c, o) for c, o in codes[len(names) :])
            return tuple(out)
        if names:
            return tuple(names)
        return tuple(Participant(words, country, org) for country, org in dict.fromkeys(codes))

    # --- states, organisations, peoples ---

    def _plain(
        self,
        i: int,
        named: dict[int, tuple[int, Participant, Level | None]],
        states: dict[int, tuple[int, tuple[str, ...], str]],
    ) -> list[ActorSpan]:
        if i in named:
            end, who, level = named[i]
            if not (who.country or who.org):
                who = self.introduced.get(who.name.rsplit(" ", 1)[-1].casefold(), who)
            who, end, said = self._apposition(who, end, states)
            return [
                ActorSpan(
                    i, end, i, "org" if who.org and level is None else "person", (who,), level=said or level
                )
            ]
        union = self._union(i) if i > self.text.first else None
        if union is not None:
            return [ActorSpan(i, i + 1, i, "org", (Participant(self.text.tokens[i].text, org=union),))]
        if i in states:
            end, codes, name = states[i]
            return [
                ActorSpan(
                    i,
                    end,
                    end - 1,
                    "state",
                    (
                        Participant(name, codes[0])
                        if len(codes[0]) == 2 and codes[0] not in ("EU", "UN")
                        else Participant(name, org=codes[0]),
                    ),
                )
            ]
        return []

    def _apposition(
        self, who: Participant, end: int, states: dict[int, tuple[int, tuple[str, ...], str]]
    ) -> tuple[Participant, int, Level | None]:
        """«Jake Sullivan, conseiller de Joe Biden», «Irfaan Ali, le président guyanien»: the role after a name."""
        text = self.text
        if end + 1 >= len(text.tokens) or text.tokens[end].text not in ",(":
            return who, end, None
        j = end + 1
        while j < len(text.tokens) and text.tokens[j].pos_ == "DET":
            j += 1
        role = (
            text.windows(j, text.lexicon.actors.levels, longest=_LONGEST_ROLE)
            if j < len(text.tokens)
            else None
        )
        if role is None:
            return who, end, None
        codes, after, names = self._complete(
            role[1], {s: (e, w, lv) for s, e, w, lv in self._near_names(role[1])}, states
        )
        level = text.lexicon.actors.levels.get(role[0])
        if not (who.country or who.org):
            if codes:
                who = replace(who, country=codes[0][0], org=codes[0][1])
            elif names and (names[0].country or names[0].org):
                who = replace(who, country=names[0].country, org=names[0].org)
            if who.country or who.org:
                self.introduced[who.name.rsplit(" ", 1)[-1].casefold()] = who
        return who, max(after, end), level

    def _near_names(self, j: int) -> list[tuple[int, int, Participant, Level | None]]:
        return [hit for k in range(j, min(j + 8, len(self.text.tokens))) if (hit := self._name_at(k))]

    def _people(self, i: int, named: dict[int, tuple[int, Participant, Level | None]]) -> list[ActorSpan]:
        """«Les Russes», «entre Russes et Ukrainiens», «des Libanais», «l'Américain Antony Blinken»."""
        token = self.text.tokens[i]
        if (
            not token.text[:1].isupper()
            or token.pos_ not in ("NOUN", "PROPN", "ADJ", "X")
            or self.text.entities[i] == "PER"
        ):
            return []
        codes = self.gazetteer.demonym(token.text)
        if codes and self.text.lexicon.lang == "en" and self._before_noun(i) and i + 1 not in named:
            return []
        if not codes or not (
            token.text.endswith(("s", "x", "ais", "ois"))
            or "Plur" in token.morph.get("Number", [])
            or self._article(i - 1)
        ):
            return []
        if i + 1 in named and named[i + 1][1].org is None and self._article(i - 1):
            end, who, level = named[i + 1]
            known = who if who.country else replace(who, country=codes[0])
            self.introduced.setdefault(known.name.rsplit(" ", 1)[-1].casefold(), known)
            return [ActorSpan(i, end, i, "person", (known,), level=level)]
        return [ActorSpan(i, i + 1, i, "people", (Participant(token.text, codes[0]),), plural=True)]

    def _before_noun(self, i: int) -> bool:
        """«The Eritrean border»: an English nation before a noun is no people."""
        text, j = self.text, i + 1
        return j < len(text.tokens) and text.pos[j] in ("NOUN", "ADJ", "PROPN") and j not in text.predicate_at

    def _with_preposition(self, span: ActorSpan) -> ActorSpan:
        """The preposition before the actor, past articles, titles and adjectives."""
        text, grammar = self.text, self.text.lexicon.grammar
        i = span.start - 1
        while (
            i >= text.first
            and (
                text.tokens[i].pos_ in ("DET", "ADJ", "NUM")
                or text.forms[i] in grammar["definite"]
                or text.forms[i] in grammar["possessives"]
                or text.forms[i] in grammar["M_titles"]
                or text.forms[i] in grammar["others"]
                or text.tokens[i].text in '«“"'
                or text.is_word(i, _STYLE)
            )
            and (text.lower[i] not in ("des", "du", "aux", "au") or self._is_article(i))
        ):
            i -= 1
        if i > text.first and text.forms[i - 1] in text.lexicon.grammar["those"]:
            i -= 2  # «avec ceux du Hamas»
        if i < text.first:
            return span
        if self._brings(i):
            return replace(span, preposition=next(iter(text.lexicon.grammar["with"])))
        form = text.lower[i]
        table = text.lexicon.places.prepositions
        pair = f"{text.forms[i - 1]} {text.forms[i]}" if i > text.first else ""
        if pair in table:
            return replace(span, preposition=pair, relation=table[pair])  # «out of Russia»
        relation = table.get(text.forms[i])
        if relation is None and form not in (
            "avec",
            "par",
            "entre",
            "with",
            "by",
            "between",
            "des",
            "du",
            "aux",
            "au",
            "of",
        ):
            return span
        if text.forms[i] == "a" and form == "a" and text.tokens[i].pos_ in ("AUX", "VERB"):
            return span
        if form == "depuis" and span.sort in ("person", "role"):
            return span  # «a revu depuis le président»
        return replace(span, preposition=text.forms[i], relation=relation)

    def _is_article(self, i: int) -> bool:
        """«(A vu lundi à Paris) des (responsables)», no «de les»: behind «avec», or a verb, its day and place."""
        text, j = self.text, i - 1
        if text.lower[i] != "des" or j < text.first:
            return False
        if text.grammar(j, "with"):
            return True
        while j > text.first and (
            j in text.times or text.entities[j] == "LOC" or text.pos[j] in ("ADP", "DET")
        ):
            j -= 1
        return j in text.predicate_at

    def _brings(self, i: int) -> bool:
        """Whether a phrase of company ends at the token: «auprès de», «face aux», «autour du»."""
        text = self.text
        last = _CONTRACTED.get(text.forms[i], text.forms[i])
        phrases = text.lexicon.grammar["company"]
        return any(" ".join([*text.forms[max(text.first, i - n) : i], last]) in phrases for n in range(1, 4))


_CONTRACTED = {"du": "de", "des": "de", "d": "de", "au": "a", "aux": "a"}
_STYLE = frozenset({"general", "colonel", "amiral", "marechal", "lieutenant", "capitaine", "commandant"})
