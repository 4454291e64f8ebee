"""What the page about many schools shows first, and in which order."""

import re
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from support.cohort_attacks import LEAST, TARGETS, made_up_school, write
from support.cohort_pages import render_cohort_html, render_cohort_markdown

from speedbumps.audit import Figure
from speedbumps.cohort.members import Member
from speedbumps.i18n import load_locale
from speedbumps.model.cohort import Cohort, CohortTarget, Quartiles, SchoolCount
from speedbumps.report import make_cohort_document, render_terminal
from speedbumps.report.blocks import Cards, Road, Table
from speedbumps.report.cohort_sections.figures import (
    are_counted,
    count_and_all,
    most_widespread_first,
    school_count_text,
)

HIGH, LOW = (Figure(height, height - 5, height + 5, "t", 20, 20, "scored") for height in (70.0, 20.0))
FACETS = [name for name in TARGETS if "." in name]


def page_where(bumps: Mapping[str, int], number: int) -> Cohort:
    """A page about so many schools, in so many of which each of *bumps* is one; everything else is low."""
    members = [made_up_school(at, Random(at), offers="yes") for at in range(number)]
    return write(
        [_with_bumps(each, {name: at < n for name, n in bumps.items()}) for at, each in enumerate(members)]
    ).page


def _with_bumps(member: Member, high: Mapping[str, bool]) -> Member:
    return member._replace(figures={name: HIGH if high.get(name) else LOW for name in member.figures})


def road_of(page: Cohort) -> Road:
    return next(block for block in make_cohort_document(page, "en").front.blocks if isinstance(block, Road))


def asks_of(page: Cohort) -> list[tuple[str, ...]]:
    blocks = [block for section in make_cohort_document(page, "en").sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table) and block.name == "table-asks"]
    return [row for table in tables for group in table.groups for row in group.rows]


def test_the_number_on_the_road_is_that_of_schools_with_the_bump() -> None:
    page = page_where({"time.delay": 12, "resource.funding": 20, "time.timescale": 2}, 20)

    heights = {each.id: each for stretch in road_of(page).stretches for each in stretch.heights}

    assert (heights["time.delay"].number, heights["time.delay"].margin) == ("12", "of 20")
    assert heights["time.delay"].outlines == (20.0, 70.0)
    assert heights["resource.funding"].number == f"at least {20 - LEAST + 1}"
    assert heights["time.timescale"].number == f"fewer than {LEAST}"
    assert heights["political.priorities"].number == f"fewer than {LEAST}"


def test_of_few_schools_no_bump_is_counted_and_the_height_in_the_middle_is_shown() -> None:
    page = page_where({"time.delay": 4}, 2 * LEAST - 1)

    heights = {each.id: each for stretch in road_of(page).stretches for each in stretch.heights}

    assert not are_counted(page)
    assert (heights["time.delay"].number, heights["time.delay"].margin) == ("20", None)
    assert "in the school in the middle, out of 100" in render_cohort_markdown(page, "en")
    assert f"4 of {2 * LEAST - 1}" not in render_cohort_html(page, "en")


def test_the_spread_is_drawn_within_and_around_the_hump_and_stands_in_words_everywhere() -> None:
    page = page_where({"time.delay": 12}, 20)
    html = render_cohort_html(page, "en")

    drawn = re.findall(r'<path class="?(outline \w+|h\d|sure)', html)
    places = list(zip(drawn[::3], drawn[1::3], drawn[2::3], strict=True))
    assert len(places) == len(FACETS)
    assert all(re.fullmatch(r"outline upper h\d outline lower", " ".join(place)) for place in places)
    for text in (html, render_cohort_markdown(page, "en"), render_terminal(make_cohort_document(page, "en"))):
        assert "middle half 20–70" in text


def test_the_most_widespread_bumps_come_first_and_parts_without_any_do_not_come() -> None:
    page = page_where({"time.delay": 7, "resource.funding": 20, "social.trust": 18}, 20)

    (*_, cards) = [block for block in make_cohort_document(page, "en").front.blocks if isinstance(block, Cards)]

    assert [card.lines for card in cards.cards] == [
        ("at least 16 of 20 schools",),
        ("at least 16 of 20 schools",),
        ("7 of 20 schools",),
    ]


# What goes well


def strengths_of(page: Cohort) -> list[tuple[str, tuple[object, ...]]]:
    """The parts that the page says go well in most schools, with what it says of each."""
    blocks = make_cohort_document(page, "en").front.blocks
    place = next(at for at, each in enumerate(blocks) if getattr(each, "text", "") == "What goes well in most schools")
    cards = blocks[place + 1]
    return [(card.title, card.lines) for card in cards.cards] if isinstance(cards, Cards) else []


def test_parts_that_go_well_in_most_schools_stand_before_the_bumps_with_their_number() -> None:
    # Where a part is no bump it goes well, in these schools.
    high = dict.fromkeys(FACETS, 20) | {
        "time.delay": 6,
        "social.trust": 0,
        "political.mandate": 2,
        "social.exchange": 10,
    }
    page = page_where(high, 20)
    strengths = {each.id: each.strength or each.title for each in page.targets}

    assert strengths_of(page) == [
        (strengths["political.mandate"], (f"at least {20 - LEAST + 1} of 20 schools",)),
        (strengths["social.trust"], (f"at least {20 - LEAST + 1} of 20 schools",)),
        (strengths["time.delay"], ("14 of 20 schools",)),
    ]


def test_where_no_part_goes_well_in_most_schools_the_page_says_so_and_of_few_schools_nothing() -> None:
    page = page_where(dict.fromkeys(FACETS, 20), 20)

    assert strengths_of(page) == []
    assert "No part is known to go well in most of the schools." in render_cohort_markdown(page, "en")
    assert "What goes well in most" not in render_cohort_markdown(page_where({}, 2 * LEAST - 1), "en")


# Who takes part


def test_schools_are_named_only_where_all_take_part() -> None:
    every = [made_up_school(at, Random(at), offers="yes") for at in range(12)]
    names = {each.display_name for each in every}

    for last in range(0, 11, 5):
        some_refuse = [
            each._replace(school=each.school.model_copy(update={"offers": "no"})) if at <= last else each
            for at, each in enumerate(every)
        ]
        text = render_cohort_markdown(write(some_refuse).page, "en")
        assert not [name for name in names if name in text]
        assert "because that would show who does not take part" in text

    text = render_cohort_markdown(write(every).page, "en")
    assert all(f"- {name}\n" in text for name in names)
    assert "because that would show" not in text


# What could be asked of others


def test_requests_are_ranked_by_the_share_of_schools_and_name_their_addressee() -> None:
    shares = {"time.timescale": 7, "resource.funding": 14, "political.priorities": 3}
    page = page_where(shares, 20)
    asked = {each.id: each for each in page.targets if each.ask}

    rows = asks_of(page)

    # Of fewer schools nothing is said, not even that there are some.
    wanted = [
        name for name in sorted(shares, key=lambda name: -shares[name]) if name in asked and shares[name] >= LEAST
    ]
    assert len(wanted) == 2
    assert [part for _, part, _ in rows] == [asked[name].title for name in wanted]
    assert [share for *_, share in rows if "%" in share] == [
        f"{100 * shares[name] // 20}% ({shares[name]} of 20)" for name in wanted
    ]


def test_an_addressee_begins_the_request_and_a_sentence_stands_alone() -> None:
    page = page_where({"time.delay": 12}, 20)
    with_whom, alone = (
        {"ask_whom": whom, "ask": "agree with us in writing", "within_reach": "shared"} for whom in ("the trust", None)
    )

    for facts, text in ((with_whom, "The trust: agree with us in writing"), (alone, "agree with us in writing")):
        targets = tuple(each.model_copy(update=facts if each.id == "time.delay" else {}) for each in page.targets)
        rows = asks_of(page.model_copy(update={"targets": targets}))
        assert text in [row[0] for row in rows]


@pytest.mark.parametrize(
    ("rates", "half"),
    [((0.37, 0.37, 0.37), "37%"), ((0.371, 0.37, 0.368), "37%"), ((0.4, 0.37, 0.31), "31% to 40%")],
)
def test_response_rates_of_one_whole_per_cent_are_one_figure(rates: tuple[float, float, float], half: str) -> None:
    page = page_where({"time.delay": 12}, 20)
    high, middle, low = rates
    response = page.response.model_copy(update={"rates": Quartiles(n=20, low=low, middle=middle, high=high)})

    text = render_cohort_markdown(page.model_copy(update={"response": response}), "en")

    assert (
        f"In the school in the middle 37% of the people asked answered; in the middle half of the schools {half}."
    ) in " ".join(text.split())


COUNTS = some.integers(LEAST, 60).flatmap(
    lambda of: some.one_of(
        some.builds(SchoolCount, of=some.just(of), n=some.integers(0, of)),
        some.builds(
            SchoolCount, of=some.just(of), n=some.none(), about=some.sampled_from(["few", "all-but-few", None])
        ),
    )
)


@given(COUNTS)
def test_a_count_in_two_sizes_says_what_the_count_in_words_says(count: SchoolCount) -> None:
    page, words = page_where({}, LEAST), load_locale("en")

    number, of = count_and_all(count, page, words)

    text = school_count_text(count, page, words)
    said = "not told" if number == "–" else number
    assert text == f"{said} {of} schools"


@given(some.lists(COUNTS, max_size=8))
def test_no_order_tells_more_than_the_counts_in_words(counts: list[SchoolCount]) -> None:
    page, words = page_where({}, LEAST), load_locale("en")
    targets = [
        CohortTarget(id=str(at), title=str(at), barrier="time", is_barrier=False, bumps=count)
        for at, count in enumerate(counts)
    ]

    ordered = most_widespread_first(targets, page)

    texts = [school_count_text(each.bumps, page, words) for each in ordered if each.bumps]
    for text in set(texts):  # those that read alike keep the order of the questionnaire
        alike = [int(each.id) for each, shown in zip(ordered, texts, strict=True) if shown == text]
        assert alike == sorted(alike)


@pytest.mark.parametrize("number", [3, LEAST, 2 * LEAST - 1, 24])
def test_no_two_landmarks_of_the_page_have_the_same_name(number: int) -> None:
    html = render_cohort_html(page_where({"time.delay": number // 2}, number), "en")

    headings = dict(re.findall(r'<h[12] id="?([\w-]+)"?>([^<]*)', html))
    named = re.findall(r'<(?:section|nav)[^>]*aria-labelledby="?([\w-]+)', html)
    names = [headings[each] for each in named]
    assert len(names) > 2
    assert len(names) == len(set(names))
    assert len(re.findall(r"<(?:section|nav|main)\b", html)) == len(names) + 1
    assert html.count("<main") == 1


def test_no_area_is_described_that_is_not_clearly_apart() -> None:
    page = page_where({}, 24)
    assert "Where an area lies apart" not in render_cohort_markdown(page, "en")
    assert "No districts or phases are held against each other" in render_cohort_markdown(page, "en")


def test_families_are_not_folded_away() -> None:
    assert "<details" not in render_cohort_html(page_where({}, 24), "en")
    assert "Primary, England" in render_cohort_html(page_where({}, 24), "en")


def test_a_style_sheet_keeps_the_spaces_of_its_texts() -> None:
    html = render_cohort_html(page_where({}, 12), "en")

    assert 'content:var(--label) ": "' in html
    assert "{ " not in html[html.index("<style>") : html.index("</style>")]
