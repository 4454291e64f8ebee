"""What a school learns from its last plan for the next one."""

from datetime import date

from speedbumps.model.audit import Request
from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.model.plan import PlannedAction, PlannedRequest, SchoolPlan
from speedbumps.plan.draft import PlanWishes
from speedbumps.text import fold_text

EARLIER = "an earlier plan"
"""What is written under `since` if the earlier plan names no round."""


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


def after_last_plan(wishes: PlanWishes, plan: SchoolPlan, day: date | None = None) -> PlanWishes:
    """Return *wishes* with what *plan* dropped, what goes on from it, who stands behind it, and what it asked.

    That is what is under way, or is agreed and has begun: hours were spent on it, or it has a first day that is not
    after *day*, if that is known. It keeps every word, and says in which plan it began.
    """
    carried = (each for each in plan.priorities if _has_begun(each, day))
    began = plan.round or EARLIER
    return wishes._replace(
        dropped=tuple(each for each in plan.priorities if each.status == "dropped"),
        carried=tuple(each.model_copy(update={"since": each.since or began}) for each in carried),
        sponsors=plan.sponsors,
        day=day,
        asked=tuple(each for each in plan.asks if each.sent or each.answer),
    )


def is_same_request(one: PlannedRequest | Request, other: PlannedRequest | Request) -> bool:
    """Return whether two requests ask for the same, in the same words."""
    return fold_text(one.text) == fold_text(other.text)


def _has_begun(planned: PlannedAction, day: date | None) -> bool:
    if planned.status != "agreed":
        return planned.status == "under-way"
    has_started = planned.start is not None and (day is None or planned.start <= day)
    return has_started or planned.hours_spent is not None
