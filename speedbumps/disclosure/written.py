"""Decide which figures of amounts and of open questions may be shown."""

from collections.abc import Iterator

from speedbumps.disclosure.conditions import tells_few_chose
from speedbumps.disclosure.counts import SchoolCounts, is_merged_away
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.questions import is_only_public
from speedbumps.model.questionnaire import Question
from speedbumps.scoring.context import counts_for


def hidden_amounts(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the figures of amounts that may not be shown.

    From "11 of 12 wrote 0" and a mean of 1.6 follows what the twelfth person wrote; so few on either side of 0 are not
    counted, and a mean needs as many people as a distribution.
    """
    for question in counts.context.instrument.questionnaire.questions:
        if question.id not in counts.written or counts.context.scales[question.id].number is None:
            continue
        n, zeros = counts.written[question.id], counts.zeros[question.id]
        if not counts_for_any(counts, question.id):
            yield from hidden_if_merged(counts, question)
        elif tells_few_chose(counts, question.id) or not _may_show_written(counts, question, counts.limits.min_group):
            yield HiddenFigure(FigureKey("amount", question.id), "too-few")
        elif n < counts.limits.min_distribution:
            yield HiddenFigure(FigureKey("quartiles", question.id), "distribution", implied=n == 0 or counts.alone)
        elif any(0 < side < counts.limits.min_group for side in (zeros, n - zeros)):
            yield HiddenFigure(FigureKey("zeros", question.id), "distribution", implied=True)


def hidden_open_answers(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the open questions of which not even the number of answers may be shown."""
    for question in counts.context.instrument.questionnaire.questions:
        if question.id not in counts.written or counts.context.scales[question.id].text is None:
            continue
        if not counts_for_any(counts, question.id):
            yield from hidden_if_merged(counts, question)
        elif tells_few_chose(counts, question.id) or not _may_show_written(
            counts, question, counts.limits.min_open_text
        ):
            yield HiddenFigure(FigureKey("open", question.id), "open-text")


def counts_for_any(counts: SchoolCounts, question: str) -> bool:
    """Return whether *question* counts for the people of any of the school's own cells."""
    return any(counts_for(counts.context, question, cell) for cell in counts.cells)


def hidden_if_merged(counts: SchoolCounts, question: Question) -> Iterator[HiddenFigure]:
    """Yield that nobody whose answers count was asked *question*, if only people of merged roles were."""
    if is_merged_away(counts, question.id):
        yield HiddenFigure(FigureKey("unasked", question.id), "merged-roles")


def _may_show_written(counts: SchoolCounts, question: Question, least: int) -> bool:
    """Return whether figures of *question*, answered in numbers or own words, may be shown from *least* people on."""
    n = counts.written[question.id]
    if question.sensitive:
        least = max(least, counts.limits.min_sensitive)
    lone = (counts.alone or (n == 1 and is_only_public(counts, question.id))) and not question.sensitive
    return counts.shows_total and (n == 0 or n >= least or lone)
