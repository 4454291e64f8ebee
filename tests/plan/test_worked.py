"""What the last plan teaches the next one."""

from datetime import date

import pytest
from support.plans import HEADER, draft_for, hillview, read_plan
from support.round_pages import PAGES

from speedbumps.model.comparison import ChangeDirection, RoundChange, RoundComparison
from speedbumps.model.plan import PlannedAction
from speedbumps.plan.draft import PlanWishes
from speedbumps.plan.worked import after_last_plan, worked_here

PLAN = read_plan(f"""{HEADER}priorities:
  - {{bump: time, action: A1, status: done}}
  - {{bump: time.delay, action: A2, status: done}}
  - {{bump: time.delay, action: A3, status: under-way}}
  - {{bump: time.delay, own: {{title: Ours, eases: [time.delay]}}, status: done}}
  - {{bump: political.clash, action: A4, status: dropped}}
""")


def compared(said: ChangeDirection, high: float | None) -> RoundComparison:
    """Return a comparison in which a barrier has a verdict, and a facet an interval that ends at *high*."""
    _, comparison = PAGES["then: lower"]()
    first = comparison.changes[0]
    barrier = first.model_copy(update={"of": "time", "kind": "barrier", "said": said})
    facet = first.model_copy(update={"of": "time.delay", "kind": "facet", "said": None, "low": -30.0, "high": high})
    changes: tuple[RoundChange, ...] = (barrier, facet)
    return comparison.model_copy(update={"changes": changes})


@pytest.mark.parametrize(
    ("said", "high", "worked"),
    [
        ("lower", -1.0, {"A1", "A2"}),
        ("no-clear-change", -1.0, {"A2"}),
        ("higher", 0.0, set[str]()),
        ("lower", None, {"A1"}),
    ],
)
def test_what_was_done_worked_if_its_bump_is_lower(said: ChangeDirection, high: float | None, worked: set[str]) -> None:
    assert worked_here(PLAN, compared(said, high)) == worked


def test_what_was_dropped_is_not_planned_again_unless_somebody_wants_it() -> None:
    assert [each.action for each in after_last_plan(PlanWishes(), PLAN).dropped] == ["A4"]
    before = draft_for(hillview()).actions[0]
    first = before.action.id
    dropped = PlanWishes(dropped=(PlannedAction(bump=before.target.id, action=first, status="dropped"),))
    again = draft_for(hillview(), dropped)
    wanted = draft_for(hillview(), dropped._replace(pinned=frozenset({first})))
    assert first not in {each.action.id for each in again.actions}
    assert first in {each.action.id for each in wanted.actions}


@pytest.mark.parametrize(
    ("keys", "day", "goes_on"),
    [
        ("status: under-way", None, True),
        ("status: agreed", None, False),
        ("status: agreed, start: 2027-01-11", None, True),
        ("status: agreed, start: 2027-01-11", date(2027, 1, 10), False),
        ("status: agreed, start: 2027-01-11", date(2027, 1, 11), True),
        ("status: agreed, hours_spent: 2", date(2027, 1, 1), True),
        ("status: proposed, start: 2027-01-11", None, False),
        ("status: done", None, False),
    ],
)
def test_what_has_begun_goes_on_with_every_word(keys: str, day: date | None, goes_on: bool) -> None:  # noqa: FBT001 - a case
    planned = f"{{bump: time.delay, action: A16, owner: Bea, {keys}}}"
    plan = read_plan(f"{HEADER}round: 2026-autumn\npriorities:\n  - {planned}\n")

    carried = after_last_plan(PlanWishes(), plan, day).carried

    assert carried == ((plan.priorities[0].model_copy(update={"since": "2026-autumn"}),) if goes_on else ())


def test_what_worked_comes_first_among_equals() -> None:
    draft = draft_for(hillview())
    for drafted in draft.actions:
        assert drafted.reason.other is not None
        other = drafted.reason.other.id
        learned = draft_for(hillview(), PlanWishes(worked=frozenset({other})))
        if drafted.reason.because in {"moves-knowledge", "besides", "fewer-hours", "id"}:
            assert other in {each.action.id for each in learned.actions}
        if drafted.reason.because in {"fit", "hours-back", "evidence"}:
            assert drafted.action.id in {each.action.id for each in learned.actions}
