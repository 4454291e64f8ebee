"""What a report shows beside its audit."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # importing the models takes time, and help needs none of them
    from speedbumps.model.comparison import RoundComparison
    from speedbumps.report.plan_page import PlanPage

WrittenWords = tuple[tuple[str, str], ...]
"""What one person wrote: pairs of a question's id and a text."""


class Beside(NamedTuple):
    """What a report shows beside its audit, which holds none of it."""

    noted: WrittenWords = ()
    """What the only person wrote."""
    comparison: "RoundComparison | None" = None
    """What changed since earlier rounds, of which the audit is about the last."""
    last_plan: "PlanPage | None" = None
    """The plan that the school made after an earlier round."""


NOTHING_BESIDE = Beside()
