"""Movements in French sentences, through the whole reader: which kind, how real, whose, from where, to where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo import lexicon
from geo.errors import DataError
from geo.pipeline import Reader
from geo.records import Article, DateInterval, Movement
from geo.settings import Settings

FRIDAY = dt.date(2024, 3, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings())


def told(reader: Reader, text: str) -> list[str]:
    """A line for each movement: its kind, status, force, and «origin → destinations»."""
    day = DateInterval(FRIDAY, FRIDAY)
    events = reader.read(Article("test.txt", text, published=day, lang="fr")).events
    return [_line(event) for event in events if isinstance(event, Movement)]


def _line(event: Movement) -> str:
    ends = ", ".join(place.name for place in event.destinations)
    origin = event.origin.name if event.origin else ""
    way = f"{origin} → {ends}".strip()
    return f"{event.kind} {event.status} {event.force.country or event.force.org} {way}"


# fmt: off
SENTENCES = {
    # who is asked to act, and who is not
    "asked_to": ("Paris a demandé lundi à Bamako de retirer ses troupes de Gao.", ["withdrawal possible ML Gao →"]),
    "asks_in_the_present": ("Paris demande à Bamako de retirer ses troupes de Gao.", ["withdrawal possible ML Gao →"]),
    "summoned": ("Le Kremlin a sommé Kiev de retirer ses troupes du Donbass.", ["withdrawal possible UA Donbass →"]),
    "enjoined": ("L'ONU a enjoint à Kigali de retirer ses troupes de Goma.", ["withdrawal possible RW Goma →"]),
    "verb_not_seen": ("Washington presse Israël de retirer ses troupes de Gaza.", ["withdrawal possible IL Gaza →"]),
    "promises_itself": ("Berlin a promis à Kiev d'envoyer 300 soldats.", ["transfer announced DE →"]),
    "the_latter": (
        "Antony Blinken a appelé le président serbe Aleksandar Vucic. Ce dernier a exclu d'ordonner à ses troupes d'entrer au Kosovo.",
        ["transfer denied RS → Kosovo"],
    ),
    # whose make is not whose it is
    "make": ("Des chars de fabrication russe ont été envoyés par Caracas à Güiria.", ["transfer occurred VE → Güiria"]),
    "make_behind_the_place": ("Caracas a dépêché à Güiria deux patrouilleurs de fabrication iranienne.", ["transfer occurred VE → Güiria"]),
    # who acts behind a clause is no goal
    "subject_behind_a_clause": ("Après avoir envoyé 300 soldats au Mali, la France a fermé une caserne.", ["transfer occurred FR → Mali"]),
    # each its own, a number together
    "leurs_troupes": (
        "L'Inde et la Chine ont achevé le retrait de leurs troupes de Depsang.",
        ["withdrawal occurred IN Depsang →", "withdrawal occurred CN Depsang →"],
    ),
    "a_number_of_two_senders": ("Londres et Rome ont envoyé 300 soldats à Chypre.", ["transfer occurred None → Chypre"]),
    "a_number_that_two_announce": ("Londres et Rome ont annoncé l'envoi de 300 soldats à Chypre.", ["transfer announced None → Chypre"]),
    "two_senders": (
        "La France et l'Allemagne ont envoyé des soldats au Mali.",
        ["transfer occurred FR → Mali", "transfer occurred DE → Mali"],
    ),
    "a_source_sends_nothing": (
        "D'après Bakou, Londres et Rome ont envoyé des soldats à Goris.",
        ["transfer alleged GB → Goris", "transfer alleged IT → Goris"],
    ),
    "said_by_one_sent_by_another": ("Selon Bakou, l'armée arménienne a envoyé 400 soldats à Goris.", ["transfer alleged AM → Goris"]),
    "town_read_as_a_person": ("Le Brésil a dépêché 130 soldats de Manaus à Boa Vista.", ["transfer occurred BR Manaus → Boa Vista (Roraima)"]),
    "a_person_aboard": (
        "Mme Pelosi était arrivée mardi à bord d'un avion de l'US Air Force en provenance de Kuala Lumpur.",
        [],
    ),
    "soldiers_aboard": ("300 soldats américains sont arrivés à Vilnius à bord de C-17.", ["transfer occurred US → Vilnius"]),
    "withdraws_a_thing": ("La France a retiré sa candidature à Genève.", []),
    "recalls_its_ambassador": ("La France a rappelé son ambassadeur à Bakou.", []),
    "a_town_is_withdrawn_from": ("La Russie a évacué Kherson.", ["withdrawal occurred RU Kherson →"]),
    "surname_in_a_place": ("Six bombardiers B-2 ont été déployés à Diego Garcia.", ["transfer occurred None → Diego Garcia"]),
    "in_the_presence_of": ("Les présidents du Kenya et du Rwanda se sont vus à Kigali en présence du président ougandais.", []),
    # where forces of a state come from, and where they stood
    "of_a_state_to_another": ("La France a déplacé 300 soldats du Niger vers le Tchad.", ["transfer occurred FR Niger → Tchad"]),
    "of_a_state_is_its_own": ("Les troupes du Tchad ont quitté Kidal.", ["withdrawal occurred TD Kidal →"]),
    "from_a_state_without_sender": ("L'envoi de soldats du Togo vers le Mali a commencé.", ["transfer occurred TG Togo → Mali"]),
    "its_troops_have_their_owner": ("Kinshasa a retiré ses troupes de Bunagana.", ["withdrawal occurred CD Bunagana →"]),
    "its_base_not_its_theatre": ("La mission de l'ONU au Mali (Minusma) a quitté sa base de Kidal.", ["transfer occurred UN Kidal →"]),
    "of_a_state_for_a_purpose": ("300 soldats du Burundi pour la force régionale ont été déployés à Goma.", ["transfer occurred BI → Goma"]),
    "border_with_a_part": ("L'Egypte a massé des chars à la frontière avec Gaza.", ["presence occurred EG → Gaza"]),
    "border_with_a_region": ("Des soldats moldaves ont été envoyés à la frontière avec la Transnistrie.",
                             ["transfer occurred MD → Transnistrie"]),
    # carriers, and words that look like forces
    "carriers_and_carried": ("Deux avions transportant une centaine de militaires kényans ont atterri à Goma.",
                             ["transfer occurred KE → Goma"]),
    "carrier_lands_people": ("Deux avions de l'armée kényane ont débarqué soixante hommes à Goma.", ["transfer occurred KE → Goma"]),
    "mission_is_no_force": ("Le 27e BCA se prépare à cette mission à Cincu.", []),
    "arms_are_no_force": ("Les rebelles du M23 n'ont pas déposé les armes à Rutshuru.", []),
    "a_model_then_a_nation": ("Quatre Mirage 2000 français survolent l'Estonie.", ["presence occurred FR → Estonie"]),
    "stands_in_the_state_it_moves_in": ("Un groupe de soldats kényans de la force régionale en RDC est arrivé à Goma.",
                                        ["transfer occurred KE → Goma"]),
    "reaches_a_number": ("Le contingent français en Roumanie a atteint les 1 000 militaires.", []),
    "talks_held_somewhere": ("Le Hamas a suivi l'échec des négociations tenues à Doha le 27 octobre.", []),
    "let_us_recall": ("Rappelons que plus de 900 militaires kényans sont attendus dans cette région.", []),
    "words_run_together": ("Vingtquatre soldats français sont arrivés à Gao.", ["transfer occurred FR → Gao"]),
    "force_is_no_village": ("La force est-africaine compte des soldats burundais déployés à Goma.", ["presence occurred BI → Goma"]),
    "in_all": ("Le Kenya va au total déployer 900 militaires à Goma.", ["transfer announced KE → Goma"]),
    "a_war_in_passing": ("Parmi ces Français envoyés dans le secteur depuis le début de la guerre en Ukraine, un bataillon français.", []),
    "a_war_that_is_the_goal": ("Paris a envoyé 300 soldats pour mettre fin aux violences en Centrafrique.",
                               ["transfer occurred FR → République centrafricaine"]),
    "a_decision_has_its_day": ("Le 10 mars, le parlement kényan avait autorisé l'envoi de 900 soldats à Goma.",
                               ["transfer announced KE → Goma"]),
    "an_office_is_no_force": ("La ministre des Armées Florence Parly est à Beyrouth.", []),
    "a_land_is_no_force": ("Les soldats russes ont quitté le Haut-Karabakh.", ["withdrawal occurred RU Nagorny Karabakh →"]),
    "in_a_land": ("Des soldats russes sont arrivés dans le Haut-Karabakh.", ["transfer occurred RU → Nagorny Karabakh"]),
    "of_a_group": ("Des hommes de Wagner sont arrivés à Bamako.", ["transfer occurred WAGNER → Bamako"]),
    "a_name_with_de": ("Le groupe Jeanne d'Arc, qui a quitté Toulon, a accosté à Beyrouth.", ["transfer occurred FR Toulon → Beyrouth"]),
    "a_navy_is_no_village": ("La France a déployé à Chypre deux bâtiments de la Marine nationale.", ["transfer occurred FR → Chypre"]),
    "citizens_evacuated": ("L'opération Baliste a permis l'évacuation de citoyens français au Liban.", []),
    "there_of_the_sea": ("La Méditerranée est disputée entre la Turquie et la Grèce. La France y a déployé deux frégates.",
                         ["transfer occurred FR → mer Méditerranée"]),
    "great_britain": ("La Grande-Bretagne enverra 500 soldats en Estonie.", ["transfer announced GB → Estonie"]),
    "purpose": ("Paris a envoyé 300 soldats pour rétablir l'ordre à Bangui.", ["transfer occurred FR → Bangui"]),
    "leaves_its_bases": ("Des soldats français ont quitté leurs bases au Niger.", ["withdrawal occurred FR Niger →"]),
    "stood": ("Trois cents soldats français étaient jusqu'ici déployés à Gao.", ["presence occurred FR → Gao"]),
    "had_been_sent": ("Trois cents soldats français avaient été déployés à Gao.", ["transfer occurred FR → Gao"]),
    "a_town_houses": ("Gao abrite 300 soldats français.", ["presence occurred FR → Gao"]),
    "a_base_houses": ("La base roumaine de Cincu abrite 300 soldats français.", ["presence occurred FR → Cincu"]),
    "a_state_hosts": ("La Roumanie accueille 300 soldats français.", ["presence occurred FR → Roumanie"]),
    "a_host_is_no_owner": ("La Roumanie accueille 300 soldats.", ["presence occurred None → Roumanie"]),
    "are_hosted": ("Trois cents soldats français sont hébergés à Gao.", ["presence occurred FR → Gao"]),
    "three_nations": ("Des militaires britanniques, danois et français ont été déployés en Estonie.",
                      ["transfer occurred GB → Estonie", "transfer occurred DK → Estonie", "transfer occurred FR → Estonie"]),
    "one_number_of_two_nations": ("Cent militaires danois et français sont arrivés à Gao.", ["transfer occurred None → Gao"]),
    "one_nation_and_some": ("Des soldats français, américains pour certains, sont arrivés à Gao.", ["transfer occurred FR → Gao"]),
    "advisers_sent": ("Téhéran a envoyé 200 conseillers en Syrie.", ["transfer occurred IR → Syrie"]),
    "military_advisers": ("Deux cents conseillers militaires américains ont été déployés à Erbil.", ["transfer occurred US → Erbil"]),
    "advisers_of_a_man": ("Cinq conseillers de Donald Trump sont arrivés à Genève.", []),
    "crosses_a_strait": ("Trois navires russes ont franchi le Bosphore.", ["transfer occurred RU → Bosphore"]),
    "crosses_a_land": ("Trois cents soldats russes ont traversé la Serbie.", []),
    "a_place_each": ("L'Espagne enverra quatre Eurofighter en Bulgarie et une frégate en mer Noire.",
                     ["transfer announced ES → Bulgarie", "transfer announced ES → mer Noire"]),
    "french_names_of_towns": ("Les troupes érythréennes se sont retirées d'Axoum.", ["withdrawal occurred ER Axoum →"]),
    "in_the_east": ("Des soldats russes sont entrés dans l'est de l'Ukraine.", ["transfer occurred RU → Ukraine (est)"]),
    "east_of_congo": ("Le Rwanda a déployé 4.000 soldats dans l'est de la RDC.",
                      ["transfer occurred RW → République démocratique du Congo (est)"]),
    "goes_on_with_have": ("L'Iran a mobilisé ses réservistes et envoyé des chars en Syrie.",
                          ["alert occurred IR →", "transfer occurred IR → Syrie"]),
    "neither_sent": ("Le Kenya n'a pas retiré ses soldats ni envoyé de renforts à Goma.", ["transfer denied KE → Goma"]),
    "a_second_seat": ("Bujumbura retire ses soldats du Sud-Kivu.", ["withdrawal occurred BI Sud-Kivu →"]),
    "a_base_is_not_the_guests": ("Trois bombardiers B-52 se sont posés sur la base britannique de Fairford.", ["transfer occurred None → Fairford"]),
    "stuck": ("Mille Casques bleus uruguayens sont coincés à Goma.", ["presence occurred UY → Goma"]),
    "they_fight": ("Des soldats nord-coréens combattent dans la région de Koursk.", ["presence occurred KP → oblast de Koursk"]),
    "a_land_is_no_helicopter": ("L'Erythrée a retiré ses soldats du Tigré.", ["withdrawal occurred ER Tigré →"]),
    "a_name_taken_for_a_verb": ("La Russie a transféré des missiles Iskander à Kaliningrad.", ["transfer occurred RU → Kaliningrad"]),
    "whom_they_join": ("Cent militaires français sont arrivés à Tapa, en Estonie, où ils rejoignent 700 Britanniques.",
                       ["transfer occurred FR → Tapa", "transfer occurred FR → Estonie"]),
    "a_zone_of_an_isle": ("Des chasseurs chinois ont pénétré dans la zone d'identification de défense aérienne de Taïwan.", []),
    "east_as_an_adjective": ("Des soldats russes sont entrés en Ukraine orientale.", ["transfer occurred RU → Ukraine (est)"]),
    "the_north_behind": ("Des soldats turcs sont entrés en Syrie du Nord.", ["transfer occurred TR → Syrie (nord)"]),
    "a_state_named_so": ("Des soldats chinois sont entrés en Corée du Nord.", ["transfer occurred CN → Corée du Nord"]),
    "asked_to_leave": ("Le Burkina Faso a exigé le départ des troupes françaises.", ["withdrawal possible FR Burkina Faso →"]),
    "asked_from_afar": ("Paris exige le retrait des troupes rwandaises.", []),
    "calls_for": ("Paris a appelé au retrait des troupes rwandaises de Goma.", ["withdrawal possible RW Goma →"]),
    "claims": ("Pékin réclame le retrait des troupes indiennes de Doklam.", ["withdrawal possible IN Doklam →"]),
    "have_advanced": ("Les forces russes ont avancé vers Koupiansk.", ["transfer occurred RU → Koupiansk"]),
    "a_ship_and_its_name": ("Un destroyer, le Forbin, croise en mer Rouge.", ["presence occurred FR → mer Rouge"]),
    "ships_and_their_names": ("Un deuxième porte-avions américain, l'USS Abraham Lincoln, est en route pour le Moyen-Orient.",
                              ["transfer occurred US → Moyen-Orient"]),
    "in_the_land": ("Des soldats français sont arrivés à Bamako. Quelque 800 militaires français opèrent dans le pays.",
                    ["transfer occurred FR → Bamako", "presence occurred FR → Mali"]),
    "east_of_the_land": ("Des soldats rwandais sont arrivés à Goma, dans l'est du pays.", ["transfer occurred RW → Goma"]),
    "to_this_land": ("Des soldats rwandais se trouvent à Pemba. Le Kenya va envoyer 1.000 soldats dans ce pays.",
                     ["presence occurred RW → Pemba", "transfer announced KE → Mozambique"]),
    "a_land_that_acts": ("Le pays a envoyé 300 soldats à Goma.", ["transfer occurred None → Goma"]),
    "an_axis_links": ("Trois cents soldats rwandais surveillent l'axe vital reliant Bangui au Cameroun.", []),
    "sent_by_a_capital": ("Les troupes envoyées par Kigali resteront en Centrafrique.", ["presence announced RW → République centrafricaine"]),
    "some_of_them": ("Mille soldats français se trouvaient au Niger, dont 400 à Niamey.", ["presence occurred FR → Niger"]),
    # verbs
    "dispatches": ("Washington dépêche un porte-avions dans le golfe Persique.", ["transfer occurred US → golfe Persique"]),
    "to_two_towns": ("L'armée tchadienne a dépêché mille hommes à Diffa et à Bosso.", ["transfer occurred TD → Diffa, Bosso"]),
    "takes_off": ("Deux cents commandos marine se sont envolés jeudi pour Djibouti.", ["transfer occurred FR → Djibouti"]),
    "lands": ("Trois cents parachutistes italiens, partis de Pise, ont atterri à Erbil.", ["transfer occurred IT Pise → Erbil"]),
    "sails": ("L'escadre indienne a appareillé de Mumbai à destination d'Oman.", ["transfer occurred IN Bombay → Oman"]),
    "ordered_to_reach": ("Le Pentagone a ordonné au porte-avions Lincoln de rallier la mer d'Arabie.",
                         ["transfer announced US → mer d'Arabie"]),
    "takes_the_way_of": ("Cent quatre-vingts soldats portugais prendront le chemin de Bangui.", ["transfer announced PT → Bangui"]),
    "shared_subject": ("La frégate Alsace fera escale à Goa en mai, et poussera jusqu'à Manille en juin.",
                       ["transfer announced FR → Goa", "transfer announced FR → Manille"]),
    "pledges": ("Harare fournira des instructeurs au Mozambique.", ["transfer announced ZW → Mozambique"]),
    "goods_pledged": ("Abuja a promis 900 hommes à Bamako.", ["transfer announced NG → Bamako"]),
    "leaves_for": ("L'armée éthiopienne a quitté Mekele pour Badme.", ["transfer occurred ET Mekele → Badme"]),
    "leaves_abroad": ("Les derniers Casques bleus ghanéens ont quitté Bouaké jeudi.", ["withdrawal occurred GH Bouaké →"]),
    "evacuates": ("Les forces russes ont évacué l'île des Serpents.", ["withdrawal occurred RU île aux Serpents →"]),
    "evacuates_others": ("Un avion militaire allemand a évacué 120 personnes de Khartoum.", ["withdrawal occurred DE Khartoum →"]),
    "falls_back": ("Le contingent ukrainien a évacué Bakhmout et s'est replié sur Tchassiv Iar.",
                   ["withdrawal occurred UA Bakhmout → Tchassiv Iar"]),
    "mouille": ("Le destroyer USS Mason mouille devant Hodeïda.", ["presence occurred US → Hodeïda"]),
    "guards_the_sky": ("Quatre F-16 belges gardent le ciel balte depuis Siauliai.", ["presence occurred BE → Šiauliai"]),
    "masses": ("Le gouvernement polonais a massé 10 000 hommes à la frontière biélorusse.",
               ["presence occurred PL → frontière biélorusso-polonaise"]),
    "patrols_in_three": ("Les troupes maliennes patrouillent à Gao, à Kidal et à Tombouctou.", ["presence occurred ML → Gao, Kidal, Tombouctou"]),
    # nouns
    "withdrawal_of": ("Le président a annoncé le retrait des troupes françaises du Tchad.", ["withdrawal announced FR Tchad →"]),
    "arrival_of": ("L'arrivée de 600 soldats rwandais à Bambari a rassuré la population.", ["transfer occurred RW → Bambari"]),
    "their_transfer": ("Minsk a accueilli des mercenaires de Wagner à Tsel. Varsovie fait état de leur transfert vers Brest.",
                       ["presence occurred WAGNER → Tsel", "transfer occurred WAGNER → Brest-Litovsk"]),
    "headline": ("Cap sur le Sahel pour 90 soldats estoniens.", ["transfer occurred EE → Sahel"]),
    # who moves, and who is met
    "inverted": ("L'USNS Brunswick fait route vers Port-Soudan, où croise déjà le destroyer USS Truxtun.",
                 ["transfer occurred US → Port-Soudan", "presence occurred US → Port-Soudan"]),
    "relieved_by": ("Quatre F-16 belges gardent le ciel balte depuis Siauliai, relevés par des Rafale français.",
                    ["presence occurred BE → Šiauliai", "transfer occurred FR → Šiauliai"]),
    "relieved_by_a_people": ("Le contingent norvégien a été relevé par des Danois à Rukla.", ["transfer occurred DK → Rukla"]),
    "relieved_by_nobody": ("Le contingent norvégien a été relevé à Rukla.", []),
    "object_pronoun": ("Séoul a envoyé 300 soldats à Tyr. Le ministre veut les rapatrier du Liban.",
                       ["transfer occurred KR → Tyr", "withdrawal possible KR Liban →"]),
    # where it begins
    "nation_is_no_origin": ("Les troupes du Burundi sont entrées dans le Sud-Kivu.", ["transfer occurred BI → Sud-Kivu"]),
    "sea_of_a_fleet": ("La flotte russe de la mer Noire a dépêché quatre bâtiments devant Odessa.", ["transfer occurred RU → Odessa"]),
    "links": ("Trois A400M français font la navette entre Niamey et Gao.", ["transfer occurred FR Niamey → Gao"]),
    # the text's theatre
    "theatre": (
        "Le contingent rwandais a atterri à Nacala, au Mozambique. Ses blindés ont gagné Pemba. Gaborone enverra 296 soldats.",
        ["transfer occurred RW → Nacala", "transfer occurred RW → Pemba", "transfer announced BW → Mozambique"],
    ),
    "no_theatre": ("Gaborone enverra 296 soldats.", ["transfer announced BW →"]),
    "here": ("Cent gendarmes sénégalais ont gagné Banjul. Soixante soldats togolais sont arrivés jeudi.",
             ["transfer occurred SN → Banjul", "transfer occurred TG → Banjul"]),
    # no event
    "arms_for_a_state": ("Londres enverra 14 chars Challenger à l'Ukraine.", []),
    "arms_pledged": ("Berlin fournira quatorze Leopard à Kiev.", []),
    "civilians": ("138 000 Thaïlandais ont été évacués de Surin.", []),
    "refugees": ("Trois cents réfugiés syriens ont débarqué à Lesbos.", []),
    "says_that": ("Le ministre français a rappelé que la 3e armée du général Patton avait libéré Metz.", []),
    "history": ("En septembre 1944, la 3e armée américaine entra à Metz.", []),
    "meet_again": ("Les chefs d'état-major de la Cédéao se retrouvent mardi à Bamako.", []),
    "energy": ("Le président a déployé toute son énergie à Bruxelles.", []),
    "tourists": ("Une armée de touristes a envahi Venise.", []),
    "firefighters": ("Les pompiers portugais ont envoyé 200 hommes à Faro.", []),
}
# fmt: on


@pytest.mark.parametrize(("text", "lines"), SENTENCES.values(), ids=SENTENCES)
def test_movements_of_a_sentence(text: str, lines: list[str], reader: Reader) -> None:
    assert told(reader, text) == lines


def test_a_word_in_two_frames_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "lang" / "fr"
    folder.mkdir(parents=True)
    for file in (Settings().data_dir / "lang" / "fr").iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "movements.yaml":
            text = text.replace("verbs: quitter", "verbs: quitter envoyer")
        (folder / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(
        DataError, match="'envoyer' stands among the verbs of two frames, 'sends' and 'leaves'"
    ):
        lexicon.load(tmp_path, "fr")
