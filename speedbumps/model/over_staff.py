"""Find schools and roles in which more people answered than there are staff."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from speedbumps.diagnostics.codes import TOO_MANY
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.audit import Respondents, RoleCount
from speedbumps.model.questionnaire import UNSTATED


class OverStaff(NamedTuple):
    """A number of respondents that is larger than the number of staff."""

    role: str | None
    """The role, or the roles shown together, as in an audit; None for the whole school."""
    title: str | None
    """What people call it."""
    answered: int
    staff: int


class HasRespondents(Protocol):
    """An audit, an outline of one, or anything else that has the numbers of respondents."""

    @property
    def respondents(self) -> Respondents: ...


def over_staff(counted: HasRespondents) -> tuple[OverStaff, ...]:
    """Return each case in which more of a school's own people answered than it has: in all, then by role.

    Only numbers that the school's report shows are compared. Roles outside the school do not count, nor do answers
    that several people agreed on.
    """
    people = counted.respondents
    whole = ((None, None, people.n, people.headcount),) if _counts_every_role(people) else ()
    roles = ((each.role, each.title, each.n, each.headcount) for each in _own_roles(people))
    return tuple(
        OverStaff(role, title, answered, staff)
        for role, title, answered, staff in (*whole, *roles)
        if answered is not None and staff is not None and answered > staff
    )


def over_staff_problem(over: OverStaff, school: str, path: str, *, table: bool) -> Problem:
    """Return the warning about *over* in the *school* whose answers are in the file at *path*.

    *table* says whether the number of staff comes from a table of schools; else it comes from the answers.
    """
    people = "1 person" if over.answered == 1 else f"{over.answered:,} people"
    role = f" as “{over.title}”" if over.role else ""
    number = f"there {'is' if over.staff == 1 else 'are'} {over.staff:,}"
    staff = f"the table says that {number}" if table else f"the number of staff is given as {over.staff:,}"
    message = (
        f"{school}: {people} answered{role}, and {staff}; was somebody's form handed in twice, or is "
        "the number of staff old?"
    )
    return Problem(path, START, TOO_MANY, message, severity_of(TOO_MANY))


def _own_roles(people: Respondents) -> Iterator[RoleCount]:
    return (each for each in people.by_role if not each.outside and not each.together)


def _counts_every_role(people: Respondents) -> bool:
    """Return whether the number of staff includes every role that answered.

    A table that counts by role may leave one out; then its numbers do not add up to the whole staff.
    """
    by_role = [each for each in _own_roles(people) if each.roles != (UNSTATED,)]
    known = [each.headcount is not None for each in by_role if len(each.roles) == 1]
    return all(known) or not any(each.headcount is not None for each in by_role)
