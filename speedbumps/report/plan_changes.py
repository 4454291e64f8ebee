"""What became of each action of a plan, for programs that read a comparison."""

from speedbumps.model.comparison import PlanChange, RoundComparison
from speedbumps.report.plan_page import PlanPage


def with_plan_changes(comparison: RoundComparison, page: PlanPage) -> RoundComparison:
    """Return *comparison* with what became of each action of the plan of *page*, and whether its bump moved.

    That a bump moved after an action does not show that the action moved it.
    """
    moves = {change.of: change.difference for change in comparison.changes}
    changes = tuple(
        PlanChange(
            bump=planned.bump,
            action=planned.action,
            title=page.action_title(planned),
            status=planned.status,
            hours=page.hours_of(planned),
            hours_spent=planned.hours_spent,
            moved=moves.get(planned.bump),
        )
        for planned in page.plan.priorities
    )
    return comparison.model_copy(update={"plan": changes})
