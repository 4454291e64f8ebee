"""All checks, in one place; and how grave each is."""

from speedbumps.checks import Check, Page, identity
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.problem import Problem, Severity
from speedbumps.model.questionnaire import Questionnaire

READABLE: tuple[Check[Questionnaire], ...] = ()
"""Checks of any questionnaire whose structure is right, whatever its names refer to."""

SOUND: tuple[Check[Questionnaire], ...] = ()
"""Checks of a questionnaire all of whose names exist."""

ACTIONS: tuple[Check[tuple[ActionLibrary, Questionnaire]], ...] = (*identity.ACTIONS,)
"""Checks of an action library, with the questionnaire that names it."""

PAGES: tuple[Page, ...] = (
    *(check.page for check in (*identity.QUESTIONNAIRE, *READABLE, *SOUND)),
    *(check.page for check in ACTIONS),
)
"""The manual page of every code."""

FAMILIES = {
    "SB0": "reading",
    "SB1": "structure",
    "SB2": "identity",
    "SB3": "scales",
    "SB4": "weighing",
    "SB5": "logic",
    "SB6": "wording",
    "SB70": "advice",
    "SB71": "burden",
    "SB72": "privacy",
    "SB73": "translation",
    "SB8": "answers",
    "SB90": "versions",
    "SB91": "overlays",
    "SB92": "suppressing",
}
"""The families of checks, by how their codes begin."""

GRAVITY: dict[str, Severity] = {
    "SB": "error",
    "SB3": "warning",
    "SB4": "warning",
    "SB5": "warning",
    "SB6": "warning",
    "SB7": "warning",
    "SB92": "warning",
}
"""How grave what a check finds is, by how its code begins; the longest beginning counts. Nowhere else is this said."""


def family(code: str) -> str:
    """The family of the check with this *code*."""
    return FAMILIES[max((start for start in FAMILIES if code.startswith(start)), key=len)]


def graded(problem: Problem) -> Problem:
    """The *problem* with its severity. What the readers of answers call advice stays advice."""
    if problem.severity != "error":
        return problem
    start = max((start for start in GRAVITY if problem.code.startswith(start)), key=len)
    return problem._replace(severity=GRAVITY[start])
