"""Rules that check files.

A check says what is wrong and where. The severity of its problems is decided in one place, `severities`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from speedbumps.diagnostics.problem import Problem, Route, Span, add_words, file_order
from speedbumps.diagnostics.signs import odd_sign_in_name
from speedbumps.diagnostics.yaml_source import Source

Subject = TypeVar("Subject")

OF_NAMES = ("SB1", "SB2", "SB73", "SB91", "SB93")
"""How the codes of problems begin that a wrong sign in a name leads to."""

LONGEST_NAME = 80
"""The most characters of a key, a name or a word from a list."""


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
    at: Span | None = None
    """The place itself, where a rule looks at how the file is written."""


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
    return tuple(sorted(problems, key=file_order))


def locate_fault(fault: Fault, code: str, source: Source) -> Problem:
    """Return *fault* as a problem at its line and column in *source*."""
    span = fault.at or source.find_span(fault.route, key=fault.at_key)
    if fault.at is not None:
        return Problem(source.path, span, code, fault.message, fix=fault.fix)
    if fault.near is None:
        return name_odd_sign(Problem(source.path, span, code, fault.message, fix=fault.fix), source)
    narrow = _narrow_span(span, fault.near, source)
    # A fix for a few words must not replace the whole text around them.
    return Problem(source.path, narrow or span, code, fault.message, fix=fault.fix if narrow else None)


def name_odd_sign(problem: Problem, source: Source) -> Problem:
    """Return *problem* at the sign that is to blame, with what it is, if a name holds one that looks like another."""
    span = problem.span
    if span.line != span.end_line or not problem.code.startswith(OF_NAMES) or span.line > len(source.lines):
        return problem
    written = source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    found = odd_sign_in_name(written) if len(written) <= LONGEST_NAME else None
    if found is None:
        return problem
    column = span.column + found.offset
    here = Span(span.line, column, span.line, column + 1)
    # A fix with nothing takes the spaces before it away too, and a value needs one.
    fix = found.instead if found.instead or (found.instead == "" and found.offset) else None
    return problem._replace(span=here, message=add_words(problem.message, found.message), fix=fix)


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
