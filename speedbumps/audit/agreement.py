"""How far the people behind a score agree, and whether its mean hides two different views."""

from collections.abc import Iterable

from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.model.audit import QuestionResult, Score
from speedbumps.model.queries import are_two_views
from speedbumps.scoring.agreement import HIGHEST, LOWEST
from speedbumps.scoring.targets import Target

BOTH_ENDS = 2
"""The points of a scale that has nothing between its ends."""

LITTLE = 0.5
"""Agreement below which a mean does not speak for everybody."""


def add_agreement(data: SchoolData, target: Target, score: Score, questions: Iterable[QuestionResult]) -> Score:
    """Return *score* with the agreement of its people, if enough people have a score."""
    if score.severity is None or score.n is None or not data.decisions.shown("agreement", target.id):
        return score
    # On two points, agreement follows from the mean alone: it would call every mean near the middle a quarrel.
    several = (each for each in questions if len(each.distribution or ()) > BOTH_ENDS)
    known = [question.agreement for question in several if question.agreement is not None]
    agreement = round_figure(sum(known) / len(known)) if known else None
    low, high = (_share_at_end(data, target, end, score.n) for end in (LOWEST, HIGHEST))
    two_views = are_two_views(low, high, data.instrument.questionnaire.scoring.bands)
    return score.model_copy(
        update={
            "agreement": agreement,
            "lowest": low,
            "highest": high,
            "split": two_views or (agreement is not None and agreement < LITTLE),
        }
    )


def _share_at_end(data: SchoolData, target: Target, end: str, n: int) -> float | None:
    """Return the share of *n* people at one *end* of the scale; None where that is not known."""
    found = data.ends.get(f"{target.id}|{end}")
    return None if found is None else round_figure(found / n)
