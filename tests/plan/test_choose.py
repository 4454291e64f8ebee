"""The best plan: compared with a search through all plans, and with what must hold of every plan."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.actions import action
from support.strategies import action_lists, bump_lists, head_counts

from speedbumps.model.actions import Evidence, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.model.questionnaire import Reach
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.choose import (
    ChosenPlan,
    LeftOut,
    PlanStep,
    choose_plan,
    deciding_between,
)
from speedbumps.plan.options import RankedBump
from speedbumps.plan.plan_rules import PlanRules, UnderWay, available_hours

POINTS = {"A": 4, "B": 3, "C": 2, "local": 2, "G": 1, "D": 0, "X": 0}

Pairs = tuple[tuple[RankedBump, AuditedAction], ...]


def every_plan(bumps: Sequence[RankedBump], library: Sequence[AuditedAction], rules: PlanRules) -> Iterator[Pairs]:
    """Yield every plan that observes the rules, by trying all actions in all orders for all sets of bumps."""
    going = rules.under_way
    able = [
        each
        for each in library
        if each.id not in rules.forbidden | {one.action for one in going} and may_begin(each, rules)
    ]
    free = [bump for bump in bumps if bump.id not in {one.bump for one in going}]
    for size in range(max(0, rules.most - len(going)) + 1):
        for chosen in combinations(free, size):
            for taken in permutations(able, size):
                plan = tuple(zip(chosen, taken, strict=True))
                if rules.pinned <= {each.id for each in taken} and all(fits(*pair, library, rules) for pair in plan):
                    needed = hours_of(plan, rules)
                    if rules.hours is None or all(
                        some <= max(0, there - sum(one.hours[term] for one in going))
                        for term, (some, there) in enumerate(zip(needed, rules.hours, strict=True))
                    ):
                        yield plan


def may_begin(each: AuditedAction, rules: PlanRules) -> bool:
    return each.id in rules.pinned or (each.own_reach and each.evidence.grade != "X")


def lowers(each: AuditedAction, bump: RankedBump) -> bool:
    return any(facet == bump.id or facet.startswith(f"{bump.id}.") for facet in each.eases)


def fits(bump: RankedBump, each: AuditedAction, library: Sequence[AuditedAction], rules: PlanRules) -> bool:
    """Return whether one action may be chosen for one bump, for which nothing is under way."""
    if bump.within_reach == "outside" or bump.rough or not lowers(each, bump):
        return False
    if each.id in rules.pinned:
        return True
    if sum(lowers(other, bump) for other in library) < 2:
        return False
    movers = [
        other
        for other in library
        if lowers(other, bump)
        and other.moves_knowledge
        and other.id not in rules.forbidden | {one.action for one in rules.under_way}
        and may_begin(other, rules)
    ]
    return each.moves_knowledge or not (bump.needs_mover and movers)


def hours_of(plan: Pairs, rules: PlanRules) -> TermHours:
    """Return what a plan takes in each term, added up here term by term."""
    terms = [0.0, 0.0, 0.0]
    for _, each in plan:
        hours = hours_for_staff(each, rules.staff)
        terms[0] += hours.setup[1]
        for term in range(3):
            terms[term] += hours.per_term[1] - (hours.saves_per_term[0] if term else 0)
    return (terms[0], terms[1], terms[2])


def worth(plan: Pairs, bumps: Sequence[RankedBump], rules: PlanRules) -> tuple[object, ...]:
    """Return what makes one plan better than another: the greatest is the best."""
    needed = sum(hours_of(plan, rules))
    besides = [other.severity for bump, each in plan for other in bumps if other is not bump and lowers(each, other)]
    return (
        sum(bump.votes for bump, _ in plan),
        sum(bump.severity for bump, _ in plan),
        sum(each.eases[0] == bump.id or each.eases[0].startswith(f"{bump.id}.") for bump, each in plan),
        -needed if rules.energy else sum(POINTS[each.evidence.grade] for _, each in plan),
        -sum(place_of(bump, each) for bump, each in plan),
        sum(each.id in rules.worked for _, each in plan),
        sum(each.moves_knowledge for _, each in plan),
        sum(besides),
        -needed,
        tuple(tuple(-ord(letter) for letter in each.id) for _, each in plan),
    )


def place_of(bump: RankedBump, each: AuditedAction) -> int:
    """Return how many of a bump's questions come before the first that an action should move."""
    places = [bump.questions.index(name) for name in each.should_move if name in bump.questions]
    return min(places) if places else len(bump.questions)


def check_against_every_plan(
    bumps: Sequence[RankedBump], library: Sequence[AuditedAction], rules: PlanRules
) -> ChosenPlan | None:
    """Compare the plan that is chosen with the best of all plans, and return it."""
    found = choose_plan(bumps, library, rules)
    plans = list(every_plan(bumps, library, rules))
    if not plans:
        assert found is None
        return None
    best = max(worth(plan, bumps, rules) for plan in plans)
    assert found is not None
    heights = {bump.id: bump for bump in bumps}
    actions = {each.id: each for each in library}
    chosen = tuple((heights[step.bump], actions[step.action]) for step in found.steps)
    assert worth(chosen, bumps, rules) == best
    assert [step.bump for step in found.steps] == [bump.id for bump in bumps if bump.id in {b.id for b, _ in chosen}]
    assert found.hours == pytest.approx(hours_of(chosen, rules))
    return found


def draw_case(chance: Random) -> tuple[list[RankedBump], list[AuditedAction], PlanRules]:
    """Return a small case with many ties."""
    facets = ["time.delay", "time.energy", "resource.skills", "social.openness", "political.clash"]
    chance.shuffle(facets)
    heights = sorted((chance.choice([50.0, 55.5, 60.0, 61.1]) for _ in facets[: chance.randint(0, 4)]), reverse=True)
    bumps = [
        RankedBump(
            facet,
            height,
            chance.choice(["ours", "shared", "shared", "outside"]),
            None,
            needs_mover=facet == "resource.skills",
            votes=chance.choice([0, 0, 5, 7]),
            rough=chance.random() < 0.1,
            questions=("Q1", "Q2")[: chance.randint(0, 2)],
        )
        for facet, height in zip(facets, heights, strict=False)
    ]
    library = [
        action(
            name,
            chance.choice(["A", "B", "C", "G", "D", "X", "local"]),
            *chance.sample(facets, chance.randint(1, 3)),
            moves=chance.random() < 0.4,
            hours=Hours(
                setup=(0, chance.choice([0, 5, 10])),
                per_term=(0, chance.choice([0, 10, 20])),
                saves_per_term=(chance.choice([0, 0, 15]), 15),
            ),
        ).model_copy(
            update={
                "own_reach": chance.random() < 0.8,
                "hours_for": 45,
                "should_move": chance.choice([(), ("Q1",), ("Q2",), ("Q2", "Q1")]),
            }
        )
        for name in "abcdef"[: chance.randint(0, 6)]
    ]
    chance.shuffle(library)
    names = [each.id for each in library]
    going = tuple(
        UnderWay(
            chance.choice([*facets, "gone.bump"]),
            chance.choice([None, *names]),
            (chance.choice([0.0, 15.0]), chance.choice([-10.0, 0.0, 15.0]), 5.0),
        )
        for _ in range(chance.choice([0, 0, 1, 2]))
    )
    free = [name for name in names if name not in {each.action for each in going}]
    pinned = frozenset(chance.sample(free, min(len(free), chance.choice([0, 0, 0, 1, 2]))))
    rules = PlanRules(
        most=chance.choice([1, 2, 3, 3]),
        hours=chance.choice([None, available_hours(chance.choice([0, 10, 25, 45, 60]), energy=chance.random() < 0.5)]),
        pinned=pinned,
        forbidden=frozenset(name for name in names if chance.random() < 0.1) - pinned,
        under_way=going,
        worked=frozenset(name for name in names if chance.random() < 0.3),
        energy=chance.random() < 0.5,
        staff=chance.choice([None, 20, 45, 90]),
    )
    return bumps, library, rules


def test_two_thousand_drawn_plans_are_the_best_of_all_plans() -> None:
    chance = Random(20261130)
    chosen = [check_against_every_plan(*draw_case(chance)) for _ in range(2_000)]

    sizes = [len(found.steps) for found in chosen if found is not None]
    assert {0, 1, 2, 3} == {*sizes}
    assert 50 < chosen.count(None) < 800


@given(bump_lists(), action_lists(), st.booleans(), head_counts, st.sampled_from([None, 5.0, 30.0, 60.0]))
def test_plans_are_the_best_of_all_plans(
    bumps: tuple[RankedBump, ...],
    library: tuple[AuditedAction, ...],
    energy: bool,  # noqa: FBT001 - drawn
    staff: int | None,
    hours: float | None,
) -> None:
    limit = None if hours is None else available_hours(hours, energy=energy)
    check_against_every_plan(bumps[:4], library[:6], PlanRules(hours=limit, energy=energy, staff=staff))


@given(bump_lists(), action_lists(), st.integers(0, 80), st.integers(0, 40))
def test_more_hours_never_cover_less(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...], hours: int, more: int
) -> None:
    some, most = (
        choose_plan(bumps, library, PlanRules(hours=available_hours(each, energy=False)))
        for each in (hours, hours + more)
    )

    assert some is not None
    assert most is not None
    height = {bump.id: bump.severity for bump in bumps}
    assert sum(height[step.bump] for step in some.steps) <= sum(height[step.bump] for step in most.steps)
    assert all(needed <= hours for needed in some.hours)


@given(bump_lists(), action_lists(), st.integers(0, 80))
def test_an_action_that_eases_no_bump_and_the_order_of_the_library_change_nothing(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...], hours: int
) -> None:
    rules = PlanRules(hours=available_hours(hours, energy=False))
    useless = action("zz", "A", "nothing.at-all", moves=True)

    assert choose_plan(bumps, [useless, *library[::-1]], rules) == choose_plan(bumps, library, rules)


@given(bump_lists(), action_lists(), st.data())
def test_a_pinned_action_is_in_the_plan_and_a_forbidden_one_is_not(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...], data: st.DataObject
) -> None:
    names = sorted(each.id for each in library)
    pinned = data.draw(st.sets(st.sampled_from(names), max_size=3) if names else st.just(set[str]()))
    rules = PlanRules(pinned=frozenset(pinned), forbidden=frozenset(names[:2]) - pinned)

    plan = choose_plan(bumps, library, rules)

    taken = {step.action for step in plan.steps} if plan else set(pinned)
    assert pinned <= taken
    assert not taken & rules.forbidden


LIBRARY = (
    action("long", "A", "time.delay", hours=Hours(setup=(0, 10), per_term=(0, 40))),
    action("short", "D", "time.delay", hours=Hours(per_term=(0, 10))),
    action("energy", "C", "time.energy", hours=Hours(per_term=(0, 30))),
    action("rest", "C", "time.energy", hours=Hours(per_term=(0, 30))),
)


ANY = PlanRules()


def bump(name: str, severity: float = 60.0, reach: Reach = "ours", *, rough: bool = False) -> RankedBump:
    """Return a bump of some height."""
    return RankedBump(name, severity, reach, None, rough=rough)


def plan_for(*bumps: RankedBump, rules: PlanRules = ANY) -> ChosenPlan:
    found = choose_plan(bumps, LIBRARY, rules)
    assert found is not None
    return found


def test_both_bumps_are_eased_if_the_better_action_gives_way_to_a_shorter_one() -> None:
    bumps = (bump("time.delay", 70.0), bump("time.energy"))

    assert plan_for(*bumps).steps == (PlanStep("time.delay", "long"), PlanStep("time.energy", "energy"))
    assert plan_for(*bumps, rules=PlanRules(hours=(50.0, 50.0, 50.0))).steps == (
        PlanStep("time.delay", "short"),
        PlanStep("time.energy", "energy"),
    )


def test_what_is_left_out_has_its_reason() -> None:
    bumps = (
        bump("time.delay", 80.0),
        bump("time.energy", 70.0),
        bump("political.clash", 65.0),
        bump("social.openness", 64.0, "outside"),
        bump("social.trust", 63.0, rough=True),
    )

    assert plan_for(*bumps, rules=PlanRules(hours=(20.0, 20.0, 20.0))).left_out == (
        LeftOut("time.energy", "hours"),
        LeftOut("political.clash", "no-action"),
        LeftOut("social.openness", "outside"),
        LeftOut("social.trust", "rough"),
    )
    assert plan_for(*bumps[:2], rules=PlanRules(most=1)).left_out == (LeftOut("time.energy", "enough"),)


def test_a_bump_that_could_come_into_the_plan_with_more_hours_is_left_out_for_hours() -> None:
    bumps = (bump("time.delay", 80.0), bump("time.energy", 70.0))

    assert plan_for(*bumps, rules=PlanRules(most=1, hours=(5.0, 5.0, 5.0))).left_out == (
        LeftOut("time.delay", "hours"),
        LeftOut("time.energy", "hours"),
    )


def test_a_bump_whose_actions_all_go_to_others_has_no_action_left() -> None:
    library = [action("one", "A", "time.delay", "time.energy"), action("not", "X", "time.delay", "time.energy")]

    found = choose_plan((bump("time.delay", 70.0), bump("time.energy")), library, PlanRules())

    assert found is not None
    assert found.steps == (PlanStep("time.delay", "one"),)
    assert found.left_out == (LeftOut("time.energy", "no-action"),)


def test_a_plan_without_a_pinned_action_is_none() -> None:
    assert choose_plan((bump("time.delay"),), LIBRARY, PlanRules(pinned=frozenset({"energy"}))) is None
    assert choose_plan((), LIBRARY, PlanRules(pinned=frozenset({"energy"}))) is None
    pinned = PlanRules(pinned=frozenset({"long"}), hours=(49.0, 90.0, 90.0))
    assert choose_plan((bump("time.delay"),), LIBRARY, pinned) is None
    assert choose_plan((bump("time.delay"),), LIBRARY, pinned._replace(hours=(50.0, 90.0, 90.0))) is not None


def test_savings_arrive_a_term_later_and_count_with_the_least() -> None:
    assert term_hours(Hours(setup=(1, 5), per_term=(2, 8), saves_per_term=(3, 20))) == (13.0, 5.0, 5.0)


def test_what_is_under_way_keeps_its_bump_its_place_and_its_hours() -> None:
    bumps = (bump("time.delay", 70.0), bump("time.energy"))
    going = PlanRules(most=2, hours=(50.0, 50.0, 50.0), under_way=(UnderWay("time.delay", "long", (40.0, 40.0, 40.0)),))

    assert plan_for(*bumps, rules=going).left_out == (LeftOut("time.energy", "hours"),)
    wider = going._replace(hours=(70.0, 70.0, 70.0))
    assert plan_for(*bumps, rules=wider).steps == (PlanStep("time.energy", "energy"),)
    assert plan_for(*bumps, rules=wider._replace(most=1)).left_out == (LeftOut("time.energy", "enough"),)


@pytest.mark.parametrize(
    ("better", "worse", "decides"),
    [
        (("long", "energy"), ("short",), "height"),
        (("long", "energy"), ("short", "energy"), "evidence"),
        (("long", "energy"), ("long", "rest"), "id"),
    ],
)
def test_what_speaks_for_a_plan_is_the_first_criterion_in_which_it_is_better(
    better: Sequence[str], worse: Sequence[str], decides: str
) -> None:
    bumps = (bump("time.delay", 70.0), bump("time.energy"))
    one, other = (
        [PlanStep(each.id, name) for each, name in zip(bumps, names, strict=False)] for names in (better, worse)
    )

    assert deciding_between(one, other, bumps, LIBRARY, PlanRules()) == decides


def test_a_large_case_is_decided_quickly_enough_to_be_exact() -> None:
    """Sixteen bumps and 48 actions, of which many tie: more plans than could be tried."""
    chance = Random(7)
    facets = [f"time.f{number}" for number in range(16)]
    bumps = [bump(facet, 90.0 - place // 3) for place, facet in enumerate(facets)]
    library = [
        action(f"a{number:02}", "C", *chance.sample(facets, 3), hours=Hours(per_term=(0, 10.0 + number % 5)))
        for number in range(48)
    ]

    found = choose_plan(bumps, library, PlanRules(most=5, hours=(60.0, 60.0, 60.0)))

    assert found is not None
    assert len(found.steps) == 5
    tested = action("a00", "X", *facets).model_copy(update={"evidence": Evidence(grade="X", summary="Tested.")})
    assert choose_plan(bumps, [*library[1:], tested], PlanRules(most=5)) is not None
