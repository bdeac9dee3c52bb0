"""Figures: what is drawn is right, readable, and the same every time."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import itertools
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from builders import PLACES, alert, call, meeting, presence, seat_of, transfer, withdrawal
from matplotlib.text import Text
from PIL import Image

from geo import briefing, cartography, figures
from geo.figures import SHEETS, Box, Caption, Window, drawing, labels, lettering, panel, projections, views
from geo.figures.pens import Scene, outline
from geo.frame import to_frame
from geo.records import Meeting, Movement, Place
from geo.settings import Settings

WINDOW = Window(dt.date(2022, 1, 24), dt.date(2022, 2, 2))
ROOT = Path(__file__).resolve().parent.parent


def spot(name: str, lat: float, lon: float, kind: str = "city") -> Place:
    return Place(name, name, kind, None, lat, lon, 15)  # type: ignore[arg-type]


STORY = (
    transfer("US", "Fort Bragg", "Pologne", number=1700, status="announced"),
    transfer("US", "Allemagne", "Roumanie", number=1000, status="announced"),
    transfer("RU", None, "Biélorussie", number=30000, day="2022-01-18/2022-02-09"),
    presence("RU", "Frontière Russie-Ukraine", number=(100000, None), day="2021-12-01/"),
    alert("US", "États-Unis", number=(None, 8500), day="2022-01-24/"),
    withdrawal("FR", "Mali", number=2400, status="possible", day="2022-02-01/"),
    call(["FR", "RU"], day="2022-01-28"),
    meeting(["GB", "UA"], "Kiev", kind="visit", day="2022-02-01"),
    transfer("GB", None, "Pologne", number=350, day="2022-02-01", status="alleged"),
    transfer("DE", None, "Pays baltes", number=350, status="denied"),
)
FAR = {
    "empty": (),
    "one": (transfer("US", None, "Pologne", number=1700),),
    "across the antimeridian": (
        transfer("US", spot("Anchorage", 61.2, -149.9), spot("Vladivostok", 43.1, 131.9), number=3000),
        presence("RU", spot("Anadyr", 64.7, 177.5), number=500),
    ),
    "at the pole": (
        presence("US", spot("Pôle Nord", 89.9, 0, "region")),
        transfer("RU", spot("Mourmansk", 68.97, 33.1), spot("Alert", 82.5, -62.3), number=80),
    ),
    "Antarctica": (presence("FR", spot("Dumont d’Urville", -66.66, 140.0)),),
    "all over the world": (
        transfer("US", spot("Guam", 13.4, 144.8), spot("Le Cap", -33.9, 18.4), number=900),
        transfer("BR", spot("Brasilia", -15.8, -47.9), spot("Tokyo", 35.7, 139.7), number=100),
    ),
    "no date, no place": (call(["FR", "RU"], day=None), presence("RU")),
    "hostile words": (
        transfer(
            "NATO",
            spot("<script>alert(1)</script>", 50, 8),
            spot("الرياض 🚀 $x^2$ `b`", 24.7, 46.7),
            number=9,
            name="$\\frac{1}{2}$ العراق\x00\n🚀",
        ),
    ),
    "story": STORY,
}


def drawn(events: tuple, **options: object) -> figures.Drawing:
    return figures.draw(to_frame(events, seat_of=seat_of), WINDOW, **options)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("events", FAR.values(), ids=FAR)
def test_no_text_covers_another_or_a_mark_and_every_event_is_drawn_or_listed(events: tuple) -> None:
    drawing = drawn(events)
    assert overlaps(drawing) == []
    frame = to_frame(events, seat_of=seat_of)
    told = {*drawing.drawn, *drawing.listed, *drawing.counted}
    assert told == set(frame.index)
    assert all(
        drawing.sheet.map.left <= box.left and box.right <= drawing.sheet.map.right for box in drawing.texts
    )


def overlaps(drawing: figures.Drawing) -> list[tuple[Box, Box]]:
    """Texts over texts, and texts over heads, signs and dots."""
    pairs = [
        *itertools.combinations(drawing.texts, 2),
        *itertools.product(drawing.texts, drawing.obstacles),
    ]
    return [(one, other) for one, other in pairs if one.overlaps(other)]


@pytest.mark.parametrize("name", ["16x9", "a4_portrait"])
def test_a_png_has_the_size_of_its_sheet_and_is_not_blank(name: str) -> None:
    picture = Image.open(io.BytesIO(drawn(STORY, sheet=SHEETS[name]).to_bytes("png")))
    assert picture.size == SHEETS[name].pixels
    assert len(picture.convert("RGB").quantize(64).getcolors()) > 32


def test_the_sheets_that_the_issue_asks_for() -> None:
    assert SHEETS["16x9"].pixels == (1920, 1080)
    assert SHEETS["16x9_4k"].pixels == (3840, 2160)
    assert {"a4", "a4_portrait", "a3", "a3_portrait"} <= set(SHEETS)


@pytest.fixture(scope="module")
def story() -> figures.Drawing:
    return drawn(STORY)


def test_texts_are_18_pixels_at_1080p(story: figures.Drawing) -> None:
    sizes = {text.get_fontsize() * story.sheet.dpi / 72 for text in texts_of(story)}
    assert min(sizes) >= 18 - 1e-6


def texts_of(drawing: figures.Drawing) -> list[Text]:
    return [text for text in drawing.figure.findobj(Text) if text.get_text()]


def test_texts_contrast_with_what_lies_under_them(story: figures.Drawing) -> None:
    """On the picture: the ink of each text against nine of ten pixels where it stands."""
    inks = [text.get_color() for text in texts_of(story)]
    boxes = [text.get_window_extent() for text in texts_of(story)]
    bare = drawn(STORY)
    for text in texts_of(bare):
        text.set_visible(False)
    picture = np.asarray(Image.open(io.BytesIO(bare.to_bytes("png"))).convert("RGB"))
    height = picture.shape[0]
    for ink, box in zip(inks, boxes, strict=True):
        under = picture[int(height - box.y1) : int(height - box.y0) + 1, int(box.x0) : int(box.x1) + 1]
        colours = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in np.unique(under.reshape(-1, 3), axis=0)]
        shares = np.unique(under.reshape(-1, 3), axis=0, return_counts=True)[1] / under.size * 3
        clear = sum(
            share for colour, share in zip(colours, shares, strict=True) if contrast(ink, colour) >= 4.5
        )
        assert clear > 0.9


def contrast(one: str, other: str) -> float:
    """WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


SCRIPT = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from test_figures import fingerprints
print(*fingerprints(), sep="\\n")
"""


def fingerprints() -> list[str]:
    """Of each kind of file that is the same each time."""
    frame, drawing = to_frame(STORY, seat_of=seat_of), drawn(STORY)
    options = briefing.Options(WINDOW.first, WINDOW.last)
    data = (briefing.make(frame, form, options).content for form in ("geojson", "html", "kml", "csv"))
    pictures = (drawing.to_bytes(form) for form in ("png", "svg"))
    return [hashlib.sha256(content).hexdigest() for content in (*pictures, *data)]


def test_the_same_events_give_the_same_bytes_in_another_process() -> None:
    script = SCRIPT.format(tests=str(ROOT / "tests"), root=str(ROOT))
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert there.stdout.split() == fingerprints()


def test_pdf_bears_no_date() -> None:
    figure, _ = figures.blank(SHEETS["a4"])
    page = figures.Drawing(SHEETS["a4"], figure, (), (), (), "", (), ())
    assert page.to_bytes("pdf") == page.to_bytes("pdf")
    assert b"/CreationDate" not in page.to_bytes("pdf")


def test_a_thousand_events_are_bundled_and_all_are_told() -> None:
    frame = to_frame(crowd(1000), seat_of=seat_of)
    drawing = figures.draw(frame, WINDOW)
    assert overlaps(drawing) == []
    assert {*drawing.drawn, *drawing.listed, *drawing.counted} == set(frame.index)
    assert len(drawing.drawn) > 300
    words = {text.get_text() for text in texts_of(drawing)}
    off = f"Non dessinés : {cartography.words('fr').number(1000 - len(drawing.drawn))}"
    assert off in words
    assert any("×" in text for text in words)


def crowd(number: int) -> list[Movement | Meeting]:
    """That many events between the places of Europe and a town near each, always the same ones."""
    chance = random.Random(1)  # noqa: S311  no secret
    known = [place for place in PLACES.values() if -10 < place.lon < 45 and place.lat > 35]
    places = [*known, *(spot(f"{p.name} 2", p.lat + 1.1, p.lon + 1.7) for p in known)]
    events: list[Movement | Meeting] = []
    for index in range(number):
        here, there = chance.sample(places, 2)
        details = {
            "day": f"2022-01-{24 + index % 8}",
            "quote": f"Dépêche {index}.",
            "status": chance.choice(["occurred", "occurred", "announced", "possible", "alleged"]),
        }
        who, number = chance.choice(["US", "RU", "FR"]), chance.choice([None, 300, 2000, 30000])
        if index % 4 == 3:
            events.append(meeting(["FR", who], there, **details))
        elif index % 4 == 2:
            events.append(presence(who, here, number=number, **details))
        else:
            events.append(transfer(who, here if index % 4 else None, there, number=number, **details))
    return events


def test_a_far_arrow_does_not_shrink_the_rest() -> None:
    marks = cartography.marks(to_frame(STORY, seat_of=seat_of))
    scope = views.scope(marks)
    assert scope.is_divided
    near = views.view(scope.near, SHEETS["16x9"].map)
    everything = views.view(scope.everything, SHEETS["16x9"].map)
    assert near.metres_per_unit < everything.metres_per_unit / 2


@pytest.mark.parametrize(
    ("points", "family"),
    [
        pytest.param([(48, 2), (52, 21), (46, 25)], "conic", id="Europe"),
        pytest.param([(12, -8), (5, 12)], "azimuthal", id="near the equator"),
        pytest.param([(80, 10), (75, -60)], "azimuthal", id="near the pole"),
        pytest.param([(35, -79), (52, 20)], "azimuthal", id="an ocean between"),
        pytest.param([(40, -100), (-30, 140), (50, 10)], "world", id="the world"),
    ],
)
def test_the_projection_suits_the_extent_and_is_never_mercator(
    points: list[tuple[float, float]], family: str
) -> None:
    found = projections.choose([cartography.LatLon(lat, lon) for lat, lon in points])
    assert found.family == family


def test_a_view_goes_there_and_back_and_its_scale_is_true() -> None:
    points = [cartography.LatLon(48, 2), cartography.LatLon(52, 21)]
    view = views.view(points, SHEETS["16x9"].map)
    for point in points:
        back = view.to_degrees(np.array([view.point(point)]))
        assert (back.lat, back.lon) == pytest.approx((point.lat, point.lon), abs=1e-6)
    start, end = (view.point(point) for point in points)
    on_sheet_km = np.hypot(end[0] - start[0], end[1] - start[1]) * view.metres_per_unit / 1000
    assert on_sheet_km == pytest.approx(projections.distance_km(*points), rel=0.02)


def test_curves_are_those_of_the_browser_in_another_plane() -> None:
    (mark,) = cartography.marks(to_frame(STORY[:1], seat_of=seat_of))
    view = views.view(views.points_of(mark), SHEETS["16x9"].map)
    (curve,) = view.curves(mark.flows[0])
    plane = cartography.beziers(mark.flows[0], view.projection.plane)[0]
    assert curve.at(0.37) == pytest.approx(tuple(view.plane_to_sheet(np.array([plane.at(0.37)]))[0]))


def test_the_legend_has_what_is_on_the_map_and_nothing_else() -> None:
    said = cartography.words("fr")
    marks = cartography.marks(to_frame(STORY[:1], seat_of=seat_of))
    rows = [row.words for _, group in panel.legend(marks, said) for row in group]
    assert "Transfert" in rows
    assert "annoncé" in rows
    assert not {"Retrait", "Présence", "avéré", "possible", "Rencontre"} & set(rows)


@pytest.mark.parametrize("sheet", ["16x9", "a4_portrait"])
@pytest.mark.parametrize(("length", "is_whole"), [(40, True), (900, False)])
def test_a_link_stands_whole_or_its_place_says_why_not(sheet: str, length: int, *, is_whole: bool) -> None:
    link = "http://localhost:8501/?q=".ljust(length, "x")
    drawing = drawn(STORY[:1], sheet=SHEETS[sheet], lang="en", caption=Caption(permalink=link))
    words = " ".join(text.get_text() for text in texts_of(drawing))
    assert (link in words) == is_whole
    assert ("link too long for this line (900 characters)" in words) != is_whole


@pytest.mark.parametrize(
    ("event", "words"),
    [
        pytest.param(transfer("US", "Fort Bragg", "Pays baltes", number=9), "→ Pays baltes", id="a region"),
        pytest.param(presence("US", "Pays baltes", number=9), "Pays baltes", id="a presence is no way"),
        pytest.param(transfer("US", "Fort Bragg", "Kiev", number=9), "Kiev", id="a town"),
        pytest.param(transfer("US", "Fort Bragg", "Pologne", number=9), "POLOGNE", id="a country"),
    ],
)
def test_every_place_of_an_event_has_its_name_on_the_map(event: Movement, words: str) -> None:
    assert words in {text.get_text() for text in texts_of(drawn((event,)))}


def test_a_label_is_not_tied_to_its_mark_across_another() -> None:
    around = [Box(x, 480, x + 40, 520) for x in (380, 580)] + [Box(480, y, 520, y + 40) for y in (380, 580)]
    wish = labels.Wish("k", ("k",), 60.0, 20.0, ((500.0, 500.0),))
    (near,) = labels.place([wish], Box(0, 0, 1000, 1000), [*around, Box(430, 430, 570, 478)], [])
    way = shapely.LineString([near.anchor, near.box.nearest(near.anchor)])
    assert not any(way.intersects(shapely.box(b.left, b.bottom, b.right, b.top)) for b in around)
    shut = [
        Box(440, 440, 560, 490),
        Box(440, 510, 560, 560),
        Box(440, 440, 490, 560),
        Box(510, 440, 560, 560),
    ]
    assert labels.place([wish], Box(0, 0, 1000, 1000), shut, []) == []


def test_an_overview_hides_no_arrow_that_another_corner_would_leave_free() -> None:
    view = views.view([cartography.LatLon(45, 0), cartography.LatLon(55, 20)], SHEETS["16x9"].map)
    box = view.box
    right, low = box.right - 60, box.bottom + 60
    scene = Scene(
        strokes=[[(right, low), (right - 100, low)], [(right, box.top - 60), (right - 40, box.top - 60)]]
    )
    assert drawing._corner(view, scene).left < box.left + 20
    scene.strokes.append([(box.left + 30, box.top - 30), (box.left + 250, box.top - 30)])
    assert drawing._corner(view, scene).top > box.top - 20


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_words_title_dates_policy_and_projection_are_on_it(lang: cartography.Lang) -> None:
    caption = Caption("Flanc est", dt.date(2022, 2, 2), "http://localhost:8501/?d=1")
    drawing = drawn(STORY, lang=lang, caption=caption)
    words = " ".join(text.get_text() for text in texts_of(drawing))
    expected = {
        "fr": ("Flanc est", "24 janv. 2022", "Connu au 2 févr. 2022", "Crimée", "Lambert", "?d=1", "km"),
        "en": ("Flanc est", "24 Jan 2022", "Known on 2 Feb 2022", "Crimea", "Lambert", "?d=1", "km"),
    }[lang]
    assert [part for part in expected if part not in words] == []


def test_a_series_keeps_its_frame() -> None:
    frame = to_frame(STORY, seat_of=seat_of)
    scales = set()
    for day in (dt.date(2022, 1, 28), dt.date(2022, 2, 2)):
        drawing = figures.draw(frame, Window(day, day), framing=WINDOW)
        texts = [text.get_text() for text in texts_of(drawing)]
        scales.add(next(text for text in texts if text.endswith(" km")))
    assert len(scales) == 1


LETTERS = lettering.Lettering(Settings().data_dir / "fonts", 0.5)


def test_lines_fit_their_width_and_end_with_an_ellipsis() -> None:
    lines = LETTERS.lines("mot " * 200, 18, 300, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(LETTERS.width(line, 18) <= 300 for line in lines)


@pytest.mark.parametrize(
    ("text", "clean"),
    [("a\x00b\nc", "a b c"), ("🚀 ok", "□ ok"), ("x\u202ey", "xy"), ("$x$", "$x$"), ("العراق", "العراق")],
)
def test_letters_that_no_font_has_are_replaced(text: str, clean: str) -> None:
    assert LETTERS.clean(text).replace("\N{WHITE SQUARE}", "□") == clean


def test_signs_are_read_from_svg_paths() -> None:
    for path in cartography.SIGNS.values():
        assert outline(path).get_extents().width <= 16


def test_places_used_here_exist() -> None:
    assert {"Fort Bragg", "Pologne", "Kiev"} <= set(PLACES)
