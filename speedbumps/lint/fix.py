"""From problems with a safe fix to the text without them, byte for byte the same elsewhere."""

from collections.abc import Callable
from difflib import unified_diff
from typing import NamedTuple

from speedbumps.diagnostics.problem import Problem
from speedbumps.diagnostics.yaml_source import LINE_END
from speedbumps.lint.results import Linted

ROUNDS = 10
"""How often a text is mended and looked at again. Two rounds have always been enough."""


class Fixed(NamedTuple):
    """A text after its fixes."""

    text: str
    number: int
    """How many problems were mended."""


def fixed(file: Linted) -> Fixed:
    """The text of *file* with every problem mended that has a fix; where two overlap, the earlier one."""
    starts = _starts(file.text)
    edits = sorted({_edit(file.text, starts, problem) for problem in able(file)})
    parts, at, number = [], 0, 0
    for start, end, words in edits:
        if start >= at:
            parts += [file.text[at:start], words]
            at, number = end, number + 1
    return Fixed("".join([*parts, file.text[at:]]), number)


def mended(file: Linted, again: Callable[[str], Linted]) -> tuple[Linted, int]:
    """The *file* after all fixes, and their number; *again* looks at a changed text, where more may come to light."""
    number = 0
    for _ in range(ROUNDS):
        after = fixed(file)
        if not after.number:
            break
        number += after.number
        file = again(after.text)
    return file, number


def able(file: Linted) -> tuple[Problem, ...]:
    """The problems of *file* that can be mended without a thought."""
    return tuple(problem for problem in file.problems if problem.fix is not None and file.text)


def difference(path: str, before: str, after: str) -> str:
    """What was changed, line by line, as programs and people know it."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = unified_diff(old, new, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _starts(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


def _edit(text: str, starts: list[int], problem: Problem) -> tuple[int, int, str]:
    """What to replace, by its offsets, and by what. With what goes, the spaces before it go, and a line left empty."""
    span = problem.span
    start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
    if problem.fix:
        return start, end, problem.fix
    start = len(text[:start].rstrip(" \t"))
    if start in starts and span.end_line < len(starts):
        end = starts[span.end_line]
    return start, end, ""
