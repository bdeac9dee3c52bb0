"""English sentences of many theatres: what moves, what is real of it, who meets; and what is no event."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.pipeline import Reader
from geo.records import Article, DateInterval, Event, Movement
from geo.settings import Settings

PUBLISHED = DateInterval(dt.date(2025, 9, 10), dt.date(2025, 9, 10), "day")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings())


def told(reader: Reader, text: str) -> list[Event]:
    return list(reader.read(Article("test.txt", text + "\n", 0, PUBLISHED, lang="en")).events)


def line(event: Event) -> str:
    """A movement in short: kind, status, whose, how many, from → to; names as the gazetteer has them."""
    assert isinstance(event, Movement)
    quantity = event.force.quantity
    count = f"{quantity.min}-{quantity.max}" if quantity else "?"
    whose = event.force.country or event.force.org
    places = f"{event.origin.name if event.origin else ''}>{'+'.join(p.name for p in event.destinations)}"
    return f"{event.kind} {event.status} {whose} {count} {places}"


MOVEMENTS = [
    # a demonym before the noun of a place; numbers; what only armies have
    ("port-of", "Turkey sent soldiers to the Libyan port of Misrata.", ["transfer occurred TR ? >Misrata"]),
    ("city-of", "Russia moved 2,000 troops to the Ukrainian city of Kherson.", ["transfer occurred RU 2000-2000 >Kherson"]),
    ("town-of", "US troops withdrew from the Nigerien town of Agadez.", ["withdrawal occurred US ? Agadez>"]),
    ("several-thousand", "Several thousand Syrian mercenaries were flown to Tripoli.", ["transfer occurred SY 2000-9999 >Tripoli"]),
    ("armoured", "Turkey has shipped armoured vehicles to Misrata.", ["transfer occurred TR ? >Misrata"]),
    ("coast-guard", "China moved two coast guard vessels to Scarborough Shoal.", ["transfer occurred CN 2-2 >banc de Scarborough"]),
    ("no-armour", "Ford shipped vehicles to Mexico.", []),
    ("called-after", "Greece has withdrawn its frigate Spetsai.", []),
    # whose make is not whose it is
    ("make", "Kyiv sent 30 Soviet-made tanks to Kharkiv.", ["transfer occurred UA 30-30 >Kharkiv"]),
    ("make-of-vehicles", "Niger sent 20 French-built armoured vehicles to Diffa.", ["transfer occurred NE 20-20 >Diffa"]),
    # lists, agents, regions
    ("list", "Ghana is deploying troops to Togo, the Gambia and Benin.", ["transfer occurred GH ? >Togo+Gambie+Bénin"]),
    ("list-then-subject", "Ghanaian troops are in Togo, the Gambia said.", ["presence occurred GH ? >Togo"]),
    ("led-by", "Chile will lead a battalion in Haiti, with another to be led by Peru in Cuba.", []),
    ("the-baltic", "A Danish battalion will be stationed in the Baltic.", ["presence announced DK ? >région de la Baltique"]),
    ("britain", "Britain sent 500 soldiers to Mali.", ["transfer occurred GB 500-500 >Mali"]),
    # tense and what governs a gerund
    ("considering", "Australia is considering sending 200 soldiers to Fiji.", ["transfer possible AU 200-200 >Fidji"]),
    ("ruled-out", "Finland ruled out sending troops to Niger.", ["transfer denied FI ? >Niger"]),
    ("accuses-of", "Kinshasa accuses Kigali of having 4,000 soldiers in North Kivu.", ["presence alleged RW 4000-4000 >Nord-Kivu"]),
    ("crosses", "Two Iranian warships crossed the Suez Canal.", ["transfer occurred IR 2-2 >canal de Suez"]),
    ("eastern", "Rwanda sent troops into eastern Congo.", ["transfer occurred RW ? >République démocratique du Congo (est)"]),
    ("northern-and-eastern", "French soldiers were sent to northern Mali and eastern Chad.", ["transfer occurred FR ? >Mali (nord)+Tchad (est)"]),
    ("in-the-east", "Kenyan soldiers arrived in Goma, in eastern Congo.", ["transfer occurred KE ? >Goma"]),
    ("given-to-a-force", "Kenya will fly 903 soldiers to Goma, almost double the 480 it first pledged to the regional force.",
     ["transfer announced KE 903-903 >Goma"]),
    ("if-one-invades", "If Russia invades, NATO would send 40,000 troops to Poland.", ["transfer possible NATO 40000-40000 >Pologne"]),
    ("in-the-country", "French soldiers arrived in Bamako on Monday. Some 800 French troops are deployed in the country.",
     ["transfer occurred FR ? >Bamako", "presence occurred FR 800-800 >Mali"]),
    ("hosts", "Romania hosts 300 French soldiers.", ["presence occurred FR 300-300 >Roumanie"]),
    ("home-to", "The Cincu base is home to 300 French soldiers.", ["presence occurred FR 300-300 >Cincu"]),
    ("three-nations", "British, Danish and French troops were deployed to Estonia.",
     ["transfer occurred GB ? >Estonie", "transfer occurred DK ? >Estonie", "transfer occurred FR ? >Estonie"]),
    ("progressive", "A Bangladeshi contingent is being deployed to Bangui.", ["transfer occurred BD ? >Bangui"]),
    ("begun", "Ethiopia has begun moving troops towards the Eritrean border.", ["transfer occurred ET ? >frontière érythréo-éthiopienne"]),
    ("according-to-a-capital", "According to Kyiv, Russia has sent 300 soldiers to Kursk.", ["transfer alleged RU 300-300 >Koursk"]),
    ("according-to-its-own", "According to Paris, France has sent 300 soldiers to Chad.", ["transfer occurred FR 300-300 >Tchad"]),
    ("reportedly", "Moscow has reportedly sent 200 mercenaries to Bamako.", ["transfer alleged RU 200-200 >Bamako"]),
    ("postponed", "Manila has postponed the deployment of 150 soldiers to Port-au-Prince.", ["transfer announced PH 150-150 >Port-au-Prince"]),
    ("may", "Japan may send its frigate Mogami to Darwin in October.", ["transfer possible JP ? >Darwin"]),
    # none of a force
    ("no-troops", "No Danish troops have been sent to Mali.", ["transfer denied DK ? >Mali"]),
    ("no-fewer", "No fewer than 500 Danish soldiers were sent to Estonia.", ["transfer occurred DK 500-None >Estonie"]),
    # where forces are
    ("there-are", "There are about 900 US soldiers in Syria.", ["presence occurred US 900-900 >Syrie"]),
    ("there-will-be", "There will be 500 French soldiers in Romania by June.", ["presence announced FR 500-500 >Roumanie"]),
    ("there-are-no", "There are no Ghanaian soldiers in Mali.", ["presence denied GH ? >Mali"]),
    ("are-now-in", "Around 10,000 North Korean soldiers are now in Kursk.", ["presence occurred KP 10000-10000 >Koursk"]),
    # numbers, forces without their noun
    ("another-300", "Kenya has sent 230 police officers to Haiti, and another 300 will follow next month.", ["transfer occurred KE 230-230 >Haïti", "transfer announced KE 300-300 >Haïti"]),
    ("convoy-of", "A convoy of 60 Turkish armoured vehicles crossed into Syria overnight.", ["transfer occurred TR 60-60 >Syrie"]),
    ("bombers", "Two B-52 bombers flew from Minot Air Force Base to Fairford on Sunday.", ["transfer occurred US 2-2 base de Minot>Fairford"]),
    ("whose-marines", "The Dutch government has decided to send 40 marines to Curaçao.", ["transfer announced NL 40-40 >Curaçao"]),
    # places
    ("border-with-a-part", "Egypt massed tanks on the border with Gaza.", ["presence occurred EG ? >Gaza"]),
    ("enter", "Chadian fighters entered Kufra on Monday.", ["transfer occurred TD ? >Koufra"]),
    ("border-before", "Colombia's army moved 1,200 soldiers to the Venezuelan border.", ["transfer occurred CO 1200-1200 >frontière colombo-vénézuélienne"]),
    ("troops-in", "About 2,500 of the 4,000 Kenyan troops in Somalia will leave by December 31, Nairobi said.", ["withdrawal announced KE 2500-2500 Somalie>"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, expected, id=name) for name, text, expected in MOVEMENTS]
)
def test_movements(text: str, expected: list[str], reader: Reader) -> None:
    assert [line(event) for event in told(reader, text)] == expected


MEETINGS = [
    ("met-on-an-island", "Xi Jinping and Joe Biden met on Bali.", {"CN", "US"}, "Bali (île)"),
    ("compound", "A Franco-German summit took place in Berlin on Monday.", {"FR", "DE"}, "Berlin"),
    ("compound-of-names", "The second round of US-Iran nuclear talks will be held in Muscat.", {"US", "IR"}, "Mascate"),
    ("a-king", "King Abdullah of Jordan met Donald Trump at the White House.", {"JO", "US"}, "Maison-Blanche"),
    ("officials-from", "Officials from Armenia and Azerbaijan held talks in Brussels on Monday.", {"AM", "AZ"}, "Bruxelles"),
    ("delegation", "A Taliban delegation arrived in Moscow on Thursday for talks with Russian officials.", {"TALIBAN", "RU"}, "Moscou"),
    ("envoy-sent", "Washington dispatched its envoy Massad Boulos to Kinshasa.", {"US"}, "Kinshasa"),
    ("delegation-sent", "France sent a delegation to Niamey.", {"FR"}, "Niamey"),
    ("envoy-is-sent", "A Russian envoy was sent to Beijing on Monday.", {"RU"}, "Pékin"),
    ("visits-a-capital", "Antony Blinken visited Beijing on Monday.", {"US"}, "Pékin"),
    ("foreign-secretary", "The British foreign secretary will visit Beijing in October.", {"GB"}, "Pékin"),
    ("his-counterpart", "Johann Wadephul and his Kenyan counterpart met on Monday in Nairobi.", {"DE", "KE"}, "Nairobi"),
    ("brief-bilateral-talks", "Narendra Modi and Xi Jinping held brief bilateral talks in Kazan.", {"IN", "CN"}, "Kazan"),
    ("peace-talks", "Peace talks between Sudan and Chad took place on Monday in Djibouti.", {"SD", "TD"}, "Djibouti"),
    ("ministers-of-an-alliance", "NATO defence ministers met in Brussels on Monday.", {"NATO"}, "Bruxelles"),
    ("white-house", "Donald Trump hosted Binyamin Netanyahu at the White House on Monday.", {"US", "IL"}, "Maison-Blanche"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who", "place"), [pytest.param(text, who, place, id=name) for name, text, who, place in MEETINGS]
)
def test_meetings(text: str, who: set[str], place: str, reader: Reader) -> None:
    (event,) = told(reader, text)
    assert event.type == "meeting"
    assert {p.country or p.org for p in event.participants} == who
    assert event.place is not None
    assert event.place.name == place


NOTHING = [
    ("army-chief", "Pakistan's army chief toured a tank factory."),
    ("company", "Toyota is pulling out of Russia."),
    ("civilians", "Hundreds of Ukrainians crossed into Poland."),
    ("engineers", "French engineers from Airbus went to Hamburg."),
    ("dead", "Two soldiers are dead in Iraq."),
    ("a-team", "A German team arrived in Muscat on Monday."),
    ("nurses", "The Red Cross sent 40 nurses to Gaza."),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NOTHING])
def test_no_movement(text: str, reader: Reader) -> None:
    assert not [event for event in told(reader, text) if event.type == "movement"]


NO_MEETING = [
    ("called-a-failure", "The Palestinians called the meeting a failure, but Israeli officials disagreed."),
    ("met-others", "French officials met survivors in Lyon on Monday."),
    ("an-appeal", "Vladimir Putin and Xi Jinping issued a call for peace."),
    ("going-home", "Sudanese and Chadian delegations have decided to return home."),
    ("message-sent", "Vladimir Putin sent Emmanuel Macron a message in Paris."),
    ("advisers-sent", "Germany sent 200 advisers to Kyiv."),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NO_MEETING])
def test_no_meeting(text: str, reader: Reader) -> None:
    assert told(reader, text) == []
