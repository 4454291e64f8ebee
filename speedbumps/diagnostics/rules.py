"""Rules over files. A check says what is wrong and where; how grave it is, is decided in `catalogue`, in one place."""

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from speedbumps.diagnostics.problem import Problem, Route, Span
from speedbumps.diagnostics.yaml_source import Source

Subject = TypeVar("Subject")


class Fault(NamedTuple):
    """What a check found: a way to the place, and the words for it."""

    route: Route
    message: str
    at_key: bool = False
    """The key itself is at fault, not its value."""
    fix: str | None = None
    """What can safely be written instead of what stands there."""
    near: str | None = None
    """The words at fault within the text, so that the mark stands under them."""


class Check(NamedTuple, Generic[Subject]):
    """One rule, with its code for ever and the generator that applies it; the generator's docstring is its page."""

    code: str
    find: Callable[[Subject], Iterator[Fault]]

    @property
    def name(self) -> str:
        """What the check is called: `double-barrelled` for a generator `double_barrelled`."""
        return self.find.__name__.replace("_", "-")

    @property
    def page(self) -> "Page":
        """Its manual page."""
        return Page(self.code, self.name, self.find.__doc__ or "")


class Page(NamedTuple):
    """The manual page of a code: what, why, and a bad and a good example; `pages` takes it apart."""

    code: str
    name: str
    text: str


def apply(checks: tuple[Check[Subject], ...], subject: Subject, source: Source) -> tuple[Problem, ...]:
    """All that *checks* find in *subject*, in the order of the file it came from."""
    problems = (located(fault, check.code, source) for check in checks for fault in check.find(subject))
    return tuple(sorted(problems, key=lambda problem: (problem.span, problem.code)))


def located(fault: Fault, code: str, source: Source) -> Problem:
    """The *fault* as a problem at its line and column."""
    span = source.place(fault.route, key=fault.at_key)
    if fault.near is None:
        return Problem(source.path, span, code, fault.message, fix=fault.fix)
    narrow = _narrowed(span, fault.near, source)
    # A fix for a few words must never replace the whole text around them.
    return Problem(source.path, narrow or span, code, fault.message, fix=fault.fix if narrow else None)


def _narrowed(span: Span, words: str, source: Source) -> Span | None:
    """The part of *span* in which *words* stand; None unless they stand on one line of it."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    lines = source.lines
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(lines[number - 1])
        found = pattern.search(lines[number - 1], start, end)
        if found:
            return Span(number, found.start() + 1, number, found.end() + 1)
    return None
