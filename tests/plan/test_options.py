"""Which options come first, and what is suggested: compared with a second account of the rules."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import FACETS, KNOWLEDGE, action_lists, actions, bump_lists, head_counts

from speedbumps.model.actions import Evidence, Hours
from speedbumps.model.audit import ActionPlan, AuditedAction
from speedbumps.model.staff_hours import first_term_hours, hours_for_staff
from speedbumps.plan.options import RankedBump, eases, rank_options, suggest_plan

RANKS = {"A": 0, "B": 1, "C": 2, "local": 2, "G": 3, "D": 4, "X": 5}


def lowers(action: AuditedAction, bump: str) -> bool:
    """Return whether an action may lower a bump, by comparing names."""
    return any(facet == bump or facet.startswith(f"{bump}.") for facet in action.eases)


def made_for(action: AuditedAction, bump: str) -> bool:
    """Return whether an action names a bump, or a facet of it, before any other."""
    return action.eases[0] == bump or action.eases[0].startswith(f"{bump}.")


def term_cost(action: AuditedAction, staff: int | None) -> float:
    """Return the most that an action may cost in its first term: its hours as they are printed for so many staff."""
    setup, running, saved = action.hours.setup[1], action.hours.per_term[1], action.hours.saves_per_term[0]
    if staff and action.hours_for and action.level in ("teacher", "school") and staff != action.hours_for:
        share = staff / action.hours_for
        setup, running, saved = (max(1, int(end * share + 0.5)) if end else 0 for end in (setup, running, saved))
    return setup + running - saved


def comes_first(
    pair: tuple[AuditedAction, AuditedAction],
    bump: str,
    bumps: tuple[RankedBump, ...],
    *,
    energy: bool,
    staff: int | None,
) -> bool:
    """Return whether the first of *pair* stands before the other at *bump*, by one rule after the other."""
    one, other = pair

    def eased(action: AuditedAction) -> float:
        return sum(each.severity for each in bumps if each.id != bump and lowers(action, each.id))

    if (one.evidence.grade == "X") != (other.evidence.grade == "X"):
        return other.evidence.grade == "X"
    if one.own_reach != other.own_reach:
        return one.own_reach
    if made_for(one, bump) != made_for(other, bump):
        return made_for(one, bump)
    if energy and one.saves_hours != other.saves_hours:
        return one.saves_hours
    if RANKS[one.evidence.grade] != RANKS[other.evidence.grade]:
        return RANKS[one.evidence.grade] < RANKS[other.evidence.grade]
    if term_cost(one, staff) != term_cost(other, staff):
        return term_cost(one, staff) < term_cost(other, staff)
    if eased(one) != eased(other):
        return eased(one) > eased(other)
    if one.moves_knowledge != other.moves_knowledge:
        return one.moves_knowledge
    return one.id < other.id


@given(bump_lists(), action_lists(), st.booleans(), head_counts)
def test_options_follow_the_rules_pair_by_pair(
    bumps: tuple[RankedBump, ...],
    library: tuple[AuditedAction, ...],
    energy: bool,  # noqa: FBT001 - drawn
    staff: int | None,
) -> None:
    ranked = rank_options(bumps, library, energy=energy, staff=staff)

    by_id = {action.id: action for action in library}
    assert list(ranked) == [bump.id for bump in bumps]
    for bump in bumps:
        assert {*ranked[bump.id]} == {action.id for action in library if lowers(action, bump.id)}
        for one, other in combinations(ranked[bump.id], 2):
            assert comes_first((by_id[one], by_id[other]), bump.id, bumps, energy=energy, staff=staff)


@given(bump_lists(), action_lists())
def test_the_order_of_the_library_makes_no_difference(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...]
) -> None:
    assert rank_options(bumps, library, energy=False) == rank_options(bumps, library[::-1], energy=False)


def expected_plan(
    bumps: tuple[RankedBump, ...], ranked: dict[str, tuple[str, ...]], by_id: dict[str, AuditedAction]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the bumps with the action that is suggested for each, and the bumps for which no mover is left."""
    left = dict(by_id)
    chosen: list[tuple[str, str]] = []
    lacking: list[str] = []
    for bump in bumps:
        if bump.within_reach == "outside":
            continue
        if len(chosen) == 3:
            break
        able = [left[name] for name in ranked[bump.id] if name in left]
        able = [action for action in able if action.own_reach and action.evidence.grade != "X"]
        if bump.id in KNOWLEDGE:
            movers = [action for action in able if action.moves_knowledge]
            if not movers:
                lacking.append(bump.id)
            able = movers or able
        if able and len(ranked[bump.id]) > 1:
            chosen.append((bump.id, able[0].id))
            del left[able[0].id]
    return chosen, lacking


@given(bump_lists(), action_lists(), st.booleans())
def test_the_first_fitting_option_of_each_bump_is_suggested_once(
    bumps: tuple[RankedBump, ...],
    library: tuple[AuditedAction, ...],
    energy: bool,  # noqa: FBT001 - drawn
) -> None:
    by_id = {action.id: action for action in library}
    ranked = dict(rank_options(bumps, library, energy=energy))

    plan = suggest_plan(bumps, ranked, by_id, energy=energy)

    chosen, lacking = expected_plan(bumps, ranked, by_id)
    assert [(priority.bump, priority.action) for priority in plan.priorities] == chosen
    assert list(plan.without_mover) == lacking
    assert plan.energy is energy
    for priority in plan.priorities:
        assert priority.alternatives == tuple(name for name in ranked[priority.bump] if name != priority.action)
    assert [(ask.bump, ask.within_reach, ask.text) for ask in plan.asks] == [
        (bump.id, bump.within_reach, bump.ask_others)
        for bump in bumps
        if bump.within_reach in ("shared", "outside") and bump.ask_others is not None
    ]


def action(name: str, grade: Literal["A", "D"] = "A", *eased: str, moves: bool = False) -> AuditedAction:
    """Return an action that a school can begin by itself, without hours; it is made for the first facet."""
    return AuditedAction(
        id=name,
        title=name,
        level="school",
        own_reach=True,
        eases=eased,
        moves_knowledge=moves,
        moves_pupils=False,
        first_step="Talk.",
        owner="head",
        horizon="term",
        hours=Hours(),
        evidence=Evidence(grade=grade, summary="Tested."),
        saves_hours=False,
    )


def plan_of(names: Sequence[str], library: Sequence[AuditedAction]) -> ActionPlan:
    """Return what is suggested for the bumps *names*, all of one height and within the school's reach."""
    bumps = [RankedBump(name, 60.0, "ours", None, name in KNOWLEDGE) for name in names]
    by_id = {each.id: each for each in library}
    return suggest_plan(bumps, rank_options(bumps, library, energy=False), by_id, energy=False)


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


@given(st.integers(1, 10**11 - 1), st.integers(1, 10**11 - 1), st.sampled_from([-1, 0, 1]))
def test_sums_that_differ_in_the_ninth_decimal_differ_and_others_tie(one: int, other: int, more: int) -> None:
    """Severities have nine decimals; their sums as floats differ from the true ones only far behind these."""
    heights = {"time.delay": one, "time.energy": other, "political.clash": one + other + more}
    bumps = [RankedBump(name, units / 10**9, "ours", None) for name, units in heights.items()]
    rest = RankedBump("social.openness", 1.0, "ours", None)
    library = [
        action("a-sum", "A", rest.id, "time.delay", "time.energy"),
        action("mover", "A", rest.id, "political.clash", moves=True),
    ]

    ranked = rank_options([*bumps, rest], library, energy=False)

    assert ranked[rest.id] == (("mover", "a-sum") if more >= 0 else ("a-sum", "mover"))


def test_an_action_made_for_a_bump_stands_before_better_tested_ones_that_ease_it_besides() -> None:
    library = [
        action("besides", "A", "time.energy", "time.delay"),
        action("made-for-it", "D", "time.delay", "time.energy"),
    ]
    bumps = [RankedBump("time.energy", 90.0, "ours", None), RankedBump("time.delay", 60.0, "ours", None)]

    ranked = rank_options(bumps, library, energy=False)

    assert ranked == {"time.energy": ("besides", "made-for-it"), "time.delay": ("made-for-it", "besides")}


def test_where_energy_is_low_hours_given_back_count_more_than_evidence_but_less_than_the_bump() -> None:
    saver = {"hours": Hours(saves_per_term=(5, 9)), "saves_hours": True}
    library = [
        action("besides", "A", "time.energy", "time.delay").model_copy(update=saver),
        action("saver", "D", "time.delay").model_copy(update=saver),
        action("tested", "A", "time.delay"),
    ]
    bumps = [RankedBump("time.delay", 60.0, "ours", None)]

    assert rank_options(bumps, library, energy=True) == {"time.delay": ("saver", "tested", "besides")}
    assert rank_options(bumps, library, energy=False) == {"time.delay": ("tested", "saver", "besides")}


def test_no_bump_has_no_plan() -> None:
    assert suggest_plan((), {}, {}, energy=False) == ActionPlan(priorities=(), asks=())


@given(action_lists())
def test_a_first_term_costs_the_most_and_gives_back_the_least(library: tuple[AuditedAction, ...]) -> None:
    for action in library:
        (_, setup), (_, running), (saved, _) = action.hours.setup, action.hours.per_term, action.hours.saves_per_term
        assert first_term_hours(action) == setup + running - saved


@given(actions("a"), head_counts)
def test_hours_are_whole_and_rise_with_the_staff(action: AuditedAction, staff: int | None) -> None:
    given_hours, scaled = action.hours, hours_for_staff(action, staff)

    if staff is None or action.hours_for is None or action.level in ("between-schools", "system"):
        assert scaled == given_hours
        return
    for name in ("setup", "per_term", "saves_per_term"):
        for before, after in zip(getattr(given_hours, name), getattr(scaled, name), strict=True):
            assert after == int(after)
            assert abs(after - before * staff / action.hours_for) <= (0.5 if before * staff >= action.hours_for else 1)
            assert (after > 0) == (before > 0)


@given(actions("a", eases=("time.delay",)))
def test_a_facet_eases_its_barrier_and_no_other(action: AuditedAction) -> None:
    assert eases(action, "time.delay")
    assert eases(action, "time")
    assert not eases(action, "time.energy")
    assert not eases(action, "resource")


@given(bump_lists(), action_lists(), st.lists(st.sampled_from([0, 0, 5, 9, 14]), min_size=12, max_size=12))
def test_bumps_with_most_votes_come_first_whatever_their_height(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...], votes: list[int]
) -> None:
    voted = tuple(bump._replace(votes=n) for bump, n in zip(bumps, votes, strict=False))
    by_id = {action.id: action for action in library}
    ranked = dict(rank_options(voted, library, energy=False))
    places = {bump.id: (-bump.votes, place) for place, bump in enumerate(voted)}
    ordered = tuple(sorted(voted, key=lambda bump: places[bump.id]))

    plan = suggest_plan(voted, ranked, by_id, energy=False)

    chosen, lacking = expected_plan(ordered, ranked, by_id)
    assert [(priority.bump, priority.action) for priority in plan.priorities] == chosen
    assert list(plan.without_mover) == lacking
    unvoted = suggest_plan(bumps, ranked, by_id, energy=False)
    assert [each.bump for each in plan.asks] == [each.bump for each in unvoted.asks]
