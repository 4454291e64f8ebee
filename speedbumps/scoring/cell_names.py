"""The names of cells, groups of roles that are counted together, and which questions count for the people of one."""

from speedbumps.model.queries import applies_to_role
from speedbumps.model.questionnaire import UNSTATED, Question, Questionnaire

TOGETHER = "+"
"""Joins the roles of a cell: leader+support."""


def cell_roles(cell: str) -> tuple[str, ...]:
    """Return the ids of the roles that are counted together in *cell*."""
    return tuple(cell.split(TOGETHER))


def applies_to_cell(questionnaire: Questionnaire, question: Question, cell: str) -> bool:
    """Return whether *question* counts for *cell*: whether all roles of the cell are asked it.

    Otherwise the figures of a question that only one of its roles is asked would reveal that role's answers. People
    who stated no role and are counted with others count as asked what the others are.
    """
    known = [role for role in cell_roles(cell) if role != UNSTATED] or [UNSTATED]
    return all(applies_to_role(questionnaire, question, role) for role in known)
