"""Meetings in French sentences, through the whole reader: who, where, how, and how real."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.pipeline import Reader
from geo.records import Article, DateInterval, Meeting
from geo.settings import Settings

MONDAY = dt.date(2023, 10, 2)
_HOLDERS = "RU US"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.open(Settings())


def meetings(reader: Reader, text: str, lang: str = "fr") -> list[Meeting]:
    day = DateInterval(MONDAY, MONDAY)
    events = reader.read(Article("test.txt", text, published=day, lang=lang)).events
    return [event for event in events if isinstance(event, Meeting)]


def told(meeting: Meeting) -> tuple[str, str | None, str, str]:
    """Codes of the participants, the place, the kind and the status."""
    codes = {p.country or p.org for p in meeting.participants}
    place = meeting.place.name if meeting.place else None
    return " ".join(sorted(code for code in codes if code)), place, meeting.kind, meeting.status


# text, then for each meeting: participants, place, kind, status
SENTENCES = {
    # modals, and what stands between a verb and those met
    "is_to_be_held": (
        "Un sommet entre Joe Biden et Vladimir Poutine doit se tenir en juin à Genève.",
        [("RU US", "Genève", "in_person", "announced")],
    ),
    "could_be_held": (
        "Un sommet entre Joe Biden et Vladimir Poutine pourrait avoir lieu à Genève.",
        [("RU US", "Genève", "in_person", "possible")],
    ),
    "with_officials": (
        "Le ministre jordanien s'est entretenu lundi à Amman avec des responsables américains.",
        [("JO US", "Amman", "in_person", "occurred")],
    ),
    "met_officials": (
        "Emmanuel Macron a rencontré lundi à Paris des responsables américains.",
        [("FR US", "Paris", "in_person", "occurred")],
    ),
    "meet_in_the_present": (
        "Les ministres de l'Otan se réunissent vendredi à Bucarest.",
        [("NATO", "Bucarest", "in_person", "announced")],
    ),
    "for_a_second_round": (
        "Les négociateurs américains et iraniens se retrouveront samedi à Rome pour un deuxième cycle de pourparlers.",
        [("IR US", "Rome", "in_person", "announced")],
    ),
    "meeting_of_ministers": (
        "Il a salué la réunion à Paris des ministres français et allemand.",
        [("DE FR", "Paris", "in_person", "occurred")],
    ),
    "under_the_aegis": (
        "Les ministres français et allemand se sont vus lundi à Paris, sous l'égide du Brésil.",
        [("DE FR", "Paris", "in_person", "occurred")],
    ),
    "ministers_of_both": (
        "Emmanuel Macron et Olaf Scholz se sont vus lundi à Bonn. Les ministres des Affaires étrangères des deux pays se verront jeudi à Metz.",
        [("DE FR", "Bonn", "in_person", "occurred"), ("DE FR", "Metz", "in_person", "announced")],
    ),
    "their_ministers": (
        "La rencontre entre Nicolas Maduro et Irfaan Ali a eu lieu à Argyle. Leurs ministres de la Défense se sont retrouvés à Brasilia.",
        [("GY VE", "Argyle", "in_person", "occurred"), ("GY VE", "Brasilia", "in_person", "occurred")],
    ),
    "office_named_behind": (
        "Ilham Aliev est resté à Bakou. Son président, Ebrahim Raïssi, a reçu lundi à Téhéran le vice-Premier ministre arménien Mher Grigorian.",
        [("AM IR", "Téhéran", "visit", "occurred")],
    ),
    "two_stops_for_a_purpose": (
        "Emmanuel Macron s'était rendu en mai à Dakar et à Abidjan pour plaider la cause du Mali.",
        [("FR", "Dakar", "visit", "occurred"), ("FR", "Abidjan", "visit", "occurred")],
    ),
    "about_a_state": ("Le Conseil de sécurité de l'ONU s'est réuni mardi sur le Soudan.", [("UN", None, "in_person", "occurred")]),
    "about_a_state_somewhere": ("Les ministres de l'Otan se sont réunis à Riga sur l'Ukraine.", [("NATO", "Riga", "in_person", "occurred")]),
    "object": ("Narendra Modi a rencontré Fumio Kishida mardi à Tokyo.", [("IN JP", "Tokyo", "in_person", "occurred")]),
    "future": ("Narendra Modi rencontrera Fumio Kishida jeudi à Tokyo.", [("IN JP", "Tokyo", "in_person", "announced")]),
    "possible": ("Narendra Modi pourrait rencontrer Fumio Kishida à Tokyo.", [("IN JP", "Tokyo", "in_person", "possible")]),
    "denied": ("Narendra Modi n'a pas rencontré Fumio Kishida à Tokyo.", [("IN JP", "Tokyo", "in_person", "denied")]),
    "with": ("Le président kényan William Ruto s'est entretenu avec Paul Kagame à Kigali.", [("KE RW", "Kigali", "in_person", "occurred")]),
    "phone": ("Le chancelier Olaf Scholz s'est entretenu par téléphone avec Xi Jinping.", [("CN DE", None, "phone", "occurred")]),
    "video": ("Olaf Scholz s'est entretenu en visioconférence avec Xi Jinping.", [("CN DE", None, "video", "occurred")]),
    "called": ("Joe Biden a appelé Benyamin Netanyahou dimanche.", [("IL US", None, "phone", "occurred")]),
    "on_the_line": ("Emmanuel Macron a eu au téléphone Mohammed ben Salmane.", [("FR SA", None, "phone", "occurred")]),
    "two_calls": (
        "Josep Borrell a eu au téléphone Nikol Pachinian puis, une heure plus tard, Ilham Aliev.",
        [("AM EU", None, "phone", "occurred"), ("AZ EU", None, "phone", "occurred")],
    ),
    "on_one_hand": (
        "Antony Blinken s'est entretenu avec le président égyptien d'une part, et ses homologues jordanien et saoudien d'autre part.",
        [("EG US", None, "unspecified", "occurred"), ("JO SA US", None, "unspecified", "occurred")],
    ),
    "telephoned_each_other": ("Joe Biden et Xi Jinping se sont téléphoné dimanche.", [("CN US", None, "phone", "occurred")]),
    "received": ("Xi Jinping a reçu Anthony Albanese à Pékin.", [("AU CN", "Pékin", "visit", "occurred")]),
    "received_by": ("Anthony Albanese a été reçu à Pékin par Xi Jinping.", [("AU CN", "Pékin", "visit", "occurred")]),
    "will_be_received": ("Anthony Albanese sera reçu jeudi à Pékin par Xi Jinping.", [("AU CN", "Pékin", "visit", "announced")]),
    "visit": ("Le ministre indonésien de la Défense s'est rendu à Canberra lundi.", [("ID", "Canberra", "visit", "occurred")]),
    "awaited": ("Le ministre indonésien de la Défense est attendu jeudi à Canberra.", [("ID", "Canberra", "visit", "announced")]),
    "awaited_aside": ("Le ministre indonésien de la Défense est par ailleurs attendu à Canberra.", [("ID", "Canberra", "visit", "announced")]),
    "arrives": ("Luiz Inácio Lula da Silva arrivera mercredi à Buenos Aires.", [("BR", "Buenos Aires", "visit", "announced")]),
    "visit_not_excluded": ("Emmanuel Macron n'exclut pas de se rendre en Arménie.", [("FR", "Arménie", "visit", "possible")]),
    "delegation_sent": ("La France a dépêché vendredi une délégation à Niamey.", [("FR", "Niamey", "visit", "occurred")]),
    "envoy_sent": ("Washington a envoyé son émissaire Massad Boulos à Kinshasa.", [("US", "Kinshasa", "visit", "occurred")]),
    "envoy_is_sent": ("Un émissaire russe a été dépêché lundi à Pékin.", [("RU", "Pékin", "visit", "occurred")]),
    "message_sent": ("Narendra Modi a envoyé un message à Emmanuel Macron à Paris.", []),
    "advisers_sent": ("La France a envoyé 200 conseillers militaires à Kiev.", []),
    "rendered_visit": ("William Ruto a rendu visite à Paul Kagame.", [("KE RW", None, "visit", "occurred")]),
    "together": ("Recep Tayyip Erdogan et Vladimir Poutine se sont rencontrés à Sotchi.", [("RU TR", "Sotchi", "in_person", "occurred")]),
    "see_each_other": ("Lula et Gustavo Petro se verront samedi à Leticia.", [("BR CO", "Leticia", "in_person", "announced")]),
    "negotiated": ("L'Arménie et l'Azerbaïdjan ont négocié jeudi à Bruxelles.", [("AM AZ", "Bruxelles", "in_person", "occurred")]),
    "aside_in_verb": ("Olaf Scholz s'est, lui, entretenu mardi avec Lula à Brasilia.", [("BR DE", "Brasilia", "in_person", "occurred")]),
    "organisation": ("L'Union africaine s'est réunie vendredi à Addis-Abeba.", [("AFRICANUNION", "Addis-Abeba", "in_person", "occurred")]),
    "heads_of_organisation": ("Les chefs d'État de la SADC se réuniront samedi à Luanda.", [("SADC", "Luanda", "in_person", "announced")]),
    "fronted_participle": ("Réunis samedi à Luanda, les chefs d'État de la SADC ont condamné le putsch.", [("SADC", "Luanda", "in_person", "occurred")]),
    "participle_behind": ("Les ministres de l'Otan, réunis jeudi à Bruxelles, ont débattu des stocks.", [("NATO", "Bruxelles", "in_person", "occurred")]),
    "the_alliance": (
        "L'Otan hausse le ton. Les ministres de l'alliance se réuniront jeudi à Vilnius.",
        [("NATO", "Vilnius", "in_person", "announced")],
    ),
    "hold_a_meeting": ("L'Égypte, la Jordanie et l'Irak tiendront une réunion lundi à Amman.", [("EG IQ JO", "Amman", "in_person", "announced")]),
    "summit_of": ("Le sommet de la Ligue arabe se tiendra samedi à Riyad.", [("ARABLEAGUE", "Riyad", "in_person", "announced")]),
    "between": ("Des pourparlers entre l'Éthiopie et la Somalie ont eu lieu à Ankara.", [("ET SO", "Ankara", "in_person", "occurred")]),
    "compound_adjectives": ("Des pourparlers sino-américains auront lieu jeudi à Genève.", [("CN US", "Genève", "in_person", "announced")]),
    "phone_noun": ("Une conversation téléphonique a eu lieu entre Emmanuel Macron et Xi Jinping.", [("CN FR", None, "phone", "occurred")]),
    "two_leaders_named": (
        "La conversation téléphonique entre les deux dirigeants, Xi Jinping et Emmanuel Macron, a duré une heure.",
        [("CN FR", None, "phone", "occurred")],
    ),
    "occasion": (
        "Lors d'un sommet entre Xi Jinping et Narendra Modi à Johannesburg, l'Inde avait protesté.",
        [("CN IN", "Johannesburg", "in_person", "occurred")],
    ),
    "gathering": ("Le sommet de Genève a réuni Joe Biden et Vladimir Poutine.", [("RU US", "Genève", "in_person", "occurred")]),
    "they": (
        "Joe Biden et Xi Jinping se sont parlé. Ils se verront en novembre à San Francisco.",
        [("CN US", None, "unspecified", "occurred"), ("CN US", "San Francisco", "in_person", "announced")],
    ),
    "the_two_men": (
        "Narendra Modi reçoit Emmanuel Macron à New Delhi. Les deux hommes s'étaient rencontrés en juillet à Paris.",
        [("FR IN", "New Delhi", "visit", "occurred"), ("FR IN", "Paris", "in_person", "occurred")],
    ),
    "bare_mention": (
        "Joe Biden et Xi Jinping ont parlé au téléphone mardi. L'entretien entre les deux dirigeants a duré une heure.",
        [("CN US", None, "phone", "occurred")],
    ),
    "with_whom": (
        "William Ruto verra jeudi Félix Tshisekedi, avec qui il s'était entretenu à Luanda en mars.",
        [("CD KE", None, "in_person", "announced"), ("CD KE", "Luanda", "in_person", "occurred")],
    ),
    "who_had_talked": (
        "Abdel Fattah al-Sissi et Abiy Ahmed, qui s'étaient parlé en juillet au Caire, signeront un texte.",
        [("EG ET", "Le Caire", "in_person", "occurred")],
    ),
    "where": ("Antony Blinken est arrivé à Amman, où il rencontrera Ayman Safadi.", [("US", "Amman", "visit", "occurred"), ("JO US", "Amman", "in_person", "announced")]),
    "cleft": ("C'est à Riyad que Marco Rubio avait rencontré Sergueï Lavrov.", [(_HOLDERS, "Riyad", "in_person", "occurred")]),
    "the_american": ("Wang Yi a rencontré l'Américain Antony Blinken à Pékin.", [("CN US", "Pékin", "in_person", "occurred")]),
    "title": ("L'émissaire américain a rencontré M. Zelensky à Kiev.", [("UA US", "Kiev", "in_person", "occurred")]),
    "counterpart": ("Le ministre vietnamien des Affaires étrangères a rencontré son homologue cambodgien à Hanoï.", [("KH VN", "Hanoï", "in_person", "occurred")]),
    "unknown_person": ("Le ministre cambodgien Sok Vannara a rencontré le ministre laotien Kham Souphan à Vientiane.", [("KH LA", "Vientiane", "in_person", "occurred")]),
    "ambassador_summoned": ("L'ambassadeur de Suède a été convoqué lundi au ministère irakien des Affaires étrangères.", [("IQ SE", None, "in_person", "occurred")]),
    "capitals_act": ("Paris et Berlin se sont concertés lundi.", [("DE FR", None, "unspecified", "occurred")]),
    "en_presence": (
        "Ilham Aliev a rencontré Nikol Pachinian à Bruxelles en présence de Charles Michel.",
        [("AM AZ EU", "Bruxelles", "in_person", "occurred")],
    ),
    "table": (
        "Autour de la table, à Doha, il y avait des Qataris, des Égyptiens et des Israéliens.",
        [("EG IL QA", "Doha", "in_person", "occurred")],
    ),
    "visit_cancelled": ("Le ministre hongrois Peter Szijjarto a annulé sa visite à Varsovie.", [("HU", "Varsovie", "visit", "denied")]),
    "called_off": ("L'émissaire de l'Igad, attendu jeudi à Khartoum, a annulé son voyage.", [("IGAD", "Khartoum", "visit", "denied")]),
    "conditional_rumour": ("Le chef de la diplomatie iranienne aurait rencontré Ayman Safadi à Amman.", [("IR JO", "Amman", "in_person", "alleged")]),
    "speaker": ("Olaf Scholz a rencontré Xi Jinping à Pékin, a déclaré Antony Blinken.", [("CN DE", "Pékin", "in_person", "occurred")]),
    "according_to": ("Selon Antony Blinken, Olaf Scholz a rencontré Xi Jinping à Pékin.", [("CN DE", "Pékin", "in_person", "occurred")]),
    "spokesperson": ("Le porte-parole du gouvernement allemand s'est rendu à Dresde.", []),
    "players": ("Le sélectionneur brésilien a rencontré ses joueurs à Porto Alegre.", []),
    "firm": ("Airbus a rencontré ses fournisseurs à Toulouse.", []),
    "soldiers": ("Des soldats britanniques sont arrivés à Tallinn.", []),
    "joins_troops": ("Le Tchad pourrait joindre 200 soldats à la force.", []),
    "nobody_meets": ("La Finlande partage une longue frontière avec la Russie.", []),
    "office_in_apposition": (
        "L'ambassadeur Johan Borgstam, représentant spécial de l'Union européenne pour les Grands Lacs, se rendra jeudi à Kinshasa.",
        [("EU", "Kinshasa", "visit", "announced")],
    ),
    "office_not_the_other_side": (
        "Le président kényan William Ruto a écrit à Félix Tshisekedi. Le président rencontrera Félix Tshisekedi jeudi à Kigali.",
        [("CD KE", "Kigali", "in_person", "announced")],
    ),
    "place_of_the_topic": (
        "Les discussions entre Ilham Aliev et Nikol Pachinian ont pris fin jeudi, sur fond de guerre au Karabakh.",
        [("AM AZ", None, "unspecified", "occurred")],
    ),
    "noun_takes_what_follows": (
        "Ilham Aliev et Nikol Pachinian se parlent. Ils ont évoqué la rencontre en mai à Bruxelles ayant réuni les deux hommes.",
        [("AM AZ", None, "unspecified", "occurred"), ("AM AZ", "Bruxelles", "in_person", "occurred")],
    ),
    "followed_by": (
        "Ce sommet sera suivi le 5 novembre d'une réunion Inde-Asean, puis le 6 novembre d'une session du Quad.",
        [("ASEAN IN", None, "in_person", "announced"), ("QUAD", None, "in_person", "announced")],
    ),
    "dines": ("Radoslaw Sikorski a dîné jeudi à Budapest avec Peter Szijjarto.", [("HU PL", "Budapest", "in_person", "occurred")]),
    "thread_resumed": ("En mars, Mohamed VI a renoué le fil avec Pedro Sanchez à Rabat.", [("ES MA", "Rabat", "in_person", "occurred")]),
    "hours_together": ("Les présidents sud-soudanais et soudanais ont passé trois heures ensemble à Djouba.", [("SD SS", "Djouba", "in_person", "occurred")]),
    "those_of": ("Les négociateurs israéliens ont rencontré à Doha ceux du Hamas.", [("HAMAS IL", "Doha", "in_person", "occurred")]),
    "common_noun": ("Un émissaire de Delhi a rencontré les talibans à Dubaï.", [("IN TALIBAN", "Dubaï", "in_person", "occurred")]),
    "high_ranking": ("Une délégation de haut rang du Hamas est arrivée samedi au Caire.", [("HAMAS", "Le Caire", "visit", "occurred")]),
    "first_person": ("« J'ai parlé avec le président Zelensky », a déclaré Justin Trudeau.", [("CA UA", None, "unspecified", "occurred")]),
    "proposes_to": ("Le Premier ministre thaïlandais a proposé à son homologue cambodgien de se voir à Singapour.", [("KH TH", "Singapour", "in_person", "possible")]),
    "invites": ("Le président péruvien a invité son homologue chilien à Lima.", [("CL PE", "Lima", "visit", "possible")]),
    "none_planned": ("Aucune rencontre n'est prévue entre Félix Tshisekedi et Paul Kagame à New York.", [("CD RW", "New York", "in_person", "denied")]),
    "never_met": ("Xi Jinping et le président argentin ne se sont jamais rencontrés.", []),
    "was_in": ("Antonio Guterres était lundi à Bagdad.", [("UN", "Bagdad", "visit", "occurred")]),
    "is_hostile_to": ("Antonio Guterres est hostile à Bagdad.", []),
    "the_next_one": (
        "Le sommet entre Narendra Modi et Xi Jinping s'est achevé mardi à Kazan. Le prochain se tiendra en mai à Pékin.",
        [("CN IN", "Kazan", "in_person", "occurred"), ("CN IN", "Pékin", "in_person", "announced")],
    ),
    "same_town": (
        "Un deuxième round de pourparlers entre le Soudan et l'Éthiopie s'est tenu lundi à Djouba. Le premier, organisé en mars dans la même ville, avait échoué.",
        [("ET SD", "Djouba", "in_person", "occurred"), ("ET SD", "Djouba", "in_person", "occurred")],
    ),
    "on_a_visit": ("Ahmed al-Charaa, en visite à Doha, a été reçu mercredi par l'émir Tamim ben Hamad al-Thani.", [("QA SY", "Doha", "visit", "occurred")]),
    "at_home": ("Recep Tayyip Erdogan, en tournée à Rize, ne dira rien.", []),
    "at_the_others": ("Astana : Vladimir Poutine chez Kassym-Jomart Tokaïev.", [("KZ RU", None, "visit", "occurred")]),
    "one_office_two_states": ("Les chefs d'état-major de l'Inde et du Pakistan se sont parlé jeudi.", [("IN PK", None, "unspecified", "occurred")]),
    "two_armies": (
        "L'Inde et le Pakistan se méfient. Les généraux des deux armées se sont revus vendredi à Amritsar.",
        [("IN PK", "Amritsar", "in_person", "occurred")],
    ),
    "host_apart": ("La Suisse veut accueillir des pourparlers entre l'Arménie et l'Azerbaïdjan à Genève.", [("AM AZ", "Genève", "in_person", "possible")]),
    "a_face_to_face": ("Le face-à-face prévu entre Ilham Aliev et Nikol Pachinian n'aura pas lieu.", [("AM AZ", None, "in_person", "denied")]),
    "two_stops": ("Emmanuel Macron s'est rendu lundi à Moscou, puis mardi à Kiev.",
                  [("FR", "Moscou", "visit", "occurred"), ("FR", "Kiev", "visit", "occurred")]),
    "three_stops": ("Antony Blinken se rendra à Kiev mercredi, à Berlin jeudi et à Genève vendredi.",
                    [("US", "Kiev", "visit", "announced"), ("US", "Berlin", "visit", "announced"), ("US", "Genève", "visit", "announced")]),
    "was_in_two": ("Emmanuel Macron était lundi à Moscou et mardi à Kiev.", [("FR", "Moscou", "visit", "occurred"), ("FR", "Kiev", "visit", "occurred")]),
    "not_the_next_ones_stop": ("Emmanuel Macron est attendu lundi à Moscou et Olaf Scholz mardi à Kiev.", [("FR", "Moscou", "visit", "announced")]),
    "a_town_in_its_land": ("Antony Blinken se rendra à Cincu, en Roumanie.", [("US", "Cincu", "visit", "announced")]),
    "a_name_of_the_union": ("Le chef de la diplomatie européenne Josep Borrell est arrivé lundi à Kiev.", [("EU", "Kiev", "visit", "occurred")]),
    "the_four_of_normandy": ("Le quatuor de Normandie s'est retrouvé à Berlin.", [("NORMANDY", "Berlin", "in_person", "occurred")]),
    "a_swap": ("Le texte règle l'échange de prisonniers entre l'Arménie et l'Azerbaïdjan.", []),
    "an_appeal": ("Emmanuel Macron a lancé un appel au calme à Félix Tshisekedi.", []),
    "a_call": ("Emmanuel Macron a passé un appel à Félix Tshisekedi.", [("CD FR", None, "phone", "occurred")]),
    "a_force_is_received": ("La mission des Nations unies en Centrafrique a reçu mardi 300 Casques bleus rwandais.", []),
    "a_convoy_arrives": ("Le général français Éric Ozanne a déclaré qu'un convoi était arrivé à N'Djamena.", []),
    "announced_comment": (
        "Ankara a annoncé que les deux dirigeants ont commenté la réunion tenue entre la Russie et l'Ukraine à Istanbul.",
        [("RU UA", "Istanbul", "in_person", "occurred")],
    ),
    "as_it_draws_near": (
        "Mark Rutte a parlé de l'Ukraine à l'approche du sommet en Alaska entre Donald Trump et Vladimir Poutine.",
        [("RU US", "Alaska", "in_person", "announced")],
    ),
    "a_truce_elsewhere": ("Le Qatar et l'Égypte ont eu mardi des pourparlers sur une trêve à Gaza.", [("EG QA", None, "unspecified", "occurred")]),
    "hall_of_a_town": ("Réunis dans le stade national de Varsovie, Barack Obama et David Cameron ont parlé.", [("GB US", "Varsovie", "in_person", "occurred")]),
    "town_before_name": ("Isaac Herzog a rencontré à Bakou Ilham Aliev.", [("AZ IL", "Bakou", "in_person", "occurred")]),
    "at_the_summit": ("Bill Clinton et Boris Eltsine se verront à Cologne, au sommet du G8.", [(_HOLDERS, "Cologne", "in_person", "announced")]),
    "clause_begins": (
        "Antony Blinken s'est entretenu avec Hakan Fidan, et les ministres indien et japonais se sont vus à Tokyo.",
        [("TR US", None, "unspecified", "occurred"), ("IN JP", "Tokyo", "in_person", "occurred")],
    ),
    "third_exchange": ("Marco Rubio en est à son troisième échange avec le ministre pakistanais Ishaq Dar.", [("PK US", None, "unspecified", "occurred")]),
    "rendezvous": ("Le Ghana et le Togo se sont donné rendez-vous à Lomé.", [("GH TG", "Lomé", "in_person", "occurred")]),
    "flies_off_to": ("Paul Biya, d'ordinaire si casanier, s'est envolé pour Pékin.", [("CM", "Pékin", "visit", "occurred")]),
    "scarcely_arrived": (
        "À peine arrivé à Riyad, Marco Rubio s'est isolé une heure avec Mohammed ben Salmane.",
        [("SA US", "Riyad", "visit", "occurred")],
    ),
    "received_behind": ("Antonio Guterres était lundi à Bagdad, reçu par Mohammed Chia al-Soudani.", [("IQ UN", "Bagdad", "visit", "occurred")]),
    "host_unnamed": ("Le président comorien Azali Assoumani, reçu mardi à Paris, a plaidé.", [("KM", "Paris", "visit", "occurred")]),
    "two_koreas": ("Les deux Corées ont repris langue à Panmunjom.", [("KP KR", "Panmunjom", "in_person", "occurred")]),
    "hosts_a_summit": ("Nairobi accueillera en mars le sommet de l'Igad.", [("IGAD", "Nairobi", "in_person", "announced")]),
    "handshake_of_town": ("La poignée de main de Vilnius entre Kyriakos Mitsotakis et Recep Tayyip Erdogan a duré peu.", [("GR TR", "Vilnius", "in_person", "occurred")]),
    "without_having_talked": ("Les délégations du Soudan et des FSR ont quitté Genève sans s'être parlé.", [("RSF SD", None, "unspecified", "denied")]),
    "office_of_one_state": (
        "Le ministre chinois He Lifeng et le secrétaire au Trésor Scott Bessent se retrouvent samedi à Stockholm.",
        [("CN US", "Stockholm", "in_person", "announced")],
    ),
    "beside": ("Xi Jinping était assis à côté de Vladimir Poutine.", []),
    "shuttles": ("L'émissaire qatari Majed al-Ansari fait la navette entre Kigali et Kinshasa.", [("CD QA RW", None, "visit", "occurred")]),
    "three_presidents": (
        "Le mini-sommet de Nouakchott a rassemblé les présidents du Sénégal, du Mali et du Niger.",
        [("ML NE SN", "Nouakchott", "in_person", "occurred")],
    ),
    "two_ministries": (
        "Les ministres de la Défense et des Affaires étrangères de la SADC tiendront une session virtuelle le 13 octobre.",
        [("SADC", None, "video", "announced")],
    ),
    "back_home": ("Emmanuel Macron sera rentré samedi à Paris.", []),
    "recalls_no_call": ("William Ruto a rappelé le sommet de Nairobi.", []),
    "c_est_a": ("C'est à Paris que vit le poète turc.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_meetings(reader: Reader, text: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    assert [told(meeting) for meeting in meetings(reader, text)] == expected


ENGLISH = {
    "met": ("Kenya's William Ruto met Uganda's Yoweri Museveni in Entebbe on Sunday.", [("KE UG", "Entebbe", "in_person", "occurred")]),
    "expected": ("The Turkish foreign minister, Hakan Fidan, is expected in Damascus on Thursday.", [("TR", "Damas", "visit", "announced")]),
    "to_see": ("President Lula flew to Bogota to see Gustavo Petro.", [("BR CO", "Bogota", "visit", "occurred")]),
    "town_before_noun": ("The Jeddah talks between Washington and Kyiv ended on Tuesday.", [("UA US", "Djeddah", "in_person", "occurred")]),
    "whose_meeting": ("Sergei Lavrov's meeting with Wang Yi, held in Astana on Monday, lasted two hours.", [("CN RU", "Astana", "in_person", "occurred")]),
    "who_landed": ("Ahmed al-Sharaa, who landed in Riyadh on Sunday, was received by Mohammed bin Salman.", [("SA SY", "Riyad", "visit", "occurred")]),
    "brought_together": ("Joao Lourenco brought the Congolese and Rwandan presidents together in Luanda.", [("AO CD RW", "Luanda", "in_person", "occurred")]),
    "none_planned": ("No meeting is planned between Felix Tshisekedi and Paul Kagame.", [("CD RW", None, "in_person", "denied")]),
    "the_pair": (
        "John Healey had breakfast in Tallinn with his Estonian counterpart, Hanno Pevkur. The pair will meet again in Brussels.",
        [("EE GB", "Tallinn", "in_person", "occurred"), ("EE GB", "Bruxelles", "in_person", "announced")],
    ),
    "on_the_telephone": ("Vladimir Putin and Narendra Modi had been on the telephone.", [("IN RU", None, "phone", "occurred")]),
    "hosts_drones": ("Benin is considering hosting drones at Parakou.", []),
    "coach": ("The coach met his players in Madrid.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_english_meetings(
    reader: Reader, text: str, expected: list[tuple[str, str | None, str, str]]
) -> None:
    assert [told(meeting) for meeting in meetings(reader, text, "en")] == expected


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        pytest.param("Des pourparlers russo-américains ont eu lieu lundi à Genève.", "fr", ["Russie", "États-Unis"], id="French"),
        pytest.param("Russian-American talks were held in Geneva on Monday.", "en", ["Russia", "United States"], id="English"),
        pytest.param("La rencontre Russie-Otan a eu lieu lundi à Bruxelles.", "fr", ["Russie", "Otan"], id="names"),
    ],
)  # fmt: skip
def test_sides_of_a_compound_bear_the_names_of_their_states(
    reader: Reader, text: str, lang: str, names: list[str]
) -> None:
    (meeting,) = meetings(reader, text, lang)
    assert [who.name for who in meeting.participants] == names
