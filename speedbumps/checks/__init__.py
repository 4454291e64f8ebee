"""Rules over files. A check says what is wrong and where; how grave it is is decided in one place, here."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from speedbumps.model.problem import Problem, Route
from speedbumps.source import Source


class Fault(NamedTuple):
    """What a check found: a way to the place, and the words for it."""

    route: Route
    message: str
    at_key: bool = False
    """The key itself is at fault, not its value."""
    fix: str | None = None


Subject = TypeVar("Subject")


class Check(NamedTuple, Generic[Subject]):
    """One rule, with its code for ever and the generator that applies it."""

    code: str
    find: Callable[[Subject], Iterator[Fault]]


def apply(checks: tuple[Check[Subject], ...], subject: Subject, source: Source) -> tuple[Problem, ...]:
    """All that *checks* find in *subject*, in the order of the file it came from."""
    problems = (located(fault, check.code, source) for check in checks for fault in check.find(subject))
    return tuple(sorted(problems, key=lambda problem: (problem.span, problem.code)))


def located(fault: Fault, code: str, source: Source) -> Problem:
    """The *fault* as a problem at its line and column."""
    span = source.place(fault.route, key=fault.at_key)
    return Problem(source.path, span, code, fault.message, fix=fault.fix)
