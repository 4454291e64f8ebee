"""What is told of many schools together, and what is not."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from support.cohort_pages import render_cohort_html, render_cohort_markdown
from support.golden_audits import HOSTILE
from support.html_pages import Page
from support.schools import first_version

from speedbumps.audit import Figure, Outline
from speedbumps.cohort.assertions import verdicts
from speedbumps.cohort.build import IntakeCounts, cohort, exchange_results, form_cohort
from speedbumps.cohort.earlier import EarlierFigures
from speedbumps.cohort.facts import check_facts
from speedbumps.cohort.families import HALVED, SMALLEST, families
from speedbumps.cohort.members import Member, Typical, member
from speedbumps.cohort.shared_figures import share_figures
from speedbumps.cohort.spreads import count_schools, count_where_most, quartile_spread
from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.model.answers import School
from speedbumps.model.assertion import Assertions
from speedbumps.model.audit import Family, Respondents
from speedbumps.model.cohort import Cohort, SchoolCount
from speedbumps.questionnaires.assertions import read_assertions

TARGETS = [
    name
    for barrier in first_version().questionnaire.barriers
    for name in (barrier.id, *(f"{barrier.id}.{facet.id}" for facet in barrier.facets))
]
LEAST = first_version().questionnaire.privacy.min_schools


def random_member(at: int, chance: Random, **facts: object) -> Member:
    """A school with random heights."""
    told = {"name": f"School {at:03d}", "nation": "england", "phase": "primary", "area": f"Area {at % 3}", **facts}
    school = School.model_validate({"id": f"s{at:03d}", **told})
    heights = {name: min(100.0, max(0.0, chance.gauss(50, 18))) for name in TARGETS}
    figures = {
        name: Figure(high, max(0, high - 8), min(100, high + 8), "t", 20, 20, "scored")
        for name, high in heights.items()
    }
    return Member(school, None, 20, 40, chance.uniform(0.3, 1), figures, {"N01": Typical(chance.uniform(1, 9), 900.0)})


def many(number: int, seed: int = 1, **facts: object) -> list[Member]:
    chance = Random(seed)
    pupils = [float(chance.randrange(60, 900)) for _ in range(number)]
    return [random_member(at, chance, context={"pupils": pupils[at]}, **facts) for at in range(number)]


def cohort_of(members: list[Member], left_out: int = 0) -> Cohort:
    return cohort(
        first_version(), form_cohort(first_version(), members), care=IntakeCounts(left_out, 2 * left_out, left_out)
    )


def family_results(members: list[Member], alike: tuple[str, ...] = ()) -> Mapping[str, Family]:
    """What the report of each school says of its family, in a first batch."""
    found = form_cohort(first_version(), members, alike)
    whole = cohort(first_version(), found)
    return share_figures(first_version().questionnaire, found, whole, EarlierFigures()).families


@given(some.lists(some.floats(0, 100), min_size=LEAST, max_size=60))
def test_a_spread_is_the_quartiles_that_numpy_gives(heights: list[float]) -> None:
    found = quartile_spread(heights, LEAST, lambda height, _: height)

    assert found is not None
    assert np.allclose((found.low, found.middle, found.high), np.percentile(heights, (25, 50, 75)))


@pytest.mark.parametrize(("number", "step"), [(9, 5), (24, 1)])
def test_every_figure_of_a_cohort_is_as_the_page_prints_it(number: int, step: int) -> None:
    whole = cohort_of([random_member(at, Random(at), area=f"Area {at % 2}", offers="yes") for at in range(number)])

    heights = [each.spread for each in whole.targets if each.spread]
    amounts = [(each.spread, each.hours_a_year) for each in whole.amounts if each.spread]
    rates = whole.response.rates
    assert whole.precision == "rounded"
    assert [each.n for each in heights] == [number] * len(TARGETS)
    assert all(height % step == 0 for each in heights for height in (each.low, each.middle, each.high))
    assert all(
        height % 1 == 0 for part in whole.parts for each in part.spreads.values() for height in (each.low, each.high)
    )
    assert len(whole.parts) == (2 if number == 24 else 0)
    assert [(each.low % 1, each.high % 1, hours) for each, hours in amounts] == [(0, 0, {9: 8_100, 24: 22_000}[number])]
    assert rates is not None
    assert all(round(100 * rate, 9) % step == 0 for rate in (rates.low, rates.middle, rates.high))


@given(some.lists(some.booleans(), max_size=40), some.integers(3, 8))
def test_neither_those_for_whom_it_holds_nor_the_others_are_counted_where_they_are_few(
    holding: list[bool], least: int
) -> None:
    found = count_schools(holding, least)
    n = sum(holding)

    if len(holding) < least:
        assert found is None
    else:
        assert found is not None
        few, all_but_few = n < least, len(holding) - n < least
        assert (found.n is None) == (few or all_but_few or len(holding) < 2 * least)
        assert found.n in (None, n)
        words = {True: {(True, False): "few", (False, True): "all-but-few"}.get((few, all_but_few)), False: None}
        assert found.about == words[len(holding) >= 2 * least]


@given(some.lists(some.sampled_from(["bump", "well", "between"]), max_size=40), some.integers(3, 8))
def test_the_schools_in_which_a_part_goes_well_leave_no_few_over_beside_those_with_a_bump(
    schools: list[str], least: int
) -> None:
    bumps = count_schools((each == "bump" for each in schools), least)

    found = count_where_most((each == "well" for each in schools), bumps, least)

    well, rest = schools.count("well"), schools.count("between")
    if 2 * well > len(schools) >= least and least <= well <= len(schools) - least:
        assert bumps is not None
        told = bumps.n is None or not 0 < rest < least
        assert found == (SchoolCount(of=len(schools), n=well) if told else None)
    else:
        assert found is None or (found.n, found.about) == (None, "all-but-few")
    if found is not None and found.n is not None and bumps is not None and bumps.n is not None:
        assert (found.n + bumps.n) in {len(schools), *range(len(schools) - least + 1)}


def test_nothing_is_told_of_fewer_schools_than_may_be_told_of() -> None:
    few = cohort_of(many(LEAST - 1))

    assert few.targets == ()
    assert few.amounts == ()
    assert few.parts == ()
    assert few.families == ()
    assert few.response.people == 0
    assert few.response.rates is None
    assert cohort_of(many(LEAST)).targets[0].spread is not None


def test_a_facet_that_few_schools_have_is_not_told_of() -> None:
    members = many(12)
    hidden = [
        each._replace(figures={**each.figures, "time.delay": Figure(None, None, None, "none", None, None, "withheld")})
        if at >= LEAST - 1
        else each
        for at, each in enumerate(members)
    ]

    found = {each.id: each for each in cohort_of(hidden).targets}

    assert found["time.delay"].spread is None
    assert found["time.delay"].bumps is None
    assert found["time"].spread is not None


def test_schools_of_one_person_change_no_figure() -> None:
    members = many(12)
    alone = [random_member(90, Random(5))._replace(people=1), random_member(91, Random(6))._replace(people=None)]

    found, without = cohort_of([*members, *alone]), cohort_of(members)

    assert found.targets == without.targets
    assert found.amounts == without.amounts
    assert found.parts == without.parts
    assert found.response.people == without.response.people
    assert found.response.apart == 2


@given(some.integers(0, 60), some.integers(0, 1000))
def test_an_area_is_told_of_only_if_it_and_all_others_hold_enough_schools(number: int, seed: int) -> None:
    chance = Random(seed)
    members = [random_member(at, chance, area=f"Area {chance.randrange(6)}") for at in range(number)]

    found = cohort_of(members)

    for part in found.parts:
        inside = sum(each.school.area == part.name for each in members)
        assert part.schools == inside
        assert LEAST <= inside <= len(members) - LEAST
        assert all(lies.n >= LEAST for lies in part.spreads.values())


@pytest.mark.parametrize("apart", [25.0, 5.0])
def test_where_no_area_can_be_shown_phases_are_compared_and_named_if_they_lie_clearly_apart(apart: float) -> None:
    def lifted(at: int) -> Member:
        each = random_member(at, Random(at), area="Town", phase="Secondary" if at % 2 else "primary")
        height = 40.0 + at % 3 + (apart if at % 2 else 0.0)
        return each._replace(
            figures={**each.figures, "political": Figure(height, height, height, "t", 20, 20, "scored")}
        )

    whole = cohort_of([lifted(at) for at in range(40)])

    found = {part.name: part for part in whole.parts}
    text = render_cohort_markdown(whole, "en")
    assert (whole.divided_by, [*found]) == ("phase", ["primary", "secondary"])
    assert ("political" in found["secondary"].higher) == ("political" in found["primary"].lower) == (apart > 10)
    assert ("Where a phase lies apart" in text) == (apart > 10)
    assert ("### Secondary (20 schools)" in text) == (apart > 10)
    assert ("No phase lies clearly apart from all others." in text) == (apart < 10)


def test_where_an_area_lies_apart_it_is_named() -> None:
    members = many(60)
    tilted = [
        each._replace(
            figures={
                name: figure._replace(severity=min(100.0, (figure.severity or 0) + 35))
                if name.startswith("political")
                else figure
                for name, figure in each.figures.items()
            }
        )
        if each.school.area == "Area 2"
        else each
        for each in members
    ]

    found = {part.name: part for part in cohort_of(tilted).parts}

    assert "political" in found["Area 2"].higher
    assert all("political" not in part.higher for name, part in found.items() if name != "Area 2")


def test_families_hold_like_with_like_and_enough_of_them() -> None:
    chance = Random(3)
    members = [
        random_member(
            at,
            chance,
            phase=chance.choice(["primary", "secondary"]),
            context={"pupils": float(chance.randrange(60, 900)), "fsm": chance.random() * 60},
        )
        for at in range(300)
    ]

    found = families(members, LEAST, ("pupils", "fsm"))

    assert {bound.fact for kin in found for bound in kin.bounds} == {"pupils", "fsm"}
    assert sum(len(kin.members) for kin in found) == 300
    for kin in found:
        assert SMALLEST <= len(kin.members) < 2 * HALVED
        assert {each.school.phase for each in kin.members} == {kin.phase}
        for bound in kin.bounds:
            values = [float(each.school.context[bound.fact]) for each in kin.members]
            assert bound.below is None or max(values) < bound.below
            assert bound.start is None or min(values) >= bound.start


def test_when_a_school_joins_almost_all_others_stay_in_their_families() -> None:
    chance = Random(4)
    members = many(200, seed=8)
    before = {each.school.id: kin.shared_words for kin in families(members, LEAST, ("pupils",)) for each in kin.members}
    moved = []
    for at in range(40):
        joined = [*members, random_member(900 + at, chance, context={"pupils": float(chance.randrange(60, 900))})]
        after = {
            each.school.id: kin.shared_words for kin in families(joined, LEAST, ("pupils",)) for each in kin.members
        }
        moved.append(sum(after[name] != words for name, words in before.items()))

    assert max(moved) < 2 * HALVED  # a family that has grown large enough is parted in two, or two are parted anew
    assert sum(number == 0 for number in moved) >= 0.7 * len(moved)


def test_the_order_of_schools_changes_no_family_and_no_visit() -> None:
    members = many(40, offers="yes")
    turned = members[::-1]

    assert families(members, LEAST) == families(turned, LEAST)
    assert families(members, LEAST, ("pupils",)) == families(turned, LEAST, ("pupils",))
    assert form_cohort(first_version(), members, ("pupils",)) == form_cohort(first_version(), turned, ("pupils",))


def test_without_facts_families_are_made_of_nation_and_phase_alone() -> None:
    chance = Random(6)
    members = [
        random_member(
            at, chance, phase=chance.choice(["primary", "secondary"]), context={"pupils": 90.0 + at, "urn": 1.0 * at}
        )
        for at in range(90)
    ]

    found = families(members, LEAST)

    assert [kin.shared_words for kin in found] == [("primary", "England"), ("secondary", "England")]
    assert sum(len(kin.members) for kin in found) == 90


@given(some.lists(some.sampled_from(["pupils", "fsm", "rooms"]), unique=True), some.integers(0, 1000))
def test_families_are_parted_by_the_named_facts_only(named: list[str], seed: int) -> None:
    chance = Random(seed)
    held = [fact for fact in ("pupils", "fsm", "rooms") for _ in range(2)]
    members = [
        random_member(at, chance, context={fact: float(chance.randrange(60, 900)) for fact in chance.sample(held, 5)})
        for at in range(60)
    ]

    for kin in families(members, LEAST, named):
        assert {bound.fact for bound in kin.bounds} <= set(named)
        known = {tuple(fact in each.school.context for fact in named) for each in kin.members}
        assert len(known) == 1  # a blank cell keeps a school apart from schools that have the fact


SCHOOLS = {
    "pupils": ["210", "305", "411", "198"],
    "number-of-pupils": ["2104", "3051", "4110", "1980"],
    "fsm": ["12.5", "9", "", "31"],
    "budget": ["1200450", "1504332", "2210432", "1100022"],
    "rooms": ["12", "12", "31", "8"],
    "urn": ["100001", "", "", ""],
    "lacode": ["831", "831", "831", "831"],
    "school-number": ["4", "12", "7", "8"],
    "dfe": ["8312001", "8312002", "8313004", "8314001"],
    "postcode": ["1010", "1020", "1010", "1030"],
    "place": ["1001", "1530", "2712", "4402"],
    "row": ["1", "2", "3", "4"],
    "kind": ["a", "b", "a", "b"],
}
"""Columns of a table of four schools."""

USABLE = ("budget", "fsm", "number-of-pupils", "pupils", "rooms")


def described_schools() -> list[School]:
    return [
        School.model_validate(
            {"id": f"s{at}", "context": {name: cells[at] for name, cells in SCHOOLS.items() if cells[at]}}
        )
        for at in range(4)
    ]


def test_facts_that_are_amounts_are_found_as_people_write_them() -> None:
    assert check_facts(["Pupils", "number of pupils", "fsm", "pupils"], described_schools()) == (
        "pupils",
        "number-of-pupils",
        "fsm",
    )
    assert check_facts(USABLE, described_schools()) == USABLE


@pytest.mark.parametrize("name", sorted(set(SCHOOLS) - {*USABLE, "kind"}))
def test_ids_and_codes_make_no_family(name: str) -> None:
    with pytest.raises(NoSuchError) as refusal:
        check_facts(["pupils", name], described_schools())

    assert f"'{name}'" in str(refusal.value)
    assert f"there is {', '.join(USABLE)}" in str(refusal.value)


@pytest.mark.parametrize("name", ["kind", "pupil", "nation", "nothing"])
def test_a_fact_that_is_not_there_is_refused_with_what_is(name: str) -> None:
    with pytest.raises(NoSuchError, match=f"no number '{name}'.*there is {', '.join(USABLE)}"):
        check_facts([name], described_schools())


def test_a_table_without_numbers_says_so() -> None:
    with pytest.raises(NoSuchError, match="it has no such column"):
        check_facts(["pupils"], [School(id="a")])


def test_a_school_that_lacks_a_named_fact_is_told_something_true() -> None:
    members = [*many(12), random_member(50, Random(1), context={})]

    without = family_results(members)
    found = family_results(members, ("pupils",))

    assert (without["s050"].schools, without["s050"].alike) == (13, ("primary", "England"))
    assert (found["s050"].schools, found["s050"].reason) == (None, "too-few")
    assert found["s001"].schools == 12


def test_rounds_are_counted_where_they_differ() -> None:
    members = [each._replace(round=("2026-autumn", "2026-spring", None)[at % 3]) for at, each in enumerate(many(16))]
    alone = random_member(90, Random(5))._replace(people=1, round="2025")

    same = cohort_of([each._replace(round="2026-autumn") for each in members])
    mixed = cohort_of([*members, alone])

    assert (same.round, same.rounds) == ("2026-autumn", ())
    assert mixed.round is None
    assert [(each.round, each.schools) for each in mixed.rounds] == [("2026-autumn", 6), ("2026-spring", 5), (None, 5)]
    for page in (render_cohort_html(mixed, "en"), render_cohort_markdown(mixed, "en")):
        assert "2026-autumn in 6 schools; 2026-spring in 5 schools; no round is named in 5 schools" in page
        assert "2025" not in page
    assert "Round: 2026-autumn" in render_cohort_markdown(same, "en")
    assert "several rounds" not in render_cohort_markdown(same, "en")


def test_a_school_that_says_nothing_of_its_kind_is_told_why_it_has_no_family() -> None:
    members = [*many(12), random_member(50, Random(1), phase=None), random_member(51, Random(2), nation=None)]
    alone = [random_member(52, Random(3), phase="special"), random_member(53, Random(4))._replace(people=1)]

    found = family_results([*members, *alone])

    assert found["s050"].reason == "no-phase"
    assert found["s051"].reason == "no-nation"
    assert found["s052"].reason == "too-few"
    assert found["s053"].reason == "one-person"
    assert found["s001"].reason is None


def test_the_middle_half_is_shown_in_families_of_eight_or_more_only() -> None:
    smaller, larger = family_results(many(SMALLEST - 1)), family_results(many(SMALLEST))

    assert (smaller["s000"].schools, smaller["s000"].ranges) == (SMALLEST - 1, ())
    assert [lies.of for lies in larger["s000"].ranges] == TARGETS


def test_only_schools_that_agreed_are_named_anywhere() -> None:
    members = [random_member(at, Random(at), offers=("yes", "no", None)[at % 3]) for at in range(60)]
    silent = {each.display_name for each in members if each.school.offers != "yes"}

    found = form_cohort(first_version(), members)
    whole = cohort(first_version(), found)
    page = render_cohort_html(whole, "en") + render_cohort_markdown(whole, "en") + whole.model_dump_json()

    assert whole.exchange is not None
    assert whole.exchange.suggested
    assert not [name for name in silent if name in page]
    for school, each in exchange_results(first_version(), found).items():
        assert not {meeting.name for meeting in (*each.sees, *each.shows)} & silent
        assert each.takes_part == (f"School {school[1:]}" not in silent)
        assert each.offers


def test_a_school_shows_only_what_it_offers() -> None:
    members = [random_member(at, Random(at), offers=["time.delay"] if at % 2 else "yes") for at in range(40)]

    plan = form_cohort(first_version(), members).plan

    assert plan is not None
    odd = {each.school.id for at, each in enumerate(members) if at % 2}
    assert {visit.facet for visit in plan.exchange.visits if visit.host in odd} <= {"time.delay"}


def test_the_page_about_all_tells_how_many_visits_there_are_and_of_subjects_that_many_share() -> None:
    members = [random_member(at, Random(at), offers="yes") for at in range(40)]

    whole = cohort_of(members)

    assert whole.exchange is not None
    about, suggested = whole.exchange.about, whole.exchange.suggested
    assert suggested is not None
    assert 0 < sum(about.values()) < suggested
    page = render_cohort_markdown(whole, "en")
    assert f"{suggested} visits are suggested." in page
    assert f"| Other subjects | {suggested - sum(about.values())} |" in page


@pytest.mark.parametrize("number", [8, 14, 40])
def test_no_subject_is_told_that_few_guests_share_or_all_but_few(number: int) -> None:
    members = [random_member(at, Random(at), offers="yes") for at in range(number)]
    found = form_cohort(first_version(), members)

    whole = cohort(first_version(), found)

    assert found.plan is not None
    assert whole.exchange is not None
    guests: dict[str, set[str]] = {}
    for visit in found.plan.exchange.visits:
        guests.setdefault(visit.facet, set()).add(visit.guest)
    every = set[str]().union(*guests.values())
    told = {facet for facet, those in guests.items() if LEAST <= len(those) <= len(every) - LEAST}
    assert set(whole.exchange.about) == told
    assert bool(told) == (number == 40)


def test_numbers_of_schools_are_told_as_far_as_they_may_be() -> None:
    bump, clear = (Figure(high, high - 5, high + 5, "t", 20, 20, "scored") for high in (90.0, 10.0))
    often, seldom = {"time.delay": bump, "time.timescale": clear}, {"time.delay": clear, "time.timescale": bump}
    members = [random_member(at, Random(at)) for at in range(12)]
    members = [
        each._replace(figures={**each.figures, **(often if at < 9 else seldom)}) for at, each in enumerate(members)
    ]

    page = render_cohort_markdown(cohort_of(members), "en")

    assert "fewer than 5 of 12 schools" in page
    assert "at least 8 of 12 schools" in page


def test_three_schools_get_a_page_that_says_what_it_cannot_tell() -> None:
    page = render_cohort_markdown(
        cohort_of([random_member(at, Random(at), offers="yes") for at in range(3)], left_out=1), "en"
    )

    assert "Fewer than 5 schools have enough answers" in page
    assert "could not be read" in page
    assert "Where a district lies apart" not in page
    assert "Where the system itself is the bump" not in page


def test_one_is_told_as_one() -> None:
    page = render_cohort_markdown(cohort_of([random_member(0, Random(0), offers="yes")]), "en")

    assert "# The road in 1 school\n" in page
    assert "1 school takes part." in page


def test_one_persons_view_among_several_is_in_no_figure_of_the_cohort() -> None:
    outlines = [
        Outline(
            f"s{at}",
            "2026",
            Respondents(n=7, headcount=None, response_rate=None, by_role=()),
            {
                "resource.funding": Figure(100.0, None, None, "one", 1, 1, "scored"),
                "time.delay": Figure(40.0, 30.0, 50.0, "t", 7, 7, "scored"),
            },
            (),
        )
        for at in range(8)
    ]
    members = [member(each, School(id=each.school)) for each in outlines]
    assert {each.round for each in members} == {"2026"}

    whole = cohort_of(members)

    spreads = {each.id: each.spread for each in whole.targets}
    assert spreads["resource.funding"] is None
    assert spreads["time.delay"] is not None


def test_schools_of_one_name_can_be_told_apart() -> None:
    members = [random_member(at, Random(at), name="St Mary’s", area=f"Area {at}", offers="yes") for at in range(12)]

    whole = cohort_of(members)

    assert whole.exchange is not None
    assert set(whole.exchange.schools) == {f"St Mary’s (Area {at}, s{at:03d})" for at in range(12)}


def test_too_few_people_to_be_told_are_known_to_be_too_few() -> None:
    wanted = Assertions.model_validate(
        {
            "format": "speedbumps-assertions/1",
            "assertions": [
                {"id": "many", "says": "Many answered.", "of": "people", "at_least": 5},
                {"id": "high", "says": "Nothing is blocked.", "of": "severity", "at_most": 50},
            ],
        }
    )
    barriers = {"time": Figure(90.0, 80, 100, "t", 20, 20, "scored")}
    members = [random_member(0, Random(0))._replace(people=None, figures=barriers)]

    many, high = verdicts(wanted, first_version().questionnaire, members, 0)

    assert not many.holds
    assert (high.holds, high.found) == (False, "90")


def test_chance_alone_seldom_sets_an_area_apart() -> None:
    named = 0
    for seed in range(60):
        chance = Random(seed)
        members = [random_member(at, chance, area=f"Area {chance.randrange(4)}") for at in range(60)]
        named += any(part.higher or part.lower for part in cohort_of(members).parts)

    assert named <= 6  # 3 of 60 are to be expected


def test_what_staff_and_schools_are_called_breaks_no_page() -> None:
    hostile = {"name": HOSTILE, "area": HOSTILE, "phase": HOSTILE}
    members = [
        random_member(at, Random(at), offers="yes", **{**hostile, "area": f"{HOSTILE}{at % 2}"})._replace(
            round=f"{at % 2}{HOSTILE}"
        )
        for at in range(24)
    ]

    whole = cohort_of(members)
    page = Page(render_cohort_html(whole, "en"))

    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "<script" not in render_cohort_markdown(whole, "en")
    assert "\x1b" not in render_cohort_html(whole, "en") + render_cohort_markdown(whole, "en")


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_page_about_all_is_as_reviewed(ending: str, golden: Callable[[str, str], None]) -> None:
    members = [
        random_member(at, Random(at), offers="yes" if at % 2 else "no", east=400_000 + 900 * at, north=300_000)
        for at in range(26)
    ]
    whole = cohort_of(members, left_out=1)

    golden(
        f"cohort.{ending}", render_cohort_html(whole, "en") if ending == "html" else render_cohort_markdown(whole, "en")
    )


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    page = render_cohort_html(cohort_of([random_member(at, Random(at), offers="yes") for at in range(12)]), "en")

    assert not re.search(r"(src|href)=\"(?!#|data:,)", page)
    assert "http" not in page.replace("http-equiv", "").replace("www.w3.org", "")


def _wanted(**asked: object) -> Assertions:
    one = {"id": "one", "says": "It holds.", **asked}
    return Assertions.model_validate({"format": "speedbumps-assertions/1", "assertions": [one]})


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"of": "schools", "at_least": "12"}, True),
        ({"of": "schools", "at_least": "13"}, False),
        ({"of": "schools", "at_most": "11"}, False),
        ({"of": "left-out", "at_most": "1"}, False),
        ({"of": "left-out", "at_most": "2"}, True),
        ({"of": "people", "at_least": "20"}, True),
        ({"of": "people", "at_least": "21"}, False),
        ({"of": "response-rate", "at_least": "0.99"}, False),
        ({"of": "severity", "target": "time", "at_most": "100"}, True),
        ({"of": "severity", "target": "time", "at_least": "100"}, False),
        ({"of": "share", "band": "clear", "at_most": "1"}, True),
        ({"of": "share", "band": "slow", "at_most": "0"}, False),
    ],
)
def test_what_must_hold_is_held_against_what_was_found(asked: dict[str, object], *, holds: bool) -> None:
    (found,) = verdicts(_wanted(**asked), first_version().questionnaire, many(12), 2)

    assert found.holds == holds
    assert str(found).startswith("holds" if holds else "error")


def test_a_share_is_that_of_the_schools_in_the_band() -> None:
    members = many(30)
    inside = sum(50 <= (each.figures["time"].severity or 0) < 75 for each in members)

    (found,) = verdicts(
        _wanted(of="share", band="slow", target="time", at_least="1"), first_version().questionnaire, members, 0
    )

    assert found.found == f"{inside / 30:g}"


WRONG = """\
format: speedbumps-assertions/1
assertions:
  - {id: one, says: It holds., of: severity, target: time.delai, at_most: 90}
  - {id: One, says: It holds., of: share, band: clare, at_most: 33}
  - {id: two, says: It holds., of: people}
  - {id: three, says: It holds., of: schools, at_least: 9, at_most: 3, target: time}
"""


def test_all_that_is_wrong_with_what_must_hold_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wanted.yaml"
    path.write_text(WRONG, "utf-8")

    found = read_assertions(path, first_version().questionnaire)

    assert found.value is None
    told = [(problem.span.line, problem.message) for problem in found.problems]
    assert [line for line, _ in told] == [3, 3, 4, 4, 4, 5, 6, 6]
    assert "did you mean 'time.delay'?" in " ".join(message for _, message in told)
    assert "did you mean 'clear'?" in " ".join(message for _, message in told)
    assert "half is 0.5, not 50" in " ".join(message for _, message in told)
