"""Texts of the questionnaire in the words of a school's nation."""

from speedbumps.memory import memoize
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.questionnaire import Nation
from speedbumps.scoring.context import ScoringContext


@memoize
def localize(context: ScoringContext, text: str, nation: Nation | None) -> str:
    """Return *text* in the words of *nation*."""
    return fill_placeholders(text, context.instrument.questionnaire, nation)
