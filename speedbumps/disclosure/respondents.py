"""Decide which numbers of people may be shown."""

from collections.abc import Iterator

from speedbumps.disclosure.counts import SchoolCounts, cell_name
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.model.audit import RESPONDENTS
from speedbumps.model.queries import form_questions
from speedbumps.scoring.cell_names import TOGETHER, cell_roles
from speedbumps.scoring.context import asks_role


def hidden_respondents(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the numbers of respondents that may not be shown; those of roles follow the rule of their scores."""
    if not counts.shows_total:
        yield HiddenFigure(FigureKey("respondents", RESPONDENTS), "consent" if counts.people == 1 else "too-few")
    for cell, group in {**counts.cells, **counts.beside}.items():
        if cell in counts.cells and len(counts.cells) == 1 and len(group.roles) > 1:
            continue  # all of the school's own people in one cell: that is the total
        if not (group.shown or cell in counts.public):
            yield HiddenFigure(FigureKey("respondents", RESPONDENTS, cell_name(cell)), "too-few")


def hidden_patterns(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the counts of how people answered that may not be shown.

    How many answers were ignored tells which roles are merged or hidden, since their questions are.
    """
    if counts.alone or not counts.shows_total:
        yield HiddenFigure(FigureKey("patterns", RESPONDENTS), "too-few", implied=True)
    merged = any(
        len(cell.roles) > 1 or not (cell.shown or name in counts.public) for name, cell in counts.cells.items()
    )
    if merged or not counts.shows_total:
        yield HiddenFigure(FigureKey("ignored", RESPONDENTS), "too-few", implied=True)


def hidden_by_merging(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the questions that do not count for a cell that is shown, because not all of its roles are asked them."""
    context = counts.context
    for cell in (name for name in counts.cells if TOGETHER in name and counts.cells[name].shown):
        for question in form_questions(context.instrument.questionnaire, context.form):
            asked = [asks_role(context, question.id, role) for role in cell_roles(cell)]
            if question.id in context.rubric.asked and any(asked) and not all(asked):
                yield HiddenFigure(FigureKey("unasked", question.id, cell_name(cell)), "merged-roles")
