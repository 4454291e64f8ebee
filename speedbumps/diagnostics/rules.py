"""Rules that check files.

A check says what is wrong and where. The severity of its problems is decided in one place, `severities`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from speedbumps.diagnostics.problem import Problem, Route, Span
from speedbumps.diagnostics.yaml_source import Source

Subject = TypeVar("Subject")


class Fault(NamedTuple):
    """One fault that a check found: the route to its place, and the message."""

    route: Route
    message: str
    at_key: bool = False
    """Whether the key itself is at fault, not its value."""
    fix: str | None = None
    """What can safely replace the text at that place."""
    near: str | None = None
    """The words at fault within the text, so that only they are marked."""


class Check(NamedTuple, Generic[Subject]):
    """One rule: its permanent code, and the generator that applies it. The generator's docstring is its manual page."""

    code: str
    find: Callable[[Subject], Iterator[Fault]]

    @property
    def name(self) -> str:
        """Return the name of the check: `double-barrelled` for a generator `double_barrelled`."""
        return self.find.__name__.replace("_", "-")

    @property
    def page_text(self) -> "PageText":
        """Return the text of its manual page."""
        return PageText(self.code, self.name, self.find.__doc__ or "")


class PageText(NamedTuple):
    """The manual page of a code as it is written in a docstring; `manual_page.parse_page` reads its parts."""

    code: str
    name: str
    text: str


def run_checks(checks: tuple[Check[Subject], ...], subject: Subject, source: Source) -> tuple[Problem, ...]:
    """Return the problems that *checks* find in *subject*, in the order of their places in *source*."""
    problems = (locate_fault(fault, check.code, source) for check in checks for fault in check.find(subject))
    return tuple(sorted(problems, key=lambda problem: (problem.span, problem.code)))


def locate_fault(fault: Fault, code: str, source: Source) -> Problem:
    """Return *fault* as a problem at its line and column in *source*."""
    span = source.find_span(fault.route, key=fault.at_key)
    if fault.near is None:
        return Problem(source.path, span, code, fault.message, fix=fault.fix)
    narrow = _narrow_span(span, fault.near, source)
    # A fix for a few words must not replace the whole text around them.
    return Problem(source.path, narrow or span, code, fault.message, fix=fault.fix if narrow else None)


def _narrow_span(span: Span, words: str, source: Source) -> Span | None:
    """Return the part of *span* that holds *words*, or None unless one line of it holds them all."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    lines = source.lines
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(lines[number - 1])
        found = pattern.search(lines[number - 1], start, end)
        if found:
            return Span(number, found.start() + 1, number, found.end() + 1)
    return None
