"""What is suggested in a report: the plan without a limit of hours, and what to ask of others."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.actions import action
from support.strategies import FACETS, KNOWLEDGE, action_lists, bump_lists, head_counts

from speedbumps.model.actions import Evidence
from speedbumps.model.audit import ActionPlan, AuditedAction
from speedbumps.plan.choose import choose_plan
from speedbumps.plan.options import RankedBump, rank_options
from speedbumps.plan.plan_rules import PlanRules
from speedbumps.plan.suggest import suggest_plan


@given(bump_lists(), action_lists(), st.booleans(), head_counts)
def test_the_best_plan_without_a_limit_is_suggested_with_the_options_beside_it(
    bumps: tuple[RankedBump, ...],
    library: tuple[AuditedAction, ...],
    energy: bool,  # noqa: FBT001 - drawn
    staff: int | None,
) -> None:
    options, plan = suggest_plan(bumps, library, energy=energy, staff=staff)

    chosen = choose_plan(bumps, library, PlanRules(energy=energy, staff=staff))
    assert chosen is not None
    assert options == rank_options(bumps, library, energy=energy, staff=staff)
    assert {(each.bump, each.action) for each in plan.priorities} == {*chosen.steps}
    assert plan.without_mover == chosen.without_mover
    assert plan.energy is energy
    for priority in plan.priorities:
        assert priority.alternatives == tuple(name for name in options[priority.bump] if name != priority.action)
        assert priority.alternatives
    assert [(ask.bump, ask.within_reach, ask.text) for ask in plan.asks] == [
        (bump.id, bump.within_reach, bump.ask_others)
        for bump in bumps
        if bump.within_reach in ("shared", "outside") and bump.ask_others is not None
    ]


@given(bump_lists(), action_lists(), st.lists(st.sampled_from([0, 0, 5, 9, 14]), min_size=12, max_size=12))
def test_bumps_with_most_votes_come_first_whatever_their_height(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...], votes: list[int]
) -> None:
    voted = tuple(bump._replace(votes=n) for bump, n in zip(bumps, votes, strict=False))
    place = {bump.id: (-bump.votes, at) for at, bump in enumerate(voted)}

    _, plan = suggest_plan(voted, library, energy=False)

    named = [each.bump for each in plan.priorities]
    assert named == sorted(named, key=place.__getitem__)
    _, unvoted = suggest_plan(bumps, library, energy=False)
    assert plan.asks == unvoted.asks


def plan_of(names: Sequence[str], library: Sequence[AuditedAction]) -> ActionPlan:
    """Return what is suggested for the bumps *names*, all of one height and within the school's reach."""
    bumps = [RankedBump(name, 60.0, "ours", None, name in KNOWLEDGE) for name in names]
    return suggest_plan(bumps, library, energy=False)[1]


def test_three_bumps_are_enough() -> None:
    library = [action(name, "A", *FACETS) for name in "abcdefgh"]

    plan = plan_of(("time.delay", "time.energy", "political.clash", "political"), library)

    assert [priority.bump for priority in plan.priorities] == ["time.delay", "time.energy", "political.clash"]


@pytest.mark.parametrize(("bump", "first"), [("resource.skills", "mover"), ("time.delay", "best")])
def test_know_how_that_lies_unused_calls_for_an_action_that_moves_it(bump: str, first: str) -> None:
    library = [action("best", "A", bump), action("mover", "D", bump, moves=True)]

    plan = plan_of([bump], library)

    assert [priority.action for priority in plan.priorities] == [first]
    assert plan.without_mover == ()


def test_another_action_is_suggested_where_none_moves_knowledge() -> None:
    plan = plan_of(
        ["resource.skills"], [action("best", "A", "resource.skills"), action("next", "D", "resource.skills")]
    )

    assert [priority.action for priority in plan.priorities] == ["best"]
    assert plan.without_mover == ("resource.skills",)


def test_what_had_no_effect_or_needs_others_is_never_suggested() -> None:
    tried = action("tried", "A", "time.delay").model_copy(update={"evidence": Evidence(grade="X", summary="Tested.")})
    theirs = action("theirs", "A", "time.delay").model_copy(update={"own_reach": False})
    ours = action("ours", "D", "time.delay")

    assert plan_of(["time.delay"], [tried, theirs]).priorities == ()
    assert [each.action for each in plan_of(["time.delay"], [tried, theirs, ours]).priorities] == ["ours"]


def test_no_bump_has_no_plan() -> None:
    assert suggest_plan((), (), energy=False) == ({}, ActionPlan(priorities=(), asks=()))
