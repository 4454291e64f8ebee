"""From a case to how far the questions of each score hang together, as far as it may be shown."""

from collections.abc import Iterator

from speedbumps.audit.questions import hidden_questions
from speedbumps.audit.school_data import Case, rounded
from speedbumps.model.audit import BarrierResult, FacetResult, Limits, Reliability, Status
from speedbumps.scoring.reliability import Pairs, alpha, keyed, pairs, widely_answered
from speedbumps.scoring.targets import Target

QUESTIONS = 3
"""The fewest questions whose hanging together says anything."""

PEOPLE = 30
"""The fewest people from whom alpha is worked out."""


def reliabilities(case: Case, barriers: tuple[BarrierResult, ...]) -> Iterator[Reliability]:
    """Cronbach's alpha of each barrier, and after it of its facets."""
    targets = {target.id: target for target in case.rubric.targets}
    for barrier in barriers:
        scores: tuple[BarrierResult | FacetResult, ...] = (barrier, *barrier.facets)
        yield from (_reliability(case, targets[score.id], score.status) for score in scores)


def _reliability(case: Case, target: Target, status: Status) -> Reliability:
    if status in ("not-asked", "withheld"):
        return Reliability(of=target.id, status=status)
    hidden = hidden_questions(case, target)
    if "sensitive" in hidden.values():
        return Reliability(of=target.id, status="withheld")
    severities = keyed(case.people, tuple(part for part in target.parts if part.question not in hidden))
    names = widely_answered(severities)
    found = pairs(severities.select(names)) if len(names) >= QUESTIONS else None
    if found is None or not _enough(found, case.limits):
        return Reliability(of=target.id, status="not-enough-answers")
    worked_out = alpha(found)
    if worked_out is None:
        return Reliability(of=target.id, status="not-applicable")
    return Reliability(
        of=target.id,
        alpha=rounded(worked_out.alpha),
        low=rounded(worked_out.low),
        high=rounded(worked_out.high),
        n=found.people,
        pairs=found.fewest,
        questions=len(names),
        status="scored",
    )


def _enough(found: Pairs, limits: Limits) -> bool:
    """Whether enough people answered, and at least half of them any two of the questions."""
    least = max(PEOPLE, limits.min_group, limits.min_distribution)
    return found.people >= least and found.fewest >= max(limits.min_group, found.people / 2)
