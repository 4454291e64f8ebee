"""The page of all visits, its drawing and its list."""

import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from support.golden_audits import HOSTILE
from support.html_pages import Page

from speedbumps.i18n import load_locale
from speedbumps.report import make_visits_document, render_html, render_markdown, render_terminal
from speedbumps.report.blocks import plain_text
from speedbumps.report.formats.html_map import HIGHEST, WIDTH
from speedbumps.report.visits_document import (
    MOST_IN_COLUMNS,
    MOST_ON_MAP,
    PlannedVisit,
    PlannedVisits,
    VisitingSchool,
    visit_map,
)

WORDS = load_locale("en")
PLACES = some.tuples(some.floats(0, 700_000), some.floats(0, 1_300_000))


def planned(number: int, places: int, name: str = "School {}") -> PlannedVisits:
    """So many schools of which the first have places; each visits the next one, and two meet both ways."""
    schools = tuple(
        VisitingSchool(f"s{at}", name.format(at), (1000.0 * at, 500.0 * at * at) if at < places else None)
        for at in range(number)
    )
    visits = [PlannedVisit(f"s{at}", f"s{(at + 1) % number}", mutual=at == 0) for at in range(number)]
    return PlannedVisits(schools, (*visits, PlannedVisit("s1", "s0", mutual=True)))


@pytest.mark.parametrize(
    ("number", "places", "layout"),
    [
        (6, 6, "map"),
        (6, 5, "columns"),
        (MOST_IN_COLUMNS, 0, "columns"),
        (MOST_IN_COLUMNS + 1, 0, "list"),
        (MOST_IN_COLUMNS + 1, 20, "map"),
        (MOST_ON_MAP, MOST_ON_MAP, "map"),
        (MOST_ON_MAP + 1, MOST_ON_MAP + 1, "list"),
    ],
)
def test_a_drawing_needs_places_or_few_schools(number: int, places: int, layout: str) -> None:
    plan = planned(number, places)

    shown = visit_map(plan, WORDS)

    assert shown.layout == layout
    assert len(shown.items) == number
    html = render_html(make_visits_document(plan, "en"))
    assert ("<figure" in html) == (layout != "list")
    assert html.count('class="dot"') == (places if layout == "map" else 0)


def test_a_road_that_leads_both_ways_is_broad_and_drawn_once() -> None:
    html = render_html(make_visits_document(planned(6, 6), "en"))

    assert html.count('class="broad"') == html.count('class="stripe"') == 1
    assert html.count('class="way"') == 5
    assert "School 0</b> visits School 1 (both ways)" in html
    assert "School 1</b> visits School 2 and School 0 (both ways)" in html


def test_every_format_has_the_list() -> None:
    document = make_visits_document(planned(6, 6), "en")

    assert "- **School 0** visits School 1 (both ways)" in render_markdown(document)
    assert "School 0 visits School 1 (both ways)" in render_terminal(document)


def test_the_page_says_that_it_is_not_for_publication_and_not_what_visits_are_about() -> None:
    text = render_markdown(make_visits_document(planned(6, 6), "en"))

    assert "*Not for publication*" in text
    assert "Whoever sees all visits can tell" in text
    assert "6 schools that agreed to be named" in text


def test_schools_without_a_place_are_in_the_list_and_the_legend_says_so() -> None:
    shown = visit_map(planned(MOST_IN_COLUMNS + 6, MOST_IN_COLUMNS), WORDS)

    assert "6 schools whose places are not known are in the list only." in plain_text(shown.legend)


@pytest.mark.parametrize("way", [(1.0, 0.0), (-1.0, 0.0), (1.0, 1.0), (0.0, -1.0)])
def test_a_name_stands_beside_the_road_that_begins_at_its_school(way: tuple[float, float]) -> None:
    """Where a road runs through it, a name looks as if it were struck out."""
    schools = tuple(
        VisitingSchool(f"s{at}", "A long name of a school", (5e4 * at * way[0], 5e4 * at * way[1])) for at in (0, 1)
    )
    html = render_html(make_visits_document(PlannedVisits(schools, (PlannedVisit("s0", "s1", mutual=False),)), "en"))
    road = re.search(r'class="way" d="M([\d.-]+) ([\d.-]+)Q([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+)"', html)
    assert road is not None
    x0, y0, x1, y1, x2, y2 = map(float, road.groups())
    curve = [
        tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in ((x0, x1, x2), (y0, y1, y2)))
        for t in (step / 500 for step in range(501))
    ]

    names = re.findall(r'class="label( end)?" x="([\d.-]+)" y="([\d.-]+)"', html)
    assert len(names) == 2
    for end, x, y in names:
        wide = 7.0 * len("A long name of a school")
        left, base = float(x) - (wide if end else 0), float(y)
        inside = [(a, b) for a, b in curve if left + 2 < a < left + wide - 2 and base - 9 < b < base]
        assert inside == []


@given(some.lists(PLACES, min_size=1, max_size=12))
def test_all_places_lie_on_the_map_and_north_is_up(places: list[tuple[float, float]]) -> None:
    schools = tuple(VisitingSchool(f"s{at}", f"School {at}", place) for at, place in enumerate(places))
    visits = tuple(PlannedVisit(f"s{at}", "s0", mutual=False) for at in range(1, len(places)))

    html = render_html(make_visits_document(PlannedVisits(schools, visits), "en"))

    dots = [(float(x), float(y)) for x, y in re.findall(r'class="dot" cx="([\d.-]+)" cy="([\d.-]+)"', html)]
    box = re.search(r'<figure class="visits">\n<svg viewBox="0 0 (\d+) (\d+)"', html)
    assert box is not None
    assert float(box[2]) <= HIGHEST + 80
    assert len(dots) == len(places)
    assert all(0 < x < WIDTH and 0 < y < float(box[2]) for x, y in dots)
    for one, other in combinations(range(len(places)), 2):
        east, north = (places[other][axis] - places[one][axis] for axis in (0, 1))
        right, down = (dots[other][axis] - dots[one][axis] for axis in (0, 1))
        assert east * right >= 0
        assert north * down <= 0


@pytest.mark.parametrize("places", [0, 4])
def test_hostile_names_are_harmless(places: int) -> None:
    hostile, plain = (
        Page(render_html(make_visits_document(planned(4, places, name), "en")))
        for name in ("School {}", HOSTILE.replace("{{ 7*7 }}", "{}"))
    )

    assert Counter(hostile.tags) == Counter(plain.tags)
    assert "\x1b" not in render_html(make_visits_document(planned(4, places, HOSTILE.replace("{{ 7*7 }}", "{}")), "en"))
