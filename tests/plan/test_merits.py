"""What speaks for an action at a bump, and which actions may be chosen for it: computed by hand."""

from collections.abc import Sequence

import pytest
from support.actions import action

from speedbumps.model.actions import Evidence, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.plan.choose import PlanStep, choose_plan
from speedbumps.plan.merits import (
    criteria_under,
    deciding_criterion,
    eligible_pairs,
    is_candidate,
    lacks_mover,
    merits_of,
    ranked_choices,
)
from speedbumps.plan.options import RankedBump
from speedbumps.plan.plan_rules import PlanRules, UnderWay

ANY = PlanRules()
UNIT = 10**9
DELAY = RankedBump("time.delay", 70.0, "ours", None, questions=("Q1", "Q2"))
ENERGY = RankedBump("time.energy", 60.5, "ours", None)
TIME = RankedBump("time", 50.25, "ours", None)
BUMPS = (DELAY, ENERGY, TIME)
HOURS = Hours(setup=(1, 5), per_term=(2, 8), saves_per_term=(3, 20))


def test_merits_are_computed_by_hand() -> None:
    given = action("a", "B", "time.energy", "time.delay", moves=True, hours=HOURS).model_copy(
        update={"should_move": ("Q2",)}
    )

    # 5 + 8 hours in the first term, 8 - 3 in each of two more; the other bumps that it eases: energy, and time above.
    assert merits_of(given, DELAY, BUMPS, PlanRules()) == (0, 3, -1, 0, 1, int(110.75 * UNIT), -23 * UNIT)
    energy = PlanRules(energy=True, worked=frozenset({"a"}))
    assert merits_of(given, ENERGY, BUMPS, energy) == (1, -23 * UNIT, 0, 1, 1, int(120.25 * UNIT), -23 * UNIT)
    assert merits_of(given, TIME, BUMPS, PlanRules())[0] == 1


@pytest.mark.parametrize(("grade", "points"), {"A": 4, "B": 3, "C": 2, "local": 2, "G": 1, "D": 0, "X": 0}.items())
def test_evidence_counts_by_its_grade(grade: str, points: int) -> None:
    given = action("a", "A", "time.delay").model_copy(
        update={"evidence": Evidence.model_validate({"grade": grade, "summary": "Tested."})}
    )

    assert merits_of(given, DELAY, BUMPS, PlanRules())[1] == points


def test_hours_are_scaled_to_the_staff() -> None:
    given = action("a", "A", "time.delay", hours=HOURS).model_copy(update={"hours_for": 45})

    # Of 90 staff: 10 to begin, 16 a term, 6 given back.
    assert merits_of(given, DELAY, BUMPS, PlanRules(staff=90))[-1] == -46 * UNIT
    (pair,) = eligible_pairs(DELAY, BUMPS, (given,), PlanRules(staff=90, pinned=frozenset("a")))
    assert pair.hours == (26 * UNIT, 10 * UNIT, 10 * UNIT)


def test_hours_back_take_the_place_of_evidence_where_energy_is_low() -> None:
    usual, low = criteria_under(PlanRules()), criteria_under(PlanRules(energy=True))

    assert (usual[:2], low[:2]) == (("fit", "evidence"), ("fit", "hours-back"))
    assert usual[2:] == low[2:] == ("answers", "worked-here", "moves-knowledge", "besides", "fewer-hours")


def chosen(library: Sequence[AuditedAction], bump: RankedBump = DELAY, rules: PlanRules = ANY) -> str:
    return "".join(ranked_choices(bump, BUMPS, library, rules))


def test_the_best_by_itself_comes_first_and_ids_decide_last() -> None:
    library = [action("b", "D", "time.delay"), action("c", "A", "time.delay"), action("a", "D", "time.delay")]

    assert chosen(library) == "cab"


def test_only_what_eases_the_bump_can_be_begun_and_was_not_in_vain_may_be_chosen() -> None:
    library = [
        action("a", "D", "time.delay"),
        action("b", "A", "time.energy"),
        action("c", "A", "time.delay").model_copy(update={"own_reach": False}),
        action("d", "X", "time.delay"),
        action("e", "A", "time.delay"),
    ]

    assert chosen(library, rules=PlanRules(forbidden=frozenset("e"))) == "a"
    pinned = PlanRules(forbidden=frozenset("e"), pinned=frozenset("bcde"))
    assert chosen(library, rules=pinned) == "cad"


def test_one_option_is_no_choice_unless_it_is_pinned() -> None:
    alone = [action("a", "A", "time.delay"), action("b", "A", "time.energy")]

    assert chosen(alone) == ""
    assert chosen(alone, rules=PlanRules(pinned=frozenset("a"))) == "a"
    assert chosen([*alone, action("c", "X", "time.delay")]) == "a"


def test_a_bump_about_knowledge_takes_a_mover_if_there_is_one() -> None:
    library = [
        action("a", "A", "time.delay"),
        action("b", "D", "time.delay", moves=True),
        action("c", "B", "time.delay"),
    ]
    needs = DELAY._replace(needs_mover=True)

    assert chosen(library) == "acb"
    assert chosen(library, needs) == "b"
    assert chosen(library, needs, PlanRules(pinned=frozenset("c"))) == "cb"
    assert chosen(library, needs, PlanRules(forbidden=frozenset("b"))) == "ac"


def test_a_bump_lacks_a_mover_only_if_it_calls_for_one_and_none_may_be_chosen() -> None:
    needs = DELAY._replace(needs_mover=True)
    plain = action("a", "A", "time.delay")
    mover, elsewhere = action("b", "A", "time.delay", moves=True), action("c", "A", "time.energy", moves=True)

    assert lacks_mover(needs, (plain, elsewhere), PlanRules())
    assert not lacks_mover(needs, (plain, mover), PlanRules())
    assert lacks_mover(needs, (plain, mover), PlanRules(forbidden=frozenset("b")))
    assert not lacks_mover(DELAY, (plain,), PlanRules())
    assert not lacks_mover(needs._replace(rough=True), (plain,), PlanRules())


def test_a_bump_is_a_candidate_if_the_school_can_lower_it_and_it_is_free() -> None:
    assert is_candidate(DELAY, PlanRules())
    assert is_candidate(DELAY._replace(within_reach="shared"), PlanRules())
    assert not is_candidate(DELAY._replace(within_reach="outside"), PlanRules())
    assert not is_candidate(DELAY._replace(rough=True), PlanRules())
    going = PlanRules(under_way=(UnderWay("time.delay", None, (0.0, 0.0, 0.0)),))
    assert not is_candidate(DELAY, going)
    assert is_candidate(ENERGY, going)


@pytest.mark.parametrize(
    ("better", "worse", "rules", "decides"),
    [
        (action("b", "A", "time.delay"), action("a", "D", "time.delay"), PlanRules(), "evidence"),
        (action("b", "D", "time.delay"), action("a", "A", "time.energy", "time.delay"), PlanRules(), "fit"),
        (
            action("b", "D", "time.delay"),
            action("a", "D", "time.delay"),
            PlanRules(worked=frozenset("b")),
            "worked-here",
        ),
        (action("b", "D", "time.delay", moves=True), action("a", "D", "time.delay"), PlanRules(), "moves-knowledge"),
        (action("b", "D", "time.delay", "time.energy"), action("a", "D", "time.delay"), PlanRules(), "besides"),
        (
            action("b", "D", "time.delay"),
            action("a", "D", "time.delay", hours=Hours(per_term=(0, 5))),
            PlanRules(),
            "fewer-hours",
        ),
        (
            action("b", "D", "time.delay"),
            action("a", "A", "time.delay", hours=Hours(per_term=(0, 5))),
            PlanRules(energy=True),
            "hours-back",
        ),
        (action("a", "D", "time.delay"), action("b", "D", "time.delay"), PlanRules(), "id"),
    ],
)
def test_the_reason_for_an_action_is_what_decides(
    better: AuditedAction, worse: AuditedAction, rules: PlanRules, decides: str
) -> None:
    observed = rules._replace(most=1)

    found = choose_plan(BUMPS, (worse, better), observed)

    assert deciding_criterion(better, worse, DELAY, BUMPS, observed) == decides
    assert found is not None
    assert found.steps == (PlanStep("time.delay", better.id),)
