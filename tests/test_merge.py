"""Reports into events: by hand on the seeds, on twins and contradictions, and on a noisy corpus."""

from __future__ import annotations

import datetime as dt
import random
import sys
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import corpus
import pytest
from builders import alert, call, interval, meeting, presence, transfer, withdrawal
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.merge import Merged, keys, merge, neighbourhood
from geo.merge.compare import compare
from geo.merge.told import told as as_told
from geo.records import DateInterval, Evidence, Meeting, Movement, Quantity, event_from_json, event_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Report = Movement | Meeting

DECEMBER = "2021-12-01/2021-12-31"
JANUARY = "2022-01-01/2022-01-31"


def told(
    source: str,
    report: Report,
    *,
    days: str | None = "",
    words: str | None = None,
    only: Sequence[str] = (),
    said: str | None = "",
) -> Report:
    """The report as a sentence of ``source``; ``days`` told in ``words``, ``only`` some of them possible."""
    (piece,) = report.evidence
    date = (
        report.date if days == "" else interval(days, extent=report.date.extent if report.date else "within")
    )
    if date and words:
        date = replace(date, text=words, candidates=tuple(map(dt.date.fromisoformat, only)))
    return replace(
        report,
        id=f"{source}:{report.id}",
        date=date,
        reported=report.reported if said == "" else interval(said),
        evidence=(Evidence(source, piece.start, piece.end, piece.quote),),
    )


def mondays(first: str, count: int, step: int = 7) -> list[str]:
    return [(dt.date.fromisoformat(first) + dt.timedelta(days=step * n)).isoformat() for n in range(count)]


def seeds() -> dict[str, Report]:
    """What the gold of the five seed articles says, as reports by a short name."""
    border, east = "Frontière Russie-Ukraine", "Europe de l’Est"
    return {
        "000 call": told("000", call(["FR", "RU"], day=None), said=None),
        "000 east": told("000", transfer("US", None, east, status="announced", day=None), said=None),
        "000 border": told(
            "000", presence("RU", border, number=(100000, None), extent="throughout", day="2021-12-21/"),
            words="depuis fin 2021", days="2021-12-21/", said=None,
        ),
        "001 alert": told(
            "001", alert("US", number=(None, 8500)), days="2022-01-03/2022-01-31", words="lundi",
            only=mondays("2022-01-03", 5), said=JANUARY,
        ),
        "001 east": told(
            "001", transfer("US", None, east, "Pays baltes", number=(1000, 5000), status="possible", day=None), said=JANUARY
        ),
        "001 call": told("001", meeting(["FR", "RU"], kind="unspecified", status="announced"), days=JANUARY, words="bientôt", said=JANUARY),
        "001 paris": told(
            "001", meeting(["FR", "DE", "RU", "UA"], "Paris", status="announced", level="officials"),
            days=JANUARY, words="mercredi", only=mondays("2022-01-05", 4), said=JANUARY,
        ),
        "002 video": told(
            "002", call(["US", "RU"], kind="video"), days="2021-12-07/2021-12-28", words="mardi",
            only=mondays("2021-12-07", 4), said=DECEMBER,
        ),
        "002 allies": told("002", call(["US", "FR", "DE", "IT", "GB"], status="announced"), days=DECEMBER, said=DECEMBER),
        "002 geneva": told("002", meeting(["US", "RU"], "Genève"), days="2021-06-01/2021-06-30", words="en juin", said=DECEMBER),
        "002 border": told(
            "002", presence("RU", border, status="alleged", extent="throughout"), days="2021-12-07/", said=DECEMBER
        ),
        "003 call": told("003", call(["US", "RU"]), days="2021-12-30", words="jeudi", said="2021-12-30"),
        "003 january": told("003", meeting(["US", "RU"], "Genève", status="announced", level="officials"), days="2022-01-10", words="le 10 janvier", said="2021-12-30"),
        "003 nato": told("003", meeting(["RU", "NATO"], status="announced", level=None), days="2022-01-12", words="le 12 janvier", said="2021-12-30"),
        "003 geneva": told("003", meeting(["US", "RU"], "Genève"), days="2021-06-01/2021-06-30", words="en juin", said="2021-12-30"),
        "003 blinken": told("003", meeting(["US", "UA"], kind="unspecified", level="ministers"), days="2021-12-29", words="mercredi", said="2021-12-30"),
        "003 allies": told("003", meeting(["US", "FR", "DE", "GB"], kind="unspecified", level="ministers"), days="2021-12-29", words="mercredi", said="2021-12-30"),
        "003 december": told("003", call(["US", "RU"]), days="2021-12-01/2021-12-10", words="début décembre", said="2021-12-30"),
        "003 border": told("003", presence("RU", border, number=(20000, 99999), extent="throughout"), days="2021-12-30/", said="2021-12-30"),
        "004 total": told("004", transfer("US", None, east, number=3000, status="announced"), days="2022-02-02/", said="2022-02-02"),
        "004 romania": told("004", transfer("US", "Allemagne", "Roumanie", number=1000, status="announced"), days="2022-02-02/", said="2022-02-02"),
        "004 bragg": told("004", transfer("US", "Fort Bragg", "Allemagne", "Pologne", number=2000, status="announced"), days="2022-02-02/", said="2022-02-02"),
        "004 france": told("004", transfer("FR", None, "Roumanie", status="announced"), days="2022-02-02/", said="2022-02-02"),
        "004 alert": told("004", alert("US", "États-Unis", number=8500), days="2022-01-23/2022-01-30", words="il y a quelques jours", said="2022-02-02"),
        "004 johnson": told("004", call(["GB", "RU"]), days="2022-02-02", words="ce mercredi 2 février", said="2022-02-02"),
        "004 biden": told("004", meeting(["FR", "US"], kind="unspecified", status="announced"), days="2022-02-02/2022-02-03", words="dans les prochaines heures", said="2022-02-02"),
    }  # fmt: skip


def worded(report: Report, text: str) -> Report:
    """The movement with its number in these words."""
    assert isinstance(report, Movement)
    assert report.force.quantity
    return replace(report, force=replace(report.force, quantity=replace(report.force.quantity, text=text)))


SEEDS = {name: replace(report, id=name) for name, report in seeds().items()}
SEEDS["001 alert"] = worded(SEEDS["001 alert"], "jusqu’à 8.500")
SEEDS["004 alert"] = worded(SEEDS["004 alert"], "8 500")
SAME = [
    {"002 video", "003 december"},
    {"002 geneva", "003 geneva"},
    {"001 alert", "004 alert"},
    {"000 border", "002 border", "003 border"},
]


def by_report(events: Iterable[Merged]) -> dict[str, Merged]:
    return {report: merged for merged in events for report in merged.event.reports}


MERGED = by_report(merge(SEEDS.values()))


def event_of(name: str) -> Movement | Meeting:
    return MERGED[SEEDS[name].id].event


def test_the_seeds_are_merged_as_by_hand() -> None:
    names = {report.id: name for name, report in SEEDS.items()}
    found = {frozenset(names[report] for report in merged.event.reports) for merged in MERGED.values()}
    expected = {frozenset(group) for group in SAME}
    alone = {frozenset([name]) for name in SEEDS if not any(name in group for group in SAME)}
    assert found == expected | alone


@pytest.mark.parametrize(
    ("name", "day"), [("002 video", "2021-12-07"), ("001 alert", "2022-01-24"), ("003 call", "2021-12-30")]
)
def test_two_articles_know_the_day_that_neither_knew(name: str, day: str) -> None:
    date = event_of(name).date
    assert date is not None
    assert (date.start, date.end, date.precision) == (
        dt.date.fromisoformat(day),
        dt.date.fromisoformat(day),
        "day",
    )


def test_disagreements_stay_with_who_said_what() -> None:
    kinds = {conflict.field: conflict.values for conflict in event_of("002 video").conflicts}
    assert dict(kinds["kind"]) == {"video": ("002",), "phone": ("003",)}
    numbers = {conflict.field: conflict.values for conflict in event_of("001 alert").conflicts}
    assert dict(numbers["quantity"]) == {"jusqu’à 8.500": ("001",), "8 500": ("004",)}


def test_a_number_is_narrowed_by_a_bound() -> None:
    event = event_of("001 alert")
    assert isinstance(event, Movement)
    assert event.force.quantity
    assert (event.force.quantity.min, event.force.quantity.max) == (8500, 8500)


def test_a_stay_is_not_cut_by_one_report() -> None:
    date = event_of("000 border").date
    assert date is not None
    assert (date.start, date.end, date.extent) == (dt.date(2021, 12, 7), None, "throughout")


def test_a_total_and_its_parts_are_linked_not_merged() -> None:
    total = event_of("004 total")
    for part in ("004 romania", "004 bragg"):
        assert [(link.kind, link.event) for link in event_of(part).links if link.kind == "part_of"] == [
            ("part_of", total.id)
        ]
    assert not [link for link in event_of("004 france").links if link.kind == "part_of"]


def test_what_was_considered_is_a_step_before_what_was_decided() -> None:
    (link,) = [link for link in event_of("004 total").links if link.kind == "step_of"]
    assert link.event == event_of("001 east").id


def test_each_merge_has_a_reason() -> None:
    merged = MERGED[SEEDS["002 video"].id]
    (reason,) = merged.reasons
    assert {reason.report, reason.agrees_with} == {SEEDS["002 video"].id, SEEDS["003 december"].id}
    assert reason.odds > 0
    verdicts = {agreement.field: agreement.verdict for agreement in reason.agreements}
    assert verdicts["participants"] == verdicts["date"] == "agree"
    assert verdicts["kind"] == "differ"


def test_all_evidence_is_kept_and_the_event_survives_json() -> None:
    for merged in MERGED.values():
        pieces = {
            piece
            for name in merged.event.reports
            for report in SEEDS.values()
            if report.id == name
            for piece in report.evidence
        }
        assert set(merged.event.evidence) == pieces
        assert event_from_json(event_to_json(merged.event)) == merged.event


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_arrival_changes_nothing(rng: random.Random) -> None:
    reports = list(SEEDS.values())
    rng.shuffle(reports)
    assert merge(reports) == merge(SEEDS.values())


@given(st.sets(st.sampled_from(sorted(SEEDS)), min_size=1))
@settings(max_examples=30, deadline=None)
def test_what_a_report_bears_on_is_all_that_must_be_merged_again(names: set[str]) -> None:
    before = [SEEDS[name] for name in sorted(names)]
    new = SEEDS["003 december"]
    everything = {report.id: report for report in [*before, new]}

    def fetch(wanted: frozenset[str]) -> dict[str, list[Report]]:
        return {key: [report for report in everything.values() if key in keys(report)] for key in wanted}

    touched = neighbourhood([new], fetch)
    anew = by_report(merge(touched))
    whole = by_report(merge(everything.values()))
    assert {name: whole[name] for name in anew} == anew
    untouched = [report for report in everything.values() if report.id not in anew]
    kept = by_report(merge(untouched))
    assert kept == {name: merged for name, merged in whole.items() if name not in anew}


def test_reports_of_one_article_are_never_joined() -> None:
    one = told("a", call(["FR", "RU"], id="x"))
    assert len(merge([one, told("a", call(["FR", "RU"], id="y"))])) == 2
    assert len(merge([one, told("b", call(["FR", "RU"], id="y"))])) == 1


PAIRS = {
    "a week later": (
        told("a", transfer("US", "Fort Bragg", "Pologne", number=2000), days="2022-02-02", words="mercredi"),
        told("b", transfer("US", "Fort Bragg", "Pologne", number=2000), days="2022-02-09", words="mercredi", said="2022-02-09"),
        False,
    ),
    "another army": (told("a", transfer("US", None, "Roumanie", number=1000)), told("b", transfer("FR", None, "Roumanie", number=1000)), False),
    "another country": (
        told("a", transfer("US", None, "Roumanie", number=1000)),
        told("b", transfer("US", None, "Pologne", number=1000)),
        False,
    ),
    "a city in the country": (
        told("a", transfer("US", None, "Rzeszów", number=1700)),
        told("b", transfer("US", None, "Pologne", number=1700)),
        True,
    ),
    "soldiers and aircraft": (
        told("a", transfer("US", None, "Pologne", number=12, what="aircraft")),
        told("b", transfer("US", None, "Pologne", number=1700)),
        False,
    ),
    "about as many": (told("a", transfer("US", None, "Pologne", number=1700)), told("b", transfer("US", None, "Pologne", number=1750)), True),
    "ten times as many": (told("a", transfer("US", None, "Pologne", number=1700)), told("b", transfer("US", None, "Pologne", number=17000)), False),
    "one unit in two spellings": (
        told("a", transfer("US", None, "Pologne", unit="82e division aéroportée")),
        told("b", transfer("US", None, "Pologne", unit="82nd Airborne Division")),
        True,
    ),
    "two units": (
        told("a", transfer("US", None, "Pologne", unit="82e division aéroportée")),
        told("b", transfer("US", None, "Pologne", unit="101e division aéroportée")),
        False,
    ),
    "leaders and ministers": (told("a", call(["US", "RU"])), told("b", call(["US", "RU"], level="ministers")), False),
    "a call and a summit": (told("a", call(["US", "RU"])), told("b", meeting(["US", "RU"], "Genève")), False),
    "another partner": (told("a", call(["US", "RU"])), told("b", call(["US", "UA"])), False),
    "announced, then held": (
        told("a", meeting(["FR", "RU"], "Moscou", status="announced"), days="2022-02-07", words="lundi", said="2022-02-04"),
        told("b", meeting(["FR", "RU"], "Moscou"), days="2022-02-07", words="ce lundi", said="2022-02-07"),
        True,
    ),
    "withdrawn from another country": (told("a", withdrawal("FR", "Mali")), told("b", withdrawal("FR", "Afghanistan")), False),
    "neither has a day": (
        told("a", call(["FR", "RU"], day=None), said=None),
        told("b", call(["FR", "RU"]), days="2022-01-28", words="vendredi", said="2022-01-28"),
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_compatible_not_equal(name: str) -> None:
    one, other, same = PAIRS[name]
    assert (len(merge([one, other])) == 1) is same


def test_what_was_held_is_no_longer_announced() -> None:
    (merged,) = merge(PAIRS["announced, then held"][:2])
    assert merged.event.status == "occurred"
    assert len(merged.event.evidence) == 2


def test_talks_are_dated_by_words_before_an_article_s_own_date() -> None:
    announced = told(
        "a",
        meeting(["FR", "RU"], "Moscou", status="announced"),
        days="2022-02-07",
        words="lundi",
        said="2022-02-04",
    )
    held = told("b", meeting(["FR", "RU"], "Moscou"), days="2022-02-08", said="2022-02-08")
    (merged,) = merge([announced, held])
    assert merged.event.status == "occurred"
    assert merged.event.date
    assert merged.event.date.start == dt.date(2022, 2, 7)


def test_a_report_of_a_noisy_corpus_touches_only_its_neighbourhood() -> None:
    reports, _ = corpus.make(7, 60)
    rooms: dict[str, dict[str, Report]] = {}
    for report in reports:
        for key in keys(report):
            rooms.setdefault(key, {})[report.id] = report
    whole = by_report(merge(reports))
    for report in sorted(reports, key=lambda report: report.id)[::25]:
        near = neighbourhood([report], lambda wanted: {key: rooms[key].values() for key in wanted})
        assert len(near) < len(reports) / 2
        anew = by_report(merge(near))
        assert {name: whole[name] for name in anew} == anew


def test_an_announcement_and_the_arrival_are_steps_of_one_story() -> None:
    announced = told(
        "a",
        transfer("US", "Fort Bragg", "Pologne", number=2000, status="announced"),
        days="2022-02-02/",
        said="2022-02-02",
    )
    arrived = told(
        "b",
        transfer("US", None, "Rzeszów", number=1700),
        days="2022-02-06",
        words="dimanche",
        said="2022-02-06",
    )
    first, second = (
        by_report(merge([announced, arrived]))[report.id].event for report in (announced, arrived)
    )
    assert first.links == ()
    assert [(link.kind, link.event) for link in second.links] == [("step_of", first.id)]


def test_the_majority_outvotes_a_wrong_date_which_stays_visible() -> None:
    right = [
        told(name, alert("US", number=8500, id=name), days="2022-01-24", words="lundi", said="2022-01-24")
        for name in "abc"
    ]
    wrong = told("d", alert("US", number=8500), days="2022-01-25", words="mardi", said="2022-01-25")
    (merged,) = merge([*right, wrong])
    assert merged.event.date
    assert merged.event.date.start == dt.date(2022, 1, 24)
    (conflict,) = [conflict for conflict in merged.event.conflicts if conflict.field == "date"]
    assert dict(conflict.values)["2022-01-25/2022-01-25"] == ("d",)


def test_more_articles_leave_less_doubt() -> None:
    one = told("a", call(["FR", "RU"]))
    two = merge([one, told("b", call(["FR", "RU"]))])[0].event
    assert one.confidence < two.confidence <= 1


def test_an_analyst_parts_and_joins() -> None:
    one, other, _ = PAIRS["a city in the country"]
    pair = frozenset({one.id, other.id})
    assert len(merge([one, other], apart=[pair])) == 2
    one, other, _ = PAIRS["another country"]
    pair = frozenset({one.id, other.id})
    (joined,) = merge([one, other], together=[pair])
    assert set(joined.event.reports) == pair
    assert joined.reasons


def test_a_merged_interval_keeps_what_remains_possible() -> None:
    days = mondays("2022-01-03", 5)
    one = told(
        "a", alert("US", number=8500), days="2022-01-03/2022-01-31", words="lundi", only=days, said=JANUARY
    )
    other = told(
        "b", alert("US", number=8500), days="2022-01-15/2022-01-31", words="fin janvier", said=JANUARY
    )
    (merged,) = merge([one, other])
    assert merged.event.date
    assert merged.event.date.candidates == tuple(dt.date.fromisoformat(day) for day in days[2:])
    assert (merged.event.date.start, merged.event.date.end) == (dt.date(2022, 1, 17), dt.date(2022, 1, 31))


def test_records_keep_candidates_in_json() -> None:
    report = SEEDS["001 alert"]
    assert event_from_json(event_to_json(report)) == report
    assert "candidates" not in event_to_json(SEEDS["003 call"])["date"]
    assert DateInterval(None, None).candidates == ()
    assert Quantity(1, 1, "un").what is None


@pytest.mark.parametrize("seed", [11])
def test_a_noisy_corpus_of_a_thousand_events(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    found = corpus.score(*corpus.make(seed))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(corpus.lines(found)) + "\n")
    assert found.f1 >= 0.95


def test_two_reports_are_compared_alike_both_ways() -> None:
    reports, _ = corpus.make(5, 40)
    told_reports = [as_told(report) for report in [*reports, *SEEDS.values()]]
    for one, other in combinations(told_reports, 2):
        assert compare(one, other) == compare(other, one)


def test_a_corpus_is_the_same_for_the_same_seed() -> None:
    assert corpus.make(3, 30) == corpus.make(3, 30)
    assert corpus.make(3, 30) != corpus.make(4, 30)
