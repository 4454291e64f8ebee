"""Apply safe fixes to a text, which stays byte for byte the same elsewhere."""

from collections.abc import Callable
from difflib import unified_diff
from typing import NamedTuple

from speedbumps.diagnostics.problem import Problem
from speedbumps.diagnostics.yaml_events import line_starts, split_lines
from speedbumps.lint.results import LintResult

ROUNDS = 10
"""The most times that a text is fixed and checked again. Two have always been enough."""


class FixedText(NamedTuple):
    """A text after its fixes."""

    text: str
    number: int
    """The number of problems that were fixed."""


def apply_fixes(file: LintResult) -> FixedText:
    """Return the text of *file* with all fixes applied; of two that overlap, only the earlier one."""
    starts = line_starts(file.text)
    edits = sorted({_build_edit(file.text, starts, problem) for problem in fixable_problems(file)})
    parts, at, number = [], 0, 0
    for start, end, words in edits:
        if start >= at:
            parts += [file.text[at:start], words]
            at, number = end, number + 1
    return FixedText("".join([*parts, file.text[at:]]), number)


def fix_repeatedly(file: LintResult, again: Callable[[str], LintResult]) -> tuple[LintResult, int]:
    """Return *file* after all fixes, and their number; *again* checks a changed text, which may have new problems."""
    number = 0
    for _ in range(ROUNDS):
        after = apply_fixes(file)
        if not after.number:
            break
        number += after.number
        file = again(after.text)
    return file, number


def fixable_problems(file: LintResult) -> tuple[Problem, ...]:
    """Return the problems of *file* that have a safe fix."""
    return tuple(problem for problem in file.problems if problem.fix is not None and file.text)


def format_diff(path: str, before: str, after: str) -> str:
    """Return the changes as a unified diff."""
    old, new = split_lines(before), split_lines(after)
    lines = unified_diff(old, new, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _build_edit(text: str, starts: list[int], problem: Problem) -> tuple[int, int, str]:
    """Return the offsets of what to replace, and the replacement.

    If the replacement is empty, the spaces before it, and a line that would be left empty, are removed too.
    """
    span = problem.span
    start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
    if problem.fix:
        return start, end, problem.fix
    start = len(text[:start].rstrip(" \t"))
    if start in starts and span.end_line < len(starts):
        end = starts[span.end_line]
    return start, end, ""
