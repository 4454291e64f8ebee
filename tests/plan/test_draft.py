"""What is drafted for a school, beside what it has planned already."""

from collections.abc import Mapping

import pytest
from support.plans import ANY, HEADER, draft_for, hillview, read_plan
from support.schools import shipped

from speedbumps.model.audit import AuditedAction
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.bumps import bumps_of_audit
from speedbumps.plan.choose import PlanStep
from speedbumps.plan.draft import PlanDraft, PlanWishes, draft_plan
from speedbumps.plan.library import localized_actions
from speedbumps.plan.plan_file import plan_text
from speedbumps.plan.suggest import suggest_plan
from speedbumps.plan.worked import after_last_plan

AUDIT = hillview()
ACTIONS: Mapping[str, AuditedAction] = {action.id: action for action in AUDIT.actions}
LIBRARY = localized_actions(shipped(), "england", lambda text: text)
ENOUGH = PlanWishes(hours_per_term=2_000)


def steps(draft: PlanDraft) -> list[PlanStep]:
    return [PlanStep(each.target.id, each.action.id) for each in draft.actions]


def hours_of(*names: str) -> TermHours:
    terms = [term_hours(hours_for_staff(ACTIONS[name], AUDIT.school.staff)) for name in names]
    return (sum(each[0] for each in terms), sum(each[1] for each in terms), sum(each[2] for each in terms))


def kept(*priorities: str, rest: str = "") -> SchoolPlan:
    """Return a plan with some priorities, each given as "bump action status"."""
    lines = (
        f"  - {{bump: {bump}, action: {action}, status: {status}}}\n"
        for bump, action, status in map(str.split, priorities)
    )
    return read_plan(f"{HEADER}priorities:\n{''.join(lines)}{rest}")


def test_a_first_draft_is_what_the_report_suggests() -> None:
    assert AUDIT.plan is not None
    assert steps(draft_for(AUDIT)) == [PlanStep(each.bump, each.action) for each in AUDIT.plan.priorities]
    assert draft_for(AUDIT).asks == AUDIT.plan.asks


def test_the_bumps_of_a_published_audit_are_those_that_its_suggestion_rests_on() -> None:
    _, plan = suggest_plan(bumps_of_audit(AUDIT), AUDIT.actions, energy=True, staff=AUDIT.school.staff)

    assert plan == AUDIT.plan


def test_a_draft_with_and_without_hours_says_what_it_takes() -> None:
    free, limited = draft_for(AUDIT), draft_for(AUDIT, PlanWishes(hours_per_term=40))

    assert (free.available, limited.available) == (None, (20.0, 20.0, 20.0))
    assert free.halved
    assert free.shifted == ()
    for draft in (free, limited):
        assert draft.needed == hours_of(*(each.action.id for each in draft.actions))
    assert max(limited.needed) <= 20


def test_all_hours_are_planned_where_energy_is_not_low_or_somebody_wants_that() -> None:
    assert AUDIT.plan is not None
    rested = AUDIT.model_copy(update={"plan": AUDIT.plan.model_copy(update={"energy": False})})
    wishes = PlanWishes(hours_per_term=40)

    for draft in (
        draft_for(rested, wishes),
        draft_for(AUDIT.model_copy(update={"plan": None}), wishes),
        draft_for(AUDIT, wishes._replace(all_hours=True)),
    ):
        assert not draft.halved
        assert draft.available == (40.0, 40.0, 40.0)


def test_ten_hours_more_and_fewer_are_compared_with_the_draft() -> None:
    draft = draft_for(AUDIT, PlanWishes(hours_per_term=60))

    for shifted, hours in zip(draft.shifted, (70, 50), strict=True):
        other = steps(draft_for(AUDIT, PlanWishes(hours_per_term=hours)))
        assert shifted.hours_per_term == hours
        assert {*shifted.added} == {*other} - {*steps(draft)}
        assert {*shifted.dropped} == {*steps(draft)} - {*other}
    assert any(shifted.added or shifted.dropped for shifted in draft.shifted)
    assert [each.hours_per_term for each in draft_for(AUDIT, PlanWishes(hours_per_term=5)).shifted] == [15]


def test_what_is_planned_is_not_drafted_again_and_its_hours_are_taken() -> None:
    first = draft_for(AUDIT, ENOUGH).actions[0]
    plan = kept(f"{first.target.id} {first.action.id} under-way")

    draft = draft_for(AUDIT, ENOUGH, plan)

    assert len(draft.actions) == 2
    assert first.target.id not in {each.target.id for each in draft.actions}
    assert first.action.id not in {each.action.id for each in draft.actions}
    assert draft.needed == pytest.approx(hours_of(first.action.id, *(each.action.id for each in draft.actions)))


@pytest.mark.parametrize(
    ("status", "more"), [("proposed", 2), ("agreed", 2), ("under-way", 2), ("done", 3), ("dropped", 3)]
)
def test_what_is_done_or_dropped_makes_room_but_does_not_come_again(status: str, more: int) -> None:
    first = draft_for(AUDIT).actions[0]

    draft = draft_for(AUDIT, ANY, kept(f"{first.target.id} {first.action.id} {status}"))

    assert len(draft.actions) == more
    assert first.action.id not in {each.action.id for each in draft.actions}
    assert first.target.id not in {each.target.id for each in draft.actions}


def test_the_hours_of_an_action_of_ones_own_are_taken_as_they_are_written() -> None:
    own = "{title: Ours, eases: [time.delay], hours: {setup: [0, 5], per_term: [0, 7], saves_per_term: [2, 3]}}"
    plan = read_plan(f"{HEADER}priorities:\n  - bump: time.delay\n    own: {own}\n")

    assert draft_for(AUDIT, PlanWishes(most=1, hours_per_term=100), plan).needed == (12.0, 5.0, 5.0)


GOING = f"""{HEADER}round: 2026-autumn
priorities:
  - {{bump: {AUDIT.bumps[0]}, action: A16, status: under-way, start: 2027-01-11, notes: "Two: \\nof five"}}
  - bump: gone.bump
    status: under-way
    own: {{title: Ours, eases: [gone.bump], hours: {{setup: [9, 90], per_term: [2, 4]}}, moves_pupils: true}}
"""


def test_what_is_under_way_goes_on_with_its_running_hours_and_every_word_and_only_once() -> None:
    last = read_plan(GOING)
    wishes = after_last_plan(ENOUGH, last)

    draft = draft_plan(AUDIT, wishes, None, LIBRARY)

    assert draft is not None
    assert len(draft.actions) == 1
    assert {each.target.id for each in draft.actions}.isdisjoint({AUDIT.bumps[0], "gone.bump"})
    running = hours_for_staff(LIBRARY["A16"], AUDIT.school.staff)
    _, later, _ = term_hours(running)
    chosen = hours_of(*(each.action.id for each in draft.actions))
    assert draft.needed[0] == pytest.approx(chosen[0] + running.per_term[1] + 4)
    assert draft.needed[1] == pytest.approx(chosen[1] + later + 4)
    made = read_plan(plan_text(AUDIT, draft, 2_000, LIBRARY))
    assert made.priorities[:2] == wishes.carried
    assert {each.since for each in made.priorities[:2]} == {"2026-autumn"}
    again = draft_plan(AUDIT, wishes, made, LIBRARY)
    assert again is not None
    assert (again.carried, again.actions, again.left_out, again.asks) == ((), (), (), ())
    assert again.needed == pytest.approx(draft.needed)


def test_what_is_under_way_stays_out_if_somebody_wants_that_or_leaves_its_bump() -> None:
    wishes = after_last_plan(ENOUGH, read_plan(GOING))
    left = read_plan(f"{HEADER}left_out:\n  - {{bump: {AUDIT.bumps[0]}}}\n")

    (ours,) = draft_for(AUDIT, wishes._replace(forbidden=frozenset({"A16"}))).carried
    assert ours.own is not None
    assert draft_for(AUDIT, wishes, left).carried == (ours,)
    assert draft_for(AUDIT, wishes._replace(most=1)).actions == ()


def test_what_a_school_leaves_as_it_is_is_not_drafted() -> None:
    first = draft_for(AUDIT).actions[0].target.id
    plan = read_plan(f"{HEADER}left_out:\n  - {{bump: {first}, because: not this year}}\n")

    draft = draft_for(AUDIT, ANY, plan)

    assert first not in {each.target.id for each in draft.actions}
    assert first not in {each.bump for each in draft.left_out}


def test_an_ask_is_drafted_once() -> None:
    ask, *others = draft_for(AUDIT).asks
    by_bump = read_plan(f"{HEADER}asks:\n  - {{of: them, text: other words, bump: {ask.bump}}}\n")
    by_text = read_plan(f"{HEADER}asks:\n  - of: them\n    text: {ask.text}\n")

    assert draft_for(AUDIT, ANY, by_bump).asks == tuple(others)
    assert draft_for(AUDIT, ANY, by_text).asks == tuple(others)


def test_each_action_has_its_reason() -> None:
    free = draft_for(AUDIT)
    tight = draft_for(AUDIT, PlanWishes(hours_per_term=60))
    pinned = draft_for(AUDIT, PlanWishes(pinned=frozenset({"A12"})))

    assert {each.reason.because for each in free.actions} <= {
        "fit",
        "hours-back",
        "besides",
        "moves-knowledge",
        "fewer-hours",
        "id",
    }
    assert "hours" in {each.reason.because for each in tight.actions}
    assert {each.action.id: each.reason.because for each in pinned.actions}["A12"] == "pinned"
    for each in (*free.actions, *tight.actions):
        assert each.reason.other is not None
        assert each.reason.other != each.action


def test_no_plan_has_an_action_that_eases_no_bump() -> None:
    others = [action.id for action in AUDIT.actions if not set(action.eases) & set(AUDIT.bumps)]

    assert others == []
    assert draft_plan(AUDIT, PlanWishes(pinned=frozenset({"nowhere"}))) is None
