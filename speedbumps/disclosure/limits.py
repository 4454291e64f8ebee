"""How many people a figure needs to be shown."""

from typing import TYPE_CHECKING

from speedbumps.model.questionnaire import Privacy, Questionnaire
from speedbumps.scoring.context import ScoringContext, question_of
from speedbumps.scoring.targets import Target

if TYPE_CHECKING:  # loading the models of an Audit takes time, and checking a questionnaire needs none of them
    from speedbumps.model.audit import Limits


def limits_of(questionnaire: Questionnaire) -> "Limits":
    """Return the limits that *questionnaire* sets."""
    from speedbumps.model.audit import Limits

    privacy = questionnaire.privacy
    return Limits(
        min_group=privacy.min_group,
        min_distribution=privacy.min_distribution,
        min_open_text=privacy.min_open_text,
        min_sensitive=privacy.min_sensitive,
    )


def least_people(context: ScoringContext, target: Target, limits: "Limits | Privacy") -> int:
    """Return how many people a figure of *target* needs: more where all of its questions are sensitive."""
    if target.parts and all(question_of(context, part.question).sensitive for part in target.parts):
        return max(limits.min_group, limits.min_sensitive)
    return limits.min_group
