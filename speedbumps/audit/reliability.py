"""How consistently the questions of each score are answered, as far as it may be shown."""

from collections.abc import Iterator

from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.model.audit import BarrierResult, FacetResult, Limits, Reliability, Status
from speedbumps.scoring.reliability import (
    PairwiseCovariances,
    answer_severities,
    common_questions,
    cronbach_alpha,
    pairwise_covariances,
)
from speedbumps.scoring.targets import Target

QUESTIONS = 3
"""The fewest questions for which alpha is computed."""

PEOPLE = 30
"""The fewest people for whom alpha is computed."""


def reliabilities(data: SchoolData, barriers: tuple[BarrierResult, ...]) -> Iterator[Reliability]:
    """Yield Cronbach's alpha of each barrier, followed by that of its facets."""
    targets = {target.id: target for target in data.rubric.targets}
    for barrier in barriers:
        scores: tuple[BarrierResult | FacetResult, ...] = (barrier, *barrier.facets)
        yield from (_reliability(data, targets[score.id], score.status) for score in scores)


def _reliability(data: SchoolData, target: Target, status: Status) -> Reliability:
    """Return Cronbach's alpha of *target*, or the status that says why there is none."""
    if status in ("not-asked", "withheld"):
        return Reliability(of=target.id, status=status)
    hidden = data.decisions.questions[target.id]
    if "sensitive" in hidden.values():
        return Reliability(of=target.id, status="withheld")
    severities = answer_severities(data.people, tuple(part for part in target.parts if part.question not in hidden))
    names = common_questions(severities)
    found = pairwise_covariances(severities.select(names)) if len(names) >= QUESTIONS else None
    if found is None or not _enough(found, data.limits):
        return Reliability(of=target.id, status="not-enough-answers")
    worked_out = cronbach_alpha(found)
    if worked_out is None:
        return Reliability(of=target.id, status="not-applicable")
    return Reliability(
        of=target.id,
        alpha=round_figure(worked_out.alpha),
        low=round_figure(worked_out.low),
        high=round_figure(worked_out.high),
        n=found.people,
        pairs=found.fewest,
        questions=len(names),
        status="scored",
    )


def _enough(found: PairwiseCovariances, limits: Limits) -> bool:
    """Return whether enough people answered, and at least half of them answered any two of the questions."""
    least = max(PEOPLE, limits.min_group, limits.min_distribution)
    return found.people >= least and found.fewest >= max(limits.min_group, found.people / 2)
