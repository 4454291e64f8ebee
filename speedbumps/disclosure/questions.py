"""Decide which figures of questions may be shown, and which lines of receipts are merged."""

from collections.abc import Iterator, Mapping

from speedbumps.disclosure.counts import SchoolCounts, is_merged_away
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.scores import is_uneven, small_cells
from speedbumps.memory import memoize
from speedbumps.model.audit import Reason
from speedbumps.scoring.context import asks_cell, question_of
from speedbumps.scoring.targets import Target


def hidden_question_figures(counts: SchoolCounts, target: Target) -> Iterator[HiddenFigure]:
    """Yield the figures of the questions of *target* that may not be shown."""
    hidden = hidden_questions(counts, target)
    for name in (part.question for part in target.parts):
        if name in hidden:
            yield HiddenFigure(FigureKey("question", name), hidden[name])
        if counts.answers[name].asked == 0:
            if is_merged_away(counts, name):
                yield HiddenFigure(FigureKey("unasked", name), "merged-roles")
            continue
        n = counts.answers[name].n
        if name not in hidden and n < _least_for_distribution(counts, name):
            yield HiddenFigure(FigureKey("distribution", name), "distribution", implied=n == 0 or counts.alone)
        if not counts.alone and n < counts.limits.min_distribution:
            yield HiddenFigure(FigureKey("one-point", name), "distribution", implied=True)


@memoize
def hidden_questions(counts: SchoolCounts, target: Target) -> Mapping[str, Reason]:
    """Return the questions of *target* whose figures are hidden, each with the reason.

    A hidden sensitive question hides its whole facet, or the whole target where it is the only question of its facet:
    otherwise its figure could be computed by subtraction. The same holds for a facet that is uneven.
    """
    hidden: dict[str, Reason] = {}
    for part in target.parts:
        if is_uneven(counts, counts.context.targets_by_id.get(part.facet, target)):
            hidden[part.question] = "too-few"
        elif _is_too_sensitive(counts, part.question):
            family = [other for other in target.parts if other.facet == part.facet]
            for other in target.parts if len(family) == 1 else family:
                hidden[other.question] = "sensitive"
        elif not _has_enough_answers(counts, part.question):
            hidden[part.question] = "too-few"
    return hidden


def merged_receipt_lines(counts: SchoolCounts, target: Target) -> Mapping[str, str]:
    """Return the questions of *target* whose receipt lines are merged, each with the id that its line is merged into.

    A single line could be computed by subtraction, so the next smallest line is merged with it. The lines of a facet
    with a sensitive question that a small role was asked are merged too: otherwise that role's own scores would reveal
    its answers to it. Where so few people of a role have a score for a facet that the score is hidden, no line of its
    barrier is shown, because in these lines an answer weighs more the fewer questions a person was asked.
    """
    if any(small_cells(counts, facet) for facet in counts.context.facets_of.get(target.id, ())):
        return {part.question: target.id for part in target.parts}
    hidden = hidden_questions(counts, target)
    touchy = {part.facet for part in target.parts if _is_sensitive_to_few(counts, part.question)}
    families = {part.question: part.facet for part in target.parts if part.question in hidden or part.facet in touchy}
    for family in dict.fromkeys(families.values()):
        if list(families.values()).count(family) == 1:
            rest = [part for part in target.parts if part.question not in families]
            near = [part for part in rest if part.facet == family] or rest
            if near:
                families[min(near, key=lambda part: counts.answers[part.question].n).question] = family
    return families


@memoize
def _has_enough_answers(counts: SchoolCounts, question: str) -> bool:
    """Return whether enough people were asked *question* and answered it, or one who agreed to be shown."""
    if not counts.alone and not counts.shows_total:
        return False
    given, least = counts.answers[question], counts.limits.min_group
    lone = counts.alone or (given.n == 1 and is_only_public(counts, question))
    return lone or (given.asked >= least and (given.n == 0 or given.n >= least)) or given.asked == 0


def _is_too_sensitive(counts: SchoolCounts, question: str) -> bool:
    """Return whether *question* is sensitive and was answered by fewer people than such a question needs."""
    sensitive = question_of(counts.context, question).sensitive
    return sensitive and 0 < counts.answers[question].n < counts.limits.min_sensitive


def _is_sensitive_to_few(counts: SchoolCounts, question: str) -> bool:
    """Return whether *question* is sensitive and was put to fewer people of some cell than such a question needs."""
    return question_of(counts.context, question).sensitive and any(
        cell.n < counts.limits.min_sensitive and asks_cell(counts.context, question, name)
        for name, cell in counts.cells.items()
        if name not in counts.public and not counts.alone
    )


def is_only_public(counts: SchoolCounts, question: str) -> bool:
    """Return whether the only person who was asked *question* agreed to be shown."""
    asked = [cell for cell in counts.cells if asks_cell(counts.context, question, cell)]
    return len(asked) == 1 and asked[0] in counts.public


def _least_for_distribution(counts: SchoolCounts, question: str) -> int:
    """Return how many people have to answer *question* for the number of each answer to be shown."""
    limits = counts.limits
    if question_of(counts.context, question).sensitive:
        return max(limits.min_distribution, limits.min_sensitive)
    return limits.min_distribution
