"""Whether a score speaks for people who agree, or its mean hides different views."""

from collections.abc import Iterable

from speedbumps.audit.school_data import Case, rounded
from speedbumps.audit.scoring_context import least_for
from speedbumps.model.audit import QuestionResult, Score
from speedbumps.scoring.agreement import HIGHEST, LOWEST
from speedbumps.scoring.targets import Target

QUARTER = 0.25
"""The share of people at each end from which there are two views."""

LITTLE = 0.5
"""Agreement below this is too little for a mean to speak for all."""


def with_views(case: Case, target: Target, score: Score, questions: Iterable[QuestionResult]) -> Score:
    """The *score*, with how far people agree, where enough of them have one."""
    least = max(case.limits.min_distribution, least_for(case.setting, target))
    if score.severity is None or score.n is None or score.n < least:
        return score
    known = [question.agreement for question in questions if question.agreement is not None]
    agreement = rounded(sum(known) / len(known)) if known else None
    low, high = (_share(case, target, end, score.n) for end in (LOWEST, HIGHEST))
    two_views = low is not None and high is not None and min(low, high) >= QUARTER
    return score.model_copy(
        update={
            "agreement": agreement,
            "lowest": low,
            "highest": high,
            "split": two_views or (agreement is not None and agreement < LITTLE),
        }
    )


def _share(case: Case, target: Target, end: str, n: int) -> float | None:
    found = case.ends.get(f"{target.id}|{end}")
    return None if found is None else rounded(found / n)
