"""What a school learns from its last plan for the next one."""

from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.model.plan import SchoolPlan
from speedbumps.plan.draft import PlanWishes


def worked_here(plan: SchoolPlan, comparison: RoundComparison) -> frozenset[str]:
    """Return the ids of the actions of *plan* that were done, and whose bump is lower since then.

    It need not be the action that lowered it.
    """
    lower = {change.of for change in comparison.changes if moved_down(change)}
    done = (each for each in plan.priorities if each.status == "done" and each.bump in lower)
    return frozenset(each.action for each in done if each.action)


def moved_down(change: RoundChange) -> bool:
    """Return whether a bump is lower: a barrier by its verdict, a facet if its whole 99 % interval lies below 0."""
    if change.kind == "barrier":
        return change.said == "lower"
    return change.high is not None and change.high < 0


def without_dropped(wishes: PlanWishes, plan: SchoolPlan) -> PlanWishes:
    """Return *wishes* without the actions that *plan* dropped, unless somebody pins them."""
    dropped = {each.action for each in plan.priorities if each.status == "dropped" and each.action}
    return wishes._replace(dropped=frozenset(dropped) - wishes.pinned)
