"""Reports on a school that made a plan after an earlier round, by what became of it."""

from collections.abc import Callable, Mapping

from speedbumps.i18n import Locale
from speedbumps.model.actions import Hours
from speedbumps.model.audit import Audit
from speedbumps.model.plan import OwnAction, PlannedAction, PlanStatus, SchoolPlan
from speedbumps.report.beside import Beside
from speedbumps.report.plan_page import PlanPage
from support.plans import read_plan
from support.round_pages import PAGES
from support.staff_answers import Group, audit_of

TITLES = {"time": "Time", "time.delay": "Waiting", "resource.gone": "Gone"}

OURS = OwnAction(title="Ours", eases=("time.delay",), hours=Hours(setup=(1, 2), per_term=(3, 4)))

Arguments = tuple[Audit, Locale, Beside]


def plan_of(
    bump: str = "time.delay", status: PlanStatus = "done", spent: float | None = None, name: str | None = None
) -> SchoolPlan:
    """Return a plan with one action of the school's own, or one of the library that has gone since, called *name*."""
    planned = PlannedAction(bump=bump, own=None if name else OURS, action=name, status=status, hours_spent=spent)
    empty = read_plan("format: speedbumps-plan/1\nschool: elm\nquestionnaire: school@2.0.0\n")
    return empty.model_copy(update={"priorities": (planned,)})


def reported(plan: SchoolPlan, rounds: str | None = None) -> Callable[[Locale], Arguments]:
    """Return what makes the report that says what became of *plan*, with some of the PAGES of rounds or without."""

    def arguments(words: Locale) -> Arguments:
        audit, comparison = PAGES[rounds]() if rounds else (audit_of(Group("teacher", 12, {}, 0)), None)
        return audit, words, Beside(comparison=comparison, last_plan=PlanPage(plan, TITLES, {}, {}))

    return arguments


def tried(action: str, status: PlanStatus = "done") -> Callable[[Locale], Arguments]:
    """Return what makes a report on a school with a bump, which tried *action* before, or is still at it."""

    def arguments(words: Locale) -> Arguments:
        audit = audit_of(Group("teacher", 12, {"R1": 4, "R2": 4}, 0))
        plan = plan_of("resource.skills", status, name=action)
        return audit, words, Beside(last_plan=PlanPage(plan, TITLES, {}, {}))

    return arguments


PLANS: Mapping[str, Callable[[Locale], Arguments]] = {
    "plan: done": reported(plan_of(spent=5)),
    "plan: open": reported(plan_of(status="agreed")),
    "plan: under way": tried("pairs", "under-way"),
    "plan: of a round": reported(plan_of().model_copy(update={"round": "2026-autumn"})),
    "plan: of no round": reported(plan_of()),
    "plan: of an action that is gone": reported(plan_of(name="A99")),
    "plan: tried what is suggested": tried("pairs"),
    "plan: tried another option": tried("list"),
    "plan: without a number": reported(plan_of("resource.gone")),
    "plan: compared": reported(plan_of(), "then: lower"),
    "plan: of a barrier, compared": reported(plan_of("time"), "then: lower"),
    "plan: of a barrier, as before": reported(plan_of("time"), "then: no change"),
}
"""Reports by what became of the last plan."""
