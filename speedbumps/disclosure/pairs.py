"""Decide which pairs of roles may be compared at all."""

from itertools import combinations, product

from speedbumps.disclosure.cells import SchoolCells
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.role_pairs import RolePair


def comparable_pairs(questionnaire: Questionnaire, staff: SchoolCells) -> tuple[RolePair, ...]:
    """Return the pairs of roles that can be shown by themselves.

    These are every two of the school's own roles, and its leaders with each outside role. Leaders are those whom a
    one-person role joins: a head joins the leaders.
    """
    shown = {cell.roles[0] for cell in (*staff.own, *staff.beside) if cell.shown and len(cell.roles) == 1}
    several = [role for role in questionnaire.roles if role.id in shown and role.id not in staff.public]
    alone = {role.id: role.joins for role in questionnaire.roles if role.id in staff.public and not role.together}
    leading = {role.joins for role in questionnaire.roles if role.one_person and not role.together}
    own = sorted((role.id for role in several if not role.outside), key=lambda name: name not in leading)
    outside = [role.id for role in several if role.outside]
    found = [*combinations(own, 2), *product((name for name in own if name in leading), outside)]
    return tuple(RolePair((*(name for name, into in alone.items() if into == a), a), b) for a, b in found)
